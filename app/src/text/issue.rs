//! Words about issues: filing, the feed, an issue's page, the desk.

use domain::issue::{FeedOrder, Status};
pub use domain::words::issue::{
    AREA, CATEGORY, NO_PLACE, NUMBER, ON_BEHALF, ONLINE, PHOTO_OF, PLACE, URGENT, WHOLE_ESTATE,
    category, decision, next,
};

use super::T;

/// A status's name.
pub fn status(status: Status) -> T {
    match status {
        Status::Filed => T("待受理", "Filed"),
        Status::Accepted => T("附议中", "Gathering seconds"),
        Status::Declined => T("不予受理", "Declined"),
        Status::Withdrawn => T("已撤回", "Withdrawn"),
        Status::OnAgenda => T("已列议程", "On the agenda"),
        Status::Decided => T("已决议", "Decided"),
        Status::InWork => T("办理中", "Being done"),
        Status::Appraisal => T("待评议", "Result published"),
        Status::Returned => T("重新办理", "Taken up again"),
        Status::Deferred => T("暂缓", "Deferred"),
        Status::Closed => T("办结", "Closed"),
    }
}

/// An order of the feed.
pub fn order(order: FeedOrder) -> T {
    match order {
        FeedOrder::Newest => T("最新", "Newest"),
        FeedOrder::MostSeconded => T("附议最多", "Most seconded"),
        FeedOrder::Ranked => T("上会排序", "For meetings"),
        FeedOrder::Mine => MINE,
        FeedOrder::Common => T("共识", "Shared"),
    }
}

pub const REPORT: T = T("反映问题", "Report an issue");
pub const FEED: T = T("议题", "Issues");
pub const MINE: T = T("与我有关", "Mine");
pub const LIST: T = T("列表", "List");
pub const PAGES: T = T("翻页", "Pages");
pub const ORDER: T = T("排序", "Order");
pub const ALL: T = T("全部", "All");
pub const SEARCH: T = T("搜索标题和说明", "Search titles and details");
pub const SEARCH_DO: T = T("搜索", "Search");
pub const NEAR_ME_FAILED: T = T(
    "没有得到定位。请在手机设置里允许定位，再试一次。",
    "The phone gave no position. Allow it in the phone's settings and try again.",
);
pub const NEAR_ME: T = T("离我近", "Near me");
pub const FIND: T = T("搜索和筛选", "Find");
/// Words that are looked for.
pub const QUOTED: T = T("“{}”", "“{}”");
pub const FILTER: T = T("筛选", "Filter");
pub const FILTERED: T = T("筛选：{}", "Filter: {}");
pub const BY_STATUS: T = T("状态", "Status");
pub const COUNT_ONE: T = T("共 {} 件", "{} issue");
pub const COUNT_MANY: T = T("共 {} 件", "{} issues");
pub const COUNT_MORE: T = T("超过 {} 件", "More than {} issues");
pub const OLDER: T = T("更多", "More");
pub const FIRST_PAGE: T = T("回到第一页", "Back to the first page");
pub const FEED_EMPTY: T = T(
    "这里还没有议题。发现问题，就从您开始。",
    "Nothing here yet. If something bothers you, be the first.",
);
pub const FEED_EMPTY_FILTER: T = T("没有议题符合筛选条件。", "No issue matches the filter.");
pub const FEED_EMPTY_WORDS: T = T(
    "没有找到“{}”。换个说法再搜，或看全部议题。",
    "Nothing found for “{}”. Try other words, or see all issues.",
);
pub const FEED_EMPTY_MINE: T = T(
    "您还没有反映或附议过议题。看看邻居反映了什么，或自己反映一件。",
    "You have not reported or seconded anything yet. See what neighbours reported, or report something yourself.",
);
pub const ALL_ISSUES: T = T("全部议题", "All issues");

pub const SECOND: T = T("附议", "Second");
pub const SECONDED: T = T("已附议", "Seconded");
/// Read aloud between the button's word and its number.
pub const SECOND_OF: T = T("“{}”，现有", "“{}”, now");
/// Read aloud after the number of seconds.
pub const PEOPLE: T = T("人", "people");
pub const SECONDS_ONE: T = T("{} 人附议", "{} second");
pub const SECONDS_MANY: T = T("{} 人附议", "{} seconds");
/// Online and on behalf, each with its number.
pub const SECONDS_PARTS: T = T("（{} {}，{} {}）", "({} {}, {} {})");
pub const TAKE_BACK_WAITS: T = T(
    "还没有送达；网络通了，附议会自动收回。",
    "Not delivered yet: your second is taken back by itself once the network is there.",
);
pub const SECOND_WAITS: T = T(
    "还没有送达；网络通了，附议会自动送到。",
    "Not delivered yet: your second is delivered by itself once the network is there.",
);

pub const SUPPORT: T = T("支持情况", "Support");
pub const RATE_TEXT: T = T(
    "{}：{} 户附议，共 {} 户（{}%）",
    "{}: {} of {} households ({}%)",
);
pub const NO_TEXT: T = T("没有更多文字说明。", "No further words.");
pub const DISCRETION: T = T("不对邻居显示", "Not shown to neighbours");
pub const NAMELESS: T = T(
    "我的名字（居委会看得到）",
    "My name (the committee sees it)",
);
pub const AT_HOME: T = T(
    "家里的事：只显示楼栋（居委会看得到位置）",
    "It is about my home: show the building only (the committee sees where)",
);
pub const IMPORTED: T = T("外部导入", "Imported");
pub const TRACE: T = T("办理经过", "What has happened");
pub const EARLIER_ONE: T = T("更早的 {} 条", "{} earlier entry");
pub const EARLIER_MANY: T = T("更早的 {} 条", "{} earlier entries");
pub const TRACE_LATEST: T = T("回到最近的经过", "Back to what happened last");
pub const SHOW_ON_PLAN: T = T("在平面图上", "On the plan");
pub const POSITION_OUTSIDE: T = T("位置在平面图以外：{}，{}", "Outside the plan: {}, {}");

pub const EDIT: T = T("修改", "Edit");
pub const EDIT_TITLE: T = T("修改议题", "Edit the issue");
pub const EDIT_LEAD: T = T(
    "党支部答复之前可以修改。原来的文字会保留在办理经过里。",
    "You can edit until the branch has answered. The earlier text stays in the trace.",
);
pub const ADD_FACTS: T = T("补充情况", "Add facts or photos");
pub const ADD_FACTS_LEAD: T = T(
    "原来的反映不变，补充的写在办理经过里，注明日期；附议的邻居会收到通知。",
    "What you reported stays as it is. What you add stands with its date in what has happened, and neighbours who seconded it are told.",
);
pub const FACTS: T = T("有什么新情况", "What is new");
pub const FACTS_HINT: T = T(
    "例如：什么时候又发生了，情况有没有变",
    "For example: when it happened again, or how it has changed",
);
pub const ADDED: T = T(
    "已补充，附议的邻居会收到通知。",
    "Added. Neighbours who seconded it are told.",
);
pub const WITHDRAW: T = T("撤回", "Withdraw");
pub const WITHDRAW_LEAD: T = T(
    "撤回后不能恢复，附议的邻居会收到通知。",
    "This can't be undone. Neighbours who seconded it are told.",
);
pub const WITHDRAW_REASON: T = T("撤回原因", "Why you withdraw it");

pub const FILE_LEAD: T = T(
    "写清是什么、在哪里。邻居马上就能看到并附议，党支部会答复。",
    "Say what it is and where. Neighbours see it at once and can second it; the branch will answer.",
);
pub const CHOOSE: T = T("请选择", "Please choose");
pub const CATEGORY_WHICH: T = T("是哪一类问题？", "What kind of thing is it?");
pub const TITLE: T = T("标题", "Title");
pub const TITLE_HINT: T = T(
    "一句话，例如“3 号楼二楼楼道灯不亮”",
    "One sentence, such as “The light on floor 2 of No. 3 is broken”",
);
pub const BODY: T = T("说明", "Details");
pub const BODY_HINT: T = T(
    "什么时候开始的，影响了谁，您希望怎样解决",
    "Since when, whom it affects, what you hope for",
);
pub const PHOTOS: T = T("照片", "Photos");
pub const PHOTO_HINT: T = T(
    "最多 {} 张，会缩小后上传，拍摄信息会删除。请不要拍到人脸和车牌。",
    "Up to {}. They are made smaller before sending, and their hidden data is removed. Please leave out faces and number plates.",
);
pub const PHOTO_CHOOSE: T = T("拍照或选照片", "Take or choose photos");
pub const PHOTO_REMOVE: T = T("去掉照片", "Remove the photo");
pub const PHOTO_KEPT: T = T(
    "刚才的照片还在，不用再选。",
    "Your photos are still here; no need to choose them again.",
);
pub const PHOTO_PREVIEW: T = T("所选照片", "The chosen photo");
pub const WHERE: T = T("地点", "Where");
pub const WHERE_HINT: T = T(
    "任选一种：选楼栋、在图上点一下，或用手机定位。",
    "In any of three ways: choose a building, tap the plan, or use the phone's position.",
);
pub const BUILDING: T = T("楼栋", "Building");
pub const NO_BUILDING: T = T("不在某一栋楼", "Not at one building");
pub const USE_GPS: T = T("用手机定位", "Use my position");
pub const GPS_WAITING: T = T("正在定位…", "Finding the position…");
pub const GPS_FAILED: T = T(
    "没有得到定位。请在图上点一下，或选楼栋。",
    "The phone gave no position. Tap the plan or choose a building instead.",
);
pub const GPS_DONE: T = T(
    "已定位，误差约 {} 米。",
    "Position found, within about {} m.",
);
pub const GPS_COARSE: T = T(
    "定位不够准，误差约 {} 米，没有采用。请在图上点一下，或选楼栋。",
    "The position is good to about {} m only, so it is not used. Tap the plan or choose a building instead.",
);
pub const GPS_ELSEWHERE: T = T(
    "您现在的位置不在本小区附近，没有采用。请在图上点一下，或选楼栋。",
    "You are not near this estate now, so your position is not used. Tap the plan or choose a building instead.",
);
pub const PLAN_DONE: T = T("已在图上标出。", "Marked on the plan.");
pub const PHOTO_POSITION: T = T(
    "照片里带有拍摄位置。要用作地点吗？",
    "The photo carries a position. Use it as the place?",
);
pub const PHOTO_ELSEWHERE: T = T(
    "照片里的拍摄位置不在本小区附近，没有采用。",
    "The position that the photo carries is not near this estate, so it is not used.",
);
pub const PHOTO_POSITION_USE: T = T("用照片的位置", "Use the photo's position");
pub const PHOTO_POSITION_DONE: T = T("已用照片里的位置。", "The photo's position is used.");
pub const PHOTO_POSITION_PLAIN: T = T(
    "没有另选地点时，用照片里带的位置",
    "Use the position that the photo carries if I choose no place",
);
pub const NEAREST: T = T(
    "离{}最近，约 {} 米。",
    "The nearest building is {}, about {} m away.",
);
pub const NEAREST_USE: T = T("就是{}", "It is {}");
pub const CLEAR_POSITION: T = T("去掉标记", "Remove the mark");
pub const TAP_PLAN: T = T("点一下平面图，标出地点", "Tap the plan to mark the place");
pub const MY_BUILDING: T = T("{} 的住户", "Those in {}");
pub const CLUSTER_OF: T = T("{} 一带", "Those around {}");
pub const AREA_HINT: T = T(
    "附议率按这个范围的户数计算。",
    "Support rate is counted among its households.",
);
pub const SUBMIT: T = T("提交", "Send");
pub const DRAFT_KEPT: T = T(
    "已恢复您上次没有提交的内容。刚拍的照片如果不在下面，请再选一次。",
    "What you had not sent is back. If a photo that you just took is missing below, please choose it again.",
);
pub const DRAFT_PHOTOS_LOST: T = T(
    "已恢复您上次没有提交的内容，但照片不全，请再选一次。",
    "What you had not sent is back, but photos are missing. Please choose them again.",
);
pub const FILED_DONE: T = T(
    "已提交。邻居现在可以附议。",
    "Sent. Neighbours can second it now.",
);

pub const BEHALF: T = T("为邻居代录附议", "Enter seconds for neighbours");
pub const BEHALF_LEAD: T = T(
    "不用手机的邻居当面或以书面附议时，由您录入。一次可以录入几件议题；每人每件一次，单独计数。",
    "For neighbours without a phone who second in person or on paper. Several issues at once; each person counts once for each, and apart.",
);
pub const SHARE: T = T("分享", "Share");
pub const COPIED: T = T("链接已复制", "The link is copied");
pub const BEHALF_LINK: T = T("为邻居代录附议", "Enter seconds for neighbours");
pub const BEHALF_LIST_LINK: T = T(
    "打印上门收集附议用的表格",
    "Print a list for collecting seconds from door to door",
);
pub const BEHALF_FIRST: T = T("请先选择楼栋", "Please choose the building first");
pub const BEHALF_OTHERS: T = T(
    "只列您负责的楼。其他楼由那里的楼组长或居委会代录；少了哪栋，请找书记。",
    "Only the buildings that you lead. For others their leaders or the committee enter seconds; if one of yours is missing, ask the secretary.",
);
pub const BEHALF_NO_BUILDING: T = T(
    "您还没有负责的楼。请书记在“任职人员”里写明您负责哪几栋。",
    "You lead no building yet. Ask the secretary to say on the page of people in office which ones are yours.",
);
pub const BEHALF_ROOM: T = T("室号", "Door");
pub const BEHALF_NAME: T = T(
    "邻居姓名（只有这一户、楼组长、居委会和监督员看得到）",
    "The neighbour's name (only this household, its building leader, the committee and supervisors see it)",
);
pub const BEHALF_KNOWN: T = T("这一户已经代录过：", "Entered for this household before:");
pub const BEHALF_KNOWN_ONE: T = T("{}（{} 件）", "{} ({})");
pub const BEHALF_ISSUES: T = T("附议哪些议题", "Which issues they second");
pub const BEHALF_SEARCH: T = T("按编号或标题找议题", "Find an issue by number or title");
pub const BEHALF_HAS: T = T("已附议", "seconded already");
pub const BEHALF_MORE: T = T(
    "另有 {} 件，请输入编号或标题查找。",
    "{} more: type a number or words to find them.",
);
pub const BEHALF_NO_DOOR: T = T(
    "这栋楼里没有这个室号。请核对楼栋和室号。",
    "There is no such door in this building. Check the building and the door.",
);
pub const BEHALF_NO_NAME: T = T("请写上邻居的姓名。", "Please write the neighbour's name.");
pub const BEHALF_NO_ISSUE: T = T("请至少选一件议题。", "Please choose at least one issue.");
pub const BEHALF_ALREADY: T = T(
    "这位邻居已经附议了所选的议题。",
    "This neighbour has seconded what is chosen already.",
);
pub const BEHALF_DO: T = T("录入附议", "Enter the second");
/// Name, door, number and title.
pub const BEHALF_ENTRY: T = T(
    "已录入：{}，{} 室，编号 {} {}",
    "Entered: {}, door {}, no. {} {}",
);
pub const BEHALF_SENDING: T = T("正在发送 {} 条…", "Sending {}…");
pub const BEHALF_MINE: T = T("我录入的（{}）", "What I entered ({})");
pub const BEHALF_MINE_EMPTY: T = T(
    "您录入的会列在这里，录错了可以撤回。",
    "What you enter is listed here, and can be taken back if it was a mistake.",
);
/// Name, building and door.
pub const BEHALF_WHO: T = T("{}，{} {} 室", "{}, {}, door {}");
pub const BEHALF_UNDO: T = T("撤回", "Take back");
pub const BEHALF_UNDO_LABEL: T = T("撤回：{}，{}", "Take back: {}, {}");
pub const BEHALF_LIST: T = T("上门收集附议", "Collecting seconds");
pub const BEHALF_LIST_LEAD: T = T(
    "选择楼栋，打印后逐户填写，再回到这里录入。",
    "Choose a building, print, fill it in from door to door, and enter it here afterwards.",
);
pub const BEHALF_LIST_EMPTY: T = T("请选择楼栋。", "Please choose a building.");
pub const BEHALF_TO_ENTER: T = T("去录入", "Enter them");

pub const DESK: T = T("受理台", "Desk");
pub const DESK_LEAD: T = T(
    "等待受理的议题：没答复的在前，等得最久的最先。",
    "Issues that wait to be accepted or declined: those without an answer first, longest waiting first.",
);
pub const DESK_ANSWERED: T = T("已答复，待受理", "Answered, to be accepted or declined");
pub const DESK_FIRST: T = T(
    "前 {} 件，共 {} 件。受理或不受理之后，后面的会补上来。",
    "The first {}, of {}. As they are accepted or declined, the next move up.",
);
pub const DESK_ALL: T = T("全部待受理的议题", "All that are waiting");
pub const DESK_ALL_BUILDINGS: T = T("全部楼栋", "All buildings");
pub const DESK_ALL_CATEGORIES: T = T("全部类别", "All categories");
/// What can be chosen, and how many wait.
pub const DESK_OPTION: T = T("{}（{}）", "{} ({})");
pub const DESK_EMPTY_FILTER: T = T(
    "没有等待受理的议题符合筛选条件。",
    "No waiting issue matches the filter.",
);
pub const DESK_SHOW_ALL: T = T("显示全部待受理的", "Show all that wait");
pub const DESK_RETURNED: T = T(
    "居民认为没有解决，或暂缓到期。可以直接办理、等下次议程，或写明理由不予受理。",
    "Not solved, or deferred until now. Take it on directly, leave it to the next agenda, or decline it with a reason.",
);
pub const COMPLAINTS: T = T("举报与隐藏的议题", "Complaints and hidden issues");
pub const COMPLAINTS_WAIT: T = T(
    "举报与隐藏：{} 件待处理",
    "Complaints and appeals: {} to look at",
);
pub const DESK_EMPTY: T = T(
    "没有等待受理的议题。新的议题一到，就会出现在这里。",
    "Nothing waits. New issues appear here as they come in.",
);
pub const WAITED_HOURS: T = T("小时", "hours");
pub const WAITED_HOUR: T = T("小时", "hour");
pub const WAITED_DAYS: T = T("天", "days");
pub const WAITED_LESS: T = T("不到 1", "< 1");
pub const WAITED_LATE: T = T("等得久了", "long wait");
pub const ACCEPT: T = T("受理", "Accept");
pub const WORDS_NOW: T = T(
    "反映人刚刚改过原文。现在是这样，请看过再办理：",
    "The reporter has just changed the text. It now says the following; please read it, then go on:",
);
pub const ACCEPT_LEAD: T = T(
    "受理后议题可以列入会议议程。",
    "Once accepted, an agenda can take it.",
);
pub const MINUTES: T = T("会上需要几分钟", "Minutes it needs in a meeting");
pub const URGENT_MARK: T = T(
    "紧急：危及人身或财产安全",
    "Urgent: danger to life or property",
);
pub const URGENT_HINT: T = T(
    "不参加排序，排在下次议程最前。",
    "It bypasses all ranking and comes first on the next agenda.",
);
pub const CHANGE_MINUTES: T = T("改用时或紧急", "Change minutes or urgency");
pub const DECLINE: T = T("不予受理", "Decline");
pub const DECLINE_LEAD: T = T(
    "理由会公开，反映人和附议的邻居会收到。",
    "The reason is public; the reporter and those who seconded are told.",
);
pub const ANSWER: T = T("答复", "Answer");
pub const ANSWER_LEAD: T = T(
    "答复公开显示在议题页上，反映人会收到通知。",
    "The answer shows on the issue's page; the reporter is told.",
);
pub const ANSWER_TEXT: T = T("答复内容", "Your answer");
pub const RESPOND: T = T("受理与答复", "Accept and answer");
pub const ACCEPT_DO: T = T("确认受理", "Accept this issue");
pub const DECLINE_DO: T = T("确认不予受理", "Decline this issue");
pub const ANSWER_DO: T = T("公开答复", "Publish the answer");
pub const CHANGE_MINUTES_DO: T = T("确认修改", "Change them");
pub const DONE_ACCEPTED: T = T("已受理：编号 {} {}", "Accepted: No. {} {}");
pub const DONE_REVISED: T = T(
    "已改用时或紧急：编号 {} {}",
    "Minutes or urgency changed: No. {} {}",
);
pub const DONE_DECLINED: T = T("已不予受理：编号 {} {}", "Declined: No. {} {}");
pub const DONE_ANSWERED: T = T("已答复：编号 {} {}", "Answered: No. {} {}");

/// Words that are often wanted; what stands in 〈〉 ([`domain::words::issue::GAPS`]) has to be
/// filled in.
pub const READY: T = T("常用语", "Ready words");
pub const READY_ANSWERS: [T; 5] = [
    T(
        "已转〈单位〉，〈日期〉前上门查看。",
        "Passed to 〈who〉, who will come and look by 〈date〉.",
    ),
    T(
        "已在处理，〈日期〉前告诉大家进展。",
        "This is being dealt with; we will say how it goes by 〈date〉.",
    ),
    T(
        "这件事由〈单位〉负责，电话〈电话〉。我们会跟进。",
        "〈who〉 is responsible for this, phone 〈phone〉. We will follow it up.",
    ),
    T("已现场查看：〈内容〉。", "We have looked at it: 〈what〉."),
    T(
        "请补充〈内容〉，方便我们处理。",
        "Please add 〈what〉, so that we can deal with it.",
    ),
];
pub const READY_REASONS: [T; 4] = [
    T(
        "与编号〈编号〉是同一件事，请到那里附议。",
        "This is the same matter as No. 〈number〉; please second it there.",
    ),
    T(
        "属于〈单位〉的职责，请直接联系：〈电话〉。",
        "This is for 〈who〉 to decide; please contact them: 〈phone〉.",
    ),
    T(
        "不在本小区范围内，由〈单位〉管理。",
        "This is outside the estate; 〈who〉 looks after it.",
    ),
    T(
        "还不清楚是什么事。请写明〈内容〉后重新反映。",
        "It is not clear what this is about. Please report it again with 〈what〉.",
    ),
];
