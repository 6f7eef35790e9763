//! Who works on the files that were handed in at the desk? A job: it looks them through, takes them in, and forgets them.

use super::Named;
use super::desk::KEPT_FOR;
use super::engine::{Halt, Run};
use super::reading::{self, Reader};
use super::source::Source;
use crate::app::App;
use crate::service::{Ctx, Error, Result, System, day, files};
use crate::store::At;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::import_steps::{self, Turn};
use crate::store::imports::{self, Counts, Row};
use crate::table::{self, Table};
use domain::issuing::columns::Columns;
use domain::problem::ProblemCode;
use domain::text::Lang;
use domain::text::problem::title;
use domain::wire::importing::ImportState;
use std::sync::Arc;

/// Whether there is an import to work on.
pub(crate) async fn is_waiting(ctx: &Ctx<System>) -> Result<bool> {
    let mut read = ctx.app.db.read().await?;
    Ok(imports::open(&mut read).await?.is_some())
}

/// Works on imports, the oldest first, until none waits.
pub(crate) async fn work(ctx: &Ctx<System>) -> Result<()> {
    while work_on_one(ctx).await? {}
    Ok(())
}

async fn work_on_one(ctx: &Ctx<System>) -> Result<bool> {
    let row = imports::open(&mut *ctx.app.db.read().await?).await?;
    let Some(row) = row else { return Ok(false) };
    let from = row.state.0;
    let at = |ctx: &Ctx<System>| Some(At(ctx.app.clock.now()));
    let turn = match run(ctx, &row).await {
        Ok(counts) if from == ImportState::Checking => Turn {
            from,
            to: ImportState::Checked,
            fault: None,
            finished_at: None,
            total: Some(counts.rows()),
        },
        Ok(counts) => Turn {
            from,
            to: ImportState::Done,
            fault: None,
            finished_at: at(ctx),
            total: Some(counts.rows()),
        },
        Err(Halt::File(fault)) => failed(from, fault.to_string(), at(ctx)),
        // Another server works on it, or it was cancelled.
        Err(Halt::Elsewhere) => return Ok(false),
        Err(Halt::Failed(error)) if error.code() == ProblemCode::Unavailable => return Err(error),
        Err(Halt::Failed(error)) => {
            tracing::error!(%error, "an import failed");
            let said = [Lang::Zh, Lang::En].map(|lang| title(ProblemCode::Internal, lang));
            failed(from, said.join("。"), at(ctx))
        }
    };
    self::turn(&ctx.app, &row, turn, None).await?;
    Ok(true)
}

fn failed(from: ImportState, fault: String, finished_at: Option<At>) -> Turn {
    Turn {
        from,
        to: ImportState::Failed,
        fault: Some(fault),
        finished_at,
        total: None,
    }
}

async fn run(ctx: &Ctx<System>, row: &Row) -> std::result::Result<Counts, Halt> {
    let app = &ctx.app;
    let (table, columns, source) = reopened(app, row).await?;
    let reader = Reader::new(source.clone(), app.vault.clone(), day::today(ctx.now));
    let run = Run {
        ctx: ctx.clone(),
        id: row.id,
        source,
        staff: row.staff_id,
        dry: row.state.0 == ImportState::Checking,
        counts: row.counts(),
    };
    let batches = reading::start(table, columns, reader, row.position);
    run.finish(batches, |_| ()).await
}

async fn reopened(
    app: &App,
    row: &Row,
) -> std::result::Result<(Table, Columns, Arc<Source>), Halt> {
    let mut read = app.db.read().await.map_err(Error::from)?;
    let own = row.agency_id.map(Into::into);
    let source = Source::load(&mut read, &row.type_code, own, row.trust.0).await?;
    drop(read);
    let file = row.file_name.as_deref();
    let file = file.ok_or_else(|| Error::fault("an import without its file"))?;
    let reader = files::reader(app, file)?;
    let name = Named::of(app, row)?.name;
    let open = move || table::open(reader, &name);
    let table = tokio::task::spawn_blocking(open)
        .await
        .map_err(Error::fault)??;
    let columns = Columns::read(table.headers(), &source.body).map_err(Error::fault)?;
    Ok((table, columns, Arc::new(source)))
}

/// Moves an import, and removes its file once it has ended.
pub(super) async fn turn(
    app: &App,
    row: &Row,
    turn: Turn,
    entry: Option<audit::Entry>,
) -> Result<bool> {
    let (id, ends) = (row.id, turn.finished_at.is_some());
    let turned = app.db.write(move |tx| {
        Box::pin(async move {
            let turned = import_steps::turn(tx, id, &turn).await?;
            if turned && ends {
                import_steps::forget_file(tx, id).await?;
            }
            if let Some(entry) = entry.filter(|_| turned) {
                audit::record(tx, &entry).await?;
            }
            Ok::<_, Error>(turned)
        })
    });
    let turned = turned.await?;
    if turned && ends {
        files::sweep(app, row.file_name.clone()).await?;
    }
    Ok(turned)
}

/// Forgets imports that ended long ago, and those that nobody let go.
pub(crate) async fn purge(ctx: &Ctx<System>) -> Result<()> {
    let before = ctx.now.checked_sub(KEPT_FOR).map_err(Error::fault)?;
    loop {
        let old = imports::old(&mut *ctx.app.db.read().await?, before, 100).await?;
        if old.is_empty() {
            return Ok(());
        }
        for row in old {
            let id = row.id;
            let entry = ctx.entry(Action::ForgetImport, Object::alone(Kind::Import, id.0));
            let forgotten = ctx.app.db.write(move |tx| {
                Box::pin(async move {
                    import_steps::delete(tx, id).await?;
                    Ok::<_, Error>(audit::record(tx, &entry).await?)
                })
            });
            forgotten.await?;
            files::sweep(&ctx.app, row.file_name).await?;
        }
    }
}
