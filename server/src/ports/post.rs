//! Who carries a message out of the house? A mail server for e-mail, and the city's gateway for short messages.
//!
//! Nothing here knows the database. A letter is sent once; whether it is tried again is decided elsewhere, and for that a
//! failure is one of few kinds, which say nothing of letter or address.

pub mod gateway;
pub mod mail;

use domain::delivery::{Address, DeliveryFault, Digest, Means, Quiet};
use domain::text::letter::Letter;
use gateway::Gateway;
use jiff::Timestamp;
use mail::MailServer;
use std::time::Duration;
use uuid::Uuid;

/// So long a try lasts at most, whatever the other side does.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How messages leave this deployment, and at what hours.
#[derive(Clone)]
pub struct Post {
    /// For e-mail.
    pub mail: Option<MailServer>,
    /// For short messages.
    pub gateway: Option<Gateway>,
    /// When citizens aren't disturbed.
    pub quiet: Option<Quiet>,
    /// When staff get what is new.
    pub digest: Digest,
    /// So long a try lasts at most.
    pub patience: Duration,
}

/// Something to be carried.
#[derive(Clone, Copy)]
pub struct Parcel<'a> {
    /// The same at each try, so that the receiver can drop what it has already.
    pub id: Uuid,
    /// When it is sent.
    pub at: Timestamp,
    /// To whom.
    pub to: &'a Address,
    /// What.
    pub letter: &'a Letter,
}

impl Post {
    /// Whether there is this means.
    pub const fn has(&self, means: Means) -> bool {
        match means {
            Means::Mail => self.mail.is_some(),
            Means::Message => self.gateway.is_some(),
        }
    }

    /// Carries it once.
    pub async fn send(&self, means: Means, parcel: Parcel<'_>) -> Result<(), DeliveryFault> {
        let carried = async {
            match means {
                Means::Mail => match &self.mail {
                    Some(mail) => mail.send(parcel).await,
                    None => Err(DeliveryFault::NotConfigured),
                },
                Means::Message => match &self.gateway {
                    Some(gateway) => gateway.send(parcel).await,
                    None => Err(DeliveryFault::NotConfigured),
                },
            }
        };
        tokio::time::timeout(self.patience, carried)
            .await
            .unwrap_or(Err(DeliveryFault::TimedOut))
    }
}
