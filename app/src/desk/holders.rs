//! Whose licence is it? The holders with their numbers, as far as they are shown.

use super::text::issuing as text;
use crate::ui::{Column, Row, Table, lang};
use domain::issuing::CODE_TYPES;
use leptos::prelude::*;

/// A table of name, kind of number and number.
pub(super) fn table(holders: impl Iterator<Item = [String; 3]>) -> AnyView {
    let lang = lang();
    let columns = [
        text::holder_name(lang),
        text::code_type(lang),
        text::code(lang),
    ];
    let columns = columns.map(Column::text).into();
    let rows = holders.map(|[name, code_type, code]| {
        let code = view! { <span class="number">{code}</span> }.into_any();
        Row::new(vec![name.into_any(), name_of(&code_type).into_any(), code])
    });
    view! { <Table caption=text::holders(lang) headed=true columns=columns rows=rows.collect() /> }
        .into_any()
}

/// What a kind of number is called.
pub(super) fn name_of(code_type: &str) -> &'static str {
    let known = CODE_TYPES.iter().find(|(code, _)| *code == code_type);
    known.map_or("", |(_, name)| name)
}
