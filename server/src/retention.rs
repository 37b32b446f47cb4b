//! What had its time goes: a worker looks each hour, sends the commands as the operator, and says
//! in the log how much went. Of several processes on one database one does it: for each kind and
//! day it is the same command.

use std::time::Duration;

use app::context::now;
use domain::retention::{Forget, What};
use domain::words::T;
use domain::{Command, CommandId, CommunityId, Envelope, Sender, Timestamp};
use store::Store;

use crate::ids::derived;

/// How often it looks.
const PAUSE: Duration = Duration::from_hours(1);

/// What each kind is called.
pub fn name(what: What) -> T {
    match what {
        What::Names => T(
            "成员资格终止后的名字",
            "names of members whose membership has ended",
        ),
        What::Photos => T(
            "不予受理或撤回的议题的照片",
            "photos of issues that were declined or withdrawn",
        ),
        What::Positions => T(
            "不予受理、撤回或办结的议题的精确位置",
            "exact positions of issues that were declined, withdrawn or closed",
        ),
        What::Complaints => T(
            "处理过的举报里写的话",
            "words of complaints that the committee has settled",
        ),
        What::Notices => T("收到的消息", "messages in inboxes"),
    }
}

/// Looks for as long as the server runs.
pub async fn keep(store: Store) {
    loop {
        if let Err(error) = tick(&store, now()).await {
            tracing::error!(%error, "what had its time could not be erased");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Erases all that has had its time by now.
pub async fn tick(store: &Store, now: Timestamp) -> Result<(), store::Error> {
    store.forget_what_is_over(now).await?;
    for community in store.communities().await? {
        for forget in due(store, community.id, now).await? {
            carry_out(store, community.id, forget, now).await?;
        }
    }
    Ok(())
}

/// What of a community has had its time, and was not erased yet.
pub async fn due(
    store: &Store,
    community: CommunityId,
    now: Timestamp,
) -> Result<Vec<Forget>, store::Error> {
    let periods = store.periods(community).await?;
    let mut due = vec![];
    for what in What::ALL {
        let before = periods.ends(what, now);
        let gone = store.forgettable(community, what, before).await?;
        if gone > 0 {
            due.push(Forget { what, before, gone });
        }
    }
    Ok(due)
}

/// Erases it. Where another process was quicker, nothing is left to do.
pub async fn carry_out(
    store: &Store,
    community: CommunityId,
    forget: Forget,
    now: Timestamp,
) -> Result<(), store::Error> {
    let (what, gone) = (forget.what.code(), forget.gone);
    let before = forget.before.0.to_be_bytes();
    let id = derived(
        "retention",
        &[community.0.as_bytes(), what.as_bytes(), &before],
    );
    let envelope = Envelope {
        id: CommandId(id),
        command: Command::Forget(forget),
    };
    let answer = store.execute(community, Sender::Operator, &envelope, now);
    match answer.await? {
        Ok(_) => tracing::info!(%community, what, gone, "erased, for it had its time"),
        Err(refusal) => tracing::debug!(?refusal, what, "it was erased already"),
    }
    Ok(())
}
