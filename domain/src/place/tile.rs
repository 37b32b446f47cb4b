//! Street tiles under the plan: which ones cover it, and where they lie in its drawing. An
//! operator's option.
//!
//! Tiles are squares of a world map in Web Mercator, cut anew at each level. Those of one level are
//! laid under the plan, and move with it; those of a service that draws in another [`Datum`] lie
//! where the plan has what they show.

use std::f64::consts::PI;
use std::fmt::Write;

use super::{Datum, Plan, PlanView, Point};
use crate::words::escape;

/// Most tiles under a plan: what a phone may load without waiting.
const MOST: u32 = 48;
/// The nearest level that services commonly have.
const NEAREST: u32 = 18;
/// Tiles reach over their neighbours' edges by this part of their size, so that no seam shines
/// through.
const OVERLAP: f64 = 0.003;

/// A service that has tiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiles {
    /// Their address, with `{x}`, `{y}` and `{z}`.
    template: String,
    datum: Datum,
    /// Whose map it is; shown beside it.
    pub credit: String,
}

impl Tiles {
    /// `None` where that is no address of tiles: `https://HOST/…{z}…{x}…{y}…`, or with `http`.
    pub fn new(template: &str, datum: Datum, credit: &str) -> Option<Self> {
        let sound = ["{x}", "{y}", "{z}"].iter().all(|part| template.contains(part))
            // It stands in a policy, whose parts end with these.
            && !template.contains(|c: char| c.is_whitespace() || c.is_control() || ";,\"'".contains(c));
        let tiles = Self {
            template: template.to_owned(),
            datum,
            credit: credit.trim().to_owned(),
        };
        let origin = tiles.origin();
        let host = origin
            .strip_prefix("https://")
            .or_else(|| origin.strip_prefix("http://"));
        let host = host.is_some_and(|host| {
            !host.is_empty()
                && host
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c))
        });
        (sound && host).then_some(tiles)
    }

    /// The service itself, as a policy names it: `https://HOST`, or with `http`.
    pub fn origin(&self) -> &str {
        let host = self.template.find("://").map_or(0, |at| at + 3);
        let end = self.template[host..]
            .find('/')
            .map_or(self.template.len(), |end| host + end);
        &self.template[..end]
    }

    /// The tiles under a plan: `<image>` elements in units of its drawing.
    pub fn under(&self, plan: &Plan) -> String {
        let mut images = String::new();
        for tile in self.covering(&PlanView::of(plan)) {
            let _ = write!(
                images,
                r#"<image href="{}" x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" preserveAspectRatio="none"/>"#,
                escape(&tile.address),
                tile.at.0,
                tile.at.1,
                tile.size.0 * (1.0 + OVERLAP),
                tile.size.1 * (1.0 + OVERLAP),
            );
        }
        images
    }

    /// Of the nearest level at which they are few enough, all that lie under the whole plan, row by
    /// row from the north-west.
    fn covering(&self, whole: &PlanView) -> Vec<Tile> {
        let corner = |across, down| self.datum.shifted(whole.point_at(across, down));
        let (from, to) = (corner(0.0, 0.0), corner(1.0, 1.0));
        for level in (0..=NEAREST).rev() {
            let ((west, north), (east, south)) = (tile_at(from, level), tile_at(to, level));
            let (columns, rows) = (east - west + 1, south - north + 1);
            if columns.saturating_mul(rows) > MOST {
                continue;
            }
            let place = |x: u32, y: u32| whole.xy(self.datum.unshifted(corner_of(x, y, level)));
            return (north..=south)
                .flat_map(|y| (west..=east).map(move |x| (x, y)))
                .map(|(x, y)| {
                    let (at, end) = (place(x, y), place(x + 1, y + 1));
                    let numbered = self.template.replace("{x}", &x.to_string());
                    let numbered = numbered.replace("{y}", &y.to_string());
                    Tile {
                        address: numbered.replace("{z}", &level.to_string()),
                        at,
                        size: (end.0 - at.0, end.1 - at.1),
                    }
                })
                .collect();
        }
        vec![]
    }
}

/// One tile, in units of the plan's drawing.
#[derive(Debug, Clone, PartialEq)]
struct Tile {
    address: String,
    /// Its north-western corner.
    at: (f64, f64),
    size: (f64, f64),
}

/// The world is so many tiles wide at a level.
fn across(level: u32) -> f64 {
    f64::from(level).exp2()
}

/// Column and row of the tile that a point lies in.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "kept within the world, which is 2^18 tiles wide at most"
)]
fn tile_at(point: Point, level: u32) -> (u32, u32) {
    let (n, lat) = (across(level), point.lat.to_radians());
    let x = (point.lon + 180.0) / 360.0 * n;
    let y = (1.0 - lat.tan().asinh() / PI) / 2.0 * n;
    (x.clamp(0.0, n - 1.0) as u32, y.clamp(0.0, n - 1.0) as u32)
}

/// The north-western corner of a tile.
fn corner_of(x: u32, y: u32, level: u32) -> Point {
    let n = across(level);
    Point {
        lat: (PI * (1.0 - 2.0 * f64::from(y) / n))
            .sinh()
            .atan()
            .to_degrees(),
        lon: f64::from(x) / n * 360.0 - 180.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    fn plan(from: Point, to: Point) -> Plan {
        Plan {
            paths: vec![vec![from, to]],
            ..Plan::default()
        }
    }

    fn tiles(datum: Datum) -> Tiles {
        Tiles::new(
            "https://tiles.example:8443/m/{z}/{x}/{y}.png?k=1&s=2",
            datum,
            " © Some map ",
        )
        .expect("sound")
    }

    #[test]
    fn an_address_of_tiles_is_told_from_others_and_names_its_service() {
        assert_eq!(tiles(Datum::Wgs84).origin(), "https://tiles.example:8443");
        for wrong in [
            "https://tiles.example/{z}/{x}.png",
            "tiles.example/{z}/{x}/{y}.png",
            "ftp://tiles.example/{z}/{x}/{y}.png",
            "https:///{z}/{x}/{y}.png",
            "https://{x}.tiles.example/{z}/{x}/{y}.png",
            "https://tiles.example; script-src */{z}/{x}/{y}.png",
            "https://tiles.example/{z}/{x}/{y}.png 2",
        ] {
            assert_eq!(Tiles::new(wrong, Datum::Wgs84, ""), None, "{wrong}");
        }
    }

    #[test]
    fn a_small_estate_lies_on_a_few_tiles_of_the_nearest_level() {
        let estate = plan(p(31.2313, 121.5564), p(31.2316, 121.5569));
        let ground = tiles(Datum::Wgs84).under(&estate);
        assert_eq!(tiles(Datum::Wgs84).credit, "© Some map");
        let first = "https://tiles.example:8443/m/18/";
        assert!(
            ground.starts_with(&format!("<image href=\"{first}")),
            "{}",
            ground
        );
        assert!(ground.contains("?k=1&amp;s=2\""), "{}", ground);
        // A place in London that others give as an example.
        assert_eq!(tile_at(p(51.512_02, 0.024_35), 17), (65_544, 43_582));
    }

    proptest! {
        #[test]
        fn tiles_cover_the_plan_side_by_side_and_are_few(
            lat in -60.0..60.0_f64,
            lon in -179.0..179.0_f64,
            high in 0.0001..0.05_f64,
            wide in 0.0001..0.05_f64,
            shifted in any::<bool>(),
        ) {
            let datum = if shifted { Datum::Gcj02 } else { Datum::Wgs84 };
            let plan = plan(p(lat, lon), p(lat + high, lon + wide));
            let whole = PlanView::of(&plan);
            let all = tiles(datum).covering(&whole);
            prop_assert!(!all.is_empty() && all.len() <= MOST as usize);
            let (width, height) = whole.size();
            let first = &all[0];
            let last = &all[all.len() - 1];
            let end = (last.at.0 + last.size.0, last.at.1 + last.size.1);
            // A metre: what the shift changes within a tile.
            prop_assert!(first.at.0 <= -width / 2.0 + 1.0 && first.at.1 <= -height / 2.0 + 1.0);
            prop_assert!(end.0 >= width / 2.0 - 1.0 && end.1 >= height / 2.0 - 1.0);
            for pair in all.windows(2) {
                let gap = (pair[0].at.0 + pair[0].size.0 - pair[1].at.0).abs();
                let next_row = pair[1].at.1 > pair[0].at.1 + pair[0].size.1 / 2.0;
                prop_assert!(next_row || gap <= OVERLAP * pair[0].size.0, "{gap} m");
            }
        }
    }
}
