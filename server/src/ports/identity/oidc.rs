//! OpenID Connect: authorization code with PKCE, state and nonce, from a provider that is found by discovery.
//!
//! What it says and with which keys is kept for an hour. A token under a key that isn't among them makes it be asked once
//! more: providers turn their keys.

mod verifying;

use super::said::Names;
use super::{Attempt, Brought, VerifiedPerson};
use crate::ports::outgoing::{NoAnswer, Outgoing};
use domain::log_in::LogInFault;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreErrorResponseType,
    CoreTokenResponse,
};
use openidconnect::{
    AsyncHttpClient, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    IssuerUrl, LogoutRequest, Nonce, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope,
};
use std::fmt;
use std::sync::Arc;
use tokio::sync::RwLock;

/// What a provider says of itself is asked again after so long.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(1);

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// How a provider is set up.
#[derive(Clone)]
pub struct OidcSettings {
    /// Its issuer.
    pub issuer: IssuerUrl,
    /// What we are called there.
    pub client_id: String,
    /// And prove it with.
    pub client_secret: String,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// The claims that count.
    pub names: Names,
}

impl fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}

/// A provider.
pub struct Oidc {
    settings: OidcSettings,
    outgoing: Outgoing,
    known: RwLock<Option<(Timestamp, Arc<ProviderMetadataWithLogout>)>>,
}

impl Oidc {
    /// One that is set up so; it is spoken to when somebody logs in.
    pub fn new(settings: OidcSettings) -> std::io::Result<Self> {
        Ok(Self {
            settings,
            outgoing: Outgoing::new()?,
            known: RwLock::new(None),
        })
    }

    pub(super) async fn begin(
        &self,
        attempt: &Attempt,
        back: &str,
        now: Timestamp,
    ) -> Result<String, LogInFault> {
        let provider = self.provider(now).await?;
        let client = self.client(&provider, back)?;
        let verifier = PkceCodeVerifier::new(attempt.verifier());
        let (state, nonce) = (attempt.state(), attempt.nonce());
        let scopes = self.settings.scopes.iter().cloned().map(Scope::new);
        let (url, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(scopes)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url.into())
    }

    /// The address at which a browser logs out there too (OpenID Connect RP-Initiated Logout 1.0), if it has one. We are
    /// named by our own name and not by a token of the citizen's: a token says who they are, and an address is kept in
    /// histories and logs. The provider asks them instead.
    pub(super) async fn log_out(
        &self,
        attempt: &Attempt,
        back: &str,
        now: Timestamp,
    ) -> Result<Option<String>, LogInFault> {
        let provider = self.provider(now).await?;
        let ends = provider.additional_metadata().end_session_endpoint.clone();
        let Some(ends) = ends else { return Ok(None) };
        let back = PostLogoutRedirectUrl::new(back.to_owned()).map_err(|_| LogInFault::Ours)?;
        let request = LogoutRequest::from(ends)
            .set_client_id(ClientId::new(self.settings.client_id.clone()))
            .set_post_logout_redirect_uri(back)
            .set_state(CsrfToken::new(attempt.state()));
        Ok(Some(request.http_get_url().into()))
    }

    pub(super) async fn finish(
        &self,
        attempt: &Attempt,
        back: &str,
        brought: &Brought,
        now: Timestamp,
    ) -> Result<VerifiedPerson, LogInFault> {
        let issuer = self.settings.issuer.as_str();
        if brought.get("iss").is_some_and(|iss| iss != issuer) {
            return Err(LogInFault::Untrusted);
        }
        if let Some(error) = brought.get("error") {
            return Err(declined(error));
        }
        let code = brought.get("code").ok_or(LogInFault::Untrusted)?.to_owned();
        let provider = self.provider(now).await?;
        let token = self.token(&provider, attempt, back, code).await?;
        let said = self.said(&provider, &token, &attempt.nonce(), now).await?;
        self.settings
            .names
            .person(&said, |said, name| said.get(name).cloned())
    }

    /// What the provider gives for the code.
    async fn token(
        &self,
        provider: &ProviderMetadataWithLogout,
        attempt: &Attempt,
        back: &str,
        code: String,
    ) -> Result<CoreTokenResponse, LogInFault> {
        let client = self.client(provider, back)?;
        client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| unusable("it has no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier()))
            .request_async(&self.outgoing)
            .await
            .map_err(|error| match error {
                RequestTokenError::ServerResponse(told)
                    if *told.error() == CoreErrorResponseType::InvalidGrant =>
                {
                    LogInFault::Expired
                }
                RequestTokenError::ServerResponse(told) => unusable(told.error().as_ref()),
                RequestTokenError::Request(cause) => unusable(&cause.to_string()),
                _ => unusable("its answer for a token can't be read"),
            })
    }

    /// What is known of the provider, asked where that is too long ago.
    async fn provider(
        &self,
        now: Timestamp,
    ) -> Result<Arc<ProviderMetadataWithLogout>, LogInFault> {
        if let Some((at, known)) = &*self.known.read().await
            && now.duration_since(*at) < KNOWN_FOR
        {
            return Ok(known.clone());
        }
        self.discovered(now).await
    }

    async fn discovered(
        &self,
        now: Timestamp,
    ) -> Result<Arc<ProviderMetadataWithLogout>, LogInFault> {
        let issuer = self.settings.issuer.clone();
        let found = ProviderMetadataWithLogout::discover_async(issuer, &self.outgoing).await;
        let found = found.map_err(|error| match error {
            DiscoveryError::Request(cause) => unusable(&cause.to_string()),
            DiscoveryError::Response(status, _, _) => unusable(status.as_str()),
            DiscoveryError::Validation(_) => {
                unusable("it says to be another issuer than the one that is configured")
            }
            _ => unusable("what it says of itself can't be read"),
        })?;
        let found = Arc::new(found);
        *self.known.write().await = Some((now, found.clone()));
        Ok(found)
    }

    fn client(
        &self,
        provider: &ProviderMetadataWithLogout,
        back: &str,
    ) -> Result<Client, LogInFault> {
        let settings = &self.settings;
        let back = RedirectUrl::new(back.to_owned()).map_err(|_| LogInFault::Ours)?;
        let methods = provider.token_endpoint_auth_methods_supported();
        // Where nothing is said, it is the header.
        let by_body = methods.is_some_and(|methods| {
            !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        let auth = if by_body {
            AuthType::RequestBody
        } else {
            AuthType::BasicAuth
        };
        Ok(CoreClient::from_provider_metadata(
            provider.clone(),
            ClientId::new(settings.client_id.clone()),
            Some(ClientSecret::new(settings.client_secret.clone())),
        )
        .set_redirect_uri(back)
        .set_auth_type(auth))
    }
}

impl<'c> AsyncHttpClient<'c> for Outgoing {
    type Error = NoAnswer;
    type Future = BoxFuture<'c, Result<HttpResponse, NoAnswer>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

/// What an operator has to see to.
fn unusable(what: &str) -> LogInFault {
    tracing::warn!(what, "the identity provider can't be used");
    LogInFault::Unreachable
}

/// What the provider sent a browser back with.
fn declined(error: &str) -> LogInFault {
    match error {
        "access_denied" | "consent_required" | "interaction_required" | "login_required" => {
            LogInFault::Cancelled
        }
        _ => {
            tracing::warn!("the identity provider refused a log-in");
            LogInFault::Unreachable
        }
    }
}
