//! What follows the journal: a change of prices is looked at once it is whole, beside the writer, one dealer after the
//! other.
//!
//! Nothing is told twice: what a change means to a dealer lies under the change and the dealer, in one commit with its
//! notice. Whoever is cut off begins the same change again, and what was told already stays told.

use std::sync::Arc;
use std::time::Duration;

use super::events::PricesChanged;
use super::model::{Cause, Figure, Moved, Repricing, RepricingId, Row, Tally, Touched, moved};
use super::permissions::SEE;
use super::records::Leaf;
use super::worth::{Sides, What};
use crate::modules::catalogue::{
    Deal, PriceBook, PriceRow, PriceSource, PriceTypeId, Prices, Product, ProductId, Sellable, Sku, SkuId, SkuPrices,
    normal_article,
};
use crate::modules::configurator::queries as editions;
use crate::modules::dealers::{Contract, Dealer};
use crate::modules::exchange::apply::ExchangeEvent;
use crate::modules::exchange::desk::RunId;
use crate::modules::exchange::runs::{Former, former_prices};
use crate::modules::offers::{OFFER_BY_DEALER, Offer};
use crate::modules::orders::{DRAFT_BY_DEALER, Draft, TEMPLATE_BY_DEALER};
use crate::platform::access::permissions::SEE_PURCHASE_PRICE;
use crate::platform::access::{Access, MEMBER_BY_COMPANY};
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Subscriber};
use crate::platform::services::Services;
use crate::platform::store::{Index, ReadTx, Reader, Record};
use crate::platform::values::{DealerId, Id, MembershipId, Moment, PAGE_LIMIT_MAX, PageRequest, Quantity};

/// The subscriber's name: it names the cursor, and what acts.
pub const NAME: &str = "price_changes";
/// What comes within this time is looked at together.
const PACE: Duration = Duration::from_millis(250);
/// Rows of a leaf: one commit.
pub const LEAF_ROWS: usize = 250;
/// Goods that one snapshot is kept for.
const WALK: usize = 4_000;
/// Dealers that are looked at.
const DEALERS_MAX: usize = 5_000;
/// Drafts, templates and offers of one dealer that are looked at, each; the latest.
const LOOKED_MAX: usize = 2_000;
/// People of one company.
const PEOPLE_MAX: usize = 1_000;
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
        let book = book(access);
        let (types, rrp_types) = types_of(&tx, &book, dealer)?;
        let (products, rrp_products) = (list.count(&types), list.count(&rrp_types));
        if products + rrp_products == 0 || told(&tx, id, dealer)? {
            continue;
        }
        let sides = Sides {
            tx: &tx,
            book: &book,
            today: access.now().day_in(&access.services().zone),
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
    keep(
        access,
        &Repricing {
            done: true,
            ..repricing
        },
    )
}

/// The goods, named, with the prices that differ; `None` where none does.
fn row_of(tx: &ReadTx, former: &Former, sku: SkuId) -> Result<Option<Row>, Error> {
    let Some(before) = former.before.get(&sku) else {
        return Ok(None);
    };
    let moved = match former.after.get(&sku) {
        Some(after) => moved(before, after),
        None => {
            let now: Vec<PriceRow> = tx.get::<SkuPrices>(&sku)?.map(|prices| prices.rows).unwrap_or_default();
            moved(before, &now)
        }
    };
    match moved.is_empty() {
        true => Ok(None),
        false => Ok(Some(named(tx, sku, moved)?)),
    }
}

/// A walk over the whole list must not drive out what requests need: nothing of it is kept decoded.
fn named(tx: &ReadTx, sku: SkuId, moved: Vec<Moved>) -> Result<Row, Error> {
    let variant = tx.get::<Sku>(&sku)?;
    let product: ProductId = variant.as_ref().map_or(sku.cast(), |variant| variant.product);
    let Some(product) = tx.get::<Product>(&product)? else {
        return Ok(Row {
            sku,
            product: None,
            article: String::new(),
            name: String::new(),
            groups: Vec::new(),
            moved,
        });
    };
    let variant = variant.unwrap_or_else(|| Sku::of_offer(&product.external));
    let goods = Sellable::of(&product, &variant);
    Ok(Row {
        sku,
        product: Some(product.id),
        article: goods.article,
        name: goods.name,
        groups: product.groups,
        moved,
    })
}

/// What a list is while it is made: the order of its goods, and which types moved of each.
#[derive(Default)]
struct List {
    /// By article.
    places: Vec<(String, SkuId)>,
    /// Price types, each a bit.
    types: Vec<PriceTypeId>,
    masks: Vec<u64>,
    tallies: Vec<Tally>,
}

impl List {
    fn add(&mut self, row: &Row) {
        let mut mask = 0;
        for moved in &row.moved {
            let known = self.types.iter().position(|known| *known == moved.price_type);
            let at = known.unwrap_or_else(|| {
                self.types.push(moved.price_type);
                self.tallies.push(Tally::new(moved.price_type));
                self.types.len() - 1
            });
            // A book has no more price types than bits.
            mask |= 1_u64.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0);
            let what = if row.article.is_empty() {
                &row.name
            } else {
                &row.article
            };
            self.tallies[at].add(moved, what);
        }
        self.masks.push(mask);
        self.places.push((normal_article(&row.article), row.sku));
    }

    /// Goods with another price at one of these types.
    fn count(&self, types: &[PriceTypeId]) -> u64 {
        let bit = |at: usize| 1_u64.checked_shl(u32::try_from(at).unwrap_or(u32::MAX)).unwrap_or(0);
        let places = types
            .iter()
            .filter_map(|of| self.types.iter().position(|known| known == of));
        let asked = places.fold(0, |asked, at| asked | bit(at));
        self.masks.iter().filter(|mask| *mask & asked != 0).count() as u64
    }

    /// Writes the leaves, a commit each, so that nobody waits for a long list.
    fn write(
        &mut self,
        access: &Access,
        repricing: RepricingId,
        row: impl Fn(&ReadTx, SkuId) -> Result<Option<Row>, Error>,
    ) -> Result<(), Error> {
        self.places.sort_unstable();
        for (number, chunk) in (0_u32..).zip(self.places.chunks(LEAF_ROWS)) {
            let mut rows = Vec::with_capacity(chunk.len());
            {
                let tx = access.read()?;
                for (_, sku) in chunk {
                    rows.extend(row(&tx, *sku)?);
                }
            }
            let leaf = Leaf {
                repricing,
                number,
                rows,
            };
            access.write_blocking(move |w| w.technical(&leaf))?;
        }
        Ok(())
    }
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
            today: access.now().day_in(&access.services().zone),
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
    keep(
        access,
        &Repricing {
            done: true,
            ..repricing
        },
    )
}

/// A newer edition of a model: drafts stand at their price until somebody takes the new one.
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
        let sides = Sides {
            tx: &tx,
            book: &book(access),
            today: access.now().day_in(&access.services().zone),
            what: What::Model { product },
        };
        let touched = looked_at(&sides, &repricing, dealer)?;
        if touched.drafts.is_empty() || told(&tx, id, dealer)? {
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

fn keep(access: &Access, repricing: &Repricing) -> Result<(), Error> {
    let repricing = repricing.clone();
    access.write_blocking(move |w| w.technical(&repricing))
}

fn dealers(access: &Access) -> Result<Vec<DealerId>, Error> {
    let dealers: Vec<Dealer> = access.read()?.list(DEALERS_MAX)?;
    Ok(dealers.into_iter().map(|dealer| dealer.id).collect())
}

fn told(tx: &ReadTx, id: RepricingId, dealer: DealerId) -> Result<bool, Error> {
    Ok(tx.get::<Touched>(&(id, dealer))?.is_some())
}

/// The price types that a dealer buys by, and the recommended ones beside them.
fn types_of(tx: &ReadTx, book: &PriceBook, dealer: DealerId) -> Result<(Vec<PriceTypeId>, Vec<PriceTypeId>), Error> {
    let (mut types, mut rrp) = (Vec::new(), Vec::new());
    for contract in Deal::contracts(tx, dealer)? {
        types.extend(contract.price_type.map(PriceTypeId::from_uuid));
        rrp.extend(book.rrp_type(contract.currency));
    }
    for list in [&mut types, &mut rrp] {
        let mut seen = Vec::new();
        list.retain(|of| {
            !seen.contains(of) && {
                seen.push(*of);
                true
            }
        });
    }
    Ok((types, rrp))
}

/// The drafts, templates and offers of a dealer that come to something else.
fn looked_at(sides: &Sides<'_>, repricing: &Repricing, dealer: DealerId) -> Result<Touched, Error> {
    let mut touched = Touched {
        repricing: repricing.id,
        dealer,
        at: repricing.at,
        cause: repricing.cause.clone(),
        types: Vec::new(),
        rrp_types: Vec::new(),
        products: 0,
        rrp_products: 0,
        drafts: Vec::new(),
        offers: Vec::new(),
    };
    let mut draft = |draft: Draft| -> Result<(), Error> {
        touched.drafts.extend(sides.draft(&draft)?);
        Ok(())
    };
    latest(sides.tx, &DRAFT_BY_DEALER, dealer, &mut draft)?;
    latest(sides.tx, &TEMPLATE_BY_DEALER, dealer, &mut draft)?;
    latest(sides.tx, &OFFER_BY_DEALER, dealer, |offer: Offer| {
        touched.offers.extend(sides.offer(&offer)?);
        Ok(())
    })?;
    Ok(touched)
}

fn latest<R: Record>(
    tx: &ReadTx,
    index: &Index<R>,
    dealer: DealerId,
    mut visit: impl FnMut(R) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut request = PageRequest::first(PAGE_LIMIT_MAX).descending();
    let mut looked = 0;
    loop {
        let page = tx.scan(index, &dealer, &request)?;
        looked += page.items.len();
        page.items.into_iter().try_for_each(&mut visit)?;
        match page.next.filter(|_| looked < LOOKED_MAX) {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(()),
        }
    }
}

/// Keeps what a change means to a dealer, and tells those who see what is touched: each once, and of no more than they
/// see.
fn tell(access: &Access, tx: &ReadTx, touched: Touched) -> Result<(), Error> {
    let members = tx.shared_scan(&MEMBER_BY_COMPANY, &Some(touched.dealer), PEOPLE_MAX)?;
    let people = |sees_purchase: bool| -> Vec<MembershipId> {
        members
            .iter()
            .filter(|member| !member.disabled && SEE.held_by(member.role))
            .filter(|member| SEE_PURCHASE_PRICE.held_by(member.role) == sees_purchase)
            .map(|member| member.id)
            .collect()
    };
    let event = |counts, people| PricesChanged {
        repricing: touched.repricing,
        dealer: touched.dealer,
        counts,
        people,
    };
    let (all, blind) = (touched.counts(), touched.clone().seen(false));
    let blind = blind.map(|touched| touched.counts()).unwrap_or_default();
    let mut events = match all == blind {
        true => vec![event(all, [people(true), people(false)].concat())],
        false => vec![event(all, people(true)), event(blind, people(false))],
    };
    events.retain(|event| !event.counts.is_nothing() && !event.people.is_empty());
    access.write_blocking(move |w| {
        if w.get::<Touched>(&touched.key())?.is_some() {
            return Ok(());
        }
        w.technical(&touched)?;
        for event in &events {
            w.change(event)?;
        }
        Ok(())
    })
}

/// Days that changes are kept.
const KEPT_DAYS: i64 = 365;
/// Changes that are forgotten in one go.
const FORGOTTEN: usize = 20;

/// Forgets what is older than a year. A job of the timetable.
pub fn tidy(access: &Access) -> Result<(), Error> {
    let access = access.as_import();
    let before = Moment::from_millis(access.now().millis() - KEPT_DAYS * 86_400_000);
    loop {
        let request = PageRequest::first(FORGOTTEN);
        let mut old: Vec<Repricing> = access
            .read()?
            .scan(&super::records::REPRICING_BY_TIME, &(), &request)?
            .items;
        old.retain(|repricing| repricing.at < before);
        if old.is_empty() {
            return Ok(());
        }
        for repricing in old {
            let leaves = u32::try_from(repricing.rows.div_ceil(LEAF_ROWS as u64)).unwrap_or(u32::MAX);
            let dealers = dealers(&access)?;
            for number in 0..leaves {
                access.write_blocking(move |w| w.forget::<Leaf>(&(repricing.id, number)))?;
            }
            let id = repricing.id;
            access.write_blocking(move |w| {
                for dealer in &dealers {
                    w.forget::<Touched>(&(id, *dealer))?;
                }
                w.forget::<Repricing>(&id)
            })?;
        }
    }
}
