//! What the command line promises about the library: `verify` finds what was tampered with, and `openssl` alone checks
//! what `licence --export` wrote. Without openssl these fail.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use tempfile::TempDir;

struct Library(TempDir);

impl Library {
    fn new() -> Self {
        let this = Self(tempfile::tempdir().unwrap());
        let made = this.mingzheng(&["demo", "--licences", "60"]);
        assert!(made.status.success(), "{made:?}");
        this
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.folder().join("library.db").display())
    }

    fn mingzheng(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_mingzheng"))
            .args(args)
            .env_clear()
            .env("MINGZHENG__DATABASE__URL", self.url())
            .env("MINGZHENG__LOG__LEVEL", "error")
            .current_dir(self.folder())
            .output()
            .unwrap()
    }

    fn verified(&self) -> (Option<i32>, Value) {
        let output = self.mingzheng(&["verify", "--json"]);
        let report = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code(), report)
    }

    async fn connection(&self) -> SqliteConnection {
        let options: SqliteConnectOptions = self.url().parse().unwrap();
        options.connect().await.unwrap()
    }

    async fn a_sealed_one(&self) -> String {
        let mut connection = self.connection().await;
        sqlx::query_scalar(
            "SELECT v.identifier FROM licence_version v JOIN licence_seal x ON x.licence_id = v.licence_id AND x.version = v.version \
             ORDER BY v.identifier LIMIT 1",
        )
        .fetch_one(&mut connection)
        .await
        .unwrap()
    }
}

fn sh(folder: &Path, script: &str) -> Output {
    let mut shell = Command::new("sh");
    shell.args(["-ec", script]).current_dir(folder);
    shell.output().unwrap()
}

#[tokio::test]
async fn the_printed_command_line_checks_an_exported_seal_with_openssl_alone() {
    let library = Library::new();
    let identifier = library.a_sealed_one().await;
    let output = library.mingzheng(&["licence", &identifier, "--export", "out"]);
    assert!(output.status.success(), "{output:?}");
    let script = String::from_utf8(output.stdout).unwrap();
    let checked = sh(library.folder(), &script);
    let said = String::from_utf8(checked.stdout.clone()).unwrap();
    assert!(checked.status.success(), "{script}\n{checked:?}");
    assert!(
        said.contains("Verified OK") && said.contains("certificate.pem: OK"),
        "{said}"
    );

    let file = library.folder().join("out/record.json");
    let record = std::fs::read_to_string(&file).unwrap();
    assert!(record.contains(&identifier));
    std::fs::write(&file, record.replace(&identifier[..5], "00000")).unwrap();
    assert!(!sh(library.folder(), &script).status.success());

    let unknown = library.mingzheng(&["licence", "1.2.156.3005.2.none", "--export", "none"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(!library.folder().join("none").exists());
}

#[tokio::test]
async fn verify_answers_for_the_whole_library_and_names_what_was_tampered_with() {
    let library = Library::new();
    let (code, report) = library.verified();
    assert_eq!(code, Some(0), "{report}");
    assert_eq!(report["licences"], 60);
    assert_eq!(report["broken"], serde_json::json!([]));
    assert!(report["sealed"].as_u64().unwrap() > 50);
    let identifier = library.a_sealed_one().await;
    let mut connection = library.connection().await;
    for sql in [
        "DROP TRIGGER licence_seal_no_update",
        "UPDATE licence_seal SET sealed_at = '2001-01-01T00:00:00.000000Z' WHERE licence_id = \
            (SELECT licence_id FROM licence_version ORDER BY identifier LIMIT 1)",
    ] {
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    let (code, report) = library.verified();
    assert_eq!(code, Some(1));
    let broken = report["broken"].as_array().unwrap();
    assert!(
        !broken.is_empty() && broken.iter().any(|one| one[0] == identifier),
        "{report}"
    );
    assert!(
        broken
            .iter()
            .all(|one| one[1].as_str().unwrap().starts_with("seal: ")),
        "{report}"
    );
}

#[test]
fn there_is_nothing_to_verify_where_there_is_no_library() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_mingzheng"))
        .args(["verify"])
        .env_clear()
        .env("MINGZHENG__DATABASE__URL", "sqlite:none.db")
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("none.db").exists());
}
