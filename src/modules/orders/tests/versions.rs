//! Drafts, submission, movement, promises, and what 1C changes.

use super::desk::*;
use crate::modules::catalogue::*;
use crate::modules::orders::*;
use crate::platform::journal::Event;
use crate::platform::values::*;

fn key(text: &str) -> StageKey {
    StageKey::new(text).unwrap()
}

#[test]
fn a_draft_keeps_its_limits_and_counts_its_versions() {
    let a = item("a", Quantity::ONE, None);
    let at = Moment::from_millis(9);
    let draft = draft(&[(&a, 2), (&a, 3)]);
    assert_eq!(draft.lines.len(), 1, "one sku, one line");
    assert_eq!(draft.lines[0].quantity, Quantity::whole(5));
    assert_eq!(draft.version, 4);
    assert_eq!(draft.expect(3), Err(Refusal::DraftMoved));
    let with = |draft: &Draft, units| draft.clone().with_line(0, Quantity::whole(units), "к двери", at);
    assert_eq!(with(&draft, 7).unwrap().lines[0].comment, "к двери");
    assert!(with(&draft, 0).unwrap().lines.is_empty());
    assert_eq!(with(&draft, -1), Err(Refusal::Quantity));
    assert_eq!(
        draft.clone().with_line(1, Quantity::ONE, "", at),
        Err(Refusal::LineUnknown)
    );
    assert_eq!(draft.clone().renamed("  ", at), Err(Refusal::Name));
    assert_eq!(draft.clone().renamed(&"я".repeat(NAME_MAX + 1), at), Err(Refusal::Name));
    assert_eq!(
        draft.clone().with_added(a.sku, QUANTITY_MAX, at),
        Err(Refusal::Quantity)
    );
    let full = vec![draft.lines[0].clone(); LINES_MAX];
    let full = draft.clone().with_lines(full, at).unwrap();
    assert_eq!(
        full.with_added(item("b", Quantity::ONE, None).sku, Quantity::ONE, at),
        Err(Refusal::TooManyLines)
    );
    let copy = draft
        .duplicate(Id::derived("draft", "2"), "Копия", false, act(Side::Dealer, 20))
        .unwrap();
    assert_eq!(
        (copy.version, &copy.lines, copy.created),
        (1, &draft.lines, Moment::from_millis(20))
    );
}

#[test]
fn submission_freezes_everything_under_the_drafts_id() {
    let order = order();
    let draft = draft(&[
        (&item("a", Quantity::ONE, None), 6),
        (&item("b", Quantity::ONE, None), 2),
    ]);
    assert_eq!(order.id, draft.id.cast());
    assert_eq!(order.stage, key("submitted"));
    assert_eq!(
        (order.totals.total.minor, order.totals.vat.minor),
        (2_600_00, 108_20 + 360_66)
    );
    assert_eq!(order.lines[0].name, "Товар a");
    assert_eq!(order.agreed.hash, order.specification_hash());
    assert_eq!(order.margin().unwrap().sum.minor, 700_00);
    assert!(!order.is_open());
    let again = submit(&draft).unwrap();
    assert_eq!(again.order, order, "the same draft is the same order");
    assert!(matches!(again.events[..], [OrderEvent::Submitted { lines: 2, .. }]));
}

#[test]
fn a_submission_that_stands_on_something_stale_is_refused() {
    let a = item("a", Quantity::ONE, None);
    let good = draft(&[(&a, 6)]);
    let without = |contract, entity| {
        good.clone()
            .with_parties(contract, entity, Moment::from_millis(4))
            .unwrap()
    };
    assert_eq!(submit(&draft(&[])).unwrap_err(), Refusal::Empty);
    assert_eq!(submit(&without(None, good.entity)).unwrap_err(), Refusal::NoContract);
    assert_eq!(submit(&without(good.contract, None)).unwrap_err(), Refusal::NoEntity);
    let unknown = item("unknown", Quantity::ONE, None);
    assert_eq!(submit(&draft(&[(&unknown, 1)])).unwrap_err(), Refusal::Lines);

    let vat = VatTable::shipped();
    let stages = StageLine::shipped();
    let lines = [asked(&a, 6_000)];
    let calculation = Calculation::of(&lines, &terms(&vat), &rouble_book(&[("a", 100_0000, None)]));
    let book = calculation.book;
    let fresh = Submission {
        draft: &good,
        made: &[],
        seen_version: good.version,
        seen_book: book,
        asked: &lines,
        calculation: &calculation,
        seller: Id::derived("entity", "seller"),
        price_type: PriceType::id_of(OPT),
        number: "26-000001".parse().unwrap(),
        stage: stages.entry().unwrap(),
    };
    let refusal = |submission: Submission<'_>| Order::submit(&submission, act(Side::Dealer, 10)).err();
    assert_eq!(refusal(fresh), None);
    assert_eq!(
        refusal(Submission {
            seen_version: 1,
            ..fresh
        }),
        Some(Refusal::DraftMoved)
    );
    assert_eq!(
        refusal(Submission {
            seen_book: book ^ 1,
            ..fresh
        }),
        Some(Refusal::PricesMoved)
    );
    let other = [asked(&a, 5_000)];
    let stale = Calculation::of(&other, &terms(&vat), &rouble_book(&[("a", 100_0000, None)]));
    assert_eq!(
        refusal(Submission {
            asked: &other,
            calculation: &stale,
            ..fresh
        }),
        Some(Refusal::DraftMoved)
    );
}

#[test]
fn the_line_of_stages_holds_its_rules() {
    use Mover::{Dealer, OneC, Staff};
    let stages = StageLine::shipped();
    stages.check().unwrap();
    let all = Standing::WHOLE;
    let unagreed = Standing { agreed: false, ..all };
    let wordless = Standing { reason: false, ..all };
    let cases = [
        ("submitted", "confirmed", Staff, all, None),
        ("submitted", "confirmed", Dealer, all, Some(Refusal::StageMover)),
        ("submitted", "production", Staff, all, None),
        (
            "submitted",
            "production",
            Staff,
            unagreed,
            Some(Refusal::NeedsAgreement),
        ),
        ("submitted", "production", OneC, unagreed, None),
        ("production", "queued", Staff, all, None),
        ("shipped", "ready", Staff, all, Some(Refusal::StageBack)),
        ("shipped", "ready", OneC, all, None),
        ("shipped", "cancelled", Staff, all, Some(Refusal::StageBack)),
        ("closed", "shipped", Staff, all, Some(Refusal::StageOver)),
        ("cancelled", "submitted", Staff, all, Some(Refusal::StageOver)),
        ("submitted", "cancelled", Dealer, all, None),
        ("submitted", "cancelled", Dealer, wordless, Some(Refusal::NeedsReason)),
        ("confirmed", "cancelled", Dealer, all, Some(Refusal::StageMover)),
        ("confirmed", "cancelled", Staff, all, None),
        ("approval", "submitted", Dealer, all, None),
        ("submitted", "submitted", Staff, all, Some(Refusal::StageSame)),
        ("submitted", "nowhere", Staff, all, Some(Refusal::StageUnknown)),
        ("taken-out", "production", Staff, all, None),
    ];
    for (from, to, mover, has, refusal) in cases {
        let outcome = stages.movement(&key(from), &key(to), mover, has).err();
        assert_eq!(outcome, refusal, "{from} -> {to} by {mover:?}");
    }
    let names = |from, mover| {
        stages
            .ways(&key(from), mover)
            .iter()
            .map(|s| s.key.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("submitted", Dealer), ["cancelled"]);
    assert_eq!(names("closed", Staff), Vec::<String>::new());

    let mut broken = StageLine::shipped();
    broken.stages.retain(|stage| stage.kind != Kind::Shipped);
    assert_eq!(broken.check(), Err(Refusal::StageLine));
    let mut doubled = StageLine::shipped();
    doubled.stages.push(doubled.stages[0].clone());
    assert_eq!(doubled.check(), Err(Refusal::StageLine));
    for bad in ["", "Ready", "in production", "готов", &"a".repeat(33)] {
        assert_eq!(StageKey::new(bad), None, "{bad}");
    }
}

#[test]
fn moving_by_hand_leaves_its_trace() {
    let stages = StageLine::shipped();
    let moved = order()
        .move_stage(&key("confirmed"), "", &stages, act(Side::Staff, 20))
        .unwrap();
    assert_eq!((moved.order.kind, moved.order.version), (Kind::Confirmed, 2));
    assert_eq!(moved.order.history.len(), 2);
    assert_eq!(moved.order.changed_by.name, "Анна Ким");
    assert_eq!(moved.events[0].about().version, 2);
    let again = moved
        .order
        .move_stage(&key("confirmed"), "", &stages, act(Side::Staff, 21));
    assert_eq!(again.unwrap_err(), Refusal::StageSame);
}

#[test]
fn promises_are_kept_in_a_ledger_and_moving_one_needs_a_reason() {
    let day = |day| Day::constant(2026, 12, day);
    let staff = || act(Side::Staff, 30);
    let first = order().promise(day(4), "", DAY, staff()).unwrap().order;
    assert_eq!(
        first.clone().promise(day(8), " ", DAY, staff()).unwrap_err(),
        Refusal::NeedsReason
    );
    assert_eq!(
        first.clone().promise(day(4), "x", DAY, staff()).unwrap_err(),
        Refusal::DaySame
    );
    assert_eq!(
        first.clone().promise(day(4), "x", day(5), staff()).unwrap_err(),
        Refusal::DayPast
    );
    let second = first
        .promise(day(8), "стеклопакеты придут позже", DAY, staff())
        .unwrap();
    assert_eq!(second.order.planned, Some(day(8)));
    assert_eq!(
        second.order.promises.iter().map(|p| p.day).collect::<Vec<_>>(),
        [day(4), day(8)]
    );
    assert!(matches!(&second.events[..], [OrderEvent::PlannedMoved { old: Some(old), .. }] if *old == day(4)));
}

fn told(line: &OrderLine, units: i64) -> OneCLine {
    let quantity = Quantity::whole(units);
    let sum = line.price.times(quantity).unwrap();
    OneCLine {
        sku: line.sku,
        product: line.product,
        external: line.external.clone(),
        name: String::new(),
        article: String::new(),
        unit: String::new(),
        unit_code: String::new(),
        quantity,
        price: line.price,
        factor: line.factor,
        sum,
        vat_rate: line.vat_rate,
        vat: vat_of(sum, line.vat_rate, VatMode::Included).unwrap(),
        total: sum,
        planned: None,
    }
}

#[test]
fn the_answer_of_1c_is_one_version_by_1c_and_saying_it_again_changes_nothing() {
    let stages = StageLine::shipped();
    let before = order();
    let doc = OneCOrder {
        order: Some("26-000042".into()),
        id: Some("0b5c8e51".into()),
        number: Some("ТД00-000017".into()),
        day: Some(DAY),
        stage: Some(key("production")),
        planned: Some(OneCPlanned {
            day: Day::constant(2026, 12, 4),
            reason: "План".into(),
        }),
        lines: Some(
            before
                .lines
                .iter()
                .map(|line| told(line, line.quantity.thousandths() / 1_000))
                .collect(),
        ),
        payments: vec![Payment {
            number: "П-1".into(),
            day: Some(DAY),
            sum: Some(Money::new(100_00, Currency::Rub)),
        }],
        shipments: vec![Shipment {
            number: "О-1".into(),
            day: None,
            carrier: "ТК".into(),
            track: "77".into(),
            sum: None,
        }],
        total: None,
        days: Vec::new(),
    };
    let change = before
        .apply_one_c(&doc, &stages, Moment::from_millis(50))
        .unwrap()
        .unwrap();
    let after = &change.order;
    assert_eq!((after.version, after.changed_by.side), (2, Side::OneC));
    assert_eq!(
        (after.kind, after.planned),
        (Kind::Production, Some(Day::constant(2026, 12, 4)))
    );
    assert_eq!(after.paid(), Some(Money::new(100_00, Currency::Rub)));
    assert!(!after.is_open(), "the same lines are the same specification");
    assert_eq!(
        (after.lines[0].name.as_str(), after.lines[0].rrp),
        ("Товар a", before.lines[0].rrp)
    );
    let kinds: Vec<&str> = change.events.iter().map(Event::kind).collect();
    assert_eq!(
        kinds,
        [
            "orders.stage-moved",
            "orders.planned-moved",
            "orders.shipped",
            "orders.paid"
        ]
    );
    assert!(change.events.iter().all(|event| event.about().version == 2));
    assert_eq!(after.apply_one_c(&doc, &stages, Moment::from_millis(60)).unwrap(), None);

    // What people did since is not undone by 1C repeating itself.
    let by_hand = after
        .clone()
        .move_stage(&key("ready"), "", &stages, act(Side::Staff, 70))
        .unwrap()
        .order;
    assert_eq!(
        by_hand.apply_one_c(&doc, &stages, Moment::from_millis(80)).unwrap(),
        None
    );
}

#[test]
fn a_changed_specification_is_open_until_the_dealer_accepts() {
    let stages = StageLine::shipped();
    let before = order();
    let doc = OneCOrder {
        lines: Some(vec![told(&before.lines[0], 4)]),
        ..OneCOrder::default()
    };
    let change = before
        .apply_one_c(&doc, &stages, Moment::from_millis(50))
        .unwrap()
        .unwrap();
    let after = change.order;
    assert_eq!(after.agreed.hash, before.agreed.hash, "the agreed hash stands");
    assert_eq!(after.agreed.open, Some(Side::OneC));
    assert_eq!(
        (after.totals.total.minor, after.lines[0].rrp.unwrap().minor),
        (400_00, 600_00)
    );
    assert_eq!(after.lines[0].weight_g, Some(6_000));
    assert!(matches!(
        change.events[..],
        [OrderEvent::ChangedByOneC { open: true, .. }]
    ));

    let differences = Differences::between(&before, &after);
    let changed = |field: &str| differences.fields.iter().any(|difference| difference.field == field);
    assert!(changed("totals.total") && changed("agreed.open") && !changed("version") && !changed("stage"));
    assert_eq!(differences.lines.len(), 2);
    assert!(
        matches!(&differences.lines[0], LineDifference::Changed { fields, .. } if fields.iter().any(|f| f.field == "quantity"))
    );
    assert!(matches!(&differences.lines[1], LineDifference::Removed { article, .. } if article == "А-b"));
    let blind = differences.without(&[Secret::Price, Secret::Finance]);
    assert!(blind.fields.iter().all(|difference| difference.secret.is_none()));
    assert!(
        !format!("{blind:?}").contains("Money { minor: 40000"),
        "no purchase sum is left"
    );

    let production = after
        .clone()
        .move_stage(&key("production"), "", &stages, act(Side::Staff, 60));
    assert_eq!(production.unwrap_err(), Refusal::NeedsAgreement);
    assert_eq!(
        after.clone().accept(act(Side::Staff, 60)).unwrap_err(),
        Refusal::OwnChange
    );
    let accepted = after.accept(act(Side::Dealer, 60)).unwrap().order;
    assert_eq!(accepted.agreed.hash, accepted.specification_hash());
    assert!(!accepted.is_open());
    assert_eq!(
        accepted.clone().accept(act(Side::Dealer, 61)).unwrap_err(),
        Refusal::NothingToAccept
    );

    // Back to what was agreed first: now that differs.
    let back = OneCOrder {
        lines: Some(before.lines.iter().map(|l| told(l, 1)).collect()),
        ..OneCOrder::default()
    };
    assert!(
        accepted
            .apply_one_c(&back, &stages, Moment::from_millis(70))
            .unwrap()
            .unwrap()
            .order
            .is_open()
    );
}

#[test]
fn what_1c_may_not_do_is_left_out_with_a_word() {
    let mut stages = StageLine::shipped();
    stages
        .stages
        .iter_mut()
        .for_each(|stage| stage.enter.retain(|mover| *mover != Mover::OneC));
    let named = OneCOrder {
        number: Some("17".into()),
        stage: Some(key("ready")),
        ..OneCOrder::default()
    };
    let change = order()
        .apply_one_c(&named, &stages, Moment::from_millis(50))
        .unwrap()
        .unwrap();
    assert_eq!(change.warnings, [Refusal::StageMover]);
    assert!(matches!(change.events[..], [OrderEvent::NamedByOneC { .. }]));
    let only = OneCOrder {
        stage: Some(key("ready")),
        ..OneCOrder::default()
    };
    assert_eq!(
        order().apply_one_c(&only, &stages, Moment::from_millis(50)),
        Err(Refusal::StageMover)
    );
    let dollars = OneCOrder {
        total: Some(Money::new(1, Currency::Usd)),
        ..OneCOrder::default()
    };
    assert_eq!(
        order().apply_one_c(&dollars, &stages, Moment::from_millis(50)),
        Err(Refusal::Currency)
    );
}

#[test]
fn the_stated_total_of_1c_stands_over_the_sum_of_lines() {
    let stages = StageLine::shipped();
    let doc = OneCOrder {
        total: Some(Money::new(2_599_99, Currency::Rub)),
        ..OneCOrder::default()
    };
    let after = order()
        .apply_one_c(&doc, &stages, Moment::from_millis(50))
        .unwrap()
        .unwrap()
        .order;
    assert_eq!(after.totals.total.minor, 2_599_99);
    assert!(after.is_open());
}

#[test]
fn an_order_stands_still_when_its_day_passed_or_the_reader_has_to_agree() {
    use crate::modules::orders::pages::home::why_stopped;
    use crate::modules::orders::views::home::Why;
    let day = |day| Day::constant(2026, 12, day);
    let planned = day(4);
    let with = |kind, planned| Order {
        kind,
        planned,
        ..order()
    };
    let late = |days| Some(Why::Late { planned, days });
    for (kind, on, today, expected) in [
        (Kind::Production, Some(planned), day(3), None),
        (Kind::Production, Some(planned), day(4), None),
        (Kind::Production, Some(planned), day(5), late(1)),
        (Kind::Ready, Some(planned), day(14), late(10)),
        (Kind::Waiting, None, day(14), None),
        (Kind::Shipped, Some(planned), day(14), None),
        (Kind::Closed, Some(planned), day(14), None),
        (Kind::Cancelled, Some(planned), day(14), None),
    ] {
        for dealer in [true, false] {
            let told = why_stopped(&with(kind, on), today, dealer);
            assert_eq!(told, expected, "{kind:?} on {today}");
        }
    }
    let mut differs = with(Kind::Confirmed, Some(planned));
    differs.agreed.open = Some(Side::OneC);
    assert_eq!(
        why_stopped(&differs, day(14), true),
        Some(Why::Differs),
        "the dealer is to accept"
    );
    assert_eq!(
        why_stopped(&differs, day(14), false),
        late(10),
        "staff waits for the dealer"
    );
}
