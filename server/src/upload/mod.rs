//! Is a file what it says it is, and is there nothing else in it?
//!
//! A picture is decoded under limits and written anew: what a camera noted about it, and what lies behind its end, stays
//! behind. A document is kept as it is, for it may be signed, and refused where it could do anything.

mod document;
mod picture;
#[cfg(test)]
mod tests;

/// Why a file isn't taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is of another type.
    #[error("not a PNG, a JPEG or a PDF")]
    WrongType,
    /// It isn't readable from its beginning to its end.
    #[error("it can't be read to its end")]
    Damaged,
    /// A picture of more pixels than are decoded, or that grows too much by being written anew.
    #[error("too many pixels")]
    TooManyPixels,
    /// A document that could do something, or in which something else is hidden; what.
    #[error("unsafe: {0}")]
    Unsafe(&'static str),
}

/// A file as it is kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Clean {
    /// By content: PNG, JPEG or PDF.
    pub media_type: &'static str,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The types that are taken, each with how it is examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// PDF.
    Pdf,
}

impl Kind {
    /// What a file is by how it begins.
    pub fn of(head: &[u8]) -> Option<Self> {
        match infer::get(head)?.mime_type() {
            "image/png" => Some(Self::Png),
            "image/jpeg" => Some(Self::Jpeg),
            "application/pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// As it is served.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
        }
    }
}

/// A file as it may be kept. Takes the time and the memory of a decoding: not for a thread on which others wait.
pub fn examine(bytes: Vec<u8>) -> Result<Clean, Fault> {
    let kind = Kind::of(&bytes).ok_or(Fault::WrongType)?;
    let bytes = match kind {
        Kind::Png | Kind::Jpeg => picture::anew(&bytes, kind)?,
        Kind::Pdf => document::harmless(&bytes).map(|()| bytes)?,
    };
    Ok(Clean {
        media_type: kind.media_type(),
        bytes,
    })
}
