//! What is left to chance in the demonstration, so that the same seed always draws the same world.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Turn it and everybody in the demonstration is somebody else.
const SEED: u64 = 0x6d69_6e67_7a68_656e;

/// One stream of draws. Each person has an own one, so that a larger world begins with the same people.
pub(super) struct Chance(Xoshiro256PlusPlus);

impl Chance {
    pub(super) fn of_stream(stream: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(SEED ^ stream))
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        if least < most {
            self.0.random_range(least..=most)
        } else {
            least
        }
    }

    /// A place in a list of `length`; 0 for an empty one.
    pub(super) fn place(&mut self, length: usize) -> usize {
        if length > 1 {
            self.0.random_range(0..length)
        } else {
            0
        }
    }

    pub(super) fn percent(&mut self, of_hundred: i64) -> bool {
        self.between(1, 100) <= of_hundred
    }

    /// One of the texts; nothing of an empty list, which the data never has.
    pub(super) fn pick<'a>(&mut self, texts: &'a [String]) -> &'a str {
        let place = self.place(texts.len());
        texts.get(place).map_or("", String::as_str)
    }
}
