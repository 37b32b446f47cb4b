//! The plan with the open issues on it, and those in view as a list below. The committee names
//! buildings here.

use domain::issue::{IssueCard, Status};
use std::time::Duration;

use domain::place::{NameBuilding, Pin, Plan, PlanView, Point, spots, unpack};
use domain::words::escape;
use domain::{Action, BuildingId, Command, Field};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::component::{
    CardList, CommandForm, EstatePlan, Icon, IconKind, IssueStatus, TextField, category_drawing,
    focus, loaded,
};
use crate::form::Typed;
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{PlanIssues, ReadPlanIssues, use_read};
use crate::text::{issue as issue_text, place as text, t, tf, tn};
use crate::view::view;

/// Issues listed at most in one view; who looks for more goes nearer, or to the feed.
const LISTED: usize = 20;
/// The list follows once the plan has come to rest: both at once would make it stutter.
const REST: Duration = Duration::from_millis(200);

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let issues = use_read(|| ReadPlanIssues { slug: slug() });
    view! {
        <Title text=window_title(t(text::PLAN))/>
        <div class="section__head">
            <h1 class="title">{t(text::PLAN)}</h1>
            <a class="btn" href=here().to("/issues")><Icon kind=IconKind::List/> {t(issue_text::LIST)}</a>
        </div>
        <div class="section">{loaded(issues, |read| view! { <Located read/> })}</div>
    }
}

#[component]
fn Located(read: PlanIssues) -> impl IntoView {
    let PlanIssues {
        plan,
        numbers,
        points,
        cards,
        total,
        ground,
        credit,
    } = read;
    let here = here();
    let points: Vec<(u32, Point)> = numbers.into_iter().zip(unpack(&points)).collect();
    let pins = Callback::new(pins(here.to("/issues/"), &points, cards.clone()));
    let preview = RwSignal::new(None::<IssueCard>);
    #[cfg(feature = "hydrate")]
    let look = {
        let cards = cards.clone();
        move |event: leptos::ev::MouseEvent| {
            let number = browser::tapped(&event);
            let card = number.and_then(|number| cards.iter().find(|card| card.number == number));
            if let Some(card) = card {
                event.prevent_default();
                preview.set(Some(card.clone()));
                focus(PREVIEW.to_owned());
            }
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let look = |_: leptos::ev::MouseEvent| ();
    let located = u32::try_from(points.len()).unwrap_or(u32::MAX);
    let left_out = (total > located).then(|| {
        let href = here.to("/issues");
        view! {
            <p class="message"><Icon kind=IconKind::Info/><span>
                {tf(text::PLAN_LEFT_OUT, &[&located, &total])} " " <a href=href>{t(issue_text::FEED)}</a>
            </span></p>
        }
    });
    let plan = StoredValue::new(plan);
    // Without script it is the whole.
    let seen = RwSignal::new(None::<PlanView>);
    let latest = StoredValue::new(None::<PlanView>);
    let on_view = move |view: PlanView| {
        // Of the whole nothing changes that is there already.
        if view.zoom() <= 1.0 && seen.with_untracked(Option::is_none) {
            return;
        }
        latest.set_value(Some(view));
        let rests = move || {
            if latest.try_get_value().flatten() == Some(view) {
                seen.set(Some(view));
            }
        };
        set_timeout(rests, REST);
    };
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
        let words = if numbers.is_empty() {
            t(if points.is_empty() {
                text::PLAN_EMPTY
            } else {
                text::VIEW_EMPTY
            })
            .to_owned()
        } else if numbers.len() > shown {
            tf(text::PLAN_NEWEST, &[&shown, &numbers.len()])
        } else {
            let shown = u32::try_from(shown).unwrap_or(u32::MAX);
            tn(issue_text::COUNT_ONE, issue_text::COUNT_MANY, shown)
        };
        let others: Vec<AnyView> = others.into_iter().map(|number| {
            view! {
                <li><a class="row-link" href=here.issue(number)>{tf(issue_text::NUMBER, &[&number])}</a></li>
            }
        }).collect();
        view! {
            <p class="muted" role="status">{words}</p>
            <CardList cards=listed level=3/>
            {(!others.is_empty()).then(|| view! { <ul class="list list--lined">{others}</ul> })}
        }
    };
    view! {
        <div class="beside">
            <div class="beside__stays">
                <div on:click=look>
                    <EstatePlan
                        plan
                        label=t(text::PLAN_LABEL)
                        pins
                        selected=chosen
                        on_tap=tap
                        zoom=true
                        on_view=Callback::new(on_view)
                        ground
                    />
                </div>
                <p class="muted plan__credit">{credit}</p>
                <Key/>
                <div id=PREVIEW tabindex="-1">{move || preview.get().map(|card| view! { <Preview card preview/> })}</div>
                {left_out}
                {naming}
            </div>
            <section class="section stack" id="in-view">
                <h2 class="section__title">{t(text::IN_VIEW)}</h2>
                {move || list()}
            </section>
        </div>
    }
}

/// The id of the place where an issue is shown that was tapped on the plan.
const PREVIEW: &str = "preview";

/// How the pin of an issue looks, by its status.
fn pin_class(status: Status) -> &'static str {
    match status {
        Status::Filed => "plan-pin--filed",
        Status::Accepted | Status::Returned => "plan-pin--accepted",
        Status::InWork | Status::Appraisal => "plan-pin--work",
        Status::OnAgenda => "plan-pin--agenda",
        Status::Deferred => "plan-pin--deferred",
        Status::Decided | Status::Declined | Status::Withdrawn | Status::Closed => "plan-pin--over",
    }
}

/// What the looks of pins mean.
#[component]
fn Key() -> impl IntoView {
    let key = [
        Status::Filed,
        Status::Accepted,
        Status::OnAgenda,
        Status::InWork,
        Status::Deferred,
    ];
    let key = key.map(|status| {
        let pin = [
            "<g class=\"plan-pin ",
            pin_class(status),
            "\"><circle/></g>",
        ]
        .concat();
        view! {
            <li>
                <svg viewBox="-14 -14 28 28" aria-hidden="true" inner_html=pin></svg>
                {t(issue_text::status(status))}
            </li>
        }
    });
    view! { <ul class="plan__key muted" aria-label=t(text::KEY)>{key.into_iter().collect_view()}</ul> }
}

/// The issue whose pin was tapped, before one goes there.
#[component]
fn Preview(card: IssueCard, preview: RwSignal<Option<IssueCard>>) -> impl IntoView {
    let here = here();
    let photo = card.photo.map(|photo| {
        view! { <img class="issue-card__photo" src=here.small_photo(photo) alt="" width="80" height="80"/> }
    });
    view! {
        <div class="card issue-card plan__preview">
            {photo}
            <div class="issue-card__text">
                <p class="issue-card__title" dir="auto">{card.title}</p>
                <ul class="meta">
                    <li>{t(issue_text::category(card.category))}</li>
                    <li>{tn(issue_text::SECONDS_ONE, issue_text::SECONDS_MANY, card.seconds)}</li>
                </ul>
            </div>
            <div class="issue-card__foot">
                <IssueStatus status=card.status decision=card.decision/>
                <a class="btn btn--primary" href=here.issue(card.number)>{t(text::OPEN)}</a>
                <button class="btn" type="button" on:click=move |_| preview.set(None)>{t(text::CLOSE)}</button>
            </div>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::ev::MouseEvent;
    use web_sys::Element;
    use web_sys::wasm_bindgen::JsCast;

    /// The number of the issue whose pin was tapped. A movement of the plan ends with a click that
    /// is none.
    pub fn tapped(event: &MouseEvent) -> Option<u32> {
        if event.default_prevented() {
            return None;
        }
        let tapped: Element = event.target()?.dyn_into().ok()?;
        let pin = tapped.closest("a").ok()??;
        pin.get_attribute("href")?.rsplit('/').next()?.parse().ok()
    }
}

/// Of the issues in view the newest as cards, and older ones, which came without one, by their
/// numbers: the list is always as good a way to them as the pins.
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

/// A pin for each spot: of one issue it leads to the issue, of several it says how many and leads
/// nearer, or to the list.
fn pins(
    issues: String,
    points: &[(u32, Point)],
    cards: Vec<IssueCard>,
) -> impl Fn(PlanView) -> Vec<Pin> + Send + Sync + 'static {
    let (numbers, all): (Vec<u32>, Vec<Point>) = points.iter().copied().unzip();
    // What is known of an issue is read aloud, and seen: its category and where it stands.
    let single = move |at: Point, number: u32| {
        let href = Some(format!("{issues}{number}"));
        let Some(card) = cards.iter().find(|card| card.number == number) else {
            return Pin {
                at,
                label: String::new(),
                title: tf(issue_text::NUMBER, &[&number]),
                href,
                icon: "",
                class: "",
            };
        };
        let category = t(issue_text::category(card.category));
        let status = t(issue_text::status(card.status));
        Pin {
            at,
            label: String::new(),
            title: [card.title.as_str(), category, status].join(" · "),
            href,
            icon: category_drawing(card.category),
            class: pin_class(card.status),
        }
    };
    move |view: PlanView| {
        let mut pins = vec![];
        for spot in spots(&view, &all) {
            pins.push(match spot.points.as_slice() {
                [only] => single(spot.at, numbers[*only]),
                many => Pin {
                    at: spot.at,
                    label: many.len().to_string(),
                    title: tf(text::SPOT_MANY, &[&many.len()]),
                    href: Some("#in-view".to_owned()),
                    icon: "",
                    class: "",
                },
            });
        }
        pins
    }
}

/// The buildings as options of a list, those without a name first, as HTML: a thousand elements of
/// their own would make a slow page.
fn buildings(plan: &Plan) -> String {
    let mut options = ["<option value=\"\">", t(issue_text::CHOOSE)].concat();
    for with_name in [false, true] {
        for (n, building) in (1..).zip(&plan.buildings) {
            let name = if building.name.is_empty() {
                tf(text::UNNAMED, &[&n])
            } else {
                escape(&building.name)
            };
            if building.name.is_empty() != with_name {
                for part in ["<option value=\"", &escape(&building.id.0), "\">", &name] {
                    options.push_str(part);
                }
            }
        }
    }
    options
}

/// For the committee: what the building is called that was tapped, or chosen from the list.
#[component]
fn Naming(plan: StoredValue<Plan>, chosen: RwSignal<Option<BuildingId>>) -> impl IntoView {
    let options = RwSignal::new(plan.with_value(buildings));
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
            let command = move |typed: Typed| {
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
                options.set(plan.with_value(buildings));
                // On to the next.
                focus("which".to_owned());
            };
            view! {
                <div class="card">
                    <CommandForm
                        command
                        on_done
                        submit=t(crate::text::common::SAVE)
                        done=t(text::BUILDING_NAMED)
                        on_cancel=Callback::new(move |()| {
                            chosen.set(None);
                            focus("which".to_owned());
                        })
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
            <div class="field">
                <label class="field__label" for="which">{t(issue_text::BUILDING)}</label>
                <select
                    id="which"
                    inner_html=move || options.get()
                    prop:value=move || chosen.get().map(|building| building.0).unwrap_or_default()
                    on:change=move |event| {
                        let id = BuildingId(event_target_value(&event));
                        chosen.set((!id.0.is_empty()).then_some(id));
                    }
                ></select>
            </div>
            {move || form()}
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::issue::{Category, Status};
    use domain::{IssueId, Timestamp};

    use super::*;

    fn card(number: u32) -> IssueCard {
        IssueCard {
            id: IssueId(uuid::Uuid::from_u128(number.into())),
            number,
            title: format!("Light {number}"),
            category: Category::Safety,
            status: Status::Filed,
            decision: None,
            filed_at: Timestamp(0),
            seconds: 1,
            seconded: false,
            photo: None,
            building_name: String::new(),
        }
    }

    #[test]
    fn the_list_leads_to_every_issue_in_view_until_it_is_full() {
        let numbers = |(cards, others): (Vec<IssueCard>, Vec<u32>)| {
            let cards: Vec<u32> = cards.iter().map(|card| card.number).collect();
            (cards, others)
        };
        let cards = [card(9), card(7)];
        assert_eq!(numbers(listed(&cards, &[9, 4, 7])), (vec![9, 7], vec![4]));
        let many: Vec<u32> = (1..=30).rev().collect();
        let (shown, others) = numbers(listed(&cards, &many));
        assert_eq!(shown.len() + others.len(), LISTED);
    }

    #[test]
    fn a_pin_of_one_issue_leads_to_it_and_one_of_several_to_the_list() {
        let at = |lat| Point { lat, lon: 121.0 };
        let plan = Plan {
            paths: vec![vec![
                Point {
                    lat: 31.0,
                    lon: 120.99,
                },
                Point {
                    lat: 31.01,
                    lon: 121.01,
                },
            ]],
            ..Plan::default()
        };
        let points = [(3, at(31.001)), (2, at(31.009)), (1, at(31.009))];
        let pins = pins(
            "/a/issues/".to_owned(),
            &points,
            vec![IssueCard {
                title: "Light".to_owned(),
                ..card(3)
            }],
        );
        let mut drawn = pins(PlanView::of(&plan));
        drawn.sort_by_key(|pin| pin.label.clone());
        let [one, two] = drawn.as_slice() else {
            panic!("{drawn:?}");
        };
        assert_eq!(one.href.as_deref(), Some("/a/issues/3"));
        assert_eq!(one.title, "Light · 公共安全 · 待受理");
        assert_eq!((one.label.as_str(), one.class), ("", "plan-pin--filed"));
        assert_eq!(one.icon, category_drawing(Category::Safety));
        assert_eq!(two.href.as_deref(), Some("#in-view"));
        assert_eq!(two.label, "2");
    }
}
