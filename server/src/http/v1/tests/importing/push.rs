//! A message of an issuer's system: a result for each row, once for each key, and for the own agency alone.

use super::{LEI, MEI};
use crate::http::v1::tests::{Hall, TYPE, outside};
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser};
use domain::access::KeyPurpose;
use domain::id::AgencyId;
use domain::issuing::collecting::RowOutcome;
use domain::problem::{FieldCode, ProblemCode};
use domain::wire::catalogue::AgencyRef;
use domain::wire::importing::PushResult;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

fn row(number: &str, holder: &str, place: &str) -> Value {
    json!({ "sheet": {
        "number": number,
        "holders": [{ "name": "李雷", "code_type": "111", "code": holder }],
        "issued_on": "2024-03-05",
        "valid_to": "2029-03-04",
        "face": { "operator": "新区面馆", "place": place },
    }})
}

async fn push(browser: &mut Browser, issuer: AgencyId, key: Uuid, rows: &[Value]) -> Answer {
    let body = json!({ "type_code": TYPE, "rows": rows });
    let path = format!("/issuers/{issuer}/licences:batch");
    browser.post_once(&path, key, &body).await
}

fn outcomes(result: &PushResult) -> Vec<RowOutcome> {
    result.rows.iter().map(|row| row.outcome).collect()
}

#[rstest]
#[tokio::test]
async fn each_row_has_its_result_and_a_message_that_comes_again_its_first_answer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    use RowOutcome as R;
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut handler = hall.app.clerk("handler").await;
    let prompt = "SELECT CAST(COUNT(*) AS TEXT) FROM entry_quality WHERE NOT collected";
    let prompt_before = hall.texts(prompt).await;
    let rows = [
        row("JY1", LEI, "一号"),
        row("JY2", "990100198506071236", "二号"),
        json!({ "sheet": { "number": "JY3", "misspelt": 1 } }),
        json!(["no row"]),
        row("JY4", MEI, "四号"),
    ];
    let key = hall.key();
    let first: PushResult = push(&mut handler, hall.market, key, &rows).await.ok();
    assert_eq!(
        outcomes(&first),
        [R::New, R::Refused, R::Refused, R::Refused, R::New]
    );
    assert_eq!(first.rows[1].errors[0].pointer, "/holders/0/code");
    assert_eq!(first.rows[1].errors[0].value, "990***********1236");
    assert_eq!(first.rows[2].errors[0].code, FieldCode::Unreadable);
    let again: PushResult = push(&mut handler, hall.market, key, &rows).await.ok();
    assert_eq!(again, first, "and nothing happens twice");
    assert_eq!(hall.app.count("licence").await, 3);
    let other = push(&mut handler, hall.market, key, &rows[..1]).await;
    assert_eq!(other.code(), ProblemCode::KeyReused);
    let next = [row("JY1", LEI, "一号"), row("JY4", MEI, "五号")];
    let next: PushResult = push(&mut handler, hall.market, hall.key(), &next)
        .await
        .ok();
    assert_eq!(outcomes(&next), [R::Same, R::Changed]);
    assert_eq!(next.rows[0].licence, first.rows[0].licence);
    assert_eq!(next.rows[0].identifier, first.rows[0].identifier);
    assert!(next.rows[1].identifier.as_ref().unwrap().contains(".002."));
    assert_eq!(
        hall.app.count("import_refusal").await,
        0,
        "the answer says it"
    );
    let by = "SELECT CAST(COUNT(*) AS TEXT) FROM licence_event WHERE kind = 'collected' AND staff_id IS NOT NULL";
    assert_eq!(hall.texts(by).await, ["2"]);
    let now = hall.texts(prompt).await;
    assert_eq!(now, prompt_before, "no row says when its change was made");
}

#[rstest]
#[tokio::test]
async fn the_issuers_system_sends_with_a_key_and_for_no_other_issuer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut own = outside::system(&hall, hall.market, KeyPurpose::Licences).await;
    let rows = [row("JY1", LEI, "一号"), json!(["no row"])];
    let key = hall.key();
    let first: PushResult = push(&mut own, hall.market, key, &rows).await.ok();
    assert_eq!(outcomes(&first), [RowOutcome::New, RowOutcome::Refused]);
    let again: PushResult = push(&mut own, hall.market, key, &rows).await.ok();
    assert_eq!(again, first, "and nothing happens twice");
    let by = "SELECT CAST(COUNT(*) AS TEXT) FROM licence_event WHERE kind = 'collected' AND staff_id IS NULL";
    assert_eq!(hall.texts(by).await, ["1"]);
    let by = "SELECT actor_kind FROM audit WHERE action = 'import'";
    assert_eq!(hall.texts(by).await, ["machine"]);
    let mut handler = hall.app.clerk("handler").await;
    let others: Vec<AgencyRef> = handler.get("/desk/agencies").await.ok();
    let foreign = push(&mut own, others[0].id, hall.key(), &rows).await;
    assert_eq!(foreign.code(), ProblemCode::NotFound);
    let mut orders = outside::system(&hall, hall.market, KeyPurpose::WorkOrders).await;
    let refused = push(&mut orders, hall.market, hall.key(), &rows).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
}

#[rstest]
#[tokio::test]
async fn who_may_not_and_what_is_no_message_is_refused_as_a_whole(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let rows = [row("JY1", LEI, "一号")];
    for (username, code) in [
        ("approver", ProblemCode::Forbidden),
        ("stranger", ProblemCode::NotFound),
        ("supervisor", ProblemCode::NotFound),
    ] {
        let mut browser = hall.app.clerk(username).await;
        let answer = push(&mut browser, hall.market, hall.key(), &rows).await;
        assert_eq!(answer.code(), code, "{username}");
    }
    let mut handler = hall.app.clerk("handler").await;
    let none = push(&mut handler, hall.market, hall.key(), &[]).await;
    assert_eq!(none.problem().errors[0].code, FieldCode::Required);
    let many = vec![rows[0].clone(); 1_001];
    let many = push(&mut handler, hall.market, hall.key(), &many).await;
    assert_eq!(many.problem().errors[0].code, FieldCode::TooMany);
    let body = json!({ "type_code": "11990000009900013N999", "rows": rows });
    let path = format!("/issuers/{}/licences:batch", hall.market);
    let unknown = handler.post_once(&path, hall.key(), &body).await;
    assert_eq!(unknown.problem().errors[0].pointer, "/type_code");
    let mut elsewhere = rows[0].clone();
    elsewhere["issuer"] = json!("1199000000990003X9");
    let result: PushResult = push(&mut handler, hall.market, hall.key(), &[elsewhere])
        .await
        .ok();
    assert_eq!(result.rows[0].errors[0].code, FieldCode::OtherAgency);
    assert_eq!(hall.app.count("licence").await, 1);
}

#[tokio::test]
async fn a_thousand_rows_of_more_than_an_ordinary_body_are_one_message() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let mut handler = hall.app.clerk("handler").await;
    let place = "长".repeat(200);
    let rows: Vec<_> = (0..1_000)
        .map(|n| row(&format!("JY{n}"), LEI, &place))
        .collect();
    let result: PushResult = push(&mut handler, hall.market, hall.key(), &rows)
        .await
        .ok();
    assert_eq!(result.counts.new, 1_000);
}
