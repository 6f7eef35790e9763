//! What is being typed, and how it gets to the server: a moment after each change, again and again until it is there.
//!
//! What the server does not hold yet is also kept in the tab, so that a reload at the wrong moment loses nothing.

use crate::api::{self, ApiError};
use crate::context::Context;
use crate::navigation::Navigation;
use crate::page::Page;
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::{Dialog, Icon, Trouble, effect, heard, icon, lang, live};
use crate::{browser, json};
use domain::id::DraftId;
use domain::objection::DraftBody;
use domain::problem::{FieldProblem, ProblemCode};
use domain::text::{Lang, date};
use domain::wire::draft::{Draft, Evidence, SaveDraft};
use domain::wire::licence::LicenceDetail;
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// Typing rests so many milliseconds before it is saved.
const REST: i32 = 600;
/// So many milliseconds it is waited for a save that is on its way, again and again.
const SHORT: i32 = 50;
/// So many milliseconds after a failure it is tried again.
const RETRY: i32 = 5_000;

/// Where what was typed is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Saving {
    /// On the server.
    Saved(Timestamp),
    /// On its way.
    OnItsWay,
    /// In this tab only, for this reason.
    Waiting(Trouble),
}

/// A draft that is being written. Cheap to copy; lives as long as its screen.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) id: DraftId,
    pub(super) body: RwSignal<DraftBody>,
    pub(super) evidence: RwSignal<Vec<Evidence>>,
    licence: StoredValue<LicenceDetail>,
    version: StoredValue<i64>,
    /// What the server holds.
    held: StoredValue<DraftBody>,
    saving: RwSignal<Saving>,
    busy: StoredValue<bool>,
    timer: StoredValue<i32>,
    deleted_on: Date,
    context: StoredValue<Context>,
    lang: Lang,
}

impl Writing {
    /// Goes on with a draft as the server has it, or with what this tab still keeps of it.
    pub(super) fn begin(draft: Draft, licence: LicenceDetail) -> Self {
        let kept = browser::recall_here(&name(draft.id)).and_then(|text| json::read(&text).ok());
        let writing = Self {
            id: draft.id,
            body: RwSignal::new(kept.unwrap_or_else(|| draft.body.clone())),
            evidence: RwSignal::new(draft.evidence),
            licence: StoredValue::new(licence),
            version: StoredValue::new(draft.version),
            held: StoredValue::new(draft.body),
            saving: RwSignal::new(Saving::Saved(draft.saved_at)),
            busy: StoredValue::new(false),
            timer: StoredValue::new(0),
            deleted_on: draft.deleted_on,
            context: StoredValue::new(Context::here()),
            lang: lang(),
        };
        effect(move || writing.changed());
        on_cleanup(move || writing.part());
        writing
    }

    /// The licence in question.
    pub(super) fn licence<T>(self, look: impl FnOnce(&LicenceDetail) -> T) -> T {
        self.licence.with_value(look)
    }

    /// Its name, with its number.
    pub(super) fn licence_name(self) -> String {
        self.licence(|licence| [&licence.summary.type_name, " ", &licence.summary.number].concat())
    }

    /// What is still wrong with the draft as a filing.
    pub(super) fn problems(self) -> Vec<FieldProblem> {
        self.body
            .with_untracked(|body| self.licence(|licence| body.check_for_filing(&licence.face)))
    }

    /// The version that the server has once everything typed is there.
    pub(super) async fn settled(self) -> Result<i64, ApiError> {
        // One save at a time: of two with the same version the second would be refused as stale.
        while self.busy.try_get_value() == Some(true) {
            let _ = JsFuture::from(browser::timer(SHORT)).await;
        }
        self.busy.try_set_value(true);
        let saved = self.save().await;
        self.busy.try_set_value(false);
        saved?;
        Ok(self.version.get_value())
    }

    fn changed(self) {
        let body = self.body.get();
        if self.held.with_value(|held| *held == body) {
            browser::remember_here(&name(self.id), "");
            return;
        }
        if let Ok(text) = json::write(&body) {
            browser::remember_here(&name(self.id), &text);
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
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        self.busy.set_value(true);
        let answer = self.save().await;
        self.busy.try_set_value(false);
        if let Err(error) = answer
            && self
                .saving
                .try_set(Saving::Waiting(trouble(&error, self.lang)))
                .is_none()
        {
            self.context.get_value().heed(&error);
            self.save_after(RETRY);
        }
    }

    /// Saves until the server holds what stands here. Somebody else's save (another tab) is overtaken: this is the
    /// text that the person sees.
    async fn save(self) -> Result<(), ApiError> {
        loop {
            let Some(body) = self.body.try_get_untracked() else {
                return Ok(());
            };
            if self
                .held
                .try_with_value(|held| *held == body)
                .unwrap_or(true)
            {
                return Ok(());
            }
            let Some(version) = self.version.try_get_value() else {
                return Ok(());
            };
            let save = SaveDraft { version, body };
            let draft = match api::drafts::save(self.id, save).await {
                Err(error) if error.code() == Some(ProblemCode::StaleVersion) => {
                    api::drafts::get(self.id).await?
                }
                other => other?,
            };
            self.take_in(draft);
        }
    }

    fn take_in(self, draft: Draft) {
        self.version.try_set_value(draft.version);
        let same = self
            .body
            .try_get_untracked()
            .is_none_or(|body| body == draft.body);
        if same {
            browser::remember_here(&name(self.id), "");
            self.saving.try_set(Saving::Saved(draft.saved_at));
        }
        self.held.try_set_value(draft.body);
    }

    /// On leaving the screen: what the server does not hold yet is sent without waiting.
    fn part(self) {
        browser::cancel(self.timer.get_value());
        let (body, version) = (self.body.get_untracked(), self.version.get_value());
        if self.held.with_value(|held| *held == body) {
            return;
        }
        let id = self.id;
        spawn_local(async move {
            if api::drafts::save(id, SaveDraft { version, body })
                .await
                .is_ok()
            {
                browser::remember_here(&name(id), "");
            }
        });
    }

    /// Says whether what was typed is on the server.
    pub(super) fn saving_line(self) -> AnyView {
        let lang = self.lang;
        let line = live(move || {
            match self.saving.get() {
            Saving::OnItsWay => words::writing(lang).into_any(),
            Saving::Saved(at) => [words::saved(lang), " ", &date::moment(at, lang)].concat().into_any(),
            Saving::Waiting(trouble) => view! {
                {icon(Icon::Alert)}{words::not_saved(lang)}{trouble.title}{lang.pick("。", ". ")}{words::will_retry(lang)}
            }
            .into_any(),
        }
        });
        view! {
            <p class="small" role="status">{line}</p>
            <p class="small">{words::kept_until(lang)}" "{date::full_day(self.deleted_on, lang)}</p>
        }
        .into_any()
    }
}

/// Throws the draft away, after asking.
pub(super) fn discard(writing: Writing) -> AnyView {
    let lang = lang();
    let open = RwSignal::new(false);
    let navigation = Navigation::here();
    let on_confirm = Callback::new(move |()| {
        let licence = writing.licence(|licence| licence.summary.id);
        writing.forget();
        spawn_local(async move {
            // If it fails the draft stays and is offered again on the licence's page.
            let _ = api::drafts::delete(writing.id).await;
            if let Some(navigation) = navigation {
                navigation.go(&Page::Licence(licence).href());
            }
        });
    });
    view! {
        <p><button type="button" class="quiet" on:click=heard(move |_| open.set(true))>{words::discard(lang)}</button></p>
        <Dialog open title=words::discard_question(lang) confirm=words::discard(lang) on_confirm>
            <p>{words::discard_means(lang)}</p>
        </Dialog>
    }
    .into_any()
}

impl Writing {
    /// From now on nothing of it is saved: it was filed or thrown away.
    pub(super) fn forget(self) {
        browser::cancel(self.timer.get_value());
        browser::remember_here(&name(self.id), "");
        self.held.set_value(self.body.get_untracked());
    }
}

fn name(id: DraftId) -> String {
    ["mz.draft.", &id.to_string()].concat()
}
