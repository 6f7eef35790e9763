//! Something else is wrong than a licence: public data, or a page of a government web site, where the rulebook lets people
//! say so (庆数 三十三, 嘉网 二十七(二)).

use super::paging::{back, told};
use crate::api::{self, SubmissionKey};
use crate::browser::{recall_here, remember_here};
use crate::context::Context;
use crate::navigation::{Navigation, heading};
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::error_summary::focus;
use crate::ui::{
    Choice, Choices, Empty, FieldKind, FormField, Load, Skeleton, Trouble, effect, heard, lang,
    live,
};
use domain::flow::Subject;
use domain::objection::Complaint;
use domain::problem::FieldProblem;
use domain::rulebook::{Ground, Procedure, Rulebook};
use domain::text::{Lang, case, problem};
use domain::wire::asking::FileComplaint;
use domain::wire::session::Rules;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

const SUBJECT: &str = "mz.complaint.subject";
const EXPLANATION: &str = "mz.complaint.explanation";

/// What people can complain of in the app here.
pub(super) fn open_here(rulebook: &Rulebook) -> impl Iterator<Item = &Procedure> {
    rulebook.procedures.iter().filter(|one| {
        let other = one
            .flow
            .is_some_and(|flow| flow.subject != Subject::Licence);
        other && one.objector_in_app().is_some()
    })
}

pub(super) fn complain() -> AnyView {
    let lang = lang();
    let rules = Remote::new(api::session::rules);
    let writing = Writing::new();
    let show = Callback::new(move |rules: Rules| {
        let all: Vec<Procedure> = open_here(&rules.rulebook).cloned().collect();
        chosen_form(all, writing)
    });
    view! {
        {back(Page::Objections, words::objections(lang))}
        {heading(words::complain(lang).into(), words::site(lang))}
        <Load data=rules.signal() retry=rules.retry() skeleton=Skeleton::Page empty=nothing show />
    }
    .into_any()
}

fn nothing(rules: &Rules) -> Option<Empty> {
    let lang = lang();
    let none = open_here(&rules.rulebook).next().is_none();
    none.then(|| Empty {
        title: words::no_complaints(lang).into(),
        hint: words::no_complaints_hint(lang).into(),
    })
}

/// The form of the only procedure, or of the one that somebody chooses.
fn chosen_form(all: Vec<Procedure>, writing: Writing) -> AnyView {
    let options = all.iter().map(|one| Choice {
        value: one.id.clone(),
        label: one.title.clone(),
        hint: String::new(),
    });
    let options = options.collect::<Vec<_>>();
    let only = all.first().filter(|_| all.len() == 1);
    let which = RwSignal::new(only.map(|one| one.id.clone()).unwrap_or_default());
    let choice = only.is_none().then(|| {
        view! { <Choices id="procedure" legend=words::complain(writing.lang) options chosen=which /> }
            .into_any()
    });
    let shown = live(move || {
        let chosen = which.get();
        let found = all.iter().find(|one| one.id == chosen).cloned();
        found.map(|one| form(one, writing)).into_any()
    });
    view! { {choice}{shown} }.into_any()
}

/// What is being typed; the tab keeps it. Cheap to copy.
#[derive(Clone, Copy)]
struct Writing {
    subject: RwSignal<String>,
    ground: RwSignal<String>,
    explanation: RwSignal<String>,
    wrong: RwSignal<Vec<FieldProblem>>,
    problem: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
    key: SubmissionKey,
    context: Context,
    lang: Lang,
}

impl Writing {
    fn new() -> Self {
        let kept = |place| RwSignal::new(recall_here(place).unwrap_or_default());
        let writing = Self {
            subject: kept(SUBJECT),
            ground: RwSignal::new(String::new()),
            explanation: kept(EXPLANATION),
            wrong: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
            key: SubmissionKey::new(),
            context: Context::here(),
            lang: lang(),
        };
        effect(move || {
            writing.subject.with(|text| remember_here(SUBJECT, text));
            let keep = |text: &String| remember_here(EXPLANATION, text);
            writing.explanation.with(keep);
        });
        writing
    }

    fn complaint(self, grounds: &[Ground]) -> Complaint {
        let chosen = self.ground.get_untracked();
        let mut grounds = grounds.iter().copied();
        Complaint {
            subject: self.subject.get_untracked(),
            ground: grounds.find(|ground| name(*ground) == chosen),
            explanation: self.explanation.get_untracked(),
        }
    }

    fn error(self, pointer: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.wrong.with(|wrong| {
                let found = wrong.iter().find(|one| one.pointer == pointer)?;
                Some(problem::field(found.code, found.limit, self.lang))
            })
        })
    }

    fn found(self, wrong: Vec<FieldProblem>) {
        let first = wrong.first().map(|one| one.pointer.clone());
        self.wrong.set(wrong);
        match first.as_deref() {
            Some("/complaint/subject") => focus("subject"),
            Some("/complaint/ground") => focus("ground"),
            Some(_) => focus("explanation"),
            None => {}
        }
    }

    async fn send(self, request: FileComplaint) {
        match api::objections::complain(request, self.key.get()).await {
            Ok(receipt) => {
                self.key.renew();
                self.subject.try_set(String::new());
                self.explanation.try_set(String::new());
                if let Some(navigation) = Navigation::here() {
                    navigation.replace(&Page::Receipt(receipt.id).href());
                }
            }
            Err(error) => {
                self.context.heed(&error);
                self.problem.try_set(Some(trouble(&error, self.lang)));
                self.found(error.fields().to_vec());
            }
        }
        self.busy.try_set(false);
    }
}

/// As it stands in the form.
const fn name(ground: Ground) -> &'static str {
    match ground {
        Ground::Accuracy => "accuracy",
        Ground::Completeness => "completeness",
        Ground::Timeliness => "timeliness",
        Ground::Privacy => "privacy",
        Ground::TradeSecret => "trade-secret",
        Ground::ForceMajeure => "force-majeure",
    }
}

fn form(procedure: Procedure, writing: Writing) -> AnyView {
    let lang = writing.lang;
    let page = procedure
        .flow
        .is_some_and(|flow| flow.subject == Subject::WebPage);
    let (label, hint) = if page {
        (words::which_page(lang), words::which_page_hint(lang))
    } else {
        (words::which_data(lang), words::which_data_hint(lang))
    };
    let options = procedure.grounds.iter().map(|&ground| Choice {
        value: name(ground).into(),
        label: case::ground_plain(ground, lang).into(),
        hint: String::new(),
    });
    let options = options.collect::<Vec<_>>();
    let note = procedure
        .note
        .clone()
        .map(|note| view! { <p class="small">{note}</p> }.into_any());
    let title = procedure.title.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if writing.busy.get_untracked() {
            return;
        }
        let complaint = writing.complaint(&procedure.grounds);
        let wrong = complaint.check(&procedure);
        writing.problem.set(None);
        let sound = wrong.is_empty();
        writing.found(wrong);
        if sound {
            writing.busy.set(true);
            let procedure = procedure.id.clone();
            spawn_local(writing.send(FileComplaint {
                procedure,
                complaint,
            }));
        }
    };
    view! {
        <form class="near" on:submit=heard(submit) novalidate>
            <h2>{title}</h2>
            {note}
            {told(writing.problem)}
            <FormField id="subject" label hint error=writing.error("/complaint/subject") value=writing.subject />
            <Choices id="ground" legend=words::ground(lang) error=writing.error("/complaint/ground") options chosen=writing.ground />
            <FormField id="explanation" label=words::what_is_wrong(lang) hint=words::what_is_wrong_hint(lang)
                error=writing.error("/complaint/explanation") value=writing.explanation kind=FieldKind::Lines />
            <p class="buttons"><button class="primary">{words::send_complaint(lang)}</button></p>
        </form>
    }
    .into_any()
}

/// The way here, where there is something to complain of.
pub(super) fn way(context: Context) -> AnyView {
    let lang = lang();
    live(move || {
        let rules = context.rules();
        let open = rules.is_some_and(|rules| open_here(&rules.rulebook).next().is_some());
        if !open {
            return ().into_any();
        }
        view! {
            <p class="buttons"><a class="button" href=Page::Complain.href()>{words::complain(lang)}</a></p>
        }
        .into_any()
    })
}
