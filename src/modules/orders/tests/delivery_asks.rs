//! Another delivery as a part of a request: who may ask, what it waits for, what nobody overwrites.

use super::desk::*;
use crate::modules::orders::*;
use crate::platform::values::*;

fn at(kind: Kind) -> Order {
    Order { kind, ..order() }
}

fn to(terminal: &str) -> Delivery {
    Delivery {
        way: DeliveryWay::CarrierTerminal,
        terminal: terminal.to_owned(),
        ..Delivery::default()
    }
}

fn wish(order: &Order, new: Delivery) -> Edit {
    let ask = DeliveryAsk {
        old: order.delivery.clone(),
        new,
        person: false,
    };
    Edit {
        delivery: Some(Box::new(DeliveryWish {
            ask,
            ..DeliveryWish::default()
        })),
        ..Edit::unchanged(order)
    }
}

fn act(side: Side) -> Act {
    Act {
        by: Author::person(side, Id::derived("account", "x"), "X"),
        role: None,
        at: Moment::from_millis(5_000),
    }
}

fn asked(order: &Order, terminal: &str) -> Order {
    let edit = wish(order, to(terminal));
    order.clone().ask(&edit, "r", act(Side::Dealer)).unwrap().order
}

#[test]
fn who_may_ask_for_another_delivery_and_when() {
    let refused = |order: &Order, edit: &Edit, reason: &str, side| {
        order.clone().ask(edit, reason, act(side)).map(|_| ()).unwrap_err()
    };
    for (kind, side, why) in [
        (Kind::Waiting, Side::Dealer, Refusal::DeliveryOpen),
        (Kind::Waiting, Side::Staff, Refusal::DeliveryOpen),
        (Kind::Ready, Side::Staff, Refusal::DeliveryOpen),
        (Kind::Shipped, Side::Dealer, Refusal::StageOver),
        (Kind::Cancelled, Side::Dealer, Refusal::StageOver),
    ] {
        let order = at(kind);
        assert_eq!(
            refused(&order, &wish(&order, to("a")), "r", side),
            why,
            "{kind:?} {side:?}"
        );
    }
    let order = at(Kind::Ready);
    let dealer = |edit: &Edit, reason: &str| refused(&order, edit, reason, Side::Dealer);
    assert_eq!(
        dealer(&wish(&order, order.delivery.clone()), "r"),
        Refusal::NothingChanged
    );
    assert_eq!(dealer(&wish(&order, to("a")), "  "), Refusal::NeedsReason);
    let long = to(&"я".repeat(Delivery::FIELD_MAX + 1));
    assert_eq!(dealer(&wish(&order, long), "r"), Refusal::TooLong);
    let mut elsewhere = wish(&order, to("a"));
    elsewhere.delivery.as_mut().unwrap().ask.old = to("b");
    assert_eq!(dealer(&elsewhere, "r"), Refusal::DeliveryMoved);
    let open = asked(&order, "a");
    assert_eq!(
        refused(&open, &wish(&open, to("b")), "r", Side::Dealer),
        Refusal::RequestOpen
    );
}

#[test]
fn delivery_alone_leaves_the_lines_and_what_was_agreed_of_them() {
    let order = at(Kind::Ready);
    let open = asked(&order, "a");
    assert_eq!((&open.delivery, &open.lines), (&order.delivery, &order.lines));
    assert!(!open.request.as_ref().unwrap().alters_lines());
    assert_eq!(standstill(&open, false), Some(None), "it is the manufacturer's turn");
    // 1C changes the lines meanwhile: that is nothing to it.
    let mut told = open.clone();
    told.lines[0].comment = "1C".into();
    assert!(!told.is_request_stale());
    let accepted = told
        .clone()
        .answer(Verdict::Accepted, "", act(Side::Staff))
        .unwrap()
        .order;
    assert_eq!((&accepted.delivery, &accepted.lines), (&to("a"), &told.lines));
    assert_eq!(accepted.agreed, told.agreed, "nobody has signed the lines");
    assert_eq!(accepted.version, told.version + 1);
    for (verdict, side) in [(Verdict::Refused, Side::Staff), (Verdict::Withdrawn, Side::Dealer)] {
        let over = open.clone().answer(verdict, "r", act(side)).unwrap().order;
        assert_eq!((&over.delivery, over.request.is_none()), (&order.delivery, true));
    }
    let own = open.answer(Verdict::Accepted, "", act(Side::Dealer)).map(|_| ());
    assert_eq!(own, Err(Refusal::OwnChange));
}

#[test]
fn nobody_overwrites_what_was_changed_meanwhile() {
    let open = asked(&at(Kind::Ready), "a");
    let changed = |delivery: Delivery| open.clone().deliver(delivery, act(Side::Staff)).unwrap().order;
    let clash = changed(to("b"));
    assert!(clash.is_request_stale() && clash.is_delivery_clash());
    let late = clash
        .clone()
        .answer(Verdict::Accepted, "", act(Side::Staff))
        .map(|_| ());
    assert_eq!(late, Err(Refusal::RequestStale));
    assert!(clash.answer(Verdict::Refused, "r", act(Side::Staff)).is_ok());
    // What staff made of it is just what was asked for.
    let same = changed(to("a"));
    assert!(!same.is_request_stale());
    assert_eq!(
        same.answer(Verdict::Accepted, "", act(Side::Staff))
            .unwrap()
            .order
            .delivery,
        to("a")
    );
}

#[test]
fn with_lines_it_is_one_request_and_goes_stale_with_either() {
    let order = at(Kind::Confirmed);
    let mut edit = wish(&order, to("a"));
    edit.lines[0].quantity = Some(Quantity::whole(77));
    let open = order.clone().ask(&edit, "r", act(Side::Dealer)).unwrap().order;
    assert_eq!(
        open.as_requested().unwrap().seal(true),
        order.proposed(&edit).unwrap().seal(true)
    );
    let accepted = open
        .clone()
        .answer(Verdict::Accepted, "", act(Side::Staff))
        .unwrap()
        .order;
    assert_eq!(
        (&accepted.delivery, accepted.lines[0].quantity),
        (&to("a"), Quantity::whole(77))
    );
    assert_eq!(accepted.agreed.hash, accepted.specification_hash());
    let mut lines = open.clone();
    lines.lines[0].comment = "1C".into();
    let delivery = open.deliver(to("b"), act(Side::Staff)).unwrap().order;
    for stale in [lines, delivery] {
        let late = stale.answer(Verdict::Accepted, "", act(Side::Staff)).map(|_| ());
        assert_eq!(late, Err(Refusal::RequestStale));
    }
}

#[test]
fn goods_wait_for_the_answer_and_production_does_not() {
    let line = StageLine::shipped();
    let into = |order: &Order, kind| {
        let key = line.first_of(kind).unwrap().key.clone();
        order.clone().move_stage(&key, "", &line, act(Side::Staff)).map(|_| ())
    };
    let open = asked(&at(Kind::Confirmed), "a");
    assert_ne!(into(&open, Kind::Production), Err(Refusal::RequestOpen));
    assert_eq!(into(&open, Kind::Shipped), Err(Refusal::RequestOpen));
}

#[test]
fn another_delivery_has_another_seal_and_the_declared_value_is_a_price() {
    let (order, mut other) = (order(), order());
    other.delivery.window = "9–12".into();
    assert_ne!(order.seal(false), other.seal(false));
    let mut insured = order.clone();
    insured.delivery.insured = Some(Money::new(100, Currency::Rub));
    assert_eq!(order.seal(false), insured.seal(false));
    assert_ne!(order.seal(true), insured.seal(true));
}

#[test]
fn a_wish_follows_what_its_asker_has_left_alone() {
    let base = Delivery {
        way: DeliveryWay::CarrierTerminal,
        carrier: "A".into(),
        terminal: "t1".into(),
        ..Delivery::default()
    };
    type Change = fn(&mut Delivery);
    let with = |changes: &[Change]| {
        let mut delivery = base.clone();
        changes.iter().for_each(|change| change(&mut delivery));
        delivery
    };
    let fields: [Change; 8] = [
        |of| of.terminal = "t2".into(),
        |of| of.recipient_tax_id = "7707083893".into(),
        |of| of.phone = "+7".into(),
        |of| of.payer = Payer::Sender,
        |of| of.insured = Some(Money::new(100, Currency::Rub)),
        |of| {
            of.places.push(Packed {
                count: 1,
                length: 0,
                width: 0,
                height: 0,
                weight_g: 0,
            })
        },
        |of| of.needs.push(Need::TailLift),
        |of| of.comment = "c".into(),
    ];
    let wish = |new: Delivery, person| DeliveryWish {
        ask: DeliveryAsk {
            old: base.clone(),
            new,
            person,
        },
        ..DeliveryWish::default()
    };
    let same = |wish: Option<DeliveryWish>, old: &Delivery, new: &Delivery| {
        let ask = wish.unwrap().ask;
        assert_eq!((&ask.old, &ask.new), (old, new));
    };
    for (place, mine) in fields.into_iter().enumerate() {
        // Nothing has moved: as it was written down.
        same(wish(with(&[mine]), false).over(&base), &base, &with(&[mine]));
        for (other, theirs) in fields.into_iter().enumerate().filter(|(other, _)| *other != place) {
            let now = with(&[theirs]);
            let both = with(&[mine, theirs]);
            same(wish(with(&[mine]), false).over(&now), &now, &both);
            assert_ne!(both, now, "{place} {other}");
        }
        // Just that was done: nothing is left to ask for but another person.
        let now = with(&[mine]);
        assert_eq!(wish(now.clone(), false).over(&now), None, "{place}");
        same(wish(now.clone(), true).over(&now), &now, &now);
        // A person alone: the terms are whatever they are now.
        same(wish(base.clone(), true).over(&now), &now, &now);
    }
    // Both have changed the same, or what means something together: it stays over what its asker saw.
    let clashes: [(Change, Change); 3] = [
        (|of| of.terminal = "t2".into(), |of| of.terminal = "t3".into()),
        (|of| of.terminal = "t2".into(), |of| of.carrier = "B".into()),
        (|of| of.contact = "x".into(), |of| of.phone = "+7".into()),
    ];
    for (mine, theirs) in clashes {
        let (new, now) = (with(&[mine, |of| of.comment = "c".into()]), with(&[theirs]));
        same(wish(new.clone(), false).over(&now), &base, &new);
    }
}
