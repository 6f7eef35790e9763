//! The first three steps: which fields, what is right, why.

use super::draft::Writing;
use super::files;
use crate::navigation::Navigation;
use crate::page::{Page, Step};
use crate::text::citizen as words;
use crate::ui::{
    Choice, Choices, ErrorSummary, FieldError, FieldKind, FormField, Picks, effect, heard, lang,
};
use domain::objection::{Claim, DraftBody};
use domain::problem::{FieldCode, FieldProblem};
use domain::rulebook::Ground;
use domain::text::{Lang, case, problem};
use leptos::prelude::*;

/// Step 1.
pub(super) fn fields(writing: Writing) -> AnyView {
    let lang = lang();
    let options = writing.licence(|licence| {
        let option = |field: &domain::wire::licence::FaceValue| Choice {
            value: field.key.clone(),
            label: field.label.clone(),
            hint: field.value.clone(),
        };
        licence.face.iter().map(option).collect::<Vec<_>>()
    });
    let order: Vec<String> = options.iter().map(|option| option.value.clone()).collect();
    let chosen = RwSignal::new(writing.body.with_untracked(|body| {
        body.claims
            .iter()
            .map(|c| c.key.clone())
            .collect::<Vec<_>>()
    }));
    keep(writing, move |body| {
        let claimed = |key: &str| {
            body.claims
                .iter()
                .find(|claim| claim.key == key)
                .map(|claim| claim.claimed.clone())
        };
        // In the licence's order; a value that was typed before comes back with its field.
        body.claims = chosen.with(|chosen| {
            let wanted = order.iter().filter(|key| chosen.contains(key));
            wanted
                .map(|key| Claim {
                    key: key.clone(),
                    claimed: claimed(key).unwrap_or_default(),
                })
                .collect()
        });
    });
    let errors = Errors::new(writing, Step::Fields);
    form(errors, Step::Claims, view! {
        <Picks id="claims" legend=words::step_fields_hint(lang) error=errors.of("claims") options chosen />
    }.into_any())
}

/// Step 2.
pub(super) fn claims(writing: Writing) -> AnyView {
    let lang = lang();
    let errors = Errors::new(writing, Step::Claims);
    let claims = writing.body.with_untracked(|body| body.claims.clone());
    let boxes = claims.into_iter().enumerate().map(|(index, claim)| {
        let (label, shown) = writing.licence(|licence| {
            let field = licence.face.iter().find(|field| field.key == claim.key);
            field.map(|field| (field.label.clone(), field.value.clone())).unwrap_or_default()
        });
        let shown = if shown.is_empty() { words::empty_value(lang).into() } else { shown };
        let id = ["claims-", &index.to_string(), "-claimed"].concat();
        let value = RwSignal::new(claim.claimed);
        keep(writing, move |body| {
            if let Some(claim) = body.claims.iter_mut().find(|other| other.key == claim.key) {
                claim.claimed = value.get();
            }
        });
        let hint = [words::claim_hint(lang), &shown].concat();
        view! { <FormField id=id.clone() label hint error=errors.of(&id) value kind=FieldKind::Line /> }.into_any()
    });
    let boxes = boxes.collect_view().into_any();
    form(errors, Step::Reasons, boxes)
}

/// Step 3.
pub(super) fn reasons(writing: Writing) -> AnyView {
    let lang = lang();
    let errors = Errors::new(writing, Step::Reasons);
    let (ground, explanation) = writing
        .body
        .with_untracked(|body| (body.ground, body.explanation.clone()));
    let chosen = RwSignal::new(ground.map(name).unwrap_or_default().to_owned());
    let value = RwSignal::new(explanation);
    let grounds = writing.grounds();
    let options = grounds.iter().map(|&ground| Choice {
        value: name(ground).into(),
        label: case::ground_plain(ground, lang).into(),
        hint: case::ground_means(ground, lang).into(),
    });
    let options: Vec<Choice> = options.collect();
    keep(writing, move |body| {
        body.ground = chosen.with(|chosen| {
            let mut grounds = grounds.iter().copied();
            grounds.find(|ground| name(*ground) == chosen)
        });
    });
    keep(writing, move |body| body.explanation = value.get());
    form(errors, Step::Check, view! {
        <Choices id="ground" legend=words::ground(lang) error=errors.of("ground") options chosen />
        <FormField id="explanation" label=words::explanation(lang) hint=words::explanation_hint(lang) error=errors.of("explanation") value kind=FieldKind::Lines />
        {files::picker(writing)}
    }.into_any())
}

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

/// Puts what is typed into the draft, now and on each change.
fn keep(writing: Writing, put: impl Fn(&mut DraftBody) + 'static) {
    effect(move || {
        let mut body = writing.body.get_untracked();
        put(&mut body);
        if writing.body.with_untracked(|old| *old != body) {
            writing.body.set(body);
        }
    });
}

/// What is wrong with one step; told when somebody tries to go on.
#[derive(Clone, Copy)]
struct Errors {
    writing: Writing,
    step: Step,
    found: RwSignal<Vec<FieldError>>,
    lang: Lang,
}

impl Errors {
    fn new(writing: Writing, step: Step) -> Self {
        Self {
            writing,
            step,
            found: RwSignal::new(Vec::new()),
            lang: lang(),
        }
    }

    /// What is wrong with one box.
    fn of(self, id: &str) -> Signal<Option<String>> {
        let id = id.to_owned();
        Signal::derive(move || {
            self.found.with(|found| {
                found
                    .iter()
                    .find(|error| error.id == id)
                    .map(|error| error.message.clone())
            })
        })
    }

    fn look(self) -> bool {
        let own = |problem: &FieldProblem| step_of(&problem.pointer) == self.step;
        let error = |wrong: FieldProblem| FieldError {
            id: id_of(&wrong.pointer),
            message: self.message(&wrong),
        };
        let found: Vec<_> = self
            .writing
            .problems()
            .into_iter()
            .filter(own)
            .map(error)
            .collect();
        let none = found.is_empty();
        self.found.set(found);
        none
    }

    /// What to do about it.
    fn message(self, wrong: &FieldProblem) -> String {
        let lang = self.lang;
        match (wrong.code, wrong.pointer.as_str()) {
            (FieldCode::Required, "/claims") => words::choose_fields(lang).into(),
            (FieldCode::Required, "/ground") => words::choose_ground(lang).into(),
            (FieldCode::Required, "/explanation") => words::say_why(lang).into(),
            (FieldCode::Required, pointer) => {
                [&self.label(pointer), words::say_claim(lang)].concat()
            }
            (code, pointer) => [
                &self.label(pointer),
                problem::field(code, wrong.limit, lang).as_str(),
            ]
            .concat(),
        }
    }

    /// Which of several boxes is meant.
    fn label(self, pointer: &str) -> String {
        if pointer == "/explanation" {
            return [words::said(self.lang), self.lang.colon()].concat();
        }
        let index = pointer
            .split('/')
            .nth(2)
            .and_then(|part| part.parse::<usize>().ok());
        let key = index.and_then(|index| {
            self.writing
                .body
                .with_untracked(|body| body.claims.get(index).map(|claim| claim.key.clone()))
        });
        let label = key.and_then(|key| {
            self.writing.licence(|licence| {
                licence
                    .face
                    .iter()
                    .find(|field| field.key == key)
                    .map(|field| field.label.clone())
            })
        });
        label
            .map(|label| [&label, self.lang.colon()].concat())
            .unwrap_or_default()
    }
}

/// The step on which a part of the draft is asked for.
pub(super) fn step_of(pointer: &str) -> Step {
    match pointer {
        "/claims" => Step::Fields,
        "/ground" | "/explanation" => Step::Reasons,
        _ => Step::Claims,
    }
}

/// `/claims/0/claimed` is asked for in the box `claims-0-claimed`.
fn id_of(pointer: &str) -> String {
    pointer.trim_start_matches('/').replace('/', "-")
}

fn form(errors: Errors, next: Step, boxes: AnyView) -> AnyView {
    let lang = lang();
    let id = errors.writing.id;
    let navigation = Navigation::here();
    let go_on = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if errors.look()
            && let Some(navigation) = navigation
        {
            navigation.go(&Page::Draft(id, next).href());
        }
    };
    view! {
        <ErrorSummary errors=errors.found />
        <form class="stack" on:submit=heard(go_on) novalidate>
            {boxes}
            <p class="buttons"><button class="primary">{words::next(lang)}</button></p>
        </form>
    }
    .into_any()
}
