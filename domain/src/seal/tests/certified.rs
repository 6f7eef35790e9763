//! Which certificates of an authority become a seal's, and which do not.

use super::*;
use sm2::pkcs8::EncodePublicKey as _;

fn key(key: u8) -> Vec<u8> {
    let key = signing(key, USER_ID);
    let der = key.verifying_key().to_public_key_der().unwrap();
    der.to_vec()
}

fn under_middle() -> Plan {
    Plan {
        issuer: middle().subject,
        issuer_key: middle().key,
        ..seal()
    }
}

fn taken(answer: &[Plan], roots: &[Plan]) -> Result<Certified, Unfit> {
    certified(&chain(answer), &chain(roots), &key(SEAL_KEY), now())
}

#[test]
fn what_a_trusted_root_vouches_for_is_taken_with_or_without_the_root() {
    let whole = chain(&[under_middle(), middle(), root()]);
    let stranger = Plan {
        subject: "CN=别处",
        issuer: "CN=别处",
        ..root()
    };
    for answer in [
        &[under_middle(), middle()][..],
        &[under_middle(), middle(), root()],
    ] {
        let taken = taken(answer, &[stranger.clone(), root()]).unwrap();
        assert_eq!(taken.chain, whole);
        assert_eq!(taken.root_name, "示例根");
        assert_eq!(taken.from, at("2026-01-01T00:00:00Z"));
        assert_eq!(taken.to, at("2028-01-01T00:00:00Z"));
    }
    let short = taken(&[seal()], &[root()]).unwrap();
    assert_eq!(short.chain, chain(&[seal(), root()]));
}

#[test]
fn another_key_than_the_seals_is_refused_before_all_else() {
    let foreign = Plan {
        key: OTHER_KEY,
        ..seal()
    };
    let subject = "电子证照专用章".to_owned();
    let other = Err(Unfit::OtherKey { subject });
    assert_eq!(taken(&[foreign.clone(), root()], &[root()]), other);
    assert_eq!(taken(&[foreign], &[]), other);
    let no_key = certified(
        &chain(&[seal(), root()]),
        &chain(&[root()]),
        b"no key",
        now(),
    );
    assert_eq!(no_key, other);
    assert_eq!(taken(&[], &[root()]), Err(Unfit::Nothing));
}

#[test]
fn a_certificate_that_does_not_hold_now_is_refused() {
    let ended = Plan {
        until: 2026,
        ..seal()
    };
    let subject = "电子证照专用章".to_owned();
    let (from, to) = (at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z"));
    let not_now = Unfit::NotNow { subject, from, to };
    assert_eq!(taken(&[ended, root()], &[root()]), Err(not_now));
    let ended_root = Plan {
        until: 2026,
        ..root()
    };
    let refused = taken(&[seal()], &[ended_root]);
    assert!(matches!(refused, Err(Unfit::NotNow { subject, .. }) if subject == "示例根"));
}

#[test]
fn a_root_that_is_not_trusted_is_refused_whether_it_came_along_or_not() {
    let root_of = Fingerprint::of(&root().made());
    let unknown = Unfit::Chain(SealFault::UnknownRoot { root: root_of });
    assert_eq!(taken(&[seal(), root()], &[]), Err(unknown));
    let subject = "中级".to_owned();
    let middle_certified = Plan {
        issuer: "CN=别处",
        ..middle()
    };
    let open = Unfit::Chain(SealFault::NoRoot { subject });
    assert_eq!(
        taken(&[under_middle(), middle_certified], &[root()]),
        Err(open)
    );
    let (found, longest) = (1, 6);
    let alone = Unfit::Chain(SealFault::Length { found, longest });
    assert_eq!(taken(&[seal()], &[]), Err(alone));
}

#[test]
fn what_is_wrong_with_a_chain_is_wrong_here_too() {
    let powerless = Plan {
        constraints: None,
        ..middle()
    };
    let subject = "中级".to_owned();
    let no_authority = Unfit::Chain(SealFault::NoAuthority { subject });
    let refused = taken(&[under_middle(), powerless, root()], &[root()]);
    assert_eq!(refused, Err(no_authority));
    let encrypting = Plan {
        usage: Some(KeyUsages::KeyEncipherment.into()),
        ..seal()
    };
    let subject = "电子证照专用章".to_owned();
    let other_use = Unfit::Chain(SealFault::OtherUse { subject });
    assert_eq!(taken(&[encrypting, root()], &[root()]), Err(other_use));
}

#[test]
fn only_an_authority_that_signed_itself_can_be_a_root() {
    assert_eq!(check_root(&root().made()), Ok(()));
    let refused = |plan: Plan| check_root(&plan.made()).unwrap_err();
    assert!(matches!(refused(middle()), SealFault::NoRoot { .. }));
    assert!(matches!(refused(seal()), SealFault::NoAuthority { .. }));
    let foreign = Plan {
        issuer_key: OTHER_KEY,
        ..root()
    };
    assert!(matches!(refused(foreign), SealFault::NotSigned { .. }));
    let unreadable = check_root(b"none").unwrap_err();
    assert_eq!(unreadable, SealFault::UnreadableCertificate { place: 1 });
}
