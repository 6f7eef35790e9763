//! `/receipts/{token}`: that an objection was received, and what becomes of it, for who has no account.

use super::page::Asked;
use super::{Shell, adding, fact, lang, of_citizens};
use crate::http::{Path, Problem, Query, clock_table};
use crate::qr;
use crate::service::showing::sheet::{self, ResultTold, Sheet};
use crate::service::{Ctx, Visitor};
use axum::http::StatusCode;
use axum::response::Response;
use domain::flow::CaseState;
use domain::rulebook::Rulebook;
use domain::text::markup::escaped;
use domain::text::{Lang, case, date};
use std::fmt::Write as _;

/// The smallest side of the code, in points.
const CODE_SIDE: u32 = 144;

/// The page. An address that leads nowhere says so.
pub(super) async fn page(
    ctx: Ctx<Visitor>,
    token: Result<Path<String>, Problem>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    of_citizens(&ctx.app)?;
    let lang = lang(asked.lang.as_deref());
    let token = token.map(|Path(token)| token).unwrap_or_default();
    let Some(sheet) = sheet::follow(&ctx, &token).await? else {
        return Ok(nothing(lang));
    };
    let address = format!("{}/receipts/{token}", ctx.app.web.public_url);
    let main = whole((&sheet, &token), &ctx.app.rules.rulebook, &address, lang);
    let shell = Shell {
        title: lang.pick("异议受理回执", "Acknowledgement of an objection"),
        lang,
        in_both: true,
    };
    Ok(shell.answer(StatusCode::OK, &main))
}

fn nothing(lang: Lang) -> Response {
    let says = lang.pick(
        "请核对地址是否完整。忘了地址的，可凭案件编号向发证单位询问。",
        "Please make sure that the address is complete. With the number of the case you can also ask the issuer.",
    );
    let shell = Shell {
        title: lang.pick("没有这份回执", "There is no such receipt"),
        lang,
        in_both: true,
    };
    shell.answer(StatusCode::NOT_FOUND, &format!("<p>{says}</p>"))
}

fn whole((sheet, token): (&Sheet, &str), rulebook: &Rulebook, address: &str, lang: Lang) -> String {
    let mut html = head(sheet, address, lang);
    if let Some(result) = &sheet.result {
        html.push_str(&told(result, lang));
    }
    if let Some(asked) = &sheet.asked {
        html.push_str(&adding::asked(token, asked, lang));
    }
    html.push_str(&clock_table::table(rulebook, &sheet.clocks, lang));
    html.push_str(&after(sheet, lang));
    html
}

fn head(sheet: &Sheet, address: &str, lang: Lang) -> String {
    let about = [&*sheet.type_name, &sheet.number, &sheet.field].join(" · ");
    let mut facts = vec![
        fact(
            lang.pick("进展", "How it stands"),
            case::state(sheet.state, lang),
        ),
        fact(lang.pick("程序", "Procedure"), &sheet.procedure_title),
        fact(lang.pick("异议对象", "About"), &about),
        fact(
            lang.pick("您认为应该是", "You say is right"),
            &sheet.claimed,
        ),
        fact(
            lang.pick("您提出的时间", "You objected"),
            &date::moment(sheet.joined_at, lang),
        ),
    ];
    if let Some(received) = sheet.received_at {
        facts.push(fact(case::received(lang), &date::moment(received, lang)));
    }
    facts.push(fact(
        lang.pick("办理单位", "Who has to answer"),
        &sheet.issuer_name,
    ));
    let keep = lang.pick(
        "请保存本页地址(扫码或收藏)：进展和结果都在这里看。知道地址的人都能看到。",
        "Please keep the address of this page (scan it or bookmark it): here you follow it. Whoever knows the address can read it.",
    );
    let (number, code) = (escaped(&sheet.case_number), qr::svg(address, CODE_SIDE));
    format!(
        "<p class=\"number\">{number}</p><figure>{code}<figcaption>{keep}</figcaption></figure>\
         <dl class=\"facts\">{}</dl>",
        facts.concat()
    )
}

fn told(result: &ResultTold, lang: Lang) -> String {
    let mut facts = vec![
        fact(
            lang.pick("结果", "Result"),
            case::outcome(result.outcome, lang),
        ),
        fact(
            lang.pick("决定时间", "Decided"),
            &date::moment(result.decided_at, lang),
        ),
    ];
    if let Some(corrected) = &result.corrected {
        facts.push(fact(lang.pick("更正为", "Corrected to"), corrected));
    }
    for reason in &result.reasons {
        facts.push(fact(lang.pick("理由", "Reasons"), reason));
    }
    if !result.remedy.is_empty() {
        facts.push(fact(lang.pick("救济途径", "Remedy"), &result.remedy));
    }
    let title = lang.pick("处理结果", "What became of it");
    format!(
        "<h2>{title}</h2><dl class=\"facts\">{}</dl>",
        facts.concat()
    )
}

fn after(sheet: &Sheet, lang: Lang) -> String {
    let title = lang.pick("您还可以", "What you can do");
    let withdrawn = lang.pick(
        "这件异议已由提出人撤回。您仍有异议的，可以在再次查验后提出。",
        "Who began this case has withdrawn it. If you still object, you may do so after another check.",
    );
    let mut lines = vec![
        lang.pick(
            "要撤回、交材料或者另作说明的，请凭案件编号与办理单位联系。",
            "To withdraw, to hand in files or to say something else, call the agency in charge with the number of the case.",
        ),
        lang.pick(
            "过了上面的期限还没有答复的，拨打 12345 政务服务热线反映。",
            "Call the 12345 hotline if there is no answer after these dates.",
        ),
        lang.pick(
            "对处理结果不服的，答复中会写明还有哪些途径。",
            "If you disagree with the result, the answer says which ways remain.",
        ),
    ];
    if sheet.state == CaseState::Withdrawn {
        lines.insert(0, withdrawn);
    }
    let mut html = format!("<h2>{title}</h2><ul>");
    for line in lines {
        let _ = write!(html, "<li>{line}</li>");
    }
    html.push_str("</ul>");
    html
}
