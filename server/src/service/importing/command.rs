//! `mingzheng import`: the operator takes a file in that lies beside the program.

use super::Named;
use super::engine::{Halt, Run};
use super::reading::{self, Reader};
use super::refusing;
use super::source::Source;
use crate::service::sealed::IMPORT_NAME;
use crate::service::{Ctx, Error, Result, System, admitting, catalogue, day};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::import_steps::{self, Turn};
use crate::store::imports::{self, Counts, New};
use crate::store::{At, Id};
use crate::table::Table;
use domain::issuing::columns::Columns;
use domain::licence::Trust;
use domain::wire::importing::{ImportCounts, ImportState, ImportWay};
use std::fs::File;
use std::io::Write;
use std::sync::Arc;

/// A file, opened and with columns of the type.
pub struct Opened {
    /// Its name, for the record.
    pub name: String,
    /// SHA-256 of its content, by which a run that was killed is known again.
    pub content: [u8; 32],
    /// Its rows.
    pub table: Table,
    /// Its columns.
    pub columns: Columns,
}

/// A run by the operator.
pub struct Importing {
    ctx: Ctx<System>,
    source: Arc<Source>,
    id: Id,
    counts: Counts,
    dry: bool,
}

/// Lets the scanner, if there is one, look at a file before anything of it is read.
pub async fn scan(ctx: &Ctx<System>, file: File) -> Result<()> {
    admitting::looked_at(&ctx.app, file).await
}

/// What a type's rows are checked against.
pub async fn source(ctx: &Ctx<System>, code: &str, trust: Trust) -> Result<Source> {
    let mut read = ctx.app.db.read().await?;
    Source::load(&mut read, code, None, trust).await
}

/// The columns of a type with a row that would go in, as CSV.
pub fn template(source: &Source) -> Result<Vec<u8>> {
    catalogue::as_csv(&source.body)
}

impl Importing {
    /// Begins, or goes on where a run of the same content was killed. A dry run always begins.
    pub async fn begin(
        ctx: Ctx<System>,
        source: Source,
        opened: &Opened,
        dry: bool,
    ) -> Result<Self> {
        let content = ctx.app.vault.keyed(&opened.content).to_vec();
        let mut read = ctx.app.db.read().await?;
        let earlier = imports::unfinished(&mut read, &content, &source.code, source.trust).await?;
        drop(read);
        let source = Arc::new(source);
        if let Some(earlier) = earlier.filter(|_| !dry) {
            return Ok(Self {
                id: earlier.id,
                counts: earlier.counts(),
                ctx,
                source,
                dry,
            });
        }
        let id = ctx.new_id();
        let named = Named {
            name: opened.name.clone(),
            headers: opened.table.headers().to_vec(),
        };
        let name = ctx.app.vault.seal_json(IMPORT_NAME, id, &named)?;
        let new = New {
            id: Id(id),
            agency: None,
            staff: None,
            type_code: source.code.clone(),
            way: ImportWay::Command,
            trust: source.trust,
            state: if dry {
                ImportState::Checking
            } else {
                ImportState::Running
            },
            name_sealed: name.bytes,
            key_id: name.key_id,
            content,
            file_name: None,
            at: At(ctx.now),
            started_at: (!dry).then_some(At(ctx.now)),
        };
        let entry = ctx.entry(Action::Import, Object::alone(Kind::Import, id));
        let begun = ctx.app.db.write(move |tx| {
            Box::pin(async move {
                imports::insert(tx, &new).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        });
        begun.await?;
        Ok(Self {
            ctx,
            source,
            id: Id(id),
            counts: Counts::default(),
            dry,
        })
    }

    /// How many rows an earlier run has dealt with.
    pub fn done_before(&self) -> i64 {
        self.counts.rows()
    }

    /// Deals with all rows; `progress` hears how many there were so far.
    pub async fn run(
        &self,
        opened: Opened,
        mut progress: impl FnMut(i64),
    ) -> std::result::Result<ImportCounts, Halt> {
        let ctx = &self.ctx;
        let reader = Reader::new(
            self.source.clone(),
            ctx.app.vault.clone(),
            day::today(ctx.now),
        );
        let batches = reading::start(opened.table, opened.columns, reader, self.counts.rows());
        let run = Run {
            ctx: ctx.clone(),
            id: self.id,
            source: self.source.clone(),
            staff: None,
            dry: self.dry,
            counts: self.counts,
        };
        let counts = run
            .finish(batches, |counts| progress(counts.rows()))
            .await?;
        Ok(counts.into())
    }

    /// Writes what was refused; how many rows.
    pub async fn refused<W: Write>(&self, headers: &[String], out: W) -> Result<(usize, W)> {
        refusing::write(&self.ctx.app, self.id, headers, out).await
    }

    /// Closes a run whose refused rows were written. Of a dry run nothing is left.
    pub async fn close(self) -> Result<()> {
        let (id, dry) = (self.id, self.dry);
        let finished_at = Some(At(self.ctx.app.clock.now()));
        self.ctx
            .app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    if dry {
                        import_steps::delete(tx, id).await?;
                    } else {
                        let turn = Turn {
                            from: ImportState::Running,
                            to: ImportState::Done,
                            fault: None,
                            finished_at,
                            total: None,
                        };
                        import_steps::turn(tx, id, &turn).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await
    }
}
