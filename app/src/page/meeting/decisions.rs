//! Entering what the meeting decided, item by item from the paper, and publishing it.

use domain::meeting::{
    DateMeans, Decision, DecisionKind, EnterDecision, Ground, HANDS_MAX, Status, Votes,
};
use domain::work::Responsible;
use domain::{Action, Command, CommandId, Field, IssueId, Problem, Refusal, TextId, Waits};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::confirm::{Confirm, Missing};
use super::facts::ItemTitle;
use super::live::{Live, ReloadIfChanged};
use super::{meeting_title, name, use_meeting};
use crate::component::{
    CommandForm, ErrorMessage, FieldKind, Icon, IconKind, SelectField, TextArea, TextField, loaded,
};
use crate::context::now;
use crate::error::AppError;
use crate::form::{Typed, wrong};
use crate::here::{element_id, here};
use crate::page::work::{chosen, responsible_options};
use crate::page::{ChangingTitle, number_in_address};
use crate::phone::Phone;
use crate::shown::{ShownItem, ShownMeeting};
use crate::text::common::NEEDS_SCRIPT;
use crate::text::issue::{CHOOSE, decision as decision_word};
use crate::text::{meeting as text, t, tf};
use crate::view::view;

/// The page; only for whoever prepares meetings.
#[component]
pub fn DecisionsPage() -> impl IntoView {
    let number = number_in_address();
    let meeting = use_meeting();
    let allowed = here().may(Action::PrepareMeeting);
    view! {
        <ChangingTitle title=move |()| meeting_title(number())/>
        <a class="app__back" href=move || here().meeting(number())>
            <Icon kind=IconKind::ChevronLeft/> {t(text::TO_MEETING)}
        </a>
        <h1 class="title">{t(text::DECISIONS)}</h1>
        {loaded(meeting, move |view| {
            let refresh = Callback::new(move |()| meeting.refetch());
            match view.meeting.status {
                _ if !allowed => view! { <ErrorMessage error=AppError::NotFound/> },
                Status::Draft => view! { <Closed why=t(text::DECISIONS_NOT_YET)/> },
                Status::Locked => view! { <Decisions view refresh/> },
                Status::Published => view! { <Closed why=t(text::DECISIONS_OVER)/> },
            }
        })}
    }
}

/// Why nothing can be entered now.
#[component]
fn Closed(why: &'static str) -> impl IntoView {
    view! { <div class="empty"><Icon kind=IconKind::Info/><p>{why}</p></div> }
}

/// What was entered for this item on this phone and still waits to be sent; the last of several.
fn waiting(phone: Phone, issue: IssueId) -> Option<CommandId> {
    phone.outbox.with(|outbox| {
        let mut waiting = outbox.iter().rev().filter(|each| each.refusal.is_none());
        let about_it = |kind, about| kind == Waits::EnterDecision && about == issue;
        let found = waiting.find(|each| about_it(each.what.kind, each.what.issue));
        found.map(|found| found.id)
    })
}

#[component]
fn Decisions(view: ShownMeeting, refresh: Callback<()>) -> impl IntoView {
    let title = name(&view.meeting);
    let page = here().meeting(view.meeting.number);
    let items = view.items.clone();
    let total = items.len();
    let phone = Phone::get();
    let issues: Vec<IssueId> = items.iter().map(|item| item.issue).collect();
    let waits = Memo::new(move |_| issues.iter().any(|issue| waiting(phone, *issue).is_some()));
    let live = Live::new(view, refresh);
    // What waited has been delivered.
    Effect::new(move |before: Option<bool>| {
        let waits = waits.get();
        if before == Some(true) && !waits {
            live.reload(None);
        }
        waits
    });
    let entered = Memo::new(move |_| {
        live.view.with(|view| {
            view.items
                .iter()
                .filter(|item| item.decision.is_some())
                .count()
        })
    });
    let publish = move |()| {
        let (meeting, version) = live.seen();
        Command::PublishDecisions { meeting, version }
    };
    // All of it at once, before anybody is asked whether they are sure.
    let missing = Callback::new(move |()| {
        live.view.with_untracked(|view| {
            let undecided = view.items.iter().zip(1..);
            let undecided = undecided.filter(|(item, _)| item.decision.is_none());
            let undecided: Vec<u32> = undecided.map(|(_, position)| position).collect();
            text::missing(now() < view.meeting.starts_at, &undecided)
        })
    });
    let missing = Missing {
        lead: t(text::PUBLISH_MISSING),
        all: missing,
    };
    let navigate = use_navigate();
    let done = Callback::new(move |()| navigate(&page, NavigateOptions::default()));
    let items = items.into_iter().zip(1..).map(|(item, position)| {
        view! { <ItemDecision live item position/> }
    });
    view! {
        <p><b>{title}</b></p>
        <p class="lead">{t(text::DECISIONS_LEAD)}</p>
        <noscript><p class="message message--warn">{t(NEEDS_SCRIPT)}</p></noscript>
        <section class="section">
            <p class="section__title" role="status">
                {move || tf(text::PROGRESS, &[&entered.get(), &total])}
            </p>
            <ol class="list">{items.collect_view()}</ol>
        </section>
        <section class="section stack">
            <h2 class="section__title">{t(text::PUBLISH)}</h2>
            <p>{t(text::PUBLISH_LEAD)}</p>
            <p class="message message--warn" role="status" hidden=move || !waits.get()>
                <Icon kind=IconKind::Outbox/> <span>{t(text::PUBLISH_WAITS)}</span>
            </p>
            <div hidden=move || waits.get()>
                <Confirm
                    live
                    ask=t(text::PUBLISH)
                    icon=IconKind::Check
                    sure=t(text::PUBLISH_SURE)
                    submit=t(text::PUBLISH_DO)
                    done=t(text::PUBLISHED)
                    command=publish
                    missing
                    on_done=done
                />
            </div>
        </section>
    }
}

/// One item: which decision, then what belongs to it.
#[component]
fn ItemDecision(live: Live, item: ShownItem, position: u32) -> impl IntoView {
    let issue = item.issue;
    let entered = item.decision.as_ref();
    let kind = RwSignal::new(entered.map(|entered| entered.decision.kind()));
    let chosen = Memo::new(move |_| kind.get().is_some());
    // The one that is chosen now: another is entered only once it is saved.
    let saved = Memo::new(move |_| {
        live.view.with(|view| {
            let item = view.items.iter().find(|item| item.issue == issue);
            let entered = item.and_then(|item| item.decision.as_ref());
            entered.is_some_and(|entered| kind.get() == Some(entered.decision.kind()))
        })
    });
    // What was entered, maybe by somebody else meanwhile.
    let entered = move || {
        live.view.with(|view| {
            let item = view.items.iter().find(|item| item.issue == issue)?;
            let kind = item.decision.as_ref()?.decision.kind();
            let mut words = vec![t(decision_word(kind)).to_owned()];
            words.extend(item.decided.iter().cloned());
            Some(view! { <span class="muted">{words.join(" · ")}</span> })
        })
    };
    let phone = Phone::get();
    let waits = Memo::new(move |_| waiting(phone, issue).is_some());
    let number = item.number;
    let title = item.title.clone();
    let choices = DecisionKind::ALL.into_iter().map(|each| {
        let checked = move || kind.get() == Some(each);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=element_id("decision", issue)
                    value=each.code()
                    checked=kind.get_untracked() == Some(each)
                    prop:checked=checked
                    on:change=move |_| kind.set(Some(each))
                />
                <span class="choice__text">{t(decision_word(each))}</span>
            </label>
        }
    });
    // Made once, when the first kind is chosen: what is typed stays when the choice or another item
    // changes.
    let form = move || {
        let first = if chosen.get() {
            kind.get_untracked()
        } else {
            None
        };
        first.map(|first| {
            let kind = Memo::new(move |_| kind.get().unwrap_or(first));
            view! { <DecisionForm live item=item.clone() kind/> }
        })
    };
    view! {
        <li class="card">
            <fieldset class="decision">
                <legend class="decision__head">
                    <b class="agenda-item__no">{position}</b>
                    <span><ItemTitle number title/></span>
                </legend>
                <div class="stack">
                    <p>
                        <span class=move || if saved.get() { "status status--closed" } else { "status status--filed" }>
                            {move || t(if waits.get() {
                                crate::text::phone::OUTBOX
                            } else if saved.get() {
                                text::ENTERED
                            } else {
                                text::NOT_ENTERED
                            })}
                        </span>
                        " " {entered}
                    </p>
                    <div class="choices choices--two">{choices.collect_view()}</div>
                    {move || form()}
                </div>
            </fieldset>
        </li>
    }
}

/// What belongs to the chosen decision.
#[component]
fn DecisionForm(live: Live, item: ShownItem, kind: Memo<DecisionKind>) -> impl IntoView {
    let issue = item.issue;
    let phone = Phone::get();
    let title = item.title.clone();
    let words = item.decision_text.unwrap_or_default();
    let hands = item.decision.as_ref().and_then(|entered| entered.hands);
    let votes = item.decision.as_ref().and_then(|entered| entered.votes);
    let responsible = (item.decision.as_ref()).and_then(|entered| entered.responsible);
    let everybody = live
        .view
        .with_untracked(|view| StoredValue::new(view.responsible.clone()));
    // Entered by a version that took any name.
    let named = if responsible.is_none() && !words.title.is_empty() {
        tf(text::OWNER_NAMED, &[&words.title])
    } else {
        String::new()
    };
    let voting = live.view.with_untracked(|view| view.meeting.kind.votes());
    let decision = item.decision.map(|entered| entered.decision);
    let ground = match decision {
        Some(Decision::ReferUpward { ground }) => ground.code(),
        _ => "",
    };
    let grounds = Ground::ALL.map(|ground| (ground.code(), text::ground(ground)));
    let grounds = [("", CHOOSE)].into_iter().chain(grounds);
    let grounds = grounds.map(|(code, words)| (code.to_owned(), t(words).to_owned()));
    // A date stays while its meaning does.
    let day = Memo::new(move |_| kind.get().date());
    let day_field = move || {
        day.get().map(|day| {
            let label = match day {
                DateMeans::Due => text::DUE,
                DateMeans::ReviewOn => text::REVIEW_ON,
            };
            let saved = decision
                .as_ref()
                .filter(|decision| decision.kind().date() == Some(day));
            let value = saved.and_then(Decision::date).map(|date| date.to_string());
            view! {
                <TextField
                    field=Field::Due
                    label=t(label)
                    kind=FieldKind::Date
                    value=value.unwrap_or_default()
                    id=element_id("due", issue)
                />
            }
        })
    };
    let command = move |typed: Typed| {
        let (meeting, _) = live.seen();
        // What waits arrives before this, and is then the one that is entered.
        let sent = untrack(|| waiting(phone, issue));
        let seen = sent.map(TextId::of).or_else(|| {
            live.view.with_untracked(|view| {
                let item = view.items.iter().find(|item| item.issue == issue);
                item.and_then(|item| Some(item.decision.as_ref()?.text))
            })
        });
        let kind = kind.get_untracked();
        let (responsible, owner) = if kind.needs_owner() {
            let (responsible, name) = everybody.with_value(|all| chosen(&typed, all))?;
            (Some(responsible), name)
        } else {
            (None, String::new())
        };
        Ok(Command::EnterDecision(EnterDecision {
            meeting,
            issue,
            seen,
            decision: decided(kind, &typed)?,
            hands: if voting {
                None
            } else {
                counted(&typed, Field::Hands)?
            },
            votes: if voting { voted(&typed)? } else { None },
            responsible,
            owner,
            words: typed.get(Field::Reason),
        }))
    };
    let count = |field: Field, label: &'static str, value: Option<u32>| {
        view! {
            <TextField
                field
                label
                kind=FieldKind::Number { min: 0, max: HANDS_MAX }
                value=value.map(|value| value.to_string()).unwrap_or_default()
                optional=true
                id=element_id(field.name(), issue)
            />
        }
    };
    let counts = if voting {
        // Hands that were entered before votes were told apart were raised for it.
        let in_favour = votes.map(|of| of.in_favour).or(hands);
        vec![
            count(Field::InFavour, t(text::IN_FAVOUR), in_favour),
            count(Field::Against, t(text::AGAINST), votes.map(|of| of.against)),
            count(
                Field::Abstained,
                t(text::ABSTAINED),
                votes.map(|of| of.abstained),
            ),
        ]
    } else {
        vec![count(Field::Hands, t(text::HANDS), hands)]
    };
    view! {
        <CommandForm
            command
            on_done=move |_| live.reload(None)
            submit=t(text::RECORD)
            title
            button="btn btn--block"
            done=t(text::ENTERED)
        >
            <ReloadIfChanged live/>
            <div class="decision__detail">
                <div class="field" hidden=move || !kind.get().needs_owner()>
                    <SelectField
                        field=Field::Owner
                        label=t(text::OWNER_FIELD)
                        hint=named
                        options=responsible_options(everybody.get_value())
                        value=responsible.map(Responsible::code).unwrap_or_default()
                        id=element_id("owner", issue)
                    />
                </div>
                {move || day_field()}
                <div class="field" hidden=move || kind.get() != DecisionKind::ReferUpward>
                    <SelectField
                        field=Field::Ground
                        label=t(text::GROUND)
                        options=grounds.collect()
                        value=ground
                        id=element_id("ground", issue)
                    />
                </div>
                <div class="field field--wide">
                    <TextArea
                        field=Field::Reason
                        label=t(text::WORDS)
                        value=words.body
                        rows=3
                        id=element_id("words", issue)
                    />
                    <p class="field__hint" hidden=move || !kind.get().needs_reason()>{t(text::WORDS_HINT)}</p>
                </div>
                {counts}
            </div>
        </CommandForm>
    }
}

/// Reads the decision of that kind.
fn decided(kind: DecisionKind, typed: &Typed) -> Result<Decision, Refusal> {
    Ok(match kind {
        DecisionKind::DoIt => Decision::DoIt {
            due: typed.read(Field::Due)?,
        },
        DecisionKind::Pilot => Decision::Pilot {
            due: typed.read(Field::Due)?,
        },
        DecisionKind::ReferUpward => {
            let ground = Ground::from_code(&typed.get(Field::Ground));
            Decision::ReferUpward {
                ground: ground.ok_or_else(|| wrong(Field::Ground, Problem::Missing))?,
            }
        }
        DecisionKind::OwnersDecide => Decision::OwnersDecide,
        DecisionKind::Defer => Decision::Defer {
            review_on: typed.read(Field::Due)?,
        },
        DecisionKind::NotDone => Decision::NotDone,
    })
}

/// Reads how many were counted, if they were.
fn counted(typed: &Typed, field: Field) -> Result<Option<u32>, Refusal> {
    if typed.get(field).trim().is_empty() {
        Ok(None)
    } else {
        typed.read(field).map(Some)
    }
}

/// Reads the votes, if any were counted; what was left out is nobody.
fn voted(typed: &Typed) -> Result<Option<Votes>, Refusal> {
    let in_favour = counted(typed, Field::InFavour)?;
    let against = counted(typed, Field::Against)?;
    let abstained = counted(typed, Field::Abstained)?;
    let counted = in_favour.or(against).or(abstained);
    Ok(counted.map(|_| Votes {
        in_favour: in_favour.unwrap_or(0),
        against: against.unwrap_or(0),
        abstained: abstained.unwrap_or(0),
    }))
}
