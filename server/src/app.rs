//! What does every part of the running server share?

use crate::clock::Clock;
use crate::crypto::Vault;
use crate::hex;
use crate::ids::Ids;
use crate::limits::{Limits, Rates};
use crate::ports::identity::IdentityProvider;
use crate::ports::post::Post;
use crate::ports::scanner::Scanner;
use crate::store::audit::{self, Entry};
use crate::store::filings::{self, Filed, Filing};
use crate::store::notices::{self, Colleague};
use crate::store::sessions::{self, IdHash};
use crate::store::{Db, Id, Together, drafts, licences};
use axum::body::Bytes;
use domain::calendar::{Calendar, CalendarError, KnownCalendar};
use domain::delivery::Means;
use domain::id::{DraftId, HolderId, LicenceId};
use domain::sealing::Period;
use domain::wire::session::Rules;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::io::{self, Write as _};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use tokio::sync::{Notify, RwLock, Semaphore};

/// So many files are examined at once: each takes a processor, and up to half a gigabyte of memory.
const EXAMINATIONS: usize = 2;

/// The running server: cheap to clone, one for the process.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    shared: Shared,
    in_force: std::sync::RwLock<Arc<InForce>>,
    sessions: Together<IdHash, Option<sessions::Row>>,
    seer: Together<(IdHash, Timestamp), ()>,
    licences: Together<LicenceId, Option<(licences::Found, Vec<licences::Event>)>>,
    drafts: Together<(HolderId, DraftId), Option<drafts::Row>>,
    staff: Together<Id, Vec<Colleague>>,
    filer: Together<Filing, Filed>,
    recorder: Together<Vec<Entry>, ()>,
    outbox: Notify,
    mails: Notify,
    messages: Notify,
    sealing: Notify,
    imports: Notify,
    recount: Notify,
    files_lock: RwLock<()>,
    examinations: Semaphore,
    limits: Limits,
}

/// The parts of an [`App`].
pub struct Shared {
    /// The database.
    pub db: Db,
    /// The keys for what is sealed.
    pub vault: Vault,
    /// The deployment's rulebook and the calendar that the program carries, with the rulebook's overlay. What was loaded
    /// since stands in [`App::in_force`].
    pub rules: Rules,
    /// The same as the browser gets them.
    pub rules_text: RulesText,
    /// The time.
    pub clock: Clock,
    /// New ids.
    pub ids: Ids,
    /// The folder of evidence files.
    pub files: PathBuf,
    /// Whether the database is marked as a demonstration.
    pub demonstration: bool,
    /// Where citizens are verified.
    pub identity: IdentityProvider,
    /// How the outside reaches it and how sessions end.
    pub web: Web,
    /// How regularly sealings and print-outs are summed up.
    pub sealing_period: Period,
    /// The roots of accredited authorities whose certificates seals may have, as DER.
    pub seal_roots: Vec<Vec<u8>>,
    /// How messages leave the house.
    pub post: Post,
    /// What looks for viruses in what people send, if anything does.
    pub scanner: Option<Scanner>,
    /// How much may be asked in a minute.
    pub rates: Rates,
}

/// What the web part needs of the configuration.
#[derive(Clone, Debug)]
pub struct Web {
    /// The origin that browsers see, without a slash at the end.
    pub public_url: String,
    /// Which of the two faces are served.
    pub face: Face,
    /// So many proxies stand before it and say from where browsers come.
    pub proxies: usize,
    /// Whether staff need a second factor.
    pub second_factor: bool,
    /// A session ends after this long without a request.
    pub idle: SignedDuration,
    /// A session ends this long after its log-in in any case.
    pub absolute: SignedDuration,
}

/// Which pages are served: the two faces may run on separate hosts (嘉网 二十二).
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Face {
    /// Only the citizens'.
    Citizen,
    /// Only the staff's.
    Desk,
    /// Both.
    All,
}

/// The calendar in force. It changes when an arrangement is approved, here or on another server.
pub struct InForce {
    /// What was announced.
    pub calendar: Calendar,
    /// The rules with it, as the browser gets them.
    pub rules_text: RulesText,
    /// How many arrangements were loaded into it.
    pub loaded: i64,
    known: Result<Arc<KnownCalendar>, CalendarError>,
}

impl InForce {
    /// Lays the days out, once for counting.
    pub fn new(calendar: Calendar, rules_text: RulesText, loaded: i64) -> Self {
        Self {
            known: calendar.as_of(None).map(Arc::new),
            calendar,
            rules_text,
            loaded,
        }
    }
}

/// The rules as JSON: some hundred kilobytes, made once for each calendar.
#[derive(Clone)]
pub struct RulesText {
    /// As it is.
    pub plain: Bytes,
    /// Compressed.
    pub gzip: Bytes,
    /// Its version, quoted and weak: one for both forms.
    pub etag: String,
}

impl RulesText {
    /// Writes the rules down.
    pub fn of(rules: &Rules) -> io::Result<Self> {
        let plain = serde_json::to_vec(rules)?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&plain)?;
        let digest = Sha256::digest(&plain);
        let version = hex::write(digest.get(..8).unwrap_or_default());
        Ok(Self {
            plain: plain.into(),
            gzip: gzip.finish()?.into(),
            etag: format!("W/\"{version}\""),
        })
    }
}

impl Web {
    /// Whether browsers come by https, which decides cookie and headers.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl App {
    /// Puts the parts together, within the runtime that serves them.
    pub fn new(shared: Shared) -> Self {
        Self(Arc::new(Parts {
            in_force: std::sync::RwLock::new(Arc::new(InForce::new(
                shared.rules.calendar.clone(),
                shared.rules_text.clone(),
                0,
            ))),
            sessions: sessions::finder(shared.db.clone()),
            seer: sessions::seer(shared.db.clone()),
            licences: licences::finder(shared.db.clone()),
            drafts: drafts::finder(shared.db.clone()),
            staff: notices::staff_finder(shared.db.clone()),
            filer: filings::filer(shared.db.clone()),
            recorder: audit::recorder(shared.db.clone()),
            outbox: Notify::new(),
            mails: Notify::new(),
            messages: Notify::new(),
            sealing: Notify::new(),
            imports: Notify::new(),
            recount: Notify::new(),
            files_lock: RwLock::new(()),
            examinations: Semaphore::new(EXAMINATIONS),
            limits: Limits::new(&shared.rates),
            shared,
        }))
    }

    /// The working days as far as anything is known of them, laid out once for counting.
    pub fn calendar(&self) -> Result<Arc<KnownCalendar>, CalendarError> {
        self.in_force().known.clone()
    }

    /// The calendar in force at this moment.
    pub fn in_force(&self) -> Arc<InForce> {
        let held = &self.0.in_force;
        held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another calendar in force on this server.
    pub(crate) fn put_in_force(&self, calendar: InForce) {
        let held = &self.0.in_force;
        *held.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(calendar);
    }

    /// Finds sessions, many at once.
    pub(crate) fn sessions(&self) -> &Together<IdHash, Option<sessions::Row>> {
        &self.0.sessions
    }

    /// Notes that sessions were seen, many at once.
    pub(crate) fn seer(&self) -> &Together<(IdHash, Timestamp), ()> {
        &self.0.seer
    }

    /// Looks licences up, many at once.
    pub(crate) fn licences(
        &self,
    ) -> &Together<LicenceId, Option<(licences::Found, Vec<licences::Event>)>> {
        &self.0.licences
    }

    /// Finds holders' own drafts, many at once.
    pub(crate) fn drafts(&self) -> &Together<(HolderId, DraftId), Option<drafts::Row>> {
        &self.0.drafts
    }

    /// Finds the people of agencies, many at once.
    pub(crate) fn staff(&self) -> &Together<Id, Vec<Colleague>> {
        &self.0.staff
    }

    /// Files drafts, many at once.
    pub(crate) fn filer(&self) -> &Together<Filing, Filed> {
        &self.0.filer
    }

    /// Records what was read, many answers at once.
    pub(crate) fn recorder(&self) -> &Together<Vec<Entry>, ()> {
        &self.0.recorder
    }

    /// Rung after each commit that put something into the outbox.
    pub fn outbox(&self) -> &Notify {
        &self.0.outbox
    }

    /// Rung when something may have to leave the house by a means.
    pub fn deliveries(&self, means: Means) -> &Notify {
        match means {
            Means::Mail => &self.0.mails,
            Means::Message => &self.0.messages,
        }
    }

    /// Rung when something may have come to be sealed under a standing authority.
    pub fn sealing(&self) -> &Notify {
        &self.0.sealing
    }

    /// Rung when a file was handed in or shall be taken in.
    pub fn imports(&self) -> &Notify {
        &self.0.imports
    }

    /// Rung when a new calendar is in force.
    pub fn recount(&self) -> &Notify {
        &self.0.recount
    }

    /// Held for reading from a file's arrival until its row is committed, for writing while files are removed that no
    /// row names.
    pub fn files_lock(&self) -> &RwLock<()> {
        &self.0.files_lock
    }

    /// Who has asked how much.
    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// A permit of it goes with each file that is being examined.
    pub(crate) fn examinations(&self) -> &Semaphore {
        &self.0.examinations
    }
}

impl Deref for App {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0.shared
    }
}
