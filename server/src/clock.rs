//! What time is it? The only place of the server that reads a clock.

use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands until it is moved, for tests.
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(Mutex::new(to_microseconds(at))))
    }

    /// Now, to the microsecond: that is what both databases keep.
    #[expect(
        clippy::disallowed_methods,
        reason = "here everybody else gets the time from"
    )]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => to_microseconds(Timestamp::now()),
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock; the machine's own stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Fixed(at) = self {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at = at.saturating_add(by).unwrap_or(*at);
        }
    }
}

fn to_microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_stands_until_it_is_moved() {
        let clock = Clock::fixed("2026-09-17T02:00:00.1234567Z".parse().unwrap());
        assert_eq!(clock.now().to_string(), "2026-09-17T02:00:00.123456Z");
        clock.advance(SignedDuration::from_mins(30));
        assert_eq!(clock.now().to_string(), "2026-09-17T02:30:00.123456Z");
    }

    #[test]
    fn the_machines_time_has_no_nanoseconds() {
        assert_eq!(Clock::System.now().subsec_nanosecond() % 1_000, 0);
    }
}
