//! The check: the seal on the record, then the page against the record.

use super::{Answer, Card, Shown};
use crate::json::{self, FromJson, Record, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::mask::{mask_citizen_id, mask_value};
use domain::seal::{self, Fingerprint, SealFault, SealedBy};
use domain::text::{Lang, seal as words};
use domain::validity::read_day;
use domain::wire::licence::FaceValue;
use domain::wire::version::SealProof;
use jiff::civil::Date;

/// Checks the proof of a seal, as the server gave it, against what a page shows; both and the answer as JSON.
pub fn answer(proof: &str, shown: &str, lang: &str) -> String {
    let lang = if lang == Lang::En.tag() {
        Lang::En
    } else {
        Lang::Zh
    };
    let answer = match (json::read(proof), json::read(shown)) {
        (Ok(proof), Ok(shown)) => check(&proof, &shown, lang),
        _ => refused(lang.pick("印章的证明无法读取", "The proof of the seal can't be read")),
    };
    json::write(&answer).unwrap_or_default()
}

fn refused(why: &str) -> Answer {
    Answer {
        why: why.to_owned(),
        ..Answer::default()
    }
}

/// Whether the seal holds, under the roots that are trusted here, on a record that says what the page shows.
pub(super) fn check(proof: &SealProof, shown: &Shown, lang: Lang) -> Answer {
    let by = match verify(proof) {
        Ok(by) => by,
        Err(fault) => return refused(&words::fault(&fault, lang)),
    };
    let Ok(record) = json::read::<Sealed>(&proof.record) else {
        return refused(lang.pick("盖章的内容无法读取", "What was sealed can't be read"));
    };
    let other = by.organisation_code.as_ref();
    if other.is_some_and(|code| *code != record.issuer_code) {
        return refused(lang.pick(
            "印章不是这份证照的发证单位的",
            "The seal isn't that of the unit that issued this licence",
        ));
    }
    let wrong = record.differences(shown, lang);
    if !wrong.is_empty() {
        let listed = wrong.join(lang.pick("、", ", "));
        return refused(&match lang {
            Lang::Zh => ["页面上的内容与盖章时不一致：", &listed].concat(),
            Lang::En => ["This page shows something else than was sealed: ", &listed].concat(),
        });
    }
    Answer {
        why: String::new(),
        unit: by.organisation.unwrap_or_else(|| by.name.clone()),
        name: by.name,
        issuer: by.issuer,
        root: by.root.to_string(),
        sealed_at: Some(proof.seal.sealed_at),
        valid_from: Some(by.valid_from),
        valid_to: Some(by.valid_to),
    }
}

fn verify(proof: &SealProof) -> Result<SealedBy, SealFault> {
    let signature = STANDARD
        .decode(&proof.signature)
        .map_err(|_| SealFault::UnreadableSignature)?;
    let chain = (1..)
        .zip(&proof.chain)
        .map(|(place, der)| {
            STANDARD
                .decode(der)
                .map_err(|_| SealFault::UnreadableCertificate { place })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let roots: Vec<Fingerprint> = proof
        .roots
        .iter()
        .filter_map(|root| root.parse().ok())
        .collect();
    let record = proof.record.as_bytes();
    seal::verify(record, &signature, &chain, proof.seal.sealed_at)?.under(&roots)
}

/// The record, as far as pages show it: the members of [`domain::issuing::LicenceRecord`].
struct Sealed {
    identifier: String,
    type_name: String,
    number: String,
    issuer_name: String,
    issuer_code: String,
    issued_on: Option<Date>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
    holders: Vec<SealedHolder>,
    predecessor: Option<String>,
    face: Vec<(String, String)>,
}

struct SealedHolder {
    name: String,
    code_type: String,
    code: String,
}

impl Sealed {
    /// What the page shows otherwise, by what it is called there.
    fn differences(&self, shown: &Shown, lang: Lang) -> Vec<String> {
        let mut wrong: Vec<String> = Vec::new();
        let mut hold = |same: bool, zh: &str, en: &str| {
            if !same {
                wrong.push(match lang {
                    Lang::Zh => zh.to_owned(),
                    Lang::En => en.to_owned(),
                });
            }
        };
        hold(
            shown.identifier == self.identifier,
            "证照标识",
            "Identifier",
        );
        hold(
            shown.predecessor == self.predecessor,
            "前一版本",
            "The version before",
        );
        hold(
            Some(shown.valid_from) == self.valid_from && shown.valid_to == self.valid_to,
            "有效期",
            "Validity",
        );
        if let Some(card) = &shown.card {
            hold(
                self.is_of(card),
                "证照名称、编号、持证人或日期",
                "Name, number, holder or dates",
            );
        }
        let faces = shown.card.iter().map(|card| &card.face);
        let fields = faces.chain([&shown.face]).flatten();
        for field in fields.filter(|field| !self.says(field)) {
            if !wrong.contains(&field.label) {
                wrong.push(field.label.clone());
            }
        }
        wrong
    }

    fn is_of(&self, card: &Card) -> bool {
        let numbers = [self.number.clone(), mask_citizen_id(&self.number)];
        let holders = card.holders.iter().zip(&self.holders);
        let same_holders = card.holders.len() == self.holders.len()
            && holders.into_iter().all(|(shown, sealed)| {
                let codes = [sealed.code.clone(), mask_citizen_id(&sealed.code)];
                shown.name == sealed.name
                    && shown.code_type == sealed.code_type
                    && codes.contains(&shown.code)
            });
        card.type_name == self.type_name
            && numbers.contains(&card.number)
            && card.issuer_name == self.issuer_name
            && Some(card.issued_on) == self.issued_on
            && self
                .holders
                .iter()
                .any(|holder| holder.name == card.holder_name)
            && same_holders
            && Some(card.valid_from) == self.valid_from
            && card.valid_to == self.valid_to
            && card.identifier == self.identifier
    }

    /// Whether the record says of a field what the page does, in full or masked.
    fn says(&self, field: &FaceValue) -> bool {
        let kept = self.face.iter().find(|(key, _)| *key == field.key);
        let kept = kept.map_or("", |(_, value)| value.as_str());
        field.value == kept || (field.sensitive && field.value == mask_value(kept))
    }
}

impl FromJson for Sealed {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        let text = |record: &mut Record<'_>, name: &str| record.take::<String>(name);
        let Fields(face) = record.take("KZ");
        Self {
            identifier: text(&mut record, "ZZBS"),
            type_name: text(&mut record, "ZZLXMC"),
            number: text(&mut record, "ZZBH"),
            issuer_name: text(&mut record, "ZZBFJG"),
            issuer_code: text(&mut record, "ZZBFJGDM"),
            issued_on: read_day(&text(&mut record, "ZZBFRQ")),
            valid_from: read_day(&text(&mut record, "ZZYXQQSRQ")),
            valid_to: read_day(&text(&mut record, "ZZYXQJZRQ")),
            holders: record.take("CZZT"),
            predecessor: record.take("GLZZBS"),
            face,
        }
    }
}

/// A record's members, whichever there are.
struct Fields(Vec<(String, String)>);

impl FromJson for Fields {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let Value::Record(fields) = value else {
            *broken = true;
            return Self(Vec::new());
        };
        let fields = fields
            .into_iter()
            .map(|(key, value)| (key, String::from_json(value, broken)));
        Self(fields.collect())
    }
}

impl FromJson for SealedHolder {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            name: record.take("CZZT"),
            code_type: record.take("CZZTDMLXDM"),
            code: record.take("CZZTDM"),
        }
    }
}

impl FromJson for Shown {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            identifier: record.take("identifier"),
            predecessor: record.take("predecessor"),
            valid_from: record.take("valid_from"),
            valid_to: record.take("valid_to"),
            face: record.take("face"),
            card: record.take("card"),
        }
    }
}

impl FromJson for Card {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            type_name: record.take("type_name"),
            number: record.take("number"),
            issuer_name: record.take("issuer_name"),
            issued_on: record.take("issued_on"),
            holder_name: record.take("holder_name"),
            holders: record.take("holders"),
            valid_from: record.take("valid_from"),
            valid_to: record.take("valid_to"),
            identifier: record.take("identifier"),
            face: record.take("face"),
        }
    }
}

#[cfg(test)]
mod tests;
