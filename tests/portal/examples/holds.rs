//! Examples of the routes of holds: a draft, since one is made at will, and rules that aren't in force.

use kabinet::platform::access::Role;

use super::{Call, Example, NOBODY, draft, fresh};
use crate::harness::World;

fn tomorrow() -> String {
    let utc = jiff::tz::TimeZone::UTC;
    utc.to_datetime(jiff::Timestamp::now())
        .date()
        .tomorrow()
        .unwrap()
        .to_string()
}

/// A new rule that is off; its address.
fn rule(world: &World) -> (String, String) {
    let (admin, name) = (world.admin(), format!("Правило {}", fresh()));
    let form = admin.get("/holds/rules/new").form("/holds/rules");
    let id = form.into_iter().find(|(name, _)| name == "id").unwrap().1;
    let fields = [("id", id.as_str()), ("name", name.as_str()), ("step", "shipping")];
    admin.post("/holds/rules", &fields).expect(303);
    (id, name)
}

fn absent(pattern: &str, id: &str) -> Example {
    let mut example = Example::at(pattern.replace("{}", id));
    example.absent = Some(Call {
        path: pattern.replace("{}", NOBODY),
        fields: Vec::new(),
    });
    example
}

pub fn example(route: &str, world: &World, _: Role) -> Option<Example> {
    let others = &world.yug.deal().draft;
    let until = tomorrow();
    let release = [
        ("version", "0"),
        ("reason", "Образец доверия"),
        ("until", until.as_str()),
    ];
    Some(match route {
        "GET /holds" => Example::at("/holds"),
        "GET /holds/{id}" => Example::of("/holds/{}", &draft(world), others, NOBODY).shows("Образец"),
        "POST /holds/{id}/release" => {
            let own = draft(world);
            Example::of("/holds/{}/release", &own, others, NOBODY)
                .with(&release)
                .then(format!("/holds/{own}"))
                .shows("Образец доверия")
        }
        "POST /holds/{id}/release/end" => {
            let own = draft(world);
            let admin = world.admin();
            admin.post(&format!("/holds/{own}/release"), &release).expect(303);
            Example::of("/holds/{}/release/end", &own, others, NOBODY).with(&[("version", "1")])
        }
        "GET /holds/rules" => Example::at("/holds/rules").shows(rule(world).1),
        "GET /holds/rules/new" => Example::at("/holds/rules/new"),
        "POST /holds/rules" => {
            let name = format!("Правило {}", fresh());
            let id = kabinet::modules::holds::RuleId::from_uuid(uuid::Uuid::now_v7()).to_string();
            Example::at("/holds/rules")
                .with(&[("id", &id), ("name", &name), ("step", "shipping")])
                .then("/holds/rules")
                .shows(name)
        }
        "GET /holds/rules/{id}" => {
            let (id, name) = rule(world);
            absent("/holds/rules/{}", &id).shows(name)
        }
        "POST /holds/rules/{id}" => {
            let (id, name) = rule(world);
            let name = format!("{name} иначе");
            absent("/holds/rules/{}", &id)
                .with(&[("version", "1"), ("name", &name), ("step", "shipping")])
                .then("/holds/rules")
                .shows(name)
        }
        "POST /holds/rules/{id}/removal" => {
            let (id, _) = rule(world);
            Example::at(format!("/holds/rules/{id}/removal")).with(&[("version", "1")])
        }
        _ => return None,
    })
}
