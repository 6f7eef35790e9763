//! How was a due date counted? One sentence, the days as weeks with the reason under each, the article, the calendar.

use super::live::live;
use super::times::Counted;
use super::{Status, Times, Tone, lang, whole_days, words};
use domain::deadline::{CountedDay, Status as Certainty};
use domain::rulebook::{Basis, Standing, Unit};
use domain::text::{Lang, counting, date, deadline as text};
use domain::wire::case::ClockView;
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The whole reasoning behind a due date, computed here with the calendar that it was computed with.
#[component]
pub fn DeadlineExplained(
    /// The clock.
    clock: ClockView,
    /// Today and the rules.
    times: Times,
) -> impl IntoView {
    live(move || match times.counted(&clock) {
        Some(counted) => explained(&counted, times.today()),
        None => view! { <p class="hint" role="status">{words::loading(lang())}</p> }.into_any(),
    })
}

fn explained(counted: &Counted, today: Date) -> AnyView {
    let lang = lang();
    let unit = counted.clock.unit.unwrap_or(Unit::WorkingDay);
    view! {
        <div class="explained">
            <p>{whole_days(&counting::how_counted(&counted.deadline, unit, lang))}</p>
            {weeks(&counted.deadline.days, counted.deadline.due_date, lang)}
            {sources(counted, today, lang)}
        </div>
    }
    .into_any()
}

fn weeks(days: &[CountedDay], due: Date, lang: Lang) -> AnyView {
    let Some(first) = days.first() else {
        return ().into_any();
    };
    let before = first.date.weekday().to_monday_zero_offset();
    let mut cells: Vec<AnyView> = (0..before)
        .map(|_| view! { <td></td> }.into_any())
        .collect();
    let mut number = 0_u32;
    for day in days {
        number += u32::from(day.counted);
        cells.push(cell(day, number, day.date == due, lang));
    }
    let mut rows = Vec::new();
    while !cells.is_empty() {
        let rest = cells.split_off(cells.len().min(7));
        rows.push(view! { <tr>{cells}</tr> });
        cells = rest;
    }
    let head = WEEK.map(|day| view! { <th scope="col">{date::weekday(day, lang)}</th> });
    view! {
        <table class="weeks">
            <caption class="visually-hidden">{words::how_counted(lang)}</caption>
            <thead><tr>{head.collect_view()}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn cell(day: &CountedDay, number: u32, due: bool, lang: Lang) -> AnyView {
    let class = match (due, day.counted) {
        (true, _) => "due",
        (false, true) => "counted",
        (false, false) => "skipped",
    };
    let number = day
        .counted
        .then(|| view! { <span>{words::nth_day(number, lang)}</span>" " });
    // In the list of large type the weekday has no column head, so each day carries both forms and CSS picks one.
    view! {
        <td class=class>
            <b aria-hidden="true">{day.date.day().to_string()}</b>
            <span class="whole">{date::day(day.date, lang)}" "</span>
            {number}
            <span>{counting::reason(&day.reason, lang)}</span>
        </td>
    }
    .into_any()
}

fn sources(counted: &Counted, today: Date, lang: Lang) -> AnyView {
    let deadline = &counted.deadline;
    let mut notices: Vec<String> = deadline
        .days
        .iter()
        .filter_map(|day| day.notice().map(str::to_owned))
        .collect();
    notices.dedup();
    let notices = (!notices.is_empty()).then(|| {
        let lines = notices.into_iter().map(|notice| view! { <p>{notice}</p> });
        fact(words::notices(lang), lines.collect_view().into_any())
    });
    let reading = counted
        .clock
        .reading
        .clone()
        .map(|text| fact(words::reading(lang), text.into_any()));
    let (tone, word) = match deadline.status {
        Certainty::Confirmed => (Tone::Done, text::confirmed(lang)),
        Certainty::Provisional => (Tone::Soon, text::provisional(lang)),
    };
    let version = words::calendar_of(&date::full_day(deadline.calendar_version, lang), lang);
    let calendar = view! { <p>{version}</p><p><Status tone word /></p> };
    view! {
        <dl class="facts">
            {fact(words::basis(lang), basis(counted, today, lang))}
            {reading}
            {notices}
            {fact(words::calendar(lang), calendar.into_any())}
        </dl>
    }
    .into_any()
}

fn fact(name: &'static str, value: AnyView) -> AnyView {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}

fn basis(counted: &Counted, today: Date, lang: Lang) -> AnyView {
    let by_law = counted.clock.basis == Basis::Article;
    let Some(regulation) = counted.regulation.as_ref().filter(|_| by_law) else {
        return words::our_promise(lang).into_any();
    };
    let standing = regulation.standing(today);
    let tone = if standing == Standing::InForce {
        Tone::Done
    } else {
        Tone::Soon
    };
    view! {
        <p>{counted.cited()}</p>
        <p><Status tone word=text::in_force(standing, lang) /></p>
    }
    .into_any()
}
