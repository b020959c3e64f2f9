//! Examples of the routes of rights: roles that a company makes, ceilings, what one person holds, what is asked for.

use kabinet::platform::access::Role;

use super::{Example, NOBODY, form_of, fresh, member, text};
use crate::harness::{Client, Company, World};

/// A role that a director just made; its id.
fn own_role(client: &Client) -> String {
    let name = format!("Роль {}", fresh());
    let fields = [("name", name.as_str()), ("right", "orders.see")];
    client.post("/roles/new", &fields).expect(303);
    let page = client.get("/roles");
    let links = page.attributes("a[href^='/roles/']", "href");
    let names = page.texts("a[href^='/roles/']");
    let found = links.iter().zip(&names).find(|(_, text)| **text == name);
    found.unwrap().0.trim_start_matches("/roles/").to_owned()
}

fn director(world: &World, company: &Company) -> Client {
    world.signed_in(company.person(Role::Director))
}

/// A role of each dealer by the manufacturer's address; the own dealer with another's role is no way round.
fn of_dealer(world: &World, pattern: &str) -> Example {
    let (sever, yug) = (&world.sever, &world.yug);
    let (own, others) = (text(sever.dealer.unwrap()), text(yug.dealer.unwrap()));
    let (mine, theirs) = (own_role(&director(world, sever)), own_role(&director(world, yug)));
    Example::of(
        pattern,
        &format!("{own}/roles/{mine}"),
        &format!("{others}/roles/{theirs}"),
        &format!("{own}/roles/{theirs}"),
    )
}

/// The seller of «Север» lacks a right and asks for it.
fn asked(world: &World) -> String {
    let seller = world.signed_in(world.sever.person(Role::Seller));
    seller.post("/rights/asks", &[("right", "see.finance")]).expect(303);
    member(&world.sever, Role::Seller)
}

/// A day within the year that somebody may stand in for.
pub fn soon() -> String {
    let now = kabinet::platform::values::Clock::system().now();
    let day = now.plus_seconds(30 * 86_400).day_in(&jiff::tz::TimeZone::UTC);
    format!("{:02}.{:02}.{}", day.day(), day.month(), day.year())
}

/// The example of a route of this module.
pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    let (sever, yug) = (&world.sever, &world.yug);
    let staff: &'static [Role] = &Role::STAFF;
    let roles = || (own_role(&director(world, sever)), own_role(&director(world, yug)));
    let sellers = |pattern: &str| {
        Example::of(
            pattern,
            &member(sever, Role::Seller),
            &member(yug, Role::Seller),
            NOBODY,
        )
    };
    Some(match route {
        "GET /roles" => Example::at("/roles").shows(match role.is_staff() {
            true => "Администратор",
            false => "Закупщик",
        }),
        "GET /roles/new" => Example::at("/roles/new"),
        "POST /roles/new" => {
            let name = format!("Роль {}", fresh());
            Example::at("/roles/new")
                .with(&[("name", name.as_str()), ("right", "orders.see")])
                .shows(name.clone())
                .then("/roles")
        }
        "GET /roles/ready/{role}" => {
            let own = if role.is_staff() { "manager" } else { "buyer" };
            let holder = match role.is_staff() {
                true => world.of_role(Role::Manager),
                false => sever.person(Role::Buyer),
            };
            Example::of("/roles/ready/{}", own, "owner", "nobody").shows(holder.member.name.clone())
        }
        "GET /roles/ceilings" => Example::at("/roles/ceilings"),
        "POST /roles/ceilings" => {
            let fields = form_of(&world.admin(), "/roles/ceilings", "/roles/ceilings");
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::at("/roles/ceilings").with(&fields)
        }
        "GET /roles/{id}" => {
            let (own, others) = roles();
            Example::of("/roles/{}", &own, &others, NOBODY)
                .shows("Роль")
                .none_for(staff)
        }
        "POST /roles/{id}" => {
            let (own, others) = roles();
            let name = format!("Роль {}", fresh());
            Example::of("/roles/{}", &own, &others, NOBODY)
                .with(&[("name", name.as_str()), ("right", "orders.draft"), ("version", "1")])
                .shows(name.clone())
                .then("/roles")
                .none_for(staff)
        }
        "POST /roles/{id}/removal" => {
            let (own, others) = roles();
            Example::of("/roles/{}/removal", &own, &others, NOBODY).none_for(staff)
        }
        "GET /dealers/{id}/roles" => {
            let (own, others) = (text(sever.dealer.unwrap()), text(yug.dealer.unwrap()));
            Example::of("/dealers/{}/roles", &own, &others, NOBODY).shows("Север")
        }
        "GET /dealers/{id}/roles/new" => {
            let (own, others) = (text(sever.dealer.unwrap()), text(yug.dealer.unwrap()));
            Example::of("/dealers/{}/roles/new", &own, &others, NOBODY).shows("Север")
        }
        "POST /dealers/{id}/roles/new" => {
            let (own, others) = (text(sever.dealer.unwrap()), text(yug.dealer.unwrap()));
            let name = format!("Роль {}", fresh());
            Example::of("/dealers/{}/roles/new", &own, &others, NOBODY)
                .with(&[("name", name.as_str()), ("right", "orders.see")])
                .shows(name.clone())
                .then(format!("/dealers/{own}/roles"))
        }
        "GET /dealers/{id}/roles/{role}" => of_dealer(world, "/dealers/{}").shows("Роль"),
        "POST /dealers/{id}/roles/{role}" => {
            let name = format!("Роль {}", fresh());
            let own = text(sever.dealer.unwrap());
            of_dealer(world, "/dealers/{}")
                .with(&[("name", name.as_str()), ("right", "orders.draft"), ("version", "1")])
                .shows(name.clone())
                .then(format!("/dealers/{own}/roles"))
        }
        "POST /dealers/{id}/roles/{role}/removal" => of_dealer(world, "/dealers/{}/removal"),
        "GET /people/{id}/rights" => sellers("/people/{}/rights").shows("Север seller"),
        "POST /people/{id}/rights" => {
            let give = [("right", "offers.make"), ("give", "true")];
            sellers("/people/{}/rights").with(&give)
        }
        "POST /people/{id}/stand-ins" => {
            let of = member(sever, Role::Accountant);
            let day = soon();
            sellers("/people/{}/stand-ins").with(&[("of", of.as_str()), ("until", day.as_str())])
        }
        "POST /people/{id}/stand-ins/end" => {
            let of = member(sever, Role::Accountant);
            sellers("/people/{}/stand-ins/end").with(&[("of", of.as_str())])
        }
        // Of «Юг» somebody whom no other example switches off: then the scope alone decides.
        "POST /people/{id}/seen" => Example::of(
            "/people/{}/seen",
            &member(sever, Role::Seller),
            &member(yug, Role::Buyer),
            NOBODY,
        ),
        "GET /rights/asks" => {
            asked(world);
            let manager = world.of_role(Role::Manager);
            let ask = [("right", "dealers.edit")];
            world.signed_in(manager).post("/rights/asks", &ask).expect(303);
            Example::at("/rights/asks").shows(match role.is_staff() {
                true => manager.member.name.clone(),
                false => "Север seller".to_owned(),
            })
        }
        "POST /rights/asks" => {
            // Of what every role holds already nothing is asked.
            Example::at("/rights/asks").with(&[("right", "orders.see")])
        }
        "POST /rights/asks/answer" => {
            let own = asked(world);
            Example::of("/rights/asks/answer", "", "", "")
                .with(&[("right", "see.finance"), ("give", "false")])
                .and_fields("member", &own, &member(yug, Role::Seller))
        }
        "POST /session/as-oneself" => Example::at("/session/as-oneself"),
        "POST /session/client" => Example::at("/session/client").with(&[("beside", "false")]),
        _ => return None,
    })
}
