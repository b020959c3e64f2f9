//! From what goods cost to what a client is asked: the rule, the step of rounding, and the money of a line. Pure.

use serde::{Deserialize, Serialize};

use crate::platform::i18n::parse_percent;
use crate::platform::values::{Message, Money, MoneyError, Percent, Quantity, UnitPrice, VatMode, VatRate, vat_of};

/// The largest change of a price, in hundredths of a percent: 1,000 %.
const PERCENT_MAX: i64 = 100_000;
/// A margin of 100 % has no price; from here on prices grow beyond all sense.
const MARGIN_MAX: i64 = 99_00;
const WHOLE: i128 = 10_000;

/// How the price of a line follows from what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rule {
    /// The recommended retail price.
    Rrp,
    /// So much below it.
    Discount(Percent),
    /// So much above it.
    Premium(Percent),
    /// (price - purchase) / price.
    Margin(Percent),
    /// (price - purchase) / purchase.
    Markup(Percent),
}

impl Rule {
    /// In forms, in the order in which they are offered.
    const CODES: [&'static str; 5] = ["rrp", "discount", "premium", "margin", "markup"];

    pub const fn code(self) -> &'static str {
        match self {
            Rule::Rrp => "rrp",
            Rule::Discount(_) => "discount",
            Rule::Premium(_) => "premium",
            Rule::Margin(_) => "margin",
            Rule::Markup(_) => "markup",
        }
    }

    /// The text of a rule's name.
    pub fn message(code: &str) -> &'static str {
        match code {
            "discount" => "offers-rule-discount",
            "premium" => "offers-rule-premium",
            "margin" => "offers-rule-margin",
            "markup" => "offers-rule-markup",
            _ => "offers-rule-rrp",
        }
    }

    pub const fn percent(self) -> Option<Percent> {
        match self {
            Rule::Rrp => None,
            Rule::Discount(percent) | Rule::Premium(percent) | Rule::Margin(percent) | Rule::Markup(percent) => {
                Some(percent)
            }
        }
    }

    /// Does it begin with the purchase price?
    pub const fn is_by_purchase(self) -> bool {
        matches!(self, Rule::Margin(_) | Rule::Markup(_))
    }

    /// Who sees no purchase prices prices at RRP and below: a margin would tell one, and above RRP only the seller decides.
    pub const fn is_open_to(self, sees_costs: bool) -> bool {
        sees_costs || matches!(self, Rule::Rrp | Rule::Discount(_))
    }

    /// The codes of the rules that are open to a reader.
    pub fn codes(sees_costs: bool) -> &'static [&'static str] {
        if sees_costs { &Rule::CODES } else { &Rule::CODES[..2] }
    }

    /// Does this rule ask for a percentage?
    pub fn takes_percent(code: &str) -> bool {
        code != Rule::Rrp.code()
    }

    /// As it was chosen and typed.
    pub fn parse(code: &str, typed: &str) -> Result<Rule, Message> {
        if !Rule::takes_percent(code) {
            return Ok(Rule::Rrp);
        }
        let percent = parse_percent(typed).map_err(|error| error.message())?;
        let hundredths = percent.hundredths();
        let within = |most: i64| match (0..=most).contains(&hundredths) {
            true => Ok(percent),
            false => Err(Message::new("offers-percent-range").with("most", Percent::from_hundredths(most))),
        };
        match code {
            "discount" => Ok(Rule::Discount(within(MARGIN_MAX)?)),
            "premium" => Ok(Rule::Premium(within(PERCENT_MAX)?)),
            "margin" => Ok(Rule::Margin(within(MARGIN_MAX)?)),
            "markup" => Ok(Rule::Markup(within(PERCENT_MAX)?)),
            _ => Err(Message::new("offers-rule-unknown")),
        }
    }

    /// What a client pays for a unit. `None` where what the rule begins with isn't known.
    pub fn price(self, basis: &Basis, rounding: Rounding) -> Option<Money> {
        let (from, numerator, denominator) = match self {
            Rule::Rrp => (basis.rrp?, WHOLE, WHOLE),
            Rule::Discount(of) => (basis.rrp?, WHOLE - i128::from(of.hundredths()), WHOLE),
            Rule::Premium(of) => (basis.rrp?, WHOLE + i128::from(of.hundredths()), WHOLE),
            Rule::Margin(of) => (basis.purchase?, WHOLE, WHOLE - i128::from(of.hundredths())),
            Rule::Markup(of) => (basis.purchase?, WHOLE + i128::from(of.hundredths()), WHOLE),
        };
        if denominator <= 0 {
            return None;
        }
        let minor = rounding.apply(i128::from(from.e4) * numerator, denominator * 100)?;
        Some(Money::new(minor, from.currency))
    }
}

/// To what a price is rounded, half up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rounding {
    #[default]
    Kopeck,
    Rouble,
    Ten,
}

impl Rounding {
    pub const ALL: [Rounding; 3] = [Rounding::Kopeck, Rounding::Rouble, Rounding::Ten];

    pub const fn code(self) -> &'static str {
        match self {
            Rounding::Kopeck => "kopeck",
            Rounding::Rouble => "rouble",
            Rounding::Ten => "ten",
        }
    }

    pub const fn message(self) -> &'static str {
        match self {
            Rounding::Kopeck => "offers-rounding-kopeck",
            Rounding::Rouble => "offers-rounding-rouble",
            Rounding::Ten => "offers-rounding-ten",
        }
    }

    pub fn from_code(code: &str) -> Option<Rounding> {
        Rounding::ALL.into_iter().find(|rounding| rounding.code() == code)
    }

    const fn step(self) -> i128 {
        match self {
            Rounding::Kopeck => 1,
            Rounding::Rouble => 100,
            Rounding::Ten => 1_000,
        }
    }

    /// Minor units. A step that is larger than the price itself would swallow a screw or make it ten times dearer: then
    /// the next finer one stands.
    fn apply(self, numerator: i128, denominator: i128) -> Option<i64> {
        let step = self.step();
        if step > 1 && numerator < step * denominator {
            let finer = if self == Rounding::Ten {
                Rounding::Rouble
            } else {
                Rounding::Kopeck
            };
            return finer.apply(numerator, denominator);
        }
        let unit = denominator.checked_mul(step)?;
        i64::try_from((numerator + unit / 2) / unit * step).ok()
    }
}

/// What a unit of goods costs, with the tax: for the dealer, and as is recommended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    #[serde(default)]
    pub purchase: Option<UnitPrice>,
    #[serde(default)]
    pub rrp: Option<UnitPrice>,
}

/// A unit's part of a line's sum.
pub fn unit_of(sum: Money, quantity: Quantity) -> Option<UnitPrice> {
    let thousandths = i128::from(quantity.thousandths());
    if thousandths <= 0 {
        return None;
    }
    // Minor units to ten-thousandths, thousandths to units.
    let e4 = (i128::from(sum.minor) * 100_000 + thousandths / 2) / thousandths;
    i64::try_from(e4).ok().map(|e4| UnitPrice::new(e4, sum.currency))
}

/// The tax put on a price that has none.
pub fn with_tax(price: UnitPrice, rate: VatRate) -> Option<UnitPrice> {
    let VatRate::Rate(percent) = rate else {
        return Some(price);
    };
    let e4 = (i128::from(price.e4) * (WHOLE + i128::from(percent.hundredths())) + WHOLE / 2) / WHOLE;
    i64::try_from(e4).ok().map(|e4| UnitPrice::new(e4, price.currency))
}

/// What a client pays for a line, and the tax in it.
pub fn line(price: Money, quantity: Quantity, rate: VatRate) -> Result<(Money, Money), MoneyError> {
    // A price that somebody typed may be of any size.
    let e4 = price.minor.checked_mul(100).ok_or(MoneyError::Overflow)?;
    let sum = UnitPrice::new(e4, price.currency).times(quantity)?;
    let vat = vat_of(sum, rate, VatMode::Included)?;
    Ok((sum, vat))
}
