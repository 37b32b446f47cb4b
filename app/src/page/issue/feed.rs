//! The feed: issues newest, most seconded, one's own or nearest, by category, status and words.

use domain::issue::{COUNTED, Category, FeedFilter, FeedOrder, FeedQuery, Near, Status};
use domain::words::escape;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

use crate::component::{CardList, Icon, IconKind, Pager, loaded};
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{ReadFeed, ReadMeetings, use_read, use_read_if};
use crate::shown::ShownFeed;
use crate::text::common::TWOLINE;
use crate::text::{community, issue as text, t, tf, tn};
use crate::view::view;

/// The address of a view of the feed, relative to the community.
fn address(query: &FeedQuery) -> String {
    let mut parts = vec![];
    let mut part = |name: &str, value: &str| {
        if !value.is_empty() {
            parts.push(format!("{name}={}", Url::escape(value)));
        }
    };
    part("order", query.order.code());
    part("status", query.filter.status.map_or("", Status::code));
    part("category", query.filter.category.map_or("", Category::code));
    part("words", &query.words);
    part("near", &query.near.map(Near::code).unwrap_or_default());
    part("after", query.after.as_deref().unwrap_or_default());
    if parts.is_empty() {
        "/issues".to_owned()
    } else {
        format!("/issues?{}", parts.join("&"))
    }
}

/// What the page's address asks for; whatever in it means nothing is left out.
fn asked(query: &ParamsMap) -> FeedQuery {
    let text = |name: &str| query.get(name).unwrap_or_default();
    FeedQuery {
        order: FeedOrder::from_code(&text("order")).unwrap_or_default(),
        filter: FeedFilter {
            category: Category::from_code(&text("category")),
            status: Status::from_code(&text("status")),
        },
        words: text("words"),
        near: Near::from_code(&text("near")),
        after: Some(text("after")).filter(|after| !after.is_empty()),
    }
}

/// The start page: for members the feed, for visitors what this is and what was published.
#[component]
pub fn FeedPage() -> impl IntoView {
    if here().viewer.is_member() {
        view! { <MembersFeed/> }
    } else {
        view! { <Welcome/> }
    }
}

#[component]
fn MembersFeed() -> impl IntoView {
    let here = here();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(asked));
    let feed = use_read_if(
        move || ReadFeed {
            slug: slug(),
            query: asked.with(|query| serde_json::to_string(query).unwrap_or_default()),
        },
        // A copy is named by what it answers: copies of what was near would be a track of where the
        // person was, and those of searches would only grow in number.
        move || asked.with(|query| query.near.is_none() && query.words.is_empty()),
    );
    let order_links = {
        let here = here.clone();
        move || {
            let asked = asked.get();
            FeedOrder::ALL
                .into_iter()
                .map(|order| {
                    let current = (order == asked.order && asked.near.is_none()).then_some("page");
                    let query = FeedQuery {
                        order,
                        near: None,
                        after: None,
                        ..asked.clone()
                    };
                    view! {
                        <a class="segmented__item" href=here.to(&address(&query)) aria-current=current>
                            {t(text::order(order))}
                        </a>
                    }
                })
                .collect_view()
        }
    };
    view! {
        <Title text=window_title(t(text::FEED))/>
        <div class="section__head">
            <h1 class="title">{t(text::FEED)}</h1>
            <a class="btn btn--primary" href=here.to("/issues/new")>
                <Icon kind=IconKind::Plus/> {t(text::REPORT)}
            </a>
        </div>
        <div class="stack feed">
            <nav class="segmented" aria-label=t(text::ORDER)>{move || order_links()}</nav>
            <div class="row">
                <Find asked/>
                <NearMe asked/>
                <a class="btn" href=here.to("/plan")><Icon kind=IconKind::Plan/> {t(crate::text::place::PLAN)}</a>
            </div>
            {loaded(feed, move |feed| view! { <FeedList feed query=asked.get_untracked()/> })}
        </div>
    }
}

/// What a form on this page does not change.
#[component]
fn Kept(asked: Memo<FeedQuery>) -> impl IntoView {
    view! {
        <input type="hidden" name="order" value=move || asked.get().order.code()/>
        <input type="hidden" name="near" value=move || asked.get().near.map(Near::code).unwrap_or_default()/>
    }
}

/// Sorts by how near issues are to where the person stands. The phone is asked once, when the
/// button is pressed; the position stands in the address, to about ten metres, and nowhere else.
#[component]
fn NearMe(asked: Memo<FeedQuery>) -> impl IntoView {
    let pressed = move || asked.with(|asked| asked.near.is_some());
    let busy = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    let press = {
        use std::rc::Rc;

        use domain::place::{Point, Position};
        let phone = crate::phone::Phone::get();
        let navigate = StoredValue::new_local(leptos_router::hooks::use_navigate());
        let here = here();
        let to = move |near: Option<Point>| {
            // Nothing is left to sort once the person has gone to another page.
            let Some(asked) = asked.try_get_untracked() else {
                return;
            };
            let query = FeedQuery {
                near: near.map(|at| Near::from(coarse(at))),
                after: None,
                ..asked
            };
            navigate.with_value(|navigate| {
                navigate(
                    &here.to(&address(&query)),
                    leptos_router::NavigateOptions::default(),
                );
            });
        };
        move |_| {
            if pressed() {
                return to(None);
            }
            let to = to.clone();
            busy.set(true);
            crate::position::ask(Rc::new(move |position: Option<Position>| {
                busy.try_set(false);
                match position {
                    Some(position) => to(Some(position.point())),
                    None => {
                        phone.toast.set(Some(t(text::NEAR_ME_FAILED).to_owned()));
                    }
                }
            }));
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let press = |_| ();
    view! {
        <button
            class="btn scripted"
            type="button"
            aria-pressed=move || if pressed() { "true" } else { "false" }
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            <Icon kind=IconKind::Location/> {t(text::NEAR_ME)}
        </button>
    }
}

/// To a ten-thousandth of a degree: enough to sort by, and asking again from the same spot gives
/// the same address.
#[cfg(feature = "hydrate")]
fn coarse(at: domain::place::Point) -> domain::place::Point {
    let round = |degrees: f64| (degrees * 1e4).round() / 1e4;
    domain::place::Point {
        lat: round(at.lat),
        lon: round(at.lon),
    }
}

/// Looks for words, a status and a category. A plain form by GET: it works without script, and the
/// address can be kept.
#[component]
fn Find(asked: Memo<FeedQuery>) -> impl IntoView {
    let here = here();
    // What is looked for, in words.
    let chosen = move || {
        asked.with(|asked| {
            let words = (!asked.words.is_empty()).then(|| tf(text::QUOTED, &[&asked.words]));
            let status = asked.filter.status.map(|it| t(text::status(it)).to_owned());
            let category = asked
                .filter
                .category
                .map(|it| t(text::category(it)).to_owned());
            let chosen: Vec<String> = [words, status, category].into_iter().flatten().collect();
            chosen.join(" · ")
        })
    };
    let summary = move || {
        let chosen = chosen();
        if chosen.is_empty() {
            t(text::FIND).to_owned()
        } else {
            tf(text::FILTERED, &[&chosen])
        }
    };
    let all = {
        let here = here.clone();
        move || {
            let query = FeedQuery {
                words: String::new(),
                filter: FeedFilter::default(),
                after: None,
                ..asked.get()
            };
            let href = here.to(&address(&query));
            (!chosen().is_empty()).then(|| view! { <a class="btn" href=href>{t(text::ALL)}</a> })
        }
    };
    // As HTML: each as a view would be a tenth of what the server takes for the page.
    let options = |codes: Vec<(&'static str, &'static str)>, current: Option<&'static str>| {
        let mut html = String::new();
        for (code, words) in std::iter::once(("", t(text::ALL))).chain(codes) {
            let selected = current.unwrap_or_default() == code;
            let selected = if selected { "\" selected>" } else { "\">" };
            for part in ["<option value=\"", code, selected, &escape(words)] {
                html.push_str(part);
            }
        }
        html
    };
    let statuses = Status::ALL
        .into_iter()
        .map(|s| (s.code(), t(text::status(s))))
        .collect();
    let categories = Category::ALL
        .into_iter()
        .map(|c| (c.code(), t(text::category(c))))
        .collect();
    let FeedQuery { filter, words, .. } = asked.get_untracked();
    view! {
            <details class="filter">
                <summary class="btn">{move || summary()}</summary>
                <form method="get" action=here.to("/issues") role="search" class="card stack">
                    <Kept asked/>
                    <div class="field">
                        <label class="field__label" for="words">{t(text::SEARCH)}</label>
                        <input
                            id="words"
                            type="search"
                            name="words"
                            value=words
                            prop:value=move || asked.get().words
                            maxlength="60"
                            enterkeyhint="search"
                        />
                    </div>
                    <div class="field">
                        <label class="field__label" for="filter-status">{t(text::BY_STATUS)}</label>
                        <select id="filter-status" name="status"
                            inner_html=options(statuses, filter.status.map(Status::code))
                            prop:value=move || asked.get().filter.status.map_or("", Status::code)
                        ></select>
                    </div>
                    <div class="field">
                        <label class="field__label" for="filter-category">{t(text::CATEGORY)}</label>
                        <select id="filter-category" name="category"
                            inner_html=options(categories, filter.category.map(Category::code))
                            prop:value=move || asked.get().filter.category.map_or("", Category::code)
                        ></select>
                    </div>
                    <button class="btn">{t(text::SEARCH_DO)}</button>
                </form>
            </details>
            {move || all()}
    }
}

#[component]
fn FeedList(feed: ShownFeed, query: FeedQuery) -> impl IntoView {
    let here = here();
    let meeting = (!feed.meeting.is_empty()).then(|| {
        view! { <div class="next-meeting" inner_html=feed.meeting></div> }
    });
    if feed.cards.is_empty() {
        return view! { {meeting} <Nothing query/> };
    }
    let page = |after: Option<&str>| FeedQuery {
        after: after.map(str::to_owned),
        ..query.clone()
    };
    let first = query.after.is_some();
    let first = first.then(|| here.to(&address(&page(None))));
    let next = feed.next.as_deref();
    let next = next.map(|next| here.to(&address(&page(Some(next)))));
    let partly = !query.words.is_empty() || query.order == FeedOrder::Mine;
    let count = if partly && feed.total > COUNTED {
        tf(text::COUNT_MORE, &[&COUNTED])
    } else {
        tn(text::COUNT_ONE, text::COUNT_MANY, feed.total)
    };
    view! {
        {meeting}
        <p class="feed__count">{count}</p>
        <CardList cards=feed.cards/>
        <Pager first next/>
    }
}

/// What it is that is empty, and what to do.
#[component]
fn Nothing(query: FeedQuery) -> impl IntoView {
    let here = here();
    let everything = query.filter == FeedFilter::default() && query.words.is_empty();
    let words = if !query.words.is_empty() {
        tf(text::FEED_EMPTY_WORDS, &[&query.words])
    } else if !everything {
        t(text::FEED_EMPTY_FILTER).to_owned()
    } else if query.order == FeedOrder::Mine {
        t(text::FEED_EMPTY_MINE).to_owned()
    } else {
        t(text::FEED_EMPTY).to_owned()
    };
    let all = (query != FeedQuery::default()).then(|| {
        view! { <a class="btn" href=here.to("/issues")>{t(text::ALL_ISSUES)}</a> }
    });
    view! {
        <div class="empty">
            <Icon kind=IconKind::List/>
            <p>{words}</p>
            {all}
            <a class="btn btn--primary" href=here.to("/issues/new")>{t(text::REPORT)}</a>
        </div>
    }
}

/// What a visitor sees: what Twoline is, how to join, what was published.
#[component]
fn Welcome() -> impl IntoView {
    let here = here();
    let meetings = use_read(|| ReadMeetings {
        slug: slug(),
        after: None,
    });
    #[cfg(feature = "ssr")]
    crate::page::describe(
        &tf(community::VISITOR_TITLE, &[&here.community.name]),
        t(community::VISITOR_LEAD),
    );
    view! {
        <Title text=t(TWOLINE)/>
        <h1 class="title">{tf(community::VISITOR_TITLE, &[&here.community.name])}</h1>
        <p class="lead">{t(community::VISITOR_LEAD)}</p>
        <div class="btn-row">
            <a class="btn btn--primary" href=here.to("/join")>{t(crate::text::household::JOIN_LINK)}</a>
        </div>
        <section class="section">
            <h2 class="section__title">{t(community::VISITOR_PUBLISHED)}</h2>
            {loaded(meetings, |meetings| view! { <super::super::meeting::MeetingList meetings first=None/> })}
        </section>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        let near = Near {
            lat: 31_400_000,
            lon: -121_250_000,
        };
        for order in FeedOrder::ALL {
            for (status, category, near, words, after) in [
                (None, None, None, "", None),
                (Some(Status::Accepted), None, Some(near), "路灯 & 水?", None),
                (None, Some(Category::Lift), None, "50 %", Some("12+3")),
            ] {
                let query = FeedQuery {
                    order,
                    filter: FeedFilter { category, status },
                    words: words.to_owned(),
                    near,
                    after: after.map(str::to_owned),
                };
                let address = address(&query);
                let mut asked_for = ParamsMap::new();
                let pairs = address.split_once('?').map_or("", |(_, pairs)| pairs);
                for pair in pairs.split('&').filter_map(|pair| pair.split_once('=')) {
                    asked_for.insert(pair.0.to_owned(), Url::unescape(pair.1));
                }
                assert_eq!(asked(&asked_for), query, "{address}");
            }
        }
        assert_eq!(address(&FeedQuery::default()), "/issues");
    }

    #[test]
    fn what_means_nothing_in_an_address_is_left_out() {
        let mut nonsense = ParamsMap::new();
        for name in ["order", "status", "category", "near"] {
            nonsense.insert(name, "dragons".to_owned());
        }
        assert_eq!(asked(&nonsense), FeedQuery::default());
    }
}
