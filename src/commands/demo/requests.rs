//! Requests for changes in the demonstration: one that waits for an answer, and one that was refused.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::catalogue::sellable;
use crate::modules::orders::actions::{answer, ask};
use crate::modules::orders::{Edit, Kind, LineEdit, ORDER_BY_DEALER, Order, Verdict};
use crate::platform::access::Access;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Moment, PageRequest, Quantity};

#[derive(Deserialize)]
struct Requests {
    request: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    dealer: String,
    /// The role of whoever asks.
    by: String,
    hours: i64,
    more: i64,
    #[serde(default)]
    without_last: bool,
    reason: String,
    #[serde(default)]
    refused_hours: i64,
    #[serde(default)]
    refused: String,
}

/// Orders of a dealer that are looked through for one that is confirmed.
const ORDERS: usize = 100;

/// Makes them at their moments; `now` is the moment of the demonstration, and the clock stands there afterwards.
pub async fn play(services: &Arc<Services>, cast: &Cast, material: &Material, now: Moment) -> anyhow::Result<()> {
    let told: Requests =
        toml::from_str(include_str!("../../../assets/demo/requests.toml")).context("assets/demo/requests.toml")?;
    for told in &told.request {
        let wrong = |error: crate::platform::error::Error| broken(&told.reason, &error);
        let dealer = material.parties.dealer.iter().find(|dealer| dealer.key == told.dealer);
        let dealer = dealer.with_context(|| format!("{} is no dealer", told.dealer))?;
        let mut people = dealer.person.iter().filter(|person| person.role == told.by);
        let access = cast.access(services, &people.next().context("somebody who asks")?.email)?;
        let Some(order) = confirmed(&access, cast.dealers[&told.dealer].id)? else {
            continue;
        };
        // Never before what has happened to the order already.
        let at =
            |hours: i64| Moment::from_millis(now.plus_seconds(-hours * 3_600).millis().max(order.changed.millis()));
        services.clock.set(at(told.hours));
        let edit = edit(&access, &order, told)?;
        let seal = order
            .proposed(&edit)
            .map_err(|refusal| wrong(refusal.into()))?
            .seal(true);
        let asked = ask(&access, order.number, order.version, edit, told.reason.clone(), seal);
        let asked = asked.await.map_err(wrong)?;
        if !told.refused.is_empty() {
            services.clock.set(at(told.refused_hours));
            let mut staff = material.parties.staff.iter();
            let manager = staff.find(|person| person.key == dealer.manager).context("a manager")?;
            let manager = cast.access(services, &manager.email)?;
            let (number, version) = (asked.number, asked.version);
            let refused = answer(&manager, number, version, Verdict::Refused, told.refused.clone());
            refused.await.map_err(wrong)?;
        }
    }
    services.clock.set(now);
    Ok(())
}

/// The newest order that the manufacturer has taken and doesn't make yet.
fn confirmed(access: &Access, dealer: DealerId) -> anyhow::Result<Option<Order>> {
    let request = PageRequest::first(ORDERS).descending();
    let orders: Vec<Order> = access.read()?.scan(&ORDER_BY_DEALER, &dealer, &request)?.items;
    let fits = |order: &Order| {
        let taken = matches!(order.kind, Kind::Confirmed | Kind::Queued);
        let plain = order.lines.first().is_some_and(|line| line.configuration.is_none());
        taken && plain && order.lines.len() > 2 && order.may_be_asked() && order.answered.is_empty()
    };
    Ok(orders.into_iter().find(fits))
}

fn edit(access: &Access, order: &Order, told: &Told) -> anyhow::Result<Edit> {
    let tx = access.read()?;
    let last = order.lines.len() - 1;
    let mut lines = Vec::with_capacity(order.lines.len());
    for (at, line) in order.lines.iter().enumerate() {
        let quantity = match at {
            0 => {
                let step = sellable(&tx, line.sku)?.map_or(Quantity::ZERO, |item| item.step);
                let more = line.quantity.add(Quantity::whole(told.more)).context("a quantity")?;
                Some(more.round_up_to(step))
            }
            at if at == last && told.without_last => None,
            _ => Some(line.quantity),
        };
        lines.push(LineEdit {
            quantity,
            comment: line.comment.clone(),
            wished: line.wished,
            made: None,
        });
    }
    Ok(Edit {
        lines,
        wished: order.wished,
        ..Edit::default()
    })
}
