//! Holds and the payments that end them, against a search through all ways to pay.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::platform::values::{Id, Moment};

const TODAY: Day = Day::constant(2026, 11, 27);

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

fn contract(n: u128) -> ContractId {
    Id::from_uuid(Uuid::from_u128(n))
}

fn due(number: &str, day: Option<Day>, left: i64) -> OpenDue {
    OpenDue {
        number: number.into(),
        day,
        said_overdue: day.is_none(),
        left: rub(left),
    }
}

fn position(n: u128, closing: i64, limit: Option<i64>, dues: Vec<OpenDue>) -> Position {
    Position {
        number: format!("Д-{n}"),
        contract: Some(contract(n)),
        closing: rub(closing),
        limit: limit.map(rub),
        dues,
        as_of: Some(Moment::from_millis(1)),
    }
}

fn rule(condition: Condition, minimum: i64) -> Rule {
    Rule {
        id: Id::from_uuid(Uuid::from_u128(7)),
        name: "Просрочка".into(),
        step: Step::Shipping,
        condition,
        minimum: vec![rub(minimum)],
        tiers: Vec::new(),
        prepaid_pass: true,
        active: true,
        created: Moment::from_millis(0),
        version: 1,
    }
}

fn asked(total: i64) -> Asked {
    Asked {
        contract: contract(1),
        total: rub(total),
        paid: false,
        prepayment: false,
        others: Others::none(Currency::Rub),
    }
}

fn days_ago(days: i64) -> Option<Day> {
    use jiff::ToSpan;
    Some(TODAY.saturating_sub(days.days()))
}

const OVERDUE: Condition = Condition::Overdue {
    days: 5,
    reach: Reach::Contract,
};

#[test]
fn overdue_counts_from_the_day_after_the_delay_that_is_let_pass() {
    // (days past the due day, held)
    for (days, held) in [(-3, false), (0, false), (1, false), (5, false), (6, true), (60, true)] {
        let of = [position(1, 100, None, vec![due("УТ-1", days_ago(days), 100)])];
        let verdict = verdict([&rule(OVERDUE, 0)], &of, asked(1), TODAY);
        assert_eq!(verdict.is_held(), held, "{days} days");
    }
}

#[test]
fn what_is_not_more_than_the_minimum_holds_nothing_and_only_the_rest_is_to_be_paid() {
    let of = |left| [position(1, left, None, vec![due("УТ-1", days_ago(30), left)])];
    assert!(!verdict([&rule(OVERDUE, 100)], &of(100), asked(1), TODAY).is_held());
    let held = verdict([&rule(OVERDUE, 100)], &of(101), asked(1), TODAY);
    let [payment] = held.payments.as_slice() else {
        panic!("{held:?}")
    };
    assert_eq!((payment.sum, payment.is_partial()), (rub(1), true));
    assert!(matches!(
        &held.holds[0].reason,
        Reason::Overdue { sum, oldest: Some(30), minimum, .. } if *sum == rub(101) && *minimum == rub(100)
    ));
}

#[test]
fn a_limit_counts_the_order_and_lets_its_percent_pass() {
    // (debt, order, percent, what is above)
    let cases = [
        (600, 400, 0, None),
        (600, 401, 0, Some(1)),
        (600, 500, 10, None),
        (600, 501, 10, Some(1)),
        // Paid in advance: the order may be larger than the limit.
        (-500, 1_500, 0, None),
        (-500, 1_501, 0, Some(1)),
    ];
    for (debt, order, percent, above) in cases {
        let of = [position(1, debt, Some(1_000), vec![due("УТ-1", days_ago(-9), 10)])];
        let rule = rule(Condition::Limit { percent, others: false }, 0);
        let verdict = verdict([&rule], &of, asked(order), TODAY);
        let excess = verdict.holds.first().map(|hold| match &hold.reason {
            Reason::Limit { excess, .. } => excess.minor,
            other => panic!("{other:?}"),
        });
        assert_eq!(excess, above, "{debt} and {order}");
        assert_eq!(verdict.to_pay(), above.map(rub).into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn what_is_due_is_paid_before_an_advance_and_the_rest_is_one() {
    let of = [position(1, 900, Some(1_000), vec![due("УТ-1", days_ago(-9), 300)])];
    let verdict = verdict(
        [&rule(
            Condition::Limit {
                percent: 0,
                others: false,
            },
            0,
        )],
        &of,
        asked(500),
        TODAY,
    );
    let said: Vec<(Option<&str>, i64)> = verdict
        .payments
        .iter()
        .map(|payment| (payment.due.as_ref().map(|due| due.number.as_str()), payment.sum.minor))
        .collect();
    assert_eq!(said, [(Some("УТ-1"), 300), (None, 100)]);
}

#[test]
fn one_paper_that_is_enough_is_better_than_two_older_ones() {
    let dues = vec![
        due("УТ-1", days_ago(40), 100),
        due("УТ-2", days_ago(30), 300),
        due("УТ-3", days_ago(20), 500),
        due("УТ-4", days_ago(10), 500),
    ];
    let of = [position(1, 1_400, None, dues)];
    let verdict = verdict([&rule(OVERDUE, 900)], &of, asked(1), TODAY);
    // 1,400 are overdue and 900 are let be: either of the two large ones is enough, and УТ-3 is the older.
    let [payment] = verdict.payments.as_slice() else {
        panic!("{verdict:?}")
    };
    assert_eq!(payment.due.as_ref().map(|due| due.number.as_str()), Some("УТ-3"));
    assert_eq!(payment.sum, rub(500));
}

#[test]
fn a_payment_serves_every_rule_that_it_can() {
    let dues = vec![due("УТ-1", days_ago(40), 400), due("УТ-2", days_ago(-10), 600)];
    let of = [position(1, 1_000, Some(1_000), dues)];
    let (overdue, limit) = (
        rule(OVERDUE, 0),
        rule(
            Condition::Limit {
                percent: 0,
                others: false,
            },
            0,
        ),
    );
    let verdict = verdict([&overdue, &limit], &of, asked(250), TODAY);
    assert_eq!(verdict.holds.len(), 2);
    // The overdue 400 pay for the 250 above the limit as well.
    assert_eq!(verdict.to_pay(), [rub(400)]);
}

#[test]
fn other_contracts_and_currencies_are_not_mixed() {
    let tenge = |minor| Money::new(minor, Currency::Kzt);
    let mut other = position(2, 0, None, Vec::new());
    other.closing = tenge(900);
    other.dues = vec![OpenDue {
        number: "КЗ-1".into(),
        day: days_ago(30),
        said_overdue: false,
        left: tenge(900),
    }];
    let own = position(1, 300, None, vec![due("УТ-1", days_ago(30), 300)]);
    let all = Condition::Overdue {
        days: 0,
        reach: Reach::Dealer,
    };
    let of = [own, other];
    let verdict_all = verdict([&rule(all, 0)], &of, asked(1), TODAY);
    assert_eq!(verdict_all.to_pay(), [rub(300), tenge(900)]);
    assert_eq!(verdict_all.holds.len(), 2);
    let verdict_own = verdict([&rule(OVERDUE, 0)], &of, asked(1), TODAY);
    assert_eq!(verdict_own.to_pay(), [rub(300)]);
    // A limit in other money than the order's says nothing.
    let mut limited = position(1, 100, Some(10), Vec::new());
    limited.limit = Some(tenge(10));
    assert!(
        !verdict(
            [&rule(
                Condition::Limit {
                    percent: 0,
                    others: false
                },
                0
            )],
            &[limited],
            asked(1),
            TODAY
        )
        .is_held()
    );
}

#[test]
fn overdue_without_papers_counts_where_no_delay_is_let_pass() {
    let of = [position(1, 500, None, vec![due("", None, 500)])];
    assert!(!verdict([&rule(OVERDUE, 0)], &of, asked(1), TODAY).is_held());
    let at_once = Condition::Overdue {
        days: 0,
        reach: Reach::Contract,
    };
    let verdict = verdict([&rule(at_once, 0)], &of, asked(1), TODAY);
    assert_eq!(verdict.to_pay(), [rub(500)]);
    assert!(matches!(verdict.holds[0].reason, Reason::Overdue { oldest: None, .. }));
}

#[test]
fn what_is_prepaid_passes_where_the_rule_says_so() {
    let of = [position(1, 500, Some(100), vec![due("УТ-1", days_ago(30), 500)])];
    let held = |step, passes, paid, prepayment| {
        let rule = Rule {
            step,
            prepaid_pass: passes,
            ..rule(OVERDUE, 0)
        };
        let asked = Asked {
            paid,
            prepayment,
            ..asked(700)
        };
        verdict([&rule], &of, asked, TODAY).is_held()
    };
    // (step, prepaid orders pass, paid, a contract of prepayment, held)
    for (step, passes, paid, prepayment, expected) in [
        (Step::Shipping, true, true, false, false),
        (Step::Shipping, false, true, false, true),
        // A promise to pay before it goes is none any more when it goes.
        (Step::Shipping, true, false, true, true),
        (Step::Confirmation, true, false, true, false),
        (Step::Submission, true, false, true, false),
        (Step::Submission, false, false, true, true),
        (Step::Submission, true, false, false, true),
    ] {
        assert_eq!(held(step, passes, paid, prepayment), expected, "{step:?}");
    }
}

/// The same positions with the payments made.
fn after(positions: &[Position], payments: &[Payment]) -> Vec<Position> {
    let mut positions = positions.to_vec();
    for payment in payments {
        let of = positions
            .iter_mut()
            .find(|position| position.number == payment.contract);
        let of = of.expect("the contract of the payment");
        of.closing.minor -= payment.sum.minor;
        if let Some(due) = &payment.due {
            let paid = of.dues.iter_mut().find(|known| known.number == due.number);
            paid.expect("the paper of the payment").left.minor -= payment.sum.minor;
        }
        of.dues.retain(|due| due.left.minor > 0);
    }
    positions
}

/// The least money that ends all holds, by trying every way to pay these dues kopeck by kopeck, and any advance on the
/// first of the contracts.
fn least(rules: &[Rule], positions: &[Position], asked: Asked) -> i64 {
    let is_free = |state: &[Position]| {
        let items = items(state, asked.contract);
        holds(rules, state, &items, asked, TODAY).is_empty()
    };
    let dues: Vec<(usize, usize)> = positions
        .iter()
        .enumerate()
        .flat_map(|(at, position)| (0..position.dues.len()).map(move |due| (at, due)))
        .collect();
    let mut best = i64::MAX;
    let mut ways = vec![(positions.to_vec(), 0_i64, 0_usize)];
    while let Some((mut state, spent, next)) = ways.pop() {
        if spent >= best {
            continue;
        }
        let Some((at, place)) = dues.get(next).copied() else {
            let closing = state[0].closing.minor;
            let free = (0..=40).find(|advance| {
                state[0].closing.minor = closing - advance;
                is_free(&state)
            });
            best = free.map_or(best, |advance| best.min(spent + advance));
            continue;
        };
        for sum in 0..=positions[at].dues[place].left.minor {
            let mut state = state.clone();
            state[at].closing.minor -= sum;
            state[at].dues[place].left.minor -= sum;
            ways.push((state, spent + sum, next + 1));
        }
    }
    best
}

fn some_dues(most: usize) -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-3_i64..12, 1_i64..5), 0..=most)
}

fn some_rules() -> impl Strategy<Value = Vec<Rule>> {
    let condition = prop_oneof![
        (0_u16..8).prop_map(|days| Condition::Overdue {
            days,
            reach: Reach::Contract
        }),
        (0_u16..8).prop_map(|days| Condition::Overdue {
            days,
            reach: Reach::Dealer
        }),
        Just(Condition::Limit {
            percent: 10,
            others: false
        }),
    ];
    prop::collection::vec((condition, 0_i64..4).prop_map(|(of, minimum)| rule(of, minimum)), 1..5)
}

#[test]
fn what_is_paid_for_one_rule_is_not_paid_twice_for_another() {
    // What is overdue for long on another contract serves more rules, and pays for the limit of none.
    let own = position(1, 1_100, Some(1_000), vec![due("УТ-1", days_ago(6), 100)]);
    let other = position(2, 105, None, vec![due("УТ-2", days_ago(30), 105)]);
    let all = |days, minimum| {
        rule(
            Condition::Overdue {
                days,
                reach: Reach::Dealer,
            },
            minimum,
        )
    };
    let rules = [
        all(5, 105),
        all(10, 100),
        all(20, 100),
        rule(
            Condition::Limit {
                percent: 0,
                others: false,
            },
            0,
        ),
    ];
    let verdict = verdict(&rules, &[own, other], asked(0), TODAY);
    assert_eq!(verdict.holds.len(), 4);
    let sums: Vec<i64> = verdict.payments.iter().map(|payment| payment.sum.minor).collect();
    assert_eq!(sums, [5, 100]);
}

#[test]
fn many_papers_and_large_sums_are_counted_as_well() {
    let dues = (0..5_000_i64).map(|n| due(&format!("УТ-{n}"), days_ago(n % 90), 1_000_000_000 + n));
    let dues: Vec<OpenDue> = dues.collect();
    let all: i64 = dues.iter().map(|due| due.left.minor).sum();
    let overdue: i64 = dues
        .iter()
        .filter(|due| due.is_overdue(5, TODAY))
        .map(|due| due.left.minor)
        .sum();
    let of = [position(1, all, Some(0), dues)];
    let rules = [
        rule(OVERDUE, 0),
        rule(
            Condition::Limit {
                percent: 0,
                others: false,
            },
            0,
        ),
    ];
    let verdict = verdict(&rules, &of, asked(7), TODAY);
    assert_eq!(verdict.to_pay(), [rub(all + 7)]);
    let advance = verdict.payments.last().expect("an advance");
    assert_eq!(
        (advance.due.as_ref(), advance.sum, verdict.payments.len()),
        (None, rub(7), 5_001)
    );
    let Reason::Overdue { sum, .. } = verdict.holds[0].reason else {
        panic!("{:?}", verdict.holds[0])
    };
    assert_eq!(sum, rub(overdue));
}

#[test]
fn other_orders_count_where_the_rule_says_so_and_in_their_own_currency() {
    let of = [position(1, 600, Some(1_000), vec![due("УТ-1", days_ago(-9), 600)])];
    let with = |others, count, sum: Money| {
        let asked = Asked {
            others: Others { count, sum },
            ..asked(300)
        };
        verdict([&rule(Condition::Limit { percent: 0, others }, 0)], &of, asked, TODAY)
    };
    assert!(!with(false, 2, rub(150)).is_held());
    assert!(!with(true, 2, rub(100)).is_held());
    assert!(!with(true, 2, Money::new(150, Currency::Kzt)).is_held());
    let held = with(true, 2, rub(150));
    assert_eq!(held.to_pay(), [rub(50)]);
    let Reason::Limit {
        others: Some(others),
        excess,
        ..
    } = held.holds[0].reason
    else {
        panic!("{held:?}")
    };
    assert_eq!((others.count, others.sum, excess), (2, rub(150), rub(50)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_payments_end_every_hold_and_no_cheaper_way_does(
        rules in some_rules(), own in some_dues(2), former in some_dues(1), other in some_dues(2),
        debt in 0_i64..20, limit in prop::option::of(0_i64..20), total in 0_i64..10,
    ) {
        let made = |n: u128, of: &[(i64, i64)]| -> Vec<OpenDue> {
            let numbered = of.iter().enumerate();
            numbered.map(|(at, (days, left))| due(&format!("{n}-{at}"), days_ago(*days), *left)).collect()
        };
        // The same contract, as 1C told it earlier under another id.
        let former = Position {
            contract: Some(contract(1)),
            as_of: Some(Moment::from_millis(0)),
            ..position(3, 0, None, made(3, &former))
        };
        let positions = [
            position(1, debt, limit, made(1, &own)),
            position(2, 0, None, made(2, &other)),
            former,
        ];
        let found = verdict(&rules, &positions, asked(total), TODAY);
        let paid = after(&positions, &found.payments);
        prop_assert!(!verdict(&rules, &paid, asked(total), TODAY).is_held(), "{:?} is not enough", found.payments);
        let spent: i64 = found.payments.iter().map(|payment| payment.sum.minor).sum();
        prop_assert_eq!(spent, least(&rules, &positions, asked(total)));
    }

    #[test]
    fn a_limit_is_compared_with_the_debt_and_every_order_that_counts(
        debt in -50_i64..50, limit in 0_i64..60, percent in 0_u16..30, total in 0_i64..30, minimum in 0_i64..5,
        orders in prop::collection::vec((0_i64..20, any::<bool>()), 0..6), counts in any::<bool>(),
        dues in prop::collection::vec(1_i64..9, 0..4),
    ) {
        let waiting: Vec<i64> = orders.iter().filter(|(_, left)| !left).map(|(sum, _)| *sum).collect();
        let others = Others { count: waiting.len() as i64, sum: rub(waiting.iter().sum()) };
        let dues = dues.iter().enumerate().map(|(at, left)| due(&format!("{at}"), days_ago(-5), *left)).collect();
        let positions = [position(1, debt, Some(limit), dues)];
        let asked = Asked { others, ..asked(total) };
        let rules = [rule(Condition::Limit { percent, others: counts }, minimum)];
        let mut naive = debt + total - limit - limit * i64::from(percent) / 100;
        if counts {
            for sum in &waiting {
                naive += sum;
            }
        }
        let found = verdict(&rules, &positions, asked, TODAY);
        prop_assert_eq!(found.is_held(), naive > minimum);
        let spent: i64 = found.payments.iter().map(|payment| payment.sum.minor).sum();
        prop_assert_eq!(spent, if naive > minimum { naive - minimum } else { 0 });
        prop_assert!(!verdict(&rules, &after(&positions, &found.payments), asked, TODAY).is_held());
    }
}
