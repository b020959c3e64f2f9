//! Stages of the line for the examples.

use super::fresh;
use crate::harness::World;

/// The version of the line of stages, as a form of the page carries it.
pub fn line_version(world: &World) -> String {
    let form = world.admin().get("/stages/new").form("/stages");
    let version = form.into_iter().find(|(name, _)| name == "version");
    version.expect("the form carries the line's version").1
}

pub fn new_stage<'a>(ru: &'a str, en: &'a str, version: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("version", version),
        ("kind", "production"),
        ("ru", ru),
        ("en", en),
        ("enter", "staff"),
    ]
}

/// A stage that no order is in.
pub fn added_stage(world: &World) -> String {
    let name = format!("paint {}", fresh());
    let admin = world.admin();
    admin
        .post("/stages", &new_stage(&name, &name, &line_version(world)))
        .expect(303);
    let keys = admin
        .get("/stages")
        .expect(200)
        .attributes("[data-stage]", "data-stage");
    let mut of_kind = keys.into_iter().filter(|key| key.starts_with("production"));
    of_kind.next_back().expect("the new one stands last of its kind")
}
