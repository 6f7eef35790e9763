//! Rows of objections: their clocks, what happened to them, their evidence and messages.

use crate::store::{At, Day, Id, Word};
use domain::objection::{CaseState, Outcome, Withheld};
use domain::rulebook::{Channel, Ground, Objector};
use domain::wire::notice::NoticeKind;

table! { "objection",
    /// An objection.
    Objection {
        holder_id: Id,
        id: Id,
        objector: Word<Objector>,
        case_number: String,
        work_order: Option<String>,
        leading_id: Option<Id>,
        licence_id: Option<Id>,
        licence_version: Option<i64>,
        issuer_id: Id,
        partner_id: Option<Id>,
        procedure: String,
        channel: Word<Channel>,
        state: Word<CaseState>,
        marks: bool,
        marked: bool,
        version: i64,
        ground: Word<Ground>,
        statement_sealed: Vec<u8>,
        key_id: String,
        proposal_sealed: Option<Vec<u8>>,
        proposal_key_id: Option<String>,
        handler_id: Option<Id>,
        proposed_by: Option<Id>,
        proposed_at: Option<At>,
        outcome: Option<Word<Outcome>>,
        decided_by: Option<Id>,
        decided_at: Option<At>,
        corrected_version: Option<i64>,
        withheld: Option<Word<Withheld>>,
        filed_at: At,
        received_at: Option<At>,
        finished_at: Option<At>,
        next_due: Option<At>,
    }
}

table! { "objection_clock",
    /// A clock of an objection.
    ObjectionClock {
        holder_id: Id,
        objection_id: Id,
        step: String,
        started_at: At,
        due_date: Day,
        due_at: At,
        provisional: bool,
        calendar_version: Day,
        met_at: Option<At>,
        warned: i64,
    }
}

table! { "objection_event",
    /// Something that happened to an objection.
    ObjectionEvent {
        holder_id: Id,
        objection_id: Id,
        seq: i64,
        at: At,
        event: String,
        actor_kind: String,
        staff_id: Option<Id>,
        note_sealed: Option<Vec<u8>>,
        key_id: Option<String>,
    }
}

table! { "deadline_move",
    /// That a new calendar moved a clock.
    DeadlineMove {
        holder_id: Id,
        objection_id: Id,
        step: String,
        to_version: Day,
        from_version: Day,
        at: At,
        from_date: Day,
        from_due: At,
        from_provisional: bool,
        to_date: Day,
        to_due: At,
        to_provisional: bool,
        on_time_until: Option<At>,
    }
}

table! { "evidence",
    /// A file that supports an objection.
    Evidence {
        holder_id: Id,
        id: Id,
        objection_id: Option<Id>,
        name_sealed: Vec<u8>,
        key_id: String,
        media_type: &'static str,
        size: i64,
        content_hash: String,
        created_at: At,
    }
}

table! { "notice",
    /// A message.
    Notice {
        id: Id,
        recipient_kind: &'static str,
        recipient_id: Id,
        kind: Word<NoticeKind>,
        holder_id: Id,
        objection_id: Option<Id>,
        licence_id: Option<Id>,
        due_date: Option<Day>,
        once: String,
        created_at: At,
        try_at: At,
        delivered_at: Option<At>,
        read_at: Option<At>,
    }
}

table! { "case_counter",
    /// How many cases a day has numbered.
    CaseCounter {
        day: Day,
        last: i64,
    }
}
