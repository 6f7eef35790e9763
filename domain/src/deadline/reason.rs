//! Why does a day of a count count, or not? The words for it are in `text::counting`.

use crate::calendar::DayKind;

/// Why a day counts or doesn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason<S = String> {
    /// The receipt came on this day, which is not counted.
    Received,
    /// A receipt on a rest day is read as one on this day, which is not counted.
    ReadAsReceived,
    /// The announced day of a `before` clock: the count goes back from it.
    Announced,
    /// One of the calendar days, all of which count.
    CalendarDay,
    /// The last day of months, quarters or years.
    LastDay,
    /// What the working-day calendar makes of it.
    Calendar {
        /// What kind of day it is.
        kind: DayKind<S>,
        /// Whether the next holiday notice may still change that.
        provisional: bool,
    },
}

impl<S> Reason<S> {
    /// Whether a count starts from this day, which is no part of it.
    pub const fn starts_the_count(&self) -> bool {
        matches!(
            self,
            Self::Received | Self::ReadAsReceived | Self::Announced
        )
    }
}

impl Reason<&str> {
    pub(super) fn into_owned(self) -> Reason {
        match self {
            Self::Received => Reason::Received,
            Self::ReadAsReceived => Reason::ReadAsReceived,
            Self::Announced => Reason::Announced,
            Self::CalendarDay => Reason::CalendarDay,
            Self::LastDay => Reason::LastDay,
            Self::Calendar { kind, provisional } => Reason::Calendar {
                kind: kind.into_owned(),
                provisional,
            },
        }
    }
}
