//! What configurations are taken, and what is said of the others.

mod silence;

use super::*;

fn with(environment: &[(&str, &str)]) -> Result<Config, Faults> {
    Config::load(&Flags::default(), &owned(environment))
}

fn owned(environment: &[(&str, &str)]) -> Vec<(String, String)> {
    environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn from_file(text: &str, environment: &[(&str, &str)]) -> Result<Config, Faults> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mingzheng.toml");
    std::fs::write(&path, text).unwrap();
    let file = FileFlag { config: Some(path) };
    Config::load(&file.into(), &owned(environment))
}

fn keys_of(faults: &Faults) -> Vec<&str> {
    faults.0.iter().map(|fault| fault.key.as_str()).collect()
}

#[test]
fn nothing_given_is_a_configuration() {
    let config = with(&[]).unwrap();
    assert_eq!(config.database_url, "sqlite:mingzheng.db");
    assert_eq!(config.files, PathBuf::from("mingzheng.files"));
    assert_eq!(config.rulebook.id, "lanzhou-new-area");
    assert!(
        matches!(config.keys, KeySource::Beside(path) if path == Path::new("mingzheng.keys.toml"))
    );
}

#[test]
fn a_variable_goes_before_the_file_and_a_flag_before_the_variable() {
    let file = "[http]\nlisten = \"127.0.0.1:1\"\nface = \"desk\"\n[session]\nidle_minutes = 5";
    let config = from_file(file, &[("MINGZHENG__HTTP__LISTEN", "127.0.0.1:2")]).unwrap();
    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.face, Face::Desk);
    assert_eq!(config.idle, SignedDuration::from_mins(5));
    let flags = Flags {
        web: WebFlags {
            listen: Some("127.0.0.1:3".to_owned()),
            face: None,
        },
        ..Flags::default()
    };
    let variable = owned(&[("MINGZHENG__HTTP__LISTEN", "127.0.0.1:2")]);
    assert_eq!(Config::load(&flags, &variable).unwrap().listen.port(), 3);
}

#[test]
fn every_fault_is_told_at_once_with_its_key() {
    let file = "[database]\nurl = \"mysql://x\"\n[http]\nlisten = \"here\"\nport = 1\n[log]\nlevel = \"loud\"";
    let environment = [
        ("MINGZHENG__SESSION__IDLE_MINUTES", "0"),
        ("MINGZHENG__RULEBOOK__ID", "atlantis"),
        ("MINGZHENG__HTTP__PUBLIC_URL", "zz.example.gov.cn/app"),
        ("MINGZHENG__LEVEL", "info"),
    ];
    let faults = from_file(file, &environment).err().unwrap();
    assert_eq!(
        keys_of(&faults),
        [
            "http.port",
            "level",
            "database.url",
            "http.listen",
            "http.public_url",
            "rulebook.id",
            "session.idle_minutes",
            "log.level"
        ]
    );
    assert!(faults.to_string().contains("log.level?"));
}

#[test]
fn a_broken_file_is_named_with_its_line_and_without_its_content() {
    let faults = from_file("[keys]\nfile = = \"0123secret\"", &[])
        .err()
        .unwrap();
    let told = faults.to_string();
    assert!(
        told.contains("Line 2") && !told.contains("secret"),
        "{told}"
    );
}

#[test]
fn keys_may_stand_in_the_environment_and_are_never_shown() {
    let key = "ab".repeat(32);
    let environment = [
        ("MINGZHENG__KEYS__SEALING__ACTIVE", "s1"),
        ("MINGZHENG__KEYS__SEALING__KEYS__S1", key.as_str()),
        ("MINGZHENG__KEYS__INDEX__ACTIVE", "i1"),
        ("MINGZHENG__KEYS__INDEX__KEYS__I1", key.as_str()),
        ("MINGZHENG__DATABASE__URL", "postgres://app:hunter2@db/zz"),
    ];
    assert!(matches!(
        with(&environment).unwrap().keys,
        KeySource::Given(_)
    ));
    let shown = Config::explain(&Flags::default(), &owned(&environment)).unwrap();
    let all = format!("{shown:?}");
    assert!(!all.contains(&key) && !all.contains("hunter2"), "{all}");
    assert!(all.contains("postgres://app:********@db/zz"));
}

#[test]
fn a_password_is_shown_in_no_part_of_an_address() {
    for (given, shown) in [
        (
            "postgres://app:geheim@db/zz",
            "postgres://app:********@db/zz",
        ),
        (
            "postgres://db/zz?user=app&password=geheim&sslmode=require",
            "postgres://db/zz?user=app&password=********&sslmode=require",
        ),
        (
            "postgres://app:geheim@db/zz?sslpassword=geheim",
            "postgres://app:********@db/zz?sslpassword=********",
        ),
        ("sqlite:zz.db?mode=rw", "sqlite:zz.db?mode=rw"),
    ] {
        assert_eq!(without_password(given), shown);
    }
}

#[test]
fn half_of_the_keys_or_keys_from_two_places_are_faults() {
    let key = "ab".repeat(32);
    let half = [
        ("MINGZHENG__KEYS__SEALING__ACTIVE", "s1"),
        ("MINGZHENG__KEYS__SEALING__KEYS__S1", key.as_str()),
    ];
    assert_eq!(keys_of(&with(&half).err().unwrap()), ["keys"]);
    let both = [half[0], half[1], ("MINGZHENG__KEYS__FILE", "keys.toml")];
    assert_eq!(keys_of(&with(&both).err().unwrap()), ["keys.file"]);
    let short = [half[0], ("MINGZHENG__KEYS__SEALING__KEYS__S1", "abcd")];
    assert!(!with(&short).err().unwrap().to_string().contains("abcd"));
}

#[test]
fn the_path_of_an_sqlite_database_is_found_in_every_form_of_its_url() {
    for url in ["sqlite:a/b.db", "sqlite://a/b.db", "sqlite:a/b.db?mode=rwc"] {
        assert_eq!(sqlite_path(url), Some(Path::new("a/b.db")), "{url}");
    }
    assert_eq!(sqlite_path("postgres://db/zz"), None);
}

#[test]
fn roots_of_authorities_are_read_and_anything_else_in_their_file_is_a_fault() {
    use crate::crypto::certificate::{Subject, Terms, pem, root, sealing};
    use crate::crypto::sm2::PrivateKey;
    let subject = Subject {
        organisation: "示例认证公司".to_owned(),
        organisation_code: None,
        name: "示例认证根".to_owned(),
    };
    let terms = Terms {
        serial: uuid::Uuid::from_u128(1),
        from: "2026-01-01T00:00:00Z".parse().unwrap(),
        to: "2036-01-01T00:00:00Z".parse().unwrap(),
    };
    let key = PrivateKey::random();
    let sign = |bytes: &[u8]| key.sign(&[bytes]).unwrap().remove(0);
    let unsigned = root(&subject, &key.public(), &terms).unwrap();
    let signature = sign(unsigned.bytes());
    let root = unsigned.signed(&signature).unwrap();
    let unsigned = sealing(&subject, &key.public(), &root, &terms).unwrap();
    let signature = sign(unsigned.bytes());
    let seal = pem(&unsigned.signed(&signature).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roots.pem");
    let named = [("MINGZHENG__SEALS__ROOTS", path.to_str().unwrap())];
    let given = |text: &str| {
        std::fs::write(&path, text).unwrap();
        with(&named)
    };
    let good = pem(&root).unwrap();
    assert_eq!(given(&good).unwrap().seal_roots, [root]);
    for wrong in [
        "",
        "no certificate",
        &seal,
        &[good.as_str(), &seal].concat(),
    ] {
        let faults = given(wrong).err().unwrap();
        assert_eq!(keys_of(&faults), ["seals.roots"], "{wrong}");
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(keys_of(&with(&named).err().unwrap()), ["seals.roots"]);
    assert!(with(&[]).unwrap().seal_roots.is_empty());
}

#[test]
fn the_post_is_set_as_a_whole_or_not_at_all_and_its_secrets_are_never_shown() {
    let nothing = with(&[]).unwrap().post;
    assert!(nothing.mail.is_none() && nothing.gateway.is_none());
    let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let whole = [
        (
            "MINGZHENG__MAIL__URL",
            "smtps://app:hunter2@mail.example.gov.cn",
        ),
        ("MINGZHENG__MAIL__FROM", "明证 <noreply@example.gov.cn>"),
        (
            "MINGZHENG__MESSAGES__URL",
            "https://sms.example.gov.cn/send",
        ),
        ("MINGZHENG__MESSAGES__KEY", key),
        ("MINGZHENG__NOTICES__QUIET", "none"),
    ];
    let post = with(&whole).unwrap().post;
    assert!(post.mail.is_some() && post.gateway.is_some() && post.quiet.is_none());
    let shown = Config::explain(&Flags::default(), &owned(&whole)).unwrap();
    let all = format!("{shown:?}");
    assert!(!all.contains("hunter2") && !all.contains(key), "{all}");
    let half = [whole[0], whole[3], ("MINGZHENG__NOTICES__DIGEST", "8:30")];
    assert_eq!(
        keys_of(&with(&half).err().unwrap()),
        ["notices.digest", "mail.from", "messages.url"]
    );
    let clear = [
        ("MINGZHENG__MAIL__URL", "smtp://mail.example.gov.cn"),
        whole[1],
    ];
    let faults = with(&clear).err().unwrap();
    assert_eq!(keys_of(&faults), ["mail.url"]);
}

const PROVIDER: [(&str, &str); 3] = [
    (
        "MINGZHENG__IDENTITY__OIDC__ISSUER",
        "https://id.example.gov.cn",
    ),
    ("MINGZHENG__IDENTITY__OIDC__CLIENT_ID", "zz"),
    ("MINGZHENG__IDENTITY__OIDC__CLIENT_SECRET", "hunter2"),
];
const PLATFORM: [(&str, &str); 5] = [
    (
        "MINGZHENG__IDENTITY__TICKET__PAGE",
        "https://p.example.gov.cn/login",
    ),
    (
        "MINGZHENG__IDENTITY__TICKET__TOKEN_URL",
        "https://p.example.gov.cn/t",
    ),
    (
        "MINGZHENG__IDENTITY__TICKET__USER_URL",
        "https://p.example.gov.cn/u",
    ),
    ("MINGZHENG__IDENTITY__TICKET__CLIENT_ID", "zz"),
    ("MINGZHENG__IDENTITY__TICKET__CLIENT_SECRET", "hunter3"),
];

#[test]
fn an_identity_provider_is_set_up_whole_and_its_secret_is_never_shown() {
    assert!(with(&[]).unwrap().identity.is_none());
    for whole in [PROVIDER.as_slice(), PLATFORM.as_slice()] {
        assert!(with(whole).unwrap().identity.is_some());
        let shown = Config::explain(&Flags::default(), &owned(whole)).unwrap();
        assert!(!format!("{shown:?}").contains("hunter"));
        for place in 0..whole.len() {
            let mut half = whole.to_vec();
            half.remove(place);
            let faults = with(&half).err().unwrap();
            assert!(
                faults
                    .0
                    .iter()
                    .all(|fault| fault.key.starts_with("identity."))
            );
        }
    }
    let both = [PROVIDER.as_slice(), PLATFORM.as_slice()].concat();
    assert_eq!(
        keys_of(&with(&both).err().unwrap()),
        ["identity.ticket.page"]
    );
}

#[test]
fn an_identity_provider_is_spoken_to_in_clear_on_this_machine_alone() {
    for (issuer, is_taken) in [
        ("http://127.0.0.1:9000", true),
        ("http://id.example.gov.cn", false),
        ("id.example.gov.cn", false),
    ] {
        let mut given = PROVIDER;
        given[0].1 = issuer;
        assert_eq!(with(&given).is_ok(), is_taken, "{issuer}");
    }
}

#[test]
fn a_scanner_is_named_by_its_address() {
    let config = with(&[("MINGZHENG__FILES__SCANNER", "tcp://clamd:3310")]).unwrap();
    assert_eq!(config.scanner, Scanner::new("tcp://clamd:3310"));
    let wrong = with(&[("MINGZHENG__FILES__SCANNER", "clamd:3310")])
        .err()
        .unwrap();
    assert_eq!(keys_of(&wrong), ["files.scanner"]);
}
