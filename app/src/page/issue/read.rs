//! What several pages of issues read.

use domain::place::Plan;

use crate::here::slug;
use crate::page::number_in_address;
use crate::read::{ReadIssue, ReadPlan, Reading, use_read};
use crate::shown::ShownIssue;

/// The issue in the page's address.
pub fn use_issue() -> Reading<ShownIssue> {
    let number = number_in_address();
    use_read(move || ReadIssue {
        slug: slug(),
        number: number(),
    })
}

/// The estate's plan.
pub fn use_plan() -> Reading<Plan> {
    use_read(|| ReadPlan { slug: slug() })
}
