//! What is asked of a password, in words, with the article that asks it.

use super::Lang;
use crate::account::GIVEN_DAYS;
use crate::rulebook::{PasswordAsks, PasswordRule};

/// What is said with a password that was made up for somebody.
pub fn given(lang: Lang) -> String {
    let days = GIVEN_DAYS.to_string();
    match lang {
        Lang::Zh => [
            "只显示这一次。请当面交给本人；首次登录须修改，",
            &days,
            " 天内不用就失效。",
        ]
        .concat(),
        Lang::En => [
            "It is shown this once. Hand it over in person; it has to be changed at the first log-in and ends after ",
            &days,
            " days.",
        ]
        .concat(),
    }
}

/// One rule: what it asks, and after which article.
pub fn rule(rule: &PasswordRule, lang: Lang) -> String {
    let asks = asks(rule.asks, rule.amount.unwrap_or_default(), lang);
    match (&rule.regulation, &rule.article) {
        (Some(regulation), Some(article)) => match lang {
            Lang::Zh => format!("{asks}({regulation}第{article}条)"),
            Lang::En => format!("{asks} ({regulation} {article})"),
        },
        _ => asks,
    }
}

fn asks(asks: PasswordAsks, amount: u16, lang: Lang) -> String {
    use PasswordAsks as A;
    let (zh, en) = match asks {
        A::Length => {
            return match lang {
                Lang::Zh => format!("至少 {amount} 个字符"),
                Lang::En => format!("At least {amount} characters"),
            };
        }
        A::Change => {
            return match lang {
                Lang::Zh => format!("每 {amount} 个月更换一次"),
                Lang::En => format!("Another one every {amount} months"),
            };
        }
        A::LettersAndDigits => ("同时有字母和数字", "Letters and digits"),
        A::SpecialCharacter => (
            "有特殊符号，例如 - # !",
            "A special character, such as - # !",
        ),
        A::NotUserName => ("不含用户名", "Not the user name"),
        A::NotName => ("不含本人姓名", "Not your name"),
        A::NotBirthday => ("不含生日一类的日期", "No birthday or other day"),
        A::NotNumber => (
            "不含身份证号码、电话号码一类的长数字",
            "No identity or telephone number, or as long a one",
        ),
    };
    lang.pick(zh, en).to_owned()
}
