//! 存量归集 and 实时归集: how do licences that were issued elsewhere enter the library (兰安 一百五十一)?
//!
//! A row passes through four rooms: `reading` makes of it what `domain::issuing` calls a row that can be taken, on a
//! thread of its own; `judging` compares it with what the library has, a thousand rows at a time; `building` seals what
//! is to be written; and `engine` writes a batch in one transaction with the place where it goes on, so that a run that
//! is killed loses and doubles nothing. What is refused is kept by `refusing` until it was fetched.
//!
//! Three doors lead in: [`command`] for the operator, [`desk`] for a file that an issuer hands in and on which `working`
//! works, [`push`] for messages of an issuer's system. `source` is what all of them have to know before.
//!
//! A file says what licences are, so each licence stands in it once: a row that says something else of a licence than an
//! earlier row of the same file is refused as repeated, and the same file taken in twice changes nothing.

mod building;
pub mod command;
pub mod desk;
mod engine;
mod judging;
pub mod push;
mod reading;
mod refusing;
mod source;
pub(crate) mod working;

pub use engine::Halt;
pub use source::Source;

use super::Result;
use super::sealed::IMPORT_NAME;
use crate::app::App;
use crate::store::imports::Row;
use serde::{Deserialize, Serialize};

/// What is kept of a file's own words, sealed: people name files after people.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Named {
    name: String,
    headers: Vec<String>,
}

impl Named {
    fn of(app: &App, row: &Row) -> Result<Self> {
        let (key, bytes) = (&row.key_id, &row.name_sealed);
        Ok(app.vault.open_json(IMPORT_NAME, row.id.0, key, bytes)?)
    }
}
