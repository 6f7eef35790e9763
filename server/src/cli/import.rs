//! `mingzheng import`: take a file of issued licences into the library.

use super::settled::{self, Settled};
use super::{CliError, progress};
use crate::app::App;
use crate::config::{Config, FileFlag, sqlite_path};
use crate::service::importing::command::{self, Importing, Opened};
use crate::service::importing::{Halt, Source};
use crate::service::{Ctx, Error, System};
use crate::{start, table};
use domain::issuing::columns::Columns;
use domain::licence::Trust;
use domain::problem::ProblemCode;
use domain::wire::importing::ImportCounts;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

const EXAMPLE: &str = "\
例 Example:
  mingzheng import --type 11990000009900013N002 --file licences.csv --dry-run

列见 --template。被拒绝的行写入 FILE.refused.csv，改好后可直接再次导入；有被拒绝的行时退出码仍为 0,
摘要中的 refused 说明有多少。中断后再次运行同一文件即从断点继续，不重不漏。
The columns are those of --template. Refused rows are written to FILE.refused.csv, which goes in as it is once it is
mended; the exit code is 0 with refused rows, too: `refused` in the summary counts them. Run again after it was
interrupted, it goes on with the same file where it stopped; nothing is lost or doubled.";

/// 导入已发证照(存量归集)。Take issued licences into the library from a CSV, JSON lines or XLSX file
#[derive(clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Args {
    #[command(flatten)]
    config: FileFlag,
    /// 证照类型代码。The type's code
    #[arg(long = "type", value_name = "CODE")]
    kind: String,
    /// 文件(.csv .jsonl .xlsx)。The file
    #[arg(long, value_name = "FILE", required_unless_present = "template")]
    file: Option<PathBuf>,
    /// 只检查,不入库。Only say what would become of the rows
    #[arg(long)]
    dry_run: bool,
    /// 未写证照等级的行的等级(A-D)。The trust level of rows that name none
    #[arg(long, value_name = "LEVEL", default_value = "B", value_parser = trust)]
    trust: Trust,
    /// 输出模板:表头和一行示例。Print the header and an example row
    #[arg(long, conflicts_with_all = ["file", "dry_run"])]
    template: bool,
}

/// What is printed.
#[derive(Serialize)]
struct Summary {
    #[serde(flatten)]
    counts: ImportCounts,
    seconds: f64,
}

fn trust(text: &str) -> Result<Trust, String> {
    Trust::parse(text).ok_or_else(|| "write A, B, C or D".to_owned())
}

/// Imports, or prints the template.
pub(super) fn run(args: &Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.config.clone().into())?;
    runtime.block_on(async {
        let app = library(&config).await?;
        let ctx = Ctx::of_system(&app);
        let source = command::source(&ctx, &args.kind, args.trust)
            .await
            .map_err(|error| untaken(&error))?;
        match &args.file {
            None => template(&source),
            Some(file) => {
                let summary = import(&app, source, file, args.dry_run).await?;
                super::print(&summary)
            }
        }?;
        app.db.fold().await.map_err(CliError::failed)
    })
}

/// The library as it is configured; none is made.
async fn library(config: &Config) -> Result<App, CliError> {
    if let Some(path) = sqlite_path(&config.database_url).filter(|path| !path.exists()) {
        return Err(CliError::argument(
            "database.url",
            format_args!("there is no database at {}", path.display()),
        ));
    }
    let url = config.public_url.clone();
    let url = url.unwrap_or_else(|| "http://127.0.0.1".to_owned());
    start::app(config, url).await.map_err(CliError::failed)
}

fn untaken(error: &Error) -> CliError {
    match error {
        Error::Invalid(_) => CliError::argument("--type", "no such type is published here"),
        Error::Explained { detail, .. } => CliError::argument("--type", detail),
        other => CliError::failed(other.to_string()),
    }
}

fn template(source: &Source) -> Result<(), CliError> {
    let template = command::template(source).map_err(CliError::failed)?;
    Ok(io::stdout().lock().write_all(&template)?)
}

async fn import(app: &App, source: Source, file: &Path, dry: bool) -> Result<Summary, CliError> {
    let begun = Instant::now();
    let ctx = Ctx::of_system(app);
    scan(&ctx, file).await?;
    let (opened, lines) = open(file, &source)?;
    let headers = opened.table.headers().to_vec();
    let importing = Importing::begin(ctx, source, &opened, dry)
        .await
        .map_err(CliError::failed)?;
    // The header is a line, too.
    let bar = progress::bar(lines.saturating_sub(1), "行 rows {per_sec}");
    bar.set_position(count(importing.done_before()));
    let ended = importing.run(opened, |rows| bar.set_position(count(rows)));
    let ended = ended.await;
    bar.finish_and_clear();
    let counts = ended.map_err(|halt| match halt {
        Halt::File(fault) => CliError::argument("--file", fault),
        Halt::Elsewhere => CliError::failed("another process is importing this file"),
        Halt::Failed(error) => CliError::failed(format!(
            "{error}; run the same command again to go on where it stopped"
        )),
    })?;
    refused(&importing, file, &headers, counts.refused).await?;
    importing.close().await.map_err(CliError::failed)?;
    Ok(Summary {
        counts,
        seconds: (begun.elapsed().as_secs_f64() * 10.0).round() / 10.0,
    })
}

async fn scan(ctx: &Ctx<System>, path: &Path) -> Result<(), CliError> {
    let file = File::open(path).map_err(|error| CliError::argument("--file", error))?;
    command::scan(ctx, file).await.map_err(|error| match error {
        Error::Refused(ProblemCode::InfectedFile) => {
            CliError::argument("--file", "the scanner found a virus in it")
        }
        Error::Refused(ProblemCode::NotScanned) => {
            CliError::failed("the scanner of files.scanner gave no verdict; nothing was read")
        }
        other => CliError::failed(other.to_string()),
    })
}

/// Opens the file, reads its header and names its content; and how many lines it has, where that tells its rows.
fn open(path: &Path, source: &Source) -> Result<(Opened, u64), CliError> {
    let unreadable = |error| CliError::argument("--file", error);
    let mut file = File::open(path).map_err(unreadable)?;
    let (mut hash, mut lines) = (Sha256::new(), 0);
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let length = file.read(&mut buffer).map_err(unreadable)?;
        let part = buffer.get(..length).unwrap_or_default();
        if part.is_empty() {
            break;
        }
        hash.update(part);
        lines += memchr::memchr_iter(b'\n', part).count();
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = File::open(path).map_err(unreadable)?;
    let table = table::open(file, &name).map_err(|fault| CliError::argument("--file", fault))?;
    let columns = Columns::read(table.headers(), &source.body)
        .map_err(|fault| CliError::argument("--file", fault))?;
    let opened = Opened {
        name: name.into_owned(),
        content: hash.finalize().into(),
        table,
        columns,
    };
    Ok((opened, u64::try_from(lines).unwrap_or_default()))
}

/// Writes the refused rows beside the file, for its owner's eyes; nothing where nothing was refused.
async fn refused(
    importing: &Importing,
    file: &Path,
    headers: &[String],
    rows: i64,
) -> Result<(), CliError> {
    let path = beside(file);
    if rows == 0 {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = folder.unwrap_or(Path::new("."));
    let out = tempfile::NamedTempFile::new_in(folder).map_err(CliError::failed)?;
    let (_, mut out) = importing
        .refused(headers, out)
        .await
        .map_err(CliError::failed)?;
    out.flush()?;
    out.persist(&path).map_err(CliError::failed)?;
    Ok(())
}

/// `F.refused.csv` beside `F`.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".refused.csv");
    name.into()
}

fn count(rows: i64) -> u64 {
    u64::try_from(rows).unwrap_or_default()
}
