//! How are many rows written at once? What fills the library writes its rows by these, one or thousands.

use super::{At, Day, Id, StoreError, Tx, Word, on};
use crate::crypto::Sealed;
use domain::catalogue::{EntryEvent, FaceField, TypeBody};
use domain::deadline::local_date;
use domain::id::{HolderId, StaffId};
use domain::inspection::SampleState;
use domain::issuing::Way;
use domain::licence::{LicenceEventKind, LicenceStatus, Trust};
use domain::objection::{CaseState, Outcome};
use domain::quality::{Lags, Marks};
use domain::representation::ActingAs;
use domain::rulebook::{Channel, Ground};
use domain::wire::notice::NoticeKind;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use std::mem::take;

/// More make statements that cost more to read than they save; SQLite takes 32,766 parameters at most.
const ROWS_AT_ONCE: usize = 200;

/// A row of a table, its columns in their order, and the function that writes many.
macro_rules! table {
    ($table:literal, $(#[$doc:meta])* $name:ident { $($column:ident: $type:ty,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $name { $(pub(crate) $column: $type,)+ }

        impl $name {
            const INTO: &str = concat!(
                "INSERT INTO ", $table, " (",
                table!(@columns $($column)+), ") "
            );

            /// Writes them, in their order.
            pub(crate) async fn insert(tx: &mut Tx, rows: Vec<Self>) -> Result<(), StoreError> {
                let mut rows = rows.into_iter();
                loop {
                    let part: Vec<Self> = rows.by_ref().take(ROWS_AT_ONCE).collect();
                    let (count, whole) = (part.len(), part.len() == ROWS_AT_ONCE);
                    if count == 0 {
                        return Ok(());
                    }
                    on!(tx, |c| {
                        let mut query = QueryBuilder::new(Self::INTO);
                        query.push_values(part, |mut values, row| {
                            $(values.push_bind(row.$column);)+
                        });
                        query.build().persistent(whole).execute(c).await.map(drop)
                    })?;
                }
            }
        }
    };
    (@columns $first:ident $($rest:ident)*) => {
        concat!(stringify!($first) $(, ", ", stringify!($rest))*)
    };
}

table! { "holder",
    /// A holder.
    Holder {
        id: Id,
        kind: &'static str,
        name: String,
        code_type: &'static str,
        number_sealed: Vec<u8>,
        key_id: String,
        number_index: Vec<u8>,
        index_key_id: String,
        created_at: At,
    }
}

table! { "licence",
    /// A licence.
    Licence {
        holder_id: Id,
        id: Id,
        type_code: String,
        schema_version: i64,
        issuer_id: Id,
        number: String,
        status: Word<LicenceStatus>,
        pledged: bool,
        issued_on: Day,
        valid_from: Day,
        valid_to: Option<Day>,
        version: i64,
        revision: i64,
        reminded: i64,
    }
}

table! { "licence_version",
    /// One version of a licence.
    LicenceVersion {
        holder_id: Id,
        licence_id: Id,
        version: i64,
        identifier: String,
        schema_version: i64,
        record: Vec<u8>,
        key_id: String,
        digest: Vec<u8>,
        trust: Word<Trust>,
        valid_from: Day,
        valid_to: Option<Day>,
        objection_id: Option<Id>,
        created_at: At,
    }
}

table! { "licence_event",
    /// Something that happened to a licence.
    LicenceEvent {
        holder_id: Id,
        licence_id: Id,
        seq: i64,
        at: At,
        kind: Word<LicenceEventKind>,
        on_date: Day,
        version: i64,
        agency_id: Id,
        staff_id: Option<Id>,
        words_sealed: Option<Vec<u8>>,
        key_id: Option<String>,
    }
}

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

table! { "objection",
    /// An objection.
    Objection {
        holder_id: Id,
        id: Id,
        case_number: String,
        work_order: Option<String>,
        licence_id: Id,
        licence_version: i64,
        issuer_id: Id,
        procedure: &'static str,
        channel: Word<Channel>,
        state: Word<CaseState>,
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

table! { "licence_type",
    /// A type of licence.
    LicenceType {
        code: String,
        agency_id: Id,
        state: &'static str,
        published: Option<i64>,
        revision: i64,
    }
}

table! { "licence_type_version",
    /// What a version of a type says.
    LicenceTypeVersion {
        code: String,
        version: i64,
        state: &'static str,
        name: String,
        hue: i64,
        face_schema: Json<Vec<FaceField>>,
        body: Json<TypeBody>,
        compiled_at: At,
        reviewed_at: Option<At>,
    }
}

table! { "licence_type_event",
    /// Something that happened to a type.
    LicenceTypeEvent {
        code: String,
        seq: i64,
        id: Id,
        at: At,
        kind: Word<EntryEvent>,
        version: i64,
        staff_id: Option<Id>,
        note: String,
    }
}

table! { "co_holder",
    /// Another holder of a licence.
    #[expect(clippy::struct_field_names, reason = "the columns are three ids")]
    CoHolder {
        holder_id: Id,
        leading_id: Id,
        licence_id: Id,
    }
}

table! { "licence_approval",
    /// That somebody approved a content.
    LicenceApproval {
        holder_id: Id,
        licence_id: Id,
        version: i64,
        digest: Vec<u8>,
        approved_by: Id,
        approved_at: At,
    }
}

table! { "awaiting_seal",
    /// A version without a seal.
    AwaitingSeal {
        holder_id: Id,
        licence_id: Id,
        version: i64,
        issuer_id: Id,
        type_code: String,
        way: Word<Way>,
        since: At,
    }
}

table! { "licence_seal",
    /// The seal on a version.
    LicenceSeal {
        holder_id: Id,
        licence_id: Id,
        version: i64,
        seal_id: Id,
        signature: Vec<u8>,
        sealed_at: At,
        staff_id: Option<Id>,
        authority_id: Option<Id>,
    }
}

table! { "representation",
    /// That somebody may act for a company.
    Representation {
        company_id: Id,
        id: Id,
        person_id: Id,
        acting_as: Word<ActingAs>,
        from_date: Day,
        to_date: Option<Day>,
        created_at: At,
    }
}

table! { "representation_event",
    /// What became of it.
    RepresentationEvent {
        company_id: Id,
        representation_id: Id,
        seq: i64,
        at: At,
        kind: &'static str,
        by_id: Option<Id>,
        staff_id: Option<Id>,
        words_sealed: Option<Vec<u8>>,
        key_id: Option<String>,
    }
}

impl Representation {
    /// Writes them, each with the event that it was named.
    async fn insert_named(tx: &mut Tx, rows: Vec<Self>) -> Result<(), StoreError> {
        let named = rows.iter().map(RepresentationEvent::named);
        let named = named.collect();
        Self::insert(tx, rows).await?;
        RepresentationEvent::insert(tx, named).await
    }
}

impl RepresentationEvent {
    /// The first event of each, as nobody's.
    pub(crate) fn named(row: &Representation) -> Self {
        Self {
            company_id: row.company_id,
            representation_id: row.id,
            seq: 1,
            at: row.created_at,
            kind: "named",
            by_id: None,
            staff_id: None,
            words_sealed: None,
            key_id: None,
        }
    }

    /// The last one.
    pub(crate) fn ended((company_id, representation_id): (Id, Id), at: At) -> Self {
        Self {
            company_id,
            representation_id,
            seq: 2,
            at,
            kind: "ended",
            by_id: None,
            staff_id: None,
            words_sealed: None,
            key_id: None,
        }
    }

    /// As the deed of a holder.
    pub(crate) fn by_holder(self, by: HolderId) -> Self {
        Self {
            by_id: Some(by.into()),
            ..self
        }
    }

    /// As the deed of somebody of the registering agency, with what was said of it.
    pub(crate) fn by_staff(self, by: StaffId, said: Option<Sealed>) -> Self {
        let (words_sealed, key_id) = said.map(|said| (said.bytes, said.key_id)).unzip();
        Self {
            staff_id: Some(by.into()),
            words_sealed,
            key_id,
            ..self
        }
    }
}

table! { "demonstration_person",
    /// Somebody whom a visitor of the demonstration can be.
    DemonstrationPerson {
        holder_id: Id,
        position: i64,
        about: String,
    }
}

/// Rows of holders, their licences and their objections, to be written in one transaction.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) holders: Vec<Holder>,
    pub(crate) persons: Vec<DemonstrationPerson>,
    pub(crate) licences: Vec<Licence>,
    pub(crate) co_holders: Vec<CoHolder>,
    pub(crate) representations: Vec<Representation>,
    pub(crate) versions: Vec<LicenceVersion>,
    pub(crate) licence_events: Vec<LicenceEvent>,
    pub(crate) entry_quality: Vec<EntryQuality>,
    pub(crate) approvals: Vec<LicenceApproval>,
    pub(crate) awaiting: Vec<AwaitingSeal>,
    pub(crate) seals: Vec<LicenceSeal>,
    pub(crate) objections: Vec<Objection>,
    pub(crate) clocks: Vec<ObjectionClock>,
    pub(crate) events: Vec<ObjectionEvent>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) notices: Vec<Notice>,
}

impl Batch {
    /// Adds a version with what is written beside it.
    pub(crate) fn keep(&mut self, kept: super::library::Kept) {
        self.versions.push(kept.version);
        self.licence_events.push(kept.event);
        self.entry_quality.push(kept.quality);
        self.approvals.extend(kept.approval);
        self.awaiting.push(kept.awaiting);
    }

    /// Adds an event that makes no version.
    pub(crate) fn happen(&mut self, event: LicenceEvent) {
        let quality = EntryQuality::of(&event, Marks::default());
        self.entry_quality.push(quality);
        self.licence_events.push(event);
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        let of_licences = self.licences.len() + self.versions.len() + self.licence_events.len();
        let to_seal = self.approvals.len() + self.awaiting.len() + self.seals.len();
        let to_seal = to_seal + self.entry_quality.len();
        let of_cases = self.objections.len() + self.clocks.len() + self.events.len();
        let beside = self.evidence.len() + self.notices.len();
        let shared = self.co_holders.len() + self.representations.len();
        self.holders.len() + self.persons.len() + shared + of_licences + to_seal + of_cases + beside
    }

    /// Writes them, those that others refer to first.
    pub(crate) async fn write(mut self, tx: &mut Tx) -> Result<(), StoreError> {
        self.write_library(tx).await?;
        Objection::insert(tx, self.objections).await?;
        ObjectionClock::insert(tx, self.clocks).await?;
        ObjectionEvent::insert(tx, self.events).await?;
        Evidence::insert(tx, self.evidence).await?;
        Notice::insert(tx, self.notices).await
    }

    async fn write_library(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        Holder::insert(tx, take(&mut self.holders)).await?;
        DemonstrationPerson::insert(tx, take(&mut self.persons)).await?;
        Licence::insert(tx, take(&mut self.licences)).await?;
        CoHolder::insert(tx, take(&mut self.co_holders)).await?;
        Representation::insert_named(tx, take(&mut self.representations)).await?;
        LicenceVersion::insert(tx, take(&mut self.versions)).await?;
        LicenceEvent::insert(tx, take(&mut self.licence_events)).await?;
        EntryQuality::insert(tx, take(&mut self.entry_quality)).await?;
        LicenceApproval::insert(tx, take(&mut self.approvals)).await?;
        AwaitingSeal::insert(tx, take(&mut self.awaiting)).await?;
        LicenceSeal::insert(tx, take(&mut self.seals)).await
    }
}
