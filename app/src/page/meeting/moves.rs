//! Another order of a draft: items are moved one after the other, and kept together for one
//! reason.

use domain::meeting::{Move, MoveItems};
use domain::{Command, Field, IssueId};
use leptos::prelude::*;

use super::live::{Live, ReloadIfChanged};
use crate::component::{CommandForm, TextArea, focus, on_escape};
use crate::form::Typed;
use crate::here::element_id;
use crate::shown::ShownItem;
use crate::text::common::REASON;
use crate::text::{meeting as text, t, tf};
use crate::view::view;

/// Moves that are not kept yet, in the order in which they were made.
#[derive(Clone, Copy)]
pub struct Moves {
    live: Live,
    made: RwSignal<Vec<Move>>,
    /// Whether the reason is being written.
    writing: RwSignal<bool>,
}

/// The items' issues in the order of the agenda.
fn order(items: &[ShownItem]) -> Vec<IssueId> {
    items.iter().map(|item| item.issue).collect()
}

impl Moves {
    /// None yet.
    pub fn new(live: Live) -> Self {
        Self {
            live,
            made: RwSignal::new(vec![]),
            writing: RwSignal::new(false),
        }
    }

    /// Whether nothing waits to be kept. Reactive.
    pub fn is_empty(self) -> bool {
        self.made.with(Vec::is_empty)
    }

    /// The order with the moves. Reactive.
    fn order(self) -> Vec<IssueId> {
        let mut order = self.live.view.with(|view| order(&view.items));
        self.made.with(|made| {
            for a_move in made {
                a_move.apply(&mut order);
            }
        });
        order
    }

    /// The items in that order. Reactive.
    pub fn items(self) -> Vec<ShownItem> {
        let order = self.order();
        self.live.view.with(|view| {
            let find = |issue: &IssueId| view.items.iter().find(|item| item.issue == *issue);
            order.iter().filter_map(find).cloned().collect()
        })
    }

    /// Where an item stands in it, from 1; 0 if it is not on the agenda. Reactive.
    pub fn position(self, issue: IssueId) -> u32 {
        let order = self.order();
        let mut positions = order.iter().zip(1..);
        positions
            .find(|(listed, _)| **listed == issue)
            .map_or(0, |(_, position)| position)
    }

    /// Moves an item; the keyboard goes on at the element with the id `focus_on`.
    pub fn go(self, issue: IssueId, to: u32, focus_on: String) {
        let mut order = self.live.view.with_untracked(|view| order(&view.items));
        self.made.update(|made| {
            match made.last_mut() {
                Some(last) if last.issue == issue => last.to = to,
                _ => made.push(Move { issue, to }),
            }
            made.retain(|a_move| {
                let moved = a_move.apply(&mut order);
                moved.is_some_and(|(from, to)| from != to)
            });
        });
        focus(focus_on);
    }

    /// Everything stands again where it did.
    pub fn clear(self) {
        self.made.set(vec![]);
        self.writing.set(false);
    }

    /// What was moved, in words.
    fn said(self) -> Vec<String> {
        let (mut order, titles) = self.live.view.with(|view| {
            let titles = view.items.iter();
            let titles = titles.map(|item| (item.issue, item.title.clone()));
            (order(&view.items), titles.collect::<Vec<_>>())
        });
        self.made.with(|made| {
            let said = made.iter().filter_map(|a_move| {
                let (from, to) = a_move.apply(&mut order)?;
                let (_, title) = titles.iter().find(|(issue, _)| *issue == a_move.issue)?;
                Some(tf(text::MOVED, &[title, &from, &to]))
            });
            said.collect()
        })
    }
}

/// Says what was moved, asks for the one reason and keeps it, or puts everything back.
#[component]
pub fn MovesForm(moves: Moves) -> impl IntoView {
    let Moves {
        live,
        made,
        writing,
    } = moves;
    let undo = Callback::new(move |()| {
        let first = made.with_untracked(|made| made.first().map(|a_move| a_move.issue));
        moves.clear();
        if let Some(issue) = first {
            focus(element_id("title", issue));
        }
    });
    let write = move |_| {
        writing.set(true);
        focus("moves-reason".to_owned());
    };
    let bar = move || {
        view! {
            <div class="btn-row">
                <button class="btn btn--primary" type="button" on:click=write>{t(text::MOVES_WHY)}</button>
                <button class="btn" type="button" on:click=move |_| undo.run(())>{t(text::MOVES_UNDO)}</button>
            </div>
        }
    };
    let form = move || {
        let command = move |typed: Typed| {
            let (meeting, version) = live.seen();
            Ok(Command::MoveItems(MoveItems {
                meeting,
                version,
                moves: made.get_untracked(),
                reason: typed.get(Field::Reason),
            }))
        };
        view! {
            <CommandForm
                command
                on_done=move |_| {
                    let last = made.with_untracked(|made| made.last().map(|a_move| a_move.issue));
                    // Read again before they are let go, so that nothing jumps to and fro.
                    live.reload_then(last.map(|issue| element_id("title", issue)), move || moves.clear());
                }
                submit=t(text::MOVES_KEEP)
                done=t(text::MOVES_KEPT)
                on_cancel=undo
            >
                <ReloadIfChanged live/>
                <TextArea field=Field::Reason label=t(REASON) rows=2 id="moves-reason"/>
            </CommandForm>
        }
    };
    view! {
        <div class="moves" hidden=move || moves.is_empty() on:keydown=on_escape(move || undo.run(()))>
            <div role="status">
                {move || (!moves.is_empty()).then(|| {
                    let said = moves.said().into_iter().map(|line| view! { <li>{line}</li> });
                    view! { <p><b>{t(text::MOVES)}</b></p><ul>{said.collect_view()}</ul> }
                })}
            </div>
            {move || {
                if moves.is_empty() {
                    None
                } else if writing.get() {
                    Some(form())
                } else {
                    Some(bar())
                }
            }}
        </div>
    }
}
