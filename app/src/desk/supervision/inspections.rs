//! Which samples were drawn, and how far are they?

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::{INSPECTIONS, Page};
use crate::desk::text::supervision as text;
use crate::navigation::{query, with_query};
use crate::remote::Remote;
use crate::ui::{Column, Empty, Load, Pager, Row, Skeleton, Status, Table, Tone, lang};
use domain::access::{Action, Relation, allowed};
use domain::text::date;
use domain::wire::Page as Rows;
use domain::wire::inspection::{InspectionSummary, SampleCounts};
use domain::wire::session::Who;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, who: &Who) -> AnyView {
    let lang = lang();
    let cursor = desktop.state(|address| query(address, "cursor"));
    let samples = Remote::new(move || api::supervision::inspections(cursor.get()));
    let show = Callback::new(move |page: Rows<InspectionSummary>| list(page, &cursor.get()));
    let may = allowed(who.actor.role(), Relation::Other, Action::DrawSample);
    let draw = may.then(|| {
        view! { <p><a class="button" href=Page::Draw.href()>{text::draw(lang)}</a></p> }
    });
    view! {
        <div class="stack">
            {heading(text::inspections(lang))}
            {draw}
            <Load data=samples.signal() retry=samples.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

fn list(page: Rows<InspectionSummary>, cursor: &str) -> AnyView {
    let lang = lang();
    let columns = vec![
        Column::text(text::drawn_at(lang)),
        Column::text(text::inspector(lang)),
        Column::number(text::sample(lang)),
        Column::number(text::to_look(lang)),
        Column::number(text::to_mend(lang)),
        Column::number(text::to_judge(lang)),
        Column::text(text::state(lang)),
    ];
    let rows = page.items.iter().map(|sample| {
        let counts = sample.counts;
        Row::to(
            Page::Inspection(sample.id).href(),
            vec![
                date::moment(sample.drawn_at, lang).into_any(),
                sample.inspector.name.clone().into_any(),
                total(counts).to_string().into_any(),
                counts.drawn.to_string().into_any(),
                counts.found.to_string().into_any(),
                counts.answered.to_string().into_any(),
                state(counts),
            ],
        )
    });
    let rows = rows.collect();
    let empty = Empty {
        title: text::no_inspections(lang).into(),
        hint: text::no_inspections_hint(lang).into(),
    };
    let first = (!cursor.is_empty()).then(|| INSPECTIONS.to_owned());
    let next = page
        .next
        .map(|next| with_query(INSPECTIONS, &[("cursor", &next)]));
    view! {
        <Table caption=text::inspections(lang) headed=true columns=columns rows=rows empty=empty />
        <Pager first=Signal::stored(first) next=Signal::stored(next) />
    }
    .into_any()
}

pub(super) const fn total(counts: SampleCounts) -> i64 {
    counts.drawn + counts.conforms + counts.found + counts.answered + counts.closed
}

/// The most pressing thing about a sample.
pub(super) fn state(counts: SampleCounts) -> AnyView {
    let lang = lang();
    let (tone, word) = if counts.overdue > 0 {
        (Tone::Late, text::overdue(lang))
    } else if counts.found > 0 {
        (Tone::Soon, text::to_mend(lang))
    } else if counts.answered > 0 {
        (Tone::Soon, text::to_judge(lang))
    } else if counts.drawn > 0 {
        (Tone::Quiet, text::to_look(lang))
    } else {
        (Tone::Done, text::finished(lang))
    };
    view! { <Status tone=tone word=word /> }.into_any()
}
