//! What was read of an arrangement: what is wrong with it, how the year looks, where the second source disagrees, and which
//! due dates move.

use crate::desk::desktop::Desktop;
use crate::desk::page::View;
use crate::desk::text::calendar as text;
use crate::ui::months::{Mark, months};
use crate::ui::{Column, Icon, Row, Status, Table, Tone, icon, lang};
use domain::calendar::{DayKind, KnownCalendar, NoticeFault};
use domain::text::{Lang, calendar as words, date};
use domain::wire::calendar::{CalendarEffect, CalendarReview, MovedExample};
use jiff::civil::Date;
use leptos::prelude::*;
use std::collections::BTreeMap;

pub(super) fn review(review: &CalendarReview, desktop: Desktop) -> AnyView {
    let lang = lang();
    let days = review.working_days.to_string();
    view! {
        <div class="stack">
            {faults(text::faults(lang), &review.faults)}
            {review.faults.is_empty().then(|| right(lang))}
            {compared(review)}
            {review.effect.as_ref().map(effect)}
            <h2>{text::year_view(lang)}" "{review.year.to_string()}</h2>
            <p>{days}" "{text::working_days(lang)}" "{text::working_days_usual(lang)}</p>
            {year(review, desktop)}
        </div>
    }
    .into_any()
}

fn right(lang: Lang) -> AnyView {
    view! { <p><Status tone=Tone::Done word=text::right(lang) /></p> }.into_any()
}

fn faults(title: &'static str, faults: &[NoticeFault]) -> Option<AnyView> {
    let lang = lang();
    let lines: Vec<AnyView> = faults
        .iter()
        .map(|fault| view! { <li>{words::fault(fault, lang)}</li> }.into_any())
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <div class="problem" role="alert">
                <p class="lead">{icon(Icon::Alert)}{title}</p>
                <ul>{lines}</ul>
            </div>
        }
        .into_any()
    })
}

fn compared(review: &CalendarReview) -> AnyView {
    let lang = lang();
    if !review.compared {
        return view! { <p><Status tone=Tone::Soon word=text::not_compared(lang) /></p> }
            .into_any();
    }
    let wrong = faults(text::second_faults(lang), &review.second_faults);
    if review.differences.is_empty() {
        let agrees = review.second_faults.is_empty().then(|| {
            view! { <p><Status tone=Tone::Done word=text::no_differences(lang) /></p> }
        });
        return view! { {wrong}{agrees} }.into_any();
    }
    let word = |works| {
        if works {
            text::works(lang)
        } else {
            text::rests(lang)
        }
    };
    let rows = review.differences.iter().map(|one| {
        Row::new(vec![
            day(one.date, lang).into_any(),
            word(one.first_works).into_any(),
            word(one.second_works).into_any(),
        ])
    });
    let columns = vec![
        Column::text(text::day(lang)),
        Column::text(text::first_source(lang)),
        Column::text(text::second_source(lang)),
    ];
    view! {
        {wrong}
        <p><Status tone=Tone::Late word=text::differences(lang) /></p>
        <Table caption=text::differences(lang) headed=true columns=columns rows=rows.collect() />
    }
    .into_any()
}

fn day(day: Date, lang: Lang) -> String {
    [
        date::full_day(day, lang).as_str(),
        " ",
        date::weekday(day.weekday(), lang),
    ]
    .concat()
}

fn effect(effect: &CalendarEffect) -> AnyView {
    let lang = lang();
    let fact = |name: &'static str, number: i64| {
        view! { <div><dt>{name}</dt><dd>{number.to_string()}</dd></div> }
    };
    let shifts = effect.shifts.iter().map(|one| {
        Row::new(vec![
            words::shift(one.days, lang).into_any(),
            one.clocks.to_string().into_any(),
        ])
    });
    let columns = vec![
        Column::text(text::shift(lang)),
        Column::number(text::clocks(lang)),
    ];
    let moved = if effect.shifts.is_empty() {
        view! { <p>{text::none_moves(lang)}</p> }.into_any()
    } else {
        view! { <Table caption=text::shift(lang) headed=true columns=columns rows=shifts.collect() /> }.into_any()
    };
    view! {
        <h2>{text::effect(lang)}</h2>
        <dl class="facts">
            {fact(text::open(lang), effect.open)}
            {fact(text::later(lang), effect.later)}
            {fact(text::earlier(lang), effect.earlier)}
            {fact(text::settled(lang), effect.settled)}
            {(effect.past > 0).then(|| fact(text::past(lang), effect.past))}
        </dl>
        {moved}
        {examples(&effect.examples)}
    }
    .into_any()
}

fn examples(examples: &[MovedExample]) -> Option<AnyView> {
    let lang = lang();
    if examples.is_empty() {
        return None;
    }
    let columns = vec![
        Column::text(text::case_number(lang)),
        Column::text(text::step(lang)),
        Column::text(text::from(lang)),
        Column::text(text::to(lang)),
    ];
    let rows = examples.iter().map(|one| {
        let case = View::default().with_case(Some(one.objection));
        Row::to(
            case.href(),
            vec![
                one.case_number.clone().into_any(),
                lang.of(&one.name).to_owned().into_any(),
                date::day(one.from, lang).into_any(),
                date::day(one.to, lang).into_any(),
            ],
        )
    });
    Some(
        view! {
            <details class="unfolds">
                <summary>{text::examples(lang)}</summary>
                <Table caption=text::examples(lang) headed=true columns=columns rows=rows.collect() />
            </details>
        }
        .into_any(),
    )
}

/// The year as it would be: what is in force, with the days of the arrangement on top.
fn year(review: &CalendarReview, desktop: Desktop) -> AnyView {
    let days: BTreeMap<Date, Mark> = review
        .days
        .iter()
        .map(|day| {
            let mark = if day.works {
                Mark::Worked(day.festival.clone())
            } else {
                Mark::Off(day.festival.clone())
            };
            (day.date, mark)
        })
        .collect();
    drawn(review.year, days, desktop)
}

/// A year with some days on top of what is in force; drawn once the rules are here.
pub(super) fn drawn(year: i16, days: BTreeMap<Date, Mark>, desktop: Desktop) -> AnyView {
    let lang = lang();
    let drawn = move || {
        let rules = desktop.context.rules()?;
        let known = rules.calendar.as_of(None).ok()?;
        let mark = |day| days.get(&day).cloned().unwrap_or_else(|| of(&known, day));
        Some(months(year, mark))
    };
    view! {
        <p class="small">{text::legend(lang)}</p>
        {drawn}
    }
    .into_any()
}

fn of(known: &KnownCalendar, day: Date) -> Mark {
    match known.day(day) {
        Ok(DayKind::Workday) | Err(_) => Mark::Plain,
        Ok(DayKind::Weekend) => Mark::Rest,
        Ok(
            DayKind::Holiday { name, .. }
            | DayKind::StatutoryByRule { name }
            | DayKind::RegionalHoliday { name, .. },
        ) => Mark::Off(name.to_owned()),
        Ok(
            DayKind::MakeUpWorkday { festival: name, .. } | DayKind::RegionalWorkday { name, .. },
        ) => Mark::Worked(name.to_owned()),
    }
}
