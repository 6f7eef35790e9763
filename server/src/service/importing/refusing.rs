//! What was refused, and how does it get back to who can mend it? As the columns that came, with the line and the reason.

use crate::app::App;
use crate::crypto::{CryptoError, Vault};
use crate::service::sealed::{IMPORT_REFUSED, part};
use crate::service::{Error, Result};
use crate::store::Id;
use crate::store::import_refusals::{self, Refusal};
use crate::table::write::Csv;
use domain::issuing::columns::{LINE, REASON};
use domain::text::{Lang, importing};
use domain::wire::importing::RowProblem;
use serde::{Deserialize, Serialize};
use std::io::Write;

/// Refusals that are read together.
const AT_ONCE: i64 = 500;

/// A row that was refused, as it came.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RefusedLine {
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    pub(super) problems: Vec<RowProblem>,
}

/// Seals it: it is about people.
pub(super) fn seal(
    vault: &Vault,
    run: Id,
    place: i64,
    refused: &RefusedLine,
) -> std::result::Result<Refusal, CryptoError> {
    let sealed = vault.seal_json(IMPORT_REFUSED, part(run.0, place), refused)?;
    Ok(Refusal {
        place,
        refused_sealed: sealed.bytes,
        key_id: sealed.key_id,
    })
}

pub(super) fn open(
    vault: &Vault,
    run: Id,
    refusal: &Refusal,
) -> std::result::Result<RefusedLine, CryptoError> {
    let row = part(run.0, refusal.place);
    vault.open_json(
        IMPORT_REFUSED,
        row,
        &refusal.key_id,
        &refusal.refused_sealed,
    )
}

/// Writes everything that was refused of a file with these columns; how many rows.
pub(super) async fn write<W: Write>(
    app: &App,
    run: Id,
    headers: &[String],
    out: W,
) -> Result<(usize, W)> {
    let mut kept: Vec<(usize, &str)> = headers.iter().map(String::as_str).enumerate().collect();
    kept.retain(|(_, header)| ![LINE, REASON].contains(&header.trim()));
    let names = kept.iter().map(|(_, header)| *header).chain([LINE, REASON]);
    let mut csv = Csv::new(out, names).map_err(Error::fault)?;
    let (mut after, mut rows) = (-1, 0);
    loop {
        let mut read = app.db.read().await?;
        let refusals = import_refusals::after(&mut read, run, after, AT_ONCE).await?;
        drop(read);
        let Some(last) = refusals.last() else { break };
        after = last.place;
        for refusal in &refusals {
            let refused = open(&app.vault, run, refusal)?;
            let line = refused.line.to_string();
            let zh = importing::reasons(&refused.problems, Lang::Zh);
            let en = importing::reasons(&refused.problems, Lang::En);
            let reason = [zh.as_str(), " | ", en.as_str()].concat();
            let cells = kept
                .iter()
                .map(|(place, _)| refused.cells.get(*place).map_or("", String::as_str))
                .chain([line.as_str(), reason.as_str()]);
            csv.row(cells).map_err(Error::fault)?;
            rows += 1;
        }
    }
    Ok((rows, csv.finish().map_err(Error::fault)?))
}
