//! How is guessing at a password slowed down without locking out whom it is aimed at?
//!
//! Tries are counted for an account from one network, and for a network whatever it tries; never for an account alone, for
//! whoever knows its name could then lock it. A browser in which somebody logged in to the account before has a count of
//! its own: what others try doesn't touch it.

use super::{Caller, Ctx, Error, Result};
use crate::crypto::Vault;
use crate::hex;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::{Id, staff};
use domain::id::StaffId;
use jiff::{SignedDuration, Timestamp};
use std::net::IpAddr;
use std::time::Duration;
use uuid::Uuid;

/// Wrong passwords that an account bears from one place.
const MOST_TRIES: i64 = 5;
/// Tries that a network bears without a right one among them: a whole office may stand behind one address.
const MOST_OF_NETWORK: i64 = 50;
/// How long is waited then: long enough against guessing.
const LOCK: SignedDuration = SignedDuration::from_mins(5);

/// From where somebody comes. Not printed: what the browser keeps opens more tries.
#[derive(Clone, Default)]
pub struct Knock {
    /// The address, where it is known.
    pub address: Option<IpAddr>,
    /// What the browser keeps of an earlier log-in.
    pub device: Option<String>,
}

/// How long is waited for another code of the second factor: six digits are guessed sooner than a password.
const FACTOR_LOCK: SignedDuration = SignedDuration::from_mins(15);

/// The counts that a try runs on, with how many each bears.
pub(super) struct Counts {
    of: Vec<(Id, i64)>,
    lock: SignedDuration,
}

impl Counts {
    fn of_password(of: Vec<(Id, i64)>) -> Self {
        Self { of, lock: LOCK }
    }

    /// Of the codes of an account: who tries them knows the password, and locks nobody out but themselves.
    pub(super) fn of_second_factor(vault: &Vault, account: StaffId) -> Self {
        let subject = Id(vault.stand_in(&format!("second factor {}", account.0)));
        Self {
            of: vec![(subject, MOST_TRIES)],
            lock: FACTOR_LOCK,
        }
    }
}

impl Knock {
    /// The counts for an account, or for the stand-in of one that isn't there.
    pub(super) fn counts(&self, vault: &Vault, account: Id) -> Counts {
        let key = account.0;
        if let Some(device) = self.device.as_deref().filter(|it| is_known(vault, key, it)) {
            return Counts::of_password(vec![(
                Id(vault.stand_in(&format!("{key} {device}"))),
                MOST_TRIES,
            )]);
        }
        let Some(network) = self.address.map(network) else {
            return Counts::of_password(vec![(account, MOST_TRIES)]);
        };
        Counts::of_password(vec![
            (Id(vault.stand_in(&format!("{key} {network}"))), MOST_TRIES),
            (
                Id(vault.stand_in(&format!("from {network}"))),
                MOST_OF_NETWORK,
            ),
        ])
    }
}

/// What a browser keeps so that it is known again: worth nothing for another account, and nothing without the password.
pub fn device(vault: &Vault, account: Uuid) -> String {
    let chance = hex::write(&vault.secret());
    [&chance, ".", &mark(vault, account, &chance)].concat()
}

fn is_known(vault: &Vault, account: Uuid, device: &str) -> bool {
    let parts = device.split_once('.');
    parts.is_some_and(|(chance, kept)| mark(vault, account, chance) == kept)
}

fn mark(vault: &Vault, account: Uuid, chance: &str) -> String {
    let named = vault.stand_in(&format!("device {account} {chance}"));
    named.simple().to_string()
}

/// Whole networks are handed to one customer: 24 bits of IPv4, 64 of IPv6.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}")
        }
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

/// Counts a try before the password is looked at, so that tries at once don't slip through.
pub(super) async fn note_try<A: Caller>(
    ctx: &Ctx<A>,
    counts: &Counts,
    account: Option<&staff::Row>,
) -> Result<()> {
    let account = account.map(|account| account.id.into());
    note_try_of(ctx, counts, Action::TryLogIn, account).await
}

/// The same for whatever is guessed at.
pub(super) async fn note_try_of<A: Caller>(
    ctx: &Ctx<A>,
    counts: &Counts,
    action: Action,
    account: Option<StaffId>,
) -> Result<()> {
    let object = Object {
        kind: Kind::Staff,
        ids: account.map(|account| account.0).into_iter().collect(),
        holder: None,
    };
    let entry = ctx.entry(action, object);
    let now = ctx.now;
    let lock = now.saturating_add(counts.lock).unwrap_or(now);
    let counts = counts.of.clone();
    let locked = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                audit::record(tx, &entry).await?;
                let mut locked: Option<Timestamp> = None;
                for (subject, most) in counts {
                    let until = staff::try_password(tx, subject, now, most, lock).await?;
                    locked = locked.max(until);
                }
                Ok::<_, Error>(locked)
            })
        })
        .await?;
    let Some(until) = locked else { return Ok(()) };
    Err(Error::TooMany {
        retry_after: Duration::try_from(until.duration_since(now)).unwrap_or_default(),
    })
}

/// Forgets the tries before a right password.
pub(super) async fn forget<A>(ctx: &Ctx<A>, counts: Counts) -> Result<()> {
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for (subject, _) in counts.of {
                    staff::forget_tries(tx, subject).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::keys::Keyring;

    #[test]
    fn a_device_is_known_for_its_account_alone_and_under_our_key() {
        let (vault, account) = (Vault::new(&Keyring::fresh()), Uuid::from_u128(1));
        let kept = device(&vault, account);
        assert!(is_known(&vault, account, &kept));
        assert!(!is_known(&vault, Uuid::from_u128(2), &kept));
        assert!(!is_known(&Vault::new(&Keyring::fresh()), account, &kept));
        for forged in ["", ".", "a.b", &kept.replace('.', "")] {
            assert!(!is_known(&vault, account, forged), "{forged}");
        }
    }

    #[test]
    fn neighbours_are_of_one_network() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("203.0.113.7"), of("::ffff:203.0.113.200"));
        assert_ne!(of("203.0.113.7"), of("203.0.114.7"));
        assert_eq!(of("2001:db8:1:2::7"), of("2001:db8:1:2:3::9"));
        assert_ne!(of("2001:db8:1:2::7"), of("2001:db8:1:3::7"));
    }
}
