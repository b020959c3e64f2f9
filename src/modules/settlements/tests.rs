//! Settlements over the in-memory engine: long lists by pages, and lists that follow their counterparty.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::*;
use crate::modules::documents::Company;
use crate::modules::documents::tests::entity;
use crate::platform::access::{Access, Membership, Role};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{Clock, Currency, Day, DealerId, Moment, Money};

const NOW: Moment = Moment::from_millis(1_790_000_000_000);

fn services() -> Arc<Services> {
    let store = Store::start(MemoryEngine::new(11), |error| panic!("{error}")).unwrap();
    Services::new(store, Clock::standing_at(NOW), TimeZone::UTC)
}

/// Takes in what is the dealer's from the beginning to the end.
fn take_of(access: &Access, told: &Told, dealer: &str) -> Taken {
    let owner = entity(dealer);
    take(access, told, Some(owner.clone()), move |_| Ok(Some(owner.clone()))).unwrap()
}

/// Two operations a day.
fn told(operations: usize, as_of: i8) -> Told {
    let as_of = Day::constant(2026, 9, as_of);
    told_of(Day::constant(2000, 1, 1), 2, operations, as_of)
}

/// So many operations a day from the first one on, each of its number in kopecks.
pub(crate) fn told_of(first: Day, a_day: usize, operations: usize, as_of: Day) -> Told {
    let of = |n: usize| ToldOperation {
        day: first.saturating_add(((n / a_day) as i64).days()),
        kind: "Реализация".into(),
        document: String::new(),
        number: n.to_string(),
        debit: n as i64,
        credit: 0,
    };
    let operations: Vec<ToldOperation> = (0..operations).map(of).collect();
    let sum = operations.iter().map(|of| of.debit).sum();
    Told {
        external: "contract".into(),
        number: "17".into(),
        day: None,
        currency: Currency::Rub,
        seller: Company::default(),
        buyer: Company {
            id: "party".into(),
            ..Company::default()
        },
        as_of: (as_of, None),
        from: None,
        opening: Money::zero(Currency::Rub),
        closing: Money::new(sum, Currency::Rub),
        overdue: None,
        limit: ToldLimit::Unsaid,
        limit_reason: String::new(),
        operations,
        dues: None,
    }
}

fn all(tx: &impl Reader, period: Period) -> Vec<String> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let (page, next) = operations(tx, Settlement::id_of("contract"), period, after, 50).unwrap();
        assert!(page.len() <= 50);
        found.extend(page.into_iter().map(|of| of.number));
        after = next;
        if after.is_none() {
            return found;
        }
    }
}

#[test]
fn a_long_list_goes_by_pages_and_a_period_begins_at_its_own_rows() {
    let services = services();
    let access = Access::system(&services, "test");
    let taken = take_of(&access, &told(2_345, 1), "sever");
    assert!(
        taken.created
            && taken
                .warnings
                .iter()
                .all(|said| said.id != "settlements-warn-difference")
    );
    let tx = access.read().unwrap();
    // The newest first, within a day too.
    let expected: Vec<String> = (0..2_345).rev().map(|n| n.to_string()).collect();
    assert_eq!(all(&tx, Period::default()), expected);
    let day = Day::constant(2000, 2, 1);
    let period = Period {
        from: Some(day),
        to: Some(day),
    };
    // 31 days of two operations lie before.
    assert_eq!(all(&tx, period), ["63", "62"]);
    drop(tx);
    // One more writes one more, and the same again nothing.
    let more = take_of(&access, &told(2_346, 2), "sever");
    assert!(more.changed && !more.created);
    assert_eq!(all(&access.read().unwrap(), Period::default()).len(), 2_346);
    let same = take_of(&access, &told(2_346, 3), "sever");
    assert!(!same.changed && !same.created && !same.stale);
    let older = take_of(&access, &told(5, 2), "sever");
    assert!(older.stale);
    let fewer = take_of(&access, &told(5, 4), "sever");
    assert!(fewer.changed);
    assert_eq!(
        all(&access.read().unwrap(), Period::default()),
        ["4", "3", "2", "1", "0"]
    );
}

#[test]
fn a_settlement_goes_where_its_counterparty_goes_with_every_operation() {
    let services = services();
    let access = Access::system(&services, "test");
    take_of(&access, &told(1_500, 1), "sever");
    let seen = |dealer: &str| {
        let member = Membership::sample(dealer, Role::Director, Some(DealerId::derived("dealer", dealer)));
        let tx = Access::of_member(&services, &member, "test").unwrap().read().unwrap();
        let figures = tx.get::<Settlement>(&Settlement::id_of("contract")).unwrap().is_some();
        (figures, all(&tx, Period::default()).len())
    };
    assert_eq!((seen("sever"), seen("yug")), ((true, 1_500), (false, 0)));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(give(&access, &entity("yug"))).unwrap();
    assert_eq!((seen("sever"), seen("yug")), ((false, 0), (true, 1_500)));
}

#[test]
fn whoever_loses_the_counterparty_while_an_exchange_works_never_sees_its_figures() {
    let services = services();
    let access = Access::system(&services, "test");
    // Matched anew after the list was compared, before the figures are shown.
    take(&access, &told(30, 1), Some(entity("sever")), |_| {
        Ok(Some(entity("yug")))
    })
    .unwrap();
    let seen = |dealer: &str| {
        let member = Membership::sample(dealer, Role::Director, Some(DealerId::derived("dealer", dealer)));
        let tx = Access::of_member(&services, &member, "test").unwrap().read().unwrap();
        let figures = tx.get::<Settlement>(&Settlement::id_of("contract")).unwrap();
        (figures.is_some(), all(&tx, Period::default()).len())
    };
    assert_eq!((seen("sever"), seen("yug")), ((false, 0), (true, 30)));
    // And where it is nobody's now, the administrators' alone.
    take(&access, &told(31, 2), Some(entity("yug")), |_| Ok(None)).unwrap();
    assert_eq!((seen("sever"), seen("yug")), ((false, 0), (false, 0)));
    assert_eq!(all(&access.read().unwrap(), Period::default()).len(), 31);
}

#[test]
fn a_limit_that_goes_with_its_currency_takes_its_reason_along() {
    let services = services();
    let access = Access::system(&services, "test");
    let limit = ToldLimit::Of(Money::new(500, Currency::Rub));
    let limited = Told {
        limit,
        limit_reason: "Решение".into(),
        ..told(1, 1)
    };
    let kept = || {
        let tx = access.read().unwrap();
        let of = tx.get::<Settlement>(&Settlement::id_of("contract")).unwrap().unwrap();
        (of.limit.map(|limit| limit.minor), of.limit_reason)
    };
    take_of(&access, &limited, "sever");
    take_of(&access, &told(2, 2), "sever");
    assert_eq!(kept(), (Some(500), "Решение".to_owned()), "what is not said stays");
    let tenge = |minor| Money::new(minor, Currency::Kzt);
    let other = Told {
        currency: Currency::Kzt,
        opening: tenge(0),
        closing: tenge(0),
        ..told(0, 3)
    };
    take_of(&access, &other, "sever");
    assert_eq!(kept(), (None, String::new()));
}

#[test]
fn a_walk_that_reached_its_bound_says_so_and_goes_on() {
    let services = services();
    let access = Access::system(&services, "test");
    take_of(&access, &told(0, 1), "sever");
    let first: Settlement = {
        let tx = access.read().unwrap();
        tx.get(&Settlement::id_of("contract")).unwrap().unwrap()
    };
    // As many again as one page looks at, the last of them overdue.
    let others = queries::EXAMINED_MAX;
    access
        .write_blocking(move |w| {
            let event = SettlementEvent::Told(events::About::of(&first));
            let mut change = w.change(&event)?;
            for n in 1..=others {
                let number = format!("{:06}", 200_000 + n);
                let overdue = (n == others).then(|| Money::new(1, Currency::Rub));
                change.save(&Settlement {
                    id: Settlement::id_of(&number),
                    number,
                    overdue,
                    ..first.clone()
                })?;
            }
            Ok(())
        })
        .unwrap();
    let tx = access.read().unwrap();
    let filter = queries::Filter {
        overdue: true,
        ..Default::default()
    };
    let found = queries::page(&tx, &filter, None, 50).unwrap();
    assert_eq!(
        (found.settlements.len(), found.cut, found.next.is_some()),
        (0, true, true)
    );
    let found = queries::page(&tx, &filter, found.next, 50).unwrap();
    assert_eq!(
        (found.settlements.len(), found.cut, found.next.is_some()),
        (1, false, false)
    );
}

fn owed(number: usize, day: Option<Day>) -> ToldDue {
    ToldDue {
        document: format!("d-{number}"),
        number: number.to_string(),
        order: String::new(),
        from: None,
        day,
        sum: 100,
        paid: 0,
    }
}

fn open(tx: &impl Reader, dealer: &str, period: Period) -> Vec<(String, Option<Day>)> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let dealer = DealerId::derived("dealer", dealer);
        let (page, next) = dues_of(tx, dealer, period, after, 50).unwrap();
        assert!(page.len() <= 50);
        found.extend(page.into_iter().map(|due| (due.number, due.day)));
        after = next;
        if after.is_none() {
            return found;
        }
    }
}

#[test]
fn dues_are_the_whole_list_silence_keeps_them_and_they_go_with_their_owner() {
    let services = services();
    let access = Access::system(&services, "test");
    let first = Day::constant(2026, 11, 1);
    let day = |n: usize| Some(first.saturating_add((n as i64 / 3).days()));
    let with = |dues: Option<Vec<ToldDue>>, as_of| Told { dues, ..told(0, as_of) };
    let list: Vec<ToldDue> = (0..1_234).map(|n| owed(n, day(n))).collect();
    let taken = take_of(
        &access,
        &with(Some([list.clone(), vec![owed(9_999, None)]].concat()), 1),
        "sever",
    );
    // The one without a day, and without anything to work it out from, is told.
    assert!(taken.warnings.iter().any(|said| said.id == "settlements-warn-due-day"));
    let tx = access.read().unwrap();
    let id = Settlement::id_of("contract");
    assert_eq!(tx.get::<Settlement>(&id).unwrap().unwrap().dues, Some(1_235));
    let found = open(&tx, "sever", Period::default());
    assert_eq!(found.len(), 1_235);
    assert_eq!(found.last().unwrap(), &("9999".to_owned(), None));
    assert!(found[..1_234].is_sorted_by_key(|(_, day)| *day));
    // A period reads its own days, both ends included.
    let week = Period {
        from: day(30),
        to: day(35),
    };
    let mut numbers: Vec<usize> = open(&tx, "sever", week)
        .iter()
        .map(|(n, _)| n.parse().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (30..36).collect::<Vec<_>>());
    let overdue = overdue_of_settlement(&tx, id, day(30).unwrap()).unwrap();
    assert_eq!(overdue.len(), 30);
    let before = dues_as_of(&tx, id).unwrap();
    assert_eq!(before, as_of(&tx, id).unwrap());
    drop(tx);
    // Silence: they stay, with their own time.
    take_of(&access, &with(None, 2), "sever");
    let tx = access.read().unwrap();
    assert_eq!(open(&tx, "sever", Period::default()).len(), 1_235);
    assert_eq!(dues_as_of(&tx, id).unwrap(), before);
    assert!(as_of(&tx, id).unwrap() > before);
    drop(tx);
    // Said again with another day for one: the same due stands on another day.
    let mut moved = list.clone();
    moved[0].day = day(600);
    assert!(take_of(&access, &with(Some(moved.clone()), 3), "sever").changed);
    assert!(!take_of(&access, &with(Some(moved), 4), "sever").changed);
    let tx = access.read().unwrap();
    let found = open(&tx, "sever", Period::default());
    assert_eq!(found.len(), 1_234);
    assert!(found.contains(&("0".to_owned(), day(600))) && !found.contains(&("0".to_owned(), day(0))));
    drop(tx);
    // Another owner, told in silence of the dues: all of them follow.
    take_of(&access, &with(None, 5), "yug");
    let tx = access.read().unwrap();
    assert_eq!(open(&tx, "sever", Period::default()), []);
    assert_eq!(open(&tx, "yug", Period::default()).len(), 1_234);
    drop(tx);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(give(&access, &entity("sever"))).unwrap();
    let tx = access.read().unwrap();
    assert_eq!(open(&tx, "yug", Period::default()), []);
    assert_eq!(open(&tx, "sever", Period::default()).len(), 1_234);
    drop(tx);
    // An empty list: nothing is open.
    assert!(take_of(&access, &with(Some(Vec::new()), 6), "sever").changed);
    assert_eq!(open(&access.read().unwrap(), "sever", Period::default()), []);
}
