//! Every paper, from nothing to too much, as PDF, and what poppler's programs say of it.

mod fixture;
mod poppler;

use std::path::Path;
use std::sync::LazyLock;

use domain::Language;
use domain::paper::{Block, Paper, PaperKind};
use fixture::{FINGERPRINT, Fixture};
use poppler::Pdf;
use typeset::{Error, Fonts};

static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    // Beside where cargo keeps what tests write.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("fonts");
    Fonts::read(&folder).unwrap_or_else(|error| panic!("{error}"))
});

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn typeset(name: &str, papers: &[Paper], fixture: &Fixture) -> Pdf {
    let pdf = typeset::pdf(papers, fixture.photos.clone(), &FONTS);
    Pdf::of(name, &pdf.unwrap_or_else(|error| panic!("{error}")))
}

/// Text as it is compared: without spaces, line ends and the places at which long words may break,
/// which are layout.
fn plain(text: &str) -> String {
    let layout = |c: &char| c.is_whitespace() || *c == '\u{200b}';
    text.chars().filter(|c| !layout(c)).collect()
}

/// All texts of a paper, in order.
fn texts(blocks: &[Block]) -> Vec<&str> {
    let mut texts = vec![];
    for block in blocks {
        match block {
            Block::Heading(text)
            | Block::Text(text)
            | Block::Note(text)
            | Block::Fine(text)
            | Block::Words(text)
            | Block::Quote(text) => texts.push(text.as_str()),
            Block::Facts(facts) | Block::Pairs(facts) => {
                for fact in facts {
                    texts.extend([fact.label.as_str(), fact.value.as_str()]);
                }
            }
            Block::Table(table) => {
                texts.extend(table.columns.iter().map(|column| column.title.as_str()));
                for cell in table.rows.iter().flatten() {
                    texts.push(&cell.text);
                    texts.extend(cell.small.iter().map(String::as_str));
                }
            }
            Block::Ticks(words) | Block::Blanks(words) => {
                texts.extend(words.iter().map(String::as_str));
            }
            Block::Counts(counts) => {
                for count in counts {
                    texts.push(&count.label);
                    texts.extend(count.value.as_deref());
                    texts.extend(count.small.as_deref());
                }
            }
            Block::Lines { label, .. } => texts.push(label),
            Block::Figures { .. } | Block::Back => {}
            Block::Frame(blocks) | Block::Together(blocks) | Block::Foot(blocks) => {
                texts.extend(self::texts(blocks));
            }
        }
    }
    texts
}

/// Whether the text of a PDF has all texts of the paper, in their order. Where a table goes over a
/// page, its head stands between two of them.
fn expect_all(pdf: &Pdf, paper: &Paper) {
    let all = plain(&pdf.bodies(paper.kind.is_working()));
    let mut rest = all.as_str();
    for text in [paper.title.as_str()]
        .into_iter()
        .chain(texts(&paper.blocks))
    {
        for line in text.lines() {
            let line = plain(line);
            let Some(at) = rest.find(&line) else {
                panic!("{}: {line:?} is missing, or not in its place", paper.kind);
            };
            rest = &rest[at + line.len()..];
        }
    }
}

/// Whether all words stand between the margins: 26 and 28 mm at the sides, and at least 10 mm from
/// the edges above and below, where head and foot stand.
fn expect_margins(pdf: &Pdf) {
    const MM: f64 = 72.0 / 25.4;
    // The sides of letters may stand out by a hair.
    const HAIR: f64 = 1.0;
    for (page, [left, top, right, bottom], word) in pdf.words() {
        // A mark at a line's end gives up the empty half of its square, and the place of a break
        // all of its width; poppler counts both.
        let unseen = match word.chars().last() {
            Some(
                '。' | '，' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '”' | '’' | '—'
                | '…',
            ) => 0.5,
            Some('\u{200b}') => 0.25,
            _ => 0.0,
        };
        let right = right - unseen * (bottom - top);
        // And a mark that opens gives up its empty half at a line's beginning.
        let opens = word.starts_with(['（', '《', '“', '‘']);
        let left = if opens {
            left + 0.5 * (bottom - top)
        } else {
            left
        };
        let across = left >= 28.0 * MM - HAIR && right <= (210.0 - 26.0) * MM + HAIR;
        // The highest and lowest points that any letter of the font has lie 5 points outside its
        // line.
        let down = top >= 8.0 * MM && bottom <= (297.0 - 8.0) * MM;
        assert!(
            across && down,
            "{}, page {page}: {word:?} at {left} {top} {right} {bottom}",
            pdf.path.display()
        );
    }
}

#[test]
fn all_text_is_there_and_stays_between_the_margins() {
    for language in LANGUAGES {
        for (name, fixture) in [
            ("empty", Fixture::empty()),
            ("usual", Fixture::usual(language)),
            ("extreme", Fixture::extreme(language)),
        ] {
            for paper in fixture.papers(language) {
                // The other items' sheets are like the third.
                if matches!(paper.kind, PaperKind::Item(4..)) {
                    continue;
                }
                let name = format!("{name}-{}-{language}", paper.kind);
                let pdf = typeset(&name, std::slice::from_ref(&paper), &fixture);
                expect_all(&pdf, &paper);
                expect_margins(&pdf);
            }
        }
    }
}

#[test]
fn a_file_is_called_after_the_meeting_and_each_paper_is_a_heading_in_it() {
    let fixture = Fixture::usual(Language::English);
    let papers = fixture.papers(Language::English);
    let pdf = typeset("named", &papers, &fixture);
    let title = pdf.title();
    assert_eq!(
        title,
        "Guihua Community · Meeting 3 · Branch committee meeting"
    );
    assert_eq!(pdf.structure("H1"), papers.len());
}

#[test]
fn every_page_says_what_it_belongs_to_and_which_of_how_many_it_is() {
    let fixture = Fixture::extreme(Language::English);
    let papers = fixture.papers(Language::English);
    let notice = papers.iter().find(|paper| paper.kind == PaperKind::Notice);
    let notice = notice.expect("it is there");
    for kind in [PaperKind::Agenda, PaperKind::Item(1)] {
        let paper = papers.iter().find(|paper| paper.kind == kind);
        let paper = paper.expect("it is there");
        // Behind one that is counted by itself.
        let pdf = typeset("two", &[notice.clone(), paper.clone()], &fixture);
        let pages = pdf.pages();
        let own: Vec<&String> = pages
            .iter()
            .filter(|page| page.contains(&paper.head.what))
            .collect();
        assert!(own.len() > 1, "{kind}");
        for (n, page) in (1..).zip(&own) {
            let of = format!("Page {n} of {}", own.len());
            let locked = "locked on 29 Nov, 05:06";
            for text in [&paper.head.of, locked, &of, &format!("— {n} —")] {
                assert!(page.contains(text), "{kind}: {text} is not on {page}");
            }
        }
    }
}

#[test]
fn page_numbers_stand_outside_odd_ones_right_even_ones_left() {
    let fixture = Fixture::extreme(Language::Chinese);
    let papers = fixture.papers(Language::Chinese);
    let pdf = typeset("sides", &papers[..1], &fixture);
    let mut seen = 0;
    for (page, [left, top, ..], word) in pdf.words() {
        if top > 740.0 && word == "—" {
            let right_half = left > 300.0;
            assert_eq!(right_half, page % 2 == 1, "page {page}");
            seen += 1;
        }
    }
    assert!(seen > 2);
}

#[test]
fn a_decision_box_is_on_one_page() {
    for language in LANGUAGES {
        let fixture = Fixture::extreme(language);
        for paper in fixture.papers(language) {
            let foot = paper.blocks.iter().find_map(|block| match block {
                Block::Foot(blocks) => blocks.first(),
                _ => None,
            });
            let Some(Block::Frame(blocks)) = foot else {
                continue;
            };
            if matches!(paper.kind, PaperKind::Item(4..)) {
                continue;
            }
            let texts = texts(blocks);
            let pdf = typeset("box", std::slice::from_ref(&paper), &fixture);
            let pages = pdf.pages();
            let whole = pages.iter().filter(|page| {
                let page = plain(page);
                texts.iter().all(|text| page.contains(&plain(text)))
            });
            assert_eq!(whole.count(), 1, "{}", paper.kind);
        }
    }
}

#[test]
fn the_fingerprint_is_on_one_page_of_the_agenda() {
    for fixture in [
        Fixture::usual(Language::Chinese),
        Fixture::extreme(Language::Chinese),
    ] {
        let papers = fixture.papers(Language::Chinese);
        let agenda = papers.iter().find(|paper| paper.kind == PaperKind::Agenda);
        let pdf = typeset("agenda", &[agenda.expect("it is there").clone()], &fixture);
        let pages = pdf.pages();
        let with = pages
            .iter()
            .filter(|page| plain(page).contains(FINGERPRINT));
        assert_eq!(with.count(), 1);
        assert_eq!(pages.len(), 2, "a sheet of paper");
    }
}

#[test]
fn fonts_are_embedded_as_far_as_they_are_used_and_lead_back_to_text() {
    let fixture = Fixture::usual(Language::Chinese);
    let papers = fixture.papers(Language::Chinese);
    let pdf = typeset("fonts", &papers, &fixture);
    let fonts = pdf.fonts();
    assert!(fonts.len() >= 2, "{fonts:?}");
    for font in fonts {
        // A name with the tag of a subset; embedded, subset, with a way back to text.
        assert!(font.contains("+NotoSerifSC"), "{font}");
        assert!(font.contains("yes yes yes"), "{font}");
    }
    let size = std::fs::metadata(&pdf.path).expect("it is there").len();
    assert!(size < 2 * 1024 * 1024, "{size} bytes");
    // Names that few fonts have.
    let text = pdf.pages().concat();
    assert!(text.contains('䶮') && text.contains('㛃'));
}

#[test]
fn the_same_papers_are_the_same_bytes() {
    let fixture = Fixture::usual(Language::Chinese);
    let papers = fixture.papers(Language::Chinese);
    let once = || typeset::pdf(&papers[..3], fixture.photos.clone(), &FONTS).expect("a PDF");
    assert_eq!(once(), once());
}

#[test]
fn a_photo_that_is_gone_leaves_its_frame() {
    let mut fixture = Fixture::usual(Language::English);
    fixture.photos.clear();
    let papers = fixture.papers(Language::English);
    let sheet = papers.iter().find(|paper| paper.kind == PaperKind::Item(1));
    let sheet = sheet.expect("it is there");
    let pdf = typeset("no-photo", std::slice::from_ref(sheet), &fixture);
    expect_all(&pdf, sheet);
}

#[test]
fn a_missing_font_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = Fonts::read(folder.path()).expect_err("nothing is there");
    assert!(matches!(missing, Error::FontMissing(_)));
    assert!(missing.to_string().contains("--fonts"), "{missing}");
    let file = folder.path().join("NotoSerifSC_400Regular.ttf");
    std::fs::write(file, "no font").expect("writes");
    let broken = Fonts::read(folder.path()).expect_err("that is none");
    assert!(matches!(broken, Error::FontBroken(_)));
}

/// The papers from which a meeting is run; of many items the first three, which the others are
/// like.
fn set(fixture: &Fixture, language: Language) -> Vec<Paper> {
    let mut papers = fixture.papers(language);
    papers.retain(|paper| paper.kind.is_of_set() && !matches!(paper.kind, PaperKind::Item(4..)));
    papers
}

#[test]
fn an_item_is_one_leaf_whatever_people_wrote() {
    for language in LANGUAGES {
        for (name, fixture) in [
            ("empty", Fixture::empty()),
            ("usual", Fixture::usual(language)),
            ("extreme", Fixture::extreme(language)),
        ] {
            let set = set(&fixture, language);
            let pdf = typeset(&format!("set-{name}-{language}"), &set, &fixture);
            let pages = pdf.pages();
            for paper in &set {
                let PaperKind::Item(_) = paper.kind else {
                    continue;
                };
                let own = (1_u32..).zip(&pages);
                let own = own.filter(|(_, page)| page.contains(&paper.head.what));
                let own: Vec<u32> = own.map(|(number, _)| number).collect();
                assert_eq!(own.len(), 2, "{name} {}", paper.kind);
                assert!(own[0] % 2 == 1 && own[1] == own[0] + 1, "{name} {own:?}");
            }
        }
    }
}

#[test]
fn a_published_result_fills_the_poster() {
    for language in [Language::Chinese, Language::English] {
        let mut fixture = Fixture::usual(language);
        let mut poster = || {
            let papers = fixture.papers(language);
            let poster = papers.into_iter().find(|it| it.kind == PaperKind::Result);
            let written = texts(&poster.expect("published").blocks).concat();
            fixture.history.results.clear();
            written
        };
        let (filled, blank) = (poster(), poster());
        assert!(filled.contains("2400"), "what it cost: {filled}");
        assert!(!blank.contains("2400") && filled.len() > blank.len() + 40);
    }
}

#[test]
fn a_work_order_is_one_page_whatever_people_wrote_and_late_work_is_listed_whole() {
    for language in LANGUAGES {
        for (name, fixture) in [
            ("empty", Fixture::empty()),
            ("usual", Fixture::usual(language)),
            ("extreme", Fixture::extreme(language)),
        ] {
            let [order, late] = fixture.of_work(language);
            let pdf = typeset(
                &format!("{name}-order-{language}"),
                std::slice::from_ref(&order),
                &fixture,
            );
            assert_eq!(pdf.pages().len(), 1, "{name} {language}");
            expect_all(&pdf, &order);
            expect_margins(&pdf);
            let pdf = typeset(
                &format!("{name}-late-{language}"),
                std::slice::from_ref(&late),
                &fixture,
            );
            expect_all(&pdf, &late);
            expect_margins(&pdf);
        }
    }
}

/// Slips of flats with names as long as they get, nine of them: the ninth is on a second page.
#[test]
fn slips_are_eight_a_page_with_all_that_the_browser_shows() {
    use domain::paper::slips::{Printed, slips};
    use domain::{Community, CommunityId, Timestamp, Zone};
    let community = Community {
        id: CommunityId(uuid::Uuid::nil()),
        slug: "guihua".into(),
        name: "桂花居民区".into(),
        names: ["桂花居民区".into(), "Guihua Community".into()],
        language: Language::Chinese,
        zone: Zone::fixed("Asia/Shanghai", 28_800),
    };
    let printed: Vec<Printed> = (1..=9)
        .map(|n| Printed {
            building: if n == 2 {
                "桂花苑东区高层住宅第十二号楼".into()
            } else {
                format!("{n}号楼")
            },
            room: format!("10{n}"),
            code: format!("ABCD234{n}"),
            admits: n,
            expires_at: Timestamp(1_796_122_800_000),
        })
        .collect();
    let sheets = slips(&community, "https://twoline.example", &printed);
    let pdf = typeset::slips(&sheets, &FONTS).unwrap_or_else(|error| panic!("{error}"));
    let pdf = Pdf::of("slips", &pdf);
    let pages: Vec<String> = pdf.pages().iter().map(|page| plain(page)).collect();
    assert_eq!(pages.len(), 2);
    for (n, slip) in sheets.slips.iter().enumerate() {
        let page = &pages[n / 8];
        let how = slip.how.iter().map(String::as_str);
        let texts = [&slip.head, &slip.flat, &slip.label, &slip.code];
        for text in texts.into_iter().map(String::as_str).chain(how) {
            assert!(
                page.contains(&plain(text)),
                "{text} is not on page {}",
                n / 8 + 1
            );
        }
    }
    assert!(!pages[0].contains("ABCD-2349"), "eight a page");
    // Nothing of a slip stands outside it: two columns of 105 mm, four rows of 74.25.
    for (page, [left, top, right, bottom], word) in pdf.words() {
        let (width, height) = (297.65, 210.5);
        let column = (left / width).floor();
        let row = (top / height).floor();
        let inside = right <= (column + 1.0) * width && bottom <= (row + 1.0) * height;
        assert!(inside && column < 2.0 && row < 4.0, "{word} on page {page}");
    }
}
