//! Changed prices: what came through the real exchange, what it does to drafts and offers, who is told and what each may
//! see of it.

use std::io::Write;
use std::time::{Duration, SystemTime};

use kabinet::modules::catalogue::{PriceRow, PriceType, PriceUse, Prices, Sku, SkuPrices};
use kabinet::modules::dealers::Contract;
use kabinet::modules::dealers::actions::{ContractInput, save_contract};
use kabinet::modules::offers::Costs;
use kabinet::platform::access::Role;
use kabinet::platform::store::Reader;
use kabinet::platform::values::{Currency, Quantity, UnitPrice};

use crate::configurator::{begun, book_of, configured, published, uploaded, with_text};
use crate::examples::configurator::WHOLE;
use crate::exchange::connected;
use crate::harness::{Answer, Client, GOODS, MADE_NAME, Seeded, World, wait_for};

const NBSP: char = '\u{a0}';

/// Prices in roubles by 1C's id of the product and the name of the price type.
pub fn told(world: &World, prices: &[(&str, &str, &str)]) {
    let offers: String = prices
        .iter()
        .map(|(product, price_type, price)| {
            format!(
                "<Предложение><Ид>{product}</Ид><Цены><Цена><ИдТипаЦены>{price_type}</ИдТипаЦены>\
                 <ЦенаЗаЕдиницу>{price}</ЦенаЗаЕдиницу><Валюта>RUB</Валюта></Цена></Цены></Предложение>"
            )
        })
        .collect();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><КоммерческаяИнформация ВерсияСхемы=\"2.09\"><ПакетПредложений СодержитТолькоИзменения=\"true\">\
         <Ид>p</Ид><Наименование>П</Наименование><Предложения>{offers}</Предложения></ПакетПредложений></КоммерческаяИнформация>"
    );
    let mut file = std::fs::File::create(world.data.join("exchange/in/offers0_1.xml")).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    // As old as one that nobody writes to any more.
    file.set_modified(SystemTime::now() - Duration::from_secs(3_600))
        .unwrap();
    drop(file);
    world.admin().post("/admin/exchange/passes", &[]).expect(303);
}

/// The addresses of the changes that somebody sees, newest first.
fn changes(client: &Client) -> Vec<String> {
    let list = client.get("/price-changes");
    list.expect(200).attributes("[data-change]", "data-change")
}

/// The page of the newest change, once there are more than `known`.
fn newest(client: &Client, known: usize) -> Answer {
    let id = wait_for("a change of prices", || {
        let found = changes(client);
        (found.len() > known).then(|| found[0].clone())
    });
    let page = client.get(&format!("/price-changes/{id}"));
    page.expect(200);
    page
}

/// How many notices say this.
fn rung(client: &Client, words: &str) -> usize {
    client.get("/notices").expect(200).body().matches(words).count()
}

pub fn offered(world: &World) -> String {
    offered_of(world, &world.sever.deal().draft)
}

fn offered_of(world: &World, draft: &str) -> String {
    let client = world.signed_in(world.sever.person(Role::Director));
    let form = client.get(&format!("/offers/new?draft={draft}")).form("/offers");
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    client.post("/offers", &form).expect(303).location().to_owned()
}

fn money(text: &str) -> String {
    format!("{}{NBSP}₽", text.replace(' ', &NBSP.to_string()))
}

/// The stand-still of the follower: one more change, of goods that nobody has, is told after all before it.
fn settled(world: &World) {
    let admin = world.admin();
    let known = changes(&admin).len();
    let current = format!("{}.{:02}", 900, known);
    told(world, &[(GOODS[1].external, "Опт", &current)]);
    newest(&admin, known);
    let last = changes(&admin).remove(0);
    for client in [world.buyer(), world.signed_in(world.yug.person(Role::Director))] {
        wait_for("what it means to each dealer", || {
            changes(&client).contains(&last).then_some(())
        });
    }
}

#[test]
fn a_changed_price_is_told_once_to_those_whose_drafts_and_offers_it_touches() {
    let world = connected();
    let offer = offered(&world);
    let (buyer, admin) = (world.buyer(), world.admin());
    let known = changes(&buyer).len();
    told(
        &world,
        &[
            (GOODS[0].external, "Опт", "1300.00"),
            (GOODS[0].external, "РРЦ", "2100"),
            (GOODS[1].external, "Опт", "777"),
        ],
    );
    let page = newest(&buyer, known);
    // Two pieces at 1,234 and at 1,300; RRP 2,000 and 2,100.
    for said in [
        money("2 468,00"),
        money("2 600,00"),
        format!("+{}", money("132,00")),
        format!("+{}", money("200,00")),
        money("1 234,00"),
        money("1 300,00"),
        format!("5,35{NBSP}%"),
        money("2 100,00"),
        format!("5,00{NBSP}%"),
    ] {
        page.contains(&said);
    }
    page.contains(GOODS[0].name)
        .contains(&offer)
        .contains("/offers/new?from=");
    assert!(!page.body().contains(GOODS[1].name), "its price is what it was");
    let words = "Цены изменились: 1 черновик, 1 предложение";
    wait_for("the bell", || (rung(&buyer, words) == 1).then_some(()));
    let draft = &world.sever.deal().draft;
    assert_eq!(page.attributes("[data-draft]", "data-draft"), [draft.as_str()]);

    // The other dealer is told of its own draft alone.
    let yug = world.signed_in(world.yug.person(Role::Director));
    let own = newest(&yug, known);
    own.contains("Черновик Юг").contains(&money("2 600,00"));
    assert!(!own.body().contains("Черновик Север") && !own.body().contains(&offer));
    wait_for("the other bell", || {
        (rung(&yug, "Цены изменились: 1 черновик") == 1).then_some(())
    });
    assert_eq!(rung(&yug, "предложение"), 0);

    // The same file again changes nothing and tells nothing; neither does a part with the same prices.
    told(
        &world,
        &[
            (GOODS[0].external, "Опт", "1300"),
            (GOODS[0].external, "РРЦ", "2100.00"),
        ],
    );
    settled(&world);
    // What came last concerns goods that no draft has: it is listed, and the bell is silent.
    assert_eq!(changes(&buyer).len(), known + 2);
    assert_eq!(rung(&buyer, "Цены изменились"), 1);
    newest(&buyer, known + 1).contains("Ваших черновиков и предложений это не затронуло");

    // Staff: by price type, and whom it touched; a dealer's offers are its own affair.
    let id = &changes(&admin)[1];
    let page = admin.get(&format!("/price-changes/{id}"));
    page.expect(200)
        .contains("Опт")
        .contains("РРЦ")
        .contains("Север")
        .contains("Юг");
    let of = admin.get(&format!("/price-changes/{id}?dealer={}", world.sever.dealer.unwrap()));
    of.expect(200).contains("Черновик Север").contains(&money("2 600,00"));
    assert!(!of.body().contains("/offers/"));
    let manager = world.manager().get(&format!("/price-changes/{id}"));
    manager.expect(200).contains("Север");
    assert!(!manager.body().contains(">Юг<"), "not a dealer of this manager");
    world
        .manager()
        .get(&format!("/price-changes/{id}?dealer={}", world.yug.dealer.unwrap()))
        .expect(404);
    assert!(
        page.attributes("tr[data-article]", "data-article")
            .contains(&GOODS[0].article.to_owned())
    );
}

#[test]
fn who_sees_no_purchase_prices_is_told_of_recommended_ones_alone() {
    let world = connected();
    offered(&world);
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let buyer = world.buyer();
    let known = changes(&seller).len();
    let for_buyer = changes(&buyer).len();
    // Only the purchase price: the seller learns nothing, not even that something changed.
    told(&world, &[(GOODS[0].external, "Опт", "1301.00")]);
    newest(&buyer, for_buyer);
    let hidden = changes(&buyer).remove(0);
    assert_eq!(changes(&seller).len(), known);
    seller.get(&format!("/price-changes/{hidden}")).expect(404);
    seller.get(&format!("/price-changes/{hidden}/changes.xlsx")).expect(404);
    wait_for("the bell", || (rung(&buyer, "Цены изменились") == 1).then_some(()));
    assert_eq!(rung(&seller, "Цены изменились"), 0);

    told(
        &world,
        &[
            (GOODS[0].external, "Опт", "1302.00"),
            (GOODS[0].external, "РРЦ", "1900"),
        ],
    );
    let page = newest(&seller, known);
    page.contains(&money("4 000,00"))
        .contains(&money("3 800,00"))
        .contains(&format!("−{}", money("200,00")))
        .contains(&format!("5,00{NBSP}%"));
    let id = changes(&seller).remove(0);
    let query = |filter: &str| seller.get(&format!("/price-changes/{id}?{filter}"));
    let type_id = PriceType::id_of("Опт");
    for answer in [
        page,
        query("direction=down"),
        // The price went up; whoever doesn't see it learns nothing from the filter.
        query("direction=up"),
        query(&format!("type={type_id}")),
        query("q=TST-0417"),
        seller.get("/price-changes"),
    ] {
        answer.expect(200);
        for secret in [
            "1\u{a0}302",
            "1\u{a0}301",
            "1\u{a0}234",
            "2\u{a0}604",
            "2\u{a0}602",
            "2\u{a0}468",
            "0,08",
        ] {
            assert!(!answer.body().contains(secret), "it tells {secret}");
        }
    }
    assert!(
        query("direction=up")
            .attributes("[data-article]", "data-article")
            .is_empty()
    );
    assert_eq!(
        query("direction=down").attributes("[data-article]", "data-article"),
        [GOODS[0].article]
    );
    wait_for("the bell", || {
        (rung(&seller, "Цены изменились: 1 черновик, 1 предложение") == 1).then_some(())
    });
    let file = seller.get(&format!("/price-changes/{id}/changes.xlsx"));
    let cells = sheet(file.expect(200));
    assert!(cells.contains(">1900<") && cells.contains(">2000<"), "{cells}");
    assert!(!cells.contains("1302") && !cells.contains("1301") && !cells.contains("1234"));
    let own = sheet(buyer.get(&format!("/price-changes/{id}/changes.xlsx")).expect(200));
    assert!(
        own.contains(">1302<") && own.contains(">1301<") && own.contains(">1900<"),
        "{own}"
    );

    // An accountant has no part in drafts, and the right is refused.
    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    accountant.get("/price-changes").expect(403);
}

/// The figures of a workbook, as its file has them.
fn sheet(answer: &Answer) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("prices.xlsx");
    std::fs::write(&file, &answer.bytes).unwrap();
    let out = std::process::Command::new("unzip")
        .args(["-p"])
        .arg(&file)
        .arg("xl/worksheets/sheet1.xml")
        .output()
        .expect("unzip is installed");
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn filters_and_addresses_that_are_not_there() {
    let world = World::shared();
    let buyer = world.buyer();
    let id = changes(&buyer).remove(0);
    let at = |filter: &str| buyer.get(&format!("/price-changes/{id}?{filter}"));
    let articles = |answer: &Answer| answer.attributes("[data-article]", "data-article");
    assert_eq!(articles(at("q=кронштейн").expect(200)), [GOODS[0].article]);
    assert_eq!(articles(at("q=0417&direction=up").expect(200)), [GOODS[0].article]);
    assert!(articles(at("q=нет").expect(200).contains("Таких товаров нет")).is_empty());
    assert!(articles(at("direction=down").expect(200)).is_empty());
    let group = kabinet::modules::catalogue::Group::id_of(crate::harness::GROUP);
    assert_eq!(articles(at(&format!("group={group}")).expect(200)), [GOODS[0].article]);
    assert!(articles(at(&format!("group={}", "0".repeat(32))).expect(200)).is_empty());
    assert!(articles(at("from=1").expect(200)).is_empty());
    at("from=18446744073709551615").expect(404);
    for bad in ["direction=sideways", "group=x", "type=x"] {
        at(bad).expect(404);
    }
    // A dealer is not asked for by a dealer: what stands in the address is passed over.
    let yug = world.yug.dealer.unwrap();
    at(&format!("dealer={yug}")).expect(200).contains("Черновик Север");
    buyer.get(&format!("/price-changes/{}", "0".repeat(32))).expect(404);
    buyer.get("/price-changes?after=zz").expect(404);
}

#[test]
fn what_is_new_in_the_price_list_is_no_change() {
    let world = connected();
    let (buyer, admin) = (world.buyer(), world.admin());
    let (known, of_staff) = (changes(&buyer).len(), changes(&admin).len());
    let fresh = "22222222-0000-4000-8000-000000000001";
    told(&world, &[(fresh, "Опт", "10.00")]);
    // The same product gets a recommended price: of that type it had none.
    told(&world, &[(fresh, "РРЦ", "20.00")]);
    settled(&world);
    assert_eq!(changes(&admin).len(), of_staff + 1, "only what was told at the end");
    assert_eq!(changes(&buyer).len(), known + 1);
    assert_eq!(rung(&buyer, "Цены изменились"), 0);
    // Beside a change it is counted.
    let count = changes(&admin).len();
    told(
        &world,
        &[
            ("22222222-0000-4000-8000-000000000002", "Опт", "10.00"),
            (GOODS[0].external, "Опт", "1400"),
        ],
    );
    newest(&admin, count).contains("Ещё 1 товар получил цену впервые");
}

#[test]
fn a_kill_after_the_exchange_loses_no_notice_and_doubles_none() {
    let mut world = connected();
    let known = changes(&world.buyer()).len();
    told(&world, &[(GOODS[0].external, "Опт", "1500")]);
    world.server.signal_kill();
    world.server.reap();
    world.server = crate::harness::Server::start(&world.data);
    let page = newest(&world.buyer(), known);
    page.contains(&money("3 000,00"));
    // What was read before the kill may come again: the run is known.
    world.server.signal_kill();
    world.server.reap();
    world.server = crate::harness::Server::start(&world.data);
    settled(&world);
    assert_eq!(changes(&world.buyer()).len(), known + 2);
    assert_eq!(rung(&world.buyer(), "Цены изменились"), 1);
}

#[test]
fn another_price_type_of_the_contract_is_a_change_of_that_dealer_alone() {
    let mut world = World::fresh();
    let (dealer, contract) = (world.sever.dealer.unwrap(), world.sever.deal().contract);
    let known = changes(&world.buyer()).len();
    world.below(async |access| {
        let second = PriceType {
            id: PriceType::id_of("Опт 2"),
            external: "Опт 2".to_owned(),
            name: "Опт 2".to_owned(),
            currency: Currency::Rub,
            vat_included: true,
            usage: PriceUse::Purchase,
            stub: false,
        };
        let mut prices: SkuPrices = access
            .read()
            .unwrap()
            .get(&Sku::id_of(GOODS[0].external))
            .unwrap()
            .unwrap();
        prices.rows.push(PriceRow {
            price_type: second.id,
            price: UnitPrice::new(1_100 * 10_000, Currency::Rub),
            factor: Quantity::ONE,
            unit: String::new(),
            minimum: Quantity::ZERO,
        });
        crate::harness::put(access.services(), second.clone()).await;
        crate::harness::put(access.services(), prices).await;
        let services = access.services();
        services.part::<Prices>().rebuild(&access.read().unwrap()).unwrap();
        let old: Contract = access.read().unwrap().get(&contract).unwrap().unwrap();
        let input = ContractInput {
            entity: Some(old.entity),
            own_entity: Some(old.own_entity),
            number: old.number.clone(),
            day: old.day,
            price_type: Some(second.id.uuid()),
            price_type_name: second.name.clone(),
            currency: old.currency,
            vat: old.vat,
            deferral_days: old.deferral_days,
            deferral_in: old.deferral_in,
            closed: false,
        };
        save_contract(access, dealer, Some(contract), input).await.unwrap();
    });
    let buyer = world.buyer();
    let page = newest(&buyer, known);
    page.contains("Опт 2")
        .contains(&money("2 468,00"))
        .contains(&money("2 200,00"))
        .contains(&format!("−{}", money("268,00")))
        .contains(&money("1 100,00"));
    // The other product has no price of the new type.
    page.contains("цены больше нет");
    wait_for("the bell", || {
        (rung(&buyer, "Цены изменились: 1 черновик") == 1).then_some(())
    });
    let id = changes(&buyer).remove(0);
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.get(&format!("/price-changes/{id}")).expect(404);
    assert_eq!(changes(&yug).len(), known);
    world
        .admin()
        .get(&format!("/price-changes/{id}"))
        .expect(200)
        .contains("Север");
    let seller = world.signed_in(world.sever.person(Role::Seller));
    seller.get(&format!("/price-changes/{id}")).expect(404);
    assert_eq!(rung(&seller, "Цены изменились"), 0);
}

#[test]
fn a_newer_model_touches_the_drafts_that_stand_at_the_older_one() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let draft = begun(&buyer, "До новой модели");
    configured(&buyer, &draft, &WHOLE, &[]).expect(303);
    let known = changes(&buyer).len();
    uploaded(&admin, &with_text(&book_of(&admin), ">500<", ">700<")).expect(303);
    published(&admin);
    // Two pieces at 1,400 and at 1,600; the recommended price is what it was.
    let page = newest(&buyer, known);
    page.contains(MADE_NAME)
        .contains("До новой модели")
        .contains(&money("2 800,00"))
        .contains(&money("3 200,00"))
        .contains(&format!("+{}", money("400,00")));
    assert!(
        !page.body().contains("Черновик Север"),
        "nothing of it is made to order"
    );
    wait_for("the bell", || {
        (rung(&buyer, "Цены изменились: 1 черновик") == 1).then_some(())
    });
    let id = changes(&buyer).remove(0);
    for role in [Role::Seller, Role::Director] {
        let page = world
            .signed_in(world.sever.person(role))
            .get(&format!("/price-changes/{id}"));
        page.expect(if role == Role::Seller { 404 } else { 200 });
    }
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.get(&format!("/price-changes/{id}")).expect(404);
    // An edition that brings the old price back changes nobody's sums: it is not told. The next one is.
    let of_staff = changes(&admin).len();
    uploaded(&admin, &with_text(&book_of(&admin), ">700<", ">500<")).expect(303);
    published(&admin);
    uploaded(&admin, &with_text(&book_of(&admin), ">500<", ">800<")).expect(303);
    published(&admin);
    wait_for("the fourth edition", || {
        admin.get("/price-changes").body().contains("редакция 4").then_some(())
    });
    assert_eq!(changes(&admin).len(), of_staff + 1);
    assert!(!admin.get("/price-changes").body().contains("редакция 3"));
}

/// Prices of the test model: 1,000 a square metre and 500 for the sash at the dealer's price, 3,000 and 900 at RRP.
#[test]
fn a_newer_model_touches_the_offers_of_its_goods_and_says_by_how_much() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let draft = begun(&buyer, "Витраж для клиента");
    configured(&buyer, &draft, &WHOLE, &[]).expect(303);
    let offer = offered_of(&world, draft.trim_start_matches("/drafts/"));
    let plain = offered(&world);
    let number = |offer: &str| {
        let title = buyer.get(offer).texts("h1").remove(0);
        title.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap().to_owned()
    };
    let (known, of_seller) = (changes(&buyer).len(), changes(&seller).len());
    let alert = format!("Закупка {} → {}", money("2 800,00"), money("3 200,00"));
    assert!(!buyer.get(&offer).body().contains("→"), "nothing has moved yet");

    // The purchase price alone: two sashes at 700 instead of 500.
    uploaded(&admin, &with_text(&book_of(&admin), ">500<", ">700<")).expect(303);
    published(&admin);
    let page = newest(&buyer, known);
    let row = page.texts(&format!("tr[data-offer='{}'] td", number(&offer))).join(" ");
    for figure in ["2 800,00", "3 200,00", "+400,00"] {
        assert!(row.contains(figure), "{figure} in {row}");
    }
    assert!(page.texts(&format!("tr[data-offer='{}']", number(&plain))).is_empty());
    page.contains("Для клиента цены прежние");
    wait_for("the bell", || {
        (rung(&buyer, "Цены изменились: 1 черновик, 1 предложение") == 1).then_some(())
    });
    let own = buyer.get(&offer);
    own.contains(&alert);
    assert_eq!(
        own.attributes("[data-recount] a", "href"),
        [draft.as_str()],
        "the way to a new version begins in the draft"
    );
    // Who sees no purchase price learns nothing of it.
    assert_eq!(changes(&seller).len(), of_seller);
    assert!(!seller.get(&offer).body().contains("→"));
    assert_eq!(rung(&seller, "Цены изменились"), 0);
    // The client's price stands where it stood; nothing else was touched.
    assert!(!buyer.get(&plain).body().contains("→"));

    // The recommended price too: the seller is told of that alone. 3,000 × 0.9 m² becomes 3,100 × 0.9, two pieces.
    uploaded(&admin, &with_text(&book_of(&admin), ">3000<", ">3100<")).expect(303);
    published(&admin);
    newest(&seller, of_seller);
    wait_for("the seller's bell", || {
        (rung(&seller, "1 предложение") == 1).then_some(())
    });
    let blind = seller.get(&offer);
    blind
        .expect(200)
        .contains(&format!("По РРЦ {} → {}", money("7 200,00"), money("7 380,00")));
    for answer in [&blind, &newest(&seller, of_seller)] {
        for secret in ["2\u{a0}800", "3\u{a0}200", "1\u{a0}400", "1\u{a0}600"] {
            assert!(!answer.body().contains(secret), "it tells {secret}");
        }
    }
    // An order has frozen its price: what was sent is no offer's worry.
    let yug = world.signed_in(world.yug.person(Role::Director));
    yug.get(&offer).expect(404);
}

#[test]
fn an_offer_from_before_it_was_kept_how_its_goods_are_made_is_named_without_a_new_sum() {
    let mut world = World::fresh();
    let draft = begun(&world.buyer(), "Витраж из прошлого");
    configured(&world.buyer(), &draft, &WHOLE, &[]).expect(303);
    let offer = offered_of(&world, draft.trim_start_matches("/drafts/"));
    let id = offer.trim_start_matches("/offers/").parse().unwrap();
    // As an earlier version has left it.
    world.below(async |access| {
        access
            .write(move |write| {
                let mut costs = write.get::<Costs>(&id)?.unwrap();
                let lines = costs.variants.iter_mut().flat_map(|variant| &mut variant.lines);
                lines.for_each(|line| line.configuration = None);
                write.save(&costs, &Seeded("costs", "of before".to_owned()))
            })
            .await
            .unwrap();
    });
    let (admin, buyer) = (world.admin(), world.buyer());
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let yug = world.signed_in(world.yug.person(Role::Director));
    let (known, of_yug) = (changes(&buyer).len(), changes(&yug).len());
    uploaded(&admin, &with_text(&book_of(&admin), ">500<", ">700<")).expect(303);
    published(&admin);
    let page = newest(&buyer, known);
    let rows = page.texts("tr[data-offer]");
    let row = rows.join(" ");
    assert!(row.contains("2 800,00") && row.contains("Новой суммы нет"), "{row}");
    assert!(!row.contains("3 200,00"), "nobody has calculated it: {row}");
    wait_for("the bell", || {
        (rung(&buyer, "Цены изменились: 1 черновик, 1 предложение") == 1).then_some(())
    });
    // The seller is told of the offer, without what the dealer pays.
    wait_for("the seller's bell", || {
        (rung(&seller, "1 предложение") == 1).then_some(())
    });
    let blind = seller.get(&format!("/price-changes/{}", changes(&seller)[0]));
    blind.expect(200).contains("Новой суммы нет");
    assert!(!blind.body().contains("2\u{a0}800"));
    assert_eq!(changes(&yug).len(), of_yug, "another dealer has nothing of it");
}
