//! Addresses that a dealer keeps, pictures in remarks, and what 1C hears of a changed delivery.

use kabinet::modules::catalogue::Sku;
use kabinet::platform::access::Role;

use crate::exchange::connected;
use crate::exchange_admin::{begin, call};
use crate::harness::{Answer, Client, GOODS, World};

/// One grey pixel.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cch\x00\x00\x00\x82\x00\x81w\xcdr\xb6\x00\x00\x00\x00IEND\xaeB`\x82";

#[test]
fn a_remark_has_pictures_that_are_shown_encoded_anew() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let order = format!("/orders/{}", world.sever.deal().order);
    let sku = Sku::id_of(GOODS[0].external).to_string();
    let ship = [
        ("version", "1"),
        ("number", "Р-1"),
        ("sku", sku.as_str()),
        ("quantity", "1"),
    ];
    manager.post(&format!("{order}/parcels"), &ship).expect(303);

    let receipt = format!("{order}/receipt");
    // The form on the page is one that the guard lets through.
    let actions = buyer
        .get(&format!("{order}/parcels"))
        .attributes("form[enctype]", "action");
    assert!(
        actions
            .iter()
            .any(|action| action.starts_with(&format!("{receipt}?_csrf="))),
        "{actions:?}"
    );
    let base = |text: &'static str| -> Vec<(&'static str, Option<&'static str>, &[u8])> {
        vec![
            ("shipment", None, "Р-1".as_bytes()),
            ("sku", None, sku.as_bytes()),
            ("kind", None, b"damaged"),
            ("text", None, text.as_bytes()),
        ]
    };
    // What isn't a picture by its own bytes is refused, whatever it is called; the words stay.
    let large = [PNG, &vec![0; 10 << 20]].concat();
    for bad in [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice(),
        b"<html><script>alert(1)</script>",
        b"",
        b"%PDF-1.7",
        b"GIF89a",
        large.as_slice(),
    ] {
        let mut fields = base("Помята коробка");
        fields.push(("photo-0", Some("../../x.png"), bad));
        buyer.upload(&receipt, &fields).expect(422).contains("Помята коробка");
    }
    let mut many = base("Помята коробка");
    many.extend(std::iter::repeat_n(("photo-0", Some("a.png"), PNG), 9));
    buyer.upload(&receipt, &many).expect(422);
    assert!(!buyer.get(&format!("{order}/parcels")).body().contains("data-receipt"));
    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.upload(&receipt, &base("Чужое")).expect(404);

    let mut fields = base("Помята коробка");
    // One of the row, one of a row that isn't there, and an empty field as browsers send it.
    fields.push(("photo-0", Some("<img src=x>\u{202e}gpj.html"), PNG));
    fields.push(("photo-7", Some("a.png"), PNG));
    fields.push(("photo-0", Some(""), b""));
    buyer.upload(&receipt, &fields).expect(303);
    // Pressed twice: the same words and pictures.
    buyer.upload(&receipt, &fields).expect(303);
    let page = manager.get(&format!("{order}/parcels"));
    page.expect(200).contains("Помята коробка");
    assert!(!page.body().contains("gpj"));
    let pictures = page.attributes(".kb-msg-shots img", "src");
    assert_eq!(pictures.len(), 1);
    let picture = &pictures[0];
    for client in [&buyer, &manager] {
        let shown = client.get(picture);
        assert_eq!(shown.expect(200).header("content-type"), "image/jpeg");
        assert_eq!(shown.header("x-content-type-options"), "nosniff");
    }
    // Another dealer: by the order's address, and by the own order's.
    foreign.get(picture).expect(404);
    let rest = picture.split_once("/parcels/").unwrap().1;
    let own = format!("/orders/{}/parcels/{rest}", world.yug.deal().order);
    foreign.get(&own).expect(404);
    world.anonymous().get(picture).expect(303);
    let stem = picture.trim_end_matches("0/320");
    for absent in ["1/320", "0/321", "-1/320", "x/320"] {
        manager.get(&format!("{stem}{absent}")).expect(404);
    }
}

fn version(client: &Client, page: &str) -> String {
    let form = client.get(page).form(page);
    form.into_iter().find(|(name, _)| name == "version").unwrap().1
}

fn value(answer: &Answer, action: &str, field: &str) -> String {
    let form = answer.form(action);
    form.into_iter()
        .find(|(name, _)| name == field)
        .map_or_else(String::new, |(_, value)| value)
}

#[test]
fn an_address_is_kept_from_an_order_and_put_into_a_draft() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let director = world.signed_in(world.sever.person(Role::Director));
    let order = format!("/orders/{}/delivery", world.sever.deal().order);
    let terms = [
        ("version", "1"),
        ("way", "carrier-door"),
        ("carrier", "Возок"),
        ("address", "Вологда, Заводская, 5"),
        ("contact", "Кладовщик Семён"),
        ("phone", "+7 912 345-67-89"),
        ("remember", "Склад в Вологде"),
    ];
    buyer.post(&order, &terms).expect(303);
    let list = director.get("/addresses");
    list.expect(200)
        .contains("Склад в Вологде")
        .contains("Вологда, Заводская, 5");
    let ids = list.attributes("[data-address]", "data-address");
    assert_eq!(ids.len(), 1);
    let one = format!("/addresses/{}", ids[0]);

    // The same name takes the newer terms.
    let mut again = terms;
    again[0].1 = "2";
    again[3].1 = "Вологда, Заводская, 7";
    buyer.post(&order, &again).expect(303);
    assert_eq!(
        buyer.get("/addresses").attributes("[data-address]", "data-address"),
        ids
    );

    let draft = format!("/drafts/{}/delivery", world.sever.deal().draft);
    // Chosen in a form, it comes with everything that is typed there and isn't its own; nothing is saved.
    let typing = [
        ("kept", ids[0].as_str()),
        ("take", "1"),
        ("address", "Не туда"),
        ("comment", "Пропуск на проходной"),
        ("recipient", "ООО «Получатель»"),
        ("insured", "сколько-то"),
        ("count", "3"),
    ];
    for page in [&order, &draft] {
        let before = value(&buyer.get(page), page, "recipient");
        let taken = buyer.fill(page, page, &typing);
        taken.expect(200).contains("Подставлен адрес «Склад в Вологде»");
        for (name, expected) in [
            ("address", "Вологда, Заводская, 7"),
            ("contact", "Кладовщик Семён"),
            ("comment", "Пропуск на проходной"),
            ("recipient", "ООО «Получатель»"),
            ("insured", "сколько-то"),
            ("count", "3"),
        ] {
            assert_eq!(value(&taken, page, name), expected, "{name} at {page}");
        }
        assert_eq!(value(&buyer.get(page), page, "recipient"), before, "nothing is saved");
    }

    // Edited by another of the company; of two people the second is told.
    let change = |client: &Client, version: &str, name: &str, entity: &str| {
        let form = [
            ("version", version),
            ("name", name),
            ("way", "carrier-door"),
            ("address", "Вологда, Новая, 1"),
            ("entity", entity),
        ];
        client.post(&one, &form)
    };
    change(&director, "1", "Старая форма", "")
        .expect(422)
        .contains("Старая форма");
    change(&director, "2", "", "").expect(422);
    let entity = buyer.get(&one).attributes("#entity option", "value").pop().unwrap();
    assert!(!entity.is_empty());
    change(&director, "2", "Новый склад", "00000000-0000-0000-0000-000000000000").expect(422);
    change(&director, "2", "Новый склад", &entity).expect(303);
    // A draft of this company that says nothing yet begins with it.
    let fresh = buyer.get(&draft);
    assert_eq!(value(&fresh, &draft, "address"), "Вологда, Новая, 1");
    fresh.contains("Подставлен адрес");
    let form = [
        ("version", version(&buyer, &draft)),
        ("way", "pick-up".to_owned()),
        ("comment", "Сами".to_owned()),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    buyer.post(&draft, &form).expect(303);
    assert_eq!(value(&buyer.get(&draft), &draft, "address"), "");

    // Nobody else has it: not the manufacturer's people, not another dealer.
    for client in [&manager, &world.admin()] {
        client.get("/addresses").expect(403);
        client.get(&one).expect(403);
        assert!(!client.get(&order).body().contains("Новый склад"));
        let forged = client.fill(&order, &order, &[("kept", &ids[0]), ("take", "1")]);
        assert!(!forged.body().contains("Новая, 1"));
    }
    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.get(&one).expect(404);
    foreign
        .post(&one, &[("name", "Чужое"), ("version", "3"), ("way", "pick-up")])
        .expect(404);
    foreign.post(&format!("{one}/removal"), &[]).expect(404);
    let page = format!("/orders/{}/delivery", world.yug.deal().order);
    let forged = foreign.fill(&page, &page, &[("kept", &ids[0]), ("take", "1"), ("recipient", "Свой")]);
    assert_eq!(value(forged.expect(200), &page, "recipient"), "Свой");
    assert!(!forged.body().contains("Новая, 1"));
    let seller = world.signed_in(world.sever.person(Role::Seller));
    seller.get("/addresses").expect(403);
    seller.get(&draft).expect(200).contains("Новый склад");

    buyer.post(&format!("{one}/removal"), &[]).expect(303);
    buyer.get(&one).expect(404);
    buyer.post(&format!("{one}/removal"), &[]).expect(404);
    assert!(
        buyer
            .get("/addresses")
            .attributes("[data-address]", "data-address")
            .is_empty()
    );
    // The order keeps what it was given.
    buyer.get(&order).contains("Вологда, Заводская, 7");
}

#[test]
fn a_changed_delivery_goes_to_1c_once_more_and_once_only() {
    let world = connected();
    let (buyer, order) = (world.buyer(), world.sever.deal().order.clone());
    let (cookie, _) = begin(&world, "bus");
    let query = || {
        let (orders, _) = call(&world, "bus", "type=sale&mode=query", None, &cookie);
        String::from_utf8(orders).unwrap()
    };
    let acknowledge = || {
        let (answer, _) = call(&world, "bus", "type=sale&mode=success", None, &cookie);
        assert!(answer.starts_with(b"success"), "{}", String::from_utf8_lossy(&answer));
    };
    let number = format!("<Номер>{order}</Номер>");
    assert!(query().contains(&number), "the world begins with orders");
    acknowledge();
    assert!(!query().contains(&number));

    let page = format!("/orders/{order}/delivery");
    let terms = [
        ("version", "1"),
        ("way", "carrier-terminal"),
        ("carrier", "Возок"),
        ("terminal", "Терминал после звонка"),
    ];
    buyer.post(&page, &terms).expect(303);
    buyer.post(&page, &terms).expect(303);
    // A person of the order is nothing that 1C hears of.
    let person = [
        ("version", "0"),
        ("name", "Крутобережный Аристарх"),
        ("phone", "+7 912 774-31-85"),
        ("document", "passport"),
        ("number", "7714903528"),
        ("agreed", "1"),
    ];
    buyer.post(&format!("/orders/{order}/recipient"), &person).expect(303);
    buyer
        .get(&format!("/orders/{order}"))
        .contains(&format!("Доставка заказа {order} изменена"));
    let sent = query();
    assert_eq!(sent.matches(&number).count(), 1);
    assert_eq!(sent.matches("Терминал после звонка").count(), 1);
    assert!(sent.contains("Возок") && !sent.contains("Крутобережный") && !sent.contains("7714903528"));
    // Not acknowledged, it comes again as it is; acknowledged, it is gone.
    assert!(query().contains("Терминал после звонка"));
    acknowledge();
    assert!(!query().contains(&number));
    // Papers read or taken away are no change of the order.
    buyer
        .post(&format!("/orders/{order}/recipient/papers"), &[])
        .expect(200);
    buyer
        .post(&format!("/orders/{order}/recipient/removal"), &[])
        .expect(303);
    assert!(!query().contains(&number));
}
