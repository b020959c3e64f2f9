//! Examples of the routes of changed prices.

use kabinet::modules::price_changes::RepricingId;

use super::{Example, NOBODY};
use crate::harness::GOODS;

/// The example of a route of this module.
pub fn example(route: &str) -> Option<Example> {
    let id = |name: &str| RepricingId::derived("tests repricing", name).to_string();
    let (own, others) = (id("Север"), id("Юг"));
    Some(match route {
        "GET /price-changes" => Example::at("/price-changes").shows(&own),
        "GET /price-changes/{id}" => Example::of("/price-changes/{}", &own, &others, NOBODY).shows(GOODS[0].name),
        "GET /price-changes/{id}/changes.xlsx" => {
            Example::of("/price-changes/{}/changes.xlsx", &own, &others, NOBODY).shows(GOODS[0].name)
        }
        _ => return None,
    })
}
