//! Which parts has the work at the desk, and who may use which? The navigation shows it, and the frame keeps to it.

use super::listing::LICENCES;
use super::page::{
    APPROVALS, BOARD, CALENDAR, CATALOGUE, IMPORTS, INQUIRIES, INSPECTIONS, ISSUE, MACHINE_KEYS,
    NOTICES, OUTAGES, QUALITY, QUEUE, RETENTION, SEAL_SUMMARY, SEALING, SEALS, STAFF, TEMPLATES,
    UNDELIVERED,
};
use super::text::{
    approvals, board, calendar, catalogue, frame as text, importing, inquiries, issuing, licence,
    licences, machine_keys, seals,
};
use super::text::{retention, staff, supervision, templates, undelivered};
use crate::navigation::path;
use crate::ui::Icon;
use domain::access::{Action, Relation, Role, allowed};
use domain::sealing::{self, SealAct};
use domain::text::Lang;

/// Areas that belong together, under one name.
pub(super) struct Group {
    pub(super) name: fn(Lang) -> &'static str,
    pub(super) areas: &'static [Area],
}

/// A part of the work: an entry of the navigation, and the pages below its path.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) path: &'static str,
    pub(super) icon: Icon,
    pub(super) name: fn(Lang) -> &'static str,
    /// Who may use it.
    pub(super) is_for: fn(Role) -> bool,
}

/// All areas, in the order of the navigation.
pub(super) const GROUPS: &[Group] = &[OBJECTIONS, LIBRARY, SEALING_GROUP, SUPERVISION, ACCOUNTS];

const OBJECTIONS: Group = Group {
    name: text::group_objections,
    areas: &[
        Area {
            path: QUEUE,
            icon: Icon::Flag,
            name: text::queue,
            is_for: Role::works_cases,
        },
        Area {
            path: NOTICES,
            icon: Icon::Bell,
            name: text::notices,
            is_for: inspects,
        },
        Area {
            path: INQUIRIES,
            icon: Icon::Search,
            name: inquiries::area,
            is_for: |role| allowed(role, Relation::OwnAgency, Action::AnswerInquiry),
        },
        Area {
            path: TEMPLATES,
            icon: Icon::File,
            name: templates::area,
            is_for: |role| allowed(role, Relation::OwnAgency, Action::UseTemplates),
        },
        Area {
            path: UNDELIVERED,
            icon: Icon::Bell,
            name: undelivered::area,
            is_for: Role::works_cases,
        },
    ],
};

const LIBRARY: Group = Group {
    name: licence::group,
    areas: &[
        Area {
            path: LICENCES,
            icon: Icon::Card,
            name: licences::title,
            is_for: |role| allowed(role, Relation::OwnAgency, Action::SearchLicences),
        },
        Area {
            path: ISSUE,
            icon: Icon::Card,
            name: issuing::issue,
            is_for: |role| allowed(role, Relation::OwnAgency, Action::Prepare),
        },
        Area {
            path: APPROVALS,
            icon: Icon::Check,
            name: approvals::approvals,
            is_for: |role| matches!(role, Role::Handler | Role::Approver),
        },
        Area {
            path: IMPORTS,
            icon: Icon::File,
            name: importing::imports,
            is_for: |role| allowed(role, Relation::OwnAgency, Action::Import),
        },
        Area {
            path: CATALOGUE,
            icon: Icon::File,
            name: catalogue::area,
            is_for: Role::works_cases,
        },
    ],
};

const SEALING_GROUP: Group = Group {
    name: seals::group,
    areas: &[
        Area {
            path: SEALING,
            icon: Icon::Stamp,
            name: seals::waiting,
            is_for: |role| sealing::may(role, Relation::OwnAgency, SealAct::Put),
        },
        Area {
            path: SEALS,
            icon: Icon::Card,
            name: seals::register,
            is_for: |role| sealing::may(role, Relation::OwnAgency, SealAct::Read),
        },
        Area {
            path: SEAL_SUMMARY,
            icon: Icon::File,
            name: seals::summary,
            is_for: |role| sealing::may(role, Relation::OwnAgency, SealAct::Summary),
        },
    ],
};

const SUPERVISION: Group = Group {
    name: supervision::group,
    areas: &[
        Area {
            path: BOARD,
            icon: Icon::Flag,
            name: board::board,
            is_for: |role| allowed(role, Relation::OwnAgency, Action::WatchCases),
        },
        Area {
            path: QUALITY,
            icon: Icon::Check,
            name: supervision::quality,
            is_for: Role::works_cases,
        },
        Area {
            path: OUTAGES,
            icon: Icon::Clock,
            name: supervision::outages,
            is_for: Role::works_cases,
        },
        Area {
            path: CALENDAR,
            icon: Icon::Clock,
            name: calendar::title,
            is_for: Role::works_cases,
        },
        Area {
            path: INSPECTIONS,
            icon: Icon::Search,
            name: supervision::inspections,
            is_for: inspects,
        },
        Area {
            path: MACHINE_KEYS,
            icon: Icon::Card,
            name: machine_keys::area,
            is_for: |role| allowed(role, Relation::OwnAgency, Action::GiveKeys),
        },
        Area {
            path: RETENTION,
            icon: Icon::File,
            name: retention::area,
            is_for: |role| allowed(role, Relation::OwnAgency, Action::KeepRecords),
        },
    ],
};

const ACCOUNTS: Group = Group {
    name: staff::group,
    areas: &[Area {
        path: STAFF,
        icon: Icon::Person,
        name: staff::area,
        is_for: |role| allowed(role, Relation::OwnAgency, Action::KeepStaff),
    }],
};

/// Auditors look at what was drawn for them, and hear of it.
fn inspects(role: Role) -> bool {
    role.works_cases() || role == Role::Auditor
}

/// What a role may use, group by group; groups without anything for it are left out.
pub(super) fn of_role(role: Role) -> impl Iterator<Item = (&'static Group, Vec<Area>)> {
    GROUPS.iter().filter_map(move |group| {
        let areas: Vec<Area> = group
            .areas
            .iter()
            .filter(|area| (area.is_for)(role))
            .copied()
            .collect();
        (!areas.is_empty()).then_some((group, areas))
    })
}

/// The path of the area that an address belongs to; nothing where it is in none, as the log-in.
pub(super) fn at(address: &str) -> Option<&'static str> {
    area_at(address).map(|area| area.path)
}

/// Whether a role may be at an address. What is in no area is for everybody.
pub(super) fn may(role: Role, address: &str) -> bool {
    area_at(address).is_none_or(|area| (area.is_for)(role))
}

fn area_at(address: &str) -> Option<&'static Area> {
    let here = path(address);
    let mut all = GROUPS.iter().flat_map(|group| group.areas);
    all.find(|area| match here.strip_prefix(path(area.path)) {
        // Below the queue's path lies everything: it has no pages below its own.
        Some(below) => below.is_empty() || below.starts_with('/') && area.path != QUEUE,
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::page::LOG_IN;
    use super::*;

    #[test]
    fn an_address_belongs_to_the_area_whose_path_it_begins_with() {
        assert_eq!(at("/desk/?filter=overdue"), Some(QUEUE));
        assert_eq!(at("/desk"), Some(QUEUE));
        assert_eq!(at(NOTICES), Some(NOTICES));
        assert_eq!(at("/desk/notices/one?x=1"), Some(NOTICES));
        assert_eq!(at("/desk/noticesque"), None);
        assert_eq!(at(LOG_IN), None);
    }

    #[test]
    fn a_role_sees_exactly_the_areas_that_it_may_be_in() {
        for role in Role::ALL {
            let seen: Vec<&str> = of_role(role)
                .flat_map(|(_, areas)| areas.into_iter().map(|area| area.path))
                .collect();
            for area in GROUPS.iter().flat_map(|group| group.areas) {
                assert_eq!(seen.contains(&area.path), may(role, area.path), "{role:?}");
            }
            assert!(may(role, LOG_IN));
        }
    }

    #[test]
    fn administrators_make_seals_or_keep_accounts_and_auditors_see_only_what_was_drawn_for_them_and_seals()
     {
        let of = |role| -> Vec<&str> {
            let areas = GROUPS.iter().flat_map(|group| group.areas);
            let own = areas.filter(|area| (area.is_for)(role));
            own.map(|area| area.path).collect()
        };
        assert_eq!(of_role(Role::Holder).count(), 0);
        assert_eq!(of(Role::SecurityAdmin), [STAFF]);
        assert_eq!(of(Role::Admin), [SEALS, SEAL_SUMMARY]);
        assert_eq!(
            of(Role::Auditor),
            [NOTICES, SEALS, SEAL_SUMMARY, INSPECTIONS, RETENTION]
        );
        assert_eq!(of_role(Role::Handler).count(), 4);
        assert_eq!(of_role(Role::Supervisor).count(), 4);
    }
}
