//! The grid of orders over plain HTTP: filters, views, files and many orders at once; and what a seller never gets.

use std::io::{Cursor, Read};

use kabinet::platform::access::Role;
use kabinet::platform::sheets;

use crate::harness::{Answer, Client, GOODS, World};

/// An order of «Север» with so many pieces of the first goods, under a name.
fn order(client: &Client, name: &str, quantity: &str) -> String {
    let order = client.ordered(name, quantity);
    order.trim_start_matches("/orders/").to_owned()
}

fn listed(page: &Answer) -> Vec<String> {
    page.expect(200).attributes("tr[data-order]", "data-order")
}

/// All that is packed in a workbook, as text.
fn unpacked(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut all = String::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        all.push_str(&String::from_utf8_lossy(&bytes));
    }
    all
}

#[test]
fn orders_are_found_by_text_sum_and_day_and_what_cant_be_read_is_told() {
    let world = World::fresh();
    let buyer = world.buyer();
    let (small, large) = (order(&buyer, "Лесная, 14", "1"), order(&buyer, "Школа в Каменке", "10"));
    assert_eq!(listed(&buyer.get("/orders?stage=all&q=лесная")), [small.as_str()]);
    assert_eq!(
        listed(&buyer.get(&format!("/orders?stage=all&q={large}"))),
        [large.as_str()]
    );
    // What the form of the filter sends: where the list was, and the text.
    let form = buyer.get("/orders?stage=all").form("/orders");
    assert!(form.contains(&("stage".to_owned(), "all".to_owned())), "{form:?}");
    assert_eq!(
        listed(&buyer.get("/orders?stage=all&stage=shipped")),
        Vec::<String>::new()
    );
    // 10 pieces at 1234, so at least 12 340.
    let from = (10 * GOODS[0].price).to_string();
    assert_eq!(
        listed(&buyer.get(&format!("/orders?stage=all&sum_from={from}"))),
        [large.as_str()]
    );
    assert_eq!(
        listed(&buyer.get("/orders?stage=all&from=01.01.2001&to=02.01.2001")),
        Vec::<String>::new()
    );
    // The dearest first, and the cheapest first.
    let all = listed(&buyer.get("/orders?stage=all&sort=-sum"));
    assert_eq!(all.first(), Some(&large));
    assert_eq!(listed(&buyer.get("/orders?stage=all&sort=sum")).first(), Some(&small));
    // What was typed stays.
    let wrong = buyer.get("/orders?stage=all&from=31.02.2026&q=лесная");
    wrong.expect(422).contains("31.02.2026").contains("лесная");

    // A seller can neither ask nor sort by a sum: the answer would tell it.
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let open = listed(&seller.get("/orders?stage=all"));
    for asked in [
        format!("sum_from={from}"),
        "sum_to=1".to_owned(),
        "sort=-sum".to_owned(),
        "sort=margin".to_owned(),
    ] {
        assert_eq!(
            listed(&seller.get(&format!("/orders?stage=all&{asked}"))),
            open,
            "{asked}"
        );
    }
    // Totals: of the filter, and without a sum for a seller.
    let sum = "12\u{a0}340,00";
    buyer
        .get("/orders?stage=all&q=школа&totals=1")
        .contains("Итого 1 заказ")
        .contains(sum);
    let blind = seller.get("/orders?stage=all&q=школа&totals=1");
    blind.contains("Итого 1 заказ");
    assert!(!blind.body().contains(sum));
}

#[test]
fn a_view_is_kept_shared_and_opened_and_strangers_dont_find_it() {
    let world = World::fresh();
    let buyer = world.buyer();
    order(&buyer, "Лесная, 14", "1");
    let save = |name: &str, shared: &str| {
        let mut fields = vec![
            ("list", "orders"),
            ("name", name),
            ("query", "stage=all&q=%D0%BB%D0%B5%D1%81"),
        ];
        if !shared.is_empty() {
            fields.push(("shared", shared));
        }
        buyer.post("/views", &fields).expect(303).location().to_owned()
    };
    let (own, shared) = (save("Мой лес", ""), save("Лес для всех", "1"));
    assert_eq!(listed(&buyer.get(&own)).len(), 1);
    let director = world.signed_in(world.sever.person(Role::Director));
    director.get("/orders").contains("Лес для всех");
    assert_eq!(listed(&director.get(&shared)).len(), 1);
    director.get(&own).expect(404);
    let strange = world.signed_in(world.yug.person(Role::Director));
    let export = shared.replace("/orders?", "/orders/export.xlsx?");
    for path in [&own, &shared, &export] {
        strange.get(path).expect(404);
        world.manager().get(path).expect(404);
    }
    // A colleague's view is seen and not changed.
    let id = shared.split("view=").nth(1).unwrap();
    director.post(&format!("/views/{id}"), &[("name", "Чужой")]).expect(404);
    director.post(&format!("/views/{id}/removal"), &[]).expect(404);
    // The list opens with it, until it is gone.
    director
        .post(&format!("/views/{id}/default"), &[("on", "1")])
        .expect(303);
    assert_eq!(listed(&director.get("/orders")).len(), 1);
    buyer.post(&format!("/views/{id}/removal"), &[]).expect(303);
    director.get(&shared).expect(404);
    assert!(listed(&director.get("/orders")).len() > 1);
    // Names are bounded, and the reason is said.
    let nameless = [("list", "orders"), ("name", " "), ("query", "")];
    buyer.post("/views", &nameless).expect(422).contains("Название");
}

#[test]
fn columns_are_chosen_and_a_right_hides_some() {
    let world = World::fresh();
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let fields = [
        ("list", "orders"),
        ("col", "sum"),
        ("col", "margin"),
        ("col", "weight"),
        ("query", "stage=all"),
    ];
    seller.post("/views/columns", &fields).expect(303);
    let page = seller.get("/orders?stage=all");
    page.contains("Вес");
    for path in ["/orders?stage=all", "/orders?stage=all&cols=sum.margin.paid"] {
        let page = seller.get(path);
        assert!(page.attributes("[data-field]", "data-field").is_empty(), "{path}");
    }
}

#[test]
fn a_file_holds_what_is_seen_and_nothing_that_runs() {
    let world = World::fresh();
    let buyer = world.buyer();
    let evil = "=cmd|' /C calc'!A0";
    let number = order(&buyer, evil, "3");
    let file = buyer.get("/orders/export.xlsx?stage=all");
    let grid = sheets::read(&file.expect(200).bytes, 100).unwrap();
    let row = grid.rows.iter().find(|(_, cells)| cells.first() == Some(&number));
    let (_, cells) = row.expect("the order is in the file");
    assert_eq!(cells[1], evil);
    let sum = (3 * GOODS[0].price).to_string();
    assert!(cells.contains(&sum), "{cells:?}");
    let all = unpacked(&file.bytes);
    assert!(!all.contains("<f>"), "a formula");

    // The same by a seller: no sum, no margin, no total, in no part of the file; whatever columns are named.
    let seller = world.signed_in(world.sever.person(Role::Seller));
    for path in [
        "/orders/export.xlsx?stage=all",
        "/orders/export.xlsx?stage=all&cols=sum.margin.paid.rrp&sort=-sum",
    ] {
        let file = seller.get(path);
        let all = unpacked(&file.expect(200).bytes);
        assert!(all.contains(&number));
        let secrets = [
            GOODS[0].price,
            2 * GOODS[0].price,
            3 * GOODS[0].price,
            5 * GOODS[0].price,
        ];
        for secret in secrets {
            assert!(!all.contains(&format!("<v>{secret}</v>")), "{path} tells {secret}");
        }
    }
    // Only what was picked; another's order isn't there.
    let picked = buyer.post("/orders/picked.xlsx", &[("o", &format!("{number}:1"))]);
    let grid = sheets::read(&picked.expect(200).bytes, 100).unwrap();
    let orders = grid.rows.iter().filter(|(_, cells)| cells[0].starts_with("26-"));
    assert_eq!(orders.count(), 1);
    let strange = format!("{}:1", world.yug.deal().order);
    buyer.post("/orders/picked.xlsx", &[("o", &strange)]).expect(404);
}

#[test]
fn many_orders_are_moved_each_by_itself_and_ordered_again_together() {
    let world = World::fresh();
    let buyer = world.buyer();
    let numbers: Vec<String> = ["Первый", "Второй", "Третий"]
        .iter()
        .map(|name| order(&buyer, name, "1"))
        .collect();
    let admin = world.admin();
    // One was changed by somebody else meanwhile.
    let day = [("version", "1"), ("day", "2030-12-24"), ("reason", "Фурнитура")];
    admin
        .post(&format!("/orders/{}/promises", numbers[2]), &day)
        .expect(303);
    let picked: Vec<String> = numbers.iter().map(|number| format!("{number}:1")).collect();
    let mut fields: Vec<(&str, &str)> = picked.iter().map(|of| ("o", of.as_str())).collect();
    fields.push(("stage", "confirmed"));
    let done = admin.post("/orders/bulk/stage", &fields);
    done.expect(200)
        .contains("переведено 2 из 3")
        .contains("Заказ изменили");
    let stages = listed(&admin.get("/orders?stage=confirmed"));
    assert!(stages.contains(&numbers[0]) && stages.contains(&numbers[1]) && !stages.contains(&numbers[2]));
    // Pressed twice, the same is said and nothing is moved twice.
    let version = |number: &str| {
        let page = format!("/orders/{number}");
        let form = admin.get(&page).expect(200).form(&format!("{page}/stage"));
        form.into_iter()
            .find(|(name, _)| name == "version")
            .expect("a version")
            .1
    };
    admin
        .post("/orders/bulk/stage", &fields)
        .expect(200)
        .contains("переведено 2 из 3");
    assert_eq!([version(&numbers[0]), version(&numbers[1])], ["2", "2"]);
    buyer.post("/orders/bulk/stage", &fields).expect(403);

    // Ordered again, both are shown against today first, and nothing is made until that is said.
    let again = buyer.post("/orders/bulk/repetition", &fields[..2]);
    again
        .expect(200)
        .contains("Повторить 2 заказа")
        .contains("Цены, наличие и ассортимент те же")
        .contains(&format!("Заказ {} от", numbers[1]));
    let form = again.form("/orders/bulk/repetition");
    let one: Vec<(&str, &str)> = form
        .iter()
        .filter(|(name, _)| *name != format!("line-{}", numbers[1]))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    for (fields, want) in [
        (one, "1"),
        (form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect(), "2"),
    ] {
        let made = buyer.post("/orders/bulk/repetition", &fields);
        let draft = made.expect(303).location().to_owned();
        let page = buyer.get(&draft);
        page.expect(200).contains("Повтор:");
        let quantities: Vec<String> = page
            .form(&draft)
            .into_iter()
            .filter(|(name, _)| name == "q")
            .map(|(_, q)| q)
            .collect();
        assert_eq!(quantities, [want], "equal lines of both are summed");
    }
}

#[test]
fn what_cannot_be_one_draft_is_refused_at_the_grid_with_its_ticks() {
    let mut world = World::fresh();
    let number = {
        let buyer = world.buyer();
        order(&buyer, "Первый", "1")
    };
    // Another order under another contract of the same dealer.
    let own = world.sever.deal().order.clone();
    world.below(async |access| {
        let parsed: kabinet::modules::orders::OrderNumber = number.parse().unwrap();
        access
            .write(move |write| {
                let mut order = kabinet::modules::orders::actions::by_number(&**write, parsed)?;
                order.contract = kabinet::platform::values::Id::derived("tests", "another contract");
                write.save(&order, &crate::harness::Seeded("order", "contract".to_owned()))
            })
            .await
            .unwrap();
    });
    let buyer = world.buyer();
    let fields: Vec<(String, String)> = [&number, &own]
        .iter()
        .map(|of| ("o".to_owned(), format!("{of}:1")))
        .collect();
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let grid = "/orders/bulk/repetition?stage=all&sort=-created";
    let refused = buyer.post(grid, &fields);
    refused
        .expect(422)
        .contains("Снимите отметки с заказов других договоров");
    let mut ticked = refused.attributes("input[name=o][checked]", "value");
    ticked.sort();
    let mut want: Vec<String> = [&number, &own].iter().map(|of| of.to_string()).collect();
    want.sort();
    let ticked: Vec<&str> = ticked.iter().map(|value| value.split(':').next().unwrap()).collect();
    assert_eq!(ticked, want);
    let nothing = buyer.post(grid, &[]);
    nothing.expect(422).contains("Отметьте хотя бы один заказ");
    assert!(nothing.attributes("input[name=o][checked]", "value").is_empty());
}

#[test]
fn a_price_list_holds_own_prices_and_a_seller_gets_it_without_them() {
    let world = World::fresh();
    let path = "/catalogue/price-list.xlsx";
    let file = world.buyer().get(path);
    let grid = sheets::read(&file.expect(200).bytes, 100).unwrap();
    let row = grid
        .rows
        .iter()
        .find(|(_, cells)| cells.first().is_some_and(|cell| cell == GOODS[0].article));
    let (_, cells) = row.expect("the goods are in the list");
    assert_eq!(cells[1], GOODS[0].name);
    assert_eq!(cells[4..6], [GOODS[0].price.to_string(), GOODS[0].rrp.to_string()]);
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let all = unpacked(&seller.get(path).expect(200).bytes);
    assert!(all.contains(GOODS[0].article) && all.contains(&format!("<v>{}</v>", GOODS[0].rrp)));
    assert!(!all.contains(&format!("<v>{}</v>", GOODS[0].price)));
    seller.get(&format!("{path}?group=nonsense")).expect(404);
}

#[test]
fn staff_narrows_by_a_dealer_that_is_typed_and_a_stranger_is_not_suggested() {
    let world = World::fresh();
    let (admin, manager) = (world.admin(), world.manager());
    let (sever, yug) = (&world.sever.deal().order, &world.yug.deal().order);
    let suggested = |client: &Client, text: &str| {
        let answer = client.get(&format!("/orders/dealers?dealer={text}"));
        answer.expect(200).attributes("[role=option]", "data-value")
    };
    assert_eq!(suggested(&admin, ""), ["Север", "Юг"]);
    assert_eq!(suggested(&admin, "ю"), ["Юг"]);
    // Both lie in the same city; a manager has one of them.
    assert_eq!(suggested(&admin, "яросл"), ["Север", "Юг"]);
    assert_eq!(suggested(&manager, ""), ["Север"]);
    assert_eq!(suggested(&manager, "юг"), Vec::<String>::new());
    world.buyer().get("/orders/dealers").expect(403);

    for typed in ["Юг", "юг", "ю"] {
        let page = admin.get(&format!("/orders?stage=all&dealer={typed}"));
        assert_eq!(listed(&page), [yug.as_str()], "{typed}");
        let field = page.form("/orders").into_iter().find(|(name, _)| name == "dealer");
        assert_eq!(field.expect("the field").1, "Юг", "the form says it by name");
    }
    assert_eq!(listed(&manager.get("/orders?stage=all&dealer=север")), [sever.as_str()]);
    // What nobody is called, what several are, and who belongs to another manager: said, and nothing is lost.
    for (client, typed, said) in [
        (&admin, "запад", "Такого дилера нет"),
        (&admin, "ярославль", "несколько дилеров"),
        (&manager, "юг", "Такого дилера нет"),
    ] {
        let page = client.get(&format!("/orders?stage=all&q=42&dealer={typed}"));
        page.expect(422).contains(said).contains(typed).contains("value=\"42\"");
    }
    manager
        .get(&format!("/orders?stage=all&dealer={}", world.yug.dealer.unwrap()))
        .expect(404);
}

#[test]
fn the_list_opens_without_totals_and_asks_for_them_afterwards() {
    let world = World::fresh();
    let buyer = world.buyer();
    order(&buyer, "Лесная, 14", "1");
    let sum = "3\u{a0}702,00";
    for query in ["stage=all", "stage=all&sum_from=0"] {
        let page = buyer.get(&format!("/orders?{query}"));
        assert!(
            !page.expect(200).body().contains(sum),
            "{query}: the page waits for no sum"
        );
        let address = page.attributes("#grid-totals", "hx-get").remove(0);
        let line = buyer.get_with(&address, &[("hx-request", "true")]);
        line.expect(200).contains(sum).contains("Итого 2 заказа");
        // Without script the same by a link.
        let link = page.attributes("#grid-totals a", "href").remove(0);
        buyer.get(&link).contains(sum);
        buyer.get(&address).expect(303);
    }
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let blind = seller.get_with("/orders/totals?stage=all", &[("hx-request", "true")]);
    assert!(!blind.expect(200).contains("Итого 2 заказа").body().contains(sum));
}

#[test]
fn no_file_runs_what_somebody_called_a_thing() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let edit = format!("/dealers/{}/edit", world.sever.dealer.unwrap());
    let hostile = [
        "=1+1",
        "+7(4852)",
        "-2+3",
        "@SUM(A1:A9)",
        "\t=1+1",
        "=HYPERLINK(\"http://a.example\")",
    ];
    for name in hostile {
        let number = order(&buyer, name, "1");
        let mut form = admin.get(&edit).form(&edit);
        form.iter_mut().find(|(field, _)| field == "name").expect("a name").1 = name.to_owned();
        let fields: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        admin.post(&edit, &fields).expect(303);
        let grid = admin.get("/orders/export.xlsx?stage=all&cols=buyer.author.sum");
        let cells = sheets::read(&grid.expect(200).bytes, 1_000).unwrap();
        let row = cells
            .rows
            .iter()
            .find(|(_, cells)| cells[0] == number)
            .expect("the order");
        assert!(
            row.1.iter().any(|cell| cell == name.trim()),
            "{name:?} stays text: {row:?}"
        );
        let files = [
            "/orders/export.xlsx?stage=all",
            "/analytics.xlsx?period=year",
            "/plan.xlsx",
            "/catalogue/price-list.xlsx",
        ];
        for path in files {
            let all = unpacked(&admin.get(path).expect(200).bytes);
            assert!(!all.contains("<f>") && !all.contains("<f "), "{path} runs {name:?}");
            assert!(!all.contains("hyperlink"), "{path} links {name:?}");
        }
    }
}
