//! Charts, drawn as SVG in the colour of what stands around them: whatever the reader's colours
//! are, and on paper, full, hatched and empty tell what is what. The table beside each says the
//! same in numbers.

use std::fmt::Write;

use domain::figures::{Month, Rate};
use domain::words::escape;

/// How wide a chart is in its own units.
const WIDTH: u32 = 360;
/// A line of text with a bar below it.
const ROW: u32 = 52;
const BAR: u32 = 14;
/// The bars of months at their highest, with room for a number above.
const HIGH: u32 = 110;
const ABOVE: u32 = 24;
const BELOW: u32 = 26;

/// How a part of a bar is filled.
#[derive(Debug, Clone, Copy)]
pub enum Fill {
    Full,
    Hatched,
    Empty,
}

impl Fill {
    fn paint(self) -> &'static str {
        match self {
            Fill::Full => "currentColor",
            Fill::Hatched => "url(#hatch)",
            Fill::Empty => "none",
        }
    }
}

/// A drawing with what it says to whoever does not see it. `name` tells it from others of a page.
fn drawing(name: &str, title: &str, says: &str, height: u32, inside: &str) -> String {
    format!(
        r#"<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-title {name}-says"><title id="{name}-title">{}</title><desc id="{name}-says">{}</desc>{inside}</svg>"#,
        escape(title),
        escape(says),
    )
}

fn bar(x: u32, y: u32, width: u32, height: u32, fill: Fill) -> String {
    if width == 0 || height == 0 {
        return String::new();
    }
    format!(
        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{}" stroke="currentColor"/>"#,
        fill.paint()
    )
}

/// What a fill means.
pub fn legend(parts: &[(Fill, &str)]) -> String {
    let parts = parts.iter().fold(String::new(), |all, (fill, words)| {
        all + &format!(
            r#"<li><svg class="chart__key" viewBox="0 0 16 16" aria-hidden="true">{}</svg>{words}</li>"#,
            bar(1, 1, 14, 14, *fill)
        )
    });
    format!(r#"<ul class="chart__legend">{parts}</ul>"#)
}

/// `part` of `all`, as a part of `width`.
fn share(part: u64, all: u64, width: u32) -> u32 {
    let share = u64::from(width) * part / all.max(1);
    u32::try_from(share).unwrap_or(width).min(width)
}

/// The hatching that all charts of a page use.
pub const HATCH: &str = r#"<svg class="visually-hidden" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="5" class="chart__hatch"/></pattern></defs></svg>"#;

/// A line for each rate: what it is called, its percentage, and a bar of yes, no and still open.
pub fn rates(title: &str, says: &str, rates: &[(&str, String, Rate)]) -> String {
    let mut inside = String::new();
    for (row, (name, percent, rate)) in (0_u32..).zip(rates) {
        let top = row * ROW;
        let _ = write!(
            inside,
            r#"<text x="0" y="{y}">{}</text><text x="{WIDTH}" y="{y}" text-anchor="end">{}</text>"#,
            escape(name),
            escape(percent),
            y = top + 20,
        );
        let all = u64::from(rate.of) + u64::from(rate.open);
        let (y, width) = (top + 28, WIDTH - 2);
        let yes = share(u64::from(rate.yes), all, width);
        let of = share(u64::from(rate.of), all, width);
        inside += &bar(1, y, width, BAR, Fill::Empty);
        inside += &bar(1, y, yes, BAR, Fill::Full);
        inside += &bar(1 + yes, y, of.saturating_sub(yes), BAR, Fill::Hatched);
    }
    let rows = u32::try_from(rates.len()).unwrap_or_default();
    drawing("chart-rates", title, says, rows * ROW, &inside)
}

/// A bar for each thing with how long it is, the longest as wide as the drawing.
pub fn lengths(name: &str, title: &str, says: &str, all: &[(&str, String, u64)]) -> String {
    let longest = all.iter().map(|(_, _, length)| *length).max().unwrap_or(0);
    let mut inside = String::new();
    for (row, (name, words, length)) in (0_u32..).zip(all) {
        let top = row * ROW;
        let _ = write!(
            inside,
            r#"<text x="0" y="{y}">{}</text><text x="{WIDTH}" y="{y}" text-anchor="end">{}</text>"#,
            escape(name),
            escape(words),
            y = top + 20,
        );
        let width = share(*length, longest, WIDTH - 2);
        inside += &bar(1, top + 28, width, BAR, Fill::Full);
    }
    let rows = u32::try_from(all.len()).unwrap_or_default();
    drawing(name, title, says, rows * ROW, &inside)
}

/// Two bars for each month: what was filed, and results.
pub fn months(title: &str, says: &str, months: &[Month]) -> String {
    let most = months.iter().map(|it| it.filed.max(it.results)).max();
    let most = u64::from(most.unwrap_or(0));
    let column = WIDTH / u32::try_from(months.len().max(6)).unwrap_or(6);
    let mut inside = String::new();
    let floor = ABOVE + HIGH;
    for (place, month) in (0_u32..).zip(months) {
        let left = place * column;
        let wide = column / 2 - 3;
        let two = [(month.filed, Fill::Full), (month.results, Fill::Hatched)];
        for (nth, (number, fill)) in (0_u32..).zip(two) {
            let high = share(u64::from(number), most, HIGH);
            let x = left + 3 + nth * wide;
            inside += &bar(x, floor - high, wide, high, fill);
            if number > 0 {
                let (x, y) = (x + wide / 2, floor - high - 5);
                let _ = write!(
                    inside,
                    r#"<text class="chart__small" x="{x}" y="{y}" text-anchor="middle">{number}</text>"#
                );
            }
        }
        let _ = write!(
            inside,
            r#"<text class="chart__small" x="{}" y="{}" text-anchor="middle">{}</text>"#,
            left + column / 2,
            floor + 20,
            month.month,
        );
    }
    let _ = write!(
        inside,
        r#"<path d="M0 {floor}H{WIDTH}" stroke="currentColor"/>"#
    );
    drawing("chart-months", title, says, floor + BELOW, &inside)
}
