use super::*;
use domain::identifier::LicenceIdentifier;
use std::collections::HashSet;

fn data() -> Data {
    Data::load().unwrap()
}

#[test]
fn there_are_six_issuing_agencies_and_each_has_two_handlers_and_two_approvers() {
    let data = data();
    let count = |agency: &AgencyData, role| {
        agency
            .staff
            .iter()
            .filter(|staff| staff.role == role)
            .count()
    };
    let issuing: Vec<_> = data
        .agencies
        .iter()
        .filter(|agency| data.types.iter().any(|kind| kind.agency == agency.key))
        .collect();
    assert_eq!(issuing.len(), 6);
    for agency in issuing {
        assert!(count(agency, Role::Handler) >= 2, "{}", agency.name);
        assert!(count(agency, Role::Approver) >= 2, "{}", agency.name);
    }
    let supervisors = data
        .agencies
        .iter()
        .map(|agency| count(agency, Role::Supervisor));
    assert_eq!(supervisors.sum::<usize>(), 2);
}

#[test]
fn every_type_has_a_right_code_an_agency_and_fields_that_can_be_wrong() {
    let data = data();
    assert!(data.types.len() >= 12);
    let mut codes = HashSet::new();
    for kind in &data.types {
        assert!(codes.insert(&kind.code), "{} twice", kind.code);
        let agency = &data.agencies[data.agency_of(&kind.agency).unwrap()];
        LicenceIdentifier::mint(&kind.code, &agency.uscc, "1", 1).unwrap();
        let disputable: HashSet<_> = kind.slips.iter().map(|slip| &slip.field).collect();
        assert!(disputable.len() >= 2, "{}", kind.name);
        // Two that one can be wrong about: a claim that holds may take one of them.
        let doubtful = kind
            .slips
            .iter()
            .filter(|slip| slip.kind != SlipKind::Homophone && slip.field != "born");
        let doubtful: HashSet<_> = doubtful.map(|slip| &slip.field).collect();
        assert!(doubtful.len() >= 2, "{}", kind.name);
        for slip in &kind.slips {
            let field = kind.field(&slip.field).expect("the field of a slip");
            assert!(slip.kind != SlipKind::Outdated || field.choices.len() > 1);
            assert!(!field.value.contains("holder.number"), "{}", kind.name);
        }
        for field in &kind.fields {
            assert_ne!(
                field.value.is_empty(),
                field.choices.is_empty(),
                "{}",
                field.key
            );
            assert!(!field.value.contains("holder.number") || field.sensitive);
        }
    }
}

#[test]
fn the_cast_holds_types_that_there_are() {
    let data = data();
    assert!((5..=8).contains(&data.cast.len()));
    for person in &data.cast {
        let mut held = HashSet::new();
        for licence in &person.licences {
            data.type_of(&licence.code).unwrap();
            assert!(held.insert(&licence.code), "{} has one twice", person.name);
        }
    }
}

#[test]
fn the_codes_of_the_agencies_hold_right_organisation_codes() {
    for agency in data().agencies {
        agency.uscc.organisation_code().unwrap();
    }
}
