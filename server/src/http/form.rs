//! How is the one file of an upload found in the form that it comes in?
//!
//! `fuzz/` compiles this file by itself: it knows nothing of the house but what is handed to it.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;

/// The name of the part that carries the file.
pub(crate) const PART: &str = "file";

/// Where a file goes as it comes.
pub(crate) trait Takes: Send + Sized {
    /// Why no more of it is taken.
    type Refusal: Send;

    /// Takes what arrived.
    fn take(&mut self, bytes: &[u8]) -> impl Future<Output = Result<(), Self::Refusal>> + Send;
}

/// Why there is no file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoFile<R> {
    /// What came is no form.
    NotAForm,
    /// It has no part with a file.
    NotInIt,
    /// It can't be read to the file's end.
    Broken(StatusCode),
    /// Whoever took it didn't want it.
    Refused(R),
}

/// The file of an upload with its name, in what `begin` opens for it once it comes.
pub(crate) async fn receive<T: Takes>(
    request: Request,
    begin: impl Future<Output = Result<T, T::Refusal>>,
) -> Result<(String, T), NoFile<T::Refusal>> {
    let parts = Multipart::from_request(request, &()).await;
    let mut parts = parts.map_err(|_| NoFile::NotAForm)?;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.name() == Some(PART) {
            let name = part.file_name().unwrap_or_default().to_owned();
            let taker = begin.await.map_err(NoFile::Refused)?;
            return Ok((name, take(taker, part).await?));
        }
    }
    Err(NoFile::NotInIt)
}

async fn take<T: Takes>(mut taker: T, mut part: Field<'_>) -> Result<T, NoFile<T::Refusal>> {
    while let Some(bytes) = part.chunk().await.map_err(broken)? {
        if let Err(refusal) = taker.take(&bytes).await {
            drop(taker);
            // Who sends hears the refusal only once everything is sent.
            while let Ok(Some(_)) = part.chunk().await {}
            return Err(NoFile::Refused(refusal));
        }
    }
    Ok(taker)
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn broken<R>(error: MultipartError) -> NoFile<R> {
    NoFile::Broken(error.status())
}
