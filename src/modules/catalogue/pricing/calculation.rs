//! The price of an order: what each line costs, what the dealer earns on it, and what is wrong with it.
//!
//! Pure and exact: sums are rounded half up to the minor unit a line, the tax is taken a line, totals are sums of
//! lines (Постановление 1137, п. 3). Until 1C has answered the figures are an estimate; after that 1C's own stand.

use serde::{Deserialize, Serialize};

use super::vat::{VatCase, VatClass, VatTable};
use crate::modules::catalogue::{PriceOffer, PriceSource, PriceTypeId, Sellable, SkuId};
use crate::platform::values::{Currency, Money, MoneyError, Percent, Quantity, UnitPrice, VatMode, VatRate, vat_of};

/// The most lines of one order.
pub const LINES_MAX: usize = 1_000;
/// The largest quantity of one line, in units.
pub const QUANTITY_MAX: Quantity = Quantity::whole(1_000_000);

/// What a contract and its parties say about prices.
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    pub currency: Currency,
    pub price_type: PriceTypeId,
    pub rrp_type: Option<PriceTypeId>,
    pub case: VatCase,
    pub vat: &'a VatTable,
}

/// One line as asked for. `item` is absent when the catalogue no longer knows the sku.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub sku: SkuId,
    pub item: Option<&'a Sellable>,
    pub quantity: Quantity,
    /// Figures that stand instead of the book's.
    pub own: Option<Own>,
}

/// What one piece of a line costs where the book can't know it: goods that are made to order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    pub price: Option<UnitPrice>,
    pub rrp: Option<UnitPrice>,
    pub weight_g: Option<i64>,
    /// Cubic centimetres.
    pub volume: Option<i64>,
    /// Why it can't be ordered as it is.
    pub finding: Option<Finding>,
}

/// What is wrong with a line. A line with a finding can't be submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// The catalogue doesn't know it, or it isn't sold any more.
    Removed,
    /// No price of the contract's type.
    NoPrice,
    /// 1C prices it in another currency than the contract's.
    Currency(Currency),
    NotPositive,
    TooLarge,
    /// Not a multiple of the pack; `nearest` is the next multiple above.
    Pack {
        step: Quantity,
        nearest: Quantity,
    },
    /// No dated row of the tax covers the sale.
    NoVat,
    /// Made to order, and not everything is chosen.
    Unfinished,
    /// Made to order, and what is chosen can't be made.
    Impossible,
    /// Made to order, and the model that it was calculated with was replaced since.
    ModelMoved,
}

impl Finding {
    /// The Fluent message of it.
    pub const fn message(&self) -> &'static str {
        match self {
            Finding::Removed => "catalogue-finding-removed",
            Finding::NoPrice => "catalogue-finding-no-price",
            Finding::Currency(_) => "catalogue-finding-currency",
            Finding::NotPositive => "catalogue-finding-not-positive",
            Finding::TooLarge => "catalogue-finding-too-large",
            Finding::Pack { .. } => "catalogue-finding-pack",
            Finding::NoVat => "catalogue-finding-no-vat",
            Finding::Unfinished => "catalogue-finding-unfinished",
            Finding::Impossible => "catalogue-finding-impossible",
            Finding::ModelMoved => "catalogue-finding-model-moved",
        }
    }
}

/// Why a margin can't be told: a dash with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoMargin {
    NoPrice,
    NoRrp,
    /// The two prices are in different currencies.
    Currencies,
    /// One side is with the tax, the other is sold abroad without it.
    Vat,
    /// Some lines have none, so their sum would mislead.
    SomeLines,
}

impl NoMargin {
    pub const fn message(self) -> &'static str {
        match self {
            NoMargin::NoPrice => "catalogue-no-margin-price",
            NoMargin::NoRrp => "catalogue-no-margin-rrp",
            NoMargin::Currencies => "catalogue-no-margin-currencies",
            NoMargin::Vat => "catalogue-no-margin-vat",
            NoMargin::SomeLines => "catalogue-no-margin-some",
        }
    }
}

/// What the dealer earns at the recommended price: both sides with the tax, in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin {
    pub sum: Money,
    /// (RRP - purchase) / RRP; `None` when the RRP is zero.
    pub margin: Option<Percent>,
    /// (RRP - purchase) / purchase; `None` when the purchase is free.
    pub markup: Option<Percent>,
}

impl Margin {
    pub fn of(rrp: Money, purchase: Money) -> Result<Margin, NoMargin> {
        let sum = rrp.subtract(purchase).map_err(|_| NoMargin::Currencies)?;
        let share = |whole: Money| Percent::share(sum.minor, whole.minor);
        Ok(Margin {
            sum,
            margin: share(rrp),
            markup: share(purchase),
        })
    }
}

/// The money of a line at the contract's price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePrice {
    pub offer: PriceOffer,
    /// Price times quantity, as the price type has it: with or without the tax.
    pub sum: Money,
    pub vat_rate: VatRate,
    pub vat: Money,
    /// What is paid: with the tax.
    pub total: Money,
}

/// The recommended retail price of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRrp {
    pub offer: PriceOffer,
    /// With the tax.
    pub total: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub sku: SkuId,
    pub quantity: Quantity,
    pub price: Option<LinePrice>,
    pub rrp: Option<LineRrp>,
    pub margin: Result<Margin, NoMargin>,
    /// Grams; `None` when the product has no weight.
    pub weight_g: Option<i64>,
    /// Cubic centimetres; `None` when the product has no volume.
    pub volume: Option<i64>,
    pub findings: Vec<Finding>,
}

/// The tax of one rate within an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatShare {
    pub rate: VatRate,
    /// What is paid at this rate, with the tax.
    pub total: Money,
    pub vat: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    pub lines: usize,
    pub quantity: Quantity,
    /// Without what is added on top.
    pub sum: Money,
    pub vat: Money,
    pub vat_by_rate: Vec<VatShare>,
    /// What is paid.
    pub total: Money,
    /// `None` when a line has none, or in another currency.
    pub rrp: Option<Money>,
    pub margin: Result<Margin, NoMargin>,
    /// Of the lines that have a weight.
    pub weight_g: i64,
    /// Is the weight of some line unknown?
    pub weight_partial: bool,
    /// Cubic centimetres of the lines that have a volume.
    pub volume: i64,
    pub volume_partial: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calculation {
    pub currency: Currency,
    pub vat_mode: Option<VatMode>,
    /// The snapshot that the prices are from.
    pub book: u64,
    pub lines: Vec<Line>,
    pub totals: Totals,
}

impl Calculation {
    /// Calculates what was asked for, line by line. Never fails: what can't be calculated is a finding.
    pub fn of(asked: &[Asked<'_>], terms: &Terms<'_>, prices: &impl PriceSource) -> Calculation {
        let desk = Desk {
            terms,
            prices,
            mode: prices.vat_mode(terms.price_type),
        };
        let lines: Vec<Line> = asked.iter().map(|line| desk.line(line)).collect();
        let totals = Totals::of(&lines, terms.currency);
        Calculation {
            currency: terms.currency,
            vat_mode: desk.mode,
            book: prices.number(),
            lines,
            totals,
        }
    }

    /// May it be submitted as it stands? An empty one may not.
    pub fn is_sound(&self) -> bool {
        !self.lines.is_empty()
            && self.lines.len() <= LINES_MAX
            && self.lines.iter().all(|line| line.findings.is_empty())
    }
}

/// What stays the same from line to line.
struct Desk<'a, P> {
    terms: &'a Terms<'a>,
    prices: &'a P,
    mode: Option<VatMode>,
}

impl<P: PriceSource> Desk<'_, P> {
    fn line(&self, asked: &Asked<'_>) -> Line {
        let mut findings = Vec::new();
        if !asked.item.is_some_and(|item| item.on_sale) {
            findings.push(Finding::Removed);
        }
        check_quantity(asked, &mut findings);
        findings.extend(
            asked
                .own
                .and_then(|own| own.finding)
                .filter(|found| !findings.contains(found)),
        );
        let class = VatClass::of(asked.item.and_then(|item| item.vat));
        let rate = self.terms.vat.rate(&self.terms.case, class);
        // A quantity that makes no sense gets no money: its sum would make none either.
        let countable = asked.quantity.is_positive() && asked.quantity <= QUANTITY_MAX;
        let price = match countable {
            true => self.price(asked, rate, &mut findings),
            false => None,
        };
        let rrp = if countable { self.rrp(asked, rate) } else { None };
        let margin = self.margin(price.as_ref(), rrp.as_ref(), class);
        let (weight, volume) = match asked.own {
            Some(own) => (own.weight_g, own.volume),
            None => (
                asked.item.and_then(|item| item.weight_g),
                asked.item.and_then(|item| item.volume),
            ),
        };
        let of_all = |of_one: Option<i64>| of_one.filter(|_| countable).and_then(|one| times(one, asked.quantity));
        Line {
            sku: asked.sku,
            quantity: asked.quantity,
            price,
            rrp,
            margin,
            weight_g: of_all(weight),
            volume: of_all(volume),
            findings,
        }
    }

    fn price(&self, asked: &Asked<'_>, rate: Option<VatRate>, findings: &mut Vec<Finding>) -> Option<LinePrice> {
        let offer = match asked.own {
            Some(own) => own.price.map(PriceOffer::of_one),
            None => self.prices.offer(asked.sku, self.terms.price_type, asked.quantity),
        };
        let (Some(offer), Some(mode)) = (offer, self.mode) else {
            // What isn't chosen yet has no price either: that is said already.
            if !findings
                .iter()
                .any(|found| matches!(found, Finding::Unfinished | Finding::Impossible))
            {
                findings.push(Finding::NoPrice);
            }
            return None;
        };
        if offer.price.currency != self.terms.currency {
            findings.push(Finding::Currency(offer.price.currency));
            return None;
        }
        let Some(vat_rate) = rate else {
            findings.push(Finding::NoVat);
            return None;
        };
        let priced = taxed(offer, asked.quantity, vat_rate, mode);
        if priced.is_err() {
            findings.push(Finding::TooLarge);
        }
        let (sum, vat, total) = priced.ok()?;
        Some(LinePrice {
            offer,
            sum,
            vat_rate,
            vat,
            total,
        })
    }

    fn rrp(&self, asked: &Asked<'_>, rate: Option<VatRate>) -> Option<LineRrp> {
        let price_type = self.terms.rrp_type?;
        let offer = match asked.own {
            Some(own) => PriceOffer::of_one(own.rrp?),
            None => self.prices.offer(asked.sku, price_type, asked.quantity)?,
        };
        let mode = self.prices.vat_mode(price_type)?;
        let (_, _, total) = taxed(offer, asked.quantity, rate?, mode).ok()?;
        Some(LineRrp { offer, total })
    }

    fn margin(&self, price: Option<&LinePrice>, rrp: Option<&LineRrp>, class: VatClass) -> Result<Margin, NoMargin> {
        let price = price.ok_or(NoMargin::NoPrice)?;
        let rrp = rrp.ok_or(NoMargin::NoRrp)?;
        if price.total.currency != rrp.total.currency {
            return Err(NoMargin::Currencies);
        }
        // Bought abroad at 0 %, sold at a price that holds the tax of the buyer's country: not comparable.
        let taxed_at_home = matches!(class, VatClass::Standard | VatClass::Reduced);
        if self.terms.case.is_export() && taxed_at_home {
            return Err(NoMargin::Vat);
        }
        Margin::of(rrp.total, price.total)
    }
}

fn check_quantity(asked: &Asked<'_>, findings: &mut Vec<Finding>) {
    if !asked.quantity.is_positive() {
        findings.push(Finding::NotPositive);
        return;
    }
    if asked.quantity > QUANTITY_MAX {
        findings.push(Finding::TooLarge);
        return;
    }
    let step = asked.item.map(|item| item.step).unwrap_or_default();
    let nearest = asked.quantity.round_up_to(step);
    if nearest != asked.quantity {
        findings.push(Finding::Pack { step, nearest });
    }
}

/// Sum as priced, the tax, and what is paid.
fn taxed(
    offer: PriceOffer,
    quantity: Quantity,
    rate: VatRate,
    mode: VatMode,
) -> Result<(Money, Money, Money), MoneyError> {
    let sum = offer.times(quantity)?;
    let vat = vat_of(sum, rate, mode)?;
    let total = if mode == VatMode::OnTop { sum.add(vat)? } else { sum };
    Ok((sum, vat, total))
}

/// Grams or cubic centimetres of so many pieces, half up; `None` past what can be counted.
pub fn times(of_one: i64, quantity: Quantity) -> Option<i64> {
    i64::try_from((i128::from(of_one) * i128::from(quantity.thousandths()) + 500) / 1_000).ok()
}

impl Totals {
    fn of(lines: &[Line], currency: Currency) -> Totals {
        let nothing = Money::zero(currency);
        let mut totals = Totals {
            lines: lines.len(),
            quantity: Quantity::ZERO,
            sum: nothing,
            vat: nothing,
            vat_by_rate: Vec::new(),
            total: nothing,
            rrp: Some(nothing),
            margin: Err(NoMargin::NoPrice),
            weight_g: 0,
            weight_partial: false,
            volume: 0,
            volume_partial: false,
        };
        for line in lines {
            totals.count(line);
        }
        totals.margin = totals.margin_of(lines);
        totals
    }

    /// Sums stay far below 64 bits: at most 1,000 lines, each checked; should one not fit, the largest sum stands.
    fn count(&mut self, line: &Line) {
        self.quantity = self.quantity.add(line.quantity).unwrap_or(self.quantity);
        match line.weight_g {
            Some(grams) => self.weight_g = self.weight_g.saturating_add(grams),
            None => self.weight_partial = true,
        }
        match line.volume {
            Some(volume) => self.volume = self.volume.saturating_add(volume),
            None => self.volume_partial = true,
        }
        self.rrp = match (self.rrp, &line.rrp) {
            (Some(sum), Some(rrp)) => sum.add(rrp.total).ok(),
            _ => None,
        };
        let Some(price) = &line.price else { return };
        let plus = |sum: &mut Money, more: Money| sum.minor = sum.minor.saturating_add(more.minor);
        plus(&mut self.sum, price.sum);
        plus(&mut self.vat, price.vat);
        plus(&mut self.total, price.total);
        match self.vat_by_rate.iter_mut().find(|share| share.rate == price.vat_rate) {
            Some(share) => {
                plus(&mut share.total, price.total);
                plus(&mut share.vat, price.vat);
            }
            None => {
                let share = VatShare {
                    rate: price.vat_rate,
                    total: price.total,
                    vat: price.vat,
                };
                self.vat_by_rate.push(share);
            }
        }
    }

    fn margin_of(&self, lines: &[Line]) -> Result<Margin, NoMargin> {
        let failed = |line: &Line| line.margin.err();
        let reasons = lines.iter().filter_map(failed).count();
        match (lines.iter().find_map(failed), self.rrp) {
            (None, Some(rrp)) if !lines.is_empty() => Margin::of(rrp, self.total),
            (Some(reason), _) if reasons == lines.len() => Err(reason),
            (Some(_), _) => Err(NoMargin::SomeLines),
            (None, _) => Err(NoMargin::NoPrice),
        }
    }
}
