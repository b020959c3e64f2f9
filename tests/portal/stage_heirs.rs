//! Words of 1C for a stage that was taken out: they lead to the stage that took over, and the run's report says so.

use crate::exchange::connected;
use crate::exchange_admin::{begin, call};
use crate::harness::{Client, World};
use crate::stage_rules::{add, moved, version};

const PAINTING: (&str, &str) = ("Покраска", "Painting");
const DRYING: (&str, &str) = ("Сушка", "Drying");

fn production(admin: &Client, names: (&str, &str)) {
    let stage = [
        ("kind", "production"),
        ("ru", names.0),
        ("en", names.1),
        ("enter", "staff"),
        ("enter", "1c"),
    ];
    add(admin, &stage).expect(303);
}

/// What 1C answers about an order: its status, as a document of the exchange over HTTP.
fn told(world: &World, order: &str, status: &str) {
    let number = order.rsplit('/').next().unwrap();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация ВерсияСхемы=\"2.09\"><Документ>\
         <Номер>{number}</Номер><ХозОперация>Заказ товара</ХозОперация><ЗначенияРеквизитов><ЗначениеРеквизита>\
         <Наименование>Статус заказа</Наименование><Значение>{status}</Значение></ЗначениеРеквизита>\
         </ЗначенияРеквизитов></Документ></КоммерческаяИнформация>"
    );
    let (cookie, _) = begin(world, "bus");
    let file = "type=sale&mode=file&filename=orders.xml";
    let (answer, _) = call(world, "bus", file, Some(document.as_bytes()), &cookie);
    assert!(answer.starts_with(b"success"), "{}", String::from_utf8_lossy(&answer));
    let (ended, _) = call(world, "bus", "type=sale&mode=complete", None, &cookie);
    assert!(ended.starts_with(b"success"), "{}", String::from_utf8_lossy(&ended));
}

/// The report of the newest run.
fn report(admin: &Client) -> String {
    let runs = admin.get("/admin/exchange").attributes("a[href*='/runs/']", "href");
    admin.get(&runs[0]).expect(200).texts("main").join(" ")
}

fn stage(client: &Client, order: &str) -> String {
    let page = client.get(order);
    page.texts(".kb-stages .is-now, .kb-stages .is-held").join(" ")
}

#[test]
fn a_status_of_a_stage_that_was_taken_out_moves_orders_to_its_heir() {
    let world = connected();
    let (admin, manager, buyer) = (world.admin(), world.manager(), world.buyer());
    production(&admin, PAINTING);
    production(&admin, DRYING);
    let mapped = [("key", "Малярка"), ("stage", "production-2")];
    admin.post("/admin/exchange/mapping/statuses", &mapped).expect(303);
    // One order is there by 1C's word and goes on by hand.
    let ahead = buyer.ordered("Скамья", "2");
    told(&world, &ahead, "Малярка");
    assert!(stage(&manager, &ahead).contains(PAINTING.0));
    assert!(!report(&admin).contains("убрали из линии"));
    moved(&manager, &ahead, &[("stage", "ready")]).expect(303);

    let removal = |key: &str, heir: &str| {
        let version = version(&admin);
        let fields = [("version", version.as_str()), ("to", heir)];
        admin.post(&format!("/stages/{key}/removal"), &fields).expect(303);
    };
    removal("production-2", "production-3");
    let behind = buyer.ordered("Скамья", "2");
    told(&world, &behind, "Малярка");
    assert!(
        stage(&manager, &behind).contains(DRYING.0),
        "{}",
        stage(&manager, &behind)
    );
    let said = report(&admin);
    assert!(
        said.contains("«Малярка» вёл на этап «Покраска», который убрали из линии") && said.contains("«Сушка»"),
        "{said}"
    );
    // Said again it is nothing new, neither for an order that went on nor for one that stands there.
    for order in [&ahead, &behind] {
        let before = manager.get(order).texts(".kb-tl li").len();
        told(&world, order, "Малярка");
        assert_eq!(manager.get(order).texts(".kb-tl li").len(), before);
        assert!(!report(&admin).contains("убрали из линии"), "{}", report(&admin));
    }
    assert!(stage(&manager, &ahead).contains("Готов к отгрузке"));

    // 1C says the stage's own name, which it once got from us, and nobody has mapped it: the heir's heir takes over.
    removal("production-3", "production");
    let named = buyer.ordered("Скамья", "2");
    told(&world, &named, "Сушка");
    assert!(stage(&manager, &named).contains("В производстве"));
    let said = report(&admin);
    assert!(
        said.contains("«Сушка» вёл на этап «Сушка», который убрали из линии") && said.contains("«В производстве»"),
        "{said}"
    );
    let mapped = buyer.ordered("Скамья", "2");
    told(&world, &mapped, "Малярка");
    assert!(stage(&manager, &mapped).contains("В производстве"));
    // Once an administrator has said what it means, nothing is inherited any more.
    let decided = [("key", "Малярка"), ("stage", "confirmed")];
    admin.post("/admin/exchange/mapping/statuses", &decided).expect(303);
    let last = buyer.ordered("Скамья", "2");
    told(&world, &last, "Малярка");
    assert!(stage(&manager, &last).contains("Подтверждён"));
    assert!(!report(&admin).contains("убрали из линии"));
}
