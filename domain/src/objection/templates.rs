//! 文书模板: texts that an agency keeps for what it says often, with placeholders for what differs from case to case.
//!
//! No article asks for them. They are filled before anybody edits and sends them, by the one function of this file, and what
//! is sent is what stood in the box then.

use super::deciding::{REASONS_MAX, REASONS_MIN};
use crate::flow::{CaseEvent, Decide, Flow};
use crate::problem::FieldProblem;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// How long a template's name may be, in characters.
pub const NAME: RangeInclusive<usize> = 2..=60;

/// What a template is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TemplatePurpose {
    /// The reasons of a decision that two people make.
    Decision,
    /// What is asked for by a return for supplement.
    Return,
    /// What one person answers.
    Answer,
}

impl TemplatePurpose {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Decision, Self::Return, Self::Answer];

    /// Its name in answers and forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Return => "return",
            Self::Answer => "answer",
        }
    }

    /// Whether a case of such a flow has the box that it fills.
    pub fn fits(self, flow: Flow) -> bool {
        match self {
            Self::Decision => flow.decide == Decide::TwoPeople,
            Self::Return => flow.has(CaseEvent::Return),
            Self::Answer => flow.decide == Decide::OnePerson && !flow.goes_by_itself(),
        }
    }
}

/// What differs from case to case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Placeholder {
    /// 案号.
    CaseNumber,
    /// The ground, as the regulation names it.
    Ground,
    /// The day of the next clock that is not met.
    DueDate,
    /// The licence's type, or what the data or the page are called.
    LicenceName,
    /// Who has to answer.
    AgencyName,
    /// The objector, as whoever fills it may see them.
    ObjectorName,
}

impl Placeholder {
    /// Every one, in the order in which they are listed to people.
    pub const ALL: [Self; 6] = [
        Self::CaseNumber,
        Self::Ground,
        Self::DueDate,
        Self::LicenceName,
        Self::AgencyName,
        Self::ObjectorName,
    ];

    /// What stands between the braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CaseNumber => "案号",
            Self::Ground => "异议理由",
            Self::DueDate => "到期日",
            Self::LicenceName => "证照名称",
            Self::AgencyName => "单位名称",
            Self::ObjectorName => "异议人",
        }
    }

    /// As it is typed.
    pub fn written(self) -> String {
        ["{", self.name(), "}"].concat()
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    /// What stands between two braces, without the blanks around it.
    Placed(&'a str),
}

/// The pieces in their order. A brace that nothing closes is a brace.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let closed = after.split_once('}');
        // Of several braces in a row the last one opens.
        let Some((inside, behind)) = closed.filter(|(inside, _)| !inside.contains('{')) else {
            let opened = before.len() + 1;
            let (words, later) = rest.split_at(opened);
            found.push(Piece::Words(words));
            rest = later;
            continue;
        };
        found.push(Piece::Words(before));
        found.push(Piece::Placed(inside.trim()));
        rest = behind;
    }
    found.push(Piece::Words(rest));
    found
}

/// The placeholders that a text uses and nobody knows, each once and in their order.
pub fn unknown(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for piece in pieces(text) {
        if let Piece::Placed(name) = piece
            && Placeholder::named(name).is_none()
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// What is wrong with the length of a template's name and text; of its placeholders [`unknown`] tells.
pub fn check(name: &str, text: &str) -> Vec<FieldProblem> {
    let name = FieldProblem::of_required("/name", name, NAME);
    let text = FieldProblem::of_required("/text", text, REASONS_MIN..=REASONS_MAX);
    name.into_iter().chain(text).collect()
}

/// The text with what stands in a case. What the case hasn't stays as it was written, so that whoever edits it sees it.
pub fn fill(text: &str, value: impl Fn(Placeholder) -> Option<String>) -> String {
    let mut filled = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => filled.push_str(words),
            Piece::Placed(name) => match Placeholder::named(name).and_then(&value) {
                Some(value) => filled.push_str(&value),
                None => filled.extend(["{", name, "}"]),
            },
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_case(placeholder: Placeholder) -> Option<String> {
        match placeholder {
            Placeholder::CaseNumber => Some("YY20261123-000042-7".into()),
            Placeholder::ObjectorName => Some("{案号}".into()),
            _ => None,
        }
    }

    #[test]
    fn every_placeholder_is_known_by_what_is_typed() {
        for one in Placeholder::ALL {
            assert!(unknown(&one.written()).is_empty(), "{one:?}");
            assert_eq!(fill(&one.written(), |_| Some("x".into())), "x", "{one:?}");
        }
    }

    #[test]
    fn what_the_case_has_stands_in_the_text_and_the_rest_stays_to_be_seen() {
        assert_eq!(
            fill("您提出的{案号}({ 案号 })应于{到期日}前答复。", of_case),
            "您提出的YY20261123-000042-7(YY20261123-000042-7)应于{到期日}前答复。"
        );
    }

    #[test]
    fn what_is_put_in_is_not_filled_again() {
        assert_eq!(fill("{异议人}", of_case), "{案号}");
    }

    #[test]
    fn a_placeholder_that_nobody_knows_is_named_once() {
        let text = "{案号}{身份证号}{到期}{身份证号}{}";
        assert_eq!(unknown(text), ["身份证号", "到期", ""]);
    }

    #[test]
    fn a_brace_that_nothing_closes_is_a_brace() {
        for text in ["{案号", "案号}", "{", "}{"] {
            assert!(unknown(text).is_empty(), "{text}");
            assert_eq!(fill(text, of_case), text);
        }
        assert_eq!(fill("{{案号}", of_case), "{YY20261123-000042-7");
    }

    #[test]
    fn a_template_has_a_name_and_a_text_that_could_be_sent() {
        assert_eq!(check("不予更正", "经核实，与登记档案一致。"), []);
        let wrong = check(" ", &"字".repeat(REASONS_MAX + 1));
        let pointers: Vec<_> = wrong.iter().map(|one| one.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/text"]);
    }
}
