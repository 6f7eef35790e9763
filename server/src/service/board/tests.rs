//! The board's figures against a plain count over the same cases, whatever happened to them and when.

use super::{count, report};
use crate::demo::Size;
use crate::service::{Clerk, Ctx};
use crate::store::testing::Backend;
use crate::store::{At, Id, StoreError, Tx, Word, on};
use crate::testing::TestApp;
use domain::access::Role;
use domain::board::{BoardFigure, BoardMeasure, Dimension};
use domain::deadline::local_date;
use domain::id::{AgencyId, StaffId};
use domain::objection::Outcome;
use domain::wire::board::{BoardReport, BoardSlice};
use futures::future::BoxFuture;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rstest::rstest;
use std::collections::BTreeSet;
use uuid::Uuid;

/// By who answers: where who decided works, or else who has to act.
const CASES: &str = "\
    SELECT o.id, COALESCE(d.agency_id, o.issuer_id) AS issuer_id, o.received_at, o.decided_at, o.outcome, o.finished_at \
    FROM objection o LEFT JOIN staff d ON d.id = o.decided_by ORDER BY o.id";
const CLOCKS: &str = "\
    SELECT c.holder_id, c.objection_id, c.step, c.started_at, c.due_at, c.met_at, o.finished_at, o.issuer_id, o.partner_id, o.handed_by, \
        COALESCE(d.agency_id, o.issuer_id) AS answers_id \
    FROM objection_clock c JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
    LEFT JOIN staff d ON d.id = o.decided_by ORDER BY c.objection_id, c.step";
/// What counts as a mark, an answer (making good after an outage among them), a transfer.
const MARKS: &[&str] = &["mark"];
const ANSWERS: &[&str] = &["decide", "answer", "complete"];
const TRANSFERS: &[&str] = &["feed-back"];
/// Answers that are a service: no statutory figure counts them, nor how long they took.
const ANSWERED_AGAIN: &[&str] = &["decide-reopened", "review"];
/// What the service promises of a case that came to the wrong agency.
const HAND_ONS: &[&str] = &["hand-on"];

#[derive(sqlx::FromRow)]
struct Case {
    id: Id,
    issuer_id: Id,
    received_at: Option<At>,
    decided_at: Option<At>,
    outcome: Option<Word<Outcome>>,
    finished_at: Option<At>,
}

#[derive(sqlx::FromRow)]
struct Clock {
    holder_id: Id,
    objection_id: Id,
    step: String,
    started_at: At,
    due_at: At,
    met_at: Option<At>,
    finished_at: Option<At>,
    issuer_id: Id,
    partner_id: Option<Id>,
    handed_by: Option<Id>,
    answers_id: Id,
}

impl Clock {
    /// Who owes it: an answer who answers, a hand-on who had it wrongly, everything else who received the case.
    fn owed_by(&self) -> Id {
        let step = self.step.as_str();
        if let Some(wrong) = self.handed_by.filter(|_| HAND_ONS.contains(&step)) {
            return wrong;
        }
        let received = [Some(self.issuer_id), self.partner_id]
            .into_iter()
            .flatten();
        let mut received = received.filter(|id| *id != self.answers_id);
        let passed_on = received
            .next()
            .filter(|_| !ANSWERS.contains(&step) && !ANSWERED_AGAIN.contains(&step));
        passed_on.unwrap_or(self.answers_id)
    }
}

/// Chance that is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % bound
    }

    /// An instant of the last four months, to the hour: many meet at the same one, also at midnights.
    fn instant(&mut self, now: Timestamp) -> Timestamp {
        let hours = i64::try_from(self.below(120 * 24)).unwrap();
        let midnight = now.duration_since(Timestamp::UNIX_EPOCH).as_hours() / 24 * 24;
        Timestamp::from_second((midnight - hours) * 3_600).unwrap()
    }
}

async fn cases(app: &TestApp) -> Vec<Case> {
    let mut read = app.app.db.read().await.unwrap();
    on!(&mut *read, |c| sqlx::query_as(CASES).fetch_all(c).await).unwrap()
}

async fn clocks(app: &TestApp) -> Vec<Clock> {
    let mut read = app.app.db.read().await.unwrap();
    on!(&mut *read, |c| sqlx::query_as(CLOCKS).fetch_all(c).await).unwrap()
}

async fn write<F>(app: &TestApp, body: F)
where
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(), StoreError>> + Send + 'static,
{
    app.app.db.write(body).await.unwrap();
}

/// Lets other things have happened to every case at other times.
async fn shuffle(app: &TestApp, chance: &mut Chance) {
    let now = app.now();
    for case in cases(app).await {
        let received = At(chance.instant(now));
        let finished = case.finished_at.map(|_| At(chance.instant(now)));
        let decided = case.outcome.map(|_| At(chance.instant(now)));
        write(app, move |tx| {
            Box::pin(async move {
                on!(tx, |c| sqlx::query(
                    "UPDATE objection SET received_at = $2, finished_at = $3, decided_at = $4 WHERE id = $1"
                )
                .bind(case.id)
                .bind(received)
                .bind(finished)
                .bind(decided)
                .execute(c)
                .await
                .map(drop))
                .unwrap();
                Ok(())
            })
        })
        .await;
    }
    for clock in clocks(app).await {
        let due = chance.instant(now);
        let met = match chance.below(4) {
            0 => None,
            // At the very instant, which is too late, and one microsecond before, which isn't.
            1 => Some(
                due.checked_sub(SignedDuration::from_micros(
                    i64::try_from(chance.below(2)).unwrap(),
                ))
                .unwrap(),
            ),
            _ => Some(chance.instant(now)),
        };
        write(app, move |tx| {
            Box::pin(async move {
                on!(tx, |c| sqlx::query(
                    "UPDATE objection_clock SET due_at = $4, met_at = $5 WHERE holder_id = $1 AND objection_id = $2 AND step = $3"
                )
                .bind(clock.holder_id)
                .bind(clock.objection_id)
                .bind(clock.step)
                .bind(At(due))
                .bind(met.map(At))
                .execute(c)
                .await
                .map(drop))
                .unwrap();
                Ok(())
            })
        })
        .await;
    }
}

fn month_of(at: Timestamp) -> Date {
    local_date(at).first_of_month()
}

/// What a person with a pencil would count for a month, of one agency or of all.
fn plain(
    app: &TestApp,
    (cases, clocks): (&[Case], &[Clock]),
    month: Date,
    issuer: Option<Id>,
) -> Vec<(BoardMeasure, i64, i64)> {
    let mine = |id: Id| issuer.is_none_or(|issuer| issuer == id);
    let in_month = |at: Option<At>| at.is_some_and(|at| month_of(at.0) == month);
    let cases: Vec<&Case> = cases.iter().filter(|case| mine(case.issuer_id)).collect();
    let number = |count: usize| i64::try_from(count).unwrap();
    let received = cases
        .iter()
        .filter(|case| in_month(case.received_at))
        .count();
    let decided: Vec<&&Case> = cases
        .iter()
        .filter(|case| case.outcome.is_some() && in_month(case.decided_at))
        .collect();
    let upheld = decided
        .iter()
        .filter(|case| case.outcome.unwrap().0 != Outcome::Rejected)
        .count();
    let mut all = vec![
        (BoardMeasure::Received, number(received), number(received)),
        (BoardMeasure::Upheld, number(upheld), number(decided.len())),
    ];
    for (steps, on_time, days) in [
        (
            MARKS,
            BoardMeasure::MarkOnTime,
            Some(BoardMeasure::MarkDays),
        ),
        (
            ANSWERS,
            BoardMeasure::AnswerOnTime,
            Some(BoardMeasure::AnswerDays),
        ),
        (TRANSFERS, BoardMeasure::TransferOnTime, None),
        (HAND_ONS, BoardMeasure::HandOnOnTime, None),
        (ANSWERED_AGAIN, BoardMeasure::ServiceOnTime, None),
    ] {
        let of = |steps: &[&str]| -> Vec<&Clock> {
            let all = clocks.iter();
            let of_step = all.filter(|clock| steps.contains(&clock.step.as_str()));
            of_step.filter(|clock| mine(clock.owed_by())).collect()
        };
        let (kept, late) = ends(&of(steps), month, app.now());
        all.push((on_time, kept, kept + late));
        if let Some(days) = days {
            let (number, median) = taken(app, &of(steps), month);
            all.push((days, number, median));
        }
    }
    all
}

/// How many clocks were kept, and how many were not, in a month.
fn ends(clocks: &[&Clock], month: Date, now: Timestamp) -> (i64, i64) {
    let (mut kept, mut late) = (0, 0);
    for clock in clocks {
        let due = clock.due_at.0;
        match clock.met_at {
            Some(met) if met.0 < due => kept += i64::from(month_of(met.0) == month),
            None if clock.finished_at.is_some_and(|finished| finished.0 < due) => {}
            _ => late += i64::from(due <= now && month_of(due) == month),
        }
    }
    (kept, late)
}

/// How many clocks were met in a month, and the median of the working days, in hundredths.
fn taken(app: &TestApp, clocks: &[&Clock], month: Date) -> (i64, i64) {
    let calendar = app.app.calendar().unwrap();
    let met = clocks.iter().filter_map(|clock| {
        let met = clock.met_at.filter(|met| month_of(met.0) == month)?;
        let days = calendar.working_days_between(local_date(clock.started_at.0), local_date(met.0));
        Some(days.unwrap())
    });
    let mut took: Vec<u32> = met.collect();
    took.sort_unstable();
    let number = i64::try_from(took.len()).unwrap();
    let median = match took.len() {
        0 => 0,
        length => i64::from(took[(length - 1) / 2] + took[length / 2]) * 50,
    };
    (number, median)
}

/// The same of what the board says: of medians the median itself.
fn said(
    figures: &[BoardFigure],
    wanted: &[(BoardMeasure, i64, i64)],
) -> Vec<(BoardMeasure, i64, i64)> {
    wanted
        .iter()
        .map(|(measure, _, _)| {
            let figure = figures.iter().find(|one| one.measure == *measure).unwrap();
            let days = matches!(measure, BoardMeasure::MarkDays | BoardMeasure::AnswerDays);
            let whole = if days {
                figure.value.unwrap_or(0)
            } else {
                figure.whole
            };
            (*measure, figure.part, whole)
        })
        .collect()
}

async fn board(app: &TestApp, month: Date, slice: BoardSlice) -> BoardReport {
    let supervisor = Clerk {
        staff: StaffId(Uuid::nil()),
        agency: AgencyId(Uuid::nil()),
        role: Role::Supervisor,
    };
    let ctx = Ctx::of_system(&app.app).with(supervisor);
    report(&ctx, Some(month), slice).await.unwrap()
}

#[rstest]
#[tokio::test]
async fn whatever_happened_the_board_says_what_a_plain_count_says(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let size = Size::of(60, 50);
    let Some(app) = TestApp::with_world(on, size).await else {
        return;
    };
    let mut chance = Chance(7);
    for _ in 0..4 {
        shuffle(&app, &mut chance).await;
        // Counted from the first month on, as after a new calendar.
        app.execute("DELETE FROM case_count").await.unwrap();
        count(&Ctx::of_system(&app.app)).await.unwrap();
        let (cases, clocks) = (cases(&app).await, clocks(&app).await);
        let now = board(&app, month_of(app.now()), BoardSlice::default()).await;
        for month in &now.trend {
            let wanted = plain(&app, (&cases, &clocks), month.month, None);
            assert_eq!(said(&month.figures, &wanted), wanted, "{}", month.month);
            let whole = board(&app, month.month, BoardSlice::default()).await;
            let by_issuer = whole
                .parts
                .iter()
                .find(|part| part.dimension == Dimension::Issuer)
                .unwrap();
            let issuers: BTreeSet<Id> = cases.iter().map(|case| case.issuer_id).collect();
            for issuer in issuers {
                let wanted = plain(&app, (&cases, &clocks), month.month, Some(issuer));
                let key = issuer.0.to_string();
                if let Some(row) = by_issuer.rows.iter().find(|row| row.key == key) {
                    assert_eq!(said(&row.figures, &wanted), wanted, "{} {key}", month.month);
                } else {
                    assert!(wanted.iter().all(|(_, part, whole)| part + whole == 0));
                }
                let slice = BoardSlice {
                    issuer: key,
                    ..BoardSlice::default()
                };
                let sliced = board(&app, month.month, slice).await;
                assert_eq!(said(&sliced.figures, &wanted), wanted, "sliced");
            }
        }
    }
}
