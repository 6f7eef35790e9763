//! What does one clause of a notice's sentence say? That days are off, that days are worked, how many there are, or that a
//! holiday is made longer.

use jiff::civil::Date;
use regex_lite::Regex;

use super::{Found, days};
use crate::calendar::{
    Arrangement, DayKind, KnownCalendar, NoticeFault, NoticeFaultCode as Code,
    arranged::LONGEST_HOLIDAY,
};

/// How many days there are: 共7天, or 放假1天.
const LENGTH: &str = r"(?:共|放假)(\d{1,3})天";

/// A line that is being read.
pub(super) struct Line<'a> {
    pub(super) number: u32,
    pub(super) year: i16,
    pub(super) festival: &'a str,
    pub(super) known: &'a KnownCalendar,
    pub(super) found: Vec<Found>,
    pub(super) faults: Vec<NoticeFault>,
}

impl Line<'_> {
    /// Reads one clause after another; what is said of a length or a resumption is said of the days before it.
    pub(super) fn clause(&mut self, text: &str) {
        let december_before = self.festival.contains("元旦");
        let days = days::of(text, (self.number, self.year), december_before);
        let broken = !days.faults.is_empty();
        self.faults.extend(days.faults);
        if days.spans.is_empty() {
            self.length(text);
            return;
        }
        if text.contains("延长") || text.contains("顺延") {
            self.longer(text, &days.spans);
        } else if text.contains("放假") || text.contains("休假") {
            for span in days.spans {
                self.off(span);
            }
            self.length(text);
        } else if text.contains("上班") && text.contains('起') {
            self.resumed(&days.spans);
        } else if text.contains("上班") {
            self.worked(&days.spans);
        } else if !broken {
            self.fault(NoticeFault::at(self.number, Code::Unreadable).saying(text));
        }
    }

    fn off(&mut self, span: days::Span) {
        self.found.push(Found {
            line: self.number,
            arrangement: Arrangement {
                festival: self.festival.to_owned(),
                off: Some(span),
                work: Vec::new(),
            },
        });
    }

    fn worked(&mut self, spans: &[days::Span]) {
        let mut work: Vec<Date> = spans.iter().map(|[day, _]| *day).collect();
        match self.found.last_mut() {
            Some(found) => found.arrangement.work.append(&mut work),
            None => self.found.push(Found {
                line: self.number,
                arrangement: Arrangement {
                    festival: self.festival.to_owned(),
                    off: None,
                    work,
                },
            }),
        }
    }

    /// 延长…假期至: from the day after the holiday that stands.
    fn longer(&mut self, text: &str, spans: &[days::Span]) {
        let until = spans.last().map(|[_, through]| *through);
        let stands = until.and_then(|until| self.end_of_holiday(until));
        match (stands.and_then(|day| day.tomorrow().ok()), until) {
            (Some(from), Some(until)) => self.off([from, until]),
            _ => self.fault(NoticeFault::at(self.number, Code::Unreadable).saying(text)),
        }
    }

    /// The last day off of this festival before `until`, as the calendar has it.
    fn end_of_holiday(&self, until: Date) -> Option<Date> {
        let mut day = until;
        for _ in 0..LONGEST_HOLIDAY {
            day = day.yesterday().ok()?;
            if let Ok(DayKind::Holiday { name, .. }) = self.known.day(day)
                && name.contains(self.festival)
            {
                return Some(day);
            }
        }
        None
    }

    /// 2月3日起正常上班: the day after the last one off, or there is a slip in one of the two.
    fn resumed(&mut self, spans: &[days::Span]) {
        let last_off = self.last_off();
        let expected = last_off.and_then(|day| day.tomorrow().ok());
        if let (Some([day, _]), Some(expected)) = (spans.first(), expected)
            && *day != expected
        {
            let fault = NoticeFault::at(self.number, Code::WrongResumption);
            self.fault(fault.on(*day).instead(expected.to_string()));
        }
    }

    fn length(&mut self, text: &str) {
        let says = Regex::new(LENGTH).ok().and_then(|length| {
            let found = length.captures(text)?;
            found.get(1)?.as_str().parse::<i64>().ok()
        });
        let span = self.found.last().and_then(|found| found.arrangement.off);
        if let (Some(says), Some([from, through])) = (says, span) {
            let is = length_of(from, through);
            if says != is {
                let fault = NoticeFault::at(self.number, Code::WrongLength).on(from);
                self.fault(fault.saying(says.to_string()).instead(is.to_string()));
            }
        }
    }

    fn last_off(&self) -> Option<Date> {
        let span = self.found.last()?.arrangement.off?;
        Some(span[1])
    }

    fn fault(&mut self, fault: NoticeFault) {
        self.faults.push(fault);
    }
}

/// How many days a span holds; less than one where it runs backwards.
pub(super) fn length_of(from: Date, through: Date) -> i64 {
    through.duration_since(from).as_hours() / 24 + 1
}
