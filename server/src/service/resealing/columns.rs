//! Every sealed column, what it is sealed for, and which row a value of it is bound to.

use crate::ports::seal_keys;
use crate::service::sealed::{self, both, part};
use crate::store::resealing::{Column, Known};
use crate::store::{contacts, holders, second_factors};
use uuid::Uuid;

/// A column of rows with an id, to which its values are bound.
const fn column(
    (table, sealed): (&'static str, &'static str),
    key: &'static str,
    place: &'static str,
) -> Column {
    Column {
        table,
        sealed,
        key,
        place,
        ids: &["id"],
        number: None,
        bound: own,
    }
}

impl Column {
    /// Its rows are known by these ids.
    const fn by(self, ids: &'static [&'static str]) -> Self {
        Self { ids, ..self }
    }

    /// And by a number.
    const fn and(self, number: &'static str, bound: fn(&Known) -> Uuid) -> Self {
        Self {
            number: Some(number),
            bound,
            ..self
        }
    }
}

fn own(known: &Known) -> Uuid {
    known.last.0
}

fn numbered(known: &Known) -> Uuid {
    part(known.last.0, known.number)
}

fn sampled(known: &Known) -> Uuid {
    part(both(known.first.0, known.last.0), known.number)
}

/// All of them; a test compares them with the schema.
pub(super) const COLUMNS: [Column; 38] = [
    column(("holder", "number_sealed"), "key_id", holders::NUMBER),
    column(("contact", "address_sealed"), "key_id", contacts::ADDRESS),
    column(
        ("contact_claim", "address_sealed"),
        "key_id",
        contacts::ADDRESS,
    ),
    column(("staff_totp", "key_sealed"), "key_id", second_factors::KEY).by(&["staff_id"]),
    column(
        ("representation_event", "words_sealed"),
        "key_id",
        sealed::REPRESENTATION,
    )
    .by(&["company_id", "representation_id"])
    .and("seq", numbered),
    column(
        ("preparation", "content_sealed"),
        "key_id",
        sealed::PREPARATION,
    ),
    column(
        ("preparation", "note_sealed"),
        "note_key_id",
        sealed::PREPARATION_NOTE,
    ),
    column(("licence_version", "record"), "key_id", sealed::RECORD)
        .by(&["holder_id", "licence_id"])
        .and("version", numbered),
    column(
        ("licence_event", "words_sealed"),
        "key_id",
        sealed::LICENCE_WORDS,
    )
    .by(&["holder_id", "licence_id"])
    .and("seq", numbered),
    column(("import_run", "name_sealed"), "key_id", sealed::IMPORT_NAME),
    column(
        ("import_run", "answer_sealed"),
        "answer_key_id",
        sealed::IMPORT_ANSWER,
    ),
    column(
        ("import_refusal", "refused_sealed"),
        "key_id",
        sealed::IMPORT_REFUSED,
    )
    .by(&["run_id"])
    .and("place", numbered),
    column(("seal", "form_sealed"), "key_id", sealed::SEAL_FORM),
    column(("seal", "handle"), "handle_key_id", seal_keys::KEY),
    column(("seal_event", "note_sealed"), "key_id", sealed::SEAL_NOTE)
        .by(&["seal_id"])
        .and("seq", numbered),
    column(("seal_root", "handle"), "key_id", seal_keys::KEY),
    column(("draft", "body_sealed"), "key_id", sealed::DRAFT).by(&["holder_id", "id"]),
    column(("evidence", "name_sealed"), "key_id", sealed::EVIDENCE_NAME).by(&["holder_id", "id"]),
    column(
        ("objection", "statement_sealed"),
        "key_id",
        sealed::STATEMENT,
    )
    .by(&["holder_id", "id"]),
    column(
        ("objection", "proposal_sealed"),
        "proposal_key_id",
        sealed::PROPOSAL,
    )
    .by(&["holder_id", "id"]),
    column(("objection_event", "note_sealed"), "key_id", sealed::NOTE)
        .by(&["holder_id", "objection_id"])
        .and("seq", numbered),
    column(
        ("earlier_decision", "proposal_sealed"),
        "proposal_key_id",
        sealed::PROPOSAL,
    )
    .by(&["holder_id", "objection_id"])
    .and("seq", own),
    column(("case_note", "text_sealed"), "key_id", sealed::CASE_NOTE),
    column(
        ("case_export", "reason_sealed"),
        "key_id",
        sealed::EXPORT_REASON,
    ),
    column(("inquiry", "words_sealed"), "key_id", sealed::INQUIRY),
    column(
        ("inquiry", "answer_sealed"),
        "answer_key_id",
        sealed::INQUIRY_ANSWER,
    ),
    column(("extension", "words_sealed"), "key_id", sealed::EXTENSION),
    column(
        ("extension", "answer_sealed"),
        "answer_key_id",
        sealed::EXTENSION_ANSWER,
    ),
    column(("urging", "words_sealed"), "key_id", sealed::URGING),
    column(
        ("urging", "answer_sealed"),
        "answer_key_id",
        sealed::URGING_ANSWER,
    ),
    column(
        ("disclosure", "words_sealed"),
        "key_id",
        sealed::PUBLIC_WORDS,
    )
    .by(&["objection_id"]),
    column(("disclosure", "why_sealed"), "why_key_id", sealed::WITHHELD).by(&["objection_id"]),
    column(("record_hold", "reason_sealed"), "key_id", sealed::HOLD),
    column(("outage", "words_sealed"), "key_id", sealed::OUTAGE),
    column(("held_up", "words_sealed"), "key_id", sealed::HELD_UP),
    column(("held_up", "why_sealed"), "why_key_id", sealed::HELD_UP_WHY),
    column(("sampled_event", "words_sealed"), "key_id", sealed::SAMPLED)
        .by(&["inspection_id", "licence_id"])
        .and("seq", sampled),
    column(("text_template", "text_sealed"), "key_id", sealed::TEMPLATE),
];
