//! Who says that a citizen is who they say they are?
//!
//! A provider turns the ticket that a browser brings into a verified person; whose licences these are is found by the
//! person's number. The demonstration's provider believes everybody, and therefore exists on demonstrations alone.

use crate::crypto::{CryptoError, Vault};
use crate::store::{Db, StoreError, holders};
use domain::id::HolderId;

/// Where citizens are verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityProvider {
    /// Nobody does it: citizens can't log in.
    None,
    /// The demonstration's: its ticket is the opaque id of any holder, for all of them are invented.
    Demonstration,
}

/// Somebody whom a provider verified. Neither printed nor serialised: it holds a number.
pub struct VerifiedPerson {
    /// 证件号码.
    pub number: String,
}

/// Why nobody was verified.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The ticket is wrong, used or too old.
    #[error("the ticket isn't valid")]
    Refused,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The number can't be opened.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

impl IdentityProvider {
    /// The provider of a deployment.
    pub fn of(demonstration: bool) -> Self {
        if demonstration {
            Self::Demonstration
        } else {
            Self::None
        }
    }

    /// Turns a ticket into a person.
    pub async fn verify(
        self,
        db: &Db,
        vault: &Vault,
        ticket: &str,
    ) -> Result<VerifiedPerson, IdentityError> {
        match self {
            Self::None => Err(IdentityError::Refused),
            Self::Demonstration => {
                let holder: HolderId = ticket.parse().map_err(|_| IdentityError::Refused)?;
                let mut read = db.read().await?;
                let row = holders::find(&mut read, holder).await?;
                let row = row.ok_or(IdentityError::Refused)?;
                let number =
                    vault.open_text(holders::NUMBER, row.id.0, &row.key_id, &row.number_sealed)?;
                Ok(VerifiedPerson { number })
            }
        }
    }
}
