//! The forms of what follows a decision, for [`super::samples`].

use domain::meeting::{Decision, EnterDecision};
use domain::time::DAY;
use domain::work::{
    AddTask, AnswerOffer, Appraise, AppraiseFor, BeginWork, ByOffice, ChangeDue, ChangeTask,
    EnterReply, OfferResource, OwnersVote, PublishResult, ReferWork, ReportProgress, Resource,
    Responsible, TaskStatus, Verdict,
};
use domain::{Command, Event, IssueId, MeetingId, OrganisationId, PersonId, PhotoId, TextId};

use crate::samples::{AT, date, id};

fn responsible() -> Vec<Responsible> {
    let offices = ByOffice::ALL.map(Responsible::Office);
    let mut all = vec![Responsible::Organisation(OrganisationId(id(8)))];
    all.extend(offices);
    all
}

fn owners() -> OwnersVote {
    OwnersVote {
        heads: 120,
        of_heads: 180,
        area: 9_000,
        of_area: 14_000,
        adopted: true,
    }
}

/// Tasks, where work was referred to, and a result under another share than the usual one.
fn small_parts() -> Vec<Event> {
    let (issue, text) = (IssueId(id(1)), TextId(id(4)));
    let mut events = vec![Event::TaskAdded { issue, text }];
    events.extend(TaskStatus::ALL.map(|to| Event::TaskChanged {
        issue,
        task: text,
        to,
    }));
    events.push(Event::ResultPublished {
        issue,
        cost: None,
        verdict: None,
        owners: None,
        text,
        photos: vec![],
        appraisal_until: AT.plus(21 * DAY),
        unsolved_percent: 40,
    });
    events.push(Event::WorkReferred {
        issue,
        sent: date(),
        text,
    });
    events.push(Event::ReplyReceived {
        issue,
        received: date(),
        text,
    });
    events
}

fn to_small_parts() -> Vec<Command> {
    let issue = IssueId(id(1));
    let mut commands = vec![Command::AddTask(AddTask {
        issue,
        words: "量尺寸".into(),
    })];
    commands.extend(TaskStatus::ALL.map(|to| {
        Command::ChangeTask(ChangeTask {
            issue,
            task: TextId(id(4)),
            to,
        })
    }));
    commands.push(Command::ReferWork(ReferWork {
        issue,
        to: "街道城管科".into(),
        sent: date(),
        words: "请现场查看，来文 12 号。".into(),
    }));
    commands.push(Command::EnterReply(EnterReply {
        issue,
        received: date(),
        words: "已列入下季度计划。".into(),
    }));
    commands
}

pub fn events() -> Vec<Event> {
    let (issue, text, person) = (IssueId(id(1)), TextId(id(4)), PersonId(id(5)));
    let meeting = MeetingId(id(3));
    let photos = vec![PhotoId(id(2))];
    let mut events = vec![
        Event::ProgressReported {
            issue,
            text,
            photos: photos.clone(),
        },
        Event::WorkDueChanged {
            issue,
            due: date(),
            text,
        },
        Event::Appraised {
            issue,
            person,
            solved: false,
            satisfied: true,
            entered_by: Some(person),
            text: Some(text),
        },
        Event::IssueReopened {
            issue,
            by_reporter: true,
        },
        Event::IssueClosed { issue },
        Event::DeferredReturned { issue },
    ];
    for responsible in responsible() {
        let decision = Decision::DoIt { due: date() };
        events.push(Event::DecisionEntered {
            meeting,
            issue,
            decision: decision.clone(),
            hands: Some(9),
            votes: None,
            responsible: Some(responsible),
            text,
        });
        events.push(Event::DecisionPublished {
            meeting,
            issue,
            decision,
            hands: Some(9),
            votes: None,
            responsible: Some(responsible),
            text,
        });
    }
    events.extend(
        responsible()
            .into_iter()
            .map(|responsible| Event::WorkBegun {
                issue,
                responsible,
                due: date(),
                text,
            }),
    );
    events.extend(Verdict::ALL.map(|verdict| Event::ResultPublished {
        issue,
        cost: Some(3_200),
        verdict: Some(verdict),
        owners: Some(owners()),
        text,
        photos: photos.clone(),
        appraisal_until: AT.plus(14 * DAY),
        unsolved_percent: 50,
    }));
    events.extend(small_parts());
    events.extend(Resource::ALL.map(|resource| Event::ResourceOffered {
        issue,
        person,
        resource,
        organisation: Some(OrganisationId(id(8))),
        text,
    }));
    events.push(Event::OfferAnswered {
        issue,
        offer: TextId(id(9)),
        person,
        resource: Resource::Skill,
        accepted: true,
        text: Some(text),
    });
    events.push(Event::OfferWithdrawn {
        issue,
        offer: TextId(id(9)),
    });
    events
}

pub fn commands() -> Vec<Command> {
    let (issue, person) = (IssueId(id(1)), PersonId(id(5)));
    let photos = vec![PhotoId(id(2))];
    let mut commands = vec![
        Command::ReportProgress(ReportProgress {
            issue,
            words: "零件已到。".into(),
            photos: photos.clone(),
        }),
        Command::ChangeDue(ChangeDue {
            issue,
            due: date(),
            reason: "零件缺货。".into(),
        }),
        Command::Appraise(Appraise {
            issue,
            solved: false,
            satisfied: true,
            words: "还在响。".into(),
        }),
        Command::AppraiseFor(AppraiseFor {
            issue,
            person,
            solved: true,
            satisfied: false,
            words: "太慢了。".into(),
        }),
        Command::CloseAppraisal { issue },
        Command::ReturnDeferred { issue },
    ];
    commands.extend(responsible().into_iter().map(|responsible| {
        Command::EnterDecision(EnterDecision {
            meeting: MeetingId(id(3)),
            issue,
            seen: Some(TextId(id(4))),
            decision: Decision::Pilot { due: date() },
            hands: Some(9),
            votes: None,
            responsible: Some(responsible),
            owner: "居委会".into(),
            words: "试一个月。".into(),
        })
    }));
    commands.extend(responsible().into_iter().map(|responsible| {
        Command::BeginWork(BeginWork {
            issue,
            responsible,
            owner: "居委会".into(),
            due: date(),
            words: "换灯。".into(),
        })
    }));
    commands.extend(Verdict::ALL.map(|verdict| {
        Command::PublishResult(PublishResult {
            issue,
            words: "已修好。".into(),
            cost: Some(3_200),
            verdict: Some(verdict),
            owners: Some(owners()),
            photos: photos.clone(),
        })
    }));
    commands.extend(to_small_parts());
    commands.extend(Resource::ALL.map(|resource| {
        Command::OfferResource(OfferResource {
            issue,
            resource,
            organisation: Some(OrganisationId(id(8))),
            name: "春风".into(),
            words: "二十盏灯。".into(),
        })
    }));
    commands.push(Command::AnswerOffer(AnswerOffer {
        issue,
        offer: TextId(id(9)),
        accept: false,
        words: "谢谢，已经有了。".into(),
    }));
    commands.push(Command::WithdrawOffer {
        issue,
        offer: TextId(id(9)),
    });
    commands
}
