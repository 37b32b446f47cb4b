//! Papers as PDF: the second renderer of [`domain::paper`], beside the browser's print page.
//!
//! Typst runs inside the process. Its template (`papers.typ`) is ours and fixed; papers come to it
//! as data, in a file of JSON, and are shown as text: nothing that anybody wrote is ever read as
//! markup. It reaches no file, no network and no clock.

mod fonts;
mod world;

use std::collections::BTreeMap;

use domain::PhotoId;
use domain::paper::{Paper, qr};
use domain::words::paper::PAGE;
use serde::Serialize;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use fonts::Fonts;
use world::Sources;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Whoever runs the server has to install them.
    #[error(
        "the fonts for printing are missing: there is no {0}.\n\
         `make run` (or `scripts/setup run` and `cargo xtask build`, with Node.js installed) puts them there; another folder is named with \
         --fonts."
    )]
    FontMissing(std::path::PathBuf),
    #[error("the font {0} cannot be read")]
    FontUnreadable(std::path::PathBuf, #[source] std::io::Error),
    #[error("{0} is no font that can be used for printing")]
    FontBroken(std::path::PathBuf),
    /// A mistake in the template: no paper may lead to it.
    #[error("the papers cannot be typeset: {0}")]
    Template(String),
    #[error("the papers cannot be typeset: their data cannot be written")]
    Data(#[source] serde_json::Error),
}

/// Photos as JPEG, by their ids. Where one is missing that a paper names, its frame stays empty.
pub type Photos = BTreeMap<PhotoId, Vec<u8>>;

/// What the template gets beside each paper.
#[derive(Serialize)]
struct Sheet<'a> {
    #[serde(flatten)]
    paper: &'a Paper,
    /// Its address as an SVG image.
    qr: Option<String>,
    /// Page so of so many.
    page: &'static str,
}

#[derive(Serialize)]
struct Data<'a> {
    /// Of the file, which may hold many papers: community and meeting.
    title: &'a str,
    papers: Vec<Sheet<'a>>,
    /// The files of photos, by their ids.
    photos: BTreeMap<PhotoId, String>,
}

/// Typesets papers into one PDF, each beginning on a page of its own with number 1. Takes a while
/// and all of a processor: not for a thread that serves requests. The same papers give the same
/// bytes.
pub fn pdf(papers: &[Paper], photos: Photos, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let mut files = BTreeMap::new();
    let mut names = BTreeMap::new();
    for (number, (id, photo)) in photos.into_iter().enumerate() {
        // Typst remembers every file name for good: these are few.
        let name = format!("photo-{number}.jpg");
        files.insert(name.clone(), photo);
        names.insert(id, name);
    }
    let data = Data {
        title: papers.first().map_or("", |paper| paper.head.of.as_str()),
        papers: papers
            .iter()
            .map(|paper| Sheet {
                paper,
                qr: qr(&paper.address, &paper.address),
                page: PAGE.of(paper.language),
            })
            .collect(),
        photos: names,
    };
    let data = serde_json::to_vec(&data).map_err(Error::Data)?;
    files.insert("papers.json".to_owned(), data);
    let world = Sources::new(files, fonts);
    let made = make(&world);
    // What was worked out for these papers is of no use for the next ones, and would stay in memory
    // for good.
    typst::comemo::evict(0);
    made
}

fn make(world: &Sources<'_>) -> Result<Vec<u8>, Error> {
    let document = typst::compile::<PagedDocument>(world).output;
    let document = document.map_err(|faults| template(world, &faults))?;
    let options = PdfOptions {
        creator: typst::foundations::Smart::Custom(Some("Twoline".to_owned())),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|faults| template(world, &faults))
}

/// Says where the template is wrong, and no word of the papers: what Typst says may quote them.
fn template(world: &Sources<'_>, faults: &[SourceDiagnostic]) -> Error {
    let lines = faults.iter().filter_map(|fault| world.line(fault.span));
    let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
    if lines.is_empty() {
        return Error::Template("papers.typ".to_owned());
    }
    Error::Template(format!("papers.typ, line {}", lines.join(", ")))
}
