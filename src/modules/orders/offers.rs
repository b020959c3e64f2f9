//! What is typed as a proposal for a price: a price of one unit, or a percentage off the price list.

use super::{Offer, Refusal};
use crate::platform::i18n::{parse_percent, parse_unit_price};
use crate::platform::values::{Currency, Message};

/// `1 150,50` is a price, `5 %` and `-5%` so much off the list, `0 %` the list again; nothing proposes nothing.
pub fn read(typed: &str, currency: Currency) -> Result<Option<Offer>, Message> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    if typed.ends_with('%') {
        return read_discount(typed);
    }
    let price = parse_unit_price(typed, currency).map_err(|error| error.message())?;
    Offer::price(price)
        .map(Some)
        .ok_or_else(|| Message::new(Refusal::Offer.message()))
}

/// The same where only a percentage can be meant.
pub fn read_discount(typed: &str) -> Result<Option<Offer>, Message> {
    // Whoever writes «-5 %» means what a price list calls a discount of five.
    let typed = typed.trim();
    let typed = typed.strip_prefix(['-', '\u{2212}']).unwrap_or(typed).trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let percent = parse_percent(typed).map_err(|error| error.message())?;
    Offer::discount(percent)
        .map(Some)
        .ok_or_else(|| Message::new(Refusal::Offer.message()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::values::{Percent, UnitPrice};

    #[test]
    fn a_number_is_a_price_and_a_percentage_is_off_the_list() {
        let price = |e4| Offer::Price(UnitPrice::new(e4, Currency::Rub));
        for (typed, meant) in [
            ("", Some(None)),
            ("  ", Some(None)),
            ("1 150,5", Some(Some(price(11_505_000)))),
            ("0,0375", Some(Some(price(375)))),
            ("5%", Some(Some(Offer::Discount(Percent::whole(5))))),
            ("-5 %", Some(Some(Offer::Discount(Percent::whole(5))))),
            ("12,5 %", Some(Some(Offer::Discount(Percent::from_hundredths(1_250))))),
            ("0 %", Some(Some(Offer::List))),
            ("0", None),
            ("-100", None),
            ("100 %", None),
            ("недорого", None),
        ] {
            assert_eq!(read(typed, Currency::Rub).ok(), meant, "{typed:?}");
        }
        assert_eq!(read_discount("7"), Ok(Some(Offer::Discount(Percent::whole(7)))));
    }
}
