//! 照面信息: which fields a licence of a type shows, and whether a value is one that such a field can hold.
//!
//! The form to issue, the import template, the citizen's page and every check are made from this; a new type of licence
//! needs no code.

use crate::problem::{FieldCode, FieldProblem};
use crate::validity::read_day;
use serde::{Deserialize, Serialize};

/// Longest value of any field, in characters.
pub const VALUE_MAX: usize = 2_000;

/// Most values of a code list.
pub const CODES_MAX: usize = 500;

/// One field of a licence type's face.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FaceField {
    /// Its key within the type: small letters, digits and `_`; `KZ_<key>` in exchange files.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub key: String,
    /// What people read.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub label: String,
    /// Whether its value is masked until it is asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// What kind of value it holds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: ValueKind,
    /// Most characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// A regular expression that the whole value fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub pattern: Option<String>,
    /// The values of a code list (代码表); any other is refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub codes: Vec<String>,
    /// Whether it has to be there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub need: Need,
    /// Kept, but not shown on the face.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Where its value comes from, if it isn't typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// 数据类型 of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ValueKind {
    /// Any text.
    #[default]
    Text,
    /// A decimal number, with a sign and a point at most.
    Number,
    /// A day.
    Date,
    /// One of the field's code list.
    Code,
}

/// 必填, 推荐 or 选填.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// 必填.
    #[default]
    Required,
    /// 推荐: may be missing, and counts in 完整性.
    Recommended,
    /// 选填.
    Optional,
}

/// What of the licence itself a field repeats, so that nobody types it twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// 持证主体, several joined by 、.
    HolderName,
    /// 持证主体代码, several joined by 、.
    HolderNumber,
    /// 证照编号.
    Number,
    /// 证照颁发日期.
    IssuedOn,
    /// 证照有效期起始日期; its key is `valid_from`.
    ValidFrom,
    /// 证照有效期截止日期; its key is `valid_to`.
    ValidTo,
    /// 有效期 from and to; its key is `valid`.
    Validity,
}

impl ValueKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Text, Self::Number, Self::Date, Self::Code];
}

impl Need {
    /// Every need.
    pub const ALL: [Self; 3] = [Self::Required, Self::Recommended, Self::Optional];
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 7] = [
        Self::HolderName,
        Self::HolderNumber,
        Self::Number,
        Self::IssuedOn,
        Self::ValidFrom,
        Self::ValidTo,
        Self::Validity,
    ];

    /// The key by which a correction of the field moves the licence's dates, see [`crate::validity`].
    pub const fn reserved_key(self) -> Option<&'static str> {
        match self {
            Self::ValidFrom => Some("valid_from"),
            Self::ValidTo => Some("valid_to"),
            Self::Validity => Some("valid"),
            _ => None,
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl FaceField {
    /// What is wrong with `value` in this field, under `pointer`; nothing where it can stand.
    pub fn check(&self, pointer: &str, value: &str) -> Option<FieldProblem> {
        let value = value.trim();
        if value.is_empty() {
            let missing = self.need == Need::Required;
            return missing.then(|| FieldProblem::new(pointer, FieldCode::Required));
        }
        let most = self.max_length.map_or(VALUE_MAX, usize::from);
        if value.chars().count() > most {
            return Some(FieldProblem::limited(pointer, FieldCode::TooLong, most));
        }
        let wrong = match self.kind {
            ValueKind::Number if !is_number(value) => Some(FieldCode::NotANumber),
            // What repeats the licence's dates may say 长期 and is checked as a validity.
            ValueKind::Date if self.source.is_none() && read_day(value).is_none() => {
                Some(FieldCode::NotADate)
            }
            ValueKind::Code if !self.codes.iter().any(|code| code == value) => {
                Some(FieldCode::NotListed)
            }
            _ if !self.fits_pattern(value) => Some(FieldCode::WrongForm),
            _ => None,
        };
        wrong.map(|code| FieldProblem::new(pointer, code))
    }

    /// Whether the whole value fits the pattern; a pattern that can't be read fits nothing, and no type has one.
    fn fits_pattern(&self, value: &str) -> bool {
        let Some(pattern) = &self.pattern else {
            return true;
        };
        whole(pattern).is_ok_and(|pattern| pattern.is_match(value))
    }

    /// What is wrong with the field itself, as a type's compiler typed it.
    pub fn check_itself(&self, pointer: &str) -> Vec<FieldProblem> {
        let at = |part: &str| [pointer, part].concat();
        let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let mut problems = Vec::new();
        problems.extend(FieldProblem::of_required(&at("/key"), &self.key, 1..=64));
        if !self.key.chars().all(is_key) {
            problems.push(FieldProblem::new(at("/key"), FieldCode::WrongForm));
        }
        problems.extend(FieldProblem::of_required(
            &at("/label"),
            &self.label,
            1..=60,
        ));
        if self
            .pattern
            .as_deref()
            .is_some_and(|pattern| pattern.len() > 200 || whole(pattern).is_err())
        {
            problems.push(FieldProblem::new(at("/pattern"), FieldCode::WrongForm));
        }
        let codes = self.codes.len();
        problems.extend(FieldProblem::of_count(&at("/codes"), codes, 0..=CODES_MAX));
        if self
            .codes
            .iter()
            .any(|code| FieldProblem::of_required("", code, 1..=VALUE_MAX).is_some())
        {
            problems.push(FieldProblem::new(at("/codes"), FieldCode::WrongForm));
        }
        if (self.kind == ValueKind::Code) == self.codes.is_empty() {
            problems.push(FieldProblem::new(at("/codes"), FieldCode::Required));
        }
        let reserved = Source::ALL.into_iter().filter_map(Source::reserved_key);
        let mut of_key = reserved.filter(|key| *key == self.key);
        if of_key.next() != self.source.and_then(Source::reserved_key) {
            problems.push(FieldProblem::new(at("/source"), FieldCode::WrongForm));
        }
        problems
    }
}

fn whole(pattern: &str) -> Result<regex_lite::Regex, regex_lite::Error> {
    regex_lite::Regex::new(&["^(?:", pattern, ")$"].concat())
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: ValueKind) -> FaceField {
        FaceField {
            key: "area".into(),
            label: "面积".into(),
            kind,
            ..FaceField::default()
        }
    }

    fn code(field: &FaceField, value: &str) -> Option<FieldCode> {
        field.check("/face/area", value).map(|problem| problem.code)
    }

    #[test]
    fn a_value_is_checked_by_what_the_schema_says_of_its_field() {
        let number = field(ValueKind::Number);
        for good in ["0", "89.46", "-3", "+1.5"] {
            assert_eq!(code(&number, good), None, "{good}");
        }
        for bad in ["89.46平方米", "1.", ".5", "1.2.3", "1e3", "-"] {
            assert_eq!(code(&number, bad), Some(FieldCode::NotANumber), "{bad}");
        }
        let date = field(ValueKind::Date);
        assert_eq!(code(&date, "2024年2月29日"), None);
        assert_eq!(code(&date, "2023年2月29日"), Some(FieldCode::NotADate));
        let listed = FaceField {
            codes: vec!["甲级".into()],
            ..field(ValueKind::Code)
        };
        assert_eq!(code(&listed, "甲级"), None);
        assert_eq!(code(&listed, "甲"), Some(FieldCode::NotListed));
        let long = FaceField {
            max_length: Some(2),
            ..field(ValueKind::Text)
        };
        assert_eq!(code(&long, "三个字"), Some(FieldCode::TooLong));
        let formed = FaceField {
            pattern: Some("[A-Z]{2}[0-9]+".into()),
            ..field(ValueKind::Text)
        };
        assert_eq!(code(&formed, "JY1"), None);
        assert_eq!(code(&formed, "xJY1x"), Some(FieldCode::WrongForm));
    }

    #[test]
    fn only_a_required_field_has_to_be_there() {
        for (need, wrong) in [
            (Need::Required, Some(FieldCode::Required)),
            (Need::Recommended, None),
            (Need::Optional, None),
        ] {
            let field = FaceField {
                need,
                ..field(ValueKind::Number)
            };
            assert_eq!(code(&field, "  "), wrong, "{need:?}");
        }
    }

    #[test]
    fn a_field_that_cannot_work_is_named() {
        let wrong = |field: &FaceField| -> Vec<String> {
            let problems = field.check_itself("/fields/0");
            problems
                .into_iter()
                .map(|problem| problem.pointer)
                .collect()
        };
        let good = field(ValueKind::Text);
        assert_eq!(wrong(&good), Vec::<String>::new());
        assert_eq!(
            wrong(&FaceField {
                key: "Área".into(),
                ..good.clone()
            }),
            ["/fields/0/key"]
        );
        assert_eq!(
            wrong(&FaceField {
                label: " ".into(),
                ..good.clone()
            }),
            ["/fields/0/label"]
        );
        assert_eq!(
            wrong(&FaceField {
                pattern: Some("(".into()),
                ..good.clone()
            }),
            ["/fields/0/pattern"]
        );
        assert_eq!(wrong(&field(ValueKind::Code)), ["/fields/0/codes"]);
        assert_eq!(
            wrong(&FaceField {
                key: "valid_to".into(),
                ..good.clone()
            }),
            ["/fields/0/source"]
        );
        assert_eq!(
            wrong(&FaceField {
                source: Some(Source::ValidTo),
                ..good
            }),
            ["/fields/0/source"]
        );
    }
}
