//! Where are citizens verified?

use super::given::Given;
use super::post::{half, wrong};
use crate::ports::identity::IdentityProvider;
use crate::ports::identity::oidc::{Oidc, OidcSettings};
use crate::ports::identity::said::Names;
use crate::ports::identity::ticket::{Field, TicketSettings, Tickets};
use crate::ports::is_private;
use openidconnect::IssuerUrl;
use openidconnect::url::Url;
use std::sync::Arc;

/// What the settings say; what is wrong with them is noted.
pub(super) fn identity(given: &mut Given) -> Option<IdentityProvider> {
    let (oidc, tickets) = (oidc(given), tickets(given));
    if oidc.is_some() && tickets.is_some() {
        return wrong(
            given,
            TICKET_PAGE,
            "已配置 identity.oidc，二者只能取一。identity.oidc is set, too; use one of the two",
        );
    }
    oidc.or(tickets)
}

const TICKET_PAGE: &str = "identity.ticket.page";

fn tickets(given: &mut Given) -> Option<IdentityProvider> {
    let page = given.read_optional(TICKET_PAGE, |text| {
        Url::parse(&private(text)?).map_err(|_| not_private())
    });
    let token_url = given.read_optional("identity.ticket.token_url", address);
    let user_url = given.read_optional("identity.ticket.user_url", address);
    let client_id = given.read_optional("identity.ticket.client_id", filled);
    let client_secret = given.read_optional("identity.ticket.client_secret", filled);
    let field = |given: &mut Given, key| given.read(key, filled);
    let id_name = field(given, "identity.ticket.client_id_field")?;
    let secret_name = field(given, "identity.ticket.client_secret_field")?;
    let (return_parameter, ticket_parameter) = (
        field(given, "identity.ticket.return_parameter")?,
        field(given, "identity.ticket.ticket_parameter")?,
    );
    let (ticket_field, token_field) = (
        field(given, "identity.ticket.ticket_field")?,
        field(given, "identity.ticket.token_field")?,
    );
    let token_at = given.read("identity.ticket.token_at", pointer)?;
    let names = Names {
        name: given.read("identity.ticket.name_at", pointer)?,
        number: given.read("identity.ticket.number_at", pointer)?,
        document_type: given.read_optional("identity.ticket.document_at", pointer),
        citizen_id: field(given, "identity.ticket.citizen_id")?,
    };
    let of = |name, value| Field { name, value };
    match (page, token_url, user_url, client_id, client_secret) {
        (None, None, None, None, None) => None,
        (Some(page), Some(token_url), Some(user_url), Some(id), Some(secret)) => {
            let made = Tickets::new(TicketSettings {
                page,
                return_parameter,
                ticket_parameter,
                token_url,
                user_url,
                client_id: of(id_name, id),
                client_secret: of(secret_name, secret),
                ticket_field,
                token_field,
                token_at,
                names,
            });
            match made {
                Ok(tickets) => Some(IdentityProvider::Tickets(Arc::new(tickets))),
                Err(_) => no_trust(given, TICKET_PAGE),
            }
        }
        _ => wrong(
            given,
            TICKET_PAGE,
            "page、token_url、user_url、client_id、client_secret 须一起设。Set page, token_url, user_url, client_id and client_secret together",
        ),
    }
}

fn address(text: &str) -> Result<http::Uri, String> {
    private(text)?.parse().map_err(|_| not_private())
}

/// A JSON pointer.
fn pointer(text: &str) -> Result<String, String> {
    if text.starts_with('/') {
        Ok(text.to_owned())
    } else {
        Err("应为 JSON 指针，如 /data/token。Give a JSON pointer, such as /data/token".to_owned())
    }
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
