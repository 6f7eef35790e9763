//! What kinds of day there are.

/// What kind of day a day is, and who says so. `S` is the text of names and document numbers, borrowed or owned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<S = String> {
    /// Monday to Friday, nothing special.
    Workday,
    /// A weekend day that is worked (调休上班).
    MakeUpWorkday {
        /// The festival it makes up for.
        festival: S,
        /// Document number.
        notice: S,
    },
    /// Saturday or Sunday, nothing special.
    Weekend,
    /// A rest day that a notice names.
    Holiday {
        /// The festival.
        name: S,
        /// Document number.
        notice: S,
    },
    /// A statutory day of a year whose arrangement is not published.
    StatutoryByRule {
        /// The festival.
        name: S,
    },
    /// A rest day set by the region.
    RegionalHoliday {
        /// What it is called.
        name: S,
        /// The document that sets it.
        source: S,
    },
    /// A working day set by the region.
    RegionalWorkday {
        /// What it is called.
        name: S,
        /// The document that sets it.
        source: S,
    },
}

impl<S> DayKind<S> {
    /// Whether the day counts towards a period in working days.
    pub fn is_working(&self) -> bool {
        matches!(
            self,
            Self::Workday | Self::MakeUpWorkday { .. } | Self::RegionalWorkday { .. }
        )
    }

    /// The document that makes this day an exception, where there is one.
    pub fn notice(&self) -> Option<&S> {
        match self {
            Self::MakeUpWorkday { notice, .. } | Self::Holiday { notice, .. } => Some(notice),
            Self::RegionalHoliday { source, .. } | Self::RegionalWorkday { source, .. } => {
                Some(source)
            }
            Self::Workday | Self::Weekend | Self::StatutoryByRule { .. } => None,
        }
    }
}

impl DayKind<&str> {
    /// The same, independent of the calendar that told it.
    pub fn into_owned(self) -> DayKind {
        match self {
            Self::Workday => DayKind::Workday,
            Self::Weekend => DayKind::Weekend,
            Self::MakeUpWorkday { festival, notice } => DayKind::MakeUpWorkday {
                festival: festival.to_owned(),
                notice: notice.to_owned(),
            },
            Self::Holiday { name, notice } => DayKind::Holiday {
                name: name.to_owned(),
                notice: notice.to_owned(),
            },
            Self::StatutoryByRule { name } => DayKind::StatutoryByRule {
                name: name.to_owned(),
            },
            Self::RegionalHoliday { name, source } => DayKind::RegionalHoliday {
                name: name.to_owned(),
                source: source.to_owned(),
            },
            Self::RegionalWorkday { name, source } => DayKind::RegionalWorkday {
                name: name.to_owned(),
                source: source.to_owned(),
            },
        }
    }
}
