//! What is typed into the boxes of a version, as text: how a version is written into them and read out of them, and what
//! the tab keeps of it.

use super::said::{item_lines, status_lines};
use crate::json::{FromJson, Record, Value};
use crate::ui::{Choice, lang};
use domain::catalogue::{
    Class, FaceField, HolderCategory, Level, Need, ServiceItem, Source, Template, TypeBody,
    ValueKind,
};
use domain::licence::LicenceStatus;
use domain::problem::{FieldCode, FieldProblem};
use domain::text::{Lang, catalogue as names};
use serde::Serialize;
use std::collections::BTreeMap;

/// What may stand between two ranges; the last one is the comma of Chinese keyboards.
const BETWEEN_RANGES: [char; 3] = ['、', ',', '\u{ff0c}'];

/// The boxes of a version. What is chosen from a closed set stands under its place in the set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Typed {
    /// Of a type that isn't there yet.
    pub(super) code: String,
    pub(super) name: String,
    pub(super) hue: String,
    pub(super) definer: String,
    pub(super) definer_level: String,
    pub(super) class: String,
    pub(super) holders: String,
    pub(super) ranges: String,
    pub(super) levels: Vec<String>,
    pub(super) items: String,
    pub(super) title: String,
    pub(super) note: String,
    pub(super) statuses: String,
    pub(super) fields: Vec<TypedField>,
}

/// The boxes of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct TypedField {
    pub(super) label: String,
    pub(super) key: String,
    pub(super) kind: String,
    pub(super) need: String,
    pub(super) source: String,
    pub(super) longest: String,
    pub(super) pattern: String,
    pub(super) codes: String,
    pub(super) sensitive: bool,
    pub(super) hidden: bool,
}

impl Typed {
    /// The boxes of a type that isn't there yet.
    pub(super) fn new() -> Self {
        Self {
            hue: "210".into(),
            definer_level: place(&Level::ALL, &Level::County),
            class: place(&Class::ALL, &Class::Licence),
            holders: place(&HolderCategory::ALL, &HolderCategory::Person),
            ..Self::default()
        }
    }

    /// The boxes that say this.
    pub(super) fn of(body: &TypeBody, lang: Lang) -> Self {
        let levels = body.issuing_levels.iter();
        Self {
            code: String::new(),
            name: body.name.clone(),
            hue: body.hue.to_string(),
            definer: body.definer.clone(),
            definer_level: place(&Level::ALL, &body.definer_level),
            class: place(&Class::ALL, &body.class),
            holders: place(&HolderCategory::ALL, &body.holders),
            ranges: body.validity_ranges.join("、"),
            levels: levels.map(|level| place(&Level::ALL, level)).collect(),
            items: item_lines(body),
            title: body.template.title.clone(),
            note: body.template.note.clone(),
            statuses: status_lines(body, lang),
            fields: body.fields.iter().map(TypedField::of).collect(),
        }
    }

    /// What the boxes say, and what of it can't be read.
    pub(super) fn read(&self) -> (TypeBody, Vec<FieldProblem>) {
        let mut problems = Vec::new();
        let hue = self.hue.trim().parse();
        if hue.is_err() {
            problems.push(FieldProblem::new("/hue", FieldCode::NotANumber));
        }
        let statuses = statuses(&self.statuses);
        if statuses.is_none() {
            problems.push(FieldProblem::new("/status_codes", FieldCode::WrongForm));
        }
        let mut fields = Vec::new();
        for (place, typed) in self.fields.iter().enumerate() {
            let (field, wrong) = typed.read(place);
            fields.push(field);
            problems.extend(wrong);
        }
        let levels = Level::ALL.into_iter().enumerate();
        let body = TypeBody {
            name: trimmed(&self.name),
            hue: hue.unwrap_or_default(),
            definer: trimmed(&self.definer),
            definer_level: at(&Level::ALL, &self.definer_level).unwrap_or(Level::Other),
            class: at(&Class::ALL, &self.class).unwrap_or_default(),
            holders: at(&HolderCategory::ALL, &self.holders).unwrap_or(HolderCategory::Person),
            validity_ranges: parts(&self.ranges, &BETWEEN_RANGES),
            issuing_levels: levels
                .filter(|(place, _)| self.levels.contains(&place.to_string()))
                .map(|(_, level)| level)
                .collect(),
            items: parts(&self.items, &['\n'])
                .iter()
                .map(|line| item(line))
                .collect(),
            template: Template {
                title: trimmed(&self.title),
                note: trimmed(&self.note),
            },
            fields,
            status_codes: statuses.unwrap_or_default(),
        };
        (body, problems)
    }
}

impl TypedField {
    /// The boxes that say this.
    pub(super) fn of(field: &FaceField) -> Self {
        let source = field.source.map(|source| place(&Source::ALL, &source));
        let longest = field.max_length.map(|most| most.to_string());
        Self {
            label: field.label.clone(),
            key: field.key.clone(),
            kind: place(&ValueKind::ALL, &field.kind),
            need: place(&Need::ALL, &field.need),
            source: source.unwrap_or_default(),
            longest: longest.unwrap_or_default(),
            pattern: field.pattern.clone().unwrap_or_default(),
            codes: field.codes.join("\n"),
            sensitive: field.sensitive,
            hidden: field.hidden,
        }
    }

    /// What the boxes say, and what of it can't be read; `place` is the field's among the others.
    fn read(&self, place: usize) -> (FaceField, Option<FieldProblem>) {
        let kind = at(&ValueKind::ALL, &self.kind).unwrap_or_default();
        let longest = self.longest.trim();
        let max_length = longest.parse().ok();
        let wrong = (max_length.is_none() && !longest.is_empty()).then(|| {
            let pointer = ["/fields/", &place.to_string(), "/max_length"].concat();
            FieldProblem::new(pointer, FieldCode::NotANumber)
        });
        let field = FaceField {
            key: trimmed(&self.key),
            label: trimmed(&self.label),
            sensitive: self.sensitive,
            kind,
            max_length,
            pattern: Some(trimmed(&self.pattern)).filter(|pattern| !pattern.is_empty()),
            // Codes of a field that has become another kind are kept in their box, and not sent.
            codes: if kind == ValueKind::Code {
                parts(&self.codes, &['\n'])
            } else {
                Vec::new()
            },
            need: at(&Need::ALL, &self.need).unwrap_or_default(),
            hidden: self.hidden,
            source: at(&Source::ALL, &self.source),
        };
        (field, wrong)
    }
}

impl FromJson for Typed {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            code: record.take("code"),
            name: record.take("name"),
            hue: record.take("hue"),
            definer: record.take("definer"),
            definer_level: record.take("definer_level"),
            class: record.take("class"),
            holders: record.take("holders"),
            ranges: record.take("ranges"),
            levels: record.take("levels"),
            items: record.take("items"),
            title: record.take("title"),
            note: record.take("note"),
            statuses: record.take("statuses"),
            fields: record.take("fields"),
        }
    }
}

impl FromJson for TypedField {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            label: record.take("label"),
            key: record.take("key"),
            kind: record.take("kind"),
            need: record.take("need"),
            source: record.take("source"),
            longest: record.take("longest"),
            pattern: record.take("pattern"),
            codes: record.take("codes"),
            sensitive: record.take("sensitive"),
            hidden: record.take("hidden"),
        }
    }
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

/// The parts of a text between any of `between`, without blanks and without empty ones.
fn parts(text: &str, between: &[char]) -> Vec<String> {
    let parts = text.split(between).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn item(line: &str) -> ServiceItem {
    let (code, name) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    ServiceItem {
        code: code.into(),
        name: name.trim().into(),
    }
}

/// What each line means; nothing where one can't be read.
fn statuses(text: &str) -> Option<BTreeMap<String, LicenceStatus>> {
    let read = |line: &String| {
        let (code, word) = line.split_once(char::is_whitespace)?;
        let is_it = |status: &LicenceStatus| {
            let said = |lang| names::status(*status, lang) == word.trim();
            said(Lang::Zh) || said(Lang::En)
        };
        Some((code.to_owned(), LicenceStatus::ALL.into_iter().find(is_it)?))
    };
    parts(text, &['\n']).iter().map(read).collect()
}

/// One of a closed set as a choice knows it: by its place.
fn place<T: PartialEq>(all: &[T], one: &T) -> String {
    let place = all.iter().position(|other| other == one);
    place.map(|place| place.to_string()).unwrap_or_default()
}

/// What a choice means.
pub(super) fn at<T: Copy>(all: &[T], place: &str) -> Option<T> {
    all.get(place.parse::<usize>().ok()?).copied()
}

/// A closed set to choose from.
pub(super) fn options<T: Copy>(all: &[T], name: fn(T, Lang) -> &'static str) -> Vec<Choice> {
    let lang = lang();
    let all = all.iter().enumerate();
    all.map(|(place, one)| Choice {
        value: place.to_string(),
        label: name(*one, lang).into(),
        hint: String::new(),
    })
    .collect()
}

#[cfg(test)]
mod tests;
