//! All that Typst can reach: the template, the papers' data, their photos, and the fonts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use crate::Fonts;

/// What is typeset: its template, and the name by which faults in it are found.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Template {
    Papers,
    Slips,
}

impl Template {
    pub fn name(self) -> &'static str {
        match self {
            Self::Papers => "papers.typ",
            Self::Slips => "slips.typ",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Papers => include_str!("papers.typ"),
            Self::Slips => include_str!("slips.typ"),
        }
    }
}

pub(crate) struct Sources<'a> {
    library: LazyHash<Library>,
    template: Source,
    pub which: Template,
    files: BTreeMap<String, Bytes>,
    fonts: &'a Fonts,
}

impl<'a> Sources<'a> {
    pub fn new(which: Template, files: BTreeMap<String, Vec<u8>>, fonts: &'a Fonts) -> Self {
        let name = VirtualPath::new(which.name()).expect("it is a name");
        let main = RootedPath::new(VirtualRoot::Project, name).intern();
        let files = files.into_iter();
        Self {
            library: LazyHash::new(Library::default()),
            template: Source::new(main, which.text().to_owned()),
            which,
            files: files
                .map(|(name, content)| (name, Bytes::new(content)))
                .collect(),
            fonts,
        }
    }
}

impl Sources<'_> {
    /// The line of the template that something is about.
    pub fn line(&self, span: DiagSpan) -> Option<usize> {
        let at = self.range(span)?.start;
        Some(self.template.lines().byte_to_line(at)? + 1)
    }
}

impl World for Sources<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::NotSource)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        let file = self.files.get(name);
        file.cloned()
            .ok_or_else(|| FileError::NotFound(PathBuf::from(name)))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
