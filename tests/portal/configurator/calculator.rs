//! The calculator: a list of its own of what is made to order, for whoever orders.

use kabinet::modules::catalogue::{Group, Product};
use kabinet::modules::configurator::Offered;

use super::*;
use crate::harness::{GROUP, MADE_NAME, Seeded, put};

#[test]
fn whoever_orders_finds_what_is_made_to_order_in_the_menu() {
    let world = World::fresh();
    let (buyer, admin) = (world.buyer(), world.admin());
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let rows = |client: &Client, path: &str| client.get(path).attributes("[data-made]", "data-made");
    let menu = |client: &Client| client.get("/").attributes("nav a, aside a", "href");
    for client in [&buyer, &seller, &world.manager()] {
        assert!(menu(client).contains(&"/calculator".to_owned()), "{:?}", menu(client));
        // What lies in the catalogue ready made isn't calculated.
        assert_eq!(rows(client, "/calculator"), [MADE_ARTICLE]);
    }
    let page = buyer.get("/calculator");
    let leads = page.attributes("[data-made] a", "href");
    assert_eq!(leads, [super::page(), super::page()]);
    buyer.get(&leads[0]).expect(200).contains(MADE_NAME);
    // By words of the name in any order and case, by the article, and by nothing that isn't there.
    for (asked, found) in [
        ("/calculator?q=РАЗМЕР+витраж", 1),
        ("/calculator?q=tst-9001", 1),
        ("/calculator?q=%20", 1),
        ("/calculator?q=витраж+круглый", 0),
    ] {
        assert_eq!(rows(&buyer, asked).len(), found, "{asked}");
    }
    buyer
        .get("/calculator?q=круглый")
        .contains("«круглый» ничего не нашли")
        .contains("Показать все");

    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    assert!(!menu(&accountant).contains(&"/calculator".to_owned()));
    accountant.get("/calculator").expect(403);

    // Withdrawn goods go, and an empty list says what it waits for.
    admin.post(&format!("{}/withdrawal", model()), &[]).expect(303);
    let empty = buyer.get("/calculator");
    empty.expect(200).contains("Изделий под заказ пока нет");
    assert!(empty.attributes("[data-made]", "data-made").is_empty());
}

/// The address of a neighbouring page, if there is one.
fn beside(page: &Answer, rel: &str) -> Option<String> {
    page.attributes(&format!(".kb-pager a[rel={rel}]"), "href").pop()
}

#[test]
fn a_long_list_comes_in_pages_that_keep_the_search() {
    let mut world = World::fresh();
    let numbers: Vec<String> = (0..70).map(|number| format!("{number:03}")).collect();
    let seeded = numbers.clone();
    world.below(async |access| {
        // So many that no bound of a walk may cut off those that are sold: a row of each stays when it is withdrawn.
        for portion in 0..12 {
            access
                .write(move |write| {
                    for number in 0..100 {
                        let offered = Offered {
                            product: Product::id_of(&format!("withdrawn-{portion}-{number}")),
                            edition: 1,
                            withdrawn: true,
                        };
                        write.save(&offered, &Seeded("withdrawn", format!("{portion}-{number}")))?;
                    }
                    Ok(())
                })
                .await
                .unwrap();
        }
        for number in &seeded {
            let external = format!("many-{number}");
            let product = Product {
                article: format!("MANY-{number}"),
                name: format!("Окно типовое {number}"),
                groups: vec![Group::id_of(GROUP)],
                stub: false,
                ..Product::stub(&external)
            };
            put(access.services(), product).await;
            let offered = Offered {
                product: Product::id_of(&external),
                edition: 1,
                withdrawn: false,
            };
            put(access.services(), offered).await;
        }
    });
    let buyer = world.buyer();
    let rows = |page: &Answer| page.attributes("[data-made]", "data-made");
    let articles: Vec<String> = numbers.iter().map(|number| format!("MANY-{number}")).collect();

    let first = buyer.get("/calculator?q=окно+типовое");
    assert_eq!(rows(first.expect(200)), articles[..50]);
    first.contains("Показано 50 из 70");
    assert_eq!(beside(&first, "prev"), None);
    let second = buyer.get(&beside(&first, "next").expect("a second page"));
    assert_eq!(rows(second.expect(200)), articles[50..]);
    second.contains("Показано 20 из 70");
    assert_eq!(beside(&second, "next"), None);
    let back = buyer.get(&beside(&second, "prev").expect("a way back"));
    assert_eq!(rows(&back), articles[..50]);

    // Without a search everything is there once, the one more that is made to order too.
    let whole = buyer.get("/calculator");
    let more = buyer.get(&beside(&whole, "next").expect("a second page"));
    let mut all = [rows(&whole), rows(&more)].concat();
    assert_eq!(all.len(), 71);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 71);
    // A list of one page has none, and what is no place in it isn't found.
    assert!(buyer.get("/calculator?q=MANY-007").texts(".kb-pager").is_empty());
    buyer.get("/calculator?after=xyz").expect(404);
}
