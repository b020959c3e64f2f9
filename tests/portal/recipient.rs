//! The person who gets the goods: sealed, masked, read by few, wiped in time, and nowhere else.

use std::fs;
use std::path::Path;

use kabinet::platform::access::Role;

use crate::harness::{Client, Server, World, wait_for};

const NAME: &str = "Крутобережный Аристарх Львович";
const PHONE: &str = "+7 912 774-31-85";
const NUMBER: &str = "7714903528";

fn page(order: &str) -> String {
    format!("/orders/{order}/recipient")
}

fn own(world: &World) -> String {
    world.sever.deal().order.clone()
}

fn form<'a>(version: &'a str, number: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("name", NAME),
        ("phone", PHONE),
        ("document", "passport"),
        ("number", number),
        ("agreed", "1"),
    ]
}

fn enter(client: &Client, order: &str) {
    client.post(&page(order), &form("0", NUMBER)).expect(303);
}

/// Runs the job, and waits until a page says what it should.
fn forget(world: &World, until: impl Fn() -> bool) {
    world.admin().post("/admin/jobs/delivery.forget/run", &[]).expect(303);
    wait_for("the job has wiped", || until().then_some(()));
}

fn rules(world: &World, days: &str) {
    let admin = world.admin();
    let form = admin.get("/carriers").form("/carriers/rules");
    let version = form.iter().find(|(name, _)| name == "version").unwrap().1.clone();
    let form = [("version", version.as_str()), ("until", "shipped"), ("days", days)];
    admin.post("/carriers/rules", &form).expect(303);
}

fn is_wiped(client: &Client, order: &str, why: &str) -> bool {
    client.get(&page(order)).attributes("[data-wiped]", "data-wiped") == [why]
}

/// Does any file below hold these bytes?
fn holds(folder: &Path, needle: &[u8]) -> Option<String> {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if let Some(found) = holds(&path, needle) {
                return Some(found);
            }
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        if bytes.windows(needle.len()).any(|window| window == needle) {
            return Some(path.display().to_string());
        }
    }
    None
}

#[test]
fn papers_are_masked_and_who_reads_them_stands_in_the_journal() {
    let world = World::fresh();
    let (buyer, manager, order) = (world.buyer(), world.manager(), own(&world));
    let page = page(&order);
    buyer.get(&page).expect(200);
    // Without consent nothing is kept, and what was typed is.
    let mut refused = form("0", NUMBER);
    refused.pop();
    buyer
        .post(&page, &refused)
        .expect(422)
        .contains("согласи")
        .contains(NAME);
    buyer
        .post(&page, &form("0", "123"))
        .expect(422)
        .contains("10 цифр")
        .contains(NAME);
    assert!(!buyer.get(&page).body().contains("data-papers"));

    enter(&buyer, &order);
    // Pressed twice it is the same, another one over an old form is refused.
    enter(&buyer, &order);
    buyer.post(&page, &form("0", "1111111111")).expect(422);
    for client in [&buyer, &manager] {
        let shown = client.get(&page);
        shown.expect(200).contains("К••• А••• Л•••").contains("••••28");
        for secret in ["Крутобережный", NUMBER, "774-31", "7714", "903528"] {
            assert!(!shown.body().contains(secret), "{secret}");
        }
        assert!(!client.get(&format!("/orders/{order}")).body().contains("Крутобережный"));
    }
    let read = manager.post(&format!("{page}/papers"), &[]);
    read.expect(200).contains(NAME).contains("7714\u{a0}903528");
    assert_eq!(read.header("cache-control"), "no-store");
    buyer
        .get(&format!("/orders/{order}"))
        .contains("данные получателя просмотрены");

    // Who has nothing to do with it finds nothing of it.
    for role in [Role::Seller, Role::Accountant] {
        let client = world.signed_in(world.sever.person(role));
        client.get(&page).expect(403);
        client.post(&format!("{page}/papers"), &[]).expect(403);
        client.post(&format!("{page}/removal"), &[]).expect(403);
        assert!(!client.get(&format!("/orders/{order}")).body().contains("/recipient"));
    }
    world.admin().get(&page).expect(403);
    let foreign = world.signed_in(world.yug.person(Role::Director));
    foreign.get(&page).expect(404);
    foreign.post(&page, &form("1", NUMBER)).expect(404);
    foreign.post(&format!("{page}/papers"), &[]).expect(404);
    foreign.post(&format!("{page}/removal"), &[]).expect(404);

    buyer.post(&format!("{page}/removal"), &[]).expect(303);
    buyer.post(&format!("{page}/removal"), &[]).expect(303);
    assert!(is_wiped(&manager, &order, "asked"));
    let after = manager.post(&format!("{page}/papers"), &[]);
    assert!(!after.body().contains(NAME));
    // Somebody else may be named after that.
    buyer.post(&page, &form("2", "1111111111")).expect(303);
    buyer.get(&page).contains("••••11");
    // A form that came too late goes on from what stands now: pressed once more, it is taken.
    let late = buyer.post(&page, &form("2", "2222222222"));
    late.expect(422).contains(NAME);
    let shown = late.form(&page);
    let version = &shown.iter().find(|(name, _)| name == "version").unwrap().1;
    buyer.post(&page, &form(version, "2222222222")).expect(303);
    buyer.get(&page).contains("••••22");
}

#[test]
fn no_file_and_no_page_holds_what_was_entered() {
    let mut world = World::fresh();
    let (buyer, manager, order) = (world.buyer(), world.manager(), own(&world));
    enter(&buyer, &order);
    let newest = form("1", "5544332211");
    buyer.post(&page(&order), &newest).expect(303);
    manager.post(&format!("{}/papers", page(&order)), &[]).expect(200);
    let asked = "/search?q=%D0%9A%D1%80%D1%83%D1%82%D0%BE%D0%B1%D0%B5%D1%80%D0%B5%D0%B6%D0%BD%D1%8B%D0%B9";
    for path in [
        format!("/orders/{order}"),
        format!("/orders/{order}/rewind"),
        format!("/orders/{order}/delivery"),
        "/orders?stage=all".to_owned(),
        "/notices".to_owned(),
        "/".to_owned(),
    ] {
        for client in [&buyer, &manager] {
            let body = client.get(&path).expect(200).body();
            assert!(!body.contains("Крутобережный") && !body.contains("5544"), "{path}");
        }
    }
    let found = buyer.get(asked).expect(200).texts("[data-hit], .kb-list");
    assert!(found.iter().all(|hit| !hit.contains("Аристарх")));
    let log = world.server.log();
    assert!(!log.contains("Крутобережный") && !log.contains(NUMBER));

    world.server.signal_kill();
    world.server.reap();
    for needle in [NAME, "Крутобережный", NUMBER, "5544332211", "774-31-85", "9127743185"] {
        assert_eq!(holds(&world.data, needle.as_bytes()), None, "{needle}");
    }
    // The search has teeth: what isn't sealed is found.
    assert!(holds(&world.data, order.as_bytes()).is_some());
    let keys = world.data.join("people.keys");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&keys).unwrap().permissions().mode() & 0o777, 0o600);
    }

    // A key that isn't the one, none that can be read, and none at all: the order's page stands, and the other says why.
    let right = fs::read_to_string(&keys).unwrap();
    for (text, why) in [
        (Some("ab".repeat(32)), "другой ключ"),
        (Some("broken".to_owned()), "другой ключ"),
        (None, "другой ключ"),
    ] {
        match &text {
            Some(text) => fs::write(&keys, text).unwrap(),
            None => fs::remove_file(&keys).unwrap(),
        }
        world.server = Server::start(&world.data);
        let buyer = world.buyer();
        buyer.get(&format!("/orders/{order}")).expect(200);
        buyer
            .get(&page(&order))
            .expect(200)
            .contains(why)
            .contains("people.keys");
        assert!(
            !buyer
                .post(&format!("{}/papers", page(&order)), &[])
                .body()
                .contains(NAME)
        );
        world.server.signal_kill();
        world.server.reap();
    }
    // A newer key takes over what the older one opens.
    fs::write(&keys, format!("{right}{}\n", "cd".repeat(32))).unwrap();
    world.server = Server::start(&world.data);
    let buyer = world.buyer();
    buyer.get(&page(&order)).contains("••••11");
    forget(&world, || {
        buyer
            .get(&format!("/orders/{order}"))
            .body()
            .contains("зашифрованы новым ключом")
    });
    world.server.signal_kill();
    world.server.reap();
    fs::write(&keys, format!("{}\n", "cd".repeat(32))).unwrap();
    world.server = Server::start(&world.data);
    let read = world.buyer().post(&format!("{}/papers", page(&order)), &[]);
    read.expect(200).contains("5544\u{a0}332211");
}

#[test]
fn what_nobody_needs_any_more_is_wiped() {
    let world = World::fresh();
    let (buyer, manager) = (world.buyer(), world.manager());
    let order = own(&world);
    rules(&world, "7");
    enter(&buyer, &order);
    let ship = [("version", "1"), ("number", "Р-1"), ("track", "Т-1")];
    manager.post(&format!("/orders/{order}/parcels"), &ship).expect(303);
    buyer
        .post(&format!("/orders/{order}/receipt"), &[("shipment", "Р-1")])
        .expect(303);
    // Received, but more is to come: the job leaves it, however few days are asked for.
    rules(&world, "0");
    world.admin().post("/admin/jobs/delivery.forget/run", &[]).expect(303);
    wait_for("the job has run", || {
        let row = world.admin().get("/admin/jobs").body();
        row.contains("Выполнена").then_some(())
    });
    buyer.get(&page(&order)).contains("••••28");

    // Days over what the law gives are refused.
    let form = world.admin().get("/carriers").form("/carriers/rules");
    let version = form.iter().find(|(name, _)| name == "version").unwrap().1.clone();
    for days in ["31", "-1", "x", ""] {
        let form = [("version", version.as_str()), ("until", "shipped"), ("days", days)];
        world.admin().post("/carriers/rules", &form).expect(422).contains("30");
    }

    // Cancelled: gone with the next run, whatever the rule says.
    rules(&world, "30");
    let director = world.signed_in(world.sever.person(Role::Director));
    let address = format!("/orders/{order}");
    let mut form = director.get(&address).form(&format!("{address}/cancellation"));
    form.retain(|(name, _)| name != "reason");
    form.push(("reason".to_owned(), "Объект заморожен".to_owned()));
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let cancelled = director.post(&format!("{address}/cancellation"), &form);
    cancelled.expect(303);
    forget(&world, || is_wiped(&buyer, &order, "cancelled"));
    buyer.get(&address).contains("данные получателя удалены");
    buyer.post(&page(&order), &self::form("2", NUMBER)).expect(422);
}

#[test]
fn after_the_whole_arrived_the_days_of_the_rule_are_kept() {
    let world = World::fresh();
    let (buyer, manager, order) = (world.buyer(), world.manager(), own(&world));
    rules(&world, "7");
    enter(&buyer, &order);
    let parcels = format!("/orders/{order}/parcels");
    // All that is left, as the form proposes it.
    let form = manager.get(&parcels).form(&parcels);
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    manager.post(&parcels, &form).expect(303);
    let shipment = form.iter().find(|(name, _)| *name == "number").unwrap().1;
    buyer
        .post(&format!("/orders/{order}/receipt"), &[("shipment", shipment)])
        .expect(303);
    world.admin().post("/admin/jobs/delivery.forget/run", &[]).expect(303);
    wait_for("the job has run", || {
        world
            .admin()
            .get("/admin/jobs")
            .body()
            .contains("Выполнена")
            .then_some(())
    });
    buyer.get(&page(&order)).contains("••••28");
    rules(&world, "0");
    forget(&world, || is_wiped(&buyer, &order, "delivered"));
    assert!(!manager.get(&page(&order)).body().contains("••••28"));
}
