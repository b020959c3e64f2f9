//! What a change of prices is: rules without a store.

use serde::{Deserialize, Serialize};

use crate::modules::catalogue::{GroupId, PriceRow, PriceTypeId, ProductId, SkuId};
use crate::modules::offers::OfferId;
use crate::modules::orders::{ContractId, DraftId};
use crate::platform::values::{Day, DealerId, Id, Moment, Money, Percent, Quantity, UnitPrice};

pub type RepricingId = Id<Repricing>;

/// A price as people read it in a list: what it is for the smallest quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    #[serde(rename = "p")]
    pub price: UnitPrice,
    /// The price is for so many units.
    #[serde(rename = "f")]
    pub factor: Quantity,
}

/// The price of one type, before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    #[serde(rename = "t")]
    pub price_type: PriceTypeId,
    #[serde(rename = "o")]
    pub old: Figure,
    /// `None`: there is none any more.
    #[serde(rename = "n", default)]
    pub new: Option<Figure>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Up,
    Down,
    /// The price is gone.
    Withdrawn,
    /// Another currency or pack, or only a price for larger quantities: not to be compared.
    Other,
}

impl Direction {
    pub const ALL: [Direction; 4] = [Direction::Up, Direction::Down, Direction::Withdrawn, Direction::Other];

    pub const fn code(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Withdrawn => "withdrawn",
            Direction::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<Direction> {
        Direction::ALL.into_iter().find(|direction| direction.code() == code)
    }
}

impl Moved {
    pub fn direction(&self) -> Direction {
        let Some(new) = self.new else {
            return Direction::Withdrawn;
        };
        let alike = new.factor == self.old.factor && new.price.currency == self.old.price.currency;
        match new.price.e4.cmp(&self.old.price.e4) {
            std::cmp::Ordering::Greater if alike => Direction::Up,
            std::cmp::Ordering::Less if alike => Direction::Down,
            _ => Direction::Other,
        }
    }

    /// By how much of the old price it moved.
    pub fn share(&self) -> Option<Percent> {
        let new = self
            .new
            .filter(|_| matches!(self.direction(), Direction::Up | Direction::Down))?;
        Percent::share(new.price.e4.checked_sub(self.old.price.e4)?, self.old.price.e4)
    }
}

/// Which prices of one thing differ: `before` and `after` are all its rows. A type that had no price before has not
/// changed: its price is new.
pub fn moved(before: &[PriceRow], after: &[PriceRow]) -> Vec<Moved> {
    let mut types: Vec<PriceTypeId> = before.iter().map(|row| row.price_type).collect();
    types.sort_unstable();
    types.dedup();
    let of = |rows: &[PriceRow], price_type: PriceTypeId| {
        let mut tiers: Vec<(Quantity, Figure)> = rows
            .iter()
            .filter(|row| row.price_type == price_type && row.price.e4 >= 0)
            .map(|row| {
                let figure = Figure {
                    price: row.price,
                    factor: row.factor,
                };
                (row.minimum, figure)
            })
            .collect();
        tiers.sort_by_key(|(minimum, _)| *minimum);
        tiers
    };
    let mut found = Vec::new();
    for price_type in types {
        let (old, new) = (of(before, price_type), of(after, price_type));
        let Some((_, first)) = old.first().copied() else {
            continue;
        };
        if old != new {
            found.push(Moved {
                price_type,
                old: first,
                new: new.first().map(|(_, figure)| *figure),
            });
        }
    }
    found
}

/// A thing whose prices changed, as it was called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    #[serde(rename = "s")]
    pub sku: SkuId,
    /// `None`: the catalogue doesn't know it.
    #[serde(rename = "i", default)]
    pub product: Option<ProductId>,
    #[serde(rename = "a", default)]
    pub article: String,
    #[serde(rename = "n", default)]
    pub name: String,
    #[serde(rename = "g", default)]
    pub groups: Vec<GroupId>,
    #[serde(rename = "m")]
    pub moved: Vec<Moved>,
}

impl Row {
    pub fn of(&self, price_type: PriceTypeId) -> Option<&Moved> {
        self.moved.iter().find(|moved| moved.price_type == price_type)
    }
}

/// What a repricing did to one price type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub price_type: PriceTypeId,
    #[serde(default)]
    pub up: u64,
    #[serde(default)]
    pub down: u64,
    #[serde(default)]
    pub withdrawn: u64,
    #[serde(default)]
    pub other: u64,
    /// The farthest move: the article, and by how much.
    #[serde(default)]
    pub biggest: Option<(String, Percent)>,
}

impl Tally {
    pub const fn new(price_type: PriceTypeId) -> Tally {
        Tally {
            price_type,
            up: 0,
            down: 0,
            withdrawn: 0,
            other: 0,
            biggest: None,
        }
    }

    pub const fn all(&self) -> u64 {
        self.up + self.down + self.withdrawn + self.other
    }

    pub fn add(&mut self, moved: &Moved, article: &str) {
        match moved.direction() {
            Direction::Up => self.up += 1,
            Direction::Down => self.down += 1,
            Direction::Withdrawn => self.withdrawn += 1,
            Direction::Other => self.other += 1,
        }
        let Some(share) = moved.share() else { return };
        let far = |share: Percent| share.hundredths().unsigned_abs();
        if self.biggest.as_ref().is_none_or(|(_, known)| far(*known) < far(share)) {
            self.biggest = Some((article.to_owned(), share));
        }
    }
}

/// Why prices changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "why")]
pub enum Cause {
    /// A run of the exchange; the connection's name.
    Exchange { origin: String },
    /// A contract was given another price type.
    Contract {
        contract: ContractId,
        number: String,
        old_type: PriceTypeId,
        new_type: PriceTypeId,
        old: String,
        new: String,
    },
    /// A newer edition of a model of goods made to order.
    Model {
        product: ProductId,
        name: String,
        edition: u32,
    },
}

/// A change of prices, as the manufacturer knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repricing {
    pub id: RepricingId,
    pub at: Moment,
    pub cause: Cause,
    /// Whom alone it concerns.
    #[serde(default)]
    pub dealer: Option<DealerId>,
    #[serde(default)]
    pub tallies: Vec<Tally>,
    /// Goods with a changed price.
    #[serde(default)]
    pub rows: u64,
    /// Goods that have a price for the first time.
    #[serde(default)]
    pub fresh: u64,
    /// Goods that changed too and are not listed: there were too many.
    #[serde(default)]
    pub left_out: u64,
    /// Every dealer has been looked at.
    #[serde(default)]
    pub done: bool,
}

/// A sum before and after; `None` where it can't be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    pub old: Option<Money>,
    pub new: Option<Money>,
}

impl Pair {
    /// Sums of lines. A line that has no sum on both sides is left out of both; one that lost or gained its price makes
    /// the sum of that side unknown.
    pub fn of(lines: impl IntoIterator<Item = (Option<Money>, Option<Money>)>) -> Pair {
        let (mut old, mut new): (Vec<Option<Money>>, Vec<Option<Money>>) = (Vec::new(), Vec::new());
        for (before, after) in lines {
            if before.is_some() || after.is_some() {
                old.push(before);
                new.push(after);
            }
        }
        Pair {
            old: sum(&old),
            new: sum(&new),
        }
    }

    pub fn moved(&self) -> bool {
        self.old != self.new
    }

    pub fn difference(&self) -> Option<Money> {
        self.new?.subtract(self.old?).ok()
    }
}

fn sum(sums: &[Option<Money>]) -> Option<Money> {
    let (first, rest) = sums.split_first()?;
    rest.iter().try_fold((*first)?, |sum, more| sum.add((*more)?).ok())
}

/// A draft or a template whose sum changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TouchedDraft {
    pub id: DraftId,
    pub name: String,
    #[serde(default)]
    pub template: bool,
    /// Lines with another price, and those of them with another recommended one.
    pub lines: usize,
    #[serde(default)]
    pub rrp_lines: usize,
    /// For those who see purchase prices.
    pub purchase: Pair,
    pub rrp: Pair,
}

/// A variant of an offer whose goods cost something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TouchedVariant {
    pub name: String,
    /// What the client was promised: it stands.
    pub total: Money,
    pub purchase: Pair,
    pub rrp: Pair,
    /// It is touched, and nobody can tell by how much: the offer is older than what is kept of how its goods are made.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
}

/// An offer that the client may still take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TouchedOffer {
    pub id: OfferId,
    pub number: u32,
    pub title: String,
    pub until: Day,
    pub variants: Vec<TouchedVariant>,
}

/// What a repricing means to one dealer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Touched {
    pub repricing: RepricingId,
    pub dealer: DealerId,
    pub at: Moment,
    pub cause: Cause,
    /// The price types that it buys by, and the recommended ones of the same currencies.
    pub types: Vec<PriceTypeId>,
    pub rrp_types: Vec<PriceTypeId>,
    /// Goods with another price at one of `types`, and at one of `rrp_types`.
    pub products: u64,
    pub rrp_products: u64,
    #[serde(default)]
    pub drafts: Vec<TouchedDraft>,
    #[serde(default)]
    pub offers: Vec<TouchedOffer>,
}

impl Touched {
    /// With those drafts and offers alone that are wanted.
    pub fn only<E>(
        mut self,
        draft: impl Fn(DraftId) -> Result<bool, E>,
        offer: impl Fn(OfferId) -> Result<bool, E>,
    ) -> Result<Touched, E> {
        let mut drafts = Vec::new();
        for of in self.drafts {
            if draft(of.id)? {
                drafts.push(of);
            }
        }
        let mut offers = Vec::new();
        for of in self.offers {
            if offer(of.id)? {
                offers.push(of);
            }
        }
        (self.drafts, self.offers) = (drafts, offers);
        Ok(self)
    }
}

/// How many of each are touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub drafts: usize,
    pub templates: usize,
    pub offers: usize,
}

impl Counts {
    pub const fn is_nothing(self) -> bool {
        self.drafts + self.templates + self.offers == 0
    }
}

impl Touched {
    /// As one reader may see it: who sees no purchase prices is left what recommended prices tell. `None`: nothing.
    pub fn seen(mut self, sees_purchase: bool) -> Option<Touched> {
        if !sees_purchase {
            (self.products, self.types) = (0, Vec::new());
            self.drafts.retain_mut(|draft| {
                draft.purchase = Pair::default();
                draft.lines = draft.rrp_lines;
                draft.rrp.moved()
            });
            for offer in &mut self.offers {
                offer.variants.retain_mut(|variant| {
                    variant.purchase = Pair::default();
                    variant.rrp.moved()
                });
            }
            self.offers.retain(|offer| !offer.variants.is_empty());
        }
        let something = self.products + self.rrp_products > 0 || !self.drafts.is_empty() || !self.offers.is_empty();
        something.then_some(self)
    }

    pub fn counts(&self) -> Counts {
        let templates = self.drafts.iter().filter(|draft| draft.template).count();
        Counts {
            drafts: self.drafts.len() - templates,
            templates,
            offers: self.offers.len(),
        }
    }
}
