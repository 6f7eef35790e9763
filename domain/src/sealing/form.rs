//! 电子印章印模采集表: what an issuer asks a seal with, and its check.
//!
//! The form's two prints of the physical seal (盖章1, 盖章2) are left out: nothing here draws a seal's picture. They stay
//! with the paper form at whoever makes the seal.

use crate::identifier::{CitizenId, Uscc};
use crate::mask::{mask_citizen_id, mask_phone};
use crate::problem::{FieldCode, FieldProblem};
use serde::{Deserialize, Serialize};

/// Longest name of a unit or a seal, in characters: X.520's bound, since both go into the certificate.
const NAME_MAX: usize = 64;
/// Smallest and largest diameter, in millimetres.
const DIAMETER: std::ops::RangeInclusive<u16> = 10..=100;

/// What a seal is asked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SealForm {
    /// 印章名称: what the certificate calls the seal.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub name: String,
    /// 使用单位: 统一社会信用代码.
    #[cfg_attr(feature = "openapi", schema(max_length = 18))]
    pub unit_code: String,
    /// 使用单位: 单位名称.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub unit_name: String,
    /// 使用单位: 详细地址.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub address: String,
    /// 使用单位: 行政区划代码, 6 digits.
    #[cfg_attr(feature = "openapi", schema(max_length = 6))]
    pub region: String,
    /// 经办人信息.
    pub handler: FormPerson,
    /// 法人信息.
    pub head: FormPerson,
    /// 用途描述: the licence's name, or something else.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub purpose: String,
    /// 印章尺寸 (直径), in millimetres; the form writes it in centimetres.
    #[cfg_attr(feature = "openapi", schema(minimum = 10, maximum = 100))]
    pub diameter_mm: u16,
    /// 统一社会信用代码证书 that came with the form.
    pub certificate: CreditCertificate,
    /// 组织部核实证明材料, where form and certificate differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
}

/// A person whom the form names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FormPerson {
    /// 姓名.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub name: String,
    /// 身份证号.
    #[cfg_attr(feature = "openapi", schema(max_length = 18))]
    pub number: String,
    /// 职务.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub title: String,
    /// 电话.
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub phone: String,
}

/// What the credit-code certificate says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreditCertificate {
    /// 统一社会信用代码.
    #[cfg_attr(feature = "openapi", schema(max_length = 18))]
    pub code: String,
    /// 机构名称.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub name: String,
}

/// Why form and certificate differ, and by which document (兰安 一百三十六).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The document's number.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub reference: String,
    /// What it proves.
    #[cfg_attr(feature = "openapi", schema(max_length = 300))]
    pub sentence: String,
}

impl SealForm {
    /// Whether form and certificate differ in code or name (兰安 一百三十六).
    pub fn differs(&self) -> bool {
        self.unit_code.trim() != self.certificate.code.trim()
            || self.unit_name.trim() != self.certificate.name.trim()
    }

    /// What is wrong with it; empty when it can be handed in.
    pub fn check(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        for (pointer, text, least, most) in [
            ("/name", &self.name, 2, NAME_MAX),
            ("/unit_name", &self.unit_name, 2, NAME_MAX),
            ("/address", &self.address, 2, 200),
            ("/purpose", &self.purpose, 2, 200),
            ("/certificate/name", &self.certificate.name, 2, NAME_MAX),
        ] {
            problems.extend(FieldProblem::of_required(pointer, text, least..=most));
        }
        for (pointer, code) in [
            ("/unit_code", &self.unit_code),
            ("/certificate/code", &self.certificate.code),
        ] {
            let right = Uscc::parse(code).is_ok_and(|read| read.as_str() == code.trim());
            problems.extend(number(pointer, code, right));
        }
        let is_region = self.region.len() == 6 && self.region.bytes().all(|c| c.is_ascii_digit());
        problems.extend(number("/region", &self.region, is_region));
        if !DIAMETER.contains(&self.diameter_mm) {
            problems.push(FieldProblem::new("/diameter_mm", FieldCode::WrongForm));
        }
        self.handler.check("/handler", &mut problems);
        self.head.check("/head", &mut problems);
        self.check_proof(&mut problems);
        problems
    }

    fn check_proof(&self, problems: &mut Vec<FieldProblem>) {
        match &self.proof {
            None if self.differs() => {
                problems.push(FieldProblem::new("/proof", FieldCode::Required));
            }
            None => {}
            Some(proof) => {
                let (reference, sentence) = (&proof.reference, &proof.sentence);
                problems.extend(FieldProblem::of_required(
                    "/proof/reference",
                    reference,
                    2..=100,
                ));
                problems.extend(FieldProblem::of_required(
                    "/proof/sentence",
                    sentence,
                    2..=300,
                ));
            }
        }
    }

    /// The same with the numbers of its people masked.
    #[must_use]
    pub fn masked(self) -> Self {
        Self {
            handler: self.handler.masked(),
            head: self.head.masked(),
            ..self
        }
    }
}

impl FormPerson {
    fn check(&self, pointer: &str, problems: &mut Vec<FieldProblem>) {
        let at = |field: &str| format!("{pointer}/{field}");
        problems.extend(FieldProblem::of_required(&at("name"), &self.name, 2..=60));
        problems.extend(FieldProblem::of_required(&at("title"), &self.title, 1..=60));
        problems.extend(FieldProblem::of_required(&at("phone"), &self.phone, 5..=20));
        let right = CitizenId::parse(&self.number).is_ok();
        problems.extend(number(&at("number"), &self.number, right));
    }

    fn masked(self) -> Self {
        Self {
            number: mask_citizen_id(&self.number),
            phone: mask_phone(&self.phone),
            ..self
        }
    }
}

fn number(pointer: &str, text: &str, right: bool) -> Option<FieldProblem> {
    if text.trim().is_empty() {
        return Some(FieldProblem::new(pointer, FieldCode::Required));
    }
    (!right).then(|| FieldProblem::new(pointer, FieldCode::WrongNumber))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> FormPerson {
        FormPerson {
            name: "李雷".into(),
            number: String::from(CitizenId::from_body("99010019900101001").unwrap()),
            title: "科员".into(),
            phone: "13812345678".into(),
        }
    }

    fn form() -> SealForm {
        SealForm {
            name: "市场监督管理局电子证照专用章".into(),
            unit_code: "11990000009900013N".into(),
            unit_name: "市场监督管理局".into(),
            address: "纬一路6号".into(),
            region: "990100".into(),
            handler: person(),
            head: person(),
            purpose: "食品经营许可证".into(),
            diameter_mm: 42,
            certificate: CreditCertificate {
                code: "11990000009900013N".into(),
                name: "市场监督管理局".into(),
            },
            proof: None,
        }
    }

    fn faults(form: &SealForm) -> Vec<(String, FieldCode)> {
        let problems = form.check().into_iter();
        problems.map(|one| (one.pointer, one.code)).collect()
    }

    #[test]
    fn a_form_that_says_what_the_certificate_says_needs_no_proof() {
        assert_eq!(faults(&form()), []);
        assert!(!form().differs());
    }

    #[test]
    fn a_form_that_differs_from_the_certificate_in_name_or_code_needs_a_proof() {
        for (name, code) in [
            ("工商行政管理局", "11990000009900013N"),
            ("市场监督管理局", "1199000000990003X9"),
        ] {
            let mut form = form();
            form.certificate.name = name.into();
            form.certificate.code = code.into();
            assert!(form.differs());
            assert_eq!(faults(&form), [("/proof".into(), FieldCode::Required)]);
            form.proof = Some(Proof {
                reference: String::new(),
                sentence: "机构改革后更名".into(),
            });
            let missing = ("/proof/reference".into(), FieldCode::Required);
            assert_eq!(faults(&form), [missing]);
            form.proof = Some(Proof {
                reference: "新组核〔2026〕7号".into(),
                sentence: "机构改革后更名".into(),
            });
            assert_eq!(faults(&form), []);
        }
    }

    #[test]
    fn each_field_that_cannot_be_is_named() {
        let mut wrong = form();
        wrong.name = "章".repeat(65);
        wrong.unit_code = "11990000009900014N".into();
        wrong.certificate.code.clone_from(&wrong.unit_code);
        wrong.region = "9901".into();
        wrong.diameter_mm = 9;
        wrong.head.number = "99010019900101001".into();
        wrong.head.phone = String::new();
        let expected = [
            ("/name", FieldCode::TooLong),
            ("/unit_code", FieldCode::WrongNumber),
            ("/certificate/code", FieldCode::WrongNumber),
            ("/region", FieldCode::WrongNumber),
            ("/diameter_mm", FieldCode::WrongForm),
            ("/head/phone", FieldCode::Required),
            ("/head/number", FieldCode::WrongNumber),
        ];
        assert_eq!(
            faults(&wrong),
            expected.map(|(pointer, code)| (pointer.to_owned(), code))
        );
    }

    #[test]
    fn a_masked_form_shows_nobodys_number() {
        let shown = serde_json::to_string(&form().masked()).unwrap();
        assert!(!shown.contains("19900101") && !shown.contains("12345678"));
    }
}
