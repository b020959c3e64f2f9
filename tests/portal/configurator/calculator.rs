//! The calculator: a list of its own of what is made to order, for whoever orders.

use super::*;
use crate::harness::MADE_NAME;

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
