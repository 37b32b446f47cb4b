//! A file of text as other programs leave it: in whatever encoding, or none of ours at all.

use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Error;

/// Bytes from the first letter beyond ASCII on that say which encoding it is.
const SAMPLE: usize = 1 << 20;
/// Stands where bytes could not be read.
const UNREADABLE: char = '\u{fffd}';

/// What a file says.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    pub content: String,
    /// Its encoding, as people call it.
    pub encoding: &'static str,
    /// Some of it could not be read and is marked in the text.
    damaged: bool,
}

impl Text {
    /// Whether something in this piece of the text could not be read.
    pub fn is_damaged(&self, piece: &str) -> bool {
        self.damaged && piece.contains(UNREADABLE)
    }
}

/// Reads a file. What is plainly no text is an error that calls it by its name.
pub fn read(path: &Path) -> Result<Text, Error> {
    let bytes = std::fs::read(path).map_err(|cause| Error::Unreadable {
        path: path.to_owned(),
        cause,
    })?;
    text(&bytes).map_err(|what| Error::Stranger {
        path: path.to_owned(),
        what,
    })
}

/// What the bytes of a file say, or what it is instead of a text.
pub fn text(bytes: &[u8]) -> Result<Text, &'static str> {
    match stranger(bytes) {
        Some(what) => Err(what),
        None => Ok(decode(bytes)),
    }
}

/// What a file is by its first bytes, and how to get a text from it.
fn stranger(bytes: &[u8]) -> Option<&'static str> {
    const WORKBOOK: &str = "an Excel workbook. Open it and save it as \"CSV UTF-8\" (另存为 → CSV UTF-8), with the column of ids as text";
    const SHAPEFILE: &str =
        "a shapefile. Open it in QGIS and export the layer as GeoJSON, with the CRS EPSG:4326";
    const GEOPACKAGE: &str = "a database, maybe a GeoPackage. Open it in QGIS and export the layer as GeoJSON, with the CRS EPSG:4326";
    const KMZ: &str = "KMZ, of Google Earth. Open it in QGIS and export the layer as GeoJSON, with the CRS EPSG:4326";
    const DRAWING: &str = "a drawing of AutoCAD. Place it on the map in QGIS and export it as GeoJSON, with the CRS EPSG:4326";
    // Names in an archive stand in it as they are.
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    let begins: [(&[u8], &str); 6] = [
        (b"\xd0\xcf\x11\xe0", WORKBOOK),
        (b"\0\0\x27\x0a", SHAPEFILE),
        (b"SQLite format 3\0", GEOPACKAGE),
        (b"AC10", DRAWING),
        (b"\x1f\x8b", "compressed (gzip). Unpack it first"),
        (b"%PDF", "a PDF. Ask for the data as CSV or GeoJSON"),
    ];
    if let Some((_, what)) = begins.iter().find(|(begin, _)| bytes.starts_with(begin)) {
        return Some(what);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let inside: [(&[u8], &str); 3] = [
        (b"xl/workbook", WORKBOOK),
        (b".kml", KMZ),
        (b".shp", SHAPEFILE),
    ];
    let what = inside.iter().find(|(name, _)| holds(name));
    Some(what.map_or("a packed archive (zip). Unpack it first", |(_, what)| what))
}

fn decode(bytes: &[u8]) -> Text {
    let (encoding, bytes) = encoding(bytes);
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Text {
        content: text.into_owned(),
        encoding: if encoding == UTF_16LE || encoding == UTF_16BE {
            "UTF-16"
        } else if encoding == GB18030 {
            // What people know it by.
            "GBK/GB18030"
        } else {
            encoding.name()
        },
        damaged,
    }
}

/// The encoding, and the bytes without the mark that may say it.
fn encoding(bytes: &[u8]) -> (&'static Encoding, &[u8]) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, &bytes[mark..]);
    }
    // In UTF-16 every second byte of a figure, a comma or a line's end is 0, and in no other text.
    let start = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = |first: usize| {
        start
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (high, low) = (zeros(0), zeros(1));
    if high.max(low) > start.len() / 16 {
        return (if low > high { UTF_16LE } else { UTF_16BE }, bytes);
    }
    if is_mostly_utf_8(bytes) {
        return (UTF_8, bytes);
    }
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let end = bytes.len().min(first + SAMPLE);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[first..end], end == bytes.len());
    let guess = |tld| detector.guess(tld, Utf8Detection::Deny);
    // Simplified Chinese, unless the text then has letters that no standard knows.
    let found = guess(Some(b"cn".as_slice()));
    if found != GBK {
        return (found, bytes);
    }
    let (text, _) = GB18030.decode_without_bom_handling(&bytes[first..end]);
    let unknown = text.contains(|c| matches!(c, '\u{e000}'..='\u{f8ff}'));
    // The later standard has all letters of the earlier one, and rare ones of names.
    (if unknown { guess(None) } else { GB18030 }, bytes)
}

/// A broken letter or two, as where a download ends, make no other encoding of a text.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || letters > broken * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, WINDOWS_1252};

    const CHINESE: &str = "编号,标题\r\n1,三号楼二楼楼道灯不亮\r\n2,东门消防通道被占\r\n";

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_text_is_read_in_whatever_encoding_it_was_saved() {
        let marked = format!("\u{feff}{CHINESE}");
        let gb = GB18030.encode(CHINESE).0;
        for (bytes, encoding) in [
            (CHINESE.as_bytes(), "UTF-8"),
            (marked.as_bytes(), "UTF-8"),
            (&gb, "GBK/GB18030"),
            (&utf_16(&marked, u16::to_le_bytes), "UTF-16"),
            (&utf_16(&marked, u16::to_be_bytes), "UTF-16"),
            (&utf_16(CHINESE, u16::to_le_bytes), "UTF-16"),
            (&utf_16(CHINESE, u16::to_be_bytes), "UTF-16"),
        ] {
            let read = decode(bytes);
            assert_eq!((read.content.as_str(), read.encoding), (CHINESE, encoding));
            assert!(!read.is_damaged(&read.content), "{encoding}");
        }
        let taiwan = "編號,標題\n1,三號樓二樓的走廊燈不亮\n2,東門的消防通道被佔用\n";
        assert_eq!(decode(&BIG5.encode(taiwan).0).content, taiwan);
        let french = "id,titre\n1,Café fermé à côté de l'hôtel\n";
        assert_eq!(decode(&WINDOWS_1252.encode(french).0).content, french);
        // A rare letter of names, which only the later standard has.
        let rare = "编号,标题\n1,𠮷野家门口的路灯不亮\n";
        assert_eq!(decode(&GB18030.encode(rare).0).content, rare);
        assert_eq!(decode(b"plain").encoding, "UTF-8");
        assert_eq!(decode(b"").content, "");
    }

    #[test]
    fn what_cannot_be_read_is_marked_and_makes_no_other_encoding_of_the_rest() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 4);
        bytes.extend(b"\r\n3,sound");
        let read = decode(&bytes);
        assert_eq!(read.encoding, "UTF-8");
        let lines: Vec<bool> = read
            .content
            .lines()
            .map(|line| read.is_damaged(line))
            .collect();
        assert_eq!(lines, [false, false, true, false]);
        // A mark that the text itself has is none of ours.
        let marked = decode("1,\u{fffd}".as_bytes());
        assert!(!marked.is_damaged(&marked.content));
    }

    #[test]
    fn what_is_no_text_is_called_by_its_name() {
        for (bytes, name) in [
            (b"PK\x03\x04\x14\0\x06\0xl/workbook.xml".as_slice(), "Excel"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel"),
            (b"PK\x03\x04\x14\0\x06\0doc.kml", "KMZ"),
            (b"PK\x03\x04\x14\0\x06\0estate.shp", "shapefile"),
            (b"PK\x03\x04\x14\0\x06\0anything", "zip"),
            (b"\0\0\x27\x0a\0\0\0\0", "shapefile"),
            (b"SQLite format 3\0", "GeoPackage"),
            (b"AC1032", "AutoCAD"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"%PDF-1.7", "PDF"),
        ] {
            let said = stranger(bytes).expect(name);
            assert!(said.contains(name), "{said}");
        }
        assert_eq!(stranger(CHINESE.as_bytes()), None);
    }
}
