//! Roles that a dealer makes, what is given, lent, asked for and withheld, and the cabinet as somebody else sees it.

use kabinet::platform::access::Role;

use crate::blind::{crawl, found};
use crate::examples::rights::soon;
use crate::harness::{Answer, Client, World};

pub fn id_of(world: &World, role: Role) -> String {
    world.sever.person(role).member.id.to_string()
}

fn director(world: &World) -> Client {
    world.signed_in(world.sever.person(Role::Director))
}

/// Makes a role with these rights; its id.
pub fn role(client: &Client, name: &str, rights: &[&str]) -> String {
    let mut fields = vec![("name", name)];
    fields.extend(rights.iter().map(|right| ("right", *right)));
    client.post("/roles/new", &fields).expect(303);
    let page = client.get("/roles");
    let texts = page.texts("a[href^='/roles/']");
    let at = texts
        .iter()
        .position(|text| text == name)
        .expect("the role is in the list");
    let link = page.attributes("a[href^='/roles/']", "href").remove(at);
    link.trim_start_matches("/roles/").to_owned()
}

pub fn assign(client: &Client, person: &str, role: &str) -> Answer {
    let name = client
        .get(&format!("/people/{person}"))
        .form(&format!("/people/{person}"));
    let name = name.iter().find(|(field, _)| field == "name").unwrap().1.clone();
    client.post(
        &format!("/people/{person}"),
        &[("name", name.as_str()), ("role", role), ("phone", "")],
    )
}

#[test]
fn a_role_of_ones_own_opens_just_what_it_holds() {
    let world = World::fresh();
    let (director, seller) = (director(&world), world.signed_in(world.sever.person(Role::Seller)));
    let order = format!("/orders/{}", world.sever.deal().order);
    seller.get("/orders").expect(200);
    seller.get("/quick").expect(200);
    // Sees orders with their prices, and does nothing else.
    let watcher = role(&director, "Наблюдатель", &["orders.see", "see.purchase-price"]);
    assign(&director, &id_of(&world, Role::Seller), &watcher).expect(303);
    let page = seller.get(&order);
    page.expect(200);
    assert!(!page.attributes("[data-field=purchase-price]", "data-field").is_empty());
    assert!(page.attributes("[data-field=margin]", "data-field").is_empty());
    seller.get("/quick").expect(403).contains("Готовить черновики");
    seller.get("/catalogue").expect(403);
    seller.get("/").contains("Наблюдатель");
    director.get("/company").contains("Наблюдатель");

    // The role changes, and everyone who holds it at once.
    let form = [
        ("name", "Наблюдатель"),
        ("right", "orders.see"),
        ("right", "catalogue.see"),
        ("version", "1"),
    ];
    director.post(&format!("/roles/{watcher}"), &form).expect(303);
    seller.get("/catalogue").expect(200);
    let page = seller.get(&order);
    assert!(page.attributes("[data-field=purchase-price]", "data-field").is_empty());
    // An old form doesn't write over it.
    director
        .post(&format!("/roles/{watcher}"), &form)
        .expect(422)
        .contains("только что изменил");
    // While somebody holds it, it stays; then it goes.
    let gone = format!("/roles/{watcher}/removal");
    director.post(&gone, &[]).expect(422).contains("у 1 человека");
    assign(&director, &id_of(&world, Role::Seller), "seller").expect(303);
    director.post(&gone, &[]).expect(303);
    director.get(&format!("/roles/{watcher}")).expect(404);
}

#[test]
fn what_is_wrong_with_a_role_is_said_at_its_field() {
    let world = World::fresh();
    let director = director(&world);
    let post = |fields: &[(&str, &str)]| director.post("/roles/new", fields);
    post(&[("name", " "), ("right", "orders.see")])
        .expect(422)
        .contains("Назовите роль");
    post(&[("name", "Пустая")]).expect(422).contains("хотя бы одно право");
    post(&[("name", "Маржа"), ("right", "see.margin")])
        .expect(422)
        .contains("раскрывает закупочную цену");
    // What only the manufacturer does is no dealer's to give, whatever the form says.
    post(&[
        ("name", "Хитрая"),
        ("right", "access.administer"),
        ("right", "orders.move"),
    ])
    .expect(422)
    .contains("хотя бы одно право");
    role(&director, "Первая", &["orders.see"]);
    post(&[("name", "первая"), ("right", "orders.see")])
        .expect(422)
        .contains("уже есть");
    // Another company's role is nobody's.
    let foreign = world.signed_in(world.yug.person(Role::Director));
    let theirs = role(&foreign, "Чужая", &["orders.see"]);
    director.get(&format!("/roles/{theirs}")).expect(404);
    assign(&director, &id_of(&world, Role::Seller), &theirs).expect(422);
}

#[test]
fn nobody_gives_what_they_lack_and_nobody_changes_who_holds_more() {
    let world = World::fresh();
    let director = director(&world);
    let (buyer, seller) = (world.buyer(), world.signed_in(world.sever.person(Role::Seller)));
    // The buyer becomes one who invites, and has no finance.
    let keeper = role(&director, "Кадры", &["people.invite", "orders.see", "company.see"]);
    assign(&director, &id_of(&world, Role::Buyer), &keeper).expect(303);
    buyer
        .post("/roles/new", &[("name", "Деньги"), ("right", "see.finance")])
        .expect(422)
        .contains("У вас нет права");
    assign(&buyer, &id_of(&world, Role::Seller), "director").expect(422);
    let right = format!("/people/{}/rights", id_of(&world, Role::Seller));
    buyer
        .post(&right, &[("right", "see.finance"), ("give", "true")])
        .expect(422);
    // Nor to themselves, nor may they touch who holds more.
    let own = format!("/people/{}/rights", id_of(&world, Role::Buyer));
    buyer
        .post(&own, &[("right", "company.see"), ("give", "true")])
        .expect(422);
    let chief = format!("/people/{}/state", id_of(&world, Role::Director));
    buyer
        .post(&chief, &[("disabled", "yes")])
        .expect(422)
        .contains("больше");
    // The last director stays.
    let last = world.admin().post(&chief, &[("disabled", "yes")]);
    last.expect(422).contains("последний директор");
    assign(&world.admin(), &id_of(&world, Role::Director), "buyer")
        .expect(422)
        .contains("последний директор");
    seller.get("/orders").expect(200);
}

#[test]
fn a_right_is_asked_for_where_it_is_missing_and_given_or_refused() {
    let world = World::fresh();
    let (director, seller) = (director(&world), world.signed_in(world.sever.person(Role::Seller)));
    let asked = "people.invite";
    let page = seller.get("/roles");
    page.expect(403).contains("Попросить право");
    assert_eq!(page.attributes("input[name=right]", "value"), [asked]);
    seller.post("/rights/asks", &[("right", asked)]).expect(303);
    seller.post("/rights/asks", &[("right", asked)]).expect(303);
    director.hears("Север seller просит право");
    let asks = director.get("/rights/asks");
    assert_eq!(
        asks.attributes("[data-ask]", "data-ask"),
        [asked],
        "asked twice it is one"
    );
    director.get("/").contains("просьба о праве ждёт");
    let member = id_of(&world, Role::Seller);
    let foreign = world.signed_in(world.yug.person(Role::Director));
    let post = |client: &Client, give: &str| {
        let fields = [("member", member.as_str()), ("right", asked), ("give", give)];
        client.post("/rights/asks/answer", &fields)
    };
    post(&foreign, "true").expect(404);
    post(&director, "false").expect(303);
    seller.hears("не дали");
    assert!(
        director
            .get("/rights/asks")
            .attributes("[data-ask]", "data-ask")
            .is_empty()
    );

    seller.post("/rights/asks", &[("right", asked)]).expect(303);
    post(&director, "true").expect(303);
    seller.hears("дано право");
    seller.get("/roles").expect(200);
    // Taken back, it is gone; what the role holds can't be taken so.
    let rights = format!("/people/{member}/rights");
    let page = director.get(&rights);
    assert_eq!(
        page.attributes(&format!("[data-right='{asked}']"), "data-held"),
        ["true"]
    );
    director
        .post(&rights, &[("right", asked), ("give", "false")])
        .expect(303);
    seller.get("/roles").expect(403);
    // What no dealer's person can hold is not to be asked for.
    seller
        .post("/rights/asks", &[("right", "access.administer")])
        .expect(404);
    seller.post("/rights/asks", &[("right", "no.such")]).expect(404);
}

#[test]
fn rights_are_lent_until_a_day() {
    let world = World::fresh();
    let (director, seller) = (director(&world), world.signed_in(world.sever.person(Role::Seller)));
    let (member, buyer) = (id_of(&world, Role::Seller), id_of(&world, Role::Buyer));
    let order = format!("/orders/{}", world.sever.deal().order);
    let sees = |page: &Answer| !page.attributes("[data-field=purchase-price]", "data-field").is_empty();
    assert!(!sees(&seller.get(&order)));
    let path = format!("/people/{member}/stand-ins");
    let day = soon();
    for (of, until) in [
        (buyer.as_str(), "31.12.2019"),
        (buyer.as_str(), "завтра"),
        (member.as_str(), day.as_str()),
        ("", day.as_str()),
    ] {
        director.post(&path, &[("of", of), ("until", until)]).expect(422);
    }
    let foreign = world.yug.person(Role::Buyer).member.id.to_string();
    director
        .post(&path, &[("of", foreign.as_str()), ("until", day.as_str())])
        .expect(422);
    director
        .post(&path, &[("of", buyer.as_str()), ("until", day.as_str())])
        .expect(303);
    assert!(
        sees(&seller.get(&order)),
        "the buyer sees prices, and so does who stands in"
    );
    director
        .get(&format!("/people/{member}/rights"))
        .contains("по замещению");
    // Whoever is switched off lends nothing.
    let state = format!("/people/{buyer}/state");
    director.post(&state, &[("disabled", "yes")]).expect(303);
    assert!(!sees(&seller.get(&order)));
    director.post(&state, &[("disabled", "no")]).expect(303);
    assert!(sees(&seller.get(&order)));
    director
        .post(&format!("{path}/end"), &[("of", buyer.as_str())])
        .expect(303);
    assert!(!sees(&seller.get(&order)));
}

#[test]
fn the_manufacturer_sets_a_ceiling_and_no_role_reaches_above_it() {
    let world = World::fresh();
    let (admin, director, buyer) = (world.admin(), director(&world), world.buyer());
    buyer.get("/quick").expect(200);
    // «Север» is of one tier: its form without a tick withholds the right.
    let tier = {
        let card = admin.get(&format!("/dealers/{}/edit", world.sever.dealer.unwrap()));
        let form = card.form(&format!("/dealers/{}/edit", world.sever.dealer.unwrap()));
        form.into_iter().find(|(name, _)| name == "tier").unwrap().1
    };
    let page = admin.get("/roles/ceilings");
    let all = page.attributes(&format!("form[data-tier={tier}] input[name=right]"), "value");
    assert!(all.contains(&"orders.draft".to_owned()), "{all:?}");
    let mut fields = vec![("tier", tier.as_str()), ("version", "0")];
    fields.extend(
        all.iter()
            .filter(|right| *right != "orders.draft")
            .map(|right| ("right", right.as_str())),
    );
    admin.post("/roles/ceilings", &fields).expect(303);
    for client in [&buyer, &director] {
        client.get("/quick").expect(403).contains("недоступно вашему статусу");
    }
    // Neither a role of one's own nor a gift brings it back.
    director
        .post("/roles/new", &[("name", "Всё"), ("right", "orders.draft")])
        .expect(422);
    let rights = format!("/people/{}/rights", id_of(&world, Role::Buyer));
    director
        .post(&rights, &[("right", "orders.draft"), ("give", "true")])
        .expect(422);
    director.get(&rights).contains("недоступно вашему статусу");
    // An old form changes nothing; the whole one opens it again.
    admin.post("/roles/ceilings", &fields[..3]).expect(422);
    let mut whole = vec![("tier", tier.as_str()), ("version", "1")];
    whole.extend(all.iter().map(|right| ("right", right.as_str())));
    admin.post("/roles/ceilings", &whole).expect(303);
    buyer.get("/quick").expect(200);
}

#[test]
fn the_cabinet_is_seen_as_somebody_else_and_nothing_changes_there() {
    let world = World::fresh();
    let director = world.freshly_signed_in(world.sever.person(Role::Director));
    let order = format!("/orders/{}", world.sever.deal().order);
    let sees = |page: &Answer| !page.attributes("[data-field=purchase-price]", "data-field").is_empty();
    assert!(sees(&director.get(&order)));
    let seller = id_of(&world, Role::Seller);
    director.post(&format!("/people/{seller}/seen"), &[]).expect(303);
    let page = director.get(&order);
    page.expect(200).contains("Вы смотрите кабинет как Север seller");
    assert!(!sees(&page), "the seller sees no prices");
    director.get("/roles").expect(403);
    // Nothing can be changed, not even what the seller may.
    let before = director.get("/drafts").texts("a.kb-b");
    director
        .post("/drafts", &[("name", "Чужими руками")])
        .expect(422)
        .contains("изменить ничего нельзя");
    assert_eq!(director.get("/drafts").texts("a.kb-b"), before);
    director.post("/session/as-oneself", &[]).expect(303);
    assert!(sees(&director.get(&order)));
    director.post("/drafts", &[("name", "Своими руками")]).expect(303);
    // The manufacturer's person sees a dealer's cabinet the same way, within the own dealers.
    let manager = world.freshly_signed_in(world.of_role(Role::Manager));
    let foreign = world.yug.person(Role::Director).member.id.to_string();
    manager.post(&format!("/people/{foreign}/seen"), &[]).expect(404);
    let own = id_of(&world, Role::Buyer);
    manager.post(&format!("/people/{own}/seen"), &[]).expect(303);
    manager.get("/").contains("Вы смотрите кабинет как Север buyer");
    manager.get("/dealers").expect(403);
    manager.get(&format!("/orders/{}", world.yug.deal().order)).expect(404);
    manager.post("/session/as-oneself", &[]).expect(303);
    manager.get("/dealers").expect(200);
    // Nobody of a dealer looks into another company, nor at the manufacturer's.
    let admin = world.of_role(Role::Admin).member.id.to_string();
    for other in [&foreign, &admin] {
        director.post(&format!("/people/{other}/seen"), &[]).expect(404);
    }
}

#[test]
fn every_page_opens_for_who_sees_as_somebody_else() {
    let world = World::fresh();
    let director = world.freshly_signed_in(world.sever.person(Role::Director));
    let buyer = id_of(&world, Role::Buyer);
    director.post(&format!("/people/{buyer}/seen"), &[]).expect(303);
    let refused: Vec<String> = crawl(&director)
        .into_iter()
        .filter(|(_, text)| text.contains("другой человек: изменить ничего нельзя"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn nobody_comes_to_see_by_it_what_their_own_rights_hide() {
    let world = World::fresh();
    let director = director(&world);
    let buyer = world.freshly_signed_in(world.sever.person(Role::Buyer));
    let rights = ["people.invite", "people.see-as", "orders.see", "company.see"];
    let keeper = role(&director, "Кадры", &rights);
    assign(&director, &id_of(&world, Role::Buyer), &keeper).expect(303);
    // The director sees prices, and who looks after people doesn't.
    let chief = id_of(&world, Role::Director);
    buyer.post(&format!("/people/{chief}/seen"), &[]).expect(404);
    // A colleague with less: the accountant gets a role of one right.
    let little = role(&director, "Гость", &["orders.see"]);
    let guest = id_of(&world, Role::Accountant);
    buyer.post(&format!("/people/{guest}/seen"), &[]).expect(404);
    assign(&director, &guest, &little).expect(303);
    buyer.post(&format!("/people/{guest}/seen"), &[]).expect(303);
    buyer.get("/roles").expect(403);
    // What the colleague is given meanwhile ends the look.
    let given = format!("/people/{guest}/rights");
    director
        .post(&given, &[("right", "see.finance"), ("give", "true")])
        .expect(303);
    buyer.get("/roles").expect(200);

    // The same of the manufacturer's people: who sees no money sees none of a dealer's.
    let admin = world.admin();
    let blind = role(&admin, "Логист", &["dealers.see", "people.see-as", "orders.see"]);
    let manager = world.of_role(Role::Manager);
    assign(&admin, &manager.member.id.to_string(), &blind).expect(303);
    let manager = world.freshly_signed_in(manager);
    manager.get("/orders").expect(200);
    manager.post(&format!("/people/{chief}/seen"), &[]).expect(404);
    let seller = id_of(&world, Role::Seller);
    manager.post(&format!("/people/{seller}/seen"), &[]).expect(303);
    manager.get("/").contains("Север seller");
}

#[test]
fn a_client_beside_sees_neither_prices_nor_margin_anywhere() {
    let world = World::fresh();
    let buyer = world.freshly_signed_in(world.sever.person(Role::Buyer));
    let order = format!("/orders/{}", world.sever.deal().order);
    let secret = |page: &Answer| {
        let fields = page.attributes("[data-field]", "data-field");
        fields
            .iter()
            .any(|field| field == "purchase-price" || field == "margin")
    };
    assert!(secret(&buyer.get(&order)));
    buyer
        .post("/session/client", &[("beside", "true"), ("back", "/orders")])
        .expect(303);
    assert_eq!(found(&crawl(&buyer)), Vec::<String>::new(), "no page and no file");
    // In another browser nothing is hidden.
    assert!(secret(
        &world.freshly_signed_in(world.sever.person(Role::Buyer)).get(&order)
    ));
    buyer.post("/session/client", &[("beside", "false")]).expect(303);
    assert!(secret(&buyer.get(&order)));
}

#[test]
fn the_manufacturer_changes_a_dealers_roles_under_its_ceiling_and_the_director_hears_of_it() {
    let world = World::fresh();
    let (admin, director, seller) = (
        world.admin(),
        director(&world),
        world.signed_in(world.sever.person(Role::Seller)),
    );
    let dealer = world.sever.dealer.unwrap();
    let card = admin.get(&format!("/dealers/{dealer}"));
    let roles = format!("/dealers/{dealer}/roles");
    assert!(card.attributes("a", "href").contains(&roles), "{}", card.said());
    admin.get(&roles).expect(200).contains("Закупщик");

    // A role that the dealer has made and given to its seller.
    let watcher = role(&director, "Наблюдатель", &["orders.see"]);
    assign(&director, &id_of(&world, Role::Seller), &watcher).expect(303);
    seller.get("/documents").expect(403);
    let at = format!("{roles}/{watcher}");
    let page = admin.get(&at);
    page.expect(200).contains("Наблюдатель");
    let fields = |version: &str, more: &[&str]| -> Vec<(String, String)> {
        let mut fields = vec![("name", "Наблюдатель"), ("version", version), ("right", "orders.see")];
        fields.extend(more.iter().map(|right| ("right", *right)));
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    };
    let post = |client: &Client, at: &str, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        client.post(at, &fields)
    };
    // What the ceiling withholds can't be given, nor what only the manufacturer's people do.
    let tier = {
        let edit = format!("/dealers/{dealer}/edit");
        let form = admin.get(&edit).form(&edit);
        form.into_iter().find(|(name, _)| name == "tier").unwrap().1
    };
    let all = admin
        .get("/roles/ceilings")
        .attributes(&format!("form[data-tier={tier}] input[name=right]"), "value");
    let mut ceiling = vec![("tier", tier.as_str()), ("version", "0")];
    let left = all.iter().filter(|right| *right != "orders.draft");
    ceiling.extend(left.map(|right| ("right", right.as_str())));
    admin.post("/roles/ceilings", &ceiling).expect(303);
    post(&admin, &at, &fields("1", &["orders.draft"]))
        .expect(422)
        .contains("недоступно дилерам этого статуса");
    let page = admin.get(&at);
    assert_eq!(
        page.attributes("input[value='orders.draft'][disabled]", "value"),
        ["orders.draft"]
    );
    assert!(
        !page
            .attributes("input[name=right]", "value")
            .contains(&"access.administer".to_owned())
    );
    // What it leaves can, though the administrator is no director.
    post(&admin, &at, &fields("1", &["documents.see", "see.finance"])).expect(303);
    seller.get("/documents").expect(200);
    director.hears("Наблюдатель");
    // An old form changes nothing, another's role isn't there.
    post(&admin, &at, &fields("1", &[])).expect(422);
    let yug = world.yug.dealer.unwrap();
    post(&admin, &format!("/dealers/{yug}/roles/{watcher}"), &fields("2", &[])).expect(404);
    admin.get(&format!("/roles/{watcher}")).expect(404);
    // Who may not do it neither sees nor changes it.
    for client in [&world.manager(), &director, &seller] {
        client.get(&at).expect(403);
        post(client, &at, &fields("2", &[])).expect(403);
    }
    assert!(
        !world
            .manager()
            .get(&format!("/dealers/{dealer}"))
            .attributes("a", "href")
            .contains(&roles)
    );
    // A role that somebody holds stays; one that nobody holds goes.
    admin.post(&format!("{at}/removal"), &[]).expect(422);
    post(
        &admin,
        &format!("{roles}/new"),
        &[
            ("name".to_owned(), "Для архива".to_owned()),
            ("right".to_owned(), "orders.see".to_owned()),
        ],
    )
    .expect(303);
    director.get("/roles").contains("Для архива");
    let page = admin.get(&roles);
    let texts = page.texts(&format!("a[href^='{roles}/']"));
    let place = texts.iter().position(|text| text == "Для архива").unwrap();
    let link = page.attributes(&format!("a[href^='{roles}/']"), "href").remove(place);
    admin.post(&format!("{link}/removal"), &[]).expect(303);
    assert!(!director.get("/roles").body().contains("Для архива"));
}

/// How many unread notices the bell says.
fn unread(client: &Client) -> u64 {
    let said = client.get("/").texts(".kb-bell-n");
    said.first().map_or(0, |text| text.parse().unwrap())
}

#[test]
fn a_notice_is_shown_as_long_as_its_subject_may_be_seen() {
    let world = World::fresh();
    let (director, seller) = (director(&world), world.signed_in(world.sever.person(Role::Seller)));
    let all = [
        "orders.see",
        "orders.draft",
        "orders.submit",
        "orders.accept",
        "see.purchase-price",
    ];
    let id = role(&director, "Снабженец", &all);
    assign(&director, &id_of(&world, Role::Seller), &id).expect(303);
    let set = |version: &str, breadth: &str, rights: &[&str]| {
        let mut fields = vec![("name", "Снабженец"), ("version", version), ("breadth", breadth)];
        fields.extend(rights.iter().map(|right| ("right", *right)));
        director.post(&format!("/roles/{id}"), &fields).expect(303);
    };
    // Another's order and the own one move; both are told.
    let others = world.buyer().ordered("Чужой заказ", "2");
    let own = seller.ordered("Свой заказ", "1");
    let number = |order: &str| order.rsplit('/').next().unwrap().to_owned();
    let manager = world.manager();
    for (order, stage) in [(&others, "cancelled"), (&own, "confirmed")] {
        crate::stage_rules::moved(&manager, order, &[("stage", stage), ("reason", "Проверено")]).expect(303);
    }
    let (theirs, mine) = (number(&others), number(&own));
    seller.hears(&theirs);
    seller.hears(&mine);
    let told = unread(&seller);
    assert!(told >= 2, "{told}");
    let shown = || seller.get("/notices").texts("main").join(" ");
    let link = {
        let page = seller.get("/notices");
        let texts = page.texts("a[href^='/notices/']");
        let at = texts.iter().position(|text| text.contains(&theirs)).unwrap();
        page.attributes("a[href^='/notices/']", "href").remove(at)
    };
    seller.get(&link).expect(303);
    let told = told - 1;

    // Only the own: the colleague's isn't told of any more.
    set("1", "own", &all);
    assert!(!shown().contains(&theirs) && shown().contains(&mine));
    assert!(!seller.get("/").body().contains(&theirs));
    seller.get(&link).expect(404);
    let narrow = unread(&seller);
    assert!(narrow >= 1 && narrow <= told, "{narrow} of {told}");

    // No orders at all: none of them is shown, and none is counted.
    set("2", "own", &["catalogue.see"]);
    assert!(!shown().contains(&theirs) && !shown().contains(&mine));
    assert!(!seller.get("/").body().contains(&mine));
    assert!(unread(&seller) < narrow, "{} of {narrow}", unread(&seller));

    // What was taken comes back with the right.
    set("3", "company", &all);
    seller.hears(&theirs);
    seller.hears(&mine);
    assert!(unread(&seller) >= told);
}
