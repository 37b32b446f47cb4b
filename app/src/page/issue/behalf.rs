//! A second entered for a neighbour (代录), by building leaders and the committee.

use domain::household::Household;
use domain::issue::SecondOnBehalf;
use domain::place::Plan;
use domain::{Command, Field, HouseholdId, IssueId, PersonId, Problem};
use leptos::prelude::*;

use super::read::use_plan;
use crate::component::{CommandForm, HeadingIsRead, SelectField, TextField, loaded_with};
use crate::context::new_id;
use crate::form::{Typed, wrong};
use crate::here::{element_id, here, slug};
use crate::read::{ReadHouseholds, use_read};
use crate::text::{household as household_text, issue as text, t, tf};
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
            let households = use_read(|| ReadHouseholds { slug: slug() });
            let plan = use_plan();
            loaded_with(households, plan, move |households, plan| {
                let options = household_options(&plan.unwrap_or_default(), &households);
                view! { <Form issue options refresh/> }
            })
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

/// Every household by its address. A building leader sees their own building first.
fn household_options(plan: &Plan, households: &[Household]) -> Vec<(String, String)> {
    let own = here().viewer.building.clone();
    let (nearest, others): (Vec<_>, Vec<_>) = households
        .iter()
        .partition(|household| Some(&household.building) == own.as_ref());
    let choose = (String::new(), t(text::CHOOSE).to_owned());
    std::iter::once(choose)
        .chain(nearest.into_iter().chain(others).map(|household| {
            let building = plan
                .building(&household.building)
                .map_or("", |building| building.name.as_str());
            (
                household.id.to_string(),
                tf(household_text::JOIN_FOR, &[&building, &household.room]),
            )
        }))
        .collect()
}

#[component]
fn Form(issue: IssueId, options: Vec<(String, String)>, refresh: Callback<()>) -> impl IntoView {
    // The same again is the same neighbour.
    let person = PersonId(new_id());
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
    view! {
        <CommandForm
            command
            on_done=move |_| refresh.run(())
            submit=t(text::BEHALF_DO)
            done=t(text::BEHALF_DONE)
        >
            <p class="muted">{t(text::BEHALF_LEAD)}</p>
            <SelectField field=Field::Household label=t(text::BEHALF_HOUSEHOLD) options id=element_id("household", issue)/>
            <TextField field=Field::Name label=t(text::BEHALF_NAME) id=element_id("name", issue)/>
        </CommandForm>
    }
}
