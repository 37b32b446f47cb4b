//! A second entered for a neighbour (代录), by building leaders and the committee.

use domain::issue::SecondOnBehalf;
use domain::{Command, Field, HouseholdId, IssueId, PersonId, Problem};
use leptos::prelude::*;

use crate::component::{CommandForm, SelectField, TextField, Typed, loaded, wrong};
use crate::context::new_id;
use crate::read::{self, use_read};
use crate::route::{element_id, here};
use crate::text::{issue as text, people, t, tf};

/// The form, folded away.
#[component]
pub fn BehalfForm(issue: IssueId, refresh: Callback<()>) -> impl IntoView {
    let households = use_read(
        || (),
        |()| here().copy_name("households"),
        |()| read::households(here().community.slug.clone()),
    );
    let plan = super::show::use_plan();
    let form = loaded(households, move |households| {
        let households = StoredValue::new(households);
        loaded(plan, move |plan| {
            // A building leader sees their own building first.
            let own = here().viewer.building.clone();
            let mut rows: Vec<(bool, String, String)> = households.with_value(|all| {
                all.iter()
                    .map(|household| {
                        let building = plan
                            .building(&household.building)
                            .map_or("", |b| b.name.as_str());
                        (
                            Some(&household.building) != own.as_ref(),
                            household.id.to_string(),
                            tf(people::JOIN_FOR, &[&building, &household.room]),
                        )
                    })
                    .collect()
            });
            rows.sort_by_key(|row| row.0);
            let choose = (String::new(), t(text::CHOOSE).to_owned());
            let options = std::iter::once(choose)
                .chain(rows.into_iter().map(|(_, id, words)| (id, words)))
                .collect();
            view! {
                <CommandForm
                    command=move |typed: &Typed| {
                        let household: HouseholdId = typed.get(Field::Household).parse()
                            .map_err(|_| wrong(Field::Household, Problem::Missing))?;
                        Ok(Command::SecondOnBehalf(SecondOnBehalf {
                            issue,
                            person: PersonId(new_id()),
                            household,
                            name: typed.get(Field::Nickname),
                        }))
                    }
                    on_done=move |_| refresh.run(())
                    submit=t(text::BEHALF_DO)
                    done=t(text::BEHALF_DONE)
                >
                    <p class="muted">{t(text::BEHALF_LEAD)}</p>
                    <SelectField field=Field::Household label=t(text::BEHALF_HOUSEHOLD) options id=element_id("household", issue)/>
                    <TextField field=Field::Nickname label=t(text::BEHALF_NAME) id=element_id("name", issue)/>
                </CommandForm>
            }
        })
    });
    view! { <details class="card"><summary>{t(text::BEHALF)}</summary>{form}</details> }
}
