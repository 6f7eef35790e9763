//! Is all of this right? The answers before they are sent, each with a way to change it.

use super::{lang, whole_days, words};
use leptos::prelude::*;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was asked.
    pub question: String,
    /// What was answered; one line for each.
    pub lines: Vec<String>,
    /// Where it can be changed.
    pub href: String,
}

/// All answers.
#[component]
pub fn CheckAnswers(
    /// The answers.
    answers: Vec<Answer>,
) -> impl IntoView {
    let answers = answers.into_iter().map(answer).collect_view();
    view! { <dl class="answers">{answers}</dl> }.into_any()
}

fn answer(answer: Answer) -> AnyView {
    let lines = answer
        .lines
        .into_iter()
        .map(|line| view! { <p>{whole_days(&line)}</p> })
        .collect_view();
    let question = answer.question.clone();
    view! {
        <div>
            <dt>{answer.question}</dt>
            <dd>{lines}</dd>
            <dd class="change">
                <a href=answer.href>
                    {words::change(lang())}<span class="visually-hidden">" "{question}</span>
                </a>
            </dd>
        </div>
    }
    .into_any()
}
