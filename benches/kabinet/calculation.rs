//! The price of an order of 200 lines over a book of 100,000 products: what every change of a draft costs.

use std::time::Instant;

use anyhow::ensure;
use kabinet::modules::catalogue::{
    Asked, BookBuilder, Calculation, PriceBook, PriceRow, PriceType, PriceTypeId, PriceUse, Product, Sellable, Sku,
    SkuPrices, Terms, Unit, VatCase, VatRegime, VatTable,
};
use kabinet::modules::dealers::Country;
use kabinet::platform::values::{Currency, Day, Moment, Quantity, UnitPrice, VatRate};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::table::{Goal, Table, median};

const LINES: usize = 200;
/// The price types of the book: the first is the contract's, the last the recommended retail price.
const TYPES: usize = 5;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let products = arguments.size(100_000, 10_000);
    let book = book(products);
    let items: Vec<Sellable> = (0..LINES).map(|line| sellable(line * products / LINES)).collect();
    let asked: Vec<Asked<'_>> = items
        .iter()
        .enumerate()
        .map(|(line, item)| Asked {
            sku: item.sku,
            item: Some(item),
            quantity: quantity(line),
            own: None,
        })
        .collect();
    let vat = VatTable::shipped();
    let terms = Terms {
        currency: Currency::Rub,
        price_type: price_type(0),
        rrp_type: Some(price_type(TYPES - 1)),
        case: VatCase {
            seller: Country::Ru,
            regime: VatRegime::General,
            destination: Country::Ru,
            day: Day::constant(2026, 11, 23),
        },
        vat: &vat,
    };
    let expected: i64 = (0..LINES)
        .map(|line| kopecks(line * products / LINES, 0) * quantity(line).thousandths() / 1_000)
        .sum();
    let times = arguments.size(2_000, 200);
    let mut rounds = Vec::new();
    for number in 0..=arguments.rounds {
        let begun = Instant::now();
        for _ in 0..times {
            let calculation = Calculation::of(std::hint::black_box(&asked), &terms, &book);
            ensure!(
                calculation.is_sound() && calculation.totals.total.minor == expected,
                "it comes to {} instead of {expected}",
                calculation.totals.total.minor
            );
        }
        if number > 0 {
            rounds.push(begun.elapsed().as_secs_f64() * 1e6 / f64::from(times));
        }
    }
    let details = format!(
        "median of {} rounds of {times}; {products} products, {TYPES} price types",
        rounds.len()
    );
    table.figure(
        "calculation",
        "price of 200 lines",
        median(rounds),
        "µs",
        Goal::AtMost(100.0),
        details,
    );
    crate::configured::run(arguments, table, &items, &terms, &book)
}

fn external(product: usize) -> String {
    format!("{product:08x}-bec4-4000-8000-{product:012x}")
}

fn price_type(number: usize) -> PriceTypeId {
    PriceType::id_of(&format!("type {number}"))
}

fn kopecks(product: usize, price_type: usize) -> i64 {
    100_00 + (product as i64 * 7_919) % 90_000_00 + price_type as i64 * 10_00
}

fn quantity(line: usize) -> Quantity {
    Quantity::whole(1 + line as i64 % 12)
}

fn sellable(product: usize) -> Sellable {
    let external = external(product);
    let mut record = Product::stub(&external);
    record.stub = false;
    record.unit = Unit {
        code: "796".into(),
        name: "шт".into(),
    };
    record.vat = Some(VatRate::percent(22));
    record.weight_g = Some(1_500);
    Sellable::of(&record, &Sku::of_offer(&external))
}

fn book(products: usize) -> PriceBook {
    let types: Vec<PriceType> = (0..TYPES)
        .map(|number| PriceType {
            id: price_type(number),
            external: format!("type {number}"),
            name: format!("type {number}"),
            currency: Currency::Rub,
            vat_included: true,
            usage: if number + 1 == TYPES {
                PriceUse::Rrp
            } else {
                PriceUse::Purchase
            },
            stub: false,
        })
        .collect();
    let mut builder = BookBuilder::new(&types, &[]);
    builder.reserve(products);
    for product in 0..products {
        let rows = types
            .iter()
            .enumerate()
            .map(|(number, price_type)| PriceRow {
                price_type: price_type.id,
                price: UnitPrice::new(kopecks(product, number) * 100, Currency::Rub),
                factor: Quantity::ONE,
                unit: String::new(),
                minimum: Quantity::ZERO,
            })
            .collect();
        builder.prices(&SkuPrices {
            sku: Sku::id_of(&external(product)),
            rows,
            as_of: Moment::EPOCH,
        });
    }
    builder.build()
}
