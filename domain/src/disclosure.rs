//! 办理情况公开 (嘉网 十三, 二十七(二)): what everybody may read of a case that was answered.
//!
//! The date of receipt, the date and the department of the answer, and what was asked and answered, in words of their own
//! that name nobody. One person proposes the words, another releases them; by itself only that is disclosed which its
//! procedure publishes (嘉网 二十七(二)), in the words of the case, once, and where they tell of nobody. What is untrue or
//! unfit to be public is withheld, and why is kept; so is what was public and had to be taken down.

use crate::objection::deciding::{REASONS_MAX, REASONS_MIN};
use crate::objection::{CaseState, Outcome, Withheld};
use crate::problem::{FieldCode, FieldProblem};
use serde::{Deserialize, Serialize};

/// So many digits in a row are somebody's number: of a telephone, of an identity card, of an account.
const DIGITS: usize = 7;

/// Where a disclosure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DisclosureState {
    /// Its words wait for a second person.
    Proposed,
    /// Everybody may read them.
    Released,
    /// Nobody may, and it is said why.
    Withheld,
}

/// What is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisclosureEvent {
    /// Words are proposed.
    Propose,
    /// They are released.
    Release,
    /// They are withheld, or taken down.
    Withhold,
    /// The procedure itself publishes what was answered.
    Publish,
}

/// Where an event leads; none where it can't be done.
pub const fn after(
    state: Option<DisclosureState>,
    event: DisclosureEvent,
) -> Option<DisclosureState> {
    use DisclosureEvent as E;
    use DisclosureState as S;
    match (state, event) {
        (None | Some(S::Withheld), E::Propose) => Some(S::Proposed),
        (Some(S::Proposed), E::Release) | (None, E::Publish) => Some(S::Released),
        (Some(S::Proposed | S::Released), E::Withhold) => Some(S::Withheld),
        _ => None,
    }
}

/// Whether words about a case can come to be public: it was answered and is closed, and its answer is not withheld
/// (嘉网 二十七(二): 不属实或不宜公开的除外). What was withdrawn was not answered, nor was anybody where an outage was made
/// good.
pub fn can_be_disclosed(
    state: CaseState,
    outcome: Option<Outcome>,
    withheld: Option<Withheld>,
) -> bool {
    state == CaseState::Closed && outcome.is_some() && withheld.is_none()
}

/// What a procedure that publishes its answers does with one, when its case is closed: it is public at once where its words
/// tell of nobody. Else, and where words about the case stood before, they wait for a person.
pub fn by_procedure(state: Option<DisclosureState>, fit: bool) -> DisclosureEvent {
    if fit && after(state, DisclosureEvent::Publish).is_some() {
        DisclosureEvent::Publish
    } else {
        DisclosureEvent::Propose
    }
}

/// The question as everybody reads it of a case that its procedure publishes: of what it is, and what was said of it.
pub fn public_question(subject: &str, explanation: &str) -> String {
    if subject.is_empty() {
        explanation.to_owned()
    } else {
        [subject, "：", explanation].concat()
    }
}

/// What is wrong with words that everybody shall read; `names` are those of the people of the case.
pub fn check(question: &str, answer: &str, names: &[&str]) -> Vec<FieldProblem> {
    let fields = [("/question", question), ("/answer", answer)];
    let problem = |(pointer, text): (&'static str, &str)| {
        let problem = FieldProblem::of_required(pointer, text, REASONS_MIN..=REASONS_MAX);
        let tells = tells_of_somebody(text, names);
        problem.or_else(|| tells.then(|| FieldProblem::new(pointer, FieldCode::WrongForm)))
    };
    fields.into_iter().filter_map(problem).collect()
}

/// What is wrong with the reason for withholding.
pub fn check_reason(why: &str) -> Option<FieldProblem> {
    FieldProblem::of_required("/why", why, REASONS_MIN..=REASONS_MAX)
}

/// Whether a text has a number or an address of somebody, or one of these names. It sees slips; the second person sees the
/// rest.
pub fn tells_of_somebody(text: &str, names: &[&str]) -> bool {
    let mut digits = 0;
    for character in text.chars() {
        let between = matches!(character, ' ' | '-' | '\u{3000}');
        digits = match (character.is_numeric(), between) {
            (true, _) => digits + 1,
            (false, true) => digits,
            (false, false) => 0,
        };
        if digits >= DIGITS || matches!(character, '@' | '\u{ff20}') {
            return true;
        }
    }
    names
        .iter()
        .any(|name| name.chars().count() >= 2 && text.contains(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_public_that_neither_a_second_person_nor_the_procedure_has_released() {
        use DisclosureEvent as E;
        use DisclosureState as S;
        let events = [E::Propose, E::Release, E::Withhold, E::Publish];
        for state in [
            None,
            Some(S::Proposed),
            Some(S::Released),
            Some(S::Withheld),
        ] {
            for event in events {
                let released = after(state, event) == Some(S::Released);
                let by_release = state == Some(S::Proposed) && event == E::Release;
                let by_procedure = state.is_none() && event == E::Publish;
                assert_eq!(released, by_release || by_procedure, "{state:?} {event:?}");
            }
        }
        assert_eq!(after(Some(S::Released), E::Withhold), Some(S::Withheld));
        assert_eq!(after(Some(S::Withheld), E::Propose), Some(S::Proposed));
        assert_eq!(
            after(Some(S::Released), E::Propose),
            None,
            "not behind its back"
        );
    }

    #[test]
    fn a_procedure_publishes_once_and_leaves_the_rest_to_a_person() {
        use DisclosureEvent::{Propose, Publish};
        assert_eq!(by_procedure(None, true), Publish);
        assert_eq!(by_procedure(None, false), Propose);
        let withheld = Some(DisclosureState::Withheld);
        assert_eq!(
            by_procedure(withheld, true),
            Propose,
            "it was taken down before"
        );
        assert_eq!(
            public_question("通知栏目", "电话已停用"),
            "通知栏目：电话已停用"
        );
        assert_eq!(public_question("", "电话已停用"), "电话已停用");
    }

    #[test]
    fn only_what_was_answered_and_closed_can_be_public_and_not_where_the_answer_is_withheld() {
        for state in CaseState::ALL {
            for outcome in [Outcome::Upheld, Outcome::PartlyUpheld, Outcome::Rejected].map(Some) {
                let open = can_be_disclosed(state, outcome, None);
                assert_eq!(open, state == CaseState::Closed, "{state:?}");
                for why in [Withheld::Untrue, Withheld::Unfit].map(Some) {
                    assert!(!can_be_disclosed(state, outcome, why), "{state:?} {why:?}");
                }
            }
            assert!(!can_be_disclosed(state, None, None), "{state:?} unanswered");
        }
    }

    #[test]
    fn words_with_a_number_an_address_or_a_name_in_them_are_refused() {
        let names = ["李雷", "王"];
        for text in [
            "申请人李雷反映地址有误",
            "联系电话 139 0000-0000",
            "身份证号990100199001010015",
            "来信 someone@example.com",
            "电话1390000",
        ] {
            assert!(tells_of_somebody(text, &names), "{text}");
        }
        for text in [
            "2026年9月收到，2026年9月24日答复",
            "门牌号由6号改为8号",
            "国王路",
        ] {
            assert!(!tells_of_somebody(text, &names), "{text}");
        }
        let wrong = check("申请人李雷反映", "已更正", &names);
        let pointers: Vec<&str> = wrong.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!(pointers, ["/question", "/answer"], "a name; too short");
        assert_eq!(check("经营场所门牌号有误", "经核实已更正", &names), []);
    }
}
