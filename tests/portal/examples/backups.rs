//! Examples of backups: the installation's own, so that there is none of another dealer.

use super::{Example, form_of};
use crate::harness::World;

const SETTINGS: &str = "/admin/backups/settings";

pub fn example(route: &str, world: &World) -> Option<Example> {
    Some(match route {
        "GET /admin/backups" => Example::at("/admin/backups"),
        "POST /admin/backups/now" => Example::at("/admin/backups/now"),
        "GET /admin/backups/settings" => Example::at(SETTINGS).shows(world.data.join("backups").display().to_string()),
        "POST /admin/backups/settings" => {
            let fields = form_of(&world.admin(), SETTINGS, SETTINGS);
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            Example::at(SETTINGS).with(&fields).then("/admin/backups")
        }
        _ => return None,
    })
}
