//! Makes the demo community: each fact by the command that would have made it, at the time when it
//! would have been.

use std::collections::BTreeMap;

use domain::community::CreateCommunity;
use domain::hex::sha256_hex;
use domain::household::{CONSENT_VERSION, Household, Join, PrintSlip};
use domain::issue::{
    AcceptIssue, AnswerIssue, DeclineIssue, FeedQuery, FileIssue, SecondOnBehalf, WithdrawIssue,
};
use domain::meeting::{CreateMeeting, EnterDecision, Kind};
use domain::place::{Area, Place, Position, Source};
use domain::time::{DAY, HOUR, MINUTE};
use domain::{
    Command, CommandId, CommunityId, Envelope, HouseholdId, IssueId, Language, MeetingId, PersonId,
    PhotoId, Role, Sender, SlipId, TextId, Timestamp, Zone,
};
use store::Store;
use uuid::Uuid;

use super::story::{self, Affects, Scene, Tale, Turn, When};
use super::words::Words;
use super::{SLUG, plan};
use crate::error::Error;
use crate::ids::{derived, random};
use crate::photo;
use crate::zone::zone;

/// The demo's people with a part to play, by their place among the nicknames.
const SECRETARY: usize = 0;
pub(super) const WORKER: usize = 1;
const LEADER: usize = 2;

/// Fills an empty database.
pub async fn seed(store: &Store, language: Language, now: Timestamp) -> Result<(), Error> {
    let mut demo = Demo::new(store, language, now);
    demo.set_up().await?;
    demo.people_join().await?;
    demo.carry_out_everything().await
}

/// Whether the story was told to its end: whoever stopped the server at its first start has only
/// its beginning.
pub async fn is_complete(store: &Store, community: CommunityId) -> Result<bool, Error> {
    // The last one is filed half an hour ago; what follows are its first seconds.
    let feed = store.feed(community, None, &FeedQuery::default()).await?;
    Ok(feed.total as usize >= story::tales().len())
}

pub(super) struct Demo<'s> {
    store: &'s Store,
    pub(super) words: Words,
    language: Language,
    pub(super) community: CommunityId,
    zone: Zone,
    now: Timestamp,
    people: Vec<Person>,
    /// By the keys of their tales.
    pub(super) issues: BTreeMap<&'static str, IssueId>,
}

struct Person {
    building: usize,
    id: PersonId,
}

/// Something that happens at its time.
pub(super) enum Deed {
    /// Somebody sends a command.
    Command(usize, Box<Envelope>),
    /// A photo is uploaded.
    Photo(usize, PhotoId, &'static [u8]),
    /// The secretary does something about the last meeting; what exactly depends on its agenda by
    /// then.
    Meeting(Step),
}

#[derive(Clone, Copy)]
pub(super) enum Step {
    Lock,
    Enter,
    Publish,
}

/// An id as it would have been made at that time.
fn id_at(at: Timestamp) -> Uuid {
    let millis = u64::try_from(at.0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random::<10>()).into_uuid()
}

pub(super) fn envelope(at: Timestamp, command: Command) -> Envelope {
    Envelope {
        id: CommandId(id_at(at)),
        command,
    }
}

impl<'s> Demo<'s> {
    fn new(store: &'s Store, language: Language, now: Timestamp) -> Self {
        let zone = zone("Asia/Shanghai").expect("the zone database is compiled in");
        Self {
            store,
            words: Words::in_language(language),
            language,
            community: CommunityId(id_at(story::BEGINNING.at(&zone, now))),
            zone,
            now,
            people: vec![],
            issues: BTreeMap::new(),
        }
    }

    pub(super) fn at(&self, when: When) -> Timestamp {
        when.at(&self.zone, self.now)
    }

    async fn execute(&self, sender: Sender, command: Command, at: Timestamp) -> Result<(), Error> {
        self.send(sender, &envelope(at, command), at).await
    }

    async fn send(&self, sender: Sender, envelope: &Envelope, at: Timestamp) -> Result<(), Error> {
        let answer = self
            .store
            .execute(self.community, sender, envelope, at)
            .await?;
        answer.map(|_| ()).map_err(Error::Refused)
    }

    /// The community, its plan and its register.
    async fn set_up(&self) -> Result<(), Error> {
        let at = self.at(story::BEGINNING);
        let create = Command::CreateCommunity(CreateCommunity {
            slug: SLUG.to_owned(),
            name: self.words.name.clone(),
            other_name: Words::in_language(self.language.other()).name,
            language: self.language,
            zone: self.zone.clone(),
        });
        let set_plan = Command::SetPlan(plan::plan(&self.words));
        let households = (1..=plan::BUILDINGS).flat_map(|building| {
            plan::rooms(building).into_iter().map(move |room| {
                Command::RegisterHousehold(Household {
                    id: plan::household(self.community, building, &room),
                    building: plan::building(building),
                    room,
                })
            })
        });
        let commands = [create, set_plan].into_iter().chain(households);
        let organisations = self.organisations();
        let commands = commands.chain(organisations);
        self.by_operator(commands, at).await
    }

    async fn by_operator(
        &self,
        commands: impl Iterator<Item = Command>,
        at: Timestamp,
    ) -> Result<(), Error> {
        let envelopes: Vec<Envelope> = commands.map(|command| envelope(at, command)).collect();
        let answers = self
            .store
            .execute_all(self.community, Sender::Operator, &envelopes, at)
            .await?;
        answers
            .into_iter()
            .try_for_each(|answer| answer.map(|_| ()).map_err(Error::Refused))
    }

    /// Everybody joins with the slip of their household.
    async fn people_join(&mut self) -> Result<(), Error> {
        let printed = self.at(story::BEGINNING).plus(HOUR);
        let lives: Vec<(usize, HouseholdId)> = (0..self.words.people.len())
            .map(|person| {
                let building = home(person);
                let rooms = plan::rooms(building);
                let room = &rooms[(person * 5 + 2) % rooms.len()];
                (building, plan::household(self.community, building, room))
            })
            .collect();
        let slips: Vec<(PrintSlip, String)> = lives
            .iter()
            .enumerate()
            .map(|(person, (_, household))| {
                let code_hash = sha256_hex(random::<16>());
                let slip = PrintSlip {
                    slip: SlipId(id_at(printed)),
                    household: *household,
                    admits: 1,
                    roles: match person {
                        SECRETARY => vec![Role::Secretary],
                        WORKER => vec![Role::CommitteeWorker],
                        LEADER => vec![Role::BuildingLeader],
                        _ => vec![],
                    },
                    expires_at: printed.plus(60 * DAY),
                    code_hash: code_hash.clone(),
                };
                (slip, code_hash)
            })
            .collect();
        let print = slips
            .iter()
            .map(|(slip, _)| Command::PrintSlip(slip.clone()));
        self.by_operator(print, printed).await?;

        for (person, (building, _)) in lives.iter().enumerate() {
            // The staff first, then a few every day until the first issue is filed.
            let joined = printed.plus((i64::try_from(person).unwrap_or(0) + 1) * 3 * HOUR);
            let id = PersonId(id_at(joined));
            let join = Command::Join(Join {
                person: id,
                code_hash: slips[person].1.clone(),
                nickname: self.words.people[person].clone(),
                language: self.language,
                consent: true,
                text: CONSENT_VERSION,
            });
            self.execute(Sender::Person(id), join, joined).await?;
            self.people.push(Person {
                building: *building,
                id,
            });
        }
        Ok(())
    }

    /// All that people did, in the order in which they did it.
    async fn carry_out_everything(&mut self) -> Result<(), Error> {
        let created = self.at(story::MEETING_CREATED);
        let mut deeds = vec![
            (
                created,
                Deed::Command(
                    SECRETARY,
                    Box::new(envelope(created, self.create_meeting())),
                ),
            ),
            (self.at(story::MEETING_LOCKED), Deed::Meeting(Step::Lock)),
            (self.at(story::MEETING_ENTERED), Deed::Meeting(Step::Enter)),
            (
                self.at(story::MEETING_PUBLISHED),
                Deed::Meeting(Step::Publish),
            ),
        ];
        for tale in story::tales() {
            let filed = self.at(tale.filed);
            self.issues.insert(tale.key, IssueId(id_at(filed)));
            self.filing(&tale, filed, &mut deeds);
            self.seconds(&tale, filed, &mut deeds);
            self.turns(&tale, &mut deeds);
            self.work(&tale, &mut deeds);
        }
        deeds.sort_by_key(|(at, _)| *at);
        for (at, deed) in deeds {
            match deed {
                Deed::Command(person, command) => {
                    let sender = Sender::Person(self.people[person].id);
                    self.send(sender, &command, at).await?;
                }
                Deed::Photo(person, id, bytes) => self.upload(person, id, bytes, at).await?,
                Deed::Meeting(step) => self.meet(step, at).await?,
            }
        }
        Ok(())
    }

    fn filing(&self, tale: &Tale, filed: Timestamp, deeds: &mut Vec<(Timestamp, Deed)>) {
        let words = &self.words.issues[tale.key];
        let photo = tale.photo.map(|bytes| (PhotoId(id_at(filed)), bytes));
        if let Some((id, bytes)) = photo {
            deeds.push((filed, Deed::Photo(tale.by, id, bytes)));
        }
        let place = match tale.spot {
            Scene::Nowhere => Place::default(),
            Scene::Building(number) => Place {
                position: None,
                building: Some(plan::building(number)),
            },
            Scene::At(east, north) => {
                let at = plan::point((east, north));
                Place {
                    position: Some(Position {
                        lat: at.lat,
                        lon: at.lon,
                        accuracy: None,
                        source: Source::Plan,
                    }),
                    building: None,
                }
            }
        };
        let area = match tale.affects {
            Affects::Building(number) => Area::Building(plan::building(number)),
            Affects::Cluster(key) => Area::Cluster(plan::cluster(&self.words, key)),
            Affects::Estate => Area::Estate,
        };
        let file = Command::FileIssue(FileIssue {
            issue: self.issues[tale.key],
            category: tale.category,
            title: words.title.clone(),
            body: words.body.clone(),
            area,
            place,
            photos: photo.into_iter().map(|(id, _)| id).collect(),
            discretion: domain::issue::Discretion::default(),
        });
        // Whoever accepts it names its words by the command that brought them.
        let file = Envelope {
            id: CommandId(self.issues[tale.key].0),
            command: file,
        };
        deeds.push((filed, Deed::Command(tale.by, Box::new(file))));
    }

    /// Neighbours second it: many soon after it was filed, fewer later.
    fn seconds(&self, tale: &Tale, filed: Timestamp, deeds: &mut Vec<(Timestamp, Deed)>) {
        let issue = self.issues[tale.key];
        let end = tale
            .until
            .map_or(self.now.plus(-MINUTE), |until| self.at(until));
        let span = end.0 - filed.0;
        // The reporter's own second came with the filing.
        let others = i64::try_from(tale.seconds).unwrap_or(0) - 1;
        for (person, place) in self.supporters(tale).into_iter().zip(1..=others) {
            let share = place * place * 1000 / (others * others + 1);
            let at = filed.plus(MINUTE + (span - 2 * MINUTE) * share / 1000);
            let second = envelope(at, Command::Second { issue });
            deeds.push((at, Deed::Command(person, Box::new(second))));
        }
        for (name, place) in self.words.neighbours.iter().take(tale.on_behalf).zip(1..) {
            let room = plan::rooms(self.people[LEADER].building)[place * 3].clone();
            let command = Command::SecondOnBehalf(SecondOnBehalf {
                issue,
                person: PersonId(id_at(filed)),
                household: plan::household(self.community, self.people[LEADER].building, &room),
                name: name.clone(),
            });
            let at = filed.plus(DAY + i64::try_from(place).unwrap_or(0) * 7 * MINUTE);
            let command = envelope(at, command);
            deeds.push((at, Deed::Command(LEADER, Box::new(command))));
        }
    }

    /// Those who would second it, first those whom it affects; always the same ones.
    pub(super) fn supporters(&self, tale: &Tale) -> Vec<usize> {
        let mut people: Vec<usize> = (LEADER..self.people.len())
            .filter(|person| *person != tale.by)
            .collect();
        people.sort_by_key(|person| {
            let building = self.people[*person].building;
            let affected = match tale.affects {
                Affects::Building(number) => number == building,
                Affects::Cluster(key) => plan::cluster_of(building) == key,
                Affects::Estate => true,
            };
            let chance = derived(
                "demo supporter",
                &[tale.key.as_bytes(), &(*person as u64).to_be_bytes()],
            );
            (!affected, chance)
        });
        people
    }

    fn turns(&self, tale: &Tale, deeds: &mut Vec<(Timestamp, Deed)>) {
        let issue = self.issues[tale.key];
        let text = TextId(issue.0);
        let reply = self.words.issues[tale.key].reply.clone();
        for turn in tale.turns {
            let (when, person, command) = match *turn {
                Turn::Accept(when, minutes) => (
                    when,
                    SECRETARY,
                    Command::AcceptIssue(AcceptIssue {
                        issue,
                        text,
                        minutes,
                        urgent: false,
                    }),
                ),
                Turn::Decline(when) => {
                    let reason = reply.clone();
                    (
                        when,
                        SECRETARY,
                        Command::DeclineIssue(DeclineIssue {
                            issue,
                            text,
                            reason,
                        }),
                    )
                }
                Turn::Answer(when) => {
                    let text = reply.clone();
                    (
                        when,
                        WORKER,
                        Command::AnswerIssue(AnswerIssue { issue, text }),
                    )
                }
                Turn::Withdraw(when) => {
                    let reason = reply.clone();
                    let withdraw = WithdrawIssue { issue, reason };
                    (when, tale.by, Command::WithdrawIssue(withdraw))
                }
                Turn::TakeBack(when) => (when, tale.by, Command::TakeBackSecond { issue }),
            };
            let at = self.at(when);
            let command = envelope(at, command);
            deeds.push((at, Deed::Command(person, Box::new(command))));
        }
    }

    async fn upload(
        &self,
        person: usize,
        id: PhotoId,
        bytes: &'static [u8],
        at: Timestamp,
    ) -> Result<(), Error> {
        let prepared = tokio::task::spawn_blocking(move || photo::prepare(bytes)).await;
        // Compiled in, and prepared by a test.
        let photo = prepared.expect("no panic").expect("the demo's own picture");
        let person = self.people[person].id;
        self.store
            .put_photo(self.community, id, person, &photo.full, &photo.small, at)
            .await?;
        Ok(())
    }

    fn create_meeting(&self) -> Command {
        Command::CreateMeeting(CreateMeeting {
            meeting: MeetingId(id_at(self.at(story::MEETING_CREATED))),
            kind: Kind::BranchCommittee,
            starts_at: self.at(story::MEETING_HELD),
            venue: self.words.venue.clone(),
            minutes: story::MEETING_MINUTES,
        })
    }

    /// The last meeting, number 1.
    async fn meet(&self, step: Step, at: Timestamp) -> Result<(), Error> {
        let secretary = Sender::Person(self.people[SECRETARY].id);
        let viewer = Some(self.people[SECRETARY].id);
        let viewer = self.store.viewer(self.community, viewer).await?;
        let view = self.store.meeting(self.community, 1, &viewer).await?;
        let meeting = view
            .ok_or(Error::Refused(domain::Refusal::NotFound))?
            .meeting;
        let (id, mut version) = (meeting.id, meeting.version);
        match step {
            Step::Lock => {
                // Neighbours went on seconding since the draft was made.
                let fill = Command::FillAgenda {
                    meeting: id,
                    version,
                };
                self.execute(secretary, fill, at.plus(-MINUTE)).await?;
                version += 1;
                let lock = Command::LockAgenda {
                    meeting: id,
                    version,
                };
                self.execute(secretary, lock, at).await
            }
            Step::Publish => {
                let publish = Command::PublishDecisions {
                    meeting: id,
                    version,
                };
                self.execute(secretary, publish, at).await
            }
            Step::Enter => {
                for (item, later) in meeting.items.iter().zip(1..) {
                    let Some(key) = self.key_of(item.issue) else {
                        continue;
                    };
                    let words = &self.words.issues[key];
                    let (decision, votes) = story::decision(key, self.zone.date(self.now));
                    let enter = Command::EnterDecision(EnterDecision {
                        meeting: id,
                        issue: item.issue,
                        seen: None,
                        decision,
                        hands: None,
                        votes,
                        responsible: self.responsible(key),
                        owner: words.owner.clone(),
                        words: words.decision.clone(),
                    });
                    self.execute(secretary, enter, at.plus(later * 4 * MINUTE))
                        .await?;
                }
                Ok(())
            }
        }
    }

    fn key_of(&self, issue: IssueId) -> Option<&'static str> {
        let found = self.issues.iter().find(|(_, id)| **id == issue);
        found.map(|(key, _)| *key)
    }
}

/// Where a person lives. More of the demo's people than chance would have it live where there are
/// issues.
fn home(person: usize) -> usize {
    match person {
        SECRETARY => 2,
        WORKER => 9,
        LEADER => 7,
        10 | 14 | 26 | 31 | 33 => 11,
        17 | 29 => 5,
        15 | 25 => 13,
        22 => 12,
        30 => 16,
        other => other * 5 % plan::BUILDINGS + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Metrics;
    use crate::paper::{Order, Press, Which};
    use domain::Viewer;
    use domain::issue::DeskFilter;

    #[test]
    fn the_words_are_complete_in_both_languages() {
        let both = [Language::Chinese, Language::English].map(Words::in_language);
        let [chinese, english] = &both;
        assert_eq!(chinese.people.len(), english.people.len());
        assert!(chinese.issues.keys().eq(english.issues.keys()));
        for words in &both {
            for tale in story::tales() {
                assert!(words.issues.contains_key(tale.key), "{}", tale.key);
                assert!(tale.by < words.people.len());
            }
        }
    }

    #[test]
    fn its_pictures_are_photos() {
        for photo in story::tales().iter().filter_map(|tale| tale.photo) {
            assert!(photo::prepare(photo).is_ok());
        }
    }

    #[tokio::test]
    async fn a_demo_that_was_stopped_while_it_was_made_is_not_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let store = Store::open(&url).await.expect("opens");
        let mut demo = Demo::new(&store, Language::English, app::context::now());
        demo.set_up().await.expect("allowed");
        demo.people_join().await.expect("allowed");
        let said = super::super::prepare(&store, "http://x").await;
        assert!(matches!(said, Err(Error::DemoIncomplete)));
    }

    #[tokio::test]
    async fn the_story_is_possible_at_any_time_of_day() {
        for (language, hour) in [(Language::Chinese, 0), (Language::English, 15)] {
            let folder = tempfile::tempdir().expect("a folder");
            let url = format!("sqlite:{}", folder.path().join("t.db").display());
            let store = Store::open(&url).await.expect("opens");
            // 2026-11-23 00:10 UTC and later the same day: in Shanghai morning and night.
            let now = Timestamp(1_795_392_600_000).plus(hour * HOUR);
            seed(&store, language, now)
                .await
                .expect("every command is allowed");

            let community = store.community(SLUG).await.expect("reads").expect("made");
            assert_eq!(community.language, language);
            let complete = is_complete(&store, community.id).await;
            assert!(complete.expect("reads"));
            let query = FeedQuery::default();
            let feed = store.feed(community.id, None, &query).await.expect("reads");
            assert!(feed.total >= 16, "{}", feed.total);
            let most = feed.cards.iter().map(|card| card.seconds).max();
            assert_eq!(most, Some(26));
            let secretary = Viewer {
                roles: vec![Role::Secretary],
                ..Viewer::default()
            };
            let meetings = store.meetings(community.id, &secretary, None).await;
            let meetings = meetings.expect("reads").cards;
            assert_eq!(
                meetings.len(),
                1,
                "none to come: the secretary is to create it"
            );
            let waiting = store
                .waiting(community.id, None, &DeskFilter::default())
                .await;
            let waiting = waiting.expect("reads");
            assert!(waiting.total >= 3, "the desk has something to do");
            let viewer = Viewer::default();
            let meeting = store
                .meeting(community.id, 1, &viewer)
                .await
                .expect("reads")
                .expect("there");
            assert_eq!(meeting.meeting.status, domain::meeting::Status::Published);
            let mut kinds: Vec<_> = meeting
                .meeting
                .items
                .iter()
                .filter_map(|item| item.decision.as_ref().map(|enter| enter.decision.kind()))
                .collect();
            kinds.sort();
            kinds.dedup();
            assert_eq!(kinds.len(), 5, "each item was decided in another way");
        }
    }

    /// Agenda, five leaves, record and sign-in sheet: what somebody prints who tries it.
    #[tokio::test]
    async fn the_papers_of_its_meeting_are_seven_sheets() {
        let program = std::env::current_exe().expect("a program");
        let target = program.ancestors().nth(3).expect("a folder");
        for language in Language::ALL {
            let folder = tempfile::tempdir().expect("a folder");
            let url = format!("sqlite:{}", folder.path().join("t.db").display());
            let store = Store::open(&url).await.expect("opens");
            let now = app::context::now();
            let seeded = seed(&store, language, now).await;
            seeded.expect("every command is allowed");
            let community = store.community(SLUG).await.expect("reads").expect("made");
            let viewer = Viewer {
                roles: vec![Role::Secretary],
                ..Viewer::default()
            };
            let order = Order {
                community: &community,
                viewer: &viewer,
                public_url: "https://twoline.example",
                number: 1,
                language,
                which: Which::Set,
            };
            let press = Press::new(&target.join("fonts"), Metrics::default());
            let pdf = press.print(&store, &order).await.expect("prints");
            // Kept below `target/tmp`, to be looked at.
            let file = target.join(format!("tmp/demo-{language}.pdf"));
            std::fs::create_dir_all(target.join("tmp")).expect("a folder");
            std::fs::write(&file, pdf.expect("papers")).expect("writes");
            let info = std::process::Command::new("pdfinfo").arg(&file).output();
            let info = info.expect("poppler is installed by `scripts/setup test`");
            let info = String::from_utf8_lossy(&info.stdout);
            let pages = info.lines().find_map(|line| line.strip_prefix("Pages:"));
            assert_eq!(pages.map(str::trim), Some("14"), "{language}: {info}");
        }
    }
}
