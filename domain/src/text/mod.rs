//! Sentences for people, in one typed catalogue that the apps, the messages and the letters share.
//!
//! Every text is a function of a [`Lang`], so a missing translation does not compile. zh-CN comes first.

pub mod board;
pub mod calendar;
pub mod case;
pub mod catalogue;
pub mod counting;
pub mod date;
pub mod deadline;
pub mod delivery;
pub mod device;
pub mod extending;
pub mod importing;
pub mod letter;
pub mod licence;
pub mod log_in;
pub mod machine;
pub mod markup;
pub mod notice;
pub mod password;
pub mod problem;
pub mod quality;
pub mod refusal;
#[cfg(feature = "seal")]
pub mod seal;
pub mod sealing;
pub mod supervision;
pub mod template;

use crate::rulebook::Spoken;
use serde::{Deserialize, Serialize};

/// A language that the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// 简体中文.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// The text of this language out of a pair.
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// What stands between a name and what is said of it.
    pub const fn colon(self) -> &'static str {
        self.pick("：", ": ")
    }

    /// The words of a rulebook in this language.
    pub fn of(self, words: &Spoken) -> &str {
        self.pick(&words.zh, &words.en)
    }

    /// For `lang` attributes and `Accept-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}
