//! What a version of a type says as boxes to fill in. What is typed outlives every new state of the entry.

use super::fields::{self, FieldForm};
use super::said::{item_lines, status_lines};
use crate::desk::text::catalogue as text;
use crate::ui::{Choice, ErrorSummary, FieldError, FieldKind, FormField, Picks, SelectField, lang};
use domain::catalogue::{Class, FaceField, HolderCategory, Level, ServiceItem, Template, TypeBody};
use domain::licence::LicenceStatus;
use domain::problem::{FieldCode, FieldProblem};
use domain::text::{Lang, catalogue as names, problem};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The boxes of a version. Cheap to copy; lives as long as the screen.
#[derive(Clone, Copy)]
pub(super) struct Form {
    owner: StoredValue<Owner>,
    name: RwSignal<String>,
    hue: RwSignal<String>,
    definer: RwSignal<String>,
    definer_level: RwSignal<String>,
    class: RwSignal<String>,
    holders: RwSignal<String>,
    ranges: RwSignal<String>,
    levels: RwSignal<Vec<String>>,
    items: RwSignal<String>,
    title: RwSignal<String>,
    note: RwSignal<String>,
    statuses: RwSignal<String>,
    pub(super) fields: RwSignal<Vec<FieldForm>>,
    next: StoredValue<u32>,
    /// What the server has.
    kept: RwSignal<Option<TypeBody>>,
    /// What is wrong with what was typed.
    pub(super) wrong: RwSignal<Vec<FieldProblem>>,
}

impl Form {
    /// Empty boxes of this screen.
    pub(super) fn new() -> Self {
        let line = || RwSignal::new(String::new());
        let form = Self {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            name: line(),
            hue: RwSignal::new("210".into()),
            definer: line(),
            definer_level: RwSignal::new(place(&Level::ALL, &Level::County)),
            class: RwSignal::new(place(&Class::ALL, &Class::Licence)),
            holders: RwSignal::new(place(&HolderCategory::ALL, &HolderCategory::Person)),
            ranges: line(),
            levels: RwSignal::new(Vec::new()),
            items: line(),
            title: line(),
            note: line(),
            statuses: line(),
            fields: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            kept: RwSignal::new(None),
            wrong: RwSignal::new(Vec::new()),
        };
        form.kept.set(Some(untrack(|| form.typed().0)));
        form
    }

    /// Takes in what the server has, unless something else is being typed.
    pub(super) fn catch_up(self, body: &TypeBody) {
        if untrack(|| self.is_dirty()) {
            return;
        }
        if self.kept.with_untracked(|kept| kept.as_ref() == Some(body)) {
            return;
        }
        self.name.set(body.name.clone());
        self.hue.set(body.hue.to_string());
        self.definer.set(body.definer.clone());
        self.definer_level
            .set(place(&Level::ALL, &body.definer_level));
        self.class.set(place(&Class::ALL, &body.class));
        self.holders.set(place(&HolderCategory::ALL, &body.holders));
        self.ranges.set(body.validity_ranges.join("、"));
        let levels = body.issuing_levels.iter();
        self.levels
            .set(levels.map(|level| place(&Level::ALL, level)).collect());
        self.items.set(item_lines(body));
        self.title.set(body.template.title.clone());
        self.note.set(body.template.note.clone());
        self.statuses.set(status_lines(body, lang()));
        let fields = body.fields.iter().map(|field| self.field(field)).collect();
        self.fields.set(fields);
        self.kept.set(Some(untrack(|| self.typed().0)));
    }

    /// The server has taken what was typed.
    pub(super) fn is_kept(self) {
        self.wrong.set(Vec::new());
        self.kept.set(Some(untrack(|| self.typed().0)));
    }

    /// Whether something was typed that the server doesn't have, tracked.
    pub(super) fn is_dirty(self) -> bool {
        let typed = self.typed().0;
        self.kept.with(|kept| kept.as_ref() != Some(&typed))
    }

    /// The boxes of a field, under a number that stays when it moves.
    pub(super) fn field(self, field: &FaceField) -> FieldForm {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let owner = self.owner.get_value();
        owner.with(|| FieldForm::of(id, field))
    }

    /// What is typed, and what of it can't be read.
    pub(super) fn typed(self) -> (TypeBody, Vec<FieldProblem>) {
        let mut problems = Vec::new();
        let hue = self.hue.get().trim().parse();
        if hue.is_err() {
            problems.push(FieldProblem::new("/hue", FieldCode::NotANumber));
        }
        let statuses = statuses(&self.statuses.get());
        if statuses.is_none() {
            problems.push(FieldProblem::new("/status_codes", FieldCode::WrongForm));
        }
        let mut fields = Vec::new();
        for (place, form) in self.fields.get().into_iter().enumerate() {
            let (field, wrong) = form.typed(place);
            fields.push(field);
            problems.extend(wrong);
        }
        let chosen = self.levels.get();
        let levels = Level::ALL.into_iter().enumerate();
        let body = TypeBody {
            name: trimmed(self.name),
            hue: hue.unwrap_or_default(),
            definer: trimmed(self.definer),
            definer_level: at(&Level::ALL, &self.definer_level.get()).unwrap_or(Level::Other),
            class: at(&Class::ALL, &self.class.get()).unwrap_or_default(),
            holders: at(&HolderCategory::ALL, &self.holders.get())
                .unwrap_or(HolderCategory::Person),
            validity_ranges: parts(&self.ranges.get(), &['、', ',', ',']),
            issuing_levels: levels
                .filter(|(place, _)| chosen.contains(&place.to_string()))
                .map(|(_, level)| level)
                .collect(),
            items: parts(&self.items.get(), &['\n'])
                .iter()
                .map(|line| item(line))
                .collect(),
            template: Template {
                title: trimmed(self.title),
                note: trimmed(self.note),
            },
            fields,
            status_codes: statuses.unwrap_or_default(),
        };
        (body, problems)
    }

    /// What is wrong with the box that `pointer` means, in words.
    pub(super) fn error(self, pointer: &'static str) -> Signal<Option<String>> {
        let lang = lang();
        Signal::derive(move || {
            self.wrong.with(|wrong| {
                let found = wrong
                    .iter()
                    .find(|wrong| wrong.pointer.starts_with(pointer))?;
                Some(problem::field(found.code, found.limit, lang))
            })
        })
    }

    pub(super) fn view(self) -> AnyView {
        let lang = lang();
        let errors = Signal::derive(move || {
            let wrong = self.wrong.get();
            wrong.iter().map(|wrong| self.told(wrong, lang)).collect()
        });
        let level = |id: &'static str| (id, options(&Level::ALL, names::level));
        let (_, levels) = level("entry-issuing_levels");
        view! {
            <ErrorSummary errors=errors />
            <div class="parts">
                <FormField id="entry-name" label=text::name(lang) value=self.name error=self.error("/name") />
                <FormField id="entry-definer" label=text::definer(lang) value=self.definer error=self.error("/definer") />
                <SelectField id="entry-definer_level" label=text::definer_level(lang) options=levels.clone() chosen=self.definer_level />
                <SelectField id="entry-class" label=text::class(lang) options=options(&Class::ALL, names::class) chosen=self.class />
                <SelectField id="entry-holders" label=text::holders(lang)
                    options=options(&HolderCategory::ALL, names::holders) chosen=self.holders />
                <FormField id="entry-validity_ranges" label=text::ranges(lang) hint=text::ranges_hint(lang) value=self.ranges
                    error=self.error("/validity_ranges") />
                <FormField id="entry-hue" label=text::hue(lang) hint=text::hue_hint(lang) value=self.hue error=self.error("/hue") />
                <FormField id="entry-template-title" label=text::template_title(lang) hint=text::template_title_hint(lang)
                    value=self.title error=self.error("/template/title") />
            </div>
            <Picks id="entry-issuing_levels" legend=text::levels(lang) options=levels chosen=self.levels
                error=self.error("/issuing_levels") />
            <FormField id="entry-template-note" label=text::template_note(lang) value=self.note kind=FieldKind::Lines
                error=self.error("/template/note") />
            <FormField id="entry-items" label=text::items(lang) hint=text::items_hint(lang) value=self.items kind=FieldKind::Lines
                error=self.error("/items") />
            {fields::view(self)}
            <FormField id="entry-status_codes" label=text::status_codes(lang) hint=text::status_codes_hint(lang)
                value=self.statuses kind=FieldKind::Lines error=self.error("/status_codes") />
        }
        .into_any()
    }

    /// A problem as the summary on top tells it, with the box that it means.
    fn told(self, wrong: &FieldProblem, lang: Lang) -> FieldError {
        let mut steps = wrong.pointer.split('/').skip(1);
        let (first, second, third) = (steps.next(), steps.next(), steps.next());
        let (id, name) = match (first, second, third) {
            (Some("fields"), Some(place), part) => {
                let fields = self.fields.get_untracked();
                let form = place
                    .parse()
                    .ok()
                    .and_then(|place: usize| fields.get(place));
                let label = form.map(|form| form.label.get_untracked());
                let id = form.map_or(0, |form| form.id).to_string();
                let id = ["field-", &id, "-", part.unwrap_or("label")].concat();
                let name = [text::field(lang), " ", &label.unwrap_or_default()].concat();
                (id, name)
            }
            (Some("fields"), ..) => ("add-field".to_owned(), text::fields(lang).into()),
            (Some("template"), Some(part), _) => {
                let name = if part == "title" {
                    text::template_title(lang)
                } else {
                    text::template_note(lang)
                };
                (["entry-template-", part].concat(), name.into())
            }
            (first, ..) => {
                let part = first.unwrap_or_default();
                (["entry-", part].concat(), part_name(part, lang).into())
            }
        };
        let words = problem::field(wrong.code, wrong.limit, lang);
        FieldError {
            id,
            message: [&name, lang.pick(":", ": "), &words].concat(),
        }
    }
}

fn part_name(part: &str, lang: Lang) -> &'static str {
    match part {
        "name" => text::name(lang),
        "hue" => text::hue(lang),
        "definer" => text::definer(lang),
        "validity_ranges" => text::ranges(lang),
        "issuing_levels" => text::levels(lang),
        "items" => text::items(lang),
        "status_codes" => text::status_codes(lang),
        "code" => text::code(lang),
        _ => text::area(lang),
    }
}

pub(super) fn trimmed(value: RwSignal<String>) -> String {
    value.with(|value| value.trim().to_owned())
}

/// The parts of a text between any of `between`, without blanks and without empty ones.
pub(super) fn parts(text: &str, between: &[char]) -> Vec<String> {
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
pub(super) fn place<T: PartialEq>(all: &[T], one: &T) -> String {
    let place = all.iter().position(|other| other == one);
    place.map(|place| place.to_string()).unwrap_or_default()
}

pub(super) fn at<T: Copy>(all: &[T], place: &str) -> Option<T> {
    all.get(place.parse::<usize>().ok()?).copied()
}

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
mod tests {
    use super::*;

    #[test]
    fn status_codes_are_read_line_by_line_or_not_at_all() {
        let read = statuses("01 有效\n\n 07  吊销 ").unwrap();
        assert_eq!(read["01"], LicenceStatus::Valid);
        assert_eq!(read["07"], LicenceStatus::Revoked);
        assert_eq!(statuses("01 有效\n02 不明"), None);
        assert_eq!(statuses("01"), None);
    }

    #[test]
    fn items_and_ranges_are_read_as_they_are_written() {
        let read = item("990100 设立登记");
        assert_eq!(
            (read.code.as_str(), read.name.as_str()),
            ("990100", "设立登记")
        );
        assert_eq!(parts("5年、 长期,", &['、', ',']), ["5年", "长期"]);
    }
}
