//! The forms of what follows a decision, for [`super::samples`].

use domain::meeting::{Decision, EnterDecision};
use domain::time::DAY;
use domain::work::{
    AnswerOffer, Appraise, AppraiseFor, BeginWork, ByOffice, ChangeDue, OfferResource, OwnersVote,
    PublishResult, ReportProgress, Resource, Responsible, Verdict,
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
