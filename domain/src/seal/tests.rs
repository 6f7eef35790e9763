//! What holds and what does not, on certificates that are made here for the purpose.

use super::*;
use proptest::prelude::*;
use sm2::SecretKey;
use sm2::dsa::{SigningKey, signature::Signer as _};
use sm2::pkcs8::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use x509_cert::TbsCertificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{self, Builder as _, CertificateBuilder};
use x509_cert::der::asn1::{BitString, ObjectIdentifier, OctetString};
use x509_cert::der::flagset::FlagSet;
use x509_cert::der::{DateTime, Encode as _};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};
use x509_cert::ext::{Extension, ToExtension as _};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

const ROOT: &str = "CN=示例根,O=示例市数据局,C=CN";
const SEAL: &str =
    "CN=电子证照专用章,2.5.4.97=#0C12313231303030303030303333333333333833,O=示例市市场监管局,C=CN";
const ROOT_KEY: u8 = 1;
const SEAL_KEY: u8 = 2;
const OTHER_KEY: u8 = 3;
const RECORD: &[u8] = "{\"证照名称\":\"食品经营许可证\"}".as_bytes();

fn signing(key: u8, user: &str) -> SigningKey {
    SigningKey::new(user, &SecretKey::from_slice(&[key; 32]).unwrap()).unwrap()
}

fn signed(key: u8, message: &[u8]) -> Vec<u8> {
    signing(key, USER_ID).sign(message).to_der().to_vec()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-24T08:00:00Z")
}

/// A certificate that is to be made.
#[derive(Clone)]
struct Plan {
    subject: &'static str,
    issuer: &'static str,
    key: u8,
    issuer_key: u8,
    user: &'static str,
    until: u16,
    constraints: Option<BasicConstraints>,
    usage: Option<FlagSet<KeyUsages>>,
    more: Option<Extension>,
}

fn root() -> Plan {
    Plan {
        subject: ROOT,
        issuer: ROOT,
        key: ROOT_KEY,
        issuer_key: ROOT_KEY,
        user: USER_ID,
        until: 2036,
        constraints: authority(None),
        usage: Some(KeyUsages::KeyCertSign.into()),
        more: None,
    }
}

fn seal() -> Plan {
    Plan {
        subject: SEAL,
        key: SEAL_KEY,
        until: 2028,
        constraints: None,
        usage: Some(KeyUsages::DigitalSignature.into()),
        ..root()
    }
}

/// An authority between the two.
fn middle() -> Plan {
    Plan {
        subject: "CN=中级,O=示例市数据局,C=CN",
        key: 4,
        ..root()
    }
}

fn authority(path_len_constraint: Option<u8>) -> Option<BasicConstraints> {
    Some(BasicConstraints {
        ca: true,
        path_len_constraint,
    })
}

impl Plan {
    fn made(&self) -> Vec<u8> {
        let day = |year| Time::from(DateTime::new(year, 1, 1, 0, 0, 0).unwrap());
        let key = SubjectPublicKeyInfo::from_key(signing(self.key, USER_ID).verifying_key());
        let mut builder = CertificateBuilder::new(
            self.clone(),
            SerialNumber::from(0xabcd_u32),
            Validity::new(day(2026), day(self.until)),
            key.unwrap(),
        )
        .unwrap();
        let issuer = signing(self.issuer_key, self.user);
        let bytes = builder.finalize(&issuer).unwrap();
        let signature = issuer.sign(&bytes).to_der();
        let signature = BitString::from_bytes(signature.as_bytes()).unwrap();
        let certificate = builder.assemble(signature, &issuer).unwrap();
        certificate.to_der().unwrap()
    }
}

impl BuilderProfile for Plan {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.parse().unwrap()
    }

    fn get_subject(&self) -> Name {
        self.subject.parse().unwrap()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        let mut all: Vec<Extension> = self.more.iter().cloned().collect();
        if let Some(constraints) = &self.constraints {
            all.push(constraints.to_extension(tbs.subject(), &[])?);
        }
        if let Some(usage) = self.usage {
            all.push(KeyUsage(usage).to_extension(tbs.subject(), &[])?);
        }
        Ok(all)
    }
}

fn chain(plans: &[Plan]) -> Vec<Vec<u8>> {
    plans.iter().map(Plan::made).collect()
}

fn verified(plans: &[Plan]) -> Result<SealedBy, SealFault> {
    verify(RECORD, &signed(SEAL_KEY, RECORD), &chain(plans), now())
}

#[test]
fn sm3_gives_the_digests_of_its_standard() {
    let hex = |bytes: &[u8]| Fingerprint::of(bytes).to_string();
    assert_eq!(
        hex(b"abc"),
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    );
    assert_eq!(
        hex("abcd".repeat(16).as_bytes()),
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    );
}

#[test]
fn the_signature_in_the_standard_of_sm2_fits_under_its_user_id_and_no_other() {
    let number = |hex: &str| {
        let digits = |place: usize| u8::from_str_radix(&hex[place..place + 2], 16).unwrap();
        (0..hex.len()).step_by(2).map(digits).collect::<Vec<u8>>()
    };
    let private = number("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
    let public = number(
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020\
         CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13",
    );
    let numbers = number(
        "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3\
         B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA",
    );
    let signature = Signature::from_slice(&numbers).unwrap().to_der();
    let derived = SigningKey::from_slice(USER_ID, &private).unwrap();
    assert_eq!(&*derived.verifying_key().to_sec1_bytes(), &public[..]);

    let fits_under = |user| {
        let key = VerifyingKey::from_sec1_bytes(user, &public).unwrap();
        fits(&key, b"message digest", signature.as_bytes()).unwrap()
    };
    assert!(fits_under(USER_ID));
    assert!(!fits_under("ALICE123@YAHOO.COM") && !fits_under(""));
}

#[test]
fn a_seal_that_holds_says_whose_it_is() {
    let by = verified(&[seal(), root()]).unwrap();
    let expected = SealedBy {
        organisation: Some("示例市市场监管局".to_owned()),
        organisation_code: Some("121000000033333383".to_owned()),
        name: "电子证照专用章".to_owned(),
        issuer: "示例根".to_owned(),
        serial: "abcd".to_owned(),
        valid_from: at("2026-01-01T00:00:00Z"),
        valid_to: at("2028-01-01T00:00:00Z"),
        root: Fingerprint::of(&root().made()),
    };
    assert_eq!(by, expected);
}

#[test]
fn a_seal_holds_under_trusted_roots_alone() {
    let by = verified(&[seal(), root()]).unwrap();
    let ours = Fingerprint::of(&root().made());
    let other = Fingerprint::of(b"another");
    assert!(by.clone().under(&[other, ours]).is_ok());
    let unknown = SealFault::UnknownRoot { root: ours };
    assert_eq!(by.clone().under(&[other]), Err(unknown.clone()));
    assert_eq!(by.under(&[]), Err(unknown));
}

#[test]
fn one_or_more_authorities_may_stand_between() {
    let under = |plan: Plan| Plan {
        issuer: middle().subject,
        issuer_key: middle().key,
        ..plan
    };
    let limited = |depth| Plan {
        constraints: authority(Some(depth)),
        ..root()
    };
    assert!(verified(&[under(seal()), middle(), root()]).is_ok());
    assert!(verified(&[under(seal()), middle(), limited(1)]).is_ok());
    let subject = "示例根".to_owned();
    assert_eq!(
        verified(&[under(seal()), middle(), limited(0)]),
        Err(SealFault::TooDeep { subject })
    );
    assert!(verified(&[seal(), limited(0)]).is_ok());
}

#[test]
fn both_ends_of_validity_count_and_nothing_outside() {
    let (chain, signature) = (chain(&[seal(), root()]), signed(SEAL_KEY, RECORD));
    let then = |text| verify(RECORD, &signature, &chain, at(text));
    assert!(then("2026-01-01T00:00:00Z").is_ok() && then("2028-01-01T00:00:00.9Z").is_ok());
    let fault = SealFault::NotValidThen {
        subject: "电子证照专用章".to_owned(),
        from: at("2026-01-01T00:00:00Z"),
        to: at("2028-01-01T00:00:00Z"),
    };
    for outside in [
        "2025-12-31T23:59:59Z",
        "2028-01-01T00:00:01Z",
        "1960-01-01T00:00:00Z",
    ] {
        assert_eq!(then(outside), Err(fault.clone()), "{outside}");
    }
    let short = Plan {
        until: 2026,
        ..root()
    };
    let fault = verified(&[seal(), short]);
    assert!(matches!(fault, Err(SealFault::NotValidThen { subject, .. }) if subject == "示例根"));
}

#[test]
fn what_is_wrong_with_a_chain_is_named() {
    let subject = || "电子证照专用章".to_owned();
    let issuer = || "示例根".to_owned();
    let oid = ObjectIdentifier::new_unwrap("1.2.3.4");
    let condition = |critical| {
        Some(Extension {
            extn_id: oid,
            critical,
            extn_value: OctetString::new([5, 0]).unwrap(),
        })
    };
    let unsigned = SealFault::NotSigned {
        subject: subject(),
        issuer: issuer(),
    };
    let no_authority = SealFault::NoAuthority { subject: issuer() };
    let cases: Vec<(Vec<Plan>, SealFault)> = vec![
        (
            vec![],
            SealFault::Length {
                found: 0,
                longest: 6,
            },
        ),
        (
            vec![seal()],
            SealFault::Length {
                found: 1,
                longest: 6,
            },
        ),
        (
            vec![root(); 7],
            SealFault::Length {
                found: 7,
                longest: 6,
            },
        ),
        // Another root with the same name.
        (
            vec![
                seal(),
                Plan {
                    key: OTHER_KEY,
                    issuer_key: OTHER_KEY,
                    ..root()
                },
            ],
            unsigned.clone(),
        ),
        // A certificate that was signed under another user id.
        (vec![Plan { user: "", ..seal() }, root()], unsigned),
        (
            vec![
                seal(),
                Plan {
                    subject: "CN=别处",
                    issuer: "CN=别处",
                    ..root()
                },
            ],
            SealFault::OtherIssuer {
                subject: subject(),
                issuer: "别处".to_owned(),
            },
        ),
        (
            vec![
                seal(),
                Plan {
                    issuer: "CN=别处",
                    issuer_key: OTHER_KEY,
                    ..root()
                },
            ],
            SealFault::NoRoot { subject: issuer() },
        ),
        // Says that it signed itself, and another did.
        (
            vec![
                seal(),
                Plan {
                    issuer_key: OTHER_KEY,
                    ..root()
                },
            ],
            SealFault::NotSigned {
                subject: issuer(),
                issuer: issuer(),
            },
        ),
        (
            vec![
                seal(),
                Plan {
                    constraints: None,
                    ..root()
                },
            ],
            no_authority.clone(),
        ),
        (
            vec![
                seal(),
                Plan {
                    usage: Some(KeyUsages::DigitalSignature.into()),
                    ..root()
                },
            ],
            no_authority,
        ),
        (
            vec![
                Plan {
                    constraints: authority(None),
                    ..seal()
                },
                root(),
            ],
            SealFault::AuthorityAsSeal { subject: subject() },
        ),
        (
            vec![
                Plan {
                    usage: Some(KeyUsages::KeyEncipherment.into()),
                    ..seal()
                },
                root(),
            ],
            SealFault::OtherUse { subject: subject() },
        ),
        (
            vec![
                Plan {
                    more: condition(true),
                    ..seal()
                },
                root(),
            ],
            SealFault::UnknownCondition {
                subject: subject(),
                oid: oid.to_string(),
            },
        ),
    ];
    for (plans, fault) in cases {
        assert_eq!(verified(&plans), Err(fault));
    }
    assert!(
        verified(&[
            Plan {
                more: condition(false),
                ..seal()
            },
            root()
        ])
        .is_ok()
    );
    assert!(
        verified(&[
            Plan {
                usage: None,
                ..seal()
            },
            Plan {
                usage: None,
                ..root()
            }
        ])
        .is_ok()
    );
}

#[test]
fn a_seal_can_not_certify_another_seal() {
    let forged = Plan {
        subject: "CN=伪造章,O=某某,C=CN",
        key: OTHER_KEY,
        issuer: SEAL,
        issuer_key: SEAL_KEY,
        ..seal()
    };
    let chain = chain(&[forged, seal(), root()]);
    let subject = "电子证照专用章".to_owned();
    assert_eq!(
        verify(RECORD, &signed(OTHER_KEY, RECORD), &chain, now()),
        Err(SealFault::NoAuthority { subject })
    );
}

#[test]
fn what_is_no_certificate_or_no_signature_is_named() {
    let good = chain(&[seal(), root()]);
    let bad = [good[0].clone(), b"no certificate".to_vec()];
    let signature = signed(SEAL_KEY, RECORD);
    assert_eq!(
        verify(RECORD, &signature, &bad, now()),
        Err(SealFault::UnreadableCertificate { place: 2 })
    );
    let longer = [signature.as_slice(), &[0]].concat();
    for unreadable in [&b""[..], b"no signature", &signature[1..], &longer] {
        assert_eq!(
            verify(RECORD, unreadable, &good, now()),
            Err(SealFault::UnreadableSignature)
        );
    }
}

#[test]
fn a_signature_by_another_key_or_under_another_user_id_does_not_fit() {
    let chain = chain(&[seal(), root()]);
    let other_user = signing(SEAL_KEY, "").sign(RECORD).to_der().to_vec();
    for other in [signed(OTHER_KEY, RECORD), other_user] {
        assert_eq!(
            verify(RECORD, &other, &chain, now()),
            Err(SealFault::OtherRecord)
        );
    }
}

#[test]
fn a_changed_bit_in_any_byte_of_any_certificate_is_noticed() {
    let good = chain(&[seal(), root()]);
    let signature = signed(SEAL_KEY, RECORD);
    for (which, der) in good.iter().enumerate() {
        for place in 0..der.len() {
            let mut bad = good.clone();
            bad[which][place] ^= 1 << (place % 8);
            let outcome = verify(RECORD, &signature, &bad, now());
            assert!(outcome.is_err(), "certificate {which}, byte {place}");
        }
    }
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let place = bit % (bytes.len() * 8);
    bytes[place / 8] ^= 1 << (place % 8);
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_seal_holds_on_what_was_sealed_and_on_nothing_else(
        record in prop::collection::vec(any::<u8>(), 1..400),
        bit in any::<usize>(),
        more in any::<u8>(),
    ) {
        let chain = Chain::read(&chain(&[seal(), root()])).unwrap();
        let signature = signed(SEAL_KEY, &record);
        prop_assert!(chain.verify(&record, &signature, now()).is_ok());
        let longer = [record.as_slice(), &[more]].concat();
        for other in [flipped(&record, bit), longer, record[1..].to_vec()] {
            let outcome = chain.verify(&other, &signature, now());
            prop_assert_eq!(outcome, Err(SealFault::OtherRecord));
        }
        let outcome = chain.verify(&record, &flipped(&signature, bit), now());
        prop_assert!(outcome.is_err());
    }

    #[test]
    fn anything_at_all_is_refused_without_a_crash(
        record in prop::collection::vec(any::<u8>(), 0..40),
        signature in prop::collection::vec(any::<u8>(), 0..90),
        noise in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..4),
        cut in any::<prop::sample::Index>(),
    ) {
        prop_assert!(verify(&record, &signature, &noise, now()).is_err());
        let good = chain(&[seal(), root()]);
        let part = good[0][..cut.index(good[0].len())].to_vec();
        let outcome = verify(&record, &signature, &[part, good[1].clone()], now());
        prop_assert_eq!(outcome, Err(SealFault::UnreadableCertificate { place: 1 }));
        prop_assert!(verify(&record, &signature, &good, now()).is_err());
    }
}
