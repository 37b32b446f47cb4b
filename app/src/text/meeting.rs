//! Words about meetings: agenda, sheets, decisions.

use domain::meeting::{Ground, Kind, Status, Why};

use super::{T, tf};

/// A meeting kind's name.
pub fn kind(kind: Kind) -> T {
    match kind {
        Kind::BranchCommittee => T("支委会", "Branch committee meeting"),
        Kind::Members => T("支部党员大会", "Members' meeting"),
        Kind::Hearing => T("听证会", "Hearing"),
        Kind::Coordination => T("协调会", "Coordination meeting"),
        Kind::Appraisal => T("评议会", "Appraisal meeting"),
        Kind::Residents => T("居民会议", "Residents' meeting"),
    }
}

/// A meeting status's name.
pub fn status(status: Status) -> T {
    match status {
        Status::Draft => T("议程准备中", "Agenda in preparation"),
        Status::Locked => T("议程已锁定", "Agenda locked"),
        Status::Published => T("决议已公开", "Decisions published"),
    }
}

/// A ground for referring upward.
pub fn ground(ground: Ground) -> T {
    match ground {
        Ground::BeyondPower => T("超出居民区职权", "Beyond the community's power"),
        Ground::JointEnforcement => T("需要联合执法", "Needs joint enforcement"),
        Ground::Emergency => T("紧急情况", "Emergency"),
    }
}

/// Why an item is on the agenda, in a sentence.
pub fn why(why: Why) -> String {
    match why {
        Why::Support { rank, seconds } => tf(
            T("附议排名第 {}（编排时 {} 人附议）", "Rank {} by support ({} seconds when the draft was made)"),
            &[&rank, &seconds],
        ),
        Why::Deferred => tf(T("此前暂缓，现已到期", "Deferred by an earlier meeting; its date has come"), &[]),
        Why::ByHand => tf(T("人工列入", "Added by hand"), &[]),
    }
}

pub const MEETINGS: T = T("会议", "Meetings");
pub const EMPTY: T = T("还没有会议。议程锁定后会在这里公开。", "No meetings yet. Agendas show here once they are locked.");
pub const NEW: T = T("新建会议", "New meeting");
pub const CREATE: T = T("建立并编排议程", "Create, and draft the agenda");
pub const CREATE_LEAD: T = T("按附议人数，在会议时间内自动编排议程草案；之后可以人工调整。", "A draft agenda is filled by support within the minutes; you can change it by hand afterwards.");
pub const CHANGE: T = T("修改会议", "Change the meeting");
pub const KIND: T = T("会议类型", "Kind of meeting");
pub const STARTS_AT: T = T("时间", "When");
pub const PLACE: T = T("地点", "Where");
pub const PLACE_HINT: T = T("例如：居委会二楼会议室", "For example: committee office, second floor");
pub const MINUTES: T = T("可用分钟数", "Minutes for items");
pub const MINUTES_HINT: T = T("用于讨论议题的时间，10 到 480 分钟", "Time to talk about items, 10 to 480 minutes");
pub const ITEMS_ONE: T = T("{} 项议题", "{} item");
pub const ITEMS_MANY: T = T("{} 项议题", "{} items");
pub const NUMBER: T = T("第 {} 次会议", "Meeting {}");
pub const TITLE: T = T("第 {} 次会议 · {}", "Meeting {} · {}");
pub const AGENDA: T = T("会议议程", "Agenda");
pub const DRAFT_AGENDA: T = T("议程草案", "Draft agenda");
pub const AGENDA_LATER: T = T("议程还在准备，锁定后在这里公开。", "The agenda is being prepared. It shows here once it is locked.");
pub const MINUTES_USED: T = T("已排 {} 分钟，共 {} 分钟", "{} of {} minutes");
pub const MINUTES_OVER: T = T("超出 {} 分钟", "{} minutes too many");
pub const MINUTES_LEFT: T = T("还剩 {} 分钟", "{} minutes left");
pub const N_MINUTES: T = T("{} 分钟", "{} min");
pub const FILL_AGAIN: T = T("按最新附议重新编排", "Fill again by the latest seconds");
pub const FILL_AGAIN_HINT: T = T("人工列入的议题保留。", "Items added by hand stay.");
pub const CANDIDATES: T = T("未列入的议题", "Not on the agenda");
pub const CANDIDATES_EMPTY: T = T("符合条件的议题都已列入。", "Every eligible issue is on the agenda.");
pub const ADD: T = T("列入", "Add");
pub const DROP: T = T("撤下", "Drop");
pub const UP: T = T("上移“{}”", "Move “{}” up");
pub const DOWN: T = T("下移“{}”", "Move “{}” down");
pub const MOVE: T = T("调整顺序", "Change the order");
pub const WHY_ADD: T = T("为什么列入“{}”？", "Why add “{}”?");
pub const WHY_DROP: T = T("为什么撤下“{}”？", "Why drop “{}”?");
pub const WHY_MOVE: T = T("为什么把“{}”移到第 {} 项？", "Why move “{}” to item {}?");
pub const REASON: T = T("理由（居民可以看到）", "Reason (residents can read it)");
pub const DROPPED: T = T("已撤下：{}", "Dropped: {}");
pub const LOCK: T = T("锁定议程", "Lock the agenda");
pub const LOCK_LEAD: T = T("锁定后附议数定格，议程向全体居民公开，附议人会收到通知；议程不能再改。", "Locking freezes the counts, shows the agenda to everyone and tells the supporters. It can't be changed afterwards.");
pub const LOCKED_AT: T = T("{} 锁定", "Locked {}");
pub const CHANGES: T = T("人工调整记录", "Changes by hand");
pub const PRINT: T = T("打印议程和议题单", "Print the agenda and sheets");
pub const PRINT_NOW: T = T("打印", "Print");
pub const PRINT_LEAD: T = T("A4 黑白，一份议程，每项议题一张。没有网络也能打开和打印。", "A4, black and white: the agenda, and one sheet an item. Opens and prints without network.");
pub const SAVED_OFFLINE: T = T("已保存到手机，没有网络也能打开和打印。", "Saved on this phone: it opens and prints without network.");

pub const DECISIONS: T = T("录入决议", "Enter decisions");
pub const DECISIONS_LEAD: T = T("照纸面逐项录入。全部录完后公开，每件议题的反映人和附议人都会收到。", "Enter them item by item from the paper. Once all are there, publish: whoever reported or seconded an item is told.");
pub const DECISION: T = T("决议", "Decision");
pub const OWNER: T = T("由谁办理", "Who carries it out");
pub const OWNER_HINT: T = T("单位或岗位，例如：物业工程部", "An organisation or office, such as: property firm, repairs");
pub const DUE: T = T("期限", "Due");
pub const REVIEW_ON: T = T("何时再议", "Comes back on");
pub const GROUND: T = T("依据", "Ground");
pub const WORDS: T = T("决议内容", "What was decided");
pub const WORDS_REASON: T = T("理由", "Reason");
pub const HANDS: T = T("举手赞成人数", "Hands raised for it");
pub const RECORD: T = T("保存这一项", "Save this item");
pub const RECORD_AGAIN: T = T("更正这一项", "Correct this item");
pub const RECORDED: T = T("已录入", "Entered");
pub const NOT_RECORDED: T = T("未录入", "Not entered");
pub const PROGRESS: T = T("已录入 {} / {} 项", "{} of {} entered");
pub const PUBLISH: T = T("公开决议", "Publish the decisions");
pub const PUBLISH_LEAD: T = T("公开后不能再改。", "They can't be changed afterwards.");
pub const DUE_ON: T = T("{}前", "by {}");
pub const REVIEW_ON_DATE: T = T("{} 再议", "comes back on {}");
pub const N_HANDS: T = T("举手 {} 人", "{} hands");

pub const SHEET_AGENDA: T = T("会议议程", "Agenda");
pub const SHEET_ITEM: T = T("议题单", "Item sheet");
pub const SHEET_ID: T = T("第 {} 次{} · 议题 {}", "Meeting {}, {} · Item {}");
pub const SHEET_ID_AGENDA: T = T("第 {} 次{}", "Meeting {}, {}");
pub const SHEET_ISSUE_NO: T = T("议题编号 {}", "Issue no. {}");
pub const COL_NO: T = T("序号", "No.");
pub const COL_ITEM: T = T("议题", "Item");
pub const COL_MINUTES: T = T("分钟", "Min.");
pub const COL_SUPPORT: T = T("附议", "Seconds");
pub const COL_SUPPORT_PARTS: T = T("线上 {}／代录 {}", "online {} / on behalf {}");
pub const TOTAL: T = T("合计", "Total");
pub const SHEET_TEXT: T = T("反映情况", "What it is about");
pub const SHEET_SUPPORT: T = T("支持情况", "Support");
pub const SHEET_RATE: T = T("附议率", "Support rate");
pub const SHEET_HANDS: T = T("会上举手", "Hands in the room");
pub const SHEET_DECISION: T = T("会议决议（勾选一项）", "Decision (tick one)");
pub const SHEET_OWNER: T = T("由谁办理", "Carried out by");
pub const SHEET_DUE: T = T("期限", "Due");
pub const SHEET_WORDS: T = T("决议内容或理由", "What was decided, or the reason");
pub const SHEET_CHAIR: T = T("主持人签名", "Chair");
pub const SHEET_RECORDER: T = T("记录人签名", "Recorder");
pub const SHEET_FROZEN: T = T("附议数为锁定时（{}）的数字；线上与代录分开统计，会上举手另计。", "Seconds as frozen at lock ({}). Online and on behalf are counted apart; hands in the room are separate.");
pub const SHEET_PHOTO: T = T("照片", "Photo");
pub const SHEET_PLACE: T = T("地点：{}", "Place: {}");
pub const SHEET_DRAFT: T = T("草案", "Draft");
