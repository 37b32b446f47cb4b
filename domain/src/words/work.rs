//! Words about work that pages and paper share.

use crate::work::{ByOffice, Course, OwnersVote, Resource, Verdict};
use crate::{Date, Language};

use super::T;
use super::time::date;

/// The name of an office that carries work out.
pub fn office(office: ByOffice) -> T {
    match office {
        ByOffice::Secretary => T("书记", "Branch secretary"),
        ByOffice::CommitteeWorker => T("居委会", "Neighbourhood committee"),
        ByOffice::BuildingLeader => T("楼组长", "Building leader"),
    }
}

/// The name of a course.
pub fn course(course: Course) -> T {
    match course {
        Course::DoIt => T("办理", "To be done"),
        Course::Pilot => T("试点", "Pilot"),
        Course::Direct => T("直接办理", "Done without a meeting"),
        Course::ReferUpward => T("转街镇", "Referred to street or town"),
        Course::OwnersDecide => T("业主共同决定", "Owners decide"),
    }
}

/// The name of what can be given.
pub fn resource(resource: Resource) -> T {
    match resource {
        Resource::People => T("人手", "People"),
        Resource::Money => T("资金", "Money"),
        Resource::Material => T("物资", "Material"),
        Resource::Skill => T("技能", "Skill"),
        Resource::Place => T("场地", "A place"),
    }
}

/// What a pilot has shown.
pub fn verdict(verdict: Verdict) -> T {
    match verdict {
        Verdict::Keep => T("试点成功，继续推广", "The pilot worked and goes on"),
        Verdict::End => T("试点终止", "The pilot ends"),
    }
}

/// To whom a matter was sent, and when.
pub fn referred(to: &str, sent: Date, language: Language) -> String {
    T("转给{} · {}", "to {} · on {}").with(language, &[&to, &date(sent, language)])
}

/// When they replied.
pub fn replied(received: Date, language: Language) -> String {
    T("{}收到", "received on {}").with(language, &[&date(received, language)])
}

const COST: T = T("花费 {} 元", "cost {} yuan");
/// In favour, of all: by head, then by floor.
const OWNERS: T = T(
    "业主 {} / {} 人、{} / {} 平方米同意",
    "owners in favour: {} of {}, {} of {} m²",
);
const ADOPTED: T = T("通过", "adopted");
const NOT_ADOPTED: T = T("未通过", "not adopted");
const NO_COST: T = T("没有花费", "no cost");

/// What belongs to a result, on one line; nothing where there is nothing.
pub fn result_facts(
    cost: Option<u32>,
    of_pilot: Option<Verdict>,
    owners: Option<OwnersVote>,
    language: Language,
) -> Option<String> {
    let mut facts = vec![];
    if let Some(of_pilot) = of_pilot {
        facts.push(verdict(of_pilot).of(language).to_owned());
    }
    if let Some(vote) = owners {
        let OwnersVote {
            heads,
            of_heads,
            area,
            of_area,
            adopted,
        } = vote;
        facts.push(OWNERS.with(language, &[&heads, &of_heads, &area, &of_area]));
        let outcome = if adopted { ADOPTED } else { NOT_ADOPTED };
        facts.push(outcome.of(language).to_owned());
    }
    match cost {
        Some(0) => facts.push(NO_COST.of(language).to_owned()),
        Some(yuan) => facts.push(COST.with(language, &[&yuan])),
        None => {}
    }
    (!facts.is_empty()).then(|| facts.join(" · "))
}
