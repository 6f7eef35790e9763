//! `mingzheng doctor`: is everything that is kept whole?

use super::settled::{self, Settled};
use super::{CliError, progress};
use crate::config::FileFlag;
use crate::service::{examining, verifying};
use crate::start;
use serde::Serialize;
use std::io::{self, Write as _};

/// 检查数据库、全部案件的历史和期限、附件,以及全部证照和印章。Examine the database, every case with its history, clocks and files, and every licence with its seals
#[derive(clap::Args)]
#[command(
    after_help = "退出码 Exit code: 0 全部完好 all whole; 1 有损坏或无法检查 something is broken, or it can't be examined"
)]
pub struct Args {
    #[command(flatten)]
    file: FileFlag,
    /// 以一行 JSON 输出。Answer as one line of JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Health {
    cases: u64,
    events: u64,
    files: u64,
    licences: u64,
    versions: u64,
    sealed: u64,
    broken: Vec<(String, String)>,
}

/// Examines it.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Settled { config, runtime } = settled::settle(&args.file.into())?;
    let health = runtime.block_on(async {
        let (db, vault) = start::library(&config).await.map_err(CliError::failed)?;
        let cases = examining::count(&db).await.map_err(CliError::failed)?;
        let bar = progress::bar(cases, "案件 cases");
        let places = examining::Places {
            rulebook: &config.rulebook,
            files: &config.files,
        };
        let cases = examining::examine(&db, places, |cases| bar.set_position(cases)).await;
        bar.finish_and_clear();
        let cases = cases.map_err(CliError::failed)?;
        let licences = verifying::count(&db).await.map_err(CliError::failed)?;
        let bar = progress::bar(licences, "证照 licences");
        let library = verifying::verify(&db, &vault, |licences| bar.set_position(licences)).await;
        bar.finish_and_clear();
        library
            .map_err(CliError::failed)
            .map(|library| Health::of(cases, library))
    })?;
    tell(&health, args.json)?;
    if health.broken.is_empty() {
        Ok(())
    } else {
        let count = health.broken.len();
        Err(CliError::Failed(format!(
            "有 {count} 处损坏。{count} things are broken"
        )))
    }
}

impl Health {
    fn of(cases: examining::Report, library: verifying::Report) -> Self {
        let mut broken = cases.broken;
        broken.extend(library.broken);
        Self {
            cases: cases.cases,
            events: cases.events,
            files: cases.files,
            licences: library.licences,
            versions: library.versions,
            sealed: library.sealed,
            broken,
        }
    }
}

fn tell(health: &Health, json: bool) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, health).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(());
    }
    for (what, why) in &health.broken {
        writeln!(out, "{what}  {why}")?;
    }
    let (cases, events, files) = (health.cases, health.events, health.files);
    let (licences, versions, sealed) = (health.licences, health.versions, health.sealed);
    let broken = health.broken.len();
    writeln!(
        out,
        "案件 {cases}、经过 {events}、附件 {files}、证照 {licences}、版本 {versions}、已盖章 {sealed}、损坏 {broken}。\n\
        {cases} cases, {events} events, {files} files, {licences} licences, {versions} versions, {sealed} sealed, {broken} broken."
    )?;
    Ok(())
}
