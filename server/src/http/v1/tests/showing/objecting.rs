//! Who saw a licence objects to it, is told, and learns no more of it than was shown.

use super::*;
use crate::http::v1::tests::upheld;
use domain::id::ObjectionId;
use domain::objection::{Claim, Proposal};
use domain::rulebook::{Channel, Objector};
use domain::wire::case::CaseDetail;
use domain::wire::notice::{Inbox, NoticeKind};
use domain::wire::queue::QueuePage;

/// The one case that the handlers have.
pub(super) async fn only_case(hall: &Hall) -> ObjectionId {
    let mut clerk = hall.app.clerk("handler").await;
    let queue: QueuePage = clerk.get("/desk/objections").await.ok();
    let [row] = queue.items.as_slice() else {
        panic!("one case: {:?}", queue.items);
    };
    row.case.id
}

#[rstest]
#[tokio::test]
async fn who_was_shown_a_licence_objects_without_logging_in_and_is_told_at_the_end(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let answer = object(&hall, &receiver, "纬一路8号", MAIL).await;
    let sheet = receipt(&answer);
    let page = text(&look(&hall, &sheet).await.succeeded());
    let number = number(&page);
    for said in [
        "食品经营许可证",
        "经营场所",
        "纬一路8号",
        "9月20日",
        "9月23日",
        "第二十二条",
        "兰州新区市场监督管理局",
        "<svg",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    hall.jobs().await;
    hall.jobs().await;
    let mail = receiver.next();
    let told = mail["text"].as_str().unwrap();
    assert_eq!(mail["to"][0], MAIL);
    assert!(told.contains(&number) && told.contains("9月23日"), "{told}");
    assert!(
        !told.contains("登录"),
        "they have nowhere to log in: {told}"
    );

    let id = only_case(&hall).await;
    let mut clerk = hall.app.clerk("handler").await;
    let case: CaseDetail = clerk.get(&format!("/objections/{id}")).await.ok();
    assert_eq!(case.summary.case_number, number);
    assert_eq!(
        (case.objector, case.channel),
        (Objector::Anyone, Channel::PublicCheck)
    );
    let desk = case.desk.unwrap();
    assert_eq!((desk.reach.as_str(), desk.fellows), (MAIL, 0));
    // Its holder hears that it is disputed, and can't read the case of somebody else.
    let mut li = hall.citizen().await;
    let inbox: Inbox = li.get("/notices").await.ok();
    let notice = inbox.items.first().unwrap();
    assert_eq!(
        (notice.kind, notice.licence, notice.objection),
        (NoticeKind::Disputed, Some(hall.licence), None)
    );
    let refused = li.get(&format!("/objections/{id}")).await;
    assert_eq!(refused.code(), ProblemCode::NotFound);

    hall.proposed(id, upheld()).await;
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    hall.jobs().await;
    let told = receiver.be("take");
    let texts: Vec<_> = told
        .iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect();
    assert!(
        texts.iter().any(|text| text.contains("予以更正")),
        "{texts:?}"
    );
    let page = text(&look(&hall, &sheet).await.succeeded());
    assert!(page.contains("已办结") && page.contains("更正为"), "{page}");
    let case: CaseDetail = clerk.get(&format!("/objections/{id}")).await.ok();
    assert!(case.summary.finished_at.is_some());
}

#[rstest]
#[tokio::test]
async fn nothing_is_lost_when_something_has_to_be_corrected(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let grant = granted(&hall).await;
    let form = text(
        &send(&hall, "/objecting", &[("grant", &grant)])
            .await
            .succeeded(),
    );
    assert!(
        form.contains("value=\"place\"") && !form.contains("id_number"),
        "{form}"
    );
    let mut fields = said(&grant, "<b>8号</b>", "wang");
    fields[4].1 = "错";
    let answer = send(&hall, "/objecting/code", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(&answer);
    for said in [
        "href=\"#explanation\"",
        "href=\"#address\"",
        "value=\"&lt;b&gt;8号&lt;/b&gt;\"",
        "value=\"place\" selected",
        "value=\"wang\"",
        "value=\"accuracy\" checked",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    // What is not shown can't be objected to, nor what is shown be claimed.
    fields = said(&grant, "纬一路6号", MAIL);
    let page = text(&send(&hall, "/objecting/code", &fields).await);
    assert!(page.contains("href=\"#claimed\""), "{page}");
    fields = said(&grant, "990100199001010023", MAIL);
    fields[1].1 = "id_number";
    let answer = send(&hall, "/objecting/code", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&answer).contains("href=\"#field\""));
    assert_eq!(hall.audited("claim-address").await, 0);
}

#[rstest]
#[tokio::test]
async fn the_fifth_wrong_code_is_the_last_and_a_form_sent_twice_is_one_case(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let grant = granted(&hall).await;
    let fields = said(&grant, "纬一路8号", MAIL);
    send(&hall, "/objecting/code", &fields).await.succeeded();
    let right = code(&receiver.next());
    let other = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    let with = |code| {
        let mut fields = fields.clone();
        fields.push(("code", code));
        fields
    };
    for _ in 0..5 {
        let answer = send(&hall, "/objecting/file", &with(other)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text(&answer).contains("href=\"#code\""));
    }
    let locked = send(&hall, "/objecting/file", &with(&right)).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(text(&locked).contains("输错次数太多"));
    assert_eq!(hall.audited("file").await, 0);

    send(&hall, "/objecting/code", &fields).await.succeeded();
    let right = code(&receiver.next());
    hall.app.advance(MINUTE * 10);
    let late = send(&hall, "/objecting/file", &with(&right)).await;
    assert!(text(&late).contains("验证码已过期"));
    send(&hall, "/objecting/code", &fields).await.succeeded();
    let right = code(&receiver.next());
    let first = receipt(&send(&hall, "/objecting/file", &with(&right)).await);
    let again = receipt(&send(&hall, "/objecting/file", &with(&right)).await);
    assert_eq!(first, again);
    assert_eq!(hall.audited("file").await, 1);
}

#[rstest]
#[tokio::test]
async fn one_check_sends_five_codes_to_whichever_addresses(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let grant = granted(&hall).await;
    for number in 1..=5 {
        let address = format!("a{number}@example.cn");
        let fields = said(&grant, "纬一路8号", &address);
        send(&hall, "/objecting/code", &fields).await.succeeded();
    }
    let sixth = send(&hall, "/objecting/code", &said(&grant, "纬一路8号", MAIL)).await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(text(&sixth).contains("请对方重新出示"), "{}", text(&sixth));
    assert_eq!(hall.audited("claim-address").await, 5);
}

#[rstest]
#[tokio::test]
async fn the_right_to_object_lasts_half_an_hour_from_a_check_and_belongs_to_no_other_token(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let grant = granted(&hall).await;
    hall.app.advance(MINUTE * 30 - SECOND);
    send(&hall, "/objecting", &[("grant", &grant)])
        .await
        .succeeded();
    hall.app.advance(SECOND);
    let late = send(&hall, "/objecting", &[("grant", &grant)]).await;
    let token = shown(&hall).await.replace("/check/", "");
    let licence = hall.licence.to_string();
    for other in [token.as_str(), &licence, ""] {
        let answer = send(&hall, "/objecting", &[("grant", other)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{other}");
        assert_eq!(text(&answer), text(&late), "{other}");
    }
    assert!(text(&late).contains("请重新查验"));
    let nothing = look(&hall, "/receipts/x").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[rstest]
#[tokio::test]
async fn neither_receipt_nor_message_tells_more_of_the_licence_than_was_shown(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    let sheet = receipt(&object(&hall, &receiver, "纬一路8号", MAIL).await);
    let id = only_case(&hall).await;
    let mut corrections = upheld().corrections;
    corrections.push(Claim {
        key: "id_number".into(),
        claimed: HAN.into(),
    });
    let proposal = Proposal {
        corrections,
        reasons: format!("身份证号码{LI}登记有误，更正为{HAN}；门牌号以档案为准"),
        ..upheld()
    };
    hall.proposed(id, proposal).await;
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    hall.jobs().await;
    let page = text(&look(&hall, &sheet).await.succeeded());
    assert!(
        page.contains("予以更正") && page.contains("门牌号以档案为准"),
        "{page}"
    );
    let mails = receiver.be("take");
    let mails: String = mails.iter().map(ToString::to_string).collect();
    assert!(mails.contains("予以更正"), "{mails}");
    for secret in [LI, HAN, "JY29901000000001"] {
        assert!(!page.contains(secret), "{secret}\n{page}");
        assert!(!mails.contains(secret), "{secret}\n{mails}");
    }
}

#[rstest]
#[tokio::test]
async fn what_does_not_arrive_is_a_task_of_the_issuer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let mut receiver = Receiver::start();
    let Some(hall) = daqing(on, &receiver).await else {
        return;
    };
    receipt(&object(&hall, &receiver, "纬一路8号", MAIL).await);
    receiver.be("refuse");
    hall.jobs().await;
    hall.jobs().await;
    let mut clerk = hall.app.clerk("handler").await;
    let tasks: Page<domain::wire::delivery::Undelivered> = clerk.get("/desk/deliveries").await.ok();
    let [task] = tasks.items.as_slice() else {
        panic!("{:?}", tasks.items);
    };
    assert!(task.mine && task.delivery.kind == NoticeKind::Received);
}
