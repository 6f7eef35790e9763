//! What the objector does to the case: adds to it, or withdraws it.

use super::Writing;
use crate::api::{self, ApiError};
use crate::browser;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::{Dialog, FieldKind, FormField, heard, lang};
use domain::flow::CaseEvent;
use domain::objection::filing::EXPLANATION_MIN;
use domain::problem::{FieldCode, ProblemCode};
use domain::text;
use domain::wire::asking::Supplement;
use domain::wire::case::CaseDetail;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) fn supplement(
    case: &CaseDetail,
    remote: Remote<CaseDetail>,
    writing: Writing,
) -> Option<AnyView> {
    if !can(case, CaseEvent::Supplement) {
        return None;
    }
    let lang = lang();
    let (id, version) = (case.summary.id, case.version);
    let error = RwSignal::new(None::<String>);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = writing.text.get_untracked().trim().to_owned();
        if text.chars().count() < EXPLANATION_MIN {
            error.set(Some(text::problem::field(
                FieldCode::TooShort,
                u32::try_from(EXPLANATION_MIN).ok(),
                lang,
            )));
            crate::ui::error_summary::focus("supplement");
            return;
        }
        error.set(None);
        spawn_local(async move {
            let answer =
                api::objections::supplement(id, Supplement { version, text }, writing.key.get())
                    .await;
            settle(answer, remote, writing, words::supplement_sent(lang));
        });
    };
    let request = case.supplement_request.clone().map(|request| {
        view! { <p>{words::asked_for(lang)}</p><blockquote>{request}</blockquote> }.into_any()
    });
    Some(
        view! {
            <form class="near" on:submit=heard(send) novalidate>
                <h2>{words::supplement(lang)}</h2>
                {request}
                <FormField id="supplement" label=words::your_supplement(lang) hint=words::supplement_hint(lang) error value=writing.text kind=FieldKind::Lines />
                <p class="buttons"><button class="primary">{words::supplement_send(lang)}</button></p>
            </form>
        }
        .into_any(),
    )
}

pub(super) fn withdraw(
    case: &CaseDetail,
    remote: Remote<CaseDetail>,
    writing: Writing,
) -> Option<AnyView> {
    if !can(case, CaseEvent::Withdraw) {
        return None;
    }
    let lang = lang();
    let (id, version) = (case.summary.id, case.version);
    let open = RwSignal::new(false);
    let on_confirm = Callback::new(move |()| {
        spawn_local(async move {
            let answer = api::objections::withdraw(id, version, writing.key.get()).await;
            settle(answer, remote, writing, words::withdrawn(lang));
        });
    });
    Some(
        view! {
            <p class="buttons"><button type="button" on:click=heard(move |_| open.set(true))>{words::withdraw(lang)}</button></p>
            <Dialog open title=words::withdraw_question(lang) confirm=words::withdraw(lang) on_confirm>
                <p>{words::withdraw_means(lang)}</p>
            </Dialog>
        }
        .into_any(),
    )
}

fn can(case: &CaseDetail, event: CaseEvent) -> bool {
    case.flow.after(case.progress(), event).is_ok()
}

/// Shows the case as it is now; after a failure the text stays, and a case that has moved on is read again.
pub(super) fn settle(
    answer: Result<CaseDetail, ApiError>,
    remote: Remote<CaseDetail>,
    writing: Writing,
    done: &'static str,
) {
    match answer {
        Ok(case) => {
            writing.key.renew();
            writing.problem.try_set(None);
            // What was sent stands in the case's course further down; that it was sent is said where one looks first.
            if writing.done.try_set(done).is_none() {
                browser::window().scroll_to_with_x_and_y(0.0, 0.0);
            }
            writing.text.try_set(String::new());
            remote.set(case);
        }
        Err(error) => {
            writing.context.heed(&error);
            writing.problem.try_set(Some(trouble(&error, writing.lang)));
            if matches!(
                error.code(),
                Some(ProblemCode::StaleVersion | ProblemCode::WrongState)
            ) {
                writing.key.renew();
                remote.reload();
            }
        }
    }
}
