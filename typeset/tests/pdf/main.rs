//! Every paper, from nothing to too much, as PDF.

mod fixture;
mod poppler;

use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use domain::Language;
use fixture::Fixture;
use poppler::Pdf;
use typeset::Fonts;

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    // Beside where cargo keeps what tests write.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("fonts");
    Fonts::read(&folder).unwrap_or_else(|error| panic!("{error}"))
});

#[test]
fn draft() {
    for language in [Language::Chinese, Language::English] {
        for (name, fixture) in [
            ("empty", Fixture::empty()),
            ("usual", Fixture::usual(language)),
            ("extreme", Fixture::extreme(language)),
        ] {
            let papers = fixture.papers(language);
            let start = Instant::now();
            let pdf = typeset::pdf(&papers, fixture.photos, &FONTS)
                .unwrap_or_else(|error| panic!("{error}"));
            println!(
                "{name} {language}: {} papers {:?} {} KB",
                papers.len(),
                start.elapsed(),
                pdf.len() / 1024
            );
            Pdf::of(&format!("{name}-{language}"), &pdf);
        }
    }
}
