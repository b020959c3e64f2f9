//! The least money that ends every hold of an order, and in which papers it is paid.
//!
//! Every hold is a need: so much to be paid of some papers. What is paid may serve several needs at once, so the dear
//! and the cheap ways differ. Papers lie in three circles, each inside the next (see [`Circle`]), and in one circle what
//! is overdue for longer serves all that a younger paper serves. That makes the least sum plain to work out:
//! [`Debts::least`]. The papers are then chosen for ease, as far as the sum stays the least.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::verdict::{OpenDue, Payment, Position};
use crate::platform::values::{Currency, Money};

/// What has to be paid so that one hold ends: so much, of these places of the items.
pub(super) struct Need {
    pub left: i64,
    pub of: Vec<usize>,
}

/// Whose debts an item belongs to. An inner one serves every need that an outer one of its age serves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Circle {
    /// Those of the contract that the limit is of.
    Limited,
    /// Those of the same contract under another id of 1C.
    Contract,
    /// Those of the dealer's other contracts.
    Dealer,
}

impl Circle {
    const ALL: [Self; 3] = [Self::Limited, Self::Contract, Self::Dealer];
}

/// Everything that can be paid: an open due, or an advance on a contract.
pub(super) struct Item<'a> {
    pub position: &'a Position,
    pub circle: Circle,
    pub due: Option<&'a OpenDue>,
    pub left: i64,
}

/// Things to pay of one circle that serve the same needs, the largest first; of equal ones the oldest.
struct Kin {
    /// Places of the needs.
    needs: Vec<usize>,
    /// Places of the items.
    items: Vec<usize>,
    advance: bool,
    /// What is left to pay of all of them.
    left: i64,
}

/// What is open of one currency.
struct Debts<'a> {
    items: &'a [Item<'a>],
    /// What each need lacks; zero and below: nothing.
    lacks: Vec<i64>,
    /// By circle; in each, what serves most needs first. An advance serves a limit alone, and comes last.
    circles: [Vec<Kin>; Circle::ALL.len()],
}

/// The payments that meet all needs: no way is cheaper. Among the cheapest: papers before an advance, what serves most
/// needs, what takes the largest part at once, the oldest.
pub(super) fn least(items: &[Item<'_>], needs: &[Need]) -> Vec<Payment> {
    let mut paid: Vec<(usize, i64)> = Vec::new();
    for currency in Currency::ALL {
        Debts::of(items, needs, currency).pay(&mut paid);
    }
    // In the order in which one pays: by the day, an advance last.
    paid.sort_by_key(|(at, _)| (items[*at].due.is_none(), items[*at].due.and_then(|due| due.day), *at));
    let payment = |(at, sum): (usize, i64)| Payment {
        contract: items[at].position.number.clone(),
        due: items[at].due.cloned(),
        sum: Money::new(sum, items[at].position.currency()),
    };
    paid.into_iter().map(payment).collect()
}

impl<'a> Debts<'a> {
    fn of(items: &'a [Item<'a>], needs: &[Need], currency: Currency) -> Self {
        let mut served: Vec<Vec<usize>> = vec![Vec::new(); items.len()];
        let mut lacks = vec![0; needs.len()];
        for (place, need) in needs.iter().enumerate() {
            for at in need.of.iter().filter(|at| items[**at].position.currency() == currency) {
                served[*at].push(place);
                lacks[place] = need.left;
            }
        }
        let mut by_needs: BTreeMap<(Circle, bool, Vec<usize>), Vec<usize>> = BTreeMap::new();
        for (at, needs) in served.into_iter().enumerate().filter(|(_, needs)| !needs.is_empty()) {
            let key = (items[at].circle, items[at].due.is_none(), needs);
            by_needs.entry(key).or_default().push(at);
        }
        let mut circles = Circle::ALL.map(|_| Vec::new());
        for ((circle, advance, needs), mut of) in by_needs {
            of.sort_by_key(|at| (Reverse(items[*at].left), items[*at].due.and_then(|due| due.day)));
            circles[circle as usize].push(Kin {
                left: of.iter().fold(0, |sum: i64, at| sum.saturating_add(items[*at].left)),
                needs,
                items: of,
                advance,
            });
        }
        for kin in &mut circles {
            kin.sort_by_key(|kin| (kin.advance, Reverse(kin.needs.len())));
        }
        Self { items, lacks, circles }
    }

    /// Pays until no need lacks anything.
    fn pay(&mut self, paid: &mut Vec<(usize, i64)>) {
        while let Some((circle, place, sum)) = self.next() {
            let kin = &mut self.circles[circle][place];
            kin.left -= sum;
            for need in &kin.needs {
                self.lacks[*need] -= sum;
            }
            let mut left = sum;
            while left > 0 && !kin.items.is_empty() {
                // Several would do alone: the oldest of them.
                let enough = kin.items.partition_point(|at| self.items[*at].left >= left);
                let within = kin.items[..enough].iter().enumerate();
                let oldest = within.min_by_key(|(_, at)| self.items[**at].due.and_then(|due| due.day));
                let at = kin.items.remove(oldest.map_or(0, |(place, _)| place));
                let part = left.min(self.items[at].left);
                paid.push((at, part));
                left -= part;
            }
        }
    }

    /// Which kin to pay of, and how much: of those whose payment doesn't make the whole dearer.
    fn next(&self) -> Option<(usize, usize, i64)> {
        let places = (self.circles.iter().enumerate())
            .flat_map(|(circle, kin)| (0..kin.len()).map(move |place| (circle, place)));
        let rated = places.filter_map(|(circle, place)| {
            let kin = &self.circles[circle][place];
            let largest = kin.items.first().map(|at| self.items[*at].left)?;
            let sum = self.spared_by(circle, place);
            let open = kin.needs.iter().filter(|need| self.lacks[**need] > 0).count();
            (sum > 0).then_some(((!kin.advance, open, sum.min(largest)), (circle, place, sum)))
        });
        rated.max_by_key(|(key, _)| *key).map(|(_, of)| of)
    }

    /// How much can be paid of a kin so that each kopeck spares one elsewhere.
    fn spared_by(&self, circle: usize, place: usize) -> i64 {
        let kin = &self.circles[circle][place];
        let most = kin.needs.iter().map(|need| self.lacks[*need]).max().unwrap_or(0);
        let now = self.least();
        // The least sum is convex in what is paid here: up to some sum it falls by all of it, and beyond by less.
        last(0, kin.left.min(most), |sum| {
            let mut lacks = self.lacks.clone();
            kin.needs.iter().for_each(|need| lacks[*need] -= sum);
            let rest = Rest {
                circles: &self.circles,
                paid: Some((circle, place, sum)),
            };
            rest.least(0, lacks) == now - sum
        })
    }

    /// The least money that meets what the needs lack.
    fn least(&self) -> i64 {
        let rest = Rest {
            circles: &self.circles,
            paid: None,
        };
        rest.least(0, self.lacks.clone())
    }
}

/// What can still be paid, once so much of one kin is.
#[derive(Clone, Copy)]
struct Rest<'a> {
    circles: &'a [Vec<Kin>],
    paid: Option<(usize, usize, i64)>,
}

impl Rest<'_> {
    fn left(&self, circle: usize, place: usize) -> i64 {
        let left = self.circles[circle][place].left;
        match self.paid {
            Some((of, at, sum)) if (of, at) == (circle, place) => left - sum,
            _ => left,
        }
    }

    /// What of a circle can be paid for a need.
    fn serves(&self, circle: usize, need: usize) -> i64 {
        let of = self.circles[circle].iter().enumerate();
        let of = of.filter(|(_, kin)| kin.needs.contains(&need));
        of.fold(0, |sum: i64, (place, _)| sum.saturating_add(self.left(circle, place)))
    }

    /// The least that this circle and those around it have to pay.
    ///
    /// A circle pays what the outer ones can't. To pay more of it costs a kopeck and spares at most one of each circle
    /// around it: worth a look only where there are two of them.
    fn least(&self, circle: usize, lacks: Vec<i64>) -> i64 {
        if circle == self.circles.len() {
            return 0;
        }
        let outer = circle + 1..self.circles.len();
        let only_here = |(need, lack): (usize, &i64)| {
            let elsewhere = outer
                .clone()
                .fold(0, |sum: i64, outer| sum.saturating_add(self.serves(outer, need)));
            lack.saturating_sub(elsewhere)
        };
        let low = lacks.iter().enumerate().map(only_here).max().unwrap_or(0).max(0);
        let total = |sum: i64| sum.saturating_add(self.least(circle + 1, self.lacks_after(circle, sum, lacks.clone())));
        if outer.filter(|outer| !self.circles[*outer].is_empty()).count() < 2 {
            return total(low);
        }
        let high = lacks.iter().copied().max().unwrap_or(0).max(low);
        // Convex as well: it falls, and then it doesn't.
        total(last(low, high, |sum| sum == low || total(sum) < total(sum - 1)))
    }

    /// What the needs lack once so much of a circle is paid, what serves most needs first.
    fn lacks_after(&self, circle: usize, mut sum: i64, mut lacks: Vec<i64>) -> Vec<i64> {
        for (place, kin) in self.circles[circle].iter().enumerate() {
            let part = sum.min(self.left(circle, place));
            kin.needs.iter().for_each(|need| lacks[*need] -= part);
            sum -= part;
        }
        lacks
    }
}

/// The last number of a range for which it holds, given that it holds for the first ones.
fn last(low: i64, high: i64, holds: impl Fn(i64) -> bool) -> i64 {
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        match holds(middle) {
            true => low = middle,
            false => high = middle - 1,
        }
    }
    low
}
