//! A case came in by hotline, letter or another department: what does the clerk enter? The form is made from the procedure
//! in the rulebook.

use super::in_question::InQuestion;
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::moment::Typed;
use crate::desk::page::{Page, QUEUE, View};
use crate::desk::sending::{Sending, empty};
use crate::desk::text::objections as text;
use crate::remote::Remote;
use crate::ui::{
    Choice, Choices, Empty, FieldKind, FormField, Icon, Load, SelectField, Skeleton, icon, lang,
};
use domain::flow::{Flow, Subject};
use domain::objection::{Complaint, Contact};
use domain::rulebook::{Channel, Objector, Procedure, Rulebook, Starts};
use domain::text::case as words;
use domain::wire::desk::RegisterCase;
use domain::wire::session::Rules;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What a clerk can register here: an objection to a licence where the hotline brings some.
fn registrable(rulebook: &Rulebook) -> impl Iterator<Item = &Procedure> {
    rulebook.procedures.iter().filter(|one| {
        let fits =
            |flow: Flow| flow.subject != Subject::Licence || one.is_open_to(Channel::Hotline);
        one.flow.is_some_and(fits) && one.offered && channels(one).next().is_some()
    })
}

/// Whether it is about a licence.
fn of_licence(procedure: &Procedure) -> bool {
    procedure
        .flow
        .is_some_and(|flow| flow.subject == Subject::Licence)
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

/// What is being entered. Cheap to copy.
#[derive(Clone, Copy)]
struct Entry {
    sending: Sending,
    in_question: InQuestion,
    objector: RwSignal<String>,
    way: RwSignal<String>,
    ground: RwSignal<String>,
    name: RwSignal<String>,
    reach: RwSignal<String>,
    work_order: RwSignal<String>,
    subject: RwSignal<String>,
    explanation: RwSignal<String>,
    received: Typed,
    stated: Typed,
    /// Whether somebody tried to send it: only then is what is missing called an error.
    tried: RwSignal<bool>,
}

impl Entry {
    fn new(desktop: Desktop, procedure: &Procedure) -> Self {
        let now = desktop.context.now();
        let ways: Vec<Channel> = channels(procedure).collect();
        Self {
            sending: Sending::new(desktop),
            in_question: InQuestion::new(desktop),
            objector: chosen_if_only(&procedure.objectors),
            way: chosen_if_only(&ways),
            ground: chosen_if_only(&procedure.grounds),
            name: empty(),
            reach: empty(),
            work_order: empty(),
            subject: empty(),
            explanation: empty(),
            received: Typed::at(now),
            stated: Typed::at(now),
            tried: RwSignal::new(false),
        }
    }

    /// As it is sent; nothing while something is missing, and then the boxes say what.
    fn request(self, procedure: &Procedure, has_stated: bool) -> Option<RegisterCase> {
        self.tried.set(true);
        let ways: Vec<Channel> = channels(procedure).collect();
        let (received, stated) = (self.received.read(), has_stated.then(|| self.stated.read()));
        let stated_at = match stated {
            Some(stated) => Some(stated?),
            None => None,
        };
        let objector = place(&procedure.objectors, self.objector)?;
        let about_licence = of_licence(procedure);
        Some(RegisterCase {
            procedure: procedure.id.clone(),
            objector,
            channel: place(&ways, self.way)?,
            complaint: Complaint {
                subject: self.subject.get_untracked(),
                ground: place(&procedure.grounds, self.ground),
                explanation: self.explanation.get_untracked(),
            },
            licence: self.in_question.licence().filter(|_| about_licence),
            claims: self.in_question.claims(),
            contact: self.contact(objector),
            work_order: self.work_order.get_untracked(),
            received_at: received?,
            stated_at,
        })
    }

    /// How who objects can be told; a holder has an account, and may leave it out.
    fn contact(self, objector: Objector) -> Option<Contact> {
        let contact = Contact {
            name: self.name.get_untracked(),
            reach: self.reach.get_untracked(),
        };
        let nothing = contact.name.trim().is_empty() && contact.reach.trim().is_empty();
        (objector != Objector::Holder || !nothing).then_some(contact)
    }

    /// What is wrong with a choice, also that nothing is chosen.
    fn choice(self, chosen: RwSignal<String>, pointer: &'static str) -> Signal<Option<String>> {
        let lang = lang();
        let refused = self.sending.error(pointer);
        Signal::derive(move || {
            let nothing = self.tried.get() && chosen.with(String::is_empty);
            let missing = nothing.then(|| text::choose(lang).to_owned());
            refused.get().or(missing)
        })
    }

    fn who(self, procedure: &Procedure) -> AnyView {
        let lang = lang();
        let ways: Vec<Channel> = channels(procedure).collect();
        let objectors = options(&procedure.objectors, |one| words::objector(one, lang));
        let way_options = options(&ways, |one| words::channel(one, lang));
        let hotline = move || {
            let chosen = self.way.with(|way| way.parse::<usize>().ok());
            chosen.and_then(|place| ways.get(place).copied()) == Some(Channel::Hotline)
        };
        let order = move || {
            hotline().then(|| view! {
                <FormField id="work-order" label=text::work_order(lang) hint=text::work_order_hint(lang)
                    error=self.sending.error("/work_order") value=self.work_order />
            })
        };
        view! {
            <SelectField id="objector" label=text::objects_as(lang) error=self.choice(self.objector, "/objector")
                options=objectors chosen=self.objector />
            <SelectField id="channel" label=text::channel(lang) error=self.choice(self.way, "/channel")
                options=way_options chosen=self.way />
            {order}
            <FormField id="name" label=text::objector(lang) error=self.sending.error("/contact/name") value=self.name />
            <FormField id="reach" label=text::reach(lang) hint=text::reach_hint(lang)
                error=self.sending.error("/contact/reach") value=self.reach />
        }
        .into_any()
    }

    fn when(self, stated: Option<String>) -> AnyView {
        let lang = lang();
        let labels = (text::day(lang), text::time(lang));
        let stated = stated.map(|what| {
            view! {
                <fieldset class="near">
                    <legend>{text::counts_from(lang)}" "{what}</legend>
                    {self.stated.fields("stated", labels, self.sending.error("/stated_at"))}
                </fieldset>
            }
        });
        view! {
            <fieldset class="near">
                <legend>{text::received_at(lang)}</legend>
                <p class="hint">{text::received_at_hint(lang)}</p>
                {self.received.fields("received", labels, self.sending.error("/received_at"))}
            </fieldset>
            {stated}
        }
        .into_any()
    }

    fn what(self, procedure: &Procedure) -> AnyView {
        let lang = lang();
        let about = procedure
            .flow
            .map_or("", |flow| words::subject(flow.subject, lang));
        let grounds = options(&procedure.grounds, |one| words::ground(one, lang));
        let (about, at) = if of_licence(procedure) {
            let at = ("/ground", "/explanation");
            (self.in_question.fields(self.sending), at)
        } else {
            let at = ("/complaint/ground", "/complaint/explanation");
            let subject = view! {
                <FormField id="subject" label=about hint=text::subject_hint(lang)
                    error=self.sending.error("/complaint/subject") value=self.subject />
            };
            (subject.into_any(), at)
        };
        view! {
            {about}
            <SelectField id="ground" label=text::ground(lang) error=self.choice(self.ground, at.0)
                options=grounds chosen=self.ground />
            <FormField id="explanation" label=text::explanation(lang)
                error=self.sending.error(at.1) value=self.explanation kind=FieldKind::Lines />
        }
        .into_any()
    }
}

fn form(desktop: Desktop, procedure: Procedure, stated: Option<String>) -> AnyView {
    let lang = lang();
    let entry = Entry::new(desktop, &procedure);
    let has_stated = stated.is_some();
    let note = procedure.note.clone();
    let note = note.map(|note| view! { <p class="hint">{note}</p> });
    let (who, when, what) = (
        entry.who(&procedure),
        entry.when(stated),
        entry.what(&procedure),
    );
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(request) = entry.request(&procedure, has_stated) else {
            return;
        };
        entry.sending.send(
            move |key| api::desk::register(request, key),
            move |receipt| {
                let view = View::default().with_case(Some(receipt.id));
                desktop.navigation.go(&Page::Queue(view).href());
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit novalidate>
            {note}
            {entry.sending.trouble()}
            {who}
            {when}
            {what}
            <p class="buttons">{entry.sending.button(text::register(lang))}</p>
        </form>
    }
    .into_any()
}
