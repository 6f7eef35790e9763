//! `mingzheng staff add`: the first account, without which nobody could make another.

use super::CliError;
use super::settled::{self, Settled};
use crate::config::FileFlag;
use crate::service::staffing::{self, First};
use crate::service::{Ctx, Error};
use crate::start;
use domain::access::Role;
use domain::account;
use domain::text::{Lang, problem};
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde::de::value::Error as Unread;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// 工作人员账号。The accounts of staff
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Add(Add),
}

/// 开通账号,打印一次性的初始密码。Make an account and print its first password, which has to be changed
#[derive(clap::Args)]
struct Add {
    #[command(flatten)]
    config: FileFlag,
    /// 用户名(a-z、0-9、连字符)。What the person logs in with
    #[arg(long)]
    username: String,
    /// 本人姓名。The person's own name
    #[arg(long)]
    name: String,
    /// 角色:security-admin、admin、auditor、supervisor、handler 或 approver。As what
    #[arg(long, default_value = "security-admin", value_parser = role)]
    role: Role,
    /// 单位名称;库里还没有的单位会一并登记。The agency's name; one that isn't here yet is added
    #[arg(long)]
    agency: String,
    /// 单位的统一社会信用代码。Its credit code
    #[arg(long)]
    agency_code: String,
}

fn role(text: &str) -> Result<Role, String> {
    Role::deserialize(text.into_deserializer())
        .map_err(|error: Unread| error.to_string())
        .and_then(|role| match role {
            Role::Holder => Err("a holder isn't one of the staff".to_owned()),
            role => Ok(role),
        })
}

/// Makes it.
pub(super) fn run(args: Args) -> Result<(), CliError> {
    let Command::Add(add) = args.command;
    let Settled { config, runtime } = settled::settle(&add.config.into())?;
    let first = First {
        username: add.username.clone(),
        name: add.name,
        role: add.role,
        agency_name: add.agency,
        agency_code: add.agency_code,
    };
    let password = runtime.block_on(async {
        let url = config.public_url.clone();
        let url = url.unwrap_or_else(|| "http://127.0.0.1".to_owned());
        let app = start::app(&config, url).await.map_err(CliError::failed)?;
        let password = staffing::add_first(&Ctx::of_system(&app), first).await;
        let password = password.map_err(|error| refused(&error))?;
        app.db.fold().await.map_err(CliError::failed)?;
        Ok::<_, CliError>(password)
    })?;
    writeln!(
        io::stdout().lock(),
        "账号 {} 已开通。初始密码(只显示这一次，{days} 天内有效，首次登录须修改)：\n\
         The account is made. Its first password, shown this once, good for {days} days, to be changed at the first log-in:\n\n  {password}",
        add.username,
        days = account::GIVEN_DAYS
    )?;
    Ok(())
}

/// Each field with what is wrong with it.
fn refused(error: &Error) -> CliError {
    let Error::Invalid(faults) = error else {
        return CliError::failed(error.to_string());
    };
    let mut told = String::new();
    for fault in faults {
        let name = fault.pointer.trim_start_matches('/').replace('_', "-");
        let (zh, en) = (
            problem::field(fault.code, fault.limit, Lang::Zh),
            problem::field(fault.code, fault.limit, Lang::En),
        );
        let _ = write!(told, " --{name}: {zh}。{en}.");
    }
    CliError::input(told.trim_start().to_owned())
}
