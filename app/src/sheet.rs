//! Papers as HTML: the first renderer of [`domain::paper`], beside the PDF of the server. It runs
//! on the server only: pages get sheets ready-made and keep them as they are, so that the bundle
//! needs to know nothing of what stands on them.
//!
//! The classes are those of `style/sheet.css`. Whatever anybody wrote is escaped.

use std::fmt::{Display, Write};

use domain::PhotoId;
use domain::paper::{Block, Cell, Count, Fact, Paper, Picture, Shows, Table, qr};
use domain::words::paper::{BOX, QR};
use domain::words::{T, escape};

/// A paper as one `<article>`; photos are at `photos` and their id.
pub fn html(paper: &Paper, photos: &str) -> String {
    let mut sheet = Sheet {
        paper,
        photos,
        out: String::with_capacity(8 * 1024),
    };
    sheet.draw();
    sheet.out
}

struct Sheet<'a> {
    paper: &'a Paper,
    photos: &'a str,
    out: String,
}

impl Sheet<'_> {
    fn put(&mut self, markup: impl Display) {
        let _ = write!(self.out, "{markup}");
    }

    /// An element with a text in it. `open` is its name with its attributes.
    fn element(&mut self, open: &str, text: &str) {
        let name = open.split(' ').next().unwrap_or_default();
        // Words of people are written in their own direction.
        self.put(format_args!(
            r#"<{open} dir="auto">{}</{name}>"#,
            escape(text)
        ));
    }

    fn say(&self, text: T) -> &'static str {
        text.of(self.paper.language)
    }

    fn draw(&mut self) {
        let paper = self.paper;
        let mut class = format!("sheet sheet--{}", paper.kind.family());
        if paper.kind.is_working() {
            class += " sheet--working";
        }
        if !paper.kind.begins_a_sheet() {
            class += " sheet--behind";
        }
        self.put(format_args!(
            r#"<article class="{class}" lang="{}">"#,
            paper.language
        ));
        self.head();
        self.put(r#"<div class="sheet__body"><div class="sheet__page">"#);
        self.element(r#"h2 class="sheet__title""#, &paper.title);
        self.blocks(&paper.blocks);
        self.put("</div></div></article>");
    }

    /// What stands at the top of each page.
    fn head(&mut self) {
        let head = &self.paper.head;
        self.put(r#"<header class="sheet__head"><div class="sheet__run"><div class="sheet__id">"#);
        self.element("b", &head.what);
        self.element("span", &head.of);
        self.element("span", &head.version);
        self.put("</div>");
        let address = &self.paper.address;
        let label = QR.with(self.paper.language, &[address]);
        if let Some(qr) = qr(address, &label) {
            self.put(format_args!(r#"<div class="sheet__qr">{qr}</div>"#));
        }
        self.put("</div></header>");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(words) => self.element(r#"h3 class="sheet__h""#, words),
            Block::Text(words) => self.element(r#"p class="sheet__text""#, words),
            Block::Note(words) => self.element(r#"p class="sheet__note""#, words),
            Block::Fine(words) => self.element(r#"p class="sheet__fine""#, words),
            Block::Words(words) => self.element(r#"p class="sheet__words""#, words),
            Block::Quote(words) => self.element(r#"blockquote class="sheet__quote""#, words),
            Block::Facts(facts) => self.facts("sheet__facts", facts),
            Block::Pairs(facts) => self.facts("sheet__facts sheet__facts--pairs", facts),
            Block::Table(table) => self.table(table),
            Block::Ticks(words) => {
                // Names of buildings are many and short.
                let short = words.iter().all(|word| word.chars().count() <= 6);
                self.put(if short && words.len() > 6 {
                    r#"<ul class="ticks ticks--names">"#
                } else {
                    r#"<ul class="ticks">"#
                });
                for word in words {
                    self.element(r#"li class="tick""#, word);
                }
                self.put("</ul>");
            }
            Block::Counts(counts) => self.counts(counts),
            Block::Blanks(labels) => {
                self.put(r#"<div class="lines">"#);
                for label in labels {
                    self.element(r#"p class="blank-line""#, label);
                }
                self.put("</div>");
            }
            Block::Lines { label, lines } => {
                self.put(format_args!(
                    r#"<p class="blank-line blank-line--tall">{}"#,
                    escape(label)
                ));
                for _ in 0..*lines {
                    self.put("<i></i>");
                }
                self.put("</p>");
            }
            Block::Figures { pictures, height } => self.figures(pictures, *height),
            Block::Frame(blocks) => self.group("sheet__decision", blocks),
            Block::Together(blocks) => self.group("sheet__together", blocks),
            Block::Foot(blocks) => self.group("sheet__foot", blocks),
            Block::Back => self.put(r#"</div><div class="sheet__page">"#),
        }
    }

    fn group(&mut self, class: &str, blocks: &[Block]) {
        self.put(format_args!(r#"<section class="{class}">"#));
        self.blocks(blocks);
        self.put("</section>");
    }

    fn facts(&mut self, class: &str, facts: &[Fact]) {
        self.put(format_args!(r#"<dl class="{class}">"#));
        for fact in facts {
            self.put("<div>");
            self.element("dt", &fact.label);
            self.element("dd", &fact.value);
            self.put("</div>");
        }
        self.put("</dl>");
    }

    fn table(&mut self, table: &Table) {
        let class = if table.dense {
            "sheet__table sheet__table--dense"
        } else {
            "sheet__table"
        };
        self.put(format_args!(r#"<table class="{class}"><colgroup>"#));
        for column in &table.columns {
            self.put(format_args!(r#"<col style="width:{}%">"#, column.width));
        }
        self.put("</colgroup><thead><tr>");
        for (index, column) in table.columns.iter().enumerate() {
            let open = format!(r#"th scope="col"{}"#, column_class(table, index));
            self.element(&open, &column.title);
        }
        self.put("</tr></thead><tbody>");
        for row in &table.rows {
            match table.height {
                0 => self.put("<tr>"),
                height => self.put(format_args!(
                    r#"<tr style="height:calc({height} * var(--pt))">"#
                )),
            }
            for (index, cell) in row.iter().enumerate() {
                self.cell(cell, column_class(table, index));
            }
            self.put("</tr>");
        }
        self.put("</tbody></table>");
    }

    fn cell(&mut self, cell: &Cell, class: &str) {
        self.put(format_args!(
            r#"<td{class} dir="auto">{}"#,
            escape(&cell.text)
        ));
        for line in &cell.small {
            self.element("small", line);
        }
        self.put("</td>");
    }

    fn counts(&mut self, counts: &[Count]) {
        self.put(r#"<dl class="sheet__support">"#);
        for count in counts {
            self.put("<div>");
            self.element("dt", &count.label);
            match &count.value {
                Some(value) => self.put(format_args!("<dd>{}", escape(value))),
                None => self.put(format_args!(
                    r#"<dd><span class="box" role="img" aria-label="{}"></span>"#,
                    self.say(BOX)
                )),
            }
            if let Some(small) = &count.small {
                self.put(" ");
                self.element("small", small);
            }
            self.put("</dd></div>");
        }
        self.put("</dl>");
    }

    fn figures(&mut self, pictures: &[Picture], height: u32) {
        self.put(format_args!(
            r#"<div class="sheet__figures" style="--high:{height}">"#
        ));
        for picture in pictures {
            let class = if picture.columns > 1 {
                r#" class="is-wide""#
            } else {
                ""
            };
            self.put(format_args!("<figure{class}>"));
            match &picture.shows {
                Shows::Photo(photo) => self.photo(*photo, &picture.label),
                Shows::Plan(svg) => self.put(svg),
            }
            self.put("</figure>");
        }
        self.put("</div>");
    }

    fn photo(&mut self, photo: PhotoId, label: &str) {
        let address = format!("{}{photo}", self.photos);
        self.put(format_args!(
            r#"<img src="{}" alt="{}">"#,
            escape(&address),
            escape(label)
        ));
    }
}

/// The class of a column's cells: figures in the middle, those of the first column bold.
fn column_class(table: &Table, index: usize) -> &'static str {
    let centred = table
        .columns
        .get(index)
        .is_some_and(|column| column.centred);
    match index {
        _ if !centred => "",
        0 => r#" class="sheet__no""#,
        _ => r#" class="sheet__num""#,
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use domain::paper::{Column, Head, PaperKind};

    use super::*;

    /// What somebody might write, with a number by which it is known again.
    struct Evil(u32);

    impl Evil {
        fn words(&mut self) -> String {
            self.0 += 1;
            format!("</p><script>alert({})</script>\"'", self.0)
        }

        /// A block of every kind, with such words wherever it has any.
        fn blocks(&mut self) -> Vec<Block> {
            let fact = |evil: &mut Self| {
                vec![Fact {
                    label: evil.words(),
                    value: evil.words(),
                }]
            };
            vec![
                Block::Heading(self.words()),
                Block::Text(self.words()),
                Block::Note(self.words()),
                Block::Quote(self.words()),
                Block::Facts(fact(self)),
                Block::Pairs(fact(self)),
                Block::Table(Table {
                    columns: vec![Column {
                        title: self.words(),
                        width: 100,
                        centred: false,
                    }],
                    rows: vec![vec![Cell {
                        text: self.words(),
                        small: vec![self.words()],
                    }]],
                    height: 0,
                    dense: true,
                }),
                Block::Ticks(vec![self.words()]),
                Block::Counts(vec![Count {
                    label: self.words(),
                    value: Some(self.words()),
                    small: Some(self.words()),
                }]),
                Block::Blanks(vec![self.words()]),
                Block::Lines {
                    label: self.words(),
                    lines: 1,
                },
                Block::Figures {
                    pictures: vec![Picture {
                        shows: Shows::Photo(PhotoId(uuid::Uuid::nil())),
                        label: self.words(),
                        columns: 2,
                    }],
                    height: 100,
                },
                Block::Frame(vec![Block::Text(self.words())]),
                Block::Together(vec![Block::Text(self.words())]),
                Block::Fine(self.words()),
                Block::Words(self.words()),
                Block::Foot(vec![Block::Text(self.words())]),
                Block::Back,
            ]
        }
    }

    /// Kinds of blocks; the compiler asks for a new one here.
    fn kind(block: &Block) -> usize {
        match block {
            Block::Heading(_) => 0,
            Block::Text(_) => 1,
            Block::Note(_) => 2,
            Block::Quote(_) => 3,
            Block::Facts(_) => 4,
            Block::Pairs(_) => 5,
            Block::Table(_) => 6,
            Block::Ticks(_) => 7,
            Block::Counts(_) => 8,
            Block::Blanks(_) => 9,
            Block::Lines { .. } => 10,
            Block::Figures { .. } => 11,
            Block::Frame(_) => 12,
            Block::Together(_) => 13,
            Block::Fine(_) => 14,
            Block::Words(_) => 15,
            Block::Foot(_) => 16,
            Block::Back => 17,
        }
    }

    #[test]
    fn what_people_wrote_is_text_wherever_it_stands() {
        let mut evil = Evil(0);
        let paper = Paper {
            kind: PaperKind::Item(1),
            language: Language::English,
            head: Head {
                what: evil.words(),
                of: evil.words(),
                version: evil.words(),
            },
            title: evil.words(),
            address: evil.words(),
            blocks: evil.blocks(),
        };
        let kinds: Vec<usize> = paper.blocks.iter().map(kind).collect();
        assert!(kinds.into_iter().eq(0..18), "one of every kind");
        let photos = evil.words();
        let html = html(&paper, &photos);
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("\"'"), "{html}");
        for written in 1..=evil.0 {
            assert!(html.contains(&format!("alert({written})")), "{written}");
        }
    }
}
