//! A step that needs words: what the objector shall supplement, or why a proposal goes back.

use super::deed::Deed;
use super::templating;
use super::work::Work;
use crate::api;
use crate::desk::text::objections as text;
use crate::remote::Remote;
use crate::ui::{Choice, FieldKind, FormField, Load, SelectField, Skeleton, lang};
use domain::objection::deciding::{REASONS_MAX, REASONS_MIN};
use domain::objection::templates::TemplatePurpose;
use domain::problem::FieldCode;
use domain::text::{Lang, problem};
use domain::wire::case::CaseDetail;
use domain::wire::catalogue::AgencyRef;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(super) fn form(deed: Deed, case: &CaseDetail, work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let (label, hint) = match deed {
        Deed::Return => (text::return_note(lang), text::return_hint(lang)),
        Deed::Transfer => (text::transfer_note(lang), text::transfer_hint(lang)),
        Deed::HandOn => (text::hand_on_note(lang), text::hand_on_hint(lang)),
        Deed::Tell => (text::tell_note(lang), text::tell_hint(lang)),
        Deed::EnterSupplement => (
            text::supplement_note(lang),
            text::supplement_note_hint(lang),
        ),
        Deed::EnterWithdrawal => (text::withdrawal_note(lang), text::withdrawal_hint(lang)),
        Deed::Reopen => (text::reopen_note(lang), text::reopen_hint(lang)),
        Deed::Disagree => (text::disagree_note(lang), text::disagree_hint(lang)),
        Deed::Settle => (text::settle_note(lang), text::settle_hint(lang)),
        _ => (text::send_back_note(lang), text::send_back_hint(lang)),
    };
    let tried = RwSignal::new(false);
    let wrong = Signal::derive(move || {
        tried
            .get()
            .then(|| wrong_with(&work.note.get(), lang))
            .flatten()
    });
    let elsewhere = match deed {
        Deed::Transfer => Some(text::transfer_to(lang)),
        Deed::HandOn => Some(text::hand_on_to(lang)),
        _ => None,
    };
    let to = elsewhere.map(|label| agencies(label, &work, tried));
    let nobody = move || elsewhere.is_some() && work.to.with_untracked(String::is_empty);
    let template = (deed == Deed::Return)
        .then(|| templating::choice(TemplatePurpose::Return, case, work.note));
    let case = case.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if nobody() {
            crate::ui::error_summary::focus("to");
        } else if wrong.get_untracked().is_some() {
            crate::ui::error_summary::focus("note");
        } else {
            work.send(deed, &case);
        }
    };
    work.begin_at("note".into());
    view! {
        <form class="stack" on:submit=submit>
            {to}{template}
            <FormField id="note" label=label hint=hint error=wrong value=work.note kind=FieldKind::Lines />
            {form_buttons(deed, &work)}
        </form>
    }
    .into_any()
}

/// To whom the case goes.
fn agencies(label: &'static str, work: &Work, tried: RwSignal<bool>) -> AnyView {
    let lang = lang();
    let chosen = work.to;
    let all = Remote::new(api::desk::could_answer);
    let error = Signal::derive(move || {
        let nobody = tried.get() && chosen.with(String::is_empty);
        nobody.then(|| problem::field(FieldCode::Required, None, lang))
    });
    let show = Callback::new(move |all: Vec<AgencyRef>| {
        let options = all.into_iter().map(|agency| Choice {
            value: agency.id.to_string(),
            label: agency.name,
            hint: String::new(),
        });
        view! {
            <SelectField id="to" label=label error=error options=options.collect() chosen=chosen />
        }
        .into_any()
    });
    view! { <Load data=all.signal() retry=all.retry() skeleton=Skeleton::Rows show=show /> }
        .into_any()
}

/// Send and fold; after somebody else was quicker, sending means applying it anew.
pub(super) fn form_buttons(deed: Deed, work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let label = move || match (work.busy.get(), work.news.with(Vec::is_empty)) {
        (true, _) => text::working(lang),
        (false, true) => deed.name(lang),
        (false, false) => text::apply_anew(lang),
    };
    view! {
        <p class="buttons">
            <button class="primary" disabled=move || work.busy.get()>{label}</button>
            <button type="button" data-key="Escape" on:click=move |_| work.fold()>{text::cancel(lang)}<kbd>"Esc"</kbd></button>
        </p>
    }
    .into_any()
}

fn wrong_with(note: &str, lang: Lang) -> Option<String> {
    let limit = |bound: usize| u32::try_from(bound).ok();
    match note.trim().chars().count() {
        0 => Some(problem::field(FieldCode::Required, None, lang)),
        length if length < REASONS_MIN => Some(problem::field(
            FieldCode::TooShort,
            limit(REASONS_MIN),
            lang,
        )),
        length if length > REASONS_MAX => {
            Some(problem::field(FieldCode::TooLong, limit(REASONS_MAX), lang))
        }
        _ => None,
    }
}
