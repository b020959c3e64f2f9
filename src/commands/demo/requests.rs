//! Requests for changes in the demonstration: some that wait for an answer (of lines, of how goods are made, of the
//! delivery), and one that was refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::catalogue::Prices;
use crate::modules::catalogue::sellable;
use crate::modules::configurator::{Chosen, queries as models};
use crate::modules::delivery::actions::asks;
use crate::modules::orders::actions::{answer, ask, move_stage, today};
use crate::modules::orders::additions::{Addition, priced};
use crate::modules::orders::{
    Delivery, DeliveryWay, Edit, Kind, LineEdit, ORDER_BY_DEALER, Offer, Order, StageKey, Verdict, unsent,
};
use crate::platform::access::Access;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Moment, PageRequest, Percent, Quantity};

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
    #[serde(default)]
    more: i64,
    /// So many percent off every line.
    #[serde(default)]
    discount: i64,
    /// The dealer's manager asks, not the dealer.
    #[serde(default)]
    of_staff: bool,
    /// Options of the first line that is made to order, by code.
    #[serde(default)]
    made: BTreeMap<String, String>,
    /// Where the goods are to go instead: the carrier and its terminal.
    #[serde(default)]
    carrier: String,
    #[serde(default)]
    terminal: String,
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
        let mut staff = material.parties.staff.iter();
        let manager = staff.find(|person| person.key == dealer.manager).context("a manager")?;
        let manager = cast.access(services, &manager.email)?;
        let Some(mut order) = fitting(&access, cast.dealers[&told.dealer].id, told)? else {
            continue;
        };
        // Never before what has happened to the order already.
        let since = order.changed.millis();
        let at = |hours: i64| Moment::from_millis(now.plus_seconds(-hours * 3_600).millis().max(since));
        services.clock.set(at(told.hours));
        if order.kind == Kind::Waiting {
            let to = StageKey::new("confirmed").context("a stage")?;
            let moved = move_stage(&manager, order.number, order.version, to, String::new()).await;
            order = moved.map_err(wrong)?;
        }
        let access = if told.of_staff { manager.clone() } else { access };
        let edit = match told.terminal.is_empty() {
            true => edit(&access, &order, told)?,
            false => elsewhere(&access, &order, told).await.map_err(wrong)?,
        };
        let seal = order
            .proposed(&edit)
            .map_err(|refusal| wrong(refusal.into()))?
            .seal(true);
        let asked = ask(&access, order.number, order.version, edit, told.reason.clone(), seal);
        let asked = asked.await.map_err(wrong)?;
        if !told.refused.is_empty() {
            services.clock.set(at(told.refused_hours));
            let (number, version) = (asked.number, asked.version);
            let refused = answer(&manager, number, version, Verdict::Refused, told.refused.clone());
            refused.await.map_err(wrong)?;
        }
    }
    services.clock.set(now);
    Ok(())
}

/// The newest order that the request can be of: of lines as long as nothing is made yet, of the delivery once it is ready.
fn fitting(access: &Access, dealer: DealerId, told: &Told) -> anyhow::Result<Option<Order>> {
    let request = PageRequest::first(ORDERS).descending();
    let orders: Vec<Order> = access.read()?.scan(&ORDER_BY_DEALER, &dealer, &request)?.items;
    let fits = |order: &Order| {
        let taken = matches!(order.kind, Kind::Confirmed | Kind::Queued);
        let plain = order.lines.first().is_some_and(|line| line.configuration.is_none());
        let of_this_kind = match (told.made.is_empty(), told.terminal.is_empty()) {
            (false, _) => {
                let made = order.lines.iter().any(|line| line.configuration.is_some());
                made && (taken || order.kind == Kind::Waiting)
            }
            (true, false) => order.kind == Kind::Ready,
            (true, true) => taken && plain && order.lines.len() > 2,
        };
        of_this_kind && order.may_be_asked() && order.answered.is_empty()
    };
    Ok(orders.into_iter().find(fits))
}

/// Another delivery, written down as the page of the delivery does it.
async fn elsewhere(access: &Access, order: &Order, told: &Told) -> Result<Edit, crate::platform::error::Error> {
    let delivery = Delivery {
        way: DeliveryWay::CarrierTerminal,
        carrier: told.carrier.clone(),
        terminal: told.terminal.clone(),
        ..order.delivery.clone()
    };
    let (number, version) = (order.number, order.version);
    asks::write_down(access, number, version, delivery, true, asks::Recipient::Kept).await?;
    let written = unsent::of(access, &access.read()?, order)?;
    Ok(Edit {
        delivery: written.and_then(|unsent| unsent.delivery).map(Box::new),
        ..Edit::unchanged(order)
    })
}

/// The first line that is made to order, made otherwise.
fn remade(access: &Access, order: &Order, told: &Told) -> anyhow::Result<Edit> {
    let tx = access.read()?;
    let made = order.lines.iter().position(|line| line.configuration.is_some());
    let place = made.context("a line that is made to order")?;
    let line = &order.lines[place];
    let mut configuration = line.configuration.as_ref().context("it")?.configuration();
    let edition = models::edition(&tx, line.product, configuration.edition)?.context("its edition")?;
    for (code, typed) in &told.made {
        let parameter = edition.model.parameter(code).with_context(|| code.clone())?;
        let read = Chosen::read(parameter, &[typed]).ok();
        configuration
            .choices
            .set(code, read.with_context(|| format!("{code} = {typed}"))?);
    }
    let wish = Addition {
        sku: line.sku,
        quantity: line.quantity,
        comment: line.comment.clone(),
        made: Some(configuration),
    };
    let book = access.services().part::<Prices>().current();
    let line = priced(&tx, &book, order, today(access), &[wish])?.pop();
    let line = line.and_then(Result::ok).context("what it costs")?;
    let mut edit = Edit::unchanged(order);
    edit.lines[place].made = Some(Box::new(line));
    Ok(edit)
}

fn edit(access: &Access, order: &Order, told: &Told) -> anyhow::Result<Edit> {
    if !told.made.is_empty() {
        return remade(access, order, told);
    }
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
            offer: Offer::discount(Percent::whole(told.discount)).filter(|_| told.discount > 0),
        });
    }
    Ok(Edit {
        lines,
        wished: order.wished,
        ..Edit::default()
    })
}
