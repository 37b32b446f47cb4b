//! What happens to a photo before it is kept: its content is recognised, turned upright, made
//! smaller and written anew, so that nothing that the phone put into it (position, model, owner) is
//! left.

use std::io::Cursor;

use domain::place::Position;
use domain::{Field, FieldError, Problem};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
};

/// Most MiB that a photo may have when it arrives.
pub const MIB_MAX: u32 = 12;
/// The same in bytes.
pub const BYTES_MAX: usize = (MIB_MAX as usize) << 20;
/// Longest side of the photo that is kept, in pixels.
const FULL_SIDE: u32 = 1600;
/// Longest side of the small one in lists, in pixels.
const SMALL_SIDE: u32 = 480;
/// Most memory of one decoding, in bytes: enough for 104 million pixels, twice what phones' cameras
/// usually give.
const MEMORY_MAX: u64 = 300 * 1024 * 1024;

const TOO_LARGE: Problem = Problem::TooLarge { max: MIB_MAX };

/// A photo as it is kept: two JPEGs without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub full: Vec<u8>,
    pub small: Vec<u8>,
}

/// Something is wrong with the photo that a person sent.
pub fn wrong(problem: Problem) -> FieldError {
    FieldError {
        field: Field::Photo,
        problem,
    }
}

/// Makes of what was uploaded what is kept. Takes a while: call it where blocking is allowed.
///
/// What it is, is read from its content; names and content types that came with it are not asked.
pub fn prepare(bytes: &[u8]) -> Result<Photo, FieldError> {
    if bytes.len() > BYTES_MAX {
        return Err(wrong(TOO_LARGE));
    }
    let upright = decode(bytes).map_err(wrong)?;
    let full = shrink(upright, FULL_SIDE);
    let small = shrink(full.clone(), SMALL_SIDE);
    let encoded = write(&full, 80).zip(write(&small, 75));
    let (full, small) = encoded.ok_or_else(|| wrong(Problem::NotAPhoto))?;
    Ok(Photo { full, small })
}

/// Longest side of a photo on paper, in pixels: half of the width between the margins at 300 to an
/// inch.
const PAPER_SIDE: u32 = 900;

/// Makes of a photo that is kept what is printed: without colour, and no larger than paper shows.
/// `None` where it can't be read.
pub fn for_paper(photo: &[u8]) -> Option<Vec<u8>> {
    let grey = shrink(decode(photo).ok()?, PAPER_SIDE).into_luma8();
    let mut bytes = vec![];
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 80);
    grey.write_with_encoder(encoder).ok()?;
    Some(bytes)
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, Problem> {
    let problem = |error| match error {
        ImageError::Limits(_) => TOO_LARGE,
        _ => Problem::NotAPhoto,
    };
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Problem::NotAPhoto)?;
    match reader.format() {
        Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) => {}
        _ => return Err(Problem::NotAPhoto),
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(problem)?;
    // Read from the header, before a single pixel is decoded: a small file can claim to be
    // enormous.
    if decoder.total_bytes() > MEMORY_MAX {
        return Err(TOO_LARGE);
    }
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(problem)?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(image)
}

fn shrink(image: DynamicImage, side: u32) -> DynamicImage {
    if image.width().max(image.height()) <= side {
        image
    } else {
        image.resize(side, side, FilterType::Triangle)
    }
}

fn write(image: &DynamicImage, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = vec![];
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    on_white(image).write_with_encoder(encoder).ok()?;
    Some(bytes)
}

/// JPEG knows no transparency: what shines through becomes white, as on paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let rgba = image.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, alpha] = rgba.get_pixel(x, y).0;
        let over = |colour: u8| {
            let mixed = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(r), over(g), over(b)])
    })
}

/// Where the photo says it was taken. To be asked before [`prepare`], which removes it.
pub fn position(bytes: &[u8]) -> Option<Position> {
    let exif = exif::Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok()?;
    app::photo::position(&exif)
}

#[cfg(test)]
pub(crate) mod tests {
    use domain::place::Source;

    use super::*;

    /// A JPEG, left half red and right half blue.
    pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let image = RgbImage::from_fn(width, height, |x, _| {
            if x < width / 2 {
                Rgb([220, 20, 20])
            } else {
                Rgb([20, 20, 220])
            }
        });
        write(&DynamicImage::ImageRgb8(image), 90).expect("encodes")
    }

    /// The same with an EXIF segment: orientation, and 31°18′0″ N 121°14′24″ E.
    pub(crate) fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
        with_exif_at(jpeg, orientation, [31, 18, 0, 121, 14, 24])
    }

    /// The same at another position: degrees, minutes and seconds north, then east.
    fn with_exif_at(jpeg: &[u8], orientation: u16, place: [u32; 6]) -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
        let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
            let mut bytes = tag.to_be_bytes().to_vec();
            bytes.extend(kind.to_be_bytes());
            bytes.extend(count.to_be_bytes());
            bytes.extend(value);
            bytes
        };
        let [high, low] = orientation.to_be_bytes();
        // The first directory: 8 + 2 + 2·12 + 4 = 38 is where the GPS directory starts.
        tiff.extend(2_u16.to_be_bytes());
        tiff.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
        tiff.extend(entry(0x8825, 4, 1, 38_u32.to_be_bytes()));
        tiff.extend(0_u32.to_be_bytes());
        // The GPS directory: 38 + 2 + 4·12 + 4 = 92 is where its rationals start.
        tiff.extend(4_u16.to_be_bytes());
        tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
        tiff.extend(entry(2, 5, 3, 92_u32.to_be_bytes()));
        tiff.extend(entry(3, 2, 2, *b"E\0\0\0"));
        tiff.extend(entry(4, 5, 3, 116_u32.to_be_bytes()));
        tiff.extend(0_u32.to_be_bytes());
        for number in place {
            tiff.extend(number.to_be_bytes());
            tiff.extend(1_u32.to_be_bytes());
        }
        let mut segment = b"Exif\0\0".to_vec();
        segment.extend(tiff);
        let length = u16::try_from(segment.len() + 2).expect("short");
        let mut out = jpeg[..2].to_vec();
        out.extend([0xff, 0xe1]);
        out.extend(length.to_be_bytes());
        out.extend(segment);
        out.extend(&jpeg[2..]);
        out
    }

    fn read(bytes: &[u8]) -> RgbImage {
        image::load_from_memory(bytes).expect("a picture").to_rgb8()
    }

    #[test]
    fn the_position_is_read_before_the_metadata_is_removed() {
        let sent = with_exif(&jpeg(64, 32), 1);
        let at = position(&sent).expect("it has one");
        assert!(
            (at.lat - 31.3).abs() < 1e-9 && (at.lon - 121.24).abs() < 1e-9,
            "{at:?}"
        );
        assert_eq!(at.source, Source::Photo);

        let kept = prepare(&sent).expect("a photo");
        for bytes in [&kept.full, &kept.small] {
            assert_eq!(position(bytes), None);
            assert!(
                exif::Reader::new()
                    .read_from_container(&mut Cursor::new(bytes))
                    .is_err(),
                "no metadata at all"
            );
            assert!(!bytes.windows(4).any(|w| w == b"Exif"));
        }
    }

    #[test]
    fn a_photo_without_a_position_has_none() {
        assert_eq!(position(&jpeg(8, 8)), None);
        assert_eq!(position(b"nonsense"), None);
        // A camera without a fix.
        assert_eq!(position(&with_exif_at(&jpeg(8, 8), 1, [0; 6])), None);
    }

    #[test]
    fn a_photo_is_turned_upright() {
        // Orientation 6: the camera was turned, the picture's left is the top.
        let kept = prepare(&with_exif(&jpeg(64, 32), 6)).expect("a photo");
        let upright = read(&kept.full);
        assert_eq!(upright.dimensions(), (32, 64));
        let [red, _, blue] = upright.get_pixel(16, 8).0;
        assert!(red > 150 && blue < 100, "red is on top");
        let [red, _, blue] = upright.get_pixel(16, 56).0;
        assert!(blue > 150 && red < 100, "blue is below");
    }

    #[test]
    fn a_large_photo_is_made_smaller_and_a_small_one_is_left() {
        let kept = prepare(&jpeg(2000, 1000)).expect("a photo");
        assert_eq!(read(&kept.full).dimensions(), (1600, 800));
        assert_eq!(read(&kept.small).dimensions(), (480, 240));
        let kept = prepare(&jpeg(100, 50)).expect("a photo");
        assert_eq!(read(&kept.full).dimensions(), (100, 50));
    }

    #[test]
    fn a_photo_of_fifty_megapixels_is_a_photo() {
        let kept = prepare(&jpeg(8192, 6144)).expect("a photo");
        assert_eq!(read(&kept.full).dimensions(), (1600, 1200));
    }

    #[test]
    fn transparency_becomes_white() {
        let clear = DynamicImage::ImageRgba8(image::RgbaImage::new(20, 20));
        let mut png = vec![];
        clear
            .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .expect("encodes");
        let kept = read(&prepare(&png).expect("a photo").full);
        assert!(kept.get_pixel(10, 10).0.iter().all(|&c| c > 250));
    }

    #[test]
    fn what_is_no_photo_is_refused() {
        let cut = &jpeg(64, 64)[..40];
        for bytes in [
            b"".as_slice(),
            b"<svg onload=alert(1)>",
            b"GIF89a\x01\0\x01\0",
            cut,
        ] {
            assert_eq!(prepare(bytes), Err(wrong(Problem::NotAPhoto)));
        }
        assert_eq!(prepare(&vec![0; BYTES_MAX + 1]), Err(wrong(TOO_LARGE)));
    }

    #[test]
    fn a_small_file_that_claims_to_be_enormous_is_refused_by_its_header() {
        // A PNG header of 60,000 × 60,000 pixels, with a sound checksum, and no content.
        let mut header = b"IHDR".to_vec();
        header.extend(60_000_u32.to_be_bytes());
        header.extend(60_000_u32.to_be_bytes());
        header.extend([8, 2, 0, 0, 0]);
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        png.extend(&header);
        png.extend(crc32(&header).to_be_bytes());
        png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        assert_eq!(prepare(&png), Err(wrong(TOO_LARGE)));

        // The same of a JPEG: its frame header says 65,000 × 65,000.
        let mut bomb = jpeg(16, 16);
        let frame = bomb
            .windows(2)
            .position(|w| w == [0xff, 0xc0])
            .expect("a frame header");
        bomb[frame + 5..frame + 9].copy_from_slice(&[0xfd, 0xe8, 0xfd, 0xe8]);
        assert_eq!(prepare(&bomb), Err(wrong(TOO_LARGE)));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 {
                    (crc >> 1) ^ 0xedb8_8320
                } else {
                    crc >> 1
                }
            })
        })
    }
}
