//! 办理步骤: what is to be done in small parts, which whoever does the work ticks off.

use serde::{Deserialize, Serialize};

use super::{Work, find};
use crate::codes::codes;
use crate::field::{Check, NAME_MAX};
use crate::issue::Step;
use crate::{Actor, Event, Field, IssueId, Kept, Outcome, Problem, Refusal, State, Text, TextId};

/// Tasks of one work at most, those that were dropped apart: they find room on its order.
pub const TASKS_MAX: u32 = 6;

codes! {
    /// How far a task has come.
    pub enum TaskStatus {
        Open = "open",
        Done = "done",
        /// It was not needed, or wrong.
        Dropped = "dropped",
    }
}

impl TaskStatus {
    /// Whether it may become that. What is done stays on the list: it can be open again.
    pub fn may_become(self, to: TaskStatus) -> bool {
        match self {
            TaskStatus::Open => to != TaskStatus::Open,
            TaskStatus::Done => to == TaskStatus::Open,
            TaskStatus::Dropped => false,
        }
    }
}

/// Puts a task onto the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddTask {
    pub issue: IssueId,
    pub words: String,
}

/// Ticks a task off, or takes that back, or drops it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeTask {
    pub issue: IssueId,
    /// Known by the id of its words.
    pub task: TextId,
    pub to: TaskStatus,
}

/// A task as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskView {
    pub id: TextId,
    pub words: String,
    pub done: bool,
}

fn of_whoever_does_it<'s>(
    state: &'s State,
    actor: &Actor,
    issue: IssueId,
) -> Result<&'s Work, Refusal> {
    let work = find(state, issue, Step::PublishResult)?;
    if work.is_done_by(actor) {
        Ok(work)
    } else {
        Err(Refusal::NotAllowed)
    }
}

pub(crate) fn add(
    state: &State,
    actor: &Actor,
    c: &AddTask,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let work = of_whoever_does_it(state, actor, c.issue)?;
    let mut check = Check::default();
    let words = check.text(Field::Title, &c.words, NAME_MAX);
    let listed = work.tasks.values();
    let listed = listed.filter(|task| **task != TaskStatus::Dropped);
    if listed.count() >= TASKS_MAX as usize {
        check.wrong(Field::Title, Problem::TooMany { max: TASKS_MAX });
    }
    check.done()?;
    let added = Event::TaskAdded {
        issue: c.issue,
        text: id,
    };
    Ok(Outcome::event(added).with([Kept::words(id, actor, Text::body(words))]))
}

pub(crate) fn change(state: &State, actor: &Actor, c: &ChangeTask) -> Result<Outcome, Refusal> {
    let work = of_whoever_does_it(state, actor, c.issue)?;
    let task = work.tasks.get(&c.task).ok_or(Refusal::NotFound)?;
    if !task.may_become(c.to) {
        return Err(Refusal::NotFound);
    }
    Ok(Outcome::event(Event::TaskChanged {
        issue: c.issue,
        task: c.task,
        to: c.to,
    }))
}
