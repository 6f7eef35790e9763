//! What does somebody read on a licence's face? The values of its record, masked where they are sensitive and nobody
//! asked for them in full.

use domain::catalogue::FaceField;
use domain::issuing::{LicenceRecord, shown_code};
use domain::mask::mask_value;
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
        if field.sensitive && show == Show::Masked && !is_public(record, kept) {
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

/// Whether a value is the code of a holder that is an organisation, which everybody may know.
fn is_public(record: &LicenceRecord, value: &str) -> bool {
    let holders = record.holders.iter();
    holders
        .filter(|holder| shown_code(holder) == holder.code)
        .any(|holder| holder.code == value)
}
