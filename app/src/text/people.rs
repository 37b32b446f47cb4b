//! Words about people: joining, roles, the inbox, one's own page, the outbox.

use domain::{Role, Traced};

use super::T;

/// A role's name.
pub fn role(role: Role) -> T {
    match role {
        Role::Resident => T("居民", "Resident"),
        Role::BuildingLeader => T("楼组长", "Building leader"),
        Role::CommitteeWorker => T("居委干部", "Committee worker"),
        Role::Secretary => T("书记", "Branch secretary"),
        Role::Supervisor => T("监督员", "Supervisor"),
        Role::Operator => T("管理员", "Operator"),
    }
}

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
pub const NEXT: T = T("下一步", "Next");
pub const NICKNAME: T = T("邻居看到的名字", "The name that neighbours see");
pub const NICKNAME_HINT: T = T(
    "可以是昵称，例如“3 号楼老王”。真实姓名只有居委会知道。",
    "A nickname will do. Only the committee knows your real name.",
);
pub const LANGUAGE: T = T("语言", "Language");
pub const CONSENT_TITLE: T = T("加入前请读一下", "Please read before you join");
pub const CONSENT_1: T = T(
    "我们保存：您选的名字、所在住户、您反映的问题、附议和照片。不保存身份证号，不追踪位置。",
    "What is kept: the name you choose, your household, what you report and second, and photos. No ID number, and no tracking of where you are.",
);
pub const CONSENT_2: T = T(
    "为了什么：让党支部和居委会了解并解决居民的问题，让邻居知道进展。",
    "What for: so that the branch and the committee learn of residents' problems and solve them, and neighbours see how it goes.",
);
pub const CONSENT_3: T = T(
    "谁能看到：邻居看到名字和楼栋；附议只显示人数，不显示是谁。",
    "Who sees it: neighbours see your name and building; of seconds only the number is shown, not who.",
);
pub const CONSENT_4: T = T(
    "您可以要求查看、导出或删除，请联系居委会。",
    "You can ask to see, take along or delete it: contact the committee.",
);
pub const CONSENT_AGREE: T = T("我已阅读并同意", "I have read this and agree");
pub const JOIN_DO: T = T("加入", "Join");
pub const JOIN_FOR: T = T("{} {} 室", "{}, flat {}");
pub const VISITOR_TITLE: T = T("{}的双线", "Twoline in {}");
pub const VISITOR_LEAD: T = T(
    "居民在这里反映问题、附议；党支部答复，开会研究，公开决议。",
    "Residents report issues here and second them; the party branch answers, meets about them, and publishes what was decided.",
);
pub const VISITOR_PUBLISHED: T = T("已公开的议程和决议", "Published agendas and decisions");

pub const INBOX: T = T("消息", "Inbox");
pub const INBOX_EMPTY: T = T(
    "还没有消息。您反映或附议的议题有进展时，会在这里告诉您。",
    "Nothing yet. When something happens to an issue that you reported or seconded, it shows here.",
);
pub const UNREAD: T = T("未读", "New");
pub const BECAUSE_MINE: T = T("您反映的议题", "You reported it");
pub const BECAUSE_SECONDED: T = T("您附议的议题", "You seconded it");

pub const ME: T = T("我的", "Me");
pub const DISPLAY: T = T("显示", "Display");
pub const ELDER_TURN_ON: T = T("打开长辈版", "Turn large text on");
pub const ELDER_TURN_OFF: T = T("关闭长辈版", "Turn large text off");
pub const SIGN_OUT: T = T("退出登录", "Sign out");
pub const SIGN_OUT_LEAD: T = T(
    "退出后，这部手机上保存的副本会清除。再次登录需要入户码。",
    "Signing out clears the copies on this phone. To come back you need a household slip.",
);
pub const SIGN_OUT_WAITING: T = T(
    "还有没送达的内容，退出后就不能再发送了。仍要退出吗？",
    "Something still waits to be sent, and can't be sent once you have signed out. Sign out all the same?",
);
pub const INSTALL: T = T("放到主屏幕", "Put it on the home screen");
pub const INSTALL_LEAD: T = T(
    "像应用一样打开，没有网络也能看议程、反映问题。在浏览器菜单里选“添加到主屏幕”。",
    "It opens like an app, and shows agendas and takes reports without network. Choose “Add to home screen” in the browser's menu.",
);

pub const OUTBOX: T = T("待发送", "Waiting to be sent");
pub const OUTBOX_LEAD: T = T(
    "这些保存在手机里，联网后自动送达，每件只送一次。",
    "These are kept on this phone and sent by themselves when there is a network, each exactly once.",
);
pub const OUTBOX_EMPTY: T = T("没有待发送的内容。", "Nothing waits to be sent.");
pub const OUTBOX_SEND: T = T("现在发送", "Send now");
pub const OUTBOX_WITHOUT_PHOTO: T = T("不带照片发送", "Send without the photo");
pub const OUTBOX_WAITS: T = T("等待网络", "Waits for the network");
pub const OUTBOX_REFUSED: T = T("没有被接受", "Not accepted");
pub const OUTBOX_SIGNED_OUT: T = T(
    "登录已变，不能再以原来的身份发送。请重新反映，再删除这一件。",
    "You have signed out since, so it can't be sent any more. Please report it again, then remove this one.",
);
pub const OUTBOX_REMOVE: T = T("删除", "Remove");
pub const OUTBOX_REMOVE_SURE: T = T(
    "删除后找不回来。确定删除？",
    "It can't be brought back. Remove it?",
);
pub const OUTBOX_ISSUE: T = T("反映问题", "Report");
pub const OUTBOX_SECOND: T = T("附议", "Second");
pub const OUTBOX_TAKE_BACK: T = T("收回附议", "Take back a second");
