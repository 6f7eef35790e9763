//! A private PostgreSQL for the tests: its own folder, its own port, gone when the tests end.
//!
//! It never touches a server that is already there. It runs as a child of this program and asks
//! the system to be stopped with it, so that an interrupted run leaves nothing behind: its folder
//! is cleared away by the shell that keeps it, not by us alone.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::shell;

const OLDEST: u32 = 15;
const WAIT: Duration = Duration::from_millis(100);
const PATIENCE: u32 = 300;
const LOG: &str = "test-logs/postgres.log";
const SETTINGS: [&str; 8] = [
    // Only tests may do without durability.
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    // A thousand databases that live for a second: it would look after each of them.
    "autovacuum=off",
    "shared_buffers=64MB",
    "max_connections=200",
    "log_min_messages=warning",
    "listen_addresses=127.0.0.1",
];

/// Runs the server until Ctrl-C, SIGTERM or the terminal's end, then has it end its
/// sessions and stop (its SIGINT), and clears its folder away.
const KEEPER: &str = r#"trap 'kill -INT $!' INT TERM HUP
"$@" &
while kill -0 $! 2>/dev/null; do wait; done
trap '' INT TERM HUP
rm -rf "$0""#;

/// A running server; it is stopped and its folder removed when this is dropped.
pub(crate) struct Postgres {
    folder: PathBuf,
    server: Child,
    port: u16,
}

impl Postgres {
    /// Installs PostgreSQL when it is missing and starts a server of our own.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs()?;
        let folder = own_folder()?;
        let data = folder.join("data");
        let mut initdb = unprivileged(&programs.join("initdb"));
        initdb
            .args([
                "--username=app",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
            ])
            .args(["--no-sync", "--no-instructions", "--pgdata"])
            .arg(&data);
        shell::quietly(&mut initdb)?;

        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        // Not in its folder: it tells why a server that is gone did not come up.
        let log = fs::File::create(shell::target(LOG))?;
        let mut command = unprivileged(Path::new("sh"));
        command
            .args(["-c", KEEPER])
            .arg(&folder)
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args(["-p", &port.to_string()]);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        let server = command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("PostgreSQL could not be started")?;
        let mut postgres = Self {
            folder,
            server,
            port,
        };
        postgres.wait_until_ready(&programs)?;
        Ok(postgres)
    }

    /// Where the tests reach it, as a person who may create databases.
    pub(crate) fn url(&self) -> String {
        format!("postgres://app@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self, programs: &Path) -> Result<()> {
        let port = self.port.to_string();
        for _ in 0..PATIENCE {
            let mut ready = Command::new(programs.join("pg_isready"));
            if shell::succeeds(ready.args(["-q", "-h", "127.0.0.1", "-p", &port])) {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            thread::sleep(WAIT);
        }
        let log = fs::read_to_string(shell::target(LOG)).unwrap_or_default();
        bail!("PostgreSQL did not come up:\n{log}")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The shell's own `kill`: a bare Debian has no such program.
        let id = self.server.id().to_string();
        let _ = shell::quietly(Command::new("sh").args(["-c", "kill -TERM $0", &id]));
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder of PostgreSQL's programs, installed from Debian when there is none.
fn programs() -> Result<PathBuf> {
    if let Some(found) = newest_programs() {
        return Ok(found);
    }
    if debian::is_here() {
        install()?;
    }
    newest_programs().with_context(|| format!("PostgreSQL {OLDEST} or newer is needed"))
}

fn newest_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let newest = versions
        .filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok())
        .filter(|version| *version >= OLDEST)
        .map(|version| {
            let folder = PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"));
            (version, folder)
        })
        // A machine may have the client's programs alone.
        .filter(|(_, folder)| folder.join("postgres").exists())
        .max();
    newest.map(|(_, folder)| folder).or_else(|| {
        let folder = shell::quietly(Command::new("pg_config").arg("--bindir")).ok()?;
        Some(PathBuf::from(folder.trim())).filter(|folder| folder.join("postgres").exists())
    })
}

/// Debian would make and start a server of its own with the package: we ask it not to.
fn install() -> Result<()> {
    let folder = Path::new("/etc/postgresql-common/createcluster.d");
    let no_server = folder.join("mingzheng.conf");
    if debian::is_root() {
        fs::create_dir_all(folder)?;
        fs::write(&no_server, "create_main_cluster = false\n")?;
    }
    // The release's own: 15 in Debian 12, newer ones later.
    let installed = debian::ensure(&["postgresql"], "the tests on PostgreSQL");
    let _ = fs::remove_file(no_server);
    installed
}

/// A new folder that the server's user owns.
fn own_folder() -> Result<PathBuf> {
    let folder = shell::quietly(Command::new("mktemp").args(["-d", "-t", "mingzheng-pg.XXXXXX"]))?;
    let folder = PathBuf::from(folder.trim());
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755))?;
    if debian::is_root() {
        shell::quietly(Command::new("chown").arg("postgres:").arg(&folder))?;
    }
    Ok(folder)
}

/// PostgreSQL refuses to run as root: then it runs as its own user.
fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.arg("--pdeathsig=TERM");
    if debian::is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command
        .arg(program)
        .current_dir("/")
        .env("LC_ALL", "C.UTF-8")
        .env("HOME", "/tmp");
    command
}
