//! Channels by which people are told outside the app: a worker follows the journals of all
//! communities by a cursor for each channel (`store`), and passes on what stands in the inboxes.
//!
//! There are three: a file that a program of whoever runs the server follows; an address that is
//! sent the same, and what these lead to, SMS or a company's messenger, is the operator's; and mail
//! (`mail.rs`).

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::context::now;
use domain::notice::WhyMe;
use domain::{Community, Timestamp};
use serde::Serialize;
use store::{Store, Told, Turn};

use crate::mail::{self, Ended, Mailer};
use crate::metrics::Metrics;

/// How often the worker looks whether there is something to tell.
const PAUSE: Duration = Duration::from_secs(2);

/// How long an address has for its answer. It has to be less than a turn lasts (`store`), or
/// another process would send the same.
const HOOK_PATIENCE: Duration = Duration::from_secs(20);

/// Where notices go besides the inbox.
#[derive(Debug, Clone)]
pub enum Channel {
    /// A line of JSON for each is appended to this file.
    File(PathBuf),
    /// The same lines, together, are sent to an address.
    Hook(Hook),
    /// Whoever gave an address for it gets mail.
    Mail(Mailer),
}

/// An address that takes notices.
#[derive(Debug, Clone)]
pub struct Hook {
    url: Arc<str>,
    /// By which it knows who sends.
    token: Option<Arc<str>>,
    agent: ureq::Agent,
}

impl Hook {
    /// `token` goes with every request (`Authorization: Bearer`).
    pub fn new(url: &str, token: Option<&str>) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(HOOK_PATIENCE))
            // A token is for this address and no other.
            .max_redirects(0)
            .max_redirects_will_error(true)
            .user_agent(concat!("twoline/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            url: url.into(),
            token: token.map(Into::into),
            agent: config.into(),
        }
    }

    /// Any answer but one that says it was taken (2xx) is a failure.
    fn send(&self, lines: String) -> io::Result<()> {
        let mut request = self.agent.post(&*self.url);
        request = request.header("content-type", "application/x-ndjson");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let answer = request.send(lines).map_err(io::Error::other)?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(io::Error::other(format!("answered {}", answer.status())))
        }
    }
}

/// A line of the file. It has nobody's words and no names.
#[derive(Debug, Serialize)]
struct Line<'n> {
    community: &'n str,
    /// The id of whoever is told.
    person: String,
    /// In which they read: zh or en.
    language: &'static str,
    /// Of the row of the journal; with the person it names the notice, should it ever come twice.
    number: u32,
    /// Milliseconds UTC.
    at: i64,
    why: WhyMe,
    /// Where it is to be read.
    link: String,
}

impl Channel {
    /// The name of its cursor.
    fn name(&self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::Hook(_) => "hook",
            Self::Mail(_) => "mail",
        }
    }

    /// Passes on a turn.
    async fn pass_on(
        &self,
        store: &Store,
        community: &Community,
        public_url: &str,
        turn: &Turn,
        metrics: &Metrics,
    ) -> Result<Ended, store::Error> {
        if let Self::Mail(mailer) = self {
            return mail::send_turn(store, mailer, community, public_url, turn, metrics).await;
        }
        let (to, of, url) = (self.clone(), community.clone(), public_url.to_owned());
        let lines = turn.clone();
        let told = tokio::task::spawn_blocking(move || to.tell(&of, &url, &lines)).await;
        Ok(match told {
            Ok(Ok(())) => {
                metrics.passed_on(self.name(), turn.notices.len());
                Ended::Done
            }
            Ok(Err(error)) => Ended::Failed(error.to_string()),
            Err(error) => Ended::Failed(error.to_string()),
        })
    }

    /// Passes on all of a turn as lines, or fails.
    fn tell(&self, community: &Community, public_url: &str, turn: &Turn) -> io::Result<()> {
        let mut lines = String::new();
        for told in &turn.notices {
            let line = line(community, public_url, told);
            lines += &serde_json::to_string(&line)?;
            lines.push('\n');
        }
        if lines.is_empty() {
            return Ok(());
        }
        match self {
            Self::File(path) => {
                let mut file = OpenOptions::new().create(true).append(true).open(path)?;
                file.write_all(lines.as_bytes())?;
                file.sync_data()
            }
            Self::Hook(hook) => hook.send(lines),
            // Not lines, but a letter to each.
            Self::Mail(_) => Ok(()),
        }
    }
}

fn line<'n>(community: &'n Community, public_url: &str, told: &Told) -> Line<'n> {
    let slug = &community.slug;
    Line {
        community: slug,
        person: told.person.to_string(),
        language: told.language.code(),
        number: told.number,
        at: told.at.0,
        why: told.why,
        link: match told.issue {
            Some(number) => format!("{public_url}/{slug}/issues/{number}"),
            None => format!("{public_url}/{slug}/inbox"),
        },
    }
}

/// Follows the journals for as long as the server runs.
pub async fn follow(store: Store, channel: Channel, public_url: String, metrics: Metrics) {
    loop {
        if let Err(error) = pass_on(&store, &channel, &public_url, &metrics, now()).await {
            tracing::error!(%error, "notices could not be looked up");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Passes on what has come since the last time, community by community.
async fn pass_on(
    store: &Store,
    channel: &Channel,
    public_url: &str,
    metrics: &Metrics,
    at: Timestamp,
) -> Result<(), store::Error> {
    let name = channel.name();
    for community in store.communities().await? {
        while let Some(turn) = store.take_turn(community.id, name, at).await? {
            let ended = channel.pass_on(store, &community, public_url, &turn, metrics);
            match ended.await? {
                Ended::Done => {
                    store.turn_done(community.id, name, &turn).await?;
                    if let Channel::Mail(_) = channel {
                        store.forget_mailed(community.id).await?;
                    }
                }
                Ended::Unfinished => store.turn_put_off(community.id, name).await?,
                Ended::Failed(error) => {
                    let failures = store.turn_failed(community.id, name, &turn, at).await?;
                    metrics.not_passed_on(name);
                    tracing::warn!(%error, failures, channel = name, "notices were not passed on");
                    break;
                }
            }
        }
        if let Channel::Mail(mailer) = channel {
            mail::send_roundups(store, mailer, &community, public_url, at, metrics).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use app::context::new_id;
    use domain::community::CreateCommunity;
    use domain::household::{Household, Join, PrintSlip};
    use domain::notice::Rhythm;
    use domain::place::{Building, Plan, Point};
    use domain::time::DAY;
    use domain::{
        BuildingId, Command, CommandId, CommunityId, Envelope, HouseholdId, Language, PersonId,
        Sender, SlipId, Zone,
    };

    use super::*;

    async fn send(store: &Store, community: CommunityId, command: Command) {
        let sender = match command {
            Command::Join(_) => Sender::Nobody,
            _ => Sender::Operator,
        };
        let envelope = Envelope {
            id: CommandId(new_id()),
            command,
        };
        let answer = store.execute(community, sender, &envelope, now()).await;
        answer.expect("no fault").expect("not refused");
    }

    /// Somebody joins with the household's slip; whoever lives there already is told.
    async fn join(store: &Store, community: CommunityId, household: HouseholdId) -> PersonId {
        let person = PersonId(new_id());
        let slip = PrintSlip {
            slip: SlipId(new_id()),
            household,
            admits: 1,
            roles: vec![],
            expires_at: now().plus(DAY),
            code_hash: person.to_string(),
        };
        send(store, community, Command::PrintSlip(slip)).await;
        let join = Join {
            person,
            code_hash: person.to_string(),
            nickname: "Li".into(),
            language: Language::English,
            consent: true,
            text: 1,
        };
        send(store, community, Command::Join(join)).await;
        person
    }

    /// A community with one household.
    async fn community(store: &Store) -> (CommunityId, HouseholdId) {
        let community = CommunityId(new_id());
        let household = HouseholdId(new_id());
        let building = BuildingId("1".into());
        for command in [
            Command::CreateCommunity(CreateCommunity {
                slug: "east".into(),
                name: "East".into(),
                other_name: String::new(),
                language: Language::English,
                zone: Zone::utc(),
            }),
            Command::SetPlan(Plan {
                buildings: vec![Building {
                    id: building.clone(),
                    name: String::new(),
                    cluster: String::new(),
                    outline: [(0.0, 0.0), (0.0, 0.001), (0.001, 0.0)]
                        .map(|(lat, lon)| Point { lat, lon })
                        .to_vec(),
                    more: vec![],
                }],
                ..Plan::default()
            }),
            Command::RegisterHousehold(Household {
                id: household,
                building,
                room: "101".into(),
            }),
        ] {
            send(store, community, command).await;
        }
        (community, household)
    }

    async fn opened(folder: &std::path::Path) -> Store {
        let url = format!("sqlite:{}", folder.join("t.db").display());
        Store::open(&url).await.expect("a database")
    }

    const URL: &str = "https://twoline.example";

    #[tokio::test]
    async fn notices_are_written_once_and_again_after_a_failure() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(folder.path()).await;
        let (community, household) = community(&store).await;
        let first = join(&store, community, household).await;
        let pass_on = async |path: &std::path::Path| {
            let channel = Channel::File(path.to_owned());
            let passed = pass_on(&store, &channel, URL, &Metrics::default(), now()).await;
            passed.expect("no fault");
        };
        let file = folder.path().join("notices.jsonl");
        // A new channel begins with what comes from now on.
        pass_on(&file).await;
        assert!(!file.exists());
        join(&store, community, household).await;
        // No file can be written there. Nothing is lost, and it is tried again later.
        pass_on(&folder.path().join("nowhere").join("file")).await;
        pass_on(&file).await;
        assert!(!file.exists(), "not at once");
        let later = now().plus(20_000);
        let turn = store.take_turn(community, "file", later).await;
        let turn = turn.expect("no fault").expect("the same again");
        assert_eq!(turn.notices[0].person, first);
        store
            .turn_done(community, "file", &turn)
            .await
            .expect("no fault");
        join(&store, community, household).await;
        pass_on(&file).await;
        pass_on(&file).await;
        let written = std::fs::read_to_string(&file).expect("lines");
        assert_eq!(
            written.lines().count(),
            2,
            "each of two is told once: {written}"
        );
        assert!(written.contains("\"why\":\"household\"") && written.contains(&first.to_string()));
        assert!(written.contains("\"link\":\"https://twoline.example/east/inbox\""));
    }

    /// A service on this machine that does not take what it is sent first. What it was sent, with
    /// its token.
    async fn service() -> (String, std::sync::mpsc::Receiver<(String, String)>) {
        use axum::http::{HeaderMap, StatusCode};
        let (say, heard) = std::sync::mpsc::channel();
        let say = std::sync::Mutex::new((say, true));
        let say = Arc::new(say);
        let take = async move |headers: HeaderMap, body: String| {
            let token = headers.get("authorization").and_then(|it| it.to_str().ok());
            let mut say = say.lock().expect("no panic");
            let first = std::mem::take(&mut say.1);
            let heard = (token.unwrap_or_default().to_owned(), body);
            say.0.send(heard).expect("somebody listens");
            if first {
                StatusCode::SERVICE_UNAVAILABLE
            } else {
                StatusCode::NO_CONTENT
            }
        };
        let app = axum::Router::new().route("/take", axum::routing::post(take));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port");
        let url = format!("http://{}/take", listener.local_addr().expect("bound"));
        tokio::spawn(async move { axum::serve(listener, app).await });
        (url, heard)
    }

    #[tokio::test]
    async fn an_address_that_does_not_take_notices_is_sent_the_same_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(folder.path()).await;
        let (community, household) = community(&store).await;
        let first = join(&store, community, household).await;
        let (url, heard) = service().await;
        let channel = Channel::Hook(Hook::new(&url, Some("secret")));
        let metrics = Metrics::default();
        let pass_on = async || {
            let passed = pass_on(&store, &channel, URL, &metrics, now()).await;
            passed.expect("no fault");
        };
        pass_on().await;
        join(&store, community, household).await;
        pass_on().await;
        let (token, sent) = heard.try_recv().expect("sent");
        assert_eq!(token, "Bearer secret");
        assert_eq!(sent.lines().count(), 1);
        assert!(sent.contains(&first.to_string()), "{sent}");
        // Not at once.
        pass_on().await;
        assert!(heard.try_recv().is_err());
        let turn = store.take_turn(community, "hook", now().plus(20_000)).await;
        let turn = turn.expect("no fault").expect("the same again");
        let east = store.communities().await.expect("no fault").remove(0);
        let again = tokio::task::spawn_blocking(move || channel.tell(&east, URL, &turn)).await;
        again.expect("no panic").expect("taken");
        assert_eq!(heard.try_recv().expect("sent again").1, sent);
    }

    /// A mail server on this machine: it turns the first who come away, and of later ones it takes
    /// all but mail to `gone@…`, and to `later@…` the second time. What it took.
    fn mail_server() -> (String, std::sync::mpsc::Receiver<String>) {
        use std::io::{BufRead, BufReader};
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("bound"));
        let (say, heard) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let mut later = 0;
            for (nth, stream) in listener.incoming().enumerate() {
                let mut stream = stream.expect("somebody comes");
                let mut answer = |line: &str| {
                    let _ = stream.write_all(format!("{line}\r\n").as_bytes());
                };
                if nth == 0 {
                    answer("421 not now");
                    continue;
                }
                answer("220 here");
                let reading = stream.try_clone().expect("the same");
                let mut lines = BufReader::new(reading).lines().map_while(Result::ok);
                while let Some(line) = lines.next() {
                    let mut answer = |line: &str| {
                        let _ = stream.write_all(format!("{line}\r\n").as_bytes());
                    };
                    let to = line.to_lowercase();
                    match to.get(..4).unwrap_or_default() {
                        "ehlo" => answer("250 here"),
                        "rcpt" if to.contains("gone@") => answer("550 no such mailbox"),
                        "rcpt" if to.contains("later@") && later == 0 => {
                            later += 1;
                            answer("451 later");
                        }
                        "data" => {
                            answer("354 go on");
                            let text = lines.by_ref().take_while(|line| line != ".");
                            let text: Vec<String> = text.collect();
                            say.send(text.join("\n")).expect("somebody listens");
                            answer("250 taken");
                        }
                        "quit" => {
                            answer("221 bye");
                            break;
                        }
                        _ => answer("250 well"),
                    }
                }
            }
        });
        (url, heard)
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn mail_goes_once_to_whoever_confirmed_an_address_whatever_the_server_does() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(folder.path()).await;
        let (community, household) = community(&store).await;
        let (url, heard) = mail_server();
        let mailer = Mailer::new(&url, "Twoline <no-reply@twoline.example>").expect("a server");
        let channel = Channel::Mail(mailer);
        let metrics = Metrics::new(&store, &app::gate::Gate::new(store.clone(), 0));
        let mut at = now();
        let pass_on = async |at| {
            let passed = pass_on(&store, &channel, URL, &metrics, at).await;
            passed.expect("no fault");
            heard.try_iter().collect::<Vec<String>>()
        };
        let give = async |person, address: &str| {
            let given = store.give_mail_address(community, person, address, "hash", now());
            assert!(given.await.expect("no fault"));
        };
        let confirm = async |person| {
            let confirmed = store.confirm_mail_address(community, person, "hash", now());
            assert!(confirmed.await.expect("no fault"));
        };
        let first = join(&store, community, household).await;
        assert_eq!(pass_on(at).await, [""; 0]);
        // Nobody gets mail at an address that they have not confirmed.
        give(first, "li@mail.example").await;
        let second = join(&store, community, household).await;
        assert_eq!(pass_on(at).await, [""; 0]);
        confirm(first).await;
        join(&store, community, household).await;
        // The server turns whoever comes first away: not at once again, and then once.
        assert_eq!(pass_on(at).await, [""; 0]);
        assert_eq!(pass_on(at).await, [""; 0]);
        at = at.plus(20_000);
        let sent = pass_on(at).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        for said in [
            "From: Twoline <no-reply@twoline.example>",
            "To: li@mail.example",
            "Subject: East: 1 new",
            "It concerns your household\nhttps://twoline.example/east/inbox\n",
            "https://twoline.example/east/notices?off=household",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ] {
            assert!(sent[0].contains(said), "{said} in {}", sent[0]);
        }
        // The address of its header is that of the text, and the same in the next mail.
        let key = |mail: &str| {
            let (_, address) = mail.split_once("List-Unsubscribe:")?;
            // A long line is folded.
            let address = address.trim_start().strip_prefix('<')?;
            let key = address.strip_prefix("https://twoline.example/east/mail/")?;
            Some(key.split_once('>')?.0.to_owned())
        };
        let first_key = key(&sent[0]).expect("a key");
        assert_eq!(first_key.len(), 32);
        let stop = format!("https://twoline.example/east/mail/{first_key}\n");
        assert!(sent[0].contains(&stop), "{}", sent[0]);
        assert!(!sent[0].contains("Li "), "nobody's name: {}", sent[0]);
        assert_eq!(pass_on(at).await, [""; 0]);
        // Of two the server takes one mail and puts the other off: each gets theirs once.
        give(second, "later@mail.example").await;
        confirm(second).await;
        let third = join(&store, community, household).await;
        let sent = pass_on(at).await;
        assert!(sent.len() == 1 && sent[0].contains("To: li@"), "{sent:?}");
        assert_eq!(key(&sent[0]), Some(first_key));
        at = at.plus(20_000);
        let sent = pass_on(at).await;
        assert!(
            sent.len() == 1 && sent[0].contains("To: later@"),
            "{sent:?}"
        );
        assert_eq!(pass_on(at).await, [""; 0]);
        // A mailbox that is gone holds nobody up, and what is turned off is not sent.
        give(third, "gone@mail.example").await;
        confirm(third).await;
        let why = WhyMe::Household;
        store
            .turn(community, second, why, false)
            .await
            .expect("no fault");
        join(&store, community, household).await;
        let sent = pass_on(at).await;
        assert!(sent.len() == 1 && sent[0].contains("To: li@"), "{sent:?}");
        at = at.plus(20_000);
        assert_eq!(pass_on(at).await, [""; 0]);
        let figures = metrics.text();
        assert!(
            figures.contains("notices_total{channel=\"mail\"} 4"),
            "{figures}"
        );
        assert!(
            figures.contains("notices_failures_total{channel=\"mail\"} 3"),
            "{figures}"
        );
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_roundup_goes_out_once_in_its_time_and_is_tried_again_where_it_fails() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = opened(folder.path()).await;
        let (community, household) = community(&store).await;
        let (url, heard) = mail_server();
        let mailer = Mailer::new(&url, "Twoline <no-reply@twoline.example>").expect("a server");
        let channel = Channel::Mail(mailer);
        let pass_on = async |at| {
            let passed = pass_on(&store, &channel, URL, &Metrics::default(), at).await;
            passed.expect("no fault");
            heard.try_iter().collect::<Vec<String>>()
        };
        let first = join(&store, community, household).await;
        let given = store.give_mail_address(community, first, "li@mail.example", "hash", now());
        assert!(given.await.expect("no fault"));
        let confirmed = store.confirm_mail_address(community, first, "hash", now());
        assert!(confirmed.await.expect("no fault"));
        // What came before they chose it is no part of it.
        join(&store, community, household).await;
        let chosen = store.set_rhythm(community, first, Rhythm::Daily).await;
        chosen.expect("no fault");
        assert_eq!(pass_on(now()).await, [""; 0]);
        for _ in 0..2 {
            join(&store, community, household).await;
        }
        // Not before its hour, however often somebody looks.
        let zone = Zone::utc();
        let today = Rhythm::Daily.last(&zone, now());
        let next = today.plus(DAY);
        for at in [now(), now(), next.plus(-1)] {
            assert_eq!(pass_on(at).await, [""; 0]);
        }
        // The server turns the first who come away, and it is tried again later.
        assert_eq!(pass_on(next).await, [""; 0]);
        assert_eq!(pass_on(next.plus(1_000)).await, [""; 0]);
        let sent = pass_on(next.plus(store::ROUNDUP_TURN)).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        for said in [
            "To: li@mail.example",
            "https://twoline.example/east/inbox",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ] {
            assert!(sent[0].contains(said), "{said} in {}", sent[0]);
        }
        for days in 0..3 {
            assert_eq!(pass_on(next.plus(days * DAY + 3_600_000)).await, [""; 0]);
        }
    }
}
