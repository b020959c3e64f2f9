//! What follows the journal: a change of prices is looked at once it is whole, beside the writer, one dealer after the
//! other.
//!
//! Nothing is told twice: what a change means to a dealer lies under the change and the dealer, in one commit with its
//! notice. Whoever is cut off begins the same change again, and what was told already stays told.

mod list;
mod told;

use std::sync::Arc;
use std::time::Duration;

use self::list::{List, named, row_of};
use self::told::{dealers, finish, keep, looked_at, tell, told, types_of};
use super::model::{Cause, Figure, Moved, Repricing, RepricingId, Row, Touched};
use super::worth::{Sides, What};
use crate::modules::catalogue::{PriceBook, PriceSource, PriceTypeId, Prices, Product, ProductId, SkuId};
use crate::modules::configurator::queries as editions;
use crate::modules::dealers::Contract;
use crate::modules::exchange::apply::ExchangeEvent;
use crate::modules::exchange::desk::RunId;
use crate::modules::exchange::runs::former_prices;
use crate::modules::orders::actions::today;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Subscriber};
use crate::platform::services::Services;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Id, Quantity};

/// The subscriber's name: it names the cursor, and what acts.
pub const NAME: &str = "price_changes";
/// What comes within this time is looked at together.
const PACE: Duration = Duration::from_millis(250);
/// Goods that one snapshot is kept for.
const WALK: usize = 4_000;
/// A change of a contract or a model that is older was made before anybody followed: its prices are not known any more.
const NEWS_SECONDS: i64 = 2 * 86_400;

/// Follows the journal.
pub fn subscriber(services: &Arc<Services>) -> Subscriber {
    let services = Arc::clone(services);
    Subscriber::outside(NAME, move |entries| {
        let access = Access::system(&services, NAME).as_import();
        async move {
            let work = move || entries.iter().try_for_each(|entry| react(&access, entry));
            // It walks price lists: people's requests are not kept waiting.
            tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
        }
    })
    .paced(PACE)
}

fn react(access: &Access, entry: &Entry) -> Result<(), Error> {
    let details = entry.particulars.as_ref().map(|particulars| &particulars.details);
    let news = access.now().seconds_since(entry.at) < NEWS_SECONDS;
    match (entry.kind.as_str(), details) {
        (ExchangeEvent::PRICES_TOLD, _) => match entry.subject.key.parse() {
            Ok(run) => exchange(access, run, entry),
            Err(_) => Ok(()),
        },
        ("dealers.contract-edited", Some(details)) if news => {
            let read = |side: &str| serde_json::from_value::<Contract>(details.get(side)?.clone()).ok();
            match (read("old"), read("new")) {
                (Some(old), Some(new)) => contract(access, entry, &old, &new),
                _ => Ok(()),
            }
        }
        ("configurator.published", Some(details)) if news => {
            let edition = details.get("edition").and_then(serde_json::Value::as_u64);
            let edition = edition.and_then(|edition| u32::try_from(edition).ok());
            match (entry.subject.key.parse(), edition) {
                // The first edition has no drafts of an older one.
                (Ok(product), Some(edition)) if edition > 1 => model(access, entry, product, edition),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// The same entry always makes the same change.
fn id_of(entry: &Entry) -> RepricingId {
    Id::derived("repricing", &entry.seq.to_string())
}

fn is_done(access: &Access, id: RepricingId) -> Result<bool, Error> {
    Ok(access.read()?.get::<Repricing>(&id)?.is_some_and(|known| known.done))
}

/// A run of the exchange. Nothing is kept of one that changed no price: what is new in the price list is no change.
fn exchange(access: &Access, run: RunId, entry: &Entry) -> Result<(), Error> {
    let id: RepricingId = run.cast();
    if is_done(access, id)? {
        return Ok(());
    }
    // Before the rows are read: what a later run changes after it is among them.
    let book = book(access);
    let Some(former) = former_prices(&access.read()?, run)? else {
        return Ok(());
    };
    let mut list = List::default();
    let skus: Vec<SkuId> = former.before.keys().copied().collect();
    for chunk in skus.chunks(WALK) {
        let tx = access.read()?;
        for sku in chunk {
            if let Some(row) = row_of(&tx, &former, *sku)? {
                list.add(&row);
            }
        }
    }
    if list.places.is_empty() {
        return Ok(());
    }
    list.write(access, id, |tx, sku| row_of(tx, &former, sku))?;
    let origin = access.read()?.get::<crate::modules::exchange::runs::Run>(&run)?;
    let repricing = Repricing {
        id,
        at: entry.at,
        cause: Cause::Exchange {
            origin: origin.map(|run| run.name).unwrap_or_default(),
        },
        dealer: None,
        tallies: list.tallies.clone(),
        rows: list.places.len() as u64,
        fresh: former.fresh,
        left_out: former.left_out,
        done: false,
    };
    keep(access, &repricing)?;
    for dealer in dealers(access)? {
        let tx = access.read()?;
        let (types, rrp_types) = types_of(&tx, &book, dealer)?;
        let (products, rrp_products) = (list.count(&types), list.count(&rrp_types));
        if products + rrp_products == 0 || told(&tx, id, dealer)? {
            continue;
        }
        let sides = Sides {
            tx: &tx,
            book: &book,
            today: today(access),
            what: What::Goods {
                before: &former.before,
                after: &former.after,
            },
        };
        let touched = Touched {
            types,
            rrp_types,
            products,
            rrp_products,
            ..looked_at(&sides, &repricing, dealer)?
        };
        tell(access, &tx, touched)?;
    }
    finish(access, repricing)
}

/// A contract whose price type was changed: every price may differ, and only one dealer is concerned.
fn contract(access: &Access, entry: &Entry, old: &Contract, new: &Contract) -> Result<(), Error> {
    let id = id_of(entry);
    let (Some(old_type), Some(new_type)) = (old.price_type, new.price_type) else {
        return Ok(());
    };
    if old_type == new_type || new.closed || is_done(access, id)? {
        return Ok(());
    }
    let (old_type, new_type) = (PriceTypeId::from_uuid(old_type), PriceTypeId::from_uuid(new_type));
    let book = book(access);
    let figure = |sku, price_type| {
        let offer = book.offer(sku, price_type, Quantity::ZERO)?;
        Some(Figure {
            price: offer.price,
            factor: offer.factor,
        })
    };
    let row = |tx: &ReadTx, sku: SkuId| -> Result<Option<Row>, Error> {
        let Some(old) = figure(sku, old_type) else {
            return Ok(None);
        };
        let new = figure(sku, new_type);
        if new == Some(old) {
            return Ok(None);
        }
        let moved = Moved {
            price_type: new_type,
            old,
            new,
        };
        Ok(Some(named(tx, sku, vec![moved])?))
    };
    let mut list = List::default();
    let skus: Vec<SkuId> = book.skus().collect();
    for chunk in skus.chunks(WALK) {
        let tx = access.read()?;
        for sku in chunk {
            if let Some(row) = row(&tx, *sku)? {
                list.add(&row);
            }
        }
    }
    list.write(access, id, row)?;
    let repricing = Repricing {
        id,
        at: entry.at,
        cause: Cause::Contract {
            contract: new.id,
            number: new.number.clone(),
            old_type,
            new_type,
            old: old.price_type_name.clone(),
            new: new.price_type_name.clone(),
        },
        dealer: Some(new.dealer),
        tallies: list.tallies.clone(),
        rows: list.places.len() as u64,
        fresh: 0,
        left_out: 0,
        done: false,
    };
    keep(access, &repricing)?;
    let tx = access.read()?;
    if !told(&tx, id, new.dealer)? {
        let sides = Sides {
            tx: &tx,
            book: &book,
            today: today(access),
            what: What::Contract {
                contract: new.id,
                old_type,
                new_type,
            },
        };
        let touched = Touched {
            types: vec![new_type],
            products: repricing.rows,
            ..looked_at(&sides, &repricing, new.dealer)?
        };
        tell(access, &tx, touched)?;
    }
    finish(access, repricing)
}

/// A newer edition of a model: drafts and offers stand at their price until somebody takes the new one.
fn model(access: &Access, entry: &Entry, product: ProductId, edition: u32) -> Result<(), Error> {
    let id = id_of(entry);
    // Where a later edition stands by now, its own entry tells of it.
    let current = editions::current(&access.read()?, product)?;
    if current.is_none_or(|current| current.number != edition) || is_done(access, id)? {
        return Ok(());
    }
    let name = access.read()?.get::<Product>(&product)?.map(|product| product.name);
    let repricing = Repricing {
        id,
        at: entry.at,
        cause: Cause::Model {
            product,
            name: name.unwrap_or_default(),
            edition,
        },
        dealer: None,
        tallies: Vec::new(),
        rows: 0,
        fresh: 0,
        left_out: 0,
        done: false,
    };
    let mut found = false;
    for dealer in dealers(access)? {
        let tx = access.read()?;
        if told(&tx, id, dealer)? {
            continue;
        }
        let sides = Sides {
            tx: &tx,
            book: &book(access),
            today: today(access),
            what: What::Model { product },
        };
        let touched = looked_at(&sides, &repricing, dealer)?;
        if touched.drafts.is_empty() && touched.offers.is_empty() {
            continue;
        }
        if !found {
            keep(access, &repricing)?;
            found = true;
        }
        tell(access, &tx, touched)?;
    }
    // An edition that changes nobody's sums is no news.
    match found || access.read()?.get::<Repricing>(&id)?.is_some() {
        true => keep(
            access,
            &Repricing {
                done: true,
                ..repricing
            },
        ),
        false => Ok(()),
    }
}

fn book(access: &Access) -> Arc<PriceBook> {
    access.services().part::<Prices>().current()
}
