//! What does a file look like that goes in?

use super::{Column, NAMES, name};
use crate::catalogue::{FaceField, HolderCategory, TypeBody, ValueKind};
use crate::issuing::{CITIZEN_ID, CREDIT_CODE};
use crate::licence::Trust;
use crate::validity::NO_END;

/// A day that every example can name.
const DAY: &str = "2024-03-05";

/// A template: its header and a row that would go in, made from the type's schema. Where a field has a pattern the row
/// shows that, since no value can be made up for it.
pub fn template(kind: &TypeBody) -> (Vec<String>, Vec<String>) {
    let (holder, code_type, code) = match kind.holders {
        HolderCategory::Organisation => ("示例有限公司", CREDIT_CODE, "91990100MA0000002K"),
        HolderCategory::Person | HolderCategory::Both => ("张三", CITIZEN_ID, "990100199001010012"),
    };
    let base = NAMES.iter().map(|(column, _)| {
        let example = match column {
            Column::Number => "示例-0001",
            Column::HolderName => holder,
            Column::CodeType => code_type,
            Column::HolderCode => code,
            Column::IssuedOn | Column::ValidFrom => DAY,
            Column::ValidTo => NO_END,
            Column::Status => "有效",
            Column::Trust => Trust::B.as_str(),
            Column::Identifier | Column::Issuer | Column::Face(_) | Column::Note => "",
        };
        (name(column), example.to_owned())
    });
    let face = kind
        .fields
        .iter()
        .filter(|field| field.source.is_none())
        .map(|field| (name(&Column::Face(field.key.clone())), example(field)));
    base.chain(face).unzip()
}

fn example(field: &FaceField) -> String {
    if let Some(pattern) = &field.pattern {
        return pattern.clone();
    }
    match field.kind {
        ValueKind::Code => field.codes.first().cloned().unwrap_or_default(),
        ValueKind::Number => "1".to_owned(),
        ValueKind::Date => DAY.to_owned(),
        ValueKind::Text => {
            let most = field.max_length.map_or(usize::MAX, usize::from);
            field.label.chars().take(most).collect()
        }
    }
}
