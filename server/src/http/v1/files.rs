//! How does a file come in, and how does it leave? As one part of a form ([`crate::http::form`]), and under headers that
//! let it do nothing.

use crate::http::Problem;
use crate::http::form::{NoFile, PART, Takes};
use crate::service::{self, files::Incoming, table_file::Format};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::problem::ProblemCode;
use std::fmt::Write as _;

/// The media types of tables.
pub(super) const CSV: &str = "text/csv; charset=utf-8";
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl From<NoFile<service::Error>> for Problem {
    fn from(fault: NoFile<service::Error>) -> Self {
        match fault {
            NoFile::NotAForm => Self::explained(ProblemCode::Malformed, "multipart/form-data"),
            NoFile::NotInIt => Self::explained(
                ProblemCode::Malformed,
                format!("there must be one part named {PART}"),
            ),
            NoFile::Broken(status) => Self::of_status(status),
            NoFile::Refused(refusal) => refusal.into(),
        }
    }
}

impl Takes for Incoming {
    type Refusal = service::Error;

    async fn take(&mut self, bytes: &[u8]) -> Result<(), Self::Refusal> {
        self.write(bytes).await
    }
}

/// A refusal may leave half an upload unread, and then the connection serves no other request: say so.
pub(super) async fn part_after_refusal(mut response: Response) -> Response {
    if !response.status().is_success() {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}

/// A table for spreadsheets, to be saved.
pub(super) fn csv(name: &str, bytes: Vec<u8>) -> Response {
    (safe_headers(CSV, name), bytes).into_response()
}

/// A table in the form that was asked for, to be saved; `name` is without its end.
pub(super) fn table(name: &str, format: Format, bytes: Vec<u8>) -> Response {
    let (media_type, end) = match format {
        Format::Csv => (CSV, "csv"),
        Format::Xlsx => (XLSX, "xlsx"),
    };
    (safe_headers(media_type, &format!("{name}.{end}")), bytes).into_response()
}

/// What somebody uploaded must be able to do nothing, whatever it is.
pub(super) fn safe_headers(media_type: &str, name: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let shown = if media_type.starts_with("image/") {
        "inline"
    } else {
        "attachment"
    };
    let fixed = [
        (header::CONTENT_TYPE, media_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_DISPOSITION,
            &format!("{shown}; filename*=UTF-8''{}", percent_encoded(name)),
        ),
    ];
    for (header, value) in fixed {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    }
    headers
}

/// RFC 8187.
fn percent_encoded(name: &str) -> String {
    let mut text = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            text.push(char::from(byte));
        } else {
            // Writing into a String can't fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_saved_and_an_image_is_shown_under_a_name_that_can_say_nothing_else() {
        let pdf = safe_headers("application/pdf", "证明\".pdf");
        assert_eq!(
            pdf.get(header::CONTENT_DISPOSITION).unwrap(),
            "attachment; filename*=UTF-8''%E8%AF%81%E6%98%8E%22.pdf"
        );
        let image = safe_headers("image/png", "a.png");
        assert_eq!(
            image.get(header::CONTENT_DISPOSITION).unwrap(),
            "inline; filename*=UTF-8''a.png"
        );
    }
}
