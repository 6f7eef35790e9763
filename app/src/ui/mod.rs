//! The pieces that screens are made of: they take data and callbacks and never fetch.
//!
//! Each file is one piece, with its CSS in `style/components`; what only the desk uses has a stylesheet of its own there,
//! so that citizens don't load it. A piece speaks the language of the context
//! ([`lang`]), which is fixed while a tree is mounted: changing it mounts the tree anew. Days and how they were
//! counted come from [`Times`], so that no piece asks the browser what day it is.

pub mod acknowledgement;
pub mod banner;
pub mod chart;
pub mod check_answers;
pub mod check_field;
pub mod choices;
pub mod date_field;
pub mod deadline;
pub mod deadline_explained;
pub mod demonstration;
pub mod dialog;
pub mod download;
pub mod error_summary;
pub mod evidence;
pub mod field_diff;
pub mod figure;
pub mod file_field;
pub mod form_field;
pub mod icon;
pub mod licence_card;
pub mod live;
pub mod load;
pub mod months;
pub mod numbered;
pub mod offline;
pub mod pager;
pub mod progress;
pub mod ready;
pub mod receipts;
pub mod rows;
pub mod second_look;
pub mod select_field;
pub mod status;
pub mod table;
pub mod tabs;
pub mod timeline;
pub mod times;
pub mod toast;
pub mod words;

pub use acknowledgement::acknowledgement;
pub use banner::Banner;
pub use chart::{Chart, Drawn, Series};
pub use check_answers::{Answer, CheckAnswers};
pub use check_field::CheckField;
pub use choices::{Choice, Choices, Picks};
pub use date_field::DateField;
pub use deadline::Deadline;
pub use deadline_explained::DeadlineExplained;
pub use demonstration::demonstration;
pub use dialog::Dialog;
pub use download::Download;
pub use error_summary::{ErrorSummary, FieldError};
pub use evidence::{EvidenceList, EvidencePicker, Upload};
pub use field_diff::FieldDiff;
pub use figure::Figure;
pub use file_field::FileField;
pub use form_field::{FieldKind, FormField};
pub use icon::{Icon, icon};
pub use licence_card::{LicenceCard, standing_tone};
pub use live::{attribute, effect, heard, live, live_text};
pub use load::{Empty, Load, Loaded, Skeleton, Trouble};
pub use numbered::{dotted, numbered, whole_days};
pub use offline::offline;
pub use pager::Pager;
pub use progress::Progress;
pub use ready::mark_ready;
pub use receipts::receipts;
pub use rows::row_keys;
pub use second_look::{Asks, SecondLook};
pub use select_field::SelectField;
pub use status::{Status, Tone};
pub use table::{Column, Order, Row, Sort, Table};
pub use tabs::{Tab, Tabs};
pub use timeline::{Moment, Timeline};
pub use times::Times;
pub use toast::Toast;

use domain::text::Lang;
use leptos::prelude::use_context;

/// The language of this tree; Chinese where nobody said otherwise.
pub fn lang() -> Lang {
    use_context().unwrap_or_default()
}
