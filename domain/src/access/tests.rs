use super::*;
use crate::flow::CaseEvent;

#[test]
fn administrators_and_strangers_may_do_nothing_with_licence_data_but_an_auditor_takes_a_case_to_court()
 {
    for action in Action::ALL {
        for role in [Role::Admin, Role::SecurityAdmin, Role::Auditor] {
            for relation in [Relation::Own, Relation::OwnAgency, Relation::Other] {
                let to_court = role == Role::Auditor
                    && matches!(action, Action::ExportCase | Action::KeepRecords);
                let accounts = role == Role::SecurityAdmin && action == Action::KeepStaff;
                let may = (to_court || accounts) && relation != Relation::Own;
                assert_eq!(allowed(role, relation, action), may, "{role:?} {action:?}");
            }
        }
        for role in [Role::Holder, Role::Handler, Role::Approver] {
            assert!(
                !allowed(role, Relation::Other, action),
                "{role:?} {action:?}"
            );
        }
    }
}

#[test]
fn an_inspector_reads_what_was_drawn_and_nothing_else() {
    for role in Role::ALL {
        let reads = allowed(role, Relation::Drawn, Action::ReadLicence);
        let inspects = matches!(role, Role::Supervisor | Role::Auditor);
        assert_eq!(reads, inspects, "{role:?}");
    }
    assert!(!allowed(
        Role::Supervisor,
        Relation::Other,
        Action::ReadLicence
    ));
    assert!(!allowed(Role::Auditor, Relation::Other, Action::Inspect));
}

#[test]
fn only_who_holds_a_licence_shows_it() {
    for role in Role::ALL {
        for relation in [Relation::Own, Relation::OwnAgency, Relation::Other] {
            let holds = (role, relation) == (Role::Holder, Relation::Own);
            let may = allowed(role, relation, Action::ShowLicence);
            assert_eq!(may, holds, "{role:?} {relation:?}");
        }
    }
}

#[test]
fn nobody_can_both_propose_and_approve_in_one_role() {
    for role in Role::ALL {
        let can = |action| allowed(role, Relation::OwnAgency, action);
        assert!(!(can(Action::Propose) && can(Action::Approve)), "{role:?}");
        assert!(
            !(can(Action::CompileType) && can(Action::ReviewType)),
            "{role:?}"
        );
        assert!(
            !(can(Action::ProposeDisclosure) && can(Action::ReleaseDisclosure)),
            "{role:?}"
        );
        assert!(
            !(can(Action::Urge) && can(Action::AnswerUrging)),
            "{role:?}"
        );
        assert!(
            !(can(Action::Prepare) && can(Action::ApproveContent)),
            "{role:?}"
        );
    }
}

#[test]
fn only_handlers_and_approvers_search_and_only_what_their_agency_issued() {
    for role in Role::ALL {
        for relation in [Relation::Own, Relation::OwnAgency, Relation::Other] {
            let may =
                matches!(role, Role::Handler | Role::Approver) && relation == Relation::OwnAgency;
            assert_eq!(
                allowed(role, relation, Action::SearchLicences),
                may,
                "{role:?} {relation:?}"
            );
        }
    }
}

#[test]
fn what_an_objector_says_is_entered_by_a_handler_only_where_there_is_no_account() {
    for event in CaseEvent::ALL {
        let says = matches!(event, CaseEvent::Supplement | CaseEvent::Withdraw);
        let by_clerk = |has_account| {
            let action = Action::of_step_for(event, has_account);
            says && action.is_some_and(|may| allowed(Role::Handler, Relation::OwnAgency, may))
        };
        assert!(!by_clerk(true), "{event:?}");
        assert_eq!(by_clerk(false), says, "{event:?}");
        let by_objector = Action::of_step_for(event, true)
            .is_some_and(|may| allowed(Role::Holder, Relation::Own, may));
        let asks = event == CaseEvent::AskReview;
        assert_eq!(by_objector, says || asks, "{event:?}");
    }
    for role in [Role::Holder, Role::Approver, Role::Supervisor, Role::Admin] {
        for relation in [Relation::Own, Relation::OwnAgency, Relation::Partner] {
            assert!(
                !allowed(role, relation, Action::EnterForObjector),
                "{role:?}"
            );
        }
    }
}

#[test]
fn every_action_is_open_to_somebody() {
    for action in Action::ALL {
        let relations = [
            Relation::Own,
            Relation::OwnAgency,
            Relation::Drawn,
            Relation::Other,
        ];
        let open = Role::ALL
            .iter()
            .any(|role| relations.iter().any(|rel| allowed(*role, *rel, action)));
        assert!(open, "{action:?}");
    }
}

#[test]
fn a_case_is_reopened_by_who_approves_there_and_reviewed_at_the_wish_of_its_objector_alone() {
    let relations = [
        Relation::Own,
        Relation::OwnAgency,
        Relation::Partner,
        Relation::Drawn,
        Relation::Other,
    ];
    for role in Role::ALL {
        for relation in relations {
            let approves = (role, relation) == (Role::Approver, Relation::OwnAgency);
            assert_eq!(allowed(role, relation, Action::Reopen), approves);
            let objects = (role, relation) == (Role::Holder, Relation::Own);
            assert_eq!(allowed(role, relation, Action::AskReview), objects);
        }
    }
    for event in [CaseEvent::Reopen, CaseEvent::AskReview] {
        assert!(Action::of_step(event).is_some());
    }
}

#[test]
fn either_department_takes_a_disagreement_up_and_only_the_managing_body_ends_it() {
    for role in Role::ALL {
        for relation in [Relation::Own, Relation::OwnAgency, Relation::Partner] {
            let handles = role == Role::Handler && relation != Relation::Own;
            assert_eq!(allowed(role, relation, Action::Disagree), handles);
            let manages = role == Role::Supervisor;
            assert_eq!(allowed(role, relation, Action::Settle), manages);
        }
    }
}

#[test]
fn who_approves_at_an_agency_keeps_its_templates_and_who_handles_uses_them() {
    for role in Role::ALL {
        for relation in [Relation::Own, Relation::OwnAgency, Relation::Partner] {
            let here = relation == Relation::OwnAgency;
            let keeps = here && role == Role::Approver;
            assert_eq!(allowed(role, relation, Action::KeepTemplates), keeps);
            let uses = keeps || here && role == Role::Handler;
            assert_eq!(allowed(role, relation, Action::UseTemplates), uses);
        }
    }
}
