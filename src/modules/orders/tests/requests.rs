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
fn edits(order: &Order, quantity: i64) -> Vec<LineEdit> {
    let edit = |(at, line): (usize, &OrderLine)| LineEdit {
        quantity: Some(if at == 0 {
            Quantity::from_thousandths(quantity * 1_000)
        } else {
            line.quantity
        }),
        comment: line.comment.clone(),
    };
    order.lines.iter().enumerate().map(edit).collect()
}

fn act(side: Side) -> Act {
    Act {
        by: Author::person(side, Id::derived("account", "x"), "X"),
        at: Moment::from_millis(5_000),
    }
}

#[test]
fn before_confirmation_the_dealer_changes_at_once_and_the_manufacturer_asks() {
    let order = order();
    assert_eq!(order.kind, Kind::Waiting);
    let changed = order
        .clone()
        .ask(&edits(&order, 7), None, "", act(Side::Dealer))
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
        .ask(&edits(&order, 7), None, "", act(Side::Staff))
        .unwrap()
        .order;
    assert!(asked.request.is_some() && asked.lines == order.lines);
}

#[test]
fn a_request_is_answered_by_the_other_side_alone() {
    let order = confirmed();
    for (asks, answers) in [(Side::Dealer, Side::Staff), (Side::Staff, Side::Dealer)] {
        let asked = order
            .clone()
            .ask(&edits(&order, 7), None, "r", act(asks))
            .unwrap()
            .order;
        assert_eq!(asked.lines, order.lines, "nothing changes before the answer");
        let by = |side, verdict, reason: &str| asked.clone().answer(verdict, reason, act(side)).map(|done| done.order);
        assert_eq!(standstill(&asked, answers.is_dealer()), Some(None));
        assert_ne!(standstill(&asked, asks.is_dealer()), Some(None));
        assert_eq!(by(asks, Verdict::Accepted, ""), Err(Refusal::OwnChange));
        assert_eq!(by(answers, Verdict::Withdrawn, ""), Err(Refusal::RequestForeign));
        assert_eq!(by(answers, Verdict::Refused, " "), Err(Refusal::NeedsReason));
        let again = asked.clone().ask(&edits(&order, 8), None, "", act(asks)).map(|_| ());
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
        .ask(&edits(&order, 7), None, "", act(Side::Dealer))
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
        })
        .collect();
    let ask = |order: &Order, edits: &[LineEdit]| {
        order
            .clone()
            .ask(edits, order.wished, "", act(Side::Dealer))
            .map(|_| ())
    };
    assert_eq!(ask(&order, &same), Err(Refusal::NothingChanged));
    assert_eq!(ask(&order, &[]), Err(Refusal::LineUnknown));
    let none: Vec<LineEdit> = same
        .iter()
        .map(|edit| LineEdit {
            quantity: None,
            ..edit.clone()
        })
        .collect();
    assert_eq!(ask(&order, &none), Err(Refusal::Empty));
    let shipped = Order {
        kind: Kind::Shipped,
        ..order.clone()
    };
    assert_eq!(ask(&shipped, &edits(&order, 7)), Err(Refusal::StageOver));
}
