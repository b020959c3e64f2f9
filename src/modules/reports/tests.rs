//! Figures over more orders than one page of anything holds.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::figures::plan::Plan;
use super::model::coming::DueShare;
use super::model::sums::moves;
use super::model::{Due, Facts, Sheet, Sums};
use super::records::Cell;
use crate::modules::dealers::{Country, Dealer, DealerStatus, StockRule, Tier};
use crate::modules::orders::tests::desk::order;
use crate::modules::orders::{Kind, StageLine};
use crate::platform::access::Access;
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Reader, Store};
use crate::platform::values::{Clock, Currency, Day, Id, Moment};

/// A Thursday.
const TODAY: Day = Day::constant(2026, 12, 17);
/// More than any walk over orders reads.
const LATE: usize = 10_100;

fn sums(total: i64) -> Sums {
    Sums {
        orders: 1,
        lines: 1,
        quantity: 1_000,
        total,
        ..Sums::default()
    }
}

/// An order that is due on this day, or its goods one by one on these days.
fn facts(number: usize, currency: Currency, days: &[Due]) -> Facts {
    let stages = StageLine::shipped();
    let order = order();
    let apart = |due: &Due| DueShare {
        due: *due,
        whole: sums(100),
        groups: Vec::new(),
    };
    Facts {
        order: Id::derived("order", &number.to_string()),
        dealer: order.dealer,
        version: 1,
        day: Day::constant(2026, 10, 1),
        currency,
        author: None,
        stage: stages.first_of(Kind::Confirmed).unwrap().key.clone(),
        kind: Kind::Confirmed,
        since: Moment::from_millis(0),
        due: days[0],
        apart: if days.len() > 1 {
            days.iter().map(apart).collect()
        } else {
            Vec::new()
        },
        whole: sums(100 * i64::try_from(days.len()).unwrap()),
        groups: Vec::new(),
        promised: None,
        own: Vec::new(),
        left: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_is_late_in_several_weeks_counts_once_however_many_are_late() {
    let store = Store::start(MemoryEngine::new(3), |error| panic!("{error}")).unwrap();
    let services = Services::new(store, Clock::standing_at(Moment::from_millis(0)), TimeZone::UTC);
    let access = Access::system(&services, "test");

    let weeks_ago = |weeks: i64| TODAY.saturating_sub(weeks.weeks());
    let mut all: Vec<Facts> = (0..LATE)
        .map(|number| facts(number, Currency::Rub, &[Due::Planned(weeks_ago(9))]))
        .collect();
    let planned = |weeks: i64| Due::Planned(weeks_ago(weeks));
    let wished = |weeks: i64| Due::Wished(weeks_ago(weeks));
    // Late in two weeks and in three; once late and once due in this week; late as promised and as wished.
    all.push(facts(LATE, Currency::Rub, &[planned(3), planned(2)]));
    all.push(facts(LATE + 1, Currency::Kzt, &[planned(4), planned(2), planned(1)]));
    all.push(facts(LATE + 2, Currency::Rub, &[planned(1), planned(0)]));
    all.push(facts(LATE + 3, Currency::Rub, &[planned(1), wished(2), wished(1)]));

    for chunk in all.chunks(500) {
        let chunk = chunk.to_vec();
        let write = access.write(move |write| {
            let mut added = Sheet::new();
            for facts in &chunk {
                write.technical(facts)?;
                for (key, more) in facts.sheet() {
                    added.entry(key).or_default().add(more);
                }
            }
            for (key, by) in moves(&Sheet::new(), &added) {
                let old = write.get::<Cell>(&key)?.map(|cell| cell.sums).unwrap_or_default();
                let sums = old.plus(by);
                write.technical(&Cell { key, sums })?;
            }
            Ok(())
        });
        write.await.unwrap();
    }

    let dealer = Dealer {
        id: order().dealer,
        name: "Окна".to_owned(),
        tier: Tier::Base,
        country: Country::Ru,
        city: String::new(),
        region: String::new(),
        status: DealerStatus::Active,
        managers: Vec::new(),
        stock_rule: StockRule::Levels,
        created: Moment::from_millis(0),
    };
    let tx = access.read().unwrap();
    let names = ("", |name: &str| name.to_owned());
    let plan = Plan::read(&tx, TODAY, TODAY, 2, &[Arc::new(dealer)], names).unwrap();
    let count = |of: &super::queries::ByCurrency, currency| of.of(currency).orders;
    assert_eq!(count(&plan.late, Currency::Rub), i64::try_from(LATE).unwrap() + 3);
    assert_eq!(count(&plan.late, Currency::Kzt), 1);
    assert_eq!(count(&plan.wished_late, Currency::Rub), 1);
    // What is to be made and paid stands in each week once, and is never taken away.
    assert_eq!(plan.late.of(Currency::Kzt).total, 300);
    assert_eq!(plan.wished_late.of(Currency::Rub).total, 200);
}
