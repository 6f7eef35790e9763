//! Where are citizens verified?

use super::given::Given;
use super::post::{half, wrong};
use crate::ports::identity::IdentityProvider;
use crate::ports::identity::oidc::{Oidc, OidcSettings};
use crate::ports::identity::said::Names;
use crate::ports::is_private;
use openidconnect::IssuerUrl;
use std::sync::Arc;

/// What the settings say; what is wrong with them is noted.
pub(super) fn identity(given: &mut Given) -> Option<IdentityProvider> {
    oidc(given)
}

fn oidc(given: &mut Given) -> Option<IdentityProvider> {
    const ISSUER: &str = "identity.oidc.issuer";
    let issuer = given.read_optional(ISSUER, issuer);
    let client_id = given.read_optional("identity.oidc.client_id", filled);
    let client_secret = given.read_optional("identity.oidc.client_secret", filled);
    let scopes = given.read("identity.oidc.scopes", |text| {
        Ok(text.split_whitespace().map(ToOwned::to_owned).collect())
    });
    let names = Names {
        name: given.read("identity.oidc.name_claim", filled)?,
        number: given.read("identity.oidc.number_claim", filled)?,
        document_type: given.read_optional("identity.oidc.document_claim", filled),
        citizen_id: given.read("identity.oidc.citizen_id", filled)?,
    };
    let (issuer, client_id, client_secret) = match (issuer, client_id, client_secret) {
        (None, None, None) => return None,
        (Some(issuer), Some(id), Some(secret)) => (issuer, id, secret),
        (None, _, _) => return half(given, ISSUER, "identity.oidc.client_id"),
        (_, None, _) => return half(given, "identity.oidc.client_id", ISSUER),
        (_, _, None) => return half(given, "identity.oidc.client_secret", ISSUER),
    };
    let settings = OidcSettings {
        issuer,
        client_id,
        client_secret,
        scopes: scopes?,
        names,
    };
    match Oidc::new(settings) {
        Ok(oidc) => Some(IdentityProvider::Oidc(Arc::new(oidc))),
        Err(_) => no_trust(given, ISSUER),
    }
}

fn no_trust<T>(given: &mut Given, key: &str) -> Option<T> {
    wrong(
        given,
        key,
        "本机没有任何可信的根证书。This machine trusts no certificate authority",
    )
}

fn issuer(text: &str) -> Result<IssuerUrl, String> {
    private(text)?;
    IssuerUrl::new(text.to_owned()).map_err(|_| not_private())
}

/// An address that is spoken to by https, or on this machine.
fn private(text: &str) -> Result<String, String> {
    let uri: http::Uri = text.parse().map_err(|_| not_private())?;
    if is_private(&uri) {
        Ok(text.to_owned())
    } else {
        Err(not_private())
    }
}

fn not_private() -> String {
    "应为 https:// 地址(本机除外)。Give an https:// address, but for this machine".to_owned()
}

fn filled(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        Err("不能为空。It can't be empty".to_owned())
    } else {
        Ok(text.to_owned())
    }
}
