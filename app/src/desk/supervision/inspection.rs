//! One sample: how it was drawn, and each of its licences with what was found.

use super::finding::forms;
use super::inspections::{state, total};
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::INSPECTIONS;
use crate::desk::text::supervision as text;
use crate::desk::unfolds::unfolds;
use crate::remote::Remote;
use crate::ui::{Load, Moment, Skeleton, Status, Timeline, Tone, lang};
use domain::access::{Action, Relation, allowed};
use domain::id::{InspectionId, LicenceId};
use domain::inspection::SampleState;
use domain::text::{date, licence as licence_words, supervision as words};
use domain::wire::inspection::{InspectionDetail, SampleFilter, SampleHistory, Sampled};
use domain::wire::licence::LicenceDetail;
use domain::wire::session::Who;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, who: &Who, id: InspectionId) -> AnyView {
    let lang = lang();
    let sample = Remote::new(move || api::supervision::inspection(id));
    let answers = allowed(who.actor.role(), Relation::OwnAgency, Action::AnswerFinding);
    let show =
        Callback::new(move |detail: InspectionDetail| page(&detail, desktop, sample, answers));
    view! {
        <div class="narrow stack">
            <p><a href=INSPECTIONS>{text::back_to_inspections(lang)}</a></p>
            <Load data=sample.signal() retry=sample.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn page(
    detail: &InspectionDetail,
    desktop: Desktop,
    remote: Remote<InspectionDetail>,
    answers: bool,
) -> AnyView {
    let lang = lang();
    let summary = &detail.summary;
    let title = [
        text::inspections(lang),
        " ",
        &date::moment(summary.drawn_at, lang),
    ]
    .concat();
    let size = [
        &total(summary.counts).to_string(),
        " ",
        text::of_stock(lang),
        " ",
        &summary.stock.to_string(),
    ]
    .concat();
    let items = detail
        .items
        .iter()
        .map(|item| one(item, detail, (desktop, remote), answers));
    view! {
        <div class="stack">
            {heading(&title)}
            <p>{state(summary.counts)}</p>
            <dl class="facts">
                <div><dt>{text::inspector(lang)}</dt><dd>{summary.inspector.name.clone()}</dd></div>
                <div><dt>{text::sample(lang)}</dt><dd>{size}</dd></div>
                <div><dt>{text::filter(lang)}</dt><dd>{filter(&detail.filter, detail.filter_issuer.as_deref())}</dd></div>
            </dl>
            {how_drawn(detail)}
            <ol class="sampled">{items.collect_view()}</ol>
        </div>
    }
    .into_any()
}

fn how_drawn(detail: &InspectionDetail) -> AnyView {
    let lang = lang();
    view! {
        <details class="unfolds">
            <summary>{text::how_drawn(lang)}</summary>
            <p>{text::how_drawn_text(lang)}</p>
            <dl class="facts">
                <div><dt>{text::seed(lang)}</dt><dd><code>{detail.seed.clone()}</code></dd></div>
                <div><dt>{text::digest(lang)}</dt><dd><code>{detail.stock_digest.clone()}</code></dd></div>
                <div><dt>{text::upper(lang)}</dt><dd><code>{detail.upper.map(|id| id.to_string())}</code></dd></div>
            </dl>
        </details>
    }
    .into_any()
}

fn filter(filter: &SampleFilter, issuer: Option<&str>) -> String {
    let lang = lang();
    let day = |label: &str, day: Option<jiff::civil::Date>| {
        day.map(|day| [label, " ", &date::full_day(day, lang)].concat())
    };
    let parts = [
        issuer.map(ToOwned::to_owned),
        filter.type_code.clone(),
        day(text::issued_from(lang), filter.issued_from),
        day(text::issued_to(lang), filter.issued_to),
        filter
            .trust
            .map(|trust| words::trust(trust, lang).to_owned()),
        filter
            .status
            .map(|status| words::status(status, lang).to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        text::whole_library(lang).to_owned()
    } else {
        parts.join(" · ")
    }
}

fn one(
    item: &Sampled,
    detail: &InspectionDetail,
    (desktop, remote): (Desktop, Remote<InspectionDetail>),
    answers: bool,
) -> AnyView {
    let lang = lang();
    let tone = match item.state {
        _ if item.overdue => Tone::Late,
        SampleState::Drawn => Tone::Quiet,
        SampleState::Found | SampleState::Answered => Tone::Soon,
        SampleState::Conforms | SampleState::Closed => Tone::Done,
    };
    let word = if item.overdue {
        text::overdue(lang)
    } else {
        words::sampled(item.state, lang)
    };
    let due = item.due_date.filter(|_| item.state.is_owed()).map(|due| {
        view! { <p class="small">{text::due_service(lang)}" "{date::day(due, lang)}</p> }
    });
    let ground = item
        .ground
        .map(|ground| view! { <p class="small">{words::ground(ground, lang)}</p> });
    let moments: Vec<Moment> = item.history.iter().map(moment).collect();
    let history = (!moments.is_empty()).then(|| view! { <Timeline moments=moments /> });
    let look = detail
        .mine
        .then(|| licence(detail.summary.id, item.licence));
    let version = format!("{} {:03}", text::version(lang), item.version);
    view! {
        <li class="stack">
            <h2>{item.type_name.clone()}" "<span class="small">{item.number.clone()}</span></h2>
            <p class="row"><Status tone=tone word=word /><span class="small">{item.issuer_name.clone()}" · "{version}</span></p>
            {ground}{due}{history}{look}
            {forms(item, detail, (desktop, remote), answers)}
        </li>
    }
    .into_any()
}

fn moment(history: &SampleHistory) -> Moment {
    let lang = lang();
    Moment {
        when: date::moment(history.at, lang),
        what: words::sample_event(history.event, lang).into(),
        who: history.by.clone(),
        note: history.words.clone(),
        to_come: false,
    }
}

/// The licence itself, asked for when it is unfolded: each reading is recorded.
fn licence(id: InspectionId, licence: LicenceId) -> AnyView {
    let lang = lang();
    unfolds(text::open_licence(lang), move || {
        let read = Remote::new(move || api::supervision::sampled(id, licence));
        let show = Callback::new(face);
        view! {
            <p class="small">{text::licence_masked(lang)}</p>
            <Load data=read.signal() retry=read.retry() skeleton=Skeleton::Rows show=show />
        }
        .into_any()
    })
}

fn face(licence: LicenceDetail) -> AnyView {
    let lang = lang();
    let fields = licence.face.into_iter().map(|field| {
        view! { <div><dt>{field.label}</dt><dd>{field.value}</dd></div> }
    });
    let state = licence_words::standing(licence.summary.standing, lang);
    view! {
        <dl class="facts">
            <div><dt>{text::state(lang)}</dt><dd>{state}</dd></div>
            {fields.collect_view()}
        </dl>
    }
    .into_any()
}
