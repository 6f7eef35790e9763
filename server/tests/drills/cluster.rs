//! PostgreSQL stopped and started again under the server.

use crate::deployment::{Deployment, free};
use crate::killing::CASES;
use crate::stream::Stream;
use server::store::testing::{Backend, db};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const SIZE: [&str; 4] = ["--licences", "300", "--cases", "100"];

/// A PostgreSQL that nobody else uses, durable as a real one.
struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts one; what is laid into it at first may be lost, and is laid sooner for that.
    fn start(programs: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let port = free().rsplit_once(':').unwrap().1.parse().unwrap();
        let this = Self {
            folder,
            programs,
            port,
        };
        let data = this.data();
        if is_root() {
            let owned = Command::new("chown")
                .arg("postgres:")
                .arg(this.folder.path())
                .status();
            assert!(owned.unwrap().success());
        }
        this.run(
            "initdb",
            &[
                "--username=app",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-sync",
                "--pgdata",
                &data,
            ],
        );
        this.up("-c fsync=off -c full_page_writes=off");
        this
    }

    /// From now on it is as durable as a real one.
    fn keep(&self) {
        self.down("fast");
        self.up("");
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn url(&self) -> String {
        format!("postgres://app@127.0.0.1:{}/postgres", self.port)
    }

    fn up(&self, settings: &str) {
        let folder = self.folder.path().display();
        let port = self.port;
        let options = format!("-p {port} -k {folder} -c listen_addresses=127.0.0.1 {settings}");
        let log = format!("{folder}/log");
        self.run(
            "pg_ctl",
            &[
                "start",
                "-w",
                "-D",
                &self.data(),
                "-l",
                &log,
                "-o",
                &options,
            ],
        );
    }

    /// As a power cut ends it (`immediate`), or as its operator does (`fast`).
    fn down(&self, mode: &str) {
        self.run("pg_ctl", &["stop", "-w", "-D", &self.data(), "-m", mode]);
    }

    /// PostgreSQL refuses to run as root: then it runs as its own user.
    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
            command.arg(program);
            command
        } else {
            Command::new(program)
        };
        command
            .args(arguments)
            .current_dir("/")
            .env("LC_ALL", "C.UTF-8");
        // Its server would inherit a pipe and hold it open.
        let log =
            fs::File::create(std::env::temp_dir().join("mingzheng-drill-cluster.log")).unwrap();
        let ran = command
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .status();
        assert!(ran.unwrap().success(), "{command:?}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.down("immediate");
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Where its programs are; none where PostgreSQL isn't tested either.
fn programs() -> Option<PathBuf> {
    std::env::var("MINGZHENG_TEST_POSTGRES").ok()?;
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    found.sort();
    let found = found.into_iter().rev().find(|folder| has_server(folder));
    if found.is_none() {
        eprintln!("not drilled: PostgreSQL's server isn't where Debian puts it");
    }
    found
}

fn has_server(folder: &Path) -> bool {
    folder.join("initdb").exists()
}

#[tokio::test]
async fn postgresql_that_is_stopped_and_started_again_under_the_server_loses_nothing() {
    let Some(programs) = programs() else {
        return;
    };
    let cluster = Cluster::start(programs);
    let mut this = Deployment::of(db(Backend::Sqlite).await.unwrap());
    this.set("MINGZHENG__DATABASE__URL", cluster.url());
    this.lay(SIZE);
    cluster.keep();
    let before = this.number(CASES).await;
    let server = this.serve(&free());
    let stream = Stream::begin(&server.address, 6);
    for mode in ["fast", "immediate", "immediate"] {
        stream.until_filed(stream.filed().len() + 5);
        cluster.down(mode);
        cluster.up("");
    }
    stream.until_filed(stream.filed().len() + 5);
    let ledger = stream.end();
    server.stop();
    ledger.holds(&this, before).await;
    this.doctor();
}
