//! What a version of a type says, line by line, and what differs between two.

use crate::desk::text::catalogue as text;
use crate::ui::{Column, Row, Table, lang};
use domain::catalogue::{FaceField, TypeBody};
use domain::text::{Lang, catalogue as names};
use leptos::prelude::*;

/// One thing that a version says: what it is in code, what people call it, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    key: String,
    name: String,
    words: String,
}

/// Something that differs; nothing where it isn't there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

fn lines(body: &TypeBody, lang: Lang) -> Vec<Line> {
    let line = |key: &str, name: &str, words: String| Line {
        key: key.into(),
        name: name.into(),
        words,
    };
    let levels = body.issuing_levels.iter();
    let levels: Vec<_> = levels.map(|level| names::level(*level, lang)).collect();
    let mut all = vec![
        line("name", text::name(lang), body.name.clone()),
        line("definer", text::definer(lang), body.definer.clone()),
        line(
            "definer_level",
            text::definer_level(lang),
            names::level(body.definer_level, lang).into(),
        ),
        line(
            "class",
            text::class(lang),
            names::class(body.class, lang).into(),
        ),
        line(
            "holders",
            text::holders(lang),
            names::holders(body.holders, lang).into(),
        ),
        line(
            "ranges",
            text::ranges(lang),
            body.validity_ranges.join("、"),
        ),
        line("levels", text::levels(lang), levels.join("、")),
        line("items", text::items(lang), item_lines(body)),
        line(
            "title",
            text::template_title(lang),
            body.template.title.clone(),
        ),
        line(
            "note",
            text::template_note(lang),
            body.template.note.clone(),
        ),
        line("hue", text::hue(lang), body.hue.to_string()),
        line(
            "statuses",
            text::status_codes(lang),
            status_lines(body, lang),
        ),
    ];
    all.extend(body.fields.iter().map(|field| Line {
        key: ["/", &field.key].concat(),
        name: [text::field(lang), " ", &field.key].concat(),
        words: described(field, lang),
    }));
    all
}

/// Service items, one a line, as they are typed.
pub(super) fn item_lines(body: &TypeBody) -> String {
    let items = body.items.iter();
    let items: Vec<_> = items
        .map(|item| [item.code.as_str(), " ", &item.name].concat())
        .collect();
    items.join("\n")
}

/// Status codes, one a line, as they are typed in this language.
pub(super) fn status_lines(body: &TypeBody, lang: Lang) -> String {
    let codes = body.status_codes.iter();
    let codes: Vec<_> = codes
        .map(|(code, status)| [code.as_str(), " ", names::status(*status, lang)].concat())
        .collect();
    codes.join("\n")
}

/// Everything about a field in one line.
fn described(field: &FaceField, lang: Lang) -> String {
    let mut said: Vec<String> = vec![field.label.clone()];
    match field.source {
        Some(source) => said.push([text::same_as(lang), " ", names::source(source, lang)].concat()),
        None => said.push(names::value_kind(field.kind, lang).into()),
    }
    said.push(names::need(field.need, lang).into());
    if let Some(most) = field.max_length {
        said.push([text::longest(lang), " ", &most.to_string()].concat());
    }
    if let Some(pattern) = &field.pattern {
        said.push([text::pattern(lang), " ", pattern].concat());
    }
    if !field.codes.is_empty() {
        said.push([text::one_of(lang), " ", &field.codes.join("、")].concat());
    }
    if field.sensitive {
        said.push(text::field_sensitive(lang).into());
    }
    if field.hidden {
        said.push(text::field_hidden(lang).into());
    }
    said.join(" · ")
}

/// What differs, in the order of the later version; what it lost comes last.
pub(super) fn differences(before: &TypeBody, after: &TypeBody, lang: Lang) -> Vec<Difference> {
    let (old, new) = (lines(before, lang), lines(after, lang));
    let find = |all: &[Line], key: &str| all.iter().find(|line| line.key == key).cloned();
    let mut found = Vec::new();
    for line in &new {
        let was = find(&old, &line.key).map(|was| was.words);
        if was.as_ref() != Some(&line.words) {
            found.push(Difference {
                name: line.name.clone(),
                before: was,
                after: Some(line.words.clone()),
            });
        }
    }
    let lost = old
        .into_iter()
        .filter(|line| find(&new, &line.key).is_none());
    found.extend(lost.map(|line| Difference {
        name: line.name,
        before: Some(line.words),
        after: None,
    }));
    let order = |body: &TypeBody, other: &TypeBody| {
        let kept = body
            .fields
            .iter()
            .filter(|field| other.field(&field.key).is_some());
        kept.map(|field| field.key.clone()).collect::<Vec<_>>()
    };
    let (was, is) = (order(before, after), order(after, before));
    if was != is {
        found.push(Difference {
            name: text::order(lang).into(),
            before: Some(was.join("、")),
            after: Some(is.join("、")),
        });
    }
    found
}

/// The differences as a table.
pub(super) fn compared(before: &TypeBody, after: &TypeBody) -> AnyView {
    let lang = lang();
    let found = differences(before, after, lang);
    if found.is_empty() {
        return view! { <p>{text::no_differences(lang)}</p> }.into_any();
    }
    let columns = vec![
        Column::text(text::difference_part(lang)),
        Column::text(text::difference_before(lang)),
        Column::text(text::difference_after(lang)),
    ];
    let cell = |words: Option<String>| {
        let words = words.filter(|words| !words.is_empty());
        let words = words.unwrap_or_else(|| text::not_there(lang).into());
        view! { <span class="said">{words}</span> }.into_any()
    };
    let rows = found
        .into_iter()
        .map(|one| Row::new(vec![one.name.into_any(), cell(one.before), cell(one.after)]));
    view! { <Table caption=text::differences(lang) headed=true columns rows=rows.collect() /> }
        .into_any()
}

/// Everything that a version says, to read.
pub(super) fn read(body: &TypeBody) -> AnyView {
    let lines = lines(body, lang()).into_iter();
    let rows = lines.filter(|line| !line.words.is_empty()).map(|line| {
        view! { <div><dt>{line.name}</dt><dd class="said">{line.words}</dd></div> }
    });
    view! { <dl class="facts">{rows.collect_view()}</dl> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::{Class, HolderCategory, Level, Need, Template};
    use std::collections::BTreeMap;

    fn field(key: &str, label: &str) -> FaceField {
        FaceField {
            key: key.into(),
            label: label.into(),
            ..FaceField::default()
        }
    }

    fn body() -> TypeBody {
        TypeBody {
            name: "证".into(),
            hue: 1,
            definer: "局".into(),
            definer_level: Level::County,
            class: Class::Licence,
            holders: HolderCategory::Both,
            validity_ranges: vec!["5年".into()],
            issuing_levels: vec![Level::County],
            items: vec![],
            template: Template::default(),
            fields: vec![field("a", "甲"), field("b", "乙"), field("c", "丙")],
            status_codes: BTreeMap::new(),
        }
    }

    fn names(before: &TypeBody, after: &TypeBody) -> Vec<String> {
        let found = differences(before, after, Lang::Zh).into_iter();
        found.map(|one| one.name).collect()
    }

    #[test]
    fn what_is_added_changed_lost_and_moved_is_told_and_nothing_else() {
        assert_eq!(names(&body(), &body()), Vec::<String>::new());
        let mut after = body();
        after.name = "新证".into();
        after.fields[0].need = Need::Optional;
        after.fields.remove(1);
        after.fields.push(field("d", "丁"));
        assert_eq!(
            names(&body(), &after),
            ["证照名称", "字段 a", "字段 d", "字段 b"]
        );
        let mut moved = body();
        moved.fields.swap(0, 1);
        assert_eq!(names(&body(), &moved), ["照面信息的顺序"]);
    }
}
