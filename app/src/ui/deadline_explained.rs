//! How was a due date counted? One sentence, the days as weeks with the reason under each, the article, the calendar.

use super::times::{Counted, local};
use super::{Status, Times, Tone, lang, words};
use domain::deadline;
use domain::deadline::CountedDay;
use domain::rulebook::Basis;
use domain::text::Lang;
use domain::wire::case::ClockView;
use jiff::civil::Date;
use leptos::prelude::*;

/// The whole reasoning behind a due date, computed here with the calendar that it was computed with.
#[component]
pub fn DeadlineExplained(
    /// The clock.
    clock: ClockView,
    /// Today and the rules.
    times: Times,
) -> impl IntoView {
    move || match times.counted(&clock) {
        Some(counted) => explained(&counted, &clock, times),
        None => view! { <p class="hint" role="status">{words::loading(lang())}</p> }.into_any(),
    }
}

fn explained(counted: &Counted, clock: &ClockView, times: Times) -> AnyView {
    let lang = lang();
    view! {
        <div class="explained">
            <p>{sentence(counted, clock, times.today(), lang)}</p>
            {weeks(&counted.deadline.days, counted.deadline.due_date, times.today(), lang)}
            {sources(counted, times.today(), lang)}
        </div>
    }
    .into_any()
}

/// '9月17日(周四)收到,当日不计;往后数 5 个工作日,跳过 3 天,到 9月24日24时前(含当日)。'
fn sentence(counted: &Counted, clock: &ClockView, today: Date, lang: Lang) -> String {
    let days = &counted.deadline.days;
    let received = words::weekday_of(local(clock.started_at).date(), today, lang);
    let amount = counted.clock.amount.unwrap_or_default().to_string();
    // The day of receipt stands in the list too, but it is not skipped: counting has not begun.
    let skipped = days.iter().filter(|day| !day.counted && day.date != local(clock.started_at).date()).count();
    let skipped = if skipped == 0 { String::new() } else { words::skipping(skipped, lang) };
    match lang {
        Lang::Zh => {
            let due = deadline::due_sentence(clock.due, clock.due_date);
            [&received, "收到,当日不计;往后数 ", &amount, " 个工作日", &skipped, ",就是", &due, "。"].concat()
        }
        Lang::En => {
            let due = words::weekday_of(clock.due_date, today, lang);
            ["Received on ", &received, ", which does not count; ", &amount, " working days on", &skipped, " is the end of ", &due, "."].concat()
        }
    }
}

fn weeks(days: &[CountedDay], due: Date, today: Date, lang: Lang) -> AnyView {
    let Some(first) = days.first() else { return ().into_any() };
    let mut number = 0_u32;
    let mut cells: Vec<AnyView> = Vec::new();
    cells.extend((0..first.date.weekday().to_monday_zero_offset()).map(|_| view! { <td></td> }.into_any()));
    for day in days {
        number += u32::from(day.counted);
        cells.push(cell(day, number, day.date == due && day.counted, today, lang));
    }
    let mut rows = Vec::new();
    while !cells.is_empty() {
        let rest = cells.split_off(cells.len().min(7));
        rows.push(view! { <tr>{cells}</tr> });
        cells = rest;
    }
    let head = words::WEEKDAYS.map(|(zh, en)| view! { <th scope="col">{lang.pick(zh, en)}</th> });
    view! {
        <table class="weeks">
            <caption class="visually-hidden">{words::how_counted(lang)}</caption>
            <thead><tr>{head.collect_view()}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn cell(day: &CountedDay, number: u32, due: bool, today: Date, lang: Lang) -> AnyView {
    let class = match (due, day.counted) {
        (true, _) => "due",
        (false, true) => "counted",
        (false, false) => "skipped",
    };
    let number = day.counted.then(|| view! { <span>{words::nth_day(number, lang)}</span><br/> });
    // The month is said where it is not plain: on the first of it, and in elder mode, where days stand in a list.
    let date = if day.date.day() == 1 { words::day(day.date, today, lang) } else { day.date.day().to_string() };
    view! {
        <td class=class>
            <b><span class="date">{date}</span><span class="weekday">{words::weekday_of(day.date, today, lang)}</span></b>
            {number}
            {words::reason(&day.reason, lang)}
        </td>
    }
    .into_any()
}

fn sources(counted: &Counted, today: Date, lang: Lang) -> AnyView {
    let deadline = &counted.deadline;
    let mut notices: Vec<String> = deadline.days.iter().filter_map(|day| day.notice.clone()).collect();
    notices.dedup();
    let (tone, word) = match deadline.status {
        deadline::Status::Confirmed => (Tone::Done, words::confirmed(lang)),
        deadline::Status::Provisional => (Tone::Soon, words::provisional(lang)),
    };
    let fact = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let list = |lines: Vec<String>| lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view().into_any();
    let notices = (!notices.is_empty()).then(|| fact(words::notices(lang), list(notices)));
    let reading = counted.clock.reading.clone().map(|text| fact(words::reading(lang), text.into_any()));
    let version = words::calendar_of(&words::full_day(deadline.calendar_version, lang), lang);
    view! {
        <dl class="facts">
            {fact(words::basis(lang), basis(counted, today, lang))}
            {reading}
            {notices}
            {fact(words::calendar(lang), view! { {version}<br/><Status tone word /> }.into_any())}
        </dl>
    }
    .into_any()
}

fn basis(counted: &Counted, today: Date, lang: Lang) -> AnyView {
    let Some(regulation) = counted.regulation.as_ref().filter(|_| counted.clock.basis == Basis::Article) else {
        return words::our_promise(lang).into_any();
    };
    let chapter = counted.clock.chapter.clone().unwrap_or_default();
    let article = counted.clock.article.as_deref().map(|number| ["第", number, "条"].concat()).unwrap_or_default();
    let caveat = regulation.standing(today).caveat();
    let (tone, word) = caveat.map_or((Tone::Done, words::in_force(lang)), |caveat| (Tone::Soon, words::caveat(caveat, lang)));
    view! {
        <p>{["《", &regulation.title, "》", &chapter, &article].concat()}</p>
        <p><Status tone word /></p>
    }
    .into_any()
}
