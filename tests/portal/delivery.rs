//! How goods go: the terms up to a stage, carriers' tracking pages, shipments in parts, receipts with remarks.

use kabinet::modules::catalogue::Sku;
use kabinet::platform::access::Role;

use crate::harness::{Client, GOODS, World};

fn path(world: &World) -> String {
    format!("/orders/{}", world.sever.deal().order)
}

fn version(client: &Client, page: &str) -> String {
    let form = client.get(page).form(page);
    form.into_iter().find(|(name, _)| name == "version").unwrap().1
}

/// The terms as a form sends them.
fn terms<'a>(version: &'a str, terminal: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("way", "carrier-terminal"),
        ("carrier", "Возок"),
        ("terminal", terminal),
        ("recipient", "ООО «Получатель»"),
        ("recipient_tax_id", "7707083893"),
        ("payer", "recipient"),
        ("needs", "crate"),
        ("needs", "tail-lift"),
        ("count", "3"),
        ("length", "1000"),
        ("width", "500"),
        ("height", "200"),
        ("weight", "12,5"),
    ]
}

#[test]
fn a_dealer_changes_the_terms_until_the_stage_that_the_administrator_set() {
    let world = World::fresh();
    let (buyer, manager, admin) = (world.buyer(), world.manager(), world.admin());
    let order = path(&world);
    let page = format!("{order}/delivery");
    let form = terms("1", "Терминал на Заводской");
    buyer.post(&page, &form).expect(303);
    for client in [&buyer, &manager] {
        client
            .get(&order)
            .expect(200)
            .contains("Терминал на Заводской")
            .contains("ООО «Получатель»")
            .contains("3 места")
            .contains("37,5")
            .contains("Гидроборт");
    }
    // Pressed twice: no other version.
    buyer.post(&page, &form).expect(303);
    assert_eq!(version(&buyer, &page), "2");
    // Of two people the second is told.
    buyer.post(&page, &terms("1", "Другой")).expect(422);
    manager.hears("изменена");

    let rules = [("version", "0"), ("until", "confirmed")];
    admin.post("/carriers/rules", &rules).expect(303);
    let stage = [("version", "2"), ("stage", "confirmed")];
    let moved = manager.post(&format!("{order}/stage"), &stage);
    moved.expect(303);
    buyer.get(&page).expect(200).contains("Посмотреть, что изменится");
    buyer.post(&page, &terms("3", "Поздно")).expect(422);
    manager.post(&page, &terms("3", "Менеджер успел")).expect(303);
    buyer.get(&order).contains("Менеджер успел");
}

#[test]
fn bad_terms_come_back_with_what_was_typed() {
    let world = World::fresh();
    let buyer = world.buyer();
    let page = format!("{}/delivery", path(&world));
    for (field, value) in [
        ("recipient_tax_id", "7707083894"),
        ("phone", "12"),
        ("insured", "-5"),
        ("count", "-1"),
        ("way", "by-air"),
    ] {
        let form = [
            ("version", "1"),
            ("way", "pick-up"),
            ("terminal", "Сохранится"),
            (field, value),
        ];
        let form: Vec<(&str, &str)> = form
            .into_iter()
            .enumerate()
            .filter(|(at, (name, _))| *at == 3 || *name != field)
            .map(|(_, pair)| pair)
            .collect();
        buyer.post(&page, &form).expect(422).contains("Сохранится");
    }
    let seller = world.signed_in(world.sever.person(Role::Seller));
    seller.post(&page, &terms("1", "Чужое право")).expect(403);
    let foreign = format!("/orders/{}/delivery", world.yug.deal().order);
    buyer.post(&foreign, &terms("1", "Чужой заказ")).expect(404);
    buyer.get(&foreign).expect(404);
}

#[test]
fn an_order_leaves_in_parts_and_arrives_with_remarks() {
    let world = World::fresh();
    let (buyer, manager, admin) = (world.buyer(), world.manager(), world.admin());
    let form = admin.get("/carriers/new").form("/carriers");
    let id = form.iter().find(|(name, _)| name == "id").unwrap().1.clone();
    let carrier = [
        ("id", id.as_str()),
        ("version", "0"),
        ("name", "Возок"),
        ("tracking", "https://vozok.example/t?n={track}"),
        ("active", "1"),
    ];
    admin.post("/carriers", &carrier).expect(303);
    admin.post("/carriers", &carrier).expect(303);
    assert_eq!(
        admin
            .get("/carriers")
            .attributes("[data-carrier]", "data-carrier")
            .len(),
        1
    );

    let order = path(&world);
    let page = format!("{order}/parcels");
    let sku = Sku::id_of(GOODS[0].external).to_string();
    let ship = |version: &str, number: &str, quantity: &str| {
        let form = [
            ("version", version),
            ("number", number),
            ("carrier", "возок"),
            ("track", "А-1"),
            ("sku", sku.as_str()),
            ("quantity", quantity),
        ];
        manager.post(&page, &form)
    };
    // Two pieces were ordered.
    ship("1", "Р-1", "3").expect(422).contains("больше, чем осталось");
    ship("1", "Р-1", "-1").expect(422);
    ship("1", "Р-1", "1").expect(303);
    ship("1", "Р-1", "1").expect(422);
    ship("2", "Р-2", "2").expect(422).contains("больше, чем осталось");
    buyer
        .get(&page)
        .contains("Р-1")
        .contains("https://vozok.example/t?n=%D0%90%2D1");
    buyer.post(&page, &[("version", "2"), ("number", "Р-3")]).expect(403);

    let receipt = [
        ("shipment", "Р-1"),
        ("sku", sku.as_str()),
        ("kind", "damaged"),
        ("text", "Помята коробка"),
    ];
    let receive = format!("{order}/receipt");
    buyer.post(&receive, &[("shipment", "Р-404")]).expect(422);
    manager.post(&receive, &receipt).expect(403);
    buyer.post(&receive, &receipt).expect(303);
    buyer.post(&receive, &receipt).expect(303);
    buyer.post(&receive, &[("shipment", "Р-1")]).expect(422);
    manager.get(&page).contains("Помята коробка").contains("1 замечание");
    // What was received is not rewritten.
    ship("2", "Р-1", "2").expect(422);
    let other = [
        ("version", "2"),
        ("number", "Р-1"),
        ("carrier", "Другой"),
        ("track", "Б-2"),
    ];
    manager.post(&format!("{order}/shipments"), &other).expect(422);
    buyer.get(&page).contains("n=%D0%90%2D1");
    ship("2", "Р-2", "1").expect(303);
}

/// Two people at one form: the second sees what the first saved before it is written over, also where something else was
/// refused in between.
#[test]
fn whoever_saves_second_sees_what_the_first_one_saved() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), world.signed_in(world.sever.person(Role::Director)));
    let deal = world.sever.deal();
    for page in [
        format!("/drafts/{}/delivery", deal.draft),
        format!("/orders/{}/delivery", deal.order),
    ] {
        let drawn = version(&buyer, &page);
        assert_eq!(version(&director, &page), drawn);
        director.post(&page, &terms(&drawn, "Терминал директора")).expect(303);
        let now = version(&director, &page);
        assert_ne!(now, drawn);

        let mut wrong = terms(&drawn, "Терминал закупщика");
        wrong
            .iter_mut()
            .filter(|(name, _)| *name == "recipient_tax_id")
            .for_each(|(_, value)| *value = "123");
        let refused = buyer.post(&page, &wrong);
        assert_eq!(
            refused.expect(422).attributes("#terms input[name=version]", "value"),
            [drawn.as_str()]
        );
        let refused = buyer.post(&page, &terms(&drawn, "Терминал закупщика"));
        refused.expect(422).contains("Доставку тем временем изменили");
        let told = refused.texts("[data-card=clash]").join(" ");
        assert!(
            told.contains("Терминал директора") && !told.contains("Терминал закупщика"),
            "{told}"
        );
        assert_eq!(
            refused.attributes("#terms input[name=terminal]", "value"),
            ["Терминал закупщика"]
        );
        assert_eq!(
            refused.attributes("#terms input[name=version]", "value"),
            [now.as_str()]
        );
        assert!(director.get(&page).body().contains("Терминал директора"));
        buyer.post(&page, &terms(&now, "Терминал закупщика")).expect(303);
        director.get(&page).contains("Терминал закупщика");
    }
}

/// The declared value tells what the goods cost: who may not see that neither sees nor changes it.
#[test]
fn the_declared_value_is_hidden_and_kept_from_who_sees_no_purchase_price() {
    let world = World::fresh();
    let (buyer, seller) = (world.buyer(), world.signed_in(world.sever.person(Role::Seller)));
    let page = format!("/drafts/{}/delivery", world.sever.deal().draft);
    let value = |client: &Client| {
        let form = client.get(&page).form(&page);
        form.into_iter()
            .find(|(name, _)| name == "insured")
            .map(|(_, value)| value)
    };
    let now = version(&buyer, &page);
    let mut form = terms(&now, "Первый");
    form.push(("insured", "77 654,31"));
    buyer.post(&page, &form).expect(303);
    assert_eq!(value(&buyer).as_deref(), Some("77654,31"));

    let body = seller.get(&page).expect(200).body();
    assert!(!body.contains("77654") && !body.contains("name=\"insured\""));
    let now = version(&seller, &page);
    seller.post(&page, &terms(&now, "Второй")).expect(303);
    assert_eq!(value(&buyer).as_deref(), Some("77654,31"));
    // Not with a field that the form didn't have, nor with a wrong one.
    for sent in ["1", "", "-5"] {
        let now = version(&seller, &page);
        let mut form = terms(&now, "Третий");
        form.push(("insured", sent));
        seller.post(&page, &form).expect(303);
        assert_eq!(value(&buyer).as_deref(), Some("77654,31"));
    }
    let now = version(&buyer, &page);
    let mut form = terms(&now, "Четвёртый");
    form.push(("insured", ""));
    buyer.post(&page, &form).expect(303);
    assert_eq!(value(&buyer).as_deref(), Some(""));
}

/// Goods with a volume come from 1C; what is made to order has one by its model.
#[test]
fn weight_and_volume_stand_on_the_draft_the_order_and_the_terms() {
    let world = crate::exchange::connected();
    let goods = &crate::harness::GOODS[0];
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация ВерсияСхемы=\"2.09\"><Каталог СодержитТолькоИзменения=\"true\">\
         <Ид>c</Ид><Наименование>К</Наименование><Товары><Товар><Ид>{}</Ид><Наименование>{}</Наименование>\
         <Объем>0.0125</Объем></Товар></Товары></Каталог></КоммерческаяИнформация>",
        goods.external, goods.name
    );
    let path = world.data.join("exchange/in/import0_1.xml");
    std::fs::write(&path, text).unwrap();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600);
    std::fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(old)
        .unwrap();
    world.admin().post("/admin/exchange/passes", &[]).expect(303);
    let buyer = world.buyer();
    let draft = format!("/drafts/{}", world.sever.deal().draft);
    // Two pieces: 3 kg and 25 litres.
    let said = "0,025 м³";
    crate::harness::wait_for("the volume from 1C", || {
        buyer.get(&draft).body().contains(said).then_some(())
    });
    let cargo = format!("3 кг, {said}");
    buyer.get(&format!("{draft}/delivery")).expect(200).contains(&cargo);

    let order = crate::configurator::sent(&buyer, &draft)
        .expect(303)
        .location()
        .to_owned();
    let page = buyer.get(&order);
    page.expect(200).contains(said).contains(&cargo);
    buyer.get(&format!("{order}/delivery")).expect(200).contains(&cargo);
    // An order frozen before volumes were read has none: nothing is made up.
    let old = buyer.get(&format!("/orders/{}", world.sever.deal().order));
    assert!(!old.expect(200).body().contains("м³"));
}
