//! Reconciliations over the in-memory engine: long ledgers, lists that are being handed over, counterparties that move.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::actions::withdraw;
use super::*;
use crate::modules::documents::tests::entity;
use crate::modules::settlements::tests::told_of;
use crate::modules::settlements::{Settlement, Told, take};
use crate::platform::access::{Access, Membership, Role};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{Clock, Currency, Day, DealerId, Moment, Money};

const NOW: Moment = Moment::from_millis(1_790_000_000_000);

fn services() -> Arc<Services> {
    let store = Store::start(MemoryEngine::new(11), |error| panic!("{error}")).unwrap();
    Services::new(store, Clock::standing_at(NOW), TimeZone::UTC)
}

/// Twenty operations a day, each of its number in kopecks.
fn told(lines: usize) -> Told {
    let first = Day::constant(2023, 1, 1);
    Told {
        from: Some(first),
        ..told_of(first, 20, lines, Day::constant(2026, 9, 1))
    }
}

fn tell(access: &Access, told: &Told) {
    let owner = entity("sever");
    take(access, told, Some(owner.clone()), move |_| Ok(Some(owner.clone()))).unwrap();
}

fn asking(from: Day, to: Day) -> Asking {
    Asking {
        id: ActId::at(NOW, rand::random()),
        settlement: Settlement::id_of("contract"),
        from: Some(from),
        to: Some(to),
        instead: None,
    }
}

#[test]
fn a_long_period_is_copied_whole_over_the_edges_of_leaves_and_commits() {
    const LINES: usize = 21_111;
    let services = services();
    let access = Access::system(&services, "test");
    tell(&access, &told(LINES));
    // From the hundredth day to the nine hundredth: 16,000 lines, which are two commits.
    let first = Day::constant(2023, 1, 1);
    let [from, to] = [100, 899].map(|day: i64| first.saturating_add(day.days()));
    let act = ask(&access, &asking(from, to)).unwrap();
    let (before, within): (usize, usize) = (2_000, 16_000);
    let sum = |from: usize, to: usize| (from..to).map(|n| n as i64).sum::<i64>();
    let figures = [act.opening, act.debit, act.credit, act.closing].map(|money| money.minor);
    let (opening, debit) = (sum(0, before), sum(before, before + within));
    assert_eq!(figures, [opening, debit, 0, opening + debit]);
    let tx = access.read().unwrap();
    let all = lines(&tx, &act, 0, act.rows).unwrap();
    let numbers: Vec<(u32, String)> = all.into_iter().map(|(place, line)| (place, line.number)).collect();
    let expected: Vec<(u32, String)> = (0..within as u32)
        .map(|place| (place, (before as u32 + place).to_string()))
        .collect();
    assert_eq!(numbers, expected);
    // A page begins anywhere and ends where the lines do.
    let part = lines(&tx, &act, 249, 3).unwrap();
    assert_eq!(
        part.iter().map(|(place, _)| *place).collect::<Vec<_>>(),
        [249, 250, 251]
    );
    assert_eq!(lines(&tx, &act, act.rows - 1, 50).unwrap().len(), 1);
}

#[test]
fn a_list_that_is_half_handed_over_is_not_copied() {
    use crate::modules::settlements::{Operation, SettlementEvent};
    let services = services();
    let access = Access::system(&services, "test");
    tell(&access, &told(40));
    let id = Settlement::id_of("contract");
    let mut first = None;
    access
        .read()
        .unwrap()
        .each_from(&id, |of: Operation| {
            first = Some(of);
            std::ops::ControlFlow::Break(())
        })
        .unwrap();
    let other = Operation {
        debit: Money::new(999, Currency::Rub),
        ..first.unwrap()
    };
    let settlement: Settlement = access.read().unwrap().get(&id).unwrap().unwrap();
    let event = SettlementEvent::of_list(&settlement);
    access.write_blocking(move |w| w.save(&other, &event)).unwrap();
    let day = Day::constant(2023, 1, 1);
    match ask(&access, &asking(day, day)) {
        Err(Error::Refused(message)) => assert_eq!(message.id, "reconciliation-moving"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_copied_of_anothers_counterparty_is_withdrawn_and_not_given_on() {
    let services = services();
    let access = Access::system(&services, "test");
    tell(&access, &told(40));
    let day = Day::constant(2023, 1, 1);
    let act = ask(&access, &asking(day, day)).unwrap();
    let seen = |dealer: &str| {
        let member = Membership::sample(dealer, Role::Director, Some(DealerId::derived("dealer", dealer)));
        let access = Access::of_member(&services, &member, "test").unwrap();
        access.read().unwrap().get::<Act>(&act.id).unwrap()
    };
    assert!(seen("sever").is_some());
    // It is «Юг»'s: nobody of the dealers sees the copy, the manufacturer does.
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    for _ in 0..2 {
        runtime.block_on(withdraw(&access, &entity("yug"))).unwrap();
        assert_eq!((seen("sever"), seen("yug")), (None, None));
    }
    let kept = access.read().unwrap().get::<Act>(&act.id).unwrap().unwrap();
    assert!(!kept.is_open() && kept.withdrawn && kept.version == act.version + 1);
    let agreed = runtime.block_on(agree(&access, act.id, kept.version));
    assert!(matches!(agreed, Err(Error::Refused(_))));
}
