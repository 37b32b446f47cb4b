//! What a photo says about itself. Asked in the browser, and on the server where a page runs no
//! script.

use domain::place::{Position, Source};
use exif::{Exif, In, Tag, Value};

/// Where a photo says it was taken.
pub fn position(exif: &Exif) -> Option<Position> {
    let degrees = |value: Tag, reference: Tag, negative: u8| {
        let Value::Rational(parts) = &exif.get_field(value, In::PRIMARY)?.value else {
            return None;
        };
        let [d, m, s] = parts.get(..3)? else {
            return None;
        };
        let degrees = d.to_f64() + m.to_f64() / 60.0 + s.to_f64() / 3600.0;
        let Value::Ascii(reference) = &exif.get_field(reference, In::PRIMARY)?.value else {
            return None;
        };
        let below = reference.first()?.first() == Some(&negative);
        Some(if below { -degrees } else { degrees })
    };
    let position = Position {
        lat: degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?,
        lon: degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?,
        accuracy: None,
        source: Source::Photo,
    };
    // Cameras without a fix write zeros: a spot in the Atlantic.
    let somewhere = position.lat != 0.0 || position.lon != 0.0;
    (somewhere && position.is_sound()).then_some(position)
}

/// Longest side of a photo that is kept, in pixels.
pub const SIDE: u32 = 1600;
/// What the shorter side of a long one keeps, in pixels: half of a phone's width, so that the words
/// of a screenshot can still be read.
const SHORTER: u32 = 600;
/// And then its longest side, in pixels.
const LONGEST: u32 = 16_000;

/// Width and height at which a photo of this size is kept.
pub fn kept_size(width: u32, height: u32) -> (u32, u32) {
    let (longer, shorter) = (width.max(height), width.min(height).max(1));
    // As fractions of the longer side: what fits, and what a long one may have instead.
    let wanted = u64::from(SIDE).max(u64::from(SHORTER) * u64::from(longer) / u64::from(shorter));
    let side = wanted.min(LONGEST.into()).min(longer.into());
    let scaled = |pixels: u32| {
        let longer = u64::from(longer.max(1));
        let scaled = (u64::from(pixels) * side + longer / 2) / longer;
        u32::try_from(scaled.max(1)).unwrap_or(u32::MAX)
    };
    (scaled(width), scaled(height))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::kept_size;

    #[test]
    fn a_photo_becomes_smaller_and_a_long_screenshot_stays_legible() {
        for (size, kept) in [
            ((4000, 3000), (1600, 1200)),
            ((3000, 4000), (1200, 1600)),
            ((1200, 800), (1200, 800)),
            // Nine times as long as it is wide.
            ((1080, 14_400), (600, 8000)),
            ((14_400, 1080), (8000, 600)),
            // Narrower to begin with.
            ((400, 9000), (400, 9000)),
            ((1, 9000), (1, 9000)),
            ((1000, 40_000), (400, 16_000)),
            ((0, 0), (1, 1)),
        ] {
            assert_eq!(kept_size(size.0, size.1), kept, "{size:?}");
        }
    }
}
