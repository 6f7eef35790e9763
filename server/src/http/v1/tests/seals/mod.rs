//! The whole life of a seal through the router, and what it may be put on.

mod certifying;
mod putting;
mod records;
mod register;

use super::{Hall, LI, TYPE};
use crate::store::on;
use crate::testing::{Answer, Browser};
use domain::id::{LicenceId, SealId, StaffId};
use domain::identifier::CitizenId;
use domain::issuing::{CITIZEN_ID, Sheet, SheetHolder};
use domain::problem::ProblemCode;
use domain::sealing::{
    Covers, CreditCertificate, FormPerson, SealEvent, SealForm, SealRefusal, UseRefusal,
};
use domain::text::{Lang, sealing as text};
use domain::wire::issuing::{ApproveContent, PreparationDetail, PrepareIssue};
use domain::wire::seal::{GrantAuthority, MoveSeal, RequestSeal, SealDetail};
use domain::wire::sealing::{PutSeal, VersionRef};
use domain::wire::version::VersionShown;
use jiff::civil::Date;

const CODE: &str = "11990000009900013N";
const NAME: &str = "兰州新区市场监督管理局";

fn form() -> SealForm {
    let person = || FormPerson {
        name: "李雷".into(),
        number: String::from(CitizenId::from_body("99010019750312001").unwrap()),
        title: "科员".into(),
        phone: "13812345678".into(),
    };
    SealForm {
        name: "市场监督管理局电子证照专用章".into(),
        unit_code: CODE.into(),
        unit_name: NAME.into(),
        address: "纬一路6号".into(),
        region: "990100".into(),
        handler: person(),
        head: person(),
        purpose: "食品经营许可证".into(),
        diameter_mm: 42,
        certificate: CreditCertificate {
            code: CODE.into(),
            name: NAME.into(),
        },
        proof: None,
    }
}

/// That something was refused with this code, and that people are told why in these words.
#[track_caller]
fn told(answer: &Answer, code: ProblemCode, why: &str) {
    let problem = answer.problem();
    assert_eq!((problem.code, problem.detail.as_deref()), (code, Some(why)));
}

#[track_caller]
fn refused(answer: &Answer, refusal: SealRefusal) {
    told(
        answer,
        ProblemCode::WrongState,
        text::step(refusal, Lang::Zh),
    );
}

#[track_caller]
fn not_put(answer: &Answer, refusal: UseRefusal) {
    let code = match refusal {
        UseRefusal::NotTheKeeper => ProblemCode::Forbidden,
        _ => ProblemCode::WrongState,
    };
    told(answer, code, text::using(refusal, Lang::Zh));
}

impl Hall {
    async fn staff_id(&self, username: &'static str) -> StaffId {
        let mut read = self.app.app.db.read().await.unwrap();
        let id: crate::store::Id = on!(&mut *read, |c| sqlx::query_scalar(
            "SELECT id FROM staff WHERE username = $1"
        )
        .bind(username)
        .fetch_one(c)
        .await)
        .unwrap();
        id.into()
    }

    async fn request_seal(&self) -> SealDetail {
        let request = RequestSeal {
            form: form(),
            keeper: self.staff_id("handler").await,
        };
        let mut browser = self.app.clerk("approver").await;
        self.post(&mut browser, "/seals", &request).await.ok()
    }

    async fn try_move(&self, browser: &mut Browser, seal: &SealDetail, event: SealEvent) -> Answer {
        let request = MoveSeal {
            version: seal.summary.version,
            event,
            note: "按规定办理".into(),
            valid_to: Some(Date::constant(2029, 9, 16)),
            certificate: None,
        };
        let path = format!("/seals/{}/events", seal.summary.id);
        self.post(browser, &path, &request).await
    }

    async fn move_seal(&self, who: &str, seal: &SealDetail, event: SealEvent) -> SealDetail {
        let mut browser = self.app.clerk(who).await;
        self.try_move(&mut browser, seal, event).await.ok()
    }

    async fn made_seal(&self) -> SealDetail {
        let seal = self.request_seal().await;
        let seal = self
            .move_seal("supervisor", &seal, SealEvent::Confirm)
            .await;
        self.move_seal("admin", &seal, SealEvent::Make).await
    }

    /// Issues a licence to 李雷 by way of a second person.
    async fn issued(&self, number: &str) -> VersionRef {
        let request = PrepareIssue {
            type_code: TYPE.into(),
            sheet: Sheet {
                number: number.into(),
                holders: vec![SheetHolder {
                    name: "李雷".into(),
                    code_type: CITIZEN_ID.into(),
                    code: String::from(CitizenId::from_body(&LI[..17]).unwrap()),
                }],
                issued_on: "2026-09-01".into(),
                face: [("operator", "小吃店"), ("place", "纬一路6号")]
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
                    .into(),
                ..Sheet::default()
            },
        };
        let mut browser = self.app.clerk("handler").await;
        let put: PreparationDetail = self
            .post(&mut browser, "/preparations", &request)
            .await
            .ok();
        let mut browser = self.app.clerk("approver").await;
        let path = format!("/preparations/{}/approve", put.summary.id);
        let approve = ApproveContent { digest: put.digest };
        let done: PreparationDetail = self.post(&mut browser, &path, &approve).await.ok();
        VersionRef {
            licence: done.summary.licence,
            version: 1,
        }
    }

    async fn try_put(&self, who: &str, seal: SealId, what: &[VersionRef]) -> Answer {
        let mut browser = self.app.clerk(who).await;
        let request = PutSeal {
            versions: what.to_vec(),
        };
        self.post(&mut browser, &format!("/seals/{seal}/put"), &request)
            .await
    }

    async fn grant(&self, seal: SealId, covers: Covers) -> SealDetail {
        let mut browser = self.app.clerk("approver").await;
        self.try_grant(&mut browser, seal, covers).await.ok()
    }

    async fn try_grant(&self, browser: &mut Browser, seal: SealId, covers: Covers) -> Answer {
        let request = GrantAuthority {
            type_code: TYPE.into(),
            covers,
            from: Date::constant(2026, 9, 17),
            to: Date::constant(2026, 9, 30),
        };
        let path = format!("/seals/{seal}/authorities");
        self.post(browser, &path, &request).await
    }

    /// The licence that was collected.
    fn collected(&self) -> VersionRef {
        VersionRef {
            licence: self.licence,
            version: 1,
        }
    }

    async fn versions(&self, licence: LicenceId) -> Vec<VersionShown> {
        let mut browser = self.app.clerk("handler").await;
        browser
            .get(&format!("/licences/{licence}/versions"))
            .await
            .ok()
    }
}
