//! Words about meetings that pages and paper share.

use crate::Language;
use crate::issue::Support;
use crate::meeting::{Decision, Given, Ground, Kind, NotListed, Shares, Shortfall, Votes, Why};

use super::issue::percent;
use super::{COMMA, T, time};

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

// What a change of a draft would bring in and throw out, before it is kept.
pub const AFTER_LEAVES: T = T("离开议程：", "Leaves the agenda:");
pub const AFTER_COMES: T = T("列入议程：", "Comes onto the agenda:");
/// The issue's number, and its title.
pub const AFTER_ISSUE: T = T("编号 {} “{}”", "No. {} “{}”");
pub const AFTER_SAME: T = T("议程上的议题不变。", "The same issues stay on the agenda.");
pub const AFTER_MINUTES: T = T(
    "之后共排 {} 分钟，可用 {} 分钟。",
    "Then {} of {} minutes are used.",
);

/// A ground for referring upward.
pub fn ground(ground: Ground) -> T {
    match ground {
        Ground::BeyondPower => T("超出居民区职权", "Beyond the community's power"),
        Ground::JointEnforcement => T("需要联合执法", "Needs joint enforcement"),
        Ground::Emergency => T("紧急情况", "Emergency"),
    }
}

/// Why an item is on the agenda, in a sentence or two.
pub fn why(why: Why, language: Language) -> String {
    match why {
        Why::Urgent => T(
            "紧急：危及人身或财产安全，不参加排序",
            "Urgent: danger to life or property goes before all ranking",
        )
        .with(language, &[]),
        Why::Deferred => {
            T("此前暂缓，现已到期", "Deferred earlier; its date has come").with(language, &[])
        }
        Why::PassedOver { times } => T(
            "前 {} 次议程都没排上，这次直接列入",
            "Passed over by earlier agendas ({}), so listed now",
        )
        .with(language, &[&times]),
        Why::Reserved {
            households,
            of,
            meetings,
        } => {
            let support = Support {
                households,
                of,
                ..Support::default()
            };
            T(
                "名额留给最近 {} 次议程都没有议题的片区，它的附议率最高（{}%）",
                "This place is kept for areas without an item lately (agendas: {}); it has the best support rate among theirs ({}%)",
            )
            .with(language, &[&meetings, &percent(support).unwrap_or_default()])
        }
        Why::ByHand => T("书记酌定列入", "At the secretary's discretion").with(language, &[]),
        Why::Support { rank, seconds } => T(
            "按附议人数排第 {}（{} 人）",
            "No. {} by number of supporters ({})",
        )
        .with(language, &[&rank, &seconds]),
        Why::Shares(shares) => paid(shares, language),
        Why::LeftOver { seconds } => T(
            "用剩余时间，按附议人数补入（{} 人）",
            "Fits into the time left over, by number of supporters ({})",
        )
        .with(language, &[&seconds]),
        Why::Supplement { number } => T("补充议题 {}", "Supplement {}").with(language, &[&number]),
    }
}

fn paid(shares: Shares, language: Language) -> String {
    let Shares {
        turn,
        seconds,
        given,
        ..
    } = shares;
    let Some(Given { cap, full, rest }) = given else {
        return T(
            "第 {} 个排上：{} 位附议人的时间合起来够用",
            "Chosen as no. {}: its supporters ({}) could pay its minutes together",
        )
        .with(language, &[&turn, &seconds]);
    };
    let cap = time::duration(cap, language);
    let main = T(
        "第 {} 个排上：{} 人附议，其中 {} 人各出 {}",
        "Chosen as no. {}: of {} supporters, {} gave {} each",
    )
    .with(language, &[&turn, &seconds, &full, &cap]);
    let rest = if rest == 0 {
        String::new()
    } else {
        T(
            "，{} 人不足，出了全部剩余",
            ", {} had less and gave what they had",
        )
        .with(language, &[&rest])
    };
    main + &rest
}

/// Why an issue that could have been taken is not on an agenda, in a sentence or two.
pub fn not_listed(why: &NotListed, language: Language) -> String {
    match why {
        NotListed::Shares(None) => T(
            "附议人的时间合起来不够。份额没用完的部分带到下次会议。",
            "Its supporters could not pay its minutes together. What is left of their shares is carried to the next meeting.",
        )
        .with(language, &[]),
        NotListed::Shares(Some(Shortfall { had, missing, gave })) => {
            let had = time::duration(*had, language);
            let missing = time::at_least(*missing, language);
            let short = T(
                "附议人合起来还有 {}，再有 {} 就够了。",
                "Its supporters had {} left together; {} more would have been enough.",
            )
            .with(language, &[&had, &missing]);
            let spent: Vec<String> = (gave.iter())
                .map(|(number, ms)| {
                    T("编号 {}（{}）", "no. {} ({})")
                        .with(language, &[number, &time::duration(*ms, language)])
                })
                .collect();
            let spent = if spent.is_empty() {
                String::new()
            } else {
                let list = spent.join(COMMA.of(language));
                T(
                    "他们的时间用在了{}。",
                    " Their minutes went to {}.",
                )
                .with(language, &[&list])
            };
            let carried = T(
                "份额没用完的部分带到下次会议。",
                " What is left of their shares is carried to the next meeting.",
            );
            short + &spent + carried.of(language)
        }
        NotListed::Support { rank } => T(
            "按附议人数排第 {}，时间不够。",
            "No. {} by number of supporters; there was no time left for it.",
        )
        .with(language, &[rank]),
        NotListed::TooLong { available } => T(
            "它需要的时间超过可供选择的 {} 分钟。",
            "It needs more than the {} min that were left to choose for.",
        )
        .with(language, &[available]),
        NotListed::Dropped => T(
            "人工撤下，理由见调整记录。",
            "Taken off by hand; the reason stands with the changes.",
        )
        .with(language, &[]),
    }
}

/// What belongs to a decision: who carries it out (empty: nobody was named), its date, its ground,
/// the hands or votes that were counted.
pub fn decision_facts(
    decision: &Decision,
    owner: &str,
    hands: Option<u32>,
    votes: Option<Votes>,
    language: Language,
) -> Vec<String> {
    let mut facts = vec![];
    if !owner.is_empty() {
        facts.push(T("由{}办理", "carried out by {}").with(language, &[&owner]));
    }
    facts.extend(match decision {
        Decision::DoIt { due } | Decision::Pilot { due } => {
            Some(T("{}前", "by {}").with(language, &[&time::date(*due, language)]))
        }
        Decision::Defer { review_on } => Some(
            T("{} 再议", "comes back on {}").with(language, &[&time::date(*review_on, language)]),
        ),
        Decision::ReferUpward { ground: reason } => Some(ground(*reason).of(language).to_owned()),
        Decision::OwnersDecide | Decision::NotDone => None,
    });
    if let Some(hands) = hands {
        facts.push(T("举手 {} 人", "hands: {}").with(language, &[&hands]));
    }
    facts.extend(votes.map(|of| votes_counted(of, language)));
    facts
}

/// Votes that were counted.
pub fn votes_counted(of: Votes, language: Language) -> String {
    T(
        "赞成 {}、反对 {}、弃权 {}",
        "for {}, against {}, abstained {}",
    )
    .with(language, &[&of.in_favour, &of.against, &of.abstained])
}

/// A fingerprint as it is shown and typed: its 64 digits in groups.
pub fn fingerprint(digits: &str) -> String {
    let groups: Vec<&str> = (0..digits.len().div_ceil(8))
        .filter_map(|at| digits.get(at * 8..digits.len().min(at * 8 + 8)))
        .collect();
    groups.join(" ")
}

/// What people call a meeting: its number and kind.
pub fn name(number: u32, of: Kind, language: Language) -> String {
    TITLE.with(language, &[&number, &kind(of).of(language)])
}

/// Before its name.
pub const NEXT_MEETING: T = T("下次会议", "Next meeting");
/// Until when seconds count for it, and whose.
pub const NEXT_OPEN: T = T(
    "议程锁定以前，每位居民的附议都算数。",
    "Every resident's second counts until it is locked.",
);
pub const NEXT_LOCKED: T = T(
    "议程已于{}锁定；现在的附议，算到再下一次会议。",
    "Its agenda was locked on {}. Seconds count for the meeting after it now.",
);
pub const STARTS_AT: T = T("时间", "When");
pub const VENUE: T = T("地点", "Where");
pub const MINUTES: T = T("议题用时", "Time for items");
pub const N_MINUTES: T = T("{} 分钟", "{} min");
pub const TITLE: T = T("第 {} 次会议 · {}", "Meeting {} · {}");
pub const SUPPLEMENT: T = T("补充议题", "Supplement");
pub const AGENDA: T = T("会议议程", "Agenda");
pub const AGENDA_REASON: T = T("理由：{}", "Reason: {}");
pub const DUE: T = T("期限", "Due");

// How an agenda was chosen, and what one person's seconds did in it; as pages say it.
pub const HOW_SHARES: T = T(
    "每位附议的人分到一样多的会议时间。关心同一件事的人，时间合起来够它用，它就能上议程；还付得起的人最多的先上。没用完的带到下次会议。",
    "Everyone who seconded something gets the same number of the meeting's minutes to give. An issue comes on the agenda when the people who care about it can together pay the minutes that it needs; the one with most people still able to pay goes first. What is not spent is carried to the next meeting.",
);
pub const HOW_SECONDS: T = T(
    "附议人数多的先上，排到时间用完为止。",
    "The issues with most supporters come first, as many as fit.",
);
pub const BY_SECONDS_SAME: T = T(
    "只看附议人数，选出来的也一样。",
    "Number of supporters alone would have chosen the same.",
);
pub const BY_SECONDS: T = T(
    "如果只看附议人数，选出来的会是：编号 {}。",
    "Number of supporters alone would have chosen no. {}.",
);
pub const FINGERPRINT: T = T(
    "锁定时的完整数据有一个指纹（SHA-256），印在纸质议程的页脚。监督员可以下载数据，用 twoline agenda verify 核对：",
    "All that decided it has a fingerprint (SHA-256), which is printed at the foot of the agenda. Supervisors can download the data and check it with twoline agenda verify:",
);
/// An issue in a sentence: its title, and how people name it.
pub const CALLED: T = T("“{}”（{}）", "“{}” ({})");
pub const EXAMPLE: T = T("{}的议程按“{}”排成：", "The agenda of {}, by “{}”:");
pub const EXAMPLE_SECONDS: T = T(
    "同样的附议，只看人数会选：{}。",
    "By their number alone, the same seconds would have chosen: {}.",
);
/// Which position in the agenda somebody's issue has, by the rule alone.
pub const TURN: T = T("按规则第 {} 个排上", "Chosen by the rule as no. {}");
pub const MY_SECONDED: T = T(
    "规则可选的议题里，您附议了 {} 件，其中 {} 件上了这次议程。",
    "Of the issues that the rule could choose, you seconded {}; {} of them came on this agenda.",
);
pub const MY_PAID: T = T("上了议程，您出了 {}。", "on the agenda; you gave {}.");
pub const MY_LEFT_OVER: T = T(
    "用剩余时间补入，您分摊 {}。",
    "came in with the time left over; your part is {}.",
);
pub const MY_LISTED: T = T(
    "上了议程，没有用您的时间。",
    "on the agenda, without time of yours.",
);
pub const MY_NOT_LISTED: T = T("这次没有排上。", "not on this agenda.");
pub const MY_SHARE: T = T(
    "每人分到 {}。没用完的，您有 {} 带到下次会议。",
    "Everybody's share was {}. Of what is not spent you carry {} to the next meeting.",
);
pub const MY_CREDIT: T = T("您上次带来 {}。", "You had brought {} along.");
pub const MY_FIGURES: T = T("核对用的数字", "Figures to check it by");
pub const MY_NUMBER: T = T(
    "您在核对数据里的序号是 {}（共 {} 人）。",
    "Your number in the data is {} of {}.",
);
pub const MY_RAISED: T = T(
    "时间有余时，大家的份额一起加大，所以出的可以比分到的多。带到下次的最多三份；优先列入的议题不用谁出时间。",
    "Where minutes are left, all shares are raised alike, so one may give more than one's share. At most three shares are carried on. Items that were placed first are paid by nobody.",
);
pub const MY_LINE_NONE: T = T(
    "锁定时，您没有附议过要由规则来选的议题。紧急、到期等优先列入的议题，不用谁出时间。",
    "When it was locked, you seconded nothing that the rule had to choose from. Urgent items and others that are placed first are paid by nobody.",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_paid_and_what_was_missing_is_said_in_numbers() {
        let shares = Shares {
            turn: 2,
            seconds: 41,
            given: Some(Given {
                cap: 18_300,
                full: 34,
                rest: 6,
            }),
        };
        assert_eq!(
            why(Why::Shares(shares), Language::English),
            "Chosen as no. 2: of 41 supporters, 34 gave 18 s each, 6 had less and gave what they had"
        );
        assert_eq!(
            why(
                Why::Shares(Shares {
                    given: Some(Given {
                        cap: 18_300,
                        full: 34,
                        rest: 0
                    }),
                    ..shares
                }),
                Language::Chinese
            ),
            "第 2 个排上：41 人附议，其中 34 人各出 18 秒"
        );
        let one_of_many = Why::Reserved {
            households: 1,
            of: 250,
            meetings: 1,
        };
        assert_eq!(
            why(one_of_many, Language::English),
            "This place is kept for areas without an item lately (agendas: 1); it has the best support rate among theirs (<1%)"
        );
        let short = Shortfall {
            had: 61_000,
            missing: 4_500,
            gave: vec![(12, 60_000), (3, 2_000)],
        };
        assert_eq!(
            not_listed(&NotListed::Shares(Some(short)), Language::English),
            "Its supporters had 1 min 1 s left together; 4.5 s more would have been enough. Their minutes went to \
             no. 12 (1 min), no. 3 (2 s). What is left of their shares is carried to the next meeting."
        );
    }
}
