//! The texts that an agency keeps for what it says often, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::id::TemplateId;
use domain::objection::templates::TemplatePurpose;
use domain::wire::template::{Templates, TextTemplate};
use uuid::Uuid;

ids! { TemplateId }

names! {
    TemplatePurpose { Decision = "decision", Return = "return", Answer = "answer" }
}

records! {
    TextTemplate { id version procedure procedure_title purpose name text changed_by changed_at }
    Templates { items }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;
    use jiff::Timestamp;

    #[test]
    fn templates_come_back_with_their_placeholders() {
        let template = |purpose| TextTemplate {
            id: TemplateId(Uuid::from_u128(1)),
            version: 2,
            procedure: "licence-objection".into(),
            procedure_title: "证照异议".into(),
            purpose,
            name: "补合同".into(),
            text: "请在{到期日}前\n补充".into(),
            changed_by: "王敏".into(),
            changed_at: Timestamp::UNIX_EPOCH,
        };
        let all = Templates {
            items: TemplatePurpose::ALL.map(template).into(),
        };
        let json = serde_json::to_string(&all).unwrap();
        assert_eq!(read::<Templates>(&json).as_ref(), Ok(&all));
    }
}
