//! Communities apart: whatever ids of another community are named, nothing of it is shown, counted
//! or changed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::community::CreateCommunity;
use domain::complaint::{Appeal, Complain, HideIssue, Kind as Wrong, RestoreIssue, UpholdHiding};
use domain::household::{Change, Household, JoinAtDesk, PrintSlip, RenewSlip};
use domain::issue::{
    AcceptIssue, AddFacts, AnswerIssue, BlackOut, Category, DeclineIssue, EditIssue, FeedOrder,
    FeedQuery, FileIssue, Near, SecondOnBehalf, TakeBackOnBehalf, WithdrawIssue,
};
use domain::meeting::{Decision, DraftChange, EnterDecision, Move, MoveItems, Status};
use domain::membership::EndMembership;
use domain::office::{EndOffice, GrantOffice};
use domain::organisation::RenameOrganisation;
use domain::place::Area;
use domain::retention::What;
use domain::time::DAY;
use domain::work::{
    AddTask, AnswerOffer, Appraise, AppraiseFor, BeginWork, ByOffice, ChangeDue, EnterReply,
    OfferResource, PublishResult, ReferWork, ReportProgress, Resource, Responsible,
};
use domain::{
    Actor, Command, CommandId, CommunityId, Envelope, Field, FieldError, IssueId, Language,
    MeetingId, Office, PersonId, PhotoId, Problem, Refusal, Role, Sender, SlipId, TextId,
    Timestamp, Viewer, Zone,
};
use sqlx::Row;
use store::Store;

use crate::common::{
    CODE, Database, Estate, Filled, INVITED, NOON, building, change, create_meeting, date, file,
    id, of_agenda, plan, report, rows, second, sender, with_photos,
};

/// All files of a folder and those in it, as text.
fn sources(folder: &str) -> String {
    let mut all = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all += &std::fs::read_to_string(&path).expect("text");
            }
        }
    }
    all
}

/// The public methods of the store, with their arguments, by the text of its source.
fn all_methods() -> BTreeMap<String, String> {
    let source = sources("src");
    let methods = source.split("    pub async fn ").skip(1);
    let method = |method: &str| {
        let (name, rest) = method.split_once('(').expect("arguments");
        let (arguments, _) = rest.split_once(')').expect("an end");
        (name.to_owned(), arguments.to_owned())
    };
    methods.map(method).collect()
}

/// Those that take a community.
fn methods() -> BTreeSet<String> {
    let mut methods = all_methods();
    methods.retain(|_, arguments| arguments.contains(": CommunityId"));
    methods.into_keys().collect()
}

#[test]
fn every_method_is_in_the_contract() {
    let tests = sources("tests/contract");
    for method in all_methods().into_keys() {
        let calls = [".", "::", "!("].map(|before| format!("{before}{method}("));
        let called = calls.iter().any(|call| tests.contains(call));
        assert!(called, "{method} is tried on neither database");
    }
}

/// Asks `here` for everything of the other community, through every method that reads.
async fn asked(store: &Store, here: CommunityId, other: &Filled) -> Vec<(&'static str, String)> {
    let mut answers = vec![];
    macro_rules! ask {
        ($method:ident($($argument:expr),*)) => {
            let answer = store.$method(here, $($argument),*).await.expect("no fault");
            answers.push((stringify!($method), format!("{answer:?}")));
        };
    }
    let viewers = other.persons().map(Some).chain([None]);
    for viewer in viewers.collect::<Vec<_>>() {
        for order in [
            FeedOrder::Newest,
            FeedOrder::MostSeconded,
            FeedOrder::Ranked,
            FeedOrder::Mine,
            FeedOrder::Common,
        ] {
            for (words, near) in [
                ("", None),
                ("typed", None),
                ("", Some(Near { lat: 0, lon: 0 })),
            ] {
                let query = FeedQuery {
                    order,
                    words: words.to_owned(),
                    near,
                    ..FeedQuery::default()
                };
                ask!(feed(viewer, &query));
            }
        }
        ask!(titles(&[1, 2, 3]));
        ask!(located(viewer, 100, 100));
        ask!(waiting(viewer, &domain::issue::DeskFilter::default()));
        for number in 1..=10 {
            ask!(issue(number, viewer, None));
            ask!(case(number, viewer));
        }
        ask!(cases(viewer));
        for issue in &other.issues {
            ask!(photos_of_issue(*issue));
        }
        for photo in &other.photos {
            ask!(photo_is_hidden(*photo, viewer));
        }
    }
    for person in other.persons() {
        let viewer = store.viewer(other.estate.id, Some(person)).await;
        let viewer = viewer.expect("no fault");
        assert!(viewer.is_member());
        for number in 1..=3 {
            ask!(meeting(number, &viewer));
            let view = store.meeting(other.estate.id, number, &viewer).await;
            if let Some(view) = view.expect("no fault") {
                ask!(history(&view, &viewer));
            }
            ask!(agenda_line(number, person));
            ask!(agenda_document(number));
            ask!(document_takings(number));
            for change in [
                DraftChange::Fill,
                DraftChange::Add(other.issues[0]),
                DraftChange::Drop(other.issues[0]),
            ] {
                ask!(draft_after(number, change));
            }
        }
        ask!(meetings(&viewer, None));
        ask!(next_meeting(&viewer, Timestamp(0)));
        ask!(inbox(person, None));
        ask!(entered_by(person));
        ask!(entered_for(person));
        ask!(account(person));
        ask!(own(person, NOON));
        ask!(mail_address(person));
        ask!(turned_off(person));
        ask!(housemates(person));
        ask!(viewer(Some(person)));
        ask!(actor(Sender::Person(person)));
    }
    for photo in other.photos {
        ask!(photo(photo, true));
        ask!(photo(photo, false));
    }
    ask!(kept_paper(&of_agenda(other.meeting)));
    for issue in &other.issues {
        ask!(filed(*issue));
    }
    ask!(slip(CODE));
    ask!(invitation(INVITED));
    ask!(return_slip(CODE));
    ask!(offices(NOON));
    ask!(organisations());
    ask!(facts());
    ask!(mail_addresses());
    ask!(mailed());
    ask!(roundups(&Zone::utc(), NOON.plus(DAY * 400)));
    ask!(homes());
    ask!(common_ground());
    ask!(offers(None, None));
    for issue in &other.issues {
        ask!(offers(Some(*issue), None));
    }
    ask!(works(None, date("2027-01-31")));
    ask!(due_by(NOON.plus(DAY * 400), date("2028-01-31")));
    for issue in &other.issues {
        ask!(appraisal_words(*issue));
    }
    ask!(strangers());
    ask!(find_members(""));
    for building in ["1", "2", "3", "4"] {
        ask!(households(&crate::common::building(building)));
        ask!(doors(&crate::common::building(building)));
        ask!(open_issues("", Some(&crate::common::building(building))));
        ask!(members_of(&crate::common::building(building)));
        ask!(entered_in(&crate::common::building(building)));
    }
    ask!(odd(NOON));
    ask!(register(NOON));
    ask!(buildings());
    ask!(plan());
    ask!(areas_in_use());
    ask!(agenda_settings());
    ask!(appraisal_settings());
    ask!(periods());
    ask!(erased());
    for what in What::ALL {
        ask!(forgettable(what, NOON.plus(DAY * 4_000)));
    }
    let mut lines = vec![];
    ask!(export(|line| lines.push(line.to_owned())));
    answers.push(("export", lines.concat()));
    answers
}

/// Those that change something, which the tests below call as well.
const CHANGE: [&str; 21] = [
    "confirm_mail_address",
    "execute",
    "execute_all",
    "forget_mail_address",
    "forget_mailed",
    "give_mail_address",
    "keep_paper",
    "mail_stop_key",
    "mark_inbox_seen",
    "note_mailed",
    "note_phone",
    "put_photo",
    "roundup_done",
    "set_rhythm",
    "stop_mail",
    "take_roundup",
    "take_turn",
    "turn",
    "turn_done",
    "turn_failed",
    "turn_put_off",
];

pub async fn no_query_shows_anothers_rows(db: &Database) {
    let other = Filled::new(db, "there").await;
    // A newcomer with nothing but a plan and a register, and people of its own.
    let here = Estate::new(&db.store, "here").await;
    let secretary = here.secretary().await;
    let resident = here.resident(1).await;
    let store = &db.store;

    let answers = asked(store, here.id, &other).await;
    let called = answers.iter().map(|(method, _)| (*method).to_owned());
    let called: BTreeSet<_> = called.chain(CHANGE.map(str::to_owned)).collect();
    assert_eq!(called, methods(), "a method of the store is not asked here");
    for (method, answer) in &answers {
        if [
            "issue",
            "filed",
            "meeting",
            "photo",
            "kept_paper",
            "slip",
            "invitation",
            "account",
            "return_slip",
            "agenda_line",
            "agenda_document",
            "mail_address",
        ]
        .contains(method)
        {
            assert_eq!(answer, "None", "{method}");
        }
        assert!(!answer.contains("typed"), "{method}: {answer}");
        for issue in &other.issues {
            assert!(!answer.contains(&issue.to_string()), "{method}: {answer}");
        }
    }
    for person in other.persons() {
        let viewer = store.viewer(here.id, Some(person)).await;
        let viewer = viewer.expect("no fault");
        let stranger = Viewer {
            person: Some(person),
            ..Viewer::default()
        };
        assert_eq!(viewer, stranger);
        let actor = store
            .actor(here.id, Sender::Person(person))
            .await
            .expect("no fault");
        let stranger = Actor {
            person: Some(person),
            ..Actor::default()
        };
        assert_eq!(actor, stranger);
    }
    let register = here.register().await;
    let register: Vec<_> = register.iter().map(|household| household.id).collect();
    assert_eq!(register, here.households);

    // With an issue and a meeting of the same numbers, each shows its own.
    here.accepted(&resident, &secretary, "Ours", 10).await;
    let create = Command::CreateMeeting(create_meeting(MeetingId(id())));
    here.ok(&secretary, create).await;
    for (method, answer) in asked(store, here.id, &other).await {
        assert!(!answer.contains("typed"), "{method}: {answer}");
    }
    assert_eq!(here.issue(1, &resident).await.text.title, "Ours");
    let view = here.issue(1, &resident).await;
    assert_eq!((view.issue.support.online, view.issue.support.of), (1, 6));
    assert_eq!(here.meeting(1, &secretary).await.items.len(), 1);
    // And the other still shows what is its own.
    let there = asked(store, other.estate.id, &other).await;
    for (method, shows) in [
        ("feed", "typed"),
        ("issue", "typed"),
        ("meeting", "typed"),
        ("located", "typed"),
        ("slip", "Some(Slip"),
        ("invitation", "Some(Invitation"),
        ("offices", "typed"),
        ("find_members", "typed"),
    ] {
        let mut answers = there.iter().filter(|(name, _)| *name == method);
        assert!(
            answers.any(|(_, answer)| answer.contains(shows)),
            "{method}"
        );
    }
}

/// Commands that name rows which only the other community has; `meeting` and `issue` are of the
/// sender's own.
fn commands(
    other: &Filled,
    own_meeting: MeetingId,
    own_issue: IssueId,
    own_person: PersonId,
) -> Vec<Command> {
    let (issue, meeting, household) = (other.issues[0], other.meeting, other.estate.households[3]);
    let edit = EditIssue {
        issue,
        category: Category::Noise,
        title: "New".into(),
        body: String::new(),
        area: Area::Estate,
    };
    let print = PrintSlip {
        slip: SlipId(id()),
        household,
        admits: 1,
        roles: vec![],
        expires_at: NOON.plus(DAY),
        code_hash: CODE.into(),
    };
    let behalf = |issue, household| {
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person: PersonId(id()),
            household,
            name: "Old Li".into(),
        })
    };
    let enter = |meeting, issue| {
        Command::EnterDecision(EnterDecision {
            meeting,
            issue,
            seen: None,
            decision: Decision::NotDone,
            hands: None,
            votes: None,
            responsible: None,
            owner: "Nobody".into(),
            words: "No".into(),
        })
    };
    let lock = |meeting| Command::LockAgenda {
        meeting,
        version: 2,
    };
    let mut commands = vec![
        Command::CreateCommunity(CreateCommunity {
            slug: "there".into(),
            name: "There".into(),
            other_name: String::new(),
            language: Language::English,
            zone: Zone::utc(),
        }),
        Command::PrintSlip(print),
        Command::RenewSlip(RenewSlip {
            slip: SlipId(id()),
            household,
            expires_at: NOON.plus(DAY * 400),
            code_hash: "another code".into(),
        }),
        Command::ChangeRegister(Change::Retire { household }),
        Command::JoinAtDesk(JoinAtDesk {
            person: PersonId(id()),
            household,
            name: "Old Li".into(),
        }),
        Estate::join_command(PersonId(id()), CODE, "Li"),
        Estate::join_command(PersonId(id()), INVITED, "Li"),
        Command::ReportStranger {
            person: other.people[0].person.expect("somebody"),
        },
        Command::ConfirmMember {
            person: other.people[0].person.expect("somebody"),
        },
        Command::EndMembership(EndMembership {
            person: other.people[0].person.expect("somebody"),
            reason: "Gone".into(),
        }),
        Command::GrantOffice(GrantOffice {
            person: other.people[0].person.expect("somebody"),
            office: Office::Supervisor,
        }),
        Command::GrantOffice(GrantOffice {
            person: own_person,
            office: Office::Handler {
                organisation: other.organisation,
            },
        }),
        Command::EndOffice(EndOffice {
            person: other.people[0].person.expect("somebody"),
            role: Role::Secretary,
        }),
        Command::WithdrawInvitation {
            invitation: other.invitation,
        },
        Command::RenameOrganisation(RenameOrganisation {
            organisation: other.organisation,
            name: "Ours".into(),
        }),
        Command::EndOrganisation {
            organisation: other.organisation,
        },
        with_photos(&other.photos[..1]),
        with_photos(&other.photos[1..]),
        Command::EditIssue(edit),
        Command::Complain(Complain {
            issue,
            kind: Wrong::Insult,
            words: "More".into(),
        }),
        Command::DismissComplaints { issue },
        Command::BlackOut(BlackOut {
            issue,
            photo: other.photos[0],
            copy: other.photos[1],
        }),
        Command::HideIssue(HideIssue {
            issue,
            reason: "More".into(),
        }),
        Command::Appeal(Appeal {
            issue,
            words: "More".into(),
        }),
        Command::RestoreIssue(RestoreIssue {
            issue,
            reason: "More".into(),
        }),
        Command::UpholdHiding(UpholdHiding {
            issue,
            reason: "More".into(),
        }),
        Command::AddFacts(AddFacts {
            issue,
            body: "More".into(),
            photos: vec![],
        }),
        Command::AddFacts(AddFacts {
            issue: own_issue,
            body: "More".into(),
            photos: other.photos[1..].to_vec(),
        }),
        Command::WithdrawIssue(WithdrawIssue {
            issue,
            reason: "Gone".into(),
        }),
        second(issue),
        Command::TakeBackSecond { issue },
        behalf(issue, household),
        behalf(own_issue, household),
        Command::TakeBackOnBehalf(TakeBackOnBehalf {
            issue,
            person: PersonId(id()),
        }),
        Command::AcceptIssue(AcceptIssue {
            issue,
            text: TextId(id()),
            minutes: 9,
            urgent: false,
        }),
        Command::DeclineIssue(DeclineIssue {
            issue,
            text: TextId(id()),
            reason: "No".into(),
        }),
        Command::AnswerIssue(AnswerIssue {
            issue,
            text: "Yes".into(),
        }),
        Command::ChangeMeeting {
            change: create_meeting(meeting),
            version: 2,
        },
        Command::FillAgenda {
            meeting,
            version: 2,
        },
        lock(meeting),
        Command::PublishDecisions {
            meeting,
            version: 2,
        },
        Command::BeginWork(BeginWork {
            issue,
            responsible: Responsible::Office(ByOffice::Secretary),
            owner: "Us".into(),
            due: date("2027-01-31"),
            words: "Mend it".into(),
        }),
        Command::BeginWork(BeginWork {
            issue: own_issue,
            responsible: Responsible::Organisation(other.organisation),
            owner: "Us".into(),
            due: date("2027-01-31"),
            words: "Mend it".into(),
        }),
        Command::ReportProgress(ReportProgress {
            issue,
            words: "Mended".into(),
            photos: vec![other.photos[1]],
        }),
        Command::ChangeDue(ChangeDue {
            issue,
            due: date("2027-01-31"),
            reason: "Because".into(),
        }),
        Command::PublishResult(PublishResult {
            issue,
            words: "Mended".into(),
            cost: None,
            verdict: None,
            owners: None,
            photos: vec![],
        }),
        Command::Appraise(Appraise {
            issue,
            solved: false,
            satisfied: false,
            words: "No".into(),
        }),
        Command::AppraiseFor(AppraiseFor {
            issue,
            person: other.people[1].person.expect("somebody"),
            solved: false,
            satisfied: false,
            words: "No".into(),
        }),
        Command::CloseAppraisal { issue },
        Command::AddTask(AddTask {
            issue,
            words: "No".into(),
        }),
        Command::ReferWork(ReferWork {
            issue,
            to: "No".into(),
            sent: date("2026-12-01"),
            words: "No".into(),
        }),
        Command::EnterReply(EnterReply {
            issue,
            received: date("2026-12-01"),
            words: "No".into(),
        }),
        Command::ReturnDeferred { issue },
        Command::OfferResource(OfferResource {
            issue,
            resource: Resource::Skill,
            organisation: None,
            name: String::new(),
            words: "Mending".into(),
        }),
        Command::AnswerOffer(AnswerOffer {
            issue,
            offer: other.offer,
            accept: true,
            words: String::new(),
        }),
        Command::WithdrawOffer {
            issue,
            offer: other.offer,
        },
    ];
    for meeting in [meeting, own_meeting] {
        let change = change(meeting, 2, issue, "Because");
        commands.extend([
            Command::AddItem(change.clone()),
            Command::DropItem(change.clone()),
            Command::MoveItem {
                change: change.clone(),
                to: 1,
            },
            Command::MoveItems(MoveItems {
                meeting,
                version: 2,
                moves: vec![Move { issue, to: 1 }],
                reason: "Because".to_owned(),
            }),
            Command::SetItemMinutes {
                change: change.clone(),
                minutes: 30,
            },
            Command::AddSupplement(change),
            enter(meeting, issue),
        ]);
    }
    commands
}

/// Makes somebody a member, in the household of another, who may do everything.
async fn has_every_role(db: &Database, community: CommunityId, who: &Actor, like: &Actor) {
    const MEMBER: &str = "insert into members
            (community_id, person_id, household_id, consent, joined_at)
        values ($1, $2, $3, 1, 0) on conflict do nothing";
    const ROLE: &str = "insert into roles (community_id, person_id, role, since)
        values ($1, $2, $3, 0) on conflict do nothing";
    let rows = db.rows().await;
    let person = who.person.expect("somebody").to_string();
    let household = like.household.expect("a household").to_string();
    let roles = Role::ALL.map(|role| (ROLE, role.code().to_owned()));
    for (sql, value) in [(MEMBER, household)].into_iter().chain(roles) {
        sqlx::query(sql)
            .bind(community.to_string())
            .bind(person.clone())
            .bind(value)
            .execute(&rows)
            .await
            .expect("a row");
    }
}

pub async fn no_command_changes_anothers_rows(db: &Database) {
    let other = Filled::new(db, "there").await;
    let here = Estate::new(&db.store, "here").await;
    let secretary = here.secretary().await;
    let resident = here.resident(1).await;
    let (own_issue, _) = here.accepted(&resident, &secretary, "Ours", 10).await;
    let own_meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(own_meeting));
    here.ok(&secretary, create).await;
    // Whoever sends it, with whatever rights: somebody of here, and somebody of there as if they
    // were at home here.
    let senders = [&secretary, &other.people[1]];
    for sender in senders {
        has_every_role(db, here.id, sender, &secretary).await;
    }
    let before = rows(db, Some(other.estate.id)).await;
    let own_before = rows(db, Some(here.id)).await;
    for sender in senders
        .into_iter()
        .chain([&Actor::nobody(), &Actor::operator()])
    {
        let own_person = resident.person.expect("somebody");
        for command in commands(&other, own_meeting, own_issue, own_person) {
            let refused = here.run(sender, command.clone()).await;
            let refusal = refused.expect_err(&format!("{command:?}"));
            let plain = matches!(
                refusal,
                Refusal::NotFound
                    | Refusal::NotAllowed
                    | Refusal::SignedOut
                    | Refusal::NotListed
                    | Refusal::Exists
                    | Refusal::SlipUnknown
                    | Refusal::NotSeconded
                    | Refusal::Invalid(_)
                    // The sender's own meeting; the other's is published.
                    | Refusal::MeetingIs(Status::Draft)
            );
            assert!(
                plain,
                "{refusal:?} tells something of the other: {command:?}"
            );
        }
    }
    let photo_missing = Refusal::Invalid(vec![FieldError {
        field: Field::Photo,
        problem: Problem::Missing,
    }]);
    let uploader = senders[1];
    let stolen = here
        .refused(uploader, with_photos(&other.photos[1..]))
        .await;
    assert_eq!(stolen, photo_missing);
    let which = of_agenda(other.meeting);
    let ours = b"ours".to_vec();
    let kept = db.store.keep_paper(here.id, &which, ours, NOON).await;
    assert_eq!(kept.expect("no fault"), b"ours", "given back, not kept");
    assert_eq!(rows(db, Some(here.id)).await, own_before);
    assert_eq!(rows(db, Some(other.estate.id)).await, before);
}

pub async fn the_same_ids_mean_something_else_here(db: &Database) {
    let other = Filled::new(db, "there").await;
    let here = Estate::new(&db.store, "here").await;
    let secretary = here.secretary().await;
    let resident = here.resident(1).await;
    let before = rows(db, Some(other.estate.id)).await;
    let store = &db.store;

    // Rows under all the ids of the other.
    let mut moved = plan();
    moved.buildings[0].name = "Ours".into();
    here.operator(Command::SetPlan(moved)).await;
    for household in &other.estate.households {
        let register = Command::RegisterHousehold(Household {
            id: *household,
            building: building("1"),
            room: household.to_string().split_off(24),
        });
        here.operator(register).await;
    }
    here.slip(0, 1, &[Role::Resident], CODE).await;
    let theirs = other.persons().nth(1).expect("somebody");
    let join = Estate::join_command(theirs, CODE, "At home in both");
    here.ok(&Actor::nobody(), join).await;
    let both = store
        .actor(here.id, Sender::Person(theirs))
        .await
        .expect("no fault");
    for photo in other.photos {
        let put = store.put_photo(here.id, photo, theirs, b"ours", b"ours", NOON);
        put.await.expect("no fault");
        let file = store.photo(here.id, photo, true).await.expect("no fault");
        assert_eq!(file.as_deref(), Some(b"ours".as_slice()));
    }
    let meeting = other.meeting;
    let issue = other.issues[0];
    let Command::FileIssue(filing) = file(issue, "Ours") else {
        unreachable!()
    };
    let filing = FileIssue {
        photos: other.photos[1..].to_vec(),
        ..filing
    };
    let pool = db.rows().await;
    let ids = sqlx::query("select id from commands where community_id = $1 order by id desc")
        .bind(other.estate.id.to_string())
        .fetch_all(&pool)
        .await
        .expect("commands");
    let ids = ids.iter().map(|row| row.get::<String, _>("id"));
    let ids: Vec<CommandId> = ids.map(|id| id.parse().expect("an id")).collect();
    let first = ids[0];
    // Even the ids of its commands: they were carried out there, not here.
    let commands = [
        (both.clone(), Command::FileIssue(filing)),
        (resident.clone(), second(issue)),
        (
            Actor::operator(),
            report(other.issues[1], 1, Category::Noise, false),
        ),
        (
            secretary.clone(),
            Command::AcceptIssue(AcceptIssue {
                issue,
                text: TextId(first.0),
                minutes: 9,
                urgent: false,
            }),
        ),
        (
            secretary.clone(),
            Command::CreateMeeting(create_meeting(meeting)),
        ),
        (
            secretary.clone(),
            Command::LockAgenda {
                meeting,
                version: 2,
            },
        ),
        (
            resident,
            Command::TakeBackSecond {
                issue: other.issues[1],
            },
        ),
    ];
    for (n, ((actor, command), id)) in commands.into_iter().zip(ids).enumerate() {
        let envelope = Envelope { id, command };
        let answers = store
            .execute_all(here.id, sender(&actor), &[envelope], here.now())
            .await
            .expect("no fault");
        assert_eq!(answers[0].is_ok(), n < 6, "{n}: {answers:?}");
    }
    let seen = store.mark_inbox_seen(here.id, theirs, u32::MAX).await;
    seen.expect("no fault");
    // Uploads that nobody used are cleared here only.
    let put = store.put_photo(here.id, PhotoId(id()), theirs, b"", b"", NOON.plus(DAY * 9));
    put.await.expect("no fault");

    assert_eq!(here.issue(1, &both).await.photos, other.photos[1..]);
    assert_eq!(here.meeting(1, &secretary).await.items.len(), 1);
    assert_eq!(rows(db, Some(other.estate.id)).await, before);
}
