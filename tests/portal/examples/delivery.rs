//! Examples of the routes of delivery.

use kabinet::modules::catalogue::Sku;
use kabinet::platform::access::Role;

use super::{Example, GOODS, NO_ORDER, NOBODY, draft, fresh, order};
use crate::delivery_asks::closes_at;
use crate::harness::{Company, World};
use crate::parcels::PNG;

/// A carrier of a name of its own: its id and the name.
fn carrier(world: &World) -> (String, String) {
    let admin = world.admin();
    let mut form = admin.get("/carriers/new").form("/carriers");
    let id = form.iter().find(|(name, _)| name == "id").unwrap().1.clone();
    let name = format!("Перевозчик {}", fresh());
    form.retain(|(field, _)| field != "name");
    form.push(("name".to_owned(), name.clone()));
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post("/carriers", &form).expect(303);
    (id, name)
}

/// An order with one shipment.
fn shipped(world: &World) -> String {
    let order = order(world);
    let fields = [("version", "1"), ("number", "Р-1")];
    world
        .admin()
        .post(&format!("/orders/{order}/shipments"), &fields)
        .expect(303);
    order
}

/// An address of «Север» of a name of its own, or of «Юг»: its id and the name.
fn address(world: &World, company: &Company) -> (String, String) {
    let client = world.signed_in(company.person(Role::Director));
    let form = client.get("/addresses/new").form("/addresses");
    let id = form.iter().find(|(name, _)| name == "id").unwrap().1.clone();
    let name = format!("Склад {}", fresh());
    let form = [
        ("id", id.as_str()),
        ("version", "0"),
        ("name", &name),
        ("way", "pick-up"),
    ];
    client.post("/addresses", &form).expect(303);
    (id, name)
}

fn person(version: &'static str) -> [(&'static str, &'static str); 6] {
    [
        ("version", version),
        ("name", "Сидоров Глеб"),
        ("phone", "+7 912 345-67-89"),
        ("document", "none"),
        ("number", ""),
        ("agreed", "1"),
    ]
}

/// An order with a person.
fn received_by_a_person(world: &World) -> String {
    let order = order(world);
    let page = format!("/orders/{order}/recipient");
    world.buyer().post(&page, &person("0")).expect(303);
    order
}

/// An order with a person in its open request.
fn asked_for_a_person(world: &World) -> String {
    let order = order(world);
    let (buyer, page) = (world.buyer(), format!("/orders/{order}"));
    closes_at(world, "confirmed");
    let stage = [("version", "1"), ("stage", "confirmed")];
    world.admin().post(&format!("{page}/stage"), &stage).expect(303);
    let set = [
        ("person_name", "Сидоров Глеб"),
        ("person_phone", "+7 912 345-67-89"),
        ("person_document", "none"),
        ("person_agreed", "1"),
    ];
    let (form, action) = (format!("{page}/delivery"), format!("{page}/delivery/request"));
    buyer.fill(&form, &action, &set).expect(303);
    let sent = [("step", "send"), ("reason", "Так надо")];
    buyer
        .fill(&format!("{page}/edit/look"), &format!("{page}/requests"), &sent)
        .expect(303);
    closes_at(world, "ready");
    order
}

/// An order with a picture in a remark, and the picture's address.
fn photographed(world: &World) -> (String, String) {
    let order = shipped(world);
    let sku = Sku::id_of(GOODS[0].external).to_string();
    let receipt = format!("/orders/{order}/receipt");
    let fields: [(&str, Option<&str>, &[u8]); 5] = [
        ("shipment", None, "Р-1".as_bytes()),
        ("sku", None, sku.as_bytes()),
        ("kind", None, b"damaged"),
        ("text", None, b"x"),
        ("photo-0", Some("a.png"), PNG),
    ];
    world.buyer().upload(&receipt, &fields).expect(303);
    let page = world.buyer().get(&format!("/orders/{order}/parcels"));
    let picture = page.attributes(".kb-msg-shots img", "src").remove(0);
    (order, picture)
}

/// The example of a route of this module.
pub fn example(route: &str, world: &World) -> Option<Example> {
    let (own, others) = (world.sever.deal().order.as_str(), world.yug.deal().order.as_str());
    Some(match route {
        "GET /addresses" => {
            let (_, name) = address(world, &world.sever);
            Example::at("/addresses").shows(name)
        }
        "GET /addresses/new" => Example::at("/addresses/new"),
        "POST /addresses" => {
            let client = world.signed_in(world.sever.person(Role::Director));
            let form = client.get("/addresses/new").form("/addresses");
            let id = form.iter().find(|(name, _)| name == "id").unwrap().1.clone();
            let name = format!("Склад {}", fresh());
            Example::at("/addresses")
                .with(&[("id", &id), ("version", "0"), ("name", &name), ("way", "pick-up")])
                .shows(name.clone())
                .then("/addresses")
        }
        "GET /addresses/{id}" => {
            let ((own, name), (others, _)) = (address(world, &world.sever), address(world, &world.yug));
            Example::of("/addresses/{}", &own, &others, NOBODY).shows(name)
        }
        "POST /addresses/{id}" => {
            let ((own, _), (others, _)) = (address(world, &world.sever), address(world, &world.yug));
            let name = format!("Склад {}", fresh());
            Example::of("/addresses/{}", &own, &others, NOBODY)
                .with(&[("version", "1"), ("name", &name), ("way", "pick-up")])
                .shows(name.clone())
                .then("/addresses")
        }
        "POST /addresses/{id}/removal" => {
            let ((own, _), (others, _)) = (address(world, &world.sever), address(world, &world.yug));
            Example::of("/addresses/{}/removal", &own, &others, NOBODY)
        }
        "GET /orders/{number}/parcels/{parcel}/photos/{place}/{pixels}" => {
            let (order, picture) = photographed(world);
            let pattern = picture.replacen(&order, "{}", 1);
            Example::of(&pattern, &order, others, NO_ORDER)
        }
        "GET /orders/{number}/recipient" => {
            Example::of("/orders/{}/recipient", &received_by_a_person(world), others, NO_ORDER).shows("С••• Г•••")
        }
        "POST /orders/{number}/recipient" => {
            let order = order(world);
            Example::of("/orders/{}/recipient", &order, others, NO_ORDER)
                .with(&person("0"))
                .shows("С••• Г•••")
                .then(format!("/orders/{order}/recipient"))
        }
        "POST /orders/{number}/recipient/papers" => Example::of(
            "/orders/{}/recipient/papers",
            &received_by_a_person(world),
            others,
            NO_ORDER,
        )
        .shows("Сидоров Глеб"),
        "POST /orders/{number}/recipient/removal" => {
            let order = received_by_a_person(world);
            Example::of("/orders/{}/recipient/removal", &order, others, NO_ORDER)
                .shows("удалены")
                .then(format!("/orders/{order}/recipient"))
        }
        "GET /carriers" => {
            let (_, name) = carrier(world);
            Example::at("/carriers").shows(name)
        }
        "GET /carriers/new" => Example::at("/carriers/new"),
        "POST /carriers" => {
            let name = format!("Перевозчик {}", fresh());
            let form = world.admin().get("/carriers/new").form("/carriers");
            let id = form.iter().find(|(name, _)| name == "id").unwrap().1.clone();
            Example::at("/carriers")
                .with(&[("id", &id), ("version", "0"), ("name", &name), ("active", "1")])
                .shows(name.clone())
                .then("/carriers")
        }
        "POST /carriers/rules" => Example::at("/carriers/rules").with(&[("version", "0"), ("until", "ready")]),
        "GET /carriers/{id}" => {
            let (id, name) = carrier(world);
            let mut example = Example::of("/carriers/{}", &id, NOBODY, NOBODY).shows(name);
            example.others = None;
            example
        }
        "POST /carriers/{id}" => {
            let name = format!("Перевозчик {}", fresh());
            let mut example = Example::of("/carriers/{}", &carrier(world).0, NOBODY, NOBODY);
            example.others = None;
            example
                .with(&[("version", "1"), ("name", &name)])
                .shows(name.clone())
                .then("/carriers")
        }
        "GET /drafts/{id}/delivery" => Example::of(
            "/drafts/{}/delivery",
            &world.sever.deal().draft,
            &world.yug.deal().draft,
            NOBODY,
        )
        .shows("Черновик Север"),
        "POST /drafts/{id}/delivery" => {
            let draft = draft(world);
            let version = world
                .admin()
                .get(&format!("/drafts/{draft}/delivery"))
                .form(&format!("/drafts/{draft}/delivery"));
            let version = version.into_iter().find(|(name, _)| name == "version").unwrap().1;
            Example::of("/drafts/{}/delivery", &draft, &world.yug.deal().draft, NOBODY)
                .with(&[
                    ("version", &version),
                    ("way", "carrier-terminal"),
                    ("terminal", "Терминал Север"),
                ])
                .shows("Терминал Север")
                .then(format!("/drafts/{draft}"))
        }
        "GET /orders/{number}/delivery" => Example::of("/orders/{}/delivery", own, others, NO_ORDER).shows(own),
        "POST /orders/{number}/delivery" => {
            let order = order(world);
            Example::of("/orders/{}/delivery", &order, others, NO_ORDER)
                .with(&[
                    ("version", "1"),
                    ("way", "carrier-terminal"),
                    ("terminal", "Терминал Юг"),
                ])
                .shows("Терминал Юг")
                .then(format!("/orders/{order}"))
        }
        "POST /orders/{number}/delivery/request" => {
            // Before the stage it is changed at once: they are told so.
            let order = order(world);
            Example::of("/orders/{}/delivery/request", &order, others, NO_ORDER)
                .with(&[("version", "1"), ("way", "pick-up"), ("comment", "x")])
                .refused()
        }
        "POST /orders/{number}/delivery/request/removal" => {
            let order = order(world);
            Example::of("/orders/{}/delivery/request/removal", &order, others, NO_ORDER)
        }
        "POST /orders/{number}/recipient/asked" => {
            let order = asked_for_a_person(world);
            Example::of("/orders/{}/recipient/asked", &order, others, NO_ORDER).shows("Сидоров Глеб")
        }
        "GET /orders/{number}/parcels" => Example::of("/orders/{}/parcels", own, others, NO_ORDER).shows(GOODS[0].name),
        "POST /orders/{number}/parcels" => {
            let order = order(world);
            Example::of("/orders/{}/parcels", &order, others, NO_ORDER)
                .with(&[("version", "1"), ("number", "Р-18"), ("track", "TRK-4712")])
                .shows("TRK-4712")
                .then(format!("/orders/{order}/parcels"))
        }
        "POST /orders/{number}/receipt" => {
            let order = shipped(world);
            Example::of("/orders/{}/receipt", &order, others, NO_ORDER)
                .with(&[("shipment", "Р-1")])
                .shows("Получено")
                .then(format!("/orders/{order}/parcels"))
        }
        _ => return None,
    })
}
