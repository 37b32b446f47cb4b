//! Issues: the feed, filing one, an issue's page, editing it.

mod add;
mod behalf;
mod behalf_list;
mod behalf_sent;
mod edit;
mod feed;
mod new;
mod photo_field;
#[cfg(feature = "hydrate")]
mod photos;
mod read;
mod share;
mod show;
mod staff;
mod word;

pub use add::AddPage;
pub use behalf::BehalfPage;
pub use behalf_list::BehalfListPage;
pub use edit::EditPage;
pub use feed::FeedPage;
pub use new::NewPage;
pub use show::IssuePage;
pub use staff::{AcceptForm, AnswerForm, AsRead, DeclineForm};
pub use word::{YesNo, said};

use domain::place::{Area, Plan};

use crate::text::issue as text;
use crate::text::{t, tf};

/// The areas of the plan as options of a form: the whole estate, its clusters, its buildings that
/// have a name.
fn area_options(plan: &Plan) -> Vec<(String, String)> {
    let clusters = plan.clusters().into_iter().map(|name| {
        (
            Area::Cluster(name.to_owned()).code(),
            tf(text::CLUSTER_OF, &[&name]),
        )
    });
    let named = plan.buildings.iter().filter(|b| !b.name.is_empty());
    let buildings = named.map(|building| {
        (
            Area::Building(building.id.clone()).code(),
            tf(text::MY_BUILDING, &[&building.name]),
        )
    });
    std::iter::once((Area::Estate.code(), t(text::WHOLE_ESTATE).to_owned()))
        .chain(clusters)
        .chain(buildings)
        .collect()
}
