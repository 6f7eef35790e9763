//! A case came in by hotline, letter or another department: what does the clerk enter? The form is made from the procedure
//! in the rulebook.

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::{Page, QUEUE, View};
use crate::desk::sending::{Sending, empty};
use crate::desk::supervision::moment::Typed;
use crate::desk::text::objections as text;
use crate::remote::Remote;
use crate::ui::{
    Choice, Choices, Empty, FieldKind, FormField, Icon, Load, SelectField, Skeleton, icon, lang,
};
use domain::flow::Subject;
use domain::objection::{Complaint, Contact};
use domain::rulebook::{Channel, Ground, Objector, Procedure, Rulebook, Starts};
use domain::text::case as words;
use domain::wire::desk::RegisterCase;
use domain::wire::session::Rules;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What a clerk can register here. An objection to a licence begins at the licence.
fn registrable(rulebook: &Rulebook) -> impl Iterator<Item = &Procedure> {
    rulebook.procedures.iter().filter(|one| {
        let other = one
            .flow
            .is_some_and(|flow| flow.subject != Subject::Licence);
        other && one.offered && channels(one).next().is_some()
    })
}

/// By which way it can have come: everything but the app.
fn channels(procedure: &Procedure) -> impl Iterator<Item = Channel> {
    let all = procedure.channels.iter().map(|one| one.channel);
    all.filter(|channel| *channel != Channel::App)
}

pub(in crate::desk) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let rules = Remote::new(api::session::rules);
    let show = Callback::new(move |rules: Rules| chosen(desktop, rules));
    view! {
        <div class="stack page">
            <a class="back" href=QUEUE>{icon(Icon::Back)}{text::back_to_queue(lang)}</a>
            {heading(text::register(lang))}
            <Load data=rules.signal() retry=rules.retry() skeleton=Skeleton::Page empty=nothing show=show />
        </div>
    }
    .into_any()
}

fn nothing(rules: &Rules) -> Option<Empty> {
    let lang = lang();
    let none = registrable(&rules.rulebook).next().is_none();
    none.then(|| Empty {
        title: text::nothing_to_register(lang).into(),
        hint: text::nothing_to_register_hint(lang).into(),
    })
}

/// The form of the only procedure, or of the one that is chosen.
fn chosen(desktop: Desktop, rules: Rules) -> AnyView {
    let all: Vec<Procedure> = registrable(&rules.rulebook).cloned().collect();
    let only = all.first().filter(|_| all.len() == 1);
    let which = RwSignal::new(only.map(|one| one.id.clone()).unwrap_or_default());
    let options = all.iter().map(|one| Choice {
        value: one.id.clone(),
        label: one.title.clone(),
        hint: String::new(),
    });
    let options: Vec<_> = options.collect();
    let choice = only.is_none().then(|| {
        view! { <Choices id="procedure" legend=text::procedure(lang()) options=options chosen=which /> }
    });
    let shown = move || {
        let id = which.get();
        let found = all.iter().find(|one| one.id == id)?;
        let stated = rules
            .rulebook
            .clocks_of(&found.id)
            .find(|clock| clock.starts == Starts::Stated);
        let stated = stated.and_then(|clock| clock.from.clone());
        Some(form(desktop, found.clone(), stated))
    };
    view! { {choice}{shown} }.into_any()
}

/// The names under which choices stand in the form.
fn place<T: PartialEq + Copy>(all: &[T], chosen: RwSignal<String>) -> Option<T> {
    let chosen = chosen.get_untracked().parse::<usize>().ok()?;
    all.get(chosen).copied()
}

fn options<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<Choice> {
    let named = all.iter().enumerate().map(|(place, one)| Choice {
        value: place.to_string(),
        label: name(*one).into(),
        hint: String::new(),
    });
    named.collect()
}

/// The first choice where there is no other.
fn chosen_if_only<T>(all: &[T]) -> RwSignal<String> {
    RwSignal::new(if all.len() == 1 {
        "0".into()
    } else {
        String::new()
    })
}

fn form(desktop: Desktop, procedure: Procedure, stated: Option<String>) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let objectors: Vec<Objector> = procedure.objectors.clone();
    let ways: Vec<Channel> = channels(&procedure).collect();
    let grounds: Vec<Ground> = procedure.grounds.clone();
    let (objector, way) = (chosen_if_only(&objectors), chosen_if_only(&ways));
    let ground = chosen_if_only(&grounds);
    let (name, reach, work_order) = (empty(), empty(), empty());
    let (subject, explanation) = (empty(), empty());
    let now = desktop.context.now();
    let (received, found) = (Typed::at(now), Typed::at(now));
    let has_stated = stated.is_some();
    let hotline = {
        let ways = ways.clone();
        move || {
            let chosen = way.with(|way| way.parse::<usize>().ok());
            chosen.and_then(|place| ways.get(place).copied()) == Some(Channel::Hotline)
        }
    };
    let objector_options = options(&objectors, |one| words::objector(one, lang));
    let way_options = options(&ways, |one| words::channel(one, lang));
    let ground_options = options(&grounds, |one| words::ground(one, lang));
    let note = procedure.note.clone();
    let about = procedure
        .flow
        .map_or("", |flow| words::subject(flow.subject, lang));
    let missing = RwSignal::new(false);
    let required = move |chosen: RwSignal<String>, pointer| {
        let refused = sending.error(pointer);
        Signal::derive(move || {
            let nothing = missing.get() && chosen.with(String::is_empty);
            refused
                .get()
                .or(nothing.then(|| text::choose(lang).to_owned()))
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        missing.set(true);
        let chosen = (place(&objectors, objector), place(&ways, way));
        let (Some(objector), Some(channel)) = chosen else {
            return;
        };
        let Some(received_at) = received.read() else {
            return;
        };
        let stated_at = if has_stated { found.read() } else { None };
        if has_stated && stated_at.is_none() {
            return;
        }
        let request = RegisterCase {
            procedure: procedure.id.clone(),
            objector,
            channel,
            complaint: Complaint {
                subject: subject.get_untracked(),
                ground: place(&grounds, ground),
                explanation: explanation.get_untracked(),
            },
            licence: None,
            claims: Vec::new(),
            contact: Some(Contact {
                name: name.get_untracked(),
                reach: reach.get_untracked(),
            }),
            work_order: work_order.get_untracked(),
            received_at,
            stated_at,
        };
        sending.send(
            move |key| api::desk::register(request, key),
            move |receipt| {
                let view = View::default().with_case(Some(receipt.id));
                desktop.navigation.go(&Page::Queue(view).href());
            },
        );
    };
    let order = move || {
        hotline().then(|| {
            view! {
                <FormField id="work-order" label=text::work_order(lang) hint=text::work_order_hint(lang)
                    error=sending.error("/work_order") value=work_order />
            }
        })
    };
    let stated = stated.map(|what| {
        view! {
            <fieldset class="near">
                <legend>{text::counts_from(lang)}" "{what}</legend>
                {found.fields("stated", (text::day(lang), text::time(lang)), sending.error("/stated_at"))}
            </fieldset>
        }
    });
    view! {
        <form class="stack" on:submit=submit novalidate>
            {note.map(|note| view! { <p class="hint">{note}</p> })}
            {sending.trouble()}
            <SelectField id="objector" label=text::objects_as(lang) error=required(objector, "/objector")
                options=objector_options chosen=objector />
            <SelectField id="channel" label=text::channel(lang) error=required(way, "/channel") options=way_options chosen=way />
            {order}
            <FormField id="name" label=text::objector(lang) error=sending.error("/contact/name") value=name />
            <FormField id="reach" label=text::reach(lang) hint=text::reach_hint(lang) error=sending.error("/contact/reach") value=reach />
            <fieldset class="near">
                <legend>{text::received_at(lang)}</legend>
                <p class="hint">{text::received_at_hint(lang)}</p>
                {received.fields("received", (text::day(lang), text::time(lang)), sending.error("/received_at"))}
            </fieldset>
            {stated}
            <FormField id="subject" label=about hint=text::subject_hint(lang) error=sending.error("/complaint/subject") value=subject />
            <SelectField id="ground" label=text::ground(lang) error=required(ground, "/complaint/ground")
                options=ground_options chosen=ground />
            <FormField id="explanation" label=text::explanation(lang) error=sending.error("/complaint/explanation")
                value=explanation kind=FieldKind::Lines />
            <p class="buttons">{sending.button(text::register(lang))}</p>
        </form>
    }
    .into_any()
}
