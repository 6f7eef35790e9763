//! How is a step with a seal sent, and how is it said what was wrong with it?

use crate::api::{Answer, ApiError};
use crate::desk::desktop::Desktop;
use crate::desk::sending::Sending;
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::Trouble;
use domain::problem::{FieldProblem, Problem, ProblemCode};
use domain::text::{Lang, problem};
use domain::wire::seal::SealDetail;
use leptos::prelude::Set;
use std::future::Future;

/// Sends steps with seals.
pub(super) fn sending(desktop: Desktop) -> Sending {
    Sending::explaining(desktop, told)
}

/// A step of one seal: its page shows what has become of it.
pub(super) fn step<F: Future<Output = Answer<SealDetail>> + 'static>(
    sending: Sending,
    seal: Remote<SealDetail>,
    asked: impl FnOnce(String) -> F,
) {
    sending.send(asked, move |detail| {
        seal.set(detail);
        say(sending, text::done(sending.desktop.lang()));
    });
}

/// Says what was done.
pub(super) fn say(sending: Sending, done: &str) {
    sending.desktop.toast.try_set(Some(done.to_owned()));
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
        [text::field(one, lang), lang.colon(), &what].concat()
    };
    let all: Vec<_> = found.errors.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join(lang.pick("；", "; ")))
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
            "理由：这一项需要填写；有效期至：最多 9 个字"
        );
    }
}
