//! How many requests does one account, and one address, get through in a minute, by what they ask for?
//!
//! Against programs that try and take without end; no person meets these limits. Guessing at passwords and codes has
//! counts of its own in the database (`service::knocking`), which outlive a restart.

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;
use uuid::Uuid;

/// So many callers are remembered for each limit before the quiet ones are forgotten.
const CALLERS_MOST: usize = 20_000;
/// How often it is looked whether there are too many, in requests.
const LOOK_EVERY: u32 = 1024;

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// To log in, by whatever way.
    LogIn,
    /// To read.
    Read,
    /// To change something.
    Write,
    /// To take a file in.
    Upload,
    /// A page or an operation for everybody.
    Public,
    /// Whatever another system asks with its key.
    Machine,
}

/// Whose requests are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// An account's.
    Account,
    /// An address's: an IPv4 address, or 64 bits of IPv6, which one customer gets.
    Address,
}

/// Every limit with its setting.
pub const LIMITS: &[(Scope, Class, &str)] = &[
    (Scope::Account, Class::Read, "limits.account_read"),
    (Scope::Account, Class::Write, "limits.account_write"),
    (Scope::Account, Class::Upload, "limits.account_upload"),
    (Scope::Account, Class::Machine, "limits.account_machine"),
    (Scope::Address, Class::LogIn, "limits.address_log_in"),
    (Scope::Address, Class::Read, "limits.address_read"),
    (Scope::Address, Class::Write, "limits.address_write"),
    (Scope::Address, Class::Upload, "limits.address_upload"),
    (Scope::Address, Class::Public, "limits.address_public"),
];

/// Requests a minute, where there is a limit.
pub type Rates = BTreeMap<(Scope, Class), NonZeroU32>;

/// Who has asked how much.
pub struct Limits(BTreeMap<(Scope, Class), Meter>);

impl Class {
    /// As measurements name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LogIn => "log-in",
            Self::Read => "read",
            Self::Write => "write",
            Self::Upload => "upload",
            Self::Public => "public",
            Self::Machine => "machine",
        }
    }
}

impl Scope {
    /// As measurements name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Address => "address",
        }
    }
}

impl Limits {
    /// Nobody has asked anything yet.
    pub fn new(rates: &Rates) -> Self {
        let meters = rates.iter().map(|(what, rate)| (*what, Meter::new(*rate)));
        Self(meters.collect())
    }

    /// Counts a request of an account; how long to wait if it is one too many.
    pub fn by_account(&self, class: Class, account: Uuid) -> Result<(), Duration> {
        self.count((Scope::Account, class), account.as_u128())
    }

    /// Counts a request from an address; how long to wait if it is one too many.
    pub fn by_address(&self, class: Class, address: IpAddr) -> Result<(), Duration> {
        let key = match address.to_canonical() {
            IpAddr::V4(address) => address.to_bits().into(),
            IpAddr::V6(address) => address.to_bits() & !u128::from(u64::MAX),
        };
        self.count((Scope::Address, class), key)
    }

    fn count(&self, what: (Scope, Class), key: u128) -> Result<(), Duration> {
        self.0.get(&what).map_or(Ok(()), |meter| meter.count(key))
    }
}

/// One limit.
struct Meter {
    quota: Quota,
    callers: RwLock<DefaultKeyedRateLimiter<u128>>,
    asked: AtomicU32,
}

impl Meter {
    fn new(a_minute: NonZeroU32) -> Self {
        let quota = Quota::per_minute(a_minute);
        Self {
            quota,
            callers: RwLock::new(RateLimiter::keyed(quota)),
            asked: AtomicU32::new(0),
        }
    }

    fn count(&self, key: u128) -> Result<(), Duration> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if asked % LOOK_EVERY == LOOK_EVERY - 1 {
            self.forget();
        }
        let callers = self.callers.read().unwrap_or_else(PoisonError::into_inner);
        callers
            .check_key(&key)
            .map_err(|until| until.wait_time_from(DefaultClock::default().now()))
    }

    /// Forgets who has been quiet so long that it makes no difference. Where that isn't enough, somebody comes from more
    /// addresses than can be counted: then all are forgotten, for memory that grows without end would stop the server.
    fn forget(&self) {
        let too_many = {
            let callers = self.callers.read().unwrap_or_else(PoisonError::into_inner);
            if callers.len() > CALLERS_MOST {
                callers.retain_recent();
                callers.shrink_to_fit();
            }
            callers.len() > CALLERS_MOST
        };
        if too_many {
            let mut callers = self.callers.write().unwrap_or_else(PoisonError::into_inner);
            *callers = RateLimiter::keyed(self.quota);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    fn limits(a_minute: u32) -> Limits {
        let rate = NonZeroU32::new(a_minute).unwrap();
        let what = [
            (Scope::Address, Class::LogIn),
            (Scope::Account, Class::Read),
        ];
        Limits::new(&what.map(|what| (what, rate)).into())
    }

    #[test]
    fn who_asks_too_much_waits_and_nobody_else_does() {
        let limits = limits(60);
        let one = "203.0.113.7".parse().unwrap();
        for _ in 0..60 {
            assert_eq!(limits.by_address(Class::LogIn, one), Ok(()));
        }
        let wait = limits.by_address(Class::LogIn, one).unwrap_err();
        assert!(
            wait <= Duration::from_secs(1),
            "one more a second: {wait:?}"
        );
        let mapped = "::ffff:203.0.113.7".parse().unwrap();
        assert!(limits.by_address(Class::LogIn, mapped).is_err());
        let neighbour = "203.0.113.8".parse().unwrap();
        assert_eq!(limits.by_address(Class::LogIn, neighbour), Ok(()));
        assert_eq!(limits.by_account(Class::Read, Uuid::from_u128(1)), Ok(()));
        assert_eq!(
            limits.by_address(Class::Upload, one),
            Ok(()),
            "there is no limit"
        );
    }

    #[test]
    fn a_customer_with_a_network_of_addresses_is_one() {
        let limits = limits(2);
        let of = |last: u16| format!("2001:db8:1:2::{last:x}").parse().unwrap();
        let taken = (0..5).filter(|last| limits.by_address(Class::LogIn, of(*last)).is_ok());
        assert_eq!(taken.count(), 2);
        let other = "2001:db8:1:3::1".parse().unwrap();
        assert_eq!(limits.by_address(Class::LogIn, other), Ok(()));
    }

    #[test]
    fn a_million_addresses_are_not_remembered() {
        // So few a minute that none is forgotten for having been quiet.
        let limits = limits(1);
        let meter = &limits.0[&(Scope::Address, Class::LogIn)];
        let most = CALLERS_MOST + usize::try_from(LOOK_EVERY).unwrap();
        for address in 0..1_000_000 {
            let address = Ipv4Addr::from_bits(address);
            assert_eq!(limits.by_address(Class::LogIn, address.into()), Ok(()));
            if address.octets()[3] == 0 {
                assert!(meter.callers.read().unwrap().len() <= most);
            }
        }
    }
}
