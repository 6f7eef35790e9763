//! The licence that a code shows.

use super::{Shell, fact, form, lang, of_citizens};
use crate::http::{Path, Problem, Query};
use crate::service::showing::{self, Checked, Seen};
use crate::service::{Ctx, Visitor};
use axum::http::StatusCode;
use axum::response::Response;
use domain::deadline::local_date;
use domain::licence::LicenceStanding;
use domain::showing::CODE_LIVES;
use domain::text::markup::escaped;
use domain::text::{Lang, date, licence as words};
use jiff::Timestamp;
use serde::Deserialize;
use std::fmt::Write as _;

/// What is asked of the page.
#[derive(Deserialize)]
pub(super) struct Asked {
    pub(super) lang: Option<String>,
}

/// The page. What can't be a code is answered as one that has run out.
pub(super) async fn page(
    ctx: Ctx<Visitor>,
    token: Result<Path<String>, Problem>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    of_citizens(&ctx.app)?;
    let lang = lang(asked.lang.as_deref());
    let token = token.map(|Path(token)| token).unwrap_or_default();
    let checked = showing::check(&ctx, &token).await?;
    Ok(match checked {
        Some(checked) => shown(&checked, ctx.now, lang),
        None => run_out(lang),
    })
}

fn run_out(lang: Lang) -> Response {
    let lives = CODE_LIVES.as_mins();
    let says = match lang {
        Lang::Zh => {
            format!("请对方重新出示。出示码 {lives} 分钟内有效，由持证主体在手机上随时更新。")
        }
        Lang::En => format!(
            "Please ask to be shown it again. A code lives {lives} minutes, and its holder renews it on the phone at any time."
        ),
    };
    let shell = Shell {
        title: lang.pick("出示码已过期", "This code has run out"),
        lang,
        in_both: true,
    };
    shell.answer(StatusCode::NOT_FOUND, &format!("<p>{says}</p>"))
}

fn shown(checked: &Checked, now: Timestamp, lang: Lang) -> Response {
    let seen = &checked.seen;
    let mut main = card(seen, now, lang);
    let at = [
        fact(lang.pick("查验时间", "Checked"), &date::moment(now, lang)),
        fact(
            lang.pick("出示码有效至", "The code runs out"),
            &date::moment(checked.runs_out, lang),
        ),
    ]
    .concat();
    let _ = write!(main, "<dl class=\"facts\">{at}</dl>");
    main.push_str(&face(seen, lang));
    if let Some(grant) = &checked.grant {
        main.push_str(&form::door(grant, lang));
    }
    let shell = Shell {
        title: lang.pick("证照查验", "A licence, checked"),
        lang,
        in_both: true,
    };
    shell.answer(StatusCode::OK, &main)
}

/// What it is, whose, and how it stands, the mark beside the status.
pub(super) fn card(seen: &Seen, now: Timestamp, lang: Lang) -> String {
    let summary = &seen.summary;
    let holders: Vec<_> = seen
        .holders
        .iter()
        .map(|holder| {
            let (name, code) = (escaped(&holder.name), escaped(&holder.code));
            format!("<p class=\"whose\"><span>{name}</span><span>{code}</span></p>")
        })
        .collect();
    let holders = holders.concat();
    let standing = words::standing(summary.standing, lang);
    let tone = if summary.standing == LicenceStanding::Valid {
        "good"
    } else {
        "bad"
    };
    let mark = |is: bool, word: &str| {
        let marked = is.then(|| format!("<strong class=\"mark\">{word}</strong>"));
        marked.unwrap_or_default()
    };
    let pledged = mark(summary.pledged, words::pledged(lang));
    let disputed = mark(summary.disputed, words::disputed(lang));
    let means = summary.disputed.then(|| words::disputed_means(lang));
    let means = means.map_or_else(String::new, |means| format!("<p>{means}</p>"));
    let valid = words::validity(summary.valid_to, local_date(now), lang);
    let from = date::full_day(summary.valid_from, lang);
    let since = lang.pick("自", "from ");
    let (name, issuer) = (escaped(&summary.type_name), escaped(&summary.issuer_name));
    let hue = summary.hue % 360 / 30;
    format!(
        "<article class=\"card hue-{hue}\"><h2>{name}</h2>{holders}\
         <p class=\"stands\"><strong class=\"{tone}\">{standing}</strong>{disputed}{pledged}\
         <span class=\"small\">{valid} <span class=\"day\">({since}{from})</span></span></p>\
         <p class=\"small\">{issuer}</p></article>{means}"
    )
}

fn face(seen: &Seen, lang: Lang) -> String {
    let title = lang.pick("照面信息", "What it says");
    let left_out = lang.pick(
        "证件号码等敏感信息不在这里显示。",
        "Numbers of persons and the like are not shown here.",
    );
    let rows: String = seen
        .face
        .iter()
        .map(|field| fact(&field.label, &field.value))
        .collect();
    format!("<h2>{title}</h2><dl class=\"facts\">{rows}</dl><p class=\"small\">{left_out}</p>")
}
