//! How is a step with a seal sent, once at a time, and how is it said what was wrong with it?

use crate::api::{Answer, ApiError, SubmissionKey};
use crate::desk::desktop::{Desktop, refused};
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::{Trouble, live};
use domain::problem::{FieldProblem, Problem, ProblemCode};
use domain::text::{Lang, problem};
use domain::wire::seal::SealDetail;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// Sends something once at a time, and says what was wrong with it.
#[derive(Clone, Copy)]
pub(super) struct Sending {
    pub(super) desktop: Desktop,
    key: SubmissionKey,
    pub(super) busy: RwSignal<bool>,
    wrong: RwSignal<Option<Trouble>>,
}

impl Sending {
    pub(super) fn new(desktop: Desktop) -> Self {
        Self {
            desktop,
            key: SubmissionKey::new(),
            busy: RwSignal::new(false),
            wrong: RwSignal::new(None),
        }
    }

    /// `then` gets the answer; a toast says that it was done.
    pub(super) fn send<T: 'static, F: Future<Output = Answer<T>> + 'static>(
        self,
        asked: impl FnOnce(String) -> F,
        then: impl FnOnce(T) -> String + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.wrong.set(None);
        let lang = self.desktop.lang();
        let answer = asked(self.key.get());
        spawn_local(async move {
            match answer.await {
                Ok(answer) => {
                    self.key.renew();
                    let told = then(answer);
                    self.desktop.toast.try_set(Some(told));
                }
                Err(error) => {
                    self.key.renew();
                    self.wrong.try_set(Some(told(&error, lang)));
                }
            }
            self.busy.try_set(false);
        });
    }

    /// A step of one seal: its page shows what has become of it.
    pub(super) fn step<F: Future<Output = Answer<SealDetail>> + 'static>(
        self,
        seal: Remote<SealDetail>,
        asked: impl FnOnce(String) -> F,
    ) {
        let done = text::done(self.desktop.lang()).to_owned();
        self.send(asked, move |detail| {
            seal.set(detail);
            done
        });
    }

    /// What was wrong, where it was tried.
    pub(super) fn refused(self) -> AnyView {
        live(move || match self.wrong.get() {
            Some(wrong) => refused(&wrong),
            None => ().into_any(),
        })
    }
}

/// What was wrong. The server says of its refusals why, and of fields which; both go before what can be said in general.
fn told(error: &ApiError, lang: Lang) -> Trouble {
    let mut trouble = trouble(error, lang);
    if let ApiError::Problem(problem) = error {
        let said = fields(problem, lang).or_else(|| why(problem, lang));
        trouble.remedy = said.unwrap_or(trouble.remedy);
    }
    trouble
}

fn fields(found: &Problem, lang: Lang) -> Option<String> {
    let one = |one: &FieldProblem| {
        let what = problem::field(one.code, one.limit, lang);
        [text::field(one, lang), ": ", &what].concat()
    };
    let all: Vec<_> = found.errors.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join(lang.pick(";", "; ")))
}

/// The server writes Chinese.
fn why(found: &Problem, lang: Lang) -> Option<String> {
    use ProblemCode as P;
    let said = matches!(found.code, P::WrongState | P::Forbidden | P::Invalid);
    found.detail.clone().filter(|_| said && lang == Lang::Zh)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::problem::FieldCode;

    fn refused(detail: Option<&str>, errors: Vec<FieldProblem>) -> ApiError {
        let code = if errors.is_empty() {
            ProblemCode::WrongState
        } else {
            ProblemCode::Invalid
        };
        ApiError::Problem(Box::new(Problem {
            kind: String::new(),
            title: String::new(),
            status: code.status(),
            code,
            detail: detail.map(str::to_owned),
            errors,
            request_id: None,
        }))
    }

    #[test]
    fn a_refusal_says_why_and_a_field_says_which() {
        let why = refused(Some("这枚印章已经停用。"), Vec::new());
        assert_eq!(told(&why, Lang::Zh).remedy, "这枚印章已经停用。");
        let general = problem::remedy(ProblemCode::WrongState, Lang::En);
        assert_eq!(told(&why, Lang::En).remedy, general);
        let fields = vec![
            FieldProblem::new("/note", FieldCode::Required),
            FieldProblem::limited("/valid_to", FieldCode::TooLong, 9),
        ];
        assert_eq!(
            told(&refused(None, fields), Lang::Zh).remedy,
            "理由: 这一项需要填写;有效期至: 最多 9 个字"
        );
    }
}
