//! What an order adds, as tables: promises of lines and what became of them, weeks in which lines are due.

use super::coming::DueShare;
use super::facts::{Due, Facts, Groups};
use super::promises::Basis;
use super::sums::{Part, Sums, Topic};
use crate::modules::catalogue::{GroupId, ProductId};
use crate::modules::orders::tests::desk::{act, order};
use crate::modules::orders::{Kind, Order, Promise, Side, StageLine, StageMove};
use crate::platform::values::{Day, Moment};

/// Every line is of the group that has its product's name.
struct ByProduct;

impl Groups for ByProduct {
    fn of(&self, product: ProductId) -> Vec<GroupId> {
        vec![product.cast()]
    }
}

/// A day of December 2026.
fn day(of: i8) -> Day {
    Day::constant(2026, 12, of)
}

/// Said on this day of December.
fn said(on: i8, names: i8, of_lines: bool, after: u32) -> Promise {
    Promise {
        day: day(names),
        reason: String::new(),
        by: act(Side::Staff, 0).by,
        at: at(on),
        of_lines,
        after,
    }
}

fn at(on: i8) -> Moment {
    let noon = format!("2026-12-{on:02}T12:00:00Z");
    let stamp: jiff::Timestamp = noon.parse().unwrap();
    Moment::from_millis(stamp.as_millisecond())
}

fn facts(order: &Order) -> Facts {
    Facts::of(order, &StageLine::shipped(), &ByProduct, |moment| {
        moment.day_in(&jiff::tz::TimeZone::UTC)
    })
}

/// The order has left on this day.
fn left(order: &mut Order, on: i8) {
    let stage = StageLine::shipped().first_of(Kind::Shipped).unwrap().key.clone();
    order.history.push(StageMove {
        stage: stage.clone(),
        at: at(on),
        by: act(Side::Staff, 0).by,
        reason: String::new(),
    });
    (order.stage, order.kind) = (stage, Kind::Shipped);
}

/// Days that were named: when, and which. Each in the order's ledger or in that of a line.
type Told<'a> = &'a [(i8, i8)];

/// One row: what was promised for the order, for its first line and for its second; when it left; then, for the first
/// promise and the last one, how many were judged, kept, and by how many days they were late in all, or are still open.
type Row<'a> = (&'static str, [Told<'a>; 3], Option<i8>, [[i64; 4]; 2]);

#[test]
fn promises_of_lines_are_kept_or_broken_by_the_day_that_each_names() {
    // [judged, kept, days late, open]
    let rows: &[Row<'_>] = &[
        ("nothing promised", [&[], &[], &[]], Some(10), [[0, 0, 0, 0]; 2]),
        ("nothing promised, not gone", [&[], &[], &[]], None, [[0, 0, 0, 0]; 2]),
        ("on the day", [&[(1, 10)], &[], &[]], Some(10), [[1, 1, 0, 0]; 2]),
        ("a day early", [&[(1, 10)], &[], &[]], Some(9), [[1, 1, 0, 0]; 2]),
        ("a day late", [&[(1, 10)], &[], &[]], Some(11), [[1, 0, 1, 0]; 2]),
        ("not gone yet", [&[(1, 10)], &[], &[]], None, [[0, 0, 0, 1]; 2]),
        (
            "moved and kept by the last",
            [&[(1, 10), (5, 14)], &[], &[]],
            Some(14),
            [[1, 0, 4, 0], [1, 1, 0, 0]],
        ),
        (
            "a day named after it had left is no promise",
            [&[(1, 10), (20, 25)], &[], &[]],
            Some(15),
            [[1, 0, 5, 0]; 2],
        ),
        (
            "both lines by themselves, one of them late",
            [&[], &[(1, 10)], &[(1, 15)]],
            Some(12),
            [[2, 1, 2, 0]; 2],
        ),
        (
            "a line of its own beside the order, both kept",
            [&[(1, 20)], &[(2, 12)], &[]],
            Some(11),
            // The line was first promised with the order.
            [[2, 2, 0, 0]; 2],
        ),
        (
            "a line of its own beside the order, its own day broken",
            [&[(1, 20)], &[(2, 12)], &[]],
            Some(14),
            [[2, 2, 0, 0], [2, 1, 2, 0]],
        ),
        (
            "the same, and nothing has left",
            [&[(1, 20)], &[(2, 12)], &[]],
            None,
            [[0, 0, 0, 2]; 2],
        ),
        (
            "a line's day moved twice",
            [&[], &[(1, 10), (3, 12), (5, 14)], &[(1, 10)]],
            Some(13),
            [[2, 0, 6, 0], [2, 1, 3, 0]],
        ),
        (
            "a line's day after the goods had left is none: it goes with the order",
            [&[(1, 10)], &[(15, 30)], &[]],
            Some(12),
            [[1, 0, 2, 0]; 2],
        ),
    ];
    for (name, [whole, first, second], gone, expected) in rows {
        let mut order = order();
        order.promises = whole.iter().map(|(on, names)| said(*on, *names, false, 0)).collect();
        let after = u32::try_from(order.promises.len()).unwrap();
        for (line, told) in order.lines.iter_mut().zip([first, second]) {
            line.promises = told.iter().map(|(on, names)| said(*on, *names, false, after)).collect();
        }
        if let Some(on) = gone {
            left(&mut order, *on);
        }
        let facts = facts(&order);
        for (topic, expected) in [Topic::Promises, Topic::PromisesLast].into_iter().zip(expected) {
            let sheet = facts.sheet();
            let of = sheet
                .iter()
                .filter(|(key, _)| key.topic == topic && key.part == Part::All);
            let found = of.fold([0; 4], |sum, (_, sums)| {
                let more = [sums.promised, sums.kept, sums.late, sums.open];
                [0, 1, 2, 3].map(|at| sum[at] + more[at])
            });
            assert_eq!(found, *expected, "{name}, {topic:?}");
        }
        // Behind the figures stand the same promises, day by day.
        for basis in Basis::ALL {
            let days: std::collections::BTreeSet<Day> = facts.lots().iter().map(|lot| lot.day(basis)).collect();
            let counted: i64 = days.iter().map(|day| facts.promises(basis, *day, None)).sum();
            let row = expected[usize::from(basis == Basis::Last)];
            assert_eq!(counted, row[0] + row[3], "{name}, {basis:?}");
        }
    }
}

/// Per share: its week's kind and first day, and pieces.
fn weeks(order: &Order) -> Vec<(Due, i64)> {
    let units = |share: &DueShare| (share.due, share.whole.quantity / 1_000);
    facts(order).coming().iter().map(units).collect()
}

#[test]
fn lines_are_due_by_their_own_day_and_else_by_the_orders() {
    let plain = order();
    let pieces: Vec<i64> = plain
        .lines
        .iter()
        .map(|line| line.quantity.thousandths() / 1_000)
        .collect();
    let all = pieces.iter().sum::<i64>();
    assert_eq!(weeks(&plain), [(Due::Undated, all)]);

    let planned = |days: [Told<'_>; 3]| {
        let mut order = order();
        order.promises = days[0].iter().map(|(on, names)| said(*on, *names, false, 0)).collect();
        order.planned = order.promises.last().map(|promise| promise.day);
        for (line, told) in order.lines.iter_mut().zip(&days[1..]) {
            line.promises = told.iter().map(|(on, names)| said(*on, *names, false, 1)).collect();
        }
        order
    };
    let at = |of| Due::Planned(day(of));
    // 7, 14 and 21 December 2026 are Mondays.
    for (name, days, expected) in [
        ("the order alone", [&[(1, 9)][..], &[], &[]], vec![(at(9), all)]),
        ("both in one week", [&[(1, 9)], &[(1, 11)], &[]], vec![(at(9), all)]),
        (
            "a line a week later",
            [&[(1, 9)], &[(1, 14)], &[]],
            vec![(at(9), pieces[1]), (at(14), pieces[0])],
        ),
        (
            "lines alone",
            [&[], &[(1, 8)], &[(1, 22)]],
            vec![(at(8), pieces[0]), (at(22), pieces[1])],
        ),
    ] {
        assert_eq!(weeks(&planned(days)), expected, "{name}");
    }

    // Nothing is promised: by what is wished, line by line; a promise of one line leaves the other at its wish.
    let mut wished = order();
    wished.wished = Some(day(9));
    wished.lines[1].wished = Some(day(21));
    let wish = |of| Due::Wished(day(of));
    assert_eq!(weeks(&wished), [(wish(9), pieces[0]), (wish(21), pieces[1])]);
    wished.lines[0].promises = vec![said(1, 15, false, 0)];
    assert_eq!(weeks(&wished), [(at(15), pieces[0]), (wish(21), pieces[1])]);
    // A wish of the order alone is the same for all.
    wished.lines[0].promises.clear();
    wished.lines[1].wished = None;
    assert_eq!(weeks(&wished), [(wish(9), all)]);
}

#[test]
fn what_is_taken_apart_comes_to_the_whole() {
    let mut order = order();
    order.promises = vec![said(1, 9, false, 0)];
    order.planned = Some(day(9));
    order.lines[0].promises = vec![said(1, 21, false, 1)];
    // 1C states another total than its lines come to.
    order.totals.total.minor += 7;
    let facts = facts(&order);
    let shares = facts.coming();
    assert_eq!(shares.len(), 2);
    let sum = |of: fn(&DueShare) -> i64| shares.iter().map(of).sum::<i64>();
    assert_eq!(sum(|share| share.whole.total), order.totals.total.minor);
    assert_eq!(sum(|share| share.whole.lines), 2);
    assert_eq!(sum(|share| share.whole.quantity), facts.whole.quantity);
    for group in &facts.groups {
        let of_group = shares
            .iter()
            .map(|share| share.sums(Some(group.group)).quantity)
            .sum::<i64>();
        assert_eq!(of_group, group.sums.quantity);
    }
    // The sheet holds each week once, with the order in it.
    let sheet = facts.sheet();
    let weeks = sheet
        .iter()
        .filter(|(key, _)| key.topic == Topic::Planned && key.part == Part::All);
    let weeks: Vec<(Day, i64)> = weeks.map(|(key, sums)| (key.day, sums.orders)).collect();
    assert_eq!(weeks, [(day(7), 1), (day(21), 1)]);
    // A sum over both weeks counts it twice: the second time is told apart.
    let again = sheet
        .iter()
        .filter(|(key, _)| matches!(key.topic, Topic::PlannedAgain | Topic::WishedAgain));
    let again: Vec<_> = again
        .map(|(key, sums)| (key.topic, &key.part, key.day, *sums))
        .collect();
    let once = Sums {
        orders: 1,
        ..Sums::default()
    };
    assert_eq!(again, [(Topic::PlannedAgain, &Part::All, day(21), once)]);
    let load = sheet.iter().filter(|(key, _)| key.topic == Topic::Load);
    assert_eq!(load.map(|(_, sums)| sums.quantity).sum::<i64>(), facts.whole.quantity);
}
