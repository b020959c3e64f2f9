//! Chance that repeats: the same seed gives the same year.

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `end`, without it; 0 when there is nothing to choose from.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(items.len() as u64)).unwrap_or(0);
        items.get(at)
    }

    /// One of the items, by weight.
    pub fn weighted<'a, T>(&mut self, items: &'a [T], weight: impl Fn(&T) -> u64) -> Option<&'a T> {
        let total: u64 = items.iter().map(&weight).sum();
        let mut left = self.below(total);
        items.iter().find(|item| {
            let own = weight(item);
            let chosen = left < own;
            left = left.saturating_sub(own);
            chosen
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_weights_hold() {
        let drawn = |seed| {
            let mut dice = Dice::new(seed);
            (0..1_000).map(|_| dice.between(-5, 5)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        assert!(drawn(1).iter().all(|n| (-5..=5).contains(n)) && drawn(1).contains(&-5) && drawn(1).contains(&5));
        let mut dice = Dice::new(3);
        let items = [("never", 0), ("rare", 1), ("often", 9)];
        let mut counts = [0; 3];
        for _ in 0..1_000 {
            let chosen = dice.weighted(&items, |item| item.1).unwrap();
            counts[items.iter().position(|item| item == chosen).unwrap()] += 1;
        }
        assert_eq!(counts[0], 0);
        assert!((50..200).contains(&counts[1]), "{counts:?}");
        assert_eq!(dice.weighted(&items[..1], |item| item.1), None);
    }
}
