//! The office of the installation: the bell's page and the search page for everyone, and for administrators the log of
//! letters and the timetable.
//!
//! The records are the platform's ([`notify`](crate::platform::notify), [`search`](crate::platform::search), [`timetable`](crate::platform::timetable));
//! here are their pages.

mod events;
mod pages;
mod views;

#[cfg(test)]
mod tests;

pub use events::OfficeEvent;

use crate::icon;
use crate::platform::access::permissions::{ADMINISTER, SIGNED_IN};
use crate::platform::access::{self, Access};
use crate::platform::error::Error;
use crate::platform::files::{self, Deleted};
use crate::platform::notify::{self, Listener, MAIL_COUNT, MailState};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::timetable::Job;
use crate::platform::web::{Authority, MenuGroup, MenuItem, Module, Route, ShellExtras};

pub const MODULE: Module = Module {
    name: "office",
    routes,
    jobs,
    menu: &[
        MenuItem {
            label: "office-mail-menu",
            icon: icon!("mail"),
            href: "/admin/mail",
            permission: ADMINISTER,
            group: MenuGroup::Administration,
            count: Some(failed_letters),
        },
        MenuItem {
            label: "office-jobs-menu",
            icon: icon!("clock-play"),
            href: "/admin/jobs",
            permission: ADMINISTER,
            group: MenuGroup::Administration,
            count: None,
        },
    ],
    shell: Some(unread),
    home: Some(pages::notices::home),
    ..Module::EMPTY
};

fn routes() -> Vec<Route> {
    let (person, admin) = (Authority::Person(SIGNED_IN), Authority::Person(ADMINISTER));
    vec![
        Route::get("/notices", person, pages::notices::list),
        Route::post("/notices/reading", person, pages::notices::read_all),
        Route::post("/notices/mail", person, pages::notices::mail),
        Route::get("/notices/{id}", person, pages::notices::open),
        Route::get("/search", person, pages::search::found),
        Route::get("/admin/mail", admin, pages::mail::list),
        Route::post("/admin/mail/trial", admin, pages::mail::trial),
        Route::post("/admin/mail/{id}/sending", admin, pages::mail::resend),
        Route::get("/admin/jobs", admin, pages::jobs::list),
        Route::post("/admin/jobs/{name}/run", admin, pages::jobs::run),
    ]
}

fn jobs() -> Vec<Job> {
    vec![
        Job {
            name: "office.tidy",
            title: "office-job-tidy",
            schedule: "0 40 4 * * *",
            work: |access| Box::pin(notify::tidy(access)),
        },
        Job {
            name: "office.files",
            title: "office-job-files",
            schedule: "0 50 4 * * *",
            work: |access| Box::pin(async move { tidy_files(&access).await }),
        },
        Job {
            name: "office.sign-ins",
            title: "office-job-sign-ins",
            schedule: "0 55 4 * * *",
            work: |access| Box::pin(access::tidy(access)),
        },
    ]
}

/// Deletes files that nothing names, and says so in the journal: without their names, which would name them again.
async fn tidy_files(access: &Access) -> Result<(), Error> {
    let Deleted { files, bytes } = files::tidy(access).await?;
    if files == 0 {
        return Ok(());
    }
    tracing::info!(files, bytes, "files that nothing names were deleted");
    let event = OfficeEvent::FilesDeleted { files, bytes };
    access.write(move |write| write.change(&event).map(drop)).await
}

fn failed_letters(tx: &ReadTx, _access: &Access) -> Result<u64, Error> {
    Ok(u64::try_from(tx.count(MAIL_COUNT, &MailState::Failed)?).unwrap_or(0))
}

/// Fills the bell in the frame of every page.
fn unread(tx: &ReadTx, access: &Access, extras: &mut ShellExtras) -> Result<(), Error> {
    if let Some(listener) = Listener::of(access) {
        extras.unread = notify::unread(tx, &listener)?;
    }
    Ok(())
}
