//! What the people of a case write: the objector's claims, the handler's proposal, the words between them.

use super::case::{Stage, Unplayable};
use super::chance::Chance;
use super::data::Data;
use super::slip::{Slip, ground_of};
use domain::objection::{Claim, DraftBody, Outcome, PointCheck, PointFinding, Proposal, Rejection};
use domain::rulebook::{Deciding, Ground, LICENCE_OBJECTION};
use domain::text::{Lang, case::checked};

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
        stage: &Stage<'_>,
        outcome: Option<Outcome>,
        slips: &[Slip],
        chance: &mut Chance,
    ) -> Result<Self, Unplayable> {
        let data = stage.data;
        let deciding = stage.rulebook.deciding(LICENCE_OBJECTION);
        let first = slips.first().ok_or(Unplayable::NothingToDispute)?;
        let said = &data.stories.said;
        let explanation = explain(data, slips, chance);
        let mut words = |texts: &[String]| fill(chance.pick(texts), first);
        Ok(Self {
            request: words(&said.return_for_supplement),
            supplement: words(&said.supplement),
            sent_back: words(&said.send_back),
            body: DraftBody {
                claims: slips.iter().map(claim).collect(),
                ground: Some(ground_of(first.kind)),
                explanation,
            },
            proposal: outcome
                .map(|outcome| propose(data, outcome, slips, chance))
                .map(|proposal| found(proposal, deciding, (data, slips))),
            mistakes: slips.iter().filter(|slip| slip.holds).cloned().collect(),
        })
    }

    /// What stands with the event of the proposal.
    pub(super) fn checked(&self) -> String {
        let checks = self.proposal.as_ref().map(|proposal| &proposal.checks);
        checks.map_or_else(String::new, |checks| checked(checks, Lang::Zh))
    }

    pub(super) fn body(&self) -> DraftBody {
        self.body.clone()
    }
}

/// A paragraph for each field in dispute.
fn explain(data: &Data, slips: &[Slip], chance: &mut Chance) -> String {
    let paragraphs: Vec<String> = slips
        .iter()
        .map(|slip| fill(chance.pick(&data.stories.of(slip.kind).explanations), slip))
        .collect();
    paragraphs.join("\n")
}

fn propose(data: &Data, outcome: Outcome, slips: &[Slip], chance: &mut Chance) -> Proposal {
    let said = &data.stories.said;
    let (reasons, remedy) = match outcome {
        Outcome::Upheld => (&said.upheld, &said.remedy_upheld),
        Outcome::PartlyUpheld => (&said.partly, &said.remedy),
        Outcome::Rejected => (&said.rejected, &said.remedy),
    };
    let first = |holds| slips.iter().find(|slip| slip.holds == holds);
    let found = first(true).map_or_else(String::new, |slip| {
        fill(&data.stories.of(slip.kind).found, slip)
    });
    let refuted = first(false).map_or_else(String::new, |slip| {
        fill(&data.stories.of(slip.kind).refuted, slip)
    });
    let mistakes = slips.iter().filter(|slip| slip.holds);
    Proposal {
        outcome,
        corrections: mistakes.map(claim).collect(),
        rejections: Vec::new(),
        checks: Vec::new(),
        reasons: chance
            .pick(reasons)
            .replace("{found}", &found)
            .replace("{refuted}", &refuted),
        remedy: chance.pick(remedy).to_owned(),
    }
}

/// With what was found at each point, and a reason for each field that stays as it is.
fn found(proposal: Proposal, deciding: &Deciding, (data, slips): (&Data, &[Slip])) -> Proposal {
    let ground = slips.first().map(|slip| ground_of(slip.kind));
    let finding = if slips.iter().any(|slip| slip.holds) {
        PointFinding::Differs
    } else {
        PointFinding::Matches
    };
    let word = &data.stories.said.checked;
    let checks = ground.map(|ground| looked_at(deciding, ground, (finding, word)));
    let refuted = slips.iter().filter(|slip| !slip.holds);
    let rejections = refuted.map(|slip| Rejection {
        key: slip.key.clone(),
        reason: deciding.reasons.first().cloned().unwrap_or_default(),
        words: String::new(),
    });
    Proposal {
        checks: checks.unwrap_or_default(),
        rejections: rejections.collect(),
        ..proposal
    }
    .completed(deciding)
}

/// The same finding at every point that is asked on this ground.
pub(super) fn looked_at(
    deciding: &Deciding,
    ground: Ground,
    (finding, word): (PointFinding, &str),
) -> Vec<PointCheck> {
    let checks = deciding.points_on(ground).map(|point| PointCheck {
        point: point.id.clone(),
        ask: point.ask.clone(),
        finding,
        word: word.to_owned(),
    });
    checks.collect()
}

fn claim(slip: &Slip) -> Claim {
    Claim {
        key: slip.key.clone(),
        claimed: slip.claimed().to_owned(),
    }
}

/// Names the field, what is shown and what is claimed.
fn fill(pattern: &str, slip: &Slip) -> String {
    pattern
        .replace("{label}", &slip.label)
        .replace("{shown}", slip.shown())
        .replace("{claimed}", slip.claimed())
}
