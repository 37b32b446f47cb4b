//! The estate's plan: drawn by `domain::place` wherever it appears. Where it may be looked at from
//! nearer, fingers, mouse, keys and buttons move it; without script it shows the whole.

use domain::BuildingId;
use domain::place::{Drawing, Pin, Plan, PlanView, Point};
use leptos::prelude::*;

use crate::text::place::{PLAN_KEYS, ZOOM_IN, ZOOM_OUT, ZOOM_WHOLE};
use crate::text::t;
use crate::view::view;

/// The plan with pins, the chosen point and the chosen building; `on_tap` makes it a way to choose
/// a place, `zoom` lets people go nearer.
#[component]
pub fn EstatePlan(
    plan: StoredValue<Plan>,
    label: &'static str,
    /// Which pins a view has: the nearer, the more of them stand for themselves.
    #[prop(optional, into)]
    pins: Option<Callback<PlanView, Vec<Pin>>>,
    #[prop(optional, into)] mark: Signal<Option<Point>>,
    #[prop(optional, into)] selected: Signal<Option<BuildingId>>,
    #[prop(optional_no_strip)] on_tap: Option<Callback<Point>>,
    #[prop(optional)] zoom: bool,
    /// Told of each view that is shown.
    #[prop(optional, into)]
    on_view: Option<Callback<PlanView>>,
    /// Drawn under it; empty for nothing.
    #[prop(optional)]
    ground: String,
) -> impl IntoView {
    let whole = plan.with_value(PlanView::of);
    let shown = RwSignal::new(whole);
    Effect::new(move |before: Option<Option<BuildingId>>| {
        let chosen = selected.get();
        // Whoever chooses a building sees which one it is.
        if zoom && before.as_ref() != Some(&chosen) {
            let view = plan.with_value(|plan| {
                let building = chosen.as_ref().and_then(|id| plan.building(id));
                building.map(|building| shown.get_untracked().showing(building))
            });
            if let Some(view) = view {
                shown.set(view);
            }
        }
        let view = shown.get();
        if let Some(on_view) = on_view {
            on_view.run(view);
        }
        chosen
    });
    let drawing = move || {
        let view = shown.get();
        let pins = pins.map(|pins| pins.run(view)).unwrap_or_default();
        let selected = selected.get();
        plan.with_value(|plan| {
            let drawing = Drawing {
                plan,
                view,
                label,
                pins: &pins,
                mark: mark.get(),
                selected: selected.as_ref(),
            };
            drawing.svg()
        })
    };
    // How the drawing is held while fingers are on it; it is drawn anew when they let go.
    let held = RwSignal::new(String::new());
    let near = move || shown.with(|view| view.zoom() > 1.0);
    let zoomed = move |by: f64| shown.update(|view| *view = view.moved(MIDDLE, MIDDLE, by));
    let buttons = zoom.then(|| {
        view! {
            <div class="plan__buttons scripted">
                <button class="btn plan__button" type="button" aria-label=t(ZOOM_IN) on:click=move |_| zoomed(2.0)>
                    <span aria-hidden="true">"+"</span>
                </button>
                <button class="btn plan__button" type="button" aria-label=t(ZOOM_OUT) disabled=move || !near() on:click=move |_| zoomed(0.5)>
                    <span aria-hidden="true">"−"</span>
                </button>
                <button class="btn plan__button" type="button" hidden=move || !near() on:click=move |_| zoomed(0.0)>
                    {t(ZOOM_WHOLE)}
                </button>
            </div>
        }
    });
    // Images stay where they are; only the part that is in view changes.
    let under = view! {
        <svg class="plan__ground" aria-hidden="true" viewBox=move || shown.with(PlanView::view_box) inner_html=ground></svg>
    };
    #[cfg(feature = "hydrate")]
    let hands = browser::Hands::new(shown, held, on_tap, zoom);
    #[cfg(feature = "hydrate")]
    let frame = view! {
        <div
            class="plan__drawing"
            style=move || held.get()
            on:click=move |event| hands.click(&event)
            on:pointerdown=move |event| hands.down(&event)
            on:pointermove=move |event| hands.moved(&event)
            on:pointerup=move |event| hands.up(&event)
            on:pointercancel=move |event| hands.up(&event)
            on:wheel=move |event| hands.wheel(&event)
        >
            <div inner_html=drawing></div>
            {under}
        </div>
    };
    #[cfg(not(feature = "hydrate"))]
    let frame = {
        let _ = on_tap;
        view! {
            <div class="plan__drawing" style=move || held.get()>
                <div inner_html=drawing></div>
                {under}
            </div>
        }
    };
    #[cfg(feature = "hydrate")]
    let key = move |event: leptos::ev::KeyboardEvent| hands.key(&event);
    #[cfg(not(feature = "hydrate"))]
    let key = |_: leptos::ev::KeyboardEvent| ();
    view! {
        <div
            class=move || if near() { "plan plan--near" } else { "plan" }
            role=zoom.then_some("group")
            tabindex=zoom.then_some("0")
            aria-label=zoom.then(|| t(PLAN_KEYS))
            on:keydown=key
        >
            {frame}
        </div>
        {buttons}
    }
}

/// The middle of a view, as parts of its width and height.
const MIDDLE: (f64, f64) = (0.5, 0.5);

#[cfg(feature = "hydrate")]
mod browser {
    use domain::place::{PlanView, Point};
    use leptos::ev::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
    use leptos::prelude::*;
    use web_sys::wasm_bindgen::JsCast;
    use web_sys::{DomRect, Element, Event, HtmlElement};

    use super::MIDDLE;

    /// Pixels that a finger may tremble during a tap.
    const TREMBLE: f64 = 8.0;
    /// How far an arrow key moves, in parts of the view.
    const STEP: f64 = 0.25;

    /// What fingers, mouse and keys do to a plan.
    #[derive(Clone, Copy)]
    pub struct Hands {
        shown: RwSignal<PlanView>,
        held: RwSignal<String>,
        on_tap: Option<Callback<Point>>,
        zoom: bool,
        /// Fingers on the plan: which, where it began to hold, where it is.
        fingers: StoredValue<Vec<Finger>>,
        /// What follows is the click that ends a movement, and no tap.
        moved: StoredValue<bool>,
    }

    #[derive(Clone, Copy)]
    struct Finger {
        id: i32,
        from: (f64, f64),
        to: (f64, f64),
    }

    impl Hands {
        pub fn new(
            shown: RwSignal<PlanView>,
            held: RwSignal<String>,
            on_tap: Option<Callback<Point>>,
            zoom: bool,
        ) -> Self {
            Self {
                shown,
                held,
                on_tap,
                zoom,
                fingers: StoredValue::new(vec![]),
                moved: StoredValue::new(false),
            }
        }

        /// A tap: the point that was tapped.
        pub fn click(self, event: &MouseEvent) {
            if self.moved.get_value() {
                self.moved.set_value(false);
                event.prevent_default();
                return;
            }
            let Some(rect) = rect(event) else { return };
            let finger = (event.client_x().into(), event.client_y().into());
            if let Some(spot) = spot(event).filter(|_| self.zoom) {
                // A key has no place on the screen, so it stands for the pin's own.
                let place = if event.detail() > 0 {
                    finger
                } else {
                    let pin = spot.get_bounding_client_rect();
                    (
                        pin.left() + pin.width() / 2.0,
                        pin.top() + pin.height() / 2.0,
                    )
                };
                self.nearer(event, parts(&rect, place));
                return;
            }
            let at = parts(&rect, finger);
            let inside = |part: f64| (0.0..=1.0).contains(&part);
            if let Some(on_tap) = self.on_tap
                && inside(at.0)
                && inside(at.1)
            {
                on_tap.run(self.shown.with_untracked(|view| view.point_at(at.0, at.1)));
            }
        }

        /// Goes nearer to a spot; where there is nothing nearer, its link leads to the list.
        fn nearer(self, event: &MouseEvent, at: (f64, f64)) {
            let (before, nearer) = self
                .shown
                .with_untracked(|view| (view.zoom(), view.moved(at, MIDDLE, 3.0)));
            if nearer.zoom() <= before {
                return;
            }
            event.prevent_default();
            self.shown.set(nearer);
            // The pin that had the keyboard is drawn no more.
            let frame = element(event).and_then(|element| element.parent_element());
            if let Some(Ok(frame)) = frame.map(JsCast::dyn_into::<HtmlElement>) {
                let _ = frame.focus();
            }
        }

        pub fn down(self, event: &PointerEvent) {
            if !self.zoom || event.button() > 0 {
                return;
            }
            let at = (event.client_x().into(), event.client_y().into());
            self.moved.set_value(false);
            self.fingers.update_value(|fingers| {
                fingers.retain(|finger| finger.id != event.pointer_id());
                if fingers.len() < 2 {
                    fingers.push(Finger {
                        id: event.pointer_id(),
                        from: at,
                        to: at,
                    });
                }
                // A second finger begins anew from where both are.
                for finger in fingers {
                    finger.from = finger.to;
                }
            });
        }

        pub fn moved(self, event: &PointerEvent) {
            // A mouse that let go outside was not heard.
            if event.buttons() == 0 {
                self.fingers.set_value(vec![]);
                return;
            }
            let at = (f64::from(event.client_x()), f64::from(event.client_y()));
            let mut known = false;
            self.fingers.update_value(|fingers| {
                if let Some(finger) = fingers.iter_mut().find(|f| f.id == event.pointer_id()) {
                    finger.to = at;
                    known = true;
                }
            });
            let Some(grip) = self.grip().filter(|_| known) else {
                return;
            };
            // One finger on the whole plan scrolls the page.
            let whole = self.shown.with_untracked(|view| view.zoom() <= 1.0);
            if whole && grip.fingers < 2 && event.pointer_type() == "touch" {
                return;
            }
            if !self.moved.get_value() {
                if grip.distance() < TREMBLE {
                    return;
                }
                self.moved.set_value(true);
                if let Some(element) = element(event) {
                    let _ = element.set_pointer_capture(event.pointer_id());
                }
            }
            // The box moves with what is held, so its corner is that of the frame around it.
            let Some(frame) = element(event).and_then(|e| e.parent_element()) else {
                return;
            };
            let corner = frame.get_bounding_client_rect();
            let (from, to) = (grip.from, grip.to);
            let x = to.0 - corner.left() - (from.0 - corner.left()) * grip.by;
            let y = to.1 - corner.top() - (from.1 - corner.top()) * grip.by;
            self.held.set(format!(
                "transform:translate({x:.1}px,{y:.1}px) scale({:.3})",
                grip.by
            ));
        }

        pub fn up(self, event: &PointerEvent) {
            let grip = self.grip();
            let mut left = 0;
            self.fingers.update_value(|fingers| {
                fingers.retain(|finger| finger.id != event.pointer_id());
                left = fingers.len();
                for finger in fingers {
                    finger.from = finger.to;
                }
            });
            if !self.moved.get_value() {
                return;
            }
            self.held.set(String::new());
            let frame = element(event).and_then(|e| e.parent_element());
            let (Some(grip), Some(frame)) = (grip, frame) else {
                return;
            };
            let rect = frame.get_bounding_client_rect();
            let from = parts(&rect, grip.from);
            let to = parts(&rect, grip.to);
            self.shown
                .update(|view| *view = view.moved(from, to, grip.by));
            // A browser sends no click after two fingers; the next tap is one again.
            if left > 0 || grip.fingers > 1 {
                self.moved.set_value(left > 0);
            }
        }

        pub fn wheel(self, event: &WheelEvent) {
            // With a key held, as on other pages that scroll; a touchpad's pinch comes as one.
            if !self.zoom || !(event.ctrl_key() || event.meta_key()) {
                return;
            }
            event.prevent_default();
            let Some(rect) = rect(event) else { return };
            let at = parts(&rect, (event.client_x().into(), event.client_y().into()));
            let turn = (event.delta_y() / 300.0).clamp(-1.0, 1.0);
            let by = if turn > 0.0 {
                1.0 / (1.0 + turn)
            } else {
                1.0 - turn
            };
            self.shown.update(|view| *view = view.moved(at, at, by));
        }

        pub fn key(self, event: &KeyboardEvent) {
            // With these keys it is the browser's own zoom.
            if !self.zoom || event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let (to, by) = match event.key().as_str() {
                "+" | "=" => (MIDDLE, 2.0),
                "-" => (MIDDLE, 0.5),
                "0" => (MIDDLE, 0.0),
                "ArrowLeft" => ((0.5 + STEP, 0.5), 1.0),
                "ArrowRight" => ((0.5 - STEP, 0.5), 1.0),
                "ArrowUp" => ((0.5, 0.5 + STEP), 1.0),
                "ArrowDown" => ((0.5, 0.5 - STEP), 1.0),
                _ => return,
            };
            // On the whole plan arrows scroll the page, as anywhere.
            if event.key().starts_with("Arrow") && self.shown.with_untracked(|v| v.zoom() <= 1.0) {
                return;
            }
            event.prevent_default();
            self.shown.update(|view| *view = view.moved(MIDDLE, to, by));
        }

        /// How the plan is held: by one finger, or between two.
        fn grip(self) -> Option<Grip> {
            self.fingers.with_value(|fingers| match fingers.as_slice() {
                [one] => Some(Grip {
                    fingers: 1,
                    from: one.from,
                    to: one.to,
                    by: 1.0,
                }),
                [one, two] => {
                    let apart = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).hypot(a.1 - b.1);
                    let before = apart(one.from, two.from).max(1.0);
                    Some(Grip {
                        fingers: 2,
                        from: middle(one.from, two.from),
                        to: middle(one.to, two.to),
                        by: (apart(one.to, two.to) / before).clamp(0.1, 10.0),
                    })
                }
                _ => None,
            })
        }
    }

    struct Grip {
        fingers: u8,
        from: (f64, f64),
        to: (f64, f64),
        by: f64,
    }

    impl Grip {
        fn distance(&self) -> f64 {
            let way = (self.from.0 - self.to.0).hypot(self.from.1 - self.to.1);
            way.max((self.by - 1.0).abs() * 100.0)
        }
    }

    fn middle(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
        (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1))
    }

    /// The pin of several issues, if one was tapped; that of a single issue leads to the issue.
    fn spot(event: &Event) -> Option<Element> {
        let target: Element = event.target()?.dyn_into().ok()?;
        target.closest("a[href^='#']").ok()?
    }

    /// The element that listens.
    fn element(event: &Event) -> Option<Element> {
        event.current_target()?.dyn_into().ok()
    }

    /// Where the drawing is on screen.
    fn rect(event: &Event) -> Option<DomRect> {
        Some(
            element(event)?
                .first_element_child()?
                .get_bounding_client_rect(),
        )
    }

    /// A place on screen, as parts of a rectangle's width and height.
    fn parts(rect: &DomRect, (x, y): (f64, f64)) -> (f64, f64) {
        (
            (x - rect.left()) / rect.width(),
            (y - rect.top()) / rect.height(),
        )
    }
}
