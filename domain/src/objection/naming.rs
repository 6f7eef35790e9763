//! What must be said about a data set or a web page that is wrong, and by whom: checked in the browser and on the server
//! alike (庆数 三十三, 兰享 三十, 拉享 二十三, 嘉网 二十七(二)).

use super::filing::{EXPLANATION_MAX, EXPLANATION_MIN};
use crate::identifier::{CitizenId, Uscc};
use crate::mask::mask_citizen_id;
use crate::problem::{FieldCode, FieldProblem};
use crate::rulebook::{Ground, Procedure};
use serde::{Deserialize, Serialize};

/// Longest name of a subject, in characters: an address of a page, or what a data set is called.
pub const SUBJECT_MAX: usize = 200;
/// Longest name of somebody, in characters.
pub const NAME_MAX: usize = 60;
/// Longest telephone number or address by which somebody can be told, in characters.
pub const CONTACT_MAX: usize = 120;
/// Longest number of a work order, in characters.
pub const WORK_ORDER_MAX: usize = 40;

/// What is wrong with what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Complaint {
    /// What the data set is called, or the address of the page.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub subject: String,
    /// The ground.
    #[serde(default)]
    pub ground: Option<Ground>,
    /// What is wrong and what would be right, in the objector's words.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub explanation: String,
}

/// Somebody who has no account here, and how they can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Their name, or that of the department.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    /// A telephone number or an address.
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub reach: String,
}

/// A document that tells who somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CallerDocument {
    /// Of which type.
    pub kind: DocumentKind,
    /// Its number.
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub number: String,
}

/// The type of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// 居民身份证.
    CitizenId,
    /// 统一社会信用代码.
    CreditCode,
}

impl CallerDocument {
    /// The same with its number as it is kept; none where it can't be one.
    pub fn canonical(&self) -> Option<Self> {
        let number = match self.kind {
            DocumentKind::CitizenId => CitizenId::parse(&self.number).ok().map(String::from),
            DocumentKind::CreditCode => Uscc::parse(&self.number).ok().map(String::from),
        };
        Some(Self {
            kind: self.kind,
            number: number?,
        })
    }

    /// What is wrong with it.
    pub fn check(&self) -> Option<FieldProblem> {
        let wrong = self.canonical().is_none();
        wrong.then(|| FieldProblem::new("/document/number", FieldCode::WrongNumber))
    }

    /// As staff are shown it.
    pub fn masked(&self) -> String {
        match self.kind {
            DocumentKind::CitizenId => mask_citizen_id(&self.number),
            DocumentKind::CreditCode => self.number.clone(),
        }
    }
}

impl Complaint {
    /// What is wrong with it; empty when it can be filed under this procedure.
    pub fn check(&self, procedure: &Procedure) -> Vec<FieldProblem> {
        let ground = match self.ground {
            None => Some(FieldCode::Required),
            Some(ground) if procedure.grounds.contains(&ground) => None,
            Some(_) => Some(FieldCode::Unknown),
        };
        [
            FieldProblem::of_required("/complaint/subject", &self.subject, 2..=SUBJECT_MAX),
            ground.map(|code| FieldProblem::new("/complaint/ground", code)),
            FieldProblem::of_required(
                "/complaint/explanation",
                &self.explanation,
                EXPLANATION_MIN..=EXPLANATION_MAX,
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Without the blanks around what was typed.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        Self {
            subject: self.subject.trim().to_owned(),
            ground: self.ground,
            explanation: self.explanation.trim().to_owned(),
        }
    }
}

impl Contact {
    /// What is wrong with it; nobody can be told who left nothing.
    pub fn check(&self) -> Vec<FieldProblem> {
        [
            FieldProblem::of_required("/contact/name", &self.name, 1..=NAME_MAX),
            FieldProblem::of_required("/contact/reach", &self.reach, 3..=CONTACT_MAX),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Without the blanks around what was typed.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        Self {
            name: self.name.trim().to_owned(),
            reach: self.reach.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn procedure() -> Procedure {
        Procedure {
            id: "public-data-objection".into(),
            title: "公共数据异议".into(),
            offered: true,
            flow: None,
            objectors: Vec::new(),
            channels: Vec::new(),
            grounds: vec![Ground::Accuracy, Ground::Privacy],
            deciding: crate::rulebook::Deciding::default(),
            note: None,
        }
    }

    #[test]
    fn a_complaint_names_its_subject_a_ground_of_the_procedure_and_says_why() {
        let wrong = |complaint: &Complaint| -> Vec<(String, FieldCode)> {
            let problems = complaint.check(&procedure()).into_iter();
            problems.map(|one| (one.pointer, one.code)).collect()
        };
        let whole = Complaint {
            subject: "不动产登记信息".into(),
            ground: Some(Ground::Privacy),
            explanation: "公开了我的电话号码".into(),
        };
        assert_eq!(wrong(&whole), []);
        assert_eq!(
            wrong(&Complaint::default()),
            [
                ("/complaint/subject".into(), FieldCode::Required),
                ("/complaint/ground".into(), FieldCode::Required),
                ("/complaint/explanation".into(), FieldCode::Required),
            ]
        );
        let other = Complaint {
            ground: Some(Ground::Timeliness),
            ..whole
        };
        assert_eq!(
            wrong(&other),
            [("/complaint/ground".into(), FieldCode::Unknown)]
        );
    }

    #[test]
    fn a_document_is_kept_as_it_is_counted_and_shown_in_part() {
        let document = CallerDocument {
            kind: DocumentKind::CitizenId,
            number: " 990100199001010012 ".into(),
        };
        assert_eq!(document.check(), None);
        let kept = document.canonical().unwrap();
        assert_eq!(kept.number, "990100199001010012");
        assert!(!kept.masked().contains("19900101"));
        let mistyped = CallerDocument {
            number: "990100199001010013".into(),
            ..document
        };
        let wrong = FieldProblem::new("/document/number", FieldCode::WrongNumber);
        assert_eq!(mistyped.check(), Some(wrong));
    }

    #[test]
    fn who_has_no_account_leaves_a_name_and_a_way_to_be_told() {
        assert_eq!(Contact::default().check().len(), 2);
        let contact = Contact {
            name: "王先生".into(),
            reach: "0931-0000000".into(),
        };
        assert_eq!(contact.check(), []);
    }
}
