//! The other who reads and writes seals and certificates; without it these tests fail.

use std::path::Path;
use std::process::{Command, Output};

use domain::seal::USER_ID;

/// Runs it with the arguments in `line`; `USER` stands for our user id.
pub(crate) fn openssl(folder: &Path, line: &str) -> Output {
    let user = format!("distid:{USER_ID}");
    Command::new("openssl")
        .args(
            line.split_whitespace()
                .map(|word| if word == "USER" { &user } else { word }),
        )
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The same, if it succeeded: what it printed.
pub(crate) fn done(folder: &Path, line: &str) -> String {
    let output = openssl(folder, line);
    assert!(output.status.success(), "openssl {line}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}
