//! What a department writes of the data in question, and what it is answered.

use crate::demo::told::looked_at;
use crate::service::sealed::Statement;
use domain::objection::{Contact, Outcome, PointFinding, Proposal};
use domain::rulebook::{Ground, Procedure};

pub(super) fn stated() -> Statement {
    Statement {
        explanation: "共享数据中一个栏目与我单位登记的不一致，业务办理时无法比对，请核实。"
            .to_owned(),
        subject: "企业登记基本信息".to_owned(),
        contact: Some(Contact {
            name: "示例单位数据科".to_owned(),
            reach: "0931-0000000".to_owned(),
        }),
        ..Statement::default()
    }
}

pub(super) fn answered(procedure: &Procedure, ground: Ground) -> Proposal {
    let found = (PointFinding::Differs, "来源系统登记为新值，归集的是旧值");
    Proposal {
        outcome: Outcome::Upheld,
        corrections: Vec::new(),
        rejections: Vec::new(),
        checks: looked_at(&procedure.deciding, ground, found),
        reasons: "经核查，该栏目上月归集时没有更新，已经重新归集并更正。".to_owned(),
        remedy: String::new(),
    }
}
