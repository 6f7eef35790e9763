//! Files: what is taken, who may open it, and how it is served.

use super::{Hall, complete};
use crate::store::testing::Backend;
use crate::testing::{Answer, Browser};
use axum::body::Body;
use axum::http::{Method, header};
use domain::id::DraftId;
use domain::problem::ProblemCode;
use domain::wire::case::{CaseDetail, Receipt};
use domain::wire::draft::{Draft, Evidence, FileObjection, OpenDraft, SaveDraft};
use image::ImageFormat;
use rstest::rstest;
use uuid::Uuid;

/// A picture as it is kept.
pub(super) fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(2, 2, image::Rgb([27, 75, 122]));
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    crate::upload::examine(bytes.into_inner()).unwrap().bytes
}

/// A document of one page with a remark in it.
pub(super) fn pdf(remark: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n%{remark}\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    .into_bytes()
}

pub(super) async fn upload(
    hall: &Hall,
    browser: &mut Browser,
    draft: DraftId,
    name: &str,
    content: &[u8],
) -> Answer {
    upload_once(browser, hall.key(), draft, name, content).await
}

async fn upload_once(
    browser: &mut Browser,
    key: Uuid,
    draft: DraftId,
    name: &str,
    content: &[u8],
) -> Answer {
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--edge--\r\n"].concat();
    let path = format!("/api/v1/drafts/{draft}/evidence");
    let request = browser
        .request(Method::POST, &path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header("idempotency-key", key.to_string())
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

/// How many files lie in the folder.
pub(super) fn files(hall: &Hall) -> usize {
    let list = |path: &std::path::Path| -> Vec<_> {
        std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect()
    };
    list(&hall.app.app.files)
        .iter()
        .map(|path| if path.is_dir() { list(path).len() } else { 1 })
        .sum()
}

#[rstest]
#[tokio::test]
async fn a_file_goes_with_the_draft_into_the_case_and_is_served_harmlessly(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let image: Evidence = upload(&hall, &mut browser, draft.id, "门牌.png", &png())
        .await
        .ok();
    assert_eq!(
        (image.name.as_str(), image.media_type.as_str()),
        ("门牌.png", "image/png")
    );
    let pdf = upload(&hall, &mut browser, draft.id, "../合同.pdf", &pdf("合同")).await;
    let pdf: Evidence = pdf.ok();
    assert_eq!(pdf.name, "合同.pdf");

    let answer = browser
        .get(&format!("/evidence/{}", image.id))
        .await
        .succeeded();
    assert_eq!(answer.body, png());
    assert_eq!(answer.header("content-type"), Some("image/png"));
    assert_eq!(
        answer.header("content-security-policy"),
        Some("sandbox; default-src 'none'")
    );
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(
        answer
            .header("content-disposition")
            .unwrap()
            .starts_with("inline")
    );
    let saved = browser.get(&format!("/evidence/{}", pdf.id)).await;
    assert!(
        saved
            .header("content-disposition")
            .unwrap()
            .starts_with("attachment")
    );

    let mut handler = hall.app.clerk("handler").await;
    let hidden = handler.get(&format!("/evidence/{}", image.id)).await.code();
    assert_eq!(
        hidden,
        ProblemCode::NotFound,
        "a draft's files are its writer's alone"
    );
    let file = FileObjection {
        draft: draft.id,
        version: draft.version,
    };
    let receipt: Receipt = hall.post(&mut browser, "/objections", &file).await.ok();
    let case: CaseDetail = handler
        .get(&format!("/objections/{}", receipt.id))
        .await
        .ok();
    assert_eq!(case.evidence, [image.clone(), pdf]);
    handler
        .get(&format!("/evidence/{}", image.id))
        .await
        .succeeded();
    for outsider in ["stranger", "supervisor", "auditor"] {
        let mut outsider = hall.app.clerk(outsider).await;
        let hidden = outsider
            .get(&format!("/evidence/{}", image.id))
            .await
            .code();
        assert_eq!(hidden, ProblemCode::NotFound);
    }
    let mut han = hall.app.citizen(hall.han).await;
    let hidden = han.get(&format!("/evidence/{}", image.id)).await.code();
    assert_eq!(hidden, ProblemCode::NotFound);
}

#[rstest]
#[tokio::test]
async fn files_stay_with_their_draft_when_another_holder_files_one_under_the_same_id(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let image = upload(&hall, &mut browser, draft.id, "门牌.png", &png()).await;
    let image: Evidence = image.ok();

    let mut han = hall.app.citizen(hall.han).await;
    let same = OpenDraft {
        licence: hall.add_licence(hall.han, "JY16200000007", None).await,
        id: Some(draft.id),
    };
    let hers: Draft = hall.post(&mut han, "/drafts", &same).await.ok();
    assert_eq!(hers.id, draft.id);
    let path = format!("/drafts/{}", hers.id);
    let save = SaveDraft {
        version: hers.version,
        body: complete(),
    };
    let hers: Draft = han.put(&path, &save).await.ok();
    assert_eq!(hers.evidence, []);
    let file = FileObjection {
        draft: hers.id,
        version: hers.version,
    };
    let receipt: Receipt = hall.post(&mut han, "/objections", &file).await.ok();
    let case = han.get(&format!("/objections/{}", receipt.id)).await;
    assert_eq!(case.ok::<CaseDetail>().evidence, []);
    assert_eq!(browser.get(&path).await.ok::<Draft>().evidence, [image]);
}

#[tokio::test]
async fn who_takes_the_folder_away_reads_nothing_and_who_changes_it_is_noticed() {
    let hall = Hall::open(Backend::Sqlite).await.unwrap();
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let content = pdf(&"身份证正面".repeat(20_000));
    let image: Evidence = upload(&hall, &mut browser, draft.id, "门牌.pdf", &content)
        .await
        .ok();
    let path = only_file(&hall.app.app.files);
    let kept = std::fs::read(&path).unwrap();
    let holds = |part: &[u8]| kept.windows(part.len()).any(|window| window == part);
    assert!(!holds(b"%PDF-1.4") && !holds("身份证".as_bytes()));
    let address = format!("/evidence/{}", image.id);
    assert_eq!(browser.get(&address).await.succeeded().body, content);

    let mut changed = kept;
    *changed.last_mut().unwrap() ^= 1;
    std::fs::write(&path, changed).unwrap();
    let answer = browser.get(&address).await;
    assert_eq!(answer.code(), ProblemCode::Internal);
}

/// The one file below a folder.
fn only_file(folder: &std::path::Path) -> std::path::PathBuf {
    let mut entries = std::fs::read_dir(folder).unwrap();
    let path = entries.next().unwrap().unwrap().path();
    assert!(entries.next().is_none());
    if path.is_dir() {
        only_file(&path)
    } else {
        path
    }
}

#[rstest]
#[tokio::test]
async fn what_is_no_evidence_is_refused_and_leaves_nothing(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    for (content, code) in [
        (&b"<html><script>"[..], ProblemCode::WrongFileType),
        (b"", ProblemCode::WrongFileType),
        (b"GIF89a", ProblemCode::WrongFileType),
        (
            &[png(), vec![0; 10 * 1024 * 1024]].concat(),
            ProblemCode::TooLarge,
        ),
        (
            &[png(), vec![0; 11 * 1024 * 1024]].concat(),
            ProblemCode::TooLarge,
        ),
    ] {
        let answer = upload(&hall, &mut browser, draft.id, "x.png", content).await;
        assert_eq!(answer.code(), code, "{} bytes", content.len());
    }
    let elsewhere = upload(&hall, &mut browser, DraftId(hall.key()), "x.png", &png()).await;
    assert_eq!(elsewhere.code(), ProblemCode::NotFound);
    let mut han = hall.app.citizen(hall.han).await;
    let foreign = upload(&hall, &mut han, draft.id, "x.png", &png()).await;
    assert_eq!(foreign.code(), ProblemCode::NotFound);
    assert_eq!(files(&hall), 0);

    let request = browser
        .request(
            Method::POST,
            &format!("/api/v1/drafts/{}/evidence", draft.id),
        )
        .header(header::CONTENT_TYPE, "text/plain")
        .header("idempotency-key", hall.key().to_string())
        .body(Body::from("x"))
        .unwrap();
    assert_eq!(browser.send(request).await.code(), ProblemCode::Malformed);
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_more_than_five_files_are_taken_also_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let uploads = (0..8).map(|number: u8| {
        let (mut browser, key, id) = (browser.clone(), hall.key(), draft.id);
        tokio::spawn(async move {
            let content = pdf(&number.to_string());
            upload_once(&mut browser, key, id, "x.pdf", &content).await
        })
    });
    let answers = futures::future::join_all(uploads).await;
    let taken = answers
        .iter()
        .filter(|a| a.as_ref().unwrap().status.is_success());
    assert_eq!(taken.count(), 5);
    let refused = answers
        .iter()
        .map(|a| a.as_ref().unwrap())
        .find(|a| !a.status.is_success());
    assert_eq!(refused.unwrap().code(), ProblemCode::TooManyFiles);
    let draft: Draft = browser.get(&format!("/drafts/{}", draft.id)).await.ok();
    assert_eq!(draft.evidence.len(), 5);
    assert_eq!(files(&hall), 5, "what was refused doesn't fill the disk");
}

#[rstest]
#[tokio::test]
async fn an_upload_that_is_repeated_adds_one_file_and_a_removed_file_is_gone(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::open(on).await else {
        return;
    };
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await;
    let key = hall.key();
    let first: Evidence = upload_once(&mut browser, key, draft.id, "a.png", &png())
        .await
        .ok();
    let again: Evidence = upload_once(&mut browser, key, draft.id, "a.png", &png())
        .await
        .ok();
    assert_eq!(first, again);
    let twin: Evidence = upload(&hall, &mut browser, draft.id, "b.png", &png())
        .await
        .ok();
    assert_eq!(files(&hall), 1, "the same content is kept once");
    let path = |id| format!("/drafts/{}/evidence/{id}", draft.id);
    browser.delete(&path(first.id)).await.succeeded();
    assert_eq!(files(&hall), 1, "the other still needs it");
    browser.delete(&path(twin.id)).await.succeeded();
    assert_eq!(files(&hall), 0);
    assert_eq!(
        browser.delete(&path(twin.id)).await.code(),
        ProblemCode::NotFound
    );
}
