//! The feed: issues newest, most seconded or one's own, by category and status.

use domain::issue::{Category, Feed, FeedFilter, FeedOrder, FeedQuery, Status};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::component::{CardList, Icon, IconKind, loaded};
use crate::read::{ReadFeed, ReadMeetings, use_read};
use crate::route::here;
use crate::text::common::TWOLINE;
use crate::text::people as people_text;
use crate::text::{issue as text, t, tf, tn};
use crate::view::view;

const ORDERS: [(FeedOrder, &str); 3] = [
    (FeedOrder::Newest, ""),
    (FeedOrder::MostSeconded, "seconds"),
    (FeedOrder::Mine, "mine"),
];

fn order_code(order: FeedOrder) -> &'static str {
    match order {
        FeedOrder::Newest => "",
        FeedOrder::MostSeconded => "seconds",
        FeedOrder::Mine => "mine",
    }
}

/// The address of a view of the feed, relative to the community.
fn address(order: FeedOrder, filter: FeedFilter, after: Option<&str>) -> String {
    let mut parts = vec![];
    if order != FeedOrder::Newest {
        parts.push(format!("order={}", order_code(order)));
    }
    if let Some(status) = filter.status {
        parts.push(format!("status={}", status.code()));
    }
    if let Some(category) = filter.category {
        parts.push(format!("category={}", category.code()));
    }
    if let Some(after) = after {
        parts.push(format!("after={after}"));
    }
    if parts.is_empty() {
        "/issues".to_owned()
    } else {
        format!("/issues?{}", parts.join("&"))
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
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let code = query.get("order").unwrap_or_default();
            let order = ORDERS
                .iter()
                .find(|(_, c)| *c == code)
                .map_or(FeedOrder::Newest, |(o, _)| *o);
            FeedQuery {
                order,
                filter: FeedFilter {
                    category: query
                        .get("category")
                        .and_then(|code| Category::from_code(&code)),
                    status: query
                        .get("status")
                        .and_then(|code| Status::from_code(&code)),
                },
                after: query.get("after").filter(|after| !after.is_empty()),
                ..FeedQuery::default()
            }
        })
    });
    let feed = use_read(move || ReadFeed {
        slug: crate::route::here().community.slug.clone(),
        query: asked.with(|query| serde_json::to_string(query).unwrap_or_default()),
    });
    let order_links = {
        let here = here.clone();
        move || {
            let query = asked.get();
            ORDERS
                .into_iter()
                .map(|(order, _)| {
                    let words = match order {
                        FeedOrder::Newest => text::NEWEST,
                        FeedOrder::MostSeconded => text::MOST_SECONDED,
                        FeedOrder::Mine => text::MINE,
                    };
                    let current = (order == query.order).then_some("page");
                    view! {
                        <a class="segmented__item" href=here.to(&address(order, query.filter, None)) aria-current=current>
                            {t(words)}
                        </a>
                    }
                })
                .collect_view()
        }
    };
    view! {
        <Title text=format!("{} · {}", t(text::FEED), t(TWOLINE))/>
        <div class="section__head">
            <h1 class="title">{t(text::FEED)}</h1>
            <a class="btn btn--primary" href=here.to("/issues/new")>
                <Icon kind=IconKind::Plus/> {t(text::REPORT)}
            </a>
        </div>
        <div class="stack section">
            <nav class="segmented" aria-label=t(text::ORDER)>{move || order_links()}</nav>
            <Filter asked/>
            {loaded(feed, move |feed| view! { <FeedList feed query=asked.get_untracked()/> })}
        </div>
    }
}

/// A plain form by GET: it works without script, and the address can be kept.
#[component]
fn Filter(asked: Memo<FeedQuery>) -> impl IntoView {
    let here = here();
    let chosen = move || {
        let filter = asked.get().filter;
        let words: Vec<&str> = [
            filter.status.map(text::status),
            filter.category.map(text::category),
        ]
        .into_iter()
        .flatten()
        .map(t)
        .collect();
        if words.is_empty() {
            t(text::FILTER).to_owned()
        } else {
            tf(text::FILTERED, &[&words.join(" · ")])
        }
    };
    let options = |codes: Vec<(&'static str, &'static str)>, current: Option<&'static str>| {
        std::iter::once(("", t(text::ALL)))
            .chain(codes)
            .map(|(code, words)| {
                let selected = current.unwrap_or_default() == code;
                view! { <option value=code selected=selected>{words}</option> }
            })
            .collect_view()
    };
    let statuses = Status::ALL
        .into_iter()
        .map(|s| (s.code(), t(text::status(s))))
        .collect();
    let categories = Category::ALL
        .into_iter()
        .map(|c| (c.code(), t(text::category(c))))
        .collect();
    let filter = asked.get_untracked().filter;
    view! {
        <div class="row">
            <details class="filter" open=filter != FeedFilter::default()>
                <summary class="btn">{move || chosen()}</summary>
                <form method="get" action=here.to("/issues") class="stack">
                    <input type="hidden" name="order" value=move || order_code(asked.get().order)/>
                    <div class="field">
                        <label class="field__label" for="filter-status">{t(text::BY_STATUS)}</label>
                        <select id="filter-status" name="status">
                            {options(statuses, filter.status.map(Status::code))}
                        </select>
                    </div>
                    <div class="field">
                        <label class="field__label" for="filter-category">{t(text::BY_CATEGORY)}</label>
                        <select id="filter-category" name="category">
                            {options(categories, filter.category.map(Category::code))}
                        </select>
                    </div>
                    <button class="btn">{t(text::APPLY)}</button>
                </form>
            </details>
            <a class="btn" href=here.to("/plan")><Icon kind=IconKind::Plan/> {t(text::PLAN)}</a>
        </div>
    }
}

#[component]
fn FeedList(feed: Feed, query: FeedQuery) -> impl IntoView {
    let here = here();
    if feed.cards.is_empty() {
        let words = if query.filter == FeedFilter::default() && query.order != FeedOrder::Mine {
            text::FEED_EMPTY
        } else {
            text::FEED_EMPTY_FILTER
        };
        return view! {
            <div class="empty">
                <Icon kind=IconKind::List/>
                <p>{t(words)}</p>
                <a class="btn btn--primary" href=here.to("/issues/new")>{t(text::REPORT)}</a>
            </div>
        };
    }
    let first = query.after.is_some().then(|| {
        let href = here.to(&address(query.order, query.filter, None));
        view! { <a class="btn" rel="first" href=href>{t(text::FIRST_PAGE)}</a> }
    });
    let next = feed.next.as_deref().map(|next| {
        let href = here.to(&address(query.order, query.filter, Some(next)));
        view! { <a class="btn" rel="next" href=href>{t(text::OLDER)} <Icon kind=IconKind::ChevronRight/></a> }
    });
    let pager = (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label=t(text::VIEW)>{first} {next}</nav> });
    view! {
        <p class="muted">{tn(text::COUNT_ONE, text::COUNT_MANY, feed.total)}</p>
        <CardList cards=feed.cards/>
        {pager}
    }
}

/// What a visitor sees: what Twoline is, how to join, what was published.
#[component]
fn Welcome() -> impl IntoView {
    let here = here();
    let meetings = use_read(|| ReadMeetings {
        slug: crate::route::here().community.slug.clone(),
    });
    view! {
        <Title text=t(TWOLINE)/>
        <h1 class="title">{tf(people_text::VISITOR_TITLE, &[&here.community.name])}</h1>
        <p class="lead">{t(people_text::VISITOR_LEAD)}</p>
        <div class="btn-row">
            <a class="btn btn--primary" href=here.to("/join")>{t(crate::text::common::JOIN_LINK)}</a>
        </div>
        <section class="section">
            <h2 class="section__title">{t(people_text::VISITOR_PUBLISHED)}</h2>
            {loaded(meetings, |meetings| view! { <super::super::meeting::MeetingList meetings/> })}
        </section>
    }
}
