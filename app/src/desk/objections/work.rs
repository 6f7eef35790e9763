//! How is something done to a case, once, and without losing a word when somebody else was quicker?

use super::deed::{Deed, staff};
use super::draft::Draft;
use super::typed::Writing;
use crate::api::{self, Answer, ApiError, SubmissionKey};
use crate::browser;
use crate::desk::desktop::Desktop;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::Trouble;
use crate::ui::error_summary::focus;
use domain::access::Actor;
use domain::id::{AgencyId, ObjectionId};
use domain::objection::{Proposal, Withheld};
use domain::problem::{FieldProblem, ProblemCode};
use domain::wire::case::{CaseDetail, CaseHistory};
use domain::wire::desk::{AnswerCase, HandOn, PassOn, Propose, WithNote};
use domain::wire::queue::QueuePage;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where it is told what others did, and what went wrong: both come into view when there is something to tell, however
/// far down the form has led.
pub(super) const NEWS: &str = "news";
pub(super) const TROUBLE: &str = "trouble";
/// In so many milliseconds the objector has been told, as a rule.
const TOLD_WITHIN_MS: i32 = 3_000;

/// Work on one open case: what is being written outlives every new state of the case. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) desktop: Desktop,
    pub(super) case: Remote<CaseDetail>,
    queue: Remote<QueuePage>,
    writing: Writing,
    /// The form that is open.
    pub(super) form: RwSignal<Option<Deed>>,
    /// What is asked of the objector, or told to the colleague.
    pub(super) note: RwSignal<String>,
    /// To whom the case is passed on.
    pub(super) to: RwSignal<String>,
    /// The decision that is being written.
    pub(super) draft: Draft,
    pub(super) busy: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    /// Fields that the server found wrong.
    pub(super) wrong: RwSignal<Vec<FieldProblem>>,
    /// What others did since the version that was worked on.
    pub(super) news: RwSignal<Vec<CaseHistory>>,
    key: SubmissionKey,
    last: StoredValue<Option<Attempt>>,
}

/// Something that is sent; the same again is the same submission.
#[derive(Clone, PartialEq)]
struct Attempt {
    deed: Deed,
    version: i64,
    note: String,
    to: String,
    proposal: Option<Proposal>,
    withheld: Option<Withheld>,
    withheld_why: String,
}

impl Work {
    pub(super) fn new(
        desktop: Desktop,
        id: ObjectionId,
        actor: &Actor,
        queue: Remote<QueuePage>,
    ) -> Self {
        let writing = Writing::of(id, staff(actor));
        Self {
            desktop,
            case: Remote::new(move || api::objections::get(id)),
            queue,
            writing,
            draft: writing.draft,
            form: writing.form,
            note: writing.note,
            to: writing.to,
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            wrong: RwSignal::new(Vec::new()),
            news: RwSignal::new(Vec::new()),
            key: SubmissionKey::new(),
            last: StoredValue::new(None),
        }
    }

    /// Opens a deed's form, or does it at once if it needs none.
    pub(super) fn begin(self, deed: Deed, case: &CaseDetail) {
        self.trouble.set(None);
        if deed.needs_form() {
            if matches!(deed, Deed::Propose | Deed::Answer) {
                self.draft.prefill(case);
            }
            self.form.set(Some(deed));
        } else {
            self.send(deed, case);
        }
    }

    /// Folds the form; what was written stays.
    pub(super) fn fold(self) {
        self.form.set(None);
        self.trouble.set(None);
    }

    /// Does it to the state that is on the screen.
    pub(super) fn send(self, deed: Deed, case: &CaseDetail) {
        if self.busy.get_untracked() {
            return;
        }
        let attempt = Attempt {
            deed,
            version: case.version,
            note: self.note.get_untracked().trim().to_owned(),
            to: self.to.get_untracked(),
            proposal: untrack(|| self.draft.proposal()),
            withheld: self.draft.withheld.get_untracked(),
            withheld_why: untrack(|| self.draft.withheld_why()),
        };
        if self.last.with_value(|last| last.as_ref() != Some(&attempt)) {
            self.key.renew();
            self.last.set_value(Some(attempt.clone()));
        }
        self.busy.set(true);
        self.trouble.set(None);
        self.wrong.set(Vec::new());
        let (id, seen) = (
            case.summary.id,
            case.history.last().map_or(0, |last| last.seq),
        );
        let (key, place) = (self.key.get(), self.writing.place());
        spawn_local(async move {
            let answer = call(id, attempt, key).await;
            if answer.is_ok() {
                self.writing.sent(&place);
            }
            self.took(deed, answer, id, seen).await;
            self.busy.try_set(false);
        });
    }

    async fn took(self, deed: Deed, answer: Answer<CaseDetail>, id: ObjectionId, seen: i64) {
        let lang = self.desktop.lang();
        match answer {
            Ok(case) => {
                self.news.try_set(Vec::new());
                self.case.set(case);
                self.queue.reload();
                self.desktop.toast.set(Some(deed.done(lang).into()));
                if matches!(deed, Deed::Approve | Deed::Answer) {
                    browser::after(TOLD_WITHIN_MS, move || self.look_again());
                }
            }
            Err(error) if moved(&error) => match api::objections::get(id).await {
                Ok(case) => self.catch_up(case, seen),
                Err(error) => self.fail(&error),
            },
            Err(error) => self.fail(&error),
        }
    }

    /// The objector is told and the case closed by the system, shortly after it was decided.
    fn look_again(self) {
        if self.busy.try_get_untracked().is_some() {
            self.case.reload();
            self.queue.reload();
        }
    }

    /// A form that opens takes the focus to its first field, unless there are news to be read first.
    pub(super) fn begin_at(self, field: String) {
        if self.news.with_untracked(Vec::is_empty) {
            request_animation_frame(move || focus(&field));
        }
    }

    /// Shows what others did in the meantime, beside the text that is kept.
    fn catch_up(self, case: CaseDetail, seen: i64) {
        let news = case
            .history
            .iter()
            .filter(|entry| entry.seq > seen)
            .cloned()
            .collect();
        self.news.try_set(news);
        self.case.set(case);
        self.queue.reload();
        request_animation_frame(|| focus(NEWS));
    }

    fn fail(self, error: &ApiError) {
        let lang = self.desktop.lang();
        self.desktop.context.heed(error);
        self.wrong.try_set(error.fields().to_vec());
        self.trouble.try_set(Some(trouble(error, lang)));
        request_animation_frame(|| focus(TROUBLE));
    }
}

fn moved(error: &ApiError) -> bool {
    matches!(
        error.code(),
        Some(ProblemCode::StaleVersion | ProblemCode::WrongState)
    )
}

async fn call(id: ObjectionId, attempt: Attempt, key: String) -> Answer<CaseDetail> {
    let version = attempt.version;
    match attempt.deed {
        Deed::Mark => api::desk::mark(id, version, key).await,
        Deed::Verify => api::desk::verify(id, version, key).await,
        Deed::Approve => api::desk::approve(id, version, key).await,
        Deed::Transfer | Deed::HandOn => give(id, attempt, key).await,
        Deed::Propose | Deed::Answer => decide(id, attempt, key).await,
        _ => say(id, attempt, key).await,
    }
}

/// What takes words alone.
async fn say(id: ObjectionId, attempt: Attempt, key: String) -> Answer<CaseDetail> {
    let Attempt { version, note, .. } = attempt;
    let said = WithNote { version, note };
    match attempt.deed {
        Deed::Return => api::desk::return_for_supplement(id, said, key).await,
        Deed::SendBack => api::desk::send_back(id, said, key).await,
        Deed::Tell => api::desk::tell(id, said, key).await,
        Deed::EnterSupplement => api::desk::enter_supplement(id, said, key).await,
        Deed::EnterWithdrawal => api::desk::enter_withdrawal(id, said, key).await,
        Deed::Disagree => api::desk::disagree(id, said, key).await,
        Deed::Settle => api::desk::settle(id, said, key).await,
        Deed::Reopen => api::desk::reopen(id, said, key).await,
        _ => Err(ApiError::Garbled),
    }
}

/// What gives the case to another agency.
async fn give(id: ObjectionId, attempt: Attempt, key: String) -> Answer<CaseDetail> {
    let Attempt { version, note, .. } = attempt;
    let Ok(to) = attempt.to.parse().map(AgencyId) else {
        return Err(ApiError::Garbled);
    };
    if attempt.deed == Deed::HandOn {
        api::desk::hand_on(id, HandOn { version, to, note }, key).await
    } else {
        api::desk::transfer(id, PassOn { version, to, note }, key).await
    }
}

async fn decide(id: ObjectionId, attempt: Attempt, key: String) -> Answer<CaseDetail> {
    let version = attempt.version;
    // The form sends nothing before an outcome is chosen.
    let Some(proposal) = attempt.proposal else {
        return Err(ApiError::Garbled);
    };
    if attempt.deed == Deed::Propose {
        return api::desk::propose(id, Propose { version, proposal }, key).await;
    }
    let answer = AnswerCase {
        version,
        outcome: proposal.outcome,
        reasons: proposal.reasons,
        remedy: proposal.remedy,
        rejections: proposal.rejections,
        checks: proposal.checks,
        withheld: attempt.withheld,
        withheld_why: attempt.withheld_why,
    };
    api::desk::answer(id, answer, key).await
}
