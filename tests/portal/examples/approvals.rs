//! Examples of the routes of approval inside a dealer. The rule of these begins at a sum that no other example comes to.

use kabinet::platform::access::Role;

use super::{Example, NOBODY, fresh};
use crate::harness::{Client, Company, GOODS, World};

/// Pieces of the first goods that come to more than the rule's sum.
const MANY: &str = "100000";
/// Roubles: a tenth of what those come to is far more than any other order here.
const FROM: &str = "60 000 000";

fn client(world: &World, company: &Company, role: Role) -> Client {
    world.signed_in(company.person(role))
}

/// The company's rule by sum: made once, however often it is made. Its id.
fn rule(world: &World, company: &Company, from: &str) -> String {
    let director = client(world, company, Role::Director);
    let fields = [("sum", from), ("currency", "RUB"), ("step", "any")];
    director.post("/approvals/rules/new/total", &fields).expect(303);
    let shown = director.get("/approvals/rules");
    let words = format!("{},00", from.replace(' ', "\u{a0}"));
    let at = shown.texts("a[href^='/approvals/rules/']").into_iter();
    let links = shown.attributes("a[href^='/approvals/rules/']", "href");
    let found = at
        .zip(links)
        .find(|(text, _)| text.contains(&words) || text.contains(from));
    let (_, link) = found.expect("the rule is in the list");
    link.trim_start_matches("/approvals/rules/").to_owned()
}

/// A draft of this person that the rule asks about; its id and name.
fn large(client: &Client) -> (String, String) {
    let name = format!("Крупный {}", fresh());
    let path = client
        .post("/drafts", &[("name", &name)])
        .expect(303)
        .location()
        .to_owned();
    let line = [("article", GOODS[0].article), ("quantity", MANY)];
    client.post(&format!("{path}/lines"), &line).expect(303);
    (path.trim_start_matches("/drafts/").to_owned(), name)
}

/// A draft that the buyer has sent for approval: the approval's id, and the draft's name.
fn sent(world: &World, company: &Company) -> (String, String) {
    rule(world, company, FROM);
    let buyer = client(world, company, Role::Buyer);
    let (draft, name) = large(&buyer);
    let path = format!("/drafts/{draft}");
    let form = buyer.get(&path).form(&path);
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let answer = buyer.post(&format!("{path}/approval"), &fields);
    let id = answer
        .expect(303)
        .location()
        .trim_start_matches("/approvals/")
        .to_owned();
    (id, name)
}

/// The example of a route of this module.
pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    const APART: &[Role] = &[Role::Seller, Role::Accountant];
    let (sever, yug) = (&world.sever, &world.yug);
    let both = || (sent(world, sever), sent(world, yug).0);
    let rules = |from: &str| (rule(world, sever, from), rule(world, yug, from));
    Some(match route {
        "GET /approvals" => {
            let (_, name) = sent(world, sever);
            match APART.contains(&role) {
                true => Example::at("/approvals"),
                false => Example::at("/approvals").shows(name),
            }
        }
        "GET /approvals/{id}" => {
            let ((id, name), others) = both();
            let example = Example::of("/approvals/{}", &id, &others, NOBODY).none_for(APART);
            example.shows(name).shows(GOODS[0].name)
        }
        "POST /approvals/{id}" => {
            let ((id, _), others) = both();
            let director = client(world, sever, Role::Director);
            let page = format!("/approvals/{id}");
            let form = director.get(&page).form(&page);
            let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let example = Example::of("/approvals/{}", &id, &others, NOBODY)
                .with(&fields)
                .none_for(APART);
            match role {
                // Whoever sent it doesn't decide.
                Role::Buyer => example.refused(),
                _ => example.then(page).shows("Уже согласовано"),
            }
        }
        "POST /approvals/{id}/withdrawal" => {
            let ((id, _), others) = both();
            Example::of("/approvals/{}/withdrawal", &id, &others, NOBODY)
                .none_for(&Role::STAFF)
                .then(format!("/approvals/{id}"))
                .shows("Отозвано")
        }
        "POST /drafts/{id}/approval" => {
            rule(world, sever, FROM);
            let buyer = client(world, sever, Role::Buyer);
            let (draft, _) = large(&buyer);
            let path = format!("/drafts/{draft}");
            let form = buyer.get(&path).form(&path);
            let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            Example::of("/drafts/{}/approval", &draft, &yug.deal().draft, NOBODY)
                .with(&fields)
                .none_for(&Role::STAFF)
                .then(path)
                .shows("На согласовании")
        }
        "GET /approvals/rules" => {
            rule(world, sever, FROM);
            Example::at("/approvals/rules").shows("60\u{a0}000\u{a0}000,00")
        }
        "POST /approvals/rules" => Example::at("/approvals/rules")
            .with(&[("version", "0")])
            .then("/approvals/rules"),
        "GET /approvals/rules/new/{sort}" => {
            let mut example = Example::of("/approvals/rules/new/{}", "total", "", "owner");
            example.others = None;
            example.shows(sever.person(Role::Director).name.clone())
        }
        "POST /approvals/rules/new/{sort}" => Example::at("/approvals/rules/new/total")
            .with(&[("sum", "70 000 000"), ("currency", "RUB"), ("step", "any")])
            .then("/approvals/rules")
            .shows("70\u{a0}000\u{a0}000,00"),
        "GET /approvals/rules/{id}" => {
            let (own, others) = rules(FROM);
            Example::of("/approvals/rules/{}", &own, &others, NOBODY).shows("60\u{a0}000\u{a0}000")
        }
        "POST /approvals/rules/{id}" => {
            let (own, others) = rules("80 000 000");
            Example::of("/approvals/rules/{}", &own, &others, NOBODY)
                .with(&[
                    ("sum", "81 000 000"),
                    ("currency", "RUB"),
                    ("step", "any"),
                    ("version", "1"),
                ])
                .then("/approvals/rules")
                .shows("81\u{a0}000\u{a0}000,00")
        }
        "POST /approvals/rules/{id}/removal" => {
            let (own, others) = rules("90 000 000");
            Example::of("/approvals/rules/{}/removal", &own, &others, NOBODY)
        }
        "GET /decisions/{secret}" => Example::at(format!("/decisions/{NOBODY}")),
        "POST /decisions/{secret}" => {
            Example::at(format!("/decisions/{NOBODY}")).with(&[("verdict", "approve"), ("version", "1")])
        }
        _ => return None,
    })
}
