//! Adding facts and photos to one's own issue by a plain form.

use app::form::issue::adding;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::field::Check;
use domain::issue::check_facts;
use domain::{Command, Envelope, IssueId, Receipt, Refusal, Sender};

use super::file::Sent;
use crate::routes::session::Member;
use crate::routes::{At, Fault, Server, pages};

/// Somebody sends the form.
pub async fn add(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    request: Request,
) -> Result<Response, Fault> {
    let (parts, body) = request.into_parts();
    let member = Member::of(&server, &slug, &parts).await?;
    let community = member.community.id;
    let issue = server.store.issue(community, number, None, None).await?;
    let issue = issue.ok_or(Fault::NotFound)?.issue.id;
    let request = Request::from_parts(parts.clone(), body);
    let mut sent = Sent::read(&server, member.person, request).await?;
    match carry_out(&server, &member, issue, &mut sent).await? {
        Ok(_) => Ok(Redirect::to(&format!("/{slug}/issues/{number}")).into_response()),
        Err(refusal) => Ok(pages::refused(&server, &parts, sent.typed(), refusal).await),
    }
}

async fn carry_out(
    server: &Server,
    member: &Member,
    issue: IssueId,
    sent: &mut Sent,
) -> Result<Result<Receipt, Refusal>, store::Error> {
    let id = sent.command();
    if let Some(seconds) = sent.wait {
        return Ok(Err(Refusal::TooManyTries { seconds }));
    }
    let mut check = Check::default();
    sent.keep_photos(server, member, id, &mut check).await?;
    let facts = adding(&sent.typed(), issue, vec![]);
    // All that is wrong is said at once.
    if let Err(Refusal::Invalid(errors)) = check_facts(&facts) {
        for error in errors {
            check.wrong(error.field, error.problem);
        }
    }
    if let Err(refusal) = check.done() {
        return Ok(Err(refusal));
    }
    let envelope = Envelope {
        id,
        command: Command::AddFacts(facts),
    };
    let (community, sender) = (member.community.id, Sender::Person(member.person));
    server.gate.execute(community, sender, &envelope).await
}
