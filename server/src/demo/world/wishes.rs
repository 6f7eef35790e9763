//! Which licences shall somebody have, and which of them are objected to?

use super::{LICENCES_EACH, World, WorldFault};
use crate::demo::chance::Chance;
use crate::demo::data::CastData;
use crate::demo::fate::Fate;
use crate::demo::plot::Plot;
use domain::id::HolderId;
use domain::issuing::RecordHolder;

/// How much more one and less the next may hold.
const UNEVEN: i64 = 2;
/// Types are taken with a stride that meets each once before any twice.
const TYPE_STRIDE: usize = 3;

/// A licence that somebody of the crowd or the cast shall have.
pub(super) struct Wish {
    pub(super) kind: usize,
    pub(super) fate: Fate,
    pub(super) plot: Option<Plot>,
    /// The fields in dispute, where the story names them.
    pub(super) disputed: Vec<String>,
    /// Who holds it, too.
    pub(super) shared_with: Option<(HolderId, RecordHolder)>,
}

impl World<'_> {
    pub(super) fn wishes_of_cast(&mut self, role: &CastData) -> Result<Vec<Wish>, WorldFault> {
        role.licences
            .iter()
            .map(|licence| {
                self.licence += 1;
                self.case += usize::from(licence.case.is_some());
                Ok(Wish {
                    kind: self.stage.data.type_of(&licence.code)?.0,
                    fate: licence.fate,
                    plot: licence.case,
                    disputed: licence.disputed.clone(),
                    shared_with: licence.shared_with.as_ref().and_then(|name| {
                        let known = self.cast.iter().find(|one| one.holder.name == *name)?;
                        Some((known.id, known.holder.clone()))
                    }),
                })
            })
            .collect()
    }

    pub(super) fn wishes_of_crowd(&mut self, chance: &mut Chance) -> Vec<Wish> {
        let types = self.stage.data.types.len();
        let first = chance.place(types);
        (0..self.share(chance).min(types))
            .map(|n| {
                let plot = self.next_plot();
                Wish {
                    kind: (first + n * TYPE_STRIDE) % types.max(1),
                    fate: match plot {
                        Some(_) => Fate::draw_disputed(chance),
                        None => Fate::draw(chance),
                    },
                    plot,
                    disputed: Vec::new(),
                    shared_with: None,
                }
            })
            .collect()
    }

    /// How many licences this person holds: what is left shared among who is left, unevenly but for the last.
    fn share(&self, chance: &mut Chance) -> usize {
        let left = self.size.licences.saturating_sub(self.licence);
        let people_left = self.people - self.person;
        let even = left.div_ceil(people_left.max(1));
        if people_left == 1 || even <= LICENCES_EACH / 2 {
            return even.min(left);
        }
        let uneven = i64::try_from(even).unwrap_or_default() + chance.between(-UNEVEN, UNEVEN);
        usize::try_from(uneven).unwrap_or(1).clamp(1, left.max(1))
    }

    /// Whether the crowd's next licence is objected to: the cases left are spread over the licences left.
    fn next_plot(&mut self) -> Option<Plot> {
        let licences_left = self.size.licences.saturating_sub(self.licence);
        let cases_left = self.size.cases.saturating_sub(self.case);
        self.licence += 1;
        let every = licences_left.checked_div(cases_left)?;
        if every > 1 && !licences_left.is_multiple_of(every) {
            return None;
        }
        self.case += 1;
        let plot = Plot::of_ordinal(self.case);
        if plot.is_over() {
            return Some(plot);
        }
        if self.in_hand >= self.size.in_hand {
            return Some(Plot::of_ordinal_over(self.case));
        }
        self.in_hand += 1;
        Some(plot)
    }
}
