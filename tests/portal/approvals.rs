//! Approval inside a dealer: which orders need whose yes, and that nothing gets past it.

use kabinet::platform::access::Role;
use kabinet::platform::notify::MAIL_BY_TIME;
use kabinet::platform::store::Reader;
use kabinet::platform::values::PageRequest;

use crate::blind::{crawl, found, spaced};
use crate::examples::rights::soon;
use crate::exchange::connected;
use crate::harness::{Answer, Client, GOODS, GROUP, World, wait_for};
use crate::price_changes::told;
use crate::rights::id_of;

fn person(world: &World, role: Role) -> Client {
    world.signed_in(world.sever.person(role))
}

pub fn director(world: &World) -> Client {
    person(world, Role::Director)
}

pub fn name_of(world: &World, role: Role) -> String {
    world.sever.person(role).name.clone()
}

/// Makes a rule of «Север»; its page.
fn rule(world: &World, sort: &str, fields: &[(&str, &str)]) -> String {
    let director = director(world);
    let known = director.get("/approvals/rules").attributes("[data-rule]", "data-rule");
    director
        .post(&format!("/approvals/rules/new/{sort}"), fields)
        .expect(303);
    let all = director.get("/approvals/rules").attributes("[data-rule]", "data-rule");
    let new = all.iter().find(|id| !known.contains(id)).expect("a new rule");
    format!("/approvals/rules/{new}")
}

/// By sum, with these people one after another.
pub fn by_sum(world: &World, from: &str, steps: &[&str]) -> String {
    let mut fields = vec![("sum", from), ("currency", "RUB")];
    fields.extend(steps.iter().map(|step| ("step", *step)));
    rule(world, "total", &fields)
}

/// Lets somebody of «Север» decide.
fn may_decide(world: &World, role: Role) {
    let path = format!("/people/{}/rights", id_of(world, role));
    let give = [("right", "approvals.decide"), ("give", "true")];
    director(world).post(&path, &give).expect(303);
}

/// A draft with so many pieces of the first goods; its address.
pub fn draft(client: &Client, name: &str, quantity: &str) -> String {
    let begun = client.post("/drafts", &[("name", name)]);
    let path = begun.expect(303).location().to_owned();
    let line = [("article", GOODS[0].article), ("quantity", quantity)];
    client.post(&format!("{path}/lines"), &line).expect(303);
    path
}

fn press(client: &Client, draft: &str, what: &str) -> Answer {
    let form = client.get(draft).form(draft);
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    client.post(&format!("{draft}/{what}"), &fields)
}

/// Sends a draft for approval; the approval's address.
fn send(client: &Client, draft: &str) -> String {
    let address = press(client, draft, "approval").expect(303).location().to_owned();
    assert!(address.starts_with("/approvals/"), "{address}");
    address
}

fn approve(client: &Client, approval: &str) -> Answer {
    client.fill(approval, approval, &[])
}

fn refuse(client: &Client, approval: &str, reason: &str) -> Answer {
    client.fill(approval, approval, &[("verdict", "refuse"), ("reason", reason)])
}

/// Does the draft go straight to the manufacturer? The order then.
pub fn goes(client: &Client, draft: &str) -> Option<String> {
    let answer = press(client, draft, "submission");
    (answer.status == 303).then(|| answer.location().to_owned())
}

/// Asks for so many pieces in a sent order by its form, after the look that it begins with.
pub fn edit(client: &Client, order: &str, quantity: &str) -> Answer {
    let (page, to) = (format!("{order}/edit"), format!("{order}/requests"));
    let look = client.fill(&page, &to, &[("quantity", quantity), ("step", "check")]);
    client.submit(look.expect(200), &to, &[("step", "send"), ("reason", "Больше")])
}

#[test]
fn a_large_draft_waits_for_its_approver_and_goes_in_its_senders_name() {
    let world = World::fresh();
    let (buyer, director, manager) = (world.buyer(), director(&world), world.manager());
    // Two pieces come to 2468.
    by_sum(&world, "2 468", &[&id_of(&world, Role::Director)]);
    let small = draft(&buyer, "Малый", "1");
    assert!(goes(&buyer, &small).is_some());

    let path = draft(&buyer, "Крупный", "2");
    let page = buyer.get(&path);
    page.contains("Отправить на согласование")
        .contains("Сначала заказ согласуют");
    assert_eq!(page.texts("[data-chain] [data-step='1']").len(), 1);
    page.contains(&name_of(&world, Role::Director))
        .contains(&format!("от {},00", spaced(2_468)));
    // Another way round it there isn't.
    press(&buyer, &path, "submission")
        .expect(422)
        .contains("сначала нужно согласовать");
    let approval = send(&buyer, &path);
    // Sent twice, it waits once.
    assert_eq!(press(&buyer, &path, "approval").location(), approval);
    press(&buyer, &path, "submission")
        .expect(422)
        .contains("ждёт согласования");

    // It is closed for changes, and what is put into «the latest draft» goes elsewhere.
    let line = [("article", GOODS[1].article), ("quantity", "1")];
    buyer
        .post(&format!("{path}/lines"), &line)
        .expect(422)
        .contains("закрыт для изменений");
    for what in ["removal", "split", "merger"] {
        let fields = [
            ("version", "2"),
            ("line", "0"),
            ("name", "Часть"),
            ("other", "0123456789abcdef0123456789abcdef"),
        ];
        assert_ne!(buyer.post(&format!("{path}/{what}"), &fields).status, 303, "{what}");
    }
    let sku = kabinet::modules::catalogue::Sku::id_of(GOODS[1].external).to_string();
    let put = buyer.post("/drafts/lines", &[("sku", &sku), ("quantity", "1")]);
    assert_ne!(put.expect(303).location(), path);
    let list = buyer.get("/drafts");
    list.contains(&format!("На согласовании: {}", name_of(&world, Role::Director)));

    // Who is asked finds it; who sent it doesn't decide; the manufacturer sees that it waits, and no more.
    director.hears("«Крупный» ждёт согласования");
    director.get("/").contains("ждёт вашего решения");
    director.get("/approvals").contains("Крупный");
    assert!(!buyer.get("/").body().contains("вашего решения"));
    let version = [("version", "1"), ("total", "246800"), ("verdict", "approve")];
    buyer.post(&approval, &version).expect(422).contains("решаете не вы");
    manager.get(&path).expect(200).contains("на согласовании внутри дилера");
    manager.get(&approval).expect(403);
    press(&manager, &path, "submission")
        .expect(422)
        .contains("ждёт согласования");
    person(&world, Role::Seller).get(&approval).expect(404);
    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.get(&approval).expect(404);

    let page = director.get(&approval);
    page.expect(200)
        .contains(GOODS[0].name)
        .contains(&format!("{},00", spaced(2_468)));
    approve(&director, &approval).expect(303);
    buyer.hears("«Крупный» согласован");
    let page = buyer.get(&approval);
    let link = page.attributes("a[href^='/orders/']", "href");
    let order = link
        .iter()
        .find(|link| page.body().contains(&format!("Уже согласовано: заказ {}", &link[8..])));
    let order = order.expect("the order is named").clone();
    let page = buyer.get(&order);
    page.expect(200).contains(&name_of(&world, Role::Director));
    assert_eq!(page.texts("[data-card=approval] [data-step='1']").len(), 1);
    // The buyer is its author, and the journal holds both names.
    let history = buyer.get(&format!("{order}/history"));
    history
        .contains(&name_of(&world, Role::Director))
        .contains(&format!("за «{}»", name_of(&world, Role::Buyer)));
    manager.hears(order.trim_start_matches("/orders/"));
    let seen = manager.get(&order);
    assert!(seen.texts("[data-card=approval]").is_empty(), "staff sees no approval");
    // Approved twice, refused after.
    director.post(&approval, &version).expect(303);
    let late = [("version", "2"), ("verdict", "refuse"), ("reason", "Поздно")];
    director.post(&approval, &late).expect(422).contains("Уже согласовано");
    assert_eq!(buyer.get(&path).expect(303).location(), order);
}

#[test]
fn a_refusal_needs_a_reason_and_gives_the_draft_back() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), director(&world));
    by_sum(&world, "1", &["any"]);
    let path = draft(&buyer, "Объект", "2");
    let approval = send(&buyer, &path);
    refuse(&director, &approval, "  ")
        .expect(422)
        .contains("почему отказываете");
    let why = "Слишком дорого для апреля";
    refuse(&director, &approval, why).expect(303);
    // Pressed again by who has, nothing happens twice; by another word it is over.
    let again = [("version", "1"), ("verdict", "refuse"), ("reason", why)];
    director.post(&approval, &again).expect(303);
    let late = [("version", "2"), ("total", "246800"), ("verdict", "approve")];
    director.post(&approval, &late).expect(422).contains("Уже отказано");
    buyer.hears("отказ");
    buyer.get(&path).contains(why);
    let line = [("article", GOODS[1].article), ("quantity", "1")];
    buyer.post(&format!("{path}/lines"), &line).expect(303);
    // Its letter and its bell tell no reason and no sum; sent again, it is another approval.
    assert!(!buyer.get("/notices").body().contains("Слишком дорого"));
    assert_ne!(send(&buyer, &path), approval);
}

#[test]
fn a_budget_counts_the_persons_own_orders_of_this_month() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), director(&world));
    // The world begins with an order of two pieces by the buyer: 2468.
    let person = id_of(&world, Role::Buyer);
    let fields = [
        ("sum", "5000"),
        ("currency", "RUB"),
        ("person", person.as_str()),
        ("step", "any"),
    ];
    rule(&world, "budget", &fields);
    // Of tenge nothing is spent here, and roubles are no tenge.
    rule(&world, "budget", &[("sum", "1"), ("currency", "KZT"), ("step", "any")]);
    let first = goes(&buyer, &draft(&buyer, "Второй", "2")).expect("4936 is within 5000");
    let third = draft(&buyer, "Третий", "1");
    assert_eq!(goes(&buyer, &third), None, "6170 is more than 5000");
    buyer.get(&third).contains(&format!("{},00", spaced(6_170)));
    // It is the buyer's budget, and nobody else's.
    assert!(goes(&director, &draft(&director, "Директорский", "9")).is_some());
    // A cancelled order is spent no more.
    let cancel = [("version", "1"), ("reason", "Передумали")];
    buyer.post(&format!("{first}/cancellation"), &cancel).expect(303);
    let third = goes(&buyer, &third).expect("3702 is within 5000");
    // Another piece makes it 4936: an order that grows isn't counted twice. Two more are too much.
    edit(&buyer, &third, "2").expect(303);
    edit(&buyer, &third, "3").expect(422);
}

#[test]
fn goods_of_a_group_ask_whatever_they_cost_and_rules_join() {
    let world = World::fresh();
    let buyer = world.buyer();
    may_decide(&world, Role::Accountant);
    let group = kabinet::modules::catalogue::Group::id_of(GROUP).to_string();
    let accountant = id_of(&world, Role::Accountant);
    rule(&world, "group", &[("group", &group), ("step", &accountant)]);
    by_sum(&world, "2000", &[&accountant, "any"]);
    let one = buyer.get(&draft(&buyer, "Штука", "1"));
    assert_eq!(one.attributes("[data-chain] [data-step]", "data-step"), ["1"]);
    let two = buyer.get(&draft(&buyer, "Пара", "2"));
    assert_eq!(two.attributes("[data-chain] [data-step]", "data-step"), ["1", "2"]);
    two.contains(GROUP).contains(&name_of(&world, Role::Accountant));
}

#[test]
fn of_two_who_press_at_once_one_decides() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), director(&world));
    may_decide(&world, Role::Accountant);
    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    by_sum(&world, "1", &["any", &id_of(&world, Role::Director)]);
    let approval = send(&buyer, &draft(&buyer, "Объект", "2"));
    let page = accountant.get(&approval);
    let late = director.get(&approval);
    accountant.submit(&page, &approval, &[]).expect(303);
    accountant.submit(&page, &approval, &[]).expect(303);
    director
        .submit(&late, &approval, &[])
        .expect(422)
        .contains("согласование изменилось");
    let chain = director.get(&approval).attributes("[data-step]", "data-decided");
    assert_eq!(chain, ["true", "false"]);
    // It isn't the accountant's turn any more.
    assert!(accountant.get(&approval).texts("[data-card=decision]").is_empty());
    approve(&director, &approval).expect(303);
    buyer.get(&approval).contains("Уже согласовано");
}

#[test]
fn a_deputy_decides_with_both_names_and_a_director_where_the_approver_has_left() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), director(&world));
    may_decide(&world, Role::Accountant);
    let accountant = id_of(&world, Role::Accountant);
    by_sum(&world, "1", &[&accountant]);
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let stands = format!("/people/{}/stand-ins", id_of(&world, Role::Seller));
    director
        .post(&stands, &[("of", &accountant), ("until", &soon())])
        .expect(303);
    let approval = send(&buyer, &draft(&buyer, "Первый", "2"));
    seller.hears("«Первый» ждёт согласования");
    seller.get(&approval).contains("Вы решаете как замещающий");
    approve(&seller, &approval).expect(303);
    let [deputy, absent] = [Role::Seller, Role::Accountant].map(|role| name_of(&world, role));
    let said = format!("{deputy} (замещает: {absent})");
    buyer.get(&approval).contains(&said).contains("Уже согласовано");

    // The approver is switched off while it waits: no deputy stands in for who has left, the director decides.
    let second = send(&buyer, &draft(&buyer, "Второй", "2"));
    let state = format!("/people/{accountant}/state");
    director.post(&state, &[("disabled", "yes")]).expect(303);
    seller.get(&second).expect(404);
    director.get("/").contains("ждёт вашего решения");
    approve(&director, &second).expect(303);
    buyer.get(&second).contains("директор").contains("Уже согласовано");
    director.get("/approvals/rules").contains("больше не работает");
}

#[test]
fn nobody_approves_a_sum_that_they_do_not_see() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), director(&world));
    // A seller sees no prices: the right alone doesn't do.
    may_decide(&world, Role::Seller);
    let seller = id_of(&world, Role::Seller);
    let fields = [("sum", "1"), ("currency", "RUB"), ("step", seller.as_str())];
    let page = director.post("/approvals/rules/new/total", &fields);
    page.expect(422)
        .contains("не может согласовывать")
        .contains(&name_of(&world, Role::Seller));
    for (field, wrong, words) in [
        ("sum", "много", "Нужно число"),
        ("sum", "0", "больше нуля"),
        ("currency", "XXX", "валют"),
        ("step", "", "кто согласует"),
        ("step", NOBODY, "нет"),
    ] {
        let mut typed = vec![("sum", "17"), ("currency", "RUB"), ("step", "any")];
        typed.retain(|(name, _)| *name != field);
        typed.push((field, wrong));
        let page = director.post("/approvals/rules/new/total", &typed);
        page.expect(422).contains(words);
        if field != "sum" {
            page.contains("value=\"17\"");
        }
    }
    by_sum(&world, "1", &["any"]);
    let approval = send(&buyer, &draft(&buyer, "Объект", "2"));
    person(&world, Role::Seller).get(&approval).expect(404);
    // With the client beside, the director sees no sum, and decides none.
    director.post("/session/client", &[("beside", "true")]).expect(303);
    let page = director.get(&approval);
    page.expect(200).contains("Клиент рядом");
    assert!(page.attributes("[data-field=purchase-price]", "data-field").is_empty());
    let form = [("version", "1"), ("total", "246800"), ("verdict", "approve")];
    director.post(&approval, &form).expect(422).contains("Клиент рядом");
    director.get("/approvals/rules").expect(403);
    director.post("/session/client", &[("beside", "false")]).expect(303);
    approve(&director, &approval).expect(303);
}

const NOBODY: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn ones_own_order_is_approved_by_oneself_only_where_the_company_says_so() {
    let world = World::fresh();
    let director = director(&world);
    by_sum(&world, "1", &[&id_of(&world, Role::Director)]);
    let path = draft(&director, "Свой", "2");
    // The only director: nobody else is left, so the word is asked, and said to be alone.
    assert_eq!(goes(&director, &path), None);
    let approval = send(&director, &path);
    director.get(&approval).contains("Кроме вас, решать некому");
    approve(&director, &approval).expect(303);
    director.get(&approval).contains("больше некому");
    // The company lets them: it goes at once, and is said.
    director
        .post("/approvals/rules", &[("version", "0"), ("own", "true")])
        .expect(303);
    // An old form doesn't write over it.
    director.post("/approvals/rules", &[("version", "0")]).expect(422);
    let path = draft(&director, "Ещё свой", "2");
    director.get(&path).contains("Вы согласуете этот заказ сами");
    let order = goes(&director, &path).expect("it goes at once");
    let page = director.get(&order);
    page.contains("свой заказ");
    let approval = page.attributes("[data-card=approval] a", "href").remove(0);
    director.get(&approval).expect(200).contains(GOODS[0].name);
    // A buyer is still asked about.
    let buyer = world.buyer();
    assert_eq!(goes(&buyer, &draft(&buyer, "Чужой", "2")), None);
}

#[test]
fn what_waits_keeps_its_chain_when_rules_change() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), director(&world));
    may_decide(&world, Role::Accountant);
    let asked = [Role::Accountant, Role::Director].map(|role| id_of(&world, role));
    let page = by_sum(&world, "1", &[&asked[0], &asked[1]]);
    let approval = send(&buyer, &draft(&buyer, "Объект", "2"));
    let form = [
        ("sum", "999999"),
        ("currency", "RUB"),
        ("step", "any"),
        ("version", "1"),
    ];
    director.post(&page, &form).expect(303);
    director.post(&page, &form).expect(422).contains("только что изменил");
    director.post(&format!("{page}/removal"), &[]).expect(303);
    director.get(&page).expect(404);
    assert_eq!(buyer.get(&approval).attributes("[data-step]", "data-step").len(), 2);
    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    approve(&accountant, &approval).expect(303);
    approve(&director, &approval).expect(303);
    buyer.get(&approval).contains("Уже согласовано");
    // Nothing asks any more.
    assert!(goes(&buyer, &draft(&buyer, "Свободный", "2")).is_some());
}

#[test]
fn the_sender_takes_it_back_and_it_waits_for_nobody() {
    let world = World::fresh();
    let (buyer, director) = (world.buyer(), director(&world));
    by_sum(&world, "1", &["any"]);
    let path = draft(&buyer, "Объект", "2");
    let approval = send(&buyer, &path);
    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.post(&format!("{approval}/withdrawal"), &[]).expect(404);
    let back = buyer.post(&format!("{approval}/withdrawal"), &[]);
    assert_eq!(back.expect(303).location(), path);
    buyer.post(&format!("{approval}/withdrawal"), &[]).expect(303);
    let form = [("version", "1"), ("total", "246800"), ("verdict", "approve")];
    director.post(&approval, &form).expect(422).contains("Отозвано");
    assert!(!director.get("/").body().contains("вашего решения"));
    buyer.get(&path).contains("Отправить на согласование");
}

#[test]
fn a_larger_sum_asks_those_again_who_decided_about_a_smaller() {
    let world = connected();
    let (buyer, director) = (world.buyer(), director(&world));
    may_decide(&world, Role::Accountant);
    let accountant = world.signed_in(world.sever.person(Role::Accountant));
    let asked = [Role::Accountant, Role::Director].map(|role| id_of(&world, role));
    by_sum(&world, "1", &[&asked[0], &asked[1]]);
    let approval = send(&buyer, &draft(&buyer, "Объект", "2"));
    approve(&accountant, &approval).expect(303);
    let seen = director.get(&approval);
    let price = |roubles: i64| told(&world, &[(GOODS[0].external, "Опт", &roubles.to_string())]);
    let shows = |what: String| {
        wait_for(&what, || director.get(&approval).body().contains(&what).then_some(()));
    };
    price(1_300);
    shows(format!("{},00", spaced(2_600)));
    // Whoever looked before sees the new sum first.
    director
        .submit(&seen, &approval, &[])
        .expect(422)
        .contains("Цены обновились");
    let page = director.get(&approval);
    page.contains(&format!("{},00", spaced(2_468)))
        .contains("спросят ещё раз");
    director.submit(&page, &approval, &[]).expect(303);
    let chain = director.get(&approval).attributes("[data-step]", "data-decided");
    assert_eq!(chain, ["false", "true"], "the accountant decided about a smaller sum");
    // Now it falls: what was decided covers it.
    price(1_000);
    wait_for("the lower price", || {
        accountant
            .get(&approval)
            .body()
            .contains(&format!("{},00", spaced(2_000)))
            .then_some(())
    });
    approve(&accountant, &approval).expect(303);
    buyer.get(&approval).contains("Уже согласовано");
}

#[test]
fn an_order_that_the_manufacturer_enters_asks_nobody_of_the_dealer() {
    let world = World::fresh();
    by_sum(&world, "1", &["any"]);
    let manager = world.manager();
    let dealer = world.sever.dealer.unwrap().to_string();
    let path = manager.post("/drafts", &[("name", "Внесён"), ("dealer", &dealer)]);
    let path = path.expect(303).location().to_owned();
    let line = [("article", GOODS[0].article), ("quantity", "2")];
    manager.post(&format!("{path}/lines"), &line).expect(303);
    press(&manager, &path, "approval").expect(404);
    assert!(goes(&manager, &path).is_some());
}

#[test]
fn a_blind_sender_learns_no_sum_of_what_is_approved() {
    let world = World::fresh();
    let director = director(&world);
    by_sum(&world, "1 234", &["any"]);
    // The seller prepares the draft; by a right by name they may send it.
    let give = [("right", "orders.submit"), ("give", "true")];
    let rights = format!("/people/{}/rights", id_of(&world, Role::Seller));
    director.post(&rights, &give).expect(303);
    let seller = world.signed_in(world.sever.person(Role::Seller));
    let path = draft(&seller, "Вслепую", "2");
    let approval = send(&seller, &path);
    director.get(&approval).contains(&format!("{},00", spaced(2_468)));
    let pages = crawl(&seller);
    assert!(pages.contains_key(&approval), "{:?}", pages.keys());
    assert_eq!(found(&pages), Vec::<String>::new());
    approve(&director, &approval).expect(303);
    assert_eq!(found(&crawl(&seller)), Vec::<String>::new());
}

/// The newest link by key in the letters to the director of «Север».
fn key_of(world: &mut World) -> String {
    let email = world.sever.person(Role::Director).email.clone();
    world.below(async |access| {
        let all = PageRequest::first(100);
        let letters = access.read().unwrap().scan(&MAIL_BY_TIME, &(), &all).unwrap().items;
        let own = letters.into_iter().filter(|mail| mail.to.as_str() == email);
        let mut links = own
            .flat_map(|mail| mail.lines)
            .filter(|line| line.by_key)
            .filter_map(|line| line.link);
        links.next_back().expect("a letter has a link by key")
    })
}

#[test]
fn a_link_in_a_letter_decides_once_for_one_person() {
    let mut world = World::fresh().with_settings("[mail]\ntransport = \"file\"\nfrom = \"cabinet@zavod.example\"\n");
    by_sum(&world, "1", &["any"]);
    let approval = send(&world.buyer(), &draft(&world.buyer(), "По письму", "2"));
    director(&world).hears("«По письму» ждёт согласования");
    let link = key_of(&mut world);
    assert!(link.starts_with("/decisions/"), "{link}");
    let anyone = world.anonymous();
    // Mail programs look at links: looking decides nothing, however often.
    let sum = format!("{},00", spaced(2_468));
    for _ in 0..2 {
        let page = anyone.get(&link);
        page.expect(200)
            .contains("По письму")
            .contains(&sum)
            .contains(GOODS[0].name);
        assert!(page.header("set-cookie").is_empty(), "a key gives no session");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    assert_eq!(anyone.send("HEAD", &link, &[], Vec::new()).unwrap().status, 200);
    world.buyer().get(&approval).contains("На согласовании");
    anyone.get("/approvals").expect(303);
    anyone.get("/decisions/0").expect(404);
    let no = [("version", "1"), ("total", "246800"), ("verdict", "approve")];
    anyone.post_raw("/decisions/0", &[], &no).expect(404);
    // A sum that wasn't shown, a refusal without a reason: nothing, and the link is still good.
    anyone
        .post_raw(&link, &[], &[("version", "1"), ("total", "1"), ("verdict", "approve")])
        .expect(422)
        .contains("Цены обновились");
    anyone
        .post_raw(&link, &[], &[("version", "1"), ("verdict", "refuse")])
        .expect(422)
        .contains("почему отказываете");
    let form = anyone.get(&link).form(&link);
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(anyone.post_raw(&link, &[], &fields).expect(303).location(), link);
    // It is over: the link tells how, and no sum.
    let page = anyone.get(&link);
    page.expect(200).contains("Уже согласовано");
    assert!(!page.body().contains(&sum) && page.texts("form[action^='/decisions']").is_empty());
    anyone
        .post_raw(&link, &[], &[("version", "2"), ("verdict", "refuse"), ("reason", "x")])
        .expect(422);
    let page = world.buyer().get(&approval);
    page.contains("по ссылке из письма")
        .contains(&name_of(&world, Role::Director));
}
