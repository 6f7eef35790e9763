//! The same figures by agency, licence type, channel, ground, procedure and handler: a table each, whose numbers lead on.

use super::{CHANNELS, GROUNDS, behind};
use crate::desk::page::{Narrow, View as Queue};
use crate::desk::text::board as text;
use crate::ui::{Column, Empty, Row, Table, lang};
use domain::board::{BoardMeasure, Dimension};
use domain::text::{Lang, board as words, case};
use domain::wire::board::{BoardPart, BoardReport, BoardRow, BoardSlice};
use domain::wire::queue::QueueFilter;
use leptos::prelude::*;

/// What stands in the columns; of handlers only what is so now.
const SHOWN: [BoardMeasure; 9] = [
    BoardMeasure::Open,
    BoardMeasure::DueToday,
    BoardMeasure::Overdue,
    BoardMeasure::Received,
    BoardMeasure::MarkOnTime,
    BoardMeasure::AnswerOnTime,
    BoardMeasure::MarkDays,
    BoardMeasure::AnswerDays,
    BoardMeasure::Upheld,
];
const OF_HANDLERS: usize = 3;
/// In the hands of nobody yet.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

pub(super) fn all(report: &BoardReport) -> AnyView {
    let tells = |part: &&BoardPart| part.dimension != Dimension::Procedure || part.rows.len() > 1;
    let parts = report.parts.iter().filter(tells);
    parts
        .map(|part| table(part, report))
        .collect_view()
        .into_any()
}

fn table(part: &BoardPart, report: &BoardReport) -> AnyView {
    let lang = lang();
    let title = words::dimension(part.dimension, lang);
    let shown = if part.dimension == Dimension::Handler {
        SHOWN.get(..OF_HANDLERS).unwrap_or(&SHOWN)
    } else {
        &SHOWN
    };
    let heads = shown
        .iter()
        .map(|one| Column::number(words::name(*one, lang)));
    let columns: Vec<Column> = std::iter::once(Column::text(title)).chain(heads).collect();
    let rows = part.rows.iter().map(|row| {
        let name = std::iter::once(name(part.dimension, row, lang).into_any());
        let figures = shown
            .iter()
            .map(|measure| cell(*measure, part.dimension, row, report));
        Row::new(name.chain(figures).collect())
    });
    let empty = Empty {
        title: text::no_cases(lang).into(),
        hint: text::no_cases_hint(lang).into(),
    };
    view! {
        <h2>{title}</h2>
        <Table caption=title headed=true columns=columns rows=rows.collect() empty=empty />
    }
    .into_any()
}

/// A number that is not nought leads to what it counts.
fn cell(
    measure: BoardMeasure,
    dimension: Dimension,
    row: &BoardRow,
    report: &BoardReport,
) -> AnyView {
    let lang = lang();
    let Some(figure) = row.figures.iter().find(|one| one.measure == measure) else {
        return ().into_any();
    };
    let said = words::value(figure, lang);
    if figure.whole == 0 || figure.value == Some(0) && measure.unit() == domain::board::Unit::Count
    {
        return said.into_any();
    }
    let href = match dimension {
        Dimension::Handler => in_hands(measure, row, &report.slice),
        _ => behind(measure, report, &narrowed(dimension, row, &report.slice)),
    };
    view! { <a href=href>{said}</a> }.into_any()
}

fn in_hands(measure: BoardMeasure, row: &BoardRow, slice: &BoardSlice) -> String {
    let handler = if row.key.is_empty() { NOBODY } else { &row.key };
    Queue {
        filter: QueueFilter::from(measure),
        narrow: Narrow {
            month: String::new(),
            handler: handler.to_owned(),
            slice: slice.clone(),
        },
        ..Queue::default()
    }
    .href()
}

fn narrowed(dimension: Dimension, row: &BoardRow, slice: &BoardSlice) -> BoardSlice {
    let mut slice = slice.clone();
    let field = match dimension {
        Dimension::Issuer => &mut slice.issuer,
        Dimension::Type => &mut slice.type_code,
        Dimension::Channel => &mut slice.channel,
        Dimension::Ground => &mut slice.ground,
        Dimension::Procedure | Dimension::Handler => &mut slice.procedure,
    };
    field.clone_from(&row.key);
    slice
}

fn name(dimension: Dimension, row: &BoardRow, lang: Lang) -> String {
    let key = row.key.as_str();
    let said = match dimension {
        Dimension::Channel => CHANNELS
            .iter()
            .find(|(_, name)| *name == key)
            .map(|(one, _)| case::channel(*one, lang)),
        Dimension::Ground => GROUNDS
            .iter()
            .find(|(_, name)| *name == key)
            .map(|(one, _)| case::ground(*one, lang)),
        Dimension::Handler if key.is_empty() => Some(text::nobody(lang)),
        _ => None,
    };
    match said {
        Some(said) => said.to_owned(),
        None if row.name.is_empty() => text::unknown(lang).to_owned(),
        None => row.name.clone(),
    }
}
