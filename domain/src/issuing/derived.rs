//! What the fields of a face say that repeat the licence itself, while its sheet is still being written.

use super::{Sheet, SheetHolder, canonical_code};
use crate::catalogue::{Source, TypeBody};
use crate::validity::{UNTIL, Validity, read_day, read_end, written, written_end};
use jiff::civil::Date;

impl Sheet {
    /// What a field with this source will say, as far as the sheet can be read; empty where it can't.
    pub fn derived(&self, source: Source) -> String {
        let all = |of: fn(&SheetHolder) -> Option<String>| {
            let each: Option<Vec<String>> = self.holders.iter().map(of).collect();
            each.unwrap_or_default().join("、")
        };
        let from = || match self.valid_from.trim() {
            "" => read_day(&self.issued_on),
            text => read_day(text),
        };
        let to = || match self.valid_to.trim() {
            "" => Some(None),
            text => read_end(text).ok(),
        };
        let day = |day: Option<Date>| day.map(written).unwrap_or_default();
        match source {
            Source::HolderName => all(|holder| Some(holder.name.trim().to_owned())),
            Source::HolderNumber => all(|holder| canonical_code(&holder.code_type, &holder.code)),
            Source::Number => self.number.trim().to_owned(),
            Source::IssuedOn => day(read_day(&self.issued_on)),
            Source::ValidFrom => day(from()),
            Source::ValidTo => to().map(written_end).unwrap_or_default(),
            Source::Validity => {
                let both = from().zip(to());
                both.map_or_else(String::new, |(from, to)| Validity { from, to }.written())
            }
        }
    }

    /// The same without the values that repeat the rest of the sheet: they would not follow where that is changed.
    #[must_use]
    pub fn following(mut self, kind: &TypeBody) -> Self {
        for field in &kind.fields {
            let repeats = field.source.is_some_and(|source| {
                let typed = self.face.get(&field.key).map_or("", String::as_str);
                same(typed, &self.derived(source))
            });
            if repeats {
                self.face.remove(&field.key);
            }
        }
        self
    }
}

/// Whether two texts say the same, also where one writes days as `2029-03-04` and the other as `2029年3月4日`.
fn same(one: &str, other: &str) -> bool {
    let days = |text: &str| -> Vec<Option<Date>> { text.split(UNTIL).map(read_day).collect() };
    one == other || (days(one) == days(other) && days(one).iter().all(Option::is_some))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TODAY, kind, sheet};
    use super::*;
    use crate::catalogue::FaceField;

    #[test]
    fn what_is_told_while_typing_is_what_the_record_will_say() {
        let mut kind = kind();
        kind.fields = Source::ALL
            .into_iter()
            .enumerate()
            .map(|(place, source)| FaceField {
                key: place.to_string(),
                label: "l".into(),
                source: Some(source),
                ..FaceField::default()
            })
            .collect();
        let mut sheet = sheet();
        sheet.face.clear();
        for (from, to) in [
            ("", ""),
            ("2026-01-08", "长期"),
            ("2026年1月8日", "2031-01-07"),
        ] {
            (sheet.valid_from, sheet.valid_to) = (from.into(), to.into());
            let checked = sheet.check(&kind, TODAY).unwrap();
            for (place, source) in Source::ALL.into_iter().enumerate() {
                let says = &checked.face[&place.to_string()];
                assert_eq!(&sheet.derived(source), says, "{source:?} {from} {to}");
            }
        }
    }

    #[test]
    fn what_only_repeats_follows_and_what_says_something_else_stays() {
        let mut kind = kind();
        let field = |key: &str, source| FaceField {
            key: key.into(),
            label: key.into(),
            source: Some(source),
            ..FaceField::default()
        };
        kind.fields.push(field("owner", Source::HolderName));
        kind.fields.push(field("valid_to", Source::ValidTo));
        let mut sheet = sheet();
        sheet.valid_to = "2031-01-07".into();
        sheet.face.insert("owner".into(), "另一人".into());
        sheet.face.insert("valid_to".into(), "2031年1月7日".into());
        let following = sheet.clone().following(&kind);
        assert!(!following.face.contains_key("valid_to"));
        assert_eq!(following.face["owner"], "另一人");
        sheet.face.insert("valid_to".into(), "2031-01-07".into());
        assert_eq!(sheet.following(&kind).face.get("valid_to"), None);
    }
}
