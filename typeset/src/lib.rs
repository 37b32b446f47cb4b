//! Papers as PDF: the second renderer of [`domain::paper`], beside the browser's print page.
//!
//! Typst runs inside the process. Its template (`papers.typ`) is ours and fixed; papers come to it
//! as data, in a file of JSON, and are shown as text: nothing that anybody wrote is ever read as
//! markup. It reaches no file, no network and no clock.

mod fonts;
mod world;

use std::collections::BTreeMap;

use domain::PhotoId;
use domain::paper::slips::{SlipOnPaper, Slips};
use domain::paper::{Paper, qr};
use domain::words::paper::PAGE;
use serde::Serialize;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

pub use fonts::Fonts;
use world::{Sources, Template};

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
    /// Which papers its pages are counted with: those of the set are numbered through.
    counted: usize,
    working: bool,
    /// Whether it begins on a front.
    front: bool,
}

#[derive(Serialize)]
struct Data<'a> {
    /// Of the file, which may hold many papers: community and meeting.
    title: &'a str,
    papers: Vec<Sheet<'a>>,
    /// The files of photos, by their ids.
    photos: BTreeMap<PhotoId, String>,
    /// The fonts' names, in the order in which they are asked.
    fonts: Vec<&'a str>,
}

/// Typesets papers into one PDF to be printed on both sides: each sheet of paper begins on a front,
/// with an empty back before it where need be. The papers of the set are numbered through, others
/// each by itself. Takes a while and all of a processor: not for a thread that serves requests. The
/// same papers give the same bytes.
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
            .enumerate()
            .map(|(number, paper)| Sheet {
                paper,
                qr: qr(&paper.address, &paper.address),
                page: PAGE.of(paper.language),
                counted: if paper.kind.is_of_set() {
                    0
                } else {
                    number + 1
                },
                working: paper.kind.is_working(),
                front: paper.kind.begins_a_sheet(),
            })
            .collect(),
        photos: names,
        fonts: fonts.families(),
    };
    let mut data = serde_json::to_value(&data).map_err(Error::Data)?;
    make_drawable(&mut data, fonts);
    let data = serde_json::to_vec(&data).map_err(Error::Data)?;
    files.insert("papers.json".to_owned(), data);
    make(&Sources::new(Template::Papers, files, fonts))
}

/// What the template of slips gets beside each of them.
#[derive(Serialize)]
struct Slip<'a> {
    #[serde(flatten)]
    slip: &'a SlipOnPaper,
    /// Its address as an SVG image.
    qr: Option<String>,
}

#[derive(Serialize)]
struct SlipsData<'a> {
    title: &'a str,
    slips: Vec<Slip<'a>>,
    fonts: Vec<&'a str>,
}

/// Typesets household slips, eight on a page, to be cut apart. As slow as [`pdf`].
pub fn slips(slips: &Slips, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let data = SlipsData {
        title: &slips.title,
        slips: slips
            .slips
            .iter()
            .map(|slip| Slip {
                slip,
                qr: qr(&slip.address, &slip.label),
            })
            .collect(),
        fonts: fonts.families(),
    };
    let mut data = serde_json::to_value(&data).map_err(Error::Data)?;
    make_drawable(&mut data, fonts);
    let data = serde_json::to_vec(&data).map_err(Error::Data)?;
    let files = [("slips.json".to_owned(), data)].into();
    make(&Sources::new(Template::Slips, files, fonts))
}

fn make(world: &Sources<'_>) -> Result<Vec<u8>, Error> {
    let made = lay_out(world).and_then(|document| write(world, &document));
    // What was worked out for these papers is of no use for the next ones, and would stay in memory
    // for good.
    typst::comemo::evict(0);
    made
}

/// Puts stand-ins into all texts for what no font has: a box would stand there, of which nobody
/// knows what it means.
fn make_drawable(data: &mut serde_json::Value, fonts: &Fonts) {
    match data {
        serde_json::Value::String(text) if !text.is_ascii() => *text = fonts.drawable(text),
        serde_json::Value::Array(items) => {
            for item in items {
                make_drawable(item, fonts);
            }
        }
        serde_json::Value::Object(fields) => {
            for field in fields.values_mut() {
                make_drawable(field, fonts);
            }
        }
        serde_json::Value::String(_)
        | serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_) => {}
    }
}

fn lay_out(world: &Sources<'_>) -> Result<PagedDocument, Error> {
    let document = typst::compile::<PagedDocument>(world).output;
    document.map_err(|faults| template(world, &faults))
}

fn write(world: &Sources<'_>, document: &PagedDocument) -> Result<Vec<u8>, Error> {
    let options = PdfOptions {
        creator: typst::foundations::Smart::Custom(Some("Twoline".to_owned())),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|faults| template(world, &faults))
}

/// Says where the template is wrong, and no word of the papers: what Typst says may quote them.
fn template(world: &Sources<'_>, faults: &[SourceDiagnostic]) -> Error {
    let lines = faults.iter().filter_map(|fault| world.line(fault.span));
    let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
    if lines.is_empty() {
        return Error::Template(world.which.name().to_owned());
    }
    Error::Template(format!("{}, line {}", world.which.name(), lines.join(", ")))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use typst::layout::{Frame, FrameItem};
    use typst::text::TextItem;

    use super::*;
    use crate::fonts::STAND_IN;

    /// Words of people in China and around it, as they are typed.
    const WORDS: [&str; 16] = [
        "电梯又坏了😡🔥 ✅请尽快",
        "热合曼·买买提家，䶮阿姨",
        "ئەسسالامۇ ئەلەيكۇم، بۇ بىنا.",
        "سلام می‌خواهم ۱۲۳",
        "བཀྲ་ཤིས་བདེ་ལེགས།",
        "ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ",
        "한국어 안내",
        "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ",
        "ꆈꌠꁱꂷ",
        "Şule Ğ ẞ Ångström Việt Nam Привет Ελλάδα",
        "e\u{323}\u{301} o\u{308}\u{304}",
        "☑ ✔ ✖ ★ ☎ ♿ → ⇒ ½ № ℃ ㎡ ① ⑳ ☐ ✓ ✗ ➕ ⚠️ ❗",
        "👍🏻 👨‍👩‍👧 1️⃣ #️⃣ ❤️‍🔥 🇨🇳 🏳️‍🌈 🧑🏿‍🚒",
        "𠮷野 𡋾 葛\u{e0100}城",
        "かな・カナ 「々」",
        "2026–2027 “quoted” ‘so’ … — €",
    ];

    fn fonts() -> Fonts {
        // Beside the folder of this program.
        let program = std::env::current_exe().expect("a program");
        let target: PathBuf = program.ancestors().skip(3).take(1).collect();
        Fonts::read(&target.join("fonts")).unwrap_or_else(|error| panic!("{error}"))
    }

    /// What is drawn as a box in a paper with these words: glyph 0 of a font.
    fn boxes(words: &str, fonts: &Fonts) -> Vec<String> {
        let drawn = drawn(words, fonts);
        let boxes = drawn.iter().flat_map(|text| {
            let boxes = text.glyphs.iter().filter(|glyph| glyph.id == 0);
            boxes.map(|glyph| text.text[glyph.range()].to_owned())
        });
        boxes.collect()
    }

    /// The pieces of lines in which such a paper is drawn.
    fn drawn(words: &str, fonts: &Fonts) -> Vec<TextItem> {
        let data = serde_json::json!({
            "title": "Test", "photos": {}, "fonts": fonts.families(),
            "papers": [{
                "language": "zh", "title": words, "qr": null, "page": "{} {}",
                "kind": "notice", "counted": 1, "working": false, "front": true,
                "head": { "what": words, "of": words, "version": words },
                "blocks": [
                    { "heading": words }, { "text": words }, { "note": words }, { "quote": words },
                    { "facts": [{ "label": words, "value": words }] },
                ],
            }],
        });
        let data = serde_json::to_vec(&data).expect("JSON");
        let files = [("papers.json".to_owned(), data)].into();
        let world = Sources::new(Template::Papers, files, fonts);
        let document = lay_out(&world).unwrap_or_else(|error| panic!("{error}"));
        let mut found = vec![];
        for page in document.pages() {
            look(&page.frame, &mut found);
        }
        found
    }

    fn look(frame: &Frame, found: &mut Vec<TextItem>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => look(&group.frame, found),
                FrameItem::Text(text) => found.push(text.clone()),
                FrameItem::Shape(..)
                | FrameItem::Image(..)
                | FrameItem::Link(..)
                | FrameItem::Tag(_) => {}
            }
        }
    }

    #[test]
    fn what_people_write_is_drawn() {
        let fonts = fonts();
        for words in WORDS {
            assert_eq!(fonts.drawable(words), words);
            let none: [String; 0] = [];
            assert_eq!(boxes(words, &fonts), none, "{words}");
        }
    }

    #[test]
    fn a_script_without_blanks_breaks_between_its_syllables() {
        let words = "བཀྲ་ཤིས་བདེ་ལེགས་".repeat(6);
        let pieces = drawn(&words, &fonts());
        let lines = pieces.iter().map(|piece| piece.text.as_str());
        let lines: Vec<&str> = lines.filter(|line| line.contains('བ')).collect();
        // Where these words stand large they take more than a line.
        assert!(lines.len() > 9, "{}", lines.len());
        for line in lines {
            assert!(line.ends_with('་'), "{line}");
        }
    }

    #[test]
    fn what_no_font_has_is_a_stand_in_and_no_box() {
        let fonts = fonts();
        for (words, drawable) in [
            ("ภาษาไทย", "〓〓〓〓〓〓〓"),
            ("电梯\u{e000}坏了", "电梯〓坏了"),
            ("𓀀号", "〓号"),
        ] {
            // As it would be without stand-ins: this is what the other test looks for.
            assert!(!boxes(words, &fonts).is_empty(), "{words}");
            assert_eq!(fonts.drawable(words), drawable);
            let none: [String; 0] = [];
            assert_eq!(boxes(drawable, &fonts), none, "{words}");
        }
        assert!(fonts.has(&STAND_IN.to_string()));
    }
}
