//! `twoline office`: who holds which office, for whoever runs the server.

use app::context::{new_id, now};
use app::plain::office::office_name;
use app::send::envelope;
use clap::{Args, Subcommand};
use domain::office::{EndOffice, GrantOffice, InviteOfficer};
use domain::time::DAY;
use domain::{
    BuildingId, Command, Community, Language, Office, OrganisationId, PersonId, Role, Sender,
    SlipId,
};
use store::Store;

use super::Database;
use crate::config;
use crate::error::Error;
use crate::ids::{code_hash, new_code};
use crate::import::community::known;
use crate::routes::{INVITED_FOR, link};

#[derive(Debug, Subcommand)]
pub(super) enum Officers {
    /// Who holds which office, which invitations nobody has taken, and which organisations there
    /// are.
    List(List),
    /// Give a member an office, from now on. A building leader who is given it again has the new
    /// buildings.
    Grant(Grant),
    /// End somebody's office, from now on.
    End(End),
    /// Invite somebody to an office who does not live here, or has not joined yet: prints a link.
    /// The first who opens it takes the office.
    Invite(Invite),
}

#[derive(Debug, Args)]
pub(super) struct In {
    /// The community, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    #[command(flatten)]
    database: Database,
}

#[derive(Debug, Args)]
struct Which {
    /// `building_leader`, `committee_worker`, `secretary`, `supervisor` or `handler`.
    #[arg(long, value_parser = role)]
    office: Role,
    /// Of a building leader: the ids of their buildings on the plan.
    #[arg(long, value_delimiter = ',', value_name = "ID,…")]
    buildings: Vec<String>,
    /// Of a handler: the id of their organisation, as `list` shows it.
    #[arg(long, value_name = "ID")]
    organisation: Option<uuid::Uuid>,
}

#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    of: In,
}

#[derive(Debug, Args)]
pub(super) struct Grant {
    /// The member: their id, or the name that neighbours see.
    member: String,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    of: In,
}

#[derive(Debug, Args)]
pub(super) struct End {
    /// The member: their id, or the name that neighbours see.
    member: String,
    /// `building_leader`, `committee_worker`, `secretary`, `supervisor` or `handler`.
    #[arg(long, value_parser = role)]
    office: Role,
    #[command(flatten)]
    of: In,
}

#[derive(Debug, Args)]
pub(super) struct Invite {
    #[command(flatten)]
    which: Which,
    /// Days for which the link is good.
    #[arg(long, value_name = "DAYS", default_value_t = INVITED_FOR)]
    days: i64,
    /// The address under which people reach the server.
    #[arg(
        long,
        env = "TWOLINE_PUBLIC_URL",
        value_name = "URL",
        value_parser = config::checked_url
    )]
    public_url: String,
    #[command(flatten)]
    of: In,
}

fn role(code: &str) -> Result<Role, String> {
    let role = Role::from_code(code).filter(|role| match role {
        Role::Handler
        | Role::BuildingLeader
        | Role::CommitteeWorker
        | Role::Secretary
        | Role::Supervisor => true,
        Role::Resident | Role::Operator => false,
    });
    role.ok_or_else(|| {
        "write building_leader, committee_worker, secretary, supervisor or handler".to_owned()
    })
}

impl Which {
    fn office(self) -> Result<Office, Error> {
        Ok(match self.office {
            Role::BuildingLeader => Office::BuildingLeader {
                buildings: self.buildings.into_iter().map(BuildingId).collect(),
            },
            Role::CommitteeWorker => Office::CommitteeWorker,
            Role::Secretary => Office::Secretary,
            Role::Supervisor => Office::Supervisor,
            Role::Handler => Office::Handler {
                organisation: OrganisationId(self.organisation.ok_or(Error::NoOrganisation)?),
            },
            Role::Resident | Role::Operator => unreachable!("no office, and not read as one"),
        })
    }
}

impl Officers {
    pub(super) async fn run(self) -> Result<(), Error> {
        match self {
            Officers::List(List { of }) => {
                let (store, community) = of.open().await?;
                list(&store, &community).await
            }
            Officers::Grant(Grant { member, which, of }) => {
                let (store, community) = of.open().await?;
                let person = member_of(&store, &community, &member).await?;
                let office = which.office()?;
                let grant = GrantOffice { person, office };
                execute(&store, &community, Command::GrantOffice(grant)).await
            }
            Officers::End(End { member, office, of }) => {
                let (store, community) = of.open().await?;
                let person = member_of(&store, &community, &member).await?;
                let end = EndOffice {
                    person,
                    role: office,
                };
                execute(&store, &community, Command::EndOffice(end)).await
            }
            Officers::Invite(Invite {
                which,
                days,
                public_url,
                of,
            }) => {
                let (store, community) = of.open().await?;
                let code = new_code();
                let invite = InviteOfficer {
                    invitation: SlipId(new_id()),
                    office: which.office()?,
                    expires_at: now().plus(days.saturating_mul(DAY)),
                    code_hash: code_hash(&code),
                };
                execute(&store, &community, Command::InviteOfficer(invite)).await?;
                println!("{}", link(&public_url, &community, &code));
                Ok(())
            }
        }
    }
}

impl In {
    pub(super) async fn open(&self) -> Result<(Store, Community), Error> {
        let store = self.database.open_existing().await?;
        let community = known(&store, &self.community).await?;
        Ok((store, community))
    }
}

async fn execute(store: &Store, community: &Community, command: Command) -> Result<(), Error> {
    let envelope = envelope(command);
    let answer = store.execute(community.id, Sender::Operator, &envelope, now());
    answer.await?.map(|_| ()).map_err(Error::Office)
}

/// The one member who is meant.
async fn member_of(store: &Store, community: &Community, said: &str) -> Result<PersonId, Error> {
    if let Ok(person) = said.parse() {
        return Ok(person);
    }
    let mut found = store.find_members(community.id, said).await?;
    // Of several names that have it in them, the one that is it.
    if found.iter().filter(|(_, name, _)| name == said).count() == 1 {
        found.retain(|(_, name, _)| name == said);
    }
    match &found[..] {
        [(person, ..)] => Ok(*person),
        _ => Err(Error::WhichMember {
            said: said.to_owned(),
            found: found
                .into_iter()
                .map(|(person, name, building)| format!("{person}  {name}  {building}"))
                .collect(),
        }),
    }
}

async fn list(store: &Store, community: &Community) -> Result<(), Error> {
    let offices = store.offices(community.id, now()).await?;
    for holder in &offices.holders {
        let role = holder.role.code();
        let buildings: Vec<&str> = holder.buildings.iter().map(|id| id.0.as_str()).collect();
        let organisation = holder.organisation.and_then(|id| {
            let mut all = offices.organisations.iter();
            all.find(|it| it.id == id).map(|it| it.name.as_str())
        });
        println!(
            "{role:<17} {}  {}  {}{}",
            holder.person,
            holder.nickname,
            buildings.join(","),
            organisation.unwrap_or_default()
        );
    }
    for open in &offices.open {
        let office = office_name(&open.office, &offices, &[], Language::English);
        println!("invited           {}  {office}", open.invitation);
    }
    for it in offices.organisations.iter().filter(|it| !it.ended) {
        println!(
            "organisation      {}  {}  {}",
            it.id,
            it.kind.code(),
            it.name
        );
    }
    Ok(())
}
