//! What printed papers say, in the browser and in PDFs alike.

use crate::meeting::Kind;

use super::T;

/// How many have to be present, and what it takes to pass something. Branch meetings: the party's
/// rules; residents' meetings: the law on neighbourhood committees. Hearings, coordination and
/// appraisal decide nothing by count.
pub fn quorum(kind: Kind) -> T {
    match kind {
        Kind::BranchCommittee => T(
            "实到不少于应到的一半，方可开会。",
            "The meeting may begin when at least half of those who should attend are present.",
        ),
        Kind::Members => T(
            "有表决权的党员实到超过应到的半数，方可开会；赞成人数超过应到的半数，方为通过。",
            "The meeting may begin when more than half of the voting members are present. Passed by more than half of those who should attend, not of those present.",
        ),
        Kind::Residents => T(
            "实到超过应到的半数，方可开会；赞成人数超过实到的半数，方为通过。",
            "The meeting may begin when more than half of those who should attend are present. Passed by more than half of those present.",
        ),
        Kind::Hearing | Kind::Coordination | Kind::Appraisal => T(
            "本次会议不设法定人数，请如实登记应到和实到。",
            "This meeting needs no set number. Please enter truthfully how many should attend and how many are present.",
        ),
    }
}

// Titles and running heads
pub const DRAFT: T = T("草案 · {}", "Draft · {}");
pub const VERSION: T = T("{} · 第 {} 版", "{} · Version {}");
pub const LOCKED_ON: T = T("{} · {}锁定", "{} · locked on {}");
pub const QR: T = T("二维码：{}", "QR code: {}");
/// What introduces a value.
pub const LABEL: T = T("{}：", "{}:");
pub const PAGE: T = T("第 {} 页，共 {} 页", "Page {} of {}");

// Agenda and notice
pub const NO: T = T("序号", "No.");
pub const ITEM: T = T("议题", "Item");
pub const MIN: T = T("分钟", "Min.");
/// From when until when an item is dealt with.
pub const CLOCK: T = T("{}–{}", "{}–{}");
pub const WHEN: T = T("时间", "Time");
pub const REPORTS: T = T("汇报人", "Reports");
/// How many items, and how many of the meeting's minutes they take.
pub const COUNTS: T = T(
    "共 {} 项议题，合计 {} 分钟，可用 {} 分钟。",
    "Items: {}. They take {} of {} minutes.",
);
pub const LAST_MEETING: T = T(
    "上次（第 {} 次）会议的决议办得怎么样了",
    "What became of the decisions of meeting {}",
);
pub const NOTES: T = T("备注", "Notes");
pub const STANDS: T = T("现在", "Where it stands");
pub const MORE_DECISIONS: T = T(
    "还有 {} 项这里没有列出，见网上会议页面。",
    "Not asked after here: {}. They stand on the meeting's page.",
);
pub const FROZEN: T = T(
    "附议人数以 {} 锁定时为准。线上与代录分别计数；会上表决另计，不并入附议。",
    "Support is as it stood when the agenda was locked on {}. Online and on behalf are counted apart; votes in the room are not added to it.",
);
pub const SUPPLEMENT_NOTE: T = T(
    "议程锁定以后补充的议题，逐项编号并写明理由。原议程不变。",
    "Added after the agenda was locked, numbered, each with its reason. The agenda itself stays as it was.",
);
pub const DRAFT_NOTE: T = T(
    "这是草案，议题和附议人数还会变化。",
    "This is a draft: items and support will still change.",
);
pub const FINGERPRINT: T = T(
    "锁定议程的指纹（SHA-256）：",
    "Fingerprint of the locked agenda (SHA-256):",
);
pub const NOTICE: T = T(
    "兹定于{}在{}召开{}，研究下列议题。请准时参加；不能到会的，请提前请假。",
    "You are invited on {}, at {}, to the {}, which will deal with the following items. Please be on time, and tell us beforehand if you can't come.",
);
pub const NOTICE_READ: T = T(
    "扫右上角的二维码，可以看议程和每件议题的情况。",
    "The code at the top right leads to the agenda and to what is known about each item.",
);
/// Of all items together.
pub const SHEETS: T = T("议题单（每项一张，正反面）", "Item sheets, one leaf each");
pub const ISSUED_BY: T = T("通知单位", "Issued by");
pub const DAY: T = T("日期", "Date");

// An item
pub const TIME: T = T("用时", "Time");
/// Clock times, and minutes.
pub const FROM_TO: T = T("{}（{} 分钟）", "{} ({} min)");
pub const PUT_FORWARD: T = T("提出", "Put forward by");
pub const RESIDENTS: T = T("居民", "residents");
pub const SECRETARY: T = T("党支部书记", "the branch's secretary");
/// Where a text goes on that found no room.
pub const REST: T = T(
    "（未完，其余请扫右上角的二维码）",
    "(It goes on: scan the code at the top right.)",
);
/// A day, and what happened.
pub const ON_DAY: T = T("{}　{}", "{}: {}");
pub const MEETING_DECIDED: T = T("第 {} 次会议决议：{}", "Meeting {} decided: {}");
pub const ANSWERED: T = T("答复：{}", "Answered: {}");
pub const MORE_EARLIER: T = T(
    "更早的还有 {} 条，见议题页面。",
    "{} earlier ones stand on its page.",
);
pub const MORE_PHOTOS: T = T("其余照片", "More photos");
/// At the top of a leaf's back: the item and its title.
pub const BACK_OF: T = T("{} · {}", "{} · {}");
pub const ON_PLAN: T = T("见平面图", "See the plan");
pub const HOUSEHOLDS: T = T("{}（{} 户）", "{} (households: {})");
pub const RATE: T = T("附议率", "Rate");
pub const COMMON: T = T("共识度", "Common ground");
pub const AREAS_OF: T = T("{}／{} 个片区", "{} of {} areas");
pub const RATE_OF: T = T("{}／{} 户", "{} of {}");
pub const BOX: T = T("空格，手写数字", "Empty box for a number");
pub const HANDS: T = T("会上举手", "Hands raised");
pub const PLAN: T = T("平面图上的位置", "Place on the estate's plan");
pub const DECISION: T = T("会议决议（勾选一项）", "Decision (tick one)");
pub const GROUND: T = T(
    "转街镇的依据（勾选一项）：",
    "If referred, on which ground (tick one):",
);
pub const OWNER: T = T("由谁办理", "Carried out by");
pub const DUE_OR_BACK: T = T("期限／再议日期", "Due or back on");
pub const WORDS: T = T(
    "决议内容，或者不办、暂缓、转办的理由",
    "What was decided in words, or the reason",
);
pub const CHAIR_SIGNS: T = T("主持人签名", "Chair, signature");
pub const RECORDER_SIGNS: T = T("记录人签名", "Recorder, signature");

// In the room
pub const SHOULD_ATTEND: T = T("应到", "Should attend");
pub const PRESENT: T = T("实到", "Present");
pub const PRESENT_RATE: T = T("比例", "Share");
pub const EXCUSED: T = T("请假", "Excused");
pub const ABSENT: T = T("缺席", "Absent");
pub const NAME: T = T("姓名", "Name");
pub const FROM: T = T("单位或楼栋", "From");
pub const SIGNATURE: T = T("签名", "Signature");
pub const NOBODY_FROM: T = T(
    "无人到会的楼栋（会后勾选）",
    "Buildings with nobody present (tick after the meeting)",
);
pub const NOBODY_FROM_LINE: T = T("无人到会的楼栋", "Buildings with nobody present");
pub const CHAIR: T = T("主持人", "Chair");
pub const RECORDER: T = T("记录人", "Recorder");
pub const OBSERVERS: T = T("列席", "Observers");
pub const POINTS: T = T("发言要点", "Points made");
pub const DISSENT: T = T("不同意见（原话写全）", "Dissent (in full, as it was said)");
pub const FOR: T = T("赞成", "For");
pub const AGAINST: T = T("反对", "Against");
pub const ABSTAIN: T = T("弃权", "Abstain");
pub const OTHER_BUSINESS: T = T("其他事项", "Other business");
pub const ON_LEAVES: T = T(
    "每项议题的表决、决议、发言要点和不同意见写在它的议题单上（共 {} 张），议题单和签到表是本记录的一部分。",
    "Votes, decisions, points made and dissent stand on each item's sheet ({} of them); these and the sign-in sheet are part of this record.",
);
pub const ATTACHED: T = T(
    "发言要点和不同意见原文见所附议题单的背面，签到表附后。",
    "Points made and dissent, in full, stand on the backs of the attached item sheets; the sign-in sheet is attached.",
);
pub const BEGAN: T = T("实际开始", "Began at");
pub const ENDED: T = T("结束", "Ended at");
pub const NEXT_MEETING: T = T("下次会议", "Next meeting");
pub const NOT_DECIDED: T = T("（决议尚未录入）", "(not entered yet)");

// After it
pub const DECIDED: T = T("决议", "Decision");
pub const BACK_ON: T = T("再议日期", "Back on");
pub const ON_GROUND: T = T("依据", "Ground");
pub const SUPPORT: T = T("附议", "Support");
pub const SUPPORT_WORDS: T = T("线上 {}，代录 {}", "{} online, {} on behalf");
pub const VOTES: T = T("表决", "Votes");
pub const HANDS_COUNTED: T = T("{} 人", "{}");
pub const RESOLUTION_LEAD: T = T(
    "{}{}已就下列议题作出决议，现予公开。",
    "{}, {}: what was decided about the following items is made public here.",
);
pub const RESOLUTION_ASK: T = T(
    "对决议有疑问或不同意见，可以在议题页面上反映，也可以向居委会当面提出。",
    "Questions and objections are welcome: on the page of the item, or in person at the neighbourhood committee.",
);
/// Of who gave something for it.
pub const HELPED: T = T("得到帮助：{}", "With help: {}");
/// Of whoever does not want to be named.
pub const NEIGHBOUR: T = T("一位邻居", "a neighbour");
pub const RESULT_LEAD: T = T(
    "下列议题经会议决议办理，实施结果公开如下。",
    "What came of the items that the meeting decided to have done:",
);
pub const RESULT_NONE: T = T(
    "本次会议没有需要公开实施结果的决议。",
    "No decision of this meeting has a result to publish.",
);
pub const OWNER_AND_DUE: T = T("办理单位／期限", "Who, by when");
pub const DECISION_AND_WORDS: T = T("议题和决议", "Item and decision");
pub const RESULT: T = T("实施结果", "Result");
pub const PUBLISHED_BY: T = T("公开单位（盖章）", "Published by (stamp)");
pub const PUBLISHED_ON: T = T("公开日期", "Published on");

// From door to door
pub const COLLECT: T = T("上门收集附议表", "Collecting seconds from door to door");
pub const COLLECT_HOW: T = T(
    "每位邻居一行：写姓名，在要附议的议题编号下打勾，本人签名。已经在手机上附议过的不必再填。填好后由楼组长或居委会逐户录入。",
    "One line for each neighbour: their name, a tick below each issue that they second, and their signature. Whoever has seconded on a phone is not entered again. The building leader or the committee enters it afterwards.",
);
pub const COLLECT_NUMBER: T = T("编号 {}：", "No. {}:");
pub const COLLECT_DOOR: T = T("室号", "Door");
pub const COLLECT_BY: T = T("收集人签名", "Collected by");

// Work
pub const WORK_ORDER: T = T("办理工单", "Work order");
pub const LATE_WORK: T = T("逾期未办结一览（督办）", "Late work");
pub const PRINTED: T = T("{}打印", "printed on {}");
pub const COURSE: T = T("办理方式", "How");
pub const NO_DUE: T = T("未定", "not set");
pub const TO_DO: T = T("要做什么", "What is to be done");
pub const DONE: T = T("办理情况（办完填写）", "What was done (fill in afterwards)");
pub const DONE_HOW: T = T("做了什么，结果怎样", "What was done, and what came of it");
pub const DONE_ON: T = T("完成日期", "Done on");
pub const COST: T = T("花费（元）", "Cost (yuan)");
pub const DONE_BY: T = T("办理人签名", "Done by, signature");
pub const ACCEPTED_BY: T = T("验收人签名", "Checked by, signature");
pub const NUMBER_SHORT: T = T("编号", "No.");
pub const WHY_LATE: T = T("原因和新的日期", "Why, and the new date");
pub const DAYS_LATE: T = T("已逾期 {} 天", "{} days late");
pub const LATE_COUNT: T = T(
    "逾期未办结 {} 件（正在办理的共 {} 件），按期限先后排列。",
    "Late: {}, of {} in work; the longest first.",
);
pub const NONE_LATE: T = T("没有逾期未办结的事项。", "No work is late.");
pub const MORE_LATE: T = T(
    "另有 {} 件逾期未列在这里，见网上办理页面。",
    "{} more are late; see the page of work.",
);
pub const SUPERVISED_BY: T = T("督办人签名", "Supervised by");
