//! Prices that are agreed by hand: what becomes of a line, and what is no price at all.

use super::desk::*;
use crate::modules::configurator::{Choices, Chosen, Settled};
use crate::modules::orders::*;
use crate::platform::values::*;

const MODE: VatMode = VatMode::Included;

/// A line of six pieces at this many ten-thousandths of a rouble, as the price list has it.
fn line(e4: i64) -> OrderLine {
    OrderLine {
        price: UnitPrice::new(e4, Currency::Rub),
        factor: Quantity::ONE,
        bargain: None,
        ..order().lines[0].clone()
    }
}

fn off(hundredths: i64) -> Offer {
    Offer::discount(Percent::from_hundredths(hundredths)).unwrap()
}

/// A price times six, half up, in kopecks.
fn kopecks(e4: i64) -> i64 {
    (e4 * 6 + 50) / 100
}

#[test]
fn a_discount_is_off_the_list_and_rounded_as_papers_show_it() {
    // A price of whole kopecks stays one, half up; one with parts of a kopeck keeps them.
    for (list, percent, after) in [
        (123_400, 10_00, 111_100), // 12.34 less 10 % is 11.106
        (100_000, 3_33, 96_700),   // 10.00 less 3.33 % is 9.667
        (123_450, 10_00, 111_105), // 12.345 less 10 % is 11.1105
    ] {
        let before = line(list);
        let less = before.offered(off(percent), MODE).unwrap();
        assert_eq!(less.price.e4, after, "{list} less {percent}");
        assert_eq!(less.total.minor, kopecks(after));
        let bargain = less.bargain.unwrap();
        assert_eq!(
            (bargain.list.e4, bargain.discount),
            (list, Some(Percent::from_hundredths(percent)))
        );
        // A second one is off the list, not off the first.
        let again = less.offered(off(5_00), MODE).unwrap();
        assert_eq!(again, before.offered(off(5_00), MODE).unwrap());
        // Nothing off brings the list back, with its sum.
        let back = again.offered(off(0), MODE).unwrap();
        assert_eq!(
            (back.price, back.bargain, back.total.minor),
            (before.price, None, kopecks(list))
        );
    }
}

#[test]
fn a_price_that_is_named_remembers_the_list_and_the_lists_own_is_no_agreement() {
    let before = line(123_400);
    let named = before
        .offered(Offer::Price(UnitPrice::new(99_900, Currency::Rub)), MODE)
        .unwrap();
    let bargain = named.bargain.unwrap();
    assert_eq!((bargain.list, bargain.discount), (before.price, None));
    assert_eq!((named.total.minor, named.quantity), (kopecks(99_900), before.quantity));
    let same = named.offered(Offer::Price(before.price), MODE).unwrap();
    assert_eq!((same.price, same.bargain), (before.price, None));
}

#[test]
fn what_is_no_price_is_refused() {
    for e4 in [0, -1] {
        assert_eq!(Offer::price(UnitPrice::new(e4, Currency::Rub)), None);
    }
    for hundredths in [-1, 10_000, 10_001] {
        assert_eq!(
            Offer::discount(Percent::from_hundredths(hundredths)),
            None,
            "{hundredths}"
        );
    }
    let tenge = Offer::Price(UnitPrice::new(1_000, Currency::Kzt));
    assert_eq!(line(123_400).offered(tenge, MODE), Err(Refusal::Currency));
    // A kopeck less 99 % is nothing.
    assert_eq!(line(100).offered(off(99_00), MODE), Err(Refusal::Offer));
}

#[test]
fn the_same_goods_keep_what_was_agreed_and_others_do_not() {
    let made = |width: i64, days: i64| Settled {
        choices: Choices::default().with("width", Some(Chosen::Figure(Quantity::from_thousandths(width * 1_000)))),
        // Worked out anew by another contract: no part of what was chosen.
        days: Some(days),
        ..Settled::default()
    };
    let with = |settled: Settled, e4: i64| OrderLine {
        configuration: Some(settled),
        ..line(e4)
    };
    let agreed = with(made(900, 5), 123_400)
        .offered(Offer::Price(UnitPrice::new(99_900, Currency::Rub)), MODE)
        .unwrap();
    let again = with(made(900, 9), 150_000).keeping_bargain_of(&agreed, MODE).unwrap();
    assert_eq!(again.price.e4, 99_900);
    assert_eq!(again.bargain.map(|bargain| bargain.list.e4), Some(150_000));
    assert_eq!(again.total.minor, kopecks(99_900));
    let other = with(made(1_200, 5), 150_000).keeping_bargain_of(&agreed, MODE).unwrap();
    assert_eq!((other.price.e4, other.bargain), (150_000, None));
}
