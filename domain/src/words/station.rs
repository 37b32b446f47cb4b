//! An issue's way in words: its stations, where it stands and what comes next.

use crate::Language;
use crate::issue::{Issue, Station, Status};
use crate::meeting::DecisionKind;

use super::T;
use super::issue::decision as decision_name;

/// What the strip of stations is.
pub const WAY: T = T("走到哪一步", "How far it has come");
/// Read aloud with a station that is behind.
pub const PASSED: T = T("（已过）", " (done)");

/// A station's name: as short as six of them in a row want it.
pub fn station(station: Station) -> T {
    match station {
        Station::Filed => T("反映", "Reported"),
        Station::Accepted => T("受理", "Accepted"),
        Station::OnAgenda => T("上议程", "Agenda"),
        Station::Decided => T("决议", "Decision"),
        Station::InWork => T("办理", "Work"),
        Station::Appraisal => T("评议", "Review"),
        Station::Returned => T("重办", "Again"),
        Station::Declined => T("不予受理", "Declined"),
        Station::Withdrawn => T("撤回", "Withdrawn"),
        Station::Closed => T("办结", "Closed"),
    }
}

/// Where an issue stands and what comes next, in a sentence or two; `decision` is what was decided
/// about it, once published.
pub fn stands(issue: &Issue, decision: Option<DecisionKind>, language: Language) -> String {
    let words = match issue.status {
        Status::Filed => T(
            "等待受理。受理以后，会议才能把它排上议程；现在就可以附议。",
            "Waiting to be accepted. An agenda can take it once the committee has accepted it; it can be seconded already.",
        ),
        Status::Accepted if issue.urgent => T(
            "已受理，属于紧急：排在下次会议议程的最前面。",
            "Accepted as urgent: it comes first on the next agenda.",
        ),
        Status::Accepted if issue.support.seconds() == 0 => T(
            "已受理，等邻居附议：没有人附议的，不会排上议程。",
            "Accepted. Next it needs seconds: an agenda takes nothing that nobody seconds.",
        ),
        Status::Accepted => T(
            "已受理，等着排上会议议程。下次议程锁定以前，附议都算数。",
            "Accepted. Next it may come onto an agenda: seconds count until that is locked.",
        ),
        Status::OnAgenda => T(
            "已列入会议议程，附议人数已定格。下一步：会上讨论，决议公开在这里。",
            "On the agenda of a meeting, its seconds frozen. Next the meeting decides, and the decision is published here.",
        ),
        Status::Deferred => T(
            "会议决定暂缓。到了再议的日子，它会自动回到议程。",
            "A meeting deferred it. On its day it comes back onto an agenda by itself.",
        ),
        Status::Decided => return decided(decision, language),
        Status::InWork => T(
            "正在办理：由谁负责、什么时候完成见下。办好后结果公开在这里，由反映人和附议人评议。",
            "It is being done; who does it and by when stands below. Then the result is published, and those behind it say whether it is solved.",
        ),
        Status::Appraisal => T(
            "结果已公开，反映人和附议人正在评议。没有解决的会重新办理，否则到期办结。",
            "The result is published, and those behind it have the word. What is not solved is taken up again; else it is closed.",
        ),
        Status::Returned => T(
            "重新办理：等待再次上会或直接办理，可以继续附议。",
            "Taken up again: it waits for another meeting or for work without one, and can be seconded.",
        ),
        Status::Declined => T(
            "不予受理。理由写在下面的办理经过里。",
            "It was declined. The reason stands below, in what has happened.",
        ),
        Status::Withdrawn => T(
            "反映人已经撤回，不再办理。",
            "Whoever reported it took it back; nothing more comes of it.",
        ),
        Status::Closed => T("已经办结。", "It is closed."),
    };
    words.of(language).to_owned()
}

fn decided(decision: Option<DecisionKind>, language: Language) -> String {
    match decision {
        Some(DecisionKind::NotDone) => T(
            "会议决定不办。理由写在下面的办理经过里。",
            "A meeting decided against it. The reason stands below, in what has happened.",
        )
        .of(language)
        .to_owned(),
        Some(
            kind @ (DecisionKind::DoIt
            | DecisionKind::Pilot
            | DecisionKind::ReferUpward
            | DecisionKind::OwnersDecide
            | DecisionKind::Defer),
        ) => T(
            "会议已作决议：{}。由谁负责、什么时候完成，写在下面的办理经过里。",
            "A meeting decided: {}. Who is to do it and by when stands below, in what has happened.",
        )
        .with(language, &[&decision_name(kind).of(language)]),
        None => T("会议已作决议。", "A meeting decided about it.")
            .of(language)
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Category, Support};
    use crate::work::Course;
    use crate::{IssueId, TextId, Timestamp};
    use uuid::Uuid;

    #[test]
    fn every_status_stands_on_its_way_and_says_what_comes_next() {
        let id = Uuid::from_u128(1);
        let issue = |status| {
            let (issue, text) = (IssueId(id), TextId(id));
            Issue::new(issue, 1, Category::Lift, text, status, Timestamp(0))
        };
        let mut said = vec![];
        for status in Status::ALL {
            for course in [None, Some(Course::DoIt), Some(Course::Direct)] {
                let way = status.way(course);
                assert_eq!(way.stations[0], Station::Filed);
                assert!(way.at < way.stations.len(), "{status:?}");
                let over = matches!(
                    status,
                    Status::Declined
                        | Status::Withdrawn
                        | Status::Closed
                        | Status::Decided
                        | Status::Appraisal
                );
                let last = way.at + 1 == way.stations.len();
                assert_eq!(last, over, "{status:?}");
            }
            for language in [Language::Chinese, Language::English] {
                said.push(stands(&issue(status), Some(DecisionKind::Pilot), language));
            }
        }
        // What an accepted issue waits for depends on who seconds it, and whether it is urgent.
        let seconded = Issue {
            support: Support {
                online: 1,
                ..Support::default()
            },
            ..issue(Status::Accepted)
        };
        let urgent = Issue {
            urgent: true,
            ..issue(Status::Accepted)
        };
        for issue in [seconded, urgent] {
            said.push(stands(&issue, None, Language::English));
        }
        let decided = issue(Status::Decided);
        for decision in [None, Some(DecisionKind::NotDone)] {
            said.push(stands(&decided, decision, Language::English));
        }
        let count = said.len();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), count, "two that say the same: {said:#?}");
        assert!(said.contains(&"A meeting decided: Pilot. Who is to do it and by when stands below, in what has happened.".to_owned()));
    }
}
