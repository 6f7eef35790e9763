//! Issuing and the life cycle: two people make a version, the library moves only on what was read, and the holder sees it.

use super::{HAN, Hall, LI, TYPE};
use crate::service::library::Canonical;
use crate::store::testing::Backend;
use crate::store::{Id, on};
use crate::testing::Browser;
use domain::id::LicenceId;
use domain::issuing::{PreparationState, Sheet, SheetHolder};
use domain::licence::{LicenceEventKind, LicenceStanding, Trust};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::issuing::{
    ApproveContent, EnterEvent, EventForm, LicenceSheet, PreparationCounts, PreparationDetail,
    PreparationSummary, PrepareIssue, PrepareVersion, SendContentBack,
};
use domain::wire::licence::{LicenceDetail, LicenceSummary};
use jiff::civil::Date;
use rstest::rstest;

/// Somebody whom the library doesn't know yet.
pub(super) const NEW: &str = "990100196209120006";

pub(super) fn holder(name: &str, code: &str) -> SheetHolder {
    SheetHolder {
        name: name.into(),
        code_type: "111".into(),
        code: code.into(),
    }
}

pub(super) fn issue(holders: Vec<SheetHolder>) -> PrepareIssue {
    let face = [("operator", "新区面馆"), ("place", "纬三路1号")];
    PrepareIssue {
        type_code: TYPE.into(),
        sheet: Sheet {
            number: "JY29901000000077".into(),
            holders,
            issued_on: "2026-01-05".into(),
            valid_from: String::new(),
            valid_to: "2031-01-04".into(),
            face: face.map(|(key, value)| (key.into(), value.into())).into(),
        },
    }
}

pub(super) fn words(on: Date) -> EventForm {
    EventForm {
        on,
        basis: "新市监字〔2026〕8号".into(),
        reason: "按申请办理".into(),
    }
}

impl Hall {
    async fn prepared(&self, holders: Vec<SheetHolder>) -> PreparationDetail {
        let mut handler = self.app.clerk("handler").await;
        let path = "/preparations";
        self.post(&mut handler, path, &issue(holders)).await.ok()
    }

    async fn approved(&self, preparation: &PreparationDetail) -> PreparationDetail {
        let mut approver = self.app.clerk("approver").await;
        let digest = preparation.digest.clone();
        let path = format!("/preparations/{}/approve", preparation.summary.id);
        let request = ApproveContent { digest };
        self.post(&mut approver, &path, &request).await.ok()
    }

    async fn event(
        &self,
        browser: &mut Browser,
        kind: LicenceEventKind,
    ) -> Result<LicenceDetail, ProblemCode> {
        let before: LicenceDetail = browser
            .get(&format!("/licences/{}", self.licence))
            .await
            .ok();
        let request = EnterEvent {
            kind,
            revision: before.revision,
            words: words(Date::constant(2026, 1, 5)),
        };
        let path = format!("/licences/{}/events", self.licence);
        let answer = self.post(browser, &path, &request).await;
        if answer.status.is_success() {
            Ok(answer.ok())
        } else {
            Err(answer.code())
        }
    }

    /// How many versions wait for a seal in this way.
    async fn awaiting(&self, way: &'static str) -> i64 {
        let mut read = self.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_scalar(
            "SELECT COUNT(*) FROM awaiting_seal WHERE way = $1"
        )
        .bind(way)
        .fetch_one(c)
        .await)
        .unwrap()
    }
}

#[rstest]
#[tokio::test]
async fn a_licence_is_issued_once_a_second_person_has_approved_its_very_content(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let preparation = hall.prepared(vec![holder("李雷", LI_RIGHT)]).await;
    assert_eq!(preparation.summary.state, PreparationState::Prepared);
    assert_eq!(preparation.sheet.face["number"], "JY29901000000077");
    let id = preparation.summary.licence;
    let mut handler = hall.app.clerk("handler").await;
    assert_eq!(
        handler.get(&format!("/licences/{id}")).await.code(),
        ProblemCode::NotFound
    );

    let approved = hall.approved(&preparation).await;
    assert_eq!(approved.summary.state, PreparationState::Approved);
    let licence: LicenceDetail = handler.get(&format!("/licences/{id}")).await.ok();
    assert_eq!(licence.identifier, preparation.identifier);
    assert_eq!(
        (licence.summary.version, licence.revision, licence.trust),
        (1, 1, Trust::A)
    );
    assert_eq!(licence.history[0].kind, LicenceEventKind::Issued);
    assert_eq!(hall.awaiting("approved").await, 1);
    for action in ["prepare", "approve-content"] {
        assert_eq!(hall.audited(action).await, 1, "{action}");
    }
}

/// 李雷's number with its check mended: what is issued has to be right.
const LI_RIGHT: &str = NEW;

#[rstest]
#[tokio::test]
async fn what_is_sealed_later_is_to_the_byte_what_was_approved(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let preparation = hall.prepared(vec![holder("新人", NEW)]).await;
    hall.approved(&preparation).await;
    let id = preparation.summary.licence;
    let (record, digest, approved) = {
        let mut read = hall.app.app.db.read().await.unwrap();
        let found: (Vec<u8>, String, Vec<u8>, Vec<u8>) = on!(&mut *read, |c| sqlx::query_as(
            "SELECT v.record, v.key_id, v.digest, a.digest FROM licence_version v JOIN licence_approval a \
             ON a.licence_id = v.licence_id AND a.version = v.version WHERE v.licence_id = $1"
        )
        .bind(Id::from(id))
        .fetch_one(c)
        .await)
        .unwrap();
        let vault = &hall.app.app.vault;
        let record = vault.read_record(id.0, 1, (&found.1, &found.0)).unwrap();
        (record, found.2, found.3)
    };
    let canonical = Canonical::of(record).unwrap();
    assert_eq!(canonical.digest.to_vec(), digest);
    assert_eq!(digest, approved);
    assert_eq!(crate::hex::write(&digest), preparation.digest);
    assert_eq!(canonical.record.holders[0].code, NEW);
}

#[rstest]
#[tokio::test]
async fn nobody_approves_alone_another_content_or_twice(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let preparation = hall.prepared(vec![holder("新人", NEW)]).await;
    let path = format!("/preparations/{}/approve", preparation.summary.id);
    let right = ApproveContent {
        digest: preparation.digest.clone(),
    };
    let mut handler = hall.app.clerk("handler").await;
    assert_eq!(
        hall.post(&mut handler, &path, &right).await.code(),
        ProblemCode::Forbidden
    );
    for username in ["stranger", "supervisor", "admin"] {
        let mut clerk = hall.app.clerk(username).await;
        let code = hall.post(&mut clerk, &path, &right).await.code();
        assert!(
            matches!(code, ProblemCode::NotFound | ProblemCode::Forbidden),
            "{username} {code:?}"
        );
    }
    let mut approver = hall.app.clerk("approver").await;
    let other = ApproveContent {
        digest: "0".repeat(64),
    };
    assert_eq!(
        hall.post(&mut approver, &path, &other).await.code(),
        ProblemCode::StaleVersion
    );
    let key = hall.key();
    approver.post_once(&path, key, &right).await.succeeded();
    approver.post_once(&path, key, &right).await.succeeded();
    assert_eq!(hall.audited("approve-content").await, 1);
    assert_eq!(
        hall.post(&mut approver, &path, &right).await.code(),
        ProblemCode::WrongState
    );
}

#[rstest]
#[tokio::test]
async fn a_sheet_is_refused_with_everything_that_is_wrong_and_nothing_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let mut bad = issue(vec![holder("新人", "990100196209120007")]);
    bad.sheet.face.remove("place");
    bad.sheet.face.insert("colour".into(), "红".into());
    let problem = hall
        .post(&mut handler, "/preparations", &bad)
        .await
        .problem();
    let wrong: Vec<_> = problem
        .errors
        .iter()
        .map(|error| (error.pointer.as_str(), error.code))
        .collect();
    assert!(
        wrong.contains(&("/sheet/holders/0/code", FieldCode::WrongNumber)),
        "{wrong:?}"
    );
    assert!(
        wrong.contains(&("/sheet/face/colour", FieldCode::Unknown)),
        "{wrong:?}"
    );
    assert!(
        wrong.contains(&("/sheet/face/place", FieldCode::Required)),
        "{wrong:?}"
    );
    let unknown = PrepareIssue {
        type_code: "11990000009900013N999".into(),
        ..issue(vec![])
    };
    assert_eq!(
        hall.post(&mut handler, "/preparations", &unknown)
            .await
            .code(),
        ProblemCode::Invalid
    );
    let mut stranger = hall.app.clerk("stranger").await;
    let theirs = issue(vec![holder("新人", NEW)]);
    assert_eq!(
        hall.post(&mut stranger, "/preparations", &theirs)
            .await
            .code(),
        ProblemCode::Invalid
    );
    assert_eq!(hall.audited("prepare").await, 0);
}

#[rstest]
#[tokio::test]
async fn a_content_that_was_sent_back_says_why_and_is_over(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let preparation = hall.prepared(vec![holder("新人", NEW)]).await;
    let mut approver = hall.app.clerk("approver").await;
    let path = format!("/preparations/{}/send-back", preparation.summary.id);
    let note = SendContentBack {
        note: "地址缺门牌号".into(),
    };
    let back: PreparationDetail = hall.post(&mut approver, &path, &note).await.ok();
    assert_eq!(
        (back.summary.state, back.note.as_str()),
        (PreparationState::SentBack, "地址缺门牌号")
    );
    let waiting: Page<PreparationSummary> = approver.get("/preparations").await.ok();
    assert!(waiting.items.is_empty());
    let mut handler = hall.app.clerk("handler").await;
    let returned: Page<PreparationSummary> =
        handler.get("/preparations?state=sent-back").await.ok();
    assert_eq!(returned.items.len(), 1);
    let path = format!("/preparations/{}/take-back", preparation.summary.id);
    let nothing = serde_json::json!({});
    assert_eq!(
        hall.post(&mut handler, &path, &nothing).await.code(),
        ProblemCode::WrongState
    );
}

#[rstest]
#[tokio::test]
async fn a_changed_licence_gets_a_version_that_points_at_the_one_before(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let first = hall.prepared(vec![holder("新人", NEW)]).await;
    hall.approved(&first).await;
    let id = first.summary.licence;
    let mut handler = hall.app.clerk("handler").await;
    let path = format!("/licences/{id}/preparations");
    let mut request = PrepareVersion {
        kind: LicenceEventKind::Changed,
        revision: 1,
        sheet: first.sheet.clone(),
        words: words(Date::constant(2026, 1, 6)),
    };
    request
        .sheet
        .face
        .insert("place".into(), "纬五路9号".into());
    let mut another = request.clone();
    another.sheet.holders = vec![holder("别人", "11010519491231002X")];
    let fixed = hall.post(&mut handler, &path, &another).await.problem();
    assert_eq!(fixed.errors[0].code, FieldCode::Fixed);
    let stale = PrepareVersion {
        revision: 0,
        ..request.clone()
    };
    assert_eq!(
        hall.post(&mut handler, &path, &stale).await.code(),
        ProblemCode::StaleVersion
    );

    let second: PreparationDetail = hall.post(&mut handler, &path, &request).await.ok();
    assert_eq!(second.before.len(), second.face.len());
    assert_eq!(
        hall.post(&mut handler, &path, &request).await.code(),
        ProblemCode::WrongState
    );
    hall.approved(&second).await;
    let licence: LicenceDetail = handler.get(&format!("/licences/{id}")).await.ok();
    assert_eq!((licence.summary.version, licence.revision), (2, 2));
    assert_eq!(licence.history[1].basis, "新市监字〔2026〕8号");
    let place = licence
        .face
        .iter()
        .find(|field| field.key == "place")
        .unwrap();
    assert_eq!(place.value, "纬五路9号");
    assert_eq!(
        predecessor(&hall, id, 2).await.as_deref(),
        Some(first.identifier.as_str())
    );
}

async fn predecessor(hall: &Hall, id: LicenceId, version: i64) -> Option<String> {
    let mut read = hall.app.app.db.read().await.unwrap();
    let (record, key): (Vec<u8>, String) = on!(&mut *read, |c| sqlx::query_as(
        "SELECT record, key_id FROM licence_version WHERE licence_id = $1 AND version = $2"
    )
    .bind(Id::from(id))
    .bind(version)
    .fetch_one(c)
    .await)
    .unwrap();
    let vault = &hall.app.app.vault;
    vault
        .read_record(id.0, version, (&key, &record))
        .unwrap()
        .predecessor
}

#[rstest]
#[tokio::test]
async fn what_happens_to_a_licence_follows_the_table_and_its_holder_reads_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    use LicenceEventKind as E;
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    assert_eq!(
        hall.event(&mut handler, E::Found).await.unwrap_err(),
        ProblemCode::WrongState
    );
    assert_eq!(
        hall.event(&mut handler, E::Changed).await.unwrap_err(),
        ProblemCode::Invalid
    );
    let pledged = hall.event(&mut handler, E::Pledged).await.unwrap();
    assert!(pledged.summary.pledged);
    assert_eq!(
        hall.event(&mut handler, E::Cancelled).await.unwrap_err(),
        ProblemCode::WrongState
    );
    for kind in [
        E::Released,
        E::Inspected,
        E::Suspended,
        E::Restored,
        E::ReportedLost,
    ] {
        hall.event(&mut handler, kind).await.unwrap();
    }
    let over = hall.event(&mut handler, E::Revoked).await.unwrap();
    assert_eq!(over.summary.standing, LicenceStanding::Revoked);
    assert_eq!(over.revision, 8);
    for kind in E::ALL.into_iter().filter(|kind| !kind.makes_version()) {
        assert_eq!(
            hall.event(&mut handler, kind).await.unwrap_err(),
            ProblemCode::WrongState,
            "{kind:?}"
        );
    }
    let mut approver = hall.app.clerk("approver").await;
    assert_eq!(
        hall.event(&mut approver, E::Suspended).await.unwrap_err(),
        ProblemCode::Forbidden
    );
    let mut citizen = hall.citizen().await;
    let seen: LicenceDetail = citizen
        .get(&format!("/licences/{}", hall.licence))
        .await
        .ok();
    let told: Vec<_> = seen.history.iter().map(|past| past.kind).collect();
    assert_eq!(
        told,
        [
            E::Issued,
            E::Pledged,
            E::Released,
            E::Inspected,
            E::Suspended,
            E::Restored,
            E::ReportedLost,
            E::Revoked
        ]
    );
    assert_eq!(seen.history[7].reason, "按申请办理");
}

#[rstest]
#[tokio::test]
async fn whoever_holds_a_licence_together_with_another_sees_it_and_strangers_do_not(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let wife = hall.app.holder("新人", NEW).await;
    let together = vec![holder("某人", "11010519491231002X"), holder("新人", NEW)];
    let preparation = hall.prepared(together).await;
    hall.approved(&preparation).await;
    let id = preparation.summary.licence;
    let mut her = hall.app.citizen(wife).await;
    let list: Page<LicenceSummary> = her.get("/licences").await.ok();
    assert_eq!(
        list.items.iter().map(|item| item.id).collect::<Vec<_>>(),
        [id]
    );
    let licence: LicenceDetail = her.get(&format!("/licences/{id}")).await.ok();
    let names: Vec<_> = licence
        .holders
        .iter()
        .map(|holder| holder.name.as_str())
        .collect();
    assert_eq!(names, ["某人", "新人"]);
    assert_eq!(licence.holders[1].code, "990***********0006");
    let mut stranger = hall.app.citizen(hall.han).await;
    assert_eq!(
        stranger.get(&format!("/licences/{id}")).await.code(),
        ProblemCode::NotFound
    );
    assert_ne!(HAN, LI);
}

#[rstest]
#[tokio::test]
async fn the_next_version_begins_with_the_current_one_in_full_for_the_issuers_handlers_alone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let path = format!("/licences/{}/sheet", hall.licence);
    let mut handler = hall.app.clerk("handler").await;
    let sheet: LicenceSheet = handler.get(&path).await.ok();
    assert_eq!(sheet.sheet.holders[0].code, LI);
    assert_eq!((sheet.revision, sheet.pledged), (1, false));
    assert_eq!(sheet.body.fields.len(), 5);
    assert_eq!(hall.audited("reveal-licence").await, 1);

    for (username, refused) in [
        ("approver", ProblemCode::Forbidden),
        ("stranger", ProblemCode::NotFound),
        ("supervisor", ProblemCode::NotFound),
    ] {
        let mut other = hall.app.clerk(username).await;
        assert_eq!(other.get(&path).await.code(), refused, "{username}");
    }
    assert_eq!(hall.audited("reveal-licence").await, 1);
}

#[rstest]
#[tokio::test]
async fn the_navigation_counts_what_waits_in_the_own_agency(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let waiting = async |username: &str| {
        let mut clerk = hall.app.clerk(username).await;
        let counts: PreparationCounts = clerk.get("/preparations/counts").await.ok();
        counts.prepared
    };
    let preparation = hall.prepared(vec![holder("李雷", LI_RIGHT)]).await;
    assert_eq!(waiting("approver").await, 1);
    assert_eq!(waiting("stranger").await, 0);
    hall.approved(&preparation).await;
    assert_eq!(waiting("handler").await, 0);
    let mut supervisor = hall.app.clerk("supervisor").await;
    let refused = supervisor.get("/preparations/counts").await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}

#[rstest]
#[tokio::test]
async fn many_are_approved_each_by_its_own_digest_and_never_by_who_prepared_them(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    use domain::wire::search::{ApproveContents, BatchResult, PreparationAt};
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let first = hall.prepared(vec![holder("新人", NEW)]).await;
    let second = hall.prepared(vec![holder("新人", NEW)]).await;
    let at = |preparation: &PreparationDetail, digest: &str| PreparationAt {
        preparation: preparation.summary.id,
        digest: digest.to_owned(),
    };
    let request = ApproveContents {
        preparations: vec![at(&first, &first.digest), at(&second, &first.digest)],
    };
    let mut handler = hall.app.clerk("handler").await;
    let path = "/preparations/approve:batch";
    let refused = hall.post(&mut handler, path, &request).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let mut approver = hall.app.clerk("approver").await;
    let key = hall.key();
    for _ in 0..2 {
        let result: BatchResult = approver.post_once(path, key, &request).await.ok();
        let refused: Vec<_> = result.items.iter().map(|item| item.refused).collect();
        assert_eq!(refused, [None, Some(ProblemCode::StaleVersion)]);
    }
    assert_eq!(hall.audited("approve-content").await, 1);
}
