//! What happens to a licence once it is issued: the next version, events by the table, and who sees it.

use super::{Hall, NEW, holder, words};
use crate::http::v1::tests::LI;
use crate::store::testing::Backend;
use crate::testing::Browser;
use domain::licence::{LicenceEventKind, LicenceStanding};
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::Page;
use domain::wire::issuing::{EnterEvent, LicenceSheet, PreparationDetail, PrepareVersion};
use domain::wire::licence::{LicenceDetail, LicenceSummary};
use jiff::civil::Date;
use rstest::rstest;

impl Hall {
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
}

#[rstest]
#[tokio::test]
async fn a_changed_licence_gets_a_version_that_points_at_the_one_before(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let first = hall.prepared_one().await;
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
    let kept = hall.kept(id, 2).await;
    assert_eq!(kept.predecessor, Some(first.identifier));
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
}
