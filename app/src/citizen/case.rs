//! One objection as its objector sees it: where it stands, who owes what by when, what can be done, what happened.

mod again;
mod doing;

use super::as_staff::other_side;
use super::objections::standing;
use super::paging::{back, told};
use crate::api::{self, SubmissionKey};
use crate::browser;
use crate::context::Context;
use crate::navigation::heading;
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{
    Deadline, EvidenceList, FieldDiff, Load, Moment, Skeleton, Status, Timeline, Times, Tone,
    Trouble, acknowledgement, effect, lang, live, receipts, whole_days,
};
use domain::flow::CaseState;
use domain::id::ObjectionId;
use domain::text::{self, Lang, case as case_text, date, deadline};
use domain::wire::case::{CaseDetail, CaseHistory, CaseSummary, ClockView, Decision};
use leptos::prelude::*;

pub(super) fn case(id: ObjectionId) -> AnyView {
    let times = Context::here().times();
    let kept = browser::recall_here(&name(id)).unwrap_or_default();
    let writing = Writing {
        text: RwSignal::new(kept),
        key: SubmissionKey::new(),
        problem: RwSignal::new(None),
        done: RwSignal::new(""),
        context: Context::here(),
        lang: lang(),
    };
    // A reload or a log-in in between loses nothing that was typed.
    effect(move || {
        writing
            .text
            .with(|text| browser::remember_here(&name(id), text));
    });
    let case = Remote::new(move || api::objections::get(id));
    let show = Callback::new(move |detail| page(&detail, case, times, writing));
    view! { <Load data=case.signal() retry=case.retry() skeleton=Skeleton::Page show /> }.into_any()
}

/// What the objector is writing here; it outlives a refresh of the case.
#[derive(Clone, Copy)]
struct Writing {
    text: RwSignal<String>,
    key: SubmissionKey,
    problem: RwSignal<Option<Trouble>>,
    /// What was just sent.
    done: RwSignal<&'static str>,
    context: Context,
    lang: Lang,
}

fn name(id: ObjectionId) -> String {
    ["mz.supplement.", &id.to_string()].concat()
}

fn page(case: &CaseDetail, remote: Remote<CaseDetail>, times: Times, writing: Writing) -> AnyView {
    let lang = lang();
    let title = match &case.licence {
        Some(_) => [
            case.summary.type_name.as_str(),
            lang.pick("的异议", ": objection"),
        ]
        .concat(),
        None => [
            &case.summary.procedure_title,
            lang.colon(),
            &case.summary.type_name,
        ]
        .concat(),
    };
    let note = case
        .procedure_note
        .clone()
        .filter(|_| case.licence.is_none());
    let note = note.map(|note| view! { <p class="small">{note}</p> }.into_any());
    let (tone, word) = standing(&case.summary);
    view! {
        {back(Page::Objections, words::objections(lang))}
        <div class="near">
            {heading(title, words::site(lang))}
            <p class="row"><Status tone word /><span class="small number">{case.summary.case_number.clone()}</span></p>
            <div role="status">{done(writing)}</div>
        </div>
        {told(writing.problem)}
        {decision(case)}
        {doing::supplement(case, remote, writing)}
        {clocks(words::dates(lang), &case.summary, times)}
        {note}
        {receipts(case)}
        {moves(case)}
        {again::earlier(case)}
        {said_by_objector(case)}
        {course(case)}
        {acknowledgement(case.summary.id)}
        {doing::withdraw(case, remote, writing)}
        {again::review(case, remote, writing)}
        {other_side(&case.summary)}
    }
    .into_any()
}

fn done(writing: Writing) -> AnyView {
    live(move || {
        let done = writing.done.get();
        if done.is_empty() {
            return ().into_any();
        }
        view! { <p class="lead"><Status tone=Tone::Done word=done /></p> }.into_any()
    })
}

/// Who owes what by when, each clock with how it was counted.
pub(super) fn clocks(title: &'static str, case: &CaseSummary, times: Times) -> AnyView {
    if case.state == CaseState::Withdrawn {
        return ().into_any();
    }
    clocks_of(title, &case.clocks, &case.issuer_name, times)
}

/// That a new calendar moved a date, and why; and what was prolonged with consent.
fn moves(case: &CaseDetail) -> Option<AnyView> {
    let lang = lang();
    let moved = case
        .moves
        .iter()
        .map(|one| (text::calendar::moved(one, lang), one.at));
    let extended = case.extensions.iter().map(|one| {
        let at = one.answer.as_ref().map_or(one.at, |answer| answer.at);
        (text::extending::said(one, lang), at)
    });
    let lines = moved.chain(extended).map(|(said, at)| {
        view! { <li>{whole_days(&said)}" "<span class="small">{date::moment(at, lang)}</span></li> }.into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! { <section class="near"><h2>{words::moved(lang)}</h2><ul class="dates">{lines}</ul></section> }.into_any()
    })
}

/// The same of an objection that is no case yet.
pub(super) fn clocks_of(
    title: &'static str,
    clocks: &[ClockView],
    issuer: &str,
    times: Times,
) -> AnyView {
    let lang = lang();
    let lines = clocks.iter().map(|clock| {
        let owed = clock
            .met_at
            .is_none()
            .then(|| deadline::owed(clock, issuer, lang));
        let line = owed.unwrap_or_else(|| lang.of(&clock.name).to_owned());
        let provisional = clock
            .provisional
            .then(|| view! { <p class="small">{deadline::provisional(lang)}</p> }.into_any());
        view! { <li><p>{whole_days(&line)}</p><Deadline clock=clock.clone() times />{provisional}</li> }
            .into_any()
    });
    view! { <section class="near"><h2>{title}</h2><ul class="dates">{lines.collect_view()}</ul></section> }.into_any()
}

fn decision(case: &CaseDetail) -> Option<AnyView> {
    let lang = lang();
    let Decision {
        outcome,
        reason,
        reasons,
        remedy,
        decided_at,
        corrected_version,
        withheld,
    } = case.decision.clone()?;
    let fact = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any())
    };
    let licence = case.licence.as_ref().map(|licence| licence.id);
    let not_published = withheld
        .map(|why| view! { <p class="small">{case_text::withheld(why, lang)}</p> }.into_any());
    let corrected = corrected_version.and(licence).map(|licence| {
        view! { <p><a class="button" href=Page::Licence(licence).href()>{words::corrected_version(lang)}</a></p> }.into_any()
    });
    Some(
        view! {
            <section class="near">
                <h2>{words::result(lang)}{lang.colon()}{case_text::outcome(outcome, lang)}</h2>
                <p class="small">{date::moment(decided_at, lang)}" "{case.summary.issuer_name.clone()}</p>
                <dl class="facts prose">{fact(words::reason(lang), reason.unwrap_or_default())}{fact(words::reasons(lang), reasons)}{fact(words::remedy(lang), remedy)}</dl>
                {not_published}
                {corrected}
            </section>
        }
        .into_any(),
    )
}

fn said_by_objector(case: &CaseDetail) -> AnyView {
    let lang = lang();
    let evidence = (!case.evidence.is_empty()).then(|| {
        view! { <EvidenceList files=case.evidence.clone() address=api::evidence::address /> }
            .into_any()
    });
    let work_order = case.work_order.clone().map(|number| {
        view! { <div><dt>{words::work_order(lang)}</dt><dd>{number}</dd></div> }.into_any()
    });
    let disputed = case
        .licence
        .is_some()
        .then(|| view! { <FieldDiff fields=case.disputed.clone() /> }.into_any());
    view! {
        <section class="near">
            <h2>{words::what_you_said(lang)}</h2>
            {disputed}
            <dl class="facts prose">
                <div><dt>{words::kind(lang)}</dt><dd>{case_text::ground_plain(case.ground, lang)}</dd></div>
                <div><dt>{words::said(lang)}</dt><dd>{case.explanation.clone()}</dd></div>
                {work_order}
            </dl>
            {evidence}
        </section>
    }
    .into_any()
}

fn course(case: &CaseDetail) -> AnyView {
    let lang = lang();
    let mut moments: Vec<Moment> = case.history.iter().map(|past| moment(past, lang)).collect();
    if case.summary.state.is_undecided() {
        let due = case
            .summary
            .clocks
            .iter()
            .rfind(|clock| clock.met_at.is_none());
        moments.extend(due.map(|clock| Moment {
            when: String::new(),
            what: deadline::owed(clock, &case.summary.issuer_name, lang),
            who: String::new(),
            note: String::new(),
            to_come: true,
        }));
    }
    view! { <section class="near"><h2>{words::course(lang)}</h2><Timeline moments /></section> }
        .into_any()
}

fn moment(past: &CaseHistory, lang: Lang) -> Moment {
    Moment {
        when: date::moment(past.at, lang),
        what: case_text::event(past.event, lang).into(),
        who: case_text::doer(&past.by, lang).into(),
        note: past.note.clone(),
        to_come: false,
    }
}
