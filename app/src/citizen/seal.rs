//! The seal on a version, and its check by this browser.

use crate::api;
use crate::browser;
use crate::context::Context;
use crate::json;
use crate::seal::{Answer, Shown};
use crate::text::holder as words;
use crate::text::trouble::trouble;
use crate::ui::{Icon, Trouble, heard, icon, lang, live, whole_days};
use domain::deadline::local_date;
use domain::id::LicenceId;
use domain::text::{Lang, date};
use domain::wire::version::VersionShown;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How far a check has come.
#[derive(Clone)]
enum Check {
    Not,
    Running,
    Done(Answer),
    Failed(Trouble),
}

/// Whose seal it is, and a button that checks it against `shown`.
pub(super) fn section(licence: LicenceId, version: &VersionShown, shown: Shown) -> AnyView {
    let lang = lang();
    let Some(seal) = version.seal.clone() else {
        return view! { <p>{words::not_sealed(lang)}</p> }.into_any();
    };
    let (context, check) = (Context::here(), RwSignal::new(Check::Not));
    let number = version.version;
    let clicked = heard(move |_| {
        let shown = shown.clone();
        check.set(Check::Running);
        spawn_local(async move {
            let outcome = match run(licence, number, &shown, lang).await {
                Ok(answer) => answer.map_or_else(|| Check::Failed(missing(lang)), Check::Done),
                Err(error) => {
                    context.heed(&error);
                    Check::Failed(trouble(&error, lang))
                }
            };
            check.try_set(outcome);
        });
    });
    let when = whole_days(&date::moment(seal.sealed_at, lang));
    view! {
        <p>{words::sealed_by(lang)}<strong>{seal.unit}</strong>{words::sealed_at(lang)}{when}</p>
        <p class="buttons"><button type="button" on:click=clicked>{words::check_seal(lang)}</button></p>
        <p class="small">{words::check_note(lang)}</p>
        <div role="status">{live(move || outcome(&check.get(), lang))}</div>
    }
    .into_any()
}

/// Fetches the proof and has it checked; nothing if the checker can't be loaded.
async fn run(
    licence: LicenceId,
    version: u16,
    shown: &Shown,
    lang: Lang,
) -> api::Answer<Option<Answer>> {
    let proof = api::versions::proof(licence, version).await?;
    let Ok(shown) = json::write(shown) else {
        return Ok(None);
    };
    let answer = browser::check_seal(&proof, &shown, lang.tag()).await;
    Ok(answer.and_then(|text| json::read(&text).ok()))
}

fn missing(lang: Lang) -> Trouble {
    Trouble {
        title: words::checker_missing(lang).into(),
        remedy: words::checker_missing_hint(lang).into(),
        request_id: None,
        again: true,
    }
}

fn outcome(check: &Check, lang: Lang) -> AnyView {
    match check {
        Check::Not => ().into_any(),
        Check::Running => view! { <p>{words::checking(lang)}</p> }.into_any(),
        Check::Failed(told) => view! { <p class="error">{told.said(lang)}</p> }.into_any(),
        Check::Done(answer) if answer.why.is_empty() => holds(answer, lang),
        Check::Done(answer) => view! {
            <div class="seal fails">
                <p class="lead">{icon(Icon::Alert)}{words::fails(lang)}</p>
                <p>{answer.why.clone()}</p>
                <p>{words::fails_means(lang)}</p>
            </div>
        }
        .into_any(),
    }
}

fn holds(answer: &Answer, lang: Lang) -> AnyView {
    let fact = |name: &'static str, value: String| {
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
    };
    let moment = |at: Option<Timestamp>| at.map_or_else(String::new, |at| date::moment(at, lang));
    let day = |at: Option<Timestamp>| {
        at.map_or_else(String::new, |at| date::full_day(local_date(at), lang))
    };
    let validity = [day(answer.valid_from), day(answer.valid_to)].join(" – ");
    view! {
        <div class="seal holds">
            <p class="lead">{icon(Icon::Check)}{words::holds(lang)}</p>
            <p>{words::holds_means(lang)}</p>
            <dl class="facts">
                {fact(words::seal_unit(lang), answer.unit.clone())}
                {fact(words::seal_name(lang), answer.name.clone())}
                {fact(words::seal_time(lang), moment(answer.sealed_at))}
                {fact(words::certificate(lang), validity)}
                {fact(words::certified_by(lang), answer.issuer.clone())}
                {fact(words::root(lang), answer.root.clone())}
            </dl>
        </div>
    }
    .into_any()
}
