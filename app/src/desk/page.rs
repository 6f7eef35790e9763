//! Every page of the desk and its address: links are made here and read here. What of a list is seen stands in its query,
//! as [`lists`] puts it there.

mod lists;

pub(super) use lists::{Entries, Narrow, STATES, View, Waiting};

use super::listing::{LICENCES, Listing};
use crate::navigation::{path, query, with_query};
use domain::id::{
    ArrangementId, ImportId, InspectionId, LicenceId, OutageId, PreparationId, SealId,
};
use domain::licence::LicenceEventKind;

/// Where staff can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Queue(View),
    /// Enters a case that came in by hotline, letter or another department.
    Register,
    Notices,
    /// What did not arrive; where the list goes on stands in its query.
    Undelivered,
    /// What other agencies ask.
    Inquiries,
    /// The texts that the agency keeps.
    Templates,
    /// What waits for the keeper.
    Sealing,
    Seals,
    NewSeal,
    Seal(SealId),
    /// The summary of the period that a day falls into; of today if it is empty.
    SealSummary(String),
    LogIn,
    /// One's own account.
    Account,
    /// The accounts of staff.
    Staff,
    Catalogue(Entries),
    NewEntry,
    Entry(String),
    Board,
    Quality,
    Outages,
    Outage(OutageId),
    Calendar,
    Arrangement(ArrangementId),
    Inspections,
    Draw,
    Inspection(InspectionId),
    /// The keys of other systems.
    MachineKeys,
    /// How long records are kept, and which may go.
    Retention,
    /// Which type shall be issued?
    Types,
    /// The form of a type.
    Issue(String),
    Approvals(Waiting),
    Approval(PreparationId),
    Imports,
    Import(ImportId),
    Licence(LicenceId),
    /// Something that staff enter about a licence.
    Deed(LicenceId, LicenceEventKind),
    /// Who represents the company that holds it.
    Representatives(LicenceId),
    Licences(Listing),
}

/// What staff enter about a licence, in the order in which it is offered, and how it is called in an address.
pub(super) const DEEDS: [(LicenceEventKind, &str); 13] = [
    (LicenceEventKind::Changed, "changed"),
    (LicenceEventKind::Renewed, "renewed"),
    (LicenceEventKind::Reviewed, "reviewed"),
    (LicenceEventKind::Inspected, "inspected"),
    (LicenceEventKind::ReportedLost, "reported-lost"),
    (LicenceEventKind::Found, "found"),
    (LicenceEventKind::Pledged, "pledged"),
    (LicenceEventKind::Released, "released"),
    (LicenceEventKind::Suspended, "suspended"),
    (LicenceEventKind::Restored, "restored"),
    (LicenceEventKind::Cancelled, "cancelled"),
    (LicenceEventKind::Withdrawn, "withdrawn"),
    (LicenceEventKind::Revoked, "revoked"),
];

/// The address of issuing.
pub(super) const ISSUE: &str = "/desk/issue";
/// The address of what waits for approval.
pub(super) const APPROVALS: &str = "/desk/approvals";
/// The address of the imports.
pub(super) const IMPORTS: &str = "/desk/imports";
/// The address of the inbox.
pub(super) const NOTICES: &str = "/desk/notices";
/// The address of what did not arrive.
pub(super) const UNDELIVERED: &str = "/desk/undelivered";
/// The address of what other agencies ask.
pub(super) const INQUIRIES: &str = "/desk/inquiries";
/// The address of the texts that the agency keeps.
pub(super) const TEMPLATES: &str = "/desk/templates";
/// The address of the catalogue.
pub(super) const CATALOGUE: &str = "/desk/catalogue";
/// The address of what waits for the keeper of a seal.
pub(super) const SEALING: &str = "/desk/sealing";
/// The address of the register of seals.
pub(super) const SEALS: &str = "/desk/seals";
/// The address of the summary of their use.
pub(super) const SEAL_SUMMARY: &str = "/desk/seal-summary";
/// The address of the log-in, also for who is logged in and wants to be somebody else.
pub(super) const LOG_IN: &str = "/desk/log-in";
/// The address of one's own account.
pub(super) const ACCOUNT: &str = "/desk/account";
/// The address of the accounts of staff.
pub(super) const STAFF: &str = "/desk/staff";
/// The address of the board of cases; month and part stand in its query.
pub(super) const BOARD: &str = "/desk/board";
/// The address of the library's figures; month and issuer stand in its query.
pub(super) const QUALITY: &str = "/desk/quality";
/// The address of the outages.
pub(super) const OUTAGES: &str = "/desk/outages";
/// The address of the calendar; the year that is looked at stands in its query.
pub(super) const CALENDAR: &str = "/desk/calendar";
/// The address of the samples.
pub(super) const INSPECTIONS: &str = "/desk/inspections";
/// The address of the keys of other systems.
pub(super) const MACHINE_KEYS: &str = "/desk/machine-keys";
/// The address of what is kept of who did and saw what.
pub(super) const RETENTION: &str = "/desk/retention";
/// Below the address of a licence.
const REPRESENTATIVES: &str = "representatives";
/// The address of a new draw.
const DRAW: &str = "/desk/inspections/new";
/// The address of the queue.
pub(super) const QUEUE: &str = "/desk/";
/// The address of entering a case.
const REGISTER: &str = "/desk/register";

impl Page {
    pub(super) fn href(&self) -> String {
        match self {
            Self::Queue(view) => view.href(),
            Self::Register => REGISTER.into(),
            Self::Notices => NOTICES.into(),
            Self::Undelivered => UNDELIVERED.into(),
            Self::Inquiries => INQUIRIES.into(),
            Self::Templates => TEMPLATES.into(),
            Self::Sealing => SEALING.into(),
            Self::Seals => SEALS.into(),
            Self::NewSeal => [SEALS, "/new"].concat(),
            Self::Seal(id) => [SEALS, "/", &id.to_string()].concat(),
            Self::SealSummary(on) => with_query(SEAL_SUMMARY, &[("on", on)]),
            Self::LogIn => LOG_IN.into(),
            Self::Account => ACCOUNT.into(),
            Self::Staff => STAFF.into(),
            Self::Catalogue(entries) => entries.href(),
            Self::NewEntry => [CATALOGUE, "/new"].concat(),
            Self::Entry(code) => [CATALOGUE, "/", code].concat(),
            Self::Board => BOARD.into(),
            Self::Quality => QUALITY.into(),
            Self::Outages => OUTAGES.into(),
            Self::Outage(id) => [OUTAGES, "/", &id.to_string()].concat(),
            Self::Calendar => CALENDAR.into(),
            Self::Arrangement(id) => [CALENDAR, "/", &id.to_string()].concat(),
            Self::Inspections => INSPECTIONS.into(),
            Self::Draw => DRAW.into(),
            Self::Inspection(id) => [INSPECTIONS, "/", &id.to_string()].concat(),
            Self::MachineKeys => MACHINE_KEYS.into(),
            Self::Retention => RETENTION.into(),
            Self::Types => ISSUE.into(),
            Self::Issue(code) => [ISSUE, "/", code].concat(),
            Self::Approvals(waiting) => waiting.href(),
            Self::Approval(id) => [APPROVALS, "/", &id.to_string()].concat(),
            Self::Imports => IMPORTS.into(),
            Self::Import(id) => [IMPORTS, "/", &id.to_string()].concat(),
            Self::Licence(id) => [LICENCES, "/", &id.to_string()].concat(),
            Self::Deed(id, kind) => {
                let deed = DEEDS.iter().find(|(known, _)| known == kind);
                let deed = deed.map_or("", |(_, name)| name);
                [LICENCES, "/", &id.to_string(), "/", deed].concat()
            }
            Self::Representatives(id) => {
                [LICENCES, "/", &id.to_string(), "/", REPRESENTATIVES].concat()
            }
            Self::Licences(listing) => listing.href(),
        }
    }

    /// The page at an address; none where there is no such page.
    pub(super) fn parse(address: &str) -> Option<Self> {
        let steps: Vec<&str> = path(address).split('/').collect();
        match *steps.as_slice() {
            ["", "desk"] => Some(Self::Queue(View::parse(address))),
            ["", "desk", "register"] => Some(Self::Register),
            ["", "desk", "notices"] => Some(Self::Notices),
            ["", "desk", "undelivered"] => Some(Self::Undelivered),
            ["", "desk", "inquiries"] => Some(Self::Inquiries),
            ["", "desk", "templates"] => Some(Self::Templates),
            ["", "desk", "sealing"] => Some(Self::Sealing),
            ["", "desk", "seals"] => Some(Self::Seals),
            ["", "desk", "seals", "new"] => Some(Self::NewSeal),
            ["", "desk", "seals", id] => id.parse().ok().map(Self::Seal),
            ["", "desk", "seal-summary"] => Some(Self::SealSummary(query(address, "on"))),
            ["", "desk", "log-in"] => Some(Self::LogIn),
            ["", "desk", "account"] => Some(Self::Account),
            ["", "desk", "staff"] => Some(Self::Staff),
            ["", "desk", "catalogue"] => Some(Self::Catalogue(Entries::parse(address))),
            ["", "desk", "catalogue", "new"] => Some(Self::NewEntry),
            ["", "desk", "catalogue", code] if !code.is_empty() => Some(Self::Entry(code.into())),
            ["", "desk", "board"] => Some(Self::Board),
            ["", "desk", "quality"] => Some(Self::Quality),
            ["", "desk", "outages"] => Some(Self::Outages),
            ["", "desk", "outages", id] => id.parse().ok().map(Self::Outage),
            ["", "desk", "calendar"] => Some(Self::Calendar),
            ["", "desk", "calendar", id] => id.parse().ok().map(Self::Arrangement),
            ["", "desk", "inspections"] => Some(Self::Inspections),
            ["", "desk", "inspections", "new"] => Some(Self::Draw),
            ["", "desk", "inspections", id] => id.parse().ok().map(Self::Inspection),
            ["", "desk", "machine-keys"] => Some(Self::MachineKeys),
            ["", "desk", "retention"] => Some(Self::Retention),
            ["", "desk", "issue"] => Some(Self::Types),
            ["", "desk", "issue", code] if !code.is_empty() => Some(Self::Issue(code.into())),
            ["", "desk", "approvals"] => Some(Self::Approvals(Waiting::parse(address))),
            ["", "desk", "approvals", id] => id.parse().ok().map(Self::Approval),
            ["", "desk", "imports"] => Some(Self::Imports),
            ["", "desk", "imports", id] => id.parse().ok().map(Self::Import),
            ["", "desk", "licences", id] => id.parse().ok().map(Self::Licence),
            ["", "desk", "licences", id, REPRESENTATIVES] => {
                id.parse().ok().map(Self::Representatives)
            }
            ["", "desk", "licences", id, deed] => {
                let (kind, _) = DEEDS.iter().find(|(_, name)| name == &deed)?;
                Some(Self::Deed(id.parse().ok()?, *kind))
            }
            ["", "desk", "licences"] => Some(Self::Licences(Listing::parse(address))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
