//! How does a year look, day by day? Twelve months; what is special about a day stands beside its number in a word, so that
//! the colour only repeats it.

use super::lang;
use domain::text::{Lang, date};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

/// What a day is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Worked, as any weekday.
    Plain,
    /// Not worked, as any weekend.
    Rest,
    /// Off, and why.
    Off(String),
    /// A weekend day that is worked, and for what.
    Worked(String),
}

const DAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// The months of a year; `mark` says what each day is.
pub fn months(year: i16, mark: impl Fn(Date) -> Mark) -> AnyView {
    let months = (1..=12).filter_map(|month| Date::new(year, month, 1).ok());
    let months: Vec<AnyView> = months.map(|first| month(first, &mark)).collect();
    view! { <div class="months">{months}</div> }.into_any()
}

fn month(first: Date, mark: &impl Fn(Date) -> Mark) -> AnyView {
    let lang = lang();
    let heads = DAYS.map(|day| view! { <th scope="col">{short(day, lang)}</th> }.into_any());
    let rows: Vec<AnyView> = weeks(first)
        .into_iter()
        .map(|week| {
            let cells = week.map(|day| match day {
                Some(day) => cell(day, mark(day), lang),
                None => view! { <td></td> }.into_any(),
            });
            view! { <tr>{Vec::from(cells)}</tr> }.into_any()
        })
        .collect();
    view! {
        <table>
            <caption>{domain::text::quality::month(first, lang)}</caption>
            <thead><tr>{Vec::from(heads)}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The days of a month in weeks from Monday, with gaps where the week belongs to a neighbour.
fn weeks(first: Date) -> Vec<[Option<Date>; 7]> {
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or_default();
    let days = first
        .series(1.day())
        .take_while(|day| day.month() == first.month());
    let all: Vec<Option<Date>> = std::iter::repeat_n(None, before)
        .chain(days.map(Some))
        .collect();
    all.chunks(7)
        .map(|week| std::array::from_fn(|place| week.get(place).copied().flatten()))
        .collect()
}

fn cell(day: Date, mark: Mark, lang: Lang) -> AnyView {
    let number = day.day().to_string();
    let (class, word, why) = match mark {
        Mark::Plain => return view! { <td>{number}</td> }.into_any(),
        Mark::Rest => return view! { <td class="rest">{number}</td> }.into_any(),
        Mark::Off(why) => ("off", lang.pick("休", "off"), why),
        Mark::Worked(why) => ("worked", lang.pick("班", "work"), why),
    };
    let title = why.clone();
    view! {
        <td class=class title=title>
            {number}<small>{word}</small><span class="visually-hidden">" "{why}</span>
        </td>
    }
    .into_any()
}

fn short(day: Weekday, lang: Lang) -> String {
    let name = date::weekday(day, lang);
    match lang {
        Lang::Zh => name.trim_start_matches('周').to_owned(),
        Lang::En => name.chars().take(2).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_cut_into_weeks_from_monday() {
        // February 2027 begins on a Monday and has four whole weeks.
        let february = weeks(Date::constant(2027, 2, 1));
        assert_eq!(february.len(), 4);
        assert_eq!(february[0][0], Some(Date::constant(2027, 2, 1)));
        assert_eq!(february[3][6], Some(Date::constant(2027, 2, 28)));
        // May 2027 begins on a Saturday.
        let may = weeks(Date::constant(2027, 5, 1));
        assert_eq!(may[0][..5], [None; 5]);
        assert_eq!(may[0][5], Some(Date::constant(2027, 5, 1)));
        assert_eq!(may.len(), 6);
        assert_eq!(short(Weekday::Monday, Lang::Zh), "一");
        assert_eq!(short(Weekday::Monday, Lang::En), "Mo");
    }
}
