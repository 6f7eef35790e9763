//! Records that carry another one's fields beside their own, as they are read.
//!
//! `flatten` reads such a record into a general value first and then once more, which costs the browser's application
//! some 20 KB of code; read field by field it costs next to nothing. The tests hold the two forms together.

use super::case::{
    CaseDetail, CaseHistory, CaseSummary, Channel, ClockView, Decision, DisputedField,
};
use super::desk::DeskView;
use super::draft::Evidence;
use super::licence::{FaceValue, LicenceDetail, LicenceHistory, LicenceSummary};
use crate::id::{AgencyId, DraftId, HolderId, LicenceId, ObjectionId};
use crate::licence::{LicenceStanding, LicenceStatus};
use crate::objection::{CaseState, Ground, Outcome};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Licence {
    id: LicenceId,
    type_name: String,
    hue: u16,
    number: String,
    holder_name: String,
    issuer_name: String,
    standing: LicenceStanding,
    #[serde(deserialize_with = "crate::wire::time::date")]
    valid_from: Date,
    #[serde(default, deserialize_with = "crate::wire::time::date_if_any")]
    valid_to: Option<Date>,
    disputed: bool,
    version: u16,
    identifier: String,
    status: LicenceStatus,
    #[serde(deserialize_with = "crate::wire::time::date")]
    issued_on: Date,
    face: Vec<FaceValue>,
    history: Vec<LicenceHistory>,
    draft: Option<DraftId>,
    open_objection: Option<ObjectionId>,
}

impl From<Licence> for LicenceDetail {
    fn from(flat: Licence) -> Self {
        Self {
            summary: LicenceSummary {
                id: flat.id,
                type_name: flat.type_name,
                hue: flat.hue,
                number: flat.number,
                holder_name: flat.holder_name,
                issuer_name: flat.issuer_name,
                standing: flat.standing,
                valid_from: flat.valid_from,
                valid_to: flat.valid_to,
                disputed: flat.disputed,
                version: flat.version,
            },
            identifier: flat.identifier,
            status: flat.status,
            issued_on: flat.issued_on,
            face: flat.face,
            history: flat.history,
            draft: flat.draft,
            open_objection: flat.open_objection,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Case {
    id: ObjectionId,
    case_number: String,
    state: CaseState,
    marked: bool,
    type_name: String,
    hue: u16,
    issuer_name: String,
    #[serde(deserialize_with = "crate::wire::time::instant")]
    filed_at: Timestamp,
    clocks: Vec<ClockView>,
    outcome: Option<Outcome>,
    fields: Vec<String>,
    version: i64,
    holder: HolderId,
    issuer: AgencyId,
    licence: LicenceSummary,
    licence_version: u16,
    channel: Channel,
    work_order: Option<String>,
    ground: Ground,
    explanation: String,
    disputed: Vec<DisputedField>,
    evidence: Vec<Evidence>,
    supplement_request: Option<String>,
    decision: Option<Decision>,
    history: Vec<CaseHistory>,
    desk: Option<DeskView>,
}

impl From<Case> for CaseDetail {
    fn from(flat: Case) -> Self {
        Self {
            summary: CaseSummary {
                id: flat.id,
                case_number: flat.case_number,
                state: flat.state,
                marked: flat.marked,
                type_name: flat.type_name,
                hue: flat.hue,
                issuer_name: flat.issuer_name,
                filed_at: flat.filed_at,
                clocks: flat.clocks,
                outcome: flat.outcome,
                fields: flat.fields,
            },
            version: flat.version,
            holder: flat.holder,
            issuer: flat.issuer,
            licence: flat.licence,
            licence_version: flat.licence_version,
            channel: flat.channel,
            work_order: flat.work_order,
            ground: flat.ground,
            explanation: flat.explanation,
            disputed: flat.disputed,
            evidence: flat.evidence,
            supplement_request: flat.supplement_request,
            decision: flat.decision,
            history: flat.history,
            desk: flat.desk,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn licence() -> LicenceSummary {
        LicenceSummary {
            id: LicenceId(Uuid::from_u128(1)),
            type_name: "营业执照".into(),
            hue: 30,
            number: "92620000MA7XXXXX1A".into(),
            holder_name: "示例".into(),
            issuer_name: "市场监督管理局".into(),
            standing: LicenceStanding::Valid,
            valid_from: Date::constant(2026, 1, 1),
            valid_to: Some(Date::constant(2030, 1, 1)),
            disputed: true,
            version: 2,
        }
    }

    #[test]
    fn a_licence_is_read_as_it_was_written() {
        let detail = LicenceDetail {
            summary: licence(),
            identifier: "1.2.156".into(),
            status: LicenceStatus::Suspended,
            issued_on: Date::constant(2026, 1, 2),
            face: vec![FaceValue {
                key: "k".into(),
                label: "l".into(),
                value: "v".into(),
                sensitive: true,
            }],
            history: Vec::new(),
            draft: Some(DraftId(Uuid::from_u128(2))),
            open_objection: Some(ObjectionId(Uuid::from_u128(3))),
        };
        let json = serde_json::to_string(&detail).unwrap();
        assert!(json.starts_with(r#"{"id":"#), "{json}");
        assert_eq!(
            serde_json::from_str::<LicenceDetail>(&json).unwrap(),
            detail
        );
    }

    #[test]
    fn a_case_is_read_as_it_was_written() {
        let clock = ClockView {
            step: "mark".into(),
            started_at: Timestamp::UNIX_EPOCH,
            due_date: Date::constant(2026, 11, 24),
            due: Timestamp::UNIX_EPOCH,
            provisional: true,
            calendar_version: Date::constant(2025, 11, 4),
            met_at: None,
        };
        let summary = CaseSummary {
            id: ObjectionId(Uuid::from_u128(4)),
            case_number: "YY1".into(),
            state: CaseState::Returned,
            marked: true,
            type_name: "营业执照".into(),
            hue: 30,
            issuer_name: "市场监督管理局".into(),
            filed_at: Timestamp::UNIX_EPOCH,
            clocks: vec![clock],
            outcome: Some(Outcome::Rejected),
            fields: vec!["住所".into()],
        };
        let detail = CaseDetail {
            summary,
            version: 7,
            holder: HolderId(Uuid::from_u128(5)),
            issuer: AgencyId(Uuid::from_u128(6)),
            licence: licence(),
            licence_version: 2,
            channel: Channel::App,
            work_order: Some("1".into()),
            ground: Ground::Timeliness,
            explanation: "过期".into(),
            disputed: Vec::new(),
            evidence: Vec::new(),
            supplement_request: Some("请补充".into()),
            decision: None,
            history: Vec::new(),
            desk: None,
        };
        let json = serde_json::to_string(&detail).unwrap();
        assert_eq!(serde_json::from_str::<CaseDetail>(&json).unwrap(), detail);
    }
}
