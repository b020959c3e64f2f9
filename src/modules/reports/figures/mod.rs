//! What the pages show, made of sums and cut down to what the reader may see.

pub mod analytics;
pub mod company;
pub mod pipeline;
pub mod plan;
pub mod promises;

use crate::modules::catalogue::Margin;
use crate::modules::reports::model::Sums;
use crate::platform::values::{Currency, Money};

/// The margin of what has a recommended price: the sum and its share of RRP. `None` where nothing has one.
pub fn margin(sums: &Sums, currency: Currency) -> Option<Margin> {
    let (rrp, paid) = (Money::new(sums.rrp, currency), Money::new(sums.paid, currency));
    (sums.rrp != 0).then(|| Margin::of(rrp, paid).ok()).flatten()
}
