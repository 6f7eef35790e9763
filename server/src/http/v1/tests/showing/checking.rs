//! Who shows a licence, and what anybody sees of it.

use super::*;
use domain::wire::uses::{LicenceUse, UseKind, UsedBy};

#[rstest]
#[tokio::test]
async fn only_who_holds_a_licence_shows_it_alone_or_with_others_or_for_a_company(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut nobody = hall.app.visitor();
    let refused = show(&hall, &mut nobody, hall.licence).await;
    assert_eq!(refused.code(), ProblemCode::SignedOut);
    let mut clerk = hall.app.clerk("handler").await;
    let refused = show(&hall, &mut clerk, hall.licence).await;
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let mut han = hall.app.citizen(hall.han).await;
    let refused = show(&hall, &mut han, hall.licence).await;
    assert_eq!(refused.code(), ProblemCode::NotFound);
    assert_eq!(hall.audited("show-licence").await, 0);

    hall.share(hall.licence, hall.li, hall.han).await;
    let showing: Showing = show(&hall, &mut han, hall.licence).await.ok();
    assert_eq!(showing.seconds, 120);
    assert!(showing.code.starts_with("<svg"), "{}", showing.code);
    let (_, token) = showing.address.split_once("/check/").unwrap();
    assert_eq!(token.len(), 32, "128 bits");

    let (company, licence) = hall.company("JY29901000000009").await;
    let mut li = hall.citizen().await;
    let refused = show(&hall, &mut li, licence).await;
    assert_eq!(refused.code(), ProblemCode::NotFound);
    let acting = domain::wire::acting::ActFor {
        company: Some(company),
    };
    li.put("/session/acting", &acting).await.succeeded();
    show(&hall, &mut li, licence).await.succeeded();
    assert_eq!(hall.audited("show-licence").await, 2);
}

#[rstest]
#[tokio::test]
async fn anybody_sees_what_is_shown_and_nothing_sensitive_and_the_holder_sees_that_they_did(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let path = shown(&hall).await;
    for lang in ["", "?lang=en"] {
        let answer = look(&hall, &format!("{path}{lang}")).await.succeeded();
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-robots-tag", "noindex, nofollow"),
        ] {
            assert_eq!(answer.header(name), Some(value));
        }
        let page = text(&answer);
        for said in [
            "食品经营许可证",
            "持证人",
            "990***********0015",
            "兰州新区市场监督管理局",
            "经营场所",
            "纬一路6号",
            "JY29901000000001",
        ] {
            assert!(page.contains(said), "{said}\n{page}");
        }
        for kept in [LI, "身份证号码", "<script", &hall.licence.to_string()] {
            assert!(!page.contains(kept), "{kept}\n{page}");
        }
    }
    let english = text(&look(&hall, &format!("{path}?lang=en")).await);
    assert!(english.contains("A licence, checked") && english.contains("Valid"));
    assert_eq!(hall.audited("check-shown").await, 3);
    let mut li = hall.citizen().await;
    let uses: Page<LicenceUse> = li
        .get(&format!("/licences/{}/uses", hall.licence))
        .await
        .ok();
    let checked = uses.items.iter().filter(|one| one.what == UseKind::Checked);
    let by: Vec<_> = checked.map(|one| &one.by).collect();
    assert_eq!(by, [&UsedBy::Anyone; 3]);
}

#[rstest]
#[tokio::test]
async fn a_code_runs_out_and_then_is_like_one_that_never_was(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let path = shown(&hall).await;
    hall.app.advance(MINUTE * 2 - SECOND);
    look(&hall, &path).await.succeeded();
    hall.app.advance(SECOND);
    let over = look(&hall, &path).await;
    assert_eq!(over.status, StatusCode::NOT_FOUND);
    assert!(text(&over).contains("出示码已过期") && text(&over).contains("请对方重新出示"));
    assert_eq!(over.header("cache-control"), Some("no-store"));
    let unknown = format!("/check/{}", "0".repeat(32));
    for other in [unknown.as_str(), "/check/x", "/check/%FF", "/check/%00"] {
        let answer = look(&hall, other).await;
        assert_eq!(answer.status, over.status, "{other}");
        assert_eq!(text(&answer), text(&over), "{other}");
    }
    assert_eq!(hall.audited("check-shown").await, 1);
    // What ran out long ago is forgotten.
    hall.app.advance(SignedDuration::from_hours(24 * 8));
    hall.jobs().await;
    let mut read = hall.app.app.db.read().await.unwrap();
    let kept: i64 = crate::store::on!(&mut *read, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM showing"
    )
    .fetch_one(c)
    .await)
    .unwrap();
    assert_eq!(kept, 0);
}

#[rstest]
#[tokio::test]
async fn five_codes_of_one_person_live_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut li = hall.citizen().await;
    for _ in 0..5 {
        show(&hall, &mut li, hall.licence).await.succeeded();
    }
    let sixth = show(&hall, &mut li, hall.licence).await;
    assert_eq!(sixth.code(), ProblemCode::TooManyRequests);
    assert_eq!(sixth.header("retry-after"), Some("120"));
    hall.app.advance(MINUTE * 2);
    show(&hall, &mut li, hall.licence).await.succeeded();
}

#[rstest]
#[tokio::test]
async fn what_is_over_can_be_shown_and_says_what_it_is_and_a_dispute_stands_beside_it(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let ended = jiff::civil::Date::constant(2026, 9, 1);
    let licence = hall
        .add_licence(hall.li, "JY29901000000003", Some(ended))
        .await;
    let mut li = hall.citizen().await;
    let showing: Showing = show(&hall, &mut li, licence).await.ok();
    let page = text(&look(&hall, &path(&showing.address)).await.succeeded());
    assert!(
        page.contains("已过期") && !page.contains("有异议待核实"),
        "{page}"
    );

    let case = hall.filed().await;
    hall.step("handler", case.id, "mark").await;
    let path = shown(&hall).await;
    let page = text(&look(&hall, &path).await.succeeded());
    let status = page.find(">有效<").unwrap();
    let mark = page.find("有异议待核实").unwrap();
    assert!(status < mark && mark - status < 100, "{page}");
    // 兰州新区 names no other users: there is no way from here.
    assert!(!page.contains("/objecting"), "{page}");
    let refused = send(&hall, "/objecting", &[("grant", "x")]).await;
    assert_eq!(refused.code(), ProblemCode::NotOffered);
    let refused = send(&hall, "/objecting/file", &said("x", "y", MAIL)).await;
    assert_eq!(refused.code(), ProblemCode::NotOffered);
}

#[rstest]
#[tokio::test]
async fn of_a_token_the_database_holds_a_digest(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let path = shown(&hall).await;
    let mut read = hall.app.app.db.read().await.unwrap();
    let kept: Vec<u8> = crate::store::on!(&mut *read, |c| sqlx::query_scalar(
        "SELECT token_digest FROM showing"
    )
    .fetch_one(c)
    .await)
    .unwrap();
    assert_eq!(kept.len(), 32);
    let token = path.trim_start_matches("/check/");
    assert!(
        !kept
            .windows(8)
            .any(|part| token.as_bytes().starts_with(part))
    );
}
