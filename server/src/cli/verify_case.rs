//! `mingzheng verify-case`: is a case file what it says it is? Asks no database and no server.

use super::CliError;
use crate::service::case_file::signed::{Checked, Signed};
use serde_json::Value;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// 核验一份案卷文件:签名、证书链,以及每个期限的重新计算。Check a case file: signature, certificates and each clock
#[derive(clap::Args)]
#[command(
    after_help = "退出码 Exit code: 0 完好 whole; 1 不可信 not to be trusted. 请把根证书指纹与部署单位公布的比对。Compare the root's fingerprint with the published one."
)]
pub(super) struct Args {
    /// 案卷文件。The case file
    file: PathBuf,
    /// 把记录、签名和证书写到这个目录,供 openssl 核验。Write record, signature and certificates here, for openssl
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
}

/// Checks it.
pub(super) fn run(args: &Args) -> Result<(), CliError> {
    let name = args.file.display().to_string();
    let text = fs::read_to_string(&args.file).map_err(|error| CliError::argument(&name, error))?;
    let signed: Signed =
        serde_json::from_str(&text).map_err(|error| CliError::argument(&name, error))?;
    let checked = signed.check().map_err(CliError::failed)?;
    let mut out = io::stdout().lock();
    tell(&mut out, &signed, &checked)?;
    if let Some(folder) = &args.export {
        write_files(folder, &signed)?;
        writeln!(out, "cd {}", folder.display())?;
        for command in signed.commands() {
            writeln!(out, "{command}")?;
        }
    }
    match clocks(&checked.record)
        .filter(|clock| clock["agrees"] != true)
        .count()
    {
        0 => Ok(()),
        wrong => Err(CliError::Failed(format!(
            "有 {wrong} 个期限与重新计算的不一致。{wrong} clocks are not what they are computed to be"
        ))),
    }
}

fn clocks(record: &Value) -> impl Iterator<Item = &Value> {
    let clocks = record.get("clocks").and_then(Value::as_array);
    clocks.into_iter().flatten()
}

fn agrees(clock: &Value) -> bool {
    clock.get("agrees").and_then(Value::as_bool) == Some(true)
}

fn said<'a>(value: &'a Value, pointer: &str) -> &'a str {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_default()
}

fn tell(out: &mut impl io::Write, signed: &Signed, checked: &Checked) -> io::Result<()> {
    let (record, by) = (&checked.record, &checked.by);
    let agency = by.organisation.as_deref().unwrap_or_default();
    writeln!(
        out,
        "案号 Case        {}",
        said(record, "/case/case_number")
    )?;
    writeln!(out, "签名 Signed      {} {}", signed.signed_at, by.name)?;
    writeln!(out, "单位 Agency      {agency}")?;
    writeln!(out, "根证书 Root      {}", by.root)?;
    for clock in clocks(record) {
        let sign = if agrees(clock) { "=" } else { "≠" };
        let (title, due) = (said(clock, "/title"), said(clock, "/due"));
        let computed = said(clock, "/computed_due");
        writeln!(out, "期限 Clock       {title} {due} {sign} {computed}")?;
    }
    Ok(())
}

/// The record may hold people's numbers: nobody else can look into the folder or the files.
fn write_files(folder: &Path, signed: &Signed) -> Result<(), CliError> {
    let (certificate, above) = signed
        .certificates
        .split_first()
        .ok_or_else(|| CliError::Failed("no certificate".to_owned()))?;
    super::licence::folder(folder)?;
    let write = super::licence::write;
    write(folder, "record.json", signed.record.as_bytes())?;
    let signature = signed.signature_der().map_err(CliError::failed)?;
    write(folder, "signature.der", &signature)?;
    write(folder, "certificate.pem", certificate.as_bytes())?;
    Ok(write(folder, "chain.pem", above.concat().as_bytes())?)
}
