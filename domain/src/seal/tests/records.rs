//! On which records a seal stands, and on which it does not.

use super::*;
use proptest::prelude::*;

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
