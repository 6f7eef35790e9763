//! What is kept of seals, and how it is summed up.

use super::Hall;
use crate::store::testing::Backend;
use domain::problem::ProblemCode;
use domain::sealing::Covers;
use domain::wire::sealing::{PrintRecorded, RecordPrint, SealPut, SealingReport};
use jiff::civil::Date;
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn print_outs_and_sealings_are_summed_up_by_period_and_issuer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    let one = hall.issued("JY-1").await;
    let path = format!("/licences/{}/prints", one.licence);
    let mut handler = hall.app.clerk("handler").await;
    let print = |version| RecordPrint { version };
    let unsealed = hall.post(&mut handler, &path, &print(1)).await;
    assert_eq!(unsealed.code(), ProblemCode::WrongState, "not sealed");
    let _: SealPut = hall.try_put("handler", seal, &[one]).await.ok();
    let stale = hall.post(&mut handler, &path, &print(2)).await;
    assert_eq!(stale.code(), ProblemCode::StaleVersion);
    let _: PrintRecorded = hall.post(&mut handler, &path, &print(1)).await.ok();
    hall.grant(seal, Covers::Collected).await;
    hall.jobs().await;
    let report: SealingReport = handler.get("/seals/summary").await.ok();
    let row = &report.rows[0];
    assert_eq!((row.by_keeper, row.by_authority, row.prints), (1, 1, 1));
    assert_eq!(report.from, Date::constant(2026, 9, 1));
    let before: SealingReport = handler.get("/seals/summary?on=2026-08-31").await.ok();
    let row = &before.rows[0];
    assert_eq!((row.by_keeper, row.by_authority, row.prints), (0, 0, 0));
    let mut supervisor = hall.app.clerk("supervisor").await;
    let csv = supervisor.get("/seals/summary.csv").await.succeeded();
    let text = String::from_utf8(csv.body.to_vec()).unwrap();
    assert!(
        text.contains("兰州新区市场监督管理局,2026-09-01,2026-09-30,1,1,1"),
        "{text}"
    );
    let mut stranger = hall.app.clerk("stranger").await;
    let none: SealingReport = stranger.get("/seals/summary").await.ok();
    assert!(none.rows.is_empty());
}

#[rstest]
#[tokio::test]
async fn seals_their_roots_their_history_and_print_outs_are_append_only(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let seal = hall.made_seal().await.summary.id;
    hall.grant(seal, Covers::Both).await;
    hall.jobs().await;
    let path = format!("/licences/{}/prints", hall.licence);
    let mut handler = hall.app.clerk("handler").await;
    let print = RecordPrint { version: 1 };
    let _: PrintRecorded = hall.post(&mut handler, &path, &print).await.ok();
    for change in [
        "UPDATE licence_seal SET sealed_at = sealed_at",
        "DELETE FROM licence_seal",
        "UPDATE seal_event SET seq = 9",
        "DELETE FROM seal_event",
        "UPDATE seal_root SET name = 'other'",
        "DELETE FROM seal_root",
        "UPDATE licence_print SET version = 2",
        "DELETE FROM licence_print",
        "DELETE FROM sealing_authority",
        "DELETE FROM seal",
    ] {
        assert!(hall.app.execute(change).await.is_err(), "{change}");
    }
}
