//! Words about offices, the people in them, and organisations. Only the server says most of these.

use domain::organisation::Kind;

use super::T;

/// What an organisation is.
pub fn kind(kind: Kind) -> T {
    match kind {
        Kind::PropertyFirm => T("物业", "Property firm"),
        Kind::OwnersCommittee => T("业委会", "Owners' committee"),
        Kind::Police => T("派出所", "Police"),
        Kind::PartnerUnit => T("共建单位", "Partner unit"),
        Kind::Other => T("其他单位", "Other"),
    }
}

pub const NOBODY: T = T("还没有人任职。", "Nobody is in office yet.");
pub const SINCE: T = T("{}起", "since {}");
pub const LEADS: T = T("负责：{}", "Buildings: {}");
pub const ACTS_FOR: T = T("代表：{}", "For: {}");
pub const END: T = T("免职", "End this office");
pub const END_LEAD: T = T(
    "{}将不再是{}，立即生效；已经做过的事不变。",
    "{} will no longer be {}, at once. What was done stays as it is.",
);

pub const GRANT: T = T("任职", "Give an office");
pub const FIND: T = T("成员的名字", "A member's name");
pub const FIND_HINT: T = T(
    "就是邻居看到的名字，写一部分也可以。",
    "The name that neighbours see, or a part of it.",
);
pub const FIND_DO: T = T("查找", "Find");
pub const FOUND_NONE: T = T(
    "没有叫这个名字的成员。还没有加入的人，请用下面的邀请。",
    "No member has this name. Invite whoever has not joined yet, below.",
);
pub const GRANT_TO: T = T("给{}任职", "Give {} an office");
pub const OFFICE: T = T("职务", "Office");
pub const BUILDINGS: T = T("楼组长负责的楼栋", "Buildings of a building leader");
pub const ORGANISATION: T = T("承办人代表的单位", "Organisation of a handler");
pub const GRANT_DO: T = T("任职", "Give the office");

pub const INVITE: T = T("邀请任职", "Invite somebody");
pub const INVITE_LEAD: T = T(
    "给不住在这里、或还没有加入的人：谁先打开链接，谁就担任这个职务。只能用一次，14 天内有效。",
    "For whoever does not live here or has not joined yet: the first to open the link takes the office. It is good once, for 14 days.",
);
pub const INVITE_DO: T = T("生成邀请", "Make an invitation");
pub const INVITED: T = T("邀请已生成", "The invitation is made");
pub const INVITED_LEAD: T = T(
    "请现在把链接或邀请码交给本人：离开这一页后就看不到了。职务：{}",
    "Hand the link or the code to them now: it is not shown again once you leave this page. Office: {}",
);
pub const OPEN: T = T("还没有人接受的邀请", "Invitations that nobody has taken");
pub const UNTIL: T = T("{}前有效", "until {}");
pub const WITHDRAW: T = T("收回邀请", "Withdraw it");

pub const ORGANISATIONS: T = T("承办单位", "Organisations");
pub const ORGANISATIONS_LEAD: T = T(
    "办理议题的单位。它们的人是承办人。",
    "Those who handle issues. Their people are handlers.",
);
pub const ADD: T = T("添加单位", "Add an organisation");
pub const KIND: T = T("类别", "What it is");
pub const NAME: T = T("名称", "Name");
pub const RENAME: T = T("改名", "Rename");
pub const END_ORGANISATION: T = T("不再合作", "End");
pub const END_ORGANISATION_LEAD: T = T(
    "它的承办人同时免职，立即生效。",
    "The offices of its handlers end with it, at once.",
);
pub const ENDED: T = T("已不再合作", "ended");
