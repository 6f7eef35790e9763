//! How is an arrangement loaded? Its text is pasted, checked and tried; then it waits for another person.

use super::review::review;
use crate::api;
use crate::desk::desktop::Desktop;
use crate::desk::page::Page;
use crate::desk::sending::{Sending, empty};
use crate::desk::text::calendar as text;
use crate::ui::choices::Choice;
use crate::ui::date_field::wrong_day;
use crate::ui::{DateField, FieldKind, FormField, SelectField, lang};
use domain::calendar::ArrangementKind;
use domain::problem::FieldCode;
use domain::text::{Lang, calendar as words, problem};
use domain::validity::read_day;
use domain::wire::calendar::{ArrangeCalendar, CalendarReview};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    kind: RwSignal<String>,
    year: RwSignal<String>,
    number: RwSignal<String>,
    published: RwSignal<String>,
    url: RwSignal<String>,
    text: RwSignal<String>,
    second: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Typed {
    /// As somebody begins: the next year.
    fn new(year: i16) -> Self {
        Self {
            kind: RwSignal::new(name(ArrangementKind::Year).into()),
            year: RwSignal::new(year.to_string()),
            number: empty(),
            published: empty(),
            url: empty(),
            text: empty(),
            second: empty(),
            tried: RwSignal::new(false),
        }
    }

    /// What is asked for, or nothing where a day or a number is none; then the boxes say so.
    fn read(self) -> Option<ArrangeCalendar> {
        self.tried.set(true);
        let kind = self.kind.get_untracked();
        Some(ArrangeCalendar {
            kind: ArrangementKind::ALL
                .into_iter()
                .find(|one| name(*one) == kind)?,
            year: self.year.get_untracked().trim().parse().ok()?,
            number: self.number.get_untracked(),
            published: self.published.with_untracked(|day| read_day(day))?,
            url: self.url.get_untracked(),
            text: self.text.get_untracked(),
            second: self.second.get_untracked(),
        })
    }
}

const fn name(kind: ArrangementKind) -> &'static str {
    match kind {
        ArrangementKind::Year => "year",
        ArrangementKind::Amendment => "amendment",
        ArrangementKind::Region => "region",
    }
}

pub(super) fn form(desktop: Desktop) -> AnyView {
    let lang = lang();
    let typed = Typed::new(desktop.times.today().year() + 1);
    let (asking, proposing) = (Sending::new(desktop), Sending::new(desktop));
    let found = RwSignal::new(None::<(ArrangeCalendar, CalendarReview)>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        found.set(None);
        let Some(request) = typed.read() else { return };
        let asked = request.clone();
        asking.look(
            move || api::calendar::review(request),
            move |answer| {
                found.try_set(Some((asked, answer)));
            },
        );
    };
    let shown = move || {
        let (request, answer) = found.get()?;
        let ready = answer.faults.is_empty();
        let propose = move |_| {
            let request = request.clone();
            proposing.send(
                move |key| api::calendar::propose(request, key),
                move |detail| {
                    let page = Page::Arrangement(detail.summary.id);
                    desktop.navigation.go(&page.href());
                },
            );
        };
        let button = ready.then(|| {
            view! {
                {proposing.trouble()}
                <p>{text::propose_hint(lang)}</p>
                <p class="buttons"><button type="button" class="primary" disabled=move || proposing.busy.get() on:click=propose>{text::propose(lang)}</button></p>
            }
        });
        Some(view! { <section aria-live="polite">{review(&answer, desktop)}{button}</section> })
    };
    view! {
        <details class="unfolds">
            <summary>{text::load(lang)}</summary>
            <form class="stack narrow" on:submit=submit novalidate>
                {asking.trouble()}
                {fields(typed, asking)}
                <p class="buttons">{asking.button(text::review(lang))}</p>
            </form>
            {shown}
        </details>
    }
    .into_any()
}

fn fields(typed: Typed, asking: Sending) -> AnyView {
    let lang = lang();
    let kinds = ArrangementKind::ALL.map(|kind| Choice {
        value: name(kind).into(),
        label: words::kind(kind, lang).into(),
        hint: String::new(),
    });
    let missing = move |is_missing: bool, code: FieldCode| {
        (typed.tried.get() && is_missing).then(|| problem::field(code, None, lang))
    };
    let no_year = asking.error("/year");
    let no_year = Signal::derive(move || {
        let wrong = typed.year.with(|year| year.trim().parse::<i16>().is_err());
        no_year
            .get()
            .or_else(|| missing(wrong, FieldCode::NotANumber))
    });
    let no_day = asking.error("/published");
    let no_day = Signal::derive(move || {
        let wrong = typed.published.with(|day| read_day(day).is_none());
        no_day.get().or_else(|| missing(wrong, FieldCode::NotADate))
    });
    let check: fn(&str, Lang) -> Option<String> = wrong_day;
    view! {
        <SelectField id="kind" label=text::kind(lang) options=kinds.to_vec() chosen=typed.kind />
        <FormField id="year" label=text::year(lang) error=no_year value=typed.year />
        <FormField id="number" label=text::number(lang) hint=text::number_hint(lang) error=asking.error("/number") value=typed.number />
        <DateField id="published" label=text::published(lang) error=no_day check=check value=typed.published />
        <FormField id="url" label=text::url(lang) error=asking.error("/url") value=typed.url />
        <FormField id="text" label=text::text(lang) hint=text::text_hint(lang) error=asking.error("/text") value=typed.text kind=FieldKind::Lines />
        <FormField id="second" label=text::second(lang) hint=text::second_hint(lang) error=asking.error("/second") value=typed.second kind=FieldKind::Lines />
    }
    .into_any()
}
