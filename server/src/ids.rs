//! Where do new ids come from? The only place of the server that makes one.

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::{Builder, Uuid};

/// Makes UUIDs of version 7: ordered by the time that they are given, random otherwise.
#[derive(Clone, Debug)]
pub enum Ids {
    /// From the system's randomness.
    Random,
    /// The same ones in the same order, for tests and the demonstration.
    Seeded(Arc<Mutex<StdRng>>),
}

impl Ids {
    /// Ids that come out the same each time.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// A new id, made at `now`.
    pub fn new_id(&self, now: Timestamp) -> Uuid {
        let mut random = [0_u8; 10];
        match self {
            Self::Random => rand::rng().fill_bytes(&mut random),
            Self::Seeded(rng) => rng
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .fill_bytes(&mut random),
        }
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let ids = Ids::seeded(1);
        let early = ids.new_id("2026-09-17T02:00:00Z".parse().unwrap());
        let late = ids.new_id("2026-09-17T02:00:00.001Z".parse().unwrap());
        assert!(early < late);
        assert_eq!(early.get_version_num(), 7);
    }

    #[test]
    fn the_same_seed_makes_the_same_ids() {
        let at = "2026-09-17T02:00:00Z".parse().unwrap();
        assert_eq!(Ids::seeded(7).new_id(at), Ids::seeded(7).new_id(at));
        assert_ne!(Ids::Random.new_id(at), Ids::Random.new_id(at));
    }
}
