//! The pieces that screens are made of: they take data and callbacks and never fetch.
//!
//! Each file is one piece with the CSS of the same name in `style/`. A piece speaks the language of the context
//! ([`lang`]), which is fixed while a tree is mounted: changing it mounts the tree anew. Days and how they were
//! counted come from [`Times`], so that no piece asks the browser what day it is.

pub mod banner;
pub mod check_answers;
pub mod choices;
pub mod deadline;
pub mod deadline_explained;
pub mod demonstration;
pub mod dialog;
pub mod error_summary;
pub mod evidence;
pub mod field_diff;
pub mod form_field;
pub mod icon;
pub mod licence_card;
pub mod live;
pub mod load;
pub mod numbered;
pub mod offline;
pub mod ready;
pub mod status;
pub mod timeline;
pub mod times;
pub mod toast;
pub mod words;

pub use banner::Banner;
pub use check_answers::{Answer, CheckAnswers};
pub use choices::{Choice, Choices, Picks};
pub use deadline::Deadline;
pub use deadline_explained::DeadlineExplained;
pub use demonstration::demonstration;
pub use dialog::Dialog;
pub use error_summary::{ErrorSummary, FieldError};
pub use evidence::{EvidenceList, EvidencePicker, Upload};
pub use field_diff::FieldDiff;
pub use form_field::{FieldKind, FormField};
pub use icon::{Icon, icon};
pub use licence_card::LicenceCard;
pub use live::{attribute, effect, heard, live, live_text};
pub use load::{Empty, Load, Loaded, Skeleton, Trouble};
pub use numbered::numbered;
pub use offline::offline;
pub use ready::mark_ready;
pub use status::{Status, Tone};
pub use timeline::{Moment, Timeline};
pub use times::Times;
pub use toast::Toast;

use domain::text::Lang;
use leptos::prelude::use_context;

/// The language of this tree; Chinese where nobody said otherwise.
pub fn lang() -> Lang {
    use_context().unwrap_or_default()
}
