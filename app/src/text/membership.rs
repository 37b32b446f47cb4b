//! Words about who belongs to a household. Only the server says most of these.

use super::T;

pub const LEAD: T = T(
    "凭您家的入户码加入的人。不认识的，请告诉居委会。",
    "Those who have joined with your household's slips. Tell the committee of whom you don't know.",
);
pub const YOU: T = T("您自己", "you");
pub const JOINED: T = T("{}加入", "joined on {}");
pub const REPORT: T = T("不认识这个人", "I don't know this person");
pub const REPORT_LEAD: T = T(
    "居委会会收到，并来核实。对方不会看到是谁说的。",
    "The committee is told, and will look into it. The other person does not see who said so.",
);
pub const REPORTED: T = T("已告诉居委会", "The committee has been told");

pub const ENTERED_FOR_YOU: T = T("为您家代录的附议", "Entered for your household");
pub const ENTERED_LEAD: T = T(
    "楼组长或居委会为不用手机的家人录入的。不对的，请告诉居委会，可以撤回。",
    "By the building leader or the committee, for those at home without a phone. If something is wrong, tell the committee: it can be taken back.",
);
/// Number and title.
pub const ENTERED_ISSUE: T = T("附议了编号 {} {}", "seconded no. {} {}");
/// Who, and when.
pub const ENTERED_BY: T = T("{} {}代录", "entered by {} on {}");
pub const SOMEBODY_GONE: T = T("已注销的人", "somebody who has left");
pub const ENTERED_MOST: T = T("只列最近 {} 条。", "Only the latest {} are listed.");
pub const ENTERED: T = T("代录的附议", "Entered on behalf");
pub const NOTHING_ENTERED: T = T(
    "这栋楼还没有代录的附议。",
    "Nothing was entered on behalf in this building.",
);
pub const TAKE_BACK: T = T("撤回代录", "Take back");
/// Name and number.
pub const TAKE_BACK_LEAD: T = T(
    "{}对编号 {} 的附议将被撤回，不再计数。",
    "The second of {} for no. {} is taken back and no longer counts.",
);
pub const MEMBERS_AND_ENTERED: T = T(
    "各楼成员和代录",
    "Members and what was entered, by building",
);
pub const STRANGERS: T = T("住户说不认识的人", "Whom their household does not know");
pub const SINCE: T = T("{}报告", "reported on {}");
pub const CONFIRM: T = T("已核实，是本户的人", "Looked into: they belong there");
pub const BUILDING: T = T("楼栋", "Building");
pub const SHOW: T = T("查看", "Show");
pub const NOBODY: T = T(
    "这栋楼还没有人加入。",
    "Nobody of this building has joined yet.",
);
pub const LET_BACK: T = T("打印找回纸条", "Print a slip to come back with");
pub const LET_BACK_LEAD: T = T(
    "{}换了手机、没有找回码时用。请当面确认是本人。同户的人会收到消息。",
    "For when {} has another phone and no recovery code. Make sure in person that it is them. Their household is told.",
);
pub const RETURN_SLIP: T = T("找回纸条", "A slip to come back with");
pub const RETURN_SLIP_LEAD: T = T(
    "只显示这一次，七天内有效，只能用一次。本人扫码，或在“加入”页输入这个码，就还是同一个人。更早的找回纸条作废。",
    "Shown this once, good for seven days and for one use. Whoever it is for scans it, or types the code on the page for joining, and is the same person again. Earlier ones are void.",
);
pub const RETURN_QR: T = T("找回用的二维码", "QR code to come back with");
pub const END: T = T("终止成员资格", "End the membership");
pub const END_LEAD: T = T(
    "{}将立即退出，还没有定格的附议一并收回。理由会告诉同户的人。",
    "{} is signed out at once, and seconds that are not frozen are taken back. Their household reads the reason.",
);
pub const REASON: T = T("理由", "Reason");
