//! What was looked up goes three years and a day later, as two people permit; what changed something stays, and so do the
//! records of a case that is before a court.

use super::Hall;
use crate::hex;
use crate::service::Ctx;
use crate::service::pruning::{Archive, Fault, carry_out};
use crate::store::audit::Action;
use crate::store::on;
use crate::store::testing::Backend;
use domain::id::PruningId;
use domain::problem::ProblemCode;
use domain::rulebook::RecordClass;
use domain::wire::pruning::{AskPruning, DecidePruning, HoldRecords, PruningView, Retention};
use jiff::SignedDuration;
use rstest::rstest;
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// From the morning of 17 September 2026 to that of 17 September 2029.
const THREE_YEARS: i32 = 1_096;
const LOOKED: &str = "SELECT COUNT(*) FROM audit WHERE action = 'read-licence' AND at < '2026-09-19T00:00:00.000000Z'";
const LISTED: &str = "\
    INSERT INTO audit (id, at, actor_kind, action, object_kind, object_ids) VALUES ('0197a5b0-0000-7000-8000-00000000000a', \
        (SELECT MIN(at) FROM audit), 'system', 'list-cases', 'objection', (SELECT object_ids FROM audit WHERE action = 'file'))";
const NAMING: &str = "SELECT COUNT(*) FROM audit WHERE action = 'list-cases' AND holder_id IS NULL";
const LASTING: &str =
    "SELECT COUNT(*) FROM audit WHERE action NOT IN (SELECT action FROM prunable)";

/// An archive in memory, on a disk that may be full.
#[derive(Default)]
struct Shelf {
    text: Vec<u8>,
    is_full: bool,
}

impl Write for Shelf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.text.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Archive for Shelf {
    fn settle(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shelf {
    /// Each line with what stands for it and all before it.
    fn lines(&self) -> Vec<(String, String)> {
        let text = String::from_utf8(self.text.clone()).unwrap();
        let parted = text.lines().map(|line| line.rsplit_once('\t').unwrap());
        parted
            .map(|(record, head)| (record.to_owned(), head.to_owned()))
            .collect()
    }
}

async fn number(hall: &Hall, sql: &'static str) -> i64 {
    let mut read = hall.app.app.db.read().await.unwrap();
    on!(&mut *read, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

async fn looked_at(hall: &Hall) {
    let mut li = hall.app.citizen(hall.li).await;
    li.get(&format!("/licences/{}", hall.licence))
        .await
        .succeeded();
}

async fn asked(hall: &Hall, username: &str, class: RecordClass) -> PruningView {
    let ask = AskPruning {
        class,
        reason: "满三年，按规定清理。".into(),
    };
    let mut clerk = hall.app.clerk(username).await;
    let asked = hall.post(&mut clerk, "/retention/prunings", &ask).await;
    asked.ok::<Retention>().prunings.remove(0)
}

async fn decided(
    hall: &Hall,
    username: &str,
    id: PruningId,
    granted: bool,
) -> crate::testing::Answer {
    let mut clerk = hall.app.clerk(username).await;
    let path = format!("/retention/prunings/{id}/decide");
    hall.post(&mut clerk, &path, &DecidePruning { granted })
        .await
}

/// A permit for what was looked up, granted by another.
async fn permit(hall: &Hall) -> PruningId {
    let id = asked(hall, "supervisor", RecordClass::Use).await.id;
    decided(hall, "auditor", id, true).await.succeeded();
    id
}

async fn carried(hall: &Hall, id: PruningId, shelf: &mut Shelf) -> Result<i64, Fault> {
    carry_out(&Ctx::of_system(&hall.app.app), id, shelf).await
}

#[rstest]
#[tokio::test]
async fn what_was_looked_up_goes_three_years_and_a_day_later_and_what_changed_something_stays(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    hall.filed().await;
    looked_at(&hall).await;
    let looked = number(&hall, LOOKED).await;
    assert!(looked > 0);

    hall.app.advance(DAY * (THREE_YEARS - 1));
    let early = permit(&hall).await;
    let mut shelf = Shelf::default();
    assert_eq!(carried(&hall, early, &mut shelf).await.unwrap(), 0);
    assert_eq!((number(&hall, LOOKED).await, shelf.text.len()), (looked, 0));

    hall.app.advance(DAY * 2);
    let id = permit(&hall).await;
    let lasting = number(&hall, LASTING).await;
    looked_at(&hall).await;
    let young = "DELETE FROM audit WHERE action = 'read-licence'";
    for change in [young, "DELETE FROM audit WHERE action = 'file'"] {
        assert!(hall.app.execute(change).await.is_err(), "{change}");
    }
    // A disk that is full keeps every record where it is.
    let mut full = Shelf {
        is_full: true,
        ..Shelf::default()
    };
    assert!(matches!(
        carried(&hall, id, &mut full).await,
        Err(Fault::Archive(_))
    ));
    assert_eq!(number(&hall, LOOKED).await, looked);

    let removed = carried(&hall, id, &mut shelf).await.unwrap();
    assert!(removed >= looked, "{removed}");
    assert_eq!(number(&hall, LOOKED).await, 0);
    // One record more for the batch, and one for the end.
    assert_eq!(number(&hall, LASTING).await, lasting + 2);
    let again = carried(&hall, id, &mut shelf).await;
    assert!(matches!(again, Err(Fault::Ended)));

    let mut auditor = hall.app.clerk("auditor").await;
    let known: Retention = auditor.get("/retention").await.ok();
    let gone = known.prunings.iter().find(|one| one.id == id).unwrap();
    let lines = shelf.lines();
    assert_eq!(i64::try_from(lines.len()).unwrap(), gone.removed);
    let mut head = Vec::new();
    for (record, told) in &lines {
        head = Sha256::digest([head.as_slice(), record.as_bytes()].concat()).to_vec();
        assert_eq!(hex::write(&head), *told);
    }
    assert_eq!(gone.head, Some(hex::write(&head)));
    assert!(gone.first_at <= gone.last_at && gone.last_at.unwrap() < gone.before);
    hall.whole().await;
}

#[rstest]
#[tokio::test]
async fn nothing_goes_without_a_permit_or_by_one_persons_word(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    looked_at(&hall).await;
    hall.app.advance(DAY * (THREE_YEARS + 1));
    let old = "DELETE FROM audit WHERE action = 'read-licence'";
    assert!(hall.app.execute(old).await.is_err(), "no permit");

    let asked = asked(&hall, "auditor", RecordClass::Use).await;
    assert!(
        hall.app.execute(old).await.is_err(),
        "nobody has granted it"
    );
    let refused = decided(&hall, "auditor", asked.id, true).await;
    assert_eq!(refused.code(), ProblemCode::SamePerson);
    let alone = "UPDATE pruning SET granted = TRUE, decided_by = asked_by, decided_at = asked_at";
    assert!(
        hall.app.execute(alone).await.is_err(),
        "the database itself"
    );
    let at_once = "UPDATE pruning SET before_at = asked_at";
    assert!(
        hall.app.execute(at_once).await.is_err(),
        "as old as it was asked"
    );
    let mut shelf = Shelf::default();
    let carried_out = carried(&hall, asked.id, &mut shelf).await;
    assert!(matches!(carried_out, Err(Fault::NotGranted)));

    decided(&hall, "supervisor", asked.id, false)
        .await
        .succeeded();
    let again = decided(&hall, "supervisor", asked.id, true).await;
    assert_eq!(again.code(), ProblemCode::WrongState);
    assert!(hall.app.execute(old).await.is_err(), "it was declined");
    let gone = hall.app.execute("DELETE FROM pruning").await;
    assert!(gone.is_err(), "what was asked stays");

    for username in ["handler", "approver", "admin"] {
        let mut clerk = hall.app.clerk(username).await;
        let refused = clerk.get("/retention").await;
        assert_eq!(refused.code(), ProblemCode::Forbidden, "{username}");
    }
    let mut clerk = hall.app.clerk("supervisor").await;
    let archive = AskPruning {
        class: RecordClass::LifeCycle,
        reason: "满三年，按规定清理。".into(),
    };
    let refused = hall.post(&mut clerk, "/retention/prunings", &archive).await;
    assert_eq!(refused.code(), ProblemCode::Invalid);
}

#[rstest]
#[tokio::test]
async fn a_permit_that_nobody_used_for_a_month_is_void(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let id = permit(&hall).await;
    hall.app.advance(DAY * 31);
    let carried_out = carried(&hall, id, &mut Shelf::default()).await;
    assert!(matches!(carried_out, Err(Fault::Void)));
    let unknown = PruningId(uuid::Uuid::nil());
    let carried_out = carried(&hall, unknown, &mut Shelf::default()).await;
    assert!(matches!(carried_out, Err(Fault::Unknown)));
}

#[rstest]
#[tokio::test]
async fn the_records_of_a_case_before_a_court_stay_until_the_hold_is_lifted(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let filed = hall.filed().await;
    let (case, case_number) = (filed.id, filed.case_number);
    looked_at(&hall).await;
    hall.app
        .citizen(hall.han)
        .await
        .get("/licences")
        .await
        .succeeded();
    // Somebody else's record that names the case: a list of the desk, of no holder.
    hall.app.execute(LISTED).await.unwrap();
    let looked = number(&hall, LOOKED).await;
    let path = "/retention/holds";
    let hold = |held| HoldRecords {
        case_number: case_number.clone(),
        held,
        reason: "行政诉讼，按法院通知保全。".into(),
    };
    let mut auditor = hall.app.clerk("auditor").await;
    let held = hall.post(&mut auditor, path, &hold(true)).await;
    let held = held.ok::<Retention>().held;
    assert_eq!((held.len(), held[0].objection), (1, case));
    assert_eq!(held[0].reason, "行政诉讼，按法院通知保全。");

    hall.app.advance(DAY * (THREE_YEARS + 1));
    let id = permit(&hall).await;
    let of_li = "DELETE FROM audit WHERE action = 'read-licence'";
    assert!(hall.app.execute(of_li).await.is_err(), "the trigger itself");
    let of_nobody = "DELETE FROM audit WHERE action = 'list-cases' AND holder_id IS NULL";
    assert!(
        hall.app.execute(of_nobody).await.is_err(),
        "what names the case"
    );
    carried(&hall, id, &mut Shelf::default()).await.unwrap();
    assert_eq!(number(&hall, LOOKED).await, looked);
    assert_eq!(number(&hall, NAMING).await, 1);

    let mut supervisor = hall.app.clerk("supervisor").await;
    let lifted = hall.post(&mut supervisor, path, &hold(false)).await;
    assert!(lifted.ok::<Retention>().held.is_empty());
    let twice = hall.post(&mut supervisor, path, &hold(false)).await;
    assert_eq!(twice.code(), ProblemCode::WrongState);
    let id = permit(&hall).await;
    let due: Retention = supervisor.get("/retention").await.ok();
    let due = due
        .due
        .iter()
        .find(|due| due.class == RecordClass::Use)
        .unwrap();
    assert!(due.records > looked && due.first_at.is_some() && !due.has_more);
    assert!(carried(&hall, id, &mut Shelf::default()).await.unwrap() > looked);
    assert_eq!(number(&hall, LOOKED).await, 0);
    assert_eq!(number(&hall, NAMING).await, 0);
    let due: Retention = supervisor.get("/retention").await.ok();
    let due = due
        .due
        .iter()
        .find(|due| due.class == RecordClass::Use)
        .unwrap();
    assert_eq!((due.records, due.first_at), (0, None));
    hall.whole().await;
}

#[rstest]
#[tokio::test]
async fn the_database_knows_the_class_of_each_action_as_the_program_does(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let all = "SELECT action, class FROM prunable ORDER BY action";
    let mut read = hall.app.app.db.read().await.unwrap();
    let mut known: Vec<(String, String)> =
        on!(&mut *read, |c| sqlx::query_as(all).fetch_all(c).await).unwrap();
    let mut meant: Vec<(String, String)> = Vec::new();
    for action in Action::ALL {
        let class = match action.class() {
            RecordClass::LifeCycle => continue,
            RecordClass::Use => "use",
            RecordClass::Access => "access",
        };
        meant.push((action.as_str().to_owned(), class.to_owned()));
    }
    meant.sort();
    known.sort();
    assert_eq!(known, meant);
}
