//! The plan with the open issues on it, and the same issues as a list below.

use std::collections::BTreeMap;

use domain::issue::IssueCard;
use domain::place::{Pin, Plan, PlanView, Point};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::component::{CardList, EstatePlan, Icon, IconKind, loaded};
use crate::read::{PlanIssues, ReadPlanIssues, use_read};
use crate::route::here;
use crate::text::common::TWOLINE;
use crate::text::{issue as text, t, tf};
use crate::view::view;

/// Issues whose places lie this near, in metres, share a pin, so that pins don't cover each other.
const NEAR: f64 = 24.0;

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
        <div class="section">{loaded(issues, |issues| view! { <Located issues/> })}</div>
    }
}

/// Issues at one spot: where it is, and which.
struct Spot {
    at: Point,
    cards: Vec<IssueCard>,
}

fn spots(plan: &Plan, issues: Vec<(IssueCard, domain::place::Place)>) -> Vec<Spot> {
    let view = PlanView::of(plan);
    let mut spots: Vec<Spot> = vec![];
    for (card, place) in issues {
        let Some(at) = plan.locate(&place).filter(|at| view.shows(*at)) else {
            continue;
        };
        match spots.iter_mut().find(|spot| spot.at.metres_to(at) < NEAR) {
            Some(spot) => spot.cards.push(card),
            None => spots.push(Spot {
                at,
                cards: vec![card],
            }),
        }
    }
    spots
}

#[component]
fn Located(issues: PlanIssues) -> impl IntoView {
    let PlanIssues {
        plan,
        issues,
        total,
    } = issues;
    let shown = u32::try_from(issues.len()).unwrap_or(u32::MAX);
    let more = (total > shown)
        .then(|| view! { <p class="muted">{tf(text::PLAN_NEWEST, &[&shown, &total])}</p> });
    let spots = spots(&plan, issues);
    // A pin has the number of its heading below.
    let pins = spots
        .iter()
        .zip(1..)
        .map(|(spot, number)| Pin {
            at: spot.at,
            label: number.to_string(),
            title: match spot.cards.as_slice() {
                [only] => only.title.clone(),
                many => tf(text::SPOT_MANY, &[&many.len()]),
            },
            href: Some(format!("#spot-{number}")),
        })
        .collect();
    let lists = spots
        .into_iter()
        .zip(1..)
        .map(|(spot, number)| {
            // Named after the building that most of its issues are at.
            let mut names = BTreeMap::new();
            for card in spot
                .cards
                .iter()
                .filter(|card| !card.building_name.is_empty())
            {
                *names.entry(card.building_name.clone()).or_insert(0) += 1;
            }
            let name = names
                .into_iter()
                .max_by_key(|(_, n)| *n)
                .map(|(name, _)| name);
            view! {
                <section class="spot" id=format!("spot-{number}")>
                    <h2 class="spot__title">
                        <b class="agenda-item__no">{number}</b>
                        {name.unwrap_or_else(|| t(text::SPOT_OPEN).to_owned())}
                    </h2>
                    <CardList cards=spot.cards level=3/>
                </section>
            }
        })
        .collect_view();
    view! {
        <EstatePlan plan=StoredValue::new(plan) label=t(text::PLAN_LABEL) pins/>
        {more}
        {lists}
    }
}
