//! 电子印章印模采集表: the form with which an issuer asks for a seal. Checked here by the same rules as on the server.

use super::Sending;
use super::sending::{say, sending as sends};
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::Page;
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::ui::choices::Choice;
use crate::ui::{ErrorSummary, FieldError, FormField, Load, SelectField, Skeleton, lang};
use domain::problem::{FieldCode, FieldProblem};
use domain::sealing::{CreditCertificate, FormPerson, Proof, SealForm};
use domain::text::{Lang, problem};
use domain::wire::case::StaffRef;
use domain::wire::seal::{RequestSeal, SealDetail};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A box of the form: the pointer to its field, its label, and what is typed.
type Label = fn(Lang) -> &'static str;
type Field = (&'static str, Label, RwSignal<String>);

/// Everything that is typed. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    fields: StoredValue<Vec<Field>>,
    keeper: RwSignal<String>,
    tried: RwSignal<bool>,
}

const FIELDS: [(&str, Label); 19] = [
    ("/name", text::name),
    ("/unit_name", text::unit),
    ("/unit_code", text::unit_code),
    ("/address", text::address),
    ("/region", text::region),
    ("/handler/name", text::person_name),
    ("/handler/number", text::person_number),
    ("/handler/title", text::person_title),
    ("/handler/phone", text::person_phone),
    ("/head/name", text::person_name),
    ("/head/number", text::person_number),
    ("/head/title", text::person_title),
    ("/head/phone", text::person_phone),
    ("/purpose", text::purpose),
    ("/diameter_mm", text::diameter),
    ("/certificate/name", text::certificate_name),
    ("/certificate/code", text::certificate_code),
    ("/proof/reference", text::proof_reference),
    ("/proof/sentence", text::proof_sentence),
];

impl Typed {
    fn new() -> Self {
        let fields = FIELDS.map(|(pointer, label)| (pointer, label, RwSignal::new(String::new())));
        Self {
            fields: StoredValue::new(fields.into()),
            keeper: RwSignal::new(String::new()),
            tried: RwSignal::new(false),
        }
    }

    fn text(self, pointer: &str) -> String {
        self.fields.with_value(|fields| {
            let found = fields.iter().find(|(of, _, _)| *of == pointer);
            found.map_or_else(String::new, |(_, _, typed)| typed.get().trim().to_owned())
        })
    }

    fn form(self) -> SealForm {
        let person = |who: &str| FormPerson {
            name: self.text(&[who, "/name"].concat()),
            number: self.text(&[who, "/number"].concat()),
            title: self.text(&[who, "/title"].concat()),
            phone: self.text(&[who, "/phone"].concat()),
        };
        let proof = Proof {
            reference: self.text("/proof/reference"),
            sentence: self.text("/proof/sentence"),
        };
        let given = !(proof.reference.is_empty() && proof.sentence.is_empty());
        SealForm {
            name: self.text("/name"),
            unit_code: self.text("/unit_code"),
            unit_name: self.text("/unit_name"),
            address: self.text("/address"),
            region: self.text("/region"),
            handler: person("/handler"),
            head: person("/head"),
            purpose: self.text("/purpose"),
            diameter_mm: self.text("/diameter_mm").parse().unwrap_or_default(),
            certificate: CreditCertificate {
                code: self.text("/certificate/code"),
                name: self.text("/certificate/name"),
            },
            proof: given.then_some(proof),
        }
    }

    fn problems(self) -> Vec<FieldProblem> {
        let mut problems = self.form().check();
        // Where the whole proof is missing, its first box says so.
        for problem in &mut problems {
            if problem.pointer == "/proof" {
                problem.pointer.push_str("/reference");
            }
        }
        if self.keeper.with(String::is_empty) {
            problems.push(FieldProblem::new("/keeper", FieldCode::Required));
        }
        problems
    }

    fn wrong(self, pointer: &'static str, lang: Lang) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found = self.tried.get().then(|| self.problems())?;
            let found = found
                .into_iter()
                .find(|problem| problem.pointer == pointer)?;
            Some(problem::field(found.code, found.limit, lang))
        })
    }
}

pub(crate) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let typed = Typed::new();
    let sending = sends(desktop);
    let candidates = Remote::new(api::seals::candidates);
    let show = Callback::new(move |people: Vec<StaffRef>| form(typed, &people, sending));
    view! {
        <div class="narrow stack">
            {heading(text::request(lang))}
            <p class="small">{text::samples(lang)}</p>
            <Load data=candidates.signal() retry=candidates.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn form(typed: Typed, people: &[StaffRef], sending: Sending) -> AnyView {
    let lang = lang();
    let options = people.iter().map(|person| Choice {
        value: person.id.to_string(),
        label: person.name.clone(),
        hint: String::new(),
    });
    let errors = RwSignal::new(Vec::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        typed.tried.set(true);
        let found = untrack(move || typed.problems());
        errors.set(found.iter().map(|problem| error(problem, lang)).collect());
        if let (true, Ok(keeper)) = (found.is_empty(), typed.keeper.get_untracked().parse()) {
            let request = RequestSeal {
                form: untrack(move || typed.form()),
                keeper,
            };
            let navigation = sending.desktop.navigation;
            sending.send(
                move |key| api::seals::request(request, key),
                move |seal: SealDetail| {
                    navigation.go(&Page::Seal(seal.summary.id).href());
                    say(sending, text::done(lang));
                },
            );
        }
    };
    let group = move |name: &'static str, prefix: &'static str| {
        view! { <fieldset class="near"><legend>{name}</legend>{boxes(typed, prefix)}</fieldset> }
    };
    view! {
        <ErrorSummary errors=errors />
        <form class="stack" on:submit=submit>
            {boxes(typed, "")}
            {group(text::handler(lang), "/handler")}
            {group(text::head(lang), "/head")}
            {boxes(typed, "/certificate")}
            <p class="hint">{text::proof_hint(lang)}</p>
            {boxes(typed, "/proof")}
            <SelectField id=id("/keeper") label=text::keeper(lang) error=typed.wrong("/keeper", lang)
                options=options.collect() chosen=typed.keeper />
            {sending.trouble()}
            <p class="buttons"><button class="primary" disabled=move || sending.busy.get()>{text::send_request(lang)}</button></p>
        </form>
    }
    .into_any()
}

/// The boxes of one part of the form; those of the unit and the seal stand in none.
fn boxes(typed: Typed, prefix: &'static str) -> Vec<AnyView> {
    let lang = lang();
    let fields = typed.fields.get_value().into_iter();
    fields
        .filter(|(pointer, _, _)| {
            pointer
                .rsplit_once('/')
                .is_some_and(|(part, _)| part == prefix)
        })
        .map(|(pointer, label, value)| {
            let wrong = typed.wrong(pointer, lang);
            view! { <FormField id=id(pointer) label=label(lang) error=wrong value=value /> }
                .into_any()
        })
        .collect()
}

fn id(pointer: &str) -> String {
    ["seal", &pointer.replace('/', "-")].concat()
}

fn error(problem: &FieldProblem, lang: Lang) -> FieldError {
    FieldError {
        id: id(&problem.pointer),
        message: [
            &label_of(&problem.pointer, lang),
            lang.colon(),
            &problem::field(problem.code, problem.limit, lang),
        ]
        .concat(),
    }
}

/// Out of its group a box of a person says whose it is.
fn label_of(pointer: &str, lang: Lang) -> String {
    let found = FIELDS.iter().find(|(of, _)| *of == pointer);
    let label = found.map_or_else(|| text::keeper(lang), |(_, label)| label(lang));
    match pointer.split('/').nth(1) {
        Some("handler") => [text::handler(lang), " ", label].concat(),
        Some("head") => [text::head(lang), " ", label].concat(),
        _ => label.to_owned(),
    }
}
