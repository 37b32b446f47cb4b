//! How long a large estate's plan takes to be drawn anew, which a phone does after each movement:
//! `cargo bench -p domain --bench plan`.
//!
//! Made up: 1,320 named buildings on a square of 2 km, as in central Shanghai, and 5,000 issues
//! near them.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use domain::BuildingId;
use domain::place::{Building, Drawing, Pin, Plan, PlanView, Point, spots};

const EAST_WEST: u32 = 44;
const NORTH_SOUTH: u32 = 30;

/// One building in each field of a grid; `(0, 0)` is the south-western one.
fn corner(column: u32, row: u32) -> Point {
    let part = |n: u32, of: u32| f64::from(n) / f64::from(of);
    Point {
        lat: 31.23 + part(row, NORTH_SOUTH) * 0.018,
        lon: 121.47 + part(column, EAST_WEST) * 0.021,
    }
}

fn plan() -> Plan {
    let mut plan = Plan::default();
    for (column, row) in (0..EAST_WEST).flat_map(|c| (0..NORTH_SOUTH).map(move |r| (c, r))) {
        let Point { lat, lon } = corner(column, row);
        let name = format!("{}", plan.buildings.len() + 1);
        plan.buildings.push(Building {
            id: BuildingId(name.clone()),
            name,
            cluster: String::new(),
            outline: [(0.0, 0.0), (0.0, 3e-4), (3e-4, 3e-4), (3e-4, 0.0)]
                .map(|(north, east)| Point {
                    lat: lat + north,
                    lon: lon + east,
                })
                .to_vec(),
            more: vec![],
        });
    }
    plan
}

/// Scattered evenly by the golden ratio and its square.
fn issues() -> Vec<Point> {
    let part = |n: u32, by: f64| (f64::from(n) * by).fract();
    let (south_west, north_east) = (corner(0, 0), corner(EAST_WEST, NORTH_SOUTH));
    (0..5_000)
        .map(|n| Point {
            lat: south_west.lat + part(n, 0.618_034) * (north_east.lat - south_west.lat),
            lon: south_west.lon + part(n, 0.754_878) * (north_east.lon - south_west.lon),
        })
        .collect()
}

fn drawn_anew(criterion: &mut Criterion) {
    let (plan, issues) = (plan(), issues());
    let whole = PlanView::of(&plan);
    let mut group = criterion.benchmark_group("1,320 buildings, 5,000 issues");
    for zoom in [1.0, 4.0, 16.0, 64.0] {
        let view = whole.part(whole.point_at(0.5, 0.5), zoom);
        let spots_alone = BenchmarkId::new("spots", zoom);
        group.bench_with_input(spots_alone, &view, |bench, view| {
            bench.iter(|| spots(black_box(view), &issues));
        });
        let pins: Vec<Pin> = (spots(&view, &issues).iter())
            .map(|spot| Pin {
                at: spot.at,
                label: spot.points.len().to_string(),
                title: String::new(),
                href: Some("#in-view".into()),
                icon: "",
                class: "",
            })
            .collect();
        let drawing = Drawing {
            plan: &plan,
            view,
            label: "",
            pins: &pins,
            mark: None,
            selected: None,
        };
        group.bench_with_input(BenchmarkId::new("svg", zoom), &drawing, |bench, drawing| {
            bench.iter(|| black_box(drawing).svg());
        });
    }
    group.finish();
}

criterion_group!(benches, drawn_anew);
criterion_main!(benches);
