//! What can be done with a seal now, and who may: it is confirmed, made, suspended, resumed, revoked, handed over; and its
//! standing authorities are granted and ended.

use super::{Sending, can};
use crate::api;
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::ui::choices::Choice;
use crate::ui::date_field::wrong_day;
use crate::ui::{
    Asks, Column, DateField, FieldKind, FormField, Row, SecondLook, SelectField, Table, lang,
};
use domain::id::AuthorityId;
use domain::sealing::{Covers, SealAct, SealEvent, SealState};
use domain::text::date;
use domain::validity;
use domain::wire::seal::{
    AuthorityShown, GrantAuthority, HandSealOver, Keeping, MoveSeal, SealDetail,
};
use domain::wire::session::Who;
use leptos::prelude::*;

/// Buttons for what can happen now, behind a second look; and the hand-over.
pub(super) fn deeds(
    detail: &SealDetail,
    who: &Who,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> AnyView {
    let agency = detail.summary.agency;
    let possible = SealEvent::ALL.into_iter().filter(|event| {
        detail.summary.state.after(*event).is_ok() && can(who, agency, event.act())
    });
    let forms: Vec<AnyView> = possible
        .map(|event| step(event, detail, sending, seal))
        .collect();
    let over = !detail.summary.state.is_final() && can(who, agency, SealAct::HandOver);
    let hand_over = over.then(|| hand_over(detail, sending, seal));
    view! {
        {sending.refused()}
        {forms}
        {hand_over}
    }
    .into_any()
}

fn step(
    event: SealEvent,
    detail: &SealDetail,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> AnyView {
    let lang = lang();
    let (note, day) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let open = RwSignal::new(false);
    let (id, version) = (detail.summary.id, detail.summary.version);
    let confirm = Callback::new(move |()| {
        let request = MoveSeal {
            version,
            event,
            note: note.get_untracked(),
            valid_to: validity::read_day(&day.get_untracked()),
        };
        sending.step(seal, move |key| api::seals::advance(id, request, key));
    });
    let named = |field: &str| format!("{field}-{event:?}").to_lowercase();
    let words = event.needs_words().then(|| {
        view! { <FormField id=named("note") label=text::note(lang) value=note kind=FieldKind::Lines /> }
    });
    let until = (event == SealEvent::Make).then(|| {
        view! { <DateField id=named("until") label=text::valid_to(lang) hint=text::valid_to_hint(lang) check=wrong_day value=day /> }
    });
    let name = text::event(event, lang);
    let seal_name = detail.summary.name.clone();
    let missing = move || sending.busy.get();
    view! {
        <details class="near">
            <summary>{name}</summary>
            <div class="stack">
                {words}
                {until}
                <p class="buttons">
                    <button type="button" disabled=missing on:click=move |_| open.set(true)>{name}</button>
                </p>
            </div>
            <SecondLook open=open title=text::really(lang) confirm=name asks=Asks::Tick(text::read_it(lang).into())
                on_confirm=confirm>
                <p class="lead">{name}": "{seal_name}</p>
            </SecondLook>
        </details>
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
        sending.step(seal, move |key| api::seals::hand_over(id, request, key));
    };
    let missing = move || sending.busy.get() || what.with(String::is_empty);
    view! {
        <details class="near">
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

/// The standing authorities, with ways to grant and end them.
pub(super) fn authorities(
    detail: &SealDetail,
    who: &Who,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> AnyView {
    let lang = lang();
    let may = can(who, detail.summary.agency, SealAct::Authorise);
    let columns = vec![
        Column::text(text::kind(lang)),
        Column::text(text::covers(lang)),
        Column::text(text::from_day(lang)),
        Column::text(text::to_day(lang)),
        Column::text(text::granted_by(lang)),
        Column::number(text::sealed_count(lang)),
        Column::text(text::state(lang)),
    ];
    let rows: Vec<Row> = detail
        .authorities
        .iter()
        .map(|one| row(one, may, detail, sending, seal))
        .collect();
    let table = if rows.is_empty() {
        view! { <p>{text::no_authorities(lang)}</p> }.into_any()
    } else {
        view! { <Table caption=text::authorities(lang) headed=true columns=columns rows=rows /> }
            .into_any()
    };
    let grant =
        (may && detail.summary.state == SealState::Made).then(|| grant(detail, sending, seal));
    view! { <section class="near"><h2>{text::authorities(lang)}</h2>{table}{grant}</section> }
        .into_any()
}

fn row(
    one: &AuthorityShown,
    may: bool,
    detail: &SealDetail,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> Row {
    let lang = lang();
    let last = match one.ended_at {
        Some(at) => {
            view! { <span class="small">{text::ended(lang)}" "{date::moment(at, lang)}</span> }
                .into_any()
        }
        None if may => end(one.id, detail, sending, seal),
        None => "—".into_any(),
    };
    Row::new(vec![
        one.type_name.clone().into_any(),
        text::covers_what(one.covers, lang).into_any(),
        date::full_day(one.from, lang).into_any(),
        date::full_day(one.to, lang).into_any(),
        one.granted_by.name.clone().into_any(),
        one.sealed.to_string().into_any(),
        last,
    ])
}

fn end(
    authority: AuthorityId,
    detail: &SealDetail,
    sending: Sending,
    seal: Remote<SealDetail>,
) -> AnyView {
    let id = detail.summary.id;
    let ending = move |_| {
        sending.step(seal, move |key| api::seals::end(id, authority, key));
    };
    view! { <button type="button" disabled=move || sending.busy.get() on:click=ending>{text::end(lang())}</button> }
        .into_any()
}

fn grant(detail: &SealDetail, sending: Sending, seal: Remote<SealDetail>) -> AnyView {
    let lang = lang();
    let id = detail.summary.id;
    let (code, covers) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let options = Covers::ALL
        .into_iter()
        .map(|covers| Choice {
            value: word(covers).into(),
            label: text::covers_what(covers, lang).into(),
            hint: String::new(),
        })
        .collect::<Vec<_>>();
    let read = move || {
        let chosen = covers.get();
        Some(GrantAuthority {
            type_code: code.get().trim().to_owned(),
            covers: Covers::ALL.into_iter().find(|one| word(*one) == chosen)?,
            from: validity::read_day(&from.get())?,
            to: validity::read_day(&to.get())?,
        })
    };
    let send = move |_| {
        let Some(request) = untrack(read) else { return };
        sending.step(seal, move |key| api::seals::grant(id, request, key));
    };
    let missing = move || sending.busy.get() || read().is_none();
    view! {
        <details class="near">
            <summary>{text::grant(lang)}</summary>
            <div class="stack">
                <FormField id="type-code" label=text::type_code(lang) value=code />
                <SelectField id="covers" label=text::covers(lang) options=options chosen=covers />
                <DateField id="from" label=text::from_day(lang) check=wrong_day value=from />
                <DateField id="until" label=text::to_day(lang) check=wrong_day value=to />
                <p class="buttons"><button type="button" disabled=missing on:click=send>{text::grant(lang)}</button></p>
            </div>
        </details>
    }
    .into_any()
}

const fn word(covers: Covers) -> &'static str {
    match covers {
        Covers::Approved => "approved",
        Covers::Collected => "collected",
        Covers::Both => "both",
    }
}
