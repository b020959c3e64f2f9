//! Requests for changes: who may ask, who answers, and what holds production back.

use super::desk::*;
use crate::modules::orders::*;
use crate::platform::values::*;

fn confirmed() -> Order {
    Order {
        kind: Kind::Confirmed,
        ..order()
    }
}

/// The first line in another quantity; the others as they are.
fn edits(order: &Order, quantity: i64) -> Edit {
    let edit = |(at, line): (usize, &OrderLine)| LineEdit {
        quantity: Some(if at == 0 {
            Quantity::from_thousandths(quantity * 1_000)
        } else {
            line.quantity
        }),
        comment: line.comment.clone(),
        wished: None,
        made: None,
        offer: None,
    };
    Edit {
        lines: order.lines.iter().enumerate().map(edit).collect(),
        ..Edit::default()
    }
}

fn act(side: Side) -> Act {
    Act {
        by: Author::person(side, Id::derived("account", "x"), "X"),
        role: None,
        at: Moment::from_millis(5_000),
    }
}

#[test]
fn before_confirmation_the_dealer_changes_at_once_and_the_manufacturer_asks() {
    let order = order();
    assert_eq!(order.kind, Kind::Waiting);
    let changed = order
        .clone()
        .ask(&edits(&order, 7), "", act(Side::Dealer))
        .unwrap()
        .order;
    let line = &changed.lines[0];
    assert_eq!((changed.request.is_none(), line.price), (true, order.lines[0].price));
    let offer = crate::modules::catalogue::PriceOffer {
        price: line.price,
        factor: line.factor,
    };
    assert_eq!(line.sum, offer.times(Quantity::from_thousandths(7_000)).unwrap());
    assert_eq!(line.vat, vat_of(line.sum, line.vat_rate, order.vat_mode).unwrap());
    assert_eq!(changed.agreed.hash, changed.specification_hash());
    assert_eq!(changed.agreed.version, order.version + 1);
    let asked = order
        .clone()
        .ask(&edits(&order, 7), "", act(Side::Staff))
        .unwrap()
        .order;
    assert!(asked.request.is_some() && asked.lines == order.lines);
}

#[test]
fn a_request_is_answered_by_the_other_side_alone() {
    let order = confirmed();
    for (asks, answers) in [(Side::Dealer, Side::Staff), (Side::Staff, Side::Dealer)] {
        let asked = order.clone().ask(&edits(&order, 7), "r", act(asks)).unwrap().order;
        assert_eq!(asked.lines, order.lines, "nothing changes before the answer");
        let by = |side, verdict, reason: &str| asked.clone().answer(verdict, reason, act(side)).map(|done| done.order);
        assert_eq!(standstill(&asked, answers.is_dealer()), Some(None));
        assert_ne!(standstill(&asked, asks.is_dealer()), Some(None));
        assert_eq!(by(asks, Verdict::Accepted, ""), Err(Refusal::OwnChange));
        assert_eq!(by(answers, Verdict::Withdrawn, ""), Err(Refusal::RequestForeign));
        assert_eq!(by(answers, Verdict::Refused, " "), Err(Refusal::NeedsReason));
        let again = asked.clone().ask(&edits(&order, 8), "", act(asks)).map(|_| ());
        assert_eq!(again, Err(Refusal::RequestOpen));

        let accepted = by(answers, Verdict::Accepted, "").unwrap();
        assert_eq!(
            Some(accepted.lines.clone()),
            asked.as_requested().map(|order| order.lines)
        );
        assert_eq!(accepted.agreed.hash, accepted.specification_hash());
        let refused = by(answers, Verdict::Refused, "no").unwrap();
        assert_eq!(
            (refused.lines.clone(), refused.answered[0].reason.as_str()),
            (order.lines.clone(), "no")
        );
        assert!(by(asks, Verdict::Withdrawn, "").unwrap().request.is_none());

        let mut moved = asked.clone();
        moved.lines[0].comment = "1C".into();
        let late = moved.answer(Verdict::Accepted, "", act(answers)).map(|_| ());
        assert_eq!(late, Err(Refusal::RequestStale));
    }
}

#[test]
fn production_waits_for_the_answer() {
    let order = confirmed();
    let line = StageLine::shipped();
    let production = line.first_of(Kind::Production).unwrap().key.clone();
    let asked = order
        .clone()
        .ask(&edits(&order, 7), "", act(Side::Dealer))
        .unwrap()
        .order;
    let into = |order: &Order| {
        order
            .clone()
            .move_stage(&production, "", &line, act(Side::Staff))
            .map(|_| ())
    };
    assert_eq!(into(&asked), Err(Refusal::RequestOpen));
    let mut differs = order.clone();
    differs.lines[0].comment = "1C".into();
    assert_eq!(into(&differs), Err(Refusal::NeedsAgreement));
    assert_ne!(into(&order), Err(Refusal::RequestOpen));
}

#[test]
fn what_changes_nothing_and_what_is_shipped_is_refused() {
    let order = confirmed();
    let same: Vec<LineEdit> = order
        .lines
        .iter()
        .map(|line| LineEdit {
            quantity: Some(line.quantity),
            comment: line.comment.clone(),
            wished: None,
            made: None,
            offer: None,
        })
        .collect();
    let ask = |order: &Order, lines: &[LineEdit], added: Vec<OrderLine>| {
        let edit = Edit {
            lines: lines.to_vec(),
            added,
            wished: order.wished,
            delivery: None,
            head: None,
        };
        order.clone().ask(&edit, "", act(Side::Dealer)).map(|_| ())
    };
    assert_eq!(ask(&order, &same, vec![]), Err(Refusal::NothingChanged));
    assert_eq!(ask(&order, &[], vec![]), Err(Refusal::LineUnknown));
    let none: Vec<LineEdit> = same
        .iter()
        .map(|edit| LineEdit {
            quantity: None,
            ..edit.clone()
        })
        .collect();
    assert_eq!(ask(&order, &none, vec![]), Err(Refusal::EmptyOrder));
    let line = order.lines[0].clone();
    assert_eq!(ask(&order, &none, vec![line.clone()]), Ok(()));
    let foreign = OrderLine {
        total: Money::new(1, Currency::Usd),
        ..line.clone()
    };
    assert_eq!(ask(&order, &same, vec![foreign]), Err(Refusal::Currency));
    let many = vec![line; LINES_MAX];
    assert_eq!(ask(&order, &same, many), Err(Refusal::TooManyLines));
    let shipped = Order {
        kind: Kind::Shipped,
        ..order.clone()
    };
    let edits = edits(&order, 7).lines;
    assert_eq!(ask(&shipped, &edits, vec![]), Err(Refusal::StageOver));
}

#[test]
fn a_line_that_comes_is_part_of_what_is_agreed() {
    let order = confirmed();
    let mut edit = edits(&order, 7);
    let come = OrderLine {
        sku: Id::derived("sku", "come"),
        name: "Come".into(),
        ..order.lines[0].clone()
    };
    edit.added.push(come.clone());
    let proposed = order.proposed(&edit).unwrap();
    let sum: i64 = proposed.lines.iter().map(|line| line.total.minor).sum();
    assert_eq!(proposed.totals.total.minor, sum);
    let asked = order.clone().ask(&edit, "", act(Side::Dealer)).unwrap().order;
    assert_eq!(asked.as_requested().unwrap().seal(true), proposed.seal(true));
    let agreed = asked.answer(Verdict::Accepted, "", act(Side::Staff)).unwrap().order;
    assert_eq!(agreed.lines.last(), Some(&come));
    assert_eq!(agreed.agreed.hash, agreed.specification_hash());
    // Who sees sums is told by the seal that one moved; for who doesn't it says nothing of them.
    let mut dearer = proposed.clone();
    dearer.lines[0].total.minor += 1;
    assert_ne!(dearer.seal(true), proposed.seal(true));
    assert_eq!(dearer.seal(false), proposed.seal(false));
    dearer.lines[0].quantity = Quantity::from_thousandths(1);
    assert_ne!(dearer.seal(false), proposed.seal(false));
}

/// 1C has the first line in another quantity.
fn told(order: &Order, quantity: i64) -> OneCOrder {
    let line = |(at, line): (usize, &OrderLine)| OneCLine {
        sku: line.sku,
        product: line.product,
        external: line.external.clone(),
        name: line.name.clone(),
        article: line.article.clone(),
        unit: line.unit.clone(),
        unit_code: line.unit_code.clone(),
        quantity: if at == 0 {
            Quantity::from_thousandths(quantity * 1_000)
        } else {
            line.quantity
        },
        price: line.price,
        factor: line.factor,
        sum: line.sum,
        vat_rate: line.vat_rate,
        vat: line.vat,
        total: line.total,
        planned: None,
    };
    OneCOrder {
        lines: Some(order.lines.iter().enumerate().map(line).collect()),
        ..OneCOrder::default()
    }
}

#[test]
fn what_one_c_changed_is_refused_and_taken_back() {
    let (order, line) = (confirmed(), StageLine::shipped());
    let production = line.first_of(Kind::Production).unwrap().key.clone();
    let apply = |order: &Order, quantity: i64| {
        let change = order.apply_one_c(&told(&order.clone(), quantity), &line, Moment::from_millis(9_000));
        change.unwrap().unwrap().order
    };
    let into = |order: &Order| {
        order
            .clone()
            .move_stage(&production, "", &line, act(Side::Staff))
            .map(|_| ())
    };
    let open = apply(&order, 9);
    assert_eq!(open.differs_for_dealer(), Some(true));
    let refuse = |order: &Order, side, reason: &str| order.clone().refuse(reason, act(side)).map(|done| done.order);
    assert_eq!(refuse(&order, Side::Dealer, "no"), Err(Refusal::NothingToAccept));
    assert_eq!(refuse(&open, Side::Staff, "no"), Err(Refusal::OwnChange));
    assert_eq!(refuse(&open, Side::Dealer, "  "), Err(Refusal::NeedsReason));
    let refused = refuse(&open, Side::Dealer, " no ").unwrap();
    assert_eq!(refused.agreed.refused.as_ref().map(|no| no.reason.as_str()), Some("no"));
    assert_eq!(refuse(&refused, Side::Dealer, "no"), Err(Refusal::AlreadyRefused));
    // The turn goes over, and production still waits.
    assert_eq!(refused.differs_for_dealer(), Some(false));
    assert_eq!(
        (standstill(&refused, false), standstill(&open, true)),
        (Some(None), Some(None))
    );
    assert_ne!(standstill(&refused, true), Some(None));
    assert_eq!(into(&refused), Err(Refusal::NeedsAgreement));

    let restore = |side, agreed: &Order| refused.clone().restore(agreed, act(side)).map(|done| done.order);
    assert_eq!(restore(Side::Dealer, &order), Err(Refusal::ForeignChange));
    assert_eq!(
        restore(Side::Staff, &open),
        Err(Refusal::RequestStale),
        "that isn't what was agreed"
    );
    let back = restore(Side::Staff, &order).unwrap();
    assert_eq!((&back.lines, &back.totals), (&order.lines, &order.totals));
    assert_eq!((back.is_open(), back.agreed.refused.is_some()), (false, false));
    assert_eq!(back.specification_hash(), order.agreed.hash);
    assert_eq!(into(&back), Ok(()));

    // 1C says the agreed again, or something else: either way the refusal is spent.
    let agreed = refused.apply_one_c(
        &told(&order, order.lines[0].quantity.thousandths() / 1_000),
        &line,
        Moment::EPOCH,
    );
    let agreed = agreed.unwrap().unwrap().order;
    assert_eq!((agreed.is_open(), agreed.agreed.refused.is_some()), (false, false));
    let other = apply(&refused, 11);
    assert_eq!(
        (other.differs_for_dealer(), other.agreed.refused.is_some()),
        (Some(true), false)
    );
    // Who refused may think better of it.
    let accepted = refused.accept(act(Side::Dealer)).unwrap().order;
    assert_eq!((accepted.is_open(), accepted.agreed.refused.is_some()), (false, false));
}
