//! A server for a test: the real router on a fresh database, a clock that stands, and browsers that speak to it.
//!
//! ```ignore
//! let Some(app) = TestApp::new(on).await else { return };
//! let holder = app.holder("李雷", "990100199001010015").await;
//! let mut browser = app.citizen(holder).await;
//! let page: Page<LicenceSummary> = browser.get("/licences").await.ok();
//! app.advance(SignedDuration::from_hours(24));
//! ```

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test whose server can't be made, or that gets another answer, has failed"
)]

mod browser;
mod database;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod provider;
mod receiver;
mod wish;

use crate::app::{App, RulesText, Shared};
use crate::clock::Clock;
use crate::crypto::Vault;
use crate::crypto::keys::Keyring;
use crate::demo::{self, Ground};
use crate::http;
use crate::ids::Ids;
use crate::ports::identity::IdentityProvider;
use crate::service::demonstration::PASSWORD;
use crate::service::deployment::{self, Kind};
use crate::store::testing::{Backend, TestDb, db};
use crate::store::{At, Day, Word, agencies, bulk, holders, representations, staff};
use argon2::password_hash::{PasswordHasher, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::access::Role;
use domain::deadline::local_date;
use domain::id::{AgencyId, HolderId, StaffId};
use domain::issuing::{CITIZEN_ID, CREDIT_CODE};
use domain::representation::ActingAs;
use domain::sealing::Period;
use domain::wire::session::{CitizenLogin, DemoAccounts, StaffLogin};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Arc, OnceLock};

pub use browser::{Answer, Browser};
#[cfg(test)]
pub use kept::Kept;
#[cfg(test)]
pub use provider::{Provider, parameters};
pub use receiver::Receiver;
pub use wish::Wish;

/// When tests begin: Thursday 17 September 2026, ten in the morning here.
pub const MORNING: &str = "2026-09-17T02:00:00Z";

/// A server for a test.
pub struct TestApp {
    /// What it shares.
    pub app: App,
    /// Its database, gone with it.
    pub db: TestDb,
    /// Its keys.
    pub keys: Keyring,
    router: axum::Router,
}

impl TestApp {
    /// A demonstration without anybody in it; none where the database isn't there.
    pub async fn new(on: Backend) -> Option<Self> {
        Self::wished(on, Wish::default()).await
    }

    /// A demonstration with its world.
    pub async fn with_world(on: Backend, size: demo::Size) -> Option<Self> {
        let wish = Wish {
            world: Some(size),
            ..Wish::default()
        };
        Self::wished(on, wish).await
    }

    /// As wished.
    ///
    /// # Panics
    /// When it can't be made.
    pub async fn wished(on: Backend, wish: Wish) -> Option<Self> {
        let test_db = db(on).await?;
        let clock = Clock::fixed(MORNING.parse().expect("an instant"));
        let keys = Keyring::fresh();
        let files = test_db.folder().join("files");
        std::fs::create_dir_all(&files).expect("a folder");
        let config = crate::config::Config::load(&crate::config::Flags::default(), &[]);
        let config = crate::config::Config {
            rulebook: wish.law(),
            ..config.expect("defaults")
        };
        let rules = crate::start::rules(&config).expect("rules");
        let (rates, web) = (config.rates, wish.web());
        let vault = Vault::new(&keys);
        let app = App::new(Shared {
            db: test_db.db.clone(),
            vault: vault.clone(),
            rules_text: RulesText::of(&rules).expect("rules as text"),
            rules: rules.clone(),
            clock: clock.clone(),
            ids: Ids::seeded(1),
            files: files.clone(),
            demonstration: wish.kind == Kind::Demonstration,
            identity: (wish.identity)
                .unwrap_or_else(|| IdentityProvider::of(wish.kind == Kind::Demonstration)),
            web,
            sealing_period: Period::default(),
            seal_roots: wish.seal_roots,
            post: wish.post,
            scanner: wish.scanner,
            rates: wish.rates.unwrap_or(rates),
        });
        let this = Self {
            router: http::router(app.clone()),
            db: test_db,
            keys: keys.clone(),
            app,
        };
        if let Some(size) = wish.world {
            let ground = Ground {
                db: this.app.db.clone(),
                vault,
                keys,
                rules: Arc::new(rules),
                files,
            };
            let made = demo::build(ground, size, clock.now(), |_| ()).await;
            made.expect("the demonstration's world");
        } else {
            let (now, id) = (clock.now(), rules.rulebook.id);
            this.write(move |tx| {
                Box::pin(async move { deployment::set_up(tx, wish.kind, now, &id, &keys).await })
            })
            .await;
        }
        Some(this)
    }

    /// The same, started again with other keys.
    ///
    /// # Panics
    /// When it can't be made.
    #[must_use]
    pub fn with_vault(self, vault: Vault) -> Self {
        let old = &self.app;
        let app = App::new(Shared {
            db: old.db.clone(),
            vault,
            rules_text: RulesText::of(&old.rules).expect("rules as text"),
            rules: old.rules.clone(),
            clock: old.clock.clone(),
            ids: Ids::seeded(2),
            files: old.files.clone(),
            demonstration: old.demonstration,
            identity: old.identity.clone(),
            web: old.web.clone(),
            sealing_period: old.sealing_period,
            seal_roots: old.seal_roots.clone(),
            post: old.post.clone(),
            scanner: old.scanner.clone(),
            rates: old.rates.clone(),
        });
        Self {
            router: http::router(app.clone()),
            app,
            ..self
        }
    }

    /// The server's time.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// Lets time pass.
    pub fn advance(&self, by: SignedDuration) {
        self.app.clock.advance(by);
    }

    /// Adds an agency.
    pub async fn agency(&self, name: &str, uscc: &str) -> AgencyId {
        let id = AgencyId(self.app.ids.new_id(self.now()));
        let (name, uscc) = (name.to_owned(), uscc.to_owned());
        self.write(move |tx| {
            Box::pin(async move { Ok(agencies::insert(tx, id, &name, &uscc).await?) })
        })
        .await;
        id
    }

    /// Adds an account with the demonstration's password.
    pub async fn staff(&self, agency: AgencyId, role: Role, username: &str) -> StaffId {
        self.staff_with(agency, role, username, false).await
    }

    /// Adds an account that may have to change its password first.
    ///
    /// # Panics
    /// When it can't.
    pub async fn staff_with(
        &self,
        agency: AgencyId,
        role: Role,
        username: &str,
        must_change_password: bool,
    ) -> StaffId {
        static HASH: OnceLock<String> = OnceLock::new();
        let hash = HASH.get_or_init(quick_hash);
        let id = StaffId(self.app.ids.new_id(self.now()));
        let row = staff::Row {
            id: id.into(),
            agency_id: agency.into(),
            username: username.to_owned(),
            name: "王敏".to_owned(),
            role: Word(role),
            password_hash: hash.clone(),
            must_change_password,
            password_changed_at: None,
            initial_until: None,
            disabled_at: None,
            created_at: At(self.now()),
        };
        self.write(move |tx| Box::pin(async move { Ok(staff::insert(tx, &row).await?) }))
            .await;
        id
    }

    /// Adds a holder whom visitors can be.
    ///
    /// # Panics
    /// When it can't.
    pub async fn holder(&self, name: &str, number: &str) -> HolderId {
        self.holder_of(("person", CITIZEN_ID), name, number).await
    }

    async fn holder_of(
        &self,
        (kind, code_type): (&str, &str),
        name: &str,
        number: &str,
    ) -> HolderId {
        let id = HolderId(self.app.ids.new_id(self.now()));
        let sealed = self
            .app
            .vault
            .seal(holders::NUMBER, id.0, number.as_bytes());
        let sealed = sealed.expect("a sealed number");
        let index = self.app.vault.index(number);
        let row = holders::Row {
            id: id.into(),
            kind: kind.to_owned(),
            name: name.to_owned(),
            code_type: code_type.to_owned(),
            number_sealed: sealed.bytes,
            key_id: sealed.key_id,
            number_index: index.bytes,
            index_key_id: index.key_id,
            created_at: At(self.now()),
        };
        self.write(move |tx| {
            Box::pin(async move {
                holders::insert(tx, &row).await?;
                holders::insert_demonstration_person(tx, id, 1, "测试").await?;
                Ok(())
            })
        })
        .await;
        id
    }

    /// Adds a company that this person represents.
    ///
    /// # Panics
    /// When it can't.
    pub async fn company(&self, name: &str, uscc: &str, representative: HolderId) -> HolderId {
        let company = self
            .holder_of(("organisation", CREDIT_CODE), name, uscc)
            .await;
        let row = bulk::Representation {
            company_id: company.into(),
            id: crate::store::Id(self.app.ids.new_id(self.now())),
            person_id: representative.into(),
            acting_as: Word(ActingAs::Representative),
            from_date: Day(local_date(self.now())),
            to_date: None,
            created_at: At(self.now()),
        };
        self.write(move |tx| {
            Box::pin(async move {
                let event = bulk::RepresentationEvent::named(&row);
                Ok(representations::insert(tx, row, event).await?)
            })
        })
        .await;
        company
    }

    /// A browser that never was here.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone(), &self.app.web.public_url)
    }

    /// A browser in which this holder is logged in.
    pub async fn citizen(&self, holder: HolderId) -> Browser {
        let mut browser = self.visitor();
        let login = CitizenLogin {
            ticket: holder.to_string(),
        };
        browser.post("/session/citizen", &login).await.succeeded();
        browser
    }

    /// A browser in which this account is logged in.
    pub async fn clerk(&self, username: &str) -> Browser {
        let mut browser = self.visitor();
        let login = StaffLogin {
            username: username.to_owned(),
            password: PASSWORD.to_owned(),
        };
        browser.post("/session/staff", &login).await.succeeded();
        browser
    }

    /// The people of the demonstration.
    pub async fn accounts(&self) -> DemoAccounts {
        self.visitor().get("/demonstration").await.ok()
    }
}

/// One that is checked in no time: with the costs that guard real passwords it took a quarter of what the tests take.
fn quick_hash() -> String {
    let costs = Params::new(
        Params::MIN_M_COST,
        Params::MIN_T_COST,
        Params::MIN_P_COST,
        None,
    );
    let quick = Argon2::new(
        Algorithm::default(),
        Version::default(),
        costs.expect("costs"),
    );
    let hash: PasswordHash = quick.hash_password(PASSWORD.as_bytes()).expect("a hash");
    hash.to_string()
}
