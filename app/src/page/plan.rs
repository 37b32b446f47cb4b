//! The plan with the open issues on it, and those in view as a list below. The committee names buildings here.

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
        <div class="section">{loaded(issues, |read| view! { <Located read/> })}</div>
    }
}

#[component]
fn Located(read: PlanIssues) -> impl IntoView {
    let PlanIssues {
        plan,
        points,
        cards,
    } = read;
    let here = here();
    let points: Vec<(u32, Point)> = points.iter().map(|(n, at)| (*n, at.point())).collect();
    let titles = cards.iter().map(|card| (card.number, card.title.clone()));
    let pins = pins(&here, &points, titles.collect());
    let plan = StoredValue::new(plan);
    // Without script it is the whole.
    let seen = RwSignal::new(None::<PlanView>);
    let chosen = RwSignal::new(None::<BuildingId>);
    let tap = here.may(Action::NameBuilding).then(|| {
        Callback::new(move |at: Point| {
            chosen.set(plan.with_value(|plan| plan.building_at(at).map(|b| b.id.clone())));
        })
    });
    let naming = tap.map(|_| view! { <Naming plan chosen/> });
    let list = move || {
        let numbers: Vec<u32> = seen.with(|seen| {
            let mut shown: Vec<u32> = vec![];
            for (number, at) in &points {
                if seen.is_none_or(|view| view.shows(*at)) {
                    shown.push(*number);
                }
            }
            shown
        });
        let (listed, others) = listed(&cards, &numbers);
        let shown = listed.len() + others.len();
        let words = if numbers.len() > shown {
            tf(text::PLAN_NEWEST, &[&shown, &numbers.len()])
        } else {
            let shown = u32::try_from(shown).unwrap_or(u32::MAX);
            tn(text::COUNT_ONE, text::COUNT_MANY, shown)
        };
        let others: Vec<AnyView> = others.into_iter().map(|number| {
            view! {
                <li><a class="row-link" href=here.issue(number)>{tf(text::NUMBER, &[&number])}</a></li>
            }
        }).collect();
        view! {
            <p class="muted" role="status">{words}</p>
            <CardList cards=listed level=3/>
            {(!others.is_empty()).then(|| view! { <ul class="list list--lined">{others}</ul> })}
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

/// Of the issues in view the newest as cards, and older ones, which came without one, by their numbers: the list is always as
/// good a way to them as the pins.
fn listed(cards: &[IssueCard], in_view: &[u32]) -> (Vec<IssueCard>, Vec<u32>) {
    let (mut listed, mut others) = (vec![], vec![]);
    for number in in_view.iter().take(LISTED) {
        match cards.iter().find(|card| card.number == *number) {
            Some(card) => listed.push(card.clone()),
            None => others.push(*number),
        }
    }
    (listed, others)
}

/// A pin for each spot: of one issue it leads to the issue, of several it says how many and leads nearer, or to the list.
fn pins(here: &Here, points: &[(u32, Point)], titles: Vec<(u32, String)>) -> Pins {
    let (numbers, all): (Vec<u32>, Vec<Point>) = points.iter().copied().unzip();
    let issues = here.to("/issues/");
    let title = move |number: u32| {
        let title = titles.iter().find(|(n, _)| *n == number);
        title.map_or_else(|| tf(text::NUMBER, &[&number]), |(_, title)| title.clone())
    };
    Pins::from(move |view: &PlanView| {
        let mut pins = vec![];
        for spot in spots(view, &all) {
            pins.push(match spot.points.as_slice() {
                [only] => Pin {
                    at: spot.at,
                    label: String::new(),
                    title: title(numbers[*only]),
                    href: Some(format!("{issues}{}", numbers[*only])),
                },
                many => Pin {
                    at: spot.at,
                    label: many.len().to_string(),
                    title: tf(text::SPOT_MANY, &[&many.len()]),
                    href: Some("#in-view".to_owned()),
                },
            });
        }
        pins
    })
}

/// For the committee: what the tapped building is called.
#[component]
fn Naming(plan: StoredValue<Plan>, chosen: RwSignal<Option<BuildingId>>) -> impl IntoView {
    let unnamed = move || {
        // Changes with the buildings that are named here.
        chosen.track();
        plan.with_value(|plan| plan.buildings.iter().filter(|b| b.name.is_empty()).count())
    };
    let form = move || {
        chosen.get().map(|building| {
            let name = plan.with_value(|plan| plan.building(&building).map(|b| b.name.clone()));
            let given = StoredValue::new(String::new());
            let named = building.clone();
            let command = move |typed: &Typed| {
                let name = typed.get(Field::Name);
                given.set_value(name.trim().to_owned());
                Ok(Command::NameBuilding(NameBuilding {
                    building: building.clone(),
                    name,
                }))
            };
            // The view stays where it is: hundreds may have to be named.
            let on_done = move |_| {
                plan.update_value(|plan| {
                    if let Some(building) = plan.buildings.iter_mut().find(|b| b.id == named) {
                        building.name = given.get_value();
                    }
                });
                chosen.set(None);
            };
            view! {
                <div class="card">
                    <CommandForm
                        command
                        on_done
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
            <p class="muted">
                {move || match unnamed() {
                    0 => t(text::NAME_HINT).to_owned(),
                    n => tf(text::NAME_HINT_UNNAMED, &[&n]),
                }}
            </p>
            {move || form()}
        </div>
    }
}
