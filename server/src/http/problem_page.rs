//! What somebody reads who opened a page, and not an operation, where a problem is: too much was asked, or something failed.

use super::problem::Problem;
use axum::http::{HeaderMap, Method, Uri, header};
use domain::id::RequestId;
use domain::text::Lang;
use domain::text::problem::{remedy, title};

/// In which language the page is made, where a person asked for a page.
pub(super) fn wanted(method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Lang> {
    let accepted = headers.get(header::ACCEPT)?.to_str().ok()?;
    let is_page = accepted.contains("text/html") && !uri.path().starts_with("/api/");
    let is_english =
        *method == Method::GET && uri.query().is_some_and(|query| query.contains("lang=en"));
    is_page.then_some(if is_english { Lang::En } else { Lang::Zh })
}

/// The page. It repeats nothing of what was asked.
pub(super) fn page(problem: &Problem, request: RequestId, lang: Lang) -> String {
    let (title, remedy) = (title(problem.code(), lang), remedy(problem.code(), lang));
    let (tag, home) = (lang.tag(), lang.pick("返回首页", "Home"));
    let number = lang.pick(
        "需要帮助时请提供编号",
        "If you ask for help, name this number:",
    );
    format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/log-in.css\"></head>\
         <body class=\"disclosed\"><header><a href=\"/\">{home}</a></header>\
         <main><h1>{title}</h1><p>{remedy}</p><p class=\"small\">{number} <span class=\"number\">{request}</span></p></main></body></html>"
    )
}
