//! Words about members: roles, joining, one's own page.

use domain::Role;

use super::T;

/// A role's name.
pub fn role(role: Role) -> T {
    match role {
        Role::Resident => T("居民", "Resident"),
        Role::Handler => T("承办人", "Handler"),
        Role::BuildingLeader => T("楼组长", "Building leader"),
        Role::CommitteeWorker => T("居委干部", "Committee worker"),
        Role::Secretary => T("书记", "Branch secretary"),
        Role::Supervisor => T("监督员", "Supervisor"),
        Role::Operator => T("管理员", "Operator"),
    }
}

pub const JOIN: T = T("加入{}", "Join {}");
pub const JOIN_LEAD: T = T(
    "居委会把入户码纸条放进了您家的信箱。扫纸条上的二维码，或在这里输入短码。",
    "The committee put a slip into your letter box. Scan its QR code, or type its short code here.",
);
pub const CODE: T = T("入户码", "Slip code");
pub const CODE_HINT: T = T(
    "8 个字母和数字，例如 ABCD-2345",
    "8 letters and digits, such as ABCD-2345",
);
pub const COMING_BACK: T = T(
    "换了手机、以前加入过？在这里输入找回码、居委会给的找回纸条或另一台设备上显示的登录码。",
    "Joined before, on another phone? Type your recovery code here, the code of the committee's slip, or the one that your other device shows.",
);
pub const NEXT: T = T("下一步", "Next");
pub const NICKNAME: T = T("邻居看到的名字", "The name that neighbours see");
pub const NICKNAME_HINT: T = T(
    "可以是昵称，例如“3 号楼老王”。真实姓名只有居委会知道。",
    "A nickname will do. Only the committee knows your real name.",
);
pub const LANGUAGE: T = T("语言", "Language");
pub const CONSENT_TITLE: T = T("加入前请读一下", "Please read before you join");
pub const CONSENT_1: T = T(
    "我们保存：您选的名字、所在住户、您反映的问题、附议和照片；还有 90 天内用哪台手机登录过。不保存身份证号，不追踪位置。",
    "What is kept: the name you choose, your household, what you report and second, and photos; for 90 days which phone you signed in with. No ID number, and no tracking of where you are.",
);
pub const CONSENT_2: T = T(
    "为了什么：让党支部和居委会了解并解决居民的问题，让邻居知道进展。",
    "What for: so that the branch and the committee learn of residents' problems and solve them, and neighbours see how it goes.",
);
pub const CONSENT_3: T = T(
    "谁能看到：邻居看到名字和楼栋；附议只显示人数，不显示是谁。监督员核对议程时看得到不带名字的整张附议。",
    "Who sees it: neighbours see your name and building; of seconds only the number is shown, not who. Supervisors who check an agenda see whole ballots without names.",
);
pub const CONSENT_4: T = T(
    "您随时可以在“我的”里下载自己的全部数据，或注销账户、删除写过的内容。",
    "On the page “Me” you can download everything about yourself, or delete your account and what you wrote, at any time.",
);
pub const PRIVACY: T = T("隐私说明", "Privacy");
pub const CONSENT_AGREE: T = T("我已阅读并同意", "I have read this and agree");
pub const JOIN_DO: T = T("加入", "Join");
pub const JOIN_LINK: T = T("用入户码加入", "Join with a household slip");

/// The committee's page of households.
pub const KEEPING: T = T("住户", "Households");
pub const ME: T = T("我的", "Me");
pub const DISPLAY: T = T("显示", "Display");
pub const ELDER_TURN_ON: T = T("打开长辈版", "Turn elder mode on");
pub const ELDER_TURN_OFF: T = T("关闭长辈版", "Turn elder mode off");

pub const HOUSEHOLD: T = T("本户成员", "Your household");
pub const ACCOUNT: T = T("我的数据：下载或注销", "My data: download or delete");
pub const COMPLAINTS: T = T("举报与隐藏的议题", "Complaints and hidden issues");
pub const ODD: T = T("异常情况", "What is odd");
pub const DEVICES: T = T("设备与找回", "Devices and coming back");
pub const IN_OFFICE: T = T("任职人员", "People in office");
pub const IN_OFFICE_LEAD: T = T(
    "谁在本居民区任职、管哪些楼、代表哪个单位，全体成员都能看到。",
    "Who holds which office here, for which buildings and organisations. Every member sees it.",
);
pub const TAKE_OFFICE: T = T("您受邀担任：{}", "You are invited to be: {}");
pub const TAKE_OFFICE_DO: T = T("接受", "Take the office");
