//! A picture is decoded and written anew.

use super::{Fault, Kind};
use domain::objection::filing::{EVIDENCE_PIXELS_MAX, EVIDENCE_SIDE_MAX};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Bytes that a decoder may take.
const MEMORY_MOST: u64 = 512 * 1024 * 1024;
/// Bytes of what is written: a palette of few colours grows, a bomb grows without end.
const BYTES_MOST: usize = 20 * 1024 * 1024;
/// Of 100: no difference that eyes see.
const QUALITY: u8 = 90;

/// The same picture, upright, with nothing in it but its pixels.
pub(super) fn anew(bytes: &[u8], kind: Kind) -> Result<Vec<u8>, Fault> {
    let picture = decoded(bytes, kind)?;
    let mut written = Cursor::new(Vec::new());
    match kind {
        Kind::Png => {
            let (compression, filter) = (CompressionType::Fast, FilterType::Adaptive);
            let encoder = PngEncoder::new_with_quality(&mut written, compression, filter);
            picture.write_with_encoder(encoder)
        }
        Kind::Jpeg | Kind::Pdf => {
            let encoder = JpegEncoder::new_with_quality(&mut written, QUALITY);
            in_jpeg(picture).write_with_encoder(encoder)
        }
    }
    .map_err(|error| fault(&error))?;
    let written = written.into_inner();
    if written.len() > BYTES_MOST {
        return Err(Fault::TooManyPixels);
    }
    Ok(written)
}

fn decoded(bytes: &[u8], kind: Kind) -> Result<DynamicImage, Fault> {
    let format = match kind {
        Kind::Png => ImageFormat::Png,
        Kind::Jpeg | Kind::Pdf => ImageFormat::Jpeg,
    };
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(EVIDENCE_SIDE_MAX);
    limits.max_image_height = Some(EVIDENCE_SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MOST);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| fault(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > EVIDENCE_PIXELS_MAX {
        return Err(Fault::TooManyPixels);
    }
    // A note that can't be read turns nothing.
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture)
}

/// JPEG knows grey and colours of eight bits.
fn in_jpeg(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => picture,
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    }
}

fn fault(error: &ImageError) -> Fault {
    match error {
        ImageError::Limits(_) => Fault::TooManyPixels,
        _ => Fault::Damaged,
    }
}
