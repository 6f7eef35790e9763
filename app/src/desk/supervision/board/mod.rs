//! 电子监察: how do the cases stand, and how were they answered in a month? Every number says how it is counted and leads
//! to the cases that it counts. On paper it is the month's report.
//!
//! `parts` shows the same figures agency by agency, type by type and so on.

mod parts;

use super::quality::{choice, number, short};
use crate::api;
use crate::browser;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::{BOARD, Narrow, View as Queue};
use crate::desk::text::{board as text, supervision as more};
use crate::navigation::{query, with_query};
use crate::remote::Remote;
use crate::ui::chart::{count, per_cent};
use crate::ui::choices::Choice;
use crate::ui::{Chart, Download, Drawn, Figure, Load, SelectField, Series, Skeleton, Tone, lang};
use domain::board::{BoardFigure, BoardMeasure};
use domain::rulebook::{Channel, Ground};
use domain::text::{Lang, board as words, case, date, quality::month};
use domain::wire::board::{BoardMonth, BoardReport, BoardSlice};
use domain::wire::queue::QueueFilter;
use jiff::ToSpan;
use leptos::prelude::*;

/// Months that can be chosen.
const MONTHS: i32 = 24;

pub(super) const CHANNELS: [(Channel, &str); 5] = [
    (Channel::Hotline, "hotline"),
    (Channel::App, "app"),
    (Channel::Agency, "agency"),
    (Channel::PublicCheck, "public-check"),
    (Channel::Issuer, "issuer"),
];
pub(super) const GROUNDS: [(Ground, &str); 6] = [
    (Ground::Accuracy, "accuracy"),
    (Ground::Completeness, "completeness"),
    (Ground::Timeliness, "timeliness"),
    (Ground::Privacy, "privacy"),
    (Ground::TradeSecret, "trade-secret"),
    (Ground::ForceMajeure, "force-majeure"),
];

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct View {
    month: String,
    slice: BoardSlice,
}

impl View {
    fn parse(address: &str) -> Self {
        Self {
            month: query(address, "month"),
            slice: api::board::slice_at(address),
        }
    }

    fn href(&self) -> String {
        let mut values = vec![("month", self.month.as_str())];
        values.extend(api::board::slice_values(&self.slice));
        with_query(BOARD, &values)
    }
}

/// The cases that a measure counts, of this month and part.
fn behind(measure: BoardMeasure, report: &BoardReport, slice: &BoardSlice) -> String {
    let filter = QueueFilter::from(measure);
    let month = if filter.is_of_a_month() {
        report.month.to_string()
    } else {
        String::new()
    };
    Queue {
        filter,
        narrow: Narrow {
            month,
            handler: String::new(),
            slice: slice.clone(),
        },
        ..Queue::default()
    }
    .href()
}

pub(in crate::desk) fn screen(desktop: Desktop) -> AnyView {
    let view = desktop.state(View::parse);
    let report = Remote::new(move || {
        let View { month, slice } = view.get();
        api::board::board(month, slice)
    });
    let show =
        Callback::new(move |report: BoardReport| page(&report, desktop, &view.get_untracked()));
    view! {
        <div class="stack board">
            {heading(text::board(lang()))}
            <Load data=report.signal() retry=report.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn page(report: &BoardReport, desktop: Desktop, view: &View) -> AnyView {
    let lang = lang();
    let counted = report.as_of.map_or_else(
        || text::not_counted(lang).to_owned(),
        |at| {
            [
                more::as_of(lang),
                " ",
                &date::just_now(at, lang),
                text::every_five(lang),
            ]
            .concat()
        },
    );
    let of = |monthly: bool| {
        let figures = report.figures.iter();
        let wanted = figures.filter(|one| one.measure.is_monthly() == monthly);
        wanted
            .map(|one| figure(one, report, lang))
            .collect::<Vec<_>>()
    };
    let file = |format| api::board::file(format, &view.month, &report.slice);
    view! {
        <div class="stack">
            <p class="print-only lead">{text::report(lang)}" "{month(report.month, lang)}</p>
            <div class="screen-only">{filters(report, desktop, view)}</div>
            <p class="small">{counted}" "{text::statutory(lang)}</p>
            <h2>{text::now(lang)}</h2>
            <div class="figures">{of(false)}</div>
            <h2>{month(report.month, lang)}" "{text::of_month(lang)}</h2>
            <div class="figures">{of(true)}</div>
            <h2>{text::trend(lang)}</h2>
            {charts(&report.trend, lang)}
            {parts::all(report)}
            <h2>{text::definitions(lang)}</h2>
            {definitions(lang)}
            <p class="buttons screen-only">
                <Download href=file("csv") label=more::csv(lang) />
                <Download href=file("xlsx") label=more::xlsx(lang) />
                <button type="button" on:click=|_| browser::print()>{text::print(lang)}</button>
            </p>
        </div>
    }
    .into_any()
}

fn figure(figure: &BoardFigure, report: &BoardReport, lang: Lang) -> AnyView {
    let measure = figure.measure;
    let definition = [
        words::definition(measure, lang),
        " ",
        &words::counted(figure),
    ]
    .concat();
    let tone = match measure {
        BoardMeasure::Overdue | BoardMeasure::Unanswered if figure.part > 0 => Tone::Late,
        BoardMeasure::DueToday if figure.part > 0 => Tone::Soon,
        _ => Tone::Quiet,
    };
    view! {
        <Figure number=words::value(figure, lang) word=words::name(measure, lang) definition=definition
            href=behind(measure, report, &report.slice) tone=tone />
    }
    .into_any()
}

fn definitions(lang: Lang) -> AnyView {
    let all = BoardMeasure::ALL.map(|measure| {
        view! { <div><dt>{words::name(measure, lang)}</dt><dd>{words::definition(measure, lang)}</dd></div> }
    });
    view! { <dl class="facts">{all.collect_view()}</dl> }.into_any()
}

/// Month and part stand in the address; choosing goes there.
fn filters(report: &BoardReport, desktop: Desktop, view: &View) -> AnyView {
    let lang = lang();
    let signal = |value: &String| RwSignal::new(value.clone());
    let (month_chosen, issuer) = (signal(&view.month), signal(&view.slice.issuer));
    let (type_code, channel, ground) = (
        signal(&view.slice.type_code),
        signal(&view.slice.channel),
        signal(&view.slice.ground),
    );
    let before = view.clone();
    Effect::new(move || {
        let view = View {
            month: month_chosen.get(),
            slice: BoardSlice {
                issuer: issuer.get(),
                type_code: type_code.get(),
                channel: channel.get(),
                ground: ground.get(),
                procedure: before.slice.procedure.clone(),
            },
        };
        if view != before {
            desktop.navigation.go(&view.href());
        }
    });
    let this_month = desktop.times.today().first_of_month();
    let months: Vec<Choice> = (1..MONTHS)
        .filter_map(|ago| this_month.checked_sub(ago.months()).ok())
        .map(|first| choice(first.to_string(), month(first, lang)))
        .collect();
    let issuers: Vec<Choice> = report
        .issuers
        .iter()
        .map(|one| choice(one.id.to_string(), one.name.clone()))
        .collect();
    let types = report.types.iter();
    let types: Vec<Choice> = types
        .map(|one| choice(one.code.clone(), one.name.clone()))
        .collect();
    let channels = CHANNELS.map(|(one, key)| choice(key.into(), case::channel(one, lang).into()));
    let grounds = GROUNDS.map(|(one, key)| choice(key.into(), case::ground(one, lang).into()));
    let all = || text::all(lang).to_owned();
    let of_issuer = (issuers.len() > 1).then(|| {
        view! { <SelectField id="issuer" label=more::issuer(lang) blank=all() options=issuers chosen=issuer /> }
    });
    view! {
        <div class="asked-for">
            <SelectField id="month" label=more::month(lang) blank=month(this_month, lang) options=months chosen=month_chosen />
            {of_issuer}
            <SelectField id="type" label=text::type_name(lang) blank=all() options=types chosen=type_code />
            <SelectField id="channel" label=text::channel(lang) blank=all() options=channels.into() chosen=channel />
            <SelectField id="ground" label=text::ground(lang) blank=all() options=grounds.into() chosen=ground />
        </div>
    }
    .into_any()
}

fn charts(trend: &[BoardMonth], lang: Lang) -> AnyView {
    let labels: Vec<String> = trend.iter().map(|one| short(one.month, lang)).collect();
    let series = |measure: BoardMeasure, drawn| Series {
        name: words::name(measure, lang).to_owned(),
        values: trend
            .iter()
            .map(|one| value(&one.figures, measure))
            .collect(),
        drawn,
    };
    let line = |measure| series(measure, Drawn::Line);
    let (month, chart) = (more::month(lang), labels);
    view! {
        <div class="charts">
            <Chart id="on-time" title=text::on_time_trend(lang) across=month labels=chart.clone()
                series=vec![line(BoardMeasure::MarkOnTime), line(BoardMeasure::AnswerOnTime)] say=per_cent />
            <Chart id="received" title=text::received_trend(lang) across=month labels=chart.clone()
                series=vec![series(BoardMeasure::Received, Drawn::Bars)] say=count />
            <Chart id="days" title=text::days_trend(lang) across=month labels=chart.clone()
                series=vec![line(BoardMeasure::MarkDays), line(BoardMeasure::AnswerDays)] say=days />
            <Chart id="upheld" title=text::upheld_trend(lang) across=month labels=chart
                series=vec![line(BoardMeasure::Upheld)] say=per_cent />
        </div>
    }
    .into_any()
}

fn days(value: f64) -> String {
    let said = format!("{value:.1}");
    said.strip_suffix(".0").unwrap_or(&said).to_owned()
}

fn value(figures: &[BoardFigure], measure: BoardMeasure) -> Option<f64> {
    let found = figures.iter().find(|one| one.measure == measure)?;
    found.value.map(|hundredths| number(hundredths) / 100.0)
}
