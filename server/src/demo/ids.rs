//! The ids of the demonstration: the same for the same moment, and rising, so that the indexes grow at one end.

use crate::ids::Ids;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// All ids of even the largest world lie before the moment that it is made for.
const HEAD_START: SignedDuration = SignedDuration::from_hours(24);

pub(super) struct DemoIds {
    ids: Ids,
    start: Timestamp,
    made: i64,
}

impl DemoIds {
    pub(super) fn new(now: Timestamp) -> Self {
        Self {
            ids: Ids::seeded(now.as_microsecond().unsigned_abs()),
            start: now.saturating_sub(HEAD_START).unwrap_or(now),
            made: 0,
        }
    }

    pub(super) fn next(&mut self) -> Uuid {
        // Each in a millisecond of its own, so that they sort as they were made.
        let since_start = SignedDuration::from_millis(self.made);
        self.made += 1;
        self.ids
            .new_id(self.start.saturating_add(since_start).unwrap_or(self.start))
    }
}
