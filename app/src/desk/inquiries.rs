//! 协查: what other agencies asked the own one, and the form that answers. Who is asked sees the question, not the case.

use super::desktop::{Desktop, heading};
use super::later::later;
use super::sending::{Sending, empty as nothing_typed};
use super::text::inquiries as text;
use crate::api;
use crate::remote::Remote;
use crate::ui::{Empty, FieldKind, FormField, Load, Skeleton, Status, Tone, lang, numbered};
use domain::text::date;
use domain::wire::Page;
use domain::wire::inquiry::{AnswerInquiry, InquiryView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

type List = Remote<Page<InquiryView>>;

pub(super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let cursor = RwSignal::new(String::new());
    let list = Remote::new(move || api::desk::inquiries(cursor.get()));
    let show = Callback::new(move |page: Page<InquiryView>| {
        let items = page.items.iter().map(|one| item(one, desktop, list));
        view! { <ul class="stack undelivered inquiries">{items.collect_view()}</ul>{later(cursor, page.next)} }
            .into_any()
    });
    view! {
        <div class="narrow stack">
            {heading(text::area(lang))}
            <p>{text::area_note(lang)}</p>
            <Load data=list.signal() retry=list.retry() skeleton=Skeleton::Rows empty=empty show=show />
        </div>
    }
    .into_any()
}

fn empty(page: &Page<InquiryView>) -> Option<Empty> {
    let lang = lang();
    page.items.is_empty().then(|| Empty {
        title: text::none(lang).into(),
        hint: text::none_hint(lang).into(),
    })
}

fn item(one: &InquiryView, desktop: Desktop, list: List) -> AnyView {
    let lang = lang();
    let (tone, word) = match (&one.answer, one.unanswered) {
        (Some(_), _) => (Tone::Done, text::answered(lang)),
        (None, true) => (Tone::Late, text::unanswered(lang)),
        (None, false) => (Tone::Soon, text::waits(lang)),
    };
    let by = text::day(one, lang);
    let head = [&one.from, " ", &one.by, " · ", &date::moment(one.at, lang)].concat();
    let number = numbered(&one.case_number, &one.case_number);
    let below = match &one.answer {
        Some(answer) => {
            let head = [&answer.by, " · ", &date::moment(answer.at, lang)].concat();
            view! { <p class="small">{head}</p><p class="said">{answer.words.clone()}</p> }
                .into_any()
        }
        None => form(one, desktop, list),
    };
    view! {
        <li class="near">
            <p class="row"><Status tone word /><span class="small">{by}</span></p>
            <h2>{text::about(lang)}{number}</h2>
            <p class="small">{head}</p>
            <p class="said">{one.words.clone()}</p>
            {below}
        </li>
    }
    .into_any()
}

fn form(one: &InquiryView, desktop: Desktop, list: List) -> AnyView {
    let lang = lang();
    let id = one.id;
    let (sending, words) = (Sending::new(desktop), nothing_typed());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = AnswerInquiry {
            words: words.get_untracked(),
        };
        sending.send(
            move |key| api::desk::answer_inquiry(id, request, key),
            move |_| list.reload(),
        );
    };
    let name = ["inquiry-answer-", &id.to_string()].concat();
    view! {
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            <FormField id=name label=text::answer(lang) hint=text::answer_hint(lang)
                error=sending.error("/words") value=words kind=FieldKind::Lines />
            <p class="buttons">{sending.button(text::answer(lang))}</p>
        </form>
    }
    .into_any()
}
