//! Who belongs to a household and what was entered for it (代录), for those who live there; for the
//! committee, whom a household does not know, and who has joined in a building; for the committee
//! and supervisors, what was entered there.

use domain::issue::{ENTERED_MAX, OnBehalf};
use domain::membership::Housemate;
use domain::{BuildingId, Community, Field, PersonId};
use leptos::prelude::*;

use super::office::{CODE, LINK, PERSON};
use super::{DEED, button, day, form, hidden, line, opens, refused, written};
use crate::form::Submitted;
use crate::text::{membership as text, t, tf};
use crate::view::view;

/// What the forms of the page do.
pub const REPORT: &str = "report";
pub const CONFIRM: &str = "confirm";
pub const END: &str = "end";
pub const TAKE_BACK: &str = "take-back";
pub const LET_BACK: &str = "let-back";
/// The input that names an issue.
pub const ISSUE: &str = "issue";

/// What the page is made of.
#[derive(Debug)]
pub struct Page<'p> {
    pub community: &'p Community,
    pub viewer: PersonId,
    pub submitted: Submitted,
    /// Of the viewer's own household, themselves included; empty for whoever has none here.
    pub mates: Vec<Housemate>,
    /// What others entered for that household.
    pub entered: Vec<OnBehalf>,
    /// Whom a household does not know; for the committee.
    pub strangers: Vec<Housemate>,
    pub is_committee: bool,
    /// Those to choose from, with what they are called; none for whoever watches none.
    pub buildings: Vec<(BuildingId, String)>,
    /// The chosen one.
    pub watched: Option<Watched>,
}

/// A building that somebody looks at.
#[derive(Debug)]
pub struct Watched {
    pub building: BuildingId,
    /// Who has joined there; for the committee.
    pub members: Vec<Housemate>,
    pub entered: Vec<OnBehalf>,
}

/// The page, below its heading.
pub fn html(page: &Page<'_>) -> String {
    let action = format!("/{}/household", page.community.slug);
    let mates = (!page.mates.is_empty()).then(|| mates(page, &action));
    let entered = (!page.entered.is_empty()).then(|| {
        view! {
            <section class="section stack">
                <h2 class="section__title">{t(text::ENTERED_FOR_YOU)}</h2>
                <p>{t(text::ENTERED_LEAD)}</p>
                {on_behalf(page, &page.entered, &action, false)}
            </section>
        }
    });
    let watch = (!page.buildings.is_empty()).then(|| watch(page, &action));
    let view = view! {
        {refused(&page.submitted)}
        {return_slip(&page.submitted)}
        {mates}
        {entered}
        {watch}
    };
    written(view)
}

/// The slip that was just made, by which somebody comes back.
fn return_slip(submitted: &Submitted) -> Option<AnyView> {
    let link = submitted.typed.text(LINK);
    if submitted.refusal.is_some() || link.is_empty() {
        return None;
    }
    let code = submitted.typed.text(CODE);
    let drawn = domain::paper::qr(&link, t(text::RETURN_QR)).unwrap_or_default();
    Some(view! {
        <section class="card stack" role="status">
            <h2 class="section__title">{t(text::RETURN_SLIP)}</h2>
            <p>{t(text::RETURN_SLIP_LEAD)}</p>
            <div class="setup__qr" inner_html=drawn></div>
            <p><b><code>{code}</code></b></p>
        </section>
    })
}

/// Who entered what for whom; the committee takes back what was a mistake.
fn on_behalf(page: &Page<'_>, entered: &[OnBehalf], action: &str, with_room: bool) -> AnyView {
    let one = |one: &OnBehalf| {
        let OnBehalf { entered, by, open } = one;
        let number = entered.issue.number;
        let by = if by.is_empty() {
            t(text::SOMEBODY_GONE)
        } else {
            by.as_str()
        };
        let mut facts = vec![tf(
            text::ENTERED_BY,
            &[&by, &day(&page.community.zone, entered.at)],
        )];
        if with_room {
            facts.insert(0, format!("{} {}", entered.building_name, entered.room));
        }
        let take_back = (page.is_committee && *open).then(|| {
            let inside = view! {
                <p>{tf(text::TAKE_BACK_LEAD, &[&entered.name, &number])}</p>
                {hidden(PERSON, entered.person.to_string())}
                {hidden(ISSUE, entered.issue.id.to_string())}
                {button(t(text::TAKE_BACK), "btn")}
            };
            opens(t(text::TAKE_BACK), form(action, TAKE_BACK, inside))
        });
        let issue = format!("/{}/issues/{number}", page.community.slug);
        let words = tf(text::ENTERED_ISSUE, &[&number, &entered.issue.title]);
        view! {
            <li class="stack">
                <p><b dir="auto">{entered.name.clone()}</b>" "<a href=issue dir="auto">{words}</a></p>
                <ul class="meta">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
                {take_back}
            </li>
        }
    };
    let more = entered.len() >= ENTERED_MAX as usize;
    let more =
        more.then(|| view! { <p class="muted">{tf(text::ENTERED_MOST, &[&ENTERED_MAX])}</p> });
    view! {
        <ul class="list list--lined">{entered.iter().map(one).collect_view()}</ul>
        {more}
    }
}

/// What stands under a name.
fn facts(page: &Page<'_>, mate: &Housemate, with_room: bool) -> AnyView {
    let zone = &page.community.zone;
    let mut facts = vec![];
    if with_room {
        facts.push(format!("{} {}", mate.building_name, mate.room));
    }
    facts.push(tf(text::JOINED, &[&day(zone, mate.joined_at)]));
    if mate.person == page.viewer {
        facts.push(t(text::YOU).to_owned());
    }
    view! { <ul class="meta">{facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul> }
}

fn mates(page: &Page<'_>, action: &str) -> AnyView {
    let one = |mate: &Housemate| {
        let report = if mate.person == page.viewer {
            ().into_any()
        } else if mate.reported_at.is_some() {
            view! { <p class="muted">{t(text::REPORTED)}</p> }
        } else {
            let inside = view! {
                <p>{t(text::REPORT_LEAD)}</p>
                {hidden(PERSON, mate.person.to_string())}
                {button(t(text::REPORT), "btn")}
            };
            opens(t(text::REPORT), form(action, REPORT, inside))
        };
        view! {
            <li class="stack">
                <b dir="auto">{mate.nickname.clone()}</b>
                {facts(page, mate, false)}
                {report}
            </li>
        }
    };
    view! {
        <section class="section stack">
            <p>{t(text::LEAD)}</p>
            <ul class="list list--lined">{page.mates.iter().map(one).collect_view()}</ul>
        </section>
    }
}

fn watch(page: &Page<'_>, action: &str) -> AnyView {
    let one = |mate: &Housemate| {
        let confirm = mate.reported_at.map(|at| {
            let inside = view! {
                <p class="muted">{tf(text::SINCE, &[&day(&page.community.zone, at)])}</p>
                {hidden(PERSON, mate.person.to_string())}
                {button(t(text::CONFIRM), "btn")}
            };
            form(action, CONFIRM, inside)
        });
        let typed = &page.submitted.typed;
        let ours = typed.text(DEED) == END && typed.text(PERSON) == mate.person.to_string();
        let reason = if ours {
            typed.get(Field::Reason)
        } else {
            String::new()
        };
        let id = format!("reason-{}", mate.person);
        let end = view! {
            <p>{tf(text::END_LEAD, &[&mate.nickname])}</p>
            {hidden(PERSON, mate.person.to_string())}
            {line(id, Field::Reason.name(), t(text::REASON), "", reason)}
            {button(t(text::END), "btn btn--danger")}
        };
        let end = (mate.person != page.viewer).then(|| opens(t(text::END), form(action, END, end)));
        let let_back = view! {
            <p>{tf(text::LET_BACK_LEAD, &[&mate.nickname])}</p>
            {hidden(PERSON, mate.person.to_string())}
            {button(t(text::LET_BACK), "btn")}
        };
        let let_back = (mate.person != page.viewer)
            .then(|| opens(t(text::LET_BACK), form(action, LET_BACK, let_back)));
        view! {
            <li class="stack">
                <b dir="auto">{mate.nickname.clone()}</b>
                {facts(page, mate, true)}
                {confirm}
                {let_back}
                {end}
            </li>
        }
    };
    let strangers = (!page.strangers.is_empty()).then(|| {
        view! {
            <section class="section stack">
                <h2 class="section__title">{t(text::STRANGERS)}</h2>
                <ul class="list list--lined">{page.strangers.iter().map(one).collect_view()}</ul>
            </section>
        }
    });
    let chosen = page.watched.as_ref();
    let members = chosen.filter(|_| page.is_committee).map(|watched| {
        if watched.members.is_empty() {
            return view! { <p>{t(text::NOBODY)}</p> };
        }
        view! { <ul class="list list--lined">{watched.members.iter().map(one).collect_view()}</ul> }
    });
    let entered = chosen.map(|watched| {
        let entered = if watched.entered.is_empty() {
            view! { <p>{t(text::NOTHING_ENTERED)}</p> }
        } else {
            on_behalf(page, &watched.entered, action, true)
        };
        // For whoever sees nothing else here it is what the section is called.
        let title = page.is_committee.then(|| {
            view! { <h3 class="section__title">{t(text::ENTERED)}</h3> }
        });
        view! {
            {title}
            {entered}
        }
    });
    let option = |(id, name): &(BuildingId, String)| {
        let selected = chosen.is_some_and(|chosen| chosen.building == *id);
        view! { <option value=id.0.clone() selected=selected>{name.clone()}</option> }
    };
    let title = if page.is_committee {
        text::MEMBERS_AND_ENTERED
    } else {
        text::ENTERED
    };
    view! {
        {strangers}
        <section class="section stack" id="members">
            <h2 class="section__title">{t(title)}</h2>
            <form class="stack" method="get" action=format!("{action}#members")>
                <div class="field">
                    <label class="field__label" for="building">{t(text::BUILDING)}</label>
                    <select id="building" name="building">{page.buildings.iter().map(option).collect_view()}</select>
                </div>
                {button(t(text::SHOW), "btn")}
            </form>
            {members}
            {entered}
        </section>
    }
}
