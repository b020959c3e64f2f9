//! Orders on both ways: what 1C sends back becomes their next version, and what people changed goes out.

use super::tests::{Desktop, NOW, desktop, within};
use super::*;
use crate::modules::catalogue::{PriceType, Product, Sku};
use crate::modules::dealers::{Country, LegalEntity, Requisites};
use crate::modules::exchange::Kind;
use crate::modules::exchange::apply::ExchangeEvent;
use crate::modules::exchange::commerceml::{self, Item};
use crate::modules::exchange::desk::{Desk, Imported, Origin};
use crate::modules::orders::{
    Agreement, Author, Delivery, Kind as StageKind, ORDER_BY_NUMBER, OneCName, Order, OrderLine, OrderTotals, StageKey,
};
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Day, DealerId, Id, Money, Quantity, UnitPrice, VatMode, VatRate};

fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

pub(super) fn order(number: &str) -> Order {
    let external = "p-1#v-1";
    let line = OrderLine {
        sku: Sku::id_of(external),
        product: Product::id_of("p-1"),
        external: external.into(),
        name: "Краска".into(),
        article: "КФ-10".into(),
        unit: "шт".into(),
        unit_code: "796".into(),
        quantity: Quantity::whole(2),
        price: UnitPrice::new(1_000_5000, Currency::Rub),
        factor: Quantity::ONE,
        sum: rub(2_001_00),
        vat_rate: VatRate::percent(22),
        vat: rub(360_84),
        total: rub(2_001_00),
        rrp: None,
        no_margin: None,
        weight_g: Some(10_000),
        volume: None,
        comment: String::new(),
        configuration: None,
        wished: None,
        promises: Vec::new(),
        told: None,
        bargain: None,
    };
    let lines = vec![line];
    let stage = StageKey::new("submitted").unwrap();
    Order {
        id: Id::derived("order", number),
        number: number.parse().unwrap(),
        dealer: DealerId::derived("dealer", "sever"),
        name: String::new(),
        contract: Id::derived("contract", "1"),
        seller: Id::derived("own", "1"),
        buyer: Id::derived("entity", "sever"),
        begun_by: None,
        author: Author::system(),
        totals: OrderTotals::of(&lines, Currency::Rub),
        lines,
        comment: String::new(),
        delivery: Delivery::default(),
        wished: None,
        currency: Currency::Rub,
        vat_mode: VatMode::Included,
        price_type: PriceType::id_of("pt-1"),
        book: 1,
        stage,
        kind: StageKind::Waiting,
        history: Vec::new(),
        planned: None,
        promises: Vec::new(),
        shipments: Vec::new(),
        payments: Vec::new(),
        request: None,
        answered: Vec::new(),
        vouchers: Vec::new(),
        one_c: OneCName::default(),
        agreed: Agreement {
            hash: "frozen".into(),
            at: NOW,
            version: 1,
            open: None,
            refused: None,
        },
        created: NOW,
        changed: NOW,
        changed_by: Author::system(),
        version: 1,
    }
}

pub(super) fn put(desk: &Desktop, order: Order) {
    let event = ExchangeEvent::StatusFound {
        external: "test".into(),
    };
    desk.access().write_blocking(move |w| w.save(&order, &event)).unwrap();
}

/// The legal entity that these orders name.
pub(super) fn buyer(desk: &Desktop) {
    let entity = LegalEntity {
        id: Id::derived("entity", "sever"),
        dealer: DealerId::derived("dealer", "sever"),
        name: "Север ООО".into(),
        full_name: String::new(),
        country: Country::Ru,
        requisites: Requisites {
            tax_id: "7701234567".into(),
            kpp: "770101001".into(),
            ..Requisites::default()
        },
        counterparty: None,
        closed: false,
        created: NOW,
    };
    let event = ExchangeEvent::StatusFound {
        external: "test".into(),
    };
    desk.access().write_blocking(move |w| w.save(&entity, &event)).unwrap();
}

fn now(desk: &Desktop, number: &str) -> Order {
    let tx = desk.access().read().unwrap();
    tx.find(&ORDER_BY_NUMBER, number).unwrap().unwrap()
}

#[test]
fn an_order_that_comes_back_becomes_a_version_with_payments_and_shipments() {
    let desk = desktop();
    put(&desk, order("26-000042"));
    let imported = desk.fixture("documents.xml");
    assert_eq!(
        imported.report.tallies[&Kind::Document].updated,
        1,
        "{:?}",
        imported.report.findings
    );
    let told = now(&desk, "26-000042");
    assert_eq!(told.one_c.id, "1c-guid-1");
    assert_eq!(told.one_c.number, "ТДЦУ-000001");
    assert_eq!(told.kind, StageKind::Shipped);
    // Delivery is no line of goods, and 1C's total stands.
    assert_eq!(told.lines.len(), 1);
    assert_eq!(told.lines[0].quantity, Quantity::from_thousandths(2_500));
    assert_eq!(told.totals.total, rub(3_001_25));
    assert!(told.is_open(), "the dealer has not agreed to it");
    let payments: Vec<_> = told
        .payments
        .iter()
        .map(|payment| (payment.number.as_str(), payment.sum))
        .collect();
    assert_eq!(payments, [("П-1", Some(rub(3_001_25)))]);
    let mut shipments: Vec<_> = told.shipments.iter().map(|shipment| shipment.number.as_str()).collect();
    shipments.sort_unstable();
    assert_eq!(shipments, ["Р-1", "ТДЦУ-000003"]);

    let again = desk.fixture("documents.xml");
    assert_eq!(again.report.tallies[&Kind::Document].unchanged, 1);
    assert_eq!(now(&desk, "26-000042"), told);
}

/// 1C sends an order with this status.
fn told(desk: &Desktop, number: &str, status: &str) {
    let text = within(&format!(
        "<Документ><Ид>{number}</Ид><Номер>{number}</Номер><ХозОперация>Заказ товара</ХозОперация><Валюта>RUB</Валюта><ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>{status}</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Документ>"
    ));
    let imported = desk.take("orders.xml", &text);
    assert_eq!(imported.fault, None);
}

#[test]
fn a_track_number_needs_no_number_of_a_shipment() {
    let desk = desktop();
    put(&desk, order("26-000043"));
    let send = |track: &str, more: &str| {
        let text = within(&format!(
            "<Документ><Ид>26-000043</Ид><Номер>26-000043</Номер><ХозОперация>Заказ товара</ХозОперация><Валюта>RUB</Валюта><ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>Отгружен</Значение></ЗначениеРеквизита><ЗначениеРеквизита><Наименование>Трек-номер</Наименование><Значение>{track}</Значение></ЗначениеРеквизита>{more}</ЗначенияРеквизитов></Документ>"
        ));
        desk.take("orders.xml", &text);
        let told = now(&desk, "26-000043");
        assert_eq!(told.kind, StageKind::Shipped);
        let tracks = told.shipments.iter();
        tracks
            .map(|shipment| (shipment.number.clone(), shipment.track.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(send("T-1", ""), [("T-1".to_owned(), "T-1".to_owned())]);
    // A corrected one is that of the only shipment.
    assert_eq!(send("T-2", ""), [("T-1".to_owned(), "T-2".to_owned())]);
}

fn decide(desk: &Desktop, status: &str, stage: Option<&str>) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let stage = stage.and_then(StageKey::new);
    let access = desk.access();
    runtime
        .block_on(crate::modules::exchange::mapping::map_status(
            &access,
            status.into(),
            stage,
        ))
        .unwrap();
}

#[test]
fn a_status_moves_an_order_only_once_it_has_a_meaning() {
    let desk = desktop();
    put(&desk, order("26-000043"));
    for _ in 0..2 {
        told(&desk, "26-000043", "На усмотрение склада");
    }
    assert_eq!(now(&desk, "26-000043").kind, StageKind::Waiting);
    let word = "На усмотрение склада".to_owned();
    let status: OneCStatus = desk.get(&word).unwrap();
    assert!(status.waits());
    assert_eq!(desk.get::<StatusSeen>(&word).unwrap().count, 2);
    decide(&desk, &word, Some("production"));
    told(&desk, "26-000043", &word);
    assert_eq!(now(&desk, "26-000043").kind, StageKind::Production);
    // Said to move nothing, it waits no longer and moves nothing.
    decide(&desk, &word, None);
    assert!(!desk.get::<OneCStatus>(&word).unwrap().waits());
    told(&desk, "26-000043", &word);
    assert_eq!(desk.get::<StatusSeen>(&word).unwrap().count, 2);
    assert_eq!(now(&desk, "26-000043").kind, StageKind::Production);
}

#[test]
fn the_usual_words_move_orders_forward_until_somebody_decides() {
    let desk = desktop();
    put(&desk, order("26-000043"));
    let steps = [
        ("Не согласован", StageKind::Waiting),
        ("К выполнению", StageKind::Confirmed),
        // What we sent ourselves comes back as an echo.
        ("Отправлен", StageKind::Confirmed),
        ("В производстве", StageKind::Production),
        // Coarser than the stages here: the order stays where it is.
        ("К выполнению", StageKind::Production),
        ("Не согласован", StageKind::Production),
        ("Отгружен", StageKind::Shipped),
        ("Закрыт", StageKind::Closed),
    ];
    for (word, kind) in steps {
        told(&desk, "26-000043", word);
        assert_eq!(now(&desk, "26-000043").kind, kind, "{word}");
    }
    let status: OneCStatus = desk.get(&"К выполнению".to_owned()).unwrap();
    assert!(status.by_default && !status.waits());
    // What an administrator says holds in both directions.
    put(&desk, order("26-000044"));
    told(&desk, "26-000044", "В производстве");
    decide(&desk, "К выполнению", Some("confirmed"));
    told(&desk, "26-000044", "К выполнению");
    assert_eq!(now(&desk, "26-000044").kind, StageKind::Confirmed);
    told(&desk, "26-000044", "Отменён");
    assert_eq!(now(&desk, "26-000044").kind, StageKind::Cancelled);
}

#[test]
fn a_payment_alone_finds_its_order_and_a_plan_moves_its_day() {
    let desk = desktop();
    put(&desk, order("26-000044"));
    let payment = within(
        "<Документ><Ид>pay</Ид><Номер>П-7</Номер><Дата>2026-11-20</Дата><ХозОперация>Выплата безналичных денег</ХозОперация><Основание>26-000044</Основание><Сумма>10,50</Сумма></Документ>",
    );
    desk.take("documents.xml", &payment);
    let paid = now(&desk, "26-000044");
    assert_eq!(
        (paid.payments[0].number.as_str(), paid.payments[0].sum),
        ("П-7", Some(rub(10_50)))
    );
    assert_eq!(paid.kind, StageKind::Waiting);
    let plan = "{\"version\": 1, \"orders\": [{\"number\": \"26-000044\", \"planned\": \"2026-12-01\", \"reason\": \"ждём сырьё\"}, {\"number\": \"26-000044\"}]}";
    let imported = desk.take("plan.json", plan);
    let planned = now(&desk, "26-000044");
    assert_eq!(planned.planned.unwrap().to_string(), "2026-12-01");
    assert_eq!(planned.promises[0].reason, "ждём сырьё");
    assert_eq!(imported.report.counts["exchange-applied-plan-withdrawn"], 1);
    // A paper of a shipment says what it comes to; a requisite that names it later doesn't unsay it.
    desk.take(
        "documents.xml",
        &within(
            "<Документ><Ид>ship</Ид><Номер>Р-7</Номер><Дата>2026-11-21</Дата><ХозОперация>Отпуск товара</ХозОперация><Основание>26-000044</Основание><Сумма>7,25</Сумма></Документ>",
        ),
    );
    let again = "<Документ><Ид>26-000044</Ид><Номер>26-000044</Номер><ХозОперация>Заказ товара</ХозОперация><Валюта>RUB</Валюта><ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Номер отгрузки по 1С</Наименование><Значение>Р-7</Значение></ЗначениеРеквизита><ЗначениеРеквизита><Наименование>Дата отгрузки по 1С</Наименование><Значение>2026-11-21</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Документ>";
    for _ in 0..2 {
        let left = now(&desk, "26-000044");
        let [shipment] = left.shipments.as_slice() else {
            panic!("{:?}", left.shipments)
        };
        assert_eq!((shipment.number.as_str(), shipment.sum), ("Р-7", Some(rub(7_25))));
        desk.take("documents.xml", &within(again));
    }
}

/// 1C sends an order of two lines back, the second one with such a requisite.
fn lines_told(desk: &Desktop, number: &str, requisites: &str) -> Imported {
    let line = |variant: &str, requisites: &str| {
        format!(
            "<Товар><Ид>p-1#{variant}</Ид><Артикул>КФ-{variant}</Артикул><Количество>2</Количество><ЦенаЗаЕдиницу>1000,50</ЦенаЗаЕдиницу><Сумма>2001</Сумма><ЗначенияРеквизитов>{requisites}</ЗначенияРеквизитов></Товар>"
        )
    };
    let text = within(&format!(
        "<Документ><Ид>{number}</Ид><Номер>{number}</Номер><ХозОперация>Заказ товара</ХозОперация><Валюта>RUB</Валюта><Номер1С>Т-7</Номер1С><Товары>{}{}</Товары></Документ>",
        line("v-1", ""),
        line("v-2", requisites)
    ));
    desk.take("orders.xml", &text)
}

#[test]
fn a_line_may_have_a_day_of_its_own_in_both_directions() {
    let desk = desktop();
    buyer(&desk);
    let mut begun = order("26-000045");
    let other = OrderLine {
        sku: Sku::id_of("p-1#v-2"),
        external: "p-1#v-2".into(),
        wished: Some(Day::constant(2026, 12, 3)),
        ..begun.lines[0].clone()
    };
    begun.lines.push(other);
    begun.wished = Some(Day::constant(2026, 12, 1));
    begun.totals = OrderTotals::of(&begun.lines, Currency::Rub);
    desk.submit(begun);
    // Out: the wish of the line alone.
    let outgoing = desk.house.orders(&desk.connection, Origin::Http).unwrap();
    let mut found = Vec::new();
    commerceml::read(&outgoing.bytes[..], &mut Default::default(), &mut |item, _| {
        found.push(item);
        Ok(())
    })
    .unwrap();
    let [Item::Documents(set)] = &found[..] else {
        panic!("{found:?}")
    };
    let lines = set.main.lines.as_ref().unwrap();
    let sent: Vec<Option<&str>> = lines.iter().map(|line| line.requisite("Дата отгрузки")).collect();
    assert_eq!(sent, [None, Some("2026-12-03")]);
    assert_eq!(lines[1].requisite("ТипНоменклатуры"), Some("Товар"));

    let requisite = |name: &str, value: &str| {
        format!(
            "<ЗначениеРеквизита><Наименование>{name}</Наименование><Значение>{value}</Значение></ЗначениеРеквизита>"
        )
    };
    let number = "26-000045";
    // An echo of the wish promises nothing, and neither does the year 1.
    for value in ["2026-12-03", "0001-01-01T00:00:00"] {
        let imported = lines_told(&desk, number, &requisite("Дата отгрузки", value));
        assert!(!imported.report.counts.contains_key("exchange-applied-line-day"));
        assert!(
            now(&desk, number).lines.iter().all(|line| line.promises.is_empty()),
            "{value}"
        );
    }
    assert_eq!(now(&desk, number).one_c.number, "Т-7");
    let why = requisite("Причина переноса", "Ждём замки");
    let said = format!("{}{why}", requisite("Планируемая дата отгрузки", "10.12.2026"));
    lines_told(&desk, number, &said);
    let planned = now(&desk, number);
    assert_eq!(planned.planned, Some(Day::constant(2026, 12, 10)));
    let promise = &planned.lines[1].promises[0];
    assert_eq!((promise.day.day(), promise.reason.as_str()), (10, "Ждём замки"));
    assert_eq!(planned.lines[1].wished, Some(Day::constant(2026, 12, 3)));
    let again = lines_told(&desk, number, &said);
    assert_eq!(again.report.tallies[&Kind::Document].unchanged, 1);
    // The extension file says the same of a line; one that the order doesn't have is told.
    let plan = "{\"version\": 1, \"orders\": [{\"number\": \"26-000045\", \"lines\": [{\"id\": \"p-1#v-1\", \"planned\": \"2026-12-12\", \"reason\": \"Ждём стекло\"}, {\"id\": \"p-9\", \"planned\": \"2026-12-12\"}, {\"id\": \"p-1#v-2\", \"planned\": \"9999-12-12\"}]}]}";
    let imported = desk.take("plan.json", plan);
    assert_eq!(imported.report.counts["exchange-applied-order-part"], 1);
    assert_eq!(imported.report.counts["exchange-finding-line-plan-day"], 1);
    let planned = now(&desk, number);
    assert_eq!(planned.lines[0].promises[0].reason, "Ждём стекло");
    assert_eq!(planned.planned, Some(Day::constant(2026, 12, 12)));
    assert_eq!(planned.lines[1].promises.len(), 1);
    // What is no day is told, and nothing else is lost.
    for value in ["скоро", "2026-02-31", "9999-12-31", "1026-12-10"] {
        let text = format!("{}{why}", requisite("Планируемая дата отгрузки", value));
        let imported = lines_told(&desk, number, &text);
        assert_eq!(imported.report.counts["exchange-applied-line-day"], 1, "{value}");
        let said = &imported
            .report
            .findings
            .iter()
            .find(|of| of.message.id == "exchange-applied-line-day");
        assert!(said.is_some_and(|of| of.line > 0));
        let after = now(&desk, number);
        assert_eq!((after.lines.len(), after.planned), (2, planned.planned), "{value}");
    }
}

#[test]
fn a_document_in_another_currency_is_refused_with_words_and_the_others_are_taken() {
    let desk = desktop();
    put(&desk, order("26-000042"));
    put(&desk, order("26-000043"));
    let document = |number: &str, currency: &str| {
        format!(
            "<Документ><Ид>{number}</Ид><Номер>{number}</Номер><ХозОперация>Заказ товара</ХозОперация><Валюта>{currency}</Валюта><Сумма>5</Сумма><Номер1С>Т-{number}</Номер1С></Документ>"
        )
    };
    let imported = desk.take(
        "documents.xml",
        &within(&format!(
            "{}{}",
            document("26-000042", "KZT"),
            document("26-000043", "RUB")
        )),
    );
    assert_eq!(imported.report.counts["exchange-applied-order-refused"], 1);
    assert_eq!(now(&desk, "26-000042").version, 1);
    assert_eq!(now(&desk, "26-000043").one_c.number, "Т-26-000043");
}

#[test]
fn orders_wait_for_1c_until_it_confirms_them() {
    let desk = desktop();
    buyer(&desk);
    let empty = desk.house.orders(&desk.connection, Origin::Http).unwrap();
    assert!(empty.numbers.is_empty());
    assert!(empty.bytes.starts_with(b"<?xml"));
    // Only what people do goes out: a buyer's submission.
    desk.submit(order("26-000042"));
    for _ in 0..2 {
        let outgoing = desk.house.orders(&desk.connection, Origin::Http).unwrap();
        assert_eq!(outgoing.numbers, ["26-000042"]);
        let mut found = Vec::new();
        commerceml::read(&outgoing.bytes[..], &mut Default::default(), &mut |item, _| {
            found.push(item);
            Ok(())
        })
        .unwrap();
        let [Item::Documents(set)] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!(set.main.number.as_deref(), Some("26-000042"));
        assert_eq!(set.main.counterparties[0].inn.as_deref(), Some("7701234567"));
        assert_eq!(set.main.requisite("Статус заказа"), Some("Отправлен"));
    }
    let outgoing = desk.house.orders(&desk.connection, Origin::Http).unwrap();
    desk.house.delivered(&desk.connection, &outgoing).unwrap();
    assert!(
        desk.house
            .orders(&desk.connection, Origin::Http)
            .unwrap()
            .numbers
            .is_empty()
    );
    let info = desk.house.info(&desk.connection).unwrap();
    assert!(info.contains("<Ид>production</Ид>"), "{info}");
}
