//! Who belongs to a household, for those who live there; and for the committee, whom a household
//! does not know, and who has joined in a building.

use domain::membership::Housemate;
use domain::{BuildingId, Community, Field, PersonId};
use leptos::prelude::*;

use super::office::PERSON;
use super::{DEED, button, day, form, hidden, line, opens, refused, written};
use crate::form::Submitted;
use crate::text::{membership as text, t, tf};
use crate::view::view;

/// What the forms of the page do.
pub const REPORT: &str = "report";
pub const CONFIRM: &str = "confirm";
pub const END: &str = "end";

/// What the page is made of.
#[derive(Debug)]
pub struct Page<'p> {
    pub community: &'p Community,
    pub viewer: PersonId,
    pub submitted: Submitted,
    /// Of the viewer's own household, themselves included; empty for whoever has none here.
    pub mates: Vec<Housemate>,
    /// What the committee is shown besides.
    pub committee: Option<Committee>,
}

/// What the committee looks at.
#[derive(Debug)]
pub struct Committee {
    pub strangers: Vec<Housemate>,
    pub buildings: Vec<(BuildingId, String)>,
    /// The chosen one, and who has joined there.
    pub building: Option<(BuildingId, Vec<Housemate>)>,
}

/// The page, below its heading.
pub fn html(page: &Page<'_>) -> String {
    let action = format!("/{}/household", page.community.slug);
    let mates = (!page.mates.is_empty()).then(|| mates(page, &action));
    let committee = page.committee.as_ref();
    let view = view! {
        {refused(&page.submitted)}
        {mates}
        {committee.map(|committee| members(page, committee, &action))}
    };
    written(view)
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

fn members(page: &Page<'_>, committee: &Committee, action: &str) -> AnyView {
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
        view! {
            <li class="stack">
                <b dir="auto">{mate.nickname.clone()}</b>
                {facts(page, mate, true)}
                {confirm}
                {end}
            </li>
        }
    };
    let strangers = (!committee.strangers.is_empty()).then(|| view! {
        <section class="section stack">
            <h2 class="section__title">{t(text::STRANGERS)}</h2>
            <ul class="list list--lined">{committee.strangers.iter().map(one).collect_view()}</ul>
        </section>
    });
    let chosen = committee.building.as_ref();
    let found = chosen.map(|(_, mates)| {
        if mates.is_empty() {
            return view! { <p>{t(text::NOBODY)}</p> };
        }
        view! { <ul class="list list--lined">{mates.iter().map(one).collect_view()}</ul> }
    });
    let option = |(id, name): &(BuildingId, String)| {
        let selected = chosen.is_some_and(|(chosen, _)| chosen == id);
        let words = if name.is_empty() {
            id.0.clone()
        } else {
            name.clone()
        };
        view! { <option value=id.0.clone() selected=selected>{words}</option> }
    };
    view! {
        {strangers}
        <section class="section stack" id="members">
            <h2 class="section__title">{t(text::MEMBERS)}</h2>
            <form class="stack" method="get" action=format!("{action}#members")>
                <div class="field">
                    <label class="field__label" for="building">{t(text::BUILDING)}</label>
                    <select id="building" name="building">{committee.buildings.iter().map(option).collect_view()}</select>
                </div>
                {button(t(text::SHOW), "btn")}
            </form>
            {found}
        </section>
    }
}
