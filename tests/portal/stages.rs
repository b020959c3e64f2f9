//! The administrator's line of stages: orders go along it, and nothing that orders stand on can be taken away.

use kabinet::platform::access::Role;

use crate::harness::{Client, World};

/// The version of the line, as the form carries it.
fn version(admin: &Client) -> String {
    let form = admin.get("/stages/new").form("/stages");
    form.into_iter().find(|(name, _)| name == "version").unwrap().1
}

fn stage<'a>(
    version: &'a str,
    kind: &'a str,
    names: (&'a str, &'a str),
    enter: &'a [&'a str],
) -> Vec<(&'a str, &'a str)> {
    let mut form = vec![("version", version), ("kind", kind), ("ru", names.0), ("en", names.1)];
    form.extend(enter.iter().map(|mover| ("enter", *mover)));
    form
}

fn keys(admin: &Client) -> Vec<String> {
    admin
        .get("/stages")
        .expect(200)
        .attributes("[data-stage]", "data-stage")
}

#[test]
fn an_order_goes_through_a_new_stage_that_is_then_taken_out_and_keeps_its_name() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let manager = world.manager();
    let order = buyer.ordered("Этапы", "2");
    let before = keys(&admin);
    let names = ("Покраска деталей", "Painting");
    admin
        .post("/stages", &stage(&version(&admin), "production", names, &["staff"]))
        .expect(303);
    let production = before.iter().position(|key| key == "production").unwrap();
    let mut with = before.clone();
    with.insert(production + 1, "production-2".to_owned());
    assert_eq!(keys(&admin), with);

    let moved = |to: &str, version: &str| {
        manager
            .post(&format!("{order}/stage"), &[("version", version), ("stage", to)])
            .expect(303);
    };
    moved("production-2", "1");
    buyer.get(&order).expect(200).contains(names.0);

    // An order is in it.
    let removal = || {
        let version = version(&admin);
        admin.post("/stages/production-2/removal", &[("version", &version)])
    };
    removal().expect(422).contains("На этом этапе есть заказы");
    moved("ready", "2");
    removal().expect(303);
    assert_eq!(keys(&admin), before);
    // Where it has been is still told by name.
    buyer.get(&order).expect(200).contains(names.0);
    // The key isn't given again: it is of the kind, with the next number.
    admin
        .post(
            "/stages",
            &stage(&version(&admin), "production", ("Мойка", "Painting"), &["staff"]),
        )
        .expect(303);
    assert!(keys(&admin).contains(&"production-3".to_owned()));
}

#[test]
fn a_submitted_order_begins_where_the_manufacturer_looks_first() {
    let world = World::fresh();
    let (admin, buyer) = (world.admin(), world.buyer());
    let names = ("Проверка чертежа", "Drawing check");
    admin
        .post("/stages", &stage(&version(&admin), "waiting", names, &["staff"]))
        .expect(303);
    let order = buyer.ordered("Этапы", "2");
    let page = admin.get("/orders?stage=submitted").expect(200).texts("[data-order]");
    let number = order.rsplit('/').next().unwrap();
    assert!(page.iter().any(|row| row.contains(number)), "{page:?}");
}

#[test]
fn what_orders_stand_on_stays_and_each_refusal_says_why() {
    let world = World::fresh();
    let admin = world.admin();
    let refused = |path: &str, form: &[(&str, &str)], why: &str| {
        admin.post(path, form).expect(422).contains(why);
    };
    let now = version(&admin);
    refused(
        "/stages/production/removal",
        &[("version", &now)],
        "единственный этап такого вида",
    );
    refused(
        "/stages/production/place",
        &[("version", &now), ("to", "back")],
        "другого вида",
    );
    refused(
        "/stages",
        &stage(&now, "production", ("Покраска", ""), &["staff"]),
        "на обоих языках",
    );
    refused(
        "/stages",
        &stage(&now, "production", ("отгружен", "Painting"), &["staff"]),
        "уже называется другой этап",
    );
    refused(
        "/stages",
        &stage(&now, "production", ("Покраска", "Painting"), &[]),
        "кто переводит",
    );
    refused(
        "/stages",
        &stage(&now, "парад", ("Покраска", "Painting"), &["staff"]),
        "Выберите из списка",
    );
    let long = "я".repeat(41);
    refused(
        "/stages",
        &stage(&now, "production", (&long, "Painting"), &["staff"]),
        "до 40 знаков",
    );

    // The way into «готов» leads from a new stage alone: that one stays.
    admin
        .post(
            "/stages",
            &stage(&now, "production", ("Покраска", "Painting"), &["staff"]),
        )
        .expect(303);
    let now = version(&admin);
    let mut ready = stage(&now, "ready", ("", ""), &["staff", "1c"]);
    ready.push(("from", "production-2"));
    admin.post("/stages/ready", &ready).expect(303);
    admin.get("/stages").expect(200).contains("Только с этапов: Покраска");
    let later = version(&admin);
    refused(
        "/stages/production-2/removal",
        &[("version", &later)],
        "Сначала измените его",
    );

    // Somebody's page from before: nothing is changed, and the form comes back with what was typed.
    let again = admin.post(
        "/stages/closed",
        &stage(&now, "closed", ("Архив", "Archive"), &["staff"]),
    );
    again
        .expect(422)
        .contains("Пока вы правили, этапы изменили")
        .contains("Архив");
    admin.post("/stages/nothing", &ready).expect(404);
    admin.get("/stages/Не%20этап").expect(404);
    world
        .signed_in(world.sever.person(Role::Director))
        .get("/stages")
        .expect(403);
}
