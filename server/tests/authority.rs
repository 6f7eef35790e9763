//! Does a seal come to the certificate of an authority? The authority is OpenSSL, with a root and one below it.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod openssl;

use std::fs;
use std::path::Path;

use domain::seal::{Fingerprint, SealFault, Unfit, certified, check_root, verify};
use jiff::{Timestamp, ToSpan as _};
use openssl::done;
use server::clock::Clock;
use server::crypto::Vault;
use server::crypto::certificate::{Subject, all_in};
use server::crypto::keys::Keyring;
use server::crypto::request::request;
use server::ports::seal_keys::{SealKey, SealKeys};
use tempfile::TempDir;
use uuid::Uuid;

const SEAL: Uuid = Uuid::from_u128(7);
const RECORD: &[u8] = b"{}";
const NAME: &str = "示例市市场监督管理局电子证照专用章";

/// A key with the request for its certificate.
struct Asking {
    key: SealKey,
    public: Vec<u8>,
    request: String,
}

fn asking() -> Asking {
    let vault = Vault::new(&Keyring::fresh());
    let made = SealKeys::Software.create(&vault, SEAL).unwrap();
    let key = SealKeys::Software.open(&vault, SEAL, &made.handle).unwrap();
    let subject = Subject {
        organisation: "示例市市场监督管理局".to_owned(),
        organisation_code: Some("11620100MB1234567X".to_owned()),
        name: NAME.to_owned(),
    };
    let unsigned = request(&subject, &made.public).unwrap();
    let signature = key.sign(&[unsigned.bytes()]).unwrap().remove(0);
    Asking {
        request: unsigned.signed(&signature).unwrap(),
        public: made.public.to_der().unwrap(),
        key,
    }
}

/// The authority's files, with the request in `seal.csr`.
fn authority(request: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    for (name, text) in [
        ("seal.csr", request),
        (
            "authority.ext",
            "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n",
        ),
        (
            "powerless.ext",
            "basicConstraints=critical,CA:false\nkeyUsage=critical,keyCertSign\n",
        ),
        (
            "seal.ext",
            "basicConstraints=CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation\n",
        ),
        ("encrypting.ext", "keyUsage=critical,keyEncipherment\n"),
    ] {
        fs::write(path.join(name), text).unwrap();
    }
    for line in [
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out root.key",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out middle.key",
        "req -x509 -new -utf8 -key root.key -sm3 -sigopt USER -days 3650 -subj /C=CN/O=示例认证公司/CN=示例认证根 \
         -addext keyUsage=critical,keyCertSign -out root.pem",
        "req -new -utf8 -key middle.key -sm3 -sigopt USER -subj /C=CN/O=示例认证公司/CN=示例签发机构 -out middle.csr",
    ] {
        done(path, line);
    }
    issue(path, "middle.csr", "root", "authority.ext", "middle");
    folder
}

/// `out.pem` for a request, signed by `by`.
fn issue(folder: &Path, request: &str, by: &str, extensions: &str, out: &str) {
    let line = format!(
        "x509 -req -in {request} -CA {by}.pem -CAkey {by}.key -CAcreateserial -days 30 -sm3 -sigopt USER \
         -vfyopt USER -extfile {extensions} -out {out}.pem"
    );
    done(folder, &line);
}

/// What stands in these files, in this order.
fn read(folder: &Path, names: &[&str]) -> Vec<Vec<u8>> {
    let text: String = names
        .iter()
        .map(|name| fs::read_to_string(folder.join(format!("{name}.pem"))).unwrap())
        .collect();
    all_in(&text).unwrap()
}

fn now() -> Timestamp {
    Clock::System.now()
}

#[test]
fn openssl_reads_the_request_and_finds_that_its_own_key_signed_it() {
    let folder = authority(&asking().request);
    let line = "req -in seal.csr -noout -verify -vfyopt USER -text -nameopt utf8,sep_comma_plus";
    let text = done(folder.path(), line);
    let subject =
        format!("C=CN,O=示例市市场监督管理局,organizationIdentifier=11620100MB1234567X,CN={NAME}");
    assert!(
        text.contains(&subject) && text.contains("SM2-with-SM3"),
        "{text}"
    );
}

#[test]
fn a_seal_that_the_authority_certified_holds_under_its_root() {
    let asking = asking();
    let folder = authority(&asking.request);
    let path = folder.path();
    issue(path, "seal.csr", "middle", "seal.ext", "seal");
    let roots = read(path, &["root"]);
    assert_eq!(check_root(&roots[0]), Ok(()));
    let answer = read(path, &["seal", "middle"]);
    let taken = certified(&answer, &roots, &asking.public, now()).unwrap();
    assert_eq!(taken.chain, read(path, &["seal", "middle", "root"]));
    assert_eq!(taken.root_name, "示例认证根");
    let signature = asking.key.sign(&[RECORD]).unwrap().remove(0);
    let by = verify(RECORD, &signature, &taken.chain, now()).unwrap();
    assert_eq!(
        (by.name.as_str(), by.issuer.as_str()),
        (NAME, "示例签发机构")
    );
    assert!(by.under(&[Fingerprint::of(&roots[0])]).is_ok());
}

#[test]
fn a_foreign_key_an_ended_certificate_a_powerless_issuer_and_an_unknown_root_are_refused() {
    let asking = asking();
    let folder = authority(&asking.request);
    let path = folder.path();
    issue(path, "seal.csr", "middle", "seal.ext", "seal");
    let roots = read(path, &["root"]);
    let whole = read(path, &["seal", "middle", "root"]);
    let of = |answer: &[Vec<u8>], at| certified(answer, &roots, &asking.public, at).unwrap_err();

    let other = self::asking();
    let foreign = certified(&whole, &roots, &other.public, now());
    let subject = NAME.to_owned();
    assert_eq!(foreign, Err(Unfit::OtherKey { subject }));
    let later = now().saturating_add((31 * 24).hours()).unwrap();
    assert!(matches!(of(&whole, later), Unfit::NotNow { .. }));
    let earlier = now().saturating_sub(24.hours()).unwrap();
    assert!(matches!(of(&whole, earlier), Unfit::NotNow { .. }));

    let root = Fingerprint::of(&roots[0]);
    let strangers = authority(&other.request);
    let unknown = read(strangers.path(), &["root"]);
    let refused = certified(&whole, &unknown, &asking.public, now());
    assert_eq!(refused, Err(Unfit::Chain(SealFault::UnknownRoot { root })));
    let without = certified(&whole[..2], &unknown, &asking.public, now());
    assert!(matches!(
        without,
        Err(Unfit::Chain(SealFault::NoRoot { .. }))
    ));

    issue(path, "middle.csr", "root", "powerless.ext", "middle");
    let powerless = of(&read(path, &["seal", "middle", "root"]), now());
    let subject = "示例签发机构".to_owned();
    assert_eq!(powerless, Unfit::Chain(SealFault::NoAuthority { subject }));
    issue(path, "middle.csr", "root", "authority.ext", "middle");
    issue(path, "seal.csr", "middle", "encrypting.ext", "seal");
    let encrypting = of(&read(path, &["seal", "middle", "root"]), now());
    assert!(matches!(
        encrypting,
        Unfit::Chain(SealFault::OtherUse { .. })
    ));
    // The seal's certificate can't certify, and isn't a root.
    let subject = NAME.to_owned();
    assert_eq!(
        check_root(&whole[0]),
        Err(SealFault::NoAuthority { subject })
    );
}

#[test]
fn certificates_are_found_in_a_text_among_what_else_stands_there_and_broken_ones_are_not() {
    let folder = authority(&asking().request);
    let path = folder.path();
    let explained = done(path, "x509 -in root.pem -text -nameopt utf8");
    let middle = fs::read_to_string(path.join("middle.pem")).unwrap();
    let text = [&explained, "\n", &middle.replace('\n', "\r\n")].concat();
    assert_eq!(all_in(&text), Some(read(path, &["root", "middle"])));
    assert_eq!(all_in("no certificate"), Some(Vec::new()));
    assert_eq!(all_in(&middle.replace("-----END", "-----AND")), None);
    let broken = middle.replacen("\nMII", "\n!II", 1);
    assert_eq!(all_in(&broken), None);
}
