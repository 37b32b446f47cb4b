//! Where people's commands come in, on the server: counts and logs what becomes of each, and slows
//! down whoever sends more than a person does. By neither is it known what anybody wrote.

use std::collections::HashMap;
use std::fmt::{self, Debug, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::{Command, CommunityId, Envelope, PersonId, Refusal, Sender};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use store::{Answer, Store};

use crate::context::now;
use crate::security;

/// What a refused command costs besides.
const REFUSED: u32 = 4;
/// What a photo costs.
pub const PHOTO: u32 = 2;

/// Counted by these names with their values.
pub type Counted<const N: usize> = Family<[(&'static str, String); N], Counter>;

/// The one way from people to the store. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Gate {
    store: Store,
    pub pace: Arc<Pace>,
    /// By `kind` and `outcome`: done, or the refusal.
    pub commands: Counted<2>,
}

impl Gate {
    /// To this store, for people who may send that much in a minute.
    pub fn new(store: Store, per_minute: u32) -> Self {
        Self {
            store,
            pace: Arc::new(Pace::new(per_minute)),
            commands: Counted::default(),
        }
    }

    /// Has a person's command carried out.
    pub async fn execute(
        &self,
        community: CommunityId,
        sender: Sender,
        envelope: &Envelope,
    ) -> Result<Answer, store::Error> {
        let command = &envelope.command;
        let person = match sender {
            Sender::Person(person) => Some(person),
            Sender::Nobody | Sender::Operator => None,
        };
        let answer = if let Err(seconds) = self.pace.take(person, cost(command), Instant::now()) {
            Err(Refusal::TooManyTries { seconds })
        } else {
            let store = &self.store;
            store.execute(community, sender, envelope, now()).await?
        };
        security::note_answer(command, &answer);
        let kind = name(command);
        let outcome = match &answer {
            Ok(_) => "Done".to_owned(),
            Err(refusal) => {
                let refusal = name(refusal);
                tracing::info!(command = kind, refusal, "refused");
                refusal
            }
        };
        if matches!(&answer, Err(refusal) if !matches!(refusal, Refusal::TooManyTries { .. })) {
            self.pace.charge(person, REFUSED, Instant::now());
        }
        let labels = [("kind", kind), ("outcome", outcome)];
        self.commands.get_or_create(&labels).inc();
        Ok(answer)
    }
}

/// How much a command is: what brings words of a person costs more than a tap.
fn cost(command: &Command) -> u32 {
    if matches!(command, Command::FileIssue(_) | Command::EditIssue(_)) {
        8
    } else {
        1
    }
}

/// The name of a variant, without what it holds.
pub fn name(variant: &impl Debug) -> String {
    struct First(String);
    impl Write for First {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let end = text.find(|c: char| !c.is_ascii_alphanumeric());
            self.0.push_str(&text[..end.unwrap_or(text.len())]);
            // Nothing that follows is even written.
            if end.is_some() {
                Err(fmt::Error)
            } else {
                Ok(())
            }
        }
    }
    let mut first = First(String::new());
    // An error where the name is over.
    let _ = write!(first, "{variant:?}");
    first.0
}

/// How fast each person sends. Whoever was quiet for a while may send many at once, as a phone does
/// whose outbox was without network.
#[derive(Debug)]
pub struct Pace {
    /// Time in which what costs 1 is forgotten; none where nobody is slowed down.
    each: Option<Duration>,
    /// When all that a person sent will be forgotten.
    until: Mutex<HashMap<PersonId, Instant>>,
}

/// How much may stand against a person, as the time in which it is forgotten.
const PATIENCE: Duration = Duration::from_mins(4);
/// So many people are remembered before those of whom nothing is left to forget are left out.
const REMEMBERED: usize = 10_000;

impl Pace {
    fn new(per_minute: u32) -> Self {
        Self {
            each: Duration::from_mins(1).checked_div(per_minute),
            until: Mutex::default(),
        }
    }

    /// Somebody sends what costs so much. Where that is too much now: seconds to wait.
    pub fn take(&self, person: Option<PersonId>, cost: u32, now: Instant) -> Result<(), u32> {
        self.add(person, cost, now, false)
    }

    /// It cost more than was known before.
    fn charge(&self, person: Option<PersonId>, cost: u32, now: Instant) {
        let _ = self.add(person, cost, now, true);
    }

    fn add(
        &self,
        person: Option<PersonId>,
        cost: u32,
        now: Instant,
        always: bool,
    ) -> Result<(), u32> {
        let (Some(person), Some(each)) = (person, self.each) else {
            return Ok(());
        };
        let mut all = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > REMEMBERED {
            all.retain(|_, until| *until > now);
        }
        let until = all.entry(person).or_insert(now);
        let owed = until.saturating_duration_since(now) + each * cost;
        let Some(wait) = owed.checked_sub(PATIENCE).filter(|wait| !wait.is_zero()) else {
            *until = now + owed;
            return Ok(());
        };
        if always {
            *until = now + PATIENCE;
        }
        let seconds = wait.as_millis().div_ceil(1000);
        Err(u32::try_from(seconds).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_sends_more_than_a_person_does_waits_and_is_told_how_long() {
        let pace = Pace::new(60);
        let person = |n| Some(PersonId(uuid::Uuid::from_u128(n)));
        let start = Instant::now();
        let later = |seconds| start + Duration::from_secs(seconds);
        for n in 0..30 {
            assert_eq!(pace.take(person(1), 8, start), Ok(()), "{n}");
        }
        assert_eq!(pace.take(person(1), 8, start), Err(8));
        assert_eq!(pace.take(person(1), 1, start), Err(1));
        // Others are not held up.
        assert_eq!(pace.take(person(2), 8, start), Ok(()));
        assert_eq!(pace.take(person(1), 8, later(7)), Err(1));
        assert_eq!(pace.take(person(1), 8, later(8)), Ok(()));
        // What is refused costs more, and never more than there is to forget.
        for _ in 0..100 {
            pace.charge(person(1), REFUSED, later(8));
        }
        assert_eq!(pace.take(person(1), 1, later(8)), Err(1));
        assert_eq!(pace.take(person(1), 240, later(248)), Ok(()));
    }

    #[test]
    fn nobody_is_slowed_down_where_the_operator_does_not_want_it() {
        let pace = Pace::new(0);
        let person = Some(PersonId(uuid::Uuid::nil()));
        for _ in 0..1000 {
            assert_eq!(pace.take(person, 8, Instant::now()), Ok(()));
        }
    }

    #[test]
    fn names_hold_nothing_that_anybody_wrote() {
        let secret = Refusal::AreasInUse(vec![domain::place::Area::Building(domain::BuildingId(
            "secret".into(),
        ))]);
        assert_eq!(name(&secret), "AreasInUse");
        assert_eq!(name(&Refusal::TooManyTries { seconds: 3 }), "TooManyTries");
        assert_eq!(name(&Refusal::SignedOut), "SignedOut");
    }
}
