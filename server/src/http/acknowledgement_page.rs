//! `/acknowledgements/{id}`: that a case was received, on one sheet of paper, made on the server and readable without any
//! script. For its objector, and for who reads it at the desk; somebody without an account gets it from the clerk.

use super::problem::Problem;
use super::{Path, Query, cached, clock_table, disclosed_page};
use crate::qr;
use crate::service::{Ctx, cases};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::ObjectionId;
use domain::problem::ProblemCode;
use domain::rulebook::Rulebook;
use domain::text::markup::escaped;
use domain::text::{Lang, case as words, date};
use domain::wire::case::CaseDetail;
use serde::Deserialize;
use std::fmt::Write as _;

/// The house's own look, of which the sheet needs this much.
const STYLE: &str = concat!(
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/reset.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/layout.css"),
    include_str!("../../../style/components/table.css"),
    include_str!("../../../style/components/clocks.css"),
    include_str!("../../../style/components/acknowledgement.css"),
);

/// The smallest side of the code, in points of the sheet.
const CODE_SIDE: u32 = 144;

/// What is asked of the page.
#[derive(Deserialize)]
pub(super) struct Asked {
    lang: Option<String>,
}

/// The page's look.
pub(super) async fn style(asked: HeaderMap) -> Response {
    let etag = cached::tag(STYLE.as_bytes());
    disclosed_page::answer(&asked, &etag, "text/css; charset=utf-8", STYLE.to_owned())
}

/// The page. Who is not logged in is sent where that is done; the sheet is kept nowhere.
pub(super) async fn page(
    ctx: Result<Ctx, Problem>,
    Path(id): Path<ObjectionId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let ctx = match ctx {
        Ok(ctx) => ctx,
        Err(problem) if problem.code() == ProblemCode::SignedOut => {
            return Ok(Redirect::to("/").into_response());
        }
        Err(problem) => return Err(problem),
    };
    let lang = match asked.lang.as_deref() {
        Some("en") => Lang::En,
        _ => Lang::Zh,
    };
    let case = cases::find(&ctx, id).await?;
    let address = format!("{}/objections/{id}", ctx.app.web.public_url);
    let sheet = Sheet {
        rulebook: &ctx.app.rules.rulebook,
        case: &case,
        printed: date::moment(ctx.now, lang),
        lang,
    };
    let html = sheet.whole(&qr::svg(&address, CODE_SIDE));
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, html).into_response())
}

struct Sheet<'a> {
    rulebook: &'a Rulebook,
    case: &'a CaseDetail,
    printed: String,
    lang: Lang,
}

impl Sheet<'_> {
    fn whole(&self, code: &str) -> String {
        let lang = self.lang;
        let title = lang.pick("异议受理回执", "Acknowledgement of an objection");
        let other = match lang {
            Lang::Zh => r#"<a href="?lang=en" lang="en">English</a>"#,
            Lang::En => r#"<a href="?" lang="zh-CN">中文</a>"#,
        };
        let (tag, number) = (lang.tag(), escaped(&self.case.summary.case_number));
        let clocks = clock_table::table(self.rulebook, &self.case.summary.clocks, lang);
        let (facts, after) = (self.facts(), self.after());
        let scan = lang.pick(
            "扫码在应用内查看这件异议(需登录)",
            "Scan to see the case in the app, logged in",
        );
        let printed = lang.pick("打印时间", "Printed");
        let when = &self.printed;
        format!(
            "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} {number}</title>\
             <link rel=\"stylesheet\" href=\"/acknowledgement.css\"></head>\
             <body class=\"acknowledgement\"><header>{other}</header>\
             <main><div class=\"head\"><div><h1>{title}</h1><p class=\"number\">{number}</p></div>\
             <figure>{code}<figcaption>{scan}</figcaption></figure></div>\
             {facts}{clocks}{after}<p class=\"small\">{printed} {when}</p></main></body></html>"
        )
    }

    fn facts(&self) -> String {
        let (case, lang) = (self.case, self.lang);
        let mut facts = vec![
            (
                lang.pick("程序", "Procedure"),
                case.summary.procedure_title.clone(),
            ),
            (lang.pick("异议对象", "About"), self.about()),
            (
                lang.pick("理由", "Ground"),
                words::ground(case.ground, lang).to_owned(),
            ),
        ];
        if let Some(desk) = &case.desk {
            let who = format!("{} {}", desk.holder_name, desk.holder_number);
            facts.push((lang.pick("异议人", "Objector"), who.trim().to_owned()));
        }
        if let Some(number) = &case.work_order {
            facts.push((
                lang.pick("热线工单号", "Hotline work order"),
                number.clone(),
            ));
        }
        if let Some(first) = case.first_received_at {
            facts.push((words::first_received(lang), date::moment(first, lang)));
        }
        if let Some(received) = case.received_at {
            facts.push((words::received(lang), date::moment(received, lang)));
        }
        facts.push((
            lang.pick("办理单位", "Who has to answer"),
            case.summary.issuer_name.clone(),
        ));
        let mut html = String::from("<dl>");
        for (name, value) in facts {
            let value = escaped(&value);
            let _ = write!(html, "<div><dt>{name}</dt><dd>{value}</dd></div>");
        }
        html.push_str("</dl>");
        html
    }

    /// What was objected to: of a licence its type and the fields in dispute, and of its number the end.
    fn about(&self) -> String {
        let summary = &self.case.summary;
        let number = self.case.licence.as_ref();
        let number = number.map(|licence| domain::mask::mask_number(&licence.number));
        let fields = summary.fields.join(self.lang.pick("、", ", "));
        [Some(summary.type_name.clone()), number, Some(fields)]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// What one can do, and whom one can call.
    fn after(&self) -> String {
        let lang = self.lang;
        let title = lang.pick("您还可以", "What you can do");
        let all = [
            lang.pick(
                "办结以前，随时可以在应用内或向办理单位撤回、补充。",
                "Until it is closed, withdraw or add to it, in the app or at the agency.",
            ),
            lang.pick(
                "过了上面的期限还没有答复的，拨打 12345 政务服务热线反映。",
                "Call the 12345 hotline if there is no answer after these dates.",
            ),
            lang.pick(
                "对处理结果不服的，答复中会写明还有哪些途径。",
                "If you disagree with the result, the answer says which ways remain.",
            ),
        ]
        .map(|line| format!("<li>{line}</li>"))
        .concat();
        let (call, colon) = (lang.pick("咨询", "Questions"), lang.colon());
        let whom = escaped(&self.case.summary.issuer_name);
        let or = lang.pick("或 12345 政务服务热线", "or the 12345 hotline");
        format!("<h2>{title}</h2><ul>{all}</ul><p>{call}{colon}{whom} {or}</p>")
    }
}
