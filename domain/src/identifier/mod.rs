//! Which numbers does the law know a person, an organisation and a licence by, and is this one of them?
//!
//! Each kind has its file: parsing tidies what people and old files send (spaces around, full-width
//! digits, lower case) and refuses what the standard refuses, so a value of these types is always
//! canonical. `identify` answers the question for a code of unknown kind. No error repeats the number.

mod citizen_id;
mod identify;
mod licence_id;
mod organisation_code;
mod text;
mod uscc;

pub use citizen_id::{CitizenId, CitizenIdError};
pub use identify::{Identified, Kind, identify};
pub use licence_id::{LicenceIdError, LicenceIdentifier, ROOT};
pub use organisation_code::{OrganisationCode, OrganisationCodeError};
pub(crate) use text::half_width;
pub use uscc::{Uscc, UsccError};

/// What the four newtypes over canonical text have in common; `Display` and `Debug` stay with each,
/// because a citizen's number must not print itself.
macro_rules! canonical_text {
    ($name:ident, $error:ident) => {
        impl $name {
            /// The canonical form, in full.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
use canonical_text;
