//! Carriers, rules, what a shipment holds and how it arrived. No IO.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::modules::catalogue::SkuId;
use crate::modules::orders::{Author, Kind, Order, OrderId, OrderNumber, Packed};
use crate::platform::error::Error;
use crate::platform::files::ContentHash;
use crate::platform::values::{DealerId, Id, Message, Moment, Money, Quantity};
use crate::platform::web::segment;

pub type CarrierId = Id<Carrier>;
pub type ParcelId = Id<Parcel>;

/// What a template of a tracking page holds where the number stands.
pub const TRACK: &str = "{track}";
/// The most carriers of a site.
pub const CARRIERS_MAX: usize = 200;
const NAME_MAX: usize = 120;
const TEMPLATE_MAX: usize = 500;
/// The longest text of a remark, in characters.
pub const REMARK_MAX: usize = 1_000;

/// A company that carries goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carrier {
    pub id: CarrierId,
    pub name: String,
    /// The address of its tracking page with [`TRACK`] in it; empty where it has none.
    #[serde(default)]
    pub tracking: String,
    #[serde(default)]
    pub terminals: Vec<String>,
    pub active: bool,
    pub version: u32,
}

impl Carrier {
    /// Checks what was typed, and puts it in order.
    pub fn sound(mut self) -> Result<Carrier, Refusal> {
        self.name = self.name.trim().to_owned();
        self.tracking = self.tracking.trim().to_owned();
        self.terminals = self
            .terminals
            .iter()
            .map(|terminal| terminal.trim().to_owned())
            .filter(|terminal| !terminal.is_empty())
            .collect();
        if self.name.is_empty() || self.name.chars().count() > NAME_MAX {
            return Err(Refusal::Name);
        }
        if !self.tracking.is_empty() && !is_template(&self.tracking) {
            return Err(Refusal::Tracking);
        }
        let long = |terminal: &String| terminal.chars().count() > NAME_MAX;
        if self.terminals.len() > CARRIERS_MAX || self.terminals.iter().any(long) {
            return Err(Refusal::Terminals);
        }
        Ok(self)
    }

    /// The name as it is compared.
    pub fn folded(&self) -> String {
        folded(&self.name)
    }

    /// The page that tells where the shipment of this number is.
    pub fn track(&self, number: &str) -> Option<String> {
        let number = number.trim();
        (!number.is_empty() && !self.tracking.is_empty()).then(|| self.tracking.replace(TRACK, &segment(number)))
    }
}

pub fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A page of another site over TLS: a template is put into links that people follow. The number may not stand in the name
/// of the site.
fn is_template(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else {
        return false;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let in_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    text.chars().count() <= TEMPLATE_MAX
        && host.contains('.')
        && host.chars().all(in_host)
        && path.matches(TRACK).count() == 1
        && !path.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'))
}

/// Until when the terms may be changed; there is one, under the key 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// From this kind of stage on a dealer can't change them any more.
    pub until: Kind,
    /// So many days after the goods arrived a person's papers are kept.
    #[serde(default = "keep_days")]
    pub keep_days: u16,
    pub version: u32,
}

const fn keep_days() -> u16 {
    7
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            until: Kind::Ready,
            keep_days: keep_days(),
            version: 0,
        }
    }
}

impl Rules {
    /// The law gives 30 days once the purpose is reached.
    pub const KEEP_MAX: u16 = 30;
    /// The kinds that an administrator chooses from.
    pub const KINDS: [Kind; 5] = [
        Kind::Confirmed,
        Kind::Queued,
        Kind::Production,
        Kind::Ready,
        Kind::Shipped,
    ];

    /// Staff knows whether the lorry has left; a dealer keeps to the stage.
    pub fn allow(&self, kind: Kind, staff: bool) -> bool {
        kind < if staff { Kind::Shipped } else { self.until }
    }
}

/// So much of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub sku: SkuId,
    pub quantity: Quantity,
}

/// What a shipment of an order holds, and how it arrived. The shipment itself (number, day, carrier, track) is the order's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    pub id: ParcelId,
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// The shipment's number, unique within the order.
    pub shipment: String,
    #[serde(default)]
    pub parts: Vec<Part>,
    #[serde(default)]
    pub places: Vec<Packed>,
    #[serde(default)]
    pub receipt: Option<Receipt>,
    pub version: u32,
}

/// The dealer's word that it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub at: Moment,
    pub by: Author,
    #[serde(default)]
    pub remarks: Vec<Remark>,
}

/// What is wrong with what arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The article; `None`: the shipment as a whole.
    #[serde(default)]
    pub sku: Option<SkuId>,
    pub kind: RemarkKind,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub photos: Vec<Photo>,
}

/// A picture of what is wrong. It is shown encoded anew, so its own name and type are not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    pub hash: ContentHash,
    pub size: u64,
}

impl Photo {
    /// Of one receipt.
    pub const MOST: usize = 8;
    pub const BYTES_MAX: u64 = 10 << 20;
    /// Of one form, fields and all.
    pub const FORM_MAX: usize = 40 << 20;
}

impl Receipt {
    /// All pictures, in the order in which their addresses count them.
    pub fn photos(&self) -> impl Iterator<Item = &Photo> {
        self.remarks.iter().flat_map(|remark| &remark.photos)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemarkKind {
    Missing,
    Damaged,
    Other,
}

impl RemarkKind {
    pub const ALL: [RemarkKind; 3] = [RemarkKind::Missing, RemarkKind::Damaged, RemarkKind::Other];

    pub const fn code(self) -> &'static str {
        match self {
            RemarkKind::Missing => "missing",
            RemarkKind::Damaged => "damaged",
            RemarkKind::Other => "other",
        }
    }

    pub const fn message(self) -> &'static str {
        match self {
            RemarkKind::Missing => "delivery-remark-missing",
            RemarkKind::Damaged => "delivery-remark-damaged",
            RemarkKind::Other => "delivery-remark-other",
        }
    }

    pub fn from_code(code: &str) -> Option<RemarkKind> {
        RemarkKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One article of an order: how much was ordered, how much has left, how much is left to ship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    pub sku: SkuId,
    pub name: String,
    pub article: String,
    pub unit: String,
    pub ordered: Quantity,
    pub shipped: Quantity,
}

impl Rest {
    pub fn left(&self) -> Quantity {
        let left = self.ordered.thousandths() - self.shipped.thousandths();
        Quantity::from_thousandths(left.max(0))
    }
}

/// What is left of each article, in the order of the lines. Lines of the same goods are one row: a shipment doesn't tell
/// them apart.
pub fn rest(order: &Order, parcels: &[Parcel]) -> Vec<Rest> {
    let mut shipped: BTreeMap<SkuId, i64> = BTreeMap::new();
    for part in parcels.iter().flat_map(|parcel| &parcel.parts) {
        let sum = shipped.entry(part.sku).or_default();
        *sum = sum.saturating_add(part.quantity.thousandths());
    }
    let mut rows: Vec<Rest> = Vec::new();
    for line in &order.lines {
        match rows.iter_mut().find(|row| row.sku == line.sku) {
            Some(row) => row.ordered = row.ordered.add(line.quantity).unwrap_or(row.ordered),
            None => rows.push(Rest {
                sku: line.sku,
                name: line.name.clone(),
                article: line.article.clone(),
                unit: line.unit.clone(),
                ordered: line.quantity,
                shipped: Quantity::from_thousandths(shipped.get(&line.sku).copied().unwrap_or(0)),
            }),
        }
    }
    rows
}

/// What the parts of a shipment come to, by the sums of the order's lines, beside what the other shipments hold. Shares of a
/// kopeck go to the shipment that they are full with, so that all parts of a line come to its sum. `None`: nothing is said of
/// what it holds.
pub fn worth(order: &Order, others: &[Parcel], parts: &[Part]) -> Option<Money> {
    let mut wanted: BTreeMap<SkuId, i64> = BTreeMap::new();
    for part in parts {
        let sum = wanted.entry(part.sku).or_default();
        *sum = sum.saturating_add(part.quantity.thousandths());
    }
    let mut worth = 0_i128;
    for row in rest(order, others) {
        let Some(quantity) = wanted.get(&row.sku).map(|quantity| i128::from(*quantity)) else {
            continue;
        };
        let lines = order.lines.iter().filter(|line| line.sku == row.sku);
        let total: i128 = lines.map(|line| i128::from(line.total.minor)).sum();
        let (before, ordered) = (
            i128::from(row.shipped.thousandths()),
            i128::from(row.ordered.thousandths()),
        );
        let so_far = |quantity: i128| total.checked_mul(quantity)?.checked_div(ordered);
        worth += so_far(before + quantity)? - so_far(before)?;
    }
    let minor = i64::try_from(worth).ok().filter(|_| !parts.is_empty())?;
    Some(Money::new(minor, order.totals.total.currency))
}

/// Checks what a shipment is to hold against what the others left.
pub fn check_parts(order: &Order, others: &[Parcel], parts: &[Part]) -> Result<(), Refusal> {
    let rows = rest(order, others);
    let mut wanted: BTreeMap<SkuId, i64> = BTreeMap::new();
    for part in parts {
        if !part.quantity.is_positive() {
            return Err(Refusal::Quantity);
        }
        let sum = wanted.entry(part.sku).or_default();
        *sum = sum.saturating_add(part.quantity.thousandths());
    }
    for (sku, quantity) in wanted {
        let row = rows.iter().find(|row| row.sku == sku).ok_or(Refusal::Goods)?;
        if quantity > row.left().thousandths() {
            return Err(Refusal::TooMuch);
        }
    }
    Ok(())
}

/// Checks remarks: each about goods of the order, with words where the kind alone says nothing.
pub fn check_remarks(order: &Order, remarks: &[Remark]) -> Result<(), Refusal> {
    if remarks.iter().map(|remark| remark.photos.len()).sum::<usize>() > Photo::MOST {
        return Err(Refusal::Photos);
    }
    for remark in remarks {
        let known = |sku| order.lines.iter().any(|line| line.sku == sku);
        if remark.sku.is_some_and(|sku| !known(sku)) {
            return Err(Refusal::Goods);
        }
        if remark.text.chars().count() > REMARK_MAX {
            return Err(Refusal::TooLong);
        }
        if remark.kind == RemarkKind::Other && remark.text.trim().is_empty() && remark.photos.is_empty() {
            return Err(Refusal::Words);
        }
    }
    Ok(())
}

/// Why a rule said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    #[error("the name is empty or too long")]
    Name,
    #[error("another carrier has this name")]
    NameTaken,
    #[error("the address of the tracking page is wrong")]
    Tracking,
    #[error("too many terminals, or a name is too long")]
    Terminals,
    #[error("there are too many carriers")]
    Many,
    #[error("it was changed meanwhile")]
    Moved,
    #[error("it is too late to change the delivery")]
    Closed,
    #[error("the way is unknown")]
    Way,
    #[error("the quantity must be positive")]
    Quantity,
    #[error("more than was ordered")]
    TooMuch,
    #[error("no such goods in the order")]
    Goods,
    #[error("no such shipment")]
    Shipment,
    #[error("the text is too long")]
    TooLong,
    #[error("a remark needs words")]
    Words,
    #[error("it was received already")]
    Received,
    #[error("the file is no picture")]
    Photo,
    #[error("a picture is too large, or there are too many")]
    Photos,
    #[error("nobody says that the person agrees")]
    Consent,
    #[error("there is no key to seal with")]
    NoKey,
    #[error("it was sealed with another key")]
    OtherKey,
    #[error("there are no papers any more")]
    Wiped,
    #[error("the number of days is wrong")]
    Days,
    #[error("there are too many addresses")]
    Addresses,
    #[error("by now it has to be asked for")]
    Asks,
    #[error("another person was entered since")]
    PersonMoved,
}

impl Refusal {
    pub const ALL: [Refusal; 25] = [
        Refusal::Name,
        Refusal::NameTaken,
        Refusal::Tracking,
        Refusal::Terminals,
        Refusal::Many,
        Refusal::Moved,
        Refusal::Closed,
        Refusal::Way,
        Refusal::Quantity,
        Refusal::TooMuch,
        Refusal::Goods,
        Refusal::Shipment,
        Refusal::TooLong,
        Refusal::Words,
        Refusal::Received,
        Refusal::Photo,
        Refusal::Photos,
        Refusal::Consent,
        Refusal::NoKey,
        Refusal::OtherKey,
        Refusal::Wiped,
        Refusal::Days,
        Refusal::Addresses,
        Refusal::Asks,
        Refusal::PersonMoved,
    ];

    pub const fn message(self) -> &'static str {
        match self {
            Refusal::Name => "delivery-refusal-name",
            Refusal::NameTaken => "delivery-refusal-name-taken",
            Refusal::Tracking => "delivery-refusal-tracking",
            Refusal::Terminals => "delivery-refusal-terminals",
            Refusal::Many => "delivery-refusal-many",
            Refusal::Moved => "delivery-refusal-moved",
            Refusal::Closed => "delivery-refusal-closed",
            Refusal::Way => "delivery-refusal-way",
            Refusal::Quantity => "delivery-refusal-quantity",
            Refusal::TooMuch => "delivery-refusal-too-much",
            Refusal::Goods => "delivery-refusal-goods",
            Refusal::Shipment => "delivery-refusal-shipment",
            Refusal::TooLong => "delivery-refusal-too-long",
            Refusal::Words => "delivery-refusal-words",
            Refusal::Received => "delivery-refusal-received",
            Refusal::Photo => "delivery-refusal-photo",
            Refusal::Photos => "delivery-refusal-photos",
            Refusal::Consent => "delivery-refusal-consent",
            Refusal::NoKey => "delivery-refusal-no-key",
            Refusal::OtherKey => "delivery-refusal-other-key",
            Refusal::Wiped => "delivery-refusal-wiped",
            Refusal::Days => "delivery-refusal-days",
            Refusal::Addresses => "delivery-refusal-addresses",
            Refusal::Asks => "delivery-refusal-asks",
            Refusal::PersonMoved => "delivery-refusal-person-moved",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(Message::new(refusal.message()))
    }
}
