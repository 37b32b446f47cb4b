//! Giving and ending offices, inviting to them, and the organisations that have people in office:
//! the plain forms of one page.

use app::context::{Preferences, now};
use app::form::Typed;
use app::plain::DEED;
use app::plain::office::{
    ADD, BUILDING, CODE, END, END_ORGANISATION, GRANT, INVITATION, INVITE, KIND, LINK, OFFICE,
    ORGANISATION, PERSON, RENAME, ROLE, WITHDRAW, office_name,
};
use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::office::{EndOffice, GrantOffice, InviteOfficer};
use domain::organisation::{AddOrganisation, RenameOrganisation};
use domain::paper::slips::join_address;
use domain::time::DAY;
use domain::{
    BuildingId, Command, CommandId, Community, Envelope, Field, Language, Office, OrganisationId,
    Problem, Refusal, Role, Sender, SlipId,
};

use super::form::{self, Values, value};
use super::session::Member;
use super::{At, Fault, Server, pages};
use crate::ids::{code_hash, derived, new_code};

/// Days for which an invitation is good.
pub const INVITED_FOR: i64 = 14;

/// Does what one of the forms says.
pub async fn change(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let Member { community, person } = Member::of(&server, &slug, &parts).await?;
    let id = form::command(&values, &[]);
    let code = new_code();
    let command = match read(&values, id, &code) {
        Ok(Some(command)) => command,
        Ok(None) => return Err(Fault::Malformed),
        Err(refusal) => return Ok(refused(&server, &parts, values, refusal).await),
    };
    let envelope = Envelope { id, command };
    let sender = Sender::Person(person);
    let answer = server.gate.execute(community.id, sender, &envelope).await?;
    match (answer, envelope.command) {
        (Err(refusal), _) => Ok(refused(&server, &parts, values, refusal).await),
        (Ok(_), Command::InviteOfficer(invite)) => {
            let said = said(&server, &community, &code, &invite.office, language(&parts)).await?;
            Ok(pages::answered(&server, &parts, said).await)
        }
        (Ok(_), _) => {
            let page = format!("/{}/officers", community.slug);
            Ok(Redirect::to(&page).into_response())
        }
    }
}

async fn refused(server: &Server, parts: &Parts, values: Values, refusal: Refusal) -> Response {
    pages::refused(server, parts, Typed(values.into_iter().collect()), refusal).await
}

/// What the page shows once of an invitation.
async fn said(
    server: &Server,
    community: &Community,
    code: &str,
    office: &Office,
    language: Language,
) -> Result<Typed, store::Error> {
    let office = name(server, community, office, language).await?;
    let link = link(&server.config.public_url, community, code);
    let (first, last) = code.split_at(code.len() / 2);
    Ok(Typed(vec![
        (LINK.to_owned(), link),
        (CODE.to_owned(), format!("{first}-{last}")),
        (OFFICE.to_owned(), office),
    ]))
}

/// In which language whoever sent this reads.
pub fn language(parts: &Parts) -> Language {
    let wished: Preferences = parts.extensions.get().copied().unwrap_or_default();
    wished.language
}

/// An office with what it is held for.
pub async fn name(
    server: &Server,
    community: &Community,
    office: &Office,
    language: Language,
) -> Result<String, store::Error> {
    let offices = server.store.offices(community.id, now()).await?;
    let buildings = server.store.buildings(community.id).await?.into_iter();
    let buildings = buildings.map(|it| (it.id, it.name));
    let buildings: Vec<_> = buildings.collect();
    Ok(office_name(office, &offices, &buildings, language))
}

/// Where whoever has the code of a slip or an invitation joins.
pub fn link(public_url: &str, community: &Community, code: &str) -> String {
    join_address(public_url, &community.slug, code)
}

/// The command that a form is; none where no page of ours has such a form.
fn read(values: &Values, id: CommandId, code: &str) -> Result<Option<Command>, Refusal> {
    let missing = |field| Refusal::invalid(field, Problem::Missing);
    let (Ok(person), Ok(organisation), Ok(invitation)) = (
        optional(values, PERSON),
        optional(values, ORGANISATION).map(|id| id.map(OrganisationId)),
        optional(values, INVITATION).map(|id| id.map(SlipId)),
    ) else {
        return Ok(None);
    };
    let person = person.map(domain::PersonId);
    let name = value(values, Field::Name.name()).to_owned();
    Ok(match value(values, DEED) {
        GRANT => {
            let office = office(values, organisation)?;
            person.map(|person| Command::GrantOffice(GrantOffice { person, office }))
        }
        END => {
            let role = Role::from_code(value(values, ROLE));
            let both = person.zip(role);
            both.map(|(person, role)| Command::EndOffice(EndOffice { person, role }))
        }
        INVITE => Some(Command::InviteOfficer(InviteOfficer {
            invitation: SlipId(derived("invitation", &[id.0.as_bytes()])),
            office: office(values, organisation)?,
            expires_at: now().plus(INVITED_FOR * DAY),
            code_hash: code_hash(code),
        })),
        WITHDRAW => invitation.map(|invitation| Command::WithdrawInvitation { invitation }),
        ADD => {
            let kind = domain::organisation::Kind::from_code(value(values, KIND));
            Some(Command::AddOrganisation(AddOrganisation {
                organisation: OrganisationId(derived("organisation", &[id.0.as_bytes()])),
                kind: kind.ok_or_else(|| missing(Field::Organisation))?,
                name,
            }))
        }
        RENAME => organisation.map(|organisation| {
            Command::RenameOrganisation(RenameOrganisation { organisation, name })
        }),
        END_ORGANISATION => {
            organisation.map(|organisation| Command::EndOrganisation { organisation })
        }
        _ => None,
    })
}

/// An id, if the form has one.
fn optional(values: &Values, name: &str) -> Result<Option<uuid::Uuid>, uuid::Error> {
    match value(values, name) {
        "" => Ok(None),
        id => id.parse().map(Some),
    }
}

/// The office that was chosen, with what was ticked for it.
pub fn office(values: &Values, organisation: Option<OrganisationId>) -> Result<Office, Refusal> {
    let missing = |field| Refusal::invalid(field, Problem::Missing);
    let buildings = values.keys().filter_map(|name| name.strip_prefix(BUILDING));
    let role = Role::from_code(value(values, OFFICE)).ok_or_else(|| missing(Field::Office))?;
    Ok(match role {
        Role::BuildingLeader => Office::BuildingLeader {
            buildings: buildings.map(|id| BuildingId(id.to_owned())).collect(),
        },
        Role::CommitteeWorker => Office::CommitteeWorker,
        Role::Secretary => Office::Secretary,
        Role::Supervisor => Office::Supervisor,
        Role::Handler => Office::Handler {
            organisation: organisation.ok_or_else(|| missing(Field::Organisation))?,
        },
        Role::Resident | Role::Operator => return Err(missing(Field::Office)),
    })
}
