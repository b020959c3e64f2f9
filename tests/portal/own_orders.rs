//! A role that sees only its own drafts and orders: what colleagues make isn't there, in no list, count, search, file, bell or
//! address; who sees all of the company sees that too.

use std::collections::BTreeSet;

use kabinet::modules::MODULES;
use kabinet::platform::access::{Role, is_grantable, permissions};
use kabinet::platform::web::{Authority, Portal};

use crate::blind::crawl;
use crate::examples::{Call, example};
use crate::harness::{Answer, Client, GOODS, World, try_for};
use crate::matrix::without_request_id;
use crate::rights::{assign, id_of};

/// Every right that a role of a dealer with its own orders can hold.
fn all_rights() -> Vec<&'static str> {
    let platform = permissions::ALL.iter();
    let all = platform.chain(MODULES.iter().flat_map(|module| module.permissions));
    let fitting = all.filter(|right| is_grantable(**right, true) && !right.whole);
    let rights: BTreeSet<&str> = fitting.map(|right| right.id).collect();
    rights.into_iter().collect()
}

fn director(world: &World) -> Client {
    world.signed_in(world.sever.person(Role::Director))
}

/// Makes a role of this breadth; its id.
fn role(client: &Client, name: &str, breadth: &str, rights: &[&str]) -> String {
    let mut fields = vec![("name", name), ("breadth", breadth)];
    fields.extend(rights.iter().map(|right| ("right", *right)));
    client.post("/roles/new", &fields).expect(303);
    let page = client.get("/roles");
    let at = page.texts("a[href^='/roles/']").iter().position(|text| text == name);
    let link = page
        .attributes("a[href^='/roles/']", "href")
        .remove(at.expect("it is in the list"));
    link.trim_start_matches("/roles/").to_owned()
}

/// Buyer and seller of «Север» see only their own; the director sees all.
struct Site {
    world: World,
    role: String,
    /// The seeded order and draft are theirs.
    buyer: Client,
    seller: Client,
    director: Client,
}

impl Site {
    fn new() -> Site {
        Site::with(&[Role::Buyer, Role::Seller])
    }

    /// Only these see their own alone.
    fn with(narrow: &[Role]) -> Site {
        let world = World::fresh();
        let director = director(&world);
        let role = role(&director, "Продавец: свои заказы", "own", &all_rights());
        for who in narrow {
            assign(&director, &id_of(&world, *who), &role).expect(303);
        }
        Site {
            buyer: world.buyer(),
            seller: world.signed_in(world.sever.person(Role::Seller)),
            director,
            role,
            world,
        }
    }

    fn order(&self) -> &str {
        &self.world.sever.deal().order
    }

    /// Gives the role another breadth.
    fn set_breadth(&self, breadth: &str) {
        let form = self.director.get(&format!("/roles/{}", self.role));
        let version = form.attributes("input[name=version]", "value").remove(0);
        let rights = all_rights();
        let mut fields = vec![
            ("name", "Продавец: свои заказы"),
            ("breadth", breadth),
            ("version", version.as_str()),
        ];
        fields.extend(rights.iter().map(|right| ("right", *right)));
        let path = format!("/roles/{}", self.role);
        self.director.post(&path, &fields).expect(303);
    }
}

fn number(path: &str) -> &str {
    path.trim_start_matches("/orders/")
}

/// The figure beside a place of the menu.
fn counted(client: &Client, href: &str) -> String {
    let page = client.get("/profile");
    let counts = page.texts(&format!("a.kb-nav-a[href='{href}'] .kb-count"));
    counts.into_iter().next().unwrap_or_default()
}

#[test]
fn what_a_colleague_makes_is_on_no_page_that_links_lead_to() {
    let site = Site::new();
    let deal = site.world.sever.deal();
    let own = site.seller.ordered("Объект продавца", "3");
    let begun = site.seller.post("/drafts", &[("name", "Черновик продавца")]);
    let own_draft = begun.expect(303).location().trim_start_matches("/drafts/").to_owned();
    let theirs = [deal.order.as_str(), deal.draft.as_str(), "Черновик Север"];
    let mine = [number(&own), own_draft.as_str(), "Черновик продавца"];

    // The control: who sees all comes upon each of them.
    let all = crawl(&site.director);
    for secret in theirs.iter().chain(&mine) {
        assert!(all.values().any(|page| page.contains(secret)), "the director: {secret}");
    }
    for (who, client, shown, hidden) in [
        ("seller", &site.seller, &mine, &theirs),
        ("buyer", &site.buyer, &theirs, &mine),
    ] {
        let pages = crawl(client);
        for secret in shown {
            assert!(pages.values().any(|page| page.contains(secret)), "{who}: {secret}");
        }
        let told: Vec<String> = pages
            .iter()
            .flat_map(|(path, page)| {
                let found = hidden.iter().filter(|secret| page.contains(**secret));
                found.map(move |secret| format!("{path}: {secret}"))
            })
            .collect();
        assert!(told.is_empty(), "{who}: {told:#?}");
    }
}

#[test]
fn lists_counts_sums_and_files_are_of_the_own_alone() {
    let site = Site::new();
    let (first, second) = (site.seller.ordered("Первый", "3"), site.seller.ordered("Второй", "4"));
    let price = GOODS[0].price;
    for (client, orders, sum) in [
        (&site.seller, vec![number(&second), number(&first)], 7 * price),
        (&site.buyer, vec![site.order()], 2 * price),
        (
            &site.director,
            vec![number(&second), number(&first), site.order()],
            9 * price,
        ),
    ] {
        let page = client.get("/orders?stage=all").body();
        for order in [number(&second), number(&first), site.order()] {
            assert_eq!(page.contains(order), orders.contains(&order), "{order} in the list");
        }
        let asked = [("hx-request", "true")];
        let totals = client.get_with("/orders/totals?stage=all", &asked).body();
        assert!(
            totals.contains(&format!("{},00", crate::blind::spaced(sum))),
            "{sum}: {totals}"
        );
        let file = crate::matrix::readable(&client.get("/orders/export.xlsx?stage=all"));
        for order in [number(&second), number(&first), site.order()] {
            assert_eq!(file.contains(order), orders.contains(&order), "{order} in the workbook");
        }
        let shown = orders.len().to_string();
        assert_eq!(counted(client, "/orders"), shown, "beside the menu");
    }
    assert_eq!(
        counted(&site.seller, "/drafts"),
        "",
        "a colleague's draft is not counted"
    );
    assert_eq!(counted(&site.buyer, "/drafts"), "1");

    // Search, with what is in every order.
    for (client, other, own) in [
        (&site.seller, site.order(), number(&first)),
        (&site.buyer, number(&first), site.order()),
    ] {
        let found = try_for(|| {
            let page = client.get(&format!("/search?q={own}")).body();
            page.contains(&format!("/orders/{own}")).then_some(())
        });
        assert!(found.is_some(), "{own} is found by whose it is");
        for asked in [other, GOODS[0].article] {
            let page = client.get(&format!("/search?q={asked}")).body();
            assert!(!page.contains(&format!("/orders/{other}")), "{asked}: {other}");
        }
    }
}

/// Routes by whose ids a colleague's order, draft, offer and what hangs on them are reached.
const OF_ORDERS: &[&str] = &[
    "/orders/{",
    "/drafts/{",
    "/offers/{",
    "/approvals/{",
    "/quick/{",
    "/holds/{",
    "/documents/{",
    "/calendar/draft/{",
];

/// Papers that hang on no order are the company's: who may read papers reads them.
const OF_THE_COMPANY: &[&str] = &["GET /documents/{id}/payment.svg"];

#[test]
fn a_colleagues_things_answer_as_if_they_were_not_there() {
    // Examples are made by the director and the buyer: neither by the seller nor for the seller.
    let site = Site::with(&[Role::Seller]);
    let (mut wrong, mut looked) = (Vec::new(), 0);
    for route in Portal::routes(MODULES) {
        let Authority::Person(permission) = route.authority else {
            continue;
        };
        let of_orders = OF_ORDERS.iter().any(|start| route.path.starts_with(start));
        if !of_orders || !is_grantable(permission, true) {
            continue;
        }
        let title = format!("{} {}", route.method, route.path);
        let Some(found) = example(&title, &site.world, Role::Director) else {
            continue;
        };
        let Some(absent) = &found.absent else { continue };
        looked += 1;
        let said = |call: &Call| -> Answer {
            let fields: Vec<(&str, &str)> = call.fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            match route.method == "GET" {
                true => site.seller.get(&call.path),
                false => site.seller.post(&call.path, &fields),
            }
        };
        if OF_THE_COMPANY.contains(&title.as_str()) {
            said(&found.own).expect(200);
            continue;
        }
        let alike = try_for(|| {
            let [theirs, nobodys] = [&found.own, absent].map(|call| without_request_id(&said(call)));
            (theirs == nobodys).then_some(())
        });
        if alike.is_none() {
            let (theirs, nobodys) = (said(&found.own), said(absent));
            wrong.push(format!(
                "{title} {}: {} where nobody's is {}",
                found.own.path, theirs.status, nobodys.status
            ));
        }
    }
    assert!(looked > 60, "{looked} routes were looked at");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_colleagues_order_rings_no_bell_and_an_own_one_does() {
    let site = Site::new();
    let own = site.seller.ordered("Объект продавца", "3");
    // A dealer's people who may submit hear what is said where the author is not one of them any more; here both are.
    let manager = site.world.manager();
    let said = |order: &str, text: &str| {
        let path = format!("/orders/{order}/talk");
        manager.post(&path, &[("text", text), ("question", "1")]).expect(303);
    };
    said(site.order(), "О заказе закупщика");
    said(number(&own), "О заказе продавца");
    site.seller.hears(number(&own));
    site.buyer.hears(site.order());
    assert!(!site.seller.get("/notices").body().contains(site.order()));
    assert!(!site.buyer.get("/notices").body().contains(number(&own)));
    for (client, own, other) in [
        (&site.seller, number(&own), site.order()),
        (&site.buyer, site.order(), number(&own)),
    ] {
        let page = client.get("/talk").body();
        assert!(page.contains(own) && !page.contains(other));
        assert_eq!(counted(client, "/talk"), "1", "conversations that weren't read");
    }
}

#[test]
fn a_wider_role_shows_at_once_and_a_narrower_one_hides_what_was_told() {
    let site = Site::new();
    let order = format!("/orders/{}", site.order());
    site.seller.get(&order).expect(404);
    site.set_breadth("company");
    site.seller.get(&order).expect(200);
    site.seller.get("/orders?stage=all").contains(site.order());
    // While it is wide the seller takes part, and is told.
    let manager = site.world.manager();
    site.seller
        .post(&format!("{order}/talk"), &[("text", "Вопрос продавца")])
        .expect(303);
    manager
        .post(&format!("{order}/talk"), &[("text", "Ответ менеджера")])
        .expect(303);
    site.seller.hears(site.order());
    site.set_breadth("own");
    site.seller.get(&order).expect(404);
    for page in ["/notices", "/talk", "/orders?stage=all", "/"] {
        assert!(!site.seller.get(page).body().contains(site.order()), "{page}");
    }
    assert_eq!(counted(&site.seller, "/talk"), "");
}

#[test]
fn an_order_stays_the_companys_when_its_person_leaves_or_another_sends_it() {
    let site = Site::new();
    let own = site.seller.ordered("Объект продавца", "3");
    // The director sends what the seller began: it is still the seller's, and no third's.
    let begun = site.seller.post("/drafts", &[("name", "Начал продавец")]);
    let draft = begun.expect(303).location().to_owned();
    let line = [("article", GOODS[0].article), ("quantity", "5")];
    site.seller.post(&format!("{draft}/lines"), &line).expect(303);
    let form = site.director.get(&draft).form(&draft);
    let fields: Vec<(&str, &str)> = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let sent = site.director.post(&format!("{draft}/submission"), &fields);
    let sent = sent.expect(303).location().to_owned();
    site.seller.get(&sent).expect(200);
    site.buyer.get(&sent).expect(404);
    // Whoever left took nothing along.
    let state = format!("/people/{}/state", id_of(&site.world, Role::Seller));
    site.director.post(&state, &[("disabled", "yes")]).expect(303);
    for order in [&own, &sent] {
        site.director.get(order).expect(200);
        site.buyer.get(order).expect(404);
    }
    let page = site.director.get("/orders?stage=all").body();
    assert!(page.contains(number(&own)) && page.contains(number(&sent)));
}

#[test]
fn who_stands_in_for_a_colleague_sees_the_colleagues_own_meanwhile() {
    let site = Site::new();
    let order = format!("/orders/{}", site.order());
    let own = site.seller.ordered("Объект продавца", "3");
    let path = format!("/people/{}/stand-ins", id_of(&site.world, Role::Seller));
    let (of, until) = (id_of(&site.world, Role::Buyer), crate::examples::rights::soon());
    let lent = [("of", of.as_str()), ("until", until.as_str())];
    site.director.post(&path, &lent).expect(303);
    site.seller.get(&order).expect(200);
    let page = site.seller.get("/orders?stage=all").body();
    assert!(page.contains(site.order()) && page.contains(number(&own)));
    assert_eq!(counted(&site.seller, "/orders"), "2");
    // The other way it lends nothing.
    site.buyer.get(&own).expect(404);
    site.director
        .post(&format!("{path}/end"), &[("of", of.as_str())])
        .expect(303);
    site.seller.get(&order).expect(404);
    assert_eq!(counted(&site.seller, "/orders"), "1");
}

#[test]
fn nobody_who_sees_their_own_lets_others_see_more() {
    let site = Site::new();
    let own = "Видите только свои";
    let wide = "Вы видите только свои заказы";
    // The role holds every right, inviting too.
    let named = |name: &'static str, breadth: &'static str| {
        site.seller.post(
            "/roles/new",
            &[("name", name), ("breadth", breadth), ("right", "orders.see")],
        )
    };
    named("Широкая", "company").expect(422).contains(wide);
    named(own, "own").expect(303);
    named("Чужая", "nonsense").expect(422).contains("чьи заказы видны");
    // A ready role sees the company's.
    let accountant = id_of(&site.world, Role::Accountant);
    assign(&site.seller, &accountant, "buyer").expect(422);
    // Nor may they change who sees more, see the cabinet as a colleague, or lend what isn't theirs.
    let lent = [
        ("of", &*id_of(&site.world, Role::Buyer)),
        ("until", &*crate::examples::rights::soon()),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    let lent: Vec<(&str, &str)> = lent.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let stands_in = format!("/people/{}/stand-ins", id_of(&site.world, Role::Seller));
    site.seller.post(&stands_in, &lent).expect(422);
    for who in [Role::Buyer, Role::Accountant, Role::Director] {
        let seen = format!("/people/{}/seen", id_of(&site.world, who));
        site.seller.post(&seen, &[]).expect(404);
    }
    // A right over all orders suits no role that sees its own.
    let said = "обо всех заказах компании";
    for right in ["company.report", "approvals.decide"] {
        let fields = [
            ("name", "Отчёт"),
            ("breadth", "own"),
            ("right", "orders.see"),
            ("right", right),
        ];
        site.director.post("/roles/new", &fields).expect(422).contains(said);
        let path = format!("/people/{}/rights", id_of(&site.world, Role::Seller));
        let give = [("right", right), ("give", "true")];
        site.director.post(&path, &give).expect(422).contains(said);
    }
    site.seller.get("/company/report").expect(403);
}

#[test]
fn the_pages_of_rights_say_whose_orders_are_seen_and_the_change_is_told() {
    let site = Site::new();
    let person = format!("/people/{}/rights", id_of(&site.world, Role::Seller));
    site.director.get(&person).contains("Заказы и черновики: только свои");
    let director = format!("/people/{}/rights", id_of(&site.world, Role::Director));
    site.director
        .get(&director)
        .contains("Заказы и черновики: всей компании");
    site.director.get("/roles").contains("только свои заказы");
    // The seller holds the right to invite, and so hears of changes of roles.
    site.set_breadth("company");
    site.seller.hears("теперь видны заказы и черновики всей компании");
    site.director.get(&person).contains("Заказы и черновики: всей компании");
    site.set_breadth("own");
    site.seller.hears("теперь видны только свои заказы и черновики");
    // A form without the field leaves it as it is.
    let page = site.director.get(&format!("/roles/{}", site.role));
    let version = page.attributes("input[name=version]", "value").remove(0);
    let fields = [
        ("name", "Продавец: свои заказы"),
        ("version", version.as_str()),
        ("right", "orders.see"),
    ];
    site.director
        .post(&format!("/roles/{}", site.role), &fields)
        .expect(303);
    site.seller.get(&format!("/orders/{}", site.order())).expect(404);
}
