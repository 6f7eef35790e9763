//! The main job through the real router, on both databases: two agencies, their people, two citizens and a licence each.

mod access;
mod acknowledgement;
mod acting;
mod board;
mod calendar;
mod case_notes;
mod catalogue;
mod clocks;
mod delivering;
mod desk;
mod desk_licences;
mod devices;
mod disclosures;
mod drafts;
mod evidence;
mod filing;
mod hall;
mod histories;
mod importing;
mod inquiries;
mod inspections;
mod issuing;
mod knocking;
mod licences;
mod limiting;
mod logging;
mod making_good;
mod marking;
mod multipart;
mod outages;
mod outside;
mod passkeys;
mod privacy;
mod procedures;
mod quality;
mod refusals;
mod reminders;
mod reopening;
mod representatives;
mod retention;
mod scanning;
mod seals;
mod second_factors;
mod sending;
mod showing;
mod staffing;
mod story;
mod templates;
mod together;
mod urging;
mod verifying;
mod warnings;

use domain::objection::{Claim, DraftBody, Outcome, PointCheck, PointFinding, Proposal, Rejection};
use domain::problem::{FieldCode, Problem};
use domain::rulebook::Ground;
use hall::Hall;

const TYPE: &str = "11990000009900013N001";
const LI: &str = "990100199001010015";
const HAN: &str = "990100198506071236";
const COMPANY: &str = "91990100MA0000017L";

fn complete() -> DraftBody {
    DraftBody {
        claims: vec![Claim {
            key: "place".into(),
            claimed: "纬一路8号".into(),
        }],
        ground: Some(Ground::Accuracy),
        explanation: "门牌号写错了".into(),
    }
}

fn upheld() -> Proposal {
    Proposal {
        outcome: Outcome::Upheld,
        corrections: complete().claims,
        rejections: Vec::new(),
        reasons: "经核对登记档案，情况属实".into(),
        remedy: String::new(),
        checks: ["register", "source", "evidence"].map(checked).into(),
    }
}

/// A point of the procedure, answered.
fn checked(point: &str) -> PointCheck {
    PointCheck {
        point: point.into(),
        ask: String::new(),
        finding: PointFinding::Matches,
        word: "档案第3页".into(),
    }
}

/// A reason that both cities offer.
fn rejection(key: &str) -> Rejection {
    Rejection {
        key: key.into(),
        reason: "材料不足以证明".into(),
        words: String::new(),
    }
}

/// The fields that were wrong, and how.
fn wrong(problem: &Problem) -> Vec<(&str, FieldCode)> {
    let errors = problem.errors.iter();
    errors
        .map(|error| (error.pointer.as_str(), error.code))
        .collect()
}

fn rejected() -> Proposal {
    Proposal {
        outcome: Outcome::Rejected,
        corrections: Vec::new(),
        rejections: vec![rejection("place")],
        reasons: "登记材料与证照一致".into(),
        remedy: "可到窗口当面说明".into(),
        ..upheld()
    }
}
