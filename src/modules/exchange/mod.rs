//! Exchange with 1C, in and out.
//!
//! The way in: bytes become text ([`source`]), an archive becomes files ([`archive`]), text becomes things that 1C
//! said ([`commerceml`], [`extension`]). The way out: orders become the XML that a client family reads ([`dialect`]).
//! These parts are pure: they know no store and no clock, and whatever is wrong with the input is a [`Finding`] with a
//! line or a [`Fault`] that refuses the whole file, never a panic.
//!
//! The doors are [`http`] and [`folder`]: they know how files arrive and answers leave, and hand them to the [`desk`].
//! Each 1C base is a connection ([`connections`]).

pub mod apply;
pub mod archive;
mod background;
pub mod commerceml;
pub mod connections;
pub mod desk;
pub mod dialect;
mod doors;
pub mod extension;
mod fault;
pub mod folder;
pub mod http;
mod intake;
mod kinds;
pub mod mapping;
mod pages;
mod report;
pub mod runs;
pub mod source;
pub mod spool;
pub mod staging;

pub use background::{PassAnswer, ask, background};
pub use doors::{Doors, ExchangeSettings};
pub use fault::{Fault, ReadError};
pub use report::{FINDINGS_MAX, Finding, Kind, Report, Severity, Tally};
pub use runs::ArchiveRule;

pub use crate::platform::values::Message;

use std::sync::Arc;

use crate::icon;
use crate::modules::orders::Gates;
use crate::platform::access::{Access, Permission, Role};
use crate::platform::error::Error;
use crate::platform::files::Files;
use crate::platform::services::Services;
use crate::platform::store::RecordInfo;
use crate::platform::timetable::Job;
use crate::platform::web::{MenuGroup, MenuItem, Module, Route};

/// Sees runs and the quarantine, sets up connections, gives the words of 1C their meaning.
pub const MANAGE: Permission = Permission::new("exchange.manage", &[Role::Admin]);

/// The job that looks at the exchange folder; its schedule is the setting `exchange.schedule`.
pub const FOLDER_JOB: &str = "exchange.folder";

/// The job that keeps the archive within its rule.
pub const ARCHIVE_JOB: &str = "exchange.archive";

pub const MODULE: Module = Module {
    name: "exchange",
    permissions: &[MANAGE],
    routes,
    records: RECORDS,
    jobs,
    menu: &[MenuItem {
        label: "exchange-menu",
        icon: icon!("arrows-exchange"),
        href: "/admin/exchange",
        permission: MANAGE,
        group: MenuGroup::Administration,
        count: Some(pages::waiting_count),
    }],
    boot,
    home: Some(pages::home::fill),
    ..Module::EMPTY
};

const RECORDS: &[RecordInfo] = &{
    let [a, b, c, d, e, f, g, h, i, j, k, l, m] = runs::RECORDS else {
        panic!("the list of runs::RECORDS has grown: name the new ones here");
    };
    [
        *a,
        *b,
        *c,
        *d,
        *e,
        *f,
        *g,
        *h,
        *i,
        *j,
        *k,
        *l,
        *m,
        RecordInfo::of::<connections::Connection>(),
    ]
};

fn routes() -> Vec<Route> {
    let mut routes = http::routes();
    routes.extend(pages::routes());
    routes
}

fn jobs() -> Vec<Job> {
    vec![
        Job {
            name: FOLDER_JOB,
            title: "exchange-job-folder",
            schedule: "0 */5 * * * *",
            work: |access: Access| {
                Box::pin(async move {
                    let doors = access.services().part::<Doors>();
                    doors.pass(&access).await.map(drop)
                })
            },
        },
        Job {
            name: ARCHIVE_JOB,
            title: "exchange-job-archive",
            schedule: "0 40 3 * * *",
            work: |access: Access| {
                Box::pin(async move {
                    let doors = access.services().part::<Doors>();
                    doors.prune(&access).await.map(drop)
                })
            },
        },
    ]
}

/// Opens the desk and the doors; finishes what a restart has cut off.
fn boot(services: &Arc<Services>) -> Result<(), Error> {
    let settings = services.part::<ExchangeSettings>();
    let pictures = services.part::<Files>();
    let house = runs::House::new(services, &settings.folder, pictures);
    let resumed = house.resume()?;
    if resumed > 0 {
        tracing::info!(resumed, "files of an interrupted exchange were finished");
    }
    services.part::<Gates>().add_stage_use(mapping::STAGE_USE);
    services.provide(Arc::new(Doors::new(services, &settings, Arc::new(house))?));
    Ok(())
}
