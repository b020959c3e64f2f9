//! Rules of the catalogue: ids, merging of partial files, the price book.

use crate::modules::catalogue::*;
use crate::platform::values::{Currency, Id, Moment, Quantity, UnitPrice, VatMode};

const GUID: &str = "0B5C8E51-8E3F-11EC-9F5A-3CECEF0A1B2C";

#[test]
fn ids_of_1c_are_equal_when_1c_means_the_same_thing() {
    let variant = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    let null = "00000000-0000-0000-0000-000000000000";
    let cases: &[(&str, &str, bool)] = &[
        (GUID, &GUID.to_lowercase(), true),
        (&format!(" {GUID} "), GUID, true),
        (&format!("{GUID}#"), GUID, true),
        (&format!("{GUID}#{null}"), GUID, true),
        (&format!("{GUID}#{variant}"), GUID, false),
        (
            &format!("{GUID}#{}", variant.to_uppercase()),
            &format!("{}#{variant}", GUID.to_lowercase()),
            true,
        ),
        ("*5108", "*5108", true),
        ("Ab1", "aB1", false),
        ("36630", "36630 ", true),
    ];
    for (one, other, equal) in cases {
        assert_eq!(Sku::id_of(one) == Sku::id_of(other), *equal, "{one} and {other}");
    }
    assert_eq!(
        Sku::of_offer(&format!("{GUID}#x")).product,
        Product::id_of(&GUID.to_lowercase())
    );
}

fn price_type(name: &str, currency: Currency, usage: PriceUse) -> PriceType {
    let id = PriceType::id_of(name);
    PriceType {
        id,
        external: name.into(),
        name: name.into(),
        currency,
        vat_included: true,
        usage,
        stub: false,
    }
}

fn row(price_type: &str, e4: i64) -> PriceRow {
    PriceRow {
        price_type: PriceType::id_of(price_type),
        price: UnitPrice::new(e4, Currency::Rub),
        factor: Quantity::ONE,
        unit: String::new(),
        minimum: Quantity::ZERO,
    }
}

fn sheet(sku: &str, rows: Vec<PriceRow>) -> SkuPrices {
    SkuPrices {
        sku: Sku::id_of(sku),
        rows,
        as_of: Moment::from_millis(5),
    }
}

fn builder() -> BookBuilder {
    let types = [
        price_type("opt", Currency::Rub, PriceUse::Purchase),
        price_type("rrp", Currency::Rub, PriceUse::Rrp),
        price_type("kzt", Currency::Kzt, PriceUse::Rrp),
    ];
    let warehouse = |name: &str, shown| Warehouse {
        id: Warehouse::id_of(name),
        external: name.into(),
        name: name.into(),
        shown,
        stub: false,
    };
    BookBuilder::new(
        &types,
        &[warehouse("main", true), warehouse("far", true), warehouse("own", false)],
    )
}

fn price_of(book: &PriceBook, sku: &str, price_type: &str, quantity: i64) -> Option<PriceOffer> {
    book.offer(Sku::id_of(sku), PriceType::id_of(price_type), Quantity::whole(quantity))
}

#[test]
fn a_partial_file_changes_what_it_names_and_nothing_else() {
    let mut prices = sheet("a", vec![row("opt", 10), row("rrp", 20)]);
    assert!(prices.merge(vec![row("opt", 11)], Moment::from_millis(9)));
    assert_eq!(prices.as_of, Moment::from_millis(9));
    let left = |name: &str| {
        prices
            .rows
            .iter()
            .find(|row| row.price_type == PriceType::id_of(name))
            .unwrap()
            .price
            .e4
    };
    assert_eq!((left("opt"), left("rrp")), (11, 20));
    let before = prices.clone();
    assert!(
        !prices.merge(vec![row("opt", 11)], Moment::from_millis(9)),
        "the same again changes nothing"
    );
    assert_eq!(prices, before);
    assert!(prices.merge(vec![row("opt", 1), row("opt", 2)], Moment::from_millis(9)));
    assert_eq!(
        prices
            .rows
            .iter()
            .filter(|row| row.price_type == PriceType::id_of("opt"))
            .count(),
        1
    );
    assert_eq!(
        prices
            .rows
            .iter()
            .find(|row| row.price_type == PriceType::id_of("opt"))
            .unwrap()
            .price
            .e4,
        2
    );
}

#[test]
fn the_book_finds_prices_breaks_and_packs() {
    let mut broken = vec![row("opt", 100_0000), row("opt", 90_0000), row("rrp", 150_0000)];
    broken[1].minimum = Quantity::whole(10);
    let mut packed = row("opt", 100_0000);
    packed.factor = Quantity::whole(3);
    let mut builder = builder();
    builder.prices(&sheet("plain", vec![row("opt", 12_3456)]));
    builder.prices(&sheet("broken", broken));
    builder.prices(&sheet("packed", vec![packed]));
    builder.prices(&sheet("negative", vec![row("opt", -1)]));
    let book = builder.build();
    let e4 = |sku, price_type, quantity| price_of(&book, sku, price_type, quantity).map(|offer| offer.price.e4);
    assert_eq!(e4("plain", "opt", 1), Some(12_3456));
    assert_eq!(e4("plain", "rrp", 1), None);
    assert_eq!(e4("absent", "opt", 1), None);
    assert_eq!(e4("negative", "opt", 1), None);
    assert_eq!(e4("broken", "opt", 9), Some(100_0000));
    assert_eq!(e4("broken", "opt", 10), Some(90_0000));
    assert_eq!(e4("broken", "rrp", 99), Some(150_0000));
    let pack = price_of(&book, "packed", "opt", 1).unwrap();
    assert_eq!(
        pack.times(Quantity::whole(3)).unwrap().minor,
        100_00,
        "a pack costs what it costs"
    );
    assert_eq!(pack.times(Quantity::whole(12_000)).unwrap().minor, 400_000_00);
    assert_eq!(pack.of_unit().e4, 33_3333);
    assert_eq!(book.as_of(), Moment::from_millis(5));
    assert_eq!(book.rrp_type(Currency::Rub), Some(PriceType::id_of("rrp")));
    assert_eq!(book.rrp_type(Currency::Usd), None);
    assert_eq!(book.vat_mode(PriceType::id_of("opt")), Some(VatMode::Included));

    let mut next = BookBuilder::after(&book);
    next.prices(&sheet("broken", vec![row("opt", 1)]));
    let next = next.build();
    assert_eq!(price_of(&next, "broken", "opt", 50).unwrap().price.e4, 1);
    assert_eq!(price_of(&next, "broken", "rrp", 1), None);
    assert_eq!(e4("broken", "opt", 10), Some(90_0000), "the old book stays as it was");
    assert_ne!(next.number(), book.number());
}

#[test]
fn the_number_of_a_book_follows_prices_and_nothing_else() {
    let number = |skus: &[(&str, i64)], stock: bool| {
        let mut builder = builder();
        skus.iter()
            .for_each(|(sku, e4)| builder.prices(&sheet(sku, vec![row("opt", *e4)])));
        if stock {
            let quantity = StockRow {
                warehouse: Warehouse::id_of("main"),
                quantity: Quantity::ONE,
            };
            builder.stock(&SkuStock {
                sku: Sku::id_of("new"),
                rows: vec![quantity],
                as_of: Moment::from_millis(9),
            });
        }
        builder.build().number()
    };
    let first = number(&[("a", 1), ("b", 2)], false);
    assert_eq!(first, number(&[("b", 2), ("a", 1)], false), "in any order");
    assert_eq!(first, number(&[("a", 1), ("b", 2)], true), "with or without stock");
    assert_ne!(first, number(&[("a", 2), ("b", 1)], false));
    assert_ne!(first, number(&[("a", 1)], false));
}

#[test]
fn stock_is_shown_by_the_rule_and_never_leaks_past_it() {
    let stock = |sku: &str, rows: &[(&str, i64)]| SkuStock {
        sku: Sku::id_of(sku),
        rows: rows
            .iter()
            .map(|(name, units)| StockRow {
                warehouse: if name.is_empty() {
                    Id::NIL
                } else {
                    Warehouse::id_of(name)
                },
                quantity: Quantity::whole(*units),
            })
            .collect(),
        as_of: Moment::EPOCH,
    };
    let mut builder = builder();
    builder.stock(&stock("both", &[("main", 5), ("far", 6), ("own", 100)]));
    builder.stock(&stock("sum", &[("", 3)]));
    builder.stock(&stock("double", &[("", 11), ("main", 11)]));
    builder.stock(&stock("minus", &[("main", -2)]));
    let book = builder.build();
    let words = StockRule::Words {
        few: Quantity::whole(10),
    };
    let cases = [
        ("both", StockRule::Exact, StockShown::Exact(Quantity::whole(11))),
        ("both", words, StockShown::Plenty),
        ("both", StockRule::Hidden, StockShown::Hidden),
        ("sum", words, StockShown::Few),
        ("double", StockRule::Exact, StockShown::Exact(Quantity::whole(11))),
        ("minus", StockRule::Exact, StockShown::None),
        ("minus", words, StockShown::None),
        ("absent", StockRule::Exact, StockShown::Unknown),
    ];
    for (sku, rule, expected) in cases {
        assert_eq!(book.stock(Sku::id_of(sku), rule), expected, "{sku} {rule:?}");
    }
}

#[test]
fn counted_units_are_sold_whole_and_packs_in_multiples() {
    let product = |code: &str, pack: i64| {
        let mut product = Product::stub("x");
        product.unit.code = code.into();
        product.pack = Quantity::whole(pack);
        product.step()
    };
    assert_eq!(product("796", 0), Quantity::ONE);
    assert_eq!(product("796 ", 12), Quantity::whole(12));
    assert_eq!(product("018", 0), Quantity::ZERO);
}

#[test]
fn records_survive_the_stored_form_and_older_ones_without_new_fields() {
    let prices = sheet("a", vec![row("opt", 10)]);
    let json = serde_json::to_value(&prices).unwrap();
    assert_eq!(serde_json::from_value::<SkuPrices>(json).unwrap(), prices);
    let old = serde_json::json!({"id": Product::id_of("x"), "external": "x", "name": "Окно"});
    let product: Product = serde_json::from_value(old).unwrap();
    assert!(product.is_on_sale());
}
