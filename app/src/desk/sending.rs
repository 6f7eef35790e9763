//! How is a form sent once, and how does it say what is wrong with it?

use super::desktop::{Desktop, refused};
use super::text;
use crate::api::{Answer, ApiError, SubmissionKey};
use crate::text::trouble::trouble;
use crate::ui::{Trouble, lang};
use domain::problem::FieldProblem;
use domain::text::{Lang, problem};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// One form. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    pub(super) desktop: Desktop,
    pub(super) busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    wrong: RwSignal<Vec<FieldProblem>>,
    key: SubmissionKey,
    explain: fn(&ApiError, Lang) -> Trouble,
}

impl Sending {
    pub(super) fn new(desktop: Desktop) -> Self {
        Self::explaining(desktop, trouble)
    }

    /// One whose refusals are told by `explain`.
    pub(super) fn explaining(desktop: Desktop, explain: fn(&ApiError, Lang) -> Trouble) -> Self {
        Self {
            desktop,
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            wrong: RwSignal::new(Vec::new()),
            key: SubmissionKey::new(),
            explain,
        }
    }

    /// Sends it under its key, and hands over what comes back.
    pub(super) fn send<T: 'static, F: Future<Output = Answer<T>> + 'static>(
        self,
        request: impl FnOnce(String) -> F,
        then: impl FnOnce(T) + 'static,
    ) {
        let lang = self.desktop.lang();
        self.ask(
            move || request(self.key.get()),
            move |answer| {
                self.key.answered(answer);
                if answer.is_ok() {
                    let said = Some(text::done(lang).to_owned());
                    self.desktop.toast.try_set(said);
                }
            },
            then,
        );
    }

    /// Asks what a form would do: nothing is kept, so that there is neither a key nor anything to say of it.
    pub(super) fn look<T: 'static, F: Future<Output = Answer<T>> + 'static>(
        self,
        request: impl FnOnce() -> F,
        then: impl FnOnce(T) + 'static,
    ) {
        self.ask(request, |_| {}, then);
    }

    fn ask<T: 'static, F: Future<Output = Answer<T>> + 'static>(
        self,
        request: impl FnOnce() -> F,
        answered: impl FnOnce(&Answer<T>) + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        self.wrong.set(Vec::new());
        let answer = request();
        let lang = self.desktop.lang();
        spawn_local(async move {
            let answer = answer.await;
            self.busy.try_set(false);
            answered(&answer);
            match answer {
                Ok(data) => then(data),
                Err(error) => {
                    self.desktop.context.heed(&error);
                    self.wrong.try_set(error.fields().to_vec());
                    self.trouble.try_set(Some((self.explain)(&error, lang)));
                }
            }
        });
    }

    /// What the server found wrong with a field.
    pub(super) fn error(self, pointer: &'static str) -> Signal<Option<String>> {
        let lang = lang();
        Signal::derive(move || {
            self.wrong.with(|wrong| {
                let found = wrong.iter().find(|one| one.pointer == pointer)?;
                Some(problem::field(found.code, found.limit, lang))
            })
        })
    }

    /// What the server found wrong first with anything below a place.
    pub(super) fn error_below(self, place: &'static str) -> Signal<Option<String>> {
        let lang = lang();
        Signal::derive(move || {
            self.wrong.with(|wrong| {
                let found = wrong.iter().find(|one| one.pointer.starts_with(place))?;
                Some(problem::field(found.code, found.limit, lang))
            })
        })
    }

    /// What was refused as a whole.
    pub(super) fn trouble(self) -> impl Fn() -> Option<AnyView> + Copy + Send + Sync {
        move || self.trouble.get().map(|wrong| refused(&wrong))
    }

    /// The button that sends it.
    pub(super) fn button(self, word: &'static str) -> AnyView {
        let lang = lang();
        let label = move || {
            if self.busy.get() {
                text::working(lang)
            } else {
                word
            }
        };
        view! { <button class="primary" disabled=move || self.busy.get()>{label}</button> }
            .into_any()
    }
}

/// A field with nothing in it.
pub(super) fn empty() -> RwSignal<String> {
    RwSignal::new(String::new())
}
