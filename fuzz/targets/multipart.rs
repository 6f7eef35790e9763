//! Whatever form an upload has, its file is found or it is refused, and however it is cut on the way makes no difference.
#![no_main]

#[path = "../../server/src/http/form.rs"]
mod form;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use form::{NoFile, Takes, receive};
use futures::executor::block_on;
use futures::stream;
use libfuzzer_sys::fuzz_target;

/// More isn't taken.
const MOST: usize = 512;

#[derive(Debug, Default, PartialEq, Eq)]
struct Taken(Vec<u8>);

impl Takes for Taken {
    type Refusal = ();

    async fn take(&mut self, bytes: &[u8]) -> Result<(), ()> {
        self.0.extend_from_slice(bytes);
        if self.0.len() > MOST { Err(()) } else { Ok(()) }
    }
}

fn sent(
    media_type: &[u8],
    body: &[u8],
    piece: usize,
) -> Option<Result<(String, Taken), NoFile<()>>> {
    let pieces: Vec<Result<Bytes, std::io::Error>> = body
        .chunks(piece)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    let request = Request::post("/")
        .header("content-type", media_type)
        .body(Body::from_stream(stream::iter(pieces)))
        .ok()?;
    Some(block_on(receive(request, async { Ok(Taken::default()) })))
}

// The first line is the media type, the rest the body.
fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let (media_type, body) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let whole = sent(media_type, body, body.len().max(1));
    for piece in [1, 7] {
        assert_eq!(sent(media_type, body, piece), whole);
    }
});
