//! Days of single lines: what holds for each, what it makes of the order's day, and what is kept of it.

use std::collections::BTreeSet;

use super::desk::*;
use crate::modules::catalogue::Sku;
use crate::modules::orders::*;
use crate::platform::values::*;

fn day(day: i8) -> Day {
    Day::constant(2026, 12, day)
}

/// An order of three lines.
fn three() -> Order {
    let mut order = order();
    let sku = Sku::of_offer("c");
    order.lines.push(OrderLine {
        sku: sku.id,
        product: sku.product,
        ..order.lines[0].clone()
    });
    order.totals = OrderTotals::of(&order.lines, order.currency);
    order.agreed.hash = order.specification_hash();
    order.kind = Kind::Confirmed;
    order
}

fn places(of: &[usize]) -> BTreeSet<usize> {
    of.iter().copied().collect()
}

fn lines(order: Order, of: &[usize], on: i8, reason: &str) -> Result<Change, Refusal> {
    order.promise_lines(&places(of), day(on), reason, DAY, act(Side::Staff, 30))
}

fn whole(order: Order, on: i8, reason: &str) -> Order {
    let change = order.promise(day(on), reason, DAY, act(Side::Staff, 30));
    change.unwrap().order
}

/// What holds for the lines, and for the order.
fn days(order: &Order) -> (Vec<Option<i8>>, Option<i8>) {
    let of = |day: Option<Day>| day.map(|day| day.day());
    let lines = order.lines.iter().map(|line| of(order.day_of(line)));
    (lines.collect(), of(order.planned))
}

fn ledger(order: &Order, place: usize) -> Vec<i8> {
    let told = order.ledger_of(&order.lines[place]);
    told.into_iter().map(|promise| promise.day.day()).collect()
}

#[test]
fn the_order_leaves_with_its_last_line() {
    let some = |days: [i8; 3]| days.map(Some).to_vec();
    // Of the order alone: every line goes with it, and nothing is written to lines.
    let ten = whole(three(), 10, "");
    assert_eq!(days(&ten), (some([10, 10, 10]), Some(10)));
    assert!(ten.lines.iter().all(|line| line.promises.is_empty()));
    // Earlier or later than the order: the others stay, the order is as late as its last line.
    let early = lines(ten.clone(), &[0], 5, "Готово раньше").unwrap().order;
    assert_eq!(days(&early), (some([5, 10, 10]), Some(10)));
    let late = lines(early, &[1], 15, "Нет стекла").unwrap().order;
    assert_eq!(days(&late), (some([5, 15, 10]), Some(15)));
    let told = late.promises.last().unwrap();
    assert_eq!(
        (told.day, told.of_lines, told.reason.as_str()),
        (day(15), true, "Нет стекла")
    );
    // Back again: the order follows.
    let back = lines(late.clone(), &[1], 9, "Стекло нашли").unwrap().order;
    assert_eq!(days(&back), (some([5, 9, 10]), Some(10)));
    assert_eq!(ledger(&back, 0), [10, 5]);
    assert_eq!(ledger(&back, 1), [10, 15, 9]);
    assert_eq!(ledger(&back, 2), [10], "days of other lines were not its own");
    // One for all takes the place of all, and their ledgers go on.
    let all = whole(back, 20, "Линия стоит");
    assert_eq!(days(&all), (some([20, 20, 20]), Some(20)));
    assert_eq!(ledger(&all, 1), [10, 15, 9, 20]);
    let again = lines(all, &[1], 21, "Ещё день").unwrap().order;
    assert_eq!(days(&again), (some([20, 21, 20]), Some(21)));
    // Every line by itself is the same as all of them.
    let each = lines(three(), &[0, 1, 2], 7, "").unwrap().order;
    assert_eq!(days(&each), (some([7, 7, 7]), Some(7)));
    assert!(each.lines.iter().all(|line| line.promises.is_empty()));
}

#[test]
fn before_the_order_has_a_day_the_rest_goes_with_its_lines() {
    let first = lines(three(), &[0], 5, "").unwrap();
    assert_eq!(days(&first.order), (vec![Some(5); 3], Some(5)));
    let second = lines(first.order, &[1], 8, "Позже").unwrap().order;
    assert_eq!(days(&second), (vec![Some(5), Some(8), Some(8)], Some(8)));
    assert_eq!(ledger(&second, 2), [5, 8]);
    let own = whole(second, 8, "Всё восьмого");
    assert_eq!(days(&own).0, vec![Some(8); 3]);
    // It stands at that day already.
    let same = own.promise(day(8), "x", DAY, act(Side::Staff, 31));
    assert_eq!(same.unwrap_err(), Refusal::DaySame);
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_half_done() {
    let ten = whole(three(), 10, "");
    let on = |of: &[usize], day: Day, reason: &str, order: &Order| {
        let change = order
            .clone()
            .promise_lines(&places(of), day, reason, DAY, act(Side::Staff, 30));
        change.unwrap_err()
    };
    let far = Day::constant(9999, 1, 1);
    let past = Day::constant(1, 1, 1);
    for (of, day, reason, why) in [
        (&[][..], day(12), "x", Refusal::NoLinePicked),
        (&[0, 3], day(12), "x", Refusal::LineUnknown),
        (&[0, usize::MAX], day(12), "x", Refusal::LineUnknown),
        (&[0, 1], day(12), "  ", Refusal::NeedsReason),
        (&[0, 1], day(10), "x", Refusal::DaySame),
        (&[0], past, "x", Refusal::DayPast),
        (&[0], far, "x", Refusal::DayFar),
        (&[0, 1, 2], far, "x", Refusal::DayFar),
        (&[0], Day::constant(2026, 11, 22), "x", Refusal::DayPast),
    ] {
        assert_eq!(on(of, day, reason, &ten), why, "{of:?} {day}");
    }
    let long = "п".repeat(COMMENT_MAX + 1);
    assert_eq!(on(&[0], day(12), &long, &ten), Refusal::TooLong);
    for (kind, why) in [
        (Kind::Shipped, Refusal::DayShipped),
        (Kind::Closed, Refusal::StageOver),
        (Kind::Cancelled, Refusal::StageOver),
    ] {
        let gone = Order { kind, ..ten.clone() };
        assert_eq!(on(&[0], day(12), "x", &gone), why);
    }
    // A ledger has an end: what stands in it is never dropped.
    let mut full = ten;
    for at in 0..LINE_ENTRIES_MAX {
        full = lines(full, &[0], if at % 2 == 0 { 12 } else { 13 }, "x").unwrap().order;
    }
    assert_eq!(on(&[0], day(14), "x", &full), Refusal::TooManyEntries);
    assert_eq!(ledger(&full, 0).len(), LINE_ENTRIES_MAX + 1);
}

#[test]
fn one_action_is_one_notice() {
    let first = lines(three(), &[0, 1], 5, "").unwrap();
    assert!(matches!(
        &first.events[..],
        [OrderEvent::LinesPlanned {
            lines: 2,
            alike: true,
            moved: false,
            heard: true,
            ..
        }]
    ));
    let moved = lines(first.order, &[0, 1], 6, "Позже").unwrap();
    assert!(matches!(
        &moved.events[..],
        [OrderEvent::LinesPlanned { moved: true, .. }]
    ));
    assert_eq!(moved.events[0].about().version, moved.order.version);
}

#[test]
fn a_change_of_the_order_loses_no_day() {
    let at = |order: &Order, wished: Option<Day>| Edit {
        lines: order
            .lines
            .iter()
            .enumerate()
            .map(|(place, line)| LineEdit {
                quantity: (place != 0).then_some(line.quantity),
                comment: line.comment.clone(),
                wished: if place == 2 { wished } else { line.wished },
                made: None,
                offer: None,
            })
            .collect(),
        ..Edit::default()
    };
    let ten = whole(three(), 10, "");
    let asked = ten
        .clone()
        .ask(&at(&ten, Some(day(3))), "Без первой", act(Side::Dealer, 40))
        .unwrap();
    let asked = Order {
        stage: StageKey::new("confirmed").unwrap(),
        ..asked.order
    };
    // While it waits, days are named for the lines: the request knows nothing of them.
    let planned = lines(asked, &[0], 20, "Позже").unwrap().order;
    let planned = lines(planned, &[1], 12, "Позже").unwrap().order;
    assert_eq!(planned.planned, Some(day(20)));
    let taken = planned
        .answer(Verdict::Accepted, "", act(Side::Staff, 50))
        .unwrap()
        .order;
    assert_eq!(taken.lines.len(), 2);
    assert_eq!(taken.lines[1].wished, Some(day(3)));
    assert_eq!(ledger(&taken, 0), [10, 12]);
    assert_eq!(
        taken.planned,
        Some(day(12)),
        "the last line is gone, the order leaves with the one before"
    );
    // A wish is told among the differences, and another wish has another seal.
    let of = Differences::between(&ten, &taken).brief();
    let wishes = of.lines.iter().filter_map(|line| match line {
        LineDifference::Changed { fields, .. } => Some(fields.iter().map(|field| field.field).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(
        wishes.collect::<Vec<_>>(),
        [["wished"]],
        "promises are no part of a request"
    );
    let other = ten.proposed(&at(&ten, Some(day(4)))).unwrap();
    assert_ne!(
        ten.proposed(&at(&ten, Some(day(3)))).unwrap().seal(true),
        other.seal(true)
    );
}

fn told(line: &OrderLine, on: Option<i8>) -> OneCLine {
    OneCLine {
        sku: line.sku,
        product: line.product,
        external: line.external.clone(),
        name: String::new(),
        article: String::new(),
        unit: String::new(),
        unit_code: String::new(),
        quantity: line.quantity,
        price: line.price,
        factor: line.factor,
        sum: line.sum,
        vat_rate: line.vat_rate,
        vat: line.vat,
        total: line.total,
        planned: on.map(|on| OneCPlanned {
            day: day(on),
            reason: "План".into(),
        }),
    }
}

#[test]
fn days_of_1c_are_taken_line_by_line_and_said_once() {
    let stages = StageLine::shipped();
    let doc = |order: &Order, on: [Option<i8>; 3], header: Option<i8>| OneCOrder {
        lines: Some(order.lines.iter().zip(on).map(|(line, on)| told(line, on)).collect()),
        planned: header.map(|on| OneCPlanned {
            day: day(on),
            reason: "План".into(),
        }),
        ..OneCOrder::default()
    };
    let apply = |order: &Order, doc: &OneCOrder| order.apply_one_c(doc, &stages, Moment::from_millis(60)).unwrap();
    let mut begun = three();
    begun.lines[1].wished = Some(day(1));
    let said = doc(&begun, [Some(10), Some(12), None], Some(10));
    let change = apply(&begun, &said).unwrap();
    let order = change.order;
    assert_eq!(days(&order), (vec![Some(10), Some(12), Some(10)], Some(12)));
    assert!(!order.is_open(), "days are no part of the specification");
    assert_eq!(order.lines[1].wished, Some(day(1)), "the wish stays");
    let rings = change.events.iter().filter(|event| {
        use crate::platform::journal::Event;
        !event.told().is_empty()
    });
    assert_eq!(rings.count(), 1, "one notice for one document");
    assert!(apply(&order, &said).is_none(), "the same again changes nothing");
    // What people named since isn't undone by the same old words.
    let moved = lines(order, &[1], 15, "Позже").unwrap().order;
    assert!(apply(&moved, &said).is_none());
    let next = apply(&moved, &doc(&moved, [Some(10), Some(16), None], Some(10)))
        .unwrap()
        .order;
    assert_eq!(ledger(&next, 1), [10, 12, 15, 16]);
    // The same day for each line is the order's.
    let alike = apply(&three(), &doc(&three(), [Some(9); 3], None)).unwrap().order;
    assert!(alike.lines.iter().all(|line| line.promises.is_empty()));
    assert_eq!(alike.planned, Some(day(9)));
}

#[test]
fn drafts_keep_what_is_wished_for_a_line() {
    let (a, b) = (item("a", Quantity::ONE, None), item("b", Quantity::ONE, None));
    let at = Moment::from_millis(9);
    let mut one = draft(&[(&a, 1), (&b, 2)]);
    one.lines[1].wished = Some(day(5));
    // Goods that are wished for another day are another line.
    let more = one.clone().with_added(b.sku, Quantity::ONE, at).unwrap();
    assert_eq!(more.lines.len(), 3);
    // A copy and a template begin without days; a half that is taken out keeps them.
    let copy = one
        .duplicate(Id::derived("draft", "copy"), "Копия", false, act(Side::Dealer, 9))
        .unwrap();
    assert!(copy.lines.iter().all(|line| line.wished.is_none()));
    let split = one
        .clone()
        .split(&[1], Id::derived("draft", "half"), "Часть", act(Side::Dealer, 9))
        .unwrap();
    assert_eq!(split.1.lines[0].wished, Some(day(5)));
    // Taken into another draft, lines are wished for the day of the one that they come from.
    let mut other = draft(&[(&a, 4)]);
    (other.id, other.wished) = (Id::derived("draft", "other"), Some(day(7)));
    let merged = one.clone().merged(&other, at).unwrap();
    let wished: Vec<Option<Day>> = merged.lines.iter().map(|line| line.wished).collect();
    assert_eq!(wished, [None, Some(day(5)), Some(day(7))]);
    // It is sent with its days, but not with one that has passed.
    let order = submit(&one).unwrap().order;
    assert_eq!(order.lines[1].wished, Some(day(5)));
    assert!(!order.is_wished());
    assert_eq!(one.check_wishes(day(5)), Ok(()));
    assert_eq!(one.check_wishes(day(6)), Err(Refusal::WishPast));
    let again = Draft::of_order(&order, Id::derived("draft", "again"), None, act(Side::Dealer, 9)).unwrap();
    assert!(again.lines.iter().all(|line| line.wished.is_none()));
}

#[test]
fn a_line_without_days_takes_no_room() {
    let order = order();
    let stored = serde_json::to_value(&order).unwrap();
    for name in ["wished", "promises", "told"] {
        assert!(stored["lines"][0].get(name).is_none(), "{name}");
    }
    let planned = serde_json::to_value(whole(order, 10, "")).unwrap();
    for name in ["of_lines", "after"] {
        assert!(planned["promises"][0].get(name).is_none(), "{name}");
    }
}

#[test]
fn a_day_that_was_marked_alone_is_known_again_and_another_is_not() {
    let planned = whole(order(), 10, "");
    let nothing = Given::default();
    assert!(planned.has_marked(&nothing, Some(day(10))));
    assert!(
        !planned.has_marked(&nothing, Some(day(11))),
        "another day is another press"
    );
    assert!(!planned.has_marked(&nothing, None), "nothing was marked");
}
