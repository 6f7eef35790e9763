//! How questions of counting that no article of the seeds answers are read in a city.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const MINUTES_PER_DAY: u16 = 24 * 60;

/// The readings of a rulebook. A lawyer may change them without touching code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Readings {
    /// When the last day ends (民法典 203: 24:00, or the close of business).
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "24:00"))]
    pub end_of_day: EndOfDay,
    /// What a receipt on a rest day does.
    pub rest_day_receipt: RestDayReceipt,
}

/// When something received on a rest day counts as received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RestDayReceipt {
    /// On that day; the next working day is day 1.
    #[default]
    ReceivedThatDay,
    /// On the next working day; the working day after it is day 1.
    ReceivedNextWorkingDay,
}

/// The time of day at which a last day ends, written `HH:MM`, at most `24:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndOfDay(u16);

impl Default for EndOfDay {
    fn default() -> Self {
        Self(MINUTES_PER_DAY)
    }
}

impl EndOfDay {
    /// Reads `HH:MM`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        if hours.len() != 2
            || minutes.len() != 2
            || !text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b':')
        {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        let total = hours * 60 + minutes;
        (minutes < 60 && (1..=MINUTES_PER_DAY).contains(&total)).then_some(Self(total))
    }

    /// Minutes since the day began.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl Serialize for EndOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", self.0 / 60, self.0 % 60))
    }
}

impl<'de> Deserialize<'de> for EndOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| de::Error::custom("expected a time of day from 00:01 to 24:00"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_minute_from_the_first_to_the_last_can_end_a_day() {
        for minutes in 1..=MINUTES_PER_DAY {
            let text = format!("{:02}:{:02}", minutes / 60, minutes % 60);
            assert_eq!(EndOfDay::parse(&text), Some(EndOfDay(minutes)));
            let json = serde_json::to_value(EndOfDay(minutes)).unwrap();
            assert_eq!(json, text);
        }
        for text in [
            "", "00:00", "24:01", "12:60", "7:30", "1730", "17:30:00", "+7:30",
        ] {
            assert_eq!(EndOfDay::parse(text), None, "{text}");
        }
    }
}
