//! Talk: the conversation on an order, on the whole of it or on a line.
//!
//! Both sides write *posts*: a text, files, people who are named. A post may be a *question*, which waits until the other
//! side answers, or a *note*, which only the own side sees: to the other it isn't there, since the record itself says so.
//! A letter about a post carries a key of the person who is written to; its page shows what both sides see of this one
//! conversation, and takes an answer, without signing in.

pub mod actions;
mod events;
pub mod model;
mod pages;
mod people;
pub mod permissions;
pub mod queries;
mod records;
mod text;
mod views;

pub use events::TALK;
pub use model::{Attachment, Audience, Post, PostId};
pub use records::{POST_BY_ORDER, RECORDS, Thread, Unread};

use std::sync::Arc;

use crate::icon;
use crate::modules::dealers::panels as of_dealers;
use crate::modules::orders::panels::{Panel, Panels, Place};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "talk",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    owners: records::OWNERS,
    menu: &[MenuItem {
        label: "talk-title",
        icon: icon!("messages"),
        href: "/talk",
        permission: permissions::READ,
        group: MenuGroup::Work,
        count: Some(queries::unread_count),
    }],
    boot,
    home: Some(pages::home::fill),
    ..Module::EMPTY
};

/// All files of a post together, and its text, in bytes.
const UPLOAD_MAX: usize = 25 << 20;
/// One file, in bytes.
const FILE_MAX: u64 = 10 << 20;

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    let panels = services.part::<Panels>();
    panels.add_to_order(Panel {
        place: Place::Head,
        tag: pages::panel::tag,
        show: pages::panel::mark,
    });
    panels.add_to_order(Panel {
        place: Place::Main,
        tag: |_, _, _| Ok(0),
        show: pages::panel::card,
    });
    panels.add_to_lines(pages::panel::line_marks);
    panels.add_to_rows(pages::panel::row_mark);
    services.part::<of_dealers::Panels>().add(of_dealers::Panel {
        place: of_dealers::Place::Aside,
        permission: permissions::READ,
        show: pages::panel::of_dealer,
    });
    Ok(())
}

fn routes() -> Vec<Route> {
    use Authority::{Key, Person};
    use pages::{answer, files, inbox, thread};
    use permissions::{READ, WRITE};
    vec![
        Route::get("/talk", Person(READ), inbox::page),
        Route::get("/orders/{number}/talk", Person(READ), thread::page),
        Route::post("/orders/{number}/talk", Person(WRITE), thread::say).body_limit(UPLOAD_MAX),
        Route::post("/orders/{number}/talk/revocation", Person(READ), thread::revocation),
        Route::post("/orders/{number}/talk/{post}", Person(WRITE), thread::edit),
        Route::post("/orders/{number}/talk/{post}/removal", Person(WRITE), thread::removal),
        Route::post(
            "/orders/{number}/talk/{post}/settlement",
            Person(WRITE),
            thread::settlement,
        ),
        Route::get(
            "/orders/{number}/talk/{post}/files/{place}",
            Person(READ),
            files::download,
        ),
        Route::get(
            "/orders/{number}/talk/{post}/files/{place}/{pixels}",
            Person(READ),
            files::picture,
        ),
        Route::get("/answers/{secret}", Key(events::TALK), answer::page),
        Route::post("/answers/{secret}", Key(events::TALK), answer::say).streaming(),
        Route::get(
            "/answers/{secret}/files/{post}/{place}",
            Key(events::TALK),
            answer::file,
        ),
    ]
}

#[cfg(test)]
mod tests;
