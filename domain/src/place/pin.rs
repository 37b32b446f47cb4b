//! A mark on the plan: how large it is, and how it is drawn.

use std::fmt::Write;

use super::{PlanView, Point};
use crate::words::escape;

/// A mark on the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    pub at: Point,
    /// What stands in it: an issue's number, or how many there are.
    pub label: String,
    /// Read aloud, and shown on hovering.
    pub title: String,
    /// Where it leads; `None` on paper.
    pub href: Option<String>,
}

impl Pin {
    /// Pixels from the middle of its head to the head's edge: wide enough for what stands in it.
    pub(super) fn reach(&self) -> f64 {
        match self.label.chars().count() {
            0..=2 => 11.0,
            3 => 14.5,
            _ => 18.0,
        }
    }

    /// Pixels from its tip, at its place, up to the middle of its head; a wider head grows upward.
    pub(super) fn head(&self) -> f64 {
        5.0 + self.reach()
    }

    pub(super) fn draw(&self, out: &mut String, view: &PlanView) {
        let unit = view.unit();
        let (x, y) = view.xy(self.at);
        if let Some(href) = &self.href {
            let _ = write!(
                out,
                // The name that is read aloud contains what is seen, so that it can be spoken to.
                r#"<a href="{}" aria-label="{}">"#,
                escape(href),
                escape(format!("{} {}", self.label, self.title).trim_start())
            );
        }
        // The pin's tip is at the place; its head leaves the name of the building readable.
        let (reach, head) = (self.reach(), self.head());
        let side = head - 9.0;
        let _ = write!(
            out,
            r#"<g class="plan-pin" style="--r:{reach}" transform="translate({x:.1} {:.1})"><title>{}</title><path transform="scale({unit:.3})" d="M-6 {side} 0 {head} 6 {side}z"/><circle class="plan-hit"/><circle/><text>{}</text></g>"#,
            y - unit * head,
            escape(&self.title),
            escape(&self.label),
        );
        if self.href.is_some() {
            out.push_str("</a>");
        }
    }
}
