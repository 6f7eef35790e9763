//! A file from the desk: it is looked through first, then taken in when somebody says so, both in the background.
//!
//! The file lies sealed among the files of evidence until its import has ended; what was refused can be fetched for
//! [`KEPT_FOR`] after that.

use super::Named;
use super::engine::{Halt, Run};
use super::reading::{self, Reader};
use super::refusing;
use super::source::Source;
use crate::app::App;
use crate::service::evidence::clean_name;
use crate::service::files::{self, Incoming};
use crate::service::once::Once;
use crate::service::paging::{self, Paging};
use crate::service::sealed::IMPORT_NAME;
use crate::service::{Clerk, Ctx, Error, Result, System, catalogue, day};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::imports::{self, Before, Counts, New, Row, Turn};
use crate::store::{At, Id, import_refusals};
use crate::table::{self, Table};
use domain::access::{self, Relation, allowed};
use domain::id::ImportId;
use domain::issuing::columns::Columns;
use domain::licence::Trust;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::importing::{FILE_BYTES_MAX, Import, ImportState, ImportWay, RefusedRow};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// So long after its end an import and what it refused can be looked at.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Begins an upload.
pub async fn begin(ctx: &Ctx<Clerk>) -> Result<Incoming> {
    may(ctx)?;
    Incoming::begin_of(&ctx.app, FILE_BYTES_MAX).await
}

/// Takes a file that has arrived. One whose header can't be read is refused at once.
pub async fn hand_in(
    ctx: &Ctx<Clerk>,
    (type_code, trust): (&str, Trust),
    name: &str,
    incoming: Incoming,
    once: &Once,
) -> Result<Import> {
    may(ctx)?;
    let app = &ctx.app;
    let source = {
        let mut read = app.db.read().await?;
        Source::load(&mut read, type_code, Some(ctx.actor.agency), trust).await?
    };
    let id = ctx.new_id();
    let claim = once.claim(ctx, id);
    // Held until the row is there, so that nobody takes the file for one that no row names.
    let arrived = app.files_lock().read().await;
    let file = incoming.keep_any(app).await?;
    let headers = match headers(app, &file, name, &source).await {
        Ok(headers) => headers,
        Err(error) => {
            drop(arrived);
            files::sweep(app, [file]).await?;
            return Err(error);
        }
    };
    let named = Named {
        name: clean_name(name),
        headers,
    };
    let sealed = app.vault.seal_json(IMPORT_NAME, id, &named)?;
    let new = New {
        id: Id(id),
        agency: Some(ctx.actor.agency.into()),
        staff: Some(ctx.actor.staff.into()),
        type_code: source.code,
        way: ImportWay::Desk,
        trust,
        state: ImportState::Checking,
        name_sealed: sealed.bytes,
        key_id: sealed.key_id,
        content: Vec::new(),
        file_name: Some(file),
        at: At(ctx.now),
        started_at: None,
    };
    let entry = ctx.entry(Action::Import, Object::alone(Kind::Import, id));
    let first = app.db.write(move |tx| {
        Box::pin(async move {
            let first = claim.settle(tx).await?;
            if first.is_none() {
                imports::insert(tx, &new).await?;
                audit::record(tx, &entry).await?;
            }
            Ok::<_, Error>(first)
        })
    });
    let first = first.await?;
    drop(arrived);
    app.imports().notify_one();
    let row = own(ctx, ImportId(first.unwrap_or(id))).await?;
    view(app, &row)
}

/// The columns of a file that has arrived.
async fn headers(app: &App, file: &str, name: &str, source: &Source) -> Result<Vec<String>> {
    let reader = files::reader(app, file)?;
    let (name, body) = (name.to_owned(), source.body.clone());
    let look = move || {
        let table = table::open(reader, &name).map_err(|fault| fault.to_string())?;
        Columns::read(table.headers(), &body).map_err(|fault| fault.to_string())?;
        Ok(table.headers().to_vec())
    };
    tokio::task::spawn_blocking(look)
        .await
        .map_err(Error::fault)?
        .map_err(|fault: String| Error::explained(ProblemCode::Invalid, fault))
}

/// The own agency's imports, the latest first.
pub async fn list(ctx: &Ctx<Clerk>, paging: &Paging) -> Result<Page<Import>> {
    may(ctx)?;
    let limit = paging.limit()?;
    let before = paging.after::<Before>()?.unwrap_or(Before::START);
    let mut rows = {
        let mut read = ctx.app.db.read().await?;
        imports::list(&mut read, ctx.actor.agency.into(), before, limit + 1).await?
    };
    let next = paging::cut(&mut rows, limit, |row| Before {
        at: row.created_at.0,
        id: row.id.0,
    })?;
    let items: Result<Vec<Import>> = rows.iter().map(|row| view(&ctx.app, row)).collect();
    Ok(paging::page(items?, next))
}

/// One of them.
pub async fn find(ctx: &Ctx<Clerk>, id: ImportId) -> Result<Import> {
    view(&ctx.app, &own(ctx, id).await?)
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct AfterPlace(i64);

/// What was refused, in the order of the file.
pub async fn refused(ctx: &Ctx<Clerk>, id: ImportId, paging: &Paging) -> Result<Page<RefusedRow>> {
    let row = own(ctx, id).await?;
    let limit = paging.limit()?;
    let after = paging.after::<AfterPlace>()?.unwrap_or(AfterPlace(-1));
    let mut refusals = {
        let mut read = ctx.app.db.read().await?;
        import_refusals::after(&mut read, row.id, after.0, limit + 1).await?
    };
    let next = paging::cut(&mut refusals, limit, |refusal| AfterPlace(refusal.place))?;
    let mut items = Vec::with_capacity(refusals.len());
    for refusal in &refusals {
        let line = refusing::open(&ctx.app.vault, row.id, refusal)?;
        items.push(RefusedRow {
            line: line.line,
            problems: line.problems,
        });
    }
    Ok(paging::page(items, next))
}

/// The same as a file to be mended: numbers in it are whole, and who fetched it is recorded.
pub async fn refused_file(ctx: &Ctx<Clerk>, id: ImportId) -> Result<(String, Vec<u8>)> {
    let row = own(ctx, id).await?;
    let named = named(&ctx.app, &row)?;
    let (_, bytes) = refusing::write(&ctx.app, row.id, &named.headers, Vec::new()).await?;
    let entry = ctx.entry(Action::ReadImport, Object::alone(Kind::Import, id.0));
    ctx.app.recorder().ask(vec![entry]).await?;
    Ok((named.name + ".refused.csv", bytes))
}

/// A type's columns with a row that would go in.
pub async fn template(ctx: &Ctx<Clerk>, type_code: &str) -> Result<Vec<u8>> {
    may(ctx)?;
    let source = {
        let mut read = ctx.app.db.read().await?;
        Source::load(&mut read, type_code, Some(ctx.actor.agency), Trust::B).await?
    };
    catalogue::as_csv(&source.body)
}

/// Lets what was looked through be taken in.
pub async fn start(ctx: &Ctx<Clerk>, id: ImportId) -> Result<Import> {
    let row = own(ctx, id).await?;
    let (at, id) = (At(ctx.now), row.id);
    let entry = ctx.entry(Action::SteerImport, Object::alone(Kind::Import, id.0));
    let begun = ctx.app.db.write(move |tx| {
        Box::pin(async move {
            let begun = imports::begin(tx, id, at).await?;
            if begun {
                audit::record(tx, &entry).await?;
            }
            Ok::<_, Error>(begun)
        })
    });
    if !begun.await? && row.state.0 != ImportState::Running {
        return Err(wrong_state());
    }
    ctx.app.imports().notify_one();
    find(ctx, ImportId(id.0)).await
}

/// Stops it; what has entered stays.
pub async fn cancel(ctx: &Ctx<Clerk>, id: ImportId) -> Result<Import> {
    let row = own(ctx, id).await?;
    let from = row.state.0;
    let open = [
        ImportState::Checking,
        ImportState::Checked,
        ImportState::Running,
    ];
    if !open.contains(&from) {
        return Err(wrong_state());
    }
    let entry = ctx.entry(Action::SteerImport, Object::alone(Kind::Import, id.0));
    let turn = Turn {
        from,
        to: ImportState::Cancelled,
        fault: None,
        finished_at: Some(At(ctx.now)),
        total: None,
    };
    if !settle(&ctx.app, &row, turn, Some(entry)).await? {
        return Err(ProblemCode::StaleVersion.into());
    }
    find(ctx, id).await
}

fn wrong_state() -> Error {
    let detail = "the import is in another state by now";
    Error::explained(ProblemCode::WrongState, detail)
}

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
            failed(
                from,
                "系统出错了。Something failed on our side.".to_owned(),
                at(ctx),
            )
        }
    };
    settle(&ctx.app, &row, turn, None).await?;
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
    let name = named(app, row)?.name;
    let open = move || table::open(reader, &name);
    let table = tokio::task::spawn_blocking(open)
        .await
        .map_err(Error::fault)??;
    let columns = Columns::read(table.headers(), &source.body).map_err(Error::fault)?;
    Ok((table, columns, Arc::new(source)))
}

/// Moves an import, and removes its file once it has ended.
async fn settle(app: &App, row: &Row, turn: Turn, entry: Option<audit::Entry>) -> Result<bool> {
    let (id, ends) = (row.id, turn.finished_at.is_some());
    let turned = app.db.write(move |tx| {
        Box::pin(async move {
            let turned = imports::turn(tx, id, &turn).await?;
            if turned && ends {
                imports::forget_file(tx, id).await?;
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
            let deleted = ctx.app.db.write(move |tx| {
                Box::pin(async move { Ok::<_, Error>(imports::delete(tx, id).await?) })
            });
            deleted.await?;
            files::sweep(&ctx.app, row.file_name).await?;
        }
    }
}

fn may(ctx: &Ctx<Clerk>) -> Result<()> {
    if allowed(ctx.actor.role, Relation::OwnAgency, access::Action::Import) {
        Ok(())
    } else {
        Err(ProblemCode::Forbidden.into())
    }
}

async fn own(ctx: &Ctx<Clerk>, id: ImportId) -> Result<Row> {
    may(ctx)?;
    let row = imports::find(&mut *ctx.app.db.read().await?, id.into()).await?;
    let agency = Id::from(ctx.actor.agency);
    let row = row.filter(|row| row.agency_id == Some(agency) && row.way.0 == ImportWay::Desk);
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

fn named(app: &App, row: &Row) -> Result<Named> {
    let (key, bytes) = (&row.key_id, &row.name_sealed);
    Ok(app.vault.open_json(IMPORT_NAME, row.id.0, key, bytes)?)
}

fn view(app: &App, row: &Row) -> Result<Import> {
    Ok(Import {
        id: row.id.into(),
        name: named(app, row)?.name,
        type_code: row.type_code.clone(),
        trust: row.trust.0,
        state: row.state.0,
        counts: row.counts().into(),
        total: row.total,
        fault: row.fault.clone(),
        created_at: row.created_at.0,
        started_at: row.started_at.map(|at| at.0),
        finished_at: row.finished_at.map(|at| at.0),
    })
}
