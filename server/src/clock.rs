//! What a day brings that has come: deferred issues come back, and appraisals end. A worker looks
//! each minute and sends the commands as the operator; whatever another process was quicker with
//! is refused, and changes nothing.

use std::time::Duration;

use app::context::{new_id, now};
use domain::{Command, CommandId, Envelope, Sender, Timestamp};
use store::Store;

/// How often it looks.
const PAUSE: Duration = Duration::from_mins(1);

/// Looks for as long as the server runs.
pub async fn keep(store: Store) {
    loop {
        if let Err(error) = tick(&store, now()).await {
            tracing::error!(%error, "what the day brings could not be carried out");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Carries out all that is due by now.
pub async fn tick(store: &Store, now: Timestamp) -> Result<(), store::Error> {
    let close = |issue| Command::CloseAppraisal { issue };
    let back = |issue| Command::ReturnDeferred { issue };
    for community in store.communities().await? {
        let today = community.zone.date(now);
        let (over, returning) = store.due_by(community.id, now, today).await?;
        let over = over.into_iter().map(close);
        for command in over.chain(returning.into_iter().map(back)) {
            let id = CommandId(new_id());
            let envelope = Envelope { id, command };
            let sender = Sender::Operator;
            let answer = store.execute(community.id, sender, &envelope, now).await?;
            if let Err(refusal) = answer {
                tracing::debug!(?refusal, "it was so already");
            }
        }
    }
    Ok(())
}
