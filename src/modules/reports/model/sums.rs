//! Sums and what they are kept by. A sum is kept for a dealer, a stretch of time and a part of the range; every figure of
//! a report is such a sum, or several of them added.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::modules::catalogue::GroupId;
use crate::modules::orders::StageKey;
use crate::platform::store::KeyPart;
use crate::platform::values::{Currency, Day, DealerId, MembershipId, Money, Quantity};

/// What is counted. Exact: counts, thousandths of units, minor units of one currency, seconds.
///
/// Taking away undoes adding to the last digit, even past the edge of 64 bits: sums wrap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sums {
    #[serde(skip_serializing_if = "nothing")]
    pub orders: i64,
    #[serde(skip_serializing_if = "nothing")]
    pub lines: i64,
    /// In thousandths of units.
    #[serde(skip_serializing_if = "nothing")]
    pub quantity: i64,
    /// What is paid, with the tax.
    #[serde(skip_serializing_if = "nothing")]
    pub total: i64,
    /// At the recommended retail price, of lines whose margin is known.
    #[serde(skip_serializing_if = "nothing")]
    pub rrp: i64,
    /// What is paid for those lines.
    #[serde(skip_serializing_if = "nothing")]
    pub paid: i64,
    /// Orders that were confirmed, and how long that took in all.
    #[serde(skip_serializing_if = "nothing")]
    pub confirmed: i64,
    #[serde(skip_serializing_if = "nothing")]
    pub seconds: i64,
    /// Shipped orders that a day was promised for, and those that left by that day.
    #[serde(skip_serializing_if = "nothing")]
    pub promised: i64,
    #[serde(skip_serializing_if = "nothing")]
    pub kept: i64,
    /// By how many days they left late, in all.
    #[serde(skip_serializing_if = "nothing")]
    pub late: i64,
    /// Orders with a promised day that have not left.
    #[serde(skip_serializing_if = "nothing")]
    pub open: i64,
    /// The moments at which orders entered their stage, in minutes.
    #[serde(skip_serializing_if = "nothing")]
    pub entered: i64,
}

fn nothing(value: &i64) -> bool {
    *value == 0
}

impl Sums {
    fn with(self, other: Sums, each: fn(i64, i64) -> i64) -> Sums {
        Sums {
            orders: each(self.orders, other.orders),
            lines: each(self.lines, other.lines),
            quantity: each(self.quantity, other.quantity),
            total: each(self.total, other.total),
            rrp: each(self.rrp, other.rrp),
            paid: each(self.paid, other.paid),
            confirmed: each(self.confirmed, other.confirmed),
            seconds: each(self.seconds, other.seconds),
            promised: each(self.promised, other.promised),
            kept: each(self.kept, other.kept),
            late: each(self.late, other.late),
            open: each(self.open, other.open),
            entered: each(self.entered, other.entered),
        }
    }

    #[must_use]
    pub fn plus(self, other: Sums) -> Sums {
        self.with(other, i64::wrapping_add)
    }

    #[must_use]
    pub fn minus(self, other: Sums) -> Sums {
        self.with(other, i64::wrapping_sub)
    }

    pub fn add(&mut self, other: Sums) {
        *self = self.plus(other);
    }

    pub fn is_nothing(&self) -> bool {
        *self == Sums::default()
    }

    pub fn units(&self) -> Quantity {
        Quantity::from_thousandths(self.quantity)
    }

    pub fn money(&self, currency: Currency) -> Money {
        Money::new(self.total, currency)
    }

    /// The average order, to the minor unit, half up.
    pub fn average(&self, currency: Currency) -> Option<Money> {
        let half = self.orders / 2;
        (self.orders > 0).then(|| Money::new(self.total.saturating_add(half).div_euclid(self.orders), currency))
    }

    /// From sending to confirmation, on average, in seconds.
    pub fn approval(&self) -> Option<i64> {
        (self.confirmed > 0).then(|| self.seconds / self.confirmed)
    }

    /// How long orders have stood in their stage, on average, in seconds.
    pub fn age(&self, now_minutes: i64) -> Option<i64> {
        let minutes = (self.orders > 0).then(|| now_minutes - self.entered / self.orders)?;
        Some(minutes.max(0).saturating_mul(60))
    }
}

/// What a sum is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// Orders by the day of sending, without cancelled ones; the day is itself.
    Day,
    /// The same by month; the day is the first of it.
    Month,
    /// Orders that are to be made, by the week of the planned day; the day is a Monday.
    Planned,
    /// The same by the week of the wished day, where no day is planned.
    Wished,
    /// The same without any day.
    Undated,
    /// Open orders by stage.
    Standing,
    /// Promises by the first promised day.
    Promises,
    /// Promises by the day that was promised last.
    PromisesLast,
    /// Units of all dealers to be made, by the week of the planned day. No dealer, no orders, no money.
    Load,
    /// The same by the week of the wished day.
    LoadWished,
    /// Orders that stand in several weeks of `Planned`, by each of those weeks but the first: so often does a sum over weeks
    /// count them too much. Orders alone.
    PlannedAgain,
    /// The same of `Wished`.
    WishedAgain,
}

impl Topic {
    /// Part of stored keys: never renumber.
    pub const fn code(self) -> u8 {
        match self {
            Topic::Day => 1,
            Topic::Month => 2,
            Topic::Planned => 3,
            Topic::Wished => 4,
            Topic::Undated => 5,
            Topic::Standing => 6,
            Topic::Promises => 7,
            Topic::Load => 8,
            Topic::LoadWished => 9,
            Topic::PromisesLast => 10,
            Topic::PlannedAgain => 11,
            Topic::WishedAgain => 12,
        }
    }
}

/// The day of sums that have none.
pub const NO_DAY: Day = Day::constant(2000, 1, 1);

/// Of what a sum is: all, or a part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Part {
    All,
    /// Lines of a group of products, and of those below it.
    Group(GroupId),
    /// Lines of products without a group.
    NoGroup,
    /// Orders that somebody sent.
    Person(MembershipId),
    /// Orders whose sender isn't known.
    Nobody,
    Stage(StageKey),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::All => f.write_str("all"),
            Part::Group(group) => write!(f, "group:{group}"),
            Part::NoGroup => f.write_str("nogroup"),
            Part::Person(person) => write!(f, "person:{person}"),
            Part::Nobody => f.write_str("nobody"),
            Part::Stage(stage) => write!(f, "stage:{stage}"),
        }
    }
}

impl FromStr for Part {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Part, Self::Err> {
        const REFUSAL: &str = "not a part of a sum";
        let part = match text.split_once(':') {
            None if text == "all" => Some(Part::All),
            None if text == "nogroup" => Some(Part::NoGroup),
            None if text == "nobody" => Some(Part::Nobody),
            Some(("group", id)) => id.parse().ok().map(Part::Group),
            Some(("person", id)) => id.parse().ok().map(Part::Person),
            Some(("stage", key)) => StageKey::new(key).map(Part::Stage),
            _ => None,
        };
        part.ok_or(REFUSAL)
    }
}

impl From<Part> for String {
    fn from(part: Part) -> String {
        part.to_string()
    }
}

impl TryFrom<String> for Part {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Part, Self::Error> {
        text.parse()
    }
}

/// Where a sum is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellKey {
    pub topic: Topic,
    /// `None`: of all dealers together.
    #[serde(default)]
    pub dealer: Option<DealerId>,
    pub day: Day,
    pub part: Part,
    /// `None` where nothing of it is money.
    #[serde(default)]
    pub currency: Option<Currency>,
}

impl KeyPart for CellKey {
    fn encode(&self, out: &mut Vec<u8>) {
        let (part, currency) = (self.part.to_string(), self.currency.map_or("", Currency::code));
        (self.topic.code(), self.dealer, self.day, part, currency).encode(out);
    }
}

/// Sums by where they are kept.
pub type Sheet = BTreeMap<CellKey, Sums>;

/// What has to be added to the sums of `old` to make them those of `new`; only what differs.
pub fn moves(old: &Sheet, new: &Sheet) -> Sheet {
    let mut moves = new.clone();
    for (key, sums) in old {
        let cell = moves.entry(key.clone()).or_default();
        *cell = cell.minus(*sums);
    }
    moves.retain(|_, sums| !sums.is_nothing());
    moves
}
