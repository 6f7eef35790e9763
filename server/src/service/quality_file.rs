//! The figures of a month as a table to take home: each with its definition, so that the file explains itself.

use super::Result;
use super::table_file::{self, Format};
use domain::quality::Measured;
use domain::text::{Lang, quality as words};
use domain::wire::quality::QualityReport;

const HEADERS: [&str; 7] = ["月份", "发证单位", "指标", "数值", "计数", "总数", "定义"];

/// The file.
pub fn write(report: &QualityReport, format: Format) -> Result<Vec<u8>> {
    table_file::write(HEADERS, rows(report), format)
}

/// All together where all are asked for, then each issuer.
fn rows(report: &QualityReport) -> impl Iterator<Item = [String; 7]> {
    let month = words::month(report.month, Lang::Zh);
    let whole = report
        .issuer
        .is_none()
        .then_some(("全部单位", &report.figures));
    let issuers = report
        .agencies
        .iter()
        .filter(|agency| {
            report
                .issuer
                .is_none_or(|issuer| issuer == agency.agency.id)
        })
        .map(|agency| (agency.agency.name.as_str(), &agency.figures));
    whole
        .into_iter()
        .chain(issuers)
        .flat_map(move |(name, figures)| {
            let month = month.clone();
            figures
                .iter()
                .map(move |figure| row(&month, name, figure))
                .collect::<Vec<_>>()
        })
}

fn row(month: &str, issuer: &str, figure: &Measured) -> [String; 7] {
    [
        month.to_owned(),
        issuer.to_owned(),
        words::name(figure.measure, Lang::Zh).to_owned(),
        words::value(figure, Lang::Zh),
        figure.part.to_string(),
        figure.whole.to_string(),
        words::definition(figure.measure, Lang::Zh).to_owned(),
    ]
}
