//! Orders that wait for 1C: what confirms them over HTTP and through a folder, and what the limit never starves.

use std::fs;
use std::time::{Duration, UNIX_EPOCH};

use super::tests::{Desktop, NOW, desktop, within};
use super::tests_orders::{buyer, order, put};
use super::*;
use crate::modules::exchange::connections::{Connection, ConnectionEvent};
use crate::modules::exchange::desk::{Desk, Incoming, Origin, Outgoing, Progress};
use crate::modules::orders::Order;
use crate::platform::error::Error;
use crate::platform::journal::read_after;
use crate::platform::store::Reader;
use crate::platform::values::{Moment, PageRequest};

/// What a pass over the folder does with orders.
fn put_down(desk: &Desktop) -> Outgoing {
    let outgoing = desk.house.orders(&desk.connection, Origin::Folder).unwrap();
    desk.house.put_down(&desk.connection, &outgoing).unwrap();
    outgoing
}

/// 1C sends an order back in a file that it wrote at this time.
fn send_back(desk: &Desktop, number: &str, written: Moment) {
    let text = within(&format!(
        "<Документ><Ид>guid-{number}</Ид><Номер>{number}</Номер><ХозОперация>Заказ товара</ХозОперация><Валюта>RUB</Валюта></Документ>"
    ));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders_1.xml");
    fs::write(&path, text).unwrap();
    let time = UNIX_EPOCH + Duration::from_millis(written.millis().try_into().unwrap());
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(time).unwrap();
    let run = desk.house.open(&desk.connection, Origin::Folder).unwrap();
    let incoming = Incoming {
        name: "orders_1.xml",
        path: &path,
        folder: folder.path(),
    };
    let progress = Progress::default();
    let imported = desk.house.import(&desk.connection, run, incoming, &progress).unwrap();
    assert_eq!(imported.fault, None);
    desk.house.close(&desk.connection, run).unwrap();
}

fn line_up(desk: &Desktop, count: u32) -> Vec<String> {
    buyer(desk);
    let numbers: Vec<String> = (1..=count).map(|number| format!("26-{number:06}")).collect();
    for number in &numbers {
        desk.submit(order(number));
    }
    numbers
}

#[test]
fn in_a_folder_an_order_is_received_when_it_comes_back() {
    let desk = desktop();
    let numbers = line_up(&desk, 2);
    // A document that was written before the order lay in the folder says nothing of it.
    send_back(&desk, &numbers[0], NOW.plus_seconds(-60));
    assert_eq!(put_down(&desk).numbers, numbers);
    send_back(&desk, &numbers[0], NOW.plus_seconds(-1));
    assert_eq!(put_down(&desk).numbers, numbers);
    send_back(&desk, &numbers[0], NOW.plus_seconds(1));
    assert_eq!(put_down(&desk).numbers, numbers[1..]);

    // People change it again: it waits again, until it comes back once more.
    let tx = desk.access().read().unwrap();
    let told: Order = tx
        .find(&crate::modules::orders::ORDER_BY_NUMBER, numbers[0].as_str())
        .unwrap()
        .unwrap();
    drop(tx);
    desk.submit(Order {
        comment: "another address".into(),
        ..told
    });
    let outgoing = put_down(&desk);
    assert_eq!(
        outgoing.numbers,
        [numbers[1].as_str(), numbers[0].as_str()],
        "in the order of changes"
    );
    let page = queue(&desk.access().read().unwrap(), desk.connection.id).unwrap();
    assert_eq!((page.waiting, page.in_file, page.oldest), (2, 2, Some(NOW)));
    assert_eq!(page.confirmed.unwrap().1, Way::CameBack);
}

#[test]
fn what_people_change_after_it_was_asked_for_is_not_confirmed() {
    let desk = desktop();
    let numbers = line_up(&desk, 2);
    let asked = desk.house.orders(&desk.connection, Origin::Http).unwrap();
    let order: Order = desk.get(&asked.sent[0].order).unwrap();
    desk.submit(Order {
        comment: "later".into(),
        ..order
    });
    desk.house.orders(&desk.connection, Origin::Http).unwrap();
    desk.house.delivered(&desk.connection, &asked).unwrap();
    let left = desk.house.orders(&desk.connection, Origin::Http).unwrap();
    assert_eq!(left.numbers, numbers[..1]);
    // Said twice, it is true twice.
    desk.house.delivered(&desk.connection, &asked).unwrap();
    assert_eq!(
        desk.house.orders(&desk.connection, Origin::Http).unwrap().numbers,
        numbers[..1]
    );
}

#[test]
fn an_operator_marks_what_stands_in_the_file_and_nothing_else() {
    let desk = desktop();
    let access = desk.access();
    let connection = desk.connection.clone();
    let event = ConnectionEvent::Created(connection.clone());
    access.write_blocking(move |w| w.save(&connection, &event)).unwrap();
    let numbers = line_up(&desk, 2);
    put_down(&desk);
    let file_at = queue(&access.read().unwrap(), desk.connection.id)
        .unwrap()
        .file_at
        .unwrap();
    // One came later: it is not in the file that the operator saw.
    desk.submit(order("26-000003"));
    let mark = |file_at| {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(mark_received(&access, desk.connection.id, file_at))
    };
    let refused = mark(file_at.plus_seconds(1));
    assert!(matches!(refused, Err(Error::Refused(why)) if why.id == "exchange-received-moved"));
    assert_eq!(mark(file_at).unwrap(), 2);
    assert_eq!(put_down(&desk).numbers, ["26-000003"]);
    let entries = read_after(&access.read().unwrap(), 0, 100).unwrap();
    let said = entries
        .iter()
        .find(|entry| entry.kind == "exchange.orders-received")
        .unwrap();
    let details = format!("{:?}", said.particulars);
    assert!(numbers.iter().all(|number| details.contains(number)), "{details}");
    let page = queue(&access.read().unwrap(), desk.connection.id).unwrap();
    assert_eq!(page.confirmed, Some((NOW, Way::Operator, 2)));
}

#[test]
fn the_limit_starves_nobody() {
    let desk = desktop();
    let numbers = line_up(&desk, 503);
    // Nobody ever confirms a folder: the newest are in its file whatever waits before them.
    let outgoing = put_down(&desk);
    assert_eq!(outgoing.numbers, numbers[3..]);
    desk.submit(order("26-000900"));
    let outgoing = put_down(&desk);
    assert_eq!(outgoing.numbers.len(), 500);
    assert_eq!(outgoing.numbers.last().unwrap(), "26-000900");
    let page = queue(&desk.access().read().unwrap(), desk.connection.id).unwrap();
    assert_eq!((page.waiting, page.in_file), (504, 500));
    // Over HTTP, where 1C confirms, those that wait longest go first, and the rest follows.
    let outgoing = desk.house.orders(&desk.connection, Origin::Http).unwrap();
    assert_eq!(outgoing.numbers, numbers[..500]);
    desk.house.delivered(&desk.connection, &outgoing).unwrap();
    let rest = desk.house.orders(&desk.connection, Origin::Http).unwrap();
    assert_eq!(rest.numbers, [&numbers[500..], &["26-000900".to_owned()]].concat());
}

#[test]
fn an_order_that_cannot_be_written_waits_with_its_reason_and_holds_up_nobody() {
    let desk = desktop();
    let numbers = line_up(&desk, 1);
    let mut nameless = order("26-000777");
    nameless.buyer = crate::platform::values::Id::derived("entity", "nobody");
    put(&desk, nameless.clone());
    desk.submit(Order {
        comment: "go".into(),
        ..nameless
    });
    let outgoing = desk.house.orders(&desk.connection, Origin::Http).unwrap();
    assert_eq!(outgoing.numbers, numbers);
    desk.house.delivered(&desk.connection, &outgoing).unwrap();
    let tx = desk.access().read().unwrap();
    let page = queue(&tx, desk.connection.id).unwrap();
    assert_eq!((page.waiting, page.refused.len()), (1, 1));
    let why = page.refused[0].refused.clone().unwrap();
    assert_eq!(why.id, "exchange-out-buyer");
    let rows = tx
        .scan(&WAITING_BY_SEQ, &desk.connection.id, &PageRequest::first(10))
        .unwrap();
    assert_eq!(rows.items.len(), 1);
    let other = Connection::new(crate::platform::values::Id::derived("connection", "2"), "Other", NOW);
    assert_eq!(
        queue(&tx, other.id).unwrap().waiting,
        2,
        "another base has none of them"
    );
}
