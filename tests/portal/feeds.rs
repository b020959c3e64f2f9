//! Feeds: what a reader of the address gets, when it stops, and that nothing is read by whoever may not.

use std::io::Read;

use kabinet::modules::catalogue::{
    Group, PriceRow, PriceType, Prices, Product, ProductId, Sku, SkuPrices, SkuStock, StockRow, Unit, Warehouse,
};
use kabinet::modules::dealers::{Contract, Dealer, DealerStatus};
use kabinet::modules::feeds::{FEED_BY_LINK, Feed, hash_of, queries};
use kabinet::platform::access::Role;
use kabinet::platform::store::Reader as _;
use kabinet::platform::values::{Currency, Quantity, UnitPrice};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::harness::{Answer, Client, GOODS, GROUP, MADE_NAME, World, put};

fn director(world: &World) -> Client {
    world.signed_in(world.sever.person(Role::Director))
}

/// Posts a form with these fields changed; an empty value takes a field out.
fn posted(client: &Client, page: &str, action: &str, changes: &[(&str, &str)]) -> Answer {
    let mut fields = client.get(page).form(action);
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        if !value.is_empty() {
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    client.post(action, &fields)
}

/// A feed of «Север»: its page, and the path of its address.
fn made(client: &Client, changes: &[(&str, &str)]) -> (String, String) {
    let changes: Vec<(&str, &str)> = [("name", "Витрина")].iter().chain(changes).copied().collect();
    let page = posted(client, "/feeds/new", "/feeds", &changes)
        .expect(303)
        .location()
        .to_owned();
    let path = address(client, &page).expect("the address is shown after it was made");
    (page, path)
}

/// The path of the address, where the page shows it.
fn address(client: &Client, page: &str) -> Option<String> {
    let shown = client.get(page).attributes("#feed-address", "value").remove(0);
    let (_, rest) = shown.split_once("/f/").expect("an address of a feed");
    (!rest.contains('•')).then(|| format!("/f/{rest}"))
}

/// A field of each offer, in their order; attributes are asked for as `@id`.
fn offers(yml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(yml);
    let (mut found, mut within, mut offer) = (Vec::new(), false, false);
    loop {
        match reader.read_event().expect("the file is XML") {
            Event::Eof => return found,
            Event::Start(start) if start.name().as_ref() == "offer" => {
                offer = true;
                if let Some(attribute) = name.strip_prefix('@') {
                    let attribute = start.try_get_attribute(attribute).unwrap();
                    found.extend(attribute.map(|of| of.value.into_owned()));
                }
            }
            Event::Start(start) if offer && start.name().as_ref() == name => {
                within = true;
                found.push(String::new());
            }
            Event::End(end) => {
                offer &= end.name().as_ref() != "offer";
                within = false;
            }
            Event::Text(text) if within => found.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(reference) if within => {
                let of = match &*reference {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("&{other};"),
                };
                found.last_mut().unwrap().push_str(of);
            }
            _ => {}
        }
    }
}

fn rrp(goods: usize) -> String {
    format!("{}.00", GOODS[goods].rrp)
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

#[test]
fn what_a_file_may_not_hold_is_told() {
    let mut world = World::fresh();
    let (page, path) = made(&director(&world), &[]);
    world.anonymous().get(&path).expect(200);
    assert!(!director(&world).get(&page).body().contains("не все товары"));
    let secret = hash_of(path.trim_start_matches("/f/")).unwrap();
    world.below(async |access| {
        let services = access.services();
        let tx = access.read().unwrap();
        let feed: Feed = tx.find(&FEED_BY_LINK, secret.as_str()).unwrap().unwrap();
        let book = services.part::<Prices>().current();
        let mut reads = queries::reads(&tx, &feed).unwrap();
        let mut open = queries::standing(services, &tx, &book, feed).unwrap().ok().unwrap();
        // Exactly as many as there are is no cut.
        for (most, goods, cut) in [(3, 2, false), (2, 2, false), (1, 1, true), (0, 0, true)] {
            open.most = most;
            let held = kabinet::modules::feeds::made(services, &tx, &book, &open, "http://localhost")
                .unwrap()
                .held;
            assert_eq!((held.goods, held.cut), (goods, cut), "at most {most}");
            reads.held = held;
        }
        drop(tx);
        put(services, reads).await;
    });
    director(&world)
        .get(&page)
        .contains("не все товары: предел\u{a0}— 200\u{a0}000");
}

#[test]
fn a_reader_gets_the_goods_and_the_dealer_sees_who_read() {
    let world = World::fresh();
    let client = director(&world);
    let (page, path) = made(&client, &[]);
    assert!(path.ends_with(".yml"));
    let reader = world.anonymous();
    let agent = ("user-agent", "Shop\u{9}Bot/1.0");
    let answer = reader.get_with(&path, &[agent, ("accept-encoding", "identity")]);
    answer.expect(200);
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    assert_eq!(answer.header("content-length"), answer.bytes.len().to_string());
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert!(answer.header("x-robots-tag").contains("noindex"));
    let yml = answer.body();
    assert_eq!(sorted(offers(&yml, "price")), sorted(vec![rrp(0), rrp(1)]));
    assert_eq!(offers(&yml, "count"), ["43", "43"]);
    assert_eq!(offers(&yml, "@available"), ["true", "true"]);
    let ids = offers(&yml, "@id");
    assert!(ids[0] != ids[1] && ids.iter().all(|id| id.len() <= 20));
    // Each offer's category is among those that stand before.
    for category in offers(&yml, "categoryId") {
        assert!(yml.contains(&format!("<category id=\"{category}\"")), "{category}");
    }
    // What is made to order has no price of its own.
    assert!(!yml.contains(MADE_NAME));
    for hidden in ["1234", "777"] {
        assert!(!offers(&yml, "price").join(" ").contains(hidden));
    }
    let own = client.get(&page);
    own.contains("Shop Bot/1.0").contains("Работает");
    own.contains("Не вошли: цена зависит от размера");
    // The address is shown once.
    assert_eq!(address(&client, &page), None);
    // A look at the head is no reading, and has no body.
    let head = reader.send("HEAD", &path, &[], Vec::new()).unwrap();
    head.expect(200);
    assert!(head.bytes.is_empty() && !head.header("etag").is_empty());
    let facts = client.get(&page).texts("dl");
    assert!(
        facts.iter().any(|text| text.contains("Всего") && text.contains('1')),
        "{facts:?}"
    );
}

#[test]
fn an_unchanged_file_costs_a_304_and_a_price_that_moved_comes() {
    let mut world = World::fresh();
    let (_, path) = made(&director(&world), &[("format", "json")]);
    let reader = world.anonymous();
    let first = reader.get(&path);
    let (tag, since) = (
        first.expect(200).header("etag").to_owned(),
        first.header("last-modified").to_owned(),
    );
    for header in [("if-none-match", tag.as_str()), ("if-modified-since", since.as_str())] {
        let again = reader.get_with(&path, &[header]);
        assert!(again.expect(304).bytes.is_empty());
        assert_eq!(again.header("etag"), tag);
    }
    reader.get_with(&path, &[("if-none-match", "W/\"other\"")]).expect(200);
    reader
        .get_with(&path, &[("if-modified-since", "Thu, 01 Jan 1970 00:00:00 GMT")])
        .expect(200);
    // Something else happened in the cabinet: the content is the same.
    director(&world).post("/drafts", &[("name", "Ещё один")]).expect(303);
    reader.get_with(&path, &[("if-none-match", &tag)]).expect(304);
    let packed = reader.get_with(&path, &[("accept-encoding", "gzip")]);
    let body = match packed.header("content-encoding") {
        "gzip" if packed.bytes.starts_with(&[0x1f, 0x8b]) => {
            let mut text = String::new();
            flate2::read::GzDecoder::new(packed.bytes.as_slice())
                .read_to_string(&mut text)
                .unwrap();
            text
        }
        _ => packed.body(),
    };
    let json: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(json["goods"].as_array().unwrap().len(), 2);
    world.below(async |access| {
        let sku = Sku::id_of(GOODS[0].external);
        let row = PriceRow {
            price_type: PriceType::id_of("РРЦ"),
            price: UnitPrice::new(3_333 * 10_000 + 3_300, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        };
        let prices = SkuPrices {
            sku,
            rows: vec![row],
            as_of: access.now(),
        };
        put(access.services(), prices).await;
    });
    let reader = world.anonymous();
    let moved = reader.get_with(&path, &[("if-none-match", &tag)]);
    moved.expect(200).contains("\"3333.33\"");
    assert_ne!(moved.header("etag"), tag);
}

#[test]
fn an_address_is_guessed_by_nobody_and_ends_when_it_is_changed_or_switched_off() {
    let world = World::fresh();
    let (client, reader) = (director(&world), world.anonymous());
    let (page, path) = made(&client, &[]);
    let other: String = path
        .chars()
        .map(|c| {
            if c == '0' {
                '1'
            } else if c.is_ascii_digit() {
                '0'
            } else {
                c
            }
        })
        .collect();
    for wrong in [other.as_str(), "/f/", "/f/0123", "/f/0123.yml", "/f/%00", &path[..20]] {
        reader.get(wrong).expect(404);
    }
    let action = format!("{page}/key");
    posted(&client, &page, &action, &[]).expect(303);
    let renewed = address(&client, &page).expect("a new address is shown");
    assert_ne!(renewed, path);
    reader.get(&path).expect(404);
    reader.get(&renewed).expect(200);
    // By a page that is older than the last change: nothing happens.
    client.post(&action, &[("version", "1")]).expect(422);
    reader.get(&renewed).expect(200);
    posted(&client, &page, &format!("{page}/revocation"), &[]).expect(303);
    let gone = reader.get(&renewed);
    gone.expect(410).contains("отключена");
    assert!(gone.header("content-type").starts_with("text/plain"));
    client.get(&page).contains("Выгрузку отключили");
    client.get(&format!("{page}/file")).expect(422);
    posted(&client, &page, &action, &[]).expect(303);
    let third = address(&client, &page).unwrap();
    reader.get(&third).expect(200);
    posted(&client, &page, &format!("{page}/revocation"), &[]).expect(303);
    posted(&client, &page, &format!("{page}/removal"), &[]).expect(303);
    client.get(&page).expect(404);
    reader.get(&third).expect(404);
}

#[test]
fn a_feed_sees_what_its_keeper_sees_and_no_longer() {
    let mut world = World::fresh();
    let buyer = world.buyer();
    // Margin 25 %: 1234 / 0.75 = 1645.33, 777 / 0.75 = 1036.
    let (page, path) = made(&buyer, &[("rule", "margin"), ("percent", "25")]);
    let (_, own) = made(&buyer, &[("rule", "purchase"), ("name", "Для учёта")]);
    let yml = world.anonymous().get(&path).expect(200).body();
    assert_eq!(sorted(offers(&yml, "price")), ["1036.00", "1645.33"]);
    let yml = world.anonymous().get(&own).expect(200).body();
    assert_eq!(sorted(offers(&yml, "price")), ["1234.00", "777.00"]);

    // Whoever sees no purchase prices sees no such feed, gets no address of it, and makes none.
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let list = seller.get("/feeds");
    assert!(!list.expect(200).body().contains("Витрина"));
    list.contains("Ещё 2 выгрузки");
    seller.get(&page).expect(404);
    seller.get(&format!("{page}/file")).expect(404);
    seller.post(&format!("{page}/key"), &[("version", "1")]).expect(404);
    for rule in ["purchase", "margin", "markup", "premium"] {
        let answer = posted(
            &seller,
            "/feeds/new",
            "/feeds",
            &[("name", "x"), ("rule", rule), ("percent", "1")],
        );
        answer.expect(422).contains("она вам не открыта");
    }
    let (open, _) = made(&seller, &[("rule", "discount"), ("percent", "10")]);
    // Another dealer finds nothing.
    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.get(&page).expect(404);
    foreign.get(&open).expect(404);
    let contract = world.sever.deal().contract.to_string();
    let stolen = posted(
        &foreign,
        "/feeds/new",
        "/feeds",
        &[("name", "x"), ("contract", &contract)],
    );
    stolen.expect(422);

    // The keeper becomes a seller: the address stops, until a director answers for it.
    let director = director(&world);
    let person = world.sever.person(Role::Buyer).member.id;
    let edit = format!("/people/{person}");
    posted(&director, &edit, &edit, &[("role", "seller")]).expect(303);
    let stopped = world.anonymous().get(&path);
    stopped.expect(403).contains("остановлена");
    assert!(!stopped.body().contains("закупоч"), "a stranger isn't told why");
    director.get(&page).contains("больше не открыты закупочные цены");
    director.get("/").contains("Выгрузка «Витрина» не отвечает");
    posted(&director, &format!("{page}/edit"), &page, &[]).expect(303);
    world.anonymous().get(&path).expect(200);

    // The dealer is paused, and then the contract is closed.
    let (dealer, contract) = (world.sever.dealer.unwrap(), world.sever.deal().contract);
    world.below(async |access| {
        let dealer = access.read().unwrap().get::<Dealer>(&dealer).unwrap().unwrap();
        let paused = Dealer {
            status: DealerStatus::Paused,
            ..dealer
        };
        put(access.services(), paused).await;
    });
    world.anonymous().get(&path).expect(403);
    world.below(async |access| {
        let tx = access.read().unwrap();
        let dealer = tx.get::<Dealer>(&dealer).unwrap().unwrap();
        let contract = tx.get::<Contract>(&contract).unwrap().unwrap();
        put(
            access.services(),
            Dealer {
                status: DealerStatus::Active,
                ..dealer
            },
        )
        .await;
        put(
            access.services(),
            Contract {
                closed: true,
                ..contract
            },
        )
        .await;
    });
    world.anonymous().get(&path).expect(410);
    world
        .signed_in(world.sever.person(Role::Director))
        .get(&page)
        .contains("Договор закрыт");
}

#[test]
fn strange_names_pictures_and_groups_come_out_right() {
    const STRANGE: &str = "=Дверь <\"&'>\u{1}\u{b} ; конец";
    let mut world = World::fresh();
    let picture = world.picture.clone();
    let hash = picture.clone();
    let group = Group {
        id: Group::id_of("Другая"),
        external: "Другая".to_owned(),
        name: "Двери & окна".to_owned(),
        parent: Some(Group::id_of(GROUP)),
        removed: false,
        stub: false,
    };
    let below = group.id;
    let door: ProductId = Product::id_of("22222222-0000-4000-8000-000000000001");
    world.below(async |access| {
        let services = access.services();
        put(services, group).await;
        let external = "22222222-0000-4000-8000-000000000001";
        let product = Product {
            article: "-D;1".to_owned(),
            name: STRANGE.to_owned(),
            // In both: it is told once.
            groups: vec![below, Group::id_of(GROUP)],
            unit: Unit::default(),
            pictures: vec![hash.clone()],
            stub: false,
            ..Product::stub(external)
        };
        put(services, product).await;
        let sku = Sku::id_of(external);
        let row = PriceRow {
            price_type: PriceType::id_of("РРЦ"),
            price: UnitPrice::new(995_050, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        };
        let (rows, as_of) = (vec![row], access.now());
        put(services, SkuPrices { sku, rows, as_of }).await;
        let rows = vec![StockRow {
            warehouse: Warehouse::id_of("main"),
            quantity: Quantity::ZERO,
        }];
        put(services, SkuStock { sku, rows, as_of }).await;
        let tx = access.read().unwrap();
        services.part::<Prices>().rebuild(&tx).unwrap();
    });
    let (client, reader) = (director(&world), world.anonymous());
    let groups = Group::id_of(GROUP).to_string();
    let (page, path) = made(&client, &[("group", &groups)]);
    let yml = reader.get(&path).expect(200).body();
    let names = offers(&yml, "name");
    assert_eq!(names.iter().filter(|name| name.starts_with("=Дверь")).count(), 1);
    assert!(names.contains(&"=Дверь <\"&'> ; конец".to_owned()), "{names:?}");
    assert_eq!(names.len(), 3);
    let ids = offers(&yml, "@id");
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), 3);
    assert!(yml.contains("parentId="));
    assert!(sorted(offers(&yml, "@available")).starts_with(&["false".to_owned()]));

    // A picture opens without signing in; no other file does, and none by the key of the address.
    let shown = offers(&yml, "picture").remove(0);
    let (_, rest) = shown.split_once("/fp/").unwrap();
    let answer = reader.get(&format!("/fp/{rest}"));
    assert_eq!(answer.expect(200).header("content-type"), "image/jpeg");
    let key = rest.split('/').next().unwrap();
    assert!(
        !path.contains(key),
        "whoever sees a picture's address can't read the feed"
    );
    reader.get(&format!("/f/{key}")).expect(404);
    let strange = Product::id_of(GOODS[0].external);
    reader.get(&format!("/fp/{key}/{strange}/{picture}")).expect(404);
    let other = picture.chars().rev().collect::<String>();
    reader.get(&format!("/fp/{key}/{door}/{other}")).expect(404);

    // Only the group below, only what is there, without stock and pictures, as a table.
    let only = below.to_string();
    let (_, csv) = made(
        &client,
        &[("group", &only), ("format", "csv"), ("pictures", ""), ("stock", "")],
    );
    let text = reader.get(&csv).expect(200).body();
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows.len(), 2, "{text}");
    assert!(
        text.starts_with('\u{feff}') && rows[1].contains("\"'-D;1\";\"'=Дверь <\"\"&'>"),
        "{text}"
    );
    assert!(rows[1].contains("\"99,51\";RUB;;;"), "{text}");
    assert!(!text.contains("/fp/"));
    let (_, none) = made(&client, &[("group", &only), ("absent", ""), ("format", "json")]);
    let json: serde_json::Value = serde_json::from_str(&reader.get(&none).expect(200).body()).unwrap();
    assert_eq!(json["goods"].as_array().unwrap().len(), 0);

    posted(&client, &page, &format!("{page}/revocation"), &[]).expect(303);
    reader.get(&format!("/fp/{rest}")).expect(404);
}

#[test]
fn mistakes_are_told_and_kept_and_a_wild_reader_waits() {
    let world = World::fresh();
    let client = director(&world);
    let cases = [
        (&[("name", " ")][..], "Назовите выгрузку"),
        (
            &[("name", "Витрина"), ("rule", "markup"), ("percent", "много")],
            "id=\"percent\"",
        ),
        (
            &[("name", "Витрина"), ("rule", "nothing"), ("percent", "1")],
            "Выберите, как назначать цену",
        ),
        (&[("name", "Витрина"), ("site", "shop")], "с https://"),
        (
            &[("name", "Витрина"), ("contract", "0")],
            "Выберите действующий договор",
        ),
        (&[("name", "Витрина"), ("format", "doc")], "Выберите формат"),
        (
            &[("name", "Витрина"), ("group", "0123456789abcdef0123456789abcdef")],
            "Отмеченной группы больше нет",
        ),
    ];
    for (changes, told) in cases {
        let answer = posted(&client, "/feeds/new", "/feeds", changes);
        answer.expect(422).contains(told);
    }
    let typed = posted(
        &client,
        "/feeds/new",
        "/feeds",
        &[("name", "Моя витрина"), ("site", "shop")],
    );
    typed.contains("Моя витрина").contains("value=\"shop\"");
    assert!(!client.get("/feeds").body().contains("витрина"));

    // Pressed twice: one feed.
    let mut fields = client.get("/feeds/new").form("/feeds");
    fields
        .iter_mut()
        .filter(|(name, _)| name == "name")
        .for_each(|(_, name)| *name = "Дважды".to_owned());
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let page = client.post("/feeds", &fields).expect(303).location().to_owned();
    assert_eq!(client.post("/feeds", &fields).expect(303).location(), page);
    assert_eq!(client.get("/feeds").texts("[data-feed]").len(), 1);

    let path = address(&client, &page).unwrap();
    let reader = world.anonymous();
    let waits = (0..40)
        .map(|_| reader.get(&path))
        .find(|answer| answer.status != 200)
        .unwrap();
    let seconds: u32 = waits.expect(429).header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    // Others are read all the same.
    let (_, calm) = made(&client, &[]);
    reader.get(&calm).expect(200);
}
