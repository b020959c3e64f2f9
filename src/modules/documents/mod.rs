//! Documents of 1C: contracts, invoices, transfer documents, acts, with their files. 1C makes them, the cabinet shows each
//! dealer its own and keeps who has read them.
//!
//! They come by the extension file of the exchange (`docs/exchange.md` 10). A document is known by 1C's own id, never by its
//! number. What can't be linked (a contract, an order) is kept without the link; a document of an unknown counterparty waits
//! and is nobody's; one without its file, and a file without its document, are completed when the other half comes.

mod actions;
mod archive;
mod content;
mod events;
mod follow;
mod model;
mod pages;
pub mod panels;
mod payment;
pub mod permissions;
mod queries;
mod records;
mod views;

pub use actions::{Found as ContractFound, Left, LeftFile, Taken, contract_of, give, take, take_left};
pub use content::{FILE_BYTES_MAX, ToldFile, keep};
pub use events::{DocumentEvent, SUBJECT};
pub use follow::{MATCHED, matched};
pub use model::{
    Company, Document, DocumentId, DocumentKind, Incoming, Manifest, Reading, Source, Stray, Told, first_of_twins,
    title, twin,
};
pub use queries::{is_named, of_order};
pub use records::{DOCUMENT_BY_DAY, DOCUMENT_BY_DEALER, DOCUMENT_BY_ORDER, RECORDS};

use std::sync::Arc;

use crate::icon;
use crate::modules::orders::panels as of_orders;
use crate::platform::error::Error;
use crate::platform::journal::Subscriber;
use crate::platform::services::Services;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

pub const MODULE: Module = Module {
    name: "documents",
    permissions: permissions::ALL,
    routes,
    records: RECORDS,
    owners: records::OWNERS,
    subscribers,
    boot,
    menu: &[MenuItem {
        label: "documents-title",
        icon: icon!("files"),
        href: "/documents",
        permission: permissions::SEE,
        group: MenuGroup::Work,
        count: None,
    }],
    finance: true,
    ..Module::EMPTY
};

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    services.provide(Arc::new(panels::Panels::default()));
    services.part::<of_orders::Panels>().add_to_order(of_orders::Panel {
        place: of_orders::Place::Aside,
        tag: pages::panel::tag,
        show: pages::panel::show,
    });
    Ok(())
}

fn subscribers(services: &Arc<Services>) -> Vec<Subscriber> {
    vec![follow::subscriber(services)]
}

fn routes() -> Vec<Route> {
    use Authority::Person;
    use pages::{document, files, list};
    use permissions::SEE;
    vec![
        Route::get("/documents", Person(SEE), list::page),
        Route::get("/documents/list.xlsx", Person(SEE), list::workbook),
        Route::get("/documents/all.zip", Person(SEE), files::filtered),
        Route::post("/documents/picked.zip", Person(SEE), files::picked),
        Route::get("/documents/{id}", Person(SEE), document::page),
        Route::get("/documents/{id}/file", Person(SEE), files::one),
        Route::get("/documents/{id}/payment.svg", Person(SEE), document::payment_code),
    ]
}

#[cfg(test)]
pub(crate) mod tests;
