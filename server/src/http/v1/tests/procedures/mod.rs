//! Cases that are no objection to a licence, and objections by others than its leading holder: the same desk, the same
//! clocks, the same warnings.

mod branches;
mod checked_alone;
mod co_holders;
mod conferring;
mod entered;
mod extended;
pub(super) mod handed_on;
mod late;
mod published;
mod recounted;
mod registered;
mod toml_only;

use super::{Hall, checked};
use crate::store::testing::Backend;
use crate::testing::{Answer, Wish};
use domain::id::{AgencyId, ObjectionId};
use domain::objection::{Complaint, Contact, Outcome};
use domain::rulebook::{Channel, Ground, Objector};
use domain::wire::asking::FileComplaint;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::catalogue::AgencyRef;
use domain::wire::desk::{AnswerCase, PassOn, RegisterCase, WithNote};
use jiff::civil::Date;
use serde::Serialize;

pub(super) async fn hall_in(on: Backend, rulebook: &'static str) -> Option<Hall> {
    let wish = Wish {
        rulebook,
        ..Wish::default()
    };
    Hall::open_under(on, wish).await
}

fn complaint() -> Complaint {
    Complaint {
        subject: "不动产登记信息".into(),
        ground: Some(Ground::Accuracy),
        explanation: "登记的面积少了十平方米".into(),
    }
}

/// 李雷 complains in the app.
pub(super) async fn complained(hall: &Hall, procedure: &str) -> Receipt {
    let request = FileComplaint {
        procedure: procedure.into(),
        complaint: complaint(),
    };
    let mut li = hall.citizen().await;
    hall.post(&mut li, "/complaints", &request).await.ok()
}

/// What a handler registers that just came in.
pub(super) fn registration(
    hall: &Hall,
    procedure: &str,
    objector: Objector,
    channel: Channel,
) -> RegisterCase {
    let work_order = match channel {
        Channel::Hotline => "12345-2026-000917",
        _ => "",
    };
    RegisterCase {
        procedure: procedure.into(),
        objector,
        channel,
        complaint: complaint(),
        licence: None,
        claims: Vec::new(),
        contact: Some(Contact {
            name: "王先生".into(),
            reach: "0931-0000000".into(),
        }),
        work_order: work_order.into(),
        received_at: hall.app.now(),
        stated_at: None,
    }
}

async fn case(hall: &Hall, username: &str, id: ObjectionId) -> CaseDetail {
    let mut clerk = hall.app.clerk(username).await;
    clerk.get(&format!("/objections/{id}")).await.ok()
}

/// A step with a body that is made of the version that is there.
pub(super) async fn step<B: Serialize>(
    hall: &Hall,
    (username, id): (&str, ObjectionId),
    step: &str,
    body: impl FnOnce(i64) -> B,
) -> Answer {
    let mut clerk = hall.app.clerk(username).await;
    let seen: CaseDetail = clerk.get(&format!("/objections/{id}")).await.ok();
    let body = body(seen.version);
    hall.post(&mut clerk, &format!("/objections/{id}/{step}"), &body)
        .await
}

pub(super) async fn passed_on(hall: &Hall, who: (&str, ObjectionId), to: AgencyId) -> CaseDetail {
    let body = |version| PassOn {
        version,
        to,
        note: "属于你单位，请答复".into(),
    };
    step(hall, who, "transfer", body).await.ok()
}

pub(super) fn answer(version: i64) -> AnswerCase {
    AnswerCase {
        version,
        outcome: Outcome::Upheld,
        reasons: "情况属实，已经更正".into(),
        remedy: String::new(),
        rejections: Vec::new(),
        checks: ["source", "evidence"].map(checked).into(),
        withheld: None,
        withheld_why: String::new(),
    }
}

fn told(version: i64) -> WithNote {
    WithNote {
        version,
        note: "已电话告知本人".into(),
    }
}

/// The agency that is not the market's.
pub(super) async fn other_agency(hall: &Hall) -> AgencyId {
    let mut handler = hall.app.clerk("handler").await;
    let all: Vec<AgencyRef> = handler.get("/desk/agencies").await.ok();
    assert!(all.iter().all(|agency| agency.id != hall.market));
    all[0].id
}

/// The clocks as step, due date and whether they are met.
fn clocks(case: &CaseDetail) -> Vec<(&str, Date, bool)> {
    let clocks = case.summary.clocks.iter();
    clocks
        .map(|clock| (clock.step.as_str(), clock.due_date, clock.met_at.is_some()))
        .collect()
}
