//! Money of orders, against figures worked out by hand and against laws that always hold.

use proptest::prelude::*;

use super::desk::*;
use crate::modules::catalogue::*;
use crate::modules::dealers::Country;
use crate::modules::orders::*;
use crate::platform::values::*;

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

#[test]
fn seven_lines_of_100_with_the_tax_inside_follow_the_rule_of_lines() {
    let item = item("a", Quantity::ONE, Some(VatRate::percent(20)));
    let vat = VatTable::shipped();
    let lines = vec![asked(&item, 1_000); 7];
    let book = rouble_book(&[("a", 100_0000, Some(137_5000))]);
    let calculation = Calculation::of(&lines, &terms(&vat), &book);
    assert_eq!(
        calculation.totals.vat,
        rub(126_21),
        "126.23 from the total would be wrong"
    );
    assert_eq!(calculation.totals.total, rub(700_00));
    assert_eq!(calculation.totals.rrp, Some(rub(962_50)));
    let margin = calculation.totals.margin.unwrap();
    assert_eq!(margin.sum, rub(262_50));
    assert_eq!(
        margin.margin,
        Some(Percent::from_hundredths(27_27)),
        "(962.50 - 700) / 962.50"
    );
    assert_eq!(
        margin.markup,
        Some(Percent::from_hundredths(37_50)),
        "(962.50 - 700) / 700"
    );
    assert_eq!(calculation.totals.weight_g, 10_500);
    // Seven pieces of 2.4 litres.
    assert_eq!(
        (calculation.totals.volume, calculation.totals.volume_partial),
        (16_800, false)
    );
    assert_eq!(calculation.totals.vat_by_rate.len(), 1);
    assert_eq!(
        calculation.totals.vat_by_rate[0].rate,
        VatRate::percent(22),
        "1C's 20 % is this year's 22 %"
    );
    assert!(calculation.is_sound());
}

#[test]
fn the_rate_follows_seller_regime_class_destination_and_day() {
    let table = VatTable::shipped();
    let (ru, kz) = (Country::Ru, Country::Kz);
    use VatClass::{Exempt, Reduced, Standard, Zero};
    use VatRegime::{General, Simplified5};
    let cases = [
        (ru, General, ru, 2025, 12, 31, Standard, Some(VatRate::percent(20))),
        (ru, General, ru, 2026, 1, 1, Standard, Some(VatRate::percent(22))),
        (ru, General, ru, 2026, 1, 1, Reduced, Some(VatRate::percent(10))),
        (ru, General, ru, 2026, 1, 1, Zero, Some(VatRate::percent(0))),
        (ru, General, ru, 2026, 1, 1, Exempt, Some(VatRate::Exempt)),
        (ru, General, kz, 2026, 1, 1, Standard, Some(VatRate::percent(0))),
        (ru, Simplified5, ru, 2026, 1, 1, Standard, Some(VatRate::percent(5))),
        (ru, VatRegime::Exempt, ru, 2026, 1, 1, Standard, Some(VatRate::Exempt)),
        (kz, General, kz, 2025, 6, 1, Standard, Some(VatRate::percent(12))),
        (kz, General, kz, 2026, 6, 1, Standard, Some(VatRate::percent(16))),
        (kz, Simplified5, kz, 2026, 6, 1, Standard, None),
        (ru, General, ru, 1999, 1, 1, Standard, None),
    ];
    for (seller, regime, destination, year, month, day, class, expected) in cases {
        let case = VatCase {
            seller,
            regime,
            destination,
            day: Day::constant(year, month, day),
        };
        assert_eq!(table.rate(&case, class), expected, "{case:?} {class:?}");
    }
}

#[test]
fn each_fault_of_a_line_is_found_and_blocks_submission() {
    let vat = VatTable::shipped();
    let book = rouble_book(&[("a", 100_0000, None)]);
    let good = item("a", Quantity::whole(12), None);
    let gone = Sellable {
        on_sale: false,
        ..good.clone()
    };
    let unpriced = item("b", Quantity::ONE, None);
    let pack = Finding::Pack {
        step: Quantity::whole(12),
        nearest: Quantity::whole(24),
    };
    let cases: &[(Asked<'_>, &[Finding])] = &[
        (asked(&good, 12_000), &[]),
        (asked(&good, 13_000), &[pack]),
        (asked(&good, 0), &[Finding::NotPositive]),
        (asked(&good, -12_000), &[Finding::NotPositive]),
        (asked(&good, 1_000_001_000), &[Finding::TooLarge]),
        (asked(&good, i64::MAX), &[Finding::TooLarge]),
        (asked(&gone, 12_000), &[Finding::Removed]),
        (asked(&unpriced, 1_000), &[Finding::NoPrice]),
        (
            Asked {
                item: None,
                ..asked(&good, 12_000)
            },
            &[Finding::Removed],
        ),
    ];
    for (line, expected) in cases {
        let calculation = Calculation::of(&[*line], &terms(&vat), &book);
        assert_eq!(calculation.lines[0].findings, *expected, "{line:?}");
        assert_eq!(calculation.is_sound(), expected.is_empty());
    }
    let case = VatCase {
        day: Day::constant(1999, 1, 1),
        ..case()
    };
    let calculation = Calculation::of(&[asked(&good, 12_000)], &Terms { case, ..terms(&vat) }, &book);
    assert_eq!(calculation.lines[0].findings, [Finding::NoVat]);
    assert!(!Calculation::of(&[], &terms(&vat), &book).is_sound());
}

#[test]
fn a_margin_compares_like_with_like_or_says_why_not() {
    let vat = VatTable::shipped();
    let types = [
        price_type("net", Currency::Rub, false, PriceUse::Purchase),
        price_type("gross", Currency::Rub, true, PriceUse::Rrp),
        price_type("tenge", Currency::Kzt, true, PriceUse::Rrp),
    ];
    let rows = [
        ("net", 100_0000, Currency::Rub),
        ("gross", 183_0000, Currency::Rub),
        ("tenge", 1_000_0000, Currency::Kzt),
    ];
    let book = book(&types, &[("a", &rows), ("b", &rows[..1])]);
    let (a, b) = (item("a", Quantity::ONE, None), item("b", Quantity::ONE, None));
    let net = Terms {
        price_type: PriceType::id_of("net"),
        rrp_type: Some(PriceType::id_of("gross")),
        ..terms(&vat)
    };
    let one = |terms: &Terms<'_>, lines: &[Asked<'_>]| Calculation::of(lines, terms, &book).totals;

    let totals = one(&net, &[asked(&a, 1_000)]);
    assert_eq!(
        (totals.sum, totals.vat, totals.total),
        (rub(100_00), rub(22_00), rub(122_00))
    );
    let margin = totals.margin.unwrap();
    assert_eq!(
        (margin.sum, margin.markup),
        (rub(61_00), Some(Percent::whole(50))),
        "both sides with the tax"
    );

    let tenge = Terms {
        rrp_type: Some(PriceType::id_of("tenge")),
        ..net.clone()
    };
    assert_eq!(one(&tenge, &[asked(&a, 1_000)]).margin, Err(NoMargin::Currencies));
    let none = Terms {
        rrp_type: None,
        ..net.clone()
    };
    assert_eq!(one(&none, &[asked(&a, 1_000)]).margin, Err(NoMargin::NoRrp));
    assert_eq!(
        one(&net, &[asked(&a, 1_000), asked(&b, 1_000)]).margin,
        Err(NoMargin::SomeLines)
    );
    assert_eq!(one(&net, &[asked(&b, 1_000)]).margin, Err(NoMargin::NoRrp));
    let export = VatCase {
        destination: Country::Kz,
        ..case()
    };
    let abroad = one(
        &Terms {
            case: export,
            ..net.clone()
        },
        &[asked(&a, 1_000)],
    );
    assert_eq!((abroad.vat, abroad.margin), (rub(0), Err(NoMargin::Vat)));

    let other = Terms {
        currency: Currency::Kzt,
        ..net
    };
    let refused = Calculation::of(&[asked(&a, 1_000)], &other, &book);
    assert_eq!(refused.lines[0].findings, [Finding::Currency(Currency::Rub)]);
}

#[test]
fn numbers_are_read_back_and_never_longer_than_1c_takes() {
    let prefix = Prefix::new("kb");
    for (prefix, sequence, text) in [(None, 42, "26-000042"), (prefix, 999_999, "KB26-999999")] {
        let number = OrderNumber::new(prefix, 2026, sequence).unwrap();
        assert_eq!(number.to_string(), text);
        assert!(text.len() <= NUMBER_LENGTH_MAX);
        assert_eq!(format!(" {} ", text.to_lowercase()).parse::<OrderNumber>(), Ok(number));
    }
    for bad in [
        "",
        "26-42",
        "26-000000",
        "26-1000000",
        "K26-000042",
        "КБ26-000042",
        "26_000042",
        "2a-000042",
        "+6-000042",
    ] {
        assert!(bad.parse::<OrderNumber>().is_err(), "{bad}");
    }
    assert_eq!(OrderNumber::new(None, 2026, SEQUENCE_MAX + 1), None);
    assert_eq!(Prefix::new("К1"), None);
}

fn some_lines() -> impl Strategy<Value = Vec<(i64, Option<i64>, i64)>> {
    let price = 0..1_000_000_0000i64;
    proptest::collection::vec((price.clone(), proptest::option::of(price), 1..10_000_000i64), 1..40)
}

proptest! {
    #[test]
    fn totals_are_sums_of_lines_and_the_tax_is_within_half_a_kopeck(lines in some_lines(), rate in 0..3usize) {
        let vat = VatTable::shipped();
        let rate = [None, Some(VatRate::percent(10)), Some(VatRate::Exempt)][rate];
        let items: Vec<Sellable> = (0..lines.len()).map(|n| item(&n.to_string(), Quantity::ZERO, rate)).collect();
        let names: Vec<String> = (0..lines.len()).map(|n| n.to_string()).collect();
        let prices: Vec<(&str, i64, Option<i64>)> =
            lines.iter().zip(&names).map(|((opt, rrp, _), name)| (name.as_str(), *opt, *rrp)).collect();
        let asked: Vec<Asked<'_>> = lines.iter().zip(&items).map(|((_, _, q), item)| asked(item, *q)).collect();
        let calculation = Calculation::of(&asked, &terms(&vat), &rouble_book(&prices));
        prop_assert!(calculation.is_sound());
        let of = |value: fn(&LinePrice) -> i64| -> i64 { calculation.lines.iter().map(|l| value(&l.price.unwrap())).sum() };
        prop_assert_eq!(calculation.totals.total.minor, of(|price| price.total.minor));
        prop_assert_eq!(calculation.totals.vat.minor, of(|price| price.vat.minor));
        let shares: i64 = calculation.totals.vat_by_rate.iter().map(|share| share.vat.minor).sum();
        prop_assert_eq!(shares, calculation.totals.vat.minor);
        for (line, (opt, rrp, quantity)) in calculation.lines.iter().zip(&lines) {
            let price = line.price.unwrap();
            let exact = i128::from(*opt) * i128::from(*quantity);
            prop_assert!((i128::from(price.sum.minor) * 100_000 - exact).abs() * 2 <= 100_000);
            if let VatRate::Rate(rate) = price.vat_rate {
                let r = i128::from(rate.hundredths());
                let off = i128::from(price.vat.minor) * (10_000 + r) - i128::from(price.sum.minor) * r;
                prop_assert!(off.abs() * 2 <= 10_000 + r);
            }
            prop_assert_eq!(line.margin.is_ok(), rrp.is_some());
            if let (Ok(margin), Some(rrp)) = (line.margin, line.rrp) {
                prop_assert_eq!(margin.sum.minor + price.total.minor, rrp.total.minor);
            }
        }
    }

    #[test]
    fn a_price_with_the_tax_on_top_pays_more_than_one_with_it_inside(e4 in 1..1_000_000_0000i64, q in 1..100_000i64) {
        let vat = VatTable::shipped();
        let types = [price_type("in", Currency::Rub, true, PriceUse::Purchase), price_type("on", Currency::Rub, false, PriceUse::Purchase)];
        let book = book(&types, &[("a", &[("in", e4, Currency::Rub), ("on", e4, Currency::Rub)])]);
        let item = item("a", Quantity::ZERO, None);
        let total = |name| {
            let terms = Terms { price_type: PriceType::id_of(name), rrp_type: None, ..terms(&vat) };
            Calculation::of(&[asked(&item, q)], &terms, &book).totals
        };
        let (inside, on_top) = (total("in"), total("on"));
        prop_assert_eq!(inside.sum, on_top.sum);
        prop_assert_eq!(inside.total, inside.sum);
        prop_assert_eq!(on_top.total.minor, on_top.sum.minor + on_top.vat.minor);
    }

    #[test]
    fn a_priced_pack_costs_its_price_and_no_division_is_seen(e4 in 0..10_000_000_0000i64, factor in 1..10_000i64, packs in 1..1_000i64) {
        let offer = PriceOffer { price: UnitPrice::new(e4, Currency::Rub), factor: Quantity::whole(factor) };
        let whole = PriceOffer::of_one(UnitPrice::new(e4, Currency::Rub)).times(Quantity::whole(packs)).unwrap();
        prop_assert_eq!(offer.times(Quantity::whole(factor * packs)).unwrap(), whole);
    }

    #[test]
    fn no_input_makes_a_calculation_panic(e4 in any::<i64>(), q in any::<i64>(), weight in any::<i64>()) {
        let vat = VatTable::shipped();
        let item = Sellable { weight_g: Some(weight), ..item("a", Quantity::ZERO, None) };
        let book = rouble_book(&[("a", e4, Some(e4))]);
        let calculation = Calculation::of(&[asked(&item, q), asked(&item, q)], &terms(&vat), &book);
        prop_assert_eq!(calculation.lines.len(), 2);
    }

    #[test]
    fn any_text_is_a_number_or_refused(text in "\\PC{0,14}") {
        if let Ok(number) = text.parse::<OrderNumber>() {
            prop_assert_eq!(number.to_string(), text.trim().to_uppercase());
        }
    }
}

#[test]
fn two_hundred_lines_take_little_time() {
    let vat = VatTable::shipped();
    let names: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    let prices: Vec<(&str, i64, Option<i64>)> = names
        .iter()
        .map(|name| (name.as_str(), 123_4567, Some(200_0000)))
        .collect();
    let items: Vec<Sellable> = names.iter().map(|name| item(name, Quantity::ONE, None)).collect();
    let asked: Vec<Asked<'_>> = items.iter().map(|item| asked(item, 5_000)).collect();
    let (book, terms) = (rouble_book(&prices), terms(&vat));
    let once = || {
        let start = std::time::Instant::now();
        assert!(Calculation::of(&asked, &terms, &book).is_sound());
        start.elapsed()
    };
    // An unoptimised build on a busy machine: the bench holds the real goal of 100 microseconds.
    let best = (0..50).map(|_| once()).min().unwrap();
    assert!(best.as_micros() < 5_000, "{best:?}");
}

#[test]
fn a_new_rate_ends_the_one_before_it_and_the_same_day_corrects() {
    let shipped = VatTable::shipped();
    let row = |from, percent| VatRow {
        seller: Country::Ru,
        regime: VatRegime::General,
        class: VatClass::Standard,
        export: false,
        from,
        until: None,
        rate: VatRate::percent(percent),
    };
    let (now, next) = (Day::constant(2026, 1, 1), Day::constant(2028, 7, 1));
    let held = row(now, 22);
    assert_eq!(shipped.ends(&held), None);
    let table = shipped.with(row(next, 25));
    assert_eq!(table.ends(&held), Some(next));
    let at = |table: &VatTable, day| {
        let case = VatCase {
            seller: Country::Ru,
            regime: VatRegime::General,
            destination: Country::Ru,
            day,
        };
        table.rate(&case, VatClass::Standard)
    };
    let before = next.yesterday().unwrap();
    assert_eq!(at(&table, before), Some(VatRate::percent(22)));
    assert_eq!(at(&table, next), Some(VatRate::percent(25)));
    let corrected = table.with(row(next, 24));
    assert_eq!(corrected.rows.len(), table.rows.len());
    assert_eq!(at(&corrected, next), Some(VatRate::percent(24)));
    assert_eq!(at(&corrected.without(&row(next, 0)), next), Some(VatRate::percent(22)));
    // Another sale is another matter.
    let mut reduced = row(next, 11);
    reduced.class = VatClass::Reduced;
    assert_eq!(at(&table.with(reduced), next), Some(VatRate::percent(25)));
}
