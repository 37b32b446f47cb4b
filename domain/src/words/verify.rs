//! What the server says of an agenda that a supervisor checks.

use super::T;

pub const NOT_TYPED: T = T(
    "这不是完整的指纹：应为 64 位，只有 0 到 9 和 a 到 f。请照纸上再输入一次。",
    "This is no whole fingerprint: it has 64 digits, 0 to 9 and a to f. Please type it from paper again.",
);
pub const TOO_LARGE: T = T(
    "文件太大：核对数据不会超过 {} MB。请选从会议页面下载的那个文件。",
    "The file is too large: the data to check is never above {} MB. Choose the file that you downloaded from the meeting's page.",
);
pub const NOT_LOCKED: T = T(
    "这次会议的议程还没有锁定，没有可以核对的数据。",
    "The agenda of this meeting is not locked yet; there is nothing to check.",
);
pub const ANOTHER_FILE: T = T(
    "文件与纸上的指纹不符：这个文件不是打印的那份议程。文件的指纹是 {}。",
    "The file does not fit the fingerprint on paper: it is not that of the printed agenda. Its own fingerprint is {}.",
);
pub const ANOTHER_SERVER: T = T(
    "纸上的指纹与这里保存的不一致：这里保存的议程不是打印的那份，或者指纹输错了。这里保存的是 {}。请核对后再试；仍不一致，请保留纸质议程并告诉其他监督员。",
    "The fingerprint on paper is not the one kept here: either the agenda kept here is not the printed one, or the fingerprint was mistyped. Kept here is {}. Please compare and try again; if it stays different, keep the paper and tell the other supervisors.",
);
pub const UNSOUND: T = T(
    "指纹一致，但数据有问题：{}。请告诉居民区和其他监督员。",
    "The fingerprint is the printed one, but something is wrong with the data: {}. Please tell the community and the other supervisors.",
);
pub const RIGHT: T = T(
    "这就是打印的那份议程，用规则重新计算，结果相同。",
    "This is the agenda that was printed, and the rule chooses it again.",
);
pub const RIGHT_FACTS: T = T(
    "第 {} 次会议，{} 分钟；{}，第 {} 版；{} 人的附议。议程：编号 {}。",
    "Meeting {}, {} minutes; {}, version {}; the seconds of {} people. Agenda: no. {}.",
);
