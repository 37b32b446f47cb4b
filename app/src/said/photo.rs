//! Where photos are painted over, as HTML.

use domain::Language;

use crate::text::T;

const BLACK_OUT: T = T(
    "遮挡照片里的人脸、车牌",
    "Black out faces and number plates in photos",
);

/// For whoever may do it.
pub fn link(page: &str, language: Language) -> String {
    let words = BLACK_OUT.of(language);
    format!("<p class=\"section muted\"><a rel=\"external\" href=\"{page}/photos\">{words}</a></p>")
}
