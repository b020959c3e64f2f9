//! What production can make: a little more than it was asked for of late, so that some weeks are full and none is absurd.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::Context;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::catalogue::{Group, GroupId, Product};
use crate::modules::orders::{Kind, Order};
use crate::modules::reports::{Capacity, Measure, PlanSettings, set_plan};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{Day, Quantity};

/// Working days that are looked back.
const DAYS: i64 = 60;
/// The same in days of the calendar.
const SECONDS: i64 = 84 * 86_400;
/// Groups with a capacity: those that most is made of.
const GROUPS: usize = 6;

/// Sets it in the administrator's name.
pub async fn set(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    let admin = material.parties.staff.iter().find(|person| person.role == "admin");
    let access = cast.access(services, &admin.context("an administrator")?.email)?;
    let made = made(&access).map_err(|error| broken("capacity", &error))?;
    let mut made: Vec<(GroupId, i64)> = made.into_iter().collect();
    made.sort_by_key(|(group, units)| (std::cmp::Reverse(*units), *group));
    let capacity = |(group, thousandths): &(GroupId, i64)| {
        // A tenth more than was made in a day, in round figures.
        let per_day = thousandths * 11 / 10 / DAYS / 1_000;
        Capacity {
            group: *group,
            measure: Measure::Units,
            per_day: Quantity::whole((per_day / 5 + 1) * 5),
            minutes: Quantity::ZERO,
        }
    };
    let plan = PlanSettings {
        capacities: made.iter().take(GROUPS).map(capacity).collect(),
        shown: true,
        ..PlanSettings::default()
    };
    let kept = set_plan(&access, plan.version, plan).await;
    kept.map_err(|error| broken("capacity", &error))
}

/// Thousandths of units that were ordered of late, by the group at the top.
fn made(access: &Access) -> Result<BTreeMap<GroupId, i64>, Error> {
    let tx = access.read()?;
    let since: Day = access.now().plus_seconds(-SECONDS).day_in(&access.services().zone);
    let mut orders = Vec::new();
    tx.each(|order: Order| {
        if order.kind != Kind::Cancelled && order.created.day_in(&access.services().zone) >= since {
            orders.push(order);
        }
        ControlFlow::Continue(())
    })?;
    let mut made = BTreeMap::new();
    for line in orders.iter().flat_map(|order| &order.lines) {
        let product = tx.shared::<Product>(&line.product)?;
        let Some(mut group) = product.and_then(|product| product.groups.first().copied()) else {
            continue;
        };
        while let Some(parent) = tx.shared::<Group>(&group)?.and_then(|group| group.parent) {
            group = parent;
        }
        *made.entry(group).or_default() += line.quantity.thousandths();
    }
    Ok(made)
}
