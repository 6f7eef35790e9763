//! `mingzheng restore`: lays a backup down in the place that the configuration names.

use super::CliError;
use super::settled::{self, Settled};
use crate::config::{FileFlag, sqlite_path};
use crate::service::backing_up::restoring::{self, Target};
use std::io::{self, Write as _};
use std::path::PathBuf;

/// 把备份恢复到配置所指的空数据库和附件目录。Lay a backup down in the empty database and folder that the configuration names
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    file: FileFlag,
    /// 备份所在的目录。The folder of the backup
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
}

/// Lays it down.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    let target = Target {
        file: sqlite_path(&config.database_url),
        url: &config.database_url,
        files: &config.files,
    };
    let manifest = runtime.block_on(restoring::restore(&args.from, target));
    let manifest = manifest.map_err(CliError::failed)?;
    let (tables, files, made) = (manifest.tables.len(), manifest.files, manifest.made_at);
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "已恢复 {made} 的备份：{tables} 张表、{files} 个附件。请接着运行 mingzheng compare 和 mingzheng doctor。\n\
        Restored the backup of {made}: {tables} tables, {files} files. Run `mingzheng compare` and `mingzheng doctor` next."
    )?;
    Ok(())
}
