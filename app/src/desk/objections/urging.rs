//! 督办: what a supervisor asked about the case and what was answered; the forms that ask and answer. None of it moves a
//! due date, and it says so.

use super::work::Work;
use crate::api;
use crate::desk::asked::{self, Asked};
use crate::desk::sending::{Sending, empty};
use crate::desk::text::urging as text;
use crate::ui::date_field::wrong_day;
use crate::ui::{DateField, FieldKind, FormField, lang};
use domain::access::{Action, Record};
use domain::text::date;
use domain::validity;
use domain::wire::case::CaseDetail;
use domain::wire::session::Who;
use domain::wire::urging::{AnswerUrging, Urge, UrgingView};
use jiff::civil::Date;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What was asked, and the form for who may ask; nothing where there is neither.
pub(super) fn urgings(case: &CaseDetail, who: &Who, work: &Work) -> Option<AnyView> {
    let lang = lang();
    let record = super::deed::record(case);
    let asks = who.actor.may(Action::Urge, record) && !case.summary.state.is_finished();
    let answers = |one: &UrgingView| {
        let asked = Record {
            issuer: one.issuer,
            ..record
        };
        one.answer.is_none() && who.actor.may(Action::AnswerUrging, asked)
    };
    let asked = case.desk.as_ref().map(|desk| desk.urgings.as_slice());
    let asked = asked.unwrap_or_default();
    if asked.is_empty() && !asks {
        return None;
    }
    let all = asked.iter().map(|one| {
        let form = answers(one).then(|| answer(case, one, work));
        view! { <li class="stack">{said(one)}{form}</li> }
    });
    let all = (!asked.is_empty()).then(|| view! { <ol class="urgings">{all.collect_view()}</ol> });
    let form = asks.then(|| ask(case, work));
    Some(
        view! {
            <section class="near">
                <h3>{text::title(lang)}</h3>
                {all}
                {form}
            </section>
        }
        .into_any(),
    )
}

fn said(one: &UrgingView) -> AnyView {
    let lang = lang();
    let answer = one.answer.as_ref().map(|answer| {
        let head = [
            text::answer_of(lang),
            " ",
            &answer.by,
            " · ",
            &date::moment(answer.at, lang),
        ];
        (head.concat(), answer.words.as_str())
    });
    asked::said(Asked {
        head: [one.by.as_str(), " · ", &date::moment(one.at, lang)].concat(),
        by: [text::answer_by(lang), " ", &date::day(one.answer_by, lang)].concat(),
        words: &one.words,
        unanswered: one.unanswered,
        answer,
    })
}

fn ask(case: &CaseDetail, work: &Work) -> AnyView {
    let lang = lang();
    let (id, remote, sending) = (case.summary.id, work.case, Sending::new(work.desktop));
    let (words, day) = (empty(), empty());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = Urge {
            words: words.get_untracked(),
            // What can't be read is refused as a day that has passed is.
            answer_by: day
                .with_untracked(|text| validity::read_day(text))
                .unwrap_or(Date::ZERO),
        };
        sending.send(
            move |key| api::desk::urge(id, request, key),
            move |case| remote.set(case),
        );
    };
    view! {
        <details class="unfolds">
            <summary>{text::urge(lang)}</summary>
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <FormField id="urging-words" label=text::words(lang) hint=text::words_hint(lang)
                    error=sending.error("/words") value=words kind=FieldKind::Lines />
                <DateField id="urging-day" label=text::answer_by(lang) hint=text::answer_by_hint(lang)
                    error=sending.error("/answer_by") check=wrong_day value=day />
                <p class="buttons">{sending.button(text::urge(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}

fn answer(case: &CaseDetail, one: &UrgingView, work: &Work) -> AnyView {
    let lang = lang();
    let (id, urging, remote) = (case.summary.id, one.id, work.case);
    let field = ["urging-answer-", &urging.to_string()].concat();
    let words = (text::answer(lang), text::answer_hint(lang));
    asked::answers(
        work.desktop,
        field,
        words,
        move |words, key| api::desk::answer_urging(id, urging, AnswerUrging { words }, key),
        move |case| remote.set(case),
    )
}
