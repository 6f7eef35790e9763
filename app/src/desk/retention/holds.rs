//! Which cases hold their records, because a court or an inquiry needs them?

use super::{Screen, text};
use crate::api;
use crate::ui::{Asks, Column, Empty, FieldKind, FormField, Row, SecondLook, Table, lang};
use domain::text::{Lang, date};
use domain::wire::pruning::{HeldRecords, HoldRecords};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What is typed stays while the list is fetched anew.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub(super) case_number: RwSignal<String>,
    pub(super) reason: RwSignal<String>,
    pub(super) why_lifted: RwSignal<String>,
}

pub(super) fn list(held: &[HeldRecords], screen: Screen) -> AnyView {
    let lang = lang();
    let columns = [
        text::case_number(lang),
        text::reason(lang),
        text::held_by(lang),
        text::state(lang),
    ];
    let rows = held.iter().map(|one| Row::new(cells(one, screen, lang)));
    let empty = Empty {
        title: text::no_holds(lang).into(),
        hint: text::no_holds_hint(lang).into(),
    };
    view! {
        <section class="stack">
            <h2>{text::holds(lang)}</h2>
            <p>{text::holds_note(lang)}</p>
            {form(screen)}
            <Table caption=text::holds(lang) headed=true columns=columns.map(Column::text).into() rows=rows.collect() empty=empty />
        </section>
    }
    .into_any()
}

fn cells(one: &HeldRecords, screen: Screen, lang: Lang) -> Vec<AnyView> {
    let by = [&*one.held_by, " · ", &date::moment(one.held_at, lang)].concat();
    let case = one.clone();
    let lift = move |_| screen.lifting.set(Some(case.clone()));
    vec![
        one.case_number.clone().into_any(),
        one.reason.clone().into_any(),
        by.into_any(),
        view! { <button type="button" on:click=lift>{text::lift(lang)}</button> }.into_any(),
    ]
}

fn form(screen: Screen) -> AnyView {
    let lang = lang();
    let Screen {
        sending,
        held: typed,
        ..
    } = screen;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = HoldRecords {
            case_number: typed.case_number.get_untracked(),
            held: true,
            reason: typed.reason.get_untracked(),
        };
        send(screen, request, [typed.case_number, typed.reason]);
    };
    view! {
        <details class="unfolds">
            <summary>{text::hold(lang)}</summary>
            <form class="stack narrow" on:submit=submit>
                <FormField id="hold-case" label=text::case_number(lang) error=sending.error("/case_number") value=typed.case_number />
                <FormField id="hold-reason" label=text::reason(lang) hint=text::hold_hint(lang)
                    error=sending.error("/reason") value=typed.reason kind=FieldKind::Lines />
                <p class="buttons">{sending.button(text::hold(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}

fn send<const N: usize>(screen: Screen, request: HoldRecords, typed: [RwSignal<String>; N]) {
    screen.sending.send(
        move |key| api::retention::hold(request, key),
        move |all| {
            for field in typed {
                field.set(String::new());
            }
            screen.all.set(all);
        },
    );
}

/// What was held may go afterwards: it is looked at twice, and somebody says why.
pub(super) fn second_look(screen: Screen) -> AnyView {
    let lang = lang();
    let (lifting, why) = (screen.lifting, screen.held.why_lifted);
    let open = RwSignal::new(false);
    let chosen = StoredValue::new(String::new());
    Effect::new(move || {
        if let Some(number) = lifting.with(|one| one.as_ref().map(|one| one.case_number.clone())) {
            chosen.set_value(number);
            open.set(true);
        }
    });
    Effect::new(move || {
        if !open.get() && lifting.with_untracked(Option::is_some) {
            lifting.set(None);
        }
    });
    let confirmed = Callback::new(move |()| {
        let request = HoldRecords {
            case_number: chosen.get_value(),
            held: false,
            reason: why.get_untracked(),
        };
        send(screen, request, [why]);
    });
    let named = move || {
        lifting
            .get()
            .map(|one| [&*one.case_number, " · ", &one.reason].concat())
    };
    view! {
        <SecondLook open=open title=text::lift_title(lang) confirm=text::lift(lang)
            asks=Asks::Tick(text::lift_tick(lang).into()) on_confirm=confirmed>
            <p>{named}</p>
            <p>{text::lift_means(lang)}</p>
            <FormField id="lift-reason" label=text::reason(lang) hint=text::lift_hint(lang) value=why />
        </SecondLook>
    }
    .into_any()
}
