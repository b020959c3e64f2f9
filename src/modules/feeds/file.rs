//! A feed's file: made whole on disk with its tag, then sent. Memory stays the same for any number of goods, and no
//! snapshot of the store waits for a slow reader.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::sync::{Arc, Weak};

use parking_lot::Mutex;

use super::formats::{Category, Head, Item, Scribe};
use super::queries::Open;
use super::{Feed, FeedId, Held};
use crate::modules::catalogue::queries::{Tree, skus};
use crate::modules::catalogue::{
    Asked, Calculation, GroupId, MadeToOrder, PRODUCT_BY_GROUP, PRODUCT_BY_NAME, PriceBook, PriceSource, Product,
    ProductId, Sellable, Sku, StockShown,
};
use crate::modules::offers::{Basis, unit_of, with_tax};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, PAGE_LIMIT_MAX, PageRequest, Quantity, VatMode};
use crate::tr;

/// The most pictures of one of the goods.
const PICTURES_MAX: usize = 10;
/// Digits of an id in a file: readers of YML take up to twenty letters and digits.
const ID_DIGITS: usize = 20;
/// The category of goods that lie in no group.
const OTHER: u64 = 1;
/// Numbers of categories have up to fifteen digits.
const NUMBERS: u64 = 1_000_000_000_000_000;

/// A file that was made.
pub struct Made {
    pub file: File,
    pub held: Held,
    /// Of its content.
    pub tag: String,
}

/// Makes the file of a feed. Blocks.
pub fn made(services: &Arc<Services>, tx: &ReadTx, book: &PriceBook, open: &Open, origin: &str) -> Result<Made, Error> {
    let file = tempfile::tempfile().map_err(Error::internal)?;
    let out = Counted {
        out: BufWriter::with_capacity(64 << 10, file),
        hasher: blake3::Hasher::new(),
        bytes: 0,
    };
    let (out, mut held) = Walk::of(services, tx, book, open, origin)?.write(out)?;
    held.bytes = out.bytes;
    let tag = out.hasher.finalize().to_hex()[..32].to_owned();
    let mut file = out.out.into_inner().map_err(Error::internal)?;
    file.rewind().map_err(Error::internal)?;
    Ok(Made { file, held, tag })
}

/// Counts and hashes what is written.
struct Counted<W> {
    out: W,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Where goods of a group stand in the file.
struct Places {
    categories: Vec<Category>,
    numbers: HashMap<GroupId, (u64, String)>,
    /// The groups whose goods are told, in order; empty: all goods.
    walked: Vec<GroupId>,
}

impl Places {
    fn of(tree: &Tree, feed: &Feed) -> Places {
        let wanted: HashSet<GroupId> = feed
            .settings
            .groups
            .iter()
            .flat_map(|group| tree.with_below(*group))
            .collect();
        let all = feed.settings.groups.is_empty();
        let mut taken = HashSet::from([0, OTHER]);
        let mut places = Places {
            categories: Vec::new(),
            numbers: HashMap::new(),
            walked: Vec::new(),
        };
        if all {
            places.categories.push(Category {
                number: OTHER,
                parent: None,
                name: tr!(feed.settings.locale, "feeds-other").to_owned(),
            });
        }
        let mut above: Vec<(usize, GroupId)> = Vec::new();
        for node in &tree.nodes {
            above.retain(|(depth, _)| *depth < node.depth);
            let id = node.group.id;
            if all || wanted.contains(&id) {
                // The same number as long as the group lives, whatever else comes and goes.
                let mut number = id.as_bytes()[..8]
                    .iter()
                    .fold(0_u64, |n, byte| n << 8 | u64::from(*byte))
                    % NUMBERS;
                while !taken.insert(number) {
                    number = (number + 1) % NUMBERS;
                }
                let parent = above.last().and_then(|(_, id)| places.numbers.get(id));
                places.categories.push(Category {
                    number,
                    parent: parent.map(|(number, _)| *number),
                    name: node.group.name.clone(),
                });
                places.numbers.insert(id, (number, node.group.name.clone()));
                if !all {
                    places.walked.push(id);
                }
            }
            above.push((node.depth, id));
        }
        places
    }

    fn of_product(&self, product: &Product) -> (u64, &str) {
        let mut known = product.groups.iter().filter_map(|group| self.numbers.get(group));
        known
            .next()
            .map_or((OTHER, ""), |(number, name)| (*number, name.as_str()))
    }
}

/// One pass over the goods.
struct Walk<'a> {
    services: &'a Arc<Services>,
    tx: &'a ReadTx,
    book: &'a PriceBook,
    open: &'a Open,
    origin: &'a str,
    places: Places,
    rrp_mode: Option<VatMode>,
    held: Held,
}

impl<'a> Walk<'a> {
    fn of(
        services: &'a Arc<Services>,
        tx: &'a ReadTx,
        book: &'a PriceBook,
        open: &'a Open,
        origin: &'a str,
    ) -> Result<Walk<'a>, Error> {
        Ok(Walk {
            services,
            tx,
            book,
            open,
            origin,
            places: Places::of(&Tree::read(tx)?, &open.feed),
            rrp_mode: open.deal.rrp_type.and_then(|of| book.vat_mode(of)),
            held: Held::default(),
        })
    }

    fn write<W: Write>(mut self, out: W) -> Result<(W, Held), Error> {
        let (open, feed) = (self.open, &self.open.feed);
        let zoned = open.as_of.timestamp().to_zoned_datetime(self.services.zone.clone());
        let buyer = &open.deal.buyer;
        let company = if buyer.full_name.is_empty() {
            &buyer.name
        } else {
            &buyer.full_name
        };
        let site = match feed.settings.site.is_empty() {
            true => self.origin,
            false => &feed.settings.site,
        };
        let head = Head {
            made: zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            shop: &open.dealer.name,
            company,
            site,
            currency: open.deal.contract.currency,
            categories: &self.places.categories,
        };
        let mut scribe = Scribe::begin(feed.format, out, &head).map_err(Error::internal)?;
        if feed.settings.groups.is_empty() {
            self.stretch(&mut scribe, None, &mut None)?;
        } else {
            // A product may lie in several of the groups, and is told once.
            let mut seen = Some(HashSet::new());
            for group in self.places.walked.clone() {
                self.stretch(&mut scribe, Some(group), &mut seen)?;
            }
        }
        Ok((scribe.end().map_err(Error::internal)?, self.held))
    }

    /// The goods of one group, or all.
    fn stretch<W: Write>(
        &mut self,
        scribe: &mut Scribe<W>,
        group: Option<GroupId>,
        seen: &mut Option<HashSet<ProductId>>,
    ) -> Result<(), Error> {
        let mut request = PageRequest::first(PAGE_LIMIT_MAX);
        while !self.held.cut {
            let page = match group {
                None => self.tx.scan(&PRODUCT_BY_NAME, &true, &request)?,
                Some(group) => self.tx.scan(&PRODUCT_BY_GROUP, &(group, true), &request)?,
            };
            for product in &page.items {
                if self.held.cut {
                    break;
                }
                if seen.as_mut().is_none_or(|seen| seen.insert(product.id)) {
                    self.product(scribe, product)?;
                }
            }
            match page.next {
                Some(next) => request = request.after(Some(next)),
                None => return Ok(()),
            }
        }
        Ok(())
    }

    fn product<W: Write>(&mut self, scribe: &mut Scribe<W>, product: &Product) -> Result<(), Error> {
        // What the book has for it is not what it costs.
        if MadeToOrder::asks(self.services, self.tx, product.id)? {
            self.held.made += 1;
            return Ok(());
        }
        let pictures = self.pictures(product);
        for sku in skus(self.tx, product)? {
            if self.held.goods >= self.open.most {
                self.held.cut = true;
                return Ok(());
            }
            self.sku(scribe, product, &sku, &pictures)?;
        }
        Ok(())
    }

    fn sku<W: Write>(
        &mut self,
        scribe: &mut Scribe<W>,
        product: &Product,
        sku: &Sku,
        pictures: &[String],
    ) -> Result<(), Error> {
        let settings = &self.open.feed.settings;
        let item = Sellable::of(product, sku);
        let shown = self.book.stock(item.sku, self.open.stock);
        // Where the manufacturer hides stock, leaving goods out would tell it.
        let there = matches!(
            shown,
            StockShown::Exact(_) | StockShown::Plenty | StockShown::Few | StockShown::Hidden
        );
        if !settings.absent && !there {
            self.held.absent += 1;
            return Ok(());
        }
        let Some(price) = settings.pricing.price(&self.basis(&item), settings.rounding) else {
            self.held.priceless += 1;
            return Ok(());
        };
        let (category, group) = self.places.of_product(product);
        let mut id = item.sku.to_string();
        id.truncate(ID_DIGITS);
        let barcode = if sku.barcode.is_empty() {
            &product.barcode
        } else {
            &sku.barcode
        };
        let written = scribe.item(&Item {
            id,
            name: &item.name,
            article: &item.article,
            unit: &item.unit.name,
            pack: item.step,
            price,
            category,
            group,
            stock: settings.stock.then_some(shown),
            barcode,
            weight_g: item.weight_g,
            maker: &product.maker,
            description: &product.description,
            pictures,
            properties: &product.properties,
        });
        self.held.goods += 1;
        written.map_err(Error::internal)
    }

    /// What one unit costs, with the tax, at the smallest quantity that is sold.
    fn basis(&self, item: &Sellable) -> Basis {
        let quantity = if item.step.is_positive() {
            item.step
        } else {
            Quantity::ONE
        };
        let asked = [Asked {
            sku: item.sku,
            item: Some(item),
            quantity,
            own: None,
        }];
        let calculation = Calculation::of(&asked, &self.open.deal.terms(), self.book);
        let Some(line) = calculation.lines.first() else {
            return Basis::default();
        };
        let currency = self.open.deal.contract.currency;
        let purchase = line.price.and_then(|price| match calculation.vat_mode {
            Some(VatMode::OnTop) => with_tax(price.offer.of_unit(), price.vat_rate),
            _ => Some(price.offer.of_unit()),
        });
        let rrp = line.rrp.filter(|rrp| rrp.total.currency == currency);
        let rrp = rrp.and_then(|rrp| match self.rrp_mode {
            Some(VatMode::OnTop) => unit_of(rrp.total, quantity),
            _ => Some(rrp.offer.of_unit()),
        });
        Basis { purchase, rrp }
    }

    fn pictures(&self, product: &Product) -> Vec<String> {
        if !self.open.feed.settings.pictures {
            return Vec::new();
        }
        let address = |hash: &String| format!("{}/fp/{}/{}/{hash}", self.origin, self.open.feed.pictures, product.id);
        product.pictures.iter().take(PICTURES_MAX).map(address).collect()
    }
}

/// What a file depends on. The book is told apart by itself: its number doesn't change with stock.
#[derive(Clone)]
pub struct Stamp {
    /// The journal's position.
    pub position: u64,
    pub version: u32,
    pub today: Day,
    pub book: Weak<PriceBook>,
}

impl Stamp {
    fn is(&self, other: &Stamp) -> bool {
        (self.position, self.version, self.today) == (other.position, other.version, other.today)
            && self.book.ptr_eq(&other.book)
    }
}

/// Tags of files that were made, so that an unchanged one needn't be made to be known as such.
#[derive(Default)]
pub struct Known(Mutex<HashMap<FeedId, (Stamp, String)>>);

/// Feeds that are remembered.
const KNOWN_MAX: usize = 1_000;

impl Known {
    pub fn tag(&self, feed: FeedId, stamp: &Stamp) -> Option<String> {
        let known = self.0.lock();
        let (of, tag) = known.get(&feed)?;
        of.is(stamp).then(|| tag.clone())
    }

    pub fn keep(&self, feed: FeedId, stamp: Stamp, tag: String) {
        let mut known = self.0.lock();
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert(feed, (stamp, tag));
    }
}
