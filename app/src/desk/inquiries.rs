//! 协查: what other agencies asked the own one, and the form that answers. Who is asked sees the question, not the case.

use super::asked;
use super::desktop::{Desktop, heading};
use super::later::later;
use super::text::inquiries as text;
use crate::api;
use crate::remote::Remote;
use crate::ui::{Empty, Load, Skeleton, lang, numbered};
use domain::text::date;
use domain::wire::Page;
use domain::wire::inquiry::{AnswerInquiry, InquiryView};
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
    let state = asked::state(one.answer.is_some(), one.unanswered);
    let by = text::day(one, lang);
    let head = [&one.from, " ", &one.by, " · ", &date::moment(one.at, lang)].concat();
    let number = numbered(&one.case_number, &one.case_number);
    let below = match &one.answer {
        Some(answer) => {
            let head = [&answer.by, " · ", &date::moment(answer.at, lang)].concat();
            asked::answered((head, &answer.words))
        }
        None => form(one, desktop, list),
    };
    view! {
        <li class="near">
            <p class="row">{state}<span class="small">{by}</span></p>
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
    let field = ["inquiry-answer-", &id.to_string()].concat();
    let words = (text::answer(lang), text::answer_hint(lang));
    asked::answers(
        desktop,
        field,
        words,
        move |words, key| api::desk::answer_inquiry(id, AnswerInquiry { words }, key),
        move |_| list.reload(),
    )
}
