//! A case that is decided once more: what was decided before, and the wish of its objector to have it looked at again.

use super::Writing;
use super::doing::settle;
use crate::api;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{FieldKind, FormField, heard, lang};
use domain::objection::filing::EXPLANATION_MIN;
use domain::problem::FieldCode;
use domain::text::{self, case as case_text, date};
use domain::wire::asking::AskReview;
use domain::wire::case::CaseDetail;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A service: no regulation grants it, and the page says so.
pub(super) fn review(
    case: &CaseDetail,
    remote: Remote<CaseDetail>,
    writing: Writing,
) -> Option<AnyView> {
    let lang = lang();
    let until = case.review_until?;
    let (id, version) = (case.summary.id, case.version);
    let error = RwSignal::new(None::<String>);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = writing.text.get_untracked().trim().to_owned();
        if text.chars().count() < EXPLANATION_MIN {
            let least = u32::try_from(EXPLANATION_MIN).ok();
            error.set(Some(text::problem::field(FieldCode::TooShort, least, lang)));
            crate::ui::error_summary::focus("review");
            return;
        }
        error.set(None);
        spawn_local(async move {
            let wish = AskReview { version, text };
            let answer = api::objections::ask_review(id, wish, writing.key.get()).await;
            settle(answer, remote, writing, words::review_sent(lang));
        });
    };
    let hint = [
        words::review_until(lang),
        &date::full_day(until, lang),
        words::review_hint(lang),
    ]
    .concat();
    Some(
        view! {
            <form class="near" on:submit=heard(send) novalidate>
                <h2>{words::review(lang)}</h2>
                <p>{words::review_basis(lang)}</p>
                <FormField id="review" label=words::review_why(lang) hint error value=writing.text kind=FieldKind::Lines />
                <p class="buttons"><button>{words::review_send(lang)}</button></p>
            </form>
        }
        .into_any(),
    )
}

/// Decisions that a reopening or a review has set aside.
pub(super) fn earlier(case: &CaseDetail) -> AnyView {
    let lang = lang();
    let all = case.earlier.iter().map(|one| {
        let said = [words::earlier(lang), case_text::outcome(one.outcome, lang)].concat();
        view! {
            <section class="near">
                <h2>{said}</h2>
                <p class="small">{date::moment(one.decided_at, lang)}</p>
                <p class="prose">{one.reasons.clone()}</p>
            </section>
        }
        .into_any()
    });
    all.collect_view().into_any()
}
