//! How does the API describe itself: to programs as OpenAPI 3.1, to people as a page?

use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::problem::ProblemCode;
use domain::text::markup::escaped;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use utoipa::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::{Response as Answer, ResponseBuilder};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, Ref, RefOr};

/// The document without its operations, which come from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "明证 Mingzheng",
        description = "电子证照库的接口。日期为当地日期(UTC+8)，时刻为 RFC 3339。失败一律为 `application/problem+json`(RFC 9457),代码见各操作。\n\nThe API of the licence library. Dates are local (UTC+8), instants RFC 3339. Every failure is `application/problem+json` (RFC 9457); each operation lists its codes."
    ),
    security(("session" = [])),
    components(schemas(domain::problem::Problem))
)]
struct Base;

/// The document to which routes add their operations.
pub(super) fn base() -> Document {
    let mut document = Base::openapi();
    let cookie = ApiKeyValue::with_description(
        "__Host-mingzheng",
        "登录后的会话。The session after log-in; `mingzheng` where the deployment has no https.",
    );
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "管理单位发给其他系统的密钥，每把只作一种用途。The key of another system, for one thing each.",
        ))
        .build();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    components.add_security_scheme("machine", SecurityScheme::Http(bearer));
    document
}

/// Names the problems that an operation may answer, for its documentation.
///
/// `problems! { pub(super) OfReading: NotFound }` makes a type for `responses(..., OfReading)`. What every operation
/// may answer (a fault of ours, no database) is added.
macro_rules! problems {
    ($($(#[$doc:meta])* $vis:vis $name:ident: $($code:ident),* $(,)?;)+) => {$(
        $(#[$doc])*
        $vis struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<
                String,
                utoipa::openapi::RefOr<utoipa::openapi::response::Response>,
            > {
                $crate::http::openapi::of_codes(&[$(domain::problem::ProblemCode::$code,)*])
            }
        }
    )+};
}
pub(crate) use problems;

/// The answers that carry these problems, by status.
pub(super) fn of_codes(codes: &[ProblemCode]) -> BTreeMap<String, RefOr<Answer>> {
    let always = [
        ProblemCode::TooManyRequests,
        ProblemCode::Internal,
        ProblemCode::Unavailable,
    ];
    // Whatever waits for the first password to be changed waits for the second factor too.
    let waits = codes.contains(&ProblemCode::PasswordMustChange);
    let second = waits.then_some(&ProblemCode::SecondFactorRequired);
    let mut by_status: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for code in codes.iter().chain(second).chain(&always) {
        let of_status = by_status.entry(code.status()).or_default();
        if !of_status.contains(&code.as_str()) {
            of_status.push(code.as_str());
        }
    }
    by_status
        .into_iter()
        .map(|(status, codes)| {
            let content = ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build();
            let answer = ResponseBuilder::new()
                .description(codes.join(", "))
                .content("application/problem+json", content)
                .build();
            (status.to_string(), RefOr::T(answer))
        })
        .collect()
}

/// `/api/openapi.json`.
pub(super) fn json(document: &Document) -> String {
    document.to_pretty_json().unwrap_or_default()
}

pub(super) const STYLE: &str = "body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}\
h2{border-top:1px solid #bbb;padding-top:1rem}code{background:#f2f2f2;padding:.1em .3em}\
summary{cursor:pointer;padding:.4rem 0}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top}";

pub(super) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// The page for people, made from the document.
pub(super) fn page(document: &Document) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>明证接口</title><link rel=\"stylesheet\" href=\"/api/style.css\"></head><body>",
    );
    let about = document.info.description.as_deref().unwrap_or_default();
    let _ = write!(
        html,
        "<h1>明证接口 <span lang=\"en\">API</span></h1><p>{}</p><p><a href=\"/api/openapi.json\">OpenAPI 3.1</a></p>",
        escaped(about)
    );
    for (path, item) in &document.paths.paths {
        let operations = [
            ("GET", &item.get),
            ("POST", &item.post),
            ("PUT", &item.put),
            ("DELETE", &item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                write_operation(&mut html, method, path, operation);
            }
        }
    }
    html.push_str("</body></html>");
    html
}

fn write_operation(html: &mut String, method: &str, path: &str, operation: &Operation) {
    let summary = operation.summary.as_deref().unwrap_or_default();
    let about = operation.description.as_deref().unwrap_or_default();
    let _ = write!(
        html,
        "<details><summary><code>{method} {}</code> {}</summary><p>{}</p><table><tr><th>状态 Status</th><th>说明 Meaning</th></tr>",
        escaped(path),
        escaped(summary),
        escaped(about)
    );
    for (status, answer) in &operation.responses.responses {
        if let RefOr::T(answer) = answer {
            let _ = write!(
                html,
                "<tr><td>{status}</td><td>{}</td></tr>",
                escaped(&answer.description)
            );
        }
    }
    html.push_str("</table></details>");
}
