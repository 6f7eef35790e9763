//! 电子监察 (兰安 一百一十七(三)): how do the cases stand, and how were they answered?
//!
//! - `fact`: what one case adds to a month, by the rule of the clock; [`crate::text::board`] puts each definition into words;
//! - `measure`: what is measured, and a figure of it;
//! - `tally`: everything that is counted of a month or of a part of it, and the figures that come of it.

mod fact;
mod measure;
mod tally;

pub use fact::{Aim, Ended, Fact, OwedBy, Term, Watched, aim, ended, facts};
pub use measure::{BoardFigure, BoardMeasure, Dimension, Unit};
pub use tally::{Kept, Tally};
