//! Words of the inbox.

use super::T;

pub const INBOX: T = T("消息", "Inbox");
pub const INBOX_EMPTY: T = T(
    "还没有消息。您反映或附议的议题有进展时，会在这里告诉您。",
    "Nothing yet. When something happens to an issue that you reported or seconded, it shows here.",
);
pub const LESS: T = T(
    "消息提醒：邮件，或少收一些",
    "What reaches you: by mail, or less of it",
);
pub const UNREAD: T = T("未读", "New");
pub const BECAUSE_REPORTED: T = T("您反映的议题", "You reported it");
pub const BECAUSE_SECONDED: T = T("您附议的议题", "You seconded it");
pub const BECAUSE_COMMITTEE: T = T("请居委会核实", "For the committee to look into");
pub const BECAUSE_HOUSEHOLD: T = T("您家的事", "It concerns your household");
pub const BECAUSE_HANDLES: T = T("由您单位办理", "Your organisation does it");
pub const BECAUSE_OFFERED: T = T("您提供的资源", "You offered it");
