//! May a file that came be kept, and what of it? The scanner looks at it as it came, if there is one; then it is examined,
//! away from the threads that answer and few at a time.

use super::{Error, Result, sealed_file};
use crate::app::App;
use crate::ports::scanner::{Scanner, Verdict};
use crate::upload::{self, Clean, Fault};
use domain::problem::ProblemCode;
use std::path::Path;
use tokio::fs;

/// What may be kept of the sealed file at `path`, whose content has this hash.
pub(super) async fn admitted(app: &App, path: &Path, content_hash: String) -> Result<Clean> {
    let permit = app.examinations().acquire().await.map_err(Error::fault)?;
    let file = fs::read(path).await?;
    let vault = app.vault.clone();
    let open = move || sealed_file::open(&vault, &file, &content_hash);
    let content = apart(open).await??;
    if let Some(scanner) = &app.scanner {
        scanned(scanner, &content).await?;
    }
    let clean = apart(move || upload::examine(content)).await?;
    drop(permit);
    clean.map_err(refusal)
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::fault)
}

/// Without a verdict nothing is kept.
async fn scanned(scanner: &Scanner, content: &[u8]) -> Result<()> {
    match scanner.scan(content).await {
        Ok(Verdict::Clean) => Ok(()),
        Ok(Verdict::Infected) => Err(infected()),
        Err(cause) => Err(unscanned(&cause)),
    }
}

fn infected() -> Error {
    tracing::warn!("the scanner found a virus in a file; it was refused");
    ProblemCode::InfectedFile.into()
}

fn unscanned(cause: &(dyn std::error::Error + 'static)) -> Error {
    tracing::error!(
        error = cause,
        "a file was refused because it can't be scanned"
    );
    ProblemCode::NotScanned.into()
}

fn refusal(fault: Fault) -> Error {
    match fault {
        Fault::WrongType => ProblemCode::WrongFileType.into(),
        Fault::Damaged => ProblemCode::DamagedFile.into(),
        Fault::TooManyPixels => ProblemCode::TooManyPixels.into(),
        Fault::Unsafe(what) => Error::explained(ProblemCode::UnsafeFile, what),
    }
}
