//! What does a case look like in one row of the queue?

use crate::desk::page::View;
use crate::desk::text::objections as text;
use crate::ui::{Status, Times, Tone, deadline::deadline_line, lang, licence_card::hue_class};
use domain::flow::{CaseState, Subject};
use domain::text::case;
use domain::wire::case::{CaseSummary, ClockView};
use domain::wire::queue::QueueRow;
use leptos::prelude::*;

/// A row; the whole of it is the link that opens the case, but for the box that chooses it.
pub(super) fn row(
    row: QueueRow,
    view: Memo<View>,
    times: Times,
    (names_issuer, pick): (bool, Option<AnyView>),
) -> AnyView {
    let lang = lang();
    let id = row.case.id;
    let href = move || view.with(|view| view.with_case(Some(id)).href());
    let current = move || view.with(|view| (view.case == Some(id)).then_some("true"));
    let clock = next_clock(&row.case).cloned();
    let due = move || match &clock {
        Some(clock) => deadline_line(clock, times),
        None => view! { <span class="small">{text::not_running(lang)}</span> }.into_any(),
    };
    let separator = lang.pick("、", ", ");
    // What is no licence has no fields in dispute: its procedure says what it is.
    let what = match row.case.subject {
        Subject::Licence => row.case.fields.join(separator),
        Subject::DataSet | Subject::WebPage | Subject::Outage => row.case.procedure_title.clone(),
    };
    let handler = row.handler.map(|handler| view! { <span>{handler}</span> });
    let issuer = names_issuer.then(|| view! { <span>{row.case.issuer_name.clone()}</span> });
    let picks = pick.is_some();
    view! {
        <li class:picks=picks>
            {pick}
            <a class=["row ", hue_class(row.case.hue)].concat() href=href data-row="" aria-current=current>
                <span class="due">{due}</span>
                <span class="what"><b>{row.case.type_name.clone()}</b>" "<span>{what}</span></span>
                <span class="state"><Status tone=state_tone(row.case.state) word=case::state_for_staff(row.case.state, lang) /></span>
                <span class="whose">
                    <span class="number">{row.case.case_number.clone()}</span><span>{row.holder_name}</span>{issuer}{handler}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// The clock that runs out next; of a finished case the one that was met last.
pub(super) fn next_clock(case: &CaseSummary) -> Option<&ClockView> {
    let unmet = case
        .clocks
        .iter()
        .filter(|clock| clock.met_at.is_none())
        .min_by_key(|clock| clock.due);
    unmet.or_else(|| case.clocks.iter().max_by_key(|clock| clock.met_at))
}

/// What a state means to the desk: what waits for somebody stands out.
pub(super) const fn state_tone(state: CaseState) -> Tone {
    match state {
        CaseState::Decided | CaseState::Reviewed | CaseState::Notified | CaseState::Closed => {
            Tone::Done
        }
        CaseState::Returned
        | CaseState::Proposed
        | CaseState::ReviewRequested
        | CaseState::Conferring => Tone::Soon,
        CaseState::Filed
        | CaseState::Received
        | CaseState::Marked
        | CaseState::Verifying
        | CaseState::Withdrawn => Tone::Quiet,
    }
}
