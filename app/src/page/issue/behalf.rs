//! A second entered for a neighbour (代录), by building leaders and the committee.

use domain::household::Household;
use domain::issue::SecondOnBehalf;
use domain::place::Plan;
use domain::{BuildingId, Command, Field, HouseholdId, IssueId, PersonId, Problem};
use leptos::prelude::*;

use super::read::use_plan;
use crate::component::{CommandForm, HeadingIsRead, SelectField, TextField, loaded};
use crate::context::new_id;
use crate::form::{Typed, wrong};
use crate::here::{element_id, here, slug};
use crate::read::{ReadHouseholds, use_read};
use crate::text::{issue as text, t};
use crate::view::view;

/// The form, folded away. It needs a script anyway, so the register is read only once somebody
/// unfolds it.
#[component]
pub fn BehalfForm(
    issue: IssueId,
    unfolded: RwSignal<bool>,
    refresh: Callback<()>,
) -> impl IntoView {
    // What goes wrong here is not the page's heading.
    provide_context(HeadingIsRead(false));
    let form = move || {
        unfolded.get().then(|| {
            let plan = use_plan();
            loaded(plan, move |plan| view! { <Form issue plan refresh/> })
        })
    };
    view! {
        <details class="card" open=unfolded.get_untracked() on:toggle=move |_| {
            // Folding it again keeps what is typed.
            if !unfolded.get_untracked() {
                unfolded.set(true);
            }
        }>
            <summary>{t(text::BEHALF)}</summary>
            {move || form()}
        </details>
    }
}

/// The buildings; one without a name under its id, so that none is nameless.
fn building_options(plan: &Plan) -> Vec<(String, String)> {
    let choose = (String::new(), t(text::BEHALF_FIRST).to_owned());
    let buildings = plan.buildings.iter().map(|building| {
        let id = building.id.to_string();
        let words = if building.name.is_empty() {
            id.clone()
        } else {
            building.name.clone()
        };
        (id, words)
    });
    std::iter::once(choose).chain(buildings).collect()
}

fn household_options(households: &[Household]) -> Vec<(String, String)> {
    let choose = (String::new(), t(text::CHOOSE).to_owned());
    let households = households.iter();
    let households = households.map(|household| (household.id.to_string(), household.room.clone()));
    std::iter::once(choose).chain(households).collect()
}

#[component]
fn Form(issue: IssueId, plan: Plan, refresh: Callback<()>) -> impl IntoView {
    // The same again is the same neighbour.
    let person = PersonId(new_id());
    // A building leader begins at home.
    let own = here().viewer.building.clone();
    let building = RwSignal::new(own.unwrap_or(BuildingId(String::new())));
    let households = use_read(move || ReadHouseholds {
        slug: slug(),
        building: building.get(),
    });
    let command = move |typed: Typed| {
        let household: HouseholdId = typed
            .get(Field::Household)
            .parse()
            .map_err(|_| wrong(Field::Household, Problem::Missing))?;
        Ok(Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person,
            household,
            name: typed.get(Field::Name),
        }))
    };
    let buildings = building_options(&plan).into_iter().map(move |(id, words)| {
        let selected = building.with_untracked(|building| building.0 == id);
        view! { <option value=id selected=selected>{words}</option> }
    });
    let id = element_id("building", issue);
    view! {
        <CommandForm
            command
            on_done=move |_| refresh.run(())
            submit=t(text::BEHALF_DO)
            done=t(text::BEHALF_DONE)
        >
            <p class="muted">{t(text::BEHALF_LEAD)}</p>
            <div class="field">
                <label class="field__label" for=id.clone()>{t(text::BUILDING)}</label>
                <select id=id on:change=move |event| building.set(BuildingId(event_target_value(&event)))>
                    {buildings.collect_view()}
                </select>
            </div>
            {loaded(households, move |households: Vec<Household>| view! {
                <SelectField
                    field=Field::Household
                    label=t(text::BEHALF_HOUSEHOLD)
                    options=household_options(&households)
                    id=element_id("household", issue)
                />
            })}
            <TextField field=Field::Name label=t(text::BEHALF_NAME) id=element_id("name", issue)/>
        </CommandForm>
    }
}
