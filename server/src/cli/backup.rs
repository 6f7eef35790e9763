//! `mingzheng backup`: a copy of everything that is kept, made while the server works.

use super::CliError;
use super::settled::{self, Settled};
use crate::clock::Clock;
use crate::config::FileFlag;
use crate::service::backing_up::{Place, taking};
use crate::start;
use std::io::{self, Write as _};
use std::path::PathBuf;

/// 备份数据库和附件(不含密钥),服务不必停止。Copy the database and the files, but not the keys, while the server works
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    file: FileFlag,
    /// 写入这个新目录。The new folder to write to
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

/// Makes the copy.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    let manifest = runtime.block_on(async {
        let db = start::as_it_is(&config).await.map_err(CliError::failed)?;
        let place = Place {
            db: &db,
            url: &config.database_url,
            files: &config.files,
        };
        let now = Clock::System.now();
        let taken = taking::take(place, &args.to, now).await;
        taken.map_err(CliError::failed)
    })?;
    let (tables, files, folder) = (manifest.tables.len(), manifest.files, args.to.display());
    let rows: u64 = manifest.tables.values().map(|table| table.rows).sum();
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "已备份到 {folder}:{tables} 张表、{rows} 行、{files} 个附件。密钥文件请另行保管。\n\
        Backed up to {folder}: {tables} tables, {rows} rows, {files} files. Keep the key file apart from it."
    )?;
    Ok(())
}
