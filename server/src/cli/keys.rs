//! `mingzheng keys`: a new key, what is sealed under which, and everything that may change under the key of today.

use super::settled::{self, Settled};
use super::{CliError, progress};
use crate::config::{Config, FileFlag, KeyKind};
use crate::service::Ctx;
use crate::service::resealing::{self, Standing};
use crate::start;
use std::collections::BTreeMap;
use std::io::{self, Write as _};

/// 密钥的轮换。Turning keys
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    New(New),
    Status(Status),
    Reseal(Reseal),
}

/// 在密钥文件中加一把新密钥并启用,旧密钥保留。Add a new key to the key file and use it from now on; the old ones stay
#[derive(clap::Args)]
struct New {
    #[command(flatten)]
    file: FileFlag,
    /// sealing(加密)或 index(索引)。sealing or index
    #[arg(long)]
    kind: KeyKind,
}

/// 每把密钥下各有多少数据。How much stands under which key
#[derive(clap::Args)]
struct Status {
    #[command(flatten)]
    file: FileFlag,
}

/// 把可以改动的数据改用当前密钥加密和索引,服务不必停止;中断后再执行一次即可。Seal and index what may change under the keys of today; run it again after an interruption
#[derive(clap::Args)]
struct Reseal {
    #[command(flatten)]
    file: FileFlag,
}

/// Does it.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    match args.command {
        Command::New(New { file, kind }) => add(file, kind),
        Command::Status(Status { file }) => status(file),
        Command::Reseal(Reseal { file }) => reseal(file),
    }
}

fn add(file: FileFlag, kind: KeyKind) -> Result<(), CliError> {
    let Settled { config, .. } = settled::settle(&file.into())?;
    let added = config.keys.add(kind).ok_or_else(|| {
        CliError::failed(
            "没有密钥文件，请在给出密钥的地方添加新密钥。There is no key file; add the new key where the others are given",
        )
    })?;
    let (id, path) = added.map_err(CliError::failed)?;
    writeln!(
        io::stdout().lock(),
        "新密钥 {id} 已写入 {0}。请备份密钥文件，再逐台重启服务。\n\
        The new key {id} is in {0}. Back the key file up, then start the servers again one by one.",
        path.display()
    )?;
    Ok(())
}

fn status(file: FileFlag) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&file.into())?;
    let standing = runtime.block_on(async {
        let (db, _) = start::library(&config).await.map_err(CliError::failed)?;
        let standing = resealing::standing(&db, &config.files).await;
        standing.map_err(CliError::failed)
    })?;
    tell(&standing)
}

fn reseal(file: FileFlag) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&file.into())?;
    let (left, standing) = runtime.block_on(async { turned(&config).await })?;
    tell(&standing)?;
    if left > 0 {
        return Err(CliError::failed(format!(
            "仍有 {left} 处未改用当前密钥，请再执行一次。{left} values changed meanwhile; run it again"
        )));
    }
    Ok(())
}

async fn turned(config: &Config) -> Result<(usize, Standing), CliError> {
    let url = config.public_url.clone();
    let url = url.unwrap_or_else(|| "http://127.0.0.1".to_owned());
    let app = start::app(config, url).await.map_err(CliError::failed)?;
    let ctx = Ctx::of_system(&app);
    let bar = progress::bar(0, "密钥 keys");
    let turned = resealing::turn(&ctx, |place, count| {
        bar.inc(u64::try_from(count).unwrap_or_default());
        tracing::info!(place, count, "sealed under the key of today");
    });
    let turned = turned.await;
    bar.finish_and_clear();
    turned.map_err(CliError::failed)?;
    let left = resealing::left(&ctx).await.map_err(CliError::failed)?;
    let standing = resealing::standing(&app.db, &app.files).await;
    Ok((left, standing.map_err(CliError::failed)?))
}

fn tell(standing: &Standing) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    let mut list = |kind: &str, keys: &BTreeMap<String, Vec<(String, i64)>>| -> io::Result<()> {
        for (key, columns) in keys {
            let rows: i64 = columns.iter().map(|(_, rows)| rows).sum();
            writeln!(out, "{kind} {key}  {rows}")?;
            for (column, rows) in columns {
                writeln!(out, "  {column}  {rows}")?;
            }
        }
        Ok(())
    };
    list("sealing", &standing.sealed)?;
    list("index", &standing.indexed)?;
    Ok(())
}
