//! Imports, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::id::ImportId;
use domain::wire::importing::{Import, ImportCounts, ImportState, RefusedRow, RowProblem};
use uuid::Uuid;

ids! { ImportId }

names! {
    ImportState {
        Checking = "checking", Checked = "checked", Running = "running", Done = "done", Cancelled = "cancelled",
        Failed = "failed"
    }
}

records! {
    Import { id name type_code trust state counts total fault created_at started_at finished_at }
    ImportCounts { rows new changed same refused }
    RefusedRow { line problems }
    RowProblem { column pointer code limit value detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::wire::tests::comes_back;
    use domain::licence::Trust;
    use domain::problem::FieldCode;
    use jiff::Timestamp;

    #[test]
    fn an_import_and_a_refused_row_come_back_as_they_were_sent() {
        comes_back(&Import {
            id: ImportId(Uuid::from_u128(7)),
            name: "存量.csv".into(),
            type_code: "11990000009900013N001".into(),
            trust: Trust::B,
            state: ImportState::Failed,
            counts: ImportCounts {
                rows: 10,
                new: 4,
                changed: 3,
                same: 2,
                refused: 1,
            },
            total: Some(10),
            fault: Some("the file is empty".into()),
            created_at: Timestamp::UNIX_EPOCH,
            started_at: None,
            finished_at: Some(Timestamp::UNIX_EPOCH),
        });
        comes_back(&RefusedRow {
            line: 3,
            problems: vec![RowProblem {
                column: "ZZZT".into(),
                pointer: "/status".into(),
                code: FieldCode::NotListed,
                limit: Some(7),
                value: "停用".into(),
                detail: "有效".into(),
            }],
        });
    }
}
