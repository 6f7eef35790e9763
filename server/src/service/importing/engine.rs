//! How are batches written? Each in one transaction, together with the place where the run goes on; one that fails is
//! taken row by row, so that a failing row stops none of the others.

use super::building::{Altered, Built, Maker, Step};
use super::judging::Found;
use super::reading::{Batches, Line};
use super::source::Source;
use crate::app::App;
use crate::service::{Caller, Ctx, Error, Result};
use crate::store::audit::{self, Action, Entry, Kind, Object};
use crate::store::imports::Counts;
use crate::store::{Id, StoreError, Tx, import_refusals, import_steps, library as keeping};
use crate::table::FileFault;
use domain::problem::ProblemCode;
use domain::wire::importing::ImportCounts;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// How often a batch is tried again while the database can't be used, and how long is waited before.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_secs(2);

impl From<Counts> for ImportCounts {
    fn from(counts: Counts) -> Self {
        Self {
            rows: counts.rows(),
            new: counts.new,
            changed: counts.changed,
            same: counts.same,
            refused: counts.refused,
        }
    }
}

/// Why a run ends before its file does.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// The file can't be read any further.
    #[error(transparent)]
    File(#[from] FileFault),
    /// Somebody else works on it, or it was stopped.
    #[error("somebody else works on this import, or it was stopped")]
    Elsewhere,
    /// Something failed; the run can go on later.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// A run: on whose behalf, of what, and how far.
pub(super) struct Run<A> {
    pub(super) ctx: Ctx<A>,
    pub(super) id: Id,
    pub(super) source: Arc<Source>,
    pub(super) staff: Option<Id>,
    pub(super) dry: bool,
    pub(super) counts: Counts,
}

impl<A: Caller + Clone> Run<A> {
    /// Deals with everything that comes; `progress` hears of each batch.
    pub(super) async fn finish(
        mut self,
        mut batches: Batches,
        mut progress: impl FnMut(Counts),
    ) -> std::result::Result<Counts, Halt> {
        while let Some(lines) = batches.recv().await {
            let lines = Arc::new(lines?);
            self.ctx.now = self.ctx.app.clock.now();
            let all = 0..lines.len();
            self.patiently(&lines, all).await?;
            progress(self.counts);
        }
        Ok(self.counts)
    }

    /// Deals with these rows, however long the database can't be used.
    async fn patiently(
        &mut self,
        lines: &Arc<Vec<Line>>,
        range: Range<usize>,
    ) -> std::result::Result<(), Halt> {
        let mut tries = 0;
        loop {
            match self.deal_with(lines, range.clone()).await {
                Err(Halt::Failed(Error::Store(StoreError::Unavailable(_)))) if tries < TRIES => {
                    tries += 1;
                    tokio::time::sleep(PAUSE).await;
                }
                other => return other,
            }
        }
    }

    async fn deal_with(
        &mut self,
        lines: &Arc<Vec<Line>>,
        range: Range<usize>,
    ) -> std::result::Result<(), Halt> {
        let maker = self.maker();
        let built = make(&self.ctx.app, maker, lines, range.clone()).await?;
        match self.write(built).await {
            Ok(counts) => self.counts = counts,
            Err(error) if !is_of_rows(&error) => return Err(halt(error)),
            Err(error) if range.len() == 1 => {
                let line = lines.get(range.start).ok_or(Halt::Elsewhere)?;
                tracing::warn!(line = line.number, %error, "a row of an import was not kept");
                let built = self.maker().not_kept(line)?;
                self.counts = self.write(built).await.map_err(halt)?;
            }
            Err(_) => {
                for place in range {
                    Box::pin(self.patiently(lines, place..place + 1)).await?;
                }
            }
        }
        Ok(())
    }

    fn maker(&self) -> Maker {
        Maker {
            source: self.source.clone(),
            vault: self.ctx.app.vault.clone(),
            ids: self.ctx.app.ids.clone(),
            now: self.ctx.now,
            staff: self.staff,
            run: self.id,
            dry: self.dry,
        }
    }

    async fn write(&self, built: Built) -> Result<Counts> {
        let (id, from) = (self.id, self.counts);
        // A dry run touches nobody's licence.
        let entry = (!self.dry).then(|| entry(&self.ctx, id, &built));
        self.ctx
            .app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let counts = built.counts;
                    let advanced = import_steps::advance(tx, id, from.rows(), counts).await;
                    advanced.map_err(|error| match error {
                        StoreError::Stale => Error::Refused(ProblemCode::InProgress),
                        other => other.into(),
                    })?;
                    keep(tx, id, built, entry.as_ref()).await?;
                    Ok::<_, Error>(from + counts)
                })
            })
            .await
    }
}

/// The audit record of a batch: which licences it makes or changes.
pub(super) fn entry<A: Caller>(ctx: &Ctx<A>, run: Id, built: &Built) -> Entry {
    let ids = built.licences();
    let object = if ids.is_empty() {
        Object::alone(Kind::Import, run.0)
    } else {
        Object {
            kind: Kind::Licence,
            ids,
            holder: None,
        }
    };
    ctx.entry(Action::Collect, object)
}

/// Asks what the library knows of these rows, and makes what is to be written.
pub(super) async fn make(
    app: &App,
    maker: Maker,
    lines: &Arc<Vec<Line>>,
    range: Range<usize>,
) -> Result<Built> {
    let found = {
        let mut read = app.db.read().await?;
        let lines = lines.get(range.clone()).unwrap_or_default();
        Found::ask(&mut read, &maker.source, lines).await?
    };
    let lines = lines.clone();
    let build = move || maker.build(found, lines.get(range).unwrap_or_default());
    tokio::task::spawn_blocking(build)
        .await
        .map_err(Error::fault)?
}

/// Writes a batch.
pub(super) async fn keep(tx: &mut Tx, run: Id, built: Built, entry: Option<&Entry>) -> Result<()> {
    built.rows.write(tx).await?;
    for altered in built.altered {
        alter(tx, altered).await?;
    }
    import_refusals::insert(tx, run, &built.refusals).await?;
    if let Some(entry) = entry {
        audit::record(tx, entry).await?;
    }
    Ok(())
}

async fn alter(tx: &mut Tx, altered: Altered) -> Result<()> {
    for step in altered.steps {
        match step {
            Step::Raise(raise, kept) => keeping::raise(tx, &raise, *kept).await?,
            Step::Turn(revision, to, event) => keeping::turn(tx, revision, to, event).await?,
        }
    }
    if let Some(co_holders) = altered.co_holders {
        keeping::share(tx, altered.licence, co_holders).await?;
    }
    Ok(())
}

/// Whether one of the rows may be what the database refused.
pub(super) fn is_of_rows(error: &Error) -> bool {
    matches!(
        error,
        Error::Store(StoreError::Duplicate | StoreError::Stale | StoreError::Db(_))
    )
}

fn halt(error: Error) -> Halt {
    match error {
        Error::Refused(ProblemCode::InProgress) => Halt::Elsewhere,
        other => Halt::Failed(other),
    }
}
