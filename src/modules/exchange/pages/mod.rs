//! Pages of the administrator: runs with their reports, what is in quarantine, connections, and what the words of 1C
//! mean here.

mod connections;
pub mod home;
mod mapping;
mod quarantine;
mod queue;
mod runs;
mod sweep;

use maud::Markup;

use super::MANAGE;
use super::runs::{OneCStatus, PARTY_BY_STATE, Party};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::{Tab, tabs};
use crate::platform::values::{Locale, PageRequest};
use crate::platform::web::{Authority, PageHead, Route};
use crate::tr;

/// The address of the menu item.
const HERE: &str = "/admin/exchange";

pub fn routes() -> Vec<Route> {
    let who = Authority::Person(MANAGE);
    vec![
        Route::get("/admin/exchange", who, runs::list),
        Route::get("/admin/exchange/runs/{id}", who, runs::page),
        Route::get("/admin/exchange/runs/{id}/sweep", who, sweep::page),
        Route::post("/admin/exchange/runs/{id}/sweep", who, sweep::decision),
        Route::post("/admin/exchange/passes", who, runs::pass),
        Route::get("/admin/exchange/quarantine", who, quarantine::page),
        Route::get("/admin/exchange/files/{id}", who, quarantine::file),
        Route::post("/admin/exchange/files/{id}/retry", who, quarantine::retry),
        Route::post("/admin/exchange/files/{id}/discard", who, quarantine::discard),
        Route::get("/admin/exchange/connections", who, connections::list),
        Route::get("/admin/exchange/connections/new", who, connections::new),
        Route::post("/admin/exchange/connections/new", who, connections::make),
        Route::get("/admin/exchange/connections/{id}", who, connections::page),
        Route::post("/admin/exchange/connections/{id}", who, connections::save),
        Route::post("/admin/exchange/connections/{id}/password", who, connections::password),
        Route::post("/admin/exchange/connections/{id}/received", who, queue::received),
        Route::get("/admin/exchange/mapping", who, mapping::page),
        Route::post("/admin/exchange/mapping/statuses", who, mapping::status),
        Route::post("/admin/exchange/mapping/counterparties", who, mapping::party),
        Route::post("/admin/exchange/mapping/price-types", who, mapping::price_type),
        Route::post("/admin/exchange/mapping/warehouses", who, mapping::warehouse),
    ]
}

/// What waits for a decision: shown beside the menu item.
pub fn waiting_count(tx: &ReadTx, _: &Access) -> Result<u64, Error> {
    const SHOWN_MAX: usize = 100;
    let parties = tx
        .scan::<Party>(&PARTY_BY_STATE, &false, &PageRequest::first(SHOWN_MAX))?
        .items
        .len();
    let statuses = tx
        .list::<OneCStatus>(SHOWN_MAX)?
        .into_iter()
        .filter(OneCStatus::waits)
        .count();
    Ok((parties + statuses) as u64)
}

fn head(title: &str) -> PageHead<'_> {
    PageHead { title, current: HERE }
}

/// The parts of the section; `current` is the last word of the address.
fn parts(l: Locale, current: &str, waiting: u64) -> Markup {
    let parts = [
        ("", tr!(l, "exchange-runs"), None),
        ("quarantine", tr!(l, "exchange-quarantine"), None),
        (
            "mapping",
            tr!(l, "exchange-mapping"),
            Some(waiting).filter(|waiting| *waiting > 0),
        ),
        ("connections", tr!(l, "exchange-connections"), None),
    ];
    let tab = |(part, text, count): (&'static str, &'static str, Option<u64>)| Tab {
        text: text.into(),
        href: format!("{HERE}{}{part}", if part.is_empty() { "" } else { "/" }).into(),
        count,
        current: part == current,
    };
    tabs(tr!(l, "exchange-menu"), parts.map(tab))
}
