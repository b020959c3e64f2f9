//! Examples of the routes of grids: saved views, totals, files and what is done with many orders at once.

use kabinet::platform::access::Role;

use super::{Example, NOBODY, fresh, order};
use crate::harness::{Company, GOODS, World};

/// A view of a person, by its id.
fn view(world: &World, company: &Company, role: Role) -> String {
    let name = format!("Вид {}", fresh());
    let fields = [("list", "orders"), ("name", name.as_str()), ("query", "stage=all")];
    let answer = world.signed_in(company.person(role)).post("/views", &fields);
    let place = answer.expect(303).location().to_owned();
    place.split("view=").nth(1).unwrap_or_default().to_owned()
}

fn own_company(world: &World, role: Role) -> &Company {
    if role.is_staff() { &world.maker } else { &world.sever }
}

pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    let own_order = world.sever.deal().order.as_str();
    let of = |pattern: &str| {
        let own = view(world, own_company(world, role), role);
        let strange = view(world, &world.yug, Role::Buyer);
        Example::of(pattern, &own, &strange, NOBODY)
    };
    Some(match route {
        "GET /catalogue/price-list.xlsx" => Example::at("/catalogue/price-list.xlsx").shows(GOODS[0].name),
        "GET /catalogue/export.xlsx" => Example::at("/catalogue/export.xlsx?sort=-name").shows(GOODS[0].name),
        "GET /orders/dealers" => Example::at("/orders/dealers?dealer=%D1%81").shows("Север"),
        "GET /orders/totals" => Example::at("/orders/totals?stage=all"),
        "GET /orders/export.xlsx" => Example::at("/orders/export.xlsx?stage=all").shows(own_order),
        "POST /orders/picked.xlsx" => {
            let picked = |order: &str| format!("{order}:1");
            Example::of("/orders/picked.xlsx", "", "", "")
                .and_fields("o", &picked(own_order), &picked(&world.yug.deal().order))
                .shows(own_order)
        }
        "POST /orders/bulk/stage" => {
            let order = order(world);
            Example::at("/orders/bulk/stage")
                .with(&[("o", &format!("{order}:1")), ("stage", "confirmed")])
                .shows(order)
        }
        "POST /orders/bulk/repetition" => Example::at("/orders/bulk/repetition")
            .with(&[("o", &format!("{}:1", order(world)))])
            .shows(GOODS[0].name),
        "GET /views" => {
            view(world, own_company(world, role), role);
            Example::at("/views").shows("Вид ")
        }
        "POST /views" => {
            let name = format!("Мой {}", fresh());
            Example::at("/views")
                .with(&[("list", "orders"), ("name", &name), ("query", "stage=all")])
                .shows(name.clone())
                .then("/views")
        }
        "POST /views/columns" => Example::at("/views/columns").with(&[("list", "orders"), ("col", "stage")]),
        "POST /views/{id}" => {
            let name = format!("Иначе {}", fresh());
            of("/views/{}")
                .with(&[("name", &name)])
                .shows(name.clone())
                .then("/views")
        }
        "POST /views/{id}/default" => of("/views/{}/default"),
        "POST /views/{id}/removal" => of("/views/{}/removal"),
        _ => return None,
    })
}
