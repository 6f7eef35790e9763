//! An objection that was sent without a connection: it waits on this device and is sent once there is one.
//!
//! Sent once: an attempt that brought no answer may have arrived, so the next one carries the same key and the same
//! version, and the server answers as it did then. Another key is taken only where the draft still lies there, which
//! says that nothing of it was filed.

mod strip;

pub(super) use strip::{strip, waiting};

use super::begun;
use crate::api::{self, Answer, SubmissionKey, kept};
use crate::browser;
use crate::context::Context;
use crate::json::{self, FromJson, Record, Value};
use crate::navigation::Navigation;
use crate::page::Page;
use crate::text::trouble::trouble;
use crate::ui::{Trouble, effect};
use domain::id::{DraftId, LicenceId, ObjectionId};
use domain::objection::DraftBody;
use domain::problem::ProblemCode;
use domain::wire::case::Receipt;
use domain::wire::draft::{Draft, FileObjection, SaveDraft};
use domain::wire::session::Who;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

/// So many milliseconds after an attempt without an answer comes the next one.
const RETRY: i32 = 5_000;
/// What waits is kept under no name of its own: there is one.
const THIS: &str = "";

/// What waits.
#[derive(Clone, Serialize)]
pub(super) struct Unsent {
    /// The draft that shall be filed.
    pub(super) draft: DraftId,
    /// The licence, where the draft was begun here and the server has to be asked for it first.
    pub(super) begun: Option<LicenceId>,
    /// What it says.
    pub(super) body: DraftBody,
    /// Under which key it was sent last.
    pub(super) key: String,
    /// In which version; none if it has not come to that.
    pub(super) version: Option<i64>,
}

impl FromJson for Unsent {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            draft: record.take("draft"),
            begun: record.take("begun"),
            body: record.take("body"),
            key: record.take("key"),
            version: record.take("version"),
        }
    }
}

/// What became of it.
#[derive(Clone)]
enum Told {
    Sent(ObjectionId),
    Refused(DraftId, Trouble),
}

/// The one objection that may wait. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Outbox {
    unsent: RwSignal<Option<Unsent>>,
    told: RwSignal<Option<Told>>,
    trying: StoredValue<bool>,
    context: Context,
    navigation: Option<Navigation>,
}

impl Outbox {
    /// Looks for what waits whenever somebody's session is known, and sends it.
    pub(super) fn provide(context: Context) {
        let outbox = Self {
            unsent: RwSignal::new(None),
            told: RwSignal::new(None),
            trying: StoredValue::new(false),
            context,
            navigation: Navigation::here(),
        };
        let holder = Memo::new(move |_| context.who().is_some_and(|who| Who::is_holder(&who)));
        effect(move || {
            outbox.unsent.set(None);
            if holder.get() {
                spawn_local(async move {
                    let found = kept::waiting(THIS).await;
                    outbox
                        .unsent
                        .set(found.and_then(|text| json::read(&text).ok()));
                    outbox.attempt();
                });
            }
        });
        browser::listen("online", move |_| outbox.attempt());
        provide_context(outbox);
    }

    /// The one that this screen stands in.
    pub(super) fn here() -> Option<Self> {
        use_context()
    }

    /// Whether this draft waits, tracked.
    pub(super) fn holds(self, draft: DraftId) -> bool {
        self.unsent
            .with(|unsent| unsent.as_ref().is_some_and(|unsent| unsent.draft == draft))
    }

    /// What this draft says, if it waits.
    pub(super) fn body_of(self, draft: DraftId) -> Option<DraftBody> {
        self.unsent
            .with_untracked(|unsent| unsent.clone().filter(|unsent| unsent.draft == draft))
            .map(|unsent| unsent.body)
    }

    /// Whether this draft may wait: no other one does.
    pub(super) fn is_free_for(self, draft: DraftId) -> bool {
        self.unsent
            .with_untracked(|unsent| unsent.as_ref().is_none_or(|unsent| unsent.draft == draft))
    }

    /// Takes what brought no answer.
    pub(super) fn hold(self, unsent: Unsent) {
        self.told.set(None);
        self.unsent.set(Some(unsent.clone()));
        spawn_local(async move {
            keep(&unsent).await;
            browser::after(RETRY, move || self.attempt());
        });
    }

    /// Nothing waits any more: it was written anew, or shall not be sent yet.
    pub(super) fn release(self) {
        if self.unsent.with_untracked(Option::is_some) {
            self.unsent.set(None);
            spawn_local(kept::wait_no_more(THIS));
        }
    }

    /// What is written now is not what waits to be sent.
    pub(super) fn rewritten(self, draft: DraftId, body: &DraftBody) {
        if self.body_of(draft).is_some_and(|waiting| waiting != *body) {
            self.release();
        }
    }

    /// Tries to send it now.
    pub(super) fn attempt(self) {
        let Some(unsent) = self.unsent.get_untracked() else {
            return;
        };
        if self.trying.get_value() {
            return;
        }
        self.trying.set_value(true);
        spawn_local(async move {
            let answer = self.send(unsent.clone()).await;
            self.trying.set_value(false);
            self.settle(&unsent, answer);
        });
    }

    fn settle(self, unsent: &Unsent, answer: Answer<Receipt>) {
        match answer {
            Ok(receipt) => {
                self.release();
                self.told.set(Some(Told::Sent(receipt.id)));
                self.leave_draft(unsent.draft, receipt.id);
            }
            Err(error) if error.is_passing() || error.code() == Some(ProblemCode::StaleVersion) => {
                browser::after(RETRY, move || self.attempt());
            }
            // It waits for its person to log in again.
            Err(error) if error.code() == Some(ProblemCode::SignedOut) => self.context.heed(&error),
            Err(error) => {
                self.release();
                let told = trouble(&error, self.context.lang.get_untracked());
                self.told.set(Some(Told::Refused(unsent.draft, told)));
            }
        }
    }

    async fn send(self, mut unsent: Unsent) -> Answer<Receipt> {
        let begun = unsent.begun.map(|licence| (unsent.draft, licence));
        if let Some((draft, licence)) = begun {
            // Where another one was begun elsewhere meanwhile, that is the licence's, and what was sent here goes into it.
            unsent.draft = api::drafts::open(licence, draft).await?.id;
            unsent.begun = None;
            self.note(&unsent).await;
        }
        match api::drafts::get(unsent.draft).await {
            Ok(draft) => self.settle_text(&mut unsent, draft).await?,
            // Filed by the attempt before, whose answer was lost: the same again brings it.
            Err(error)
                if error.code() == Some(ProblemCode::NotFound) && unsent.version.is_some() => {}
            Err(error) => return Err(error),
        }
        if let Some((draft, licence)) = begun {
            begun::forget(draft, licence).await;
        }
        let filing = FileObjection {
            draft: unsent.draft,
            version: unsent.version.unwrap_or_default(),
        };
        api::objections::file(filing, unsent.key).await
    }

    /// The server's draft says what shall be sent, and it is known under which key and in which version that is tried.
    async fn settle_text(self, unsent: &mut Unsent, draft: Draft) -> Answer<()> {
        let version = if draft.body == unsent.body {
            draft.version
        } else {
            let save = SaveDraft {
                version: draft.version,
                body: unsent.body.clone(),
            };
            api::drafts::save(unsent.draft, save).await?.version
        };
        if unsent.version != Some(version) {
            unsent.version = Some(version);
            unsent.key = SubmissionKey::new().get();
            self.note(unsent).await;
        }
        Ok(())
    }

    /// The next attempt goes on from here, also on another page.
    async fn note(self, unsent: &Unsent) {
        if self.unsent.with_untracked(Option::is_some) {
            self.unsent.set(Some(unsent.clone()));
            keep(unsent).await;
        }
    }

    /// The draft is no more: whoever still looks at it sees the receipt.
    fn leave_draft(self, draft: DraftId, filed: ObjectionId) {
        let Some(navigation) = self.navigation else {
            return;
        };
        let at = Page::parse(&navigation.address_now());
        if matches!(at, Some(Page::Draft(open, _)) if open == draft) {
            navigation.replace(&Page::Receipt(filed).href());
        }
    }
}

async fn keep(unsent: &Unsent) {
    if let Ok(text) = json::write(unsent) {
        kept::wait(THIS, &text).await;
    }
}
