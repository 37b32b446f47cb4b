//! Words about what is on the phone: copies, what waits to be sent, signing out.

use super::T;

pub const OFFLINE_COPY: T = T(
    "没有网络，显示的是{}保存的内容。",
    "No network. This copy was saved {}.",
);
pub const NEW_VERSION: T = T(
    "新版本已就绪。未发送的内容会保留。",
    "A new version is ready. What waits to be sent is kept.",
);
pub const UPDATE: T = T("更新", "Update");
pub const PART_MISSING: T = T("这一页还没有载入", "This page has not loaded yet");
pub const PART_MISSING_LEAD: T = T(
    "没有连上服务器。网络恢复后会自动载入，也可以返回上一页。",
    "The server was not reached. The page loads by itself when the network is back; until then you can go back.",
);
pub const PART_OUTDATED: T = T("双线已更新", "Twoline has been updated");
pub const PART_OUTDATED_LEAD: T = T(
    "重新加载后就能打开这一页。未发送的内容会保留。",
    "Reload, and this page opens. What waits to be sent is kept.",
);
pub const PART_INCOMPLETE: T = T(
    "页面还没有全部载入，有些按钮暂时不能用。网络恢复后会自动载入。",
    "Part of this page has not loaded, so some buttons do nothing yet. It loads by itself when the network is back.",
);
pub const RELOAD: T = T("重新加载", "Reload");
pub const WAITING_ONE: T = T("{} 件待发送", "{} waits to be sent");
pub const WAITING_MANY: T = T("{} 件待发送", "{} wait to be sent");
pub const REFUSED_ONE: T = T("{} 件没有被接受", "{} was not accepted");
pub const REFUSED_MANY: T = T("{} 件没有被接受", "{} were not accepted");
pub const SHOW: T = T("查看", "Show");

pub const WAITS: T = T(
    "还没有送达。已保存在手机里，网络通了自动送达。",
    "Not delivered yet. It is kept on this phone, and delivered by itself once the network is there.",
);
pub const OUTBOX: T = T("待发送", "Waiting to be sent");
pub const OUTBOX_COUNT: T = T("待发送（{}）", "Waiting to be sent ({})");
pub const OUTBOX_LEAD: T = T(
    "这些保存在手机里，联网后自动送达，每件只送一次。",
    "These are kept on this phone and sent by themselves when there is a network, each exactly once.",
);
pub const OUTBOX_EMPTY: T = T(
    "没有待发送的内容。没有网络时反映的问题、附议、评议，录入的决议和进展会先放在这里。",
    "Nothing waits to be sent. What you report, second, say or enter without network is kept here first.",
);
pub const OUTBOX_SEND: T = T("现在发送", "Send now");
pub const OUTBOX_WITHOUT_PHOTO: T = T("不带照片发送", "Send without the photo");
pub const OUTBOX_REFUSED_LEAD: T = T(
    "没有被接受的不会自动再发：请看原因，再发送或删除。",
    "What was not accepted is not sent again by itself: see why, then send or remove it.",
);
pub const OUTBOX_WAITS: T = T("还没有送达", "Not delivered yet");
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
pub const OUTBOX_FACTS: T = T("补充情况", "Facts added");
pub const OUTBOX_DECISION: T = T("录入决议", "Decision entered");
pub const OUTBOX_PROGRESS: T = T("办理进展", "Progress");
pub const OUTBOX_WORD: T = T("居民评议", "Your word on a result");

pub const SIGN_OUT: T = T("退出登录", "Sign out");
pub const SIGN_OUT_LEAD: T = T(
    "退出后，这部手机上保存的内容会清除。再次登录需要找回码，或居委会给的纸条。",
    "Signing out clears what is kept on this phone. To come back you need your recovery code, or a slip from the committee.",
);
pub const SIGN_OUT_WAITING: T = T(
    "还有没送达的内容，退出后就不能再发送，也会从手机里清除。仍要退出吗？",
    "Something still waits to be sent. Once you have signed out it can't be sent, and is removed from this phone. Sign out all the same?",
);
pub const SIGN_OUT_OFFLINE: T = T(
    "没有网络，还没有退出。连上网络后再试。",
    "No network, so you are still signed in. Try again when you are connected.",
);
pub const INSTALL: T = T("放到主屏幕", "Put it on the home screen");
pub const INSTALL_LEAD: T = T(
    "像应用一样打开，没有网络也能看议程、反映问题。",
    "It opens like an app, and shows agendas and takes reports without network.",
);
pub const INSTALL_DO: T = T("现在添加", "Add it now");
pub const INSTALL_SAFARI: T = T("iPhone（Safari）", "iPhone (Safari)");
pub const INSTALL_SAFARI_HOW: T = T(
    "点屏幕下方的分享按钮，往下找“添加到主屏幕”。",
    "Tap the share button at the foot of the screen, then look for “Add to Home Screen” below.",
);
pub const INSTALL_WECHAT: T = T("从微信里打开的", "Opened inside WeChat");
pub const INSTALL_WECHAT_HOW: T = T(
    "点右上角的“…”，选“在浏览器打开”，再从浏览器里添加。在浏览器里要用入户码再登录一次。",
    "Tap “…” at the top right, choose to open it in the browser, and add it from there. The browser asks for your household slip once more.",
);
pub const INSTALL_OTHER: T = T("其他浏览器", "Other browsers");
pub const INSTALL_OTHER_HOW: T = T(
    "打开浏览器菜单，选“添加到主屏幕”或“安装应用”。",
    "Open the browser's menu and choose “Add to home screen” or “Install app”.",
);
