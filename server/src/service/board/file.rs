//! The board as a table to take home: each figure with what it was counted from and its definition, so that the file
//! explains itself.

use crate::service::Result;
use crate::service::table_file::{self, Format};
use domain::board::{BoardFigure, Dimension};
use domain::rulebook::{Channel, Ground};
use domain::text::{Lang, board as words, case, quality::month};
use domain::wire::board::{BoardReport, BoardRow};
use serde::de::DeserializeOwned;

const HEADERS: [&str; 8] = [
    "月份", "分组", "名称", "指标", "数值", "计数", "总数", "定义",
];

/// The file.
pub fn write(report: &BoardReport, format: Format) -> Result<Vec<u8>> {
    table_file::write(HEADERS, rows(report), format)
}

/// All together, then each part, then the months before.
fn rows(report: &BoardReport) -> impl Iterator<Item = [String; 8]> {
    let this = month(report.month, Lang::Zh);
    let whole = ("全部".to_owned(), String::new(), &report.figures);
    let parts = report.parts.iter().flat_map(|part| {
        part.rows.iter().map(|row| {
            let title = words::dimension(part.dimension, Lang::Zh).to_owned();
            (title, name(part.dimension, row), &row.figures)
        })
    });
    let now = std::iter::once(whole)
        .chain(parts)
        .map(move |(group, name, figures)| (this.clone(), group, name, figures));
    let before = report.trend.iter().filter(|one| one.month != report.month);
    let before = before.map(|one| {
        let of = month(one.month, Lang::Zh);
        (of, "全部".to_owned(), String::new(), &one.figures)
    });
    now.chain(before).flat_map(|(month, group, name, figures)| {
        let row =
            move |figure: &BoardFigure| row([month.clone(), group.clone(), name.clone()], figure);
        figures.iter().map(row).collect::<Vec<_>>()
    })
}

fn row([month, group, name]: [String; 3], figure: &BoardFigure) -> [String; 8] {
    [
        month,
        group,
        name,
        words::name(figure.measure, Lang::Zh).to_owned(),
        words::value(figure, Lang::Zh),
        figure.part.to_string(),
        figure.whole.to_string(),
        words::definition(figure.measure, Lang::Zh).to_owned(),
    ]
}

fn name(dimension: Dimension, row: &BoardRow) -> String {
    fn word<T: DeserializeOwned>(key: &str) -> Option<T> {
        serde_json::from_value(key.into()).ok()
    }
    let said = match dimension {
        Dimension::Channel => word::<Channel>(&row.key).map(|one| case::channel(one, Lang::Zh)),
        Dimension::Ground => word::<Ground>(&row.key).map(|one| case::ground(one, Lang::Zh)),
        _ => None,
    };
    match (said, row.name.as_str()) {
        (Some(said), _) => said.to_owned(),
        (None, "") if row.key.is_empty() => "未分派".to_owned(),
        (None, "") => row.key.clone(),
        (None, name) => name.to_owned(),
    }
}
