//! The stage of the API's tests: a server with two agencies, their people, two citizens and a licence.

use super::{COMPANY, HAN, LI, TYPE, complete};
use crate::jobs;
use crate::service::examining;
use crate::service::library::{self, Canonical, Deed};
use crate::service::sealed::EventWords;
use crate::store::testing::Backend;
use crate::store::{At, Id, StoreError, Tx, bulk, library as keeping, on};
use crate::testing::{Answer, Browser, TestApp, Wish};
use domain::access::Role;
use domain::catalogue::{Class, FaceField, HolderCategory, Level, Source, Template, TypeBody};
use domain::id::{AgencyId, HolderId, LicenceId, ObjectionId};
use domain::identifier::{LicenceIdentifier, Uscc};
use domain::issuing::{CITIZEN_ID, CREDIT_CODE, LicenceRecord, RecordHolder};
use domain::licence::{Condition, LicenceEventKind, Trust};
use domain::objection::Proposal;
use domain::validity::NO_END;
use domain::wire::Expected;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::desk::Propose;
use domain::wire::draft::{Draft, FileObjection, OpenDraft, SaveDraft};
use jiff::civil::Date;
use serde::Serialize;
use sqlx::types::Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A server with the people of the story.
pub(super) struct Hall {
    pub(super) app: TestApp,
    pub(super) market: AgencyId,
    pub(super) li: HolderId,
    pub(super) han: HolderId,
    /// 李雷's licence, which the market agency issued.
    pub(super) licence: LicenceId,
}

impl Hall {
    pub(super) async fn open(on: Backend) -> Option<Self> {
        Self::open_under(on, Wish::default()).await
    }

    pub(super) async fn open_under(on: Backend, wish: Wish) -> Option<Self> {
        let app = TestApp::wished(on, wish).await?;
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
        let field = |key: &str, label: &str, sensitive, source| FaceField {
            key: key.into(),
            label: label.into(),
            sensitive,
            source,
            ..FaceField::default()
        };
        let body = TypeBody {
            name: "食品经营许可证".into(),
            hue: 28,
            definer: "兰州新区市场监督管理局".into(),
            definer_level: Level::County,
            class: Class::Licence,
            holders: HolderCategory::Both,
            validity_ranges: vec!["5年".into()],
            issuing_levels: vec![Level::County],
            items: vec![],
            template: Template::default(),
            fields: vec![
                field("operator", "经营者名称", false, None),
                field("id_number", "身份证号码", true, Some(Source::HolderNumber)),
                field("place", "经营场所", false, None),
                field("number", "许可证编号", false, Some(Source::Number)),
                field("valid_to", "有效期限至", false, Some(Source::ValidTo)),
            ],
            status_codes: BTreeMap::new(),
        };
        let (market, now) = (Id::from(self.market), At(self.app.now()));
        self.write(move |tx| {
            Box::pin(async move {
                let kind = bulk::LicenceType {
                    code: TYPE.into(),
                    agency_id: market,
                    state: "published",
                    published: Some(1),
                    revision: 0,
                };
                bulk::LicenceType::insert(tx, vec![kind]).await?;
                let version = bulk::LicenceTypeVersion {
                    code: TYPE.into(),
                    version: 1,
                    state: "published",
                    name: body.name.clone(),
                    hue: body.hue.into(),
                    face_schema: Json(body.fields.clone()),
                    body: Json(body),
                    compiled_at: now,
                    reviewed_at: None,
                };
                bulk::LicenceTypeVersion::insert(tx, vec![version]).await
            })
        })
        .await;
    }

    /// 李雷's company, and a licence of it with this number.
    pub(super) async fn company(&self, number: &str) -> (HolderId, LicenceId) {
        let name = "兰州新区某某有限公司";
        let company = self.app.company(name, COMPANY, self.li).await;
        (company, self.add_licence(company, number, None).await)
    }

    /// Adds a licence of the market agency.
    pub(super) async fn add_licence(
        &self,
        holder: HolderId,
        number: &str,
        valid_to: Option<Date>,
    ) -> LicenceId {
        let id = LicenceId(self.app.app.ids.new_id(self.app.now()));
        let (code_type, code) = self.code_of(holder);
        let valid_to_shown = valid_to.map_or_else(|| NO_END.into(), |day| day.to_string());
        let issuer = Uscc::parse("11990000009900013N").unwrap();
        let serial = id.0.simple().to_string().to_uppercase();
        let identifier = LicenceIdentifier::mint(TYPE, &issuer, &serial, 1).unwrap();
        let record = LicenceRecord {
            identifier: identifier.into(),
            type_name: "食品经营许可证".into(),
            type_code: TYPE.into(),
            schema_version: 1,
            number: number.to_owned(),
            issuer_name: "兰州新区市场监督管理局".into(),
            issuer_code: issuer.into(),
            issued_on: Date::constant(2024, 1, 1),
            valid_from: Date::constant(2024, 1, 1),
            valid_to,
            holders: vec![RecordHolder {
                name: "持证人".into(),
                code_type: code_type.into(),
                code: code.to_owned(),
            }],
            predecessor: None,
            face: [
                ("operator", "兰州新区小吃店"),
                ("id_number", code),
                ("place", "纬一路6号"),
                ("number", number),
                ("valid_to", valid_to_shown.as_str()),
            ]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
            licence: id,
            salt: library::salt(),
        };
        let words = EventWords::default();
        let deed = Deed {
            holder: holder.into(),
            issuer: self.market.into(),
            version: 1,
            seq: 1,
            kind: LicenceEventKind::Issued,
            on: record.issued_on,
            staff: None,
            words: &words,
            objection: None,
            trust: Trust::A,
            approved_by: None,
            at: self.app.now(),
        };
        let canonical = Canonical::of(record).unwrap();
        let row = library::licence_row(&canonical.record, &deed, Condition::NEW);
        let kept = library::keep(&self.app.app.vault, &canonical, &[], &deed).unwrap();
        self.write(move |tx| Box::pin(keeping::enter(tx, row, Vec::new(), kept)))
            .await;
        id
    }

    /// Everybody else is a company.
    fn code_of(&self, holder: HolderId) -> (&'static str, &'static str) {
        if holder == self.han {
            (CITIZEN_ID, HAN)
        } else if holder == self.li {
            (CITIZEN_ID, LI)
        } else {
            (CREDIT_CODE, COMPANY)
        }
    }

    /// Lets somebody hold a licence together with its leading holder.
    pub(super) async fn share(&self, licence: LicenceId, leading: HolderId, with: HolderId) {
        let row = bulk::CoHolder {
            holder_id: with.into(),
            leading_id: leading.into(),
            licence_id: licence.into(),
        };
        self.write(move |tx| Box::pin(keeping::share(tx, licence.into(), vec![row])))
            .await;
    }

    pub(super) async fn write<F>(&self, body: F)
    where
        F: for<'t> FnOnce(&'t mut Tx) -> futures::future::BoxFuture<'t, Result<(), StoreError>>
            + Send
            + 'static,
    {
        self.app.app.db.write(body).await.unwrap();
    }

    pub(super) async fn citizen(&self) -> Browser {
        self.app.citizen(self.li).await
    }

    /// A key that no request had.
    pub(super) fn key(&self) -> Uuid {
        self.app.app.ids.new_id(self.app.now())
    }

    pub(super) async fn post(
        &self,
        browser: &mut Browser,
        path: &str,
        body: &impl Serialize,
    ) -> Answer {
        browser.post_once(path, self.key(), body).await
    }

    /// A draft that can be filed.
    pub(super) async fn draft(&self, browser: &mut Browser) -> Draft {
        let open = OpenDraft {
            licence: self.licence,
            id: None,
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
    pub(super) async fn filed(&self) -> Receipt {
        let mut browser = self.citizen().await;
        let draft = self.draft(&mut browser).await;
        let file = FileObjection {
            draft: draft.id,
            version: draft.version,
        };
        self.post(&mut browser, "/objections", &file).await.ok()
    }

    /// A step of a case by somebody of the staff, on the version that is there.
    pub(super) async fn step(&self, username: &str, id: ObjectionId, step: &str) -> CaseDetail {
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
    pub(super) async fn proposed(&self, id: ObjectionId, proposal: Proposal) -> CaseDetail {
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

    /// Lets the jobs do what waits, where something was broken on purpose.
    pub(super) async fn jobs_alone(&self) {
        jobs::run_all(&self.app.app).await.unwrap();
    }

    /// Lets the jobs do what waits; nothing of the cases is broken afterwards.
    pub(super) async fn jobs(&self) {
        self.jobs_alone().await;
        self.whole().await;
    }

    /// Nothing of the cases is broken.
    pub(super) async fn whole(&self) {
        let places = examining::Places {
            rulebook: &self.app.app.rules.rulebook,
            files: &self.app.app.files,
        };
        let found = examining::examine(&self.app.app.db, places, |_| ()).await;
        assert_eq!(found.unwrap().broken, []);
    }

    /// How many audit records say this.
    pub(super) async fn audited(&self, action: &'static str) -> i64 {
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
