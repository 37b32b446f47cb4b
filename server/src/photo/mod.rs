//! What happens to a photo before it is kept: its content is recognised, turned upright, made
//! smaller and written anew, so that nothing that the phone put into it (position, model, owner) is
//! left. One photo takes at most 100 MB of memory meanwhile, whatever it claims to be.

mod jpeg;
#[cfg(test)]
mod memory;

use std::io::{self, Cursor};

use domain::place::Position;
use domain::{Field, FieldError, Problem};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    ColorType, DynamicImage, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits,
    RgbImage,
};

/// Most MiB that a photo may have when it arrives.
pub const MIB_MAX: u32 = 12;
/// The same in bytes.
pub const BYTES_MAX: usize = (MIB_MAX as usize) << 20;
/// Longest side of the photo that is kept, in pixels.
const FULL_SIDE: u32 = 1600;
/// What is long and narrow (a screenshot of a whole conversation) is kept longer, so that its short
/// side has as many pixels as make words legible, as far as it comes with so many.
const LEGIBLE_SIDE: u32 = 640;
/// Most pixels that are kept.
const FULL_PIXELS: u32 = 8_000_000;
/// Longest side of the small one in lists, in pixels.
const SMALL_SIDE: u32 = 480;
/// Longest side of what is taken in, in pixels.
const SIDE_MAX: u32 = 32_768;
/// Most memory that one photo may take, in bytes, with what was uploaded.
const MEMORY_MAX: u64 = 100_000_000;
/// What writing it anew takes, and all else, at most.
const FOR_THE_REST: u64 = 12_000_000;
/// Of that, what stands beside the pixels in the file: texts, and a profile of its colours, which a
/// few bytes can make as large as they like. What is larger is passed over or refused.
const BESIDE_PIXELS: u64 = 4_000_000;
/// It is made smaller in so many bands, each of which takes memory for itself.
const BANDS: u32 = 8;

/// More of it than can be taken; nobody counts pixels, so none are named.
const TOO_LARGE: Problem = Problem::TooLarge { max: 0 };

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
        return Err(wrong(Problem::TooLarge { max: MIB_MAX }));
    }
    let (image, orientation) = decode(bytes).map_err(wrong)?;
    let (width, height) = (image.width(), image.height());
    let (long, short) = kept_size(width, height);
    let (width, height) = if width > height {
        (long, short)
    } else {
        (short, long)
    };
    let encoded = || {
        // Turned when it is small: turning makes a copy.
        let mut full = shrink(image, width, height)?;
        full.apply_orientation(orientation);
        let small = small(&full)?;
        Some((write(&full, 80)?, write(&small, 75)?))
    };
    let (full, small) = encoded().ok_or_else(|| wrong(Problem::NotAPhoto))?;
    Ok(Photo { full, small })
}

/// The long and the short side with which a photo is kept.
fn kept_size(width: u32, height: u32) -> (u32, u32) {
    let (long, short) = (width.max(height).max(1), width.min(height).max(1));
    let scaled = |to: u32| u64::from(long) * u64::from(to) / u64::from(short);
    let legible = scaled(LEGIBLE_SIDE).min(scaled(FULL_PIXELS).isqrt());
    let kept = u64::from(FULL_SIDE).max(legible).min(u64::from(long));
    let other = (u64::from(short) * kept + u64::from(long) / 2) / u64::from(long);
    let side = |pixels: u64| u32::try_from(pixels).unwrap_or(u32::MAX);
    (side(kept), side(other.max(1)))
}

/// Bytes that making it smaller takes besides the picture itself: the smaller one, and a band that
/// is as narrow and not yet as low.
fn for_shrinking(width: u32, height: u32) -> u64 {
    let (long, short) = kept_size(width, height);
    let narrow = if width > height { long } else { short };
    let band = u64::from(narrow) * u64::from(height) / u64::from(BANDS);
    (u64::from(long) * u64::from(short) + band) * 3
}

/// For lists: of what is long and narrow its beginning.
fn small(full: &DynamicImage) -> Option<DynamicImage> {
    let (width, height) = (full.width(), full.height());
    let (width, height) = (width.min(height * 2), height.min(width * 2));
    let part = full.crop_imm(0, 0, width, height);
    fit(part, SMALL_SIDE)
}

/// Squares in a row of what [`black_out`] paints.
pub const COLUMNS: u32 = 10;
/// Most rows of them.
const ROWS_MAX: u32 = 48;

/// How many rows of squares a photo that is kept has, from its head alone. `None` where it can't be
/// read.
pub fn rows(photo: &[u8]) -> Option<u32> {
    let reader = ImageReader::with_format(Cursor::new(photo), ImageFormat::Jpeg);
    let (width, height) = reader.into_dimensions().ok()?;
    Some(rows_of(width, height))
}

fn rows_of(width: u32, height: u32) -> u32 {
    let rows = (height * COLUMNS + width / 2) / width.max(1);
    rows.clamp(1, ROWS_MAX)
}

/// Paints squares of a photo that is kept, each by its row and column from 0, and makes both sizes
/// of it anew. `None` where it can't be read.
pub fn black_out(photo: &[u8], squares: &[(u32, u32)]) -> Option<Photo> {
    let kept = image::load_from_memory_with_format(photo, ImageFormat::Jpeg).ok()?;
    let mut full = kept.into_rgb8();
    let (width, height) = full.dimensions();
    let rows = rows_of(width, height);
    for (row, column) in squares {
        let (row, column) = (*row.min(&(rows - 1)), *column.min(&(COLUMNS - 1)));
        for y in height * row / rows..(height * (row + 1)).div_ceil(rows) {
            for x in width * column / COLUMNS..(width * (column + 1)).div_ceil(COLUMNS) {
                full.put_pixel(x, y, image::Rgb([0, 0, 0]));
            }
        }
    }
    let full = DynamicImage::ImageRgb8(full);
    let small = small(&full)?;
    Some(Photo {
        full: write(&full, 80)?,
        small: write(&small, 75)?,
    })
}

/// Longest side of a photo on paper, in pixels: half of the width between the margins at 300 to an
/// inch.
const PAPER_SIDE: u32 = 900;

/// Makes of a photo that is kept what is printed: without colour, and no larger than paper shows.
/// `None` where it can't be read.
pub fn for_paper(photo: &[u8]) -> Option<Vec<u8>> {
    let kept = image::load_from_memory_with_format(photo, ImageFormat::Jpeg).ok()?;
    let grey = fit(kept, PAPER_SIDE)?.into_luma8();
    let mut bytes = vec![];
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 80);
    grey.write_with_encoder(encoder).ok()?;
    Some(bytes)
}

/// The picture as it lies in the file, and how it is to be turned. A JPEG is as large as it is
/// kept, or somewhat larger.
fn decode(bytes: &[u8]) -> Result<(DynamicImage, Orientation), Problem> {
    if bytes.is_empty() {
        return Err(Problem::Missing);
    }
    let format = image::guess_format(bytes).map_err(|_| Problem::NotAPhoto)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    match format {
        ImageFormat::Jpeg => {
            let room = MEMORY_MAX - FOR_THE_REST - bytes.len() as u64;
            return Ok((jpeg::decode(bytes, room)?, turned(bytes)));
        }
        ImageFormat::Png => {}
        // Says in its head how long it is.
        ImageFormat::WebP => {
            let length = bytes.get(4..8).and_then(|four| four.try_into().ok());
            let length = length.map_or(0, |four| u64::from(u32::from_le_bytes(four)));
            if length + 8 > bytes.len() as u64 {
                return Err(Problem::Missing);
            }
        }
        _ => return Err(Problem::NotAPhoto),
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    // Pixels are not counted by it, but below.
    limits.max_alloc = Some(BESIDE_PIXELS);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(problem)?;
    // Read from the header, before a single pixel is decoded: a small file can claim to be
    // enormous.
    let (width, height) = decoder.dimensions();
    // Bytes of a pixel: as it is read, and as it is written where that is a copy.
    let (read, written) = match decoder.color_type() {
        ColorType::L8 => (1, 0),
        ColorType::La8 => (2, 3),
        ColorType::Rgb8 => (3, 0),
        ColorType::Rgba8 => (4, 0),
        ColorType::L16 => (2, 1),
        ColorType::La16 => (4, 3),
        ColorType::Rgb16 => (6, 3),
        ColorType::Rgba16 => (8, 3),
        _ => return Err(Problem::NotAPhoto),
    };
    // What decoding WebP takes besides.
    let inside = if format == ImageFormat::WebP { 4 } else { 0 };
    let pixels = u64::from(width) * u64::from(height);
    let after = pixels * written + for_shrinking(width, height);
    let needed = pixels * read + after.max(pixels * inside) + bytes.len() as u64 + FOR_THE_REST;
    if width.max(height) > SIDE_MAX || needed > MEMORY_MAX {
        return Err(TOO_LARGE);
    }
    let orientation = decoder.orientation();
    let image = DynamicImage::from_decoder(decoder).map_err(problem)?;
    Ok((image, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn problem(error: ImageError) -> Problem {
    match error {
        ImageError::Limits(_) => TOO_LARGE,
        // It breaks off.
        ImageError::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Problem::Missing
        }
        _ => Problem::NotAPhoto,
    }
}

/// How a JPEG is to be turned, by what the phone noted.
fn turned(bytes: &[u8]) -> Orientation {
    let noted = || {
        let exif = exif::Reader::new()
            .read_from_container(&mut Cursor::new(bytes))
            .ok()?;
        let field = exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?;
        Orientation::from_exif(u8::try_from(field.value.get_uint(0)?).ok()?)
    };
    noted().unwrap_or(Orientation::NoTransforms)
}

/// Makes it as large as that, if it is larger, and opaque, with colours of eight bits. `None` where
/// there is nothing of it.
fn shrink(image: DynamicImage, width: u32, height: u32) -> Option<DynamicImage> {
    let image = opaque(image);
    if (image.width(), image.height()) == (width, height) {
        return Some(image);
    }
    let kind = match &image {
        DynamicImage::ImageLuma8(_) => PixelType::U8,
        _ => PixelType::U8x3,
    };
    let from = ImageRef::new(image.width(), image.height(), image.as_bytes(), kind).ok()?;
    let mut pixels = Vec::new();
    pixels.reserve_exact(width as usize * height as usize * kind.size());
    let mut resizer = Resizer::new();
    let down = f64::from(image.height()) / f64::from(height);
    let bands = BANDS.min(height);
    for band in 0..bands {
        let (top, end) = (height * band / bands, height * (band + 1) / bands);
        let mut to = Image::new(width, end - top, kind);
        let how = ResizeOptions::new()
            .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
            .crop(
                0.0,
                f64::from(top) * down,
                f64::from(image.width()),
                (f64::from(end - top) * down)
                    .min(f64::from(image.height()) - f64::from(top) * down),
            );
        resizer.resize(&from, &mut to, &how).ok()?;
        pixels.extend_from_slice(to.buffer());
    }
    match kind {
        PixelType::U8 => GrayImage::from_raw(width, height, pixels).map(Into::into),
        _ => RgbImage::from_raw(width, height, pixels).map(Into::into),
    }
}

/// Makes it so small that its longest side is at most that.
fn fit(image: DynamicImage, side: u32) -> Option<DynamicImage> {
    let (width, height) = (image.width(), image.height());
    let long = width.max(height);
    if long <= side {
        return Some(opaque(image));
    }
    let scaled = |pixels: u32| {
        let scaled = u64::from(pixels) * u64::from(side) / u64::from(long);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    shrink(image, scaled(width), scaled(height))
}

/// JPEG knows no transparency: what shines through becomes white, as on paper. Grey stays grey.
fn opaque(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => image,
        DynamicImage::ImageLuma16(_) => image.into_luma8().into(),
        // In its own place, because a copy of a large one takes more memory than there is.
        DynamicImage::ImageRgba8(pixels) => {
            let (width, height) = pixels.dimensions();
            let mut bytes = pixels.into_raw();
            let count = bytes.len() / 4;
            for at in 0..count {
                let [r, g, b, alpha] = [0, 1, 2, 3].map(|part| bytes[at * 4 + part]);
                bytes[at * 3..at * 3 + 3].copy_from_slice(&[r, g, b].map(|c| on_white(c, alpha)));
            }
            bytes.truncate(count * 3);
            RgbImage::from_raw(width, height, bytes)
                .unwrap_or_default()
                .into()
        }
        image if image.color().has_alpha() => {
            let (width, height) = (image.width(), image.height());
            let mut bytes = vec![];
            bytes.reserve_exact(width as usize * height as usize * 3);
            for (_, _, pixel) in image::GenericImageView::pixels(&image) {
                let [r, g, b, alpha] = pixel.0;
                bytes.extend([r, g, b].map(|c| on_white(c, alpha)));
            }
            RgbImage::from_raw(width, height, bytes)
                .unwrap_or_default()
                .into()
        }
        image => image.into_rgb8().into(),
    }
}

fn on_white(colour: u8, alpha: u8) -> u8 {
    let mixed = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
    u8::try_from(mixed / 255).unwrap_or(u8::MAX)
}

fn write(image: &DynamicImage, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = vec![];
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    image.write_with_encoder(encoder).ok()?;
    Some(bytes)
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
    use image::Rgb;

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
    fn what_is_painted_over_is_black_in_both_sizes_and_the_rest_stays() {
        for (width, height, high) in [(600, 800, 13), (800, 600, 8), (100, 50, 5), (90, 4000, 48)] {
            let kept = prepare(&jpeg(width, height)).expect("a photo");
            assert_eq!(rows(&kept.full), Some(high));
            // Its upper left, and what is beyond its edge.
            let painted = black_out(&kept.full, &[(0, 0), (999, 999)]).expect("a photo");
            for bytes in [&painted.full, &painted.small] {
                let is = read(bytes);
                assert!(is.get_pixel(0, 0).0.iter().all(|part| *part < 24));
                let [.., blue] = is.get_pixel(is.width() * 3 / 4, 0).0;
                assert!(blue > 150, "{width} × {height}: {blue}");
            }
            let (before, after) = (read(&kept.full), read(&painted.full));
            assert_eq!(before.dimensions(), after.dimensions());
            let last = after.get_pixel(after.width() - 1, after.height() - 1);
            assert!(last.0.iter().all(|part| *part < 24));
        }
        assert_eq!(black_out(b"nothing", &[(0, 0)]), None);
        assert_eq!(rows(b"nothing"), None);
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
        for bytes in [b"<svg onload=alert(1)>".as_slice(), b"GIF89a\x01\0\x01\0"] {
            assert_eq!(prepare(bytes), Err(wrong(Problem::NotAPhoto)));
        }
        let too_large = Problem::TooLarge { max: MIB_MAX };
        assert_eq!(prepare(&vec![0; BYTES_MAX + 1]), Err(wrong(too_large)));
    }

    #[test]
    fn what_breaks_off_did_not_arrive() {
        let noisy = DynamicImage::ImageRgb8(RgbImage::from_fn(320, 240, |x, y| {
            let light = |by: u32| u8::try_from((x * by + y * y) % 256).unwrap_or(0);
            Rgb([light(7), light(11), light(13)])
        }));
        assert_eq!(prepare(b""), Err(wrong(Problem::Missing)));
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let mut whole = vec![];
            let mut out = Cursor::new(&mut whole);
            noisy.write_to(&mut out, format).expect("encodes");
            assert!(prepare(&whole).is_ok(), "{format:?}");
            for part in [3, 10, 15, 19] {
                let cut = &whole[..whole.len() * part / 20];
                let wanted = Err(wrong(Problem::Missing));
                assert_eq!(prepare(cut), wanted, "{format:?} {part}");
            }
        }
        // In layers, within what stands before them too.
        let layers = include_bytes!("layers-420.jpg");
        for cut in [3, 20, 100, 170, 200, 300, 400, 600, 1000] {
            let cut = prepare(&layers[..cut]);
            assert_eq!(cut, Err(wrong(Problem::Missing)));
        }
        // A JPEG that lacks no more than the mark at its end is whole.
        let whole = jpeg(320, 240);
        let marked = prepare(&whole).expect("a photo");
        assert_eq!(prepare(&whole[..whole.len() - 2]), Ok(marked));
    }

    #[test]
    fn a_long_screenshot_stays_legible() {
        let png = |width, height| {
            let mut bytes = vec![];
            let image = image::RgbaImage::from_pixel(width, height, image::Rgba([9, 99, 199, 255]));
            let mut out = Cursor::new(&mut bytes);
            image.write_to(&mut out, ImageFormat::Png).expect("encodes");
            bytes
        };
        for (sent, kept) in [
            (png(1080, 14_400), (640, 8533)),
            // Decoded at half its size, for which there is memory.
            (jpeg(1080, 14_400), (540, 7200)),
            (jpeg(14_400, 1080), (7200, 540)),
            (jpeg(720, 9000), (640, 8000)),
            (jpeg(540, 9000), (540, 9000)),
            (jpeg(1, 9000), (1, 9000)),
            (jpeg(4000, 3000), (1600, 1200)),
            (jpeg(640, 480), (640, 480)),
        ] {
            let photo = prepare(&sent).expect("a photo");
            assert_eq!(read(&photo.full).dimensions(), kept);
            // Lists show its beginning.
            let small = read(&photo.small).dimensions();
            let (long, short) = (small.0.max(small.1), small.0.min(small.1));
            assert!(
                long <= 480 && short >= kept.0.min(kept.1).min(200),
                "{small:?}"
            );
        }
    }

    #[test]
    fn a_small_file_that_claims_to_be_enormous_is_refused_by_its_header() {
        // PNG headers, with a sound checksum, and no content: bits of a colour, and the kind of it.
        for (width, height, bits, kind) in [
            (60_000, 60_000, 8, 2),
            (250_000_000, 1, 8, 0),
            (1, 250_000_000, 1, 0),
            (5000, 5000, 8, 6),
            (30_000, 1000, 16, 2),
            (20_000, 5000, 8, 0),
        ] {
            let mut header = b"IHDR".to_vec();
            header.extend(u32::to_be_bytes(width));
            header.extend(u32::to_be_bytes(height));
            header.extend([bits, kind, 0, 0, 0]);
            let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
            png.extend(&header);
            png.extend(crc32(&header).to_be_bytes());
            png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
            assert_eq!(prepare(&png), Err(wrong(TOO_LARGE)), "{width} × {height}");
        }

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
