//! What colleagues say to one another about a case, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::id::CaseNoteId;
use domain::wire::case_note::{CaseColleague, CaseNote, CaseNotes};
use uuid::Uuid;

ids! { CaseNoteId }

records! {
    CaseNote { id at by agency_name text mentioned }
    CaseColleague { id name agency_name }
    CaseNotes { items colleagues }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;
    use domain::id::StaffId;
    use domain::wire::case::StaffRef;
    use jiff::Timestamp;

    #[test]
    fn notes_come_back_with_whom_they_call() {
        let staff = |number, name: &str| StaffRef {
            id: StaffId(Uuid::from_u128(number)),
            name: name.into(),
        };
        let notes = CaseNotes {
            items: vec![CaseNote {
                id: CaseNoteId(Uuid::from_u128(1)),
                at: Timestamp::UNIX_EPOCH,
                by: staff(2, "王敏"),
                agency_name: "局".into(),
                text: "请核对".into(),
                mentioned: vec![staff(3, "李伟")],
            }],
            colleagues: vec![CaseColleague {
                id: StaffId(Uuid::from_u128(3)),
                name: "李伟".into(),
                agency_name: "局".into(),
            }],
        };
        let json = serde_json::to_string(&notes).unwrap();
        assert_eq!(read::<CaseNotes>(&json).as_ref(), Ok(&notes));
    }
}
