//! Icons: the drawings of `style/icons/`, put into the page so that they take the colour of the
//! text.

use crate::view::view;
use leptos::prelude::*;

/// Which drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IconKind {
    ArrowDown,
    ArrowUp,
    Camera,
    Check,
    ChevronLeft,
    ChevronRight,
    Clock,
    Close,
    Desk,
    Edit,
    Hand,
    Inbox,
    Info,
    Language,
    List,
    Location,
    Lock,
    Meeting,
    Offline,
    Outbox,
    Person,
    Plan,
    Plus,
    Print,
    TextSize,
    Warning,
}

impl IconKind {
    fn file(self) -> &'static str {
        match self {
            IconKind::ArrowDown => include_str!("../../../style/icons/arrow-down.svg"),
            IconKind::ArrowUp => include_str!("../../../style/icons/arrow-up.svg"),
            IconKind::Camera => include_str!("../../../style/icons/camera.svg"),
            IconKind::Check => include_str!("../../../style/icons/check.svg"),
            IconKind::ChevronLeft => include_str!("../../../style/icons/chevron-left.svg"),
            IconKind::ChevronRight => include_str!("../../../style/icons/chevron-right.svg"),
            IconKind::Clock => include_str!("../../../style/icons/clock.svg"),
            IconKind::Close => include_str!("../../../style/icons/close.svg"),
            IconKind::Desk => include_str!("../../../style/icons/desk.svg"),
            IconKind::Edit => include_str!("../../../style/icons/edit.svg"),
            IconKind::Hand => include_str!("../../../style/icons/hand.svg"),
            IconKind::Inbox => include_str!("../../../style/icons/inbox.svg"),
            IconKind::Info => include_str!("../../../style/icons/info.svg"),
            IconKind::Language => include_str!("../../../style/icons/language.svg"),
            IconKind::List => include_str!("../../../style/icons/list.svg"),
            IconKind::Location => include_str!("../../../style/icons/location.svg"),
            IconKind::Lock => include_str!("../../../style/icons/lock.svg"),
            IconKind::Meeting => include_str!("../../../style/icons/meeting.svg"),
            IconKind::Offline => include_str!("../../../style/icons/offline.svg"),
            IconKind::Outbox => include_str!("../../../style/icons/outbox.svg"),
            IconKind::Person => include_str!("../../../style/icons/person.svg"),
            IconKind::Plan => include_str!("../../../style/icons/plan.svg"),
            IconKind::Plus => include_str!("../../../style/icons/plus.svg"),
            IconKind::Print => include_str!("../../../style/icons/print.svg"),
            IconKind::TextSize => include_str!("../../../style/icons/text-size.svg"),
            IconKind::Warning => include_str!("../../../style/icons/warning.svg"),
        }
    }

    /// What stands inside the file's `<svg>`.
    pub(super) fn drawing(self) -> &'static str {
        inside(self.file())
    }
}

/// What stands inside the `<svg>` of a file.
pub(super) fn inside(file: &'static str) -> &'static str {
    let inner = file.find('>').map_or(file, |end| &file[end + 1..]);
    inner.rfind('<').map_or(inner, |end| &inner[..end])
}

/// An icon; always beside words, or inside something with an `aria-label`.
#[component]
pub fn Icon(kind: IconKind, #[prop(optional)] small: bool) -> impl IntoView {
    view! {
        <svg
            class=if small { "icon icon--s" } else { "icon" }
            viewBox="0 0 24 24"
            aria-hidden="true"
            inner_html=kind.drawing()
        ></svg>
    }
}
