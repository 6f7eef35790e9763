//! The same as JSON: as the project's file holds a notice, or as public calendars list days.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Found, Given};
use crate::calendar::{Arrangement, NoticeFault, NoticeFaultCode as Code, arranged::is_weekend};

#[derive(Deserialize)]
struct Document {
    year: Option<i16>,
    #[serde(default)]
    arrangements: Vec<Arrangement>,
    #[serde(default)]
    days: Vec<Listed>,
}

/// A day of a public calendar.
#[derive(Deserialize)]
struct Listed {
    name: String,
    date: Date,
    #[serde(rename = "isOffDay")]
    off: bool,
}

pub(super) fn parse(given: Given<'_>) -> (Vec<Found>, Vec<NoticeFault>) {
    let document: Document = match serde_json::from_str(given.text) {
        Ok(document) => document,
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or_default();
            let fault = NoticeFault::at(line, Code::Unreadable);
            return (Vec::new(), vec![fault.saying(error.to_string())]);
        }
    };
    let other = document.year.filter(|year| *year != given.year);
    let faults = other.map(|year| {
        NoticeFault::at(0, Code::OtherYear)
            .saying(year.to_string())
            .instead(given.year.to_string())
    });
    let mut arrangements = document.arrangements;
    arrangements.append(&mut gathered(document.days));
    let found = arrangements.into_iter().map(|arrangement| Found {
        line: 0,
        arrangement,
    });
    (found.collect(), faults.into_iter().collect())
}

/// Days of one name that follow one another are one span. An ordinary weekday that is listed as worked says nothing.
fn gathered(mut days: Vec<Listed>) -> Vec<Arrangement> {
    days.sort_by_key(|day| day.date);
    let mut spans: Vec<Arrangement> = Vec::new();
    for day in days {
        if !day.off {
            if is_weekend(day.date) {
                spans.push(Arrangement {
                    festival: day.name,
                    off: None,
                    work: vec![day.date],
                });
            }
            continue;
        }
        let yesterday = day.date.yesterday().ok();
        let goes_on = spans.iter_mut().find_map(|span| {
            let [_, through] = span.off.as_mut()?;
            (span.festival == day.name && Some(*through) == yesterday).then_some(through)
        });
        match goes_on {
            Some(through) => *through = day.date,
            None => spans.push(Arrangement {
                festival: day.name,
                off: Some([day.date, day.date]),
                work: Vec::new(),
            }),
        }
    }
    spans
}
