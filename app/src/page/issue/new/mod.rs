//! Filing an issue: a plain form that works without script, and with it checks as the server does,
//! keeps drafts, finds the place, makes the photo smaller, and waits in the outbox where there is
//! no network.

use domain::Field;
use domain::place::{Plan, Point, Position, Source};
use domain::{BuildingId, IssueId};
use leptos::prelude::*;
use leptos_meta::Title;

use super::area_options;
use super::photo_field::{KeptPhotos, PhotoField};
use super::read::use_plan;
use crate::component::{
    CategoryField, ErrorMessage, Errors, EstatePlan, FieldProblem, Icon, IconKind, SelectField,
    TextArea, TextField, loaded, scripted,
};
use crate::context::new_id;
use crate::error::AppError;
use crate::form::issue::{
    ACCURACY, AT_HOME, BUILDING, ISSUE, LAT, LON, NAMELESS, SOURCE, USE_PHOTO_POSITION,
    kept_photos, position,
};
use crate::form::{COMMAND, Submitted};
use crate::here::here;
use crate::page::window_title;
use crate::text::common::OPTIONAL;
use crate::text::{issue as text, refusal, t, tf};
use crate::view::view;

/// The page; only members file.
#[component]
pub fn NewPage() -> impl IntoView {
    let member = here().viewer.is_member();
    // Read here, not where the plan has arrived: the value travels with the page only from the
    // first rendering.
    let submitted = StoredValue::new(Submitted::read());
    view! {
        <Title text=window_title(t(text::REPORT))/>
        <h1 class="title">{t(text::REPORT)}</h1>
        {if member {
            let plan = use_plan();
            view! {
                <p class="lead">{t(text::FILE_LEAD)}</p>
                <div class="section">
                    {loaded(plan, move |plan| view! { <NewForm plan submitted=submitted.get_value()/> })}
                </div>
            }
        } else {
            view! { <ErrorMessage error=AppError::SignedOut/> }
        }}
    }
}

/// Where the issue is, as chosen so far.
#[derive(Clone, Copy)]
struct Chosen {
    position: RwSignal<Option<Position>>,
    building: RwSignal<String>,
    /// What became of the last attempt to find a place, in words.
    said: RwSignal<Option<String>>,
    /// The building nearest to a mark beside all of them, while it is proposed: its id, its name,
    /// and how many metres away it is.
    near: RwSignal<Option<(String, String, u32)>>,
    /// The position that the photo carries, while it is offered.
    offered: RwSignal<Option<Position>>,
}

impl Chosen {
    /// The building that a mark is on, or the proposal of the nearest.
    fn mark_at(self, plan: StoredValue<Plan>, at: Point) {
        let found = plan.try_with_value(|plan| {
            let on = plan.building_at(at).map(|b| b.id.to_string());
            let near = plan.nearest(at).filter(|_| on.is_none());
            let near = near.map(|(b, metres)| (b.id.to_string(), b.name.clone(), metres));
            (on, near)
        });
        if let Some((on, near)) = found {
            // A mark beside all buildings corrects one on the wrong building.
            self.building.set(on.unwrap_or_default());
            self.near.set(near);
        }
    }
}

#[component]
fn NewForm(plan: Plan, submitted: Submitted) -> impl IntoView {
    let here = here();
    let Submitted { typed, refusal } = submitted;
    let errors = Errors::provide(refusal);
    let issue = IssueId(new_id());
    let plan = StoredValue::new(plan);
    let chosen = Chosen {
        position: RwSignal::new(position(&typed).ok().flatten()),
        building: RwSignal::new(typed.text(BUILDING)),
        said: RwSignal::new(None),
        near: RwSignal::new(None),
        offered: RwSignal::new(None),
    };
    let busy = RwSignal::new(false);
    let restored = RwSignal::new(None::<&'static str>);
    let area = match typed.text("area") {
        none if none.is_empty() => "estate".to_owned(),
        area => area,
    };
    let scripted = scripted();
    #[cfg(feature = "hydrate")]
    let filing = browser::Filing::start(here.clone(), plan, chosen, errors, busy, restored);
    #[cfg(feature = "hydrate")]
    let (on_submit, on_input, on_photo) = (
        move |event: leptos::ev::SubmitEvent| filing.submit(event, issue),
        move |event: leptos::ev::Event| {
            filing.keep_draft();
            errors.typed(&event);
        },
        move |event: leptos::ev::Event| filing.photos_chosen(&event),
    );
    #[cfg(feature = "hydrate")]
    let waits = move || busy.get() || filing.photos.shrinking.get() > 0;
    #[cfg(not(feature = "hydrate"))]
    let waits = move || busy.get();
    #[cfg(not(feature = "hydrate"))]
    let (on_submit, on_input, on_photo) = (
        |_: leptos::ev::SubmitEvent| (),
        |_: leptos::ev::Event| (),
        |_: leptos::ev::Event| (),
    );
    #[cfg(feature = "hydrate")]
    let photos = view! {
        <super::photos::Previews photos=filing.photos on_remove=move |id| filing.remove_photo(id)/>
    };
    #[cfg(not(feature = "hydrate"))]
    // What the browser has in its place: a list that is empty.
    let photos = (|| Vec::<AnyView>::new()).into_any();
    let kept = kept_photos(&typed);
    let kept = (!kept.is_empty()).then(|| view! { <KeptPhotos ids=kept/> });
    let failure = move || {
        errors.0.get().map(|no| view! {
            <div class="message message--error"><Icon kind=IconKind::Warning/><div><p>{refusal::refusal(&no)}</p></div></div>
        })
    };
    view! {
        <form
            method="post"
            action=here.to("/issues/new")
            enctype="multipart/form-data"
            id="report"
            novalidate
            on:submit=on_submit
            on:input=on_input
        >
            // Enter in a line would press the first button of the form: there is none to press.
            <button disabled hidden></button>
            <input type="hidden" name=COMMAND value=new_id().to_string()/>
            <input type="hidden" name=ISSUE value=issue.to_string()/>
            <div role="status">
                {move || restored.get().map(|words| view! {
                    <p class="message"><Icon kind=IconKind::Info/><span>{words}</span></p>
                })}
            </div>
            <CategoryField value=typed.text("category")/>
            <TextField field=Field::Title label=t(text::TITLE) hint=t(text::TITLE_HINT) value=typed.text("title")/>
            <TextArea field=Field::Body label=t(text::BODY) hint=t(text::BODY_HINT) value=typed.text("body") rows=5 optional=true/>
            <div class="field">
                <PhotoField on_photo photos kept/>
                <label class="choice" hidden=move || scripted.get()>
                    <input type="checkbox" name=USE_PHOTO_POSITION/>
                    <span class="choice__text">{t(text::PHOTO_POSITION_PLAIN)}</span>
                </label>
            </div>
            <Where plan chosen scripted/>
            <SelectField field=Field::Area label=t(text::AREA) hint=t(text::AREA_HINT) options=plan.with_value(area_options) value=area/>
            <fieldset class="field">
                <legend class="field__label">{t(text::DISCRETION)} <small>{t(OPTIONAL)}</small></legend>
                <div class="choices">
                    {[(NAMELESS, text::NAMELESS), (AT_HOME, text::AT_HOME)].map(|(name, words)| view! {
                        <label class="choice">
                            <input type="checkbox" id=name name=name checked=!typed.text(name).is_empty()/>
                            <span class="choice__text">{t(words)}</span>
                        </label>
                    })}
                </div>
            </fieldset>
            <div role="alert">{move || failure()}</div>
            <div class="btn-row">
                <button class="btn btn--primary" aria-busy=move || waits().then_some("true")>{t(text::SUBMIT)}</button>
            </div>
        </form>
    }
}

/// The place: a building from the list, a tap on the plan, the phone's position, or what the photo
/// carries.
#[component]
fn Where(plan: StoredValue<Plan>, chosen: Chosen, scripted: ReadSignal<bool>) -> impl IntoView {
    let part = move |part: fn(&Position) -> Option<String>| {
        move || {
            chosen
                .position
                .with(|p| p.as_ref().and_then(part))
                .unwrap_or_default()
        }
    };
    let options = plan.with_value(|plan| {
        let named = plan.buildings.iter().filter(|b| !b.name.is_empty());
        named
            .map(|b| (b.id.to_string(), b.name.clone()))
            .collect::<Vec<_>>()
    });
    // One without a name can only be pointed at; then the list has it too.
    let unnamed = move || {
        let id = BuildingId(chosen.building.get());
        let unnamed = plan.with_value(|plan| plan.building(&id).is_some_and(|b| b.name.is_empty()));
        unnamed.then(|| {
            view! { <option value=id.to_string() selected=true>{t(crate::text::place::UNNAMED_BUILDING)}</option> }
        })
    };
    let mark = Signal::derive(move || chosen.position.get().map(|p| p.point()));
    let selected = Signal::derive(move || {
        let id = chosen.building.get();
        (!id.is_empty()).then_some(BuildingId(id))
    });
    let tap = Callback::new(move |point: Point| {
        chosen.position.set(Some(Position {
            lat: point.lat,
            lon: point.lon,
            accuracy: None,
            source: Source::Plan,
        }));
        chosen.mark_at(plan, point);
        chosen.said.set(Some(t(text::PLAN_DONE).to_owned()));
    });
    #[cfg(feature = "hydrate")]
    let find = move |_| browser::find_position(plan, chosen);
    #[cfg(not(feature = "hydrate"))]
    let find = |_| ();
    let use_photo = move |_| {
        if let Some(position) = chosen.offered.get() {
            chosen.position.set(Some(position));
            chosen.offered.set(None);
            chosen.mark_at(plan, position.point());
            chosen
                .said
                .set(Some(t(text::PHOTO_POSITION_DONE).to_owned()));
        }
    };
    let nearest = move || {
        let near = chosen.near.get();
        near.map(|(_, name, metres)| tf(text::NEAREST, &[&name, &metres]))
    };
    // With the building comes its area.
    let take_nearest = move || {
        chosen.near.get().map(|(id, name, _)| {
            let take = move |_| {
                chosen.building.set(id.clone());
                chosen.near.set(None);
                crate::component::focus("building".to_owned());
            };
            view! { <button class="btn" type="button" on:click=take>{tf(text::NEAREST_USE, &[&name])}</button> }
        })
    };
    let offer = move || {
        chosen.offered.get().map(|_| view! {
            <div class="message">
                <Icon kind=IconKind::Camera/>
                <div class="stack">
                    <p>{t(text::PHOTO_POSITION)}</p>
                    <button class="btn" type="button" on:click=use_photo>{t(text::PHOTO_POSITION_USE)}</button>
                </div>
            </div>
        })
    };
    view! {
        <fieldset class="field" id="where">
            <legend class="field__label">{t(text::WHERE)} <small>{t(OPTIONAL)}</small></legend>
            <p class="field__hint">{t(text::WHERE_HINT)}</p>
            <div class="stack">
                <div>
                    <label class="visually-hidden" for="building">{t(text::BUILDING)}</label>
                    <select id="building" name=BUILDING prop:value=move || chosen.building.get()
                        on:change=move |event| {
                            chosen.near.set(None);
                            chosen.building.set(event_target_value(&event));
                        }>
                        <option value="">{t(text::NO_BUILDING)}</option>
                        {options.into_iter().map(|(id, name)| {
                            let selected = id == chosen.building.get_untracked();
                            view! { <option value=id selected=selected>{name}</option> }
                        }).collect_view()}
                        {move || unnamed()}
                    </select>
                </div>
                <div class="stack" hidden=move || !scripted.get()>
                    {move || offer()}
                    <EstatePlan plan label=t(text::TAP_PLAN) mark selected on_tap=Some(tap) zoom=true/>
                    <div class="row">
                        <button class="btn" type="button" on:click=find>
                            <Icon kind=IconKind::Location/> {t(text::USE_GPS)}
                        </button>
                        <button class="btn btn--quiet" type="button" hidden=move || chosen.position.with(Option::is_none)
                            on:click=move |_| {
                                chosen.position.set(None);
                                chosen.building.set(String::new());
                                chosen.near.set(None);
                                chosen.said.set(None);
                            }>
                            {t(text::CLEAR_POSITION)}
                        </button>
                    </div>
                    <p class="muted" role="status">{move || chosen.said.get()} " " {move || nearest()}</p>
                    {move || take_nearest()}
                </div>
            </div>
            <input type="hidden" name=LAT value=part(|p| Some(format!("{:.7}", p.lat)))/>
            <input type="hidden" name=LON value=part(|p| Some(format!("{:.7}", p.lon)))/>
            <input type="hidden" name=ACCURACY value=part(|p| p.accuracy.map(|a| a.to_string()))/>
            <input type="hidden" name=SOURCE value=part(|p| Some(p.source.code().to_owned()))/>
            <FieldProblem field=Field::Place/>
        </fieldset>
    }
}

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
pub use browser::forget_draft_of;
