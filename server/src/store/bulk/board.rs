//! Rows of what is counted of cases.

use crate::store::{Day, Id, Word};
use domain::board::Fact;

table! { "case_figure",
    /// So many times a fact is true of a month.
    CaseFigure {
        month: Day,
        fact: Word<Fact>,
        days: i64,
        procedure: String,
        issuer_id: Id,
        type_code: String,
        channel: String,
        ground: String,
        number: i64,
    }
}

table! { "case_part",
    /// The same, summed by one thing alone.
    CasePart {
        dimension: &'static str,
        month: Day,
        part: String,
        fact: Word<Fact>,
        days: i64,
        number: i64,
    }
}

table! { "case_standing",
    /// What is unfinished.
    #[derive(sqlx::FromRow)]
    CaseStanding {
        procedure: String,
        issuer_id: Id,
        type_code: String,
        channel: String,
        ground: String,
        handler_id: Option<Id>,
        open_cases: i64,
        due_today: i64,
        overdue: i64,
        provisional: i64,
        unanswered: i64,
    }
}
