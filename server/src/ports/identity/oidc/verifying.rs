//! May what a provider says be believed: from whom, for whom, when, and signed with which key?

use super::{Client, LogInFault, Oidc, unusable};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jiff::Timestamp;
use openidconnect::core::{
    CoreIdToken, CoreIdTokenVerifier, CoreJwsSigningAlgorithm as Alg, CoreTokenResponse,
};
use openidconnect::{
    AccessToken, ClaimsVerificationError, Nonce, OAuth2TokenResponse as _,
    ProviderMetadataWithLogout, SignatureVerificationError, TokenResponse as _,
};
use serde_json::Value;

/// Clocks may differ by so many seconds.
const SKEW: i64 = 60;
/// A secret that both sides hold signs nothing here, and nothing is taken unsigned.
const ALGORITHMS: [Alg; 9] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::RsaSsaPssSha512,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];

impl Oidc {
    /// What the provider says of who logged in: signed, and beside it at its own address.
    pub(super) async fn said(
        &self,
        provider: &ProviderMetadataWithLogout,
        token: &CoreTokenResponse,
        nonce: &str,
        now: Timestamp,
    ) -> Result<Value, LogInFault> {
        let id_token = token
            .id_token()
            .ok_or_else(|| unusable("it gives no ID token"))?;
        let nonce = Nonce::new(nonce.to_owned());
        let mut found = check(&self.keyed(provider)?, id_token, &nonce, now);
        if let Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        )) = found
        {
            let fresh = self.discovered(now).await?;
            found = check(&self.keyed(&fresh)?, id_token, &nonce, now);
        }
        let subject = found.map_err(|error| untrusted(&error))?;
        let signed = payload(id_token).ok_or(LogInFault::Untrusted)?;
        if !has_begun(&signed, now) {
            tracing::warn!("an ID token isn't valid yet");
            return Err(LogInFault::Untrusted);
        }
        let beside = match provider.userinfo_endpoint() {
            Some(at) => {
                self.beside(at.as_str(), token.access_token(), &subject)
                    .await?
            }
            None => Value::Null,
        };
        Ok(together(signed, beside))
    }

    fn keyed(&self, provider: &ProviderMetadataWithLogout) -> Result<Client, LogInFault> {
        self.client(provider, self.settings.issuer.as_str())
    }

    /// What stands at the address of the user's data; it has to be of the same subject.
    async fn beside(
        &self,
        at: &str,
        access: &AccessToken,
        subject: &str,
    ) -> Result<Value, LogInFault> {
        let request = http::Request::get(at)
            .header("accept", "application/json")
            .header("authorization", format!("Bearer {}", access.secret()))
            .body(Vec::new())
            .map_err(|_| unusable("the address of the user's data can't be used"))?;
        let answer = self.outgoing.ask(request).await;
        let answer = answer.map_err(|cause| unusable(&cause.to_string()))?;
        if !answer.status().is_success() {
            return Err(unusable("it doesn't give the user's data"));
        }
        let said: Value = serde_json::from_slice(answer.body())
            .map_err(|_| unusable("the user's data can't be read"))?;
        if said.get("sub").and_then(Value::as_str) != Some(subject) {
            tracing::warn!("the user's data are somebody else's");
            return Err(LogInFault::Untrusted);
        }
        Ok(said)
    }
}

/// Checks issuer, audience, signature, times and nonce; whose token it is.
fn check(
    client: &Client,
    token: &CoreIdToken,
    nonce: &Nonce,
    now: Timestamp,
) -> Result<String, ClaimsVerificationError> {
    let verifier: CoreIdTokenVerifier<'_> = client
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || instant(now.as_second() - SKEW))
        .set_issue_time_verifier_fn(move |issued| {
            if issued.timestamp() > now.as_second() + SKEW {
                Err("it was issued in the future".to_owned())
            } else {
                Ok(())
            }
        });
    let claims = token.claims(&verifier, nonce)?;
    Ok(claims.subject().to_string())
}

fn instant(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(second, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// What was signed, as it stands there.
fn payload(token: &CoreIdToken) -> Option<Value> {
    let text = token.to_string();
    let body = URL_SAFE_NO_PAD.decode(text.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&body).ok()
}

fn has_begun(signed: &Value, now: Timestamp) -> bool {
    let from = signed.get("nbf").and_then(Value::as_i64);
    from.is_none_or(|from| from <= now.as_second() + SKEW)
}

/// What was signed goes before what stands beside it.
fn together(signed: Value, beside: Value) -> Value {
    match (signed, beside) {
        (Value::Object(signed), Value::Object(mut all)) => {
            all.extend(signed);
            Value::Object(all)
        }
        (signed, _) => signed,
    }
}

/// The log says which check failed, and nothing of what was said.
fn untrusted(error: &ClaimsVerificationError) -> LogInFault {
    use ClaimsVerificationError as E;
    let what = match error {
        E::Expired(_) => "it has expired or is not yet valid",
        E::InvalidAudience(_) => "it is for somebody else",
        E::InvalidIssuer(_) => "it is from another issuer",
        E::InvalidNonce(_) => "it belongs to another log-in",
        E::SignatureVerification(_) => "its signature can't be verified",
        _ => "it can't be used",
    };
    tracing::warn!(what, "an ID token was refused");
    LogInFault::Untrusted
}
