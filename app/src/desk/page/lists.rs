//! What of a list is seen: of the queue, of the catalogue, of what waits for approval. Each is its address whole.

use super::{APPROVALS, CATALOGUE, QUEUE};
use crate::api::board::{slice_at, slice_values};
use crate::navigation::{query, with_query};
use domain::id::ObjectionId;
use domain::issuing::PreparationState;
use domain::wire::board::BoardSlice;
use domain::wire::queue::QueueFilter;

/// What of the queue is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::desk) struct View {
    pub(in crate::desk) filter: QueueFilter,
    pub(in crate::desk) q: String,
    pub(in crate::desk) cursor: String,
    pub(in crate::desk) case: Option<ObjectionId>,
    pub(in crate::desk) narrow: Narrow,
}

/// What the board narrows the queue to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::desk) struct Narrow {
    /// A day of the month that a figure is of.
    pub(in crate::desk) month: String,
    /// In whose hands.
    pub(in crate::desk) handler: String,
    pub(in crate::desk) slice: BoardSlice,
}

/// What of the catalogue's entries is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::desk) struct Entries {
    /// A state of an entry, or of its version on its way.
    pub(in crate::desk) state: String,
    pub(in crate::desk) q: String,
    pub(in crate::desk) cursor: String,
}

/// What of the preparations is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::desk) struct Waiting {
    pub(in crate::desk) state: PreparationState,
    pub(in crate::desk) cursor: String,
}

/// The states of a preparation, in the order of their tabs.
pub(in crate::desk) const STATES: [(PreparationState, &str); 4] = [
    (PreparationState::Prepared, "prepared"),
    (PreparationState::SentBack, "sent-back"),
    (PreparationState::Approved, "approved"),
    (PreparationState::TakenBack, "taken-back"),
];

impl Entries {
    pub(in crate::desk) fn href(&self) -> String {
        with_query(
            CATALOGUE,
            &[
                ("state", &self.state),
                ("q", &self.q),
                ("cursor", &self.cursor),
            ],
        )
    }

    pub(in crate::desk) fn parse(address: &str) -> Self {
        Self {
            state: query(address, "state"),
            q: query(address, "q"),
            cursor: query(address, "cursor"),
        }
    }
}

impl Waiting {
    /// Where a state's list begins.
    pub(in crate::desk) const fn of(state: PreparationState) -> Self {
        Self {
            state,
            cursor: String::new(),
        }
    }

    pub(in crate::desk) fn href(&self) -> String {
        with_query(
            APPROVALS,
            &[("state", self.state_name()), ("cursor", &self.cursor)],
        )
    }

    /// As it stands in addresses and in requests.
    pub(in crate::desk) fn state_name(&self) -> &'static str {
        let known = STATES.iter().find(|(known, _)| *known == self.state);
        known.map_or("", |(_, name)| name)
    }

    pub(in crate::desk) fn parse(address: &str) -> Self {
        let wanted = query(address, "state");
        let known = STATES.iter().find(|(_, name)| *name == wanted);
        Self {
            state: known.map_or(PreparationState::Prepared, |(state, _)| *state),
            cursor: query(address, "cursor"),
        }
    }
}

impl View {
    /// Another filter starts from its beginning and keeps the open case.
    pub(in crate::desk) fn with_filter(&self, filter: QueueFilter) -> Self {
        Self {
            filter,
            cursor: String::new(),
            ..self.clone()
        }
    }

    /// The whole queue in the place of what the board narrowed it to.
    pub(in crate::desk) fn widened(&self) -> Self {
        Self {
            case: self.case,
            ..Self::default()
        }
    }

    /// What it is narrowed to; none where it is the whole queue.
    pub(in crate::desk) fn narrowed(&self) -> Option<&Narrow> {
        let of_the_board = QueueFilter::OF_THE_BOARD.contains(&self.filter);
        (of_the_board || self.narrow != Narrow::default()).then_some(&self.narrow)
    }

    /// Another search starts from its beginning.
    pub(in crate::desk) fn with_q(&self, q: String) -> Self {
        Self {
            q,
            cursor: String::new(),
            ..self.clone()
        }
    }

    pub(in crate::desk) fn with_cursor(&self, cursor: String) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }

    pub(in crate::desk) fn with_case(&self, case: Option<ObjectionId>) -> Self {
        Self {
            case,
            ..self.clone()
        }
    }

    pub(in crate::desk) fn href(&self) -> String {
        let case = self.case.map(|id| id.to_string()).unwrap_or_default();
        let filter = if self.filter == QueueFilter::default() {
            ""
        } else {
            self.filter.as_str()
        };
        let mut values = vec![("filter", filter), ("q", &self.q)];
        values.extend(slice_values(&self.narrow.slice));
        values.extend([
            ("handler", self.narrow.handler.as_str()),
            ("month", &self.narrow.month),
            ("cursor", &self.cursor),
            ("case", &case),
        ]);
        with_query(QUEUE, &values)
    }

    pub(in crate::desk) fn parse(address: &str) -> Self {
        let filter = query(address, "filter");
        Self {
            filter: QueueFilter::all()
                .find(|known| known.as_str() == filter)
                .unwrap_or_default(),
            q: query(address, "q"),
            cursor: query(address, "cursor"),
            case: query(address, "case").parse().ok(),
            narrow: Narrow {
                month: query(address, "month"),
                handler: query(address, "handler"),
                slice: slice_at(address),
            },
        }
    }
}
