//! What the audit log calls what was done.

macro_rules! named {
    ($(#[$doc:meta])* $enum:ident { $($(#[$each:meta])* $name:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $enum { $($(#[$each])* $name,)+ }

        impl $enum {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// As it stands in the row.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

pub(super) use named;

named! {
    /// What was done.
    Action {
        /// Somebody logged in.
        LogIn = "log-in",
        /// A password was tried; without a log-in after it, it was wrong.
        TryLogIn = "try-log-in",
        /// A session was ended.
        LogOut = "log-out",
        /// A password was changed.
        ChangePassword = "change-password",
        /// Somebody was given an account.
        AddStaff = "add-staff",
        /// Somebody who had lost theirs was given a password.
        GivePassword = "give-password",
        /// A code of a second factor was tried.
        TryFactor = "try-factor",
        /// It was right.
        ProveFactor = "prove-factor",
        /// A code for the day on which the authenticator is lost was used.
        UseRecoveryCode = "use-recovery-code",
        /// New ones of these were given in place of those that were left.
        RenewRecoveryCodes = "renew-recovery-codes",
        /// A passkey of which there is a copy was ended.
        EndCopiedPasskey = "end-copied-passkey",
        /// Somebody was shown the key of an authenticator to set up.
        OfferFactor = "offer-factor",
        /// Somebody set up a second factor.
        SetUpFactor = "set-up-factor",
        /// A second factor was removed, by its owner or, where it was lost, by the security administrator.
        RemoveFactor = "remove-factor",
        /// The account of somebody who leaves was ended.
        EndStaff = "end-staff",
        /// The deployment was set up or its keys were turned.
        SetUp = "set-up",
        /// Licences were listed.
        ListLicences = "list-licences",
        /// A licence was looked up.
        ReadLicence = "read-licence",
        /// A code was made by which a licence is shown.
        ShowLicence = "show-licence",
        /// A licence was seen by such a code.
        CheckShown = "check-shown",
        /// A licence was looked up with its sensitive values in full.
        RevealLicence = "reveal-licence",
        /// A draft was begun.
        OpenDraft = "open-draft",
        /// A draft was read.
        ReadDraft = "read-draft",
        /// A draft was saved.
        SaveDraft = "save-draft",
        /// A draft was deleted, by its writer or because it was old.
        DeleteDraft = "delete-draft",
        /// A file was added.
        AddEvidence = "add-evidence",
        /// A file was removed.
        RemoveEvidence = "remove-evidence",
        /// A file was read.
        ReadEvidence = "read-evidence",
        /// Cases were listed.
        ListCases = "list-cases",
        /// A case was read.
        ReadCase = "read-case",
        /// An objection was filed.
        File = "file",
        /// Somebody who says the same joined an open case.
        Join = "join",
        /// A licence was marked as disputed.
        Mark = "mark",
        /// 核实 began.
        Verify = "verify",
        /// More was asked for.
        Return = "return",
        /// More was given.
        Supplement = "supplement",
        /// An objection was withdrawn.
        Withdraw = "withdraw",
        /// A decision was proposed.
        Propose = "propose",
        /// A decision was approved.
        Approve = "approve",
        /// A proposal was sent back.
        SendBack = "send-back",
        /// A case was passed on to who has to answer.
        Transfer = "transfer",
        /// A case was handed on to the agency that it should have come to.
        HandOn = "hand-on",
        /// A case was answered by one person.
        Answer = "answer",
        /// A message was delivered.
        Notify = "notify",
        /// A case was closed.
        Close = "close",
        /// A disagreement between departments was taken up.
        Disagree = "disagree",
        /// A disagreement between departments was settled.
        Settle = "settle",
        /// A closed case was taken up again.
        Reopen = "reopen",
        /// A review of a decision was asked for.
        AskReview = "ask-review",
        /// Another agency was asked about a case.
        Inquire = "inquire",
        /// What other agencies asked was listed.
        ListInquiries = "list-inquiries",
        /// A question of another agency was answered.
        AnswerInquiry = "answer-inquiry",
        /// More time was asked for a step of a case.
        AskExtension = "ask-extension",
        /// It was granted or refused.
        DecideExtension = "decide-extension",
        /// The procedure of a case published its answer.
        PublishDisclosure = "publish-disclosure",
        /// Messages were listed.
        ListNotices = "list-notices",
        /// A message was read.
        ReadNotice = "read-notice",
        /// An address was to be proved by a code.
        ClaimAddress = "claim-address",
        /// Its code came back.
        ConfirmAddress = "confirm-address",
        /// Whether messages shall go to an address.
        WantMessages = "want-messages",
        /// An address was forgotten.
        RemoveAddress = "remove-address",
        /// What did not arrive was looked through.
        ListUndelivered = "list-undelivered",
        /// A delivery is tried again.
        TryDeliveryAgain = "try-delivery-again",
        /// Somebody was told by other means.
        TellByOtherMeans = "tell-by-other-means",
        /// A due date was warned of.
        Warn = "warn",
        /// A version of a licence was put up for approval.
        Prepare = "prepare",
        /// Preparations were listed.
        ListPreparations = "list-preparations",
        /// A preparation was read.
        ReadPreparation = "read-preparation",
        /// The content of a version was approved, and it entered the library.
        ApproveContent = "approve-content",
        /// The content of a version was sent back.
        SendContentBack = "send-content-back",
        /// A preparation was taken back.
        TakeBack = "take-back",
        /// An event of a licence was entered.
        EnterEvent = "enter-event",
        /// Licences of the own agency were searched for.
        SearchLicences = "search-licences",
        /// A list of licences was taken home.
        ExportLicences = "export-licences",
        /// It was read who read a licence.
        ReadUses = "read-uses",
        /// The notes of a case were read.
        ReadCaseNotes = "read-case-notes",
        /// A note was written on a case.
        WriteCaseNote = "write-case-note",
        /// A key was given to another system.
        GiveKey = "give-key",
        /// A key was ended.
        EndKey = "end-key",
        /// A text was made.
        MakeTemplate = "make-template",
        /// A text was changed.
        ChangeTemplate = "change-template",
        /// A text was withdrawn.
        WithdrawTemplate = "withdraw-template",
        /// A seal was asked for.
        RequestSeal = "request-seal",
        /// A seal was confirmed, declined, made, suspended, resumed or revoked.
        MoveSeal = "move-seal",
        /// The request for a seal's certificate was made, with its key.
        AskForCertificate = "ask-for-certificate",
        /// A seal was handed over.
        HandSealOver = "hand-seal-over",
        /// A standing authority to put a seal was granted.
        GrantAuthority = "grant-authority",
        /// A standing authority was ended.
        EndAuthority = "end-authority",
        /// A seal with the form that it was asked with was read.
        ReadSeal = "read-seal",
        /// What waits for a seal was listed.
        ListWaiting = "list-waiting",
        /// A seal was put on versions of licences.
        PutSeal = "put-seal",
        /// A version was printed.
        Print = "print",
        /// A version of a licence type was begun.
        CompileType = "compile-type",
        /// A version of a licence type was saved.
        SaveType = "save-type",
        /// A version of a licence type was submitted for review.
        SubmitType = "submit-type",
        /// A version of a licence type was returned.
        ReturnType = "return-type",
        /// A version of a licence type was published.
        PublishType = "publish-type",
        /// A licence type was suspended.
        SuspendType = "suspend-type",
        /// A licence type was resumed.
        ResumeType = "resume-type",
        /// A licence type was withdrawn.
        WithdrawType = "withdraw-type",
        /// It was named who issues a licence type.
        NameIssuers = "name-issuers",
        /// Somebody began to act for a company, or for themselves again.
        ActFor = "act-for",
        /// A company's agents were listed.
        ListAgents = "list-agents",
        /// An agent was named.
        NameAgent = "name-agent",
        /// An agent's time was ended.
        EndAgent = "end-agent",
        /// A company's representatives were listed.
        ListRepresentatives = "list-representatives",
        /// It was registered who represents a company.
        RegisterRepresentative = "register-representative",
        /// The time of a company's representative was ended, and that of the agents.
        EndRepresentative = "end-representative",
        /// Holders were reminded that a licence ends.
        Remind = "remind",
        /// The agency of a case was asked for an answer.
        Urge = "urge",
        /// It answered.
        AnswerUrging = "answer-urging",
        /// A case was exported as a signed file.
        ExportCase = "export-case",
        /// Words were proposed for everybody.
        ProposeDisclosure = "propose-disclosure",
        /// They were released.
        ReleaseDisclosure = "release-disclosure",
        /// They were withheld, or taken down.
        WithholdDisclosure = "withhold-disclosure",
        /// An outage was declared.
        DeclareOutage = "declare-outage",
        /// An outage was said to be over.
        EndOutage = "end-outage",
        /// Something was listed that an outage held up.
        ListHeldUp = "list-held-up",
        /// It was settled.
        SettleHeldUp = "settle-held-up",
        /// An outage was read, with what it held up.
        ReadOutage = "read-outage",
        /// An arrangement of the calendar was proposed.
        ProposeCalendar = "propose-calendar",
        /// An arrangement was approved, and is in force.
        ApproveCalendar = "approve-calendar",
        /// An arrangement was refused or taken back.
        RefuseCalendar = "refuse-calendar",
        /// Deadlines were counted again by a new calendar.
        Recount = "recount",
        /// A sample was drawn.
        DrawSample = "draw-sample",
        /// A sample was read.
        ReadSample = "read-sample",
        /// A licence of a sample was looked at: nothing was found, or something.
        RecordFinding = "record-finding",
        /// A finding was answered.
        AnswerFinding = "answer-finding",
        /// An answer was judged.
        JudgeAnswer = "judge-answer",
        /// A file of licences was handed in, or a message with some.
        Import = "import",
        /// Licences that were issued elsewhere entered the library or were changed.
        Collect = "collect",
        /// An import was let go, or stopped.
        SteerImport = "steer-import",
        /// What an import refused was read.
        ReadImport = "read-import",
        /// An import that ended long ago was forgotten, with what it refused.
        ForgetImport = "forget-import",
        /// It was asked that old records may go.
        AskPruning = "ask-pruning",
        /// That was granted or declined.
        DecidePruning = "decide-pruning",
        /// Old records went.
        Prune = "prune",
        /// What was let go and what is held was read.
        ReadRetention = "read-retention",
        /// The records of a case were held, or let age again.
        HoldRecords = "hold-records",
        /// What an older key had sealed was sealed by the key of today.
        Reseal = "reseal",
    }
}
