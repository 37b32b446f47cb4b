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
