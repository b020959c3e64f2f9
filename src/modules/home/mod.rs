//! The home page, by role. It answers three questions: what is open, what is blocked, what can I do now. It knows
//! nothing itself: modules add what they know through [`Module::home`](crate::platform::web::Module).

mod views;

use crate::platform::access::permissions::SIGNED_IN;
use crate::platform::web::{Authority, Cx, Home, Module, Outcome, PageHead, Route};
use crate::tr;

pub const MODULE: Module = Module {
    name: "home",
    routes,
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    vec![Route::get("/", Authority::Person(SIGNED_IN), page)]
}

async fn page(cx: Cx) -> Outcome {
    let mut home = Home::default();
    let tx = cx.access.read()?;
    for fill in cx.portal.modules.iter().filter_map(|module| module.home) {
        fill(&cx, &tx, &mut home)?;
    }
    let head = PageHead {
        title: tr!(cx.locale, "web-nav-home"),
        current: "/",
    };
    cx.page(head, views::page(&cx, home))
}
