//! How does a second person approve a content, or send it back, once and on what was read?

use crate::api::{self, Answer, ApiError, SubmissionKey};
use crate::desk::desktop::Desktop;
use crate::desk::kept::{self, Typed};
use crate::desk::page::{Page, Waiting};
use crate::desk::text::approvals as text;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::Trouble;
use crate::ui::error_summary::focus;
use domain::id::{PreparationId, StaffId};
use domain::issuing::PreparationState;
use domain::licence::LicenceEventKind;
use domain::problem::ProblemCode;
use domain::wire::issuing::PreparationDetail;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where it is told what went wrong.
pub(super) const TROUBLE: &str = "trouble";

/// What can be done to a preparation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Approve,
    SendBack(String),
    TakeBack,
}

/// Work on one preparation. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) desktop: Desktop,
    pub(super) detail: Remote<PreparationDetail>,
    id: PreparationId,
    pub(super) me: Option<StaffId>,
    pub(super) note: RwSignal<String>,
    /// Whether the note of a return is being written.
    pub(super) writing: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    /// Whether somebody else was quicker.
    pub(super) moved: RwSignal<bool>,
    key: SubmissionKey,
    last: StoredValue<Option<Deed>>,
}

impl Work {
    pub(super) fn new(desktop: Desktop, id: PreparationId, me: Option<StaffId>) -> Self {
        Self {
            desktop,
            detail: Remote::new(move || api::issuing::get(id)),
            id,
            me,
            note: RwSignal::new(String::new()),
            writing: RwSignal::new(false),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            moved: RwSignal::new(false),
            key: SubmissionKey::new(),
            last: StoredValue::new(None),
        }
    }

    /// Does it to the content that is on the screen.
    pub(super) fn send(self, deed: Deed, digest: &str) {
        if self.busy.get_untracked() {
            return;
        }
        if self.last.with_value(|last| last.as_ref() != Some(&deed)) {
            self.key.renew();
            self.last.set_value(Some(deed.clone()));
        }
        self.busy.set(true);
        self.trouble.set(None);
        let (id, key, digest) = (self.id, self.key.get(), digest.to_owned());
        spawn_local(async move {
            let answer = call(id, deed.clone(), digest, key).await;
            if self.busy.try_set(false).is_none() {
                self.took(&deed, answer).await;
            }
        });
    }

    async fn took(self, deed: &Deed, answer: Answer<PreparationDetail>) {
        let lang = self.desktop.lang();
        match answer {
            Ok(detail) => {
                let done = match deed {
                    Deed::Approve => text::done_approved(lang),
                    Deed::SendBack(_) => text::done_sent_back(lang),
                    Deed::TakeBack => text::done_taken_back(lang),
                };
                self.desktop.toast.set(Some(done.into()));
                self.desktop.context.waiting_changed();
                self.writing.set(false);
                self.detail.set(detail);
                if *deed == Deed::Approve {
                    self.go_on().await;
                }
            }
            Err(error) if moved(&error) => {
                self.moved.set(true);
                self.writing.set(false);
                self.detail.reload();
                self.desktop.context.waiting_changed();
                request_animation_frame(|| focus(TROUBLE));
            }
            Err(error) => {
                self.desktop.context.heed(&error);
                self.trouble.set(Some(trouble(&error, lang)));
                request_animation_frame(|| focus(TROUBLE));
            }
        }
    }

    /// Fills the form in with this content, for another try.
    pub(super) fn again(self, detail: PreparationDetail) {
        let summary = detail.summary;
        let typed = Typed {
            sheet: detail.sheet,
            on: detail.words.on.to_string(),
            basis: detail.words.basis,
            reason: detail.words.reason,
        };
        spawn_local(async move {
            let (place, page, body) = match summary.kind {
                LicenceEventKind::Issued => {
                    let code = summary.type_code;
                    let kind = api::catalogue::get(code.clone()).await;
                    let place = kept::of_type(self.me, &code);
                    (place, Page::Issue(code), kind.map(|kind| kind.body))
                }
                kind => {
                    let current = api::issuing::sheet(summary.licence).await;
                    let revision = current.as_ref().map_or(0, |current| current.revision);
                    let place = kept::of_next(self.me, summary.licence, kind, revision);
                    let page = Page::Deed(summary.licence, kind);
                    (place, page, current.map(|current| current.body))
                }
            };
            match body {
                Ok(body) => {
                    let sheet = typed.sheet.following(&body);
                    kept::keep(&place, Some(&Typed { sheet, ..typed }));
                    self.desktop.navigation.go(&page.href());
                }
                Err(error) => {
                    let wrong = trouble(&error, self.desktop.lang());
                    self.trouble.try_set(Some(wrong));
                }
            }
        });
    }

    /// On to the next one that this person can approve; to the list where there is none.
    async fn go_on(self) {
        let waiting = Waiting::of(PreparationState::Prepared);
        let Ok(page) = api::issuing::list(waiting.state_name(), String::new()).await else {
            // What was approved stays on the screen, and says so.
            return;
        };
        if self.busy.try_get_untracked().is_none() {
            return;
        }
        let mut others = page.items.into_iter();
        let next = others.find(|next| Some(next.prepared_by.id) != self.me);
        let to = next.map_or_else(|| waiting.href(), |next| Page::Approval(next.id).href());
        self.desktop.navigation.go(&to);
    }
}

fn moved(error: &ApiError) -> bool {
    matches!(
        error.code(),
        Some(ProblemCode::StaleVersion | ProblemCode::WrongState)
    )
}

async fn call(
    id: PreparationId,
    deed: Deed,
    digest: String,
    key: String,
) -> Answer<PreparationDetail> {
    match deed {
        Deed::Approve => api::issuing::approve(id, digest, key).await,
        Deed::SendBack(note) => api::issuing::send_back(id, note, key).await,
        Deed::TakeBack => api::issuing::take_back(id, key).await,
    }
}
