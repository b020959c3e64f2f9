//! `deactivate`: hides what an exchange of the whole catalogue no longer names - softly, within the catalogues that the
//! session told of, and not too much at once. An administrator decides about more, and may take it all back.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::house::House;
use super::records::{Before, HIDDEN_BY_RUN, Hidden, Run, RunSweep, Seen, SweepState};
use crate::modules::catalogue::{Product, ProductId};
use crate::modules::exchange::apply::{ExchangeEvent, SWEPT_ROWS};
use crate::modules::exchange::connections::{Connection, ConnectionId};
use crate::modules::exchange::desk::{RunId, Sweep};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader, Record};
use crate::platform::values::{Message, Moment, PageRequest};

/// A sweep of more than this share of the catalogue, in percent, is asked about first.
const UNASKED_PERCENT: u64 = 20;
/// For how long a run can be taken back.
const KEPT_DAYS: i64 = 30;
/// For how long an administrator may decide: what was named since is still known then.
const DECIDED_DAYS: i64 = 25;
const DAY_SECONDS: i64 = 24 * 60 * 60;
/// Records that are forgotten at the end of one run; more come in than go out only in the first month.
const FORGOTTEN_AT_ONCE: usize = 100;

/// What a sweep would hide.
#[derive(Debug, Default)]
pub struct Missing {
    pub products: Vec<ProductId>,
    /// Products on sale in the catalogues that the session told of.
    pub of: u64,
}

pub(super) fn sweep(house: &House, connection: &Connection, run: RunId, since: Moment) -> Result<Sweep, Error> {
    let at = house.access.now();
    let missing = missing(&house.access.read()?, connection.id, since, at)?;
    let (found, of) = (missing.products.len() as u64, missing.of);
    let asked = found * 100 > of * UNASKED_PERCENT;
    if !asked {
        for portion in missing.products.chunks(SWEPT_ROWS) {
            hide(&house.access.as_import(), run, portion.to_vec())?;
        }
    }
    if found > 0 {
        let state = if asked { SweepState::Asked } else { SweepState::Hidden };
        let sweep = RunSweep {
            since,
            at,
            found,
            of,
            state,
        };
        house.edit_run(run, move |record| record.sweep = Some(sweep.clone()))?;
    }
    Ok(match asked {
        true => Sweep::Asked { found, of },
        false => Sweep::Hidden(found),
    })
}

/// What is on sale in the catalogues that the connection told of between `since` and `at`, and was not named since. A
/// catalogue without an id has no bounds: nothing of it is missing.
fn missing(tx: &ReadTx, connection: ConnectionId, since: Moment, at: Moment) -> Result<Missing, Error> {
    let mut told: HashSet<ProductId> = HashSet::new();
    let mut named: HashSet<ProductId> = HashSet::new();
    tx.each(|seen: Seen| {
        if seen.at >= since && seen.connection == connection {
            if seen.at <= at {
                told.extend(ids(&seen.products));
            }
            named.extend(ids(&seen.products));
        }
        ControlFlow::Continue(())
    })?;
    let mut catalogues: HashSet<String> = HashSet::new();
    for id in &told {
        if let Some(product) = tx.get::<Product>(id)?.filter(|product| !product.catalogue.is_empty()) {
            catalogues.insert(product.catalogue);
        }
    }
    let mut missing = Missing::default();
    // An exchange that named no product at all was none of a catalogue.
    if catalogues.is_empty() {
        return Ok(missing);
    }
    tx.each(|product: Product| {
        if product.is_on_sale() && catalogues.contains(&product.catalogue) {
            missing.of += 1;
            if !named.contains(&product.id) {
                missing.products.push(product.id);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(missing)
}

fn ids(products: &str) -> impl Iterator<Item = ProductId> + '_ {
    let ids = products.as_bytes().chunks(32);
    ids.filter_map(|id| std::str::from_utf8(id).ok()?.parse().ok())
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

fn hide(access: &Access, run: RunId, portion: Vec<ProductId>) -> Result<u64, Error> {
    access.write_blocking(move |w| {
        let mut before = Before::new(w.now(), w.fresh_id(), run);
        for id in &portion {
            before
                .products
                .extend(w.get::<Product>(id)?.filter(|product| !product.removed));
        }
        if before.products.is_empty() {
            return Ok(0);
        }
        let products: Vec<ProductId> = before.products.iter().map(|product| product.id).collect();
        let hidden = Hidden {
            id: w.fresh_id(),
            run,
            at: w.now(),
            products: products.iter().map(ToString::to_string).collect(),
        };
        let count = products.len() as u64;
        let mut change = w.change(&ExchangeEvent::Swept { run, products })?;
        for product in &before.products {
            change.save(&Product {
                removed: true,
                ..product.clone()
            })?;
        }
        w.technical(&hidden)?;
        w.technical(&before)?;
        Ok(count)
    })
}

/// What an administrator is asked about, as it stands now: what 1C has named meanwhile is not among it.
pub fn asked_about(tx: &ReadTx, run: &Run) -> Result<Missing, Error> {
    match &run.sweep {
        Some(sweep) if sweep.state == SweepState::Asked => missing(tx, run.connection, sweep.since, sweep.at),
        _ => Ok(Missing::default()),
    }
}

/// An administrator's decision about a sweep that was asked about. Gives how many products were hidden.
pub fn decide(access: &Access, run: RunId, hides: bool) -> Result<u64, Error> {
    let tx = access.read()?;
    let record = tx.get::<Run>(&run)?.ok_or(Error::NotFound)?;
    let sweep = in_state(&record, SweepState::Asked)?;
    let mut hidden = 0;
    if hides {
        if access.now().seconds_since(sweep.since) > DECIDED_DAYS * DAY_SECONDS {
            return Err(Error::Refused(
                Message::new("exchange-sweep-old").with("days", DECIDED_DAYS),
            ));
        }
        let missing = missing(&tx, record.connection, sweep.since, sweep.at)?;
        drop(tx);
        for portion in missing.products.chunks(SWEPT_ROWS) {
            hidden += hide(access, run, portion.to_vec())?;
        }
    } else {
        drop(tx);
    }
    // The decision is written last: cut off in between, it can be made once more.
    let found = sweep.found;
    access.write_blocking(move |w| {
        let record = w.get::<Run>(&run)?.ok_or(Error::NotFound)?;
        let known = in_state(&record, SweepState::Asked)?;
        let state = if hides { SweepState::Hidden } else { SweepState::Left };
        if !hides {
            w.change(&ExchangeEvent::SweepLeft { run, found })?;
        }
        let sweep = Some(RunSweep {
            state,
            found: if hides { hidden } else { known.found },
            ..known
        });
        w.technical(&Run { sweep, ..record })
    })?;
    Ok(hidden)
}

/// Puts back on sale what a run's sweep hid, but for what 1C has told of since. Gives how many.
pub fn take_back(access: &Access, run: RunId) -> Result<u64, Error> {
    let tx = access.read()?;
    let record = tx.get::<Run>(&run)?.ok_or(Error::NotFound)?;
    let sweep = in_state(&record, SweepState::Hidden)?;
    let mut named: HashSet<ProductId> = HashSet::new();
    tx.each(|seen: Seen| {
        if seen.at > sweep.at {
            named.extend(ids(&seen.products));
        }
        ControlFlow::Continue(())
    })?;
    let mut hidden = Vec::new();
    let mut request = PageRequest::first(100);
    loop {
        let page = tx.scan::<Hidden>(&HIDDEN_BY_RUN, &run, &request)?;
        for portion in page.items {
            hidden.extend(ids(&portion.products).filter(|id| !named.contains(id)));
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => break,
        }
    }
    drop(tx);
    let mut shown = 0;
    for portion in hidden.chunks(SWEPT_ROWS) {
        shown += show(access, run, portion.to_vec())?;
    }
    access.write_blocking(move |w| {
        let record = w.get::<Run>(&run)?.ok_or(Error::NotFound)?;
        let known = in_state(&record, SweepState::Hidden)?;
        let sweep = Some(RunSweep {
            state: SweepState::TakenBack,
            ..known
        });
        w.technical(&Run { sweep, ..record })
    })?;
    Ok(shown)
}

fn show(access: &Access, run: RunId, portion: Vec<ProductId>) -> Result<u64, Error> {
    access.write_blocking(move |w| {
        let mut products = Vec::with_capacity(portion.len());
        for id in &portion {
            products.extend(w.get::<Product>(id)?.filter(|product| product.removed));
        }
        if products.is_empty() {
            return Ok(0);
        }
        let event = ExchangeEvent::SweepTakenBack {
            run,
            products: products.iter().map(|product| product.id).collect(),
        };
        let mut change = w.change(&event)?;
        for product in &products {
            change.save(&Product {
                removed: false,
                ..product.clone()
            })?;
        }
        Ok(products.len() as u64)
    })
}

fn in_state(run: &Run, state: SweepState) -> Result<RunSweep, Error> {
    let sweep = run.sweep.clone().filter(|sweep| sweep.state == state);
    sweep.ok_or_else(|| Error::Refused(Message::new("exchange-sweep-decided")))
}
