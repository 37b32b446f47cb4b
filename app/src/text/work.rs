//! Words about work: what becomes of what was decided, and what residents say of it.

pub use domain::words::work::{course, verdict};

use super::T;

pub const WORK: T = T("办理", "Work");
pub const WORKS: T = T("办理情况", "What is being done");
pub const FIGURES: T = T("办理统计", "Figures");
pub const WORKS_LEAD: T = T(
    "会议决定办的和直接办理的事，按期限排列。谁负责、办到哪一步，人人看得到。",
    "What meetings decided to do, and what is done without one, by date. Everybody sees who does it and how it goes.",
);
pub const WORKS_EMPTY: T = T(
    "现在没有正在办理的议题。会议决议公开后，要办的事会列在这里。",
    "Nothing is being done now. Once a meeting's decisions are published, what is to be done stands here.",
);
pub const WORKS_TOTAL_ONE: T = T("共 {} 件", "{} issue");
pub const WORKS_TOTAL_MANY: T = T("共 {} 件", "{} issues");
pub const WORKS_LATE_ONE: T = T("{} 件逾期", "{} is late");
pub const WORKS_LATE_MANY: T = T("{} 件逾期", "{} are late");
pub const WORKS_FIRST: T = T(
    "先列出最早到期的 {} 件。",
    "These are the {} that are due first.",
);
pub const ORDER: T = T("打印工单（PDF）", "Print the work order (PDF)");
pub const LATE_PAPER: T = T("打印逾期一览（PDF）", "Print what is late (PDF)");
pub const TO_ISSUE: T = T("回到议题", "Back to the issue");
pub const OPEN: T = T("办理这件事", "Handle it");
pub const OWNER: T = T("由谁办理", "Done by");
pub const DUE: T = T("期限", "By");
pub const LATE_SINCE: T = T("{}（已逾期）", "{} (late)");

pub const BEGIN: T = T("直接办理", "Take it on without a meeting");
pub const BEGIN_LEAD: T = T(
    "不用上会就能办的事，直接定下由谁办、什么时候办好。反映人和附议人会收到消息，办好后由他们评议。",
    "For what needs no meeting: say who does it and by when. Whoever reported or seconded it is told, and has the word on the result.",
);
pub const BEGIN_WHAT: T = T("要办什么", "What is to be done");
pub const BEGIN_DO: T = T("开始办理", "Begin");
pub const BEGUN: T = T("已开始办理", "Begun");
pub const NO_ORGANISATIONS: T = T(
    "名单里还没有承办单位。书记可以在“任职与单位”里添加物业、业委会等单位。",
    "No organisation is listed yet. The secretary adds the property firm and others under “Offices and organisations”.",
);

pub const PROGRESS: T = T("报告进展", "Report progress");
pub const PROGRESS_LEAD: T = T(
    "写给居民看：办了什么、接下来做什么。可以附照片。",
    "For residents to read: what was done, and what comes next. Photos may go with it.",
);
pub const PROGRESS_WORDS: T = T("办得怎么样", "How it goes");
pub const PROGRESS_DO: T = T("报告", "Report");
pub const PROGRESS_DONE: T = T("进展已公开", "Progress is published");

pub const CHANGE_DUE: T = T("改期", "Set a new date");
pub const CHANGE_DUE_LEAD: T = T(
    "改期要写明原因，居民会看到。",
    "A new date needs a reason, which residents read.",
);
pub const CHANGE_DUE_DO: T = T("改期", "Set the date");
pub const CHANGE_DUE_DONE: T = T("期限已改", "The date is changed");

pub const RESULT: T = T("公开实施结果", "Publish the result");
pub const RESULT_LEAD: T = T(
    "办好后写明做了什么、花了多少。反映人和附议人有 14 天可以评议：是否解决、是否满意。",
    "Say what was done and what it cost. Whoever reported or seconded it then has 14 days to say whether it is solved.",
);
pub const RESULT_WORDS: T = T("做了什么", "What was done");
pub const RESULT_ANSWER: T = T("上级怎么答复", "The answer that came back");
pub const RESULT_OWNERS: T = T("业主的决定意味着什么", "What the owners' decision means");
pub const COST: T = T("花费（元）", "Cost (yuan)");
pub const VERDICT: T = T("试点结论", "What the pilot has shown");
pub const HEADS: T = T("同意的业主（人）", "Owners in favour");
pub const OF_HEADS: T = T("业主总数（人）", "Of all owners");
pub const FLOOR_AREA: T = T("同意的面积（平方米）", "Floor area in favour (m²)");
pub const OF_AREA: T = T("总面积（平方米）", "Of all floor area (m²)");
pub const ADOPTED: T = T("表决通过", "Adopted");
pub const RESULT_DO: T = T("公开结果", "Publish the result");
pub const RESULT_DONE: T = T("结果已公开", "The result is published");

pub const PHOTOS_ADD: T = T("添加照片", "Add photos");
pub const PHOTO_BAD: T = T(
    "这张照片打不开，请换一张 JPEG 或 PNG 照片。",
    "This photo can't be opened. Please choose a JPEG or PNG.",
);
pub const PHOTOS_FULL: T = T("最多 {} 张照片。", "At most {} photos.");

pub const WORD: T = T("居民评议", "The residents' word");
pub const WORD_ASK: T = T("录入评议", "Enter their word");
pub const SOLVED: T = T("解决了", "Solved");
pub const NOT_SOLVED: T = T("没有解决", "Not solved");
pub const SATISFIED: T = T("满意", "Satisfied");
pub const NOT_SATISFIED: T = T("不满意", "Not satisfied");
pub const IS_SOLVED: T = T("问题解决了吗？", "Is the problem solved?");
pub const IS_SATISFIED: T = T(
    "您对办理满意吗？",
    "Are you satisfied with how it was done?",
);
pub const WORD_WORDS: T = T("想说的话", "In your words");
pub const WORD_WORDS_HINT: T = T(
    "不署名，给办理的人看。",
    "Shown without your name, to those who do the work.",
);
pub const WORD_DO: T = T("提交评议", "Send your word");
pub const WORD_CHANGE: T = T("修改评议", "Change your word");
pub const WORD_DONE: T = T("谢谢，评议已收到", "Thank you, your word has arrived");
pub const WORDS_OF_RESIDENTS: T = T("居民说的话", "What residents say");
