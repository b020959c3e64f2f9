//! The grid of goods: filter, order, columns and views, and that none of them tells a price that the reader may not see.

use kabinet::platform::access::Role;

use crate::harness::{Answer, Client, GOODS, MADE_NAME, World};

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
