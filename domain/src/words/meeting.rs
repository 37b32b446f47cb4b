//! Words about meetings that pages and paper share.

use crate::Language;
use crate::meeting::{Ground, Kind, Meeting, Why};

use super::T;

/// A meeting kind's name.
pub fn kind(kind: Kind) -> T {
    match kind {
        Kind::BranchCommittee => T("支委会", "Branch committee meeting"),
        Kind::Members => T("支部党员大会", "Members' meeting"),
        Kind::Hearing => T("听证会", "Hearing"),
        Kind::Coordination => T("协调会", "Coordination meeting"),
        Kind::Appraisal => T("评议会", "Appraisal meeting"),
        Kind::Residents => T("居民会议", "Residents' meeting"),
    }
}

/// A ground for referring upward.
pub fn ground(ground: Ground) -> T {
    match ground {
        Ground::BeyondPower => T("超出居民区职权", "Beyond the community's power"),
        Ground::JointEnforcement => T("需要联合执法", "Needs joint enforcement"),
        Ground::Emergency => T("紧急情况", "Emergency"),
    }
}

/// Why an item is on the agenda, in a sentence.
pub fn why(why: Why, language: Language) -> String {
    match why {
        Why::Support { rank, seconds } => T(
            "按附议排第 {}（编排时 {} 人）",
            "No. {} by support ({} when it was drafted)",
        )
        .with(language, &[&rank, &seconds]),
        Why::Deferred => T("此前暂缓，现已到期", "Deferred earlier; its date has come")
            .of(language)
            .to_owned(),
        Why::ByHand => T("人工列入", "Added by hand").of(language).to_owned(),
    }
}

/// What people call a meeting: its number and kind.
pub fn name(meeting: &Meeting, language: Language) -> String {
    TITLE.with(
        language,
        &[&meeting.number, &kind(meeting.kind).of(language)],
    )
}

pub const STARTS_AT: T = T("时间", "When");
pub const PLACE: T = T("地点", "Where");
pub const MINUTES: T = T("议题用时", "Time for items");
pub const N_MINUTES: T = T("{} 分钟", "{} min");
pub const TITLE: T = T("第 {} 次会议 · {}", "Meeting {} · {}");
pub const AGENDA: T = T("会议议程", "Agenda");
pub const AGENDA_REASON: T = T("理由：{}", "Reason: {}");
