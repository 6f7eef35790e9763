//! What people send never makes a line of the log, nor a part of one.

use super::Hall;
use crate::config::Log;
use crate::log;
use crate::store::testing::Backend;
use crate::testing::Kept;
use axum::body::Body;
use axum::http::{Method, header};
use domain::wire::session::StaffLogin;

const FORGED: &str = "x\r\n2026-09-17T02:00:00Z  INFO forged-line status=200\n\u{1b}[2Kforged-line";

#[tokio::test]
async fn nobody_writes_into_the_log_by_what_they_send() {
    for json in [true, false] {
        let hall = Hall::open(Backend::Sqlite).await.unwrap();
        let mut browser = hall.citizen().await;
        let draft = hall.draft(&mut browser).await.id;
        let level = tracing::Level::DEBUG;
        let writer = Kept::default();
        let kept = writer.clone();
        let subscriber = log::subscriber(&Log { json, level }, false, move || kept.clone());
        let listening = tracing::subscriber::set_default(subscriber);

        let login = StaffLogin {
            username: FORGED.to_owned(),
            password: FORGED.to_owned(),
        };
        hall.app.visitor().post("/session/staff", &login).await;
        let file = super::evidence::pdf("");
        super::evidence::upload(&hall, &mut browser, draft, "%0d%0aforged-line", &file).await;
        let escaped = "%0d%0a%1b[2Kforged-line";
        for path in [
            format!("/api/v1/licences/{escaped}"),
            format!("/{escaped}?{escaped}"),
            format!("/check/{escaped}"),
            format!("/log-in/{escaped}/callback?state={escaped}"),
            format!("/api/v1/licences?cursor={escaped}&limit={escaped}"),
        ] {
            let request = browser
                .request(Method::GET, &path)
                .header(header::USER_AGENT, "forged-line\tforged-line")
                .header("x-forwarded-for", "forged-line")
                .header("x-request-id", "forged-line")
                .header(header::AUTHORIZATION, "Bearer forged-line");
            browser.send(request.body(Body::empty()).unwrap()).await;
        }
        drop(listening);

        let text = writer.text();
        assert!(text.lines().count() >= 7, "something was heard: {text}");
        assert!(!text.contains("forged-line"), "{text}");
        for line in text.lines() {
            let whole = if json { '{' } else { '2' };
            assert!(line.starts_with(whole), "{line}");
        }
    }
}
