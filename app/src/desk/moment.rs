//! A day and a time of it, as they are typed.

use super::text::moment as text;
use crate::ui::date_field::wrong_day;
use crate::ui::{DateField, FormField, lang};
use domain::deadline::CHINA;
use domain::problem::FieldCode;
use domain::text::{Lang, problem};
use domain::validity::read_day;
use jiff::Timestamp;
use jiff::civil::Time;
use leptos::prelude::*;

/// What is typed. Cheap to copy.
#[derive(Clone, Copy)]
pub(in crate::desk) struct Typed {
    day: RwSignal<String>,
    time: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Typed {
    pub(in crate::desk) fn at(now: Timestamp) -> Self {
        let local = CHINA.to_datetime(now);
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        Self {
            day: RwSignal::new(local.date().to_string()),
            time: RwSignal::new(time),
            tried: RwSignal::new(false),
        }
    }

    /// The instant, or nothing, and then the boxes say why.
    pub(in crate::desk) fn read(self) -> Option<Timestamp> {
        self.tried.set(true);
        let day = self.day.with_untracked(|day| read_day(day))?;
        let time = self.time.with_untracked(|time| read_time(time))?;
        CHINA.to_timestamp(day.to_datetime(time)).ok()
    }

    /// Its two boxes.
    pub(in crate::desk) fn fields(
        self,
        id: &str,
        labels: (&'static str, &'static str),
        wrong: Signal<Option<String>>,
    ) -> AnyView {
        let lang = lang();
        let day_wrong = Signal::derive(move || {
            let missing = self.tried.get() && self.day.with(|day| read_day(day)).is_none();
            let missing = missing.then(|| problem::field(FieldCode::NotADate, None, lang));
            wrong.get().or(missing)
        });
        let time_wrong = Signal::derive(move || {
            let missing = self.tried.get() && self.time.with(|time| read_time(time)).is_none();
            missing.then(|| text::not_a_time(lang).to_owned())
        });
        let check: fn(&str, Lang) -> Option<String> = wrong_day;
        view! {
            <DateField id=[id, "-day"].concat() label=labels.0 error=day_wrong check=check value=self.day />
            <FormField id=[id, "-time"].concat() label=labels.1 hint=text::time_hint(lang) error=time_wrong value=self.time />
        }
        .into_any()
    }
}

fn read_time(text: &str) -> Option<Time> {
    let text = text.trim().replace('：', ":");
    let (hour, minute) = text.split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_hours_and_minutes() {
        assert_eq!(read_time(" 9:30 "), Some(Time::constant(9, 30, 0, 0)));
        assert_eq!(read_time("23:05"), Some(Time::constant(23, 5, 0, 0)));
        // As a Chinese keyboard types the colon.
        assert_eq!(read_time("23：05"), Some(Time::constant(23, 5, 0, 0)));
        for wrong in ["", "9", "24:00", "9.30", "09:60", "a:b"] {
            assert_eq!(read_time(wrong), None, "{wrong}");
        }
    }
}
