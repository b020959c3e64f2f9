//! What stands still for a side: found by an index, however many orders lie around it.

use super::site::{Page, Site};
use crate::modules::orders::{Kind, Order, OrderNumber, Side, queries};
use crate::platform::access::Role;
use crate::platform::values::*;

/// Late among many: no window over the newest or the oldest would find them, and the count is that of the list.
#[tokio::test]
async fn every_late_order_is_counted_and_listed_the_longest_first() {
    let site = Site::new().await;
    let (buyer, manager) = (
        site.person(Role::Buyer, Some("sever")).await,
        site.person(Role::Admin, None).await,
    );
    let template = super::desk::order();
    let day = |day: i8| Day::constant(2026, 11, day);
    let made = |at: u32, dealer: DealerId, planned: Day, kind: Kind| Order {
        id: Id::derived("late", &at.to_string()),
        number: OrderNumber::new(None, 2026, at).unwrap(),
        dealer,
        planned: Some(planned),
        kind,
        created: Moment::from_millis(i64::from(at) * 1_000),
        ..template.clone()
    };
    let (sever, yug) = (DealerId::derived("dealer", "sever"), DealerId::derived("dealer", "yug"));
    // Today is the 23rd. 200 in time, seven late in their midst, two of the other dealer, some over or shipped.
    for at in 1..=200 {
        site.save(made(at, sever, day(23), Kind::Production)).await;
    }
    for (place, at) in (60..67).enumerate() {
        site.save(made(at, sever, day(22 - place as i8), Kind::Production))
            .await;
    }
    for at in [300, 301] {
        site.save(made(at, yug, day(1), Kind::Confirmed)).await;
    }
    for (at, kind) in [(302, Kind::Shipped), (303, Kind::Closed), (304, Kind::Cancelled)] {
        site.save(made(at, sever, day(1), kind)).await;
    }
    let numbers = |page: &Page| -> Vec<String> {
        let rows = page.body.split("data-order=\"").skip(1);
        rows.map(|row| row.split('"').next().unwrap().to_owned()).collect()
    };
    let own: Vec<String> = (60..67).rev().map(|at| format!("26-{at:06}")).collect();
    let list = site.get(&buyer, "/orders?stage=stopped").await;
    assert_eq!(numbers(&list), own);
    let count = || queries::standing_still(&site.system().read().unwrap(), day(23)).unwrap();
    assert_eq!(count(), 9, "the figure is that of the list");
    let all = numbers(&site.get(&manager, "/orders?stage=stopped").await);
    assert_eq!(all.len(), 9);
    assert_eq!(all[2..], own, "the other dealer's are late for longer");

    // What differs waits for its reader before all that is late; the other side sees it as late, or not at all.
    let mut differs = made(100, sever, day(23), Kind::Confirmed);
    differs.agreed.open = Some(Side::OneC);
    site.save(differs).await;
    assert_eq!(
        numbers(&site.get(&buyer, "/orders?stage=stopped").await)[0],
        "26-000100"
    );
    assert_eq!(numbers(&site.get(&manager, "/orders?stage=stopped").await).len(), 9);

    // Above what is counted exactly there is «more than», and every page of the list is there.
    for at in 1_000..1_120 {
        site.save(made(at, yug, day(2), Kind::Queued)).await;
    }
    assert_eq!(count(), queries::STANDSTILL_COUNTED + 1);
    let first = site.get(&manager, "/orders?stage=stopped").await;
    let mut seen = numbers(&first);
    let mut page = first;
    while let Some(next) = page.body.split("href=\"/orders?stage=stopped&amp;after=").nth(1) {
        let cursor = next.split('"').next().unwrap();
        page = site
            .get(&manager, &format!("/orders?stage=stopped&after={cursor}"))
            .await;
        seen.extend(numbers(&page));
    }
    assert_eq!(seen.len(), 129);
}
