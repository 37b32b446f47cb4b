//! The fonts of printed papers. Noto Serif SC has characters of names that few others have; what
//! it lacks is in the others, in this order: letters of other languages, the scripts of those that
//! China's laws are published in, pictures and signs, and Chinese characters that hardly any font
//! has.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;
use unicode_segmentation::UnicodeSegmentation;

use crate::Error;

/// The files that are needed: 60 MB, so they are read from a folder and stand in no binary.
const FILES: [&str; 14] = [
    "NotoSerifSC_400Regular.ttf",
    "NotoSerifSC_700Bold.ttf",
    "NotoSerif_400Regular.ttf",
    "NotoSerif_700Bold.ttf",
    "NotoNaskhArabic_400Regular.ttf",
    "NotoNaskhArabic_700Bold.ttf",
    "NotoSerifTibetan_400Regular.ttf",
    "NotoSerifTibetan_700Bold.ttf",
    "NotoSansMongolian_400Regular.ttf",
    "NotoSansYi_400Regular.ttf",
    "NanumMyeongjo_400Regular.ttf",
    "NotoEmoji_400Regular.ttf",
    "NotoSansSymbols2_400Regular.ttf",
    "CactusClassicalSerif_400Regular.ttf",
];

/// Those that every paper needs. The others are in memory from when they are first drawn with.
const ALWAYS: usize = 2;

/// Stands where no font has a character, as printers have long put it: nobody takes it for a
/// letter.
pub(crate) const STAND_IN: char = '〓';

/// Read once, used for every PDF.
#[derive(Debug)]
pub struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    /// Reads them from this folder.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let mut book = FontBook::new();
        let mut files = vec![];
        for (index, name) in FILES.into_iter().enumerate() {
            let path = folder.join(name);
            let font = read(&path).map_err(|cause| match cause.kind() {
                io::ErrorKind::NotFound => Error::FontMissing(path.clone()),
                _ => Error::FontUnreadable(path.clone(), cause),
            })?;
            let font = font.ok_or_else(|| Error::FontBroken(path.clone()))?;
            book.push(font.info().clone());
            let kept = OnceLock::new();
            if index < ALWAYS {
                let _ = kept.set(Some(font));
            }
            files.push(File { path, font: kept });
        }
        Ok(Self {
            book: LazyHash::new(book),
            files,
        })
    }

    /// The font with this number in the book. None where its file has gone meanwhile.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let file = self.files.get(index)?;
        let font = file.font.get_or_init(|| read(&file.path).ok().flatten());
        font.clone()
    }

    /// What the fonts are called, in the order in which they are asked.
    pub(crate) fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = self.infos().map(|info| info.family.as_str()).collect();
        families.dedup();
        families
    }

    fn infos(&self) -> impl Iterator<Item = &FontInfo> {
        (0..self.files.len()).filter_map(|index| self.book.info(index))
    }

    /// The text, with a stand-in for each sign that no font has. One that a font has but for a mark
    /// on it stays without the mark.
    pub(crate) fn drawable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for sign in text.graphemes(true) {
            if sign.is_ascii() || self.has(sign) {
                out.push_str(sign);
                continue;
            }
            let base = sign.chars().next().map(String::from).unwrap_or_default();
            if self.has(&base) {
                out.push_str(&base);
            } else {
                out.push(STAND_IN);
            }
        }
        out
    }

    /// Whether one font has all of a sign.
    pub(crate) fn has(&self, sign: &str) -> bool {
        let drawn = |c: &char| !c.is_whitespace() && !c.is_control() && !only_forms(*c);
        self.infos().any(|info| {
            let mut drawn = sign.chars().filter(drawn);
            drawn.all(|c| info.coverage.contains(u32::from(c)))
        })
    }
}

fn read(path: &Path) -> io::Result<Option<Font>> {
    Ok(Font::new(Bytes::new(fs::read(path)?), 0))
}

/// Characters that say how others are drawn, and need no glyph: joiners, breaks, isolates,
/// selectors, tags.
fn only_forms(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}
