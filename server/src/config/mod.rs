//! How is a deployment configured?
//!
//! One TOML file, overridden by the environment (`MINGZHENG__SECTION__KEY`), overridden by flags. [`settings`] lists
//! what can be set, [`sources`] collects it, and this file turns it into a [`Config`] or names every fault at once.

mod given;
mod identity;
mod keys;
mod limits;
mod post;
pub(crate) mod public_url;
pub mod settings;
mod sources;

use crate::app::Face;
use crate::crypto::certificate;
use crate::limits::Rates;
use crate::ports::identity::IdentityProvider;
use crate::ports::post::Post;
use crate::ports::scanner::Scanner;
use domain::rulebook::{self, Rulebook};
use domain::seal::check_root;
use domain::sealing::Period;
use domain::text::{Lang, seal};
use given::Given;
use jiff::SignedDuration;
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub(crate) use given::without_password;
pub use keys::{KeyKind, KeySource};
pub use sources::Source;

/// A deployment's configuration, checked.
pub struct Config {
    /// `sqlite:PATH` or `postgres://...`.
    pub database_url: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The origin that browsers see, where it isn't the address itself.
    pub public_url: Option<String>,
    /// Which faces to serve.
    pub face: Face,
    /// So many proxies stand before it.
    pub proxies: usize,
    /// Where the keys are.
    pub keys: KeySource,
    /// The folder of evidence files.
    pub files: PathBuf,
    /// How much may be asked in a minute.
    pub rates: Rates,
    /// What looks for viruses in what people send, if anything does.
    pub scanner: Option<Scanner>,
    /// The rules of this place.
    pub rulebook: Rulebook,
    /// Whether staff need a second factor, where that is said.
    pub second_factor: Option<bool>,
    /// A session ends after this long without a request.
    pub idle: SignedDuration,
    /// A session ends this long after its log-in.
    pub absolute: SignedDuration,
    /// How regularly sealings and print-outs are summed up (兰安 一百四十二).
    pub sealing_period: Period,
    /// The roots of accredited authorities whose certificates seals may have (《电子签名法》十六), as DER.
    pub seal_roots: Vec<Vec<u8>>,
    /// How messages leave the deployment.
    pub post: Post,
    /// Where measurements are read, if anywhere.
    pub metrics: Option<SocketAddr>,
    /// Where citizens are verified, if it is set up.
    pub identity: Option<IdentityProvider>,
    /// How to log.
    pub log: Log,
}

/// How to log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// One JSON object a line, or lines for people.
    pub json: bool,
    /// From which level on.
    pub level: tracing::Level,
}

/// Everything that is wrong with a configuration.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

/// One thing that is wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The key, or the file.
    pub key: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("配置有误。The configuration can't be used:")?;
        for fault in &self.0 {
            write!(f, "\n  {}: {}", fault.key, fault.what)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// What the command line sets, which goes before everything else.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Flags {
    /// The configuration file.
    #[command(flatten)]
    pub file: FileFlag,
    /// The web.
    #[command(flatten)]
    pub web: WebFlags,
}

/// Where the command line says the configuration is.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct FileFlag {
    /// 配置文件(TOML)。The configuration file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What the command line sets about the web.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct WebFlags {
    /// 监听地址。Where to listen, such as 127.0.0.1:8080
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// 提供哪些页面。Which pages to serve
    #[arg(long)]
    pub face: Option<Face>,
}

impl From<FileFlag> for Flags {
    fn from(file: FileFlag) -> Self {
        Self {
            file,
            web: WebFlags::default(),
        }
    }
}

impl Config {
    /// Reads file, environment and flags.
    pub fn load(flags: &Flags, environment: &[(String, String)]) -> Result<Self, Faults> {
        Self::check(Given::collect(flags, environment)).map(|(config, _)| config)
    }

    /// The same, and every setting with its value and source.
    pub fn explain(
        flags: &Flags,
        environment: &[(String, String)],
    ) -> Result<Vec<(&'static str, String, Source)>, Faults> {
        Self::check(Given::collect(flags, environment)).map(|(_, given)| given.shown())
    }

    fn check(mut given: Given) -> Result<(Self, Given), Faults> {
        let database_url = given.read("database.url", database_url);
        let address = listen;
        let metrics = given.read_optional("metrics.listen", address);
        let web = given
            .read("http.proxies", proxies)
            .zip(given.read("http.listen", address))
            .zip(given.read("http.face", face));
        let public_url = given.read_optional("http.public_url", public_url::check);
        let files = given.read_optional("files.dir", |text| Ok(PathBuf::from(text)));
        let scanner = given.read_optional("files.scanner", scanner);
        let rates = limits::rates(&mut given);
        let rulebook = rulebook(&mut given);
        let idle = given.read("session.idle_minutes", minutes);
        let session = idle.zip(given.read("session.absolute_minutes", minutes));
        let second_factor = given.read_optional("session.second_factor", required);
        let outside = seals(&mut given).zip(post::post(&mut given));
        let identity = identity::identity(&mut given);
        let log = given
            .read("log.format", format)
            .zip(given.read("log.level", level));
        let keys = keys::keys(&mut given, database_url.as_deref());
        let parts = (database_url, web, rulebook, session, outside, log, keys);
        let (
            Some(database_url),
            Some(((proxies, listen), face)),
            Some(rulebook),
            Some((idle, absolute)),
            Some(((sealing_period, seal_roots), post)),
            Some((json, level)),
            Some(keys),
        ) = parts
        else {
            return Err(given.into_faults());
        };
        if given.has_faults() {
            return Err(given.into_faults());
        }
        let config = Self {
            files: files.unwrap_or_else(|| files_of(&database_url)),
            scanner,
            rates,
            database_url,
            listen,
            public_url,
            face,
            proxies,
            keys,
            rulebook,
            second_factor,
            idle,
            absolute,
            sealing_period,
            seal_roots,
            post,
            metrics,
            identity,
            log: Log { json, level },
        };
        Ok((config, given))
    }
}

/// The file of an SQLite database.
pub fn sqlite_path(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    path.split('?').next().map(Path::new)
}

/// Where the files lie if nothing is said: beside SQLite's, or here.
fn files_of(database_url: &str) -> PathBuf {
    let beside = sqlite_path(database_url).map(|path| path.with_extension("files"));
    beside.unwrap_or_else(|| PathBuf::from("mingzheng.files"))
}

fn database_url(text: &str) -> Result<String, String> {
    let is_file = sqlite_path(text)
        .is_some_and(|path| !path.as_os_str().is_empty() && !path.starts_with(":memory:"))
        // SQLite would read an escape that whoever looks for the folder beside the file doesn't.
        && !text.contains('%');
    let is_server = text.starts_with("postgres://") || text.starts_with("postgresql://");
    if is_file || is_server {
        Ok(text.to_owned())
    } else {
        Err("应为 sqlite：文件路径 或 postgres://用户：密码@主机/库名。Give sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME".to_owned())
    }
}

fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        "应为 IP 地址和端口，如 127.0.0.1:8080。Give an IP address and a port, such as 127.0.0.1:8080".to_owned()
    })
}

fn face(text: &str) -> Result<Face, String> {
    <Face as clap::ValueEnum>::from_str(text, false)
        .map_err(|_| "应为 citizen、desk 或 all。Give citizen, desk or all".to_owned())
}

fn proxies(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(proxies @ 0..=9) => Ok(proxies),
        _ => Err("应为 0 至 9 的整数。Give a number from 0 to 9".to_owned()),
    }
}

fn required(text: &str) -> Result<bool, String> {
    match text {
        "required" => Ok(true),
        "optional" => Ok(false),
        _ => Err("应为 required 或 optional。Give required or optional".to_owned()),
    }
}

fn scanner(text: &str) -> Result<Scanner, String> {
    Scanner::new(text).ok_or_else(|| {
        "应为 tcp://主机：端口 或 unix:/套接字路径。Give tcp://HOST:PORT or unix:/PATH".to_owned()
    })
}

fn minutes(text: &str) -> Result<SignedDuration, String> {
    match text.parse::<u16>() {
        Ok(minutes @ 1..=10_080) => Ok(SignedDuration::from_mins(minutes.into())),
        _ => Err("应为 1 至 10080 的整数(分钟)。Give minutes from 1 to 10080".to_owned()),
    }
}

fn period(text: &str) -> Result<Period, String> {
    Period::named(text).ok_or_else(|| {
        "应为 week、month、quarter 或 year。Give week, month, quarter or year".to_owned()
    })
}

/// How regularly their use is summed up, and the roots of authorities; none where their file isn't named.
fn seals(given: &mut Given) -> Option<(Period, Vec<Vec<u8>>)> {
    let period = given.read("seals.summary", period);
    let roots = given.read_optional("seals.roots", roots);
    period.zip(Some(roots.unwrap_or_default()))
}

fn roots(path: &str) -> Result<Vec<Vec<u8>>, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("无法读取。It can't be read: {error}"))?;
    let roots = certificate::all_in(&text).filter(|roots| !roots.is_empty());
    let roots = roots.ok_or("应为一张或多张 PEM 证书。Give one PEM certificate or several")?;
    for (place, root) in (1..).zip(&roots) {
        check_root(root).map_err(|fault| {
            let (zh, en) = (seal::fault(&fault, Lang::Zh), seal::fault(&fault, Lang::En));
            format!("第 {place} 张不能作根证书：{zh}。Certificate {place} can't be a root: {en}")
        })?;
    }
    Ok(roots)
}

fn format(text: &str) -> Result<bool, String> {
    match text {
        "json" => Ok(true),
        "pretty" => Ok(false),
        _ => Err("应为 pretty 或 json。Give pretty or json".to_owned()),
    }
}

fn level(text: &str) -> Result<tracing::Level, String> {
    text.parse().map_err(|_| {
        "应为 error、warn、info、debug 或 trace。Give error, warn, info, debug or trace".to_owned()
    })
}

fn rulebook(given: &mut Given) -> Option<Rulebook> {
    let file = given.read_optional("rulebook.file", |path| {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("无法读取。It can't be read: {error}"))?;
        rulebook::parse(path, &text).map_err(|error| error.to_string())
    });
    let named = given.read("rulebook.id", |id| {
        rulebook::embedded(id).map_err(|error| error.to_string())
    });
    file.or(named)
}

#[cfg(test)]
mod tests;
