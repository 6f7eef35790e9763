//! How does a configuration become a running server, and what keeps it from starting?

use crate::app::{App, RulesText, Shared, Web};
use crate::clock::Clock;
use crate::config::{Config, KeySource, public_url, sqlite_path};
use crate::crypto::Vault;
use crate::crypto::keys::{Keyring, KeysError};
use crate::demo::Ground;
use crate::ids::Ids;
use crate::ports::identity::IdentityProvider;
use crate::service::calendar::in_force;
use crate::service::deployment::{self, Deployment, Kind, WrongKeys};
use crate::service::{self, Ctx};
use crate::store::{Db, StoreError};
use domain::calendar::{self, CalendarFault};
use domain::wire::session::Rules;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Why the server doesn't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database can't be opened or brought up to date.
    #[error("数据库无法使用。The database {url} can't be used: {}", chain(.cause))]
    Database {
        /// Which, without its password.
        url: String,
        /// Why.
        cause: StoreError,
    },
    /// A folder can't be made.
    #[error("目录无法创建。The folder {path} can't be made: {cause}")]
    Folder {
        /// Which.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// The database's file can't be made.
    #[error("数据库文件无法写入。The file {path} can't be written: {cause}")]
    File {
        /// Which.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// The calendar that the program carries is at fault.
    #[error(transparent)]
    Calendar(#[from] CalendarFault),
    /// The rules can't be written down.
    #[error("规则无法输出。The rules can't be written down: {0}")]
    Rules(io::Error),
    /// The keys can't be had.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// They are the wrong ones.
    #[error(transparent)]
    WrongKeys(#[from] WrongKeys),
    /// There are none.
    #[error(
        "没有配置密钥。请用 keys.file 指定密钥文件。No keys are configured: name a key file in keys.file, or run `mingzheng demo` first for a demonstration"
    )]
    NoKeys,
    /// There is nothing to look at.
    #[error("数据库尚未建立。There is no library in this database yet")]
    Nothing,
    /// The database was set up for another city.
    #[error(
        "数据库按规则手册 {database} 建立，配置却是 {configured}；请改 rulebook.id 或换一个数据库。The database was set up with the rulebook {database}, but {configured} is configured; change rulebook.id or use another database"
    )]
    OtherRulebook {
        /// The database's.
        database: String,
        /// The configuration's.
        configured: String,
    },
    /// Sessions would travel in clear.
    #[error(
        "http.public_url 为 {0}：正式库只接受 https(本机地址除外)。http.public_url is {0}: a production database is served by https only, but for loopback addresses"
    )]
    PlainHttp(String),
    /// A service failed.
    #[error("启动失败。The start failed: {}", chain(.0))]
    Service(#[from] service::Error),
}

/// Opens the database and brings its schema up to date.
pub async fn database(config: &Config) -> Result<Db, StartError> {
    if let Some(path) = sqlite_path(&config.database_url) {
        folder(path.parent().unwrap_or(Path::new("")))?;
        private_file(path)?;
    }
    let db = open(config).await?;
    db.migrate()
        .await
        .map_err(|cause| unusable(config, cause))?;
    tracing::info!("the database's schema is up to date");
    Ok(db)
}

/// The database as it is, which another version of the program may be serving: for copies of it.
pub async fn as_it_is(config: &Config) -> Result<Db, StartError> {
    if sqlite_path(&config.database_url).is_some_and(|path| !path.exists()) {
        return Err(StartError::Nothing);
    }
    open(config).await
}

async fn open(config: &Config) -> Result<Db, StartError> {
    let opened = Db::open(&config.database_url).await;
    opened.map_err(|cause| unusable(config, cause))
}

fn unusable(config: &Config, cause: StoreError) -> StartError {
    StartError::Database {
        url: crate::config::without_password(&config.database_url),
        cause,
    }
}

/// The database of a deployment that is there, with its keys: for commands that look at it.
pub async fn library(config: &Config) -> Result<(Db, Vault), StartError> {
    if sqlite_path(&config.database_url).is_some_and(|path| !path.exists()) {
        return Err(StartError::Nothing);
    }
    let db = database(config).await?;
    let found = deployment::read(&db).await?.ok_or(StartError::Nothing)?;
    let keys = keys_of(config, found.kind)?;
    found.check_keys(&keys)?;
    Ok((db, Vault::new(&keys)))
}

/// The rulebook with the calendar of its region.
pub fn rules(config: &Config) -> Result<Rules, StartError> {
    let rulebook = config.rulebook.clone();
    let calendar = calendar::state_council()?.with_overlay(&rulebook.overlay.days);
    Ok(Rules { rulebook, calendar })
}

/// Where a demonstration is laid: an empty database, keys (made if there are none) and a folder for files.
pub async fn ground(config: &Config) -> Result<Ground, StartError> {
    let keys = match &config.keys {
        KeySource::File(path) | KeySource::Beside(path) => {
            folder(path.parent().unwrap_or(Path::new("")))?;
            Keyring::read_or_make(path)?
        }
        KeySource::Given(keys) => (**keys).clone(),
        KeySource::None => return Err(StartError::NoKeys),
    };
    folder(&config.files)?;
    Ok(Ground {
        db: database(config).await?,
        vault: Vault::new(&keys),
        keys,
        rules: Arc::new(rules(config)?),
        files: config.files.clone(),
    })
}

/// Everything that the server needs; an empty database is set up for production.
pub async fn app(config: &Config, public_url: String) -> Result<App, StartError> {
    let is_new = sqlite_path(&config.database_url).is_some_and(|path| !path.exists());
    if is_new && matches!(config.keys, KeySource::Beside(_) | KeySource::None) {
        return Err(StartError::NoKeys);
    }
    let db = database(config).await?;
    let found = deployment::read(&db).await?;
    let kind = found.as_ref().map_or(Kind::Production, |found| found.kind);
    if kind == Kind::Production
        && !public_url.starts_with("https://")
        && !public_url::is_loopback(&public_url)
    {
        return Err(StartError::PlainHttp(public_url));
    }
    let keys = keys_of(config, kind)?;
    let rules = rules(config)?;
    let app = App::new(Shared {
        db,
        vault: Vault::new(&keys),
        rules_text: RulesText::of(&rules).map_err(StartError::Rules)?,
        rules,
        clock: Clock::System,
        ids: Ids::Random,
        files: config.files.clone(),
        demonstration: kind == Kind::Demonstration,
        identity: (config.identity.clone())
            .unwrap_or_else(|| IdentityProvider::of(kind == Kind::Demonstration)),
        web: Web {
            public_url,
            face: config.face,
            proxies: config.proxies,
            second_factor: (config.second_factor).unwrap_or(kind == Kind::Production),
            idle: config.idle,
            absolute: config.absolute,
        },
        sealing_period: config.sealing_period,
        seal_roots: config.seal_roots.clone(),
        post: config.post.clone(),
        scanner: config.scanner.clone(),
        rates: config.rates.clone(),
    });
    folder(&config.files)?;
    match found {
        Some(found) => check(&app, &found, &keys).await?,
        None => deployment::set_up_production(&Ctx::of_system(&app), keys).await?,
    }
    in_force::follow(&app).await?;
    Ok(app)
}

async fn check(app: &App, found: &Deployment, keys: &Keyring) -> Result<(), StartError> {
    if found.rulebook != app.rules.rulebook.id {
        return Err(StartError::OtherRulebook {
            database: found.rulebook.clone(),
            configured: app.rules.rulebook.id.clone(),
        });
    }
    let new = found.check_keys(keys)?;
    if !new.is_empty() {
        deployment::note_keys(&Ctx::of_system(app), new).await?;
    }
    Ok(())
}

fn keys_of(config: &Config, kind: Kind) -> Result<Keyring, StartError> {
    match (&config.keys, kind) {
        (KeySource::Given(keys), _) => Ok((**keys).clone()),
        (KeySource::File(path), _) | (KeySource::Beside(path), Kind::Demonstration) => {
            Ok(Keyring::read(path)?)
        }
        // A production's keys don't lie beside its database, where one theft would take both.
        (KeySource::Beside(_), Kind::Production) | (KeySource::None, _) => Err(StartError::NoKeys),
    }
}

/// A folder that nobody else can look into; one that is there already stays as its owner made it.
fn folder(path: &Path) -> Result<(), StartError> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path).map_err(|cause| StartError::Folder {
        path: path.display().to_string(),
        cause,
    })
}

/// Makes the file of a database before SQLite does, which would let everybody read it. What SQLite puts beside it later
/// is as closed as it is.
fn private_file(path: &Path) -> Result<(), StartError> {
    let mut file = std::fs::OpenOptions::new();
    file.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop).map_err(|cause| StartError::File {
        path: path.display().to_string(),
        cause,
    })
}

/// An error with its causes, for whom the first sentence alone doesn't help.
fn chain(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        told = format!("{told}: {next}");
        cause = next.source();
    }
    told
}
