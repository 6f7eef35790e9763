//! Rows of what is noted of each entry, of the figures made from it, and of samples.

use super::LicenceEvent;
use crate::store::{Day, Id, Word};
use domain::deadline::local_date;
use domain::inspection::SampleState;
use domain::licence::LicenceEventKind;
use domain::quality::{Lags, Marks};
use sqlx::types::Json;

table! { "entry_quality",
    /// What is noted of an entry when it is made.
    EntryQuality {
        entered_on: Day,
        licence_id: Id,
        seq: i64,
        holder_id: Id,
        issuer_id: Id,
        on_date: Day,
        collected: bool,
        version: Option<i64>,
        required: i64,
        required_missing: i64,
        recommended: i64,
        recommended_missing: i64,
        wrong_identifier: i64,
        wrong_number: i64,
    }
}

impl EntryQuality {
    /// What is noted of this event; the marks are its version's, if it makes one.
    pub(crate) fn of(event: &LicenceEvent, marks: Marks) -> Self {
        Self {
            entered_on: Day(local_date(event.at.0)),
            licence_id: event.licence_id,
            seq: event.seq,
            holder_id: event.holder_id,
            issuer_id: event.agency_id,
            on_date: event.on_date,
            collected: event.kind.0 == LicenceEventKind::Collected,
            version: event.kind.0.makes_version().then_some(event.version),
            required: marks.required,
            required_missing: marks.required_missing,
            recommended: marks.recommended,
            recommended_missing: marks.recommended_missing,
            wrong_identifier: marks.wrong_identifier,
            wrong_number: marks.wrong_number,
        }
    }
}

table! { "quality_month",
    /// The figures of an issuer's month.
    #[derive(sqlx::FromRow)]
    QualityMonth {
        month: Day,
        issuer_id: Id,
        lags: Json<Lags>,
        prompt: i64,
        collected: i64,
        versions: i64,
        sealed: i64,
        required: i64,
        required_missing: i64,
        recommended: i64,
        recommended_missing: i64,
        wrong_identifier: i64,
        wrong_number: i64,
        upheld: i64,
    }
}

table! { "quality_stock",
    /// Current licences of an issuer and type.
    #[derive(sqlx::FromRow)]
    QualityStock {
        issuer_id: Id,
        type_code: String,
        licences: i64,
    }
}

table! { "sampled",
    /// A licence of a sample.
    Sampled {
        inspection_id: Id,
        licence_id: Id,
        holder_id: Id,
        place: i64,
        version: i64,
        issuer_id: Id,
        state: Word<SampleState>,
        revision: i64,
    }
}
