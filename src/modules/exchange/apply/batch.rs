//! One batch inside one commit: rows over the records as they are, then everything that changed is saved under one
//! journal entry, with the rows as they were before.

use std::collections::{BTreeMap, BTreeSet};

use super::events::ExchangeEvent;
use super::ops::{GroupOp, NO_WAREHOUSE, OfferOp, Op, ProductOp, Row};
use super::pending::{Pending, State, save_technical};
use super::words;
use crate::modules::catalogue::{
    Characteristic, Group, PriceType, Product, ProductId, SKU_BY_PRODUCT, Sku, SkuId, SkuPrices, SkuStock, Unit,
    Warehouse,
};
use crate::modules::exchange::commerceml::Given;
use crate::modules::exchange::desk::RunId;
use crate::modules::exchange::runs::{Before, KnownProperty, KnownUnit, RunFile};
use crate::modules::exchange::{Finding, Kind, Message, Severity, Tally};
use crate::platform::access::{Access, PutTechnical, SaveOver, Write};
use crate::platform::error::Error;
use crate::platform::store::{Fate, Reader, Rehearsed, Rehearser, WriteTx};
use crate::platform::values::{Moment, PageRequest, Quantity};

/// What a batch did.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub tallies: BTreeMap<Kind, Tally>,
    pub findings: Vec<Finding>,
    /// Whose prices or stock changed.
    pub priced: Vec<SkuId>,
    pub stocked: Vec<SkuId>,
    /// Price types or warehouses changed: the price book needs new columns.
    pub columns: bool,
}

/// Which run and file a batch belongs to, and how far the file is with it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub run: RunId,
    pub file: RunFile,
    pub origin: String,
}

/// What rows come to, before anything is saved.
struct Worked {
    now: Moment,
    outcome: Outcome,
    groups: Pending<Group>,
    products: Pending<Product>,
    skus: Pending<Sku>,
    price_types: Pending<PriceType>,
    warehouses: Pending<Warehouse>,
    prices: Pending<SkuPrices>,
    stock: Pending<SkuStock>,
    properties: Pending<KnownProperty>,
    units: Pending<KnownUnit>,
}

struct Batch<'a, 't> {
    w: &'a WriteTx<'t>,
    worked: Worked,
}

/// Works rows out over the records as they are.
fn work_out(w: &WriteTx<'_>, rows: &[Row]) -> Result<Worked, Error> {
    let mut batch = Batch {
        w,
        worked: Worked {
            now: w.now(),
            outcome: Outcome::default(),
            groups: Pending::new(),
            products: Pending::new(),
            skus: Pending::new(),
            price_types: Pending::new(),
            warehouses: Pending::new(),
            prices: Pending::new(),
            stock: Pending::new(),
            properties: Pending::new(),
            units: Pending::new(),
        },
    };
    let offers = rows.iter().filter_map(|row| match &row.op {
        Op::Offer(offer) => Some(&**offer),
        _ => None,
    });
    let Worked {
        products,
        prices,
        stock,
        ..
    } = &mut batch.worked;
    products.read_stretch(w, offers.clone().map(|offer| offer.product))?;
    prices.read_stretch(
        w,
        offers
            .clone()
            .filter(|offer| offer.prices.is_some())
            .map(|offer| offer.sku),
    )?;
    stock.read_stretch(w, offers.filter(|offer| offer.stock.is_some()).map(|offer| offer.sku))?;
    for row in rows {
        batch.row(row)?;
    }
    Ok(batch.worked)
}

/// A batch that was worked out beside the writer.
#[derive(Default)]
pub(super) struct Ahead {
    outcome: Outcome,
    /// The products of its entry; `None`: nothing changed that is worth one.
    touched: Option<Vec<ProductId>>,
    fate: Option<Fate>,
    /// Taken by the first run of the closure.
    rows: Option<Rehearsed>,
}

/// Works rows out, so that the writer has only to write what they come to.
pub(super) fn rehearse_rows(access: &Access, rehearser: &mut Rehearser, rows: &[Row], run: RunId) -> Ahead {
    let rehearsed = access.rehearse(rehearser, |r| {
        let worked = work_out(r, rows)?;
        let mut before = Before::new(worked.now, r.fresh_id(), run);
        let touched = worked.touched();
        let (outcome, properties, units) = worked.save(r, &mut before)?;
        if touched.is_some() {
            r.technical(&before)?;
        }
        save_technical(r, properties)?;
        save_technical(r, units)?;
        Ok((outcome, touched))
    });
    // Over rows that won't stand anything may come out; what counts is what the writer finds.
    let Ok(((outcome, touched), rehearsed)) = rehearsed else {
        return Ahead::default();
    };
    Ahead {
        outcome,
        touched,
        fate: Some(rehearsed.fate()),
        rows: Some(rehearsed),
    }
}

/// Applies rows and notes the checkpoint, in the caller's transaction: as they were worked out ahead, or anew where that
/// doesn't stand. May run twice.
pub(super) fn apply_rows(
    w: &mut Write<'_, '_>,
    rows: &[Row],
    ahead: &mut Ahead,
    mark: &Mark,
) -> Result<Outcome, Error> {
    // Without an entry nothing but technical rows could be written: that is rare and little.
    let is_fit = |rehearsed: &Rehearsed, touched: &Option<_>| touched.is_some() || rehearsed.is_empty();
    let rehearsed = ahead.rows.take();
    let outcome = match rehearsed.filter(|rehearsed| is_fit(rehearsed, &ahead.touched) && w.stands(rehearsed)) {
        Some(rehearsed) => {
            let outcome = std::mem::take(&mut ahead.outcome);
            if let Some(touched) = ahead.touched.take() {
                w.change(&mark.event(&outcome, touched))?.take_in(rehearsed)?;
            }
            outcome
        }
        None => {
            if let Some(fate) = &ahead.fate {
                fate.miss();
            }
            let worked = work_out(w, rows)?;
            let mut before = Before::new(worked.now, w.fresh_id(), mark.run);
            let (outcome, properties, units) = match worked.touched() {
                Some(touched) => {
                    let event = mark.event(&worked.outcome, touched);
                    let rest = worked.save(&mut w.change(&event)?, &mut before)?;
                    w.technical(&before)?;
                    rest
                }
                None => (worked.outcome, worked.properties, worked.units),
            };
            save_technical(w, properties)?;
            save_technical(w, units)?;
            outcome
        }
    };
    w.technical(&mark.file)?;
    Ok(outcome)
}

impl Mark {
    fn event(&self, outcome: &Outcome, products: Vec<ProductId>) -> ExchangeEvent {
        ExchangeEvent::CatalogueApplied {
            run: self.run,
            origin: self.origin.clone(),
            file: self.file.name.clone(),
            tallies: outcome.tallies.clone(),
            products,
        }
    }
}

impl Worked {
    /// The products of the batch's entry; `None` when nothing changed that is worth one.
    fn touched(&self) -> Option<Vec<ProductId>> {
        let mut touched: BTreeSet<ProductId> = self.products.changed().map(|(_, product)| product.id).collect();
        touched.extend(self.skus.changed().map(|(_, sku)| sku.product));
        let anything = !touched.is_empty()
            || self.groups.changed().next().is_some()
            || self.price_types.changed().next().is_some()
            || self.warehouses.changed().next().is_some()
            || self.prices.changed().next().is_some()
            || self.stock.changed().next().is_some();
        anything.then(|| touched.into_iter().collect())
    }

    /// Saves the catalogue's records; the technical ones are left.
    fn save(
        self,
        into: &mut impl SaveOver,
        before: &mut Before,
    ) -> Result<(Outcome, Pending<KnownProperty>, Pending<KnownUnit>), Error> {
        let created = &mut before.created;
        self.groups.save(into, &mut before.groups, created)?;
        self.products.save(into, &mut before.products, created)?;
        self.skus.save(into, &mut before.skus, created)?;
        self.price_types.save(into, &mut before.price_types, created)?;
        self.warehouses.save(into, &mut before.warehouses, created)?;
        self.prices.save(into, &mut before.prices, created)?;
        self.stock.save(into, &mut before.stock, created)?;
        Ok((self.outcome, self.properties, self.units))
    }
}

/// What a row did to its record.
#[derive(Clone, Copy)]
enum Did {
    Created,
    Updated,
    Nothing,
}

impl Did {
    fn of(missing: bool, changed: bool) -> Did {
        match (missing, changed) {
            (true, _) => Did::Created,
            (false, true) => Did::Updated,
            (false, false) => Did::Nothing,
        }
    }
}

impl Batch<'_, '_> {
    fn row(&mut self, row: &Row) -> Result<(), Error> {
        let did = match &row.op {
            Op::Group(op) => self.group(op)?,
            Op::Property(property) => {
                let (missing, known) = self
                    .worked
                    .properties
                    .edit(self.w, &property.external, || property.clone())?;
                // Later portions name a property again without its values.
                let mut told = property.clone();
                for (id, text) in &known.values {
                    told.values.entry(id.clone()).or_insert_with(|| text.clone());
                }
                replaced(missing, known, told)
            }
            Op::Unit(unit) => {
                let (missing, known) = self.worked.units.edit(self.w, &unit.external, || unit.clone())?;
                replaced(missing, known, unit.clone())
            }
            Op::PriceType(op) => {
                let fresh = op.record();
                let (missing, known) = self.worked.price_types.edit(self.w, &fresh.id, || fresh.clone())?;
                let before = known.clone();
                op.put(known);
                let did = Did::of(missing, *known != before);
                self.worked.outcome.columns |= !matches!(did, Did::Nothing);
                did
            }
            Op::Warehouse(op) => {
                let fresh = op.record();
                let (missing, known) = self.worked.warehouses.edit(self.w, &fresh.id, || fresh.clone())?;
                let before = known.clone();
                op.put(known);
                let did = Did::of(missing, *known != before);
                self.worked.outcome.columns |= !matches!(did, Did::Nothing);
                did
            }
            Op::Product(op) => self.product(op)?,
            Op::Offer(op) => return self.offer(op, row.line),
        };
        self.count(row.op.kind(), did);
        Ok(())
    }

    fn count(&mut self, kind: Kind, did: Did) {
        let tally = self.worked.outcome.tallies.entry(kind).or_default();
        match did {
            Did::Created => tally.created += 1,
            Did::Updated => tally.updated += 1,
            Did::Nothing => tally.unchanged += 1,
        }
    }

    fn group(&mut self, op: &GroupOp) -> Result<Did, Error> {
        let fresh = || Group {
            id: op.id,
            external: op.external.clone(),
            name: String::new(),
            parent: None,
            removed: false,
            stub: true,
        };
        let (missing, group) = self.worked.groups.edit(self.w, &op.id, fresh)?;
        let Some(told) = &op.told else {
            return Ok(Did::of(missing, false));
        };
        let before = group.clone();
        group.name.clone_from(&told.name);
        group.parent = told.parent.filter(|parent| *parent != op.id);
        group.removed = told.removed.unwrap_or(false);
        group.stub = false;
        Ok(Did::of(missing, *group != before))
    }

    fn product(&mut self, op: &ProductOp) -> Result<Did, Error> {
        let (missing, product) = self
            .worked
            .products
            .edit(self.w, &op.id, || Product::stub_of(op.id, &op.external))?;
        // What an offer named first is new when it comes itself.
        if missing || product.stub {
            op.put(product);
            return Ok(Did::Created);
        }
        let before = product.clone();
        op.put(product);
        Ok(Did::of(false, *product != before))
    }

    fn offer(&mut self, op: &OfferOp, line: u32) -> Result<(), Error> {
        let stub = || Product::stub_of(op.product, &op.product_external);
        let (missing, product) = self.worked.products.look(self.w, &op.product, stub)?;
        let (is_stub, is_removed) = (product.stub, product.removed);
        let product_name = op.is_variant.then(|| product.name.clone());
        if missing {
            self.worked.outcome.findings.push(Finding {
                severity: Severity::Note,
                line,
                message: Message::new(words::PRODUCT_UNKNOWN).with("id", op.product_external.as_str()),
            });
        }
        let did = match product_name {
            Some(product_name) => self.variant(op, &product_name)?,
            None => {
                // An offer of the product itself tells what a stub lacks, never more than the product told.
                if is_stub {
                    let (_, product) = self.worked.products.edit(self.w, &op.product, stub)?;
                    put_text(&op.name, &mut product.name);
                    put_text(&op.article, &mut product.article);
                    put_text(&op.barcode, &mut product.barcode);
                }
                let removes = op.removed == Some(true) && !is_removed;
                if removes && !self.has_variants(op.product)? {
                    let (_, product) = self.worked.products.edit(self.w, &op.product, stub)?;
                    product.removed = true;
                }
                Did::of(missing, removes)
            }
        };
        self.count(Kind::Offer, did);
        self.prices_of(op)?;
        self.stock_of(op)
    }

    fn variant(&mut self, op: &OfferOp, product_name: &str) -> Result<Did, Error> {
        let (missing, sku) = self.worked.skus.edit(self.w, &op.sku, || Sku::of_offer(&op.external))?;
        let before = sku.clone();
        put_text(&op.article, &mut sku.article);
        put_text(&op.barcode, &mut sku.barcode);
        if let Some(characteristics) = &op.characteristics {
            sku.characteristics.clone_from(characteristics);
        }
        if let Given::Value(name) = &op.name {
            sku.suffix = suffix(product_name, name, &sku.characteristics);
        } else if sku.suffix.is_empty() {
            sku.suffix = joined(&sku.characteristics);
        }
        sku.removed = op.removed.unwrap_or(sku.removed);
        Ok(Did::of(missing, *sku != before))
    }

    fn has_variants(&self, product: ProductId) -> Result<bool, Error> {
        let page = self.w.scan(&SKU_BY_PRODUCT, &product, &PageRequest::first(1))?;
        let mut skus = self.worked.skus.states.values().filter_map(State::now);
        let pending = skus.any(|sku| sku.product == product);
        Ok(pending || !page.items.is_empty())
    }

    fn prices_of(&mut self, op: &OfferOp) -> Result<(), Error> {
        let Some(rows) = op.prices.as_ref().filter(|rows| !rows.is_empty()) else {
            return Ok(());
        };
        let now = self.worked.now;
        let (missing, prices) = self.worked.prices.edit(self.w, &op.sku, || SkuPrices {
            sku: op.sku,
            rows: Vec::new(),
            as_of: now,
        })?;
        let as_of = prices.as_of;
        let changed = prices.merge(rows.clone(), now);
        if changed {
            self.worked.outcome.priced.push(op.sku);
        } else {
            // Told again, unchanged: not worth a write.
            prices.as_of = as_of;
        }
        let tally = self.worked.outcome.tallies.entry(Kind::Price).or_default();
        let count = rows.len() as u64;
        match Did::of(missing, changed) {
            Did::Created => tally.created += count,
            Did::Updated => tally.updated += count,
            Did::Nothing => tally.unchanged += count,
        }
        Ok(())
    }

    fn stock_of(&mut self, op: &OfferOp) -> Result<(), Error> {
        let Some(rows) = op.stock.as_ref().filter(|rows| !rows.is_empty()) else {
            return Ok(());
        };
        let now = self.worked.now;
        let (missing, stock) = self.worked.stock.edit(self.w, &op.sku, || SkuStock {
            sku: op.sku,
            rows: Vec::new(),
            as_of: now,
        })?;
        let before = stock.clone();
        // A sum and warehouses are two ways to say one thing: the one that came last stands.
        let sum_alone = rows.iter().all(|row| row.warehouse == NO_WAREHOUSE);
        stock.rows.retain(|row| (row.warehouse == NO_WAREHOUSE) == sum_alone);
        stock.merge(rows.clone(), now);
        let changed = stock.rows != before.rows;
        if changed {
            self.worked.outcome.stocked.push(op.sku);
        } else {
            *stock = before;
        }
        let tally = self.worked.outcome.tallies.entry(Kind::Stock).or_default();
        let count = rows.len() as u64;
        match Did::of(missing, changed) {
            Did::Created => tally.created += count,
            Did::Updated => tally.updated += count,
            Did::Nothing => tally.unchanged += count,
        }
        Ok(())
    }
}

fn replaced<R: PartialEq>(missing: bool, known: &mut R, told: R) -> Did {
    let changed = *known != told;
    *known = told;
    Did::of(missing, changed)
}

fn put_text(given: &Given<String>, place: &mut String) {
    match given {
        Given::Absent => {}
        Given::Empty => place.clear(),
        Given::Value(value) => place.clone_from(value),
    }
}

impl ProductOp {
    /// What the file says, over what is known. What is absent stays; what an administrator hid stays hidden; what a
    /// sweep took away is back, since it is named again.
    fn put(&self, product: &mut Product) {
        put_text(&self.article, &mut product.article);
        put_text(&self.barcode, &mut product.barcode);
        put_text(&self.name, &mut product.name);
        put_text(&self.description, &mut product.description);
        put_text(&self.maker, &mut product.maker);
        match &self.unit {
            Given::Absent => {}
            Given::Empty => product.unit = Unit::default(),
            Given::Value(unit) => product.unit = unit.clone(),
        }
        match &self.vat {
            Given::Absent => {}
            Given::Empty => product.vat = None,
            Given::Value(rate) => product.vat = Some(*rate),
        }
        product.pack = self.pack.unwrap_or(match &self.properties {
            // The whole product was told, without a pack.
            Some(_) => Quantity::ZERO,
            None => product.pack,
        });
        if let Some(groups) = &self.groups {
            product.groups.clone_from(groups);
        }
        if let Some(pictures) = &self.pictures {
            product.pictures.clone_from(pictures);
        }
        if let Some(properties) = &self.properties {
            product.properties.clone_from(properties);
        }
        if let Some(substitutes) = &self.substitutes {
            product.substitutes.clone_from(substitutes);
        }
        product.weight_g = self.weight_g.or(product.weight_g);
        product.volume = self.volume.or(product.volume);
        product.removed = self.removed.unwrap_or(false);
        if !self.catalogue.is_empty() {
            product.catalogue.clone_from(&self.catalogue);
        }
        if !self.version.is_empty() {
            product.version_tag.clone_from(&self.version);
        }
        // Without a name there is nothing to show: it stays what it was.
        product.stub = product.name.is_empty();
    }
}

/// What a variant adds to its product's name.
fn suffix(product: &str, offer: &str, characteristics: &[Characteristic]) -> String {
    let offer = offer.trim();
    let rest = match offer.strip_prefix(product.trim()).filter(|_| !product.is_empty()) {
        Some(rest) => rest,
        // «Name (white, 10 l)»: the last brackets, with those inside them.
        None => offer
            .find(" (")
            .filter(|_| offer.ends_with(')'))
            .map_or("", |at| &offer[at..]),
    };
    let rest = rest.trim().trim_start_matches([',', ';', '-', '\u{2014}']).trim();
    let rest = match rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => inner.trim(),
        None => rest,
    };
    match rest.is_empty() {
        true => joined(characteristics),
        false => rest.to_owned(),
    }
}

fn joined(characteristics: &[Characteristic]) -> String {
    let values: Vec<&str> = characteristics.iter().take(4).map(|one| one.value.as_str()).collect();
    values.join(", ")
}
