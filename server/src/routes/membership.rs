//! Reporting a stranger in one's household, ending a membership, and taking back what was entered
//! for somebody: the plain forms of one page.

use app::context::now;
use app::form::Typed;
use app::plain::DEED;
use app::plain::membership::{CONFIRM, END, ISSUE, LET_BACK, REPORT, TAKE_BACK};
use app::plain::office::{CODE, LINK, PERSON};
use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::back::{LET_BACK_FOR, LetBack};
use domain::issue::TakeBackOnBehalf;
use domain::membership::EndMembership;
use domain::{Command, Envelope, Field, PersonId, Sender, SlipId};

use super::form::{self, Values, value};
use super::session::Member;
use super::{At, Fault, Server, office, pages};
use crate::ids::{code_hash, derived, new_code};

/// Does what one of the forms says. Who may do that, the command says.
pub async fn change(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let Member { community, person } = Member::of(&server, &slug, &parts).await?;
    let of: PersonId = value(&values, PERSON)
        .parse()
        .map_err(|_| Fault::Malformed)?;
    let id = form::command(&values, &[]);
    let code = new_code();
    let command = match value(&values, DEED) {
        REPORT => Command::ReportStranger { person: of },
        CONFIRM => Command::ConfirmMember { person: of },
        END => Command::EndMembership(EndMembership {
            person: of,
            reason: value(&values, Field::Reason.name()).to_owned(),
        }),
        TAKE_BACK => Command::TakeBackOnBehalf(TakeBackOnBehalf {
            issue: value(&values, ISSUE)
                .parse()
                .map_err(|_| Fault::Malformed)?,
            person: of,
        }),
        LET_BACK => Command::LetBack(LetBack {
            slip: SlipId(derived("return slip", &[id.0.as_bytes()])),
            person: of,
            expires_at: now().plus(LET_BACK_FOR),
            code_hash: code_hash(&code),
        }),
        _ => return Err(Fault::Malformed),
    };
    let is_slip = matches!(command, Command::LetBack(_));
    let envelope = Envelope { id, command };
    let sender = Sender::Person(person);
    match server.gate.execute(community.id, sender, &envelope).await? {
        Ok(_) if is_slip => {
            let (first, last) = code.split_at(code.len() / 2);
            let said = Typed(vec![
                (
                    LINK.to_owned(),
                    office::link(&server.config.public_url, &community, &code),
                ),
                (CODE.to_owned(), format!("{first}-{last}")),
            ]);
            Ok(pages::answered(&server, &parts, said).await)
        }
        Ok(_) => Ok(Redirect::to(&format!("/{}/household", community.slug)).into_response()),
        Err(refusal) => {
            let typed = Typed(values.into_iter().collect());
            Ok(pages::refused(&server, &parts, typed, refusal).await)
        }
    }
}
