//! The way of provincial platforms: the browser comes back with a ticket, which the server exchanges for a token, and the
//! token for the user's data. Addresses and the names of fields are the deployment's to set.
//!
//! The platform hands our own address back as it was given, so the state of the log-in stands in it.

use super::said::Names;
use super::{Attempt, Brought, VerifiedPerson};
use crate::ports::outgoing::Outgoing;
use domain::log_in::LogInFault;
use openidconnect::url::Url;
use serde_json::{Map, Value};
use std::fmt;

/// How a platform is set up. Fields in its answers are JSON pointers, such as `/data/token`.
#[derive(Clone)]
pub struct TicketSettings {
    /// Its page.
    pub page: Url,
    /// The page's parameter for the address to come back to.
    pub return_parameter: String,
    /// The parameter with which a browser brings the ticket.
    pub ticket_parameter: String,
    /// Where a ticket is exchanged.
    pub token_url: http::Uri,
    /// Where the user's data are.
    pub user_url: http::Uri,
    /// What we are called there, and prove it with, each with the field that it is sent in.
    pub client_id: Field,
    /// As above.
    pub client_secret: Field,
    /// The field that the ticket is sent in.
    pub ticket_field: String,
    /// The field that the token is sent in.
    pub token_field: String,
    /// Where the token stands in the answer.
    pub token_at: String,
    /// Where in the user's data name and number stand.
    pub names: Names,
}

/// A value and the field that it is sent in.
#[derive(Clone)]
pub struct Field {
    /// The field.
    pub name: String,
    /// The value.
    pub value: String,
}

impl fmt::Debug for TicketSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TicketSettings")
            .field("page", &self.page.as_str())
            .field("token_url", &self.token_url)
            .field("user_url", &self.user_url)
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}

/// A platform.
pub struct Tickets {
    settings: TicketSettings,
    outgoing: Outgoing,
}

impl Tickets {
    /// One that is set up so.
    pub fn new(settings: TicketSettings) -> std::io::Result<Self> {
        Ok(Self {
            settings,
            outgoing: Outgoing::new()?,
        })
    }

    pub(super) fn begin(&self, attempt: &Attempt, back: &str) -> String {
        let mut page = self.settings.page.clone();
        let back = format!("{back}?state={}", attempt.state());
        page.query_pairs_mut()
            .append_pair(&self.settings.return_parameter, &back);
        page.into()
    }

    pub(super) async fn finish(&self, brought: &Brought) -> Result<VerifiedPerson, LogInFault> {
        let settings = &self.settings;
        let Some(ticket) = brought.get(&settings.ticket_parameter) else {
            return Err(LogInFault::Cancelled);
        };
        let (id, secret) = (&settings.client_id, &settings.client_secret);
        let sent = [
            (&id.name, id.value.as_str()),
            (&secret.name, secret.value.as_str()),
            (&settings.ticket_field, ticket),
        ];
        let said = self.told(&settings.token_url, &sent).await?;
        let token = said.pointer(&settings.token_at).and_then(Value::as_str);
        // Platforms say in words of their own that a ticket is no good; what they all do is give no token.
        let token = token.filter(|token| !token.is_empty());
        let token = token.ok_or(LogInFault::Expired)?;
        let sent = [
            (&id.name, id.value.as_str()),
            (&settings.token_field, token),
        ];
        let said = self.told(&settings.user_url, &sent).await?;
        settings
            .names
            .person(&said, |said, at| said.pointer(at).cloned())
    }

    /// What the platform answers to these fields.
    async fn told(&self, at: &http::Uri, sent: &[(&String, &str)]) -> Result<Value, LogInFault> {
        let body: Map<String, Value> = sent
            .iter()
            .map(|(name, value)| ((*name).clone(), Value::from(*value)))
            .collect();
        let request = http::Request::post(at.clone())
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .body(Value::Object(body).to_string().into_bytes())
            .map_err(|_| unusable("its address can't be used"))?;
        let answer = self.outgoing.ask(request).await;
        let answer = answer.map_err(|cause| unusable(&cause.to_string()))?;
        match answer.status().as_u16() {
            200..=299 => serde_json::from_slice(answer.body())
                .map_err(|_| unusable("its answer can't be read")),
            status => Err(refused(status)),
        }
    }
}

/// A platform may say of a ticket by status that it is no good; of whom it doesn't know, or who asks what isn't there, the
/// same each time, which the operator has to see to. Either way the log has the status, for platforms differ in what they mean.
fn refused(status: u16) -> LogInFault {
    match status {
        400 | 403 | 409 | 410 | 422 => {
            tracing::warn!(status, "the platform for identities refused a ticket");
            LogInFault::Expired
        }
        429 => unusable("it says that we ask too much"),
        _ => unusable(&format!("it answered {status}")),
    }
}

/// What an operator has to see to.
fn unusable(what: &str) -> LogInFault {
    tracing::warn!(what, "the platform for identities can't be used");
    LogInFault::Unreachable
}
