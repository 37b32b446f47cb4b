//! The fonts of printed papers: Noto Serif SC, which has the characters of names that few others
//! have.

use std::fs;
use std::io;
use std::path::Path;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::Error;

/// The files that are needed. 10 MB each, so they are read from a folder and stand in no binary.
const FILES: [&str; 2] = ["NotoSerifSC_400Regular.ttf", "NotoSerifSC_700Bold.ttf"];

/// Read once, used for every PDF.
#[derive(Debug)]
pub struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

impl Fonts {
    /// Reads them from this folder.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let mut fonts = vec![];
        for name in FILES {
            let path = folder.join(name);
            let file = fs::read(&path).map_err(|cause| match cause.kind() {
                io::ErrorKind::NotFound => Error::FontMissing(path.clone()),
                _ => Error::FontUnreadable(path.clone(), cause),
            })?;
            let font = Font::new(Bytes::new(file), 0);
            fonts.push(font.ok_or(Error::FontBroken(path))?);
        }
        let infos = fonts.iter().map(|font| font.info().clone());
        Ok(Self {
            book: LazyHash::new(FontBook::from_infos(infos)),
            fonts,
        })
    }
}
