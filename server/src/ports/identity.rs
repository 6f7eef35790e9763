//! Who says that a citizen is who they say they are?
//!
//! A provider turns what a browser brings back from it into a verified person; whose licences these are is found by the
//! person's number. [`oidc`] speaks OpenID Connect, [`ticket`] the ways of provincial platforms. The demonstration's
//! provider believes everybody, and therefore exists on demonstrations alone.

mod attempt;
pub mod oidc;
pub(crate) mod said;
pub mod ticket;

pub use attempt::Attempt;

use crate::crypto::{CryptoError, Vault};
use crate::store::{Db, StoreError, holders};
use domain::id::HolderId;
use domain::log_in::LogInFault;
use jiff::Timestamp;
use oidc::Oidc;
use std::collections::HashMap;
use std::sync::Arc;
use ticket::Tickets;

/// Where citizens are verified.
#[derive(Clone)]
pub enum IdentityProvider {
    /// Nobody does it: citizens can't log in.
    None,
    /// The demonstration's: its ticket is the opaque id of any holder, for all of them are invented.
    Demonstration,
    /// One that speaks OpenID Connect.
    Oidc(Arc<Oidc>),
    /// One that gives tickets.
    Tickets(Arc<Tickets>),
}

/// Somebody whom a provider verified. Neither printed nor serialised: it holds a number.
pub struct VerifiedPerson {
    /// 证件类型, as the library writes it.
    pub code_type: String,
    /// 证件号码.
    pub number: String,
}

/// What a browser brings back, parameter by parameter. Neither printed nor serialised: code and ticket open a session.
pub struct Brought(pub HashMap<String, String>);

impl Brought {
    /// A parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// Why nobody was verified.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The citizen is told why.
    #[error("nobody was verified: {0:?}")]
    Fault(LogInFault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The number can't be opened.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

impl From<LogInFault> for IdentityError {
    fn from(fault: LogInFault) -> Self {
        Self::Fault(fault)
    }
}

impl IdentityProvider {
    /// The provider of a deployment without one of its own.
    pub fn of(demonstration: bool) -> Self {
        if demonstration {
            Self::Demonstration
        } else {
            Self::None
        }
    }

    /// The folder of its addresses, where browsers are sent to it and come back.
    pub const fn folder(&self) -> Option<&'static str> {
        match self {
            Self::None | Self::Demonstration => None,
            Self::Oidc(_) => Some("/log-in/oidc"),
            Self::Tickets(_) => Some("/log-in/ticket"),
        }
    }

    /// Whether browsers may be sent there to log out.
    pub const fn knows_log_out(&self) -> bool {
        matches!(self, Self::Oidc(_))
    }

    /// The address that a browser is sent to, from which it comes back to `back`.
    pub async fn begin(
        &self,
        attempt: &Attempt,
        back: &str,
        now: Timestamp,
    ) -> Result<String, LogInFault> {
        match self {
            Self::None | Self::Demonstration => Err(LogInFault::Unreachable),
            Self::Oidc(oidc) => oidc.begin(attempt, back, now).await,
            Self::Tickets(tickets) => Ok(tickets.begin(attempt, back)),
        }
    }

    /// The address at which a browser logs out there too, and from which it comes back to `back`; none where there is none.
    pub async fn log_out(
        &self,
        attempt: &Attempt,
        back: &str,
        now: Timestamp,
    ) -> Result<Option<String>, LogInFault> {
        match self {
            Self::None | Self::Demonstration | Self::Tickets(_) => Ok(None),
            Self::Oidc(oidc) => oidc.log_out(attempt, back, now).await,
        }
    }

    /// Turns what a browser brought `back` into a person.
    pub async fn finish(
        &self,
        attempt: &Attempt,
        back: &str,
        brought: &Brought,
        now: Timestamp,
    ) -> Result<VerifiedPerson, LogInFault> {
        match self {
            Self::None | Self::Demonstration => Err(LogInFault::Untrusted),
            Self::Oidc(oidc) => oidc.finish(attempt, back, brought, now).await,
            Self::Tickets(tickets) => tickets.finish(brought).await,
        }
    }

    /// Turns a ticket of the demonstration into a person.
    pub async fn verify(
        &self,
        db: &Db,
        vault: &Vault,
        ticket: &str,
    ) -> Result<VerifiedPerson, IdentityError> {
        let Self::Demonstration = self else {
            return Err(LogInFault::Untrusted.into());
        };
        let holder: HolderId = ticket.parse().map_err(|_| LogInFault::Untrusted)?;
        let mut read = db.read().await?;
        let row = holders::find(&mut read, holder).await?;
        let row = row.ok_or(LogInFault::Untrusted)?;
        let number = vault.open_text(holders::NUMBER, row.id.0, &row.key_id, &row.number_sealed)?;
        Ok(VerifiedPerson {
            code_type: row.code_type,
            number,
        })
    }
}
