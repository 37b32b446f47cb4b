//! Meetings to print: one with next to nothing, one as they are, and one that is too much.

use std::collections::BTreeSet;

use domain::agenda::Settings;
use domain::figures::{CommonGround, Seconding};
use domain::issue::{self, Category, Issue, IssueCard, IssueView, Support};
use domain::meeting::{
    Decided, Decision, EnteredDecision, Given, Ground, History, ItemView, Kind, LastMeeting,
    Meeting, MeetingView, Shares, Status, Votes, Why,
};
use domain::paper::{LateWork, Paper, Print, WorkOrder, papers};
use domain::place::{Building, Gate, Place, Plan, Point, Position, Source};
use domain::work::{Course, Resource, Tally, TaskView, WorkCard, WorkView, Works};
use domain::{
    BuildingId, Community, CommunityId, Date, Entry, IssueId, Language, MeetingId, PhotoId, Text,
    TextId, Timestamp, Trace, Traced, Zone,
};
use typeset::Photos;
use uuid::Uuid;

/// 64 digits, as a SHA-256.
pub const FINGERPRINT: &str = "9f2c4d1e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d";

pub struct Fixture {
    pub view: MeetingView,
    pub history: History,
    pub plan: Plan,
    pub photos: Photos,
}

/// Of a usual or an extreme leaf as many as there can be, each as long as it can be.
fn tasks(title: &str, body: &str) -> Vec<TaskView> {
    let task = || TaskView {
        id: TextId(Uuid::nil()),
        words: title.chars().take(60).collect(),
        done: false,
    };
    let many = body.chars().count().min(6);
    std::iter::repeat_with(task).take(many).collect()
}

impl Fixture {
    pub fn papers(&self, language: Language) -> Vec<Paper> {
        papers(&Print {
            community: &community(language),
            public_url: "https://twoline.example",
            view: &self.view,
            history: &self.history,
            plan: &self.plan,
            language,
        })
    }

    /// One item of which nothing is known but its title; an estate without a plan.
    pub fn empty() -> Self {
        let mut item = item(1, "灯");
        item.building_name.clear();
        item.area_name.clear();
        item.place = Place::default();
        item.support = Support::default();
        Self {
            view: meeting(Kind::Hearing, Status::Locked, vec![item]),
            history: History::default(),
            plan: Plan::default(),
            photos: Photos::new(),
        }
    }

    /// Three items, each with a photo or two, decided and published.
    pub fn usual(language: Language) -> Self {
        let mut photos = Photos::new();
        let texts = match language {
            Language::Chinese => [
                (
                    "2 号楼电梯夜里常停运",
                    "最近一个月，电梯晚上九点后停了六次，最长一次两小时。三楼以上的老人下不了楼，䶮阿姨和㛃师傅都被困过。\n希望物业说明原因，并公布检修时间。",
                ),
                (
                    "东门消防通道停满了车",
                    "晚上七点以后，东门到 5 号楼的消防通道两侧都停着车，救护车进不来。",
                ),
                (
                    "3 号楼前人行道地砖松动",
                    "下雨后踩上去溅水，已有两位老人绊倒。",
                ),
            ],
            Language::English => [
                (
                    "The lift of No. 2 keeps stopping at night",
                    "In the last month it stopped six times after nine in the evening, once for two hours. Elderly people above floor 3 can't get down.\nThe property firm should say why, and publish when it is serviced.",
                ),
                (
                    "The fire lane at the east gate is full of parked cars",
                    "After seven in the evening cars stand on both sides between the east gate and No. 5; an ambulance can't get in.",
                ),
                (
                    "Loose paving in front of No. 3",
                    "It splashes after rain, and two elderly people have stumbled.",
                ),
            ],
        };
        let reason = match language {
            Language::Chinese => "消防大队来函要求尽快研究。",
            Language::English => "The fire brigade asked in writing to deal with it soon.",
        };
        let mut items = vec![];
        for (n, (title, body)) in (1..).zip(texts) {
            let mut item = item(n, title);
            item.body = body.into();
            let count = if n == 1 { 2 } else { 1 };
            item.photos = take_photos(&mut photos, n, count);
            items.push(item);
        }
        items[1].why = Why::ByHand;
        items[1].reason = Some(reason.into());
        items[2].place.position = Some(Position {
            lat: 31.001_2,
            lon: 121.002_6,
            accuracy: None,
            source: Source::Plan,
        });
        let due: Date = "2027-01-31".parse().expect("a day");
        let words = match language {
            Language::Chinese => [
                "物业",
                "一周内公布检修记录；一月底前更换控制柜。",
                "先由居委会协调，划出临时停车位。",
                "超出居民区职权，报街镇。",
            ],
            Language::English => [
                "Property firm",
                "It publishes its service log within a week and replaces the control cabinet by the end of January.",
                "The committee first marks out places to park for the time being.",
                "Beyond the community's power; reported to the street office.",
            ],
        };
        decide(
            &mut items[0],
            Decision::DoIt { due },
            Some(17),
            words[0],
            words[1],
        );
        decide(
            &mut items[1],
            Decision::Pilot { due },
            None,
            words[0],
            words[2],
        );
        decide(
            &mut items[2],
            Decision::ReferUpward {
                ground: Ground::BeyondPower,
            },
            Some(21),
            "",
            words[3],
        );
        Self {
            history: history(&items, language, 5, ""),
            view: meeting(Kind::BranchCommittee, Status::Published, items),
            plan: estate(language),
            photos,
        }
    }

    /// Thirty items, titles and texts as long as may be, words that never end, markup of every
    /// kind, four photos each or none.
    pub fn extreme(language: Language) -> Self {
        let mut photos = Photos::new();
        let mut items = vec![];
        for n in 1..=30 {
            let title = match language {
                Language::Chinese => {
                    "关于 #set page(margin: 0pt) 与 *加粗* $x^2$ </text> 的长标题".repeat(2)
                }
                Language::English => format!(
                    "A long title with #markup and *stars* $x^2$ `code` @ref <b>tag</b> no. {n} that goes on"
                ),
            };
            let mut item = item(n, &title);
            let sentence = match language {
                Language::Chinese => "楼道灯坏了很久没人修，晚上回家很不安全。",
                Language::English => "The light on the stairs has been broken for long. ",
            };
            if n == 1 {
                item.body = sentence.chars().cycle().take(2_000).collect();
                item.photos = take_photos(&mut photos, n, 4);
            }
            if n == 2 {
                item.body = format!(
                    "{}\n\n\n= {}\n{}",
                    "!".repeat(300),
                    "https://example.org/".repeat(12),
                    "#panic()\\ $ _ * ` < > @ // /* ~ --- \""
                );
                item.place.position = Some(Position {
                    lat: 40.0,
                    lon: 100.0,
                    accuracy: None,
                    source: Source::Import,
                });
            }
            item.why = Why::ByHand;
            item.reason = Some(sentence.repeat(4));
            let due: Date = "2027-01-31".parse().expect("a day");
            decide(
                &mut item,
                Decision::DoIt { due },
                Some(99_999),
                &"W".repeat(80),
                &sentence.repeat(20),
            );
            items.push(item);
        }
        Self {
            history: history(&items, language, 30, &"W".repeat(40)),
            view: meeting(Kind::Members, Status::Published, items),
            plan: estate(language),
            photos,
        }
    }
}

fn community(language: Language) -> Community {
    Community {
        id: CommunityId(Uuid::nil()),
        slug: "guihua".into(),
        name: match language {
            Language::Chinese => "桂花居民区",
            Language::English => "Guihua Community",
        }
        .into(),
        names: Default::default(),
        language,
        zone: Zone::fixed("Asia/Shanghai", 28_800),
    }
}

impl Fixture {
    /// The order for the first item's work, and the list of late work with every item on it.
    pub fn of_work(&self, language: Language) -> [Paper; 2] {
        let on = Timestamp(1_801_900_000_000);
        let community = community(language);
        let first = &self.view.items[0];
        let words = first.decision_text.clone().unwrap_or_default();
        let due = Some("2027-01-31".parse().expect("a day"));
        let work = WorkView {
            course: Course::DoIt,
            owner: words.title.clone(),
            due,
            appraisal_until: None,
            tally: Tally::default(),
            mine: None,
            asked: false,
            handles: true,
        };
        let decided = first.decision.as_ref().map(|entered| Entry {
            at: on,
            role: None,
            event: Traced::DecisionPublished {
                decision: entered.decision.clone(),
                hands: None,
                votes: None,
            },
            text: first.decision_text.clone(),
            meeting: Some(3),
        });
        let issue = IssueView {
            issue: Issue::new(
                first.issue,
                first.number,
                first.category,
                TextId(Uuid::nil()),
                issue::Status::InWork,
                on,
            ),
            text: Text {
                title: first.title.clone(),
                body: first.body.clone(),
            },
            area_name: first.area_name.clone(),
            place: first.place.clone(),
            building_name: first.building_name.clone(),
            photos: first.photos.clone(),
            reporter_nickname: String::new(),
            reporter_building: String::new(),
            mine: false,
            discretion: issue::Discretion::default(),
            seconded: false,
            decision: None,
            work: None,
            tasks: tasks(&first.title, &first.body),
            referral: None,
            hidden: None,
            trace: Trace {
                entries: decided.into_iter().collect(),
                earlier: None,
            },
        };
        let order = WorkOrder {
            community: &community,
            public_url: "https://twoline.example",
            issue: &issue,
            work: &work,
            plan: &self.plan,
            on,
            language,
        };
        let cards = self.view.items.iter().map(|item| WorkCard {
            card: IssueCard {
                id: item.issue,
                number: item.number,
                title: item.title.clone(),
                category: item.category,
                status: issue::Status::InWork,
                decision: None,
                filed_at: on,
                seconds: 0,
                seconded: false,
                photo: None,
                building_name: String::new(),
            },
            course: Course::DoIt,
            owner: words.title.clone(),
            due,
        });
        let count = u32::try_from(self.view.items.len()).expect("few");
        let all = Works {
            cards: cards.collect(),
            total: count + 70,
            late: count + 7,
        };
        let late = LateWork {
            community: &community,
            public_url: "https://twoline.example",
            works: &all,
            on,
            language,
        };
        [order.paper(), late.paper()]
    }
}

/// The first item was answered and deferred; the last meeting decided so many.
fn history(items: &[ItemView], language: Language, decided: usize, owner: &str) -> History {
    let said = match language {
        Language::Chinese => "先用分贝仪连测一周，双方各推两名代表商量时间和音量，下次会议再议。",
        Language::English => {
            "It is measured for a week; each side names two people, and it comes back."
        }
    };
    let entry = |days: i64, event, owner: &str| Entry {
        at: Timestamp(1_795_900_000_000 - days * 86_400_000),
        role: None,
        event,
        text: Some(Text {
            title: owner.into(),
            body: said.repeat(if owner.is_empty() { 1 } else { 20 }),
        }),
        meeting: Some(2),
    };
    let review_on = "2026-12-01".parse().expect("a day");
    let due: Date = "2026-12-20".parse().expect("a day");
    let defer = |hands| Traced::DecisionPublished {
        decision: Decision::Defer { review_on },
        hands,
        votes: None,
    };
    let entries = vec![
        entry(40, Traced::IssueFiled, ""),
        entry(30, Traced::IssueAnswered, owner),
        entry(20, Traced::IssueAnswered, owner),
        entry(10, defer(Some(5)), owner),
    ];
    let of = |item: &ItemView| Decided {
        issue: IssueId(Uuid::nil()),
        title: item.title.clone(),
        decision: Decision::DoIt { due },
        text: Some(Text {
            title: if owner.is_empty() {
                said[..said.len().min(12)].to_owned()
            } else {
                owner.into()
            },
            body: said.into(),
        }),
    };
    let result = Traced::ResultPublished {
        cost: Some(2_400),
        verdict: None,
        owners: None,
        appraisal_until: Timestamp(1_797_900_000_000),
        photos: vec![],
    };
    let results = items
        .iter()
        .map(|item| (item.issue, entry(0, result.clone(), owner)));
    let given = |item: &ItemView| {
        let given = vec![
            (Resource::Material, owner.to_owned()),
            (Resource::People, String::new()),
        ];
        (item.issue, given)
    };
    History {
        results: results.collect(),
        given: items.iter().map(given).collect(),
        items: [(items[0].issue, entries)].into(),
        ground: items.iter().map(|item| (item.issue, ground())).collect(),
        last: Some(LastMeeting {
            number: 2,
            decided: items.iter().cycle().take(decided).map(of).collect(),
        }),
    }
}

/// Of five areas four second it.
fn ground() -> CommonGround {
    let of = |households| Seconding {
        households,
        of: 120,
    };
    CommonGround([31, 12, 0, 4, 57].map(of).into())
}

fn take_photos(photos: &mut Photos, item: u32, count: u128) -> Vec<PhotoId> {
    let files = ["lift", "fire-lane", "paving", "stairwell"];
    let ids = (0..count).map(|n| PhotoId(Uuid::from_u128(u128::from(item) * 10 + n)));
    ids.inspect(|id| {
        let name = files[photos.len() % files.len()];
        let path = format!("{}/../server/demo/{name}.jpg", env!("CARGO_MANIFEST_DIR"));
        photos.insert(*id, std::fs::read(path).expect("a photo"));
    })
    .collect()
}

fn decide(item: &mut ItemView, decision: Decision, votes: Option<u32>, owner: &str, words: &str) {
    item.decision = Some(EnteredDecision {
        decision,
        hands: None,
        votes: votes.map(|in_favour| Votes {
            in_favour,
            against: 2,
            abstained: 1,
        }),
        responsible: None,
        text: TextId(Uuid::nil()),
    });
    item.decision_text = Some(Text {
        title: owner.into(),
        body: words.into(),
    });
}

fn meeting(kind: Kind, status: Status, items: Vec<ItemView>) -> MeetingView {
    MeetingView {
        meeting: Meeting {
            id: MeetingId(Uuid::nil()),
            number: 3,
            kind,
            // 2026-12-01 19:00 in Shanghai.
            starts_at: Timestamp(1_796_122_800_000),
            venue: "居委会二楼会议室".into(),
            minutes: 60,
            status,
            version: 9,
            items: vec![],
            moved: false,
            dropped: BTreeSet::new(),
        },
        items,
        unlisted: vec![],
        more_unlisted: 0,
        changes: vec![],
        earlier_changes: 0,
        locked_at: Some(Timestamp(1_795_900_000_000)),
        outdated: false,
        settings: Settings::default(),
        by_seconds: vec![],
        fingerprint: Some(FINGERPRINT.to_owned()),
        locked_version: Some(5),
    }
}

fn item(number: u32, title: &str) -> ItemView {
    ItemView {
        issue: IssueId(Uuid::from_u128(number.into())),
        number: number + 10,
        title: title.into(),
        body: String::new(),
        category: Category::Upkeep,
        minutes: 15,
        why: Why::Shares(Shares {
            turn: number,
            seconds: 44 - number,
            given: Some(Given {
                cap: 28_571,
                full: 31 - number,
                rest: 6,
            }),
        }),
        reason: None,
        support: Support {
            online: 41 - number,
            on_behalf: 3,
            households: 31,
            of: 96,
        },
        area_name: "2".into(),
        place: Place {
            position: None,
            building: Some(BuildingId("2".into())),
        },
        building_name: "2".into(),
        photos: vec![],
        decision: None,
        decision_text: None,
    }
}

/// Twelve buildings in three rows, paths between them, two gates.
fn estate(language: Language) -> Plan {
    let p = |lat: f64, lon: f64| Point {
        lat: 31.0 + lat,
        lon: 121.0 + lon,
    };
    let buildings = (0..12_u32).map(|n| {
        let (lat, lon) = (f64::from(n / 4) * 0.0008, f64::from(n % 4) * 0.0012);
        Building {
            id: BuildingId((n + 1).to_string()),
            name: match language {
                Language::Chinese => format!("{} 号楼", n + 1),
                Language::English => format!("No. {}", n + 1),
            },
            cluster: "East".into(),
            outline: vec![
                p(lat, lon),
                p(lat, lon + 0.0009),
                p(lat + 0.000_25, lon + 0.0009),
                p(lat + 0.000_25, lon),
            ],
            more: vec![],
        }
    });
    Plan {
        buildings: buildings.collect(),
        paths: vec![
            vec![p(0.0005, -0.0002), p(0.0005, 0.0048)],
            vec![p(0.0013, -0.0002), p(0.0013, 0.0048)],
        ],
        gates: vec![
            Gate {
                name: match language {
                    Language::Chinese => "东门",
                    Language::English => "East gate",
                }
                .into(),
                at: p(0.0005, 0.0048),
            },
            Gate {
                name: String::new(),
                at: p(0.0013, -0.0002),
            },
        ],
    }
}
