//! What the people of a case write: the objector's claims, the handler's proposal, the words between them.

use super::case::{Unplayable, claim, filing};
use super::chance::Chance;
use super::data::Data;
use super::slip::Slip;
use domain::objection::{DraftBody, Outcome, Proposal};

/// Everything that is written in a case, whether it comes to it or not.
pub(super) struct Told {
    body: DraftBody,
    pub(super) proposal: Option<Proposal>,
    pub(super) request: String,
    pub(super) supplement: String,
    pub(super) sent_back: String,
    /// The slips that the licence really shows.
    pub(super) mistakes: Vec<Slip>,
}

impl Told {
    pub(super) fn of(
        data: &Data,
        outcome: Option<Outcome>,
        slips: &[Slip],
        chance: &mut Chance,
    ) -> Result<Self, Unplayable> {
        let first = slips.first().ok_or(Unplayable::NothingToDispute)?;
        let true_ones = match outcome {
            Some(Outcome::Upheld) => slips.len(),
            Some(Outcome::PartlyUpheld) => 1,
            None if chance.percent(70) => slips.len(),
            Some(Outcome::Rejected) | None => 0,
        };
        let (mistakes, in_vain) = slips.split_at(true_ones.min(slips.len()));
        let claims = mistakes
            .iter()
            .map(|slip| claim(slip, true))
            .chain(in_vain.iter().map(|slip| claim(slip, false)))
            .collect();
        let holds = !mistakes.is_empty();
        let said = &data.stories.said;
        let explanation = explain(data, mistakes, in_vain, chance);
        let mut words = |texts: &[String]| fill(chance.pick(texts), first, holds);
        Ok(Self {
            request: words(&said.return_for_supplement),
            supplement: words(&said.supplement),
            sent_back: words(&said.send_back),
            body: filing(claims, first, explanation),
            proposal: outcome.map(|outcome| propose(data, outcome, mistakes, in_vain, chance)),
            mistakes: mistakes.to_vec(),
        })
    }

    pub(super) fn body(&self) -> DraftBody {
        self.body.clone()
    }
}

/// A paragraph for each field in dispute.
fn explain(data: &Data, mistakes: &[Slip], in_vain: &[Slip], chance: &mut Chance) -> String {
    let of_mistakes = mistakes.iter().map(|slip| (slip, true));
    let of_others = in_vain.iter().map(|slip| (slip, false));
    let paragraphs: Vec<String> = of_mistakes
        .chain(of_others)
        .map(|(slip, holds)| {
            let texts = &data.stories.of(slip.kind).explanations;
            fill(chance.pick(texts), slip, holds)
        })
        .collect();
    paragraphs.join("\n")
}

fn propose(
    data: &Data,
    outcome: Outcome,
    mistakes: &[Slip],
    in_vain: &[Slip],
    chance: &mut Chance,
) -> Proposal {
    let said = &data.stories.said;
    let (reasons, remedy) = match outcome {
        Outcome::Upheld => (&said.upheld, &said.remedy_upheld),
        Outcome::PartlyUpheld => (&said.partly, &said.remedy),
        Outcome::Rejected => (&said.rejected, &said.remedy),
    };
    let found = mistakes.first().map_or_else(String::new, |slip| {
        fill(&data.stories.of(slip.kind).found, slip, true)
    });
    let refuted = in_vain.first().map_or_else(String::new, |slip| {
        fill(&data.stories.of(slip.kind).refuted, slip, false)
    });
    Proposal {
        outcome,
        corrections: mistakes.iter().map(|slip| claim(slip, true)).collect(),
        reasons: chance
            .pick(reasons)
            .replace("{found}", &found)
            .replace("{refuted}", &refuted),
        remedy: chance.pick(remedy).to_owned(),
    }
}

/// Names the field, what is shown and what is claimed; which of the two is right depends on whether the claim holds.
fn fill(pattern: &str, slip: &Slip, holds: bool) -> String {
    let (shown, claimed) = if holds {
        (slip.wrong.as_str(), slip.right.clone())
    } else {
        (slip.right.as_str(), slip.claimed_in_vain())
    };
    pattern
        .replace("{label}", &slip.label)
        .replace("{shown}", shown)
        .replace("{claimed}", &claimed)
}
