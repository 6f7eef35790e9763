//! 延长: what more time was asked for and what became of it; the form that asks, for who owes the step, and the one that decides.

use super::work::Work;
use crate::api;
use crate::desk::sending::{Sending, empty};
use crate::desk::text::extending as text;
use crate::ui::{Choice, Choices, FieldKind, FormField, SelectField, Status, Times, Tone, lang};
use domain::access::Action;
use domain::id::{ExtensionId, ObjectionId};
use domain::objection::Consent;
use domain::objection::extending::{Running, prolonged};
use domain::text::{date, extending as words};
use domain::wire::case::{CaseDetail, ClockView};
use domain::wire::extension::{AskExtension, DecideExtension, ExtensionView};
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What was asked for, and the forms for who may; the one that asks comes with the rules.
pub(super) fn extensions(case: &CaseDetail, who: &Who, work: &Work) -> AnyView {
    let lang = lang();
    let record = super::deed::record(case);
    let open = !case.summary.state.is_finished();
    let decides = open && who.actor.may(Action::GrantExtension, record);
    let asks = open && who.actor.may(Action::AskExtension, record);
    let all = case.extensions.iter().map(|one| {
        let form = (decides && one.answer.is_none()).then(|| decide(case.summary.id, one.id, work));
        view! { <li class="stack">{said(one)}{form}</li> }
    });
    let all = (!case.extensions.is_empty()).then(|| {
        view! { <section class="near"><h3>{text::title(lang)}</h3><ol class="inquiries">{all.collect_view()}</ol></section> }
    });
    let (case, work) = (case.clone(), *work);
    let form = asks.then_some(move || {
        let steps = steps(&case, work.desktop.times);
        (!steps.is_empty()).then(|| ask(case.summary.id, steps, &work))
    });
    view! { {all}{form} }.into_any()
}

/// The steps that can have more time now.
fn steps(case: &CaseDetail, times: Times) -> Vec<Choice> {
    let lang = lang();
    let asked = |clock: &ClockView| case.extensions.iter().any(|one| one.step == clock.step);
    let can = |clock: &&ClockView| {
        let running = Running {
            due: clock.due,
            met: clock.met_at.is_some(),
            asked: asked(clock),
        };
        let counted = times.counted(clock);
        counted.is_some_and(|counted| prolonged(&counted.clock, running, times.now()).is_ok())
    };
    let clocks = case.summary.clocks.iter().filter(can);
    let choice = clocks.map(|clock| Choice {
        value: clock.step.clone(),
        label: lang.of(&clock.name).to_owned(),
        hint: String::new(),
    });
    choice.collect()
}

fn said(one: &ExtensionView) -> AnyView {
    let lang = lang();
    let consent = one.answer.as_ref().map(|answer| answer.consent);
    let tone = match consent {
        None => Tone::Soon,
        Some(_) => Tone::Done,
    };
    let word = words::consent(consent, lang);
    let answer = one.answer.as_ref().map(|answer| {
        let head = [answer.by.as_str(), " · ", &date::moment(answer.at, lang)].concat();
        view! { <p class="small">{head}</p><p class="said">{answer.words.clone()}</p> }
    });
    let head = [one.by.as_str(), " · ", &date::moment(one.at, lang)].concat();
    view! {
        <p class="row"><Status tone=tone word=word /><span class="small">{head}</span></p>
        <p>{words::said(one, lang)}</p>
        <p class="said">{one.reason.clone()}</p>
        {answer}
    }
    .into_any()
}

fn ask(id: ObjectionId, steps: Vec<Choice>, work: &Work) -> AnyView {
    let lang = lang();
    let (remote, sending) = (work.case, Sending::new(work.desktop));
    let (step, why) = (empty(), empty());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = AskExtension {
            step: step.get_untracked(),
            words: why.get_untracked(),
        };
        sending.send(
            move |key| api::desk::ask_extension(id, request, key),
            move |case| remote.set(case),
        );
    };
    view! {
        <details class="unfolds">
            <summary>{text::ask(lang)}</summary>
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <SelectField id="extension-step" label=text::step(lang) hint=text::step_hint(lang)
                    error=sending.error("/step") options=steps chosen=step />
                <FormField id="extension-words" label=text::words(lang) hint=text::words_hint(lang)
                    error=sending.error("/words") value=why kind=FieldKind::Lines />
                <p class="buttons">{sending.button(text::ask(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}

fn decide(id: ObjectionId, extension: ExtensionId, work: &Work) -> AnyView {
    let lang = lang();
    let (remote, sending) = (work.case, Sending::new(work.desktop));
    let (consent, said, unchosen) = (empty(), empty(), RwSignal::new(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = consent.with_untracked(|chosen| match chosen.as_str() {
            "granted" => Some(Consent::Granted),
            "refused" => Some(Consent::Refused),
            _ => None,
        });
        unchosen.set(chosen.is_none());
        let Some(consent) = chosen else { return };
        let request = DecideExtension {
            consent,
            words: said.get_untracked(),
        };
        sending.send(
            move |key| api::desk::decide_extension((id, extension), request, key),
            move |case| remote.set(case),
        );
    };
    let option = |value: &str, label: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
    };
    let options = vec![
        option("granted", text::grant(lang)),
        option("refused", text::refuse(lang)),
    ];
    let missing = Signal::derive(move || {
        unchosen
            .get()
            .then(|| text::consent_needed(lang).to_owned())
    });
    let name = ["extension-consent-", &extension.to_string()].concat();
    let field = ["extension-answer-", &extension.to_string()].concat();
    view! {
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            <Choices id=name legend=text::consent(lang) error=missing options=options chosen=consent />
            <FormField id=field label=text::answer_words(lang) hint=text::answer_words_hint(lang)
                error=sending.error("/words") value=said kind=FieldKind::Lines />
            <p class="buttons">{sending.button(text::send(lang))}</p>
        </form>
    }
    .into_any()
}
