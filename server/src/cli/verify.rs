//! `mingzheng verify`: is the library whole?

use super::settled::{self, Settled};
use super::{CliError, progress};
use crate::config::FileFlag;
use crate::service::verifying;
use crate::start;
use std::io::{self, Write as _};

/// 核验全部证照的版本链、审批和印章。Check every version, chain, approval and seal of the library
#[derive(clap::Args)]
#[command(
    after_help = "退出码 Exit code: 0 全部完好 all whole; 1 有损坏或无法核验 something is broken, or it can't be checked"
)]
pub struct Args {
    #[command(flatten)]
    file: FileFlag,
    /// 以一行 JSON 输出。Answer as one line of JSON
    #[arg(long)]
    json: bool,
}

/// Checks it.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    let report = runtime.block_on(async {
        let (db, vault) = start::library(&config).await.map_err(CliError::failed)?;
        let licences = verifying::count(&db).await.map_err(CliError::failed)?;
        let bar = progress::bar(licences, "证照 licences");
        let looked = verifying::verify(&db, &vault, |licences| bar.set_position(licences)).await;
        bar.finish_and_clear();
        looked.map_err(CliError::failed)
    })?;
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &report).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        for (identifier, why) in &report.broken {
            writeln!(out, "{identifier}  {why}")?;
        }
        writeln!(
            out,
            "证照 {}、版本 {}、已盖章 {}、损坏 {}。\n{} licences, {} versions, {} sealed, {} broken.",
            report.licences,
            report.versions,
            report.sealed,
            report.broken.len(),
            report.licences,
            report.versions,
            report.sealed,
            report.broken.len(),
        )?;
    }
    if report.broken.is_empty() {
        Ok(())
    } else {
        let count = report.broken.len();
        Err(CliError::Failed(format!(
            "库内有 {count} 处损坏。The library is broken in {count} places"
        )))
    }
}
