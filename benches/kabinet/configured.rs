//! Lines of goods that are made to order: each is evaluated and priced anew with every change of a draft.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, ensure};
use kabinet::modules::catalogue::{Asked, Calculation, PriceBook, Product, Sellable, Terms};
use kabinet::modules::configurator::tables::{KnownType, Tables, parse};
use kabinet::modules::configurator::{Choices, Chosen, Edition, Made};
use kabinet::platform::values::{Currency, Moment, Quantity};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::table::{Goal, Table, median};

const LINES: usize = 200;
/// A window by its sizes: nine parameters, eight rules, a table of prices that is gone between.
const MODEL: &str = include_str!("../../assets/demo/models/window-82.txt");

/// `items` are sold under `terms`; what they are made of is the same for all.
pub fn run(
    arguments: &Arguments,
    table: &mut Table,
    items: &[Sellable],
    terms: &Terms<'_>,
    book: &PriceBook,
) -> Outcome {
    let rrp = terms.rrp_type.context("a recommended price")?;
    let edition = Arc::new(edition(terms, rrp)?);
    let choices: Vec<Choices> = (0..LINES).map(|line| choices(&edition, line)).collect();
    let times = arguments.size(100, 10);
    let (mut rounds, mut expected) = (Vec::new(), None);
    for number in 0..=arguments.rounds {
        let begun = Instant::now();
        for _ in 0..times {
            let made: Vec<Made> = choices
                .iter()
                .map(|choices| {
                    let edition = Arc::clone(&edition);
                    Made::of(
                        Arc::clone(&edition),
                        Some(edition),
                        choices.clone(),
                        terms.price_type,
                        Some(rrp),
                    )
                })
                .collect();
            let asked: Vec<Asked<'_>> = items
                .iter()
                .zip(&made)
                .map(|(item, made)| Asked {
                    sku: item.sku,
                    item: Some(item),
                    quantity: Quantity::ONE,
                    own: Some(made.own),
                })
                .collect();
            let calculation = Calculation::of(std::hint::black_box(&asked), terms, book);
            let total = calculation.totals.total.minor;
            ensure!(calculation.is_sound(), "all of it can be made");
            ensure!(*expected.get_or_insert(total) == total, "the same comes to {total}");
        }
        if number > 0 {
            rounds.push(begun.elapsed().as_secs_f64() * 1e6 / f64::from(times));
        }
    }
    let details = format!("median of {} rounds of {times}; a window by its sizes", rounds.len());
    table.figure(
        "calculation",
        "configured calculation: 200 lines",
        median(rounds),
        "µs",
        Goal::AtMost(5_000.0),
        details,
    );
    Ok(())
}

fn edition(terms: &Terms<'_>, rrp: kabinet::modules::catalogue::PriceTypeId) -> anyhow::Result<Edition> {
    // The types that the model names, in its own order: the first is the contract's, the last the recommended one.
    let names: Vec<&str> = MODEL
        .split("\n\n")
        .nth(3)
        .context("the table of price types")?
        .lines()
        .skip(2)
        .map(|row| row.split('|').next().unwrap_or_default().trim())
        .collect();
    let last = names.len() - 1;
    let types: Vec<KnownType> = names
        .iter()
        .enumerate()
        .map(|(at, name)| KnownType {
            id: match at {
                0 => terms.price_type,
                at if at == last => rrp,
                at => kabinet::modules::catalogue::PriceType::id_of(&format!("other {at}")),
            },
            name: (*name).to_owned(),
            currency: Currency::Rub,
        })
        .collect();
    let parsed = parse(&Tables::of_text(MODEL), &types);
    ensure!(parsed.findings().is_empty(), "{:?}", parsed.findings());
    Ok(Edition {
        product: Product::id_of("made to order"),
        number: 1,
        model: parsed.model,
        published: Moment::EPOCH,
        by: String::new(),
        note: String::new(),
    })
}

/// A window of another size for each line.
fn choices(edition: &Edition, line: usize) -> Choices {
    let size = |mm: usize| Some(Chosen::Figure(Quantity::whole(mm as i64)));
    edition
        .model
        .initial()
        .with("width", size(800 + line % 100 * 10))
        .with("height", size(800 + line * 37 % 120 * 10))
        .with(
            "colour",
            Some(Chosen::One(
                if line.is_multiple_of(3) { "oak" } else { "white" }.to_owned(),
            )),
        )
}
