//! One generated product.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng};

use super::words::{Words, guid};

pub(super) const PRICE_TYPES: usize = 5;
pub(super) const WAREHOUSES: usize = 3;

/// Prices in kopecks, stock in whole units.
pub(super) struct Product {
    pub(super) id: String,
    pub(super) article: String,
    pub(super) name: String,
    pub(super) group: usize,
    pub(super) prices: [i64; PRICE_TYPES],
    pub(super) stock: [i64; WAREHOUSES],
    pub(super) weight: String,
}

impl Product {
    /// A product by its row: the same in every file of the same plan.
    pub(super) fn of(seed: u64, row: u32, words: &Words) -> Product {
        let mut random = StdRng::seed_from_u64(seed.wrapping_mul(0x9e37_79b9).wrapping_add(u64::from(row)));
        let groups = words.list("groups");
        let group = random.random_range(0..groups.len());
        let line = pick(words.list("lines"), &mut random);
        let colour = pick(words.list("colours"), &mut random);
        let retail = i64::from(random.random_range(5_00..900_000_u32)) * 10;
        let dealer = |percent: i64| retail * percent / 100;
        Product {
            id: guid("product", &format!("{} {row}", seed)),
            article: format!("K{:06}-{:02}", row + 1, group + 1),
            name: format!("{} {line} {}, {colour}", groups[group], row + 1),
            group,
            prices: [retail, dealer(70), dealer(65), dealer(60), dealer(55)],
            stock: std::array::from_fn(|_| i64::from(random.random_range(0..200_u32))),
            weight: format!("{},{}", random.random_range(1..80_u32), random.random_range(0..10_u32)),
        }
    }
}

fn pick<'a>(list: &[&'a str], random: &mut impl rand::Rng) -> &'a str {
    list[random.random_range(0..list.len())]
}
