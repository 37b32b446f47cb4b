//! That an issue is hidden, and where to complain about one, as HTML.

use domain::complaint::{Appealed, HiddenView};
use domain::issue::Discretion;
use domain::words::escape;
use domain::words::time::date;
use domain::{Language, Zone};

use crate::text::T;

const HIDDEN: T = T(
    "居委会隐藏了这件议题，内容不再显示。",
    "The committee has hidden this issue; its words are not shown.",
);
const HIDDEN_SINCE: T = T(
    "这件议题从 {} 起隐藏：只有反映人、居委会和监督员看得到，也不会列入议程。附议数保留不变。",
    "This issue is hidden since {}: only its reporter, the committee and supervisors read it, and no agenda takes it. Its seconds stay as they are.",
);
const REASON: T = T("理由：{}", "Why: {}");
const APPEAL: T = T("看理由，或提出申诉", "Read why, or appeal");
const WAITS: T = T("申诉等待复核", "An appeal waits to be decided");
const UPHELD: T = T(
    "申诉已复核，维持隐藏",
    "The appeal was decided: it stays hidden",
);
const ALL_SHOWN: T = T(
    "不对邻居显示我的名字或位置",
    "Hide my name or the place from neighbours",
);
const NOT_ALL_SHOWN: T = T(
    "对邻居不显示的：看或改",
    "What neighbours are not shown: see or change",
);
const COMPLAIN: T = T("举报这件议题", "Complain about this issue");
const MODERATE: T = T("举报与隐藏", "Complaints and hiding");

/// In the place of its way: that it is hidden, and for whoever reads it why.
pub fn hidden(hidden: Option<&HiddenView>, page: &str, zone: &Zone, language: Language) -> String {
    let Some(view) = hidden else {
        let words = HIDDEN.of(language);
        return format!("<div class=\"message message--warn\"><div><p>{words}</p></div></div>");
    };
    let since = HIDDEN_SINCE.with(language, &[&date(zone.date(view.at), language)]);
    let reason = escape(&REASON.with(language, &[&view.reason]));
    let link = match view.appealed {
        Appealed::Not => APPEAL,
        Appealed::Waits => WAITS,
        Appealed::Upheld => UPHELD,
    };
    let link = link.of(language);
    format!(
        "<div class=\"message message--warn\"><div><p>{since}</p><p dir=\"auto\">{reason}</p>\
        <p><a rel=\"external\" href=\"{page}/complaint\">{link}</a></p></div></div>"
    )
}

/// For its reporter: what neighbours are not told, and where to choose that.
pub fn own(page: &str, discretion: Discretion, language: Language) -> String {
    let words = if discretion.is_none() {
        ALL_SHOWN
    } else {
        NOT_ALL_SHOWN
    };
    let words = words.of(language);
    format!(
        "<p class=\"section muted\"><a rel=\"external\" href=\"{page}/discretion\">{words}</a></p>"
    )
}

/// Where to say that it should not stand there; for the committee, to hide it.
pub fn link(page: &str, hides: bool, language: Language) -> String {
    let words = if hides { MODERATE } else { COMPLAIN };
    let words = words.of(language);
    format!(
        "<p class=\"section muted\"><a rel=\"external\" href=\"{page}/complaint\">{words}</a></p>"
    )
}
