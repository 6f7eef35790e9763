//! `mingzheng compare`: is what is there what a backup holds?

use super::CliError;
use super::settled::{self, Settled};
use crate::config::FileFlag;
use crate::service::backing_up::Place;
use crate::service::backing_up::comparing::{self, Difference};
use crate::start;
use std::io::{self, Write as _};
use std::path::PathBuf;

/// 逐表、逐个附件比较数据库和备份。Compare the database and the files with a backup, table by table and file by file
#[derive(clap::Args)]
#[command(
    after_help = "退出码 Exit code: 0 完全相同 the same; 1 有不同，或无法比较 something differs, or they can't be compared"
)]
pub struct Args {
    #[command(flatten)]
    file: FileFlag,
    /// 备份所在的目录。The folder of the backup
    #[arg(long, value_name = "FOLDER")]
    with: PathBuf,
}

/// Compares them.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    let differences = runtime.block_on(async {
        let db = start::as_it_is(&config).await.map_err(CliError::failed)?;
        let place = Place {
            db: &db,
            url: &config.database_url,
            files: &config.files,
        };
        let compared = comparing::compare(&args.with, place).await;
        compared.map_err(CliError::failed)
    })?;
    let mut out = io::stdout().lock();
    for difference in &differences {
        match difference {
            Difference::Table(name, kept, there) => writeln!(
                out,
                "{name}  备份 {} 行，现有 {} 行 {} rows in the backup, {} there",
                kept.rows, there.rows, kept.rows, there.rows
            )?,
            Difference::File(name) => {
                writeln!(out, "{name}  附件缺失或不同 missing or another file")?;
            }
        }
    }
    if differences.is_empty() {
        writeln!(out, "与备份完全相同。The same as the backup.")?;
        Ok(())
    } else {
        let count = differences.len();
        Err(CliError::Failed(format!(
            "有 {count} 处不同。{count} things differ"
        )))
    }
}
