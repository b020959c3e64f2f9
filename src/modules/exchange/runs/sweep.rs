//! `deactivate`: hides what an exchange of the whole catalogue no longer names - softly, and not too much at once.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::house::House;
use super::records::{Before, Seen};
use crate::modules::catalogue::{Product, ProductId};
use crate::modules::exchange::apply::{BATCH_ROWS, ExchangeEvent};
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::desk::{RunId, Sweep};
use crate::platform::error::Error;
use crate::platform::store::{Reader, Record};
use crate::platform::values::Moment;

/// A sweep of more than this share of the catalogue, in percent, is asked about first.
const UNASKED_PERCENT: u64 = 20;
/// For how long a run can be taken back.
const KEPT_DAYS: i64 = 30;
/// Records that are forgotten at the end of one run; more come in than go out only in the first month.
const FORGOTTEN_AT_ONCE: usize = 100;

pub(super) fn sweep(house: &House, connection: &Connection, run: RunId, since: Moment) -> Result<Sweep, Error> {
    let tx = house.access.read()?;
    let mut named: HashSet<ProductId> = HashSet::new();
    tx.each(|seen: Seen| {
        if seen.at >= since && seen.connection == connection.id {
            let ids = seen.products.as_bytes().chunks(32);
            named.extend(ids.filter_map(|id| std::str::from_utf8(id).ok()?.parse::<ProductId>().ok()));
        }
        ControlFlow::Continue(())
    })?;
    // An exchange that named no product at all was none of the catalogue.
    if named.is_empty() {
        return Ok(Sweep::Hidden(0));
    }
    let mut on_sale: u64 = 0;
    let mut missing: Vec<ProductId> = Vec::new();
    tx.each(|product: Product| {
        if product.is_on_sale() {
            on_sale += 1;
            if !named.contains(&product.id) {
                missing.push(product.id);
            }
        }
        ControlFlow::Continue(())
    })?;
    drop(tx);
    let found = missing.len() as u64;
    if found * 100 > on_sale * UNASKED_PERCENT {
        house.edit_run(run, move |record| record.sweep_asked = Some((found, on_sale)))?;
        return Ok(Sweep::Asked { found, of: on_sale });
    }
    for portion in missing.chunks(BATCH_ROWS) {
        hide(house, run, portion.to_vec())?;
    }
    Ok(Sweep::Hidden(found))
}

/// Forgets the oldest rows as they were before, and what runs named, a little at a time: 30 days are kept.
pub(super) fn forget_old(house: &House) -> Result<(), Error> {
    let until = house.access.now().plus_seconds(-KEPT_DAYS * 24 * 60 * 60);
    let tx = house.access.read()?;
    let old: Vec<_> = tx.list::<Before>(FORGOTTEN_AT_ONCE)?.iter().map(Record::key).collect();
    let seen: Vec<_> = tx.list::<Seen>(FORGOTTEN_AT_ONCE)?.iter().map(Record::key).collect();
    drop(tx);
    house.access.as_import().write_blocking(move |w| {
        for key in old.iter().filter(|(at, _)| *at < until) {
            w.forget::<Before>(key)?;
        }
        for key in seen.iter().filter(|(at, _)| *at < until) {
            w.forget::<Seen>(key)?;
        }
        Ok(())
    })
}

fn hide(house: &House, run: RunId, portion: Vec<ProductId>) -> Result<(), Error> {
    house.access.as_import().write_blocking(move |w| {
        let mut before = Before::new(w.now(), w.fresh_id(), run);
        for id in &portion {
            before
                .products
                .extend(w.get::<Product>(id)?.filter(|product| !product.removed));
        }
        let event = ExchangeEvent::Swept {
            run,
            products: portion.clone(),
        };
        let mut change = w.change(&event)?;
        for product in &before.products {
            change.save(&Product {
                removed: true,
                ..product.clone()
            })?;
        }
        w.technical(&before)
    })
}
