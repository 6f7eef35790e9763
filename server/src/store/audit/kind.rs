//! What the audit log calls what something was done to.

use super::words::named;

named! {
    /// What kind of record an [`Object`] is.
    Kind {
        /// A holder.
        Holder = "holder",
        /// Somebody of an agency.
        Staff = "staff",
        /// A log-in that lasts.
        Session = "session",
        /// A licence.
        Licence = "licence",
        /// An objection being written.
        Draft = "draft",
        /// A file.
        Evidence = "evidence",
        /// An objection.
        Objection = "objection",
        /// A message.
        Notice = "notice",
        /// A version of a licence that waits for approval.
        Preparation = "preparation",
        /// A list that was taken home.
        Export = "export",
        /// An electronic seal.
        Seal = "seal",
        /// That somebody may act for a company.
        Representation = "representation",
        /// An outage.
        Outage = "outage",
        /// A sample.
        Inspection = "inspection",
        /// A file of licences that is taken in.
        Import = "import",
        /// The key of another system.
        MachineKey = "machine-key",
        /// A text that an agency keeps.
        Template = "template",
        /// The deployment as a whole.
        Deployment = "deployment",
        /// The calendar of working days.
        Calendar = "calendar",
        /// That old records may go.
        Pruning = "pruning",
        /// Something that happened to an entry of the catalogue.
        LicenceTypeEvent = "licence-type-event",
    }
}
