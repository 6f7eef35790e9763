//! `mingzheng licence`: hand a sealed version over to other programs.

use super::CliError;
use super::settled::{self, Settled};
use crate::clock::Clock;
use crate::config::FileFlag;
use crate::service::exporting;
use crate::start;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// 导出一个已盖章的证照版本,供 openssl 独立核验。Export a sealed version, so that openssl alone can check it
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    file: FileFlag,
    /// 证照标识。The identifier of the version
    identifier: String,
    /// 导出到这个目录(没有则新建)。The folder to write to, made if missing
    #[arg(long, value_name = "DIR")]
    export: PathBuf,
}

/// Exports it.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    let now = Clock::System.now();
    let identifier = args.identifier.trim();
    let exported = runtime.block_on(async {
        let (db, vault) = start::library(&config).await.map_err(CliError::failed)?;
        let exported = exporting::export(&db, &vault, identifier, now).await;
        exported.map_err(CliError::failed)
    })?;
    let exported = exported.ok_or_else(|| {
        CliError::Input(format!(
            "{identifier}: 库中没有这个证照标识，或者它尚未盖章。There is no such version, or it bears no seal yet"
        ))
    })?;
    folder(&args.export)?;
    write(&args.export, "record.json", &exported.record)?;
    write(&args.export, "signature.der", &exported.signature)?;
    write(
        &args.export,
        "certificate.pem",
        exported.certificate.as_bytes(),
    )?;
    write(&args.export, "chain.pem", exported.chain.as_bytes())?;
    let mut out = io::stdout().lock();
    writeln!(out, "cd {}", args.export.display())?;
    for command in exported.commands() {
        writeln!(out, "{command}")?;
    }
    Ok(())
}

/// The record holds people's numbers: nobody else can look into the folder or the files.
pub(super) fn folder(path: &Path) -> io::Result<()> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

pub(super) fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new();
    file.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(folder.join(name))?.write_all(bytes)
}
