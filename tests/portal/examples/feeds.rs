//! Examples of the routes of feeds.

use kabinet::platform::access::Role;

use super::{Example, NOBODY, form_of, fresh};
use crate::harness::{Company, World};

/// A feed of a dealer at RRP: everybody of the dealer who may make feeds sees it.
fn feed(world: &World, company: &Company) -> String {
    let client = world.signed_in(company.person(Role::Director));
    let fields = fields(world, company);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let path = client.post("/feeds", &fields).expect(303).location().to_owned();
    path.trim_start_matches("/feeds/").to_owned()
}

/// One that is there already: a dealer may have fifty.
fn any(world: &World, company: &Company) -> String {
    let client = world.signed_in(company.person(Role::Director));
    let mut known = client.get("/feeds").attributes("[data-feed]", "data-feed");
    known.pop().unwrap_or_else(|| feed(world, company))
}

/// The form of a new feed with a name.
fn fields(world: &World, company: &Company) -> Vec<(String, String)> {
    let client = world.signed_in(company.person(Role::Director));
    let mut fields = form_of(&client, "/feeds/new", "/feeds");
    for (name, value) in &mut fields {
        if name == "name" {
            *value = format!("Витрина {}", fresh());
        }
    }
    fields
}

/// The example of a route of this module.
pub fn example(route: &str, world: &World) -> Option<Example> {
    let (sever, yug) = (&world.sever, &world.yug);
    let fresh = |pattern: &str| Example::of(pattern, &feed(world, sever), &any(world, yug), NOBODY);
    let of = |pattern: &str| Example::of(pattern, &any(world, sever), &any(world, yug), NOBODY);
    let version = [("version", "1")];
    Some(match route {
        "GET /feeds" => {
            any(world, sever);
            Example::at("/feeds").shows("Витрина")
        }
        "GET /feeds/new" => Example::at("/feeds/new").shows("Д-Север"),
        "POST /feeds" => {
            let fields = fields(world, sever);
            let name = fields.iter().find(|(name, _)| name == "name").unwrap().1.clone();
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::at("/feeds").with(&fields).shows(name).then("/feeds")
        }
        "GET /feeds/{id}" => of("/feeds/{}").shows("Витрина"),
        "GET /feeds/{id}/edit" => of("/feeds/{}/edit").shows("Витрина"),
        "GET /feeds/{id}/file" => of("/feeds/{}/file").shows("yml_catalog"),
        "POST /feeds/{id}" => {
            let own = feed(world, sever);
            let client = world.signed_in(sever.person(Role::Director));
            let fields = form_of(&client, &format!("/feeds/{own}/edit"), &format!("/feeds/{own}"));
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::of("/feeds/{}", &own, &any(world, yug), NOBODY).with(&fields)
        }
        "POST /feeds/{id}/key" => fresh("/feeds/{}/key").with(&version),
        "POST /feeds/{id}/revocation" => fresh("/feeds/{}/revocation").with(&version),
        "POST /feeds/{id}/removal" => fresh("/feeds/{}/removal").with(&version),
        "GET /f/{secret}" => Example::at("/f/0123"),
        "GET /fp/{key}/{product}/{hash}" => Example::at(format!("/fp/0123/{NOBODY}/{}", world.picture)),
        _ => return None,
    })
}
