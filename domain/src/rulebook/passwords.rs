//! What is asked of the passwords of staff? (兰安 八十, 一百二十六, 一百二十七; elsewhere ours.)

use serde::{Deserialize, Serialize};

use super::Basis;

/// One thing that is asked, with the article that asks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRule {
    /// What.
    pub asks: PasswordAsks,
    /// How many: characters, or months; none where nothing is counted.
    #[serde(default)]
    pub amount: Option<u16>,
    /// Whether the law asks for it, or only we do.
    pub basis: Basis,
    /// Short name of the regulation.
    #[serde(default)]
    pub regulation: Option<String>,
    /// The article, in Chinese numerals.
    #[serde(default)]
    pub article: Option<String>,
    /// What the text leaves open, and how it is read.
    #[serde(default)]
    pub reading: Option<String>,
}

/// What is asked of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PasswordAsks {
    /// So many characters at least.
    Length,
    /// 字母+数字.
    LettersAndDigits,
    /// 特殊符号.
    SpecialCharacter,
    /// Not the user name, nor around it.
    NotUserName,
    /// Not one's own name.
    NotName,
    /// Not a birthday.
    NotBirthday,
    /// Not the number of an identity card or a telephone.
    NotNumber,
    /// Another one after so many months.
    Change,
}

impl PasswordAsks {
    /// The amounts that it may have; none where it counts nothing.
    pub const fn amounts(self) -> Option<(u16, u16)> {
        match self {
            Self::Length => Some((8, 64)),
            Self::Change => Some((1, 24)),
            _ => None,
        }
    }
}

impl PasswordRule {
    /// Whether each thing is asked once, with an amount where one is counted and only there.
    pub fn are_sound(rules: &[Self]) -> bool {
        rules.iter().enumerate().all(|(place, rule)| {
            let once = rules
                .iter()
                .skip(place + 1)
                .all(|other| other.asks != rule.asks);
            once && match (rule.asks.amounts(), rule.amount) {
                (Some((least, most)), Some(amount)) => (least..=most).contains(&amount),
                (amounts, amount) => amounts.is_none() && amount.is_none(),
            }
        })
    }

    /// What is asked where a rulebook says nothing of it.
    pub fn usual() -> Vec<Self> {
        use PasswordAsks as A;
        let rule = |asks, amount| Self {
            asks,
            amount,
            basis: Basis::Service,
            regulation: None,
            article: None,
            reading: None,
        };
        vec![
            rule(A::Length, Some(8)),
            rule(A::LettersAndDigits, None),
            rule(A::NotUserName, None),
            rule(A::NotName, None),
            rule(A::NotBirthday, None),
            rule(A::NotNumber, None),
        ]
    }
}
