//! `/check/{token}`: what a holder shows by a code, for anybody and without any script.
//!
//! - `page`: the licence as it is shown, and the same calm page for every code that shows nothing;
//! - `objecting`: the forms by which who saw it objects, and `form` and its `boxes` how they look;
//! - `sheet`: what they follow it by, and `adding`: how they answer what the agency asks for.

mod adding;
mod boxes;
mod form;
mod objecting;
mod page;
mod sheet;

use super::problem::Problem;
use super::{cached, disclosed_page};
use crate::app::{App, Face};
use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::problem::ProblemCode;
use domain::text::Lang;
use domain::text::markup::{escaped, escaped_days};

/// The house's own look, of which the pages need this much.
const STYLE: &str = concat!(
    include_str!("../../../../style/tokens.css"),
    include_str!("../../../../style/reset.css"),
    include_str!("../../../../style/base.css"),
    include_str!("../../../../style/layout.css"),
    include_str!("../../../../style/components/card.css"),
    include_str!("../../../../style/components/form.css"),
    include_str!("../../../../style/components/table.css"),
    include_str!("../../../../style/components/clocks.css"),
    include_str!("../../../../style/components/check.css"),
);

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/check.css", get(style))
        .route("/check/{token}", get(page::page))
        .route("/objecting", post(objecting::begin))
        .route("/objecting/code", post(objecting::ask_code))
        .route("/objecting/file", post(objecting::file))
        .route("/receipts/{token}", get(sheet::page))
        .route("/receipts/{token}/code", post(adding::ask_code))
        .route("/receipts/{token}/add", post(adding::add))
}

async fn style(asked: HeaderMap) -> Response {
    let etag = cached::tag(STYLE.as_bytes());
    disclosed_page::answer(&asked, &etag, "text/css; charset=utf-8", STYLE.to_owned())
}

fn lang(asked: Option<&str>) -> Lang {
    match asked {
        Some("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// These pages are the citizens'.
fn of_citizens(app: &App) -> Result<(), Problem> {
    if app.web.face == Face::Desk {
        return Err(Problem::new(ProblemCode::NotFound));
    }
    Ok(())
}

/// A page that nobody keeps, finds or is followed from.
struct Shell<'a> {
    title: &'a str,
    lang: Lang,
    /// Whether the same address answers in the other language, too.
    in_both: bool,
}

impl Shell<'_> {
    fn answer(&self, status: StatusCode, main: &str) -> Response {
        let (tag, title) = (self.lang.tag(), escaped(self.title));
        let site = self.lang.pick("明证 电子证照库", "明证 Mingzheng");
        let other = match (self.in_both, self.lang) {
            (false, _) => "",
            (true, Lang::Zh) => r#"<a href="?lang=en" lang="en">English</a>"#,
            (true, Lang::En) => r#"<a href="?" lang="zh-CN">中文</a>"#,
        };
        let html = format!(
            "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
             <link rel=\"stylesheet\" href=\"/check.css\"></head>\
             <body class=\"check\"><header><span>{site}</span>{other}</header>\
             <main><h1>{title}</h1>{main}</main></body></html>"
        );
        let headers = [
            (header::CONTENT_TYPE.as_str(), "text/html; charset=utf-8"),
            (header::CACHE_CONTROL.as_str(), "no-store"),
            (header::REFERRER_POLICY.as_str(), "no-referrer"),
            ("x-robots-tag", "noindex, nofollow"),
        ];
        (status, headers, html).into_response()
    }
}

/// A fact under its name.
fn fact(name: &str, value: &str) -> String {
    let (name, value) = (escaped(name), escaped_days(value));
    format!("<div><dt>{name}</dt><dd>{value}</dd></div>")
}
