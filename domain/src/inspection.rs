//! 随机抽查 (兰安 一百六十三, 庆证 三十): which licences are drawn, and what becomes of one that is looked at.
//!
//! The draw is a function of the seed and of how many licences there are: whoever knows both, and the licences in the
//! order of their ids, draws the same ones again. `SplitMix64` gives the numbers, Lemire's multiplication with rejection
//! brings them below a bound without favouring any, and a Fisher-Yates shuffle that stops early takes the places.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most licences of one sample.
pub const WANTED_MAX: u32 = 500;
/// Longest finding, answer or verdict, in characters.
pub const WORDS_MAX: usize = 500;
/// Most working days that an issuer is given to mend a finding. A service target; no regulation sets one.
pub const MEND_DAYS_MAX: u32 = 30;
/// So many unless the inspector says otherwise.
pub const MEND_DAYS: u32 = 10;

/// Where a licence of a sample stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SampleState {
    /// 待查: drawn, not looked at.
    Drawn,
    /// 相符: nothing was found.
    Conforms,
    /// 待整改: something was found, the issuer is asked to mend it.
    Found,
    /// 待复核: the issuer has answered.
    Answered,
    /// 已办结: the inspector is content with the answer.
    Closed,
}

/// What happens to a licence of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SampleEvent {
    /// The inspector finds nothing.
    Conform,
    /// The inspector finds something.
    Find,
    /// The issuer answers.
    Answer,
    /// The inspector isn't content; the date stays as it was.
    Insist,
    /// The inspector is content.
    Close,
}

/// Why a step of an inspection is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SampleRefusal {
    /// It has been looked at.
    #[error("the licence has been looked at already")]
    LookedAt,
    /// There is no finding to answer.
    #[error("there is no finding that waits for an answer")]
    NothingToAnswer,
    /// There is no answer to judge.
    #[error("there is no answer to judge")]
    NothingToJudge,
}

impl SampleState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Drawn,
        Self::Conforms,
        Self::Found,
        Self::Answered,
        Self::Closed,
    ];

    /// Whether the issuer owes something by the date.
    pub const fn is_owed(self) -> bool {
        matches!(self, Self::Found)
    }

    /// Whether nothing more happens to it.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Conforms | Self::Closed)
    }

    /// The state after `event`, or why it can't happen.
    pub const fn after(self, event: SampleEvent) -> Result<Self, SampleRefusal> {
        use SampleEvent as E;
        use SampleRefusal as R;
        match (self, event) {
            (Self::Drawn, E::Conform) => Ok(Self::Conforms),
            (Self::Drawn, E::Find) | (Self::Answered, E::Insist) => Ok(Self::Found),
            (_, E::Conform | E::Find) => Err(R::LookedAt),
            (Self::Found, E::Answer) => Ok(Self::Answered),
            (_, E::Answer) => Err(R::NothingToAnswer),
            (Self::Answered, E::Close) => Ok(Self::Closed),
            (_, E::Insist | E::Close) => Err(R::NothingToJudge),
        }
    }
}

impl SampleEvent {
    /// Every event.
    pub const ALL: [Self; 5] = [
        Self::Conform,
        Self::Find,
        Self::Answer,
        Self::Insist,
        Self::Close,
    ];
}

/// The seed of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seed(pub u64);

impl Seed {
    /// Reads sixteen hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u64::from_str_radix(text, 16).ok().map(Self))?
    }
}

impl std::fmt::Display for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// The places of `wanted` of `stock` licences in the order of their ids, as they are drawn; all of them, shuffled, where
/// there are fewer.
pub fn draw(seed: Seed, wanted: u32, stock: u64) -> Vec<u64> {
    let mut numbers = SplitMix(seed.0);
    // What a full shuffle would have swapped, without a row for each licence of the library.
    let mut moved: BTreeMap<u64, u64> = BTreeMap::new();
    (0..u64::from(wanted).min(stock))
        .map(|place| {
            let other = place + numbers.below(stock - place);
            let stands = |at: u64| moved.get(&at).copied().unwrap_or(at);
            let (here, drawn) = (stands(place), stands(other));
            moved.insert(other, here);
            drawn
        })
        .collect()
}

/// `SplitMix64` of Steele, Lea and Flood (2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which isn't 0, each as likely as any other.
    fn below(&mut self, bound: u64) -> u64 {
        loop {
            let product = u128::from(self.next()) * u128::from(bound);
            let [high, low] = [product >> 64, product & u128::from(u64::MAX)]
                .map(|half| u64::try_from(half).unwrap_or(u64::MAX));
            if low >= bound.wrapping_neg() % bound {
                return high;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_numbers_are_those_of_splitmix64() {
        // The reference implementation's first three of the seed 1234567.
        let mut numbers = SplitMix(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| numbers.next()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn a_draw_that_was_made_once_is_drawn_again_in_all_time() {
        assert_eq!(draw(Seed(42), 5, 1_000_000), draw(Seed(42), 5, 1_000_000));
        assert_ne!(draw(Seed(42), 5, 1_000_000), draw(Seed(43), 5, 1_000_000));
        // Drawn once by another program, from the description above.
        assert_eq!(draw(Seed(0), 3, 10), [8, 4, 2]);
    }

    proptest! {
        #[test]
        fn no_licence_is_drawn_twice_and_none_that_is_not_there(
            seed: u64, wanted in 0_u32..200, stock in 0_u64..400,
        ) {
            let drawn = draw(Seed(seed), wanted, stock);
            let once: BTreeSet<_> = drawn.iter().copied().collect();
            prop_assert_eq!(u64::try_from(drawn.len()), Ok(u64::from(wanted).min(stock)));
            prop_assert_eq!(once.len(), drawn.len());
            prop_assert!(once.iter().all(|place| *place < stock));
        }

        #[test]
        fn a_larger_sample_begins_with_the_smaller_one(seed: u64, stock in 1_u64..2_000) {
            let large = draw(Seed(seed), 60, stock);
            let small = draw(Seed(seed), 20, stock);
            prop_assert!(large.starts_with(&small));
        }

        #[test]
        fn a_seed_is_read_back(seed: u64) {
            prop_assert_eq!(Seed::parse(&Seed(seed).to_string()), Some(Seed(seed)));
        }
    }

    #[test]
    fn every_licence_is_drawn_as_often_as_any_other() {
        const STOCK: u64 = 50;
        const DRAWS: u64 = 20_000;
        let mut often = [0_u64; 50];
        for seed in 0..DRAWS {
            for place in draw(Seed(seed), 5, STOCK) {
                often[usize::try_from(place).unwrap()] += 1;
            }
        }
        let expected = DRAWS * 5 / STOCK;
        let chi_square: f64 = often
            .iter()
            .map(|count| {
                let off = f64::from(u32::try_from(count.abs_diff(expected)).unwrap());
                off * off / 2_000.0
            })
            .sum();
        // 49 degrees of freedom: 94 is passed once in ten thousand; the seeds are fixed, so this can't flicker.
        assert!(chi_square < 94.0, "{chi_square}");
    }

    #[test]
    fn a_seed_is_sixteen_hexadecimal_digits() {
        for bad in [
            "",
            "1",
            "00000000000000000",
            "000000000000000g",
            "+000000000000001",
        ] {
            assert_eq!(Seed::parse(bad), None, "{bad}");
        }
        assert_eq!(Seed::parse(" 00000000000000FF "), Some(Seed(255)));
    }

    /// The table once more, by hand.
    fn expected(state: SampleState, event: SampleEvent) -> Result<SampleState, SampleRefusal> {
        use SampleEvent as E;
        use SampleRefusal as R;
        use SampleState as S;
        match event {
            E::Conform if state == S::Drawn => Ok(S::Conforms),
            E::Find if state == S::Drawn => Ok(S::Found),
            E::Conform | E::Find => Err(R::LookedAt),
            E::Answer if state == S::Found => Ok(S::Answered),
            E::Answer => Err(R::NothingToAnswer),
            E::Insist if state == S::Answered => Ok(S::Found),
            E::Close if state == S::Answered => Ok(S::Closed),
            E::Insist | E::Close => Err(R::NothingToJudge),
        }
    }

    #[test]
    fn every_state_meets_every_event_with_a_state_or_a_named_refusal() {
        for state in SampleState::ALL {
            for event in SampleEvent::ALL {
                assert_eq!(
                    state.after(event),
                    expected(state, event),
                    "{state:?} {event:?}"
                );
            }
            let moves = SampleEvent::ALL
                .iter()
                .any(|event| state.after(*event).is_ok());
            assert_eq!(state.is_finished(), !moves, "{state:?}");
        }
    }
}
