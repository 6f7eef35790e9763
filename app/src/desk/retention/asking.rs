//! One person asks that what is old enough may go.

use super::{Screen, class, text};
use crate::api;
use crate::desk::sending::empty;
use crate::ui::{Choice, Choices, FieldKind, FormField, lang};
use domain::rulebook::RecordClass;
use domain::wire::pruning::{AskPruning, Retention};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What can be asked for, and how it is called in the form.
const CLASSES: [(RecordClass, &str); 2] =
    [(RecordClass::Use, "use"), (RecordClass::Access, "access")];

/// What is typed stays while the list is fetched anew.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    class: RwSignal<String>,
    reason: RwSignal<String>,
    unchosen: RwSignal<bool>,
}

impl Typed {
    pub(super) fn new() -> Self {
        Self {
            class: empty(),
            reason: empty(),
            unchosen: RwSignal::new(false),
        }
    }
}

pub(super) fn form(all: &Retention, screen: Screen) -> AnyView {
    let lang = lang();
    let Screen {
        sending,
        asked: typed,
        ..
    } = screen;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = typed.class.with_untracked(|chosen| {
            let named = CLASSES.iter().find(|(_, name)| name == chosen);
            named.map(|(class, _)| *class)
        });
        typed.unchosen.set(chosen.is_none());
        let Some(class) = chosen else { return };
        let reason = typed.reason.get_untracked();
        sending.send(
            move |key| api::retention::ask_pruning(AskPruning { class, reason }, key),
            move |all| {
                typed.class.set(String::new());
                typed.reason.set(String::new());
                screen.all.set(all);
            },
        );
    };
    let kept = |one: &RecordClass| all.due.iter().any(|due| due.class == *one);
    let options = CLASSES.iter().filter(|(one, _)| kept(one));
    let options = options.map(|(one, name)| Choice {
        value: (*name).to_owned(),
        label: class(*one, lang).to_owned(),
        hint: none_yet(all, *one).map(str::to_owned).unwrap_or_default(),
    });
    let missing = Signal::derive(move || {
        let missing = typed.unchosen.get();
        missing.then(|| text::which_needed(lang).to_owned())
    });
    view! {
        <details class="unfolds">
            <summary>{text::ask(lang)}</summary>
            <form class="stack narrow" on:submit=submit>
                <Choices id="pruning-class" legend=text::which(lang) error=missing options=options.collect() chosen=typed.class />
                <FormField id="pruning-reason" label=text::reason(lang) hint=text::reason_hint(lang)
                    error=sending.error("/reason") value=typed.reason kind=FieldKind::Lines />
                <p class="buttons">{sending.button(text::ask(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}

fn none_yet(all: &Retention, class: RecordClass) -> Option<&'static str> {
    let due = all.due.iter().find(|due| due.class == class)?;
    (due.records == 0).then(|| text::nothing_yet(lang()))
}
