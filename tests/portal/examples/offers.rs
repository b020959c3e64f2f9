//! Examples of the routes of offers.

use kabinet::platform::access::Role;

use super::{Example, NOBODY, draft, form_of};
use crate::harness::{Company, GOODS, World};

/// An offer of a dealer at RRP, from its order: other examples use up drafts.
pub fn offer(world: &World, company: &Company) -> String {
    let client = world.signed_in(company.person(Role::Director));
    let fields = form_of(
        &client,
        &format!("/offers/new?order={}", company.deal().order),
        "/offers",
    );
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let path = client.post("/offers", &fields).expect(303).location().to_owned();
    path.trim_start_matches("/offers/").to_owned()
}

/// The form of an offer from a draft as it begins.
fn fields(world: &World, draft: &str) -> Vec<(String, String)> {
    let client = world.signed_in(world.sever.person(Role::Director));
    form_of(&client, &format!("/offers/new?draft={draft}"), "/offers")
}

/// The example of a route of this module.
pub fn example(route: &str, world: &World, _: Role) -> Option<Example> {
    let (sever, yug) = (&world.sever, &world.yug);
    let of = |pattern: &str| Example::of(pattern, &offer(world, sever), &offer(world, yug), NOBODY);

    Some(match route {
        "GET /offers" => {
            let own = offer(world, sever);
            Example::at("/offers").shows(format!("/offers/{own}"))
        }
        "GET /offers/new" => {
            let draft = draft(world);
            Example::of("/offers/new?draft={}", &draft, &yug.deal().draft, NOBODY).shows(GOODS[0].name)
        }
        "POST /offers" | "POST /offers/calculation" => {
            let fields = fields(world, &draft(world));
            let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let example = Example::at(route.trim_start_matches("POST ")).with(&fields);
            match route {
                "POST /offers" => example,
                _ => example.shows(GOODS[0].name),
            }
        }
        "GET /offers/letterhead" => {
            let director = world.signed_in(sever.person(Role::Director));
            director.post("/offers/letterhead", &[("days", "17")]).expect(303);
            Example::at("/offers/letterhead").shows("value=\"17\"")
        }
        "POST /offers/letterhead" => Example::at("/offers/letterhead").with(&[("days", "21")]),
        // Without a file.
        "POST /offers/letterhead/logo" => Example::at("/offers/letterhead/logo").refused(),
        "POST /offers/letterhead/logo/removal" => Example::at("/offers/letterhead/logo/removal"),
        "GET /offers/{id}" => of("/offers/{}").shows(GOODS[0].name),
        "POST /offers/{id}/revocation" => of("/offers/{}/revocation").with(&[("version", "1")]),
        "POST /offers/{id}/extension" => {
            let own = offer(world, sever);
            let client = world.signed_in(sever.person(Role::Director));
            let path = format!("/offers/{own}");
            let until = form_of(&client, &path, &format!("{path}/extension"));
            let until: Vec<(&str, &str)> = until.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::of("/offers/{}/extension", &own, &offer(world, yug), NOBODY).with(&until)
        }
        "POST /offers/{id}/settlement" => of("/offers/{}/settlement").with(&[("version", "1")]),
        "GET /o/{secret}" => Example::at("/o/0123"),
        "GET /o/{secret}/file" => Example::at("/o/0123/file"),
        "GET /o/{secret}/pictures/{hash}/{pixels}" => Example::at(format!("/o/0123/pictures/{}/96", world.picture)),
        "POST /o/{secret}/acceptance" => Example::at("/o/0123/acceptance").with(&[("name", "x")]),
        "POST /o/{secret}/questions" => Example::at("/o/0123/questions").with(&[("name", "x")]),
        _ => return None,
    })
}
