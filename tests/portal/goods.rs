//! The grid of goods: filter, order, columns and views, and that none of them tells a price that the reader may not see.

use kabinet::modules::catalogue::Product;
use kabinet::platform::access::Role;
use kabinet::platform::sheets;
use kabinet::platform::store::Reader;

use crate::harness::{Answer, Client, GOODS, MADE_NAME, World, made, put};

/// The articles of the shown goods of this test, in the order of rows.
fn shown(page: &Answer) -> Vec<&'static str> {
    let rows = page.expect(200).texts("tr[id^='product-']");
    let found = |row: &String| GOODS.iter().find(|goods| row.contains(goods.article));
    rows.iter().filter_map(|row| Some(found(row)?.article)).collect()
}

fn heads(page: &Answer) -> Vec<String> {
    page.expect(200).texts("thead th")
}

fn goods(client: &Client, query: &str) -> Answer {
    client.get(&format!("/catalogue?{query}"))
}

const BOTH: [&str; 2] = [GOODS[0].article, GOODS[1].article];

#[test]
fn goods_are_narrowed_and_sorted_by_what_the_reader_sees() {
    let world = World::fresh();
    let (buyer, seller) = (world.buyer(), world.signed_in(world.sever.person(Role::Seller)));
    let turned = [BOTH[1], BOTH[0]];
    // 1,234 and 777 for the dealer, 2,000 and 1,111 recommended: 38 % and 30 % are earned.
    assert_eq!(shown(&goods(&buyer, "")), BOTH);
    assert_eq!(shown(&goods(&buyer, "sort=-name")), turned);
    assert_eq!(shown(&goods(&buyer, "sort=price")), turned);
    assert_eq!(shown(&goods(&buyer, "sort=-price")), BOTH);
    assert_eq!(shown(&goods(&buyer, "sort=margin")), turned);
    assert_eq!(shown(&goods(&buyer, "from=1000&to=1500")), [BOTH[0]]);
    assert_eq!(shown(&goods(&buyer, "from=777&to=777,00")), [BOTH[1]]);
    assert_eq!(shown(&goods(&buyer, "q=TST&sort=price")), turned);
    // By name too, which without a search is the order that is there anyway.
    assert_eq!(shown(&goods(&buyer, "q=TST&sort=name")), BOTH);
    assert_eq!(shown(&goods(&buyer, "q=TST&sort=-name")), turned);
    // Who sees recommended prices alone asks for those: neither a bound nor an order tells the other.
    assert_eq!(shown(&goods(&seller, "from=1000&to=1500")), [BOTH[1]]);
    assert_eq!(shown(&goods(&seller, "from=700&to=800")), [""; 0]);
    assert_eq!(shown(&goods(&seller, "sort=-margin")), turned, "by name, from the last");
    assert_eq!(shown(&goods(&seller, "sort=margin")), BOTH);

    // Both lie in a warehouse; what is made to order lies nowhere.
    assert!(goods(&buyer, "").body().contains(MADE_NAME));
    let there = goods(&buyer, "stock=in");
    assert_eq!(shown(&there), BOTH);
    assert!(!there.texts("tr[id^='product-']").concat().contains(MADE_NAME));
    let none = goods(&buyer, "stock=in&from=900000");
    assert_eq!(shown(&none), [""; 0]);
    none.contains("Под отбор ничего не подходит");
    // What can't be read is said beside its field and kept there; a page that isn't there is the last one.
    let wrong = goods(&buyer, "from=дорого&page=99999999");
    assert_eq!(shown(&wrong), BOTH);
    assert_eq!(wrong.attributes("#goods-from", "value"), ["дорого"]);
    assert!(
        !wrong.texts(".kb-err, .invalid-feedback").is_empty(),
        "{}",
        wrong.said()
    );
    goods(&buyer, "from=2&to=1").contains("Цена «до» меньше цены «от»");
    goods(&buyer, "from=-5").contains("Цена не бывает меньше нуля");
    assert_eq!(shown(&goods(&buyer, "sort=nonsense")), BOTH);
    buyer.get("/catalogue?view=nonsense").expect(404);
    goods(&buyer, "page=-1").expect(422);
}

#[test]
fn columns_and_views_of_goods_are_each_persons_own() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), world.signed_in(world.sever.person(Role::Director)));
    let stranger = world.signed_in(world.yug.person(Role::Buyer));
    let all = heads(&goods(&buyer, ""));
    let chosen = buyer.post("/views/columns", &[("list", "goods"), ("query", ""), ("col", "stock")]);
    chosen.expect(303);
    let less = heads(&goods(&buyer, ""));
    assert_eq!(less.len() + 3, all.len(), "{less:?} of {all:?}");
    assert_eq!(heads(&goods(&director, "")), all);

    let fields = [
        ("list", "goods"),
        ("query", "from=1000&sort=-price"),
        ("name", "Дорогое"),
        ("shared", "1"),
    ];
    let view = buyer.post("/views", &fields).expect(303).location().to_owned();
    assert!(view.starts_with("/catalogue?view="), "{view}");
    assert_eq!(shown(&director.get(&view)), [BOTH[0]]);
    goods(&director, "").contains("Дорогое");
    stranger.get(&view).expect(404);
    assert!(!goods(&stranger, "").body().contains("Дорогое"));
    // A price-blind colleague opens the same view by the prices of her own.
    let seller = world.signed_in(world.sever.person(Role::Seller));
    assert_eq!(
        shown(&seller.get(&view)),
        BOTH,
        "both cost more than 1,000 by RRP, the dearer first"
    );
}

/// The rows of a workbook of goods: the cells of each that begins with a name of this test's goods.
fn filed(client: &Client, query: &str) -> (Vec<Vec<String>>, String) {
    let file = client.get(&format!("/catalogue/export.xlsx?{query}"));
    let grid = sheets::read(&file.expect(200).bytes, 1_000).expect("a workbook");
    let is_goods = |cells: &Vec<String>| GOODS.iter().any(|goods| cells[0] == goods.name);
    let all: Vec<Vec<String>> = grid.rows.into_iter().map(|(_, cells)| cells).collect();
    let said = all.iter().map(|cells| cells.join(" | ")).collect::<Vec<_>>().join("\n");
    (all.into_iter().filter(is_goods).collect(), said)
}

#[test]
fn a_file_holds_the_goods_that_are_seen_in_their_order_and_columns() {
    let world = World::fresh();
    let (buyer, seller) = (world.buyer(), world.signed_in(world.sever.person(Role::Seller)));
    let row = |at: usize| {
        let goods = &GOODS[at];
        let [price, rrp] = [goods.price, goods.rrp].map(|sum| sum.to_string());
        vec![
            goods.name.to_owned(),
            goods.article.to_owned(),
            "1.5".to_owned(),
            price,
            rrp,
            "RUB".to_owned(),
        ]
    };
    let cols = "cols=article.weight.price.rrp";
    // In the order of rows: by the store, by price either way, by what was searched for.
    assert_eq!(filed(&buyer, cols).0, [row(0), row(1)]);
    assert_eq!(filed(&buyer, &format!("{cols}&sort=price")).0, [row(1), row(0)]);
    assert_eq!(filed(&buyer, &format!("{cols}&sort=-name")).0, [row(1), row(0)]);
    // Only what fits: by price, by stock, by the search.
    let (narrowed, said) = filed(&buyer, &format!("{cols}&from=1000&to=1500"));
    assert_eq!(narrowed, [row(0)]);
    assert!(said.contains("Итого товаров: 1"), "{said}");
    assert!(said.contains("цена от 1\u{a0}000,00"), "{said}");
    assert!(!said.contains(MADE_NAME), "{said}");
    let (searched, said) = filed(&buyer, &format!("{cols}&q={}", GOODS[1].article));
    assert_eq!(searched, [row(1)]);
    assert!(said.contains(GOODS[1].article), "{said}");
    assert!(!filed(&buyer, "stock=in").1.contains(MADE_NAME));
    assert!(filed(&buyer, "").1.contains(MADE_NAME));
    // The page leads to the file of what it shows.
    let page = goods(&buyer, "from=1000&sort=-price&cols=article.stock");
    let links = page.attributes("a[href^='/catalogue/export.xlsx']", "href");
    let [link] = links.as_slice() else { panic!("{links:?}") };
    let query = link.split_once('?').unwrap().1;
    let (linked, said) = filed(&buyer, query);
    assert_eq!(linked.len(), 1, "{said}");
    assert!(said.contains("Товар | Артикул | Остаток"), "{said}");

    // Whoever may not see prices gets none, whatever is named; bounds and orders go by what she sees.
    let (blind, said) = filed(&seller, "cols=price.margin.article&sort=-price");
    assert_eq!(
        blind,
        [
            vec![GOODS[0].name.to_owned(), GOODS[0].article.to_owned()],
            vec![GOODS[1].name.to_owned(), GOODS[1].article.to_owned()]
        ],
        "{said}"
    );
    let file = seller.get("/catalogue/export.xlsx?cols=price.margin.rrp.stock&from=700&to=800");
    let grid = sheets::read(&file.expect(200).bytes, 1_000).unwrap();
    let told = format!("{:?}", grid.rows);
    for goods in &GOODS {
        assert!(!told.contains(goods.name), "a bound tells the price of {}", goods.name);
        assert!(!told.contains(&format!("\"{}\"", goods.price)), "{told}");
    }
    assert!(!told.contains("Ваша цена") && !told.contains("Маржа"), "{told}");
    buyer.get("/catalogue/export.xlsx?group=nonsense").expect(200);
    buyer.get("/catalogue/export.xlsx?view=nonsense").expect(404);
}

#[test]
fn what_somebody_called_goods_does_not_run_in_a_file() {
    let mut world = World::fresh();
    let evil = "=HYPERLINK(\"http://a.example\")";
    world.below(async |access| {
        let id = Product::id_of(GOODS[0].external);
        let product = access.read().unwrap().get::<Product>(&id).unwrap().unwrap();
        let product = Product {
            name: evil.to_owned(),
            ..product
        };
        put(access.services(), product).await;
    });
    let file = world.buyer().get("/catalogue/export.xlsx?cols=article");
    let grid = sheets::read(&file.expect(200).bytes, 1_000).unwrap();
    assert!(grid.rows.iter().any(|(_, cells)| cells[0] == evil));
}

#[test]
fn columns_of_goods_are_chosen_kept_and_sorted_by() {
    let world = World::fresh();
    let buyer = world.buyer();
    let page = goods(&buyer, "cols=article.unit.pack.weight.barcode");
    let told = heads(&page).join(" ");
    for head in ["Артикул", "Штрихкод", "Ед.", "Кратность", "Вес"] {
        assert!(told.contains(head), "{head} of {told}");
    }
    assert!(!told.contains("Ваша цена"), "{told}");
    let row = page
        .texts("tr[id^='product-']")
        .into_iter()
        .find(|row| row.contains(GOODS[0].name))
        .unwrap();
    assert!(row.contains("1,5 кг"), "{row}");
    assert_eq!(shown(&goods(&buyer, "sort=-article")), [BOTH[1], BOTH[0]]);
    assert_eq!(shown(&goods(&buyer, "sort=article")), BOTH);
    // They are kept with a view.
    let fields = [("list", "goods"), ("query", "cols=article.weight"), ("name", "С весом")];
    let view = buyer.post("/views", &fields).expect(303).location().to_owned();
    assert_eq!(
        heads(&buyer.get(&view)).len(),
        5,
        "a box, the name, two columns and what can be done"
    );
    // The set that fits is counted, and how much of it is there.
    goods(&buyer, "from=1000&to=1500").contains("подходит 1 товар, есть на складе: 1");
    goods(&buyer, "q=TST").contains("подходит 3 товара");
}

#[test]
fn ticked_goods_go_into_a_draft_together_or_not_at_all() {
    let world = World::fresh();
    let buyer = world.buyer();
    let sku = |external: &str| Product::id_of(external).to_string();
    let page = goods(&buyer, "");
    // What has to be configured first has no box.
    let mut boxes = page.attributes("tbody input[name=sku][form=bulk]", "value");
    boxes.sort();
    let mut expected: Vec<String> = GOODS.iter().map(|goods| sku(goods.external)).collect();
    expected.sort();
    assert_eq!(boxes, expected);
    let draft = format!("/drafts/{}", world.sever.deal().draft);
    let quantities = || -> Vec<String> { buyer.get(&draft).attributes("#draft-form input[name=q]", "value") };
    let before = quantities();
    let both = [("sku", expected[0].as_str()), ("sku", expected[1].as_str())];
    let into = format!("{draft}/picked");
    buyer.post(&into, &both).expect(303);
    let after = quantities();
    let sum = |of: &[String]| of.iter().map(|text| text.parse::<i64>().unwrap()).sum::<i64>();
    assert_eq!(
        sum(&after),
        sum(&before) + 2,
        "{before:?} and {after:?}: a pack is one piece"
    );
    // From the catalogue itself it is the draft at hand, and one comes back to where one was.
    let back = [both[0], both[1], ("back", "/catalogue?sort=-name")];
    assert_eq!(
        buyer.post("/drafts/picked", &back).expect(303).location(),
        "/catalogue?sort=-name"
    );
    buyer.get("/catalogue").contains("2 товара добавлены в черновик");
    assert_eq!(sum(&quantities()), sum(&after) + 2);
    assert_eq!(
        buyer
            .post("/drafts/picked", &[both[0], ("back", "//evil.example")])
            .expect(303)
            .location(),
        "/catalogue"
    );
    let then = sum(&quantities());
    // Nothing of it where one of them can't be had: unknown, made to order, another's draft; and nobody without the right.
    let nobody = Product::id_of("22222222-0000-4000-8000-000000000009").to_string();
    buyer.post(&into, &[both[0], ("sku", nobody.as_str())]).expect(404);
    let configured = made().to_string();
    buyer.post(&into, &[both[0], ("sku", configured.as_str())]).expect(422);
    assert_eq!(sum(&quantities()), then);
    let strange = world.signed_in(world.yug.person(Role::Buyer));
    strange.post(&into, &both).expect(404);
    strange
        .post("/drafts/picked", &[both[0], ("draft", &world.sever.deal().draft)])
        .expect(404);
    buyer.post("/drafts/picked", &[]).expect(303);
    buyer.get("/catalogue").contains("Отметьте хотя бы один товар");
    assert_eq!(sum(&quantities()), then);
    let finance = world.signed_in(world.sever.person(Role::Accountant));
    assert!(
        goods(&finance, "")
            .attributes("input[name=sku][form=bulk]", "value")
            .is_empty()
    );
    finance.post("/drafts/picked", &both).expect(403);
}

/// The time of the newest figures of 1C stands beside them, in the reader's language and zone: prices and stock are of one
/// snapshot, and what came later tells its time.
#[test]
fn prices_and_stock_are_shown_with_the_time_of_the_snapshot() {
    use jiff::{Span, tz::TimeZone};
    use kabinet::modules::catalogue::{Group, SkuPrices, SkuStock};
    use kabinet::platform::values::{Clock, Moment};

    // Long ago, so that a day stands with the time: prices at 10:42 in Moscow, stock of two days later at 23:30.
    let moscow = TimeZone::get("Europe/Moscow").unwrap();
    let day = Clock::system()
        .now()
        .day_in(&moscow)
        .saturating_sub(Span::new().days(40));
    let at = |days: i64, hour: i8, minute: i8| {
        let day = day.saturating_add(Span::new().days(days));
        let moment = moscow.to_timestamp(day.at(hour, minute, 0, 0)).unwrap();
        Moment::from_millis(moment.as_millisecond())
    };
    let told = |days: i64, hours: i64, time: &str| {
        let day = day.saturating_add(Span::new().days(days));
        let day = if hours == 0 { day } else { day.tomorrow().unwrap() };
        format!("{}, {time}", day.strftime("%d.%m.%Y"))
    };
    let mut world = World::fresh();
    let (product, group) = (Product::id_of(GOODS[0].external), Group::id_of(crate::harness::GROUP));
    let pages = [
        "/catalogue".to_owned(),
        format!("/catalogue/groups/{group}"),
        format!("/products/{product}"),
    ];
    // Prices alone have a time, then stock too; what came last counts, whichever it is.
    for (prices_at, stock_at, moscow_says, vladivostok_says) in [
        (at(0, 10, 42), at(-1, 9, 0), told(0, 0, "10:42"), told(0, 0, "17:42")),
        (at(0, 10, 42), at(2, 23, 30), told(2, 0, "23:30"), told(2, 7, "06:30")),
    ] {
        world.below(async |access| {
            let services = access.services();
            let (prices, stock) = {
                let tx = access.read().unwrap();
                (tx.list::<SkuPrices>(100).unwrap(), tx.list::<SkuStock>(100).unwrap())
            };
            assert!(prices.len() >= GOODS.len() && stock.len() >= GOODS.len());
            for sheet in prices {
                let as_of = prices_at;
                put(services, SkuPrices { as_of, ..sheet }).await;
            }
            for sheet in stock {
                let as_of = stock_at;
                put(services, SkuStock { as_of, ..sheet }).await;
            }
        });
        let buyer = world.freshly_signed_in(world.of_role(Role::Buyer));
        for (locale, zone, words, head, moment) in [
            ("ru", "", "Цены и остатки на", "1С: данные на", &moscow_says),
            ("en", "", "Prices and stock as of", "1C: data as of", &moscow_says),
            (
                "ru",
                "Asia/Vladivostok",
                "Цены и остатки на",
                "1С: данные на",
                &vladivostok_says,
            ),
            (
                "en",
                "Asia/Vladivostok",
                "Prices and stock as of",
                "1C: data as of",
                &vladivostok_says,
            ),
        ] {
            buyer.post("/preferences", &[("locale", locale)]).expect(303);
            buyer.post("/profile/zone", &[("zone", zone)]).expect(303);
            for path in &pages {
                let page = buyer.get(path);
                let said: Vec<String> = page.expect(200).texts("main .kb-fresh");
                let said: Vec<String> = said.iter().map(|said| said.replace('\u{a0}', " ")).collect();
                assert_eq!(said, [format!("{words} {moment}")], "{path}, {locale} {zone}");
                // The figures are old, and the bar above every page says so with the same time.
                let bar = page
                    .texts(".kb-top-fresh .kb-fresh.is-old")
                    .concat()
                    .replace('\u{a0}', " ");
                assert_eq!(bar, format!("{head} {moment}"), "{path}, {locale} {zone}");
            }
        }
    }
}
