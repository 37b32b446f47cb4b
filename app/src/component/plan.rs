//! The estate's plan: drawn by `domain::place::svg` wherever it appears.

use crate::view::view;
use domain::BuildingId;
use domain::place::{Pin, Plan, Point, svg};
use leptos::prelude::*;

/// The plan with pins, the chosen point and the chosen building; `on_tap` makes it a way to choose a place.
#[component]
pub fn EstatePlan(
    plan: StoredValue<Plan>,
    label: &'static str,
    #[prop(optional)] pins: Vec<Pin>,
    #[prop(optional, into)] here: Signal<Option<Point>>,
    #[prop(optional, into)] selected: Signal<Option<BuildingId>>,
    #[prop(optional, into)] on_tap: Option<Callback<Point>>,
) -> impl IntoView {
    let drawing = move || {
        plan.with_value(|plan| svg(plan, label, &pins, here.get(), selected.get().as_ref()))
    };
    #[cfg(feature = "hydrate")]
    let tap = move |event: leptos::ev::MouseEvent| {
        use web_sys::wasm_bindgen::JsCast;
        let Some(on_tap) = on_tap else { return };
        // The drawing fills its frame's width and keeps its shape: parts of its box are parts of the plan.
        let target = event
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let Some(drawing) = target.and_then(|frame| frame.first_element_child()) else {
            return;
        };
        let rect = drawing.get_bounding_client_rect();
        let (w, h) = plan.with_value(|plan| domain::place::PlanView::of(plan).size());
        // Where the box is not of the plan's shape, the drawing is centred in it.
        let scale = (rect.width() / w).min(rect.height() / h);
        let across = (f64::from(event.client_x()) - rect.left() - (rect.width() - w * scale) / 2.0)
            / (w * scale);
        let down = (f64::from(event.client_y()) - rect.top() - (rect.height() - h * scale) / 2.0)
            / (h * scale);
        if (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&down) {
            let point =
                plan.with_value(|plan| domain::place::PlanView::of(plan).point_at(across, down));
            on_tap.run(point);
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let tap = move |_: leptos::ev::MouseEvent| {
        let _ = on_tap;
    };
    view! { <div class="plan" on:click=tap inner_html=drawing></div> }
}
