//! The plan with the open issues on it, and the newest of those in view as a list below. The committee names buildings here.

use std::collections::BTreeMap;

use domain::issue::IssueCard;
use domain::place::{NameBuilding, Pin, Plan, PlanView, Point, spots};
use domain::{Action, BuildingId, Command, Field};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::component::{
    CardList, CommandForm, EstatePlan, Icon, IconKind, Pins, TextField, Typed, loaded,
};
use crate::read::{PlanIssues, ReadPlanIssues, use_read};
use crate::route::{Here, here};
use crate::text::common::TWOLINE;
use crate::text::{issue as text, t, tf, tn};
use crate::view::view;

/// Issues listed at most; who looks for more goes nearer, or to the feed.
const LISTED: usize = 20;

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let issues = use_read(|| ReadPlanIssues {
        slug: here().community.slug.clone(),
    });
    view! {
        <Title text=format!("{} · {}", t(text::PLAN), t(TWOLINE))/>
        <div class="section__head">
            <h1 class="title">{t(text::PLAN)}</h1>
            <a class="btn" href=here().to("/issues")><Icon kind=IconKind::List/> {t(text::LIST)}</a>
        </div>
        <div class="section">
            {loaded(issues, move |read| {
                view! { <Located read refresh=Callback::new(move |()| issues.refetch())/> }
            })}
        </div>
    }
}

#[component]
fn Located(read: PlanIssues, refresh: Callback<()>) -> impl IntoView {
    let PlanIssues {
        plan,
        points,
        cards,
    } = read;
    let here = here();
    let places: BTreeMap<u32, Point> = points.iter().map(|(n, at)| (*n, at.point())).collect();
    let titles = cards.iter().map(|card| (card.number, card.title.clone()));
    let pins = pins(&here, &points_of(&points), titles.collect());
    let plan = StoredValue::new(plan);
    // Without script it is the whole.
    let seen = RwSignal::new(None::<PlanView>);
    let chosen = RwSignal::new(None::<BuildingId>);
    let tap = here.may(Action::NameBuilding).then(|| {
        Callback::new(move |at: Point| {
            chosen.set(plan.with_value(|plan| plan.building_at(at).map(|b| b.id.clone())));
        })
    });
    let naming = tap
        .is_some()
        .then(|| view! { <Naming plan chosen refresh/> });
    let list = move || {
        let in_view = |number: u32| {
            let at = places.get(&number);
            seen.with(|seen| match (seen, at) {
                (Some(view), Some(at)) => view.shows(*at),
                _ => true,
            })
        };
        let total = places.keys().filter(|number| in_view(**number)).count();
        let listed = cards
            .iter()
            .filter(|card| in_view(card.number))
            .take(LISTED);
        let listed: Vec<IssueCard> = listed.cloned().collect();
        let words = if total > listed.len() {
            tf(text::PLAN_NEWEST, &[&listed.len(), &total])
        } else {
            let total = u32::try_from(total).unwrap_or(u32::MAX);
            tn(text::COUNT_ONE, text::COUNT_MANY, total)
        };
        view! {
            <p class="muted" role="status">{words}</p>
            <CardList cards=listed level=3/>
        }
    };
    view! {
        <EstatePlan
            plan
            label=t(text::PLAN_LABEL)
            pins
            selected=chosen
            on_tap=tap
            zoom=true
            on_view=Callback::new(move |view| seen.set(Some(view)))
        />
        {naming}
        <section class="section stack" id="in-view">
            <h2 class="section__title">{t(text::IN_VIEW)}</h2>
            {move || list()}
        </section>
    }
}

fn points_of(points: &[(u32, domain::issue::Near)]) -> Vec<(u32, Point)> {
    points.iter().map(|(n, at)| (*n, at.point())).collect()
}

/// A pin for each spot: of one issue it leads to the issue, of several it says how many and leads nearer, or to the list.
fn pins(here: &Here, points: &[(u32, Point)], titles: BTreeMap<u32, String>) -> Pins {
    let (numbers, all): (Vec<u32>, Vec<Point>) = points.iter().copied().unzip();
    let addresses: Vec<String> = numbers.iter().map(|number| here.issue(*number)).collect();
    Pins::from(move |view: &PlanView| {
        let spots = spots(view, &all).into_iter();
        let pin = |spot: domain::place::Spot| match spot.points.as_slice() {
            [only] => {
                let number = numbers[*only];
                Pin {
                    at: spot.at,
                    label: String::new(),
                    title: titles
                        .get(&number)
                        .cloned()
                        .unwrap_or_else(|| tf(text::NUMBER, &[&number])),
                    href: Some(addresses[*only].clone()),
                }
            }
            many => Pin {
                at: spot.at,
                label: many.len().to_string(),
                title: tf(text::SPOT_MANY, &[&many.len()]),
                href: Some("#in-view".to_owned()),
            },
        };
        spots.map(pin).collect()
    })
}

/// For the committee: what the tapped building is called.
#[component]
fn Naming(
    plan: StoredValue<Plan>,
    chosen: RwSignal<Option<BuildingId>>,
    refresh: Callback<()>,
) -> impl IntoView {
    let unnamed =
        plan.with_value(|plan| plan.buildings.iter().filter(|b| b.name.is_empty()).count());
    let form = move || {
        chosen.get().map(|building| {
            let name = plan.with_value(|plan| plan.building(&building).map(|b| b.name.clone()));
            let command = move |typed: &Typed| {
                Ok(Command::NameBuilding(NameBuilding {
                    building: building.clone(),
                    name: typed.get(Field::Name),
                }))
            };
            view! {
                <div class="card">
                    <CommandForm
                        command
                        on_done=move |_| refresh.run(())
                        submit=t(crate::text::common::SAVE)
                        done=t(text::NAMED)
                        on_cancel=Callback::new(move |()| chosen.set(None))
                    >
                        <TextField field=Field::Name label=t(text::BUILDING_NAME) hint=t(text::BUILDING_NAME_HINT) value=name.unwrap_or_default()/>
                    </CommandForm>
                </div>
            }
        })
    };
    view! {
        <div class="section stack">
            <p class="muted">{if unnamed == 0 { t(text::NAME_HINT).to_owned() } else { tf(text::NAME_HINT_UNNAMED, &[&unnamed]) }}</p>
            {move || form()}
        </div>
    }
}
