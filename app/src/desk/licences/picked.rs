//! What is chosen in the list? It stays chosen while one turns pages, each as it was when it was chosen.

use domain::wire::search::{EVENTS_AT_ONCE, LicenceRow};
use leptos::prelude::*;

/// The chosen licences. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Picked(RwSignal<Vec<LicenceRow>>);

impl Picked {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    pub(super) fn has(self, row: &LicenceRow) -> bool {
        self.0.with(|rows| position(rows, row).is_some())
    }

    pub(super) fn toggle(self, row: &LicenceRow) {
        self.0.update(|rows| match position(rows, row) {
            Some(place) => {
                rows.remove(place);
            }
            None if rows.len() < EVENTS_AT_ONCE => rows.push(row.clone()),
            None => {}
        });
    }

    /// Chooses all of a page, or none of it where all are chosen already.
    pub(super) fn toggle_all(self, page: &[LicenceRow]) {
        let all = page.iter().all(|row| self.has(row));
        for row in page.iter().filter(|row| all == self.has(row)) {
            self.toggle(row);
        }
    }

    pub(super) fn clear(self) {
        self.0.set(Vec::new());
    }

    pub(super) fn all(self) -> Vec<LicenceRow> {
        self.0.get()
    }

    pub(super) fn count(self) -> usize {
        self.0.with(Vec::len)
    }
}

fn position(rows: &[LicenceRow], row: &LicenceRow) -> Option<usize> {
    rows.iter().position(|one| one.licence.id == row.licence.id)
}
