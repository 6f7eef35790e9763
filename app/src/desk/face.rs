//! What does a licence look like? Its face as the type's template sets it: heading, fields, the sentence under them.

use crate::ui::licence_card::hue_class;
use domain::catalogue::TypeBody;
use domain::issuing::Sheet;
use domain::licence::FaceValue;
use leptos::prelude::*;

/// A face with the heading of its type.
pub(super) fn face(title: &str, hue: u16, values: &[FaceValue], note: &str) -> AnyView {
    let values = values.iter().map(
        |value| view! { <div><dt>{value.label.clone()}</dt><dd>{value.value.clone()}</dd></div> },
    );
    let note = (!note.is_empty()).then(|| view! { <p class="small">{note.to_owned()}</p> });
    view! {
        <div class=["face ", hue_class(hue)].concat()>
            <p class="title">{title.to_owned()}</p>
            <dl class="facts">{values.collect_view()}</dl>
            {note}
        </div>
    }
    .into_any()
}

/// The face that a sheet will make, as far as it is written.
pub(super) fn of_sheet(sheet: &Sheet, kind: &TypeBody) -> AnyView {
    let title = match kind.template.title.as_str() {
        "" => &kind.name,
        title => title,
    };
    face(title, kind.hue, &values(sheet, kind), &kind.template.note)
}

/// What the face shows of a sheet: as typed, else what it repeats.
pub(super) fn values(sheet: &Sheet, kind: &TypeBody) -> Vec<FaceValue> {
    let shown = kind.fields.iter().filter(|field| !field.hidden);
    shown
        .map(|field| {
            let typed = sheet.face.get(&field.key).map_or("", |typed| typed.trim());
            let value = match field.source {
                Some(source) if typed.is_empty() => sheet.derived(source),
                _ => typed.to_owned(),
            };
            FaceValue {
                key: field.key.clone(),
                label: field.label.clone(),
                value,
                sensitive: field.sensitive,
            }
        })
        .collect()
}
