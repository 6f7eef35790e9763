//! How good is the library? A month's figures with their definitions, how they moved, and issuer by issuer.

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::QUALITY;
use crate::desk::text::supervision as text;
use crate::navigation::{query, with_query};
use crate::remote::Remote;
use crate::ui::chart::{count, per_cent};
use crate::ui::choices::Choice;
use crate::ui::{
    Chart, Column, Download, Drawn, Empty, Figure, Load, Row, SelectField, Series, Skeleton, Table,
    lang,
};
use domain::quality::{Measure, Measured};
use domain::text::{Lang, date, quality as words};
use domain::wire::quality::{AgencyFigures, MonthFigures, QualityReport};
use jiff::ToSpan;
use jiff::civil::Date;
use leptos::prelude::*;

/// Months that can be chosen.
const MONTHS: i32 = 24;

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct View {
    month: String,
    issuer: String,
}

impl View {
    fn parse(address: &str) -> Self {
        Self {
            month: query(address, "month"),
            issuer: query(address, "issuer"),
        }
    }

    fn href(&self) -> String {
        with_query(QUALITY, &[("month", &self.month), ("issuer", &self.issuer)])
    }
}

pub(in crate::desk) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let view = desktop.state(View::parse);
    let report = Remote::new(move || {
        let View { month, issuer } = view.get();
        api::supervision::quality(month, issuer)
    });
    let show =
        Callback::new(move |report: QualityReport| page(&report, desktop, &view.get_untracked()));
    view! {
        <div class="stack">
            {heading(text::quality(lang))}
            <Load data=report.signal() retry=report.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn page(report: &QualityReport, desktop: Desktop, view: &View) -> AnyView {
    let lang = lang();
    let counted = report.as_of.map_or_else(
        || text::not_counted(lang).to_owned(),
        |at| {
            [
                text::as_of(lang),
                " ",
                &date::just_now(at, lang),
                text::every_ten(lang),
            ]
            .concat()
        },
    );
    let figures = report.figures.iter().map(|one| figure(one, lang));
    let file = |format| api::supervision::quality_file(format, &view.month, &view.issuer);
    view! {
        <div class="stack">
            {filters(report, desktop, view)}
            <p class="small">{counted}</p>
            <h2>{words::month(report.month, lang)}" "{text::figures(lang)}</h2>
            <div class="figures">{figures.collect_view()}</div>
            <h2>{text::trend(lang)}</h2>
            {charts(&report.trend, lang)}
            <h2>{text::by_agency(lang)}</h2>
            {agencies(report, lang)}
            <p class="buttons">
                <Download href=file("csv") label=text::csv(lang) />
                <Download href=file("xlsx") label=text::xlsx(lang) />
            </p>
        </div>
    }
    .into_any()
}

fn figure(measured: &Measured, lang: Lang) -> AnyView {
    let definition = [
        words::definition(measured.measure, lang),
        " ",
        &words::counted(measured),
    ]
    .concat();
    view! {
        <Figure number=words::value(measured, lang) word=words::name(measured.measure, lang) definition=definition />
    }
    .into_any()
}

/// Month and issuer stand in the address; choosing goes there.
fn filters(report: &QualityReport, desktop: Desktop, view: &View) -> AnyView {
    let lang = lang();
    let month = RwSignal::new(view.month.clone());
    let issuer = RwSignal::new(view.issuer.clone());
    let this_month = desktop.times.today().first_of_month();
    let months = (0..MONTHS).filter_map(|ago| {
        let first = this_month.checked_sub(ago.months()).ok()?;
        Some(choice(first.to_string(), words::month(first, lang)))
    });
    let issuers: Vec<Choice> = report
        .issuers
        .iter()
        .map(|agency| choice(agency.id.to_string(), agency.name.clone()))
        .collect();
    let before = view.clone();
    Effect::new(move || {
        let view = View {
            month: month.get(),
            issuer: issuer.get(),
        };
        if view != before {
            desktop.navigation.go(&view.href());
        }
    });
    let of_issuer = (issuers.len() > 1).then(|| {
        view! { <SelectField id="issuer" label=text::issuer(lang) blank=text::all_issuers(lang).to_owned() options=issuers chosen=issuer /> }
    });
    view! {
        <div class="asked-for">
            <SelectField id="month" label=text::month(lang) blank=words::month(this_month, lang) options=months.skip(1).collect() chosen=month />
            {of_issuer}
        </div>
    }
    .into_any()
}

pub(super) fn choice(value: String, label: String) -> Choice {
    Choice {
        value,
        label,
        hint: String::new(),
    }
}

fn charts(trend: &[MonthFigures], lang: Lang) -> AnyView {
    let labels: Vec<String> = trend.iter().map(|one| short(one.month, lang)).collect();
    let of = |measure: Measure| -> Vec<Option<f64>> {
        trend
            .iter()
            .map(|month| value(&month.figures, measure))
            .collect()
    };
    let line = |measure| Series {
        name: words::name(measure, lang).to_owned(),
        values: of(measure),
        drawn: Drawn::Line,
    };
    let entries = Series {
        name: text::entries(lang).to_owned(),
        values: trend.iter().map(|one| Some(number(one.entries))).collect(),
        drawn: Drawn::Bars,
    };
    view! {
        <div class="charts">
            <Chart id="prompt" title=text::prompt_trend(lang) across=text::month(lang) labels=labels.clone()
                series=vec![line(Measure::Prompt), line(Measure::Required)] say=per_cent />
            <Chart id="entries" title=text::entries_trend(lang) across=text::month(lang) labels=labels.clone()
                series=vec![entries] say=count />
            <Chart id="rest" title=text::rest_trend(lang) across=text::month(lang) labels=labels
                series=vec![line(Measure::Recommended), line(Measure::Sealed)] say=per_cent />
        </div>
    }
    .into_any()
}

fn value(figures: &[Measured], measure: Measure) -> Option<f64> {
    let found = figures.iter().find(|one| one.measure == measure)?;
    found.value.map(|hundredths| number(hundredths) / 100.0)
}

/// Nobody counts so much that a float could not.
pub(super) fn number(count: i64) -> f64 {
    i32::try_from(count).map_or(f64::from(i32::MAX), f64::from)
}

pub(super) fn short(month: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}月", month.month()),
        Lang::En => format!("{:02}", month.month()),
    }
}

fn agencies(report: &QualityReport, lang: Lang) -> AnyView {
    let shown = [
        Measure::Prompt,
        Measure::MedianDays,
        Measure::Required,
        Measure::Recommended,
        Measure::Sealed,
        Measure::Upheld,
        Measure::Coverage,
    ];
    let heads = shown
        .iter()
        .map(|one| Column::number(words::name(*one, lang)));
    let columns: Vec<Column> = std::iter::once(Column::text(text::issuer(lang)))
        .chain(std::iter::once(Column::number(text::entries(lang))))
        .chain(heads)
        .collect();
    let row = |agency: &AgencyFigures| {
        let figures = shown.iter().map(|measure| {
            let found = agency.figures.iter().find(|one| one.measure == *measure);
            found
                .map(|one| words::value(one, lang))
                .unwrap_or_default()
                .into_any()
        });
        let cells = [
            agency.agency.name.clone().into_any(),
            agency.entries.to_string().into_any(),
        ];
        let href = View {
            month: report.month.to_string(),
            issuer: agency.agency.id.to_string(),
        };
        Row::to(href.href(), cells.into_iter().chain(figures).collect())
    };
    let empty = Empty {
        title: text::no_agencies(lang).into(),
        hint: text::no_agencies_hint(lang).into(),
    };
    let rows = report.agencies.iter().map(row).collect();
    view! { <Table caption=text::by_agency(lang) headed=true columns=columns rows=rows empty=empty /> }
        .into_any()
}
