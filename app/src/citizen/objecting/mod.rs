//! Writing an objection in five short steps: which field, what is right, why and what proves it, check, receipt.
//!
//! - [`open`]: a licence's draft is opened, on the server if it answers, before anything is typed;
//! - [`draft`]: what is typed, and how it gets to the server;
//! - [`steps`]: the first three steps; [`check`]: the fourth; [`receipt`]: the fifth;
//! - [`files`]: evidence on its way; [`foot`]: whether it is saved.

mod check;
mod draft;
mod files;
mod foot;
mod open;
mod receipt;
mod steps;

pub(super) use open::open;
pub(super) use receipt::receipt;

use crate::api;
use crate::browser;
use crate::citizen::begun;
use crate::context::Context;
use crate::navigation::{Navigation, heading};
use crate::page::{Page, Step};
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{Icon, Load, Skeleton, effect, icon, lang, live, mark_ready};
use domain::id::DraftId;
use domain::problem::ProblemCode;
use domain::wire::draft::Draft;
use domain::wire::licence::LicenceDetail;
use draft::Writing;
use files::Files;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The steps of one draft; they share what is being typed.
pub(super) fn write(id: DraftId) -> AnyView {
    let context = Context::here();
    let both = Remote::new(move || async move {
        let draft = match begun::find(id).await {
            Some(begun) => begun::as_draft(id, begun, context).await?,
            None => match api::drafts::seen(id).await {
                // Sent or deleted: whoever goes back to it shall not think that it was lost.
                Err(error) if error.code() == Some(ProblemCode::NotFound) => return Ok(None),
                draft => context.seen(draft?),
            },
        };
        let licence = context.seen(api::licences::seen(draft.licence).await?);
        Ok(Some((draft, licence)))
    });
    // The rules are here before the fourth step counts with them: nothing moves under the hand that sends.
    effect(move || drop(context.rules()));
    let here = StoredValue::new(None::<Writing>);
    let files = Files::new();
    let look = move || {
        spawn_local(async move {
            if let Ok(draft) = api::drafts::get(id).await
                && let Some(Some(writing)) = here.try_get_value()
                && writing.is_behind(&draft)
            {
                let licence = writing.licence(Clone::clone);
                both.set(Some((draft, licence)));
            }
        });
    };
    // Who comes back from another tab with the same draft goes on with what was written there.
    browser::listen("visibilitychange", move |_| {
        if here.try_get_value().is_some() && !browser::document().hidden() {
            look();
        }
    });
    let show = Callback::new(move |both: Option<(Draft, LicenceDetail)>| {
        let Some((draft, licence)) = both else {
            return gone();
        };
        let writing = Writing::begin(draft, licence, files);
        here.set_value(Some(writing));
        let step = Memo::new(|_| step());
        live(move || at(step.get(), writing))
    });
    view! { <Load data=both.signal() retry=both.retry() skeleton=Skeleton::Page show /> }.into_any()
}

fn gone() -> AnyView {
    let lang = lang();
    view! {
        {heading(words::draft_gone(lang).into(), words::site(lang))}
        <p>{words::draft_gone_hint(lang)}</p>
        <p class="buttons"><a class="button primary" href=Page::Objections.href()>{words::objections(lang)}</a></p>
    }
    .into_any()
}

fn step() -> Step {
    match Navigation::here().and_then(|navigation| Page::parse(&navigation.address())) {
        Some(Page::Draft(_, step)) => step,
        _ => Step::Fields,
    }
}

fn at(step: Step, writing: Writing) -> AnyView {
    let lang = lang();
    request_animation_frame(mark_ready);
    let (question, answer) = match step {
        Step::Fields => (words::step_fields(lang), steps::fields(writing)),
        Step::Claims => (words::step_claims(lang), steps::claims(writing)),
        Step::Reasons => (words::step_reasons(lang), steps::reasons(writing)),
        Step::Check => (words::step_check(lang), check::check(writing)),
    };
    view! {
        {progress(step, writing)}
        {heading(question.into(), words::site(lang))}
        <p class="small">{writing.licence_name()}</p>
        {answer}
        <div class="kept">{foot::saving_line(writing)}{foot::discard(writing)}</div>
    }
    .into_any()
}

/// The way back, and how far one has come.
fn progress(step: Step, writing: Writing) -> AnyView {
    let lang = lang();
    let number = step.number();
    let said = match lang {
        domain::text::Lang::Zh => ["第 ", &number.to_string(), " 步，共 5 步"].concat(),
        domain::text::Lang::En => ["Step ", &number.to_string(), " of 5"].concat(),
    };
    let before = match step {
        Step::Fields => Page::Licence(writing.licence(|licence| licence.summary.id)),
        Step::Claims => Page::Draft(writing.id, Step::Fields),
        Step::Reasons => Page::Draft(writing.id, Step::Claims),
        Step::Check => Page::Draft(writing.id, Step::Reasons),
    };
    let bars = (1..=5_u8).map(|bar| {
        let class = if bar < number { "past" } else { "" };
        view! { <li class=class aria-current=(bar == number).then_some("step")></li> }.into_any()
    });
    view! {
        <p class="row between">
            <a class="back" href=before.href()>{icon(Icon::Back)}{words::previous(lang)}</a>
            <span class="small">{said}</span>
        </p>
        <ol class="steps" aria-hidden="true">{bars.collect_view()}</ol>
    }
    .into_any()
}
