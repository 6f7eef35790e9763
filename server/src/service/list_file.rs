//! How is a list taken home? Masked as on the screen, row by row into a file without a name, and on record before the
//! first byte leaves: by whom, of which filter, how many rows, and each holder whose licence is in it.

use super::licences::listed;
use super::search::{ask, lead_of, whose};
use super::{Clerk, Ctx, Error, Result, audit, day};
use crate::store::audit::{Action, Kind};
use crate::store::search::{self as store, Ask, Listed};
use crate::store::{At, Id, exports};
use crate::table::write::{Csv, WriteFault, Xlsx};
use domain::access;
use domain::text::Lang;
use domain::text::licence as text;
use domain::validity::NO_END;
use domain::wire::search::{EXPORT_MAX, ExportFormat, LicenceFilter};
use jiff::civil::Date;
use std::fs::File;
use std::io::{BufWriter, Seek as _, Write as _};
use tokio::sync::mpsc;

/// Rows that are read at once.
const PART: usize = 500;

/// A list as a file.
pub struct Export {
    /// What it is called, with its day.
    pub name: String,
    /// Its content, from the beginning.
    pub file: File,
    /// How many bytes.
    pub length: u64,
}

/// The own agency's licences that a filter asks for, at most [`EXPORT_MAX`].
pub async fn export(
    ctx: &Ctx<Clerk>,
    filter: &LicenceFilter,
    format: ExportFormat,
) -> Result<Export> {
    ctx.may(access::Action::SearchLicences)?;
    let today = day::today(ctx.now);
    let (lead, _) = lead_of(filter)?;
    let mut asked = ask(ctx, &mut *ctx.app.db.read().await?, filter, lead).await?;
    let (rows, incoming) = mpsc::channel(2);
    let folder = ctx.app.files.clone();
    let writing = tokio::task::spawn_blocking(move || {
        write(tempfile::tempfile_in(folder)?, format, today, incoming)
    });
    let lines = read(ctx, &mut asked, &rows).await?;
    drop(rows);
    let (file, length) = writing.await.map_err(Error::fault)?.map_err(refused)?;
    record(ctx, filter, format, lines).await?;
    Ok(Export {
        name: format!("证照清单-{today}.{}", format.as_str()),
        file,
        length,
    })
}

/// Hands all rows on, part by part, each recorded first; how many there were.
async fn read(
    ctx: &Ctx<Clerk>,
    asked: &mut Ask,
    rows: &mpsc::Sender<Vec<Listed>>,
) -> Result<usize> {
    let mut lines = 0;
    while lines < EXPORT_MAX {
        let wanted = PART.min(EXPORT_MAX - lines);
        asked.limit = i64::try_from(wanted).map_err(Error::fault)?;
        let part = store::page(&mut *ctx.app.db.read().await?, asked).await?;
        audit::reads(ctx, Action::ExportLicences, Kind::Licence, whose(&part)).await?;
        asked.after = part.last().map(Listed::place);
        let count = part.len();
        lines += count;
        // The writer goes away when it fails, and says why when it is waited for.
        if rows.send(part).await.is_err() || count < wanted {
            break;
        }
    }
    Ok(lines)
}

async fn record(
    ctx: &Ctx<Clerk>,
    filter: &LicenceFilter,
    format: ExportFormat,
    lines: usize,
) -> Result<()> {
    let id = ctx.new_id();
    let row = exports::Row {
        id: Id(id),
        at: At(ctx.now),
        staff: ctx.actor.staff.into(),
        agency: ctx.actor.agency.into(),
        format: format.as_str(),
        filter: serde_json::to_string(filter).map_err(Error::fault)?,
        lines: i64::try_from(lines).map_err(Error::fault)?,
    };
    let object = crate::store::audit::Object::alone(Kind::Export, id);
    let entry = ctx.entry(Action::ExportLicences, object);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                exports::insert(tx, &row).await?;
                crate::store::audit::record(tx, &entry).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}

const HEADERS: [&str; 11] = [
    "证照类型",
    "证照类型代码",
    "证照编号",
    "持证主体",
    "状态",
    "有效期起始日期",
    "有效期截止日期",
    "版本",
    "抵押",
    "异议标注",
    "印章",
];

fn cells(row: &Listed, today: Date) -> [String; 11] {
    let shown = listed(&row.summary, today);
    let mark = |set: bool, word: &str| if set { word.to_owned() } else { String::new() };
    [
        shown.type_name,
        row.type_code.clone(),
        shown.number,
        shown.holder_name,
        text::standing(shown.standing, Lang::Zh).to_owned(),
        shown.valid_from.to_string(),
        shown
            .valid_to
            .map_or_else(|| NO_END.to_owned(), |day| day.to_string()),
        shown.version.to_string(),
        mark(shown.pledged, "已抵押"),
        mark(shown.disputed, "有异议"),
        mark(row.unsealed, "待加盖"),
    ]
}

enum Writer {
    Csv(Box<Csv<BufWriter<File>>>),
    Xlsx(Box<Xlsx>, File),
}

fn write(
    file: File,
    format: ExportFormat,
    today: Date,
    mut incoming: mpsc::Receiver<Vec<Listed>>,
) -> std::result::Result<(File, u64), WriteFault> {
    let mut writer = match format {
        ExportFormat::Csv => Writer::Csv(Box::new(Csv::new(BufWriter::new(file), HEADERS)?)),
        ExportFormat::Xlsx => Writer::Xlsx(Box::new(Xlsx::new(HEADERS)?), file),
    };
    while let Some(part) = incoming.blocking_recv() {
        for row in &part {
            match &mut writer {
                Writer::Csv(csv) => csv.row(cells(row, today))?,
                Writer::Xlsx(xlsx, _) => xlsx.row(cells(row, today))?,
            }
        }
    }
    let mut file = match writer {
        Writer::Csv(csv) => {
            let mut buffer = csv.finish()?;
            buffer.flush()?;
            buffer
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)?
        }
        Writer::Xlsx(xlsx, file) => {
            // It goes back in the file to write its directory's place.
            xlsx.finish(BufWriter::new(&file))?;
            file
        }
    };
    let length = file.stream_position()?;
    file.rewind()?;
    Ok((file, length))
}

fn refused(fault: WriteFault) -> Error {
    match fault {
        WriteFault::Io(error) => Error::File(error),
        other => Error::fault(other),
    }
}
