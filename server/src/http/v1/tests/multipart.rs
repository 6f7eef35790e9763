//! Uploads whose form nobody would send: each is answered, none is a fault of ours, and what isn't taken leaves nothing.
//!
//! `PROPTEST_CASES=100000 cargo test -p server --lib tests::multipart` goes on for long.

use super::Hall;
use super::evidence::{files, png};
use crate::store::testing::Backend;
use axum::body::Body;
use axum::http::{Method, header};
use domain::wire::draft::Draft;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Handle;

/// Pieces of which forms are made.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        &b"--edge\r\n"[..],
        b"--edge--\r\n",
        b"--edge",
        b"\r\n\r\n",
        b"\r\n",
        b"Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n",
        b"Content-Disposition: form-data; name=\"file\"\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n",
        b"Content-Disposition: form-data; name=\"file\"; filename*=UTF-8''%00%0d%0a..%2f\r\n\r\n",
        b"content-type: multipart/mixed; boundary=edge\r\n\r\n",
    ];
    prop_oneof![
        4 => prop::sample::select(known.to_vec()).prop_map(<[u8]>::to_vec),
        1 => Just(png()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_form_an_upload_has_it_is_answered() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await.id;
    let path = format!("/api/v1/drafts/{draft}/evidence");
    let here = Handle::current();
    let mut runner = TestRunner::new(Config {
        cases: Config::default().cases,
        failure_persistence: None,
        ..Config::default()
    });
    let forms = (prop::collection::vec(piece(), 0..9), "[ -~]{0,30}");
    let answered = |(pieces, boundary): (Vec<Vec<u8>>, String)| {
        let boundary = if boundary.len() % 3 == 0 {
            boundary
        } else {
            "edge".to_owned()
        };
        let request = browser
            .request(Method::POST, &path)
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={boundary}"),
            )
            .header("idempotency-key", hall.key().to_string())
            .body(Body::from(pieces.concat()))
            .unwrap();
        let mut browser = browser.clone();
        let answer = here.block_on(async { browser.send(request).await });
        prop_assert!(answer.status.as_u16() < 500, "{}", answer.status);
        Ok(())
    };
    tokio::task::block_in_place(|| runner.run(&forms, answered)).unwrap();
    let draft: Draft = browser.get(&format!("/drafts/{draft}")).await.ok();
    assert!(
        files(&hall) <= draft.evidence.len(),
        "the same picture is kept once"
    );
}
