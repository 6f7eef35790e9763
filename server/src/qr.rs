//! How does an address become a picture that a telephone reads?

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// An SVG of at least this many points, as it stands within a page; nothing where the text doesn't fit into a code.
pub(crate) fn svg(text: &str, side: u32) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return String::new();
    };
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(side, side)
        .build();
    // Within a page it stands without the head of a file.
    drawn
        .find("<svg")
        .and_then(|start| drawn.get(start..))
        .unwrap_or_default()
        .to_owned()
}
