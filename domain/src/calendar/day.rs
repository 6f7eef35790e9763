//! What kinds of day there are, and the words for them.

/// What kind of day a day is, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// Monday to Friday, nothing special.
    Workday,
    /// A weekend day that is worked (调休上班).
    MakeUpWorkday {
        /// The festival it makes up for.
        festival: &'a str,
        /// Document number.
        notice: &'a str,
    },
    /// Saturday or Sunday, nothing special.
    Weekend,
    /// A rest day that a notice names.
    Holiday {
        /// The festival.
        name: &'a str,
        /// Document number.
        notice: &'a str,
    },
    /// A statutory day of a year whose arrangement is not published.
    StatutoryByRule {
        /// The festival.
        name: &'a str,
    },
    /// A rest day set by the region.
    RegionalHoliday {
        /// What it is called.
        name: &'a str,
        /// The document that sets it.
        source: &'a str,
    },
    /// A working day set by the region.
    RegionalWorkday {
        /// What it is called.
        name: &'a str,
        /// The document that sets it.
        source: &'a str,
    },
}

impl<'a> DayKind<'a> {
    /// Whether the day counts towards a period in working days.
    pub fn is_working(self) -> bool {
        matches!(
            self,
            Self::Workday | Self::MakeUpWorkday { .. } | Self::RegionalWorkday { .. }
        )
    }

    /// The document that makes this day an exception, where there is one.
    pub fn notice(self) -> Option<&'a str> {
        match self {
            Self::MakeUpWorkday { notice, .. } | Self::Holiday { notice, .. } => Some(notice),
            Self::RegionalHoliday { source, .. } | Self::RegionalWorkday { source, .. } => {
                Some(source)
            }
            Self::Workday | Self::Weekend | Self::StatutoryByRule { .. } => None,
        }
    }

    /// The reason in Chinese, as people read it beside the day.
    pub fn reason(self) -> String {
        match self {
            Self::Workday => "工作日".to_owned(),
            Self::Weekend => "周末".to_owned(),
            Self::MakeUpWorkday { festival, .. } => [festival, "调休上班"].concat(),
            Self::Holiday { name, .. } | Self::RegionalHoliday { name, .. } => {
                [name, "放假"].concat()
            }
            Self::StatutoryByRule { name } => [name, "(法定节日)"].concat(),
            Self::RegionalWorkday { name, .. } => [name, "上班"].concat(),
        }
    }
}
