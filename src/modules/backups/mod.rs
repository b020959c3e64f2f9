//! Backups that make themselves: an administrator says when, where to and how many are kept; what came of each is on a page,
//! and who answers for the installation hears of it when one fails or none comes.
//!
//! The archive itself is the platform's ([`backup`](crate::platform::backup)); here it is asked for, copied to a second
//! place and told of.

mod actions;
mod events;
mod folder;
mod keeper;
mod model;
mod pages;
mod queries;
mod records;
mod schedule;
#[cfg(test)]
mod tests;
mod views;

pub use actions::made_before_upgrade;
pub use folder::{is_ours, on_one_disk};
pub use keeper::{Installation, Keeper};
pub use model::{BackupRun, BackupSettings, Failure, Outcome, Step, Trouble};
pub use queries::{State, settings, state};
pub use records::RECORDS;

use std::sync::Arc;

use crate::icon;
use crate::platform::access::Access;
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::timetable::Job;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route};

/// The job that looks whether a backup is due.
pub const JOB: &str = "backups.due";

pub const MODULE: Module = Module {
    name: "backups",
    routes,
    records: RECORDS,
    jobs,
    menu: &[MenuItem {
        label: "backups-title",
        icon: icon!("archive"),
        href: pages::HERE,
        permission: ADMINISTER,
        group: MenuGroup::Administration,
        count: None,
    }],
    boot,
    home: Some(pages::home),
    recovery: &[pages::HERE],
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    let admin = Authority::Person(ADMINISTER);
    vec![
        Route::get(pages::HERE, admin, pages::list),
        Route::post("/admin/backups/now", admin, pages::now),
        Route::get(pages::settings::HERE, admin, pages::settings::page),
        Route::post(pages::settings::HERE, admin, pages::settings::save),
    ]
}

fn boot(services: &Arc<Services>) -> Result<(), Error> {
    let installation = services.part::<Installation>();
    services.provide(Arc::new(Keeper::new(installation, services.clock.now())));
    Ok(())
}

fn jobs() -> Vec<Job> {
    vec![Job {
        name: JOB,
        title: "backups-job",
        schedule: "0 */5 * * * *",
        work: |access: Access| {
            Box::pin(async move {
                let keeper = access.services().part::<Keeper>();
                keeper.look(&access).await
            })
        },
    }]
}
