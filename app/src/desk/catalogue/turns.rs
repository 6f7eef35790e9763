//! What can be done to an entry now: submitted, returned, published, suspended, resumed, withdrawn. What is serious is
//! looked at twice.

use super::form::{Form, Sent};
use crate::api::{self, Answer, ApiError, SubmissionKey};
use crate::desk::desktop::{Desktop, refused};
use crate::desk::page::Page;
use crate::desk::text::catalogue as text;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::error_summary::focus;
use crate::ui::{Asks, FieldKind, FormField, SecondLook, Trouble, lang};
use domain::catalogue::EntryEvent;
use domain::id::AgencyId;
use domain::problem::FieldProblem;
use domain::text::Lang;
use domain::wire::catalogue::{
    CompileType, EntryDetail, EntrySummary, NameIssuers, SaveType, TurnType,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is said when it is done, and which page is gone to.
struct Done {
    says: fn(Lang) -> &'static str,
    page: Option<Page>,
}

impl Done {
    const fn here(says: fn(Lang) -> &'static str) -> Self {
        Self { says, page: None }
    }
}

/// Work on one entry. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) desktop: Desktop,
    pub(super) entry: Remote<EntryDetail>,
    pub(super) form: Form,
    pub(super) note: RwSignal<String>,
    note_wrong: RwSignal<bool>,
    pub(super) busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    key: SubmissionKey,
}

impl Work {
    pub(super) fn new(desktop: Desktop, entry: Remote<EntryDetail>, form: Form) -> Self {
        Self {
            desktop,
            entry,
            form,
            note: RwSignal::new(String::new()),
            note_wrong: RwSignal::new(false),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            key: SubmissionKey::new(),
        }
    }

    /// What went wrong the last time.
    pub(super) fn told(self) -> AnyView {
        (move || {
            let wrong = self.trouble.get();
            wrong.map(|wrong| view! { <div id="trouble" tabindex="-1">{refused(&wrong)}</div> })
        })
        .into_any()
    }

    /// What is typed, if nothing of it is unreadable; `whole`: and nothing is missing.
    fn readable(self, whole: bool) -> Option<Sent> {
        let (sent, mut problems) = self.form.sent();
        if whole {
            let rules = untrack(|| self.desktop.context.rules());
            problems.extend(match rules {
                Some(rules) => sent.body.check_under(&rules.rulebook.catalogue),
                None => sent.body.check(),
            });
        }
        let readable = problems.is_empty();
        self.form.wrong.set(problems);
        readable.then_some(sent)
    }

    /// Begins a new type and goes to its page.
    pub(super) fn compile(self) {
        let Some(sent) = self.readable(false) else {
            return;
        };
        let code = self.form.code.get_untracked().trim().to_owned();
        self.send(async move |work, key| {
            let body = sent.body.clone();
            let request = CompileType { code, body };
            let entry = api::catalogue::compile(request, key).await?;
            work.form.was_saved(sent);
            let page = Page::Entry(entry.summary.code.clone());
            let done = Done {
                page: Some(page),
                ..Done::here(text::saved)
            };
            Ok((entry, done))
        });
    }

    /// Saves what is typed; `submit`: and puts it up for review.
    pub(super) fn save(self, submit: bool) {
        let Some(sent) = self.readable(submit) else {
            return;
        };
        let Some(entry) = self.entry.data_now() else {
            return;
        };
        let code = entry.summary.code.clone();
        let revision = entry.summary.revision;
        let unchanged = entry.draft.as_ref() == Some(&sent.body);
        self.send(async move |work, key| {
            let mut entry = entry;
            if !(submit && unchanged) {
                let body = sent.body.clone();
                entry = api::catalogue::save(code.clone(), SaveType { revision, body }).await?;
                work.entry.set(entry.clone());
            }
            work.form.was_saved(sent);
            let mut done = Done::here(text::saved);
            if submit {
                let turn = TurnType {
                    event: EntryEvent::Submitted,
                    revision: entry.summary.revision,
                    note: String::new(),
                };
                entry = api::catalogue::turn(code, turn, key).await?;
                done = Done::here(text::submit_title);
            }
            Ok((entry, done))
        });
    }

    pub(super) fn turn(self, event: EntryEvent) {
        let note = self.note.get_untracked().trim().to_owned();
        let Some(entry) = self.entry.data_now() else {
            return;
        };
        self.send(async move |work, key| {
            let turn = TurnType {
                event,
                revision: entry.summary.revision,
                note: if event.needs_reason() {
                    note
                } else {
                    String::new()
                },
            };
            let code = entry.summary.code;
            let entry = api::catalogue::turn(code, turn, key).await?;
            work.note.try_set(String::new());
            Ok((entry, Done::here(text::done)))
        });
    }

    /// Names who issues the type beside the agency that compiled it.
    pub(super) fn name_issuers(self, agencies: Vec<AgencyId>) {
        let Some(entry) = self.entry.data_now() else {
            return;
        };
        self.send(async move |_, _| {
            let EntrySummary { code, revision, .. } = entry.summary;
            let request = NameIssuers { revision, agencies };
            let entry = api::catalogue::name_issuers(code, request).await?;
            Ok((entry, Done::here(text::issuers_saved)))
        });
    }

    fn send<F>(self, act: F)
    where
        F: AsyncFnOnce(Self, String) -> Answer<(EntryDetail, Done)> + 'static,
    {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        let key = self.key.get();
        spawn_local(async move {
            let answer = act(self, key).await;
            // Whoever has gone on to another page needs no answer here.
            if self.busy.try_set(false).is_some() {
                return;
            }
            self.key.answered(&answer);
            match answer {
                Ok((entry, done)) => {
                    let says = (done.says)(self.desktop.lang());
                    self.desktop.toast.set(Some(says.into()));
                    match done.page {
                        Some(page) => self.desktop.navigation.replace(&page.href()),
                        None => self.entry.set(entry),
                    }
                }
                Err(error) => self.fail(&error),
            }
        });
    }

    fn fail(self, error: &ApiError) {
        self.desktop.context.heed(error);
        let of_body = |problem: &FieldProblem| FieldProblem {
            pointer: problem.pointer.trim_start_matches("/body").to_owned(),
            ..problem.clone()
        };
        let wrong: Vec<FieldProblem> = error.fields().iter().map(of_body).collect();
        if wrong.is_empty() {
            self.trouble
                .try_set(Some(trouble(error, self.desktop.lang())));
            request_animation_frame(|| focus("trouble"));
        } else {
            self.form.wrong.try_set(wrong);
        }
    }

    /// Whether a reason is there where one is needed; if not, it is asked for.
    fn has_reason(self) -> bool {
        let missing = self
            .note
            .with_untracked(|note| note.trim().chars().count() < 2);
        self.note_wrong.set(missing);
        if missing {
            focus("entry-note");
        }
        !missing
    }
}

/// The buttons of whoever reviews.
pub(super) fn review(work: &Work, may: &[EntryEvent]) -> Option<AnyView> {
    let lang = lang();
    let work = *work;
    if !may.iter().any(|event| event.is_review()) {
        return None;
    }
    let asks = may.iter().any(|event| event.needs_reason());
    let wrong = Signal::derive(move || {
        let missing = work.note_wrong.get();
        missing.then(|| text::need_note(lang).to_owned())
    });
    let note = asks.then(|| {
        view! {
            <FormField id="entry-note" label=text::note(lang) hint=text::note_hint(lang) value=work.note
                kind=FieldKind::Lines error=wrong />
        }
    });
    let buttons = may.iter().filter_map(|event| button(&work, *event));
    Some(
        view! { <div class="stack">{note}<p class="buttons">{buttons.collect_view()}</p></div> }
            .into_any(),
    )
}

/// The button of one turn; none for what isn't the reviewer's.
fn button(work: &Work, event: EntryEvent) -> Option<AnyView> {
    use EntryEvent as E;
    let lang = lang();
    let (words, asks) = match event {
        E::Returned => return Some(at_once(work, event, text::return_back(lang))),
        E::Resumed => return Some(at_once(work, event, text::resume(lang))),
        E::Published => (
            (
                text::publish(lang),
                text::publish_title(lang),
                text::publish_means(lang),
            ),
            Asks::Tick(text::publish_tick(lang).into()),
        ),
        E::Suspended => (
            (
                text::suspend(lang),
                text::suspend_title(lang),
                text::suspend_means(lang),
            ),
            Asks::Tick(text::suspend_tick(lang).into()),
        ),
        E::Withdrawn => (
            (
                text::withdraw(lang),
                text::withdraw_title(lang),
                text::withdraw_means(lang),
            ),
            Asks::Word(text::withdraw(lang).into()),
        ),
        _ => return None,
    };
    Some(looked_at_twice(work, event, words, asks))
}

fn at_once(work: &Work, event: EntryEvent, label: &'static str) -> AnyView {
    let work = *work;
    let go = move |_| {
        if !event.needs_reason() || work.has_reason() {
            work.turn(event);
        }
    };
    view! { <button type="button" disabled=move || work.busy.get() on:click=go>{label}</button> }
        .into_any()
}

fn looked_at_twice(
    work: &Work,
    event: EntryEvent,
    (label, title, means): (&'static str, &'static str, &'static str),
    asks: Asks,
) -> AnyView {
    let work = *work;
    let open = RwSignal::new(false);
    let go = move |_| {
        if !event.needs_reason() || work.has_reason() {
            open.set(true);
        }
    };
    let class = if event == EntryEvent::Published {
        "primary"
    } else {
        ""
    };
    let confirmed = Callback::new(move |()| work.turn(event));
    view! {
        <button type="button" class=class disabled=move || work.busy.get() on:click=go>{label}</button>
        <SecondLook open=open title=title confirm=label asks=asks on_confirm=confirmed><p>{means}</p></SecondLook>
    }
    .into_any()
}
