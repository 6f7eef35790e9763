//! What does somebody read on a licence's face? The values of its record, masked where they are sensitive and nobody
//! asked for them in full.

use domain::catalogue::FaceField;
use domain::issuing::LicenceRecord;
use domain::mask;
use domain::wire::licence::FaceValue;

/// How much of sensitive values is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    /// Everything.
    Full,
    /// Sensitive values masked.
    Masked,
}

/// A face in the order of its type; what the type hides isn't shown.
pub(super) fn values(schema: &[FaceField], record: &LicenceRecord, show: Show) -> Vec<FaceValue> {
    let value = |field: &FaceField| {
        let kept = record.face.get(&field.key).map_or("", String::as_str);
        if field.sensitive && show == Show::Masked {
            mask_value(kept)
        } else {
            kept.to_owned()
        }
    };
    schema
        .iter()
        .filter(|field| !field.hidden)
        .map(|field| FaceValue {
            key: field.key.clone(),
            label: field.label.clone(),
            value: value(field),
            sensitive: field.sensitive,
        })
        .collect()
}

/// The mask that fits what a value looks like: a citizen's number, a telephone number, another number, or words.
pub(super) fn mask_value(value: &str) -> String {
    let length = value.chars().count();
    if value.chars().all(|c| c.is_ascii_digit()) && length == 11 {
        mask::mask_phone(value)
    } else if value.chars().all(|c| c.is_ascii_alphanumeric()) && length >= 15 {
        mask::mask_citizen_id(value)
    } else if value.is_ascii() || length <= 4 {
        mask::mask_number(value)
    } else {
        // An address: where about, but not which house.
        let shown = (length / 2).min(6);
        value
            .chars()
            .enumerate()
            .map(|(place, c)| if place < shown { c } else { '*' })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::mask_value;

    #[test]
    fn a_value_is_masked_by_what_it_looks_like() {
        for (value, masked) in [
            ("990100198506071236", "990***********1236"),
            ("13812345678", "138****5678"),
            ("兰州新区纬一路8号院3栋502室", "兰州新区纬一**********"),
            ("1985年06月07日", "1985年******"),
            ("张三", "**"),
            ("", ""),
        ] {
            assert_eq!(mask_value(value), masked);
        }
    }
}
