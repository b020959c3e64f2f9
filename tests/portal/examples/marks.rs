//! Examples of the routes of papers and payments that staff stands for.

use super::{Example, NO_ORDER, order};
use crate::harness::World;
use crate::parcels::PNG;
use crate::stage_rules::add;

/// A stage that asks for a paper which dealers see.
const ASKING: &str = "confirmed-2";

/// An order in that stage, with a marked paper and its file.
fn marked(world: &World) -> String {
    let admin = world.admin();
    let known = admin.get("/stages").attributes("[data-stage]", "data-stage");
    if !known.iter().any(|key| key == ASKING) {
        let stage = [
            ("kind", "confirmed"),
            ("ru", "Проверка бумаг"),
            ("en", "Papers"),
            ("enter", "staff"),
            ("requires", "paper"),
            ("paper", "Доверенность"),
            ("paper_shown", "1"),
        ];
        add(&admin, &stage).expect(303);
    }
    let order = order(world);
    let fields: [(&str, Option<&str>, &[u8]); 5] = [
        ("version", None, b"1"),
        ("stage", None, ASKING.as_bytes()),
        ("paper_number", None, "Д-4711".as_bytes()),
        ("paper_day", None, b"20.11.2026"),
        ("paper_file", Some("paper.png"), PNG),
    ];
    admin.upload(&format!("/orders/{order}/stage"), &fields).expect(303);
    order
}

/// The example of a route of this part.
pub fn example(route: &str, world: &World) -> Option<Example> {
    let others = world.yug.deal().order.as_str();
    Some(match route {
        "GET /orders/{number}/paper/{hash}" => {
            let order = marked(world);
            let page = world.admin().get(&format!("/orders/{order}"));
            let paper = page.attributes("[data-card=papers] a", "href").remove(0);
            let pattern = paper.replace(&order, "{}");
            // The very file that was put.
            Example::of(&pattern, &order, others, NO_ORDER).shows(String::from_utf8_lossy(PNG))
        }
        "POST /orders/{number}/marks" => {
            let order = marked(world);
            let taken = [("version", "2"), ("reason", "Не та доверенность")];
            let path = format!("/orders/{order}/marks/0/withdrawal");
            world.admin().post(&path, &taken).expect(303);
            Example::of("/orders/{}/marks", &order, others, NO_ORDER)
                .with(&[
                    ("version", "3"),
                    ("paper_number", "Д-4712"),
                    ("paper_day", "21.11.2026"),
                ])
                .then(format!("/orders/{order}"))
                .shows("Д-4712")
        }
        // A form without a file: nothing to put.
        "POST /orders/{number}/marks/{place}/file" => {
            let order = marked(world);
            Example::of("/orders/{}/marks/0/file", &order, others, NO_ORDER)
                .with(&[("version", "2")])
                .refused()
        }
        "POST /orders/{number}/marks/{place}/withdrawal" => {
            let order = marked(world);
            Example::of("/orders/{}/marks/0/withdrawal", &order, others, NO_ORDER)
                .with(&[("version", "2"), ("reason", "Не та доверенность")])
                .then(format!("/orders/{order}"))
                .shows("Не та доверенность")
        }
        _ => return None,
    })
}
