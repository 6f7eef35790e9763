//! Everything that the browser reads, field by field.

use super::take::{Record, named};
use super::{FromJson, Value};
use domain::access::Role;
use domain::calendar::{
    Arrangement, Calendar, HolidayNotice, OverlayDay, OverlayKind, StatutoryFestival,
};
use domain::flow::{CaseEvent, CaseState, Decide, Flow, Handed, Subject, Transfer};
use domain::id::{
    AgencyId, DraftId, EvidenceId, HolderId, LicenceId, NoticeId, ObjectionId, PreparationId,
    StaffId,
};
use domain::licence::{LicenceEventKind, LicenceStanding, LicenceStatus, Trust};
use domain::objection::{
    Claim, DraftBody, Outcome, PointCheck, PointFinding, Proposal, Rejection, Withheld,
};
use domain::problem::{FieldCode, FieldProblem};
use domain::rulebook::{
    Basis, Bound, Channel, Clock, Deciding, Duty, Extension, Ground, MetBy, Objector,
    OfferedChannel, Overlay, Point, Procedure, Readings, Regulation, RestDayReceipt, Rulebook,
    Spoken, Starts, Unit,
};
use domain::wire::case::{
    CaseDetail, CaseHistory, CaseSummary, ClockMove, ClockView, Decision, DisputedField,
    FallenClock, Receipt, StaffRef,
};
use domain::wire::desk::{DeskView, ProposalView};
use domain::wire::draft::{Draft, Evidence};
use domain::wire::licence::{
    FaceValue, HolderShown, LicenceDetail, LicenceHistory, LicenceSummary,
};
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use domain::wire::queue::{QueueCounts, QueuePage, QueueRow};
use domain::wire::session::{DemoAccounts, DemoPerson, DemoStaff, Rules, Session, Who};
use domain::wire::showing::Showing;
use uuid::Uuid;

macro_rules! ids {
    ($($id:ident)+) => {$(
        impl FromJson for $id {
            fn from_json(value: Value, broken: &mut bool) -> Self {
                Self(named(value, broken, |text| text.parse().ok(), Uuid::nil()))
            }
        }
    )+};
}

ids! { AgencyId DraftId EvidenceId HolderId LicenceId NoticeId ObjectionId PreparationId StaffId }

/// Closed sets and the names of their members; the first stands in where nothing can be read.
macro_rules! names {
    ($($type:ty { $first:ident = $first_name:literal $(, $member:ident = $name:literal)* })+) => {
        $(
            impl FromJson for $type {
                fn from_json(value: Value, broken: &mut bool) -> Self {
                    let find: fn(&str) -> Option<Self> = |name| match name {
                        $first_name => Some(Self::$first),
                        $($name => Some(Self::$member),)*
                        _ => None,
                    };
                    named(value, broken, find, Self::$first)
                }
            }

            #[cfg(test)]
            impl $crate::json::wire::tests::Closed for $type {
                const MEMBERS: &'static [Self] = &[Self::$first $(, Self::$member)*];

                fn name(&self) -> &'static str {
                    match self {
                        Self::$first => $first_name,
                        $(Self::$member => $name,)*
                    }
                }
            }
        )+

        #[cfg(test)]
        #[test]
        fn every_member_of_a_closed_set_is_read_by_the_name_that_it_is_sent_by() {
            $($crate::json::wire::tests::is_read_by_its_names::<$type>();)+
        }
    };
}

names! {
    Role {
        Holder = "holder", Handler = "handler", Approver = "approver", Supervisor = "supervisor", Admin = "admin",
        SecurityAdmin = "security-admin", Auditor = "auditor"
    }
    LicenceStanding {
        Valid = "valid", NotYetValid = "not-yet-valid", Expired = "expired", Suspended = "suspended", Lost = "lost",
        Cancelled = "cancelled", Withdrawn = "withdrawn", Revoked = "revoked"
    }
    LicenceStatus {
        Valid = "valid", Suspended = "suspended", Lost = "lost", Cancelled = "cancelled", Withdrawn = "withdrawn",
        Revoked = "revoked"
    }
    Trust { A = "A", B = "B", C = "C", D = "D" }
    LicenceEventKind {
        Issued = "issued", Collected = "collected", Corrected = "corrected", Changed = "changed", Renewed = "renewed",
        Reviewed = "reviewed", Inspected = "inspected", Suspended = "suspended", Restored = "restored",
        ReportedLost = "reported-lost", Found = "found", Pledged = "pledged", Released = "released",
        Cancelled = "cancelled", Withdrawn = "withdrawn", Revoked = "revoked"
    }
    CaseState {
        Filed = "filed", Received = "received", Marked = "marked", Verifying = "verifying", Returned = "returned",
        Proposed = "proposed", Decided = "decided", Notified = "notified", Closed = "closed", Withdrawn = "withdrawn",
        ReviewRequested = "review-requested", Reviewed = "reviewed", Conferring = "conferring"
    }
    CaseEvent {
        Receive = "receive", Mark = "mark", Transfer = "transfer", HandOn = "hand-on", Answer = "answer", Verify = "verify", Return = "return", Supplement = "supplement",
        Propose = "propose", SendBack = "send-back", Approve = "approve", Notify = "notify", Close = "close",
        Withdraw = "withdraw", Reopen = "reopen", AskReview = "ask-review", Disagree = "disagree", Settle = "settle"
    }
    Outcome { Upheld = "upheld", PartlyUpheld = "partly-upheld", Rejected = "rejected" }
    NoticeKind {
        Received = "received", Marked = "marked", Returned = "returned", Decided = "decided", NewCase = "new-case",
        Supplemented = "supplemented", Withdrawn = "withdrawn", ApprovalWaiting = "approval-waiting",
        SentBack = "sent-back", DueTomorrow = "due-tomorrow", DueToday = "due-today", Overdue = "overdue",
        Urged = "urged", UrgingAnswered = "urging-answered", Disagreed = "disagreed", Settled = "settled", Reopened = "reopened", ReviewAsked = "review-asked",
        ReviewBegun = "review-begun", Inquired = "inquired",
        InquiryAnswered = "inquiry-answered", InquiryLate = "inquiry-late", InquiredAnew = "inquired-anew", InquiryMoved = "inquiry-moved",
        ExtensionAsked = "extension-asked",
        Extended = "extended", ExtensionRefused = "extension-refused", Expiring = "expiring", OutageDeclared = "outage-declared",
        OutageEnded = "outage-ended", ToTell = "to-tell", DueMoved = "due-moved", DecidedElsewhere = "decided-elsewhere",
        DisclosureWaits = "disclosure-waits", FindingMoved = "finding-moved", Mentioned = "mentioned",
        HandedOn = "handed-on", HandedOnAgain = "handed-on-again",
        PasskeyCopied = "passkey-copied", Disputed = "disputed"
    }
    FieldCode {
        Required = "required", TooShort = "too-short", TooLong = "too-long", TooMany = "too-many",
        Unknown = "unknown", Unchanged = "unchanged", WrongForm = "wrong-form", LettersAndDigits = "letters-and-digits",
        SpecialCharacter = "special-character", HasUserName = "has-user-name", HasName = "has-name",
        HasBirthday = "has-birthday", HasNumber = "has-number",
        NotANumber = "not-a-number", NotADate = "not-a-date", NotListed = "not-listed", Repeated = "repeated",
        InFuture = "in-future", EndsFirst = "ends-first", WrongNumber = "wrong-number", WrongHolder = "wrong-holder",
        Fixed = "fixed", InPast = "in-past", UnknownPerson = "unknown-person", OtherType = "other-type",
        OtherAgency = "other-agency", NotExpired = "not-expired", Superseded = "superseded", Ambiguous = "ambiguous",
        Ended = "ended", NotInForce = "not-in-force", Pledged = "pledged", Unreadable = "unreadable",
        NotKept = "not-kept", Unreached = "unreached", WrongCode = "wrong-code"
    }
    OverlayKind { Off = "off", Work = "work" }
    Bound {
        Within = "within", AtLeast = "at-least", AtMost = "at-most", Every = "every", Before = "before",
        AtOnce = "at-once", Unnumbered = "unnumbered"
    }
    Unit {
        WorkingDay = "working-day", Minute = "minute", Hour = "hour", Day = "day", Month = "month",
        Quarter = "quarter", Year = "year"
    }
    Basis { Article = "article", Service = "service" }
    MetBy { Marked = "marked", HandedOn = "handed-on", Transferred = "transferred", Decided = "decided", Notified = "notified" }
    Starts { Received = "received", Stated = "stated", Misdirected = "misdirected", Transferred = "transferred",
        Reopened = "reopened", ReviewAsked = "review-asked" }
    Handed { Never = "never", Once = "once", Twice = "twice" }
    Subject { Licence = "licence", DataSet = "data-set", WebPage = "web-page", Outage = "outage" }
    Transfer { Never = "never", May = "may", Must = "must" }
    Decide { TwoPeople = "two-people", OnePerson = "one-person" }
    PointFinding { Matches = "matches", Differs = "differs", NotApplicable = "not-applicable" }
    Withheld { Untrue = "untrue", Unfit = "unfit" }
    Duty { Must = "must", May = "may" }
    Objector {
        Holder = "holder", RelyingAgency = "relying-agency", Anyone = "anyone", DataSubject = "data-subject",
        DataUser = "data-user", Reader = "reader", Issuer = "issuer"
    }
    Channel { Hotline = "hotline", App = "app", Agency = "agency", PublicCheck = "public-check", Counter = "counter",
        WebSite = "web-site", Issuer = "issuer" }
    Ground {
        Accuracy = "accuracy", Completeness = "completeness", Timeliness = "timeliness", Privacy = "privacy",
        TradeSecret = "trade-secret", ForceMajeure = "force-majeure"
    }
    RestDayReceipt {
        ReceivedThatDay = "received-that-day", ReceivedNextWorkingDay = "received-next-working-day"
    }
}

/// Records and their fields. A field in brackets stands flattened among the others.
macro_rules! records {
    ($($type:ty { $([$flat:ident])? $($field:ident)* })+) => {$(
        impl FromRecord for $type {
            fn from_record(record: &mut Record<'_>) -> Self {
                Self {
                    $($flat: FromRecord::from_record(record),)?
                    $($field: record.take(stringify!($field)),)*
                }
            }
        }

        impl FromJson for $type {
            fn from_json(value: Value, broken: &mut bool) -> Self {
                Self::from_record(&mut Record::of(value, broken))
            }
        }
    )+};
}

/// A type whose fields are taken out of a record.
trait FromRecord {
    fn from_record(record: &mut Record<'_>) -> Self;
}

records! {
    Session { now demonstration log_in_at log_out_at idle_minutes who }
    Who { actor name agency_name must_change_password owes proofs unread companies }
    DemoAccounts { persons staff }
    DemoPerson { holder name about }
    DemoStaff { username password name agency_name role }
    Showing { address code seconds }
    LicenceSummary {
        id type_name hue number holder_name issuer_name standing valid_from valid_to pledged disputed version
    }
    LicenceDetail {
        [summary] identifier revision type_code trust holders status issued_on face history may_object
        draft open_objection
    }
    HolderShown { name code_type code }
    LicenceHistory { at kind on version by basis reason }
    FaceValue { key label value sensitive }
    Draft { id licence version body grounds evidence saved_at deleted_on }
    DraftBody { claims ground explanation }
    Claim { key claimed }
    Evidence { id name media_type size }
    Receipt { id case_number work_order issuer_name filed_at clocks }
    ClockView { procedure step name owed started_at due_date due provisional calendar_version on_time_until met_at spared extended }
    FallenClock { step name started_at due_date fell_at }
    ClockMove { step name at from to from_version to_version source on_time_until }
    CaseSummary {
        id case_number procedure_title subject state marked type_name hue issuer_name filed_at finished_at clocks outcome fields
    }
    CaseDetail {
        [summary] version holder issuer partner partner_name licence licence_version flow procedure_note objector received_at first_received_at handed fallen channel work_order ground explanation disputed
        evidence supplement_request outage decision earlier reviewing review_until moves extensions history desk
    }
    DisputedField { key label shown claimed corrected rejected }
    Decision { outcome reason reasons remedy decided_at corrected_version withheld }
    CaseHistory { seq at event role by note }
    StaffRef { id name }
    DeskView { holder_name holder_number reach fellows face handler procedure deciding checks proposal took_part urgings inquiries disclosure }
    ProposalView { proposal by at }
    Proposal { outcome corrections rejections reasons remedy checks }
    Rejection { key reason words }
    PointCheck { point ask finding word }
    Deciding { points reasons remedy reading }
    Point { id grounds ask }
    QueuePage { items next counts }
    QueueCounts { open due_today overdue unmarked proposed returned }
    QueueRow { [case] holder_name handler }
    Inbox { items next unread }
    Notice {
        id kind objection case_number licence holder holder_name type_name outage agency_name step step_name due_date remedy at read_at
        deliveries
    }
    FieldProblem { pointer code limit }
    Rules { rulebook calendar }
    Rulebook { id title note readings overlay regulations procedures clocks catalogue reminders warnings passwords retention }
    Overlay { note days }
    Readings { end_of_day rest_day_receipt }
    Regulation { short title number issued valid_from valid_until note }
    Flow { subject mark transfer decide publish confer review_days }
    Procedure { id title offered flow objectors channels grounds deciding note }
    OfferedChannel { channel basis }
    Clock {
        procedure step title name owed from bound amount unit who regulation article chapter basis reading starts met_by spared_by extension
        adjustable duty note
    }
    Extension { to consent }
    Spoken { zh en }
    Calendar { notices statutory overlay }
    HolidayNotice { number title published year url arrangements }
    Arrangement { festival off work }
    StatutoryFestival { festival days }
    OverlayDay { date kind name source published }
}

mod board;
mod by_hand;
mod calendar;
mod case_notes;
mod catalogue;
mod devices;
mod extension;
mod factors;
mod holders;
mod importing;
mod issuing;
mod machines;
mod notices;
mod retention;
mod versions;

mod seals;
mod search;
mod staff;
mod supervision;
mod templates;
#[cfg(test)]
mod tests;
