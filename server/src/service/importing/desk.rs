//! A file from the desk: it is looked through first, then taken in when somebody says so, both by `working`.
//!
//! The file lies sealed among the files of evidence until its import has ended; what was refused can be fetched for
//! [`KEPT_FOR`] after that.

use super::source::Source;
use super::{Named, refusing, working};
use crate::app::App;
use crate::service::evidence::clean_name;
use crate::service::files::{self, Incoming};
use crate::service::once::Once;
use crate::service::paging::{self, Paging};
use crate::service::sealed::IMPORT_NAME;
use crate::service::{Clerk, Ctx, Error, Result, admitting, catalogue};
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::import_steps::{self, Turn};
use crate::store::imports::{self, Before, New, Row};
use crate::store::{At, Id, import_refusals};
use crate::table;
use domain::access;
use domain::id::ImportId;
use domain::issuing::columns::Columns;
use domain::licence::Trust;
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::importing::{FILE_BYTES_MAX, Import, ImportState, ImportWay, RefusedRow};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// So long after its end an import and what it refused can be looked at.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Begins an upload.
pub async fn begin(ctx: &Ctx<Clerk>) -> Result<Incoming> {
    ctx.may(access::Action::Import)?;
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
    ctx.may(access::Action::Import)?;
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
    let headers = match examined(app, &file, name, &source).await {
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
    let first = claim.effect(ctx, entry, move |tx| {
        Box::pin(async move { Ok(imports::insert(tx, &new).await?) })
    });
    let first = first.await?;
    drop(arrived);
    app.imports().notify_one();
    let row = own(ctx, ImportId(first.unwrap_or(id))).await?;
    view(app, &row)
}

/// The columns of a file that has arrived, once the scanner has nothing against it.
async fn examined(app: &App, file: &str, name: &str, source: &Source) -> Result<Vec<String>> {
    admitting::looked_at(app, files::reader(app, file)?).await?;
    headers(app, file, name, source).await
}

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
    ctx.may(access::Action::Import)?;
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
    read(ctx, id).await?;
    Ok(paging::page(items, next))
}

/// The same as a file to be mended: numbers in it are whole, and who fetched it is recorded.
pub async fn refused_file(ctx: &Ctx<Clerk>, id: ImportId) -> Result<(String, Vec<u8>)> {
    let row = own(ctx, id).await?;
    let named = Named::of(&ctx.app, &row)?;
    let (_, bytes) = refusing::write(&ctx.app, row.id, &named.headers, Vec::new()).await?;
    read(ctx, id).await?;
    Ok((named.name + ".refused.csv", bytes))
}

/// Records that what was refused was read: it is about people.
async fn read(ctx: &Ctx<Clerk>, id: ImportId) -> Result<()> {
    let entry = ctx.entry(Action::ReadImport, Object::alone(Kind::Import, id.0));
    Ok(ctx.app.recorder().ask(vec![entry]).await?)
}

/// A type's columns with a row that would go in.
pub async fn template(ctx: &Ctx<Clerk>, type_code: &str) -> Result<Vec<u8>> {
    ctx.may(access::Action::Import)?;
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
            let begun = import_steps::begin(tx, id, at).await?;
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
    if !working::turn(&ctx.app, &row, turn, Some(entry)).await? {
        return Err(ProblemCode::StaleVersion.into());
    }
    find(ctx, id).await
}

fn wrong_state() -> Error {
    let detail = "the import is in another state by now";
    Error::explained(ProblemCode::WrongState, detail)
}

async fn own(ctx: &Ctx<Clerk>, id: ImportId) -> Result<Row> {
    ctx.may(access::Action::Import)?;
    let row = imports::find(&mut *ctx.app.db.read().await?, id.into()).await?;
    let agency = Id::from(ctx.actor.agency);
    let row = row.filter(|row| row.agency_id == Some(agency) && row.way.0 == ImportWay::Desk);
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

fn view(app: &App, row: &Row) -> Result<Import> {
    Ok(Import {
        id: row.id.into(),
        name: Named::of(app, row)?.name,
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
