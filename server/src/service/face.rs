//! What does somebody read on a licence's face? The kept values with the holder's own number filled in, masked where
//! they are sensitive and nobody asked for them in full.

use super::sealed::Face;
use super::{Error, Result};
use crate::crypto::Vault;
use crate::store::Id;
use crate::store::holders;
use crate::store::licences::{FaceField, HOLDER_NUMBER};
use domain::identifier::{CitizenId, Uscc};
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

/// A holder's number as its row has it: opened only where it is needed.
#[derive(Clone, Copy)]
pub(super) struct SealedNumber<'a> {
    pub(super) vault: &'a Vault,
    pub(super) holder: Id,
    pub(super) key_id: &'a str,
    pub(super) bytes: &'a [u8],
}

impl SealedNumber<'_> {
    pub(super) fn open(self) -> Result<String> {
        let opened = self
            .vault
            .open_text(holders::NUMBER, self.holder.0, self.key_id, self.bytes);
        opened.map_err(Error::from)
    }

    /// Masked; an organisation's credit code is public and stays.
    pub(super) fn masked(self) -> Result<String> {
        let number = self.open()?;
        Ok(mask_number_of_holder(number))
    }

    /// What a licence's own number reads, which may be its holder's.
    pub(super) fn licence_number(self, number: &str) -> Result<String> {
        if number == HOLDER_NUMBER {
            self.masked()
        } else {
            Ok(number.to_owned())
        }
    }
}

/// One citizen's number in thirty-one passes as a credit code too, so only what can't be a person's stays open.
fn mask_number_of_holder(number: String) -> String {
    if CitizenId::parse(&number).is_err() && Uscc::parse(&number).is_ok() {
        number
    } else {
        mask_value(&number)
    }
}

/// A face in the order of its type.
pub(super) fn values(
    schema: &[FaceField],
    face: &Face,
    number: SealedNumber<'_>,
    show: Show,
) -> Result<Vec<FaceValue>> {
    let refers = face.values().any(|value| value.contains(HOLDER_NUMBER));
    let number = if refers {
        number.open()?
    } else {
        String::new()
    };
    let value = |field: &FaceField| {
        let kept = face.get(&field.key).map_or("", String::as_str);
        let full = kept.replace(HOLDER_NUMBER, &number);
        if field.sensitive && show == Show::Masked {
            mask_value(&full)
        } else {
            full
        }
    };
    Ok(schema
        .iter()
        .map(|field| FaceValue {
            key: field.key.clone(),
            label: field.label.clone(),
            value: value(field),
            sensitive: field.sensitive,
        })
        .collect())
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
    use super::{mask_number_of_holder, mask_value};

    #[test]
    fn a_citizens_number_that_passes_as_a_credit_code_is_masked_all_the_same() {
        let both = "990100196209120006";
        assert!(domain::identifier::Uscc::parse(both).is_ok());
        assert_eq!(mask_number_of_holder(both.into()), "990***********0006");
        let organisation = "11990000009900013N";
        assert_eq!(mask_number_of_holder(organisation.into()), organisation);
    }

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
