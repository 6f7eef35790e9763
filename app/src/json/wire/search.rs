//! The search of the issuing desk, and what is done to many at once.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::searching::By;
use domain::wire::search::{
    BatchItem, BatchResult, FoundByNumber, LicenceCounts, LicencePage, LicenceRow, TypeNamed,
};
use domain::wire::uses::{LicenceUse, UseKind, UsedBy};
use uuid::Uuid;

names! {
    By { HolderNumber = "holder-number", Identifier = "identifier", Number = "number", Name = "name" }
    UseKind { Listed = "listed", Read = "read", Revealed = "revealed", Exported = "exported", Case = "case", Checked = "checked" }
}

records! {
    LicencePage { items next counts types holder by }
    LicenceRow { [licence] revision type_code status unsealed }
    LicenceCounts {
        valid not_yet_valid expired suspended lost cancelled withdrawn revoked expiring disputed pledged unsealed
    }
    TypeNamed { code name }
    FoundByNumber { holder items }
    BatchResult { items }
    LicenceUse { at by what service_item }
}

impl FromJson for BatchItem {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        let id: String = record.take("id");
        let (refused, detail) = (record.take("refused"), record.take("detail"));
        let id = named(
            Value::Text(id),
            broken,
            |text| text.parse().ok(),
            Uuid::nil(),
        );
        Self {
            id,
            refused,
            detail,
        }
    }
}

impl FromJson for UsedBy {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        let kind: String = record.take("kind");
        match kind.as_str() {
            "yourself" => Self::Yourself,
            "holder" => Self::Holder,
            "agency" => Self::Agency {
                agency: record.take("agency"),
                staff: record.take("staff"),
            },
            "machine" => Self::Machine {
                agency: record.take("agency"),
                purpose: record.take("purpose"),
            },
            "anyone" => Self::Anyone,
            "system" => Self::System,
            _ => {
                *broken = true;
                Self::System
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::wire::tests::comes_back;
    use domain::access::KeyPurpose;
    use domain::id::{HolderId, LicenceId, StaffId};
    use domain::licence::{LicenceStanding, LicenceStatus};
    use domain::problem::ProblemCode;
    use domain::wire::case::StaffRef;
    use domain::wire::licence::{HolderShown, LicenceSummary};
    use jiff::Timestamp;
    use jiff::civil::Date;

    fn row() -> LicenceRow {
        LicenceRow {
            licence: LicenceSummary {
                id: LicenceId(Uuid::from_u128(1)),
                type_name: "营业执照".into(),
                hue: 30,
                number: "9262".into(),
                holder_name: "示例".into(),
                issuer_name: "市场监督管理局".into(),
                standing: LicenceStanding::Valid,
                valid_from: Date::constant(2026, 1, 1),
                valid_to: None,
                pledged: true,
                disputed: false,
                version: 2,
            },
            revision: 3,
            type_code: "T".into(),
            status: LicenceStatus::Valid,
            unsealed: true,
        }
    }

    #[test]
    fn a_page_of_the_search_comes_back() {
        for by in By::ALL {
            comes_back(&LicencePage {
                items: vec![row()],
                next: Some("n".into()),
                counts: Some(LicenceCounts {
                    valid: 1,
                    unsealed: 2,
                    ..LicenceCounts::default()
                }),
                types: vec![TypeNamed {
                    code: "T".into(),
                    name: "n".into(),
                }],
                holder: Some(HolderShown {
                    name: "李雷".into(),
                    code_type: "111".into(),
                    code: "990*".into(),
                }),
                by: Some(by),
            });
        }
        comes_back(&FoundByNumber {
            holder: Some(HolderId(Uuid::from_u128(2))),
            items: vec![row()],
        });
    }

    #[test]
    fn what_became_of_many_and_who_used_one_comes_back() {
        comes_back(&BatchResult {
            items: vec![BatchItem {
                id: Uuid::from_u128(1),
                refused: Some(ProblemCode::WrongState),
                detail: Some("d".into()),
            }],
        });
        let staff = StaffRef {
            id: StaffId(Uuid::from_u128(3)),
            name: "s".into(),
        };
        for by in [
            UsedBy::Yourself,
            UsedBy::Holder,
            UsedBy::System,
            UsedBy::Machine {
                agency: "a".into(),
                purpose: KeyPurpose::AgencyObjections,
            },
            UsedBy::Anyone,
            UsedBy::Agency {
                agency: "a".into(),
                staff: Some(staff),
            },
        ] {
            comes_back(&LicenceUse {
                at: Timestamp::UNIX_EPOCH,
                by,
                what: UseKind::Revealed,
                service_item: Some("i".into()),
            });
        }
    }
}
