//! The one way in: a command is decided and its events are appended, together with everything that
//! follows from them, in one transaction.

use std::collections::HashSet;

use domain::journal::{self, Head};
use domain::{
    About, Actor, Command, CommandId, CommunityId, Envelope, Event, IssueId, PersonId, Receipt,
    Refusal, Role, Sender, State, Timestamp, decide,
};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::community::Locked;
use crate::sql::{Columns, to_json};
use crate::tables::{Tables, insert};
use crate::{
    Answer, Result, Store, account, community, complaint, household, kept, notice, project,
    retention, session, state,
};

impl Store {
    /// Carries out a command: all of it, or, when it is refused or fails, nothing. The same command
    /// again changes nothing and gets its first receipt again.
    ///
    /// What the sender may is looked up here: before anything is locked or loaded, so that whoever
    /// may not keeps nobody waiting, and again once the community is locked, so that a right that
    /// was ended is ended.
    pub async fn execute(
        &self,
        community: CommunityId,
        sender: Sender,
        envelope: &Envelope,
        now: Timestamp,
    ) -> Result<Answer> {
        let actor = self.actor(community, sender).await?;
        if let Err(refusal) = actor.require(envelope.command.action()) {
            return Ok(Err(refusal));
        }
        let answer = self.queues.wait(self, community, sender, envelope, now);
        answer.await
    }

    /// Carries out commands in one transaction, for imports: a refused one does not stop the rest,
    /// an error undoes all. What became of each is in the order of the commands.
    pub async fn execute_all(
        &self,
        community: CommunityId,
        sender: Sender,
        envelopes: &[Envelope],
        now: Timestamp,
    ) -> Result<Vec<Carried>> {
        let mut all = Vec::with_capacity(envelopes.len());
        let mut tx = self.begin().await?;
        let mut writing = Writing::new(&mut tx, community);
        for envelope in envelopes {
            let sent = Sent {
                sender,
                envelope,
                now,
            };
            all.push(writing.one(sent).await?);
        }
        writing.finish().await?;
        tx.commit().await?;
        Ok(all)
    }
}

/// A command that was carried out, with what its sender is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarriedOut {
    Now(Receipt),
    /// Under the same id, earlier: nothing has changed now.
    Before(Receipt),
}

impl CarriedOut {
    pub(crate) fn receipt(self) -> Receipt {
        match self {
            CarriedOut::Now(receipt) | CarriedOut::Before(receipt) => receipt,
        }
    }
}

/// What became of a command.
type Carried = std::result::Result<CarriedOut, Refusal>;

/// A command with who sent it, and when it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent<'a> {
    pub sender: Sender,
    pub envelope: &'a Envelope,
    pub now: Timestamp,
}

impl Sent<'_> {
    /// Who seconds which issue, where that is all it is.
    pub(crate) fn second(&self) -> Option<(PersonId, IssueId)> {
        match (self.sender, &self.envelope.command) {
            (Sender::Person(person), Command::Second { issue }) => Some((person, *issue)),
            _ => None,
        }
    }
}

/// A community for which commands are carried out in one transaction, in order.
pub(crate) struct Writing<'c> {
    conn: &'c mut AnyConnection,
    community: CommunityId,
    /// Locked by the first command, until the transaction ends.
    locked: Option<Locked>,
    /// Some command was accepted.
    pub changed: bool,
}

impl<'c> Writing<'c> {
    pub(crate) fn new(conn: &'c mut AnyConnection, community: CommunityId) -> Self {
        Self {
            conn,
            community,
            locked: None,
            changed: false,
        }
    }

    /// Carries out commands in the order in which they came. What becomes of each is what would if
    /// it came alone.
    pub(crate) async fn carry_out(&mut self, sent: &[Sent<'_>]) -> Result<Vec<Carried>> {
        let mut all = Vec::with_capacity(sent.len());
        let mut rest = sent;
        while !rest.is_empty() {
            let (first, later) = rest.split_at(together(rest));
            match first {
                [alone] => all.push(self.one(*alone).await?),
                seconds => all.append(&mut self.seconds(seconds).await?),
            }
            rest = later;
        }
        Ok(all)
    }

    /// Writes nothing that anybody reads unless the command is accepted.
    async fn one(&mut self, sent: Sent<'_>) -> Result<Carried> {
        let (conn, community) = (&mut *self.conn, self.community);
        let locked = match &mut self.locked {
            Some(locked) => locked,
            nothing => match begin(conn, community, &sent.envelope.command).await? {
                Ok(locked) => nothing.insert(locked),
                Err(refusal) => return Ok(Err(refusal)),
            },
        };
        let actor = household::actor(conn, community, sent.sender).await?;
        let state = match actor.require(sent.envelope.command.action()) {
            Ok(()) => state::load(conn, community, locked, &actor, sent.envelope, sent.now).await?,
            // Nothing is loaded for whoever may not.
            Err(refusal) => return Ok(Err(refusal)),
        };
        let mut to = Tables::new(conn, community);
        let carried = complete(&mut to, &mut locked.head, &state, &actor, sent).await?;
        to.finish().await?;
        match &carried {
            Ok(CarriedOut::Now(_)) => {
                locked.new = false;
                self.changed = true;
            }
            Err(_) if locked.new => {
                community::remove(conn, community).await?;
                self.locked = None;
            }
            Ok(CarriedOut::Before(_)) | Err(_) => {}
        }
        Ok(carried)
    }

    /// Seconds that are [`together`]: what all of them need is read at once, then all is written at
    /// once.
    async fn seconds(&mut self, sent: &[Sent<'_>]) -> Result<Vec<Carried>> {
        let (conn, community) = (&mut *self.conn, self.community);
        let locked = match &mut self.locked {
            Some(locked) => locked,
            nothing => match community::lock(conn, community).await? {
                Some(locked) => nothing.insert(locked),
                None => return Ok(sent.iter().map(|_| Err(Refusal::NotFound)).collect()),
            },
        };
        let loaded = state::load_seconds(conn, community, sent).await?;
        let mut to = Tables::new(conn, community);
        let mut all = Vec::with_capacity(sent.len());
        for (sent, (actor, state)) in sent.iter().zip(loaded) {
            let carried = match actor.require(sent.envelope.command.action()) {
                Ok(()) => complete(&mut to, &mut locked.head, &state, &actor, *sent).await?,
                Err(refusal) => Err(refusal),
            };
            self.changed |= matches!(carried, Ok(CarriedOut::Now(_)));
            all.push(carried);
        }
        to.finish().await?;
        Ok(all)
    }

    /// Writes how far the journal has come.
    pub(crate) async fn finish(self) -> Result<()> {
        match self.locked {
            Some(locked) if self.changed => {
                community::come_to(self.conn, self.community, &locked.head).await
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// How many of the first commands can be carried out from what is there before them all: seconds of
/// which no two are the same person's of the same issue. To none of them it matters who else
/// seconds. At least one.
fn together(sent: &[Sent<'_>]) -> usize {
    let mut ids = HashSet::new();
    let mut seconds = HashSet::new();
    let apart = sent.iter().take_while(|sent| match sent.second() {
        Some(second) => ids.insert(sent.envelope.id) && seconds.insert(second),
        None => false,
    });
    apart.count().max(1)
}

/// Decides a command and collects what comes of it.
async fn complete(
    to: &mut Tables<'_>,
    head: &mut Head,
    state: &State,
    actor: &Actor,
    sent: Sent<'_>,
) -> Result<Carried> {
    let Sent { envelope, now, .. } = sent;
    let outcome = match decide(state, actor, envelope, now) {
        Ok(outcome) => outcome,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if outcome.events.is_empty() {
        return Ok(Ok(CarriedOut::Before(outcome.receipt)));
    }
    for kept in &outcome.kept {
        kept::keep(to, kept, now).await?;
    }
    let mut rows = Vec::with_capacity(outcome.events.len());
    for event in &outcome.events {
        let row = Row {
            number: head.number + 1,
            command: envelope.id,
            at: now,
            actor: actor.person,
            role: actor.role_for(envelope.command.action()),
            event,
        };
        *head = append(to, head, &row)?;
        rows.push(row);
    }
    for row in &rows {
        if let Event::AccountDeleted { person } = row.event {
            account::erase(to, *person).await?;
        }
        if let Event::IssueHidden { .. }
        | Event::IssueRestored { .. }
        | Event::PhotoBlackedOut { .. } = row.event
        {
            complaint::forget_papers(to).await?;
        }
        if let Event::DiscretionChosen { issue, .. } = row.event {
            complaint::forget_papers_with(to, *issue).await?;
        }
        if let Event::Forgotten { what, before, .. } = row.event {
            retention::erase(to, *what, *before).await?;
        }
        follow(to, row).await?;
        if let Some(person) = row.event.about().rights_of {
            session::rights_changed(to, person).await?;
        }
    }
    remember(to, actor, envelope, &outcome.receipt, now)?;
    Ok(Ok(CarriedOut::Now(outcome.receipt)))
}

/// Locks the community, or makes the row of one that is being created.
async fn begin(
    conn: &mut AnyConnection,
    community: CommunityId,
    command: &Command,
) -> Result<std::result::Result<Locked, Refusal>> {
    if let Some(locked) = community::lock(conn, community).await? {
        return Ok(Ok(locked));
    }
    let Command::CreateCommunity(c) = command else {
        return Ok(Err(Refusal::NotFound));
    };
    if let Some(locked) = community::insert(conn, community, c).await? {
        return Ok(Ok(locked));
    }
    // Somebody was faster: with the same id, and it is there now; or with the same slug.
    let locked = community::lock(conn, community).await?;
    Ok(locked.ok_or(Refusal::Exists))
}

/// A row of the journal.
pub(crate) struct Row<'a> {
    pub number: u32,
    pub command: CommandId,
    pub at: Timestamp,
    pub actor: Option<PersonId>,
    pub role: Option<Role>,
    pub event: &'a Event,
}

/// Adds a row to the journal, after the one that was the last.
fn append(to: &mut Tables<'_>, head: &Head, row: &Row<'_>) -> Result<Head> {
    let command = row.command.to_string();
    let actor = row.actor.map(|person| person.to_string());
    let event = to_json(row.event)?;
    let role = row.role.map(Role::code);
    let head = head.after(&journal::Row {
        number: row.number,
        command: &command,
        at: row.at.0,
        actor: actor.as_deref(),
        role,
        event: &event,
    });
    insert!(
        to,
        "journal",
        number = row.number,
        command_id = command,
        at = row.at,
        actor_id = row.actor,
        role = role,
        event = event,
        hash = head.hash.as_str(),
    );
    Ok(head)
}

/// Derives what follows from a row of the journal: the tables that pages read, and who is told.
/// Looks at the row, at what is kept, and at tables that follow from earlier rows, at nothing else.
pub(crate) async fn follow(to: &mut Tables<'_>, row: &Row<'_>) -> Result<()> {
    project::apply(to, row.event, row.at).await?;
    let about = row.event.about();
    if about.traced.is_some() {
        trace(to, row.number, row.at, &about);
    }
    notice::tell(to, &about, row.number, row.actor).await
}

/// Finds the row by what it is about.
fn trace(to: &mut Tables<'_>, number: u32, at: Timestamp, about: &About) {
    insert!(
        to,
        "trace",
        number = number,
        at = at,
        issue_id = about.issue,
        meeting_id = about.meeting,
        text_id = about.text,
    );
}

/// Remembers the command with what its sender is told.
fn remember(
    to: &mut Tables<'_>,
    actor: &Actor,
    envelope: &Envelope,
    receipt: &Receipt,
    at: Timestamp,
) -> Result<()> {
    insert!(
        to,
        "commands",
        id = envelope.id,
        actor_id = actor.person,
        fingerprint = envelope.command.fingerprint(),
        receipt = to_json(receipt)?,
        at = at,
    );
    Ok(())
}

/// A row of the journal as it was written, from its columns.
pub(crate) struct Written {
    number: i64,
    command: String,
    at: i64,
    actor: Option<String>,
    role: Option<String>,
    event: String,
    pub hash: String,
}

impl Written {
    pub(crate) fn of(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            number: row.int("number")?,
            command: row.text("command_id")?,
            at: row.int("at")?,
            actor: row.opt_text("actor_id")?,
            role: row.opt_text("role")?,
            event: row.text("event")?,
            hash: row.text("hash")?,
        })
    }

    /// The chain after this row, if it is the next one and says its own hash.
    pub(crate) fn link(&self, head: &Head) -> Option<Head> {
        let next = head.after(&self.row(head.number + 1));
        (self.number == i64::from(next.number) && self.hash == next.hash).then_some(next)
    }

    fn row(&self, number: u32) -> journal::Row<'_> {
        journal::Row {
            number,
            command: &self.command,
            at: self.at,
            actor: self.actor.as_deref(),
            role: self.role.as_deref(),
            event: &self.event,
        }
    }

    /// The row with its hash, as it is exported: a line of JSON.
    pub(crate) fn line(&self, number: u32) -> String {
        let mut line = self.row(number).canonical();
        // One field more, behind the event.
        line.pop();
        line += ",\"hash\":\"";
        line += &self.hash;
        line += "\"}";
        line
    }

    /// What it means.
    pub(crate) fn read(&self) -> Result<(Event, CommandId, Option<PersonId>, Option<Role>)> {
        use crate::sql::unreadable;
        let event = serde_json::from_str(&self.event);
        let event = event.map_err(|error| unreadable("event", &crate::sql::position(&error)))?;
        let command = self.command.parse();
        let command = command.map_err(|error| unreadable("command_id", &error))?;
        let actor = self.actor.as_deref().map(str::parse).transpose();
        let actor = actor.map_err(|error| unreadable("actor_id", &error))?;
        let role = match self.role.as_deref() {
            None => None,
            Some(code) => {
                let role = Role::from_code(code);
                Some(role.ok_or_else(|| unreadable("role", &"unknown code"))?)
            }
        };
        Ok((event, command, actor, role))
    }

    pub(crate) fn at(&self) -> Timestamp {
        Timestamp(self.at)
    }
}

/// A part of a community's journal, behind this number, in order.
pub(crate) async fn rows(
    conn: &mut AnyConnection,
    community: CommunityId,
    behind: u32,
) -> Result<Vec<Written>> {
    const SQL: &str = "select number, command_id, at, actor_id, role, event, hash
        from journal where community_id = $1 and number > $2 order by number limit 2000";
    let rows = sqlx::query(SQL)
        .bind(community.to_string())
        .bind(i64::from(behind))
        .fetch_all(conn)
        .await?;
    rows.iter().map(Written::of).collect()
}

impl Store {
    /// A community's journal, row by row as lines of JSON with their hashes, as it is at one
    /// moment. Returns how many there were.
    pub async fn export(&self, community: CommunityId, mut line: impl FnMut(&str)) -> Result<u32> {
        let mut conn = self.read.begin_with(self.database.begin_snapshot()).await?;
        let mut last = 0;
        loop {
            let rows = rows(&mut conn, community, last).await?;
            if rows.is_empty() {
                conn.rollback().await?;
                return Ok(last);
            }
            for row in rows {
                last += 1;
                line(&row.line(last));
            }
        }
    }
}
