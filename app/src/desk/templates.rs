//! 文书模板: the texts that the own agency keeps for what it says often. Who approves there keeps them, who handles reads.

use super::desktop::{Desktop, heading};
use super::sending::{Sending, empty as nothing_typed};
use super::text::templates as text;
use super::unfolds::unfolds;
use crate::api;
use crate::remote::Remote;
use crate::ui::{
    Asks, Choice, Empty, FieldKind, FormField, Load, SecondLook, SelectField, Skeleton, lang, live,
};
use domain::access::{Action, Relation, allowed};
use domain::flow::Flow;
use domain::objection::templates::{TemplatePurpose, unknown};
use domain::rulebook::Procedure;
use domain::text::{date, template as words};
use domain::wire::session::Who;
use domain::wire::template::{ChangeTemplate, MakeTemplate, Templates, TextTemplate};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

type All = Remote<Templates>;

pub(super) fn screen(desktop: Desktop, who: &Who) -> AnyView {
    let lang = lang();
    let keeps = allowed(who.actor.role(), Relation::OwnAgency, Action::KeepTemplates);
    let all = Remote::new(api::templates::all);
    let show = Callback::new(move |shown: Templates| {
        let items = shown.items.iter().map(|one| item(one, keeps, desktop, all));
        view! { <ul class="stack undelivered">{items.collect_view()}</ul> }.into_any()
    });
    let make = keeps.then(|| unfolds(text::make(lang), move || make(desktop, all)));
    view! {
        <div class="narrow stack">
            {heading(text::area(lang))}
            <p>{text::area_note(lang)}</p>
            <p class="small">{text::placeholders(lang)}{words::known(lang)}</p>
            {make}
            <Load data=all.signal() retry=all.retry() skeleton=Skeleton::Rows empty=empty show=show />
        </div>
    }
    .into_any()
}

fn empty(all: &Templates) -> Option<Empty> {
    let lang = lang();
    all.items.is_empty().then(|| Empty {
        title: text::none(lang).into(),
        hint: text::none_hint(lang).into(),
    })
}

fn item(one: &TextTemplate, keeps: bool, desktop: Desktop, all: All) -> AnyView {
    let lang = lang();
    let place = [
        one.procedure_title.as_str(),
        " · ",
        words::purpose(one.purpose, lang),
    ];
    let by = [&one.changed_by, " · ", &date::moment(one.changed_at, lang)].concat();
    let kept = keeps.then(|| {
        let changed = one.clone();
        view! {
            {unfolds(text::change(lang), move || change(&changed, desktop, all))}
            {withdraw(one, desktop, all)}
        }
    });
    view! {
        <li class="near">
            <h2>{one.name.clone()}</h2>
            <p class="small">{place.concat()}</p>
            <p class="said">{one.text.clone()}</p>
            <p class="small">{by}</p>
            {kept}
        </li>
    }
    .into_any()
}

/// The boxes of a template's name and text, with what is wrong as it is typed.
fn boxes(
    id: &str,
    sending: Sending,
    (name, body): (RwSignal<String>, RwSignal<String>),
) -> AnyView {
    let lang = lang();
    let refused = sending.error("/text");
    let wrong = Signal::derive(move || {
        let stray = body.with(|body| {
            let names = unknown(body);
            (!names.is_empty()).then(|| words::unknown(&names, lang))
        });
        stray.or_else(|| refused.get())
    });
    view! {
        <FormField id=["template-name-", id].concat() label=text::name(lang) hint=text::name_hint(lang)
            error=sending.error("/name") value=name />
        <FormField id=["template-text-", id].concat() label=text::text(lang) hint=text::text_hint(lang)
            error=wrong value=body kind=FieldKind::Lines />
    }
    .into_any()
}

/// The form of a new one, once it is known which procedures there are.
fn make(desktop: Desktop, all: All) -> AnyView {
    live(move || match desktop.context.rules() {
        None => ().into_any(),
        Some(rules) => make_among(&rules.rulebook.procedures, desktop, all),
    })
}

fn make_among(procedures: &[Procedure], desktop: Desktop, all: All) -> AnyView {
    let lang = lang();
    let handled = procedures.iter().filter(|one| one.offered);
    let handled: Vec<_> = handled
        .filter_map(|one| Some((one.id.clone(), one.title.clone(), one.flow?)))
        .collect();
    if handled.is_empty() {
        return view! { <p class="hint">{text::no_procedure(lang)}</p> }.into_any();
    }
    let options = handled.iter().map(|(id, title, _)| Choice {
        value: id.clone(),
        label: title.clone(),
        hint: String::new(),
    });
    let options = options.collect();
    let sending = Sending::new(desktop);
    let (procedure, purpose) = (nothing_typed(), nothing_typed());
    let (name, body) = (nothing_typed(), nothing_typed());
    let unchosen = RwSignal::new(false);
    let missing = missing(sending, (purpose, unchosen));
    let purposes = live(move || {
        let chosen = procedure.get();
        let flow = handled.iter().find(|(id, _, _)| *id == chosen);
        purposes(flow.map(|(_, _, flow)| *flow), missing, purpose)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = purpose.with_untracked(|chosen| named(chosen));
        unchosen.set(chosen.is_none());
        let Some(purpose) = chosen else {
            crate::ui::error_summary::focus("template-purpose");
            return;
        };
        let request = MakeTemplate {
            procedure: procedure.get_untracked(),
            purpose,
            name: name.get_untracked(),
            text: body.get_untracked(),
        };
        sending.send(
            move |key| api::templates::make(request, key),
            move |made| {
                for typed in [name, body] {
                    typed.try_set(String::new());
                }
                all.set(made);
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            <SelectField id="template-procedure" label=text::procedure(lang) error=sending.error("/procedure")
                options=options chosen=procedure />
            {purposes}
            {boxes("new", sending, (name, body))}
            <p class="buttons">{sending.button(text::make(lang))}</p>
        </form>
    }
    .into_any()
}

fn named(chosen: &str) -> Option<TemplatePurpose> {
    let mut all = TemplatePurpose::ALL.into_iter();
    all.find(|purpose| purpose.as_str() == chosen)
}

/// What is wrong with the purpose: nothing was chosen, or what the server says of it.
fn missing(
    sending: Sending,
    (purpose, unchosen): (RwSignal<String>, RwSignal<bool>),
) -> Signal<Option<String>> {
    let (lang, sent) = (lang(), sending.error("/purpose"));
    Signal::derive(move || {
        let needed = unchosen.get() && purpose.with(String::is_empty);
        needed
            .then(|| text::purpose_needed(lang).to_owned())
            .or_else(|| sent.get())
    })
}

/// For which box of a case of this flow the text is; nothing to choose before there is one.
fn purposes(
    flow: Option<Flow>,
    error: Signal<Option<String>>,
    chosen: RwSignal<String>,
) -> AnyView {
    let lang = lang();
    let fitting = TemplatePurpose::ALL.into_iter();
    let fitting = fitting.filter(|one| flow.is_some_and(|flow| one.fits(flow)));
    let options = fitting.map(|one| Choice {
        value: one.as_str().to_owned(),
        label: words::purpose(one, lang).to_owned(),
        hint: String::new(),
    });
    view! {
        <SelectField id="template-purpose" label=text::purpose(lang) error=error
            options=options.collect() chosen=chosen />
    }
    .into_any()
}

fn change(one: &TextTemplate, desktop: Desktop, all: All) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let (id, version) = (one.id, one.version);
    let name = RwSignal::new(one.name.clone());
    let body = RwSignal::new(one.text.clone());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = ChangeTemplate {
            version,
            name: name.get_untracked(),
            text: body.get_untracked(),
        };
        sending.send(
            move |key| api::templates::change(id, request, key),
            move |changed| all.set(changed),
        );
    };
    view! {
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            {boxes(&id.to_string(), sending, (name, body))}
            <p class="buttons">{sending.button(text::change(lang))}</p>
        </form>
    }
    .into_any()
}

/// The button that withdraws it, after a second look.
fn withdraw(one: &TextTemplate, desktop: Desktop, all: All) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let (id, version, open) = (one.id, one.version, RwSignal::new(false));
    let confirmed = Callback::new(move |()| {
        sending.send(
            move |key| api::templates::withdraw(id, version, key),
            move |left| all.set(left),
        );
    });
    let asks = Asks::Tick(text::withdraw_tick(lang).into());
    let name = one.name.clone();
    view! {
        {sending.trouble()}
        <p class="buttons">
            <button type="button" class="quiet" disabled=move || sending.busy.get() on:click=move |_| open.set(true)>
                {text::withdraw(lang)}
            </button>
        </p>
        <SecondLook open=open title=text::withdraw_question(lang) confirm=text::withdraw(lang) asks=asks on_confirm=confirmed>
            <p>{name}</p>
            <p>{text::withdraw_follows(lang)}</p>
        </SecondLook>
    }
    .into_any()
}
