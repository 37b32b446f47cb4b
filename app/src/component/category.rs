//! Categories to be looked at: a drawing for each, and the choice of one as a grid of tiles.

use domain::Field;
use domain::issue::Category;
use leptos::prelude::*;

use super::icon::inside;
use super::{Errors, FieldProblem, is_invalid};
use crate::text::{issue as text, t};
use crate::view::view;

fn file(category: Category) -> &'static str {
    match category {
        Category::Lift => include_str!("../../../style/icons/category-lift.svg"),
        Category::Utilities => include_str!("../../../style/icons/category-utilities.svg"),
        Category::Upkeep => include_str!("../../../style/icons/category-upkeep.svg"),
        Category::Property => include_str!("../../../style/icons/category-property.svg"),
        Category::Parking => include_str!("../../../style/icons/category-parking.svg"),
        Category::Safety => include_str!("../../../style/icons/category-safety.svg"),
        Category::Sanitation => include_str!("../../../style/icons/category-sanitation.svg"),
        Category::Greening => include_str!("../../../style/icons/category-greening.svg"),
        Category::Facilities => include_str!("../../../style/icons/category-facilities.svg"),
        Category::Noise => include_str!("../../../style/icons/category-noise.svg"),
        Category::Neighbours => include_str!("../../../style/icons/category-neighbours.svg"),
        Category::Services => include_str!("../../../style/icons/category-services.svg"),
        Category::Other => include_str!("../../../style/icons/category-other.svg"),
    }
}

/// What stands inside the `<svg>` of a category's drawing, 24 units wide and high.
pub fn category_drawing(category: Category) -> &'static str {
    inside(file(category))
}

/// The choice of a category; `value` is the code of the one that is chosen, if any is.
#[component]
pub fn CategoryField(#[prop(into)] value: String) -> impl IntoView {
    let error = Errors::of(Field::Category);
    let tiles = Category::ALL.into_iter().map(|category| {
        let code = category.code();
        view! {
            <label class="tile">
                <input type="radio" name="category" value=code checked=code == value/>
                <span class="tile__face">
                    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=category_drawing(category)></svg>
                    <span>{t(text::category(category))}</span>
                </span>
            </label>
        }
    });
    // The keyboard comes to the whole of it where nothing is chosen yet.
    view! {
        <fieldset class="field" id="category" role="radiogroup" tabindex="-1"
            aria-invalid=is_invalid(error) aria-describedby="category-error">
            <legend class="field__label">{t(text::CATEGORY_WHICH)}</legend>
            <div class="tiles">{tiles.collect_view()}</div>
            <FieldProblem field=Field::Category/>
        </fieldset>
    }
}
