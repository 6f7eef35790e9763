//! 归集质量 (兰安 一百五十, 一百六十三): how good is what an agency has brought into the library?
//!
//! - `measure`: what is measured; [`crate::text::quality`] puts each definition into words, and page and export show those;
//! - `marks`: what is noted of each entry when it is made, because faces are sealed afterwards;
//! - `tally`: everything that is counted of a month, and the figures that come of it.

mod marks;
mod measure;
mod tally;

pub use marks::{LAG_MAX, Marks, is_prompt, lag};
pub use measure::{Measure, Measured, Unit};
pub use tally::{Lags, Tally};
