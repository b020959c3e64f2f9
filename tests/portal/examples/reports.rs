//! Examples of the routes of plans and figures.

use super::{Example, NOBODY, text};
use crate::harness::World;

/// The example of a route of this module.
pub fn example(route: &str, world: &World) -> Option<Example> {
    let (own, others) = (text(world.sever.dealer.unwrap()), text(world.yug.dealer.unwrap()));
    let of = |pattern: &str| Example::of(pattern, &own, &others, NOBODY);
    Some(match route {
        "GET /plan" => of("/plan?dealer={}"),
        "GET /plan/orders" => Example::at("/plan/orders?which=undated"),
        "GET /plan.xlsx" => of("/plan.xlsx?dealer={}"),
        "GET /plan/load" => Example::at("/plan/load"),
        "GET /plan/capacity" => Example::at("/plan/capacity"),
        // Of a version that nobody has: what was kept by others stays.
        "POST /plan/capacity" => Example::at("/plan/capacity").with(&[("version", "999")]).refused(),
        "GET /pipeline" => of("/pipeline?dealer={}"),
        "GET /analytics" => of("/analytics?dealer={}"),
        "GET /analytics/orders" => of("/analytics/orders?dealer={}"),
        "GET /analytics.xlsx" => of("/analytics.xlsx?dealer={}"),
        "GET /promises" => of("/promises?dealer={}"),
        "GET /promises/orders" => of("/promises/orders?dealer={}"),
        "GET /promises.xlsx" => of("/promises.xlsx?dealer={}"),
        "GET /company/report" => Example::at("/company/report"),
        "GET /company/report.xlsx" => Example::at("/company/report.xlsx"),
        _ => return None,
    })
}
