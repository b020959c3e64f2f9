//! Quantities in thousandths, percents in hundredths, and value added tax.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Money, MoneyError};

/// `numerator / denominator`, halves away from zero.
pub(super) fn round_half_up(numerator: i128, denominator: i128) -> i128 {
    let half = denominator / 2;
    if numerator >= 0 {
        (numerator + half) / denominator
    } else {
        (numerator - half) / denominator
    }
}

/// A quantity in thousandths of the unit of measure; 1C keeps three decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(i64);

impl Quantity {
    pub const ZERO: Quantity = Quantity(0);
    pub const ONE: Quantity = Quantity(1_000);

    pub const fn from_thousandths(thousandths: i64) -> Quantity {
        Quantity(thousandths)
    }

    pub const fn whole(units: i64) -> Quantity {
        Quantity(units * 1_000)
    }

    pub const fn thousandths(self) -> i64 {
        self.0
    }

    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    pub fn add(self, other: Quantity) -> Option<Quantity> {
        self.0.checked_add(other.0).map(Quantity)
    }

    /// The next multiple of `pack` at or above this quantity; itself when the pack is not positive.
    pub fn round_up_to(self, pack: Quantity) -> Quantity {
        if pack.0 <= 0 || self.0 <= 0 {
            return self;
        }
        Quantity(self.0.div_ceil_signed(pack.0).saturating_mul(pack.0))
    }
}

trait DivCeil {
    fn div_ceil_signed(self, divisor: i64) -> i64;
}
impl DivCeil for i64 {
    fn div_ceil_signed(self, divisor: i64) -> i64 {
        self / divisor + i64::from(self % divisor > 0)
    }
}

/// Machine form: `12`, `0.5`, `1.125`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let thousandths = self.0.unsigned_abs();
        write!(f, "{sign}{}", thousandths / 1_000)?;
        let rest = thousandths % 1_000;
        if rest != 0 {
            let digits = format!("{rest:03}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

/// A percentage in hundredths: 27.3 % is 2730.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(i64);

impl Percent {
    pub const fn whole(percent: i64) -> Percent {
        Percent(percent * 100)
    }

    pub const fn from_hundredths(hundredths: i64) -> Percent {
        Percent(hundredths)
    }

    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// What share of `whole` is `part`, in percent rounded half up to hundredths; `None` when `whole` is zero.
    pub fn share(part: i64, whole: i64) -> Option<Percent> {
        if whole == 0 {
            return None;
        }
        let (numerator, denominator) = if whole < 0 {
            (-i128::from(part), -i128::from(whole))
        } else {
            (i128::from(part), i128::from(whole))
        };
        i64::try_from(round_half_up(numerator * 10_000, denominator))
            .ok()
            .map(Percent)
    }
}

/// A rate of value added tax. «Без НДС» is not 0 %: both are null sums, but print differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VatRate {
    Exempt,
    Rate(Percent),
}

impl VatRate {
    pub const fn percent(percent: i64) -> VatRate {
        VatRate::Rate(Percent::whole(percent))
    }
}

/// Is the tax inside the price, on top of it, or absent?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VatMode {
    Included,
    OnTop,
    None,
}

/// The tax of one line, rounded half up to the minor unit (Постановление 1137, п. 3: per line, and the total is the
/// sum of lines).
pub fn vat_of(sum: Money, rate: VatRate, mode: VatMode) -> Result<Money, MoneyError> {
    let VatRate::Rate(percent) = rate else {
        return Ok(Money::zero(sum.currency));
    };
    let rate = i128::from(percent.hundredths());
    let exact = i128::from(sum.minor) * rate;
    let minor = match mode {
        VatMode::None => 0,
        VatMode::Included => round_half_up(exact, 10_000 + rate),
        VatMode::OnTop => round_half_up(exact, 10_000),
    };
    i64::try_from(minor)
        .map(|minor| Money::new(minor, sum.currency))
        .map_err(|_| MoneyError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::values::{Currency, UnitPrice};

    #[test]
    fn seven_lines_of_100_with_22_percent_inside_follow_the_rule_of_lines() {
        let line = Money::new(100_00, Currency::Rub);
        let vat = vat_of(line, VatRate::percent(22), VatMode::Included).unwrap();
        assert_eq!(vat.minor, 18_03);
        assert_eq!(vat.minor * 7, 126_21);
        let whole = vat_of(
            Money::new(700_00, Currency::Rub),
            VatRate::percent(22),
            VatMode::Included,
        );
        assert_eq!(whole.unwrap().minor, 126_23);
    }

    #[test]
    fn a_line_is_rounded_half_up_to_the_minor_unit() {
        let price = UnitPrice::new(1_0050, Currency::Rub);
        assert_eq!(price.times(Quantity::ONE).unwrap().minor, 101);
        assert_eq!(price.times(Quantity::from_thousandths(-1_000)).unwrap().minor, -101);
        let price = UnitPrice::new(i64::MAX, Currency::Rub);
        assert_eq!(price.times(Quantity::whole(1_000_000)), Err(MoneyError::Overflow));
    }

    #[test]
    fn packs_round_up_and_never_down() {
        let pack = Quantity::whole(12);
        assert_eq!(Quantity::whole(1).round_up_to(pack), Quantity::whole(12));
        assert_eq!(Quantity::whole(24).round_up_to(pack), Quantity::whole(24));
        assert_eq!(
            Quantity::from_thousandths(24_001).round_up_to(pack),
            Quantity::whole(36)
        );
        assert_eq!(Quantity::whole(5).round_up_to(Quantity::ZERO), Quantity::whole(5));
    }

    #[test]
    fn shares_are_exact_to_hundredths() {
        assert_eq!(Percent::share(1, 3), Some(Percent::from_hundredths(33_33)));
        assert_eq!(Percent::share(2, 3), Some(Percent::from_hundredths(66_67)));
        assert_eq!(Percent::share(1, 0), None);
    }
}
