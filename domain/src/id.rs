//! Typed identifiers: one type for each kind of record, so that a licence's id can't be passed as an objection's.
//!
//! They are UUIDs (version 7 in practice) made by the server; nothing here makes one.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(value_type = uuid::Uuid))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// 持证主体: opaque, leads the keys of everything that belongs to a holder.
    HolderId;
    /// 发证单位, 用证单位 or 管理单位: an organisation whose staff work here.
    AgencyId;
    /// A person who works at an agency.
    StaffId;
    /// 电子证照: one licence through all its versions.
    LicenceId;
    /// 异议: one objection case.
    ObjectionId;
    /// 督办: a request for an answer about a case.
    UrgingId;
    /// 协查: a question about a case to another agency.
    InquiryId;
    /// 延长: that more time was asked for a step of a case.
    ExtensionId;
    /// 内部备注: what staff say to one another about a case.
    CaseNoteId;
    /// An objection that is being written.
    DraftId;
    /// A file that supports an objection.
    EvidenceId;
    /// A version of a licence that waits for approval.
    PreparationId;
    /// That somebody may act for a company.
    RepresentationId;
    /// 存量归集: one file of licences that is taken in.
    ImportId;
    /// That somebody is logged in somewhere.
    LogInId;
    /// A key of a device with which somebody logs in without a password.
    PasskeyId;
    /// A message to one person.
    NoticeId;
    /// A message on its way outside of the app.
    DeliveryId;
    /// 电子印章.
    SealId;
    /// A standing authority to put a seal.
    AuthorityId;
    /// 不可抗力: a time in which an issuer couldn't do its work.
    OutageId;
    /// Something that an outage held up.
    HeldUpId;
    /// 随机抽查: one sample.
    InspectionId;
    /// 放假安排: something that the managing body loads into the calendar.
    ArrangementId;
    /// 文书模板: a text that an agency keeps.
    TemplateId;
    /// That old records may go, as two people permit.
    PruningId;
    /// The key of another system.
    MachineKeyId;
    /// One request, for finding it in the log.
    RequestId;
}
