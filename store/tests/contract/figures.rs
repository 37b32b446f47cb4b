//! Figures: what the tables give is what somebody counts who reads the journal line by line.

use std::collections::{BTreeMap, BTreeSet};

use domain::figures::{Facts, Figures, Month, figures};
use domain::issue::{AcceptIssue, AnswerIssue, DeclineIssue, ImportReport, SecondOnBehalf};
use domain::issue::{Category, Status, WithdrawIssue};
use domain::meeting::{CreateMeeting, Decision, EnterDecision};
use domain::time::{DAY, HOUR};
use domain::work::{
    APPRAISAL_DAYS, Appraise, AppraiseFor, BeginWork, ByOffice, ChangeDue, PublishResult,
    Responsible,
};
use domain::{Actor, Command, Date, Event, IssueId, MeetingId, PersonId, Timestamp, Zone};

use crate::common::{Database, Estate, create_meeting, date, file, id, journal, second};
use crate::story::{Random, seed};

fn shanghai() -> Zone {
    Zone::fixed("Asia/Shanghai", 28_800)
}

/// The middle of some times by counting those on either side.
fn middle(times: &[i64]) -> Option<i64> {
    let place = |nth: usize| {
        let is_nth = |time: &&i64| {
            let below = times.iter().filter(|other| other < time).count();
            let equal = times.iter().filter(|other| other == time).count();
            (below..below + equal).contains(&nth)
        };
        *times.iter().find(is_nth).expect("the nth")
    };
    match times.len() {
        0 => None,
        n if n % 2 == 1 => Some(place(n / 2)),
        n => Some(place(n / 2 - 1).midpoint(place(n / 2))),
    }
}

/// Who says that it is solved, and that they are satisfied.
type Words = BTreeMap<PersonId, (bool, bool)>;

/// What one issue has come through, as its lines of the journal say.
#[derive(Default)]
struct Life {
    filed: Option<Timestamp>,
    reporter: Option<PersonId>,
    answered: Vec<Timestamp>,
    decided: Vec<Timestamp>,
    withdrawn: bool,
    /// In work now, until this day.
    due: Option<Date>,
    seconds: BTreeSet<PersonId>,
    /// When it was published, who was asked, and what each says by now.
    results: Vec<(Timestamp, BTreeSet<PersonId>, Words)>,
}

fn lives(events: &[(Timestamp, Event)]) -> Vec<Life> {
    let mut lives: BTreeMap<IssueId, Life> = BTreeMap::new();
    for (at, event) in events {
        // One line of the journal is about one issue; others are about none.
        macro_rules! life {
            ($issue:expr) => {
                lives.entry(*$issue).or_default()
            };
        }
        match event {
            Event::IssueFiled {
                issue, reporter, ..
            } => {
                life!(issue).filed = Some(*at);
                life!(issue).reporter = Some(*reporter);
            }
            Event::IssueWithdrawn { issue, .. } => life!(issue).withdrawn = true,
            Event::Seconded { issue, person, .. } => {
                life!(issue).seconds.insert(*person);
            }
            Event::SecondTakenBack { issue, person } => {
                life!(issue).seconds.remove(person);
            }
            Event::IssueAccepted { issue, .. }
            | Event::IssueDeclined { issue, .. }
            | Event::IssueAnswered { issue, .. } => life!(issue).answered.push(*at),
            Event::WorkBegun { issue, due, .. } => {
                life!(issue).answered.push(*at);
                life!(issue).due = Some(*due);
            }
            Event::WorkDueChanged { issue, due, .. } => life!(issue).due = Some(*due),
            Event::DecisionPublished {
                issue, decision, ..
            } => {
                life!(issue).decided.push(*at);
                life!(issue).due = match decision {
                    Decision::DoIt { due } => Some(*due),
                    _ => None,
                };
            }
            Event::ResultPublished { issue, .. } => {
                let life = life!(issue);
                let asked = life.seconds.iter().copied().chain(life.reporter);
                life.results.push((*at, asked.collect(), BTreeMap::new()));
                life.due = None;
            }
            Event::Appraised {
                issue,
                person,
                solved,
                satisfied,
                ..
            } => {
                let words = &mut life!(issue).results.last_mut().expect("a result").2;
                words.insert(*person, (*solved, *satisfied));
            }
            _ => {}
        }
    }
    lives.into_values().collect()
}

/// Compares all that is shown with what is counted here.
fn compare(shown: &Figures, lives: &[Life], now: Timestamp) {
    let number = |n: usize| u32::try_from(n).expect("few");
    let here: Vec<&Life> = lives.iter().filter(|life| life.filed.is_some()).collect();
    let filed = |life: &Life| life.filed.expect("filed here").0;
    let week = 7 * DAY;
    let first = |times: &[Timestamp]| times.iter().map(|at| at.0).min();
    let count = |is: &dyn Fn(&Life) -> bool| number(here.iter().filter(|life| is(life)).count());
    let in_time = count(&|life| first(&life.answered).is_some_and(|at| at <= filed(life) + week));
    let too_late = count(&|life| first(&life.answered).is_some_and(|at| at > filed(life) + week));
    let silent = |life: &Life| life.answered.is_empty() && !life.withdrawn;
    let over = count(&|life| silent(life) && now.0 > filed(life) + week);
    let open = count(&|life| silent(life) && now.0 <= filed(life) + week);
    let rate = shown.response;
    let counted = (in_time, in_time + too_late + over, open);
    assert_eq!((rate.yes, rate.of, rate.open), counted);
    assert_eq!(shown.late_answers.count, over);

    let results = || {
        lives
            .iter()
            .flat_map(|life| life.results.iter().map(move |it| (life, it)))
    };
    let of_reporters: Vec<Option<bool>> = results()
        .filter_map(|(life, (_, _, words))| {
            let reporter = life.reporter?;
            Some(words.get(&reporter).map(|(solved, _)| *solved))
        })
        .collect();
    let said = |what: Option<bool>| number(of_reporters.iter().filter(|it| **it == what).count());
    let (yes, no, open) = (said(Some(true)), said(Some(false)), said(None));
    let rate = shown.resolution;
    assert_eq!((rate.yes, rate.of, rate.open), (yes, yes + no, open));

    let words = || results().flat_map(|(_, (_, _, words))| words.values());
    let content = words().filter(|(_, satisfied)| *satisfied).count();
    let asked: usize = results().map(|(_, (_, asked, _))| asked.len()).sum();
    let rate = shown.satisfaction;
    assert_eq!(
        (rate.yes, rate.of),
        (number(content), number(words().count()))
    );
    assert_eq!(rate.open, number(asked - words().count()));

    let firsts = |reached: &dyn Fn(&Life) -> Option<i64>| {
        let times = here
            .iter()
            .filter_map(|life| Some(reached(life)? - filed(life)));
        times.collect::<Vec<_>>()
    };
    for (stage, times) in [
        (shown.to_answer, firsts(&|life| first(&life.answered))),
        (shown.to_decision, firsts(&|life| first(&life.decided))),
        (
            shown.to_result,
            firsts(&|life| life.results.iter().map(|it| it.0.0).min()),
        ),
    ] {
        assert_eq!(stage.count, number(times.len()));
        assert_eq!(stage.median, middle(&times));
    }

    let today = shanghai().date(now);
    let late: Vec<Date> = lives.iter().filter_map(|life| life.due).collect();
    let late: Vec<_> = late.iter().filter(|due| **due < today).collect();
    assert_eq!(shown.late_work.count, number(late.len()));
    let longest = late.iter().map(|due| (today.0 - due.0).whole_days()).max();
    assert_eq!(i64::from(shown.late_work.longest), longest.unwrap_or(0));

    // Months as they are written on the wall.
    let month = |at: Timestamp| shanghai().format_local(at)[..7].to_owned();
    let tally = |times: &dyn Fn(&Life) -> Vec<Timestamp>| {
        let mut tally: BTreeMap<String, u32> = BTreeMap::new();
        for life in lives {
            for at in times(life) {
                *tally.entry(month(at)).or_default() += 1;
            }
        }
        tally
    };
    let once = |life: &Life, times: &[Timestamp]| {
        let first = times.iter().min().copied();
        first.filter(|_| life.filed.is_some()).into_iter().collect()
    };
    let shown_by = |number: &dyn Fn(&Month) -> u32| {
        let months = shown.months.iter();
        let months = months.map(|it| (format!("{:04}-{:02}", it.year, it.month), number(it)));
        months.filter(|(_, n)| *n > 0).collect::<BTreeMap<_, _>>()
    };
    let filed = tally(&|life| life.filed.into_iter().collect());
    assert_eq!(shown_by(&|month| month.filed), filed);
    let answered = tally(&|life| once(life, &life.answered));
    assert_eq!(shown_by(&|month| month.answered), answered);
    let decided = tally(&|life| once(life, &life.decided));
    assert_eq!(shown_by(&|month| month.decided), decided);
    let results = tally(&|life| life.results.iter().map(|it| it.0).collect());
    assert_eq!(shown_by(&|month| month.results), results);
    let names = shown
        .months
        .iter()
        .map(|it| it.year * 12 + i32::from(it.month));
    let names: Vec<i32> = names.collect();
    assert!(
        names.windows(2).all(|two| two[0] + 1 == two[1]),
        "{names:?}"
    );
    let last = shown.months.last().expect("this month");
    assert_eq!(format!("{:04}-{:02}", last.year, last.month), month(now));
}

pub struct Story<'e> {
    pub estate: &'e Estate,
    pub random: Random,
    pub secretary: Actor,
    pub people: Vec<Actor>,
    pub entered: Vec<PersonId>,
    pub issues: Vec<(IssueId, u32)>,
}

impl Story<'_> {
    async fn status(&self, number: u32) -> Status {
        self.estate
            .issue(number, &Actor::nobody())
            .await
            .issue
            .status
    }

    /// Moves one issue on by something that may happen to it as it stands, or has people second it.
    pub async fn go_on(&mut self) {
        let estate = self.estate;
        let days = i64::try_from(self.random.below(5)).expect("few");
        estate.wait(days * DAY + HOUR);
        let person = self.people[self.random.below(self.people.len())].clone();
        if self.issues.is_empty() || self.random.below(5) == 0 {
            let issue = IssueId(id());
            let filed = estate.ok(&person, file(issue, "typed title")).await;
            self.issues.push((issue, filed.issue.expect("a number")));
            return;
        }
        let (issue, number) = self.issues[self.random.below(self.issues.len())];
        let (secretary, chance) = (self.secretary.clone(), self.random.below(10));
        let due = shanghai().date(estate.now().plus(days * DAY));
        match self.status(number).await {
            Status::Filed | Status::Accepted | Status::Deferred | Status::Returned => {
                let (actor, command) = match chance {
                    0..=2 => (person, second(issue)),
                    3 => (person, Command::TakeBackSecond { issue }),
                    4 => {
                        let neighbour = PersonId(id());
                        self.entered.push(neighbour);
                        let entered = SecondOnBehalf {
                            issue,
                            person: neighbour,
                            household: estate.households
                                [self.random.below(estate.households.len())],
                            name: "typed name".into(),
                        };
                        (secretary, Command::SecondOnBehalf(entered))
                    }
                    5 => {
                        let text = "typed answer".into();
                        let answer = AnswerIssue { issue, text };
                        (secretary, Command::AnswerIssue(answer))
                    }
                    6 => {
                        let reason = String::new();
                        let withdraw = WithdrawIssue { issue, reason };
                        (person, Command::WithdrawIssue(withdraw))
                    }
                    7 if self.random.below(4) == 0 => {
                        let decline = DeclineIssue {
                            issue,
                            text: estate.text(number).await,
                            reason: "typed reason".into(),
                        };
                        (secretary, Command::DeclineIssue(decline))
                    }
                    7 => {
                        let accept = AcceptIssue {
                            issue,
                            text: estate.text(number).await,
                            minutes: 10,
                            urgent: false,
                        };
                        (secretary, Command::AcceptIssue(accept))
                    }
                    8 => return self.meet().await,
                    _ => {
                        let begin = BeginWork {
                            issue,
                            responsible: Responsible::Office(ByOffice::CommitteeWorker),
                            owner: "typed owner".into(),
                            due,
                            words: "typed words".into(),
                        };
                        (secretary, Command::BeginWork(begin))
                    }
                };
                let _ = estate.run(&actor, command).await;
            }
            Status::InWork if chance < 3 => {
                let reason = "typed reason".into();
                let later = ChangeDue { issue, due, reason };
                estate.ok(&secretary, Command::ChangeDue(later)).await;
            }
            Status::InWork => {
                let result = PublishResult {
                    issue,
                    words: "typed words".into(),
                    cost: None,
                    verdict: None,
                    owners: None,
                    photos: vec![],
                };
                estate.ok(&secretary, Command::PublishResult(result)).await;
            }
            Status::Appraisal if chance < 2 => {
                estate.wait(APPRAISAL_DAYS * DAY);
                estate.operator(Command::CloseAppraisal { issue }).await;
            }
            Status::Appraisal => {
                let (solved, satisfied) = (self.random.below(4) > 0, self.random.below(2) > 0);
                let words = String::new();
                let (actor, command) = match self.random.of(&self.entered).copied() {
                    Some(neighbour) if chance < 5 => {
                        let word = AppraiseFor {
                            issue,
                            person: neighbour,
                            solved,
                            satisfied,
                            words,
                        };
                        (secretary, Command::AppraiseFor(word))
                    }
                    Some(_) | None => {
                        let word = Appraise {
                            issue,
                            solved,
                            satisfied,
                            words,
                        };
                        (person, Command::Appraise(word))
                    }
                };
                let _ = estate.run(&actor, command).await;
            }
            Status::OnAgenda
            | Status::Decided
            | Status::Declined
            | Status::Withdrawn
            | Status::Closed => {}
        }
    }

    /// A whole meeting about whatever its agenda takes.
    async fn meet(&mut self) {
        let (estate, secretary) = (self.estate, self.secretary.clone());
        let meeting = MeetingId(id());
        let create = CreateMeeting {
            starts_at: estate.now().plus(HOUR),
            ..create_meeting(meeting)
        };
        let created = estate.ok(&secretary, Command::CreateMeeting(create)).await;
        let number = created.meeting.expect("a number");
        let view = estate.meeting(number, &secretary).await.meeting;
        let version = view.version;
        let lock = Command::LockAgenda { meeting, version };
        if view.items.is_empty() || estate.run(&secretary, lock).await.is_err() {
            return;
        }
        estate.wait(2 * HOUR);
        for item in &view.items {
            let decision = match self.random.below(3) {
                0 => Decision::NotDone,
                1 => Decision::DoIt {
                    due: shanghai().date(estate.now().plus(3 * DAY)),
                },
                _ => Decision::Defer {
                    review_on: date("2029-03-01"),
                },
            };
            let enter = EnterDecision {
                meeting,
                issue: item.issue,
                seen: None,
                decision,
                hands: None,
                votes: None,
                responsible: Some(Responsible::Office(ByOffice::Secretary)),
                owner: "typed owner".into(),
                words: "typed words".into(),
            };
            estate.ok(&secretary, Command::EnterDecision(enter)).await;
        }
        let version = estate.meeting(number, &secretary).await.meeting.version;
        let publish = Command::PublishDecisions { meeting, version };
        estate.ok(&secretary, publish).await;
    }
}

pub async fn figures_are_what_somebody_counts_in_the_journal(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let zone = shanghai();
    let facts = db.store.facts(estate.id).await.expect("no fault");
    assert_eq!(facts, Facts::default());
    let secretary = estate.secretary().await;
    let mut people = vec![];
    for household in [1, 2, 3, 4, 5] {
        people.push(estate.resident(household).await);
    }
    // What was taken over from elsewhere is in no figure but that of its own results.
    let taken_over = ImportReport {
        issue: IssueId(id()),
        category: Category::Lift,
        title: "typed title".into(),
        body: String::new(),
        position: None,
        filed_at: Timestamp(0),
        closed_at: None,
        closed: false,
    };
    let issues = vec![(taken_over.issue, 1)];
    estate.operator(Command::ImportReport(taken_over)).await;
    let mut story = Story {
        estate: &estate,
        random: Random(seed()),
        secretary,
        people,
        entered: vec![],
        issues,
    };
    for _ in 0..4 {
        for _ in 0..60 {
            story.go_on().await;
        }
        let now = estate.now();
        let facts = db.store.facts(estate.id).await.expect("no fault");
        let lives = lives(&journal(db, estate.id).await);
        compare(&figures(&facts, &zone, now), &lives, now);
    }
    assert!(story.issues.len() > 10, "hardly anything happened");
    let facts = db.store.facts(estate.id).await.expect("no fault");
    assert!(facts.results.len() > 3, "hardly anything was done");
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}
