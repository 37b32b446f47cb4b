//! Household slips as HTML, for the browser's own printing: the first renderer of
//! [`domain::paper::slips`], beside the PDF. The classes are those of `style/slips.css`.

use std::fmt::Write;

use domain::paper::qr;
use domain::paper::slips::{ON_A_SHEET, SlipOnPaper, Slips};
use domain::words::escape;

/// The sheets, one `<section>` a page.
pub fn html(slips: &Slips) -> String {
    let mut out = String::with_capacity(slips.slips.len() * 8 * 1024);
    for sheet in slips.slips.chunks(ON_A_SHEET) {
        out += r#"<section class="slips">"#;
        for slip in sheet {
            put(&mut out, slip);
        }
        out += "</section>";
    }
    out
}

fn put(out: &mut String, slip: &SlipOnPaper) {
    let text = |words: &str| escape(words);
    let [chinese, english] = &slip.how;
    let qr = qr(&slip.address, &slip.label).unwrap_or_default();
    let _ = write!(
        out,
        r#"<article class="slip"><p class="slip__head" dir="auto">{}</p><h2 class="slip__flat" dir="auto">{}</h2><div class="slip__qr">{qr}</div><div class="slip__code"><p>{}</p><p class="slip__letters">{}</p><p class="slip__how" lang="zh">{}</p></div><p class="slip__how slip__more" lang="en">{}</p></article>"#,
        text(&slip.head),
        text(&slip.flat),
        text(&slip.label),
        text(&slip.code),
        text(chinese),
        text(english),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_stand_on_a_sheet_and_nothing_of_a_name_is_markup() {
        let slip = SlipOnPaper {
            head: "<script>".into(),
            flat: "\"><script>".into(),
            label: "Code".into(),
            code: "ABCD-2345".into(),
            address: "https://twoline.example/guihua/join#ABCD2345".into(),
            how: ["<script>".into(), "<script>".into()],
        };
        let slips = Slips {
            title: String::new(),
            slips: vec![slip; 17],
        };
        let html = html(&slips);
        assert_eq!(html.matches("class=\"slips\"").count(), 3);
        assert_eq!(html.matches("<svg").count(), 17);
        assert!(!html.contains("<script"));
    }
}
