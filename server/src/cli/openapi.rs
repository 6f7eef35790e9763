//! `mingzheng openapi`: what does the API look like, for generators of clients?

use super::CliError;
use std::io::{self, Write as _};

/// 输出接口文档(OpenAPI 3.1)。Print the OpenAPI document
#[derive(clap::Args)]
pub struct Args {}

/// Prints the document.
pub(super) fn run(_: &Args) -> Result<(), CliError> {
    let json = crate::http::document()
        .to_pretty_json()
        .map_err(CliError::failed)?;
    writeln!(io::stdout().lock(), "{json}")?;
    Ok(())
}
