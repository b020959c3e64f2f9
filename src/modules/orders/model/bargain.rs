//! A price that the two sides agree on by hand, in place of the price list's: who asks for it, and what becomes of it.
//!
//! It is a part of a request: nobody names a price alone. Once accepted it stands in the line like any other price, and
//! the line remembers what the list had, so that a recount keeps it and everybody who sees prices sees where it is from.

use serde::{Deserialize, Serialize};

use super::{ChangeRequest, Edit, Order, OrderLine, Refusal};
use crate::modules::catalogue::PriceOffer;
use crate::modules::configurator::Settled;
use crate::modules::orders::difference::pairs;
use crate::platform::values::{Percent, Quantity, UnitPrice, VatMode, vat_of};

/// What a line's price was agreed in place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bargain {
    /// The price of the list, of `factor` base units.
    pub list: UnitPrice,
    pub factor: Quantity,
    /// How much was taken off it; `None`: the price itself was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Percent>,
}

impl Bargain {
    /// The price of the list.
    pub fn listed(&self) -> PriceOffer {
        PriceOffer {
            price: self.list,
            factor: self.factor,
        }
    }
}

/// What is proposed for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Of one base unit, with or without the tax as the price list has it.
    Price(UnitPrice),
    /// Off the price of the list: more than nothing and less than all.
    Discount(Percent),
    /// The price of the list again.
    List,
}

impl Offer {
    /// `None`: nobody sells at that.
    pub fn price(price: UnitPrice) -> Option<Offer> {
        (price.e4 > 0).then_some(Offer::Price(price))
    }

    /// `None`: no share of a price.
    pub fn discount(percent: Percent) -> Option<Offer> {
        match percent.hundredths() {
            0 => Some(Offer::List),
            1..10_000 => Some(Offer::Discount(percent)),
            _ => None,
        }
    }
}

/// A price less a percentage, half up: to the minor unit where the price itself has no parts of one, as papers show it.
fn less(price: UnitPrice, percent: Percent) -> UnitPrice {
    let step: i128 = if price.e4 % 100 == 0 { 100 } else { 1 };
    let exact = i128::from(price.e4) * i128::from(10_000 - percent.hundredths());
    let scale = 10_000 * step;
    let e4 = (exact + scale / 2) / scale * step;
    UnitPrice::new(i64::try_from(e4).unwrap_or(price.e4), price.currency)
}

impl OrderLine {
    /// What the price list had for it.
    pub fn listed(&self) -> PriceOffer {
        let own = PriceOffer {
            price: self.price,
            factor: self.factor,
        };
        self.bargain.map_or(own, |bargain| bargain.listed())
    }

    /// The line at what is proposed for it.
    pub fn offered(&self, offer: Offer, mode: VatMode) -> Result<OrderLine, Refusal> {
        let list = self.listed();
        let (priced, discount) = match offer {
            Offer::List => (list, None),
            Offer::Price(price) if price == list.of_unit() => (list, None),
            Offer::Price(price) if price.currency != list.price.currency => return Err(Refusal::Currency),
            Offer::Price(price) => (PriceOffer::of_one(price), None),
            Offer::Discount(percent) => {
                let price = less(list.price, percent);
                let priced = PriceOffer { price, ..list };
                (priced, Some(percent))
            }
        };
        if priced.price.e4 <= 0 {
            return Err(Refusal::Offer);
        }
        let bargain = (priced != list).then_some(Bargain {
            list: list.price,
            factor: list.factor,
            discount,
        });
        match (self.price, self.factor) == (priced.price, priced.factor) {
            // What 1C has calculated in its own way stays.
            true => Ok(OrderLine {
                bargain,
                ..self.clone()
            }),
            false => {
                let line = OrderLine {
                    price: priced.price,
                    factor: priced.factor,
                    bargain,
                    ..self.clone()
                };
                line.summed(self.quantity, mode)
            }
        }
    }

    /// The line in a quantity, at its price: sum, tax and what is paid. What follows from the goods is as it was.
    pub(super) fn summed(mut self, quantity: Quantity, mode: VatMode) -> Result<OrderLine, Refusal> {
        let offer = PriceOffer {
            price: self.price,
            factor: self.factor,
        };
        let sum = offer.times(quantity).map_err(|_| Refusal::Quantity)?;
        let vat = vat_of(sum, self.vat_rate, mode).map_err(|_| Refusal::Quantity)?;
        let total = match mode {
            VatMode::OnTop => sum.add(vat).map_err(|_| Refusal::Quantity)?,
            VatMode::Included | VatMode::None => sum,
        };
        (self.quantity, self.sum, self.vat, self.total) = (quantity, sum, vat, total);
        Ok(self)
    }

    /// The same goods priced anew keep what was agreed for them by hand.
    pub(in crate::modules::orders) fn keeping_bargain_of(
        self,
        old: &OrderLine,
        mode: VatMode,
    ) -> Result<OrderLine, Refusal> {
        // What was chosen counts: the steps of its price are another contract's own.
        let how = |line: &OrderLine| line.configuration.as_ref().map(Settled::configuration);
        let Some(bargain) = old.bargain.filter(|_| how(old) == how(&self)) else {
            return Ok(self);
        };
        let list = self.listed();
        if (old.price, old.factor) == (list.price, list.factor) {
            return Ok(self);
        }
        let same_list = (bargain.list, bargain.factor) == (list.price, list.factor);
        let bargain = Bargain {
            list: list.price,
            factor: list.factor,
            // So much off another price isn't what was agreed: the price is.
            discount: bargain.discount.filter(|_| same_list),
        };
        let quantity = self.quantity;
        let line = OrderLine {
            price: old.price,
            factor: old.factor,
            bargain: Some(bargain),
            ..self
        };
        line.summed(quantity, mode)
    }
}

impl Edit {
    /// Does it propose a price for any line?
    pub fn asks_price(&self) -> bool {
        self.lines
            .iter()
            .any(|line| line.quantity.is_some() && line.offer.is_some())
            || self.added.iter().any(|line| line.bargain.is_some())
    }
}

impl Order {
    /// Would the open request bring a price that is agreed by hand, or take one away?
    pub fn is_price_asked(&self) -> bool {
        let request: Option<&ChangeRequest> = self.request.as_ref();
        request.is_some_and(|request| {
            let of = pairs(&self.lines, &request.lines);
            // Another price over one that was named by hand leaves the same mark, so that the price counts as well.
            let asks = |line: &OrderLine, place: &Option<usize>| {
                let was = place.map(|place| &self.lines[place]);
                let by_hand = line.bargain.is_some() || was.is_some_and(|was| was.bargain.is_some());
                by_hand
                    && was.is_none_or(|was| {
                        (was.price, was.factor, was.bargain) != (line.price, line.factor, line.bargain)
                    })
            };
            request.lines.iter().zip(&of).any(|(line, place)| asks(line, place))
        })
    }
}
