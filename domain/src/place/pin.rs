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
    /// Drawn in it instead of the label, if not empty: what stands inside an `<svg>` of 24 by 24
    /// units.
    pub icon: &'static str,
    /// How it looks among others: a class of `style/plan.css`, or nothing.
    pub class: &'static str,
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
            r#"<g class="plan-pin {}" style="--r:{reach}" transform="translate({x:.1} {:.1})"><title>{}</title><path transform="scale({unit:.3})" d="M-6 {side} 0 {head} 6 {side}z"/><circle class="plan-hit"/><circle/>"#,
            self.class,
            y - unit * head,
            escape(&self.title),
        );
        if self.icon.is_empty() {
            let _ = write!(out, "<text>{}</text>", escape(&self.label));
        } else {
            // Some fifteen pixels wide.
            let _ = write!(
                out,
                r#"<g class="plan-pin__icon" transform="scale({:.3}) translate(-12 -12)">{}</g>"#,
                unit * 0.64,
                self.icon
            );
        }
        out.push_str("</g>");
        if self.href.is_some() {
            out.push_str("</a>");
        }
    }
}
