//! The agencies of the demonstration and who works there.

use super::data::Data;
use super::ids::DemoIds;
use domain::access::Role;
use domain::id::{AgencyId, StaffId};

/// An agency with its staff by role, in the order of the data.
pub(super) struct Agency {
    pub(super) id: AgencyId,
    pub(super) staff: Vec<(StaffId, Role)>,
}

impl Agency {
    pub(super) fn all(data: &Data, ids: &mut DemoIds) -> Vec<Self> {
        data.agencies
            .iter()
            .map(|agency| Self {
                id: AgencyId(ids.next()),
                staff: agency
                    .staff
                    .iter()
                    .map(|staff| (StaffId(ids.next()), staff.role))
                    .collect(),
            })
            .collect()
    }

    /// One who works there in this role, in turn; none where nobody does.
    pub(super) fn one(&self, role: Role, turn: usize) -> Option<StaffId> {
        let count = self.with(role).count();
        self.with(role).nth(turn.checked_rem(count)?)
    }

    /// All who work there in this role.
    pub(super) fn with(&self, role: Role) -> impl Iterator<Item = StaffId> {
        self.staff
            .iter()
            .filter(move |(_, has)| *has == role)
            .map(|(id, _)| *id)
    }
}
