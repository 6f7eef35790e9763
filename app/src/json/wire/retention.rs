//! What is kept of who did and saw what.

use super::super::take::{Record, named};
use super::super::{FromJson, Value};
use super::FromRecord;
use domain::id::PruningId;
use domain::wire::pruning::{DueRecords, HeldRecords, PruningView, Retention};
use uuid::Uuid;

ids! { PruningId }

records! {
    Retention { rules due prunings held }
    DueRecords { class before records has_more first_at }
    PruningView {
        id is_own class before reason asked_by asked_at decided_by decided_at granted void_at ended_at removed first_at
        last_at head
    }
    HeldRecords { objection case_number reason held_by held_at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::wire::tests::comes_back;
    use domain::id::ObjectionId;
    use domain::rulebook::{RecordClass, RetentionRule};
    use jiff::Timestamp;

    #[test]
    fn what_is_kept_comes_back_with_everything_that_it_can_have() {
        let at = Timestamp::UNIX_EPOCH;
        let full = PruningView {
            id: PruningId(Uuid::from_u128(1)),
            is_own: true,
            class: RecordClass::Use,
            before: at,
            reason: "满三年".into(),
            asked_by: "王敏".into(),
            asked_at: at,
            decided_by: Some("李华".into()),
            decided_at: Some(at),
            granted: Some(true),
            void_at: Some(at),
            ended_at: Some(at),
            removed: 7,
            first_at: Some(at),
            last_at: Some(at),
            head: Some("00ff".into()),
        };
        let bare = PruningView {
            is_own: false,
            decided_by: None,
            decided_at: None,
            granted: None,
            void_at: None,
            ended_at: None,
            removed: 0,
            first_at: None,
            last_at: None,
            head: None,
            ..full.clone()
        };
        comes_back(&Retention {
            rules: RetentionRule::usual(),
            due: vec![DueRecords {
                class: RecordClass::Access,
                before: at,
                records: 3,
                has_more: true,
                first_at: Some(at),
            }],
            prunings: vec![full, bare],
            held: vec![HeldRecords {
                objection: ObjectionId(Uuid::from_u128(2)),
                case_number: "YY20261123-000042-7".into(),
                reason: "行政诉讼".into(),
                held_by: "王敏".into(),
                held_at: at,
            }],
        });
    }
}
