//! An order: the frozen specification, where it stands, what was promised, and what 1C has said.

use serde::{Deserialize, Serialize};

use super::{Answered, BuyerId, ChangeRequest, ContractId, Delivery, SellerId};
use crate::modules::catalogue::{PriceTypeId, ProductId, SkuId, Totals, times};
use crate::modules::configurator::Settled;
use crate::modules::orders::{Kind, Margin, Mover, NoMargin, OrderNumber, StageKey, VatShare};
use crate::platform::values::{
    AccountId, Currency, Day, DealerId, Id, MembershipId, Moment, Money, Quantity, UnitPrice, VatMode, VatRate,
};

pub type OrderId = Id<Order>;

/// On which side an author stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Dealer,
    Staff,
    #[serde(rename = "1c")]
    OneC,
    System,
}

impl Side {
    /// 1C speaks for the manufacturer: of the two sides of a contract it is the same one.
    pub fn is_dealer(self) -> bool {
        self == Side::Dealer
    }

    pub fn mover(self) -> Mover {
        match self {
            Side::Dealer => Mover::Dealer,
            Side::Staff => Mover::Staff,
            Side::OneC => Mover::OneC,
            Side::System => Mover::System,
        }
    }
}

/// Whom somebody acts for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    #[serde(default)]
    pub account: Option<AccountId>,
    pub name: String,
}

/// The real person (or 1C, or the system), and on whose behalf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub side: Side,
    #[serde(default)]
    pub account: Option<AccountId>,
    /// In which company the person acted.
    #[serde(default)]
    pub membership: Option<MembershipId>,
    /// As the person was called then; empty for 1C and the system, which pages name in the reader's language.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub behalf: Option<OnBehalf>,
}

impl Author {
    pub fn person(side: Side, account: AccountId, name: &str) -> Author {
        Author {
            side,
            account: Some(account),
            membership: None,
            name: name.to_owned(),
            behalf: None,
        }
    }

    /// The people of a dealer whose act it was, or for whom it was made.
    pub fn people(&self) -> impl Iterator<Item = AccountId> + '_ {
        let own = self.account.filter(|_| self.side.is_dealer());
        own.into_iter()
            .chain(self.behalf.as_ref().and_then(|behalf| behalf.account))
    }

    pub fn one_c() -> Author {
        Author {
            side: Side::OneC,
            account: None,
            membership: None,
            name: String::new(),
            behalf: None,
        }
    }

    pub fn system() -> Author {
        Author {
            side: Side::System,
            account: None,
            membership: None,
            name: String::new(),
            behalf: None,
        }
    }
}

/// A line as it was agreed: nothing in it follows the catalogue any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    pub sku: SkuId,
    pub product: ProductId,
    /// What 1C calls the sku.
    pub external: String,
    pub name: String,
    #[serde(default)]
    pub article: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub unit_code: String,
    pub quantity: Quantity,
    /// The price of `factor` base units, as the price type has it.
    pub price: UnitPrice,
    pub factor: Quantity,
    pub sum: Money,
    pub vat_rate: VatRate,
    pub vat: Money,
    /// What is paid, with the tax.
    pub total: Money,
    /// At the recommended retail price, with the tax.
    #[serde(default)]
    pub rrp: Option<Money>,
    /// Why no margin can be told, where it can't.
    #[serde(default)]
    pub no_margin: Option<NoMargin>,
    #[serde(default)]
    pub weight_g: Option<i64>,
    /// Cubic centimetres of the line; of lines frozen before it was kept, see [`OrderLine::volume`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<i64>,
    #[serde(default)]
    pub comment: String,
    /// How goods that are made to order are made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<Settled>,
    /// When the dealer wishes this line; `None`: as the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wished: Option<Day>,
    /// Days that were promised for this line alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<Promise>,
    /// The day that 1C named last for this line: repeating it doesn't undo what people did since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Day>,
    /// Its price was agreed by hand: in place of which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bargain: Option<super::Bargain>,
}

impl OrderLine {
    /// Cubic centimetres. Goods made to order have kept theirs from the beginning, of one piece.
    pub fn volume(&self) -> Option<i64> {
        let made = self.configuration.as_ref().and_then(|settled| settled.volume);
        self.volume.or_else(|| times(made?, self.quantity))
    }

    pub fn margin(&self) -> Result<Margin, NoMargin> {
        match (self.no_margin, self.rrp) {
            (Some(reason), _) => Err(reason),
            (None, Some(rrp)) => Margin::of(rrp, self.total),
            (None, None) => Err(NoMargin::NoRrp),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTotals {
    pub quantity: Quantity,
    pub sum: Money,
    pub vat: Money,
    pub vat_by_rate: Vec<VatShare>,
    pub total: Money,
    #[serde(default)]
    pub rrp: Option<Money>,
    #[serde(default)]
    pub weight_g: i64,
    #[serde(default)]
    pub weight_partial: bool,
}

/// What a carrier asks first: how heavy and how large the goods are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cargo {
    /// Grams of the lines that have a weight.
    pub weight_g: i64,
    pub weight_partial: bool,
    /// Cubic centimetres of the lines that have a volume.
    pub volume: i64,
    pub volume_partial: bool,
}

impl Cargo {
    /// Of a draft, at its calculation.
    pub fn of_draft(totals: &Totals) -> Cargo {
        Cargo {
            weight_g: totals.weight_g,
            weight_partial: totals.weight_partial,
            volume: totals.volume,
            volume_partial: totals.volume_partial,
        }
    }

    pub fn of(lines: &[OrderLine]) -> Cargo {
        let mut cargo = Cargo::default();
        for line in lines {
            cargo.weight_g = cargo.weight_g.saturating_add(line.weight_g.unwrap_or(0));
            cargo.weight_partial |= line.weight_g.is_none();
            cargo.volume = cargo.volume.saturating_add(line.volume().unwrap_or(0));
            cargo.volume_partial |= line.volume().is_none();
        }
        cargo
    }
}

impl OrderTotals {
    /// Sums of lines; with what 1C states as the total, where it states one.
    pub fn of(lines: &[OrderLine], currency: Currency) -> OrderTotals {
        let nothing = Money::zero(currency);
        let mut totals = OrderTotals {
            quantity: Quantity::ZERO,
            sum: nothing,
            vat: nothing,
            vat_by_rate: Vec::new(),
            total: nothing,
            rrp: Some(nothing),
            weight_g: 0,
            weight_partial: false,
        };
        let plus = |sum: &mut Money, more: Money| sum.minor = sum.minor.saturating_add(more.minor);
        for line in lines {
            totals.quantity = totals.quantity.add(line.quantity).unwrap_or(totals.quantity);
            plus(&mut totals.sum, line.sum);
            plus(&mut totals.vat, line.vat);
            plus(&mut totals.total, line.total);
            totals.rrp = totals.rrp.zip(line.rrp).and_then(|(sum, more)| sum.add(more).ok());
            totals.weight_g = totals.weight_g.saturating_add(line.weight_g.unwrap_or(0));
            totals.weight_partial |= line.weight_g.is_none();
            match totals.vat_by_rate.iter_mut().find(|share| share.rate == line.vat_rate) {
                Some(share) => {
                    plus(&mut share.total, line.total);
                    plus(&mut share.vat, line.vat);
                }
                None => {
                    let share = VatShare {
                        rate: line.vat_rate,
                        total: line.total,
                        vat: line.vat,
                    };
                    totals.vat_by_rate.push(share);
                }
            }
        }
        totals
    }
}

/// The order entered a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageMove {
    pub stage: StageKey,
    pub at: Moment,
    pub by: Author,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A day that was promised: none is ever taken out of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub day: Day,
    #[serde(default)]
    pub reason: String,
    pub by: Author,
    pub at: Moment,
    /// In the order's ledger: it follows from days of lines, and says nothing of the others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_lines: bool,
    /// In a line's ledger: how many days stood in the order's when it was named.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub after: u32,
}

fn is_nothing(count: &u32) -> bool {
    *count == 0
}

/// Goods that left, or a part of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipment {
    /// The document's number in 1C, or one given here; unique within the order.
    pub number: String,
    #[serde(default)]
    pub day: Option<Day>,
    #[serde(default)]
    pub carrier: String,
    #[serde(default)]
    pub track: String,
    /// What it comes to with the tax: as 1C's paper of it says, or by what it holds. `None`: nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Money>,
}

/// A payment as 1C tells it; simple clients name no sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub number: String,
    #[serde(default)]
    pub day: Option<Day>,
    #[serde(default)]
    pub sum: Option<Money>,
}

/// What 1C calls the order, and what it said last: its next message is compared with that, so that repeating old
/// words doesn't undo what people did since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneCName {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub day: Option<Day>,
    #[serde(default)]
    pub stage: Option<StageKey>,
    #[serde(default)]
    pub planned: Option<Day>,
}

/// The specification that both sides stand by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// BLAKE3 over the canonical bytes, in hexadecimal digits.
    pub hash: String,
    pub at: Moment,
    /// The version of the order that had this specification.
    pub version: u32,
    /// Which side changed it since; `None`: nothing differs.
    #[serde(default)]
    pub open: Option<Side>,
    /// The other side said no to what differs now: the one that changed it has to move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Declined>,
}

/// Somebody said no, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    pub by: Author,
    pub at: Moment,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The draft's id: submitting one draft twice is the same order.
    pub id: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// The draft's name.
    #[serde(default)]
    pub name: String,
    pub contract: ContractId,
    /// The manufacturer's legal entity.
    pub seller: SellerId,
    /// The dealer's legal entity.
    pub buyer: BuyerId,
    pub author: Author,
    /// Who of the dealer began the draft, where another sent it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun_by: Option<AccountId>,
    pub lines: Vec<OrderLine>,
    #[serde(default)]
    pub comment: String,
    #[serde(default)]
    pub delivery: Delivery,
    #[serde(default)]
    pub wished: Option<Day>,
    pub currency: Currency,
    pub vat_mode: VatMode,
    pub price_type: PriceTypeId,
    /// The number of the price snapshot that the prices were frozen from.
    pub book: u64,
    pub totals: OrderTotals,
    pub stage: StageKey,
    /// The kind of the stage when it was entered.
    pub kind: Kind,
    #[serde(default)]
    pub history: Vec<StageMove>,
    /// The day of shipment as promised last.
    #[serde(default)]
    pub planned: Option<Day>,
    #[serde(default)]
    pub promises: Vec<Promise>,
    #[serde(default)]
    pub shipments: Vec<Shipment>,
    #[serde(default)]
    pub payments: Vec<Payment>,
    #[serde(default)]
    pub one_c: OneCName,
    pub agreed: Agreement,
    /// What one side asks the other to agree to; one at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<ChangeRequest>,
    /// What became of earlier requests, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answered: Vec<Answered>,
    /// What staff stood for when the order entered a stage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vouchers: Vec<super::Voucher>,
    pub created: Moment,
    pub changed: Moment,
    /// Who made this version.
    pub changed_by: Author,
    pub version: u32,
}

impl Order {
    /// The people of the dealer whose order it is: who began it, who sent it, for whom it was entered. None: it is only the
    /// company's.
    pub fn people(&self) -> impl Iterator<Item = AccountId> + '_ {
        self.author.people().chain(self.begun_by)
    }

    /// What of an accepted order hasn't left: it is in nobody's debts yet. `None` where all of it has, or nobody has said what
    /// a part that left comes to: 1C has invoiced that part already.
    pub fn unshipped(&self) -> Option<Money> {
        if !self.kind.is_confirmed() || self.kind >= Kind::Shipped {
            return None;
        }
        self.left().filter(|left| left.minor > 0 || self.shipments.is_empty())
    }

    /// What of the order hasn't left, whatever its stage; zero where more has left than was ordered. `None` where nobody has
    /// said what a part that left comes to.
    pub fn left(&self) -> Option<Money> {
        let total = self.totals.total;
        let gone = self.shipments.iter().try_fold(0_i64, |gone, shipment| {
            let sum = shipment.sum.filter(|sum| sum.currency == total.currency)?;
            gone.checked_add(sum.minor)
        })?;
        let left = total.minor.checked_sub(gone)?.max(0);
        Some(Money::new(left, total.currency))
    }

    /// What pages call it: its name, or its number.
    pub fn title(&self) -> String {
        match self.name.is_empty() {
            true => self.number.to_string(),
            false => self.name.clone(),
        }
    }

    /// Does the specification differ from what both sides stand by?
    pub fn is_open(&self) -> bool {
        self.agreed.open.is_some()
    }

    /// Has the dealer to move while the specification differs from the agreed one? `None` while it doesn't.
    pub fn differs_for_dealer(&self) -> Option<bool> {
        let changed_by = self.agreed.open?;
        Some(changed_by.is_dealer() == self.agreed.refused.is_some())
    }

    /// What the dealer earns on the whole, or why that can't be told.
    pub fn margin(&self) -> Result<Margin, NoMargin> {
        let reasons: Vec<NoMargin> = self.lines.iter().filter_map(|line| line.margin().err()).collect();
        match (reasons.first(), self.totals.rrp) {
            (None, Some(rrp)) => Margin::of(rrp, self.totals.total),
            (Some(reason), _) if reasons.len() == self.lines.len() => Err(*reason),
            _ => Err(NoMargin::SomeLines),
        }
    }

    /// The sum of payments that 1C has named.
    pub fn paid(&self) -> Option<Money> {
        let sums = self.payments.iter().filter_map(|payment| payment.sum);
        sums.map(Some)
            .reduce(|a, b| a.zip(b).and_then(|(a, b)| a.add(b).ok()))
            .flatten()
    }

    /// Two people work on one order: the second sees the difference instead of overwriting it.
    pub fn expect(&self, version: u32) -> Result<(), super::Refusal> {
        match self.version == version {
            true => Ok(()),
            false => Err(super::Refusal::OrderMoved),
        }
    }
}
