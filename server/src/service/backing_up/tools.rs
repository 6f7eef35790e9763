//! How are PostgreSQL's own programs run? The password goes by the environment, where other people's `ps` doesn't see it.

use super::Fault;
use percent_encoding::percent_decode_str;
use std::io;
use std::path::Path;
use tokio::process::Command;
use url::Url;

/// Writes the archive of a database as a snapshot shows it.
pub(super) async fn dump(url: &str, snapshot: &str, to: &Path) -> Result<(), Fault> {
    let mut command = Command::new("pg_dump");
    command
        .args(["--format=custom", "--no-owner", "--no-privileges"])
        .arg(format!("--snapshot={snapshot}"))
        .arg("--file")
        .arg(to);
    run("pg_dump", command, url).await
}

/// Lays an archive down in an empty database, whole or not at all.
pub(super) async fn restore(url: &str, from: &Path) -> Result<(), Fault> {
    let mut command = Command::new("pg_restore");
    command
        .args(["--no-owner", "--no-privileges", "--single-transaction"])
        .arg("--exit-on-error")
        .arg(from);
    run("pg_restore", command, url).await
}

async fn run(tool: &'static str, mut command: Command, url: &str) -> Result<(), Fault> {
    let (url, password) = parted(url);
    command.arg("--dbname").arg(url);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let done = match command.output().await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Fault::NoTool(tool)),
        done => done?,
    };
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let said = said.trim().lines().last().unwrap_or_default().to_owned();
    Err(Fault::Tool { tool, said })
}

/// An address without its password, and the password, wherever in the address it stands.
fn parted(url: &str) -> (String, Option<String>) {
    let Ok(mut parsed) = Url::parse(url) else {
        return (url.to_owned(), None);
    };
    let stands = parsed.password().map(str::to_owned);
    let decoded = stands.map(|text| percent_decode_str(&text).decode_utf8_lossy().into_owned());
    let is_password = |name: &str| name == "password";
    let mut pairs: Vec<(String, String)> = parsed.query_pairs().into_owned().collect();
    let asked = pairs.iter().find(|(name, _)| is_password(name));
    let password = decoded.or_else(|| asked.map(|(_, value)| value.clone()));
    pairs.retain(|(name, _)| !is_password(name));
    // An address that can't have a password has none.
    let _ = parsed.set_password(None);
    if pairs.is_empty() {
        parsed.set_query(None);
    } else {
        parsed.query_pairs_mut().clear().extend_pairs(&pairs);
    }
    (parsed.into(), password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_stands_among_the_arguments() {
        let given = [
            "postgres://m:p%40ss@localhost/m",
            "postgres://m@localhost/m?password=p%40ss",
        ];
        for url in given {
            let (url, password) = parted(url);
            assert_eq!(url, "postgres://m@localhost/m");
            assert_eq!(password.as_deref(), Some("p@ss"));
        }
        let (url, password) = parted("postgres://m@localhost/m?host=/run/pg");
        assert_eq!(url, "postgres://m@localhost/m?host=%2Frun%2Fpg");
        assert_eq!(password, None);
    }
}
