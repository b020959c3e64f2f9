//! Rules as tables.

use super::model::{Direction, Moved, Pair, Tally, moved};
use crate::modules::catalogue::{PriceRow, PriceType};
use crate::platform::values::{Currency, Money, Percent, Quantity, UnitPrice};

fn row(price_type: &str, e4: i64, currency: Currency, minimum: i64) -> PriceRow {
    PriceRow {
        price_type: PriceType::id_of(price_type),
        price: UnitPrice::new(e4, currency),
        factor: Quantity::ONE,
        unit: String::new(),
        minimum: Quantity::whole(minimum),
    }
}

fn rub(price_type: &str, e4: i64) -> PriceRow {
    row(price_type, e4, Currency::Rub, 0)
}

#[test]
fn a_price_moves_up_down_away_or_to_other_terms() {
    let cases: [(&[PriceRow], &[PriceRow], Option<(Direction, Option<i64>)>); 8] = [
        (&[rub("a", 100)], &[rub("a", 100)], None),
        (
            &[rub("a", 1_000)],
            &[rub("a", 1_052)],
            Some((Direction::Up, Some(5_20))),
        ),
        (
            &[rub("a", 1_000)],
            &[rub("a", 900)],
            Some((Direction::Down, Some(-10_00))),
        ),
        (&[rub("a", 1_000)], &[], Some((Direction::Withdrawn, None))),
        // New in the price list is no change.
        (&[], &[rub("a", 1_000)], None),
        (&[rub("a", 1_000)], &[rub("a", 1_000), rub("b", 5)], None),
        (
            &[rub("a", 1_000)],
            &[row("a", 20, Currency::Usd, 0)],
            Some((Direction::Other, None)),
        ),
        // Only a price for larger quantities.
        (
            &[rub("a", 1_000), row("a", 900, Currency::Rub, 10)],
            &[rub("a", 1_000), row("a", 800, Currency::Rub, 10)],
            Some((Direction::Other, None)),
        ),
    ];
    for (before, after, expected) in cases {
        let found = moved(before, after);
        let found = found.first().map(|moved| {
            let share = moved.share().map(Percent::hundredths);
            (moved.direction(), share)
        });
        assert_eq!(found, expected, "{before:?} -> {after:?}");
    }
}

#[test]
fn the_farthest_move_is_named() {
    let of = |old: i64, new: i64| -> Moved { moved(&[rub("a", old)], &[rub("a", new)])[0] };
    let mut tally = Tally::new(PriceType::id_of("a"));
    tally.add(&of(1_000, 1_010), "A-1");
    tally.add(&of(1_000, 500), "A-2");
    tally.add(&of(1_000, 1_400), "A-3");
    assert_eq!((tally.up, tally.down, tally.all()), (2, 1, 3));
    assert_eq!(tally.biggest, Some(("A-2".to_owned(), Percent::whole(-50))));
}

#[test]
fn a_sum_with_a_lost_price_is_not_told() {
    let money = |minor: i64| Some(Money::new(minor, Currency::Rub));
    let cases: [(&[(Option<i64>, Option<i64>)], Option<i64>, Option<i64>); 5] = [
        (&[(Some(100), Some(120)), (Some(5), Some(5))], Some(105), Some(125)),
        // Without a price before and after: a line that isn't finished.
        (&[(Some(100), Some(120)), (None, None)], Some(100), Some(120)),
        (&[(Some(100), None), (Some(5), Some(5))], Some(105), None),
        (&[(None, Some(7)), (Some(5), Some(5))], None, Some(12)),
        (&[], None, None),
    ];
    for (lines, old, new) in cases {
        let lines = lines
            .iter()
            .map(|(old, new)| (old.and_then(money), new.and_then(money)));
        let pair = Pair::of(lines);
        assert_eq!((pair.old, pair.new), (old.and_then(money), new.and_then(money)));
    }
}
