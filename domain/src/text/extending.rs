//! 延长 in words: what became of a wish for more time.

use super::{Lang, date};
use crate::objection::Consent;
use crate::wire::extension::ExtensionView;

/// What became of it; none is that nobody has answered yet.
pub const fn consent(answer: Option<Consent>, lang: Lang) -> &'static str {
    match answer {
        None => lang.pick("申请延长，待答复", "More time asked for, not answered yet"),
        Some(Consent::Granted) => lang.pick("同意延长", "Prolonged"),
        Some(Consent::Refused) => lang.pick("不同意延长", "Not prolonged"),
    }
}

/// From which day to which, or that the day stands: the old date stays to be read.
pub fn said(one: &ExtensionView, lang: Lang) -> String {
    let step = lang.of(&one.name);
    let (from, to) = (date::day(one.from, lang), date::day(one.to, lang));
    let answer = one.answer.as_ref().map(|answer| answer.consent);
    match (answer, lang) {
        (None, Lang::Zh) => [step, "的期限 ", &from, "，申请延长到 ", &to, "。"].concat(),
        (None, Lang::En) => [
            step,
            ": due ",
            &from,
            ", more time asked for until ",
            &to,
            ".",
        ]
        .concat(),
        (Some(Consent::Granted), Lang::Zh) => [
            step,
            "的期限由 ",
            &from,
            " 延长到 ",
            &to,
            "，经有权部门同意。",
        ]
        .concat(),
        (Some(Consent::Granted), Lang::En) => [
            step,
            ": due ",
            &to,
            " instead of ",
            &from,
            ", prolonged with the consent that it takes.",
        ]
        .concat(),
        (Some(Consent::Refused), Lang::Zh) => [step, "的期限 ", &from, " 不变。"].concat(),
        (Some(Consent::Refused), Lang::En) => [step, ": still due ", &from, "."].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ExtensionId;
    use crate::rulebook::Spoken;
    use crate::wire::extension::ExtensionAnswer;
    use jiff::Timestamp;
    use jiff::civil::Date;

    #[test]
    fn what_was_granted_is_said_with_the_old_date_and_the_new_one() {
        let asked = ExtensionView {
            id: ExtensionId(uuid::Uuid::nil()),
            step: "answer".into(),
            name: Spoken {
                zh: "答复".into(),
                en: "Answer".into(),
            },
            from: Date::constant(2026, 9, 24),
            to: Date::constant(2026, 10, 12),
            reason: String::new(),
            by: "局".into(),
            at: Timestamp::UNIX_EPOCH,
            answer: None,
        };
        assert_eq!(
            said(&asked, Lang::Zh),
            "答复的期限 9月24日(周四)，申请延长到 10月12日(周一)。"
        );
        let answered = |consent| ExtensionView {
            answer: Some(ExtensionAnswer {
                consent,
                words: String::new(),
                by: String::new(),
                at: Timestamp::UNIX_EPOCH,
            }),
            ..asked.clone()
        };
        assert_eq!(
            said(&answered(Consent::Granted), Lang::Zh),
            "答复的期限由 9月24日(周四) 延长到 10月12日(周一)，经有权部门同意。"
        );
        assert_eq!(
            said(&answered(Consent::Refused), Lang::Zh),
            "答复的期限 9月24日(周四) 不变。"
        );
    }
}
