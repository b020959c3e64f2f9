//! Another delivery after the stage that the administrator set: asked for by the dealer, answered by the manufacturer.

use std::fs;
use std::path::Path;

use kabinet::modules::orders::unsent::Unsent;
use kabinet::platform::access::Role;
use kabinet::platform::store::Reader;

use crate::exchange::connected;
use crate::exchange_admin::{begin, call};
use crate::harness::{Answer, Client, GOODS, World, wait_for};

const NAME: &str = "Крутобережный Аристарх Львович";
const NUMBER: &str = "7714903528";

/// From this kind of stage on dealers ask.
pub fn closes_at(world: &World, until: &str) {
    let admin = world.admin();
    admin
        .fill("/carriers", "/carriers/rules", &[("until", until)])
        .expect(303);
}

fn stage(world: &World, order: &str, to: &str) -> Answer {
    world.manager().fill(order, &format!("{order}/stage"), &[("stage", to)])
}

/// A confirmed order of «Север» whose delivery the dealer has to ask for; its address.
fn asked_of(world: &World) -> String {
    closes_at(world, "confirmed");
    let order = format!("/orders/{}", world.sever.deal().order);
    stage(world, &order, "confirmed").expect(303);
    order
}

/// Writes another delivery down, as the form has it with these fields; the answer to that.
fn wish(client: &Client, order: &str, set: &[(&str, &str)]) -> Answer {
    client.fill(&format!("{order}/delivery"), &format!("{order}/delivery/request"), set)
}

fn send(client: &Client, order: &str, reason: &str) -> Answer {
    let requests = format!("{order}/requests");
    let look = client.get(&format!("{order}/edit/look"));
    client.submit(look.expect(200), &requests, &[("step", "send"), ("reason", reason)])
}

fn answer(client: &Client, order: &str, verdict: &str, reason: &str) -> Answer {
    let set = [("answer", verdict), ("reason", reason)];
    client.fill(order, &format!("{order}/requests/answer"), &set)
}

fn to(terminal: &str) -> [(&'static str, &str); 3] {
    [
        ("way", "carrier-terminal"),
        ("carrier", "Возок"),
        ("terminal", terminal),
    ]
}

fn person() -> [(&'static str, &'static str); 5] {
    [
        ("person_name", NAME),
        ("person_phone", "+7 912 774-31-85"),
        ("person_document", "passport"),
        ("person_number", NUMBER),
        ("person_agreed", "1"),
    ]
}

#[test]
fn after_the_stage_another_delivery_is_asked_for_and_answered() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let order = format!("/orders/{}", world.sever.deal().order);
    let (page, look) = (format!("{order}/delivery"), format!("{order}/edit/look"));
    let before = buyer.get(&page);
    closes_at(&world, "confirmed");
    stage(&world, &order, "confirmed").expect(303);
    // A form that was drawn before the stage moved: nothing is saved, and what was typed goes on as a request.
    let late = buyer.submit(&before, &page, &to("Терминал на Лесной"));
    late.expect(422)
        .contains("теперь доставку меняют по запросу")
        .contains("Терминал на Лесной");
    late.form(&format!("{page}/request"));
    assert!(!manager.get(&order).body().contains("Терминал на Лесной"));
    buyer.get(&order).expect(200).contains("Попросить изменить");

    // What can't be read comes back at its field, and nothing changed is nothing to ask for.
    let wrong = wish(
        &buyer,
        &order,
        &[&to("Сохранится")[..], &[("recipient_tax_id", "7707083894")]].concat(),
    );
    wrong.expect(422).contains("Сохранится");
    assert_eq!(wrong.attributes("[name=recipient_tax_id]", "aria-invalid"), ["true"]);
    wish(&buyer, &order, &[]).expect(422).contains("Вы ничего не изменили");
    let nothing = buyer.get(&look);
    assert_eq!(nothing.expect(303).location(), format!("{order}/edit"));

    let written = wish(&buyer, &order, &to("Терминал на Лесной"));
    assert_eq!(written.expect(303).location(), look);
    let seen = buyer.get(&look);
    seen.expect(200).contains("Терминал на Лесной").contains("Самовывоз");
    assert!(
        !manager.get(&order).body().contains("Терминал на Лесной"),
        "nobody has sent it"
    );
    // It stands in the form again, and needs a reason.
    buyer.get(&page).contains("Терминал на Лесной");
    send(&buyer, &order, " ").expect(422).contains("Терминал на Лесной");
    let sent = [("step", "send"), ("reason", "Клиент переехал")];
    let requests = format!("{order}/requests");
    buyer.submit(&seen, &requests, &sent).expect(303);
    // Pressed twice it is one request.
    buyer.submit(&seen, &requests, &sent).expect(303);
    manager.hears("Клиент переехал");
    let asked = manager.get(&order);
    assert_eq!(asked.texts("[data-card=request]").len(), 1);
    let card = asked.texts("[data-card=asked]").concat();
    for word in ["Самовывоз", "ТК до терминала", "Терминал на Лесной", "Возок"]
    {
        assert!(card.contains(word), "{word}: {card}");
    }
    let list = "/orders?stage=all";
    manager.get(list).contains("Ждёт вашего ответа");
    buyer.get(list).contains("Ждёт ответа второй стороны");
    buyer.get(&page).contains("Запрос на изменение ждёт ответа");

    // The own side can't answer, a refusal needs a reason.
    buyer
        .submit(&asked, &format!("{requests}/answer"), &[("answer", "accept")])
        .expect(422);
    answer(&manager, &order, "refuse", "").expect(422);
    answer(&manager, &order, "refuse", "Машина уже загружена").expect(303);
    buyer.hears("Машина уже загружена");
    assert!(buyer.get(&order).texts("[data-card=refused]")[0].contains("Машина уже загружена"));
    assert!(
        buyer
            .get(&page)
            .form(&format!("{page}/request"))
            .contains(&("terminal".into(), String::new()))
    );

    // Once more: accepted it is the order's, in a version of its own.
    wish(&buyer, &order, &to("Терминал на Лесной")).expect(303);
    send(&buyer, &order, "Очень нужно").expect(303);
    answer(&manager, &order, "accept", "").expect(303);
    for client in [&buyer, &manager] {
        client.get(&order).contains("Терминал на Лесной");
    }
    let changes = manager.get(&order).attributes("a[href*='/changes/']", "href");
    let last = manager.get(&changes[0]);
    last.expect(200).contains("Терминал на Лесной").contains("Самовывоз");
    buyer.hears("принят");

    // Gone is gone.
    wish(&buyer, &order, &to("Терминал у реки")).expect(303);
    send(&buyer, &order, "Ещё раз").expect(303);
    for to in ["production", "ready"] {
        stage(&world, &order, to).expect(303);
    }
    stage(&world, &order, "shipped")
        .expect(422)
        .contains("Запрос на изменение ждёт ответа");
    answer(&buyer, &order, "withdraw", "").expect(303);
    stage(&world, &order, "shipped").expect(303);
    buyer.get(&page).expect(200).contains("Заказ отгружен");
    let form = [&to("Поздно")[..], &[("version", "12")]].concat();
    buyer.post(&format!("{page}/request"), &form).expect(422);
    assert!(!buyer.get(&order).body().contains("Поздно"));
}

#[test]
fn what_staff_changed_meanwhile_is_shown_and_never_overwritten() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let director = world.signed_in(world.sever.person(Role::Director));
    let order = asked_of(&world);
    let (page, request) = (format!("{order}/delivery"), format!("{order}/delivery/request"));
    let drawn = buyer.get(&page);
    manager.fill(&page, &page, &to("Терминал менеджера")).expect(303);
    // The form is of another delivery by now: both are shown, and what was typed stays.
    let moved = buyer.submit(&drawn, &request, &to("Терминал закупщика"));
    moved.expect(422).contains("Терминал закупщика");
    assert!(moved.texts("[data-card=clash]")[0].contains("Терминал менеджера"));
    buyer.submit(&moved, &request, &[]).expect(303);
    let look = buyer.get(&format!("{order}/edit/look"));
    look.expect(200)
        .contains("Терминал закупщика")
        .contains("Терминал менеджера");

    // Staff changes it between the look and the button.
    manager.fill(&page, &page, &to("Терминал у моста")).expect(303);
    let late = buyer.submit(
        &look,
        &format!("{order}/requests"),
        &[("step", "send"), ("reason", "Нужно")],
    );
    late.expect(422);
    assert!(manager.get(&order).texts("[data-card=request]").is_empty());
    let again = buyer.get(&page);
    assert!(again.texts("[data-card=clash]")[0].contains("Терминал у моста"));
    again.contains("Терминал закупщика");
    buyer.submit(&again, &request, &[]).expect(303);

    // Of two people the second one's stays with them until the first is answered.
    wish(&director, &order, &to("Терминал директора")).expect(303);
    send(&buyer, &order, "Так надо").expect(303);
    director
        .get(&format!("{order}/edit/look"))
        .expect(200)
        .contains("По заказу уже есть запрос");
    director.get(&page).contains("Запрос на изменение ждёт ответа");

    // While the request waits the manager changes it again: the card shows both, and yes is no answer any more.
    let open = manager.get(&order);
    manager.fill(&page, &page, &to("Терминал на горе")).expect(303);
    let clash = manager.get(&order);
    let card = clash.texts("[data-card=clash]").concat();
    assert!(
        card.contains("Терминал у моста") && card.contains("Терминал на горе"),
        "{card}"
    );
    assert!(clash.texts("[data-card=asked]")[0].contains("Терминал закупщика"));
    let forced = [("answer", "accept"), ("version", "99")];
    manager
        .submit(&open, &format!("{order}/requests/answer"), &forced[..1])
        .expect(422);
    manager
        .submit(&clash, &format!("{order}/requests/answer"), &forced[..1])
        .expect(422);
    manager.get(&order).contains("Терминал на горе");
    answer(&manager, &order, "refuse", "Едет на гору").expect(303);
    // The director's is still there, over what has changed since.
    let kept = director.get(&page);
    kept.contains("Терминал директора");
    assert!(kept.texts("[data-card=clash]")[0].contains("Терминал на горе"));
    director.post(&format!("{request}/removal"), &[]).expect(303);
    assert!(!director.get(&page).body().contains("Терминал директора"));

    // Another company's order is nobody's, and whoever may not change the delivery may not ask either.
    let foreign = world.signed_in(world.yug.person(Role::Director));
    for path in [
        request.clone(),
        format!("{request}/removal"),
        format!("{order}/recipient/asked"),
    ] {
        foreign.post(&path, &to("Чужой")).expect(404);
    }
    foreign.get(&format!("{order}/edit/look")).expect(404);
    let seller = world.signed_in(world.sever.person(Role::Seller));
    seller.post(&request, &to("Продавец")).expect(403);
    seller.get(&format!("{order}/edit/look")).expect(403);
    // Staff changes it itself and has nobody to ask.
    manager
        .post(&request, &[&to("Завод")[..], &[("version", "1")]].concat())
        .expect(422);
}

#[test]
fn what_was_written_down_follows_what_staff_changes_beside_it() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let order = asked_of(&world);
    let (page, look) = (format!("{order}/delivery"), format!("{order}/edit/look"));
    wish(&buyer, &order, &[("comment", "Звонить за час")]).expect(303);
    // Staff changes where to: nothing that the dealer has touched.
    manager.fill(&page, &page, &to("Терминал менеджера")).expect(303);
    let form = buyer.get(&page);
    form.expect(200)
        .contains("Терминал менеджера")
        .contains("Звонить за час");
    assert!(form.texts("[data-card=clash]").is_empty());
    let seen = buyer.get(&look);
    seen.expect(200).contains("Звонить за час");
    send(&buyer, &order, "Так удобнее").expect(303);
    answer(&manager, &order, "accept", "").expect(303);
    manager
        .get(&order)
        .contains("Терминал менеджера")
        .contains("Звонить за час");

    // Staff does itself what was written down: nothing is left to ask for.
    wish(&buyer, &order, &to("Терминал на Лесной")).expect(303);
    manager.fill(&page, &page, &to("Терминал на Лесной")).expect(303);
    buyer.get(&look).expect(422).contains("Вы ничего не изменили");
}

#[test]
fn what_was_written_down_ends_where_the_delivery_is_the_dealers_own_again() {
    let world = World::fresh();
    let (buyer, order) = (world.buyer(), asked_of(&world));
    let page = format!("{order}/delivery");
    wish(&buyer, &order, &to("Терминал просьбы")).expect(303);
    // Now dealers may change it up to a later stage: the form shows what stands, and takes what is typed.
    closes_at(&world, "shipped");
    let open = buyer.get(&page);
    assert!(!open.expect(200).body().contains("Терминал просьбы"));
    buyer.submit(&open, &page, &to("Терминал свой")).expect(303);
    // Closed once more, nothing is left of what was written down.
    closes_at(&world, "confirmed");
    let closed = buyer.get(&page);
    closed.expect(200).contains("Терминал свой");
    assert!(!closed.body().contains("Терминал просьбы"));
}

#[test]
fn lines_and_delivery_are_one_request() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let order = asked_of(&world);
    let (edit, requests) = (format!("{order}/edit"), format!("{order}/requests"));
    wish(&buyer, &order, &to("Терминал на Лесной")).expect(303);
    let form = buyer.get(&edit);
    assert!(form.texts("[data-card=delivery-wish]")[0].contains("Терминал на Лесной"));
    let preview = buyer.submit(&form, &requests, &[("quantity", "5"), ("step", "check")]);
    preview.expect(200).contains("Терминал на Лесной");
    let sum = |n: i64| (n * GOODS[0].price).to_string();
    let spaced = |n: i64| format!("{}\u{a0}{},00", &sum(n)[..1], &sum(n)[1..]);
    preview.contains(&spaced(5));
    let sent = [("step", "send"), ("reason", "Больше и в другое место")];
    buyer.submit(&preview, &requests, &sent).expect(303);
    manager.get(&order).contains(&spaced(5)).contains("Терминал на Лесной");
    answer(&manager, &order, "accept", "").expect(303);
    let page = buyer.get(&order);
    page.contains(&spaced(5)).contains("Терминал на Лесной");
    assert!(page.texts("[data-card=request], [data-card=agreement]").is_empty());

    // The lines alone may be taken back while the delivery stays written down, and the other way round.
    wish(&buyer, &order, &to("Терминал у реки")).expect(303);
    buyer.post(&format!("{order}/unsent/removal"), &[]).expect(303);
    buyer.get(&edit).contains("Терминал у реки");
    buyer
        .post(&format!("{order}/delivery/request/removal"), &[])
        .expect(303);
    assert!(buyer.get(&edit).texts("[data-card=delivery-wish]").is_empty());
}

/// Does any file below hold these bytes?
fn holds(folder: &Path, needle: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => holds(&path, needle),
            false => fs::read(&path)
                .unwrap()
                .windows(needle.len())
                .any(|window| window == needle),
        }
    })
}

#[test]
fn a_person_who_is_asked_for_stays_sealed_and_goes_with_a_no() {
    let mut world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let order = asked_of(&world);
    let (asked, recipient) = (format!("{order}/recipient/asked"), format!("{order}/recipient"));
    // Without consent nothing is kept, and what was typed comes back.
    let refused = wish(&buyer, &order, &person()[..4]);
    refused.expect(422).contains(NAME).contains("согласи");
    wish(
        &buyer,
        &order,
        &[&person()[..3], &[("person_number", "12"), ("person_agreed", "1")]].concat(),
    )
    .expect(422)
    .contains("10 цифр");

    let secrets = ["Крутобережный", NUMBER, "774-31", "7714", "903528"];
    let hidden = |page: &Answer| {
        let body = page.expect(200).body();
        secrets
            .iter()
            .for_each(|secret| assert!(!body.contains(secret), "{secret}"));
    };
    wish(&buyer, &order, &person()).expect(303);
    let look = buyer.get(&format!("{order}/edit/look"));
    look.contains("К••• А••• Л•••").contains("••••28");
    hidden(&look);
    hidden(&buyer.get(&format!("{order}/delivery")));
    hidden(&buyer.get(&format!("{order}/edit")));
    send(&buyer, &order, "Получит мастер").expect(303);

    for client in [&buyer, &manager] {
        let page = client.get(&order);
        hidden(&page);
        assert!(page.texts("[data-card=asked-person]")[0].contains("К••• А••• Л•••"));
        page.texts("[data-field=asked-person]")
            .first()
            .expect("the card says so");
        let changes = page.attributes("a[href*='/changes/']", "href");
        hidden(&client.get(&changes[0]));
        hidden(&client.get(&format!("{order}/rewind")));
    }
    let read = manager.post(&asked, &[]);
    read.expect(200).contains(NAME).contains("7714\u{a0}903528");
    assert_eq!(read.header("cache-control"), "no-store");
    buyer.get(&order).contains("просмотрены данные получателя из запроса");
    for role in [Role::Seller, Role::Accountant] {
        let client = world.signed_in(world.sever.person(role));
        client.post(&asked, &[]).expect(403);
        assert!(!client.get(&order).body().contains("••••28"));
    }
    world
        .signed_in(world.yug.person(Role::Director))
        .post(&asked, &[])
        .expect(404);

    // A no wipes at once, whoever says it.
    answer(&manager, &order, "refuse", "Только юрлицу").expect(303);
    manager.post(&asked, &[]).expect(404);
    buyer.get(&order).contains("данные получателя из запроса удалены");
    wish(&buyer, &order, &person()).expect(303);
    send(&buyer, &order, "Всё же мастер").expect(303);
    answer(&buyer, &order, "withdraw", "").expect(303);
    buyer.post(&asked, &[]).expect(404);
    assert!(manager.get(&recipient).texts("[data-papers]").is_empty());

    // Somebody else enters one while the request waits: that one isn't overwritten.
    wish(&buyer, &order, &person()).expect(303);
    send(&buyer, &order, "Мастер").expect(303);
    let other = [
        ("version", "0"),
        ("name", "Сидоров Глеб"),
        ("phone", "+7 912 345-67-89"),
        ("document", "none"),
        ("number", ""),
        ("agreed", "1"),
    ];
    manager.post(&recipient, &other).expect(303);
    manager
        .get(&order)
        .contains("Получателя тем временем указал кто-то другой");
    answer(&manager, &order, "accept", "").expect(422);
    manager.get(&recipient).contains("С••• Г•••");
    answer(&manager, &order, "refuse", "Уже указан").expect(303);

    // A yes makes it the order's person.
    wish(&buyer, &order, &person()).expect(303);
    send(&buyer, &order, "Теперь мастер").expect(303);
    answer(&manager, &order, "accept", "").expect(303);
    for client in [&buyer, &manager] {
        client.get(&recipient).contains("К••• А••• Л•••");
    }
    manager.post(&asked, &[]).expect(404);
    manager
        .post(&format!("{recipient}/papers"), &[])
        .expect(200)
        .contains(NAME);

    let log = world.server.log();
    assert!(!log.contains("Крутобережный") && !log.contains(NUMBER));
    world.server.signal_kill();
    world.server.reap();
    for needle in [NAME, "Крутобережный", NUMBER, "774-31-85", "9127743185"] {
        assert!(!holds(&world.data, needle.as_bytes()), "{needle}");
    }
    let number = order.trim_start_matches("/orders/");
    assert!(holds(&world.data, number.as_bytes()), "what isn't sealed is found");
}

#[test]
fn an_accepted_delivery_goes_to_1c_as_one_that_is_changed_at_once() {
    let world = connected();
    let (buyer, manager) = (world.buyer(), world.manager());
    let order = asked_of(&world);
    let (cookie, _) = begin(&world, "bus");
    let query = || {
        let (orders, _) = call(&world, "bus", "type=sale&mode=query", None, &cookie);
        String::from_utf8(orders).unwrap()
    };
    let acknowledge = || drop(call(&world, "bus", "type=sale&mode=success", None, &cookie));
    query();
    acknowledge();
    let number = format!("<Номер>{}</Номер>", world.sever.deal().order);
    assert!(!query().contains(&number));
    wish(&buyer, &order, &[&to("Терминал на Лесной")[..], &person()[..]].concat()).expect(303);
    send(&buyer, &order, "Переезд").expect(303);
    let asked = query();
    assert!(!asked.contains(&number), "1C hears of nothing that isn't agreed");
    answer(&manager, &order, "accept", "").expect(303);
    let told = query();
    assert!(told.contains(&number) && told.contains("Терминал на Лесной"), "{told}");
    assert!(!told.contains("Крутобережный") && !told.contains(NUMBER));
    acknowledge();
    assert!(!query().contains(&number), "once only");
}

#[test]
fn what_nobody_sent_is_tidied_with_the_order() {
    let mut world = World::fresh();
    let buyer = world.buyer();
    let order = asked_of(&world);
    let other = buyer.ordered("Второй", "2");
    stage(&world, &other, "confirmed").expect(303);
    wish(&buyer, &order, &person()).expect(303);
    wish(&buyer, &other, &to("Останется")).expect(303);
    for to in ["production", "ready", "shipped"] {
        stage(&world, &order, to).expect(303);
    }
    world.admin().post("/admin/jobs/orders.tidy/run", &[]).expect(303);
    wait_for("the job is through", || {
        let page = world.admin().get("/admin/jobs");
        let row = page
            .texts("tr")
            .into_iter()
            .find(|row| row.contains("Убрать неотправленные"))?;
        (!row.contains("Ещё не")).then_some(())
    });
    let left = world.below(async |access| access.read().unwrap().list::<Unsent>(10).unwrap());
    let terminals: Vec<String> = left
        .iter()
        .filter_map(|unsent| Some(unsent.delivery.as_ref()?.ask.new.terminal.clone()))
        .collect();
    assert_eq!(terminals, ["Останется"]);
}
