//! A corrected licence of the demonstration with the proof of its seal, as the server gave them: everybody in it is invented.

use super::*;
use crate::seal::Shown;
use domain::wire::licence::LicenceDetail;
use domain::wire::version::VersionShown;

fn proof() -> SealProof {
    serde_json::from_str(include_str!("proof.json")).unwrap()
}

fn licence() -> LicenceDetail {
    serde_json::from_str(include_str!("licence.json")).unwrap()
}

fn version() -> VersionShown {
    let all: Vec<VersionShown> = serde_json::from_str(include_str!("versions.json")).unwrap();
    all.into_iter().find(|one| one.version == 2).unwrap()
}

fn page(licence: &LicenceDetail, version: &VersionShown) -> Shown {
    Shown::of(version, Some(Card::of(licence)))
}

fn why(proof: &SealProof, shown: &Shown) -> String {
    check(proof, shown, Lang::Zh).why
}

#[test]
fn what_was_sealed_holds_also_through_json_and_says_whose_seal_it_is() {
    let shown = json::write(&page(&licence(), &version())).unwrap();
    let text = answer(include_str!("proof.json").trim(), &shown, "zh-CN");
    let answer: Answer = json::read(&text).unwrap();
    assert_eq!(answer.why, "");
    assert_eq!(answer.unit, licence().summary.issuer_name);
    assert_eq!(answer.sealed_at, Some(proof().seal.sealed_at));
    assert!(answer.valid_from < answer.sealed_at && answer.sealed_at < answer.valid_to);
    assert_eq!(proof().roots, [answer.root]);
    assert_eq!(why(&proof(), &Shown::of(&version(), None)), "");
}

#[test]
fn every_changed_byte_of_the_record_and_a_strange_root_are_told() {
    let (good, shown) = (proof(), page(&licence(), &version()));
    for place in (0..good.record.len()).step_by(17) {
        let mut bytes = good.record.clone().into_bytes();
        bytes[place] ^= 1;
        let Ok(record) = String::from_utf8(bytes) else {
            continue;
        };
        let changed = SealProof {
            record,
            ..good.clone()
        };
        assert!(why(&changed, &shown).contains("内容被改动过"), "{place}");
    }
    let roots = vec!["0".repeat(64), "no root".into()];
    let strange = SealProof {
        roots,
        ..good.clone()
    };
    assert!(!why(&strange, &shown).is_empty());
    let garbled = SealProof {
        signature: "?".into(),
        ..good
    };
    assert!(!why(&garbled, &shown).is_empty());
}

#[test]
fn a_page_that_shows_anything_else_than_was_sealed_is_told() {
    let proof = proof();
    let wrong = |change: fn(&mut LicenceDetail, &mut VersionShown)| {
        let (mut licence, mut version) = (licence(), version());
        change(&mut licence, &mut version);
        why(&proof, &page(&licence, &version))
    };
    assert_eq!(wrong(|_, _| ()), "");
    let changes: [fn(&mut LicenceDetail, &mut VersionShown); 11] = [
        |licence, _| licence.summary.number.push('9'),
        |licence, _| licence.summary.type_name.push('乙'),
        |licence, _| licence.summary.holder_name = "别人".into(),
        |licence, _| licence.summary.issuer_name.push('乙'),
        |licence, _| licence.summary.valid_to = None,
        |licence, _| licence.holders[0].name = "别人".into(),
        |licence, _| licence.holders[0].code = "990***********0000".into(),
        |licence, _| licence.holders.clear(),
        |licence, _| licence.face[0].value.push('乙'),
        |_, version| version.face[0].value.clear(),
        |_, version| version.predecessor = None,
    ];
    for (place, change) in changes.into_iter().enumerate() {
        assert!(wrong(change).contains("不一致"), "{place}");
    }
}

#[test]
fn a_sensitive_value_may_be_masked_and_any_other_mask_is_told() {
    let sensitive = version().face.iter().any(|field| field.sensitive);
    assert!(sensitive, "the licence has something to mask");
    let mut version = version();
    for field in version.face.iter_mut().filter(|field| field.sensitive) {
        field.value = field.value.replacen('*', "1", 1);
    }
    let told = why(&proof(), &page(&licence(), &version));
    assert!(told.contains("不一致"), "{told}");
}
