//! Markup in everything that people write: it is kept as it was written, and shown as text wherever
//! it stands.

use app::context::{new_id, now};
use domain::hex::sha256_hex;
use domain::time::{DAY, HOUR, MINUTE};
use domain::{Command, CommandId, CommunityId, Envelope, Sender, TextId, Timestamp};
use serde_json::{Value, json};
use store::Store;
use uuid::Uuid;

use crate::program::Program;

/// Out of a text, an attribute in either kind of quotation marks, and a script. Short enough for
/// every field, with the number of the field.
fn markup(field: u32) -> String {
    format!("{field}'\"></b><q7 on=1>")
}

const SESSION: [&str; 2] = ["officer-1", "resident-2"];

fn id(n: u128) -> Uuid {
    Uuid::from_u128((7 << 64) + n)
}

/// Whoever does something, at a time of their own.
struct Teller {
    store: Store,
    at: Timestamp,
}

impl Teller {
    async fn tell(&mut self, sender: Sender, command: Value) {
        self.at = self.at.plus(MINUTE);
        let said = command.to_string();
        let command: Command = serde_json::from_value(command).expect("a command");
        let envelope = Envelope {
            id: CommandId(new_id()),
            command,
        };
        let community = CommunityId(id(0));
        let answer = self
            .store
            .execute(community, sender, &envelope, self.at)
            .await;
        let answer = answer.expect("no fault");
        assert!(answer.is_ok(), "{said}: {answer:?}");
    }

    /// The words of an issue, by its number.
    async fn words(&self, number: u32) -> TextId {
        let issue = self
            .store
            .issue(CommunityId(id(0)), number, None, None)
            .await;
        issue.expect("read").expect("there").issue.text
    }
}

/// A community in which every field of every form has been filled with markup.
#[rustfmt::skip]
async fn fill(database: &str) {
    let store = Store::open(database).await.expect("a new database");
    let (officer, resident) = (id(1), id(2));
    let mut teller = Teller { store, at: now().plus(-3 * DAY) };
    let (operator, nobody) = (Sender::Operator, Sender::Nobody);
    let by = |person: Uuid| Sender::Person(domain::PersonId(person));
    let until = now().plus(DAY).0;
    let outline = json!([{"lat": 0.0, "lon": 0.0}, {"lat": 0.0, "lon": 0.001}, {"lat": 0.001, "lon": 0.0}]);

    teller.tell(operator, json!({"create_community": {"slug": "crash", "name": markup(1), "other_name": markup(2), "language": "en", "zone": domain::Zone::utc()}})).await;
    teller.tell(operator, json!({"set_plan": {"buildings": [{"id": "b1", "name": markup(3), "cluster": markup(4), "outline": outline}], "paths": [], "gates": [{"name": markup(5), "at": {"lat": 0.0, "lon": 0.0}}]}})).await;
    for (n, person, roles) in [(1, officer, json!(["resident", "secretary", "committee_worker", "building_leader", "supervisor"])), (2, resident, json!(["resident"]))] {
        let room = format!("{}{n}", &markup(6)[..10]);
        teller.tell(operator, json!({"change_register": {"enter": {"id": id(10 + n), "building": "b1", "room": room, "adults": 3}}})).await;
        teller.tell(operator, json!({"print_slip": {"slip": id(20 + n), "household": id(10 + n), "admits": 2, "roles": roles, "expires_at": until, "code_hash": sha256_hex(n.to_string())}})).await;
        teller.tell(nobody, json!({"join": {"person": person, "code_hash": sha256_hex(n.to_string()), "nickname": &markup(7)[..17], "language": "en", "consent": true}})).await;
    }
    teller.tell(by(officer), json!({"add_organisation": {"organisation": id(30), "kind": "property_firm", "name": markup(8)}})).await;
    for n in 1..=5_u128 {
        teller.tell(by(resident), json!({"file_issue": {"issue": id(40 + n), "category": "lift", "title": markup(9), "body": markup(10), "area": "estate", "place": {"building": "b1"}, "photos": []}})).await;
    }
    let (first, second, third, fourth, fifth) = (id(41), id(42), id(43), id(44), id(45));
    teller.tell(by(resident), json!({"add_facts": {"issue": first, "body": markup(11), "photos": []}})).await;
    teller.tell(by(resident), json!({"withdraw_issue": {"issue": second, "reason": markup(12)}})).await;
    teller.tell(by(officer), json!({"answer_issue": {"issue": first, "text": markup(13)}})).await;
    let words = teller.words(3).await;
    teller.tell(by(officer), json!({"decline_issue": {"issue": third, "text": words, "reason": markup(14)}})).await;
    for (number, issue) in [(1, first), (4, fourth)] {
        let words = teller.words(number).await;
        teller.tell(by(officer), json!({"accept_issue": {"issue": issue, "text": words, "minutes": 10, "urgent": false}})).await;
    }
    teller.tell(by(officer), json!({"revise_issue": {"issue": first, "minutes": 15, "urgent": true, "reason": markup(15)}})).await;
    teller.tell(by(officer), json!({"join_at_desk": {"person": id(3), "household": id(12), "name": markup(16)}})).await;
    teller.tell(by(officer), json!({"second_on_behalf": {"issue": first, "person": id(4), "household": id(11), "name": markup(17)}})).await;
    let starts_at = teller.at.plus(HOUR).0;
    teller.tell(by(officer), json!({"create_meeting": {"meeting": id(50), "kind": "branch_committee", "starts_at": starts_at, "venue": markup(18), "minutes": 60}})).await;
    teller.tell(by(officer), json!({"drop_item": {"meeting": id(50), "version": 2, "issue": fourth, "reason": markup(19)}})).await;
    teller.tell(by(officer), json!({"lock_agenda": {"meeting": id(50), "version": 4}})).await;
    teller.at = teller.at.plus(DAY);
    teller.tell(by(officer), json!({"enter_decision": {"meeting": id(50), "issue": first, "seen": null, "decision": {"do_it": {"due": "2099-01-31"}}, "hands": 4, "responsible": {"office": "secretary"}, "owner": markup(20), "words": markup(21)}})).await;
    teller.tell(by(officer), json!({"publish_decisions": {"meeting": id(50), "version": 6}})).await;
    teller.tell(by(officer), json!({"report_progress": {"issue": first, "words": markup(22), "photos": []}})).await;
    teller.tell(by(officer), json!({"change_due": {"issue": first, "due": "2099-02-28", "reason": markup(23)}})).await;
    teller.tell(by(officer), json!({"publish_result": {"issue": first, "words": markup(24), "photos": []}})).await;
    teller.tell(by(resident), json!({"appraise": {"issue": first, "solved": true, "satisfied": false, "words": markup(25)}})).await;
    teller.tell(by(officer), json!({"begin_work": {"issue": fifth, "responsible": {"office": "secretary"}, "owner": markup(26), "due": "2099-01-31", "words": markup(27)}})).await;
    for (person, session) in [(officer, SESSION[0]), (resident, SESSION[1])] {
        let until = now().plus(DAY);
        let hash = sha256_hex(session);
        let person = domain::PersonId(person);
        teller.store.create_session(&hash, person, now(), until).await.expect("no fault");
    }
}

const PAGES: [&str; 36] = [
    "",
    "/issues",
    "/issues?order=seconds",
    "/issues?words=q7",
    "/issues/new",
    "/issues/1",
    "/issues/2",
    "/issues/3",
    "/issues/4",
    "/issues/5",
    "/issues/1/work",
    "/issues/5/work",
    "/issues/1/edit",
    "/issues/1/add",
    "/work",
    "/plan",
    "/desk",
    "/behalf",
    "/behalf?building=b1",
    "/behalf/list",
    "/meetings",
    "/meetings/new",
    "/meetings/settings",
    "/meetings/1",
    "/meetings/1/print",
    "/meetings/1/line",
    "/meetings/1/decisions",
    "/meetings/1/verify",
    "/inbox",
    "/me",
    "/officers",
    "/household",
    "/households",
    "/devices",
    "/account",
    "/privacy",
];

#[tokio::test]
async fn markup_in_every_field_is_shown_as_text_on_every_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = format!("sqlite:{}", folder.path().join("t.db").display());
    fill(&database).await;
    let program = Program::serve(&database, folder.path());
    let mut shown = String::new();
    for session in SESSION.into_iter().chain([""]) {
        for page in PAGES {
            let path = format!("/crash{page}");
            let (status, body) = program.get(&path, session).expect("an answer");
            assert!(status < 500, "{path}: {status}");
            let body = String::from_utf8(body).expect("text");
            let at = body
                .find("<q7")
                .map(|at| at.saturating_sub(200)..(at + 60).min(body.len()));
            if let Some(at) = at {
                let around = String::from_utf8_lossy(&body.as_bytes()[at]).into_owned();
                panic!("{path}, of {session:?}: {around}");
            }
            assert!(!is_attribute(&body), "{path}, of {session:?}");
            shown += &body;
        }
    }
    // They were there: escaped, with the number of each field before.
    // (Whom the desk let join stands in what a script reads only.)
    let missing: Vec<u32> = (1..=27)
        .filter(|field| *field != 16)
        .filter(|field| {
            let begins = format!("{field}&#x27;");
            let plain = format!("{field}'");
            ![begins, plain, format!("{field}&#39;")].iter().any(|text| {
                shown.contains(&format!("{text}&quot;&gt;"))
                    || shown.contains(&format!("{text}\"&gt;"))
            })
        })
        .collect();
    assert!(missing.is_empty(), "not shown on any page: {missing:?}");
    let log = program.log();
    assert!(!log.contains("panicked"), "{log}");
}

/// Whether some tag has got an attribute `on`: a quotation mark has ended another one.
fn is_attribute(page: &str) -> bool {
    page.split('<').skip(1).any(|tag| {
        let mut quote = None;
        let mut outside = String::new();
        for c in tag.chars() {
            match (c, quote) {
                ('>', None) => break,
                ('"' | '\'', None) => quote = Some(c),
                (c, Some(open)) if c == open => quote = None,
                (c, None) => outside.push(c),
                (_, Some(_)) => {}
            }
        }
        outside.contains(" on=")
    })
}
