//! 持证主体: by which kind of code is a holder known, is this one of that kind, and how much of it is shown unasked?

use super::RecordHolder;
use crate::catalogue::HolderCategory;
use crate::identifier::{CitizenId, Uscc};
use crate::mask::mask_citizen_id;
use crate::problem::{FieldCode, FieldProblem};
use crate::validity;
use serde::{Deserialize, Serialize};

/// Longest name of a holder, in characters.
pub const HOLDER_NAME_MAX: usize = 200;
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

impl SheetHolder {
    pub(super) fn check(
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

/// Whether both begin with the same holder. A licence belongs to its leading holder for life; another holder gets another
/// licence.
pub fn lead_alike(one: &[RecordHolder], other: &[RecordHolder]) -> bool {
    fn known_by(holder: &RecordHolder) -> (&str, &str) {
        (&holder.code_type, &holder.code)
    }
    one.first().map(known_by) == other.first().map(known_by)
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
