//! May a file that came be kept, and what of it? The scanner looks at it as it came, if there is one; then it is examined,
//! away from the threads that answer and few at a time.

use super::{Error, Result, sealed_file};
use crate::app::App;
use crate::ports::scanner::Verdict;
use crate::upload::{self, Clean, Fault};
use bytes::Bytes;
use domain::problem::ProblemCode;
use futures::{Stream, stream};
use std::io::{self, Read};
use std::path::Path;
use tokio::fs;
use tokio::sync::mpsc;

/// Bytes of a part that the scanner is given,
const PART: usize = 64 * 1024;
/// and how many are read before it has taken them.
const AHEAD: usize = 4;

/// What may be kept of the sealed file at `path`, whose content has this hash.
pub(super) async fn admitted(app: &App, path: &Path, content_hash: String) -> Result<Clean> {
    let permit = app.examinations().acquire().await.map_err(Error::fault)?;
    let file = fs::read(path).await?;
    let vault = app.vault.clone();
    let open = move || sealed_file::open(&vault, &file, &content_hash);
    let content = Bytes::from(apart(open).await??);
    let whole = stream::iter([Ok(content.clone())]);
    scanned(app, whole).await?;
    let content = Vec::from(content);
    let clean = apart(move || upload::examine(content)).await?;
    drop(permit);
    clean.map_err(refusal)
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::fault)
}

/// Lets the scanner, if there is one, look at a file that is kept as it is, however long.
pub(super) async fn looked_at(app: &App, file: impl Read + Send + 'static) -> Result<()> {
    match app.scanner {
        Some(_) => scanned(app, parts(file)).await,
        None => Ok(()),
    }
}

/// A file part by part, read away from the threads that answer and no faster than it is taken.
fn parts(mut file: impl Read + Send + 'static) -> impl Stream<Item = io::Result<Bytes>> {
    let (give, taken) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        loop {
            let mut part = vec![0; PART];
            let read = file.read(&mut part);
            let is_last = matches!(read, Ok(0) | Err(_));
            let part = read.map(|length| {
                part.truncate(length);
                Bytes::from(part)
            });
            // Who no longer takes any has a verdict, or none.
            if give.blocking_send(part).is_err() || is_last {
                return;
            }
        }
    });
    stream::unfold(taken, |mut taken| async move {
        let part = taken.recv().await?;
        Some((part, taken))
    })
}

/// Without a verdict nothing is kept.
async fn scanned(app: &App, file: impl Stream<Item = io::Result<Bytes>>) -> Result<()> {
    let Some(scanner) = &app.scanner else {
        return Ok(());
    };
    match scanner.scan(file).await {
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
