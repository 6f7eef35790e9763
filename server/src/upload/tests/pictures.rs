//! Pictures: what is kept of them, and which are refused.

use crate::upload::{Clean, Fault, examine};
use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage};
use std::io::{Cursor, Write as _};

/// Red at the upper left, white elsewhere: 16 by 8.
fn picture() -> RgbImage {
    RgbImage::from_fn(16, 8, |x, y| {
        Rgb(if x < 8 && y < 4 {
            [230, 20, 20]
        } else {
            [255; 3]
        })
    })
}

pub(super) fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgb8(picture());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// An Exif note with an orientation and a position, as a telephone writes it (TIFF 6.0, little endian).
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0; 4]);
    // GPSLatitudeRef "N", and the maker's words.
    tiff.extend([1, 0, 1, 0, 2, 0, 2, 0, 0, 0, b'N', 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(b"GPS 36.4870 103.6300");
    tiff
}

pub(super) fn jpeg_with_exif(orientation: u8) -> Vec<u8> {
    let plain = encoded(ImageFormat::Jpeg);
    let note = [&b"Exif\0\0"[..], &exif(orientation)].concat();
    let length = u16::try_from(note.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &note, &plain[2..]].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn shown(clean: &Clean) -> DynamicImage {
    image::load_from_memory(&clean.bytes).unwrap()
}

#[test]
fn a_photograph_comes_out_upright_and_without_its_position() {
    let sent = jpeg_with_exif(6);
    assert!(holds(&sent, b"GPS 36.4870"));
    let clean = examine(sent).unwrap();
    assert_eq!(clean.media_type, "image/jpeg");
    for gone in [&b"GPS"[..], b"Exif"] {
        assert!(!holds(&clean.bytes, gone));
    }
    let shown = shown(&clean);
    assert_eq!(shown.dimensions(), (8, 16), "turned as the camera was held");
    let corner = shown.get_pixel(6, 1);
    assert!(
        corner[0] > 200 && corner[1] < 90,
        "the red is at the upper right: {corner:?}"
    );
}

#[test]
fn what_stands_in_or_behind_a_picture_is_not_kept() {
    let page = b"<html><script>alert(1)</script></html>";
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let sent = [&encoded(format), &page[..], b"PK\x05\x06"].concat();
        let clean = examine(sent).unwrap();
        assert!(!holds(&clean.bytes, b"<script>") && !holds(&clean.bytes, b"PK\x05\x06"));
        assert_eq!(shown(&clean).dimensions(), (16, 8));
    }
    let plain = encoded(ImageFormat::Jpeg);
    let length = u16::try_from(page.len() + 2).unwrap().to_be_bytes();
    let commented = [&plain[..2], &[0xff, 0xfe], &length, page, &plain[2..]].concat();
    assert!(!holds(&examine(commented).unwrap().bytes, b"<script>"));
    let again = examine(encoded(ImageFormat::Png)).unwrap();
    assert_eq!(
        examine(again.bytes.clone()),
        Ok(again),
        "once clean, it stays as it is"
    );
}

#[test]
fn a_picture_keeps_its_pixels_in_a_format_that_loses_none() {
    let clean = examine(encoded(ImageFormat::Png)).unwrap();
    assert_eq!(shown(&clean).into_rgb8(), picture());
}

#[test]
fn what_begins_as_a_picture_and_is_none_is_refused() {
    let (png, jpeg) = (encoded(ImageFormat::Png), encoded(ImageFormat::Jpeg));
    for (sent, fault) in [
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<script>".to_vec(),
            Fault::Damaged,
        ),
        (b"\xff\xd8\xff\xe0<html>".to_vec(), Fault::Damaged),
        (png[..png.len() / 2].to_vec(), Fault::Damaged),
        ([&jpeg[..20], b"<svg/>"].concat(), Fault::Damaged),
        (b"GIF89a".to_vec(), Fault::WrongType),
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
            Fault::WrongType,
        ),
        (b"PK\x03\x04".to_vec(), Fault::WrongType),
        (b"MZ".to_vec(), Fault::WrongType),
        (Vec::new(), Fault::WrongType),
    ] {
        assert_eq!(examine(sent.clone()), Err(fault), "{:?}", sent.get(..20));
    }
}

/// A PNG that says it is so large, with its pixels all black: some kilobytes.
fn bomb(side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    let mut stream = writer.stream_writer().unwrap();
    let row = vec![0; usize::try_from(side.div_ceil(8)).unwrap()];
    for _ in 0..side {
        stream.write_all(&row).unwrap();
    }
    stream.finish().unwrap();
    drop(writer);
    bytes
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded() {
    for side in [8_000, 12_000] {
        let sent = bomb(side);
        assert!(sent.len() < 100_000);
        assert_eq!(examine(sent), Err(Fault::TooManyPixels));
    }
    assert!(examine(bomb(2_000)).is_ok());
}
