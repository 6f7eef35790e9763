//! Do others read what is sealed here, and is what others seal read here? The other is OpenSSL; without it these fail.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod openssl;

use domain::seal::{Fingerprint, SealFault, verify};
use jiff::Timestamp;
use openssl::{done, openssl};
use server::clock::Clock;
use server::crypto::Vault;
use server::crypto::certificate::{self, CertificateError, Subject, Terms};
use server::crypto::keys::Keyring;
use server::crypto::sm2::PrivateKey;
use server::ports::seal_keys::SealKeys;
use tempfile::TempDir;
use uuid::Uuid;

const RECORD: &[u8] =
    "{\"证照名称\":\"食品经营许可证\",\"证照编号\":\"JY16201000000001\"}".as_bytes();
const SEAL: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0007);

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn terms(serial: u128, to: &str) -> Terms {
    Terms {
        serial: Uuid::from_u128(serial),
        from: at("2026-01-01T00:00:00Z"),
        to: at(to),
    }
}

fn root_subject() -> Subject {
    Subject {
        organisation: "示例市数据局".to_owned(),
        organisation_code: None,
        name: "示例市电子印章根证书".to_owned(),
    }
}

fn seal_subject() -> Subject {
    Subject {
        organisation: "示例市市场监督管理局".to_owned(),
        organisation_code: Some("11620100MB1234567X".to_owned()),
        name: "示例市市场监督管理局电子证照专用章".to_owned(),
    }
}

/// A root, a seal under it, and a record that was sealed: all by us.
struct Ours {
    root: Vec<u8>,
    seal: Vec<u8>,
    signature: Vec<u8>,
}

fn root_of(key: &PrivateKey) -> Vec<u8> {
    let terms = terms(1, "2056-01-01T00:00:00Z");
    let root = certificate::root(&root_subject(), &key.public(), &terms).unwrap();
    let signature = key.sign(&[root.bytes()]).unwrap().remove(0);
    root.signed(&signature).unwrap()
}

fn ours() -> Ours {
    let vault = Vault::new(&Keyring::fresh());
    let root_key = PrivateKey::random();
    let root = root_of(&root_key);
    let made = SealKeys::Software.create(&vault, SEAL).unwrap();
    let terms = terms(SEAL.as_u128(), "2029-01-01T00:00:00Z");
    let unsigned = certificate::sealing(&seal_subject(), &made.public, &root, &terms).unwrap();
    let signature = root_key.sign(&[unsigned.bytes()]).unwrap().remove(0);
    let seal = unsigned.signed(&signature).unwrap();
    let key = SealKeys::Software.open(&vault, SEAL, &made.handle).unwrap();
    let signature = key.sign(&[RECORD]).unwrap().remove(0);
    Ours {
        root,
        seal,
        signature,
    }
}

/// The files that somebody needs to check our seal with OpenSSL.
fn exported(ours: &Ours) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("record.json", RECORD);
    write("signature.der", &ours.signature);
    write("seal.pem", certificate::pem(&ours.seal).unwrap().as_bytes());
    write("root.pem", certificate::pem(&ours.root).unwrap().as_bytes());
    folder
}

#[test]
fn openssl_verifies_a_seal_that_was_made_here_and_refuses_a_changed_record() {
    let folder = exported(&ours());
    let folder = folder.path();
    let key = done(folder, "x509 -in seal.pem -noout -pubkey");
    std::fs::write(folder.join("pub.pem"), key).unwrap();
    let check = "dgst -sm3 -verify pub.pem -sigopt USER -signature signature.der record.json";
    assert_eq!(done(folder, check).trim(), "Verified OK");

    let changed = String::from_utf8_lossy(RECORD).replace("0001", "0002");
    std::fs::write(folder.join("record.json"), changed).unwrap();
    assert!(!openssl(folder, check).status.success());
}

// Not with -check_ss_sig: OpenSSL 3.0 hands the user id to the first certificate alone, and so can't check the root's
// own signature, not even of its own roots.
#[test]
fn openssl_verifies_the_chain_that_was_made_here_under_its_root_alone() {
    let folder = exported(&ours());
    let folder = folder.path();
    let other = certificate::pem(&root_of(&PrivateKey::random())).unwrap();
    std::fs::write(folder.join("other.pem"), other).unwrap();
    let passes = |root, then| {
        let then = at(then).as_second();
        let line =
            format!("verify -x509_strict -attime {then} -vfyopt USER -CAfile {root} seal.pem");
        openssl(folder, &line).status.success()
    };
    assert!(passes("root.pem", "2028-12-31T23:59:59Z"));
    assert!(!passes("root.pem", "2029-01-01T00:00:01Z"));
    assert!(!passes("other.pem", "2028-12-31T23:59:59Z"));
}

#[test]
fn openssl_reads_in_the_certificate_what_was_said_of_the_seal() {
    let folder = exported(&ours());
    let line = "x509 -in seal.pem -noout -text -nameopt utf8,sep_comma_plus";
    let text = done(folder.path(), line);
    for said in [
        "C=CN,O=示例市市场监督管理局,organizationIdentifier=11620100MB1234567X,CN=示例市市场监督管理局电子证照专用章",
        "C=CN,O=示例市数据局,CN=示例市电子印章根证书",
        "Not After : Jan  1 00:00:00 2029 GMT",
        "SM2-with-SM3",
        "CA:FALSE",
        "Digital Signature, Non Repudiation",
        "01:92:00:00:00:00:70:00:80:00:00:00:00:00:00:07",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn a_seal_that_openssl_made_holds_here() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("record"), RECORD).unwrap();
    std::fs::write(
        path.join("extensions"),
        "keyUsage=critical,digitalSignature\n",
    )
    .unwrap();
    for line in [
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out root.key",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out seal.key",
        "req -x509 -new -utf8 -key root.key -sm3 -sigopt USER -days 3650 -subj /C=CN/O=示例市数据局/CN=示例根 \
         -addext keyUsage=critical,keyCertSign -out root.pem",
        "req -new -utf8 -key seal.key -sm3 -sigopt USER -subj /C=CN/O=示例市卫健委/CN=卫生许可专用章 -out seal.csr",
        "x509 -req -in seal.csr -CA root.pem -CAkey root.key -CAcreateserial -days 365 -sm3 -sigopt USER \
         -vfyopt USER -extfile extensions -out seal.pem",
        "dgst -sm3 -sign seal.key -sigopt USER -out signature record",
        "x509 -in seal.pem -outform DER -out seal.der",
        "x509 -in root.pem -outform DER -out root.der",
    ] {
        done(path, line);
    }
    let file = |name| std::fs::read(path.join(name)).unwrap();
    let (chain, signature) = ([file("seal.der"), file("root.der")], file("signature"));
    let now = Clock::System.now();

    let by = verify(RECORD, &signature, &chain, now).unwrap();
    assert_eq!(by.organisation.as_deref(), Some("示例市卫健委"));
    assert_eq!(
        (by.name.as_str(), by.issuer.as_str()),
        ("卫生许可专用章", "示例根")
    );
    assert!(by.under(&[Fingerprint::of(&chain[1])]).is_ok());
    assert_eq!(
        verify(b"another", &signature, &chain, now),
        Err(SealFault::OtherRecord)
    );
}

#[test]
fn a_seal_made_here_holds_here_and_says_whose_it_is() {
    let ours = ours();
    let chain = [ours.seal, ours.root];
    let by = verify(RECORD, &ours.signature, &chain, at("2026-11-24T08:00:00Z")).unwrap();
    let subject = seal_subject();
    assert_eq!(by.organisation, Some(subject.organisation));
    assert_eq!(by.organisation_code, subject.organisation_code);
    assert_eq!(by.name, subject.name);
    assert_eq!(by.issuer, root_subject().name);
    assert_eq!(by.serial, SEAL.simple().to_string());
    assert_eq!(by.root, Fingerprint::of(&chain[1]));
    let late = verify(RECORD, &ours.signature, &chain, at("2029-01-01T00:00:01Z"));
    assert!(matches!(late, Err(SealFault::NotValidThen { .. })));
}

#[test]
fn a_certificate_is_refused_that_another_key_than_the_roots_signed() {
    let (key, other) = (PrivateKey::random(), PrivateKey::random());
    let root = root_of(&key);
    let terms = terms(2, "2029-01-01T00:00:00Z");
    let unsigned = certificate::sealing(&seal_subject(), &other.public(), &root, &terms).unwrap();
    let signature = other.sign(&[unsigned.bytes()]).unwrap().remove(0);
    assert!(matches!(
        unsigned.signed(&signature),
        Err(CertificateError::OtherKey)
    ));
}

#[test]
fn a_certificate_without_a_name_or_an_end_after_its_beginning_is_not_made() {
    let key = PrivateKey::random().public();
    let good = terms(3, "2029-01-01T00:00:00Z");
    for name in [String::new(), "章".repeat(65)] {
        let subject = Subject {
            name,
            ..root_subject()
        };
        let refused = certificate::root(&subject, &key, &good).err();
        assert!(matches!(
            refused,
            Some(CertificateError::Name { field: "CN" })
        ));
    }
    let backwards =
        certificate::root(&root_subject(), &key, &terms(3, "2025-12-31T00:00:00Z")).err();
    assert!(matches!(backwards, Some(CertificateError::Validity)));
    let no_root = certificate::sealing(&seal_subject(), &key, b"no root", &good).err();
    assert!(matches!(no_root, Some(CertificateError::Root)));
}
