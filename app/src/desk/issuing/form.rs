//! What is done with the form: checked while it is typed, looked at once more, sent once.

use super::filled::Filled;
use super::pointers::{self, first};
use super::{checking, filling};
use crate::api::{self, Answer, ApiError, SubmissionKey};
use crate::desk::desktop::Desktop;
use crate::desk::kept::{self, Typed};
use crate::json;
use crate::navigation::{path, query};
use crate::text::trouble::trouble;
use crate::ui::{FieldError, Trouble, lang, live};
use domain::catalogue::TypeBody;
use domain::id::LicenceId;
use domain::issuing::{Sheet, canonical_code};
use domain::licence::LicenceEventKind;
use domain::problem::{FieldCode, FieldProblem};
use domain::text::{Lang, licence as words, problem};
use domain::wire::issuing::{
    BASIS_MAX, EventForm, PreparationDetail, PrepareIssue, PrepareVersion,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;

/// What the form makes.
#[derive(Clone)]
pub(super) enum Purpose {
    /// The first version of a licence of this type.
    Issue(String),
    /// The next one of this licence.
    Next {
        licence: LicenceId,
        kind: LicenceEventKind,
        revision: i64,
        before: Sheet,
    },
}

/// A form at work. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) desktop: Desktop,
    pub(super) kind: StoredValue<TypeBody>,
    pub(super) purpose: StoredValue<Purpose>,
    pub(super) filled: Filled,
    /// Everything that is wrong now, by the server's own check.
    found: Memo<Vec<FieldProblem>>,
    /// The boxes that somebody has left: what is wrong in them is told.
    pub(super) left: RwSignal<BTreeSet<String>>,
    /// Whether somebody tried to go on: then everything is told.
    tried: RwSignal<bool>,
    /// What the server found wrong beyond that.
    wrong: RwSignal<Vec<FieldProblem>>,
    pub(super) summary: RwSignal<Vec<FieldError>>,
    pub(super) busy: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    sent: RwSignal<Option<PreparationDetail>>,
    key: SubmissionKey,
    last: StoredValue<String>,
}

impl Form {
    pub(super) fn of(
        desktop: Desktop,
        kind: TypeBody,
        purpose: Purpose,
        place: String,
        start: Typed,
    ) -> Self {
        let filled = Filled::of(place, start, &kind);
        let (kind, purpose) = (StoredValue::new(kind), StoredValue::new(purpose));
        Self {
            desktop,
            kind,
            purpose,
            filled,
            found: Memo::new(move |_| problems(desktop, filled, kind, purpose)),
            left: RwSignal::new(BTreeSet::new()),
            tried: RwSignal::new(false),
            wrong: RwSignal::new(Vec::new()),
            summary: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            sent: RwSignal::new(None),
            key: SubmissionKey::new(),
            last: StoredValue::new(String::new()),
        }
    }

    pub(super) fn show(self) -> AnyView {
        let checking = self
            .desktop
            .state(|address| query(address, "step") == "check");
        live(move || {
            if let Some(detail) = self.sent.get() {
                return checking::sent(&detail, &self);
            }
            let whole = self.found.with_untracked(Vec::is_empty);
            if checking.get() && whole {
                checking::screen(&self)
            } else {
                filling::screen(&self)
            }
        })
    }

    /// What is made, of which type.
    pub(super) fn title(self, lang: Lang) -> String {
        let event = self.purpose.with_value(|purpose| match purpose {
            Purpose::Issue(_) => LicenceEventKind::Issued,
            Purpose::Next { kind, .. } => *kind,
        });
        let name = self.kind.with_value(|kind| kind.name.clone());
        match (lang, event) {
            (Lang::En, LicenceEventKind::Issued) => ["Issue: ", &name].concat(),
            (Lang::En, _) => [words::event(event, lang), ": ", &name].concat(),
            (Lang::Zh, _) => [words::event(event, lang), &name].concat(),
        }
    }

    /// The version before, of a next one.
    pub(super) fn before(self) -> Option<Sheet> {
        self.purpose.with_value(|purpose| match purpose {
            Purpose::Issue(_) => None,
            Purpose::Next { before, .. } => Some(before.clone()),
        })
    }

    /// What is wrong with a box, once that may be told.
    pub(super) fn at(self, pointer: impl Into<String>) -> Signal<Option<String>> {
        let (pointer, lang) = (pointer.into(), lang());
        let id = pointers::id(&pointer);
        Signal::derive(move || {
            let told = self.tried.get() || self.left.with(|left| left.contains(&id));
            let own = || self.found.with(|found| first(found, &pointer, lang));
            let servers = || self.wrong.with(|wrong| first(wrong, &pointer, lang));
            told.then(own).flatten().or_else(servers)
        })
    }

    /// On to the last look, or to what has to be corrected first.
    pub(super) fn go_on(self) {
        self.tried.set(true);
        self.wrong.set(Vec::new());
        let wrong = self.found.get_untracked();
        self.point_at(&wrong);
        if wrong.is_empty() {
            let here = path(&self.desktop.navigation.address_now()).to_owned();
            self.desktop.navigation.go(&(here + "?step=check"));
        }
    }

    fn point_at(self, wrong: &[FieldProblem]) {
        let lang = self.desktop.lang();
        let line = |found: &FieldProblem| {
            let name = self
                .kind
                .with_value(|kind| pointers::name(&found.pointer, kind, lang));
            let message = problem::field(found.code, found.limit, lang);
            FieldError {
                id: pointers::id(&found.pointer),
                message: [&name, lang.colon(), &message].concat(),
            }
        };
        self.summary.set(wrong.iter().map(line).collect());
    }

    /// Where the form itself stands.
    pub(super) fn here(self) -> String {
        path(&self.desktop.navigation.address_now()).to_owned()
    }

    pub(super) fn start_over(self) {
        self.filled.clear();
        self.tried.set(false);
        self.left.set(BTreeSet::new());
        self.wrong.set(Vec::new());
        self.summary.set(Vec::new());
    }

    /// Another one of the same type.
    pub(super) fn another(self) {
        self.start_over();
        self.sent.set(None);
    }

    pub(super) fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let (sheet, words) = untrack(|| (self.filled.sheet(), self.filled.words()));
        let content = json::write(&sheet).unwrap_or_default()
            + &words
                .as_ref()
                .and_then(|words| json::write(words).ok())
                .unwrap_or_default();
        if self.last.with_value(|last| *last != content) {
            self.key.renew();
            self.last.set_value(content);
        }
        self.busy.set(true);
        self.trouble.set(None);
        let purpose = self.purpose.get_value();
        let (key, place) = (self.key.get(), self.filled.place());
        spawn_local(async move {
            let answer = call(purpose, sheet, words, key).await;
            if answer.is_ok() {
                kept::forget(&place);
            }
            // Whoever has gone on to another page needs no answer here.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(detail) => {
                    self.filled.clear();
                    self.sent.set(Some(detail));
                    self.desktop.navigation.replace(&self.here());
                }
                Err(error) => self.fail(&error),
            }
        });
    }

    fn fail(self, error: &ApiError) {
        self.desktop.context.heed(error);
        let wrong = error.fields().iter().cloned().map(pointers::of_the_form);
        let wrong: Vec<FieldProblem> = wrong.collect();
        if wrong.is_empty() {
            self.trouble.set(Some(trouble(error, self.desktop.lang())));
        } else {
            self.point_at(&wrong);
            self.wrong.set(wrong);
            // Not a journey: the summary takes the focus, not the heading.
            self.desktop.navigation.amend(&self.here());
        }
    }
}

/// Everything that is wrong with what is typed, tracked.
fn problems(
    desktop: Desktop,
    filled: Filled,
    kind: StoredValue<TypeBody>,
    purpose: StoredValue<Purpose>,
) -> Vec<FieldProblem> {
    let today = desktop.context.today();
    let sheet = filled.sheet();
    let checked = kind.with_value(|kind| sheet.check(kind, today));
    let mut problems = checked.err().unwrap_or_default();
    purpose.with_value(|purpose| {
        let Purpose::Next { before, .. } = purpose else {
            return;
        };
        let leads = |sheet: &Sheet| {
            let first = sheet.holders.first()?;
            canonical_code(&first.code_type, &first.code)
        };
        if leads(&sheet).is_some_and(|code| leads(before) != Some(code)) {
            problems.push(FieldProblem::new("/holders/0/code", FieldCode::Fixed));
        }
        if let Some(words) = filled.words() {
            problems.extend(words.check(today));
        } else {
            let blank = filled.on.with(|on| on.trim().is_empty());
            let code = if blank {
                FieldCode::Required
            } else {
                FieldCode::NotADate
            };
            problems.push(FieldProblem::new("/words/on", code));
            let basis = filled.basis.get();
            let wrong = FieldProblem::of_required("/words/basis", &basis, 2..=BASIS_MAX);
            problems.extend(wrong);
        }
    });
    problems
}

async fn call(
    purpose: Purpose,
    sheet: Sheet,
    words: Option<EventForm>,
    key: String,
) -> Answer<PreparationDetail> {
    match (purpose, words) {
        (Purpose::Issue(type_code), _) => {
            api::issuing::issue(PrepareIssue { type_code, sheet }, key).await
        }
        (
            Purpose::Next {
                licence,
                kind,
                revision,
                ..
            },
            Some(words),
        ) => {
            let request = PrepareVersion {
                kind,
                revision,
                sheet,
                words,
            };
            api::issuing::next_version(licence, request, key).await
        }
        // The form goes nowhere before its day can be read.
        (Purpose::Next { .. }, None) => Err(ApiError::Garbled),
    }
}
