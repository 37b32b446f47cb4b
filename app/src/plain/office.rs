//! Who holds which office; and for whoever gives and ends offices, the forms to do it with.

use std::collections::BTreeMap;

use domain::office::{Holder, Offices};
use domain::organisation::{Kind, Organisation};
use domain::{BuildingId, Community, Language, Office, OrganisationId, PersonId, Role, Zone};
use leptos::prelude::*;

use super::{DEED, button, day, form, hidden, line, opens, refused, written};
use crate::form::Submitted;
use crate::text::{household, language, office as text, t, tf};
use crate::view::view;

/// The names of inputs besides those of [`Field`](domain::Field).
pub const PERSON: &str = "person";
pub const OFFICE: &str = "office";
pub const ROLE: &str = "role";
pub const INVITATION: &str = "invitation";
pub const ORGANISATION: &str = "organisation";
pub const KIND: &str = "kind";
/// Before the id of each building that is ticked.
pub const BUILDING: &str = "building-";
/// What is shown of an invitation that was just made.
pub const CODE: &str = "code";
pub const LINK: &str = "link";

/// What the forms of the page do.
pub const GRANT: &str = "grant";
pub const END: &str = "end";
pub const INVITE: &str = "invite";
pub const WITHDRAW: &str = "withdraw";
pub const ADD: &str = "add";
pub const RENAME: &str = "rename";
pub const END_ORGANISATION: &str = "end-organisation";

/// What the page is made of.
#[derive(Debug)]
pub struct Page<'p> {
    pub community: &'p Community,
    pub offices: Offices,
    /// Of the plan, in its order.
    pub buildings: Vec<(BuildingId, String)>,
    /// What whoever gives and ends offices is shown besides; nothing to anybody else.
    pub forms: Option<Forms>,
}

/// What was looked for, and by whom.
#[derive(Debug)]
pub struct Forms {
    pub viewer: Option<PersonId>,
    pub submitted: Submitted,
    /// What was typed into the search, and whom it found with their buildings.
    pub find: String,
    pub found: Vec<(PersonId, String, String)>,
    /// To whom an office is to be given, and what they are called.
    pub to: Option<(PersonId, String)>,
}

struct Names<'p> {
    language: Language,
    buildings: BTreeMap<&'p BuildingId, &'p str>,
    organisations: BTreeMap<OrganisationId, &'p str>,
}

impl Names<'_> {
    /// What a building is called; by its id where it has no name, or the plan has lost it.
    fn building(&self, id: &BuildingId) -> String {
        match self.buildings.get(id) {
            Some(name) if !name.is_empty() => (*name).to_owned(),
            Some(_) | None => id.0.clone(),
        }
    }

    fn buildings(&self, ids: &[BuildingId]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.building(id)).collect();
        names.join(domain::words::COMMA.of(self.language))
    }

    fn organisation(&self, id: OrganisationId) -> &str {
        self.organisations.get(&id).copied().unwrap_or_default()
    }

    /// An office with what it is held for.
    fn office(&self, office: &Office) -> String {
        let role = household::role(office.role()).of(self.language);
        match office {
            Office::BuildingLeader { buildings } => {
                format!("{role} · {}", self.buildings(buildings))
            }
            Office::Handler { organisation } => {
                format!("{role} · {}", self.organisation(*organisation))
            }
            Office::CommitteeWorker | Office::Secretary | Office::Supervisor => role.to_owned(),
        }
    }
}

/// An office in words, as an invitation says it.
pub fn office_name(
    office: &Office,
    offices: &Offices,
    buildings: &[(BuildingId, String)],
    language: Language,
) -> String {
    names(offices, buildings, language).office(office)
}

fn names<'p>(
    offices: &'p Offices,
    buildings: &'p [(BuildingId, String)],
    language: Language,
) -> Names<'p> {
    let buildings = buildings.iter().map(|(id, name)| (id, name.as_str()));
    let organisations = offices.organisations.iter();
    Names {
        language,
        buildings: buildings.collect(),
        organisations: organisations.map(|it| (it.id, it.name.as_str())).collect(),
    }
}

/// The page, below its heading.
pub fn html(page: &Page<'_>) -> String {
    let action = format!("/{}/officers", page.community.slug);
    let names = names(&page.offices, &page.buildings, language());
    let zone = &page.community.zone;
    let forms = page.forms.as_ref();
    let view = view! {
        {forms.map(|forms| refused(&forms.submitted))}
        {forms.and_then(|forms| made(&forms.submitted))}
        {holders(page, &names, &action)}
        {forms.map(|forms| grant(page, forms, &action))}
        {forms.map(|_| invitations(page, &names, zone, &action))}
        {organisations(page, &action)}
    };
    written(view)
}

/// The invitation that was just made.
fn made(submitted: &Submitted) -> Option<AnyView> {
    let link = submitted.typed.text(LINK);
    if submitted.refusal.is_some() || link.is_empty() {
        return None;
    }
    let (code, office) = (submitted.typed.text(CODE), submitted.typed.text(OFFICE));
    Some(view! {
        <section class="card stack" role="status">
            <h2 class="section__title">{t(text::INVITED)}</h2>
            <p>{tf(text::INVITED_LEAD, &[&office])}</p>
            <p><code>{link}</code></p>
            <p><b><code>{code}</code></b></p>
        </section>
    })
}

fn holders(page: &Page<'_>, names: &Names<'_>, action: &str) -> AnyView {
    let zone = &page.community.zone;
    let forms = page.forms.as_ref();
    let of = |role: Role| {
        let holders: Vec<&Holder> = page
            .offices
            .holders
            .iter()
            .filter(|it| it.role == role)
            .collect();
        if holders.is_empty() {
            return None;
        }
        let name = t(household::role(role));
        Some(view! {
            <section class="section">
                <h2 class="section__title">{name}</h2>
                <ul class="list list--lined">
                    {holders.into_iter().map(|it| holder(it, names, zone, forms, action)).collect_view()}
                </ul>
            </section>
        })
    };
    // The highest first.
    let all: Vec<AnyView> = Role::ALL.into_iter().rev().filter_map(of).collect();
    if all.is_empty() {
        return view! { <p class="empty">{t(text::NOBODY)}</p> };
    }
    all.into_any()
}

fn holder(
    it: &Holder,
    names: &Names<'_>,
    zone: &Zone,
    forms: Option<&Forms>,
    action: &str,
) -> AnyView {
    let what_for = match it.organisation {
        Some(organisation) => tf(text::ACTS_FOR, &[&names.organisation(organisation)]),
        None if it.buildings.is_empty() => String::new(),
        None => tf(text::LEADS, &[&names.buildings(&it.buildings)]),
    };
    // Nobody ends their own office of secretary.
    let own = |forms: &&Forms| it.role == Role::Secretary && forms.viewer == Some(it.person);
    let may = forms.filter(|forms| !own(forms));
    let end = may.map(|_| {
        let lead = tf(
            text::END_LEAD,
            &[&it.nickname, &t(household::role(it.role))],
        );
        let inside = view! {
            <p>{lead}</p>
            {hidden(PERSON, it.person.to_string())}
            {hidden(ROLE, it.role.code().to_owned())}
            {button(t(text::END), "btn btn--danger")}
        };
        opens(t(text::END), form(action, END, inside))
    });
    let facts = [
        it.building_name.clone(),
        what_for,
        tf(text::SINCE, &[&day(zone, it.since)]),
    ];
    view! {
        <li class="stack">
            <b dir="auto">{it.nickname.clone()}</b>
            <ul class="meta">
                {facts.into_iter().filter(|fact| !fact.is_empty()).map(|fact| view! { <li>{fact}</li> }).collect_view()}
            </ul>
            {end}
        </li>
    }
}

/// Which office: and for what, where it is held for something.
fn which(page: &Page<'_>, id: &str, submitted: &Submitted) -> AnyView {
    let live = page.offices.organisations.iter().filter(|it| !it.ended);
    let live: Vec<&Organisation> = live.collect();
    let mut roles = vec![
        Role::BuildingLeader,
        Role::CommitteeWorker,
        Role::Secretary,
        Role::Supervisor,
    ];
    if !live.is_empty() {
        roles.push(Role::Handler);
    }
    let chosen = submitted.typed.text(OFFICE);
    let choice = |role: Role| {
        let checked = chosen == role.code();
        view! {
            <label class="choice">
                <input type="radio" name=OFFICE value=role.code() required checked=checked/>
                <span class="choice__text">{t(household::role(role))}</span>
            </label>
        }
    };
    let tick = |(building, name): &(BuildingId, String)| {
        let input = format!("{BUILDING}{building}");
        let ticked = !submitted.typed.text(&input).is_empty();
        let name = if name.is_empty() {
            building.0.clone()
        } else {
            name.clone()
        };
        view! {
            <label class="choice">
                <input type="checkbox" name=input checked=ticked/>
                <span class="choice__text">{name}</span>
            </label>
        }
    };
    let organisation = submitted.typed.text(ORGANISATION);
    let select_id = format!("{id}-organisation");
    let select = (!live.is_empty()).then(|| {
        view! {
            <div class="field">
                <label class="field__label" for=select_id.clone()>{t(text::ORGANISATION)}</label>
                <select id=select_id name=ORGANISATION>
                    {live.iter().map(|it| {
                        let value = it.id.to_string();
                        let selected = value == organisation;
                        view! { <option value=value selected=selected>{it.name.clone()}</option> }
                    }).collect_view()}
                </select>
            </div>
        }
    });
    view! {
        <fieldset class="field">
            <legend class="field__label">{t(text::OFFICE)}</legend>
            <div class="choices choices--two">{roles.into_iter().map(choice).collect_view()}</div>
        </fieldset>
        <fieldset class="field">
            <legend class="field__label">{t(text::BUILDINGS)}</legend>
            <div class="choices choices--two">{page.buildings.iter().map(tick).collect_view()}</div>
        </fieldset>
        {select}
    }
}

fn grant(page: &Page<'_>, forms: &Forms, action: &str) -> AnyView {
    if let Some((person, nickname)) = &forms.to {
        let inside = view! {
            {hidden(PERSON, person.to_string())}
            {which(page, "grant", &forms.submitted)}
            {button(t(text::GRANT_DO), "btn btn--primary")}
        };
        return view! {
            <section class="section stack" id="grant">
                <h2 class="section__title">{tf(text::GRANT_TO, &[nickname])}</h2>
                {form(action, GRANT, inside)}
            </section>
        };
    }
    let found = (!forms.find.is_empty()).then(|| {
        if forms.found.is_empty() {
            return view! { <p>{t(text::FOUND_NONE)}</p> };
        }
        let one = |(person, nickname, building): &(PersonId, String, String)| {
            let href = format!("{action}?person={person}#grant");
            view! {
                <li>
                    <a class="row-link" href=href>
                        <span><span dir="auto">{nickname.clone()}</span>" "<small class="muted">{building.clone()}</small></span>
                    </a>
                </li>
            }
        };
        view! { <ul class="list list--lined">{forms.found.iter().map(one).collect_view()}</ul> }
    });
    view! {
        <section class="section stack" id="grant">
            <h2 class="section__title">{t(text::GRANT)}</h2>
            <form class="stack" method="get" action=format!("{action}#grant")>
                {line("find".to_owned(), "find", t(text::FIND), t(text::FIND_HINT), forms.find.clone())}
                {button(t(text::FIND_DO), "btn")}
            </form>
            {found}
        </section>
    }
}

fn invitations(page: &Page<'_>, names: &Names<'_>, zone: &Zone, action: &str) -> AnyView {
    let nothing = Submitted::default();
    let submitted = page.forms.as_ref().map(|forms| &forms.submitted);
    // What was typed into another form of the page says nothing here.
    let submitted = submitted.filter(|it| it.refusal.is_some() && it.typed.text(DEED) == INVITE);
    let inside = view! {
        <p>{t(text::INVITE_LEAD)}</p>
        {which(page, "invite", submitted.unwrap_or(&nothing))}
        {button(t(text::INVITE_DO), "btn btn--primary")}
    };
    let open = page.offices.open.iter().map(|it| {
        let inside = view! {
            {hidden(INVITATION, it.invitation.to_string())}
            {button(t(text::WITHDRAW), "btn btn--quiet")}
        };
        view! {
            <li class="stack">
                <b>{names.office(&it.office)}</b>
                <span class="muted">{tf(text::UNTIL, &[&day(zone, it.expires_at)])}</span>
                {form(action, WITHDRAW, inside)}
            </li>
        }
    });
    let open = (!page.offices.open.is_empty()).then(|| {
        view! {
            <h3>{t(text::OPEN)}</h3>
            <ul class="list list--lined">{open.collect_view()}</ul>
        }
    });
    view! {
        <section class="section stack">
            <h2 class="section__title">{t(text::INVITE)}</h2>
            {opens(t(text::INVITE), form(action, INVITE, inside))}
            {open}
        </section>
    }
}

fn organisations(page: &Page<'_>, action: &str) -> AnyView {
    let forms = page.forms.as_ref();
    if forms.is_none() && page.offices.organisations.is_empty() {
        return ().into_any();
    }
    let one = |it: &Organisation| {
        let change = (forms.is_some() && !it.ended).then(|| {
            let rename = view! {
                {hidden(ORGANISATION, it.id.to_string())}
                {line(format!("name-{}", it.id), "name", t(text::NAME), "", it.name.clone())}
                {button(t(text::RENAME), "btn")}
            };
            let end = view! {
                <p>{t(text::END_ORGANISATION_LEAD)}</p>
                {hidden(ORGANISATION, it.id.to_string())}
                {button(t(text::END_ORGANISATION), "btn btn--danger")}
            };
            view! {
                {opens(t(text::RENAME), form(action, RENAME, rename))}
                {opens(t(text::END_ORGANISATION), form(action, END_ORGANISATION, end))}
            }
        });
        let ended = it.ended.then(|| view! { <li>{t(text::ENDED)}</li> });
        view! {
            <li class="stack">
                <b dir="auto">{it.name.clone()}</b>
                <ul class="meta"><li>{t(text::kind(it.kind))}</li>{ended}</ul>
                {change}
            </li>
        }
    };
    let add = forms.map(|forms| {
        let typed = &forms.submitted.typed;
        let ours = forms.submitted.refusal.is_some() && typed.text(DEED) == ADD;
        let name = if ours { typed.text("name") } else { String::new() };
        let chosen = typed.text(KIND);
        let inside = view! {
            <div class="field">
                <label class="field__label" for="kind">{t(text::KIND)}</label>
                <select id="kind" name=KIND>
                    {Kind::ALL.into_iter().map(|kind| {
                        let selected = chosen == kind.code();
                        view! { <option value=kind.code() selected=selected>{t(text::kind(kind))}</option> }
                    }).collect_view()}
                </select>
            </div>
            {line("new-name".to_owned(), "name", t(text::NAME), "", name)}
            {button(t(text::ADD), "btn btn--primary")}
        };
        opens(t(text::ADD), form(action, ADD, inside))
    });
    view! {
        <section class="section stack">
            <h2 class="section__title">{t(text::ORGANISATIONS)}</h2>
            <p class="muted">{t(text::ORGANISATIONS_LEAD)}</p>
            <ul class="list list--lined">{page.offices.organisations.iter().map(one).collect_view()}</ul>
            {add}
        </section>
    }
}
