use super::{answer, clocks, complained, hall_in, passed_on, step};
use crate::store::testing::Backend;
use domain::flow::CaseState;
use domain::wire::case::CaseDetail;
use jiff::civil::date;
use rstest::rstest;

const CITY: &str = r#"
id = "somewhere"
title = "某市"

[[regulations]]
short = "某数"
title = "某市公共数据管理办法"

[[procedures]]
id = "data-doubt"
title = "数据存疑"
offered = true
flow = { subject = "data-set", transfer = "may", decide = "one-person" }
objectors = ["data-subject"]
channels = [{ channel = "app", basis = "service" }]
grounds = ["accuracy"]

[[clocks]]
procedure = "data-doubt"
step = "pass-on"
title = "转交"
bound = "within"
amount = 1
unit = "working-day"
who = "受理部门"
regulation = "某数"
article = "十"
basis = "article"
met_by = "transferred"
spared_by = "decided"

[[clocks]]
procedure = "data-doubt"
step = "answer"
title = "答复"
bound = "within"
amount = 48
unit = "hour"
who = "责任部门"
regulation = "某数"
article = "十"
basis = "article"
starts = "transferred"
met_by = "notified"

[catalogue]
compiler = "department"
compiled_by = "市级部门"
published_by = "综合管理部门"
says = ["issuer", "holders"]
regulation = "某数"
article = "十一"
basis = "article"
"#;

#[rstest]
#[tokio::test]
async fn a_procedure_that_is_nothing_but_toml_runs_from_filing_to_closing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = hall_in(on, CITY).await else {
        return;
    };
    let id = complained(&hall, "data-doubt").await.id;
    let passed = passed_on(&hall, ("stranger", id), hall.market).await;
    assert_eq!(
        clocks(&passed),
        [
            ("pass-on", date(2026, 9, 18), true),
            ("answer", date(2026, 9, 19), false)
        ]
    );
    step(&hall, ("handler", id), "answer", answer)
        .await
        .succeeded();
    hall.jobs().await;
    let mut li = hall.citizen().await;
    let closed: CaseDetail = li.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(closed.summary.state, CaseState::Closed);
    assert!(clocks(&closed).iter().all(|(_, _, met)| *met));
}
