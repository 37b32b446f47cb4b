//! Words about meetings: agenda, sheets, decisions.

use domain::agenda::Rule;
use domain::meeting::Status;
use domain::words::list;
pub use domain::words::meeting::{
    AGENDA, AGENDA_REASON, DUE, MINUTES, N_MINUTES, STARTS_AT, SUPPLEMENT, TITLE, VENUE, ground,
    kind,
};

use super::{T, language, t, tf};

/// A meeting status's name.
pub fn status(status: Status) -> T {
    match status {
        Status::Draft => T("议程准备中", "Agenda in preparation"),
        Status::Locked => T("议程已锁定", "Agenda locked"),
        Status::Published => T("决议已公开", "Decisions published"),
    }
}

/// A rule's name.
pub fn rule(rule: Rule) -> T {
    match rule {
        Rule::EqualShares => T("平分时间", "Equal shares of time"),
        Rule::Seconds => T("只看附议人数", "Number of supporters only"),
    }
}

// Lists and facts
pub const MEETINGS: T = T("会议", "Meetings");
pub const EMPTY: T = T(
    "还没有会议。议程锁定后会在这里公开。",
    "No meetings yet. Agendas show here once they are locked.",
);
/// What the list has for whoever is told of its address.
#[cfg(feature = "ssr")]
pub const PUBLISHED_LEAD: T = T(
    "居民最关心的事，怎样上会、怎样决定：公开的会议议程和决议。",
    "What residents care about most, and what meetings decide: published agendas and decisions.",
);
pub const ITEMS_ONE: T = T("{} 项议题", "{} item");
pub const ITEMS_MANY: T = T("{} 项议题", "{} items");
pub const NUMBER: T = T("第 {} 次会议", "Meeting {}");
pub const CALENDAR: T = T("加到手机日历", "Add it to your calendar");
pub const LOCKED: T = T("锁定于", "Locked");

// Creating and changing one
pub const NEW: T = T("新建会议", "New meeting");
pub const CREATE: T = T("建立并编排议程", "Create, and draft the agenda");
pub const CREATE_LEAD: T = T(
    "系统按本居民区的规则，在会议时间内编排议程草案。之后您可以人工调整。",
    "The community's rule fills a draft agenda with as much as the minutes allow. You can change it by hand afterwards.",
);
pub const CHANGE: T = T("修改时间、地点或类型", "Change time, place or kind");
pub const CHANGE_DO: T = T("保存修改", "Save the change");
pub const CHANGED: T = T("已修改。", "Changed.");
pub const KIND: T = T("会议类型", "Kind of meeting");
pub const VENUE_HINT: T = T(
    "例如：居委会二楼会议室",
    "For example: committee office, second floor",
);
pub const MINUTES_FIELD: T = T("讨论议题的分钟数", "Minutes for items");
pub const MINUTES_HINT: T = T("{} 到 {} 分钟", "{} to {} minutes");

// The agenda
pub const AGENDA_LATER: T = T(
    "议程还在准备，锁定后在这里公开。",
    "The agenda is being prepared. It shows here once it is locked.",
);
pub const AGENDA_EMPTY: T = T(
    "草案上还没有议题。已受理并有人附议的议题，可以从下面列入。",
    "Nothing is on the draft yet. Accepted issues can be added from below.",
);
pub const CHANGES: T = T("人工调整", "Changes by hand");
pub const EARLIER_CHANGE: T = T(
    "更早的 {} 处调整见各议题的办理经过。",
    "{} earlier change stands on the page of its issue.",
);
pub const EARLIER_CHANGES: T = T(
    "更早的 {} 处调整见各议题的办理经过。",
    "{} earlier changes stand on the pages of their issues.",
);
pub const PRINT: T = T("打印议程和议题单", "Print the agenda and sheets");
pub const DECISIONS: T = T("录入决议", "Enter decisions");
pub const TO_MEETING: T = T("回到会议", "Back to the meeting");

// The draft, for whoever prepares it
pub const DRAFT_AGENDA: T = T("议程草案", "Draft agenda");
pub const MINUTES_USED: T = T("已排 {} 分钟，可用 {} 分钟", "{} of {} minutes");
pub const MINUTES_OVER: T = T("超出 {} 分钟", "{} minutes too many");
pub const MINUTES_LEFT: T = T("还剩 {} 分钟", "{} minutes left");
pub const FILL_AGAIN: T = T("按最新附议重新编排", "Fill again by the latest support");
pub const FILL_AGAIN_HINT: T = T(
    "您列入的保留，撤下的不会自动回来；其余按最新附议重排，人工调整的顺序取消。",
    "The item that you added stays, and those you dropped stay off. The rest is put in the rule's order anew.",
);
pub const OUTDATED: T = T(
    "这份草案编排之后又有了新的附议或变化，按规则结果已经不同。请重新编排、看过之后再锁定。",
    "Since this draft was filled, there were new seconds or changes, and the rule now gives another agenda. Fill it again and look at it before you lock it.",
);
pub const FILLED: T = T("已重新编排。", "Filled again.");
pub const UNLISTED: T = T("未列入的议题", "Not on the agenda");
pub const UNLISTED_EMPTY: T = T(
    "可以列入的议题都已在议程上。",
    "Every issue that can be on the agenda is on it.",
);
pub const MORE_UNLISTED: T = T(
    "另有 {} 件附议较少，没有列在这里。全部按排名：",
    "{} more, with fewer seconds, are not listed here. All of them, by rank:",
);
pub const ADD: T = T("列入", "Add");
pub const ADD_LABEL: T = T("列入“{}”", "Add “{}”");
pub const DROP: T = T("撤下", "Drop");
pub const DROP_LABEL: T = T("撤下“{}”", "Drop “{}”");
pub const UP: T = T("上移", "Up");
pub const UP_LABEL: T = T("上移“{}”", "Up: “{}”");
pub const DOWN: T = T("下移", "Down");
pub const DOWN_LABEL: T = T("下移“{}”", "Down: “{}”");
pub const PLACE_LABEL: T = T("把“{}”移到第几项", "Move “{}” to place");
pub const PLACE: T = T("第 {} 项", "Place {}");
pub const MOVED: T = T("“{}”：第 {} 项 → 第 {} 项", "“{}”: place {} → {}");
pub const MOVES: T = T("顺序改了，还没有保存", "The new order is not kept yet");
pub const MOVES_WHY: T = T("写理由并保存", "Give a reason and keep it");
pub const MOVES_KEEP: T = T("保存顺序", "Keep the order");
pub const MOVES_KEPT: T = T("顺序已保存。", "The order is kept.");
pub const MOVES_UNDO: T = T("恢复原来的顺序", "Back to the order before");
pub const MOVES_FIRST: T = T(
    "顺序还没有保存。先保存或恢复，再锁定。",
    "The new order is not kept yet. Keep it, or go back to the one before, and then lock.",
);
pub const AFTER_WAIT: T = T("正在计算这会带来什么…", "Working out what comes of it…");
pub const AFTER_UNKNOWN: T = T(
    "没有网络，现在不能告诉您这会带来什么。连上网络后再改。",
    "Without network nobody can tell what would come of it. Change it when you are connected.",
);
pub const WHY_ADD: T = T("为什么列入“{}”？", "Why add “{}”?");
pub const WHY_DROP: T = T("为什么撤下“{}”？", "Why drop “{}”?");
pub const SET_MINUTES: T = T("改时间", "Minutes");
pub const SET_MINUTES_LABEL: T = T("改时间：“{}”", "Minutes of “{}”");
pub const WHY_MINUTES: T = T("为什么改“{}”的用时？", "Why change the minutes of “{}”?");
pub const SECONDED_BY: T = T("{} 人附议", "seconded by {}");
pub const DROPPED: T = T("已撤下。理由：{}", "Dropped. Reason: {}");
pub const LOCK: T = T("锁定议程", "Lock the agenda");
pub const LOCK_LEAD: T = T(
    "开会前锁定，然后打印。",
    "Lock it before the meeting, then print it.",
);
pub const LOCK_SURE: T = T(
    "锁定后议程不能再改：附议人数定格，全体居民可以看到议程，附议过的人会收到消息。",
    "Once locked, the agenda can't be changed: the numbers of support are frozen, everybody sees it, and those who seconded an item are told.",
);
pub const LOCK_DO: T = T("确定锁定", "Yes, lock it");
pub const LOCKED_DONE: T = T(
    "议程已锁定，可以打印了。",
    "The agenda is locked and can be printed.",
);

// After the lock
pub const SUPPLEMENT_LEAD: T = T(
    "议程锁定后不再改动。确需增加的，作为补充议题编号列在最后，并写明理由。",
    "A locked agenda no longer changes. What has to be added is a numbered supplement at its end, with a reason.",
);
pub const SUPPLEMENT_WHICH: T = T("哪一件", "Which issue");
pub const SUPPLEMENT_DO: T = T("列为补充议题", "Add as a supplement");
pub const SUPPLEMENT_DONE: T = T("已列为补充议题。", "Added as a supplement.");
pub const HOW_CHOSEN: T = T("议程是怎么排出来的", "How this agenda was chosen");
pub const DOCUMENT: T = T("下载核对数据", "Download the data to check");
pub const DOWNLOADS: T = T("谁下载过核对数据", "Who downloaded the data to check");
pub const VERIFY: T = T("核对议程", "Check this agenda");
pub const VERIFY_LEAD: T = T(
    "照打印的议程下方输入指纹。系统用保存的数据（或您下载的文件）重新计算一遍，告诉您是不是同一份议程、规则是不是这样选的。",
    "Type the fingerprint at the foot of the printed agenda. The agenda is computed again, from the data kept here or from a file that you downloaded, and you learn whether it is the same and whether the rule chose it.",
);
pub const VERIFY_FINGERPRINT: T = T("纸上的指纹（64 位）", "Fingerprint on paper (64 digits)");
pub const VERIFY_FINGERPRINT_HINT: T = T(
    "数字和字母 a 到 f，空格可有可无",
    "Digits and the letters a to f, with or without blanks",
);
pub const VERIFY_FILE: T = T(
    "下载的核对数据（不选就用这里保存的）",
    "The data that you downloaded (without it, what is kept here is checked)",
);
pub const VERIFY_DO: T = T("核对", "Check");
pub const VERIFY_NOTE: T = T(
    "不想只信这台服务器，可以在自己的电脑上核对：twoline agenda verify 文件 --fingerprint 指纹。",
    "If you would rather not rely on this server, check on a computer of your own: twoline agenda verify FILE --fingerprint DIGITS.",
);
pub const MY_LINE: T = T("我的附议在这次议程里", "What my seconds did here");
pub const MY_LINE_LEAD: T = T("这一页只有您自己看得到。", "Nobody but you sees this page.");

// How agendas are made
pub const SETTINGS: T = T("议程规则", "How agendas are made");
pub const SETTINGS_LEAD: T = T(
    "改动从下一次编排或锁定起生效，并记录在案。",
    "A change holds from the next time an agenda is filled or locked, and is on record.",
);
pub const SETTINGS_RULE: T = T("规则", "Rule");
pub const SETTINGS_RESERVED: T = T(
    "每次为久未上会的片区保留几项",
    "Items kept for areas that were not heard lately",
);
pub const SETTINGS_UNHEARD: T = T(
    "连续几次议程没有议题，算久未上会",
    "Agendas without an item after which an area counts as not heard",
);
pub const SETTINGS_PASSED_OVER: T = T(
    "连续几次没排上的议题直接列入（0 为从不）",
    "Agendas that pass an issue over before it is listed (0 for never)",
);
pub const SETTINGS_WORD: T = T("评议设置", "The residents' word on results");
pub const SETTINGS_DONE: T = T("已保存。", "Saved.");

pub const SETTINGS_EXAMPLE: T = T("上次议程的例子", "The last agenda as an example");
pub const WHY_HERE: T = T("谁出了多少时间", "Who gave how much time");

// Entering decisions
pub const DECISIONS_LEAD: T = T(
    "照会上填写的议题单逐项录入，每项保存一次。全部录完后公开。",
    "Enter them from the sheets that were filled in at the meeting, and save each. Once all are entered, publish.",
);
pub const DECISIONS_NOT_YET: T = T(
    "议程还没有锁定。锁定并开会之后，在这里录入决议。",
    "The agenda is not locked yet. Decisions are entered here after the meeting.",
);
pub const DECISIONS_OVER: T = T(
    "决议已经公开，不能再改。",
    "The decisions are published and no longer change.",
);
pub const DECIDED: T = T("决议：{}", "Decision: {}");
/// What an earlier version entered.
pub const OWNER_NAMED: T = T("原来写的是“{}”", "It was written as “{}”");
pub const OWNER_FIELD: T = T(
    "由谁办理（单位或岗位）",
    "Who carries it out (an organisation or office)",
);
pub const REVIEW_ON: T = T("哪一天再议", "Comes back on");
pub const GROUND: T = T("转街镇的依据", "Ground for referring it");
pub const WORDS: T = T("决议内容或理由", "What was decided, or the reason");
pub const WORDS_HINT: T = T(
    "转街镇、暂缓和不办，必须写明理由。",
    "A reason is needed to refer or defer it, or when it is not done.",
);
pub const HANDS: T = T("举手赞成的人数", "Hands raised for it");
pub const IN_FAVOUR: T = T("赞成票数", "Votes for it");
pub const AGAINST: T = T("反对票数", "Votes against");
pub const ABSTAINED: T = T("弃权票数", "Abstained");
pub const RECORD: T = T("保存这一项", "Save this item");
pub const ENTERED: T = T("已录入", "Entered");
pub const NOT_ENTERED: T = T("未录入", "Not entered");
pub const PROGRESS: T = T("已录入 {} 项，共 {} 项", "{} of {} entered");
pub const PUBLISH: T = T("公开决议", "Publish the decisions");
pub const PUBLISH_WAITS: T = T(
    "还有录入的决议待发送。联网送达以后再公开。",
    "Decisions that you entered still wait to be sent. Publish once they have been delivered.",
);
pub const PUBLISH_LEAD: T = T(
    "会议开始以后，每一项都录入了，才能公开。",
    "The meeting has to have begun, and every item to be entered.",
);
/// Before what is still missing.
pub const PUBLISH_MISSING: T = T("还不能公开：", "They can't be published yet:");
pub const PUBLISH_SURE: T = T(
    "公开后不能再改。决议会显示在每件议题上，反映人和附议过的人会收到消息。",
    "They can't be changed afterwards. Each shows on its issue; those who reported or seconded it are told.",
);
pub const PUBLISH_DO: T = T("确定公开", "Yes, publish");
pub const PUBLISHED: T = T("决议已公开。", "The decisions are published.");

// Paper
pub const PRINT_NOW: T = T("打印", "Print");
pub const PRINT_LEAD: T = T(
    "A4 黑白，双面打印。主持人和记录人各用一套，其他人每人一份议程摘要。没有网络也能打开和打印；PDF 由服务器排版，需要网络。",
    "A4, black and white, on both sides: a set each for chair and recorder, a digest for everybody else. It opens and prints without network; the PDFs are typeset by the server and need one.",
);
pub const PAPERS: T = T("要打印的文件和语言", "Which papers, and their language");
pub const SHOW_PAPERS: T = T("显示所选", "Show these");
pub const PDF_SET: T = T("PDF：会议用的一套", "PDF: the set for the meeting");
pub const PDF_DIGEST: T = T("PDF：议程摘要", "PDF: digest for everybody");
pub const PDF_ALL: T = T("PDF：全部文件", "PDF: all papers");

/// All that is missing before decisions can be published, each a sentence: the meeting has not
/// begun; items, by their positions, have none.
pub fn missing(not_begun: bool, undecided: &[u32]) -> Vec<String> {
    let mut missing = vec![];
    if not_begun {
        missing.push(t(T("会议还没有开始。", "The meeting has not begun.")).to_owned());
    }
    if !undecided.is_empty() {
        missing.push(tf(
            T("第 {} 项还没有填写决议。", "Item {} has no decision yet."),
            &[&list(undecided, language())],
        ));
    }
    missing
}
