//! Examples of the routes of quick order.

use kabinet::platform::access::Role;

use super::{Example, NOBODY, fresh, text};
use crate::harness::{Company, GOODS, World};

/// A sheet of a dealer: a good row, and one that nothing is called.
pub fn sheet(world: &World, company: &Company) -> String {
    let client = world.signed_in(company.person(Role::Director));
    let rows = format!("{}\t3\nНЕТ-ТАКОГО\t1", GOODS[0].article);
    let answer = client.post("/quick", &[("text", &rows)]);
    let path = answer.expect(303).location().to_owned();
    path.trim_start_matches("/quick/").to_owned()
}

/// The example of a route of this module.
pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    let (sever, yug) = (&world.sever, &world.yug);
    let (own, others) = (text(sever.dealer.unwrap()), text(yug.dealer.unwrap()));
    let of = |pattern: &str| Example::of(pattern, &sheet(world, sever), &sheet(world, yug), NOBODY);

    Some(match route {
        "GET /quick" => {
            let mut example = Example::of("/quick?dealer={}", &own, &others, NOBODY);
            // A dealer's own people can only mean their own company, whatever the address says.
            if !role.is_staff() {
                (example.others, example.absent) = (None, None);
                return Some(example);
            }
            // The dealer for whom the list is.
            example.shows("Север")
        }
        "POST /quick" => {
            let mut example = Example::of("/quick", "", "", "").and_fields("dealer", &own, &others);
            if !role.is_staff() {
                (example.others, example.absent) = (None, None);
            }
            example.with(&[("w", GOODS[0].article), ("q", "2")])
        }
        // Without a file: how one is taken is tested where there is one.
        "POST /quick/file" => Example::at(format!("/quick/file?dealer={own}")).refused(),
        "GET /quick/suggestions" => Example::at("/quick/suggestions?w=TST-0417").shows(GOODS[0].name),
        "GET /quick/templates/{format}" => Example::at("/quick/templates/csv").shows("Количество"),
        "GET /quick/{id}" => of("/quick/{}").shows("НЕТ-ТАКОГО"),
        "POST /quick/{id}" => of("/quick/{}").with(&[("version", "1"), ("row", "2"), ("w", GOODS[1].article)]),
        "POST /quick/{id}/lines" => {
            let name = format!("Быстрый {}", fresh());
            of("/quick/{}/lines")
                .with(&[("version", "1"), ("name", &name)])
                .shows(name.clone())
                .then("/drafts")
        }
        "GET /quick/{id}/rest/{format}" => of("/quick/{}/rest/csv").shows("НЕТ-ТАКОГО"),
        "POST /quick/{id}/removal" => of("/quick/{}/removal"),
        _ => return None,
    })
}
