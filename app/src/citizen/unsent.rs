//! An objection that was sent without a connection: it waits on this device and is sent once there is one.
//!
//! Sent once: an attempt that brought no answer may have arrived, so the next one carries the same key and the same
//! version, and the server answers as it did then. Another key is taken only where the draft still lies there, which
//! says that nothing of it was filed.

use crate::api::{self, Answer, SubmissionKey, kept};
use crate::browser;
use crate::context::Context;
use crate::json::{self, FromJson, Record, Value};
use crate::navigation::Navigation;
use crate::page::{Page, Step};
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::{Banner, Tone, Trouble, effect, heard, lang, live};
use domain::id::{DraftId, ObjectionId};
use domain::objection::DraftBody;
use domain::problem::ProblemCode;
use domain::wire::case::Receipt;
use domain::wire::draft::{FileObjection, SaveDraft};
use domain::wire::session::Who;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

/// So many milliseconds after an attempt without an answer comes the next one.
const RETRY: i32 = 5_000;

/// What waits.
#[derive(Clone, Serialize)]
pub(super) struct Unsent {
    /// The draft that shall be filed.
    pub(super) draft: DraftId,
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
                    let found = kept::waiting().await;
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
            spawn_local(kept::wait_no_more());
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
            let answer = send(unsent.clone()).await;
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
        kept::wait(&text).await;
    }
}

async fn send(mut unsent: Unsent) -> Answer<Receipt> {
    match api::drafts::get(unsent.draft).await {
        Ok(draft) => {
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
                keep(&unsent).await;
            }
        }
        // Filed by the attempt before, whose answer was lost: the same again brings it.
        Err(error) if error.code() == Some(ProblemCode::NotFound) && unsent.version.is_some() => {}
        Err(error) => return Err(error),
    }
    let filing = FileObjection {
        draft: unsent.draft,
        version: unsent.version.unwrap_or_default(),
    };
    api::objections::file(filing, unsent.key).await
}

/// Above every screen but the draft's own: that something waits, and what became of it.
pub(super) fn strip() -> AnyView {
    let Some(outbox) = Outbox::here() else {
        return ().into_any();
    };
    let lang = lang();
    live(move || {
        let at = outbox.navigation.and_then(|at| Page::parse(&at.address()));
        let unsent = outbox
            .unsent
            .with(|unsent| unsent.as_ref().map(|unsent| unsent.draft));
        let said = match (unsent, outbox.told.get()) {
            (Some(draft), _) if matches!(at, Some(Page::Draft(open, Step::Check)) if open == draft) => {
                None
            }
            (Some(draft), _) => Some(banner(
                Tone::Soon,
                words::unsent_waits(lang).into(),
                (Page::Draft(draft, Step::Check), words::look_at_it(lang)),
            )),
            (None, Some(Told::Sent(id))) if at == Some(Page::Receipt(id)) => None,
            (None, Some(Told::Sent(id))) => Some(banner(
                Tone::Done,
                words::unsent_sent(lang).into(),
                (Page::Receipt(id), words::see_receipt(lang)),
            )),
            (None, Some(Told::Refused(draft, trouble))) => Some(banner(
                Tone::Late,
                [words::unsent_refused(lang), &trouble.said(lang)].concat(),
                (Page::Draft(draft, Step::Check), words::look_at_it(lang)),
            )),
            (None, None) => None,
        };
        view! { <div role="status">{said}</div> }.into_any()
    })
}

fn banner(tone: Tone, said: String, (to, name): (Page, &'static str)) -> AnyView {
    let region = words::unsent(lang());
    view! { <Banner tone region>{said}" "<a href=to.href()>{name}</a></Banner> }.into_any()
}

/// In the place of the button that sends: what was sent waits, and both things that one can do about it.
pub(super) fn waiting(outbox: Outbox) -> AnyView {
    let lang = lang();
    view! {
        <div class="near" role="status">
            <p class="lead">{words::unsent_kept(lang)}</p>
            <p>{words::unsent_means(lang)}</p>
        </div>
        <p class="buttons">
            <button type="button" class="primary" on:click=heard(move |_| outbox.attempt())>{words::send_now(lang)}</button>
            <button type="button" on:click=heard(move |_| outbox.release())>{words::not_yet(lang)}</button>
        </p>
    }
    .into_any()
}
