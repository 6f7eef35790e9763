//! What can be done with a seal now, and who may: it is confirmed, made, suspended, resumed, revoked, handed over.

use super::sending::step;
use super::{Sending, can, certifying};
use crate::api;
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::ui::choices::Choice;
use crate::ui::date_field::wrong_day;
use crate::ui::{Asks, DateField, FieldKind, FormField, SecondLook, SelectField, lang};
use domain::sealing::{SealAct, SealEvent};
use domain::validity;
use domain::wire::seal::{HandSealOver, Keeping, MoveSeal, SealDetail, SealSummary};
use domain::wire::session::Who;
use leptos::prelude::*;

/// Buttons for what can happen now, behind a second look; and the hand-over.
pub(super) fn deeds(
    detail: &SealDetail,
    who: &Who,
    sending: Sending,
    seal: Remote<SealDetail>,
    asked: RwSignal<String>,
) -> AnyView {
    let agency = detail.summary.agency;
    let possible = SealEvent::ALL.into_iter().filter(|event| {
        detail.summary.state.after(*event).is_ok() && can(who, agency, event.act())
    });
    let forms: Vec<AnyView> = possible
        .flat_map(|event| {
            let certified =
                (event == SealEvent::Make).then(|| certifying::form(detail, sending, seal, asked));
            [Some(form(event, detail, sending, seal)), certified]
        })
        .flatten()
        .collect();
    let over = !detail.summary.state.is_final() && can(who, agency, SealAct::HandOver);
    let hand_over = over.then(|| hand_over(detail, sending, seal));
    view! {
        {sending.trouble()}
        {forms}
        {hand_over}
    }
    .into_any()
}

fn form(
    event: SealEvent,
    detail: &SealDetail,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> AnyView {
    let lang = lang();
    let (note, day) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (id, version) = (detail.summary.id, detail.summary.version);
    let confirm = Callback::new(move |()| {
        let request = MoveSeal {
            version,
            event,
            note: note.get_untracked(),
            valid_to: validity::read_day(&day.get_untracked()),
            certificate: None,
        };
        step(sending, seal, move |key| {
            api::seals::advance(id, request, key)
        });
    });
    let named = |field: &str| format!("{field}-{event:?}").to_lowercase();
    let words = event.needs_words().then(|| {
        view! { <FormField id=named("note") label=text::note(lang) value=note kind=FieldKind::Lines /> }
    });
    let until = (event == SealEvent::Make).then(|| {
        view! { <DateField id=named("until") label=text::valid_to(lang) hint=text::valid_to_hint(lang) check=wrong_day value=day /> }
    });
    let name = text::event(event, lang);
    let missing = move || sending.busy.get();
    view! {
        <details class="unfolds">
            <summary>{name}</summary>
            <div class="stack">
                {words}
                {until}
                {behind_a_second_look(event, &detail.summary, missing, confirm)}
            </div>
        </details>
    }
    .into_any()
}

/// The button of an event, and what is asked before it happens to the seal.
pub(super) fn behind_a_second_look(
    event: SealEvent,
    seal: &SealSummary,
    missing: impl Fn() -> bool + Send + Sync + 'static,
    confirm: Callback<()>,
) -> AnyView {
    let lang = lang();
    let open = RwSignal::new(false);
    let (name, seal_name) = (text::event(event, lang), seal.name.clone());
    view! {
        <p class="buttons">
            <button type="button" disabled=missing on:click=move |_| open.set(true)>{name}</button>
        </p>
        <SecondLook open=open title=text::really(lang) confirm=name asks=Asks::Tick(text::read_it(lang).into())
            on_confirm=confirm>
            <p class="lead">{name}{lang.colon()}{seal_name}</p>
        </SecondLook>
    }
    .into_any()
}

fn hand_over(detail: &SealDetail, sending: Sending, seal: Remote<SealDetail>) -> AnyView {
    let lang = lang();
    let (what, to, note) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let (id, version) = (detail.summary.id, detail.summary.version);
    let choice = |value: &str, label: &str| Choice {
        value: value.into(),
        label: label.into(),
        hint: String::new(),
    };
    let kinds = vec![
        choice("keeper", text::keeper(lang)),
        choice("deputy", text::deputy(lang)),
    ];
    let people = detail
        .candidates
        .iter()
        .map(|person| choice(&person.id.to_string(), &person.name))
        .collect::<Vec<_>>();
    let send = move |_| {
        let request = HandSealOver {
            version,
            keeping: if what.get_untracked() == "keeper" {
                Keeping::Keeper
            } else {
                Keeping::Deputy
            },
            to: to.get_untracked().parse().ok(),
            note: note.get_untracked(),
        };
        step(sending, seal, move |key| {
            api::seals::hand_over(id, request, key)
        });
    };
    let missing = move || sending.busy.get() || what.with(String::is_empty);
    view! {
        <details class="unfolds">
            <summary>{text::hand_over(lang)}</summary>
            <div class="stack">
                <SelectField id="keeping" label=text::as_what(lang) options=kinds chosen=what />
                <SelectField id="to" label=text::to_whom(lang) blank=text::nobody(lang) options=people chosen=to />
                <FormField id="hand-over-note" label=text::hand_over_note(lang) value=note kind=FieldKind::Lines />
                <p class="buttons"><button type="button" disabled=missing on:click=send>{text::hand_over(lang)}</button></p>
            </div>
        </details>
    }
    .into_any()
}
