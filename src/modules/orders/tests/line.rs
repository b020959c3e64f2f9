//! The line of stages: what it asks for, what dealers see of it, and that every order comes to an end.

use super::desk::*;
use crate::modules::orders::*;
use crate::platform::values::*;

fn key(text: &str) -> StageKey {
    StageKey::new(text).unwrap()
}

fn named(line: &StageLine, stage: &str, change: impl Fn(&mut StageSpec)) -> Result<StageLine, Refusal> {
    let old = line.get(&key(stage)).unwrap();
    let mut spec = StageSpec {
        names: old.names.clone(),
        enter: old
            .enter
            .iter()
            .copied()
            .filter(|mover| *mover != Mover::System)
            .collect(),
        from: old.from.clone(),
        from_dealer: old.from_dealer.clone(),
        requires: old.requires.clone(),
        paper: old.paper.clone(),
        paid: old.paid,
        colour: old.colour,
        hidden: old.hidden,
        dealer_names: old.dealer_names.clone(),
    };
    change(&mut spec);
    line.with_changed(&key(stage), &spec, |stage, _| stage.key.to_string())
}

#[test]
fn the_share_that_is_paid_is_exact() {
    // Total in kopecks, paid, percent, enough?
    let cases = [
        (100_00, Some(50_00), 50, true),
        (100_00, Some(49_99), 50, false),
        (100_01, Some(50_00), 50, false),
        (100_01, Some(50_01), 50, true),
        (3, Some(1), 33, true),
        (3, Some(1), 34, false),
        (100_00, None, 1, false),
        (0, None, 100, true),
        (i64::MAX, Some(i64::MAX - 1), 100, false),
        (i64::MAX, Some(i64::MAX), 100, true),
    ];
    for (total, paid, percent, enough) in cases {
        let mut order = order();
        order.totals.total = Money::new(total, Currency::Rub);
        order.payments = paid.map_or_else(Vec::new, |minor| {
            vec![Payment {
                number: "1".into(),
                day: None,
                sum: Some(Money::new(minor, Currency::Rub)),
            }]
        });
        assert_eq!(order.is_paid(percent), enough, "{paid:?} of {total} is {percent} %");
    }
}

#[test]
fn by_hand_a_payment_counts_only_while_1c_names_none() {
    let line = named(&StageLine::shipped(), "queued", |spec| {
        spec.requires = vec![Requirement::Payment];
        spec.paid = Some(30);
    });
    let line = line.unwrap();
    let stage = line.get(&key("queued")).unwrap();
    let given = Given {
        payment: "платёжка".into(),
        ..Given::default()
    };
    let mut order = order();
    assert!(!order.standing(stage, "", &Given::default()).payment);
    assert!(order.standing(stage, "", &given).payment);
    order.payments.push(Payment {
        number: "1".into(),
        day: None,
        sum: Some(Money::new(1, order.currency)),
    });
    assert!(!order.standing(stage, "", &given).payment, "1C's word counts");
}

#[test]
fn dealers_see_the_stage_before_a_hidden_one() {
    let hide = |line: StageLine, stage: &str| named(&line, stage, |spec| spec.hidden = true).unwrap();
    let line = hide(hide(StageLine::shipped(), "confirmed"), "queued");
    let seen = line.for_dealers();
    // Key, what is seen.
    let cases = [
        ("submitted", "submitted"),
        ("confirmed", "submitted"),
        ("queued", "submitted"),
        ("production", "production"),
        ("closed", "closed"),
    ];
    for (stage, instead) in cases {
        assert_eq!(seen.seen(&key(stage)), &key(instead), "{stage}");
        assert_eq!(line.seen(&key(stage)), &key(stage), "staff sees {stage}");
    }
    assert!(seen.get(&key("queued")).is_none());
    assert_eq!(seen.covered(&key("submitted")).count(), 2);
    // From, to, unseen?
    let moves = [
        ("submitted", "confirmed", true),
        ("confirmed", "queued", true),
        ("queued", "submitted", true),
        ("queued", "production", false),
        ("submitted", "cancelled", false),
    ];
    for (from, to, unseen) in moves {
        assert_eq!(line.moves_unseen(&key(from), &key(to)), unseen, "{from} to {to}");
    }
}

#[test]
fn what_can_be_hidden_and_what_leads_nowhere() {
    let line = StageLine::shipped();
    let cases = [
        ("approval", Err(Refusal::StageHidden)),
        ("submitted", Err(Refusal::StageHidden)),
        ("confirmed", Ok(())),
        ("ready", Ok(())),
        ("shipped", Ok(())),
        ("closed", Err(Refusal::StageHidden)),
        ("cancelled", Err(Refusal::StageHidden)),
    ];
    for (stage, expected) in cases {
        let hidden = named(&line, stage, |spec| spec.hidden = true).map(drop);
        assert_eq!(hidden, expected, "{stage}");
    }
    let only = |from: &'static str, enter: Mover| {
        named(&line, "closed", move |spec| {
            spec.from = vec![key(from)];
            spec.enter = vec![enter];
        })
        .map(drop)
    };
    // The system may close too, in the line that ships, by the same ways.
    assert_eq!(only("shipped", Mover::Staff), Ok(()));
    assert_eq!(only("approval", Mover::Staff), Err(Refusal::StageTrap));
    assert_eq!(only("approval", Mover::OneC), Ok(()), "1C moves from anywhere");
}
