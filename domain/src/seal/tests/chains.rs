//! Which certificates vouch for a seal, and which do not.

use super::*;
use x509_cert::der::asn1::{ObjectIdentifier, OctetString};

const SUBORDINATE: Option<BasicConstraints> = Some(BasicConstraints {
    ca: false,
    path_len_constraint: None,
});

fn subject() -> String {
    "电子证照专用章".to_owned()
}

fn issuer() -> String {
    "示例根".to_owned()
}

#[test]
fn a_chain_has_a_root_and_an_end() {
    let length = |found| Err(SealFault::Length { found, longest: 6 });
    assert_eq!(verified(&[]), length(0));
    assert_eq!(verified(&[seal()]), length(1));
    assert_eq!(verified(&vec![root(); 7]), length(7));
    let certified = Plan {
        issuer: "CN=别处",
        issuer_key: OTHER_KEY,
        ..root()
    };
    let subject = issuer();
    assert_eq!(
        verified(&[seal(), certified]),
        Err(SealFault::NoRoot { subject })
    );
}

#[test]
fn every_certificate_was_issued_and_signed_by_the_next() {
    let namesake = Plan {
        key: OTHER_KEY,
        issuer_key: OTHER_KEY,
        ..root()
    };
    let other_user = Plan { user: "", ..seal() };
    let unsigned = |subject| {
        let issuer = issuer();
        Err(SealFault::NotSigned { subject, issuer })
    };
    assert_eq!(verified(&[seal(), namesake]), unsigned(subject()));
    assert_eq!(verified(&[other_user, root()]), unsigned(subject()));
    // Says that it signed itself, and another did. Its own key signed the seal.
    let foreign = Plan {
        issuer_key: OTHER_KEY,
        ..root()
    };
    assert_eq!(verified(&[seal(), foreign]), unsigned(issuer()));

    let elsewhere = Plan {
        subject: "CN=别处",
        issuer: "CN=别处",
        ..root()
    };
    let fault = SealFault::OtherIssuer {
        subject: subject(),
        issuer: "别处".to_owned(),
    };
    assert_eq!(verified(&[seal(), elsewhere]), Err(fault));
}

fn used_for(usage: KeyUsages, plan: Plan) -> Plan {
    Plan {
        usage: Some(usage.into()),
        ..plan
    }
}

fn constrained(constraints: Option<BasicConstraints>, plan: Plan) -> Plan {
    Plan {
        constraints,
        ..plan
    }
}

#[test]
fn only_an_authority_certifies() {
    for powerless in [
        constrained(None, root()),
        constrained(SUBORDINATE, root()),
        used_for(KeyUsages::DigitalSignature, root()),
    ] {
        let subject = issuer();
        assert_eq!(
            verified(&[seal(), powerless]),
            Err(SealFault::NoAuthority { subject })
        );
    }
    let silent = Plan {
        usage: None,
        ..root()
    };
    assert!(verified(&[seal(), silent]).is_ok());
}

#[test]
fn only_a_certificate_for_signatures_seals_and_no_authoritys() {
    let as_authority = verified(&[constrained(Some(authority(None)), seal()), root()]);
    let fault = SealFault::AuthorityAsSeal { subject: subject() };
    assert_eq!(as_authority, Err(fault));
    let encrypting = verified(&[used_for(KeyUsages::KeyEncipherment, seal()), root()]);
    let fault = SealFault::OtherUse { subject: subject() };
    assert_eq!(encrypting, Err(fault));

    let silent = Plan {
        usage: None,
        ..seal()
    };
    for good in [
        silent,
        constrained(SUBORDINATE, seal()),
        used_for(KeyUsages::NonRepudiation, seal()),
    ] {
        assert!(verified(&[good, root()]).is_ok());
    }
}

#[test]
fn a_critical_condition_that_nobody_knows_is_refused_and_another_is_not() {
    let oid = ObjectIdentifier::new_unwrap("1.2.3.4");
    let with = |critical, plan| Plan {
        more: Some(Extension {
            extn_id: oid,
            critical,
            extn_value: OctetString::new([5, 0]).unwrap(),
        }),
        ..plan
    };
    let fault = |subject| {
        let oid = oid.to_string();
        Err(SealFault::UnknownCondition { subject, oid })
    };
    assert_eq!(verified(&[with(true, seal()), root()]), fault(subject()));
    assert_eq!(verified(&[seal(), with(true, root())]), fault(issuer()));
    assert!(verified(&[with(false, seal()), with(false, root())]).is_ok());
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
fn one_or_more_authorities_may_stand_between() {
    let under = |plan: Plan| Plan {
        issuer: middle().subject,
        issuer_key: middle().key,
        ..plan
    };
    let limited = |depth| Plan {
        constraints: Some(authority(Some(depth))),
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
fn a_seal_holds_under_trusted_roots_alone() {
    let by = verified(&[seal(), root()]).unwrap();
    let ours = Fingerprint::of(&root().made());
    let other = Fingerprint::of(b"another");
    assert!(by.clone().under(&[other, ours]).is_ok());
    let unknown = SealFault::UnknownRoot { root: ours };
    assert_eq!(by.clone().under(&[other]), Err(unknown.clone()));
    assert_eq!(by.under(&[]), Err(unknown));
}
