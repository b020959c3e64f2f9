//! Examples of the routes of delivery.

use super::{Example, GOODS, NO_ORDER, NOBODY, draft, fresh, order};
use crate::harness::World;

/// A carrier of a name of its own; its id.
fn carrier(world: &World) -> String {
    let admin = world.admin();
    let mut form = admin.get("/carriers/new").form("/carriers");
    let id = form.iter().find(|(name, _)| name == "id").unwrap().1.clone();
    let name = format!("Перевозчик {}", fresh());
    form.retain(|(field, _)| field != "name");
    form.push(("name".to_owned(), name));
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    admin.post("/carriers", &form).expect(303);
    id
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

/// The example of a route of this module.
pub fn example(route: &str, world: &World) -> Option<Example> {
    let (own, others) = (world.sever.deal().order.as_str(), world.yug.deal().order.as_str());
    Some(match route {
        "GET /carriers" => Example::at("/carriers"),
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
            let mut example = Example::of("/carriers/{}", &carrier(world), NOBODY, NOBODY);
            example.others = None;
            example
        }
        "POST /carriers/{id}" => {
            let name = format!("Перевозчик {}", fresh());
            let mut example = Example::of("/carriers/{}", &carrier(world), NOBODY, NOBODY);
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
        ),
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
