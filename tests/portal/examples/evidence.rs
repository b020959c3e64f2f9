//! Examples of the routes of evidence packs.

use super::{Example, NO_ORDER};
use crate::harness::World;

pub fn example(route: &str, world: &World) -> Option<Example> {
    let orders = [&world.sever, &world.yug].map(|company| company.deal().order.clone());
    let of = || Example::of("/orders/{}/evidence", &orders[0], &orders[1], NO_ORDER).shows(orders[0].as_str());
    matches!(
        route,
        "GET /orders/{number}/evidence" | "POST /orders/{number}/evidence"
    )
    .then(of)
}
