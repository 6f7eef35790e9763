//! The library's figures: what is counted, and who sees whose.

use super::Hall;
use crate::store::bulk::LicenceSeal;
use crate::store::testing::Backend;
use crate::store::{At, Id, on, sealing, seals};
use crate::testing::Browser;
use domain::access::Role;
use domain::id::LicenceId;
use domain::problem::ProblemCode;
use domain::quality::Measure;
use domain::wire::quality::QualityReport;
use jiff::SignedDuration;
use jiff::civil::Date;
use rstest::rstest;

const HOUR: fn(i64) -> SignedDuration = SignedDuration::from_hours;

async fn report(browser: &mut Browser, query: &str) -> QualityReport {
    browser.get(&format!("/quality{query}")).await.ok()
}

fn figure(report: &QualityReport, measure: Measure) -> (i64, i64, Option<i64>) {
    let found = report.figures.iter().find(|one| one.measure == measure);
    let found = found.unwrap();
    (found.part, found.whole, found.value)
}

#[rstest]
#[tokio::test]
async fn a_months_figures_are_counted_from_what_was_entered_in_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut supervisor = hall.app.clerk("supervisor").await;
    let nothing = report(&mut supervisor, "").await;
    assert_eq!(nothing.as_of, None);
    assert_eq!(figure(&nothing, Measure::Prompt), (0, 0, None));
    // 李雷's licence of 2024 is there; another of January comes, and an event of three days ago.
    hall.newly_issued().await;
    hall.inspected().await;
    hall.jobs().await;
    hall.jobs().await;
    let all = report(&mut supervisor, "").await;
    assert_eq!(all.month, Date::constant(2026, 9, 1));
    assert_eq!(figure(&all, Measure::MedianDays).0, 3);
    assert_eq!(figure(&all, Measure::MedianDays).2, Some(25_500));
    assert_eq!(figure(&all, Measure::Prompt), (0, 3, Some(0)));
    assert_eq!(figure(&all, Measure::Required), (5, 5, Some(10_000)));
    assert_eq!(figure(&all, Measure::Sealed), (0, 2, Some(0)));
    assert_eq!(figure(&all, Measure::Coverage), (1, 1, Some(10_000)));
    assert_eq!(figure(&all, Measure::WrongNumber).0, 1, "李雷's own number");
    assert_eq!(all.agencies.len(), 1);
    assert_eq!(all.trend.len(), 12);

    let csv = supervisor.get("/quality.csv").await.succeeded();
    let csv = String::from_utf8(csv.body.to_vec()).unwrap();
    assert!(
        csv.contains("2026年9月,兰州新区市场监督管理局,及时性：及时入库率,0%,0,3,"),
        "{csv}"
    );
    let xlsx = supervisor.get("/quality.xlsx").await.succeeded();
    assert!(xlsx.body.starts_with(b"PK"));

    let mut handler = hall.app.clerk("handler").await;
    let own = report(&mut handler, "").await;
    assert_eq!(own.issuer, Some(hall.market));
    assert_eq!(own.figures, all.figures);
    let mut stranger = hall.app.clerk("stranger").await;
    assert_eq!(
        figure(&report(&mut stranger, "").await, Measure::MedianDays).0,
        0
    );
    let path = format!("/quality?issuer={}", hall.market);
    assert_eq!(stranger.get(&path).await.code(), ProblemCode::Forbidden);
    let mut auditor = hall.app.clerk("auditor").await;
    assert_eq!(auditor.get("/quality").await.code(), ProblemCode::Forbidden);

    // The month is closed and stays as it was; the next one is empty.
    hall.app.advance(HOUR(24 * 20));
    hall.jobs().await;
    hall.app.advance(HOUR(24 * 40));
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let closed = report(&mut supervisor, "?month=2026-09-30").await;
    assert_eq!(closed.figures, all.figures);
    let next = report(&mut supervisor, "").await;
    assert_eq!(figure(&next, Measure::MedianDays).0, 0);
    assert_eq!(next.trend[9].entries, 3, "September, two months ago");
}

impl Hall {
    /// Puts a seal on the first version of a licence, as the job does.
    async fn put_seal(&self, licence: LicenceId) {
        let (seal, at) = (Id(self.key()), At(self.app.now()));
        let keeper = self.app.staff(self.market, Role::Handler, "keeper").await;
        let (keeper, agency) = (Id::from(keeper), self.market.into());
        let mut read = self.app.app.db.read().await.unwrap();
        let holder: Id = on!(&mut *read, |c| sqlx::query_scalar(
            "SELECT holder_id FROM licence WHERE id = $1"
        )
        .bind(Id::from(licence))
        .fetch_one(c)
        .await)
        .unwrap();
        drop(read);
        self.write(move |tx| {
            Box::pin(async move {
                let new = seals::New {
                    id: seal,
                    agency,
                    name: "电子证照专用章".into(),
                    form_sealed: Vec::new(),
                    key_id: String::new(),
                    keeper,
                    at,
                };
                seals::insert(tx, &new).await?;
                let put = LicenceSeal {
                    holder_id: holder,
                    licence_id: licence.into(),
                    version: 1,
                    seal_id: seal,
                    signature: vec![1],
                    sealed_at: at,
                    staff_id: Some(keeper),
                    authority_id: None,
                };
                assert_eq!(sealing::put(tx, vec![put]).await?.len(), 1);
                Ok(())
            })
        })
        .await;
    }
}

#[rstest]
#[tokio::test]
async fn only_what_bears_a_seal_counts_as_sealed_also_where_it_comes_after_the_month(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let issued = hall.newly_issued().await.summary.licence;
    // Of 李雷's old licence neither a seal nor a wait for one is known.
    let forgotten = "DELETE FROM awaiting_seal WHERE way = 'collected'";
    hall.app.execute(forgotten).await.unwrap();
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let month = "?month=2026-09-01";
    let open = report(&mut supervisor, month).await;
    assert_eq!(figure(&open, Measure::Sealed), (0, 2, Some(0)));

    hall.app.advance(HOUR(24 * 20));
    hall.jobs().await;
    hall.put_seal(issued).await;
    hall.jobs().await;
    let mut supervisor = hall.app.clerk("supervisor").await;
    let closed = report(&mut supervisor, month).await;
    assert_eq!(figure(&closed, Measure::Sealed), (1, 2, Some(5_000)));
}
