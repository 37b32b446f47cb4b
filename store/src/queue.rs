//! Commands that arrive together share a commit.
//!
//! Waiting for the disk takes longer than carrying a command out. So whoever has the turn carries
//! out all commands that wait for their community by then, in the order in which they came, each
//! decided alone and with its own answer, and commits once; whoever comes meanwhile waits for the
//! next turn. Nobody is answered before what they sent is on disk.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{CommunityId, Envelope, Sender, Timestamp};
use tokio::sync::oneshot;

use crate::journal::{CarriedOut, Sent, Writing};
use crate::{Answer, Result, Store};

/// Commands of one commit at most.
const TOGETHER: usize = 64;

/// The queues of all communities. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queues(Arc<Mutex<HashMap<CommunityId, Arc<Queue>>>>);

#[derive(Debug, Default)]
struct Queue {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Waiting {
    sender: Sender,
    envelope: Envelope,
    now: Timestamp,
    tell: oneshot::Sender<Result<Answer>>,
}

impl Queues {
    /// Has a command carried out with those that come at the same time.
    pub(crate) async fn wait(
        &self,
        store: &Store,
        community: CommunityId,
        sender: Sender,
        envelope: &Envelope,
        now: Timestamp,
    ) -> Result<Answer> {
        let (tell, told) = oneshot::channel();
        let queue = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.entry(community).or_default().clone()
        };
        queue.waiting().push(Waiting {
            sender,
            envelope: envelope.clone(),
            now,
            tell,
        });
        let store = store.clone();
        // In a task of its own: whoever stops waiting for an answer must not stop others' commands.
        tokio::spawn(async move { queue.next(&store, community).await });
        // Nobody tells where that task was stopped: the server ends, or the driver panicked.
        told.await.map_err(|_| sqlx::Error::WorkerCrashed)?
    }
}

impl Queue {
    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a turn. There is one for each command, so that none is left; most find nothing to do.
    async fn next(&self, store: &Store, community: CommunityId) {
        let _turn = self.turn.lock().await;
        let together: Vec<Waiting> = {
            let mut waiting = self.waiting();
            let many = waiting.len().min(TOGETHER);
            waiting.drain(..many).collect()
        };
        if together.is_empty() {
            return;
        }
        let answers = match carry_out(store, community, &together).await {
            Ok(answers) => answers.into_iter().map(Ok).collect(),
            Err(error) if together.len() == 1 => vec![Err(error)],
            // All of it was undone: whichever is at fault must not cost the others their commands.
            Err(_) => {
                let mut answers = Vec::with_capacity(together.len());
                for alone in together.chunks(1) {
                    let answer = carry_out(store, community, alone).await;
                    answers.extend(match answer {
                        Ok(answers) => answers.into_iter().map(Ok).collect(),
                        Err(error) => vec![Err(error)],
                    });
                }
                answers
            }
        };
        for (waiting, answer) in together.into_iter().zip(answers) {
            // Whoever gave up asks again, and is answered the same.
            let _ = waiting.tell.send(answer);
        }
    }
}

/// Carries commands out in one transaction; an error undoes all of them.
async fn carry_out(
    store: &Store,
    community: CommunityId,
    together: &[Waiting],
) -> Result<Vec<Answer>> {
    let mut tx = store.begin().await?;
    let mut writing = Writing::new(&mut tx, community);
    let sent = together.iter().map(|waiting| Sent {
        sender: waiting.sender,
        envelope: &waiting.envelope,
        now: waiting.now,
    });
    let carried = writing.carry_out(&sent.collect::<Vec<_>>()).await?;
    let answers = carried.into_iter();
    let answers = answers
        .map(|answer| answer.map(CarriedOut::receipt))
        .collect();
    let changed = writing.changed;
    writing.finish().await?;
    if changed {
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(answers)
}
