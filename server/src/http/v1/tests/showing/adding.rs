//! Who objects without an account adds what is asked of them.

use super::objecting::only_case;
use super::*;
use crate::http::v1::tests::procedures;
use domain::flow::{CaseEvent, CaseState};
use domain::wire::case::CaseDetail;

#[rstest]
#[tokio::test]
async fn who_has_no_account_adds_what_is_asked_for_by_the_sheet_and_a_code(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let sheet = receipt(&object(&hall, &receiver, "纬一路18号", MAIL).await);
    let (path, _) = sheet.split_once('?').unwrap();
    let (code_at, add_at) = (format!("{path}/code"), format!("{path}/add"));
    let words = ("text", "门牌是去年换的，照片可以当面出示");
    // Nothing is asked of them yet: the way leads back to the sheet.
    let early = send(&hall, &code_at, &[words]).await;
    assert_eq!(early.status, StatusCode::SEE_OTHER);
    let id = only_case(&hall).await;
    let asks = |version| domain::wire::desk::WithNote {
        version,
        note: format!("请说明门牌何时更换；持证人号码 {LI}"),
    };
    let returned = procedures::step(&hall, ("handler", id), "return", asks).await;
    returned.succeeded();
    let page = text(&look(&hall, &sheet).await.succeeded());
    assert!(page.contains("请说明门牌何时更换"), "{page}");
    assert!(!page.contains(LI), "what they were not shown stays hidden");

    let short = send(&hall, &code_at, &[("text", "无")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&short).contains("href=\"#text\""));
    receiver.be("take");
    let form = text(&send(&hall, &code_at, &[words]).await.succeeded());
    assert!(!form.contains(MAIL), "{form}");
    let code = code(&receiver.next());
    let wrong = send(&hall, &add_at, &[words, ("code", "0")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let added = send(&hall, &add_at, &[words, ("code", &code)]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", text(&added));

    let mut clerk = hall.app.clerk("handler").await;
    let case: CaseDetail = clerk.get(&format!("/objections/{id}")).await.ok();
    let said = case.history.last().unwrap();
    assert_eq!(said.event, Some(CaseEvent::Supplement));
    assert_eq!(said.note, words.1);
    assert_eq!(case.summary.state, CaseState::Received);
    // The code is used up, and nothing is asked any more.
    let twice = send(&hall, &add_at, &[words, ("code", &code)]).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    let again: CaseDetail = clerk.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(again.version, case.version);
    assert!(!text(&look(&hall, &sheet).await.succeeded()).contains("请您补充"));
}
