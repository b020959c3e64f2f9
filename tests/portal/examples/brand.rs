//! Examples of the look.

use super::Example;
use crate::harness::World;

const HERE: &str = "/admin/brand";

pub fn example(route: &str, world: &World) -> Option<Example> {
    Some(match route {
        "GET /admin/brand" => Example::at(HERE).shows("Оформление"),
        "POST /admin/brand" => {
            let page = world.admin().get(HERE);
            let version = page.attributes("input[name=version]", "value").remove(0);
            // Another name each time would be another title for all the others.
            let name = page.attributes("input[name=name]", "value").remove(0);
            let fields = [("version", version.as_str()), ("name", name.as_str())];
            Example::at(HERE).with(&fields).then(HERE)
        }
        // Without a file there is nothing to keep, and the page says so.
        "POST /admin/brand/logo" => Example::at("/admin/brand/logo").refused(),
        "POST /admin/brand/logo/removal" => Example::at("/admin/brand/logo/removal"),
        "GET /brand/colour/{colour}" => Example::at("/brand/colour/1f5bb5.css"),
        "GET /brand/logo/{hash}" => Example::at("/brand/logo/0123"),
        _ => return None,
    })
}
