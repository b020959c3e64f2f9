//! Days of single lines.

use std::collections::BTreeSet;

use super::{act, by_number, save, today};
use crate::modules::orders::{Order, OrderNumber};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::values::Day;

/// Promises a day for the lines at these places, or moves what was promised. Pressed twice it happens once.
pub async fn promise_lines(
    access: &Access,
    number: OrderNumber,
    version: u32,
    places: BTreeSet<usize>,
    day: Day,
    reason: String,
) -> Result<Order, Error> {
    let today = today(access);
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            let act = act(write);
            let next = order.version == version.saturating_add(1) && order.changed_by == act.by;
            let stands = |place: &usize| {
                order
                    .lines
                    .get(*place)
                    .is_some_and(|line| order.day_of(line) == Some(day))
            };
            if next && !places.is_empty() && places.iter().all(stands) {
                return Ok(order);
            }
            order.expect(version)?;
            let change = order.promise_lines(&places, day, &reason, today, act)?;
            save(write, &change)?;
            Ok(change.order)
        })
        .await
}
