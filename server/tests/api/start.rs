//! With which configurations, keys and databases the server starts, and what it says otherwise.

use rstest::rstest;
use server::config::{Config, Flags};
use server::ports::identity::IdentityProvider;
use server::{demo, start};
use std::fmt::Write as _;
use std::path::Path;
use tempfile::TempDir;

const LOCAL: &str = "http://127.0.0.1:8080";

fn config(folder: &Path, more: &[(&str, &str)]) -> Config {
    let database = format!("sqlite:{}", folder.join("zz.db").display());
    let keys = folder.join("zz.keys").display().to_string();
    let given = [
        ("MINGZHENG__DATABASE__URL", database.as_str()),
        ("MINGZHENG__KEYS__FILE", keys.as_str()),
    ];
    let environment: Vec<_> = given
        .iter()
        .chain(more)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Config::load(&Flags::default(), &environment).unwrap()
}

fn write_keys(folder: &Path, sealing: &[(&str, &str)]) {
    let active = sealing.last().unwrap().0;
    let mut text = format!("[sealing]\nactive = \"{active}\"\n[sealing.keys]\n");
    for (id, digits) in sealing {
        writeln!(text, "{id} = \"{}\"", digits.repeat(32)).unwrap();
    }
    let index = "cd".repeat(32);
    writeln!(
        text,
        "[index]\nactive = \"i1\"\n[index.keys]\ni1 = \"{index}\""
    )
    .unwrap();
    let path = folder.join("zz.keys");
    std::fs::write(&path, text).unwrap();
    set_mode(&path, 0o600);
}

fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

async fn started(folder: &Path, more: &[(&str, &str)], public_url: &str) -> Result<(), String> {
    let app = start::app(&config(folder, more), public_url.to_owned()).await;
    app.map(drop).map_err(|error| error.to_string())
}

fn prepared() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_keys(folder.path(), &[("s1", "ab")]);
    folder
}

#[tokio::test]
async fn a_database_starts_again_with_the_keys_that_it_knows() {
    let folder = prepared();
    for _ in 0..2 {
        started(folder.path(), &[], LOCAL).await.unwrap();
    }
}

/// That what kind of database it is can't be changed in it is tried with its other histories.
#[tokio::test]
async fn a_library_of_real_people_never_gets_the_demonstrations_log_in() {
    let folder = prepared();
    let config = config(folder.path(), &[]);
    let start = async || start::app(&config, LOCAL.to_owned()).await.unwrap();
    assert!(matches!(start().await.identity, IdentityProvider::None));
    let ground = start::ground(&config).await.unwrap();
    let now = "2026-11-29T02:00:00Z".parse().unwrap();
    let laid = demo::build(ground, demo::Size::default(), now, |_| ()).await;
    assert!(laid.is_err(), "nor can one be laid over it");
    let again = start().await;
    assert!(!again.demonstration && matches!(again.identity, IdentityProvider::None));
}

#[tokio::test]
async fn what_it_makes_on_the_disk_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = prepared();
    let app = start::app(&config(folder.path(), &[]), LOCAL.to_owned()).await;
    let _running = app.unwrap();
    let made = std::fs::read_dir(folder.path()).unwrap().map(|entry| {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        (entry.file_name().into_string().unwrap(), mode)
    });
    let mut made: Vec<_> = made.collect();
    made.sort();
    let expected = [
        ("zz.db".to_owned(), 0o600),
        ("zz.db-shm".to_owned(), 0o600),
        ("zz.db-wal".to_owned(), 0o600),
        ("zz.files".to_owned(), 0o700),
        ("zz.keys".to_owned(), 0o600),
    ];
    assert_eq!(made, expected);
}

#[tokio::test]
async fn without_keys_no_database_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zz.db");
    let url = format!("sqlite:{}", path.display());
    let environment = [("MINGZHENG__DATABASE__URL".to_owned(), url)];
    let config = Config::load(&Flags::default(), &environment).unwrap();
    let refused = start::app(&config, LOCAL.to_owned()).await.map(drop);
    assert!(refused.unwrap_err().to_string().contains("mingzheng demo"));
    assert!(!path.exists());
}

#[tokio::test]
async fn a_wrong_or_missing_key_keeps_the_server_from_starting() {
    let folder = prepared();
    started(folder.path(), &[], LOCAL).await.unwrap();
    write_keys(folder.path(), &[("s1", "ef")]);
    let other = started(folder.path(), &[], LOCAL).await.unwrap_err();
    assert!(
        other.contains("sealing/s1") && other.contains("right key file"),
        "{other}"
    );
    write_keys(folder.path(), &[("s2", "ab")]);
    let missing = started(folder.path(), &[], LOCAL).await.unwrap_err();
    assert!(
        missing.contains("sealing/s1") && missing.contains("isn't among"),
        "{missing}"
    );
    std::fs::remove_file(folder.path().join("zz.keys")).unwrap();
    let none = started(folder.path(), &[], LOCAL).await.unwrap_err();
    assert!(none.contains("zz.keys"), "{none}");
}

#[tokio::test]
async fn a_key_that_was_turned_in_is_needed_from_then_on() {
    let folder = prepared();
    started(folder.path(), &[], LOCAL).await.unwrap();
    write_keys(folder.path(), &[("s1", "ab"), ("s2", "ef")]);
    started(folder.path(), &[], LOCAL).await.unwrap();
    write_keys(folder.path(), &[("s1", "ab")]);
    let missing = started(folder.path(), &[], LOCAL).await.unwrap_err();
    assert!(missing.contains("sealing/s2"), "{missing}");
}

#[tokio::test]
async fn a_key_file_that_others_can_read_is_refused() {
    let folder = prepared();
    set_mode(&folder.path().join("zz.keys"), 0o644);
    let refused = started(folder.path(), &[], LOCAL).await.unwrap_err();
    assert!(refused.contains("chmod 600"), "{refused}");
}

#[tokio::test]
async fn a_broken_key_file_is_named_and_never_quoted() {
    let folder = prepared();
    let path = folder.path().join("zz.keys");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("abab\"", "ab\"")).unwrap();
    let refused = started(folder.path(), &[], LOCAL).await.unwrap_err();
    assert!(
        refused.contains("sealing.keys.s1") && !refused.contains("abab"),
        "{refused}"
    );
}

#[rstest]
#[case("https://zz.example.gov.cn", true)]
#[case("http://127.0.0.1:8080", true)]
#[case("http://zz.example.gov.cn", false)]
#[case("http://0.0.0.0:8080", false)]
#[tokio::test]
async fn production_is_served_in_clear_on_this_machine_only(
    #[case] public_url: &str,
    #[case] starts: bool,
) {
    let folder = prepared();
    let outcome = started(folder.path(), &[], public_url).await;
    assert_eq!(outcome.is_ok(), starts, "{outcome:?}");
}

#[tokio::test]
async fn a_database_stays_with_its_rulebook() {
    let folder = prepared();
    started(folder.path(), &[], LOCAL).await.unwrap();
    let daqing = [("MINGZHENG__RULEBOOK__ID", "daqing")];
    let refused = started(folder.path(), &daqing, LOCAL).await.unwrap_err();
    assert!(
        refused.contains("lanzhou-new-area") && refused.contains("daqing"),
        "{refused}"
    );
}

#[tokio::test]
async fn production_does_not_start_without_configured_keys() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("zz.db").display());
    let environment = [("MINGZHENG__DATABASE__URL".to_owned(), database)];
    let config = Config::load(&Flags::default(), &environment).unwrap();
    let refused = start::app(&config, LOCAL.to_owned()).await.map(drop);
    assert!(refused.unwrap_err().to_string().contains("keys.file"));
}
