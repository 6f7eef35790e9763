//! The demonstration's types as entries of the catalogue.

use super::data::{AgencyData, FieldData, TypeData};
use domain::catalogue::{Class, FaceField, Level, Need, Source, Template, TypeBody, ValueKind};
use std::collections::BTreeMap;

/// What the first version of a type says.
pub(super) fn body(kind: &TypeData, agency: &AgencyData) -> TypeBody {
    let national = kind.definer.is_some();
    TypeBody {
        name: kind.name.clone(),
        hue: kind.hue,
        definer: kind.definer.clone().unwrap_or_else(|| agency.name.clone()),
        definer_level: if national {
            Level::National
        } else {
            Level::County
        },
        class: Class::Licence,
        holders: kind.holders,
        validity_ranges: vec![match kind.years {
            Some(years) => format!("{years}年"),
            None => "长期".into(),
        }],
        issuing_levels: vec![Level::County],
        items: Vec::new(),
        template: Template::default(),
        fields: kind.fields.iter().map(field).collect(),
        status_codes: BTreeMap::new(),
    }
}

fn field(data: &FieldData) -> FaceField {
    let source = source(&data.value);
    let is_date = matches!(
        source,
        Some(Source::IssuedOn | Source::ValidFrom | Source::ValidTo)
    );
    FaceField {
        key: data.key.clone(),
        label: data.label.clone(),
        sensitive: data.sensitive,
        kind: if is_date {
            ValueKind::Date
        } else {
            ValueKind::Text
        },
        source,
        need: if data.recommended {
            Need::Recommended
        } else {
            Need::Required
        },
        ..FaceField::default()
    }
}

/// What a pattern repeats of the licence itself.
fn source(pattern: &str) -> Option<Source> {
    Some(match pattern {
        "{holder.name}" => Source::HolderName,
        "{holder.number}" => Source::HolderNumber,
        "{number}" => Source::Number,
        "{issued}" => Source::IssuedOn,
        "{valid_from}" => Source::ValidFrom,
        "{valid_to}" => Source::ValidTo,
        "{valid_from}至{valid_to}" => Source::Validity,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::data::Data;
    use super::*;
    use domain::catalogue::is_type_code;

    #[test]
    fn every_type_of_the_demonstration_could_be_submitted_as_it_is() {
        let data = Data::load().unwrap();
        for kind in &data.types {
            let agency = &data.agencies[data.agency_of(&kind.agency).unwrap()];
            assert_eq!(body(kind, agency).check(), [], "{}", kind.name);
            assert!(is_type_code(&kind.code), "{}", kind.code);
        }
    }
}
