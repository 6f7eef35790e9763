//! 制发: what is typed or imported about a licence, whether it can be issued, and the record that is made of it.
//!
//! - [`Sheet`]: what a form, a row of a file or a system says; [`Sheet::check`] is the one check of all three;
//! - [`record`]: the canonical record that is approved, sealed and kept.

pub mod record;

pub use record::{LicenceRecord, RecordHolder};

use crate::catalogue::{FaceField, HolderCategory, Source, TypeBody};
use crate::identifier::{CitizenId, Uscc};
use crate::mask::mask_citizen_id;
use crate::problem::{FieldCode, FieldProblem};
use crate::validity::{self, Validity};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest 证照编号, in characters.
pub const NUMBER_MAX: usize = 128;
/// Longest name of a holder, in characters.
pub const HOLDER_NAME_MAX: usize = 200;
/// Most holders of one licence.
pub const HOLDERS_MAX: usize = 20;
/// 公民身份号码.
pub const CITIZEN_ID: &str = "111";
/// 统一社会信用代码.
pub const CREDIT_CODE: &str = "001";
/// 持证主体代码类型 (GB/T 36903 annex A): code and name.
pub const CODE_TYPES: [(&str, &str); 16] = [
    (CREDIT_CODE, "统一社会信用代码"),
    ("099", "其他法人或其他组织有效证件代码"),
    (CITIZEN_ID, "公民身份号码"),
    ("114", "军官证"),
    ("115", "武警警官证"),
    ("118", "士兵证"),
    ("119", "武警士兵证"),
    ("120", "军队文职干部证"),
    ("122", "武警文职干部证"),
    ("411", "外交护照"),
    ("412", "公务护照"),
    ("413", "公务普通护照"),
    ("414", "普通护照"),
    ("511", "台湾居民来往大陆通行证"),
    ("516", "港澳居民来往内地通行证"),
    ("999", "其他自然人有效证件代码"),
];

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

/// One holder of a licence, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetHolder {
    /// 持证主体 (CZZT).
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub name: String,
    /// 持证主体代码类型代码 (CZZTDMLXDM).
    #[cfg_attr(feature = "openapi", schema(max_length = 3))]
    pub code_type: String,
    /// 持证主体代码 (CZZTDM).
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub code: String,
}

/// How a version came to wait for its seal (兰安 一百四十, 一百四十一).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Somebody approved its content: the keeper or a standing authority may seal it.
    Approved,
    /// It was issued elsewhere and collected: only a standing authority may seal it.
    Collected,
}

/// Where a preparation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PreparationState {
    /// It waits for approval.
    Prepared,
    /// Approved: the version is in the library.
    Approved,
    /// Sent back by the approver.
    SentBack,
    /// Taken back by who prepared it.
    TakenBack,
}

/// A sheet that can be issued: read, and with everything filled in that repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    fn check_holders(
        &self,
        category: HolderCategory,
        problems: &mut Vec<FieldProblem>,
    ) -> Vec<RecordHolder> {
        match self.holders.len() {
            0 => problems.push(FieldProblem::new("/holders", FieldCode::Required)),
            1..=HOLDERS_MAX => {}
            _ => problems.push(FieldProblem::limited(
                "/holders",
                FieldCode::TooMany,
                HOLDERS_MAX,
            )),
        }
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

impl SheetHolder {
    fn check(
        &self,
        category: HolderCategory,
        pointer: &str,
    ) -> Result<RecordHolder, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let at = |part: &str| [pointer, part].concat();
        problems.extend(FieldProblem::of_required(
            &at("/name"),
            &self.name,
            1..=HOLDER_NAME_MAX,
        ));
        let code_type = self.code_type.trim();
        if !CODE_TYPES.iter().any(|(known, _)| *known == code_type) {
            problems.push(FieldProblem::new(at("/code_type"), FieldCode::NotListed));
        } else if !suits(category, code_type) {
            problems.push(FieldProblem::new(at("/code_type"), FieldCode::WrongHolder));
        }
        let code = canonical_code(code_type, &self.code);
        if self.code.trim().is_empty() {
            problems.push(FieldProblem::new(at("/code"), FieldCode::Required));
        } else if code.is_none() {
            problems.push(FieldProblem::new(at("/code"), FieldCode::WrongNumber));
        }
        match code {
            Some(code) if problems.is_empty() => Ok(RecordHolder {
                name: self.name.trim().to_owned(),
                code_type: code_type.to_owned(),
                code,
            }),
            _ => Err(problems),
        }
    }
}

/// Whether a holder with such a code is a person.
pub fn is_person(code_type: &str) -> bool {
    !code_type.starts_with('0')
}

fn suits(category: HolderCategory, code_type: &str) -> bool {
    match category {
        HolderCategory::Both => true,
        HolderCategory::Person => is_person(code_type),
        HolderCategory::Organisation => !is_person(code_type),
    }
}

/// The code in its canonical form; none where it can't be one of its type.
pub fn canonical_code(code_type: &str, code: &str) -> Option<String> {
    match code_type {
        CITIZEN_ID => CitizenId::parse(code).ok().map(String::from),
        CREDIT_CODE => Uscc::parse(code).ok().map(String::from),
        _ => {
            let code = code.trim().to_ascii_uppercase();
            let fits =
                (4..=64).contains(&code.chars().count()) && !code.chars().any(char::is_control);
            fits.then_some(code)
        }
    }
}

impl Checked {
    fn repeated(&self, source: Source) -> String {
        let all = |of: fn(&RecordHolder) -> &str| {
            self.holders.iter().map(of).collect::<Vec<_>>().join("、")
        };
        let end = || self.validity.to.map_or_else(|| "长期".to_owned(), written);
        match source {
            Source::HolderName => all(|holder| &holder.name),
            Source::HolderNumber => all(|holder| &holder.code),
            Source::Number => self.number.clone(),
            Source::IssuedOn => written(self.issued_on),
            Source::ValidFrom => written(self.validity.from),
            Source::ValidTo => end(),
            Source::Validity => [written(self.validity.from), "至".to_owned(), end()].concat(),
        }
    }
}

/// A holder's code as far as it is shown unasked: a person's masked, an organisation's in full, for it is public.
pub fn shown_code(holder: &RecordHolder) -> String {
    if is_person(&holder.code_type) {
        mask_citizen_id(&holder.code)
    } else {
        holder.code.clone()
    }
}

/// 证照编号 as it stands in lists and in the plain column: masked where it is a person's number or could be one.
pub fn listed_number(number: &str, holders: &[RecordHolder]) -> String {
    let number = number.trim();
    let is_holders = |holder: &RecordHolder| is_person(&holder.code_type) && holder.code == number;
    if holders.iter().any(is_holders) || looks_like_a_persons(number) {
        mask_citizen_id(number)
    } else {
        number.to_owned()
    }
}

/// Whether a text has the shape of a citizen's number, whatever its check says: people mistype their own.
pub fn looks_like_a_persons(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        let part = text.get(range)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(part)
    };
    let born = match text.len() {
        15 => digits(0..15)
            .and_then(|all| all.get(6..12))
            .map(|day| ["19", day].concat()),
        18 => digits(0..17)
            .and_then(|all| all.get(6..14))
            .map(str::to_owned),
        _ => None,
    };
    born.is_some_and(|day| validity::read_day(&day).is_some())
}

/// A day as licences print it.
pub fn written(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn face_pointer(key: &str) -> String {
    ["/face/", key].concat()
}

#[cfg(test)]
mod tests;
