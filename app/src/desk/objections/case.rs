//! One case on the desk: what is claimed, what is recorded, what to do next, what happened.

use super::row::state_tone;
use super::work::Work;
use super::{
    compare, disclosing, exporting, extending, fields, history, inquiring, next, notes, of_outage,
    points, told, urging,
};
use crate::desk::desktop::Desktop;
use crate::desk::page::View;
use crate::desk::text::objections as text;
use crate::remote::Remote;
use crate::ui::error_summary::focus;
use crate::ui::{
    Deadline, Icon, Load, Skeleton, Status, Times, Tone, acknowledgement, icon, lang,
    licence_card::hue_class, receipts,
};
use domain::id::ObjectionId;
use domain::text::calendar::moved;
use domain::text::{case, date, licence};
use domain::wire::case::CaseDetail;
use domain::wire::queue::QueuePage;
use domain::wire::session::Who;
use leptos::prelude::*;

/// The pane beside the queue.
pub(super) fn pane(
    desktop: Desktop,
    who: Who,
    id: ObjectionId,
    view: Memo<View>,
    queue: Remote<QueuePage>,
) -> AnyView {
    let work = Work::new(desktop, id, &who.actor, queue);
    let back = move || view.with(|view| view.with_case(None).href());
    let show = Callback::new(move |case: CaseDetail| {
        if desktop.navigation.take_arrival() {
            request_animation_frame(|| focus("case-title"));
        }
        whole(&case, &who, &work)
    });
    view! {
        <a class="back" href=back>{icon(Icon::Back)}{text::back_to_queue(lang())}</a>
        <Load data=work.case.signal() retry=work.case.retry() skeleton=Skeleton::Page show=show />
    }
    .into_any()
}

fn whole(case: &CaseDetail, who: &Who, work: &Work) -> AnyView {
    let times = work.desktop.times;
    let said = match case.outage {
        Some(outage) => of_outage::about(case, outage),
        None => compare::claim_and_record(case, who),
    };
    // Nobody has handed anything in whose receipt could be acknowledged.
    let handed_in = case.outage.is_none();
    view! {
        <article class="case stack">
            {head(case, times)}
            {receipts(case)}
            {moves(case)}
            {said}
            {earlier(case)}
            {decided(case)}
            {points::answered(case)}
            {next::next(case, who, work)}
            {extending::extensions(case, who, work)}
            {inquiring::inquiries(case, who, work)}
            {urging::urgings(case, who, work)}
            {disclosing::disclosure(case, who, work)}
            {told::told(case.summary.id)}
            {handed_in.then(|| acknowledgement(case.summary.id))}
            {notes::notes(case.summary.id, work.desktop)}
            {history::history(case, who)}
            {exporting::form(case, who, work)}
        </article>
    }
    .into_any()
}

fn head(detail: &CaseDetail, times: Times) -> AnyView {
    let lang = lang();
    let summary = &detail.summary;
    let clocks = summary.clocks.iter().cloned().map(|clock| {
        let step = lang.of(&clock.name).to_owned();
        view! { <div><dt>{step}</dt><dd><Deadline clock times /></dd></div> }
    });
    let marked = summary.marked && !summary.state.is_finished();
    let marked =
        marked.then(|| view! { <Status tone=Tone::Disputed word=licence::disputed(lang) /> });
    view! {
        <header class=["case-head ", hue_class(summary.hue)].concat()>
            <h2 id="case-title" tabindex="-1">{summary.type_name.clone()}</h2>
            <p class="row">
                <Status tone=state_tone(summary.state) word=case::state_for_staff(summary.state, lang) />
                {marked}
                <span>{summary.procedure_title.clone()}</span>
                <span class="number">{summary.case_number.clone()}</span>
                <span class="small">{summary.issuer_name.clone()}</span>
            </p>
            <dl class="clocks">{clocks.collect_view()}</dl>
        </header>
    }
    .into_any()
}

/// That a new calendar moved a date, and why.
fn moves(detail: &CaseDetail) -> Option<AnyView> {
    let lang = lang();
    let lines = detail.moves.iter().map(|one| {
        view! { <li>{moved(one, lang)}" "<span class="small">{date::moment(one.at, lang)}</span></li> }.into_any()
    });
    let lines: Vec<AnyView> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! { <section><h3>{text::moved(lang)}</h3><ul>{lines}</ul></section> }.into_any()
    })
}

/// Decisions that were set aside.
fn earlier(detail: &CaseDetail) -> AnyView {
    let lang = lang();
    let all = detail.earlier.iter().map(|one| {
        let words = [
            (text::reasons(lang), &one.reasons),
            (text::remedy(lang), &one.remedy),
        ];
        let when = (String::new(), date::moment(one.decided_at, lang));
        let outcome = case::outcome(one.outcome, lang);
        spoken(text::earlier(lang), outcome, &[when], words)
    });
    let reviewing = detail
        .reviewing
        .then(|| view! { <p class="hint">{text::in_review(lang)}</p> });
    view! { {all.collect_view()}{reviewing} }.into_any()
}

/// The decision, or the proposal that waits for one.
fn decided(detail: &CaseDetail) -> Option<AnyView> {
    let lang = lang();
    if let Some(decision) = &detail.decision {
        let outcome = case::outcome(decision.outcome, lang);
        let words = [
            (text::reasons(lang), &decision.reasons),
            (text::remedy(lang), &decision.remedy),
        ];
        let mut lines = fields::lines(detail, lang);
        let reason = decision.reason.clone();
        lines.extend(reason.map(|reason| (text::reason(lang).to_owned(), reason)));
        return Some(spoken(text::decision(lang), outcome, &lines, words));
    }
    let waiting = detail.desk.as_ref()?.proposal.as_ref()?;
    let title = if detail.summary.state == domain::objection::CaseState::Proposed {
        text::proposal(lang)
    } else {
        text::sent_back_before(lang)
    };
    let proposal = &waiting.proposal;
    let label = |key: &str| {
        detail
            .disputed
            .iter()
            .find(|field| field.key == key)
            .map_or(String::new(), |field| field.label.clone())
    };
    let mut lines: Vec<(String, String)> = proposal
        .corrections
        .iter()
        .map(|claim| (label(&claim.key), claim.claimed.clone()))
        .collect();
    lines.extend(proposal.rejections.iter().map(|one| {
        let name = if one.key.is_empty() {
            text::reason(lang).to_owned()
        } else {
            label(&one.key)
        };
        let said = [one.reason.as_str(), one.words.as_str()].join(" ");
        let said = said.trim().to_owned();
        (name, [text::kept_because(lang), &said].concat())
    }));
    lines.push((text::proposed_by(lang).into(), waiting.by.name.clone()));
    let words = [
        (text::reasons(lang), &proposal.reasons),
        (text::remedy(lang), &proposal.remedy),
    ];
    Some(spoken(
        title,
        case::outcome(proposal.outcome, lang),
        &lines,
        words,
    ))
}

fn spoken(
    title: &'static str,
    outcome: &'static str,
    lines: &[(String, String)],
    words: [(&'static str, &String); 2],
) -> AnyView {
    let lang = lang();
    let fact = |name: String, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let words = words.into_iter().filter(|(_, words)| !words.is_empty());
    let all = std::iter::once((text::outcome(lang).to_owned(), outcome.to_owned()))
        .chain(lines.iter().cloned())
        .chain(words.map(|(name, words)| (name.to_owned(), words.clone())))
        .map(|(name, value)| fact(name, value));
    view! {
        <section class="near">
            <h3>{title}</h3>
            <dl class="facts">{all.collect_view()}</dl>
        </section>
    }
    .into_any()
}
