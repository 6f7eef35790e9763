//! How is somebody told outside of the app, when is it tried again, and when is it given up?
//!
//! A message is always in the app's inbox first. Besides, it goes to each address that its recipient has confirmed and
//! wants used: one delivery for each. What can't be delivered is somebody's task.

mod address;
mod hours;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use address::{Address, CODE_DIGITS, CODE_MINUTES, CODE_TRIES, CODES_A_DAY};
pub use hours::{Digest, Quiet};

/// Tries before a delivery is given up: about 28 hours, so that a day without a mail server costs no message.
pub const MOST_TRIES: i64 = 20;
/// The pause after a first failure; each further one is twice as long.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// No pause is longer.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(2);

/// By what means somebody is told besides the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// E-mail.
    Mail,
    /// The city's gateway for short messages.
    Message,
}

/// How far a delivery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryState {
    /// It waits for its time.
    Queued,
    /// A server is at it.
    Sending,
    /// The mail server or the gateway has taken it.
    Sent,
    /// It failed and is tried again.
    Failed,
    /// It is given up.
    Dead,
    /// Somebody was told by other means.
    Told,
    /// The recipient no longer wants to be told this way.
    Dropped,
}

/// Why a delivery failed; nothing of its content or address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryFault {
    /// Nobody answers there.
    Unreachable,
    /// The answer took too long.
    TimedOut,
    /// The connection broke before there was an answer.
    CutOff,
    /// The connection can't be trusted, or it doesn't trust us.
    NotTrusted,
    /// It was refused for now.
    Busy,
    /// It was refused for good.
    Refused,
    /// The deployment no longer has this means.
    NotConfigured,
    /// The message or the address can't be made into a letter.
    Unwritable,
}

/// How somebody was told when no message reached them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OtherWay {
    /// By telephone.
    Telephone,
    /// In person.
    InPerson,
    /// By post.
    Post,
}

impl Means {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Message];
}

impl DeliveryFault {
    /// Whether trying again is of no use.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Unwritable)
    }
}

impl DeliveryState {
    /// Whether somebody at the desk has to see to it.
    pub const fn is_task(self) -> bool {
        matches!(self, Self::Failed | Self::Dead)
    }
}

/// When a delivery is tried again that has failed `tries` times, the last time at `now`; none if it is given up.
pub fn next_try(fault: DeliveryFault, tries: i64, now: Timestamp) -> Option<Timestamp> {
    if fault.is_final() || tries >= MOST_TRIES {
        return None;
    }
    let mut pause = FIRST_PAUSE;
    for _ in 1..tries {
        pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
    }
    Some(now.saturating_add(pause).unwrap_or(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every try from the first failure on, in minutes.
    fn tries(fault: DeliveryFault) -> Vec<i64> {
        let mut now = Timestamp::UNIX_EPOCH;
        let mut at = vec![0];
        for tried in 1.. {
            match next_try(fault, tried, now) {
                Some(next) => {
                    now = next;
                    at.push(now.as_second() / 60);
                }
                None => return at,
            }
        }
        at
    }

    #[test]
    fn pauses_grow_and_a_day_without_a_server_is_survived() {
        let tries = tries(DeliveryFault::Unreachable);
        assert_eq!(tries[..6], [0, 1, 3, 7, 15, 31]);
        assert_eq!(i64::try_from(tries.len()).unwrap(), MOST_TRIES);
        assert!(*tries.last().unwrap() > 24 * 60, "{tries:?}");
        let longest = tries.windows(2).map(|pair| pair[1] - pair[0]).max();
        assert_eq!(longest, Some(120));
    }

    #[test]
    fn what_was_refused_for_good_is_not_tried_again() {
        assert_eq!(tries(DeliveryFault::Refused), [0]);
        assert_eq!(tries(DeliveryFault::Unwritable), [0]);
    }
}
