//! Examples of the routes of a person's own page: password, zone, sessions, second factor.

use kabinet::platform::access::Role;

use super::{Example, NOBODY};
use crate::harness::{PASSWORD, World};

pub fn example(route: &str, world: &World, role: Role) -> Option<Example> {
    let person = world.of_role(role);
    Some(match route {
        "GET /profile" => Example::at("/profile").shows(person.email.as_str()),
        "POST /profile/password" => Example::at("/profile/password").with(&[("old", PASSWORD), ("password", PASSWORD)]),
        "POST /profile/zone" => Example::at("/profile/zone")
            .with(&[("zone", "Asia/Almaty")])
            .then("/profile")
            .shows("Asia/Almaty"),
        "GET /profile/sessions" => {
            world.freshly_signed_in(person);
            Example::at("/profile/sessions").shows("127.0.0.1")
        }
        "POST /profile/sessions/end" => Example::at("/profile/sessions/end"),
        "POST /profile/sessions/{id}/end" => {
            let handle = |person| world.freshly_signed_in(person).session_handle();
            let (own, foreign) = (handle(person), handle(world.yug.person(Role::Buyer)));
            Example::of("/profile/sessions/{}/end", &own, &foreign, NOBODY)
        }
        // Nobody here has a second factor: what there is to end and to renew is for its own tests.
        "GET /profile/second-factor" => Example::at("/profile/second-factor"),
        "POST /profile/second-factor" => Example::at("/profile/second-factor")
            .with(&[("code", "000000")])
            .refused(),
        "POST /profile/second-factor/beginning" => {
            Example::at("/profile/second-factor/beginning").with(&[("password", PASSWORD)])
        }
        "POST /profile/second-factor/codes" => Example::at("/profile/second-factor/codes").with(&[("code", "000000")]),
        "POST /profile/second-factor/end" => {
            Example::at("/profile/second-factor/end").with(&[("password", PASSWORD), ("code", "000000")])
        }
        _ => return None,
    })
}
