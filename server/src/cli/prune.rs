//! `mingzheng prune`: old records go, as two people permitted.

use super::CliError;
use super::settled::{self, Settled};
use crate::config::FileFlag;
use crate::service::Ctx;
use crate::service::pruning::{self, Fault};
use crate::start;
use domain::id::PruningId;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

/// 按两人批准的许可清理到期的操作记录,先存档再删除。Let old records go as two people permitted, each after it was archived
#[derive(clap::Args)]
#[command(
    after_help = "中断后用同样的参数再执行一次即可继续。After an interruption run it again with the same arguments"
)]
pub(super) struct Args {
    #[command(flatten)]
    file: FileFlag,
    /// 许可编号,见 GET /api/v1/retention。The permit's id
    #[arg(long)]
    permit: PruningId,
    /// 存档文件,一行一条;已有的文件会续写。The archive, a line for each record; one that is there is gone on with
    #[arg(long, value_name = "FILE")]
    archive: PathBuf,
}

/// Carries the permit out.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    let mut archive = OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(&args.archive)
        .map_err(|error| CliError::failed(format!("{}: {error}", args.archive.display())))?;
    let removed = runtime.block_on(async {
        let url = config.public_url.clone();
        let url = url.unwrap_or_else(|| "http://127.0.0.1".to_owned());
        let app = start::app(&config, url).await.map_err(CliError::failed)?;
        let removed = pruning::carry_out(&Ctx::of_system(&app), args.permit, &mut archive).await;
        removed.map_err(|fault| match fault {
            Fault::Unknown => CliError::argument("--permit", fault),
            fault => CliError::failed(fault),
        })
    })?;
    let archive = args.archive.display();
    writeln!(
        io::stdout().lock(),
        "已清理 {removed} 条，存档在 {archive}。{removed} records went; they are archived in {archive}"
    )?;
    Ok(())
}
