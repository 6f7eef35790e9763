//! 我的异议: open ones first, each with its next date.

use super::paging::more;
use crate::api;
use crate::context::Context;
use crate::navigation::heading;
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::deadline::deadline_line;
use crate::ui::licence_card::hue_class;
use crate::ui::{Empty, Load, Skeleton, Status, Times, Tone, lang, live};
use domain::flow::{CaseState, Subject};
use domain::objection::Outcome;
use domain::text::{case, date};
use domain::wire::Page as Rows;
use domain::wire::case::CaseSummary;
use leptos::prelude::*;

pub(super) fn objections() -> AnyView {
    let lang = lang();
    let times = Context::here().times();
    let cases = Remote::new(|| api::objections::list(String::new()));
    let show = Callback::new(move |page: Rows<CaseSummary>| {
        let add = move |next: Rows<CaseSummary>| {
            let mut all = cases.data_now().map(|page| page.items).unwrap_or_default();
            all.extend(next.items);
            cases.set(Rows {
                items: all,
                next: next.next,
            });
        };
        let cards = page
            .items
            .into_iter()
            .map(|case| card(case, times))
            .collect_view();
        view! { <ul class="cards">{cards}</ul>{more(page.next, api::objections::list, add)} }
            .into_any()
    });
    view! {
        {heading(words::objections(lang).into(), words::site(lang))}
        {super::complaining::way(Context::here())}
        <Load data=cases.signal() retry=cases.retry() skeleton=Skeleton::Cards empty=nothing show />
        <p class="buttons"><a class="button" href=Page::Choose.href()>{words::object(lang)}</a></p>
        {disclosed_link()}
    }
    .into_any()
}

/// What everybody may read of cases that were answered: a page of the server's own, outside of this app.
pub(super) fn disclosed_link() -> AnyView {
    let lang = lang();
    let href = ["/disclosed?lang=", lang.tag()].concat();
    view! { <p><a href=href>{words::disclosed(lang)}</a></p> }.into_any()
}

fn nothing(page: &Rows<CaseSummary>) -> Option<Empty> {
    let lang = lang();
    page.items.is_empty().then(|| Empty {
        title: words::no_objections(lang).into(),
        hint: words::no_objections_hint(lang).into(),
    })
}

fn card(case: CaseSummary, times: Times) -> AnyView {
    let lang = lang();
    let (tone, word) = standing(&case);
    let what = match case.subject {
        Subject::Licence => case.fields.join(lang.pick("、", ", ")),
        Subject::DataSet | Subject::WebPage | Subject::Outage => case.procedure_title.clone(),
    };
    let next = case
        .state
        .is_undecided()
        .then(|| {
            case.clocks
                .iter()
                .find(|clock| clock.met_at.is_none())
                .cloned()
        })
        .flatten();
    let next = next.map(|clock| live(move || deadline_line(&clock, times)));
    view! {
        <li>
            <article class=["card ", hue_class(case.hue)].concat()>
                <h2><a href=Page::Objection(case.id).href()>{case.type_name}</a></h2>
                <p class="whose">{what}</p>
                <p class="stands"><Status tone word />{next}</p>
                <p class="small"><span class="number">{case.case_number}</span><span>{words::filed_on(lang)}" "{date::moment(case.filed_at, lang)}</span></p>
            </article>
        </li>
    }
    .into_any()
}

/// Where a case stands, in words with their meaning; once decided the outcome says more than the state.
pub(super) fn standing(summary: &CaseSummary) -> (Tone, &'static str) {
    let lang = lang();
    match (summary.outcome, summary.state) {
        (Some(outcome @ Outcome::Rejected), _) => (Tone::Quiet, case::outcome(outcome, lang)),
        (Some(outcome), _) => (Tone::Done, case::outcome(outcome, lang)),
        (None, state @ CaseState::Returned) => (Tone::Soon, case::state(state, lang)),
        (None, state) => (Tone::Quiet, case::state(state, lang)),
    }
}
