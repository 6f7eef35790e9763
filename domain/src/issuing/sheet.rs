//! What a form, a row of a file or a system says about a licence, and whether it can be issued.

use super::{LicenceRecord, RecordHolder, SheetHolder};
use crate::catalogue::{FaceField, HolderCategory, Source, TypeBody};
use crate::problem::{FieldCode, FieldProblem};
use crate::validity::{self, Validity, written, written_end};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest 证照编号, in characters.
pub const NUMBER_MAX: usize = 128;
/// Most holders of one licence.
pub const HOLDERS_MAX: usize = 20;

/// What is said about a licence that is to be issued or collected. Dates and values are texts, as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// 证照编号 (ZZBH), the issuer's own.
    #[cfg_attr(feature = "openapi", schema(max_length = 128))]
    pub number: String,
    /// 持证主体, the first of them leading.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 20))]
    pub holders: Vec<SheetHolder>,
    /// 证照颁发日期 (ZZBFRQ).
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub issued_on: String,
    /// 证照有效期起始日期 (ZZYXQQSRQ); the day of issue without it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub valid_from: String,
    /// 证照有效期截止日期 (ZZYXQJZRQ); empty or 长期 means no end.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub valid_to: String,
    /// 照面信息 by the keys of the type; what repeats the licence's own data may be left out.
    #[serde(default)]
    pub face: BTreeMap<String, String>,
}

/// A sheet that can be issued: read, and with everything filled in that repeats.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Checked {
    /// 证照编号.
    pub number: String,
    /// The holders with their codes in canonical form, at least one.
    pub holders: Vec<RecordHolder>,
    /// 证照颁发日期.
    pub issued_on: Date,
    /// 有效期.
    pub validity: Validity,
    /// Every value that isn't empty.
    pub face: BTreeMap<String, String>,
}

impl Sheet {
    /// Whether this can be issued as a licence of the type on `today`, or everything that is wrong with it.
    pub fn check(&self, kind: &TypeBody, today: Date) -> Result<Checked, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        problems.extend(FieldProblem::of_required(
            "/number",
            &self.number,
            1..=NUMBER_MAX,
        ));
        let holders = self.check_holders(kind.holders, &mut problems);
        let issued_on = self.check_issue(today, &mut problems);
        let validity = self.check_validity(issued_on, &mut problems);
        for key in self.face.keys().filter(|key| kind.field(key).is_none()) {
            problems.push(FieldProblem::new(face_pointer(key), FieldCode::Unknown));
        }
        let (Some(issued_on), Some(validity)) = (issued_on, validity) else {
            problems.extend(self.check_typed(kind));
            return Err(problems);
        };
        let mut checked = Checked {
            number: self.number.trim().to_owned(),
            holders,
            issued_on,
            validity,
            face: BTreeMap::new(),
        };
        for field in &kind.fields {
            let value = self.value(field, &checked);
            // What repeats something wrong is not wrong once more.
            if value.is_empty() && field.source.is_some() && !problems.is_empty() {
                continue;
            }
            problems.extend(field.check(&face_pointer(&field.key), &value));
            if !value.is_empty() {
                checked.face.insert(field.key.clone(), value);
            }
        }
        if problems.is_empty() {
            Ok(checked)
        } else {
            Err(problems)
        }
    }

    /// What is wrong with the values that repeat nothing, and so can be checked whatever else is wrong.
    fn check_typed<'a>(&'a self, kind: &'a TypeBody) -> impl Iterator<Item = FieldProblem> + 'a {
        let typed = kind.fields.iter().filter(|field| field.source.is_none());
        typed.filter_map(|field| {
            let value = self.face.get(&field.key).map_or("", String::as_str);
            field.check(&face_pointer(&field.key), value)
        })
    }

    fn check_holders(
        &self,
        category: HolderCategory,
        problems: &mut Vec<FieldProblem>,
    ) -> Vec<RecordHolder> {
        let count = self.holders.len();
        problems.extend(FieldProblem::of_count("/holders", count, 1..=HOLDERS_MAX));
        let mut holders: Vec<RecordHolder> = Vec::with_capacity(self.holders.len());
        for (place, holder) in self.holders.iter().take(HOLDERS_MAX).enumerate() {
            let pointer = format!("/holders/{place}");
            match holder.check(category, &pointer) {
                Err(wrong) => problems.extend(wrong),
                Ok(read) if holders.iter().any(|other| other.code == read.code) => {
                    problems.push(FieldProblem::new(pointer + "/code", FieldCode::Repeated));
                }
                Ok(read) => holders.push(read),
            }
        }
        holders
    }

    fn check_issue(&self, today: Date, problems: &mut Vec<FieldProblem>) -> Option<Date> {
        let wrong = |code| FieldProblem::new("/issued_on", code);
        match validity::read_day(&self.issued_on) {
            Some(day) if day > today => problems.push(wrong(FieldCode::InFuture)),
            Some(day) => return Some(day),
            None if self.issued_on.trim().is_empty() => problems.push(wrong(FieldCode::Required)),
            None => problems.push(wrong(FieldCode::NotADate)),
        }
        None
    }

    fn check_validity(
        &self,
        issued_on: Option<Date>,
        problems: &mut Vec<FieldProblem>,
    ) -> Option<Validity> {
        let from = match self.valid_from.trim() {
            "" => issued_on,
            text => {
                let day = validity::read_day(text);
                if day.is_none() {
                    problems.push(FieldProblem::new("/valid_from", FieldCode::NotADate));
                }
                day
            }
        };
        let to = match self.valid_to.trim() {
            "" => Ok(None),
            text => validity::read_end(text),
        };
        let Ok(to) = to else {
            problems.push(FieldProblem::new("/valid_to", FieldCode::NotADate));
            return None;
        };
        let validity = Validity { from: from?, to };
        if validity.checked().is_err() {
            problems.push(FieldProblem::new("/valid_to", FieldCode::EndsFirst));
            return None;
        }
        Some(validity)
    }

    /// What a field says: as typed, else what it repeats.
    fn value(&self, field: &FaceField, checked: &Checked) -> String {
        match self.face.get(&field.key).map(|typed| typed.trim()) {
            Some(typed) if !typed.is_empty() => typed.to_owned(),
            _ => field
                .source
                .map(|source| checked.repeated(source))
                .unwrap_or_default(),
        }
    }
}

impl From<&LicenceRecord> for Sheet {
    /// The sheet that the record could have been made from: where the next version begins.
    fn from(record: &LicenceRecord) -> Self {
        let holder = |holder: &RecordHolder| SheetHolder {
            name: holder.name.clone(),
            code_type: holder.code_type.clone(),
            code: holder.code.clone(),
        };
        Self {
            number: record.number.clone(),
            holders: record.holders.iter().map(holder).collect(),
            issued_on: record.issued_on.to_string(),
            valid_from: record.valid_from.to_string(),
            valid_to: record
                .valid_to
                .map(|day| day.to_string())
                .unwrap_or_default(),
            face: record.face.clone(),
        }
    }
}

impl Checked {
    fn repeated(&self, source: Source) -> String {
        let all = |of: fn(&RecordHolder) -> &str| {
            self.holders.iter().map(of).collect::<Vec<_>>().join("、")
        };
        match source {
            Source::HolderName => all(|holder| &holder.name),
            Source::HolderNumber => all(|holder| &holder.code),
            Source::Number => self.number.clone(),
            Source::IssuedOn => written(self.issued_on),
            Source::ValidFrom => written(self.validity.from),
            Source::ValidTo => written_end(self.validity.to),
            Source::Validity => self.validity.written(),
        }
    }
}

fn face_pointer(key: &str) -> String {
    ["/face/", key].concat()
}
