//! `/disclosed`: what everybody may read of cases (嘉网 十三), made on the server, readable without any script.

use super::assets::is_known;
use super::problem::Problem;
use super::{Query, cached};
use crate::app::{App, Face};
use crate::service::paging::Paging;
use crate::service::{Ctx, Visitor, disclosing};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::problem::ProblemCode;
use domain::text::markup::escaped;
use domain::text::{Lang, case, date, quality};
use domain::wire::disclosure::{Disclosed, DisclosedCase, DisclosedCount};
use jiff::civil::Date;
use serde::Deserialize;
use std::fmt::Write as _;

/// The house's own look, of which the page needs this much.
const STYLE: &str = concat!(
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/reset.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/layout.css"),
    include_str!("../../../style/components/table.css"),
    include_str!("../../../style/components/disclosed.css"),
);

/// What is asked of the page.
#[derive(Deserialize)]
pub(super) struct Asked {
    month: Option<Date>,
    cursor: Option<String>,
    lang: Option<String>,
}

/// The page's look.
pub(super) async fn style(asked: HeaderMap) -> Response {
    let etag = cached::tag(STYLE.as_bytes());
    answer(&asked, &etag, "text/css; charset=utf-8", STYLE.to_owned())
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    ctx: Ctx<Visitor>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if app.web.face == Face::Desk {
        return Err(Problem::new(ProblemCode::NotFound));
    }
    let lang = match asked.lang.as_deref() {
        Some("en") => Lang::En,
        _ => Lang::Zh,
    };
    let paging = Paging {
        cursor: asked.cursor,
        limit: None,
    };
    let disclosed = disclosing::disclosed(&ctx, asked.month, &paging).await?;
    let html = whole(&disclosed, lang);
    let etag = cached::tag(html.as_bytes());
    Ok(answer(&headers, &etag, "text/html; charset=utf-8", html))
}

/// Answers what everybody may keep, unless they have it.
pub(super) fn answer(asked: &HeaderMap, etag: &str, kind: &'static str, text: String) -> Response {
    let mut headers = HeaderMap::new();
    let caching = HeaderValue::from_static("public, no-cache");
    headers.insert(header::CACHE_CONTROL, caching);
    if let Ok(value) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, value);
    }
    if is_known(asked, etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    (headers, text).into_response()
}

fn whole(disclosed: &Disclosed, lang: Lang) -> String {
    let title = lang.pick("办理情况公开", "What became of objections");
    let other = match lang {
        Lang::Zh => r#"<a href="?lang=en" lang="en">English</a>"#,
        Lang::En => r#"<a href="?" lang="zh-CN">中文</a>"#,
    };
    let about = lang.pick(
        "已答复的异议中经审核公开的内容：受理日期、答复日期、答复部门、答复内容和统计数据，不含个人信息。",
        "Of objections that were answered, what a reviewer has released: the dates of receipt and answer, the department, the answer, and statistics. No personal data.",
    );
    let (tag, home) = (lang.tag(), lang.pick("返回首页", "Home"));
    let cases = cases(disclosed, lang);
    let statistics = statistics(disclosed, lang);
    format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/disclosed.css\"></head>\
         <body class=\"disclosed\"><header><a href=\"/\">{home}</a>{other}</header>\
         <main><h1>{title}</h1><p>{about}</p>{cases}{statistics}</main></body></html>"
    )
}

fn cases(disclosed: &Disclosed, lang: Lang) -> String {
    let mut html = String::new();
    if disclosed.items.is_empty() {
        let none = lang.pick("还没有公开的内容。", "Nothing has been released yet.");
        let _ = write!(html, "<p>{none}</p>");
    }
    for item in &disclosed.items {
        one(&mut html, item, lang);
    }
    if let Some(next) = &disclosed.next {
        let more = lang.pick("下一页", "Next page");
        let tag = lang.tag();
        let _ = write!(
            html,
            "<p><a href=\"?lang={tag}&amp;cursor={next}\">{more}</a></p>"
        );
    }
    html
}

fn one(html: &mut String, item: &DisclosedCase, lang: Lang) {
    let facts = [
        (
            lang.pick("受理日期", "Received"),
            date::full_day(item.received_on, lang),
        ),
        (
            lang.pick("答复日期", "Answered"),
            date::full_day(item.answered_on, lang),
        ),
        (
            lang.pick("答复部门", "Department"),
            item.agency_name.clone(),
        ),
        (
            lang.pick("结果", "Result"),
            case::outcome(item.outcome, lang).to_owned(),
        ),
        (lang.pick("反映的问题", "About"), item.question.clone()),
        (lang.pick("答复内容", "Answer"), item.answer.clone()),
    ];
    let _ = write!(html, "<article><h2>{}</h2><dl>", escaped(&item.type_name));
    for (name, value) in facts {
        let _ = write!(
            html,
            "<div><dt>{name}</dt><dd>{}</dd></div>",
            escaped(&value)
        );
    }
    html.push_str("</dl></article>");
}

fn statistics(disclosed: &Disclosed, lang: Lang) -> String {
    let month = quality::month(disclosed.month, lang);
    let by_agency = lang.pick("各部门", "By department");
    let by_month = lang.pick("各月", "By month");
    let name = |count: &DisclosedCount| {
        let month: Option<Date> = count.name.parse().ok();
        month.map_or_else(|| count.name.clone(), |month| quality::month(month, lang))
    };
    let mut html = String::new();
    for (title, head, counts) in [
        (
            format!("{by_agency} · {month}"),
            lang.pick("部门", "Department"),
            &disclosed.by_agency,
        ),
        (
            by_month.to_owned(),
            lang.pick("月份", "Month"),
            &disclosed.by_month,
        ),
    ] {
        let _ = write!(
            html,
            "<h2>{title}</h2><div class=\"table\"><table><thead><tr><th scope=\"col\">{head}</th>\
             <th scope=\"col\" class=\"numeric\">{}</th><th scope=\"col\" class=\"numeric\">{}</th>\
             <th scope=\"col\" class=\"numeric\">{}</th></tr></thead><tbody>",
            lang.pick("收到", "Received"),
            lang.pick("答复", "Answered"),
            lang.pick("按时 / 到期", "On time / due"),
        );
        for count in counts {
            let _ = write!(
                html,
                "<tr><th scope=\"row\">{}</th><td class=\"numeric\">{}</td><td class=\"numeric\">{}</td>\
                 <td class=\"numeric\">{} / {}</td></tr>",
                escaped(&name(count)),
                count.received,
                count.answered,
                count.on_time,
                count.ended
            );
        }
        html.push_str("</tbody></table></div>");
    }
    html
}
