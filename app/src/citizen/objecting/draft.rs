//! What is being typed, and how it gets to the server: a moment after each change, again and again until it is there.
//!
//! What the server does not hold yet is also kept in the tab, so that a reload at the wrong moment loses nothing.

use super::files::Files;
use crate::api::{self, Answer, ApiError};
use crate::citizen::begun::{self, Begun};
use crate::citizen::unsent::Outbox;
use crate::context::Context;
use crate::navigation::Navigation;
use crate::page::Page;
use crate::text::trouble::trouble;
use crate::ui::{Trouble, effect, lang, numbered};
use crate::{browser, json};
use async_lock::Mutex;
use domain::id::{DraftId, LicenceId};
use domain::objection::{DraftBody, FilingContext};
use domain::problem::{FieldProblem, ProblemCode};
use domain::rulebook::Ground;
use domain::text::Lang;
use domain::wire::draft::{Draft, SaveDraft};
use domain::wire::licence::LicenceDetail;
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// Typing rests so many milliseconds before it is saved.
const REST: i32 = 600;
/// So many milliseconds after a failure it is tried again.
const RETRY: i32 = 5_000;

/// Where what was typed is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// On the server.
    Saved(Timestamp),
    /// On its way.
    OnItsWay,
    /// In this tab only, for this reason.
    Waiting(Trouble),
}

/// What the server holds of a draft.
struct Held {
    /// None yet, of one that was begun without a connection.
    version: i64,
    body: DraftBody,
    at: Timestamp,
}

impl Held {
    fn says(&self, body: &DraftBody) -> bool {
        self.version > 0 && self.body == *body
    }
}

impl From<Draft> for Held {
    fn from(draft: Draft) -> Self {
        Self {
            version: draft.version,
            body: draft.body,
            at: draft.saved_at,
        }
    }
}

/// A draft that is being written. Cheap to copy; lives as long as its screen.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) id: DraftId,
    pub(super) body: RwSignal<DraftBody>,
    pub(super) files: Files,
    licence: StoredValue<LicenceDetail>,
    grounds: StoredValue<Vec<Ground>>,
    /// Locked while a save is on its way: saves go one after another, so that none of ours makes another one stale.
    held: StoredValue<Arc<Mutex<Held>>>,
    /// Filed or thrown away: nothing of it is saved any more.
    over: StoredValue<bool>,
    /// The server doesn't have its text yet: it stands on this device until then.
    begun: StoredValue<bool>,
    pub(super) saving: RwSignal<Saving>,
    timer: StoredValue<i32>,
    pub(super) deleted_on: Date,
    context: StoredValue<Context>,
    outbox: StoredValue<Option<Outbox>>,
    navigation: StoredValue<Option<Navigation>>,
    lang: Lang,
}

impl Writing {
    /// Goes on with a draft as the server has it, or with what this tab still keeps of it.
    pub(super) fn begin(draft: Draft, licence: LicenceDetail, files: Files) -> Self {
        files.evidence.set(draft.evidence.clone());
        let outbox = Outbox::here();
        let kept = browser::recall_here(&name(draft.id))
            .and_then(|text| json::read(&text).ok())
            .or_else(|| outbox?.body_of(draft.id));
        let writing = Self {
            id: draft.id,
            body: RwSignal::new(kept.unwrap_or_else(|| draft.body.clone())),
            files,
            licence: StoredValue::new(licence),
            grounds: StoredValue::new(draft.grounds.clone()),
            over: StoredValue::new(false),
            begun: StoredValue::new(draft.version == 0),
            saving: RwSignal::new(Saving::Saved(draft.saved_at)),
            timer: StoredValue::new(0),
            deleted_on: draft.deleted_on,
            held: StoredValue::new(Arc::new(Mutex::new(draft.into()))),
            context: StoredValue::new(Context::here()),
            outbox: StoredValue::new(outbox),
            navigation: StoredValue::new(Navigation::here()),
            lang: lang(),
        };
        effect(move || writing.changed());
        on_cleanup(move || writing.part());
        writing
    }

    /// Where it waits when it was sent without a connection.
    pub(super) fn outbox(self) -> Option<Outbox> {
        self.outbox.try_get_value().flatten()
    }

    /// The licence, if the server doesn't have the text yet.
    pub(super) fn begun(self) -> Option<LicenceId> {
        let begun = self.begun.try_get_value() == Some(true);
        let licence = self.licence.try_with_value(|licence| licence.summary.id);
        licence.filter(|_| begun)
    }

    /// The licence in question.
    pub(super) fn licence<T>(self, look: impl FnOnce(&LicenceDetail) -> T) -> T {
        self.licence.with_value(look)
    }

    /// Its name, with its number.
    pub(super) fn licence_name(self) -> AnyView {
        self.licence(|licence| {
            let (name, number) = (&licence.summary.type_name, &licence.summary.number);
            numbered(&[name, " ", number].concat(), number)
        })
    }

    /// Whether another tab has written something else since, and nothing written here would be overtaken by it.
    pub(super) fn is_behind(self, draft: &Draft) -> bool {
        let held = self.held.try_get_value();
        let here = self.body.try_get_untracked();
        held.zip(here).is_some_and(|(held, here)| {
            held.try_lock()
                .is_some_and(|held| held.says(&here) && held.body != draft.body)
        })
    }

    /// What is still wrong with the draft as a filing.
    pub(super) fn problems(self) -> Vec<FieldProblem> {
        let grounds = self.grounds();
        let body = self.body.get_untracked();
        self.licence(|licence| {
            body.check_for_filing(FilingContext {
                face: &licence.face,
                grounds: &grounds,
            })
        })
    }

    /// The grounds to choose from.
    pub(super) fn grounds(self) -> Vec<Ground> {
        self.grounds.get_value()
    }

    /// The version that the server has once everything typed is there.
    pub(super) async fn settled(self) -> Result<i64, ApiError> {
        self.save(self.held.get_value()).await
    }

    fn changed(self) {
        let body = self.body.get();
        let held = self.held.get_value();
        if held.try_lock().is_some_and(|held| held.says(&body)) {
            browser::remember_here(&name(self.id), "");
            return;
        }
        if let Ok(text) = json::write(&body) {
            browser::remember_here(&name(self.id), &text);
        }
        if let Some(outbox) = self.outbox() {
            outbox.rewritten(self.id, &body);
        }
        if let Some(licence) = self.begun() {
            let id = self.id;
            spawn_local(async move { begun::keep(id, &Begun { licence, body }).await });
        }
        self.saving.set(Saving::OnItsWay);
        self.save_after(REST);
    }

    fn save_after(self, milliseconds: i32) {
        browser::cancel(self.timer.get_value());
        self.timer.set_value(browser::after(milliseconds, move || {
            spawn_local(self.save_in_background());
        }));
    }

    async fn save_in_background(self) {
        let Some(held) = self.held.try_get_value() else {
            return;
        };
        if let Err(error) = self.save(held).await
            && self
                .saving
                .try_set(Saving::Waiting(trouble(&error, self.lang)))
                .is_none()
        {
            self.context.get_value().heed(&error);
            self.save_after(RETRY);
        }
    }

    /// Saves until the server holds what stands here; answers its version. Somebody else's save (another tab) is
    /// overtaken: this is the text that the person sees.
    async fn save(self, held: Arc<Mutex<Held>>) -> Result<i64, ApiError> {
        let mut held = held.lock().await;
        // A screen that was left has its last text saved on leaving.
        while let Some(body) = self.body.try_get_untracked()
            && self.over.try_get_value() == Some(false)
        {
            if held.says(&body) {
                browser::remember_here(&name(self.id), "");
                self.saving.try_set(Saving::Saved(held.at));
                self.is_there();
                break;
            }
            *held = self.put(held.version, body).await?.into();
        }
        Ok(held.version)
    }

    /// Has the server take the text over the version that it had, or, where it has none yet, the draft.
    async fn put(self, version: i64, body: DraftBody) -> Answer<Draft> {
        if version == 0
            && let Some(licence) = self.begun()
        {
            let draft = api::drafts::open(licence, self.id).await?;
            if draft.id == self.id {
                return Ok(draft);
            }
            if self.over.try_get_value() == Some(false) {
                self.go_on_in(draft.id, &body);
            }
            return Err(ApiError::Garbled);
        }
        match api::drafts::save(self.id, SaveDraft { version, body }).await {
            Err(error) if error.code() == Some(ProblemCode::StaleVersion) => {
                api::drafts::get(self.id).await
            }
            saved => saved,
        }
    }

    /// The licence has another draft, begun elsewhere meanwhile: this text goes on there, in sight of its person.
    fn go_on_in(self, other: DraftId, body: &DraftBody) {
        if let Ok(text) = json::write(body) {
            browser::remember_here(&name(other), &text);
        }
        self.forget();
        if let Some(navigation) = self.navigation.get_value()
            && let Some(Page::Draft(_, step)) = Page::parse(&navigation.address_now())
        {
            navigation.replace(&Page::Draft(other, step).href());
        }
    }

    /// This device alone need not keep it any longer.
    fn is_there(self) {
        if let Some(licence) = self.begun() {
            self.begun.set_value(false);
            spawn_local(begun::forget(self.id, licence));
        }
    }

    /// On leaving the screen: what the server does not hold yet is sent without waiting.
    fn part(self) {
        browser::cancel(self.timer.get_value());
        if self.over.get_value() {
            return;
        }
        let (id, body, held) = (self.id, self.body.get_untracked(), self.held.get_value());
        spawn_local(async move {
            let held = held.lock().await;
            let save = SaveDraft {
                version: held.version,
                body,
            };
            if save.version == 0 {
                return;
            }
            if held.body == save.body || api::drafts::save(id, save).await.is_ok() {
                browser::remember_here(&name(id), "");
            }
        });
    }

    /// From now on nothing of it is saved: it was filed or thrown away.
    pub(super) fn forget(self) {
        browser::cancel(self.timer.get_value());
        browser::remember_here(&name(self.id), "");
        self.is_there();
        self.over.set_value(true);
    }
}

fn name(id: DraftId) -> String {
    ["mz.draft.", &id.to_string()].concat()
}
