//! Days of single lines in the demonstration: some leave later than the order was promised, one earlier, each with a reason.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Context;
use jiff::ToSpan;
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::orders::actions::{promise_lines, today};
use crate::modules::orders::{Kind, ORDER_BY_DEALER, Order};
use crate::platform::access::Access;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Moment, PageRequest};

#[derive(Deserialize)]
struct Dates {
    order: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    dealer: String,
    step: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    hours: i64,
    lines: Vec<usize>,
    later: i64,
    reason: String,
}

/// Orders of a dealer that are looked through.
const ORDERS: usize = 100;

/// Names them at their moments; `now` is the moment of the demonstration, and the clock stands there afterwards.
pub async fn play(services: &Arc<Services>, cast: &Cast, material: &Material, now: Moment) -> anyhow::Result<()> {
    let told: Dates =
        toml::from_str(include_str!("../../../assets/demo/dates.toml")).context("assets/demo/dates.toml")?;
    for told in &told.order {
        let dealer = material.parties.dealer.iter().find(|dealer| dealer.key == told.dealer);
        let dealer = dealer.with_context(|| format!("{} is no dealer", told.dealer))?;
        let mut staff = material.parties.staff.iter();
        let manager = staff.find(|person| person.key == dealer.manager).context("a manager")?;
        let manager = cast.access(services, &manager.email)?;
        let Some(mut order) = being_made(&manager, cast.dealers[&told.dealer].id)? else {
            continue;
        };
        let Some(whole) = order.planned else { continue };
        for step in &told.step {
            // Never before what has happened to the order already.
            let at = now
                .plus_seconds(-step.hours * 3_600)
                .millis()
                .max(order.changed.millis() + 1);
            services.clock.set(Moment::from_millis(at));
            let tomorrow = today(&manager).saturating_add(1.day());
            let day = whole.saturating_add(step.later.days()).max(tomorrow);
            let lines: BTreeSet<usize> = step.lines.iter().map(|line| line - 1).collect();
            let named = promise_lines(&manager, order.number, order.version, lines, day, step.reason.clone());
            order = named.await.map_err(|error| broken(&step.reason, &error))?;
        }
    }
    services.clock.set(now);
    Ok(())
}

/// The newest order that was promised, has several lines and none with a day of its own, and hasn't left.
fn being_made(access: &Access, dealer: DealerId) -> anyhow::Result<Option<Order>> {
    let request = PageRequest::first(ORDERS).descending();
    let orders: Vec<Order> = access.read()?.scan(&ORDER_BY_DEALER, &dealer, &request)?.items;
    let fits = |order: &Order| {
        let made = matches!(order.kind, Kind::Confirmed | Kind::Queued | Kind::Production);
        let plain = order.lines.iter().all(|line| line.promises.is_empty());
        made && plain && order.planned.is_some() && order.lines.len() > 3 && order.request.is_none()
    };
    Ok(orders.into_iter().find(fits))
}
