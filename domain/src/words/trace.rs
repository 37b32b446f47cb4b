//! What happened to an issue, in words, for traces, the changes of an agenda, and the inbox.

use super::issue::{ON_BEHALF, ONLINE, URGENT, decision as decision_name};
use super::meeting::{decision_facts, not_listed, why};
use super::{NAMED, T, paper, time, work};
use crate::{Language, Traced};

const MOVED: T = T("从第 {} 项移到第 {} 项", "from item {} to item {}");
const MINUTES_CHANGED: T = T(
    "会上用时从 {} 分钟改为 {} 分钟",
    "in a meeting: from {} to {} minutes",
);
/// What the minutes of an issue mean.
const NEEDS: T = T("会上约需 {} 分钟", "needs about {} min in a meeting");

/// What happened, in a few words.
pub fn name(event: &Traced) -> T {
    match event {
        Traced::PersonJoined => T(
            "有人凭本户的入户码加入",
            "Somebody joined with your household's slip",
        ),
        Traced::MembershipEnded => T(
            "居委会终止了本户一位成员的资格",
            "The committee ended a membership in your household",
        ),
        Traced::ReturnPrinted => T(
            "居委会为本户一位成员打印了找回纸条，凭它在另一台手机上登录",
            "The committee printed a slip by which a member of your household signs in on another phone",
        ),
        Traced::CameBack => T(
            "本户一位成员凭居委会的找回纸条登录了",
            "A member of your household signed in by the committee's slip",
        ),
        Traced::StrangerReported => T(
            "有住户说不认识凭自家入户码加入的人",
            "A household does not know somebody who joined with its slip",
        ),
        Traced::IssueFiled => T("反映问题", "Reported"),
        Traced::IssueEdited => T("修改文字", "Text edited"),
        Traced::FactsAdded { .. } => T("反映人补充情况", "Facts added by the reporter"),
        Traced::IssueWithdrawn => T("撤回", "Withdrawn"),
        Traced::IssueImported => T("外部导入", "Imported"),
        Traced::IssueAccepted { .. } => T("受理", "Accepted"),
        Traced::IssueRevised { .. } => T("改用时或紧急", "Minutes or urgency changed"),
        Traced::IssueDeclined => T("不予受理", "Declined"),
        Traced::IssueAnswered => T("答复", "Answered"),
        Traced::IssueHidden => T("居委会隐藏了这件议题", "Hidden by the committee"),
        Traced::HidingAppealed => T("反映人对隐藏提出申诉", "The reporter has appealed"),
        Traced::IssueRestored => T("恢复显示", "Shown again"),
        Traced::HidingUpheld => T(
            "申诉已复核，维持隐藏",
            "The appeal was decided: it stays hidden",
        ),
        Traced::ItemAdded => T("人工列入议程草案", "Added to a draft agenda by hand"),
        Traced::SupplementAdded { .. } => T("列为补充议题", "Added as a supplement"),
        Traced::ItemMinutesSet { .. } => T("调整用时", "Minutes changed"),
        Traced::PassedOver { .. } => T("本次议程没有排上", "Not on this agenda"),
        Traced::ItemDropped => T("从议程草案撤下", "Dropped from a draft agenda"),
        Traced::ItemMoved { .. } => T("调整议程顺序", "Moved on a draft agenda"),
        Traced::ItemLocked { .. } => T("列入会议议程", "On the agenda"),
        Traced::DecisionPublished { .. } => T("决议公开", "Decision published"),
        Traced::WorkBegun { .. } => T("直接办理", "Taken on without a meeting"),
        Traced::ProgressReported { .. } => T("办理进展", "Progress"),
        Traced::TaskDone { done: true } => T("完成一步", "A task is done"),
        Traced::TaskDone { done: false } => T("还没有完成", "A task is open again"),
        Traced::WorkReferred { .. } => T("转街镇办理", "Sent to street or town"),
        Traced::ReplyReceived { .. } => T("收到街镇答复", "Street or town replied"),
        Traced::ResourceOffered { .. } => T("提供资源", "Offered"),
        Traced::OfferAnswered { accepted: true, .. } => {
            T("接受所提供的资源，感谢", "Accepted with thanks")
        }
        Traced::OfferAnswered {
            accepted: false, ..
        } => T("谢绝所提供的资源，感谢", "Declined with thanks"),
        Traced::WorkDueChanged { .. } => T("改期", "New date"),
        Traced::ResultPublished { .. } => T("实施结果公开", "Result published"),
        Traced::IssueReopened { .. } => T("重新办理", "Reopened"),
        Traced::IssueClosed => T("办结", "Closed"),
        Traced::DeferredReturned => T("暂缓期满", "Back after being deferred"),
    }
}

/// What happened; of a decision also what was decided.
pub fn what(event: &Traced, language: Language) -> String {
    let name = name(event).of(language);
    if let Traced::DecisionPublished { decision, .. } = event {
        let decision = decision_name(decision.kind()).of(language);
        return NAMED.with(language, &[&name, &decision]);
    }
    name.to_owned()
}

/// Numbers, dates and reasons that belong to it, on one line. `owner` is who carries out a
/// decision, if anybody was named.
pub fn details(event: &Traced, owner: &str, language: Language) -> Option<String> {
    match event {
        Traced::IssueAccepted { minutes, urgent } | Traced::IssueRevised { minutes, urgent } => {
            let minutes = NEEDS.with(language, &[minutes]);
            Some(if *urgent {
                format!("{} · {minutes}", URGENT.of(language))
            } else {
                minutes
            })
        }
        Traced::ItemMoved { from, to } => Some(MOVED.with(language, &[from, to])),
        Traced::ItemMinutesSet { from, to } => Some(MINUTES_CHANGED.with(language, &[from, to])),
        Traced::PassedOver { why } => Some(not_listed(why, language)),
        Traced::ItemLocked {
            position,
            support,
            why: reason,
        } => Some(format!(
            "{} {position} · {} {} · {} {} · {}",
            paper::NO.of(language),
            ONLINE.of(language),
            support.online,
            ON_BEHALF.of(language),
            support.on_behalf,
            why(*reason, language),
        )),
        Traced::DecisionPublished {
            decision,
            hands,
            votes,
        } => {
            let facts = decision_facts(decision, owner, *hands, *votes, language);
            (!facts.is_empty()).then(|| facts.join(" · "))
        }
        Traced::WorkBegun { due } => {
            let by = T("由{}办理 · {}前", "carried out by {} · by {}");
            Some(by.with(language, &[&owner, &time::date(*due, language)]))
        }
        Traced::WorkReferred { sent } => Some(work::referred(owner, *sent, language)),
        Traced::ReplyReceived { received } => Some(work::replied(*received, language)),
        Traced::ResourceOffered { resource } => {
            let resource = work::resource(*resource).of(language);
            Some(match owner {
                "" => resource.to_owned(),
                by => format!("{resource} · {by}"),
            })
        }
        Traced::OfferAnswered { resource, .. } => {
            Some(work::resource(*resource).of(language).to_owned())
        }
        Traced::WorkDueChanged { due } => {
            let by = T("改到 {}", "now by {}");
            Some(by.with(language, &[&time::date(*due, language)]))
        }
        Traced::ResultPublished {
            cost,
            verdict,
            owners,
            appraisal_until: _,
            photos: _,
        } => work::result_facts(*cost, *verdict, *owners, language),
        Traced::IssueReopened { by_reporter: true } => Some(
            T(
                "反映人认为没有解决",
                "whoever reported it says that it is not solved",
            )
            .of(language)
            .to_owned(),
        ),
        Traced::IssueReopened { by_reporter: false } => Some(
            T(
                "参加评议的居民里，认为没有解决的超过了规定的比例",
                "more of the residents who answered than the set share say that it is not solved",
            )
            .of(language)
            .to_owned(),
        ),
        Traced::ProgressReported { .. }
        | Traced::TaskDone { .. }
        | Traced::IssueClosed
        | Traced::DeferredReturned
        | Traced::PersonJoined
        | Traced::MembershipEnded
        | Traced::ReturnPrinted
        | Traced::CameBack
        | Traced::StrangerReported
        | Traced::IssueFiled
        | Traced::IssueEdited
        | Traced::FactsAdded { .. }
        | Traced::IssueWithdrawn
        | Traced::IssueImported
        | Traced::IssueDeclined
        | Traced::IssueAnswered
        | Traced::IssueHidden
        | Traced::HidingAppealed
        | Traced::IssueRestored
        | Traced::HidingUpheld
        | Traced::ItemAdded
        | Traced::SupplementAdded { .. }
        | Traced::ItemDropped => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::{Decision, Ground, Votes};

    #[test]
    fn what_happened_is_said_with_what_belongs_to_it() {
        let due = "2026-12-01".parse().expect("a day");
        let cases = [
            (Traced::IssueFiled, "Reported", None),
            (
                Traced::IssueAccepted {
                    minutes: 15,
                    urgent: true,
                },
                "Accepted",
                Some("Urgent · needs about 15 min in a meeting"),
            ),
            (
                Traced::ItemMoved { from: 3, to: 2 },
                "Moved on a draft agenda",
                Some("from item 3 to item 2"),
            ),
            (
                Traced::DecisionPublished {
                    decision: Decision::DoIt { due },
                    hands: Some(12),
                    votes: None,
                },
                "Decision published: Do it",
                Some("carried out by the property firm · by 1 Dec 2026 · hands: 12"),
            ),
            (
                Traced::DecisionPublished {
                    decision: Decision::Defer { review_on: due },
                    hands: None,
                    votes: Some(Votes {
                        in_favour: 5,
                        against: 1,
                        abstained: 0,
                    }),
                },
                "Decision published: Defer",
                Some(
                    "carried out by the property firm · comes back on 1 Dec 2026 · for 5, against 1, abstained 0",
                ),
            ),
            (
                Traced::DecisionPublished {
                    decision: Decision::ReferUpward {
                        ground: Ground::Emergency,
                    },
                    hands: None,
                    votes: None,
                },
                "Decision published: Refer to street or town",
                Some("carried out by the property firm · Emergency"),
            ),
        ];
        let english = Language::English;
        for (event, expected, belongs) in cases {
            assert_eq!(what(&event, english), expected);
            let details = details(&event, "the property firm", english);
            assert_eq!(details.as_deref(), belongs);
        }
    }
}
