//! A community in which everything has happened.

use domain::agenda::Settings;
use domain::back::{ComeBack, LetBack};
use domain::complaint::{Appeal, Complain, HideIssue, Kind as Wrong, RestoreIssue, UpholdHiding};
use domain::household::{Change, Housing, JoinAtDesk, RenewSlip};
use domain::issue::{
    AcceptIssue, AddFacts, AnswerIssue, BlackOut, Category, ChooseDiscretion, DeclineIssue,
    Discretion, EditIssue, ImportReport, ReviseIssue, SecondOnBehalf, Status, WithdrawIssue,
};
use domain::meeting::{Decision, EnterDecision, Ground};
use domain::membership::EndMembership;
use domain::notice::WhyMe;
use domain::office::{EndOffice, GrantOffice, InviteOfficer};
use domain::organisation::{AddOrganisation, Kind, RenameOrganisation};
use domain::place::{Area, NameBuilding};
use domain::retention::{Forget, Periods, What as Erased};
use domain::time::DAY;
use domain::work::{
    APPRAISAL_DAYS, AddTask, AnswerOffer, AppraisalSettings, Appraise, AppraiseFor, BeginWork,
    ByOffice, ChangeDue, ChangeTask, Course, EnterReply, OfferResource, PublishResult, ReferWork,
    ReportProgress, Resource, Responsible, TaskStatus,
};
use domain::{
    Actor, Command, Event, HouseholdId, IssueId, Language, MeetingId, Office, OrganisationId,
    PersonId, PhotoId, Role, SlipId, TextId,
};
use store::KeptPaper;

use super::{
    Database, Estate, NOON, building, change, create_meeting, date, file, id, journal, plan, rows,
    second,
};

/// The code of a slip that nobody has used.
pub const CODE: &str = "typed code";
/// The code of an invitation that nobody has taken.
pub const INVITED: &str = "typed invitation";

/// A community with rows in every table, in which all that can happen has happened, with all by
/// which its rows can be named. Its journal has every event. What its people typed contains
/// `typed`, and nothing elsewhere does.
pub struct Filled {
    pub estate: Estate,
    /// The secretary and a resident.
    pub people: [Actor; 2],
    pub issues: Vec<IssueId>,
    /// Whose decisions are published.
    pub meeting: MeetingId,
    /// One put to an issue, one that waits for one.
    pub photos: [PhotoId; 2],
    /// One that nobody has answered.
    pub offer: TextId,
    /// The one with a handler.
    pub organisation: OrganisationId,
    /// The one of [`INVITED`].
    pub invitation: SlipId,
}

impl Filled {
    pub async fn new(db: &Database, slug: &str) -> Self {
        let estate = Estate::new(&db.store, slug).await;
        // Before there are papers, which go with an account.
        let gone_again = estate.person(4, Role::Resident, "typed-leaver").await;
        estate.ok(&gone_again, Command::DeleteAccount {}).await;
        let (secretary, resident) = busy(&estate).await;
        let organisation = offices(&estate, &secretary).await;
        let person = resident.person.expect("somebody");
        let photos = [PhotoId(id()), PhotoId(id())];
        for photo in photos {
            let (large, small) = (b"typed \0large\xff", b"typed small");
            let put = db
                .store
                .put_photo(estate.id, photo, person, large, small, estate.now());
            put.await.expect("no fault");
        }
        estate.ok(&resident, with_photos(&photos[..1])).await;
        let imported = report(IssueId(id()), 1, Category::Noise, false);
        estate.operator(imported).await;
        // The agenda of another meeting, with something dropped.
        let (dropped, _) = estate
            .accepted(&resident, &secretary, "typed title", 10)
            .await;
        let draft = MeetingId(id());
        let create = Command::CreateMeeting(create_meeting(draft));
        estate.ok(&secretary, create).await;
        let drop = Command::DropItem(change(draft, 2, dropped, "typed reason"));
        estate.ok(&secretary, drop).await;
        let mut corrected = plan();
        corrected.buildings.reverse();
        estate.operator(Command::SetPlan(corrected)).await;
        register(&estate, &secretary).await;
        work(&estate, &secretary, &resident).await;
        referral(&estate, &secretary).await;
        let offer = offers(&estate, &secretary, &resident).await;
        let invitation = SlipId(id());
        let invite = InviteOfficer {
            invitation,
            office: Office::Handler { organisation },
            expires_at: estate.now().plus(DAY),
            code_hash: INVITED.into(),
        };
        estate.ok(&secretary, Command::InviteOfficer(invite)).await;
        estate.slip(5, 1, &[Role::Resident], CODE).await;
        estate.see_inbox(&resident, u32::MAX).await;
        let turn = db.store.take_turn(estate.id, "typed channel", NOON).await;
        assert_eq!(turn.expect("no fault"), None, "it begins with what comes");
        mail(&estate, person).await;
        for (table, rows) in rows(db, Some(estate.id)).await {
            assert!(!rows.is_empty(), "the table {table} is not tried here");
        }
        let mut issues = vec![];
        let mut meeting = None;
        for (_, event) in journal(db, estate.id).await {
            match event {
                Event::IssueFiled { issue, .. } => issues.push(issue),
                Event::MeetingCreated { meeting: id, .. } => {
                    meeting.get_or_insert(id);
                }
                _ => {}
            }
        }
        Self {
            people: [secretary, resident],
            issues,
            meeting: meeting.expect("a meeting"),
            photos,
            offer,
            organisation,
            invitation,
            estate,
        }
    }

    pub fn persons(&self) -> impl Iterator<Item = PersonId> {
        self.people.iter().filter_map(|actor| actor.person)
    }
}

/// The register changes, a slip is printed anew, and somebody joins at the desk.
async fn register(estate: &Estate, secretary: &Actor) {
    let (gone, stays) = (HouseholdId(id()), estate.households[4]);
    let enter = |id, place: &str, adults| Change::Enter {
        id,
        building: building(place),
        room: "101".into(),
        adults,
    };
    for change in [
        Change::List {
            building: building("9"),
            name: "No. 9".into(),
        },
        Change::Housing {
            building: building("9"),
            housing: Housing::Relocated,
        },
        enter(gone, "9", 1),
        Change::Retire { household: gone },
        enter(stays, "3", 5),
    ] {
        estate.operator(Command::ChangeRegister(change)).await;
    }
    let renew = RenewSlip {
        slip: SlipId(id()),
        household: stays,
        expires_at: NOON.plus(DAY * 30),
        code_hash: "typed anew".into(),
    };
    estate.ok(secretary, Command::RenewSlip(renew)).await;
    let desk = JoinAtDesk {
        person: PersonId(id()),
        household: stays,
        name: "typed at the desk".into(),
    };
    estate.ok(secretary, Command::JoinAtDesk(desk)).await;
}

/// Rows in every table: a filled community, and another with little in it.
pub async fn filled(db: &Database) -> [Estate; 2] {
    let filled = Filled::new(db, "sunny").await;
    let person = filled.persons().next().expect("somebody");
    let session = db.store.create_session("token", person, NOON, NOON.plus(1));
    session.await.expect("no fault");
    let recovery = db.store.keep_recovery(person, "recovery", NOON).await;
    recovery.expect("no fault");
    let until = NOON.plus(1);
    let hand_over = db.store.make_hand_over("hand-over", person, NOON, until);
    hand_over.await.expect("no fault");
    let failure = db.store.note_join_failure("key", NOON).await;
    failure.expect("no fault");
    let link = db.store.make_setup_link("link", NOON.plus(1)).await;
    link.expect("no fault");
    let other = Estate::new(&db.store, "luoxiu").await;
    let resident = other.resident(1).await;
    other.file(&resident, "Lift").await;
    [filled.estate, other]
}

/// All that people can do happens here once; words that they type all contain `typed`.
pub async fn busy(estate: &Estate) -> (Actor, Actor) {
    let secretary = estate.person(0, Role::Secretary, "typed-secretary").await;
    let resident = estate.person(1, Role::Resident, "typed-resident").await;
    let neighbour = estate.person(2, Role::Resident, "typed-neighbour").await;
    let mut issues = vec![];
    for n in 0..7 {
        issues.push(estate.file(&resident, &format!("typed title {n}")).await.0);
    }
    let edit = EditIssue {
        issue: issues[0],
        category: Category::Noise,
        title: "typed title, new".into(),
        body: "typed text, new".into(),
        area: Area::Building(building("1")),
    };
    estate.ok(&resident, Command::EditIssue(edit)).await;
    let [photo, copy] = [PhotoId(id()), PhotoId(id())];
    for photo in [photo, copy] {
        let (person, now) = (resident.person.expect("somebody"), estate.now());
        let (large, small) = (b"typed \0large\xff", b"typed small");
        let put = (estate.store).put_photo(estate.id, photo, person, large, small, now);
        put.await.expect("no fault");
    }
    let facts = AddFacts {
        issue: issues[0],
        body: "typed facts".into(),
        photos: vec![photo],
    };
    estate.ok(&resident, Command::AddFacts(facts)).await;
    let black_out = BlackOut {
        issue: issues[0],
        photo,
        copy,
    };
    estate.ok(&resident, Command::BlackOut(black_out)).await;
    let choose = ChooseDiscretion {
        issue: issues[3],
        discretion: Discretion {
            nameless: true,
            at_home: true,
        },
    };
    estate
        .ok(&resident, Command::ChooseDiscretion(choose))
        .await;
    for issue in &issues[..5] {
        estate.ok(&neighbour, second(*issue)).await;
        let number = issues.iter().position(|other| other == issue);
        let number = u32::try_from(number.expect("one of them") + 1).expect("a few");
        let accept = Command::AcceptIssue(AcceptIssue {
            issue: *issue,
            text: estate.text(number).await,
            minutes: 15,
            urgent: *issue == issues[4],
        });
        estate.ok(&secretary, accept).await;
    }
    let revise = ReviseIssue {
        issue: issues[2],
        minutes: 10,
        urgent: false,
        reason: "typed reason".into(),
    };
    estate.ok(&secretary, Command::ReviseIssue(revise)).await;
    let name = Command::NameBuilding(NameBuilding {
        building: building("2"),
        name: "Rose House".into(),
    });
    estate.ok(&secretary, name).await;
    let back = Command::TakeBackSecond { issue: issues[1] };
    estate.ok(&neighbour, back).await;
    let for_somebody = SecondOnBehalf {
        issue: issues[1],
        person: PersonId(id()),
        household: estate.households[3],
        name: "typed name".into(),
    };
    estate
        .ok(&secretary, Command::SecondOnBehalf(for_somebody))
        .await;
    let withdraw = WithdrawIssue {
        issue: issues[5],
        reason: "typed reason".into(),
    };
    estate.ok(&resident, Command::WithdrawIssue(withdraw)).await;
    let answer = Command::AnswerIssue(AnswerIssue {
        issue: issues[6],
        text: "typed answer".into(),
    });
    estate.ok(&secretary, answer).await;
    let decline = Command::DeclineIssue(DeclineIssue {
        issue: issues[6],
        text: estate.text(7).await,
        reason: "typed reason".into(),
    });
    estate.ok(&secretary, decline).await;
    // Before there are papers, which go with a hiding.
    complaints(estate, &secretary, &resident, [issues[6], issues[5]]).await;

    let meeting = MeetingId(id());
    let mut particulars = create_meeting(meeting);
    let create = Command::CreateMeeting(particulars.clone());
    estate.ok(&secretary, create).await;
    particulars.minutes = 70;
    estate
        .ok(
            &secretary,
            Command::ChangeMeeting {
                change: particulars,
                version: 2,
            },
        )
        .await;
    let dropped = estate.meeting(1, &secretary).await.meeting.items[0].issue;
    let c = |version, issue| change(meeting, version, issue, "typed reason");
    estate
        .ok(&secretary, Command::DropItem(c(4, dropped)))
        .await;
    estate.ok(&secretary, Command::AddItem(c(6, dropped))).await;
    let fill = Command::FillAgenda {
        meeting,
        version: 8,
    };
    estate.ok(&secretary, fill).await;
    let last = estate.meeting(1, &secretary).await.meeting;
    let last = last.items.last().expect("items").issue;
    let set = Command::SetItemMinutes {
        change: c(9, last),
        minutes: 20,
    };
    estate.ok(&secretary, set).await;
    let settings = Settings {
        passed_over_after: 2,
        ..Settings::default()
    };
    let settings = Command::ChangeAgendaSettings(settings);
    estate.ok(&secretary, settings).await;
    let last = estate.meeting(1, &secretary).await.meeting;
    let last = last.items.last().expect("items").issue;
    let to_the_top = c(11, last);
    estate
        .ok(
            &secretary,
            Command::MoveItem {
                change: to_the_top,
                to: 1,
            },
        )
        .await;
    let lock = Command::LockAgenda {
        meeting,
        version: 12,
    };
    estate.ok(&secretary, lock).await;
    let (which, pdf) = (of_agenda(meeting), b"typed title".to_vec());
    let kept = estate.store.keep_paper(estate.id, &which, pdf, NOON);
    kept.await.expect("no fault");
    let decisions = [
        Decision::DoIt {
            due: date("2027-01-31"),
        },
        Decision::ReferUpward {
            ground: Ground::BeyondPower,
        },
        Decision::Defer {
            review_on: date("2027-02-01"),
        },
        Decision::NotDone,
        Decision::OwnersDecide,
    ];
    let items = estate.meeting(1, &secretary).await.meeting.items;
    let left_out = issues[..5]
        .iter()
        .find(|issue| items.iter().all(|item| item.issue != **issue));
    let late = change(meeting, 13, *left_out.expect("an issue"), "typed reason");
    estate.ok(&secretary, Command::AddSupplement(late)).await;
    let items = estate.meeting(1, &secretary).await.meeting.items;
    for (item, decision) in items.iter().zip(decisions) {
        let enter = EnterDecision {
            meeting,
            issue: item.issue,
            seen: None,
            decision,
            hands: Some(7),
            votes: None,
            responsible: None,
            owner: "typed owner".into(),
            words: "typed words".into(),
        };
        estate.ok(&secretary, Command::EnterDecision(enter)).await;
    }
    let version = 14 + u32::try_from(items.len()).expect("a few");
    let publish = Command::PublishDecisions { meeting, version };
    estate.begin();
    estate.ok(&secretary, publish).await;
    (secretary, resident)
}

/// All that happens once decisions are published: one matter is solved, one comes back, one that
/// was deferred, too.
async fn work(estate: &Estate, secretary: &Actor, resident: &Actor) {
    let photo = PhotoId(id());
    let worker = secretary.person.expect("somebody");
    let put = estate
        .store
        .put_photo(estate.id, photo, worker, b"typed", b"typed", estate.now());
    put.await.expect("no fault");
    let (issue, _) = estate
        .accepted(resident, secretary, "typed title", 10)
        .await;
    let neighbour = PersonId(id());
    let on_behalf = SecondOnBehalf {
        issue,
        person: neighbour,
        household: estate.households[2],
        name: "typed neighbour".into(),
    };
    let begin = |words: &str| {
        Command::BeginWork(BeginWork {
            issue,
            responsible: Responsible::Office(ByOffice::CommitteeWorker),
            owner: "typed owner".into(),
            due: date("2027-03-01"),
            words: words.to_owned(),
        })
    };
    let result = || {
        Command::PublishResult(PublishResult {
            issue,
            words: "typed result".into(),
            cost: Some(300),
            verdict: None,
            owners: None,
            photos: vec![],
        })
    };
    let word = |solved| Appraise {
        issue,
        solved,
        satisfied: true,
        words: "typed word".into(),
    };
    for (actor, command) in [
        (secretary, Command::SecondOnBehalf(on_behalf)),
        (secretary, begin("typed work")),
        (
            secretary,
            Command::ReportProgress(ReportProgress {
                issue,
                words: "typed progress".into(),
                photos: vec![photo],
            }),
        ),
        (
            secretary,
            Command::ChangeDue(ChangeDue {
                issue,
                due: date("2027-04-01"),
                reason: "typed reason".into(),
            }),
        ),
        (secretary, result()),
        (resident, Command::Appraise(word(false))),
        (secretary, begin("typed work again")),
        // After work that begins anew, which has none.
        (
            secretary,
            Command::AddTask(AddTask {
                issue,
                words: "typed task".into(),
            }),
        ),
        (secretary, result()),
        (resident, Command::Appraise(word(true))),
        (
            secretary,
            Command::AppraiseFor(AppraiseFor {
                issue,
                person: neighbour,
                solved: true,
                satisfied: false,
                words: "typed word".into(),
            }),
        ),
    ] {
        estate.ok(actor, command).await;
    }
    estate.wait(APPRAISAL_DAYS * DAY);
    estate.operator(Command::CloseAppraisal { issue }).await;
    let periods = Command::ChangePeriods(Periods::default());
    estate.ok(secretary, periods).await;
    let settings = Command::ChangeAppraisalSettings(AppraisalSettings::default());
    estate.ok(secretary, settings).await;
    // Of what came before there was anything.
    let forget = Forget {
        what: Erased::Names,
        before: estate.now().plus(-4_000 * DAY),
        gone: 1,
    };
    estate.operator(Command::Forget(forget)).await;
    let supervisor = estate.person(3, Role::Supervisor, "typed supervisor").await;
    let viewer = estate.viewer(&supervisor).await;
    let locked = estate.store.meeting(estate.id, 1, &viewer).await;
    let meeting = locked.expect("no fault").expect("a meeting").meeting.id;
    estate
        .ok(&supervisor, Command::TakeDocument { meeting })
        .await;
    let mut deferred = vec![];
    for number in 1..=20 {
        let viewer = resident.person;
        let found = estate.store.issue(estate.id, number, viewer, None).await;
        let found = found.expect("no fault");
        deferred.extend(found.filter(|it| it.issue.status == Status::Deferred));
    }
    for view in deferred {
        let issue = view.issue.id;
        let until = domain::Zone::utc().at(date("2027-02-02"), 12, 0);
        estate.wait(until.expect("a time").0 - estate.now().0);
        estate.operator(Command::ReturnDeferred { issue }).await;
    }
}

/// All that happens to what was referred: a task of it is done, it goes out, and a reply comes.
async fn referral(estate: &Estate, secretary: &Actor) {
    let viewer = secretary.person;
    let mut referred = vec![];
    for number in 1..=20 {
        let found = estate.store.issue(estate.id, number, viewer, None).await;
        let found = found.expect("no fault").filter(|view| {
            let course = view.work.as_ref().map(|work| work.course);
            view.issue.status == Status::InWork && course == Some(Course::ReferUpward)
        });
        referred.extend(found.map(|view| (view.issue.id, number)));
    }
    let (issue, number) = referred[0];
    let add = AddTask {
        issue,
        words: "typed task".into(),
    };
    estate.ok(secretary, Command::AddTask(add)).await;
    let view = estate.store.issue(estate.id, number, viewer, None).await;
    let task = view.expect("no fault").expect("the issue").tasks[0].id;
    let to = TaskStatus::Done;
    let today = domain::Zone::utc().date(estate.now());
    let refer = ReferWork {
        issue,
        to: "typed office".into(),
        sent: today,
        words: "typed request".into(),
    };
    let reply = EnterReply {
        issue,
        received: today,
        words: "typed reply".into(),
    };
    for command in [
        Command::ChangeTask(ChangeTask { issue, task, to }),
        Command::ReferWork(refer),
        Command::EnterReply(reply),
    ] {
        estate.ok(secretary, command).await;
    }
}

/// All that happens to what is offered; the offer that nobody has answered.
async fn offers(estate: &Estate, secretary: &Actor, resident: &Actor) -> TextId {
    let (issue, _) = estate
        .accepted(resident, secretary, "typed title", 10)
        .await;
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::Secretary),
        owner: "typed owner".into(),
        due: date("2027-03-01"),
        words: "typed work".into(),
    };
    estate.ok(secretary, Command::BeginWork(begin)).await;
    for resource in [Resource::Skill, Resource::People, Resource::Place] {
        let offer = OfferResource {
            issue,
            resource,
            organisation: None,
            name: "typed giver".into(),
            words: "typed offer".into(),
        };
        estate.ok(resident, Command::OfferResource(offer)).await;
    }
    let all = estate.store.offers(estate.id, Some(issue), None).await;
    let all = all.expect("no fault");
    let answer = AnswerOffer {
        issue,
        offer: all[0].id,
        accept: true,
        words: "typed thanks".into(),
    };
    estate.ok(secretary, Command::AnswerOffer(answer)).await;
    let offer = all[1].id;
    estate
        .ok(resident, Command::WithdrawOffer { issue, offer })
        .await;
    all[2].id
}

/// All that happens to offices and organisations; the organisation that is left, with a handler.
pub async fn offices(estate: &Estate, secretary: &Actor) -> OrganisationId {
    let neighbour = estate.person(4, Role::Resident, "typed-leader").await;
    let person = neighbour.person.expect("somebody");
    let [firm, gone] = [(); 2].map(|()| OrganisationId(id()));
    let handler = |organisation| Office::Handler { organisation };
    let leader = Office::BuildingLeader {
        buildings: vec![building("1"), building("3")],
    };
    let invite = |invitation, code: &str| {
        Command::InviteOfficer(InviteOfficer {
            invitation,
            office: Office::CommitteeWorker,
            expires_at: estate.now().plus(DAY),
            code_hash: code.to_owned(),
        })
    };
    let add = |organisation, name: &str| {
        Command::AddOrganisation(AddOrganisation {
            organisation,
            kind: Kind::PropertyFirm,
            name: name.to_owned(),
        })
    };
    let grant = |office| Command::GrantOffice(GrantOffice { person, office });
    let withdrawn = SlipId(id());
    let taken = format!("typed {withdrawn}");
    let commands = [
        add(firm, "Green Lawn"),
        add(gone, "Blue Sky"),
        Command::RenameOrganisation(RenameOrganisation {
            organisation: firm,
            name: "Green Lawn Services".into(),
        }),
        grant(handler(gone)),
        Command::EndOrganisation { organisation: gone },
        grant(handler(firm)),
        grant(leader),
        grant(Office::Supervisor),
        Command::EndOffice(EndOffice {
            person,
            role: Role::Supervisor,
        }),
        invite(withdrawn, "typed, and withdrawn"),
        Command::WithdrawInvitation {
            invitation: withdrawn,
        },
        invite(SlipId(id()), &taken),
    ];
    for command in commands {
        estate.ok(secretary, command).await;
    }
    let [mate, stranger] = [
        estate.person(4, Role::Resident, "typed-mate").await,
        estate.person(4, Role::Resident, "typed-stranger").await,
    ];
    let person = stranger.person.expect("somebody");
    let report = |person| Command::ReportStranger { person };
    let mate_of = mate.person.expect("somebody");
    estate.ok(&mate, report(person)).await;
    estate.ok(&stranger, report(mate_of)).await;
    let confirm = Command::ConfirmMember { person: mate_of };
    estate.ok(secretary, confirm).await;
    let returns = [format!("typed {}", id()), format!("typed {}", id())];
    for code in &returns {
        let let_back = LetBack {
            slip: SlipId(id()),
            person: mate_of,
            expires_at: estate.now().plus(DAY),
            code_hash: code.clone(),
        };
        estate.ok(secretary, Command::LetBack(let_back)).await;
    }
    let code_hash = returns[1].clone();
    let come_back = Command::ComeBack(ComeBack { code_hash });
    estate.ok(&Actor::nobody(), come_back).await;
    let end = EndMembership {
        person,
        reason: "typed reason".into(),
    };
    estate.ok(secretary, Command::EndMembership(end)).await;
    let join = Estate::join_command(PersonId(id()), &taken, "typed-worker");
    estate.ok(&Actor::nobody(), join).await;
    firm
}

/// Something to look at, something that was hidden, and something whose author has appealed.
async fn complaints(
    estate: &Estate,
    secretary: &Actor,
    author: &Actor,
    [left, hidden]: [IssueId; 2],
) {
    let worker = estate.person(0, Role::CommitteeWorker, "typed-clerk").await;
    let complain = |issue| {
        Command::Complain(Complain {
            issue,
            kind: Wrong::Insult,
            words: "typed complaint".into(),
        })
    };
    let hide = |issue| {
        Command::HideIssue(HideIssue {
            issue,
            reason: "typed reason".into(),
        })
    };
    let restore = RestoreIssue {
        issue: left,
        reason: "typed reason".into(),
    };
    let appeal = Appeal {
        issue: hidden,
        words: "typed appeal".into(),
    };
    let uphold = UpholdHiding {
        issue: hidden,
        reason: "typed reason".into(),
    };
    for (who, command) in [
        (secretary, complain(left)),
        (&worker, Command::DismissComplaints { issue: left }),
        (&worker, complain(left)),
        (secretary, complain(hidden)),
        (secretary, hide(left)),
        (secretary, Command::RestoreIssue(restore)),
        (secretary, hide(hidden)),
        (author, Command::Appeal(appeal)),
        (&worker, Command::UpholdHiding(uphold)),
    ] {
        estate.ok(who, command).await;
    }
}

pub fn report(issue: IssueId, n: i64, category: Category, closed: bool) -> Command {
    Command::ImportReport(ImportReport {
        issue,
        category,
        title: format!("Report {n}"),
        body: "Public Works Department".into(),
        position: None,
        filed_at: NOON.plus(-n * 60_000),
        closed_at: closed.then_some(NOON),
        closed,
    })
}

pub fn with_photos(photos: &[PhotoId]) -> Command {
    let Command::FileIssue(mut c) = file(IssueId(id()), "With a photo") else {
        unreachable!()
    };
    c.photos = photos.to_vec();
    Command::FileIssue(c)
}

/// The file that is handed out most.
pub fn of_agenda(meeting: MeetingId) -> KeptPaper {
    KeptPaper {
        meeting,
        language: Language::Chinese,
        kind: "set".into(),
        for_members: true,
    }
}

/// An address for mail, something that is turned off, a mail that went out, and a phone.
async fn mail(estate: &Estate, person: PersonId) {
    let (store, community) = (&estate.store, estate.id);
    let address = "typed@mail.example";
    let given = store.give_mail_address(community, person, address, "typed hash", NOON);
    assert!(given.await.expect("no fault"));
    let confirmed = store.confirm_mail_address(community, person, "typed hash", NOON);
    assert!(confirmed.await.expect("no fault"));
    let turned = store.turn(community, person, WhyMe::Handles, false);
    turned.await.expect("no fault");
    let phone = store
        .note_phone(community, "typed hash", person, NOON)
        .await;
    phone.expect("no fault");
    let noted = store.note_mailed(community, person, &[1]).await;
    noted.expect("no fault");
}
