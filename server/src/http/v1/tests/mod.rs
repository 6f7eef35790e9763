//! The main job through the real router, on both databases: two agencies, their people, two citizens and a licence each.

mod access;
mod delivering;
mod desk;
mod drafts;
mod evidence;
mod filing;
mod histories;
mod licences;
mod privacy;
mod story;
mod together;
mod warnings;

use crate::jobs;
use crate::service::sealed::Face;
use crate::store::licences::{FaceField, HOLDER_NUMBER};
use crate::store::testing::Backend;
use crate::store::{At, Day, Id, StoreError, Tx, on};
use crate::testing::{Answer, Browser, TestApp};
use domain::access::Role;
use domain::id::{AgencyId, HolderId, LicenceId, ObjectionId};
use domain::identifier::{LicenceIdentifier, Uscc};
use domain::objection::{Claim, DraftBody, Outcome, Proposal};
use domain::rulebook::Ground;
use domain::wire::Expected;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::desk::Propose;
use domain::wire::draft::{Draft, FileObjection, OpenDraft, SaveDraft};
use jiff::civil::Date;
use serde::Serialize;
use sqlx::types::Json;
use uuid::Uuid;

const TYPE: &str = "11990000009900013N001";
const LI: &str = "990100199001010015";
const HAN: &str = "990100198506071236";

/// A server with the people of the story.
struct Hall {
    app: TestApp,
    market: AgencyId,
    li: HolderId,
    han: HolderId,
    /// 李雷's licence, which the market agency issued.
    licence: LicenceId,
}

impl Hall {
    async fn open(on: Backend) -> Option<Self> {
        let app = TestApp::new(on).await?;
        let market = app
            .agency("兰州新区市场监督管理局", "11990000009900013N")
            .await;
        let other = app.agency("兰州新区卫生健康局", "1199000000990003X9").await;
        for (agency, role, username) in [
            (market, Role::Handler, "handler"),
            (market, Role::Handler, "second-handler"),
            (market, Role::Approver, "approver"),
            (other, Role::Handler, "stranger"),
            (other, Role::Supervisor, "supervisor"),
            (other, Role::Admin, "admin"),
            (other, Role::Auditor, "auditor"),
        ] {
            app.staff(agency, role, username).await;
        }
        let li = app.holder("李雷", LI).await;
        let han = app.holder("韩梅梅", HAN).await;
        let this = Self {
            licence: LicenceId(Uuid::nil()),
            app,
            market,
            li,
            han,
        };
        this.licence_type().await;
        let licence = this.add_licence(li, "JY29901000000001", None).await;
        Some(Self { licence, ..this })
    }

    async fn licence_type(&self) {
        let field = |key: &str, label: &str, sensitive| FaceField {
            key: key.into(),
            label: label.into(),
            sensitive,
        };
        let schema = vec![
            field("operator", "经营者名称", false),
            field("id_number", "身份证号码", true),
            field("place", "经营场所", false),
            field("number", "许可证编号", false),
            field("valid_to", "有效期限至", false),
        ];
        self.write(move |tx| {
            Box::pin(async move {
                const SQL: &str = "INSERT INTO licence_type (code, name, hue, face_schema) VALUES ($1, '食品经营许可证', 28, $2)";
                Ok(on!(tx, |c| sqlx::query(SQL)
                    .bind(TYPE)
                    .bind(Json(schema))
                    .execute(c)
                    .await
                    .map(drop))?)
            })
        })
        .await;
    }

    /// Adds a licence of the market agency.
    async fn add_licence(
        &self,
        holder: HolderId,
        number: &str,
        valid_to: Option<Date>,
    ) -> LicenceId {
        let id = LicenceId(self.app.app.ids.new_id(self.app.now()));
        let valid_to_shown = valid_to.map_or_else(|| "长期".into(), |day| day.to_string());
        let face: Face = [
            ("operator", "兰州新区小吃店"),
            ("id_number", HOLDER_NUMBER),
            ("place", "纬一路6号"),
            ("number", number),
            ("valid_to", valid_to_shown.as_str()),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
        let sealed = self.app.app.vault.seal_face(id, 1, &face).unwrap();
        let issuer = Uscc::parse("11990000009900013N").unwrap();
        let serial = id.0.simple().to_string().to_uppercase();
        let identifier = LicenceIdentifier::mint(TYPE, &issuer, &serial, 1).unwrap();
        let (number, market) = (number.to_owned(), Id::from(self.market));
        let (from, now) = (Day(Date::constant(2024, 1, 1)), At(self.app.now()));
        let to = valid_to.map(Day);
        self.write(move |tx| {
            Box::pin(async move {
                const LICENCE: &str = "INSERT INTO licence (holder_id, id, type_code, issuer_id, number, status, issued_on, valid_from, valid_to, version) \
                    VALUES ($1, $2, $3, $4, $5, 'valid', $6, $6, $7, 1)";
                const VERSION: &str = "INSERT INTO licence_version (holder_id, licence_id, version, identifier, face_sealed, key_id, valid_from, valid_to, created_at) \
                    VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8)";
                const EVENT: &str = "INSERT INTO licence_event (holder_id, licence_id, seq, at, kind, version, agency_id) VALUES ($1, $2, 1, $3, 'issued', 1, $4)";
                let (holder, id) = (Id::from(holder), Id::from(id));
                on!(tx, |c| sqlx::query(LICENCE).bind(holder).bind(id).bind(TYPE).bind(market)
                    .bind(number).bind(from).bind(to).execute(c).await.map(drop))?;
                on!(tx, |c| sqlx::query(VERSION).bind(holder).bind(id).bind(identifier.as_str())
                    .bind(sealed.bytes).bind(sealed.key_id).bind(from).bind(to).bind(now).execute(c).await.map(drop))?;
                on!(tx, |c| sqlx::query(EVENT).bind(holder).bind(id).bind(now).bind(market).execute(c).await.map(drop))?;
                Ok(())
            })
        })
        .await;
        id
    }

    async fn write<F>(&self, body: F)
    where
        F: for<'t> FnOnce(&'t mut Tx) -> futures::future::BoxFuture<'t, Result<(), StoreError>>
            + Send
            + 'static,
    {
        self.app.app.db.write(body).await.unwrap();
    }

    async fn citizen(&self) -> Browser {
        self.app.citizen(self.li).await
    }

    /// A key that no request had.
    fn key(&self) -> Uuid {
        self.app.app.ids.new_id(self.app.now())
    }

    async fn post(&self, browser: &mut Browser, path: &str, body: &impl Serialize) -> Answer {
        browser.post_once(path, self.key(), body).await
    }

    /// A draft that can be filed.
    async fn draft(&self, browser: &mut Browser) -> Draft {
        let open = OpenDraft {
            licence: self.licence,
        };
        let draft: Draft = self.post(browser, "/drafts", &open).await.ok();
        let save = SaveDraft {
            version: draft.version,
            body: complete(),
        };
        browser
            .put(&format!("/drafts/{}", draft.id), &save)
            .await
            .ok()
    }

    /// Files a complete draft of 李雷's.
    async fn filed(&self) -> Receipt {
        let mut browser = self.citizen().await;
        let draft = self.draft(&mut browser).await;
        let file = FileObjection {
            draft: draft.id,
            version: draft.version,
        };
        self.post(&mut browser, "/objections", &file).await.ok()
    }

    /// A step of a case by somebody of the staff, on the version that is there.
    async fn step(&self, username: &str, id: ObjectionId, step: &str) -> CaseDetail {
        let mut browser = self.app.clerk(username).await;
        let case: CaseDetail = browser.get(&format!("/objections/{id}")).await.ok();
        let expected = Expected {
            version: case.version,
        };
        self.post(&mut browser, &format!("/objections/{id}/{step}"), &expected)
            .await
            .ok()
    }

    /// Marks, verifies and proposes.
    async fn proposed(&self, id: ObjectionId, proposal: Proposal) -> CaseDetail {
        self.step("handler", id, "mark").await;
        let verifying = self.step("handler", id, "verify").await;
        let mut browser = self.app.clerk("handler").await;
        let propose = Propose {
            version: verifying.version,
            proposal,
        };
        self.post(&mut browser, &format!("/objections/{id}/propose"), &propose)
            .await
            .ok()
    }

    /// Lets the jobs do what waits.
    async fn jobs(&self) {
        jobs::run_all(&self.app.app).await.unwrap();
    }

    /// How many audit records say this.
    async fn audited(&self, action: &'static str) -> i64 {
        let mut read = self.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_scalar(
            "SELECT COUNT(*) FROM audit WHERE action = $1"
        )
        .bind(action)
        .fetch_one(c)
        .await)
        .unwrap()
    }
}

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
        reasons: "经核对登记档案,情况属实".into(),
        remedy: String::new(),
    }
}

fn rejected() -> Proposal {
    Proposal {
        outcome: Outcome::Rejected,
        corrections: Vec::new(),
        reasons: "登记材料与证照一致".into(),
        remedy: "可申请行政复议".into(),
    }
}
