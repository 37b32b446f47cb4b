//! Words of the frame around all pages.

use super::T;
pub use domain::words::NAMED;

pub const TWOLINE: T = T("双线", "Twoline");
pub const SKIP: T = T("跳到正文", "Skip to the content");
pub const MAIN_NAVIGATION: T = T("主导航", "Main navigation");
pub const TAB_REPORT: T = T("反映", "Report");
pub const SWITCH_LANGUAGE: T = T("Switch to English", "切换到中文");
pub const ELDER: T = T("长辈版", "Elder mode");
pub const BACK: T = T("返回", "Back");
pub const CANCEL: T = T("取消", "Cancel");
pub const SAVE: T = T("保存", "Save");
pub const LOADING: T = T("正在加载…", "Loading…");
pub const RETRY: T = T("再试一次", "Try again");
/// Why something is done by hand; it stands in the trace.
pub const REASON: T = T("理由（居民可以看到）", "Reason (residents can read it)");
pub const OPTIONAL: T = T("（可不填）", " (optional)");
pub const NEEDS_SCRIPT: T = T(
    "这一步需要浏览器运行脚本。请换用较新的浏览器。",
    "This step needs scripts to run in the browser. Please use a newer browser.",
);

pub const ERROR_SIGNED_OUT: T = T(
    "这里只对本居民区的成员开放。请用入户码加入或重新登录。",
    "Only members of the community see this. Join with your household slip, or sign in again.",
);
pub const ERROR_NOT_FOUND: T = T(
    "没有找到这一页。地址可能有误，或内容已不在。",
    "There is nothing at this address. It may be mistyped, or the page is gone.",
);
pub const ERROR_OFFLINE: T = T(
    "没有网络，手机上也没有这一页的副本。连上网络后再试。",
    "No network, and no copy of this page on the phone. Try again when you are connected.",
);
pub const ERROR_FAILED: T = T(
    "服务器出了问题。请稍后再试。",
    "Something went wrong on the server. Please try again later.",
);

pub const JUST_NOW: T = T("刚刚", "just now");
pub const MINUTE_AGO: T = T("{} 分钟前", "{} minute ago");
pub const MINUTES_AGO: T = T("{} 分钟前", "{} minutes ago");
pub const HOUR_AGO: T = T("{} 小时前", "{} hour ago");
pub const HOURS_AGO: T = T("{} 小时前", "{} hours ago");
pub const DAY_AGO: T = T("{} 天前", "{} day ago");
pub const DAYS_AGO: T = T("{} 天前", "{} days ago");
