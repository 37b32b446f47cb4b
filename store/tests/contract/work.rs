//! Work: what pages read of it, and what the days bring.

use domain::issue::{SecondOnBehalf, Status};
use domain::meeting::{Decision, EnterDecision, Ground};
use domain::notice::WhyMe;
use domain::office::{GrantOffice, Office};
use domain::organisation::{AddOrganisation, Kind};
use domain::time::DAY;
use domain::work::{
    APPRAISAL_DAYS, AddTask, AnswerOffer, AppraisalSettings, Appraise, AppraiseFor, BeginWork,
    ByOffice, ChangeDue, ChangeTask, Course, EnterReply, OfferResource, OfferStatus, PublishResult,
    ReferWork, ReferralView, ReportProgress, Resource, Responsible, Tally, TaskStatus, Word,
};
use domain::{
    Actor, Command, IssueId, MeetingId, OrganisationId, PersonId, PhotoId, Refusal, Role, Sender,
    Timestamp, Traced, Zone,
};

use crate::common::{Database, Estate, create_meeting, date, id, second};

const COMMITTEE: Responsible = Responsible::Office(ByOffice::CommitteeWorker);

fn begin(issue: IssueId, responsible: Responsible, due: &str) -> Command {
    Command::BeginWork(BeginWork {
        issue,
        responsible,
        owner: "Committee".into(),
        due: date(due),
        words: "New lamps.".into(),
    })
}

fn result(issue: IssueId) -> Command {
    Command::PublishResult(PublishResult {
        issue,
        words: "All lamps are new.".into(),
        cost: Some(1_200),
        verdict: None,
        owners: None,
        photos: vec![],
    })
}

fn appraise(issue: IssueId, solved: bool, words: &str) -> Command {
    Command::Appraise(Appraise {
        issue,
        solved,
        satisfied: solved,
        words: words.into(),
    })
}

/// The property firm, and a handler of it who does not live here.
async fn firm(estate: &Estate, secretary: &Actor) -> (OrganisationId, Actor) {
    let organisation = OrganisationId(id());
    let add = AddOrganisation {
        organisation,
        kind: Kind::PropertyFirm,
        name: "Green Lawn".into(),
    };
    estate.ok(secretary, Command::AddOrganisation(add)).await;
    let handler = estate.resident(5).await;
    let grant = GrantOffice {
        person: handler.person.expect("somebody"),
        office: Office::Handler { organisation },
    };
    estate.ok(secretary, Command::GrantOffice(grant)).await;
    let sender = Sender::Person(handler.person.expect("somebody"));
    let handler = estate.store.actor(estate.id, sender).await;
    (organisation, handler.expect("no fault"))
}

pub async fn a_decision_is_carried_out_by_whoever_is_responsible(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (reporter, neighbour) = (estate.resident(1).await, estate.resident(3).await);
    let (organisation, handler) = firm(&estate, &secretary).await;
    let (issue, number) = estate.accepted(&reporter, &secretary, "Lamps", 20).await;
    estate.ok(&neighbour, second(issue)).await;
    let meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(meeting));
    estate.ok(&secretary, create).await;
    let version = 2;
    estate
        .ok(&secretary, Command::LockAgenda { meeting, version })
        .await;
    let enter = EnterDecision {
        meeting,
        issue,
        seen: None,
        decision: Decision::DoIt {
            due: date("2027-01-31"),
        },
        hands: Some(7),
        votes: None,
        responsible: Some(Responsible::Organisation(organisation)),
        owner: "whatever".into(),
        words: "New lamps.".into(),
    };
    estate.ok(&secretary, Command::EnterDecision(enter)).await;
    let entered = estate.meeting(1, &secretary).await.items[0].clone();
    let entered = entered.decision.expect("entered");
    assert_eq!(
        entered.responsible,
        Some(Responsible::Organisation(organisation))
    );
    estate.begin();
    let publish = Command::PublishDecisions {
        meeting,
        version: 4,
    };
    estate.ok(&secretary, publish).await;
    let view = estate.issue(number, &neighbour).await;
    assert_eq!(view.issue.status, Status::InWork);
    let work = view.work.expect("work");
    assert_eq!(
        (work.course, work.owner.as_str(), work.due),
        (Course::DoIt, "Green Lawn", Some(date("2027-01-31")))
    );
    let told = estate.notices(handler.person.expect("somebody")).await;
    assert_eq!((told.len(), told[0].why), (1, WhyMe::Handles));
    assert!(!work.handles && work.asked && work.mine.is_none());
    assert!(
        estate
            .issue(number, &handler)
            .await
            .work
            .expect("work")
            .handles
    );

    // A neighbour reports nothing; the firm's own handler does, with a photo.
    let photo = PhotoId(id());
    let person = handler.person.expect("somebody");
    let put = estate
        .store
        .put_photo(estate.id, photo, person, b"large", b"small", estate.now());
    assert!(put.await.expect("no fault"));
    let progress = |photos| {
        Command::ReportProgress(ReportProgress {
            issue,
            words: "Half done.".into(),
            photos,
        })
    };
    let refusal = estate.refused(&neighbour, progress(vec![])).await;
    assert_eq!(refusal, Refusal::NotAllowed);
    estate.ok(&handler, progress(vec![photo])).await;
    let trace = estate.issue(number, &neighbour).await.trace.entries;
    let last = trace.last().expect("an entry");
    let photos = vec![photo];
    assert_eq!(last.event, Traced::ProgressReported { photos });
    assert_eq!(last.role, Some(Role::Handler));
    assert_eq!(last.text.as_ref().expect("words").body, "Half done.");
    // It is the issue's for good: no other takes it, and clearing leaves it.
    let later = estate.now().plus(3 * DAY);
    let other = PhotoId(id());
    let put = estate
        .store
        .put_photo(estate.id, other, person, b"large", b"small", later);
    assert!(put.await.expect("no fault"));
    let kept = estate.store.photo(estate.id, photo, true).await;
    assert_eq!(
        kept.expect("no fault").as_deref(),
        Some(b"small".as_slice())
    );
    assert_eq!(view.photos, []);

    let due = ChangeDue {
        issue,
        due: date("2027-02-15"),
        reason: "No parts.".into(),
    };
    estate.ok(&secretary, Command::ChangeDue(due)).await;
    let told = estate.inbox(&reporter).await;
    assert_eq!(told[0].0, "work_due_changed", "{told:?}");
    assert_eq!(told[1].0, "progress_reported", "{told:?}");
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn residents_have_the_word_and_what_is_not_solved_comes_back(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (reporter, neighbour) = (estate.resident(1).await, estate.resident(3).await);
    let (issue, number) = estate.accepted(&reporter, &secretary, "Lamps", 20).await;
    estate.ok(&neighbour, second(issue)).await;
    let entered = PersonId(id());
    let on_behalf = SecondOnBehalf {
        issue,
        person: entered,
        household: estate.households[2],
        name: "Old Li".into(),
    };
    estate
        .ok(&secretary, Command::SecondOnBehalf(on_behalf))
        .await;
    estate
        .ok(&secretary, begin(issue, COMMITTEE, "2027-01-31"))
        .await;
    estate.ok(&secretary, result(issue)).await;
    let view = estate.issue(number, &neighbour).await;
    assert_eq!(view.issue.status, Status::Appraisal);
    estate
        .ok(&neighbour, appraise(issue, true, "Bright now."))
        .await;
    let theirs = AppraiseFor {
        issue,
        person: entered,
        solved: true,
        satisfied: false,
        words: String::new(),
    };
    estate.ok(&secretary, Command::AppraiseFor(theirs)).await;
    let work = estate.issue(number, &neighbour).await.work.expect("work");
    let tally = Tally {
        online: 1,
        on_behalf: 1,
        solved: 2,
        satisfied: 1,
    };
    assert_eq!(work.tally, tally);
    let mine = Word {
        solved: true,
        satisfied: true,
        on_behalf: false,
    };
    assert_eq!(work.mine, Some(mine));
    let stranger = estate.resident(4).await;
    let refusal = estate.refused(&stranger, appraise(issue, false, "")).await;
    assert_eq!(refusal, Refusal::NotSeconded);
    let words = estate.store.appraisal_words(estate.id, issue).await;
    assert_eq!(words.expect("no fault"), ["Bright now."]);

    // The reporter's word alone brings it back, for another agenda or other work.
    estate
        .ok(&reporter, appraise(issue, false, "Two flicker."))
        .await;
    let view = estate.issue(number, &stranger).await;
    assert_eq!(view.issue.status, Status::Returned);
    let told = estate.inbox(&neighbour).await;
    assert_eq!(told[0].0, "issue_reopened", "{told:?}");
    estate.ok(&stranger, second(issue)).await;
    // What was said of this result says nothing of the next.
    estate
        .ok(&secretary, begin(issue, COMMITTEE, "2027-02-28"))
        .await;
    let work = estate.issue(number, &neighbour).await.work.expect("work");
    assert_eq!((work.tally, work.mine), (Tally::default(), None));
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn what_is_done_is_listed_by_its_date_and_late_work_is_counted(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let mut issues = vec![];
    for (title, due) in [
        ("Last", "2027-03-01"),
        ("First", "2027-01-01"),
        ("Next", "2027-02-01"),
    ] {
        let (issue, _) = estate.accepted(&reporter, &secretary, title, 10).await;
        estate.ok(&secretary, begin(issue, COMMITTEE, due)).await;
        issues.push(issue);
    }
    let today = date("2027-02-01");
    let viewer = reporter.person;
    let works = estate.store.works(estate.id, viewer, today).await;
    let works = works.expect("no fault");
    let titles: Vec<_> = works
        .cards
        .iter()
        .map(|it| it.card.title.as_str())
        .collect();
    assert_eq!(titles, ["First", "Next", "Last"]);
    assert_eq!((works.total, works.late), (3, 1));
    assert_eq!(works.cards[0].owner, "Committee");
    estate.ok(&secretary, result(issues[1])).await;
    let works = estate.store.works(estate.id, viewer, today).await;
    let works = works.expect("no fault");
    assert_eq!((works.cards.len(), works.total, works.late), (2, 2, 0));
}

pub async fn the_days_bring_what_is_due_and_nothing_before(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let (issue, number) = estate.accepted(&reporter, &secretary, "Lamps", 20).await;
    estate
        .ok(&secretary, begin(issue, COMMITTEE, "2027-01-31"))
        .await;
    estate.ok(&secretary, result(issue)).await;
    let work = estate.issue(number, &reporter).await.work.expect("work");
    let until = work.appraisal_until.expect("a time");
    let due = async |now: Timestamp| {
        let today = Zone::utc().date(now);
        let due = estate.store.due_by(estate.id, now, today).await;
        due.expect("no fault")
    };
    assert_eq!(due(until.plus(-1)).await, (vec![], vec![]));
    assert_eq!(due(until).await, (vec![issue], vec![]));
    let close = Command::CloseAppraisal { issue };
    let early = estate.run(&Actor::operator(), close.clone()).await;
    assert_eq!(early, Err(Refusal::NotYet));
    estate.wait(APPRAISAL_DAYS * DAY);
    estate.operator(close).await;
    let view = estate.issue(number, &reporter).await;
    assert_eq!(view.issue.status, Status::Closed);
    assert_eq!(due(until.plus(DAY)).await, (vec![], vec![]));
}

pub async fn a_result_is_asked_about_as_the_community_had_set_it(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let neighbours = [estate.resident(2).await, estate.resident(3).await];
    let settings = async || {
        let settings = estate.store.appraisal_settings(estate.id).await;
        settings.expect("no fault")
    };
    assert_eq!(settings().await, AppraisalSettings::default());
    let published = async |title| {
        let (issue, number) = estate.accepted(&reporter, &secretary, title, 20).await;
        for neighbour in &neighbours {
            estate.ok(neighbour, second(issue)).await;
        }
        estate
            .ok(&secretary, begin(issue, COMMITTEE, "2027-01-31"))
            .await;
        let at = estate.now();
        estate.ok(&secretary, result(issue)).await;
        let work = estate.issue(number, &reporter).await.work.expect("work");
        let until = work.appraisal_until.expect("a time");
        (issue, number, (until.0 - at.0) / DAY)
    };
    let (before, before_number, days) = published("Lamps").await;
    assert_eq!(days, APPRAISAL_DAYS);
    let set = AppraisalSettings {
        days: 30,
        unsolved_percent: 25,
    };
    let change = Command::ChangeAppraisalSettings(set);
    let refusal = estate.refused(&reporter, change.clone()).await;
    assert_eq!(refusal, Refusal::NotAllowed);
    estate.ok(&secretary, change).await;
    assert_eq!(settings().await, set);
    let (after, after_number, days) = published("Stairs").await;
    assert_eq!(days, 30);
    // One of three: no half, and more than a quarter.
    for (issue, number, stands) in [
        (before, before_number, Status::Appraisal),
        (after, after_number, Status::Returned),
    ] {
        estate.ok(&reporter, appraise(issue, true, "")).await;
        estate.ok(&neighbours[0], appraise(issue, true, "")).await;
        estate.ok(&neighbours[1], appraise(issue, false, "")).await;
        let view = estate.issue(number, &reporter).await;
        assert_eq!(view.issue.status, stands);
    }
    // Work that begins anew waits for its own result.
    estate
        .ok(&secretary, begin(after, COMMITTEE, "2027-02-28"))
        .await;
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

/// Decided about by a meeting, the first of the estate.
async fn decided(estate: &Estate, secretary: &Actor, issue: IssueId, decision: Decision) {
    let meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(meeting));
    estate.ok(secretary, create).await;
    let lock = Command::LockAgenda {
        meeting,
        version: 2,
    };
    estate.ok(secretary, lock).await;
    let enter = EnterDecision {
        meeting,
        issue,
        seen: None,
        decision,
        hands: None,
        votes: None,
        responsible: None,
        owner: String::new(),
        words: "Not ours to do.".into(),
    };
    estate.ok(secretary, Command::EnterDecision(enter)).await;
    estate.begin();
    let publish = Command::PublishDecisions {
        meeting,
        version: 4,
    };
    estate.ok(secretary, publish).await;
}

pub async fn tasks_stand_with_their_work_and_what_is_done_on_its_trace(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (reporter, neighbour) = (estate.resident(1).await, estate.resident(3).await);
    let (organisation, handler) = firm(&estate, &secretary).await;
    let (issue, number) = estate.accepted(&reporter, &secretary, "Lamps", 20).await;
    let firm = Responsible::Organisation(organisation);
    estate
        .ok(&secretary, begin(issue, firm, "2027-01-31"))
        .await;
    let told = estate.inbox(&reporter).await.len();
    let add = |words: &str| {
        Command::AddTask(AddTask {
            issue,
            words: words.into(),
        })
    };
    let refusal = estate.refused(&neighbour, add("Measure")).await;
    assert_eq!(refusal, Refusal::NotAllowed);
    for words in ["Measure", "Buy", "Paint"] {
        estate.wait(1_000);
        estate.ok(&handler, add(words)).await;
    }
    let tasks = async || estate.issue(number, &neighbour).await.tasks;
    let listed = tasks().await;
    let change = |nth: usize, to| {
        let task = listed[nth].id;
        Command::ChangeTask(ChangeTask { issue, task, to })
    };
    let (done, open) = (TaskStatus::Done, TaskStatus::Open);
    estate.ok(&handler, change(0, done)).await;
    estate.ok(&handler, change(1, done)).await;
    estate.ok(&handler, change(1, open)).await;
    estate.ok(&secretary, change(2, TaskStatus::Dropped)).await;
    let refusal = estate.refused(&handler, change(2, done)).await;
    assert_eq!(refusal, Refusal::NotFound);
    let now = tasks().await;
    let now: Vec<_> = now.iter().map(|it| (it.words.as_str(), it.done)).collect();
    assert_eq!(now, [("Measure", true), ("Buy", false)]);
    let trace = estate.issue(number, &neighbour).await.trace.entries;
    let said: Vec<_> = trace
        .iter()
        .filter_map(|entry| match &entry.event {
            Traced::TaskDone { done } => {
                let words = entry.text.as_ref().expect("words");
                Some((*done, words.body.as_str(), entry.role))
            }
            _ => None,
        })
        .collect();
    let handler_said = Some(Role::Handler);
    assert_eq!(
        said,
        [
            (true, "Measure", handler_said),
            (true, "Buy", handler_said),
            (false, "Buy", handler_said)
        ]
    );
    // Small parts tell nobody.
    assert_eq!(estate.inbox(&reporter).await.len(), told);
    // They go with their work, and the next begins without.
    estate.ok(&secretary, result(issue)).await;
    assert_eq!(tasks().await, []);
    estate.ok(&reporter, appraise(issue, false, "")).await;
    estate
        .ok(&secretary, begin(issue, COMMITTEE, "2027-02-28"))
        .await;
    assert_eq!(tasks().await, []);
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn what_is_referred_stands_with_to_whom_and_what_they_replied(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (reporter, neighbour) = (estate.resident(1).await, estate.resident(3).await);
    let (issue, number) = estate.accepted(&reporter, &secretary, "Smoke", 20).await;
    estate.ok(&neighbour, second(issue)).await;
    let ground = Ground::JointEnforcement;
    let decision = Decision::ReferUpward { ground };
    decided(&estate, &secretary, issue, decision).await;
    let referral = async || estate.issue(number, &neighbour).await.referral;
    assert_eq!(referral().await, None);
    let today = Zone::utc().date(estate.now());
    let refer = |to: &str| {
        Command::ReferWork(ReferWork {
            issue,
            to: to.into(),
            sent: today,
            words: "Please look at it.".into(),
        })
    };
    let reply = Command::EnterReply(EnterReply {
        issue,
        received: today,
        words: "We have.".into(),
    });
    let refusal = estate.refused(&secretary, reply.clone()).await;
    assert_eq!(refusal, Refusal::NotFound);
    estate.ok(&secretary, refer("Street office")).await;
    estate.ok(&secretary, reply).await;
    let view = |to: &str, received| ReferralView {
        to: to.into(),
        sent: today,
        received,
    };
    let replied = Some(view("Street office", Some(today)));
    assert_eq!(referral().await, replied);
    let told = estate.inbox(&neighbour).await;
    let kinds: Vec<_> = told.iter().take(2).map(|it| it.0.as_str()).collect();
    assert_eq!(kinds, ["reply_received", "work_referred"]);
    let trace = estate.issue(number, &neighbour).await.trace.entries;
    let text = |nth: usize| trace[trace.len() - nth].text.clone().expect("words");
    assert_eq!(text(1).body, "We have.");
    assert_eq!(
        (text(2).title.as_str(), text(2).body.as_str()),
        ("Street office", "Please look at it.")
    );
    // Where it goes on to has not replied.
    estate.ok(&secretary, refer("Water board")).await;
    assert_eq!(referral().await, Some(view("Water board", None)));
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn what_is_given_is_told_traced_and_anonymous_once_its_giver_left(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (reporter, giver) = (estate.resident(1).await, estate.resident(3).await);
    let (organisation, handler) = firm(&estate, &secretary).await;
    let (issue, number) = estate.accepted(&reporter, &secretary, "Lamps", 20).await;
    estate
        .ok(&secretary, begin(issue, COMMITTEE, "2027-01-31"))
        .await;
    let offer = |resource, organisation, name: &str, words: &str| {
        Command::OfferResource(OfferResource {
            issue,
            resource,
            organisation,
            name: name.into(),
            words: words.into(),
        })
    };
    let named = offer(Resource::Skill, None, "Master Gao", "I mend lamps.");
    estate.ok(&giver, named).await;
    let theirs = offer(Resource::Material, Some(organisation), "", "Ten lamps.");
    let foreign = estate.refused(&giver, theirs.clone()).await;
    assert!(matches!(foreign, Refusal::Invalid(_)), "{foreign:?}");
    estate.ok(&handler, theirs).await;
    estate
        .ok(&giver, offer(Resource::Money, None, "", "A little."))
        .await;
    let listed = async |viewer: &Actor| {
        let offers = estate.store.offers(estate.id, Some(issue), viewer.person);
        offers.await.expect("no fault")
    };
    let all = listed(&giver).await;
    let shown: Vec<_> = all.iter().map(|it| (it.by.as_str(), it.mine)).collect();
    assert_eq!(
        shown,
        [("", true), ("Green Lawn", false), ("Master Gao", true)]
    );
    // The branch is told of each.
    let told = estate.inbox(&secretary).await;
    let told = told.iter().filter(|(what, _)| what == "resource_offered");
    assert_eq!(told.count(), 3);
    let answer = |offer, accept, words: &str| {
        Command::AnswerOffer(AnswerOffer {
            issue,
            offer,
            accept,
            words: words.into(),
        })
    };
    estate.ok(&secretary, answer(all[2].id, true, "")).await;
    estate
        .ok(
            &secretary,
            answer(all[1].id, false, "Thank you; we have ten."),
        )
        .await;
    // Whoever offered is told, and nobody else.
    let notices = estate.notices(giver.person.expect("somebody")).await;
    assert_eq!(notices[0].why, WhyMe::Offered);
    let accepted = Traced::OfferAnswered {
        resource: Resource::Skill,
        accepted: true,
    };
    assert_eq!(notices[0].entry.event, accepted);
    let notices = estate.notices(handler.person.expect("somebody")).await;
    let body = notices[0]
        .entry
        .text
        .as_ref()
        .map(|text| text.body.as_str());
    assert_eq!(
        (notices[0].why, body),
        (WhyMe::Offered, Some("Thank you; we have ten."))
    );
    assert!(
        estate
            .inbox(&reporter)
            .await
            .iter()
            .all(|(what, _)| what != "offer_answered")
    );
    let view = estate.issue(number, &reporter).await;
    let said = format!("{:?}", view.trace);
    for words in ["Master Gao", "I mend lamps.", "Ten lamps.", "we have ten"] {
        assert!(said.contains(words), "{words}: {said}");
    }

    // Once somebody has left, nothing of theirs waits, and nothing names them.
    estate.ok(&giver, Command::DeleteAccount {}).await;
    let left = listed(&secretary).await;
    let shown: Vec<_> = left.iter().map(|it| (it.by.as_str(), it.status)).collect();
    let expected = [
        ("Green Lawn", OfferStatus::Declined),
        ("〔已删除 · deleted〕", OfferStatus::Accepted),
    ];
    assert_eq!(shown, expected);
    let view = estate.issue(number, &reporter).await;
    assert!(!format!("{:?}", view.trace).contains("Gao"));
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
    db.store.rebuild(|_| {}).await.expect("rebuilt");
    assert_eq!(listed(&secretary).await, left);
}
