//! Seconds entered for neighbours (代录), by building leaders and the committee: one household
//! after the other, as they stand on a list that was carried from door to door.

use domain::issue::{Door, EnteredSecond, Neighbour, OpenIssue, OpenIssues, SecondOnBehalf};
use domain::work::AppraiseFor;
use domain::{Action, BuildingId, Command, Field, IssueId, PersonId};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::YesNo;
use super::behalf_sent::{Entry, Sending, SendingList};
use crate::component::{
    CommandForm, ErrorMessage, HeadingIsRead, Icon, IconKind, TextArea, focus, loaded,
};
use crate::context::new_id;
use crate::error::AppError;
use crate::form::Typed;
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{BehalfBuildings, ReadBehalfBuildings, use_read};
use crate::text::common::NEEDS_SCRIPT;
use crate::text::{issue as text, t, tf, work};
use crate::view::view;

/// The page; `?issue=3` chooses that issue, `?building=…` begins there.
#[component]
pub fn BehalfPage() -> impl IntoView {
    let here = here();
    if !here.viewer.may(Action::SecondOnBehalf) {
        let error = if here.viewer.is_member() {
            AppError::NotFound
        } else {
            AppError::SignedOut
        };
        return view! { <ErrorMessage error heading=true/> };
    }
    // What goes wrong below is not the page's heading.
    provide_context(HeadingIsRead(false));
    let slug = slug();
    let buildings = use_read(move || ReadBehalfBuildings { slug: slug.clone() });
    view! {
        <Title text=window_title(t(text::BEHALF))/>
        <h1 class="title">{t(text::BEHALF)}</h1>
        <p class="lead">{t(text::BEHALF_LEAD)}</p>
        <noscript><p class="message message--warn">{t(NEEDS_SCRIPT)}</p></noscript>
        {loaded(buildings, move |all: BehalfBuildings| if all.buildings.is_empty() {
            view! { <div class="empty"><Icon kind=IconKind::Info/><p>{t(text::BEHALF_NO_BUILDING)}</p></div> }
        } else {
            view! { <Entering all/> }.into_any()
        })}
    }
}

/// What is being entered.
#[derive(Clone, Copy)]
struct Desk {
    building: RwSignal<String>,
    /// The doors of that building, as they were last read.
    doors: RwSignal<Vec<Door>>,
    room: RwSignal<String>,
    name: RwSignal<String>,
    /// What is looked for among the issues.
    words: RwSignal<String>,
    found: RwSignal<OpenIssues>,
    /// Stays from one neighbour to the next.
    chosen: RwSignal<Vec<OpenIssue>>,
    entered: RwSignal<Vec<EnteredSecond>>,
    sending: Sending,
    /// Why what is typed can't be sent, or a read failed.
    wrong: RwSignal<Option<&'static str>>,
}

impl Desk {
    /// The door that is typed, however its number is.
    fn door(self) -> Option<Door> {
        let plain = |room: &str| room.trim().to_lowercase();
        let room = self.room.with(|room| plain(room));
        self.doors.with(|doors| {
            let mut doors = doors.iter();
            doors
                .find(|door| plain(&door.household.room) == room)
                .cloned()
        })
    }

    /// Somebody of that door for whom something was entered before.
    fn neighbour(self) -> Option<Neighbour> {
        let door = self.door()?;
        self.name.with(|name| {
            let mut people = door.people.into_iter();
            people.find(|person| person.name == name.trim())
        })
    }

    fn has_seconded(self, issue: &OpenIssue) -> bool {
        self.neighbour()
            .is_some_and(|person| person.issues.contains(&issue.id))
    }

    /// Those found, and before them those chosen that are not among them.
    fn issues(self) -> Vec<OpenIssue> {
        let found = self.found.with(|found| found.issues.clone());
        let mut all = self.chosen.get();
        all.retain(|issue| !found.contains(issue));
        all.extend(found);
        all
    }

    fn choose(self, issue: OpenIssue, yes: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|other| other.id != issue.id);
            if yes {
                chosen.push(issue);
            }
        });
    }

    /// Sends what is typed, and the next neighbour can be typed at once.
    fn enter(self) {
        let Some(door) = untrack(|| self.door()) else {
            self.wrong.set(Some(t(text::BEHALF_NO_DOOR)));
            return focus("room".to_owned());
        };
        let name = self.name.with_untracked(|name| name.trim().to_owned());
        if name.is_empty() {
            self.wrong.set(Some(t(text::BEHALF_NO_NAME)));
            return focus("name".to_owned());
        }
        let known = untrack(|| self.neighbour());
        let mut issues = self.chosen.get_untracked();
        if issues.is_empty() {
            self.wrong.set(Some(t(text::BEHALF_NO_ISSUE)));
            return focus("issue-words".to_owned());
        }
        if let Some(known) = &known {
            issues.retain(|issue| !known.issues.contains(&issue.id));
        }
        if issues.is_empty() {
            self.wrong.set(Some(t(text::BEHALF_ALREADY)));
            return focus("name".to_owned());
        }
        // Whom the server knows by household and name is that person again.
        let person = known.map_or_else(|| PersonId(new_id()), |known| known.person);
        let entries = issues.into_iter().map(|issue| {
            let words: [&dyn std::fmt::Display; 4] =
                [&name, &door.household.room, &issue.number, &issue.title];
            let second = SecondOnBehalf {
                issue: issue.id,
                person,
                household: door.household.id,
                name: name.clone(),
            };
            Entry::new(
                tf(text::BEHALF_ENTRY, &words),
                Command::SecondOnBehalf(second),
            )
        });
        self.sending.add(entries.collect());
        self.wrong.set(None);
        self.room.set(String::new());
        self.name.set(String::new());
        focus("room".to_owned());
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use domain::BuildingId;
    use leptos::prelude::*;

    use super::Desk;
    use crate::here::slug;
    use crate::read::{ReadDoors, ReadEntered, ReadOpenIssues, once};
    use crate::text::refusal;

    impl Desk {
        /// Reads on, whenever what is asked for changes or something was sent.
        pub(super) fn read_on(self) {
            let slug = slug();
            let of = slug.clone();
            Effect::new(move || {
                self.sending.sent.track();
                let building = self.building.get();
                let read = ReadDoors {
                    slug: of.clone(),
                    building: BuildingId(building.clone()),
                };
                leptos::task::spawn_local(async move {
                    let doors = once(&read).await;
                    if self.building.try_get_untracked() == Some(building) {
                        self.shown(doors, self.doors);
                    }
                });
            });
            let of = slug.clone();
            Effect::new(move || {
                let words = self.words.get();
                let read = ReadOpenIssues {
                    slug: of.clone(),
                    words: words.clone(),
                };
                leptos::task::spawn_local(async move {
                    let found = once(&read).await;
                    if self.words.try_get_untracked() == Some(words) {
                        self.shown(found, self.found);
                    }
                });
            });
            Effect::new(move || {
                self.sending.sent.track();
                let read = ReadEntered { slug: slug.clone() };
                leptos::task::spawn_local(async move {
                    let entered = once(&read).await;
                    if self.entered.try_get_untracked().is_some() {
                        self.shown(entered, self.entered);
                    }
                });
            });
        }

        fn shown<T: Send + Sync + 'static>(
            self,
            read: Result<T, crate::error::AppError>,
            to: RwSignal<T>,
        ) {
            match read {
                Ok(read) => to.set(read),
                Err(error) => self.wrong.set(Some(refusal::error(&error))),
            }
        }
    }
}

#[component]
fn Entering(all: BehalfBuildings) -> impl IntoView {
    let here = here();
    let all = StoredValue::new(all);
    let is_ours = move |id: &String| {
        all.with_value(|all| all.buildings.iter().any(|(building, _)| building.0 == *id))
    };
    let query = use_query_map();
    let asked = query.with_untracked(|query| query.get("building"));
    // A building leader begins at home, or where they lead a single one.
    let own = here.viewer.building.clone().map(|id| id.0);
    let only = all.with_value(|all| match &all.buildings[..] {
        [(BuildingId(id), _)] => Some(id.clone()),
        _ => None,
    });
    let begins = asked.filter(is_ours).or(own.filter(is_ours)).or(only);
    let asked_issue = query.with_untracked(|query| query.get("issue")?.parse::<u32>().ok());
    let desk = Desk {
        building: RwSignal::new(begins.unwrap_or_default()),
        doors: RwSignal::new(vec![]),
        room: RwSignal::new(String::new()),
        name: RwSignal::new(String::new()),
        words: RwSignal::new(
            asked_issue
                .map(|number| number.to_string())
                .unwrap_or_default(),
        ),
        found: RwSignal::new(OpenIssues {
            issues: vec![],
            more: 0,
        }),
        chosen: RwSignal::new(vec![]),
        entered: RwSignal::new(vec![]),
        sending: Sending::new(),
        wrong: RwSignal::new(None),
    };
    #[cfg(feature = "hydrate")]
    {
        desk.read_on();
        // The issue that the address names is chosen, and all are shown again.
        Effect::new(move |done: Option<bool>| {
            let Some(number) = asked_issue.filter(|_| done != Some(true)) else {
                return true;
            };
            let found = desk.found.with(|found| {
                let mut found = found.issues.iter();
                found.find(|issue| issue.number == number).cloned()
            });
            let is_found = found.is_some();
            if let Some(issue) = found {
                desk.choose(issue, true);
                desk.words.set(String::new());
            }
            is_found
        });
    }
    let list = move || here.to(&format!("/behalf/list?building={}", desk.building.get()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.enter();
    };
    view! {
        <p><a class="btn" href=list><Icon kind=IconKind::Print/> {t(text::BEHALF_LIST_LINK)}</a></p>
        <form class="section stack" on:submit=submit novalidate>
            <Who desk all/>
            <Which desk/>
            <div role="alert">
                {move || desk.wrong.get().map(|words| view! {
                    <div class="message message--error"><Icon kind=IconKind::Warning/><div><p>{words}</p></div></div>
                })}
            </div>
            <div class="btn-row"><button class="btn btn--primary">{t(text::BEHALF_DO)}</button></div>
        </form>
        <SendingList sending=desk.sending/>
        <Mine desk/>
    }
}

/// Building, door and name.
#[component]
fn Who(desk: Desk, all: StoredValue<BehalfBuildings>) -> impl IntoView {
    let choose = (String::new(), t(text::BEHALF_FIRST).to_owned());
    let BehalfBuildings { buildings, others } = all.get_value();
    let buildings = buildings
        .into_iter()
        .map(|(BuildingId(id), words)| (id, words));
    let buildings = std::iter::once(choose)
        .chain(buildings)
        .map(move |(id, words)| {
            let selected = desk.building.with_untracked(|building| *building == id);
            view! { <option value=id selected=selected>{words}</option> }
        });
    let rooms = move || {
        let rooms = desk.doors.get().into_iter();
        rooms
            .map(|door| view! { <option value=door.household.room></option> })
            .collect_view()
    };
    let people = move || desk.door().map(|door| door.people).unwrap_or_default();
    let names = move || {
        let people = people().into_iter();
        people
            .map(|person| view! { <option value=person.name></option> })
            .collect_view()
    };
    let known = move || {
        let people = people().into_iter();
        let people = people.map(|person| {
            let n = person.issues.len();
            let words = tf(text::BEHALF_KNOWN_ONE, &[&person.name, &n]);
            view! { <li>{words}</li> }
        });
        people.collect_view()
    };
    view! {
        <div class="field">
            <label class="field__label" for="building">{t(text::BUILDING)}</label>
            {others.then(|| view! { <p class="field__hint" id="building-hint">{t(text::BEHALF_OTHERS)}</p> })}
            <select id="building" aria-describedby=others.then_some("building-hint") on:change=move |event| {
                desk.building.set(event_target_value(&event));
                desk.room.set(String::new());
                focus("room".to_owned());
            }>
                {buildings.collect_view()}
            </select>
        </div>
        <div class="field">
            <label class="field__label" for="room">{t(text::BEHALF_ROOM)}</label>
            <input
                id="room" type="text" list="rooms" autocomplete="off" class="field__short"
                prop:value=desk.room
                on:input=move |event| desk.room.set(event_target_value(&event))
            />
            <datalist id="rooms">{rooms}</datalist>
        </div>
        <div class="field">
            <label class="field__label" for="name">{t(text::BEHALF_NAME)}</label>
            <input
                id="name" type="text" list="names" autocomplete="off"
                prop:value=desk.name
                on:input=move |event| desk.name.set(event_target_value(&event))
            />
            <datalist id="names">{names}</datalist>
        </div>
        <div role="status" hidden=move || people().is_empty()>
            <p class="muted">{t(text::BEHALF_KNOWN)}</p>
            <ul class="meta">{known}</ul>
        </div>
    }
}

/// Which issues.
#[component]
fn Which(desk: Desk) -> impl IntoView {
    let issues = move || {
        let issues = desk.issues().into_iter().map(|issue| {
            let id = issue.id;
            let words = format!("{} {}", tf(text::NUMBER, &[&issue.number]), issue.title);
            let has = {
                let issue = issue.clone();
                Memo::new(move |_| desk.has_seconded(&issue))
            };
            let checked = move || desk.chosen.with(|chosen| chosen.iter().any(|c| c.id == id));
            let choose = move |event| desk.choose(issue.clone(), event_target_checked(&event));
            view! {
                <label class="choice">
                    <input type="checkbox" prop:checked=checked on:change=choose/>
                    <span class="choice__text">
                        <bdi>{words}</bdi>
                        <b class="behalf__has" hidden=move || !has.get()>{t(text::BEHALF_HAS)}</b>
                    </span>
                </label>
            }
        });
        issues.collect_view()
    };
    let more = move || {
        let more = desk.found.with(|found| found.more);
        (more > 0).then(|| view! { <p class="muted">{tf(text::BEHALF_MORE, &[&more])}</p> })
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{t(text::BEHALF_ISSUES)}</legend>
            <label class="visually-hidden" for="issue-words">{t(text::BEHALF_SEARCH)}</label>
            <input
                id="issue-words" type="search" autocomplete="off" placeholder=t(text::BEHALF_SEARCH)
                prop:value=desk.words
                on:input=move |event| desk.words.set(event_target_value(&event))
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default() }
            />
            <div class="choices behalf__issues">{issues}</div>
            {more}
        </fieldset>
    }
}

/// What one entered, with a way to take each back.
#[component]
fn Mine(desk: Desk) -> impl IntoView {
    let rows = move || {
        let rows = desk.entered.get().into_iter().map(|entered| {
            let EnteredSecond {
                issue,
                person,
                name,
                building_name,
                room,
                asked,
                said,
                at: _,
            } = entered;
            let word = asked.then(|| view! { <Word desk issue=issue.id person said/> });
            let who = tf(text::BEHALF_WHO, &[&name, &building_name, &room]);
            let which = format!("{} {}", tf(text::NUMBER, &[&issue.number]), issue.title);
            let label = tf(text::BEHALF_UNDO_LABEL, &[&name, &which]);
            let words = label.clone();
            let undo = move |_| {
                let take_back = domain::issue::TakeBackOnBehalf {
                    issue: issue.id,
                    person,
                };
                let command = Command::TakeBackOnBehalf(take_back);
                desk.sending.add(vec![Entry::new(words.clone(), command)]);
                focus("entered".to_owned());
            };
            view! {
                <li class="behalf__row">
                    <p><b dir="auto">{who}</b><br/><bdi>{which}</bdi></p>
                    <button class="btn" type="button" aria-label=label hidden=asked on:click=undo>
                        {t(text::BEHALF_UNDO)}
                    </button>
                    {word}
                </li>
            }
        });
        rows.collect_view()
    };
    let none = move || desk.entered.with(Vec::is_empty);
    view! {
        <section class="section stack">
            <h2 class="section__title" id="entered" tabindex="-1">
                {move || tf(text::BEHALF_MINE, &[&desk.entered.with(Vec::len)])}
            </h2>
            <p class="muted" hidden=move || !none()>{t(text::BEHALF_MINE_EMPTY)}</p>
            <ul class="list list--lined">{rows}</ul>
        </section>
    }
}

/// What the person says of the result (回访), entered for them.
#[component]
fn Word(desk: Desk, issue: IssueId, person: PersonId, said: Option<bool>) -> impl IntoView {
    let command = move |typed: Typed| {
        Ok(Command::AppraiseFor(AppraiseFor {
            issue,
            person,
            solved: super::said(&typed, Field::Solved)?,
            satisfied: super::said(&typed, Field::Satisfied)?,
            words: typed.get(Field::Reason),
        }))
    };
    let done = move |_| desk.sending.sent.update(|n| *n += 1);
    let heading = match said {
        None => work::WORD_ASK,
        Some(true) => work::SOLVED,
        Some(false) => work::NOT_SOLVED,
    };
    let id = format!("word-{issue}-{person}");
    view! {
        <details class="card">
            <summary>{t(heading)}</summary>
            <CommandForm command on_done=done submit=t(work::WORD_DO) done=t(work::WORD_DONE)>
                <YesNo field=Field::Solved ask=t(work::IS_SOLVED) yes=t(work::SOLVED) no=t(work::NOT_SOLVED) value=said/>
                <YesNo field=Field::Satisfied ask=t(work::IS_SATISFIED) yes=t(work::SATISFIED) no=t(work::NOT_SATISFIED) value=None/>
                <TextArea field=Field::Reason label=t(work::WORD_WORDS) optional=true rows=2 id/>
            </CommandForm>
        </details>
    }
}
