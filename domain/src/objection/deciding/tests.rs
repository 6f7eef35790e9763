use super::*;
use crate::objection::verifying::PointFinding;
use crate::rulebook::Point;

const OFFERED: &str = "与登记档案一致";

fn deciding() -> Deciding {
    Deciding {
        points: vec![Point {
            id: "register".into(),
            grounds: vec![Ground::Accuracy],
            ask: "与登记档案比对".into(),
        }],
        reasons: vec![OFFERED.into()],
        remedy: "可申请行政复议".into(),
        reading: None,
    }
}

fn rejection(key: &str) -> Rejection {
    Rejection {
        key: key.into(),
        reason: OFFERED.into(),
        words: String::new(),
    }
}

/// With a reason for each field in dispute that isn't corrected.
fn with_reasons(mut proposal: Proposal) -> Proposal {
    let corrects = |key: &str| proposal.corrections.iter().any(|one| one.key == key);
    let open = ["name", "address"].into_iter().filter(|key| !corrects(key));
    proposal.rejections = open.map(rejection).collect();
    proposal
}

fn check(proposal: &Proposal) -> Vec<(String, FieldCode)> {
    let face = ["name", "address", "valid_to"].map(|key| FaceValue {
        key: key.into(),
        label: key.into(),
        value: "shown".into(),
        sensitive: false,
    });
    let claims = ["name", "address"].map(|key| Claim {
        key: key.into(),
        claimed: "claimed".into(),
    });
    proposal
        .check(ProposalContext {
            face: &face,
            claims: &claims,
            ground: Ground::Accuracy,
            deciding: &deciding(),
        })
        .into_iter()
        .map(|problem| (problem.pointer, problem.code))
        .collect()
}

fn proposal(
    outcome: Outcome,
    corrections: &[(&str, &str)],
    reasons: &str,
    remedy: &str,
) -> Proposal {
    let corrections = corrections
        .iter()
        .map(|(key, value)| Claim {
            key: (*key).into(),
            claimed: (*value).into(),
        })
        .collect();
    Proposal {
        outcome,
        corrections,
        rejections: Vec::new(),
        reasons: reasons.into(),
        remedy: remedy.into(),
        checks: vec![PointCheck {
            point: "register".into(),
            ask: String::new(),
            finding: PointFinding::Matches,
            word: "档案第3页".into(),
        }],
    }
}

#[test]
fn upholding_carries_a_correction_of_every_field_in_dispute() {
    let whole = proposal(Outcome::Upheld, &[("name", "a"), ("address", "b")], "", "");
    assert_eq!(check(&whole), []);
    let part = with_reasons(proposal(Outcome::Upheld, &[("name", "a")], "", ""));
    assert_eq!(check(&part), [("/outcome".into(), FieldCode::WrongForm)]);
    let none = with_reasons(proposal(Outcome::Upheld, &[], "", ""));
    assert_eq!(check(&none), [("/corrections".into(), FieldCode::Required)]);
}

#[test]
fn a_rejection_gives_reasons_and_the_remedy_and_corrects_nothing() {
    assert_eq!(
        check(&with_reasons(proposal(
            Outcome::Rejected,
            &[],
            "登记材料一致",
            "可申请复核"
        ))),
        []
    );
    let bare = check(&proposal(Outcome::Rejected, &[("name", "a")], "", ""));
    assert!(bare.contains(&("/corrections".into(), FieldCode::TooMany)));
    assert!(bare.contains(&("/reasons".into(), FieldCode::Required)));
    assert!(bare.contains(&("/remedy".into(), FieldCode::Required)));
}

#[test]
fn what_is_answered_without_a_correction_says_what_was_found_and_a_refusal_what_is_left() {
    let wrong = |proposal: &Proposal| -> Vec<(String, FieldCode)> {
        let problems = proposal
            .check_without_face(Deciding::NONE, Ground::Privacy)
            .into_iter();
        problems.map(|one| (one.pointer, one.code)).collect()
    };
    let plain = |outcome, corrections: &[(&str, &str)], reasons: &str| Proposal {
        checks: Vec::new(),
        ..proposal(outcome, corrections, reasons, "")
    };
    assert_eq!(wrong(&plain(Outcome::Upheld, &[], "页面已更正")), []);
    let bare = [
        ("/reasons".into(), FieldCode::Required),
        ("/remedy".into(), FieldCode::Required),
    ];
    assert_eq!(wrong(&plain(Outcome::Rejected, &[], "")), bare);
    let corrects = plain(Outcome::Upheld, &[("name", "a")], "已经更正");
    assert_eq!(
        wrong(&corrects),
        [("/corrections".into(), FieldCode::TooMany)]
    );
}

#[test]
fn a_corrected_validity_must_be_readable_as_days() {
    let corrected = |value| {
        let corrections = [("name", "a"), ("valid_to", value)];
        let part = proposal(Outcome::PartlyUpheld, &corrections, "部分属实", "");
        check(&with_reasons(part))
    };
    assert_eq!(corrected("2029年3月4日"), []);
    assert_eq!(corrected("长期"), []);
    let wrong = [("/corrections/1/claimed".into(), FieldCode::WrongForm)];
    assert_eq!(corrected("后年三月"), wrong);
}

#[test]
fn a_correction_must_change_a_field_that_the_licence_has() {
    let problems = check(&proposal(
        Outcome::PartlyUpheld,
        &[("name", "shown"), ("colour", "red")],
        "部分属实",
        "",
    ));
    assert!(problems.contains(&("/corrections/0/claimed".into(), FieldCode::Unchanged)));
    assert!(problems.contains(&("/corrections/1/key".into(), FieldCode::Unknown)));
}

#[test]
fn the_outcome_follows_from_the_fields_and_another_one_is_refused() {
    let cases: [(&[(&str, &str)], Outcome); 3] = [
        (&[], Outcome::Rejected),
        (&[("name", "a")], Outcome::PartlyUpheld),
        (&[("name", "a"), ("address", "b")], Outcome::Upheld),
    ];
    for (corrections, follows) in cases {
        let chosen =
            |outcome| with_reasons(proposal(outcome, corrections, "经核对属实", "可申请复议"));
        let claims = chosen(follows).corrections;
        let disputed = ["name", "address"].map(|key| Claim {
            key: key.into(),
            claimed: String::new(),
        });
        assert_eq!(derived(&disputed, &claims), Some(follows));
        assert_eq!(derived(&[], &claims), None);
        for outcome in [Outcome::Upheld, Outcome::PartlyUpheld, Outcome::Rejected] {
            let fits = check(&chosen(outcome)).is_empty();
            assert_eq!(fits, outcome == follows, "{corrections:?} {outcome:?}");
        }
    }
}

#[test]
fn a_field_that_is_not_corrected_has_a_reason_that_the_procedure_offers() {
    let part = || proposal(Outcome::PartlyUpheld, &[("name", "a")], "部分属实", "");
    let missing = [("/rejections/address".into(), FieldCode::Required)];
    assert_eq!(check(&part()), missing);
    let said = |rejections: Vec<Rejection>| {
        check(&Proposal {
            rejections,
            ..part()
        })
    };
    assert_eq!(said(vec![rejection("address")]), []);
    let other = Rejection {
        reason: "不想改".into(),
        ..rejection("address")
    };
    let unknown = [("/rejections/0/reason".into(), FieldCode::Unknown)];
    assert_eq!(said(vec![other]), unknown);
    let none = Rejection {
        reason: String::new(),
        ..rejection("address")
    };
    let required = [("/rejections/0/reason".into(), FieldCode::Required)];
    assert_eq!(said(vec![none]), required);
    // Of a field that is corrected there is nothing to reject, and of one nothing twice.
    let both = said(vec![
        rejection("address"),
        rejection("name"),
        rejection("address"),
    ]);
    assert_eq!(
        both,
        [
            ("/rejections/1/key".into(), FieldCode::Unknown),
            ("/rejections/2/key".into(), FieldCode::Repeated)
        ]
    );
}

#[test]
fn a_refusal_of_a_case_without_fields_has_one_reason() {
    let wrong = |outcome, rejections: &[Rejection]| -> Vec<(String, FieldCode)> {
        let proposal = Proposal {
            rejections: rejections.into(),
            ..proposal(outcome, &[], "经核对如下", "可申请复核")
        };
        let problems = proposal.check_without_face(&deciding(), Ground::Accuracy);
        let problems = problems.into_iter();
        problems.map(|one| (one.pointer, one.code)).collect()
    };
    assert_eq!(wrong(Outcome::Rejected, &[rejection("")]), []);
    let none = [("/rejections".into(), FieldCode::Required)];
    assert_eq!(wrong(Outcome::Rejected, &[]), none);
    let upheld = [("/rejections".into(), FieldCode::TooMany)];
    assert_eq!(wrong(Outcome::Upheld, &[rejection("")]), upheld);
    let field = [("/rejections/0/key".into(), FieldCode::Unknown)];
    assert_eq!(wrong(Outcome::Rejected, &[rejection("name")]), field);
}

#[test]
fn no_proposal_is_put_up_before_every_point_is_answered() {
    let unanswered = Proposal {
        checks: Vec::new(),
        ..proposal(Outcome::Upheld, &[("name", "a"), ("address", "b")], "", "")
    };
    let missing = [("/checks/register".into(), FieldCode::Required)];
    assert_eq!(check(&unanswered), missing);
}

#[test]
fn what_the_procedure_says_is_put_to_a_proposal_once() {
    let bare = proposal(Outcome::Rejected, &[], " 档案一致 ", "");
    let whole = bare.completed(&deciding());
    assert_eq!(whole.reasons, "档案一致");
    assert_eq!(whole.remedy, "可申请行政复议");
    assert_eq!(whole.checks[0].ask, "与登记档案比对");
    assert_eq!(whole.completed(&deciding()), whole);
    let more = proposal(Outcome::PartlyUpheld, &[], "", "也可到窗口说明");
    let remedy = more.completed(&deciding()).remedy;
    assert_eq!(remedy, "可申请行政复议。\n也可到窗口说明");
    let upheld = proposal(Outcome::Upheld, &[], "", "");
    assert_eq!(upheld.completed(&deciding()).remedy, "");
}
