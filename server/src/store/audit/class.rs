//! Of which class is a record, and so how long is it kept? The table `prunable` says the same to the triggers.

use super::Action;
use domain::rulebook::RecordClass;

impl Action {
    /// What isn't named is an archive: to forget one here keeps it for good.
    pub const fn class(self) -> RecordClass {
        match self {
            Self::ListLicences
            | Self::ReadLicence
            | Self::ShowLicence
            | Self::CheckShown
            | Self::RevealLicence
            | Self::ReadDraft
            | Self::ReadEvidence
            | Self::ListCases
            | Self::ReadCase
            | Self::ListInquiries
            | Self::ListNotices
            | Self::ReadNotice
            | Self::ListUndelivered
            | Self::ListPreparations
            | Self::ReadPreparation
            | Self::SearchLicences
            | Self::ExportLicences
            | Self::ReadUses
            | Self::ReadCaseNotes
            | Self::ReadSeal
            | Self::ListWaiting
            | Self::ListAgents
            | Self::ListRepresentatives
            | Self::ListHeldUp
            | Self::ReadOutage
            | Self::ReadSample
            | Self::ReadImport => RecordClass::Use,
            Self::LogIn | Self::TryLogIn | Self::LogOut | Self::ActFor => RecordClass::Access,
            _ => RecordClass::LifeCycle,
        }
    }
}
