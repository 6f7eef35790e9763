//! Why did a citizen's log-in by the identity provider lead nowhere?

/// Each has a page that says what to do. None says more than the citizen may know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogInFault {
    /// The citizen went back at the provider.
    Cancelled,
    /// It took too long, was used already, or began in another browser.
    Expired,
    /// What the provider said can't be relied on.
    Untrusted,
    /// The provider doesn't answer, or not as it should.
    Unreachable,
    /// The provider doesn't know the citizen's real name and number (庆证 二十).
    NotVerified,
    /// The number is no holder's.
    UnknownPerson,
    /// Something failed on our side.
    Ours,
}

impl LogInFault {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::Cancelled,
        Self::Expired,
        Self::Untrusted,
        Self::Unreachable,
        Self::NotVerified,
        Self::UnknownPerson,
        Self::Ours,
    ];

    /// As it stands in the page's address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Untrusted => "untrusted",
            Self::Unreachable => "unreachable",
            Self::NotVerified => "not-verified",
            Self::UnknownPerson => "unknown-person",
            Self::Ours => "ours",
        }
    }

    /// The one of an address.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_found_by_its_name_and_nothing_else_is() {
        for fault in LogInFault::ALL {
            assert_eq!(LogInFault::named(fault.as_str()), Some(fault));
        }
        assert_eq!(LogInFault::named("Cancelled"), None);
    }
}
