//! 办理公开: words about an answered case that everybody may read; one person proposes them, another releases them.

use super::work::Work;
use crate::api;
use crate::desk::sending::{Sending, empty};
use crate::desk::text::disclosing as text;
use crate::ui::{FieldKind, FormField, Status, Tone, lang};
use domain::access::Action;
use domain::disclosure::{DisclosureEvent, DisclosureState, after, can_be_disclosed};
use domain::text::date;
use domain::wire::Expected;
use domain::wire::case::CaseDetail;
use domain::wire::disclosure::{DisclosureView, ProposeDisclosure, WithholdDisclosure};
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What is disclosed, and what the reader can do about it; nothing before the case was answered.
pub(super) fn disclosure(case: &CaseDetail, who: &Who, work: &Work) -> Option<AnyView> {
    let lang = lang();
    let decision = case.decision.as_ref()?;
    let disclosed = case.desk.as_ref()?.disclosure.as_ref();
    let state = disclosed.map(|one| one.state);
    let record = super::deed::record(case);
    let can = |action, event| who.actor.may(action, record) && after(state, event).is_some();
    let fit = can_be_disclosed(
        case.summary.state,
        Some(decision.outcome),
        decision.withheld,
    );
    let proposes = fit && can(Action::ProposeDisclosure, DisclosureEvent::Propose);
    let releases = fit && can(Action::ReleaseDisclosure, DisclosureEvent::Release);
    let withholds = can(Action::ReleaseDisclosure, DisclosureEvent::Withhold);
    if disclosed.is_none() && !proposes {
        return None;
    }
    let version = disclosed.map_or(0, |one| one.version);
    Some(
        view! {
            <section class="near">
                <h3>{text::title(lang)}</h3>
                {disclosed.map(said)}
                {proposes.then(|| propose(case, disclosed, work))}
                {releases.then(|| release(case, version, work))}
                {withholds.then(|| withhold(case, version, work))}
            </section>
        }
        .into_any(),
    )
}

fn said(one: &DisclosureView) -> AnyView {
    let lang = lang();
    let (tone, word) = match one.state {
        DisclosureState::Proposed => (Tone::Soon, text::proposed(lang)),
        DisclosureState::Released => (Tone::Done, text::released(lang)),
        DisclosureState::Withheld => (Tone::Quiet, text::withheld(lang)),
    };
    let by = one.decided_by.as_ref().unwrap_or(&one.proposed_by);
    let at = one.decided_at.unwrap_or(one.proposed_at);
    let head = [by.as_str(), " · ", &date::moment(at, lang)].concat();
    let why = (!one.why.is_empty())
        .then(|| view! { <div><dt>{text::why(lang)}</dt><dd>{one.why.clone()}</dd></div> });
    view! {
        <p class="row"><Status tone=tone word=word /><span class="small">{head}</span></p>
        <dl class="facts">
            <div><dt>{text::question(lang)}</dt><dd>{one.question.clone()}</dd></div>
            <div><dt>{text::answer(lang)}</dt><dd>{one.answer.clone()}</dd></div>
            {why}
        </dl>
    }
    .into_any()
}

fn propose(case: &CaseDetail, before: Option<&DisclosureView>, work: &Work) -> AnyView {
    let lang = lang();
    let (id, remote, sending) = (case.summary.id, work.case, Sending::new(work.desktop));
    let version = before.map_or(0, |one| one.version);
    let kept = |text: fn(&DisclosureView) -> &String| {
        RwSignal::new(before.map(text).cloned().unwrap_or_default())
    };
    let (question, answer) = (kept(|one| &one.question), kept(|one| &one.answer));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = ProposeDisclosure {
            version,
            question: question.get_untracked(),
            answer: answer.get_untracked(),
        };
        sending.send(
            move |key| api::desk::propose_disclosure(id, request, key),
            move |case| remote.set(case),
        );
    };
    view! {
        <details class="unfolds">
            <summary>{text::propose(lang)}</summary>
            <form class="stack" on:submit=submit>
                <p class="small">{text::propose_hint(lang)}</p>
                {sending.trouble()}
                <FormField id="disclosure-question" label=text::question(lang)
                    error=sending.error("/question") value=question kind=FieldKind::Lines />
                <FormField id="disclosure-answer" label=text::answer(lang)
                    error=sending.error("/answer") value=answer kind=FieldKind::Lines />
                <p class="buttons">{sending.button(text::propose(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}

fn release(case: &CaseDetail, version: i64, work: &Work) -> AnyView {
    let lang = lang();
    let (id, remote, sending) = (case.summary.id, work.case, Sending::new(work.desktop));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        sending.send(
            move |key| api::desk::release_disclosure(id, Expected { version }, key),
            move |case| remote.set(case),
        );
    };
    view! {
        <form class="stack" on:submit=submit>
            <p class="small">{text::release_hint(lang)}</p>
            {sending.trouble()}
            <p class="buttons">{sending.button(text::release(lang))}</p>
        </form>
    }
    .into_any()
}

fn withhold(case: &CaseDetail, version: i64, work: &Work) -> AnyView {
    let lang = lang();
    let (id, remote, sending) = (case.summary.id, work.case, Sending::new(work.desktop));
    let why = empty();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = WithholdDisclosure {
            version,
            why: why.get_untracked(),
        };
        sending.send(
            move |key| api::desk::withhold_disclosure(id, request, key),
            move |case| remote.set(case),
        );
    };
    view! {
        <details class="unfolds">
            <summary>{text::withhold(lang)}</summary>
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <FormField id="disclosure-why" label=text::why(lang) hint=text::why_hint(lang)
                    error=sending.error("/why") value=why kind=FieldKind::Lines />
                <p class="buttons">{sending.button(text::withhold(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}
