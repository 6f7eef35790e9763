//! A disk that is full, a database that is locked, can't be written or is somewhere else for a while.

use crate::deployment::{A_MOMENT, Deployment, Server, free};
use crate::killing::CASES;
use crate::stream::Stream;
use crate::volume::{self, Volume};
use crate::web::Client;
use serde_json::Value;
use server::store::testing::{Backend, db};
use sqlx::{Connection as _, SqliteConnection};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const SIZE: [&str; 4] = ["--licences", "300", "--cases", "100"];
/// What is left on the disk at first, and when it gets full: some filings fit.
const ROOM: u64 = 64 << 20;
const LITTLE: u64 = 3 << 20;
const PATIENCE: Duration = Duration::from_mins(1);

/// A demonstration whose database lies in a folder that something happens to.
async fn in_a_folder() -> (Deployment, PathBuf) {
    let mut this = Deployment::of(db(Backend::Sqlite).await.unwrap());
    let folder = this.folder().join("disk");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("mingzheng.db");
    this.set(
        "MINGZHENG__DATABASE__URL",
        format!("sqlite:{}", path.display()),
    );
    this.lay(SIZE);
    (this, folder)
}

/// How much lies in a folder.
fn bytes(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).unwrap().flatten();
    files.map(|file| file.metadata().unwrap().len()).sum()
}

/// What turns a folder read-only under a program that writes there, made of `read_only.c`; none without a compiler.
fn turning_read_only(this: &Deployment) -> Option<PathBuf> {
    let library = this.folder().join("read_only.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drills/read_only.c");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]);
    let made = compiler.args([&library, &source]).arg("-ldl").status();
    if made.is_ok_and(|made| made.success()) {
        return Some(library);
    }
    eprintln!("not drilled: there is no compiler of C");
    None
}

/// Puts everything of the folder on a disk of its own with so many bytes left.
fn on_a_small_disk(this: &Deployment, folder: &Path, room: u64) -> Option<Volume> {
    let aside = this.folder().join("aside");
    std::fs::rename(folder, &aside).unwrap();
    let volume = Volume::over(folder, bytes(&aside) + room)?;
    for file in std::fs::read_dir(&aside).unwrap().flatten() {
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    Some(volume)
}

/// Waits until a look at the own licences is answered with this status.
fn until(client: &Client, status: u16) {
    let begun = Instant::now();
    loop {
        let answer = client.send("GET", "/licences", &Value::Null, None).unwrap();
        if answer.status == status {
            return;
        }
        assert!([200, 503].contains(&answer.status), "{answer:?}");
        assert_eq!(
            answer.status == 503,
            answer.retry_after.is_some(),
            "{answer:?}"
        );
        assert!(begun.elapsed() < PATIENCE, "never {status}");
        std::thread::sleep(A_MOMENT);
    }
}

/// Nobody is shown a licence without a record of it.
fn looks_are_refused(client: &Client) {
    for _ in 0..10 {
        let look = client.get("/licences").unwrap();
        assert_eq!(look.status, 503, "{look:?}");
        assert_eq!(look.text("code"), "unavailable");
        assert!(look.retry_after.is_some(), "{look:?}");
    }
}

fn somebody(server: &Server) -> Client {
    let nobody = Client::known(&server.address, "");
    let accounts = nobody.get("/demonstration").unwrap().body;
    Client::citizen(
        &server.address,
        accounts["persons"][0]["holder"].as_str().unwrap(),
    )
}

#[tokio::test]
async fn a_disk_that_turns_read_only_under_the_server_is_told_of_and_nothing_is_answered_that_is_not_kept()
 {
    let (this, folder) = in_a_folder().await;
    let Some(library) = turning_read_only(&this) else {
        return;
    };
    let before = this.number(CASES).await;
    let (address, flag) = (free(), this.folder().join("read-only"));
    let mut command = this.mingzheng(&["serve", "--listen", &address]);
    command
        .env("LD_PRELOAD", library)
        .env("READ_ONLY_BELOW", &folder)
        .env("READ_ONLY_WHILE", &flag);
    let server = Server::start(command, &address);
    let (client, nobody) = (somebody(&server), Client::known(&address, ""));
    let stream = Stream::begin(&address, 6);
    stream.until_filed(3);
    for _ in 0..2 {
        std::fs::write(&flag, "").unwrap();
        until(&client, 503);
        // What everybody may read and nobody's record is made of goes on; everything else says that it doesn't.
        assert!(nobody.get("/catalogue").unwrap().is_good());
        looks_are_refused(&client);
        let filed = stream.filed();
        looks_are_refused(&client);
        assert_eq!(stream.filed(), filed, "nobody is told that they have filed");
        let kept = this.number(CASES).await - before;
        assert_eq!(usize::try_from(kept).unwrap(), filed.len());
        std::fs::remove_file(&flag).unwrap();
        until(&client, 200);
        stream.until_filed(filed.len() + 3);
    }
    let ledger = stream.end();
    server.stop();
    ledger.holds(&this, before).await;
    this.doctor();
}

#[tokio::test]
async fn a_full_disk_refuses_what_does_not_fit_and_when_there_is_room_again_everything_goes_on() {
    if !volume::is_ours() {
        return;
    }
    let (this, folder) = in_a_folder().await;
    let Some(volume) = on_a_small_disk(&this, &folder, ROOM) else {
        return;
    };
    let before = this.number(CASES).await;
    let server = this.serve(&free());
    let client = somebody(&server);
    let stream = Stream::begin(&server.address, 6);
    stream.until_filed(3);
    volume.change(&format!("size={}", bytes(&folder) + LITTLE));
    until(&client, 503);
    // Nobody is told of what isn't kept: no one was shown a licence without a record of it.
    until(&client, 503);
    volume.change("size=128m");
    until(&client, 200);
    stream.until_filed(stream.filed().len() + 5);
    let ledger = stream.end();
    server.stop();
    ledger.holds(&this, before).await;
    this.doctor();
}

#[tokio::test]
async fn a_database_on_a_disk_that_can_only_be_read_is_refused_at_the_start_with_a_sentence() {
    if !volume::is_ours() {
        return;
    }
    let (this, folder) = in_a_folder().await;
    let Some(volume) = on_a_small_disk(&this, &folder, ROOM) else {
        return;
    };
    let cases = this.number(CASES).await;
    assert!(cases >= 100, "{cases}");
    volume.change("ro");
    let refused = this.run(&["serve", "--listen", "127.0.0.1:0"]);
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{told}");
    assert!(
        told.lines().any(|line| line.starts_with("mingzheng: ")),
        "{told}"
    );
    assert!(told.contains("mingzheng.db"), "{told}");
    volume.change("rw");
    this.serve(&free()).stop();
    this.doctor();
}

#[tokio::test]
async fn a_database_that_another_program_has_locked_is_waited_for_and_nothing_is_lost_meanwhile() {
    let (this, _) = in_a_folder().await;
    let before = this.number(CASES).await;
    let server = this.serve(&free());
    let client = somebody(&server);
    let stream = Stream::begin(&server.address, 6);
    stream.until_filed(3);
    let mut other = SqliteConnection::connect(this.url()).await.unwrap();
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .unwrap();
    until(&client, 503);
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    until(&client, 200);
    stream.until_filed(stream.filed().len() + 5);
    let ledger = stream.end();
    server.stop();
    ledger.holds(&this, before).await;
    this.doctor();
}

#[tokio::test]
async fn a_database_that_was_moved_away_and_back_has_lost_nothing() {
    let (this, folder) = in_a_folder().await;
    let before = this.number(CASES).await;
    let server = this.serve(&free());
    let stream = Stream::begin(&server.address, 6);
    stream.until_filed(3);
    let away = this.folder().join("away");
    std::fs::rename(&folder, &away).unwrap();
    // What is answered meanwhile stands in the files where they are now.
    std::thread::sleep(Duration::from_millis(500));
    assert!(
        !folder.join("mingzheng.db").exists(),
        "no empty one is made in its place"
    );
    std::fs::rename(&away, &folder).unwrap();
    stream.until_filed(stream.filed().len() + 5);
    let ledger = stream.end();
    server.stop();
    ledger.holds(&this, before).await;
    this.doctor();
}
