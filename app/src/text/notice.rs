//! Words of the inbox, and what happened to an issue, in a trace too.

use domain::Traced;

use super::T;

/// What an event is called in a trace and in the inbox.
pub fn event(event: &Traced) -> T {
    match event {
        Traced::IssueFiled => T("反映问题", "Reported"),
        Traced::IssueEdited => T("修改文字", "Text edited"),
        Traced::IssueWithdrawn => T("撤回", "Withdrawn"),
        Traced::IssueImported => T("外部导入", "Imported"),
        Traced::IssueAccepted { .. } => T("受理", "Accepted"),
        Traced::IssueDeclined => T("不予受理", "Declined"),
        Traced::IssueAnswered => T("答复", "Answered"),
        Traced::ItemAdded => T("人工列入议程草案", "Added to a draft agenda by hand"),
        Traced::SupplementAdded { .. } => T("列为补充议题", "Added as a supplement"),
        Traced::ItemMinutesSet { .. } => T("调整用时", "Minutes changed"),
        Traced::PassedOver { .. } => T("本次议程没有排上", "Not on this agenda"),
        Traced::ItemDropped => T("从议程草案撤下", "Dropped from a draft agenda"),
        Traced::ItemMoved { .. } => T("调整议程顺序", "Moved on a draft agenda"),
        Traced::ItemLocked { .. } => T("列入会议议程", "On the agenda"),
        Traced::DecisionPublished { .. } => T("决议公开", "Decision published"),
    }
}

pub const INBOX: T = T("消息", "Inbox");
pub const INBOX_EMPTY: T = T(
    "还没有消息。您反映或附议的议题有进展时，会在这里告诉您。",
    "Nothing yet. When something happens to an issue that you reported or seconded, it shows here.",
);
pub const UNREAD: T = T("未读", "New");
pub const BECAUSE_MINE: T = T("您反映的议题", "You reported it");
pub const BECAUSE_SECONDED: T = T("您附议的议题", "You seconded it");
