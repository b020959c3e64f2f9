//! Settlements over the in-memory engine: long lists by pages, and lists that follow their counterparty.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::*;
use crate::modules::dealers::{Country, LegalEntity, Requisites};
use crate::modules::documents::Company;
use crate::platform::access::{Access, Membership, Role};
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{Clock, Currency, Day, DealerId, Id, Moment, Money};

const NOW: Moment = Moment::from_millis(1_790_000_000_000);

fn services() -> Arc<Services> {
    let store = Store::start(MemoryEngine::new(11), |error| panic!("{error}")).unwrap();
    Services::new(store, Clock::standing_at(NOW), TimeZone::UTC)
}

fn entity(dealer: &str) -> LegalEntity {
    LegalEntity {
        id: Id::derived("entity", dealer),
        dealer: DealerId::derived("dealer", dealer),
        name: dealer.into(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: Requisites::default(),
        counterparty: Some("party".into()),
        closed: false,
        created: NOW,
    }
}

/// Two operations a day.
fn told(operations: usize, as_of: i8) -> Told {
    let first = Day::constant(2000, 1, 1);
    let of = |n: usize| ToldOperation {
        day: first.saturating_add((n as i64 / 2).days()),
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
        as_of: (Day::constant(2026, 9, as_of), None),
        from: None,
        opening: Money::zero(Currency::Rub),
        closing: Money::new(sum, Currency::Rub),
        overdue: None,
        limit: ToldLimit::Unsaid,
        limit_reason: String::new(),
        operations,
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
    let taken = take(&access, &told(2_345, 1), Some(&entity("sever"))).unwrap();
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
    let more = take(&access, &told(2_346, 2), Some(&entity("sever"))).unwrap();
    assert!(more.changed && !more.created);
    assert_eq!(all(&access.read().unwrap(), Period::default()).len(), 2_346);
    let same = take(&access, &told(2_346, 3), Some(&entity("sever"))).unwrap();
    assert!(!same.changed && !same.created && !same.stale);
    let older = take(&access, &told(5, 2), Some(&entity("sever"))).unwrap();
    assert!(older.stale);
    let fewer = take(&access, &told(5, 4), Some(&entity("sever"))).unwrap();
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
    take(&access, &told(1_500, 1), Some(&entity("sever"))).unwrap();
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
