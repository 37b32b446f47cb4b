//! The one way in: a command is decided and its events are appended, together with everything that
//! follows from them, in one transaction.

use domain::{
    Actor, Command, CommandId, CommunityId, Envelope, Event, PersonId, Receipt, Refusal, Role,
    Timestamp, decide,
};
use sqlx::AnyConnection;

use crate::community::Head;
use crate::sql::{Tables, run, to_json};
use crate::{Answer, Result, Store, community, kept, notice, project, state};

impl Store {
    /// Carries out a command: all of it, or, when it is refused or fails, nothing. The same command
    /// again changes nothing and gets its first receipt again.
    pub async fn execute(
        &self,
        community: CommunityId,
        actor: &Actor,
        envelope: &Envelope,
        now: Timestamp,
    ) -> Result<Answer> {
        let mut tx = self.write.begin().await?;
        let done = carry_out(&mut tx, community, actor, envelope, now).await?;
        match done {
            Ok(CarriedOut::Now(_)) => tx.commit().await?,
            Ok(CarriedOut::Before(_)) | Err(_) => tx.rollback().await?,
        }
        Ok(done.map(CarriedOut::receipt))
    }

    /// Carries out commands in one transaction, for imports: a refused one does not stop the rest,
    /// an error undoes all. What became of each is in the order of the commands.
    pub async fn execute_all(
        &self,
        community: CommunityId,
        actor: &Actor,
        envelopes: &[Envelope],
        now: Timestamp,
    ) -> Result<Vec<std::result::Result<CarriedOut, Refusal>>> {
        let mut all = Vec::with_capacity(envelopes.len());
        let mut tx = self.write.begin().await?;
        for envelope in envelopes {
            all.push(carry_out(&mut tx, community, actor, envelope, now).await?);
        }
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
    fn receipt(self) -> Receipt {
        match self {
            CarriedOut::Now(receipt) | CarriedOut::Before(receipt) => receipt,
        }
    }
}

/// Writes nothing at all unless the command is accepted.
async fn carry_out(
    conn: &mut AnyConnection,
    community: CommunityId,
    actor: &Actor,
    envelope: &Envelope,
    now: Timestamp,
) -> Result<std::result::Result<CarriedOut, Refusal>> {
    let head = match begin(conn, community, &envelope.command).await? {
        Ok(head) => head,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let state = state::load(conn, community, &head, actor, envelope).await?;
    let outcome = match decide(&state, actor, envelope, now) {
        Ok(outcome) => outcome,
        Err(refusal) => {
            if head.new {
                community::remove(conn, community).await?;
            }
            return Ok(Err(refusal));
        }
    };
    if outcome.events.is_empty() {
        return Ok(Ok(CarriedOut::Before(outcome.receipt)));
    }
    let mut to = Tables { conn, community };
    for (event, number) in outcome.events.iter().zip(head.journal + 1..) {
        let row = Row {
            number,
            command: envelope.id,
            at: now,
            actor: actor.person,
            role: actor.role_for(envelope.command.action()),
            event,
        };
        append(&mut to, &row).await?;
        follow(&mut to, &row).await?;
    }
    for kept in &outcome.kept {
        kept::keep(&mut to, kept, now).await?;
    }
    remember(&mut to, actor, envelope, &outcome.receipt, now).await?;
    Ok(Ok(CarriedOut::Now(outcome.receipt)))
}

/// Locks the community, or makes the row of one that is being created.
async fn begin(
    conn: &mut AnyConnection,
    community: CommunityId,
    command: &Command,
) -> Result<std::result::Result<Head, Refusal>> {
    if let Some(head) = community::lock(conn, community).await? {
        return Ok(Ok(head));
    }
    let Command::CreateCommunity(c) = command else {
        return Ok(Err(Refusal::NotFound));
    };
    if let Some(head) = community::insert(conn, community, c).await? {
        return Ok(Ok(head));
    }
    // Somebody was faster: with the same id, and it is there now; or with the same slug.
    let head = community::lock(conn, community).await?;
    Ok(head.ok_or(Refusal::Exists))
}

/// A row of the journal.
pub(crate) struct Row<'a> {
    pub number: i64,
    pub command: CommandId,
    pub at: Timestamp,
    pub actor: Option<PersonId>,
    pub role: Option<Role>,
    pub event: &'a Event,
}

/// Adds a row to the journal, with what it is found by.
pub(crate) async fn append(to: &mut Tables<'_>, row: &Row<'_>) -> Result<()> {
    const SQL: &str = "insert into journal (community_id, number, command_id, at, actor_id, role,
            event, issue_id, meeting_id, text_id, in_trace)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    run!(
        to,
        SQL,
        row.number,
        row.command,
        row.at,
        row.actor,
        row.role.map(Role::code),
        to_json(row.event)?,
        row.event.issue(),
        row.event.meeting(),
        row.event.text(),
        row.event.traced().is_some(),
    );
    Ok(())
}

/// Derives what follows from a row of the journal: the tables that pages read, and who is told.
pub(crate) async fn follow(to: &mut Tables<'_>, row: &Row<'_>) -> Result<()> {
    project::apply(to, row.event, row.at).await?;
    notice::tell(to, row.event, row.number, row.actor).await
}

/// Remembers the command with what its sender is told.
async fn remember(
    to: &mut Tables<'_>,
    actor: &Actor,
    envelope: &Envelope,
    receipt: &Receipt,
    at: Timestamp,
) -> Result<()> {
    const SQL: &str = "insert into commands (community_id, id, actor_id, receipt, at)
        values ($1, $2, $3, $4, $5)";
    run!(to, SQL, envelope.id, actor.person, to_json(receipt)?, at);
    Ok(())
}
