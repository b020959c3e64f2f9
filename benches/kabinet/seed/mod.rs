//! Data for the server to work on, put in through the library: a manufacturer, its dealers with people who are signed
//! in, goods with prices. What is put in tells what must come out.

mod goods;
mod money;
mod orders;
mod papers;
mod people;

use std::path::Path;

use anyhow::{Context, anyhow};
use kabinet::app::{App, DataDir};
use kabinet::config::Settings;
use kabinet::modules::catalogue::Prices;
use kabinet::modules::exchange::connections::actions::{ConnectionInput, make};
use kabinet::modules::exchange::connections::{Connection, ConnectionId};
use kabinet::platform::access::{Access, Change};
use kabinet::platform::error::Error;
use kabinet::platform::journal::{Event, Recipient, Subject};
use kabinet::platform::services::Services;
use kabinet::platform::values::{Clock, DealerId, Message};
use tokio::runtime::Runtime;

pub use goods::Good;
pub use orders::Drafted;
pub use people::{Buyer, Person};

use crate::Outcome;

/// Records in one write.
const PORTION: usize = 500;

/// An opened installation with goods, dealers and people.
pub struct House {
    app: Option<App>,
    runtime: Runtime,
    pub goods: Vec<Good>,
    pub buyers: Vec<Buyer>,
    /// Sees everything.
    pub admin: Person,
}

impl House {
    /// Makes an installation in `folder` with so many products and dealers.
    pub fn build(folder: &Path, products: usize, dealers: usize) -> Outcome<House> {
        let data = DataDir::create(folder, false, "")?;
        let settings = Settings::of(&[("cache_mb", "256")]);
        let app = App::open(data, settings, Clock::system())?;
        let access = Access::system(&app.services, "bench");
        let goods = goods::put(&access, products)?;
        app.services
            .part::<Prices>()
            .rebuild(&access.read().map_err(said)?)
            .map_err(said)?;
        let (admin, buyers) = people::put(&access, dealers)?;
        Ok(House {
            app: Some(app),
            runtime: tokio::runtime::Builder::new_multi_thread().enable_all().build()?,
            goods,
            buyers,
            admin,
        })
    }

    fn services(&self) -> &std::sync::Arc<Services> {
        &self.app.as_ref().expect("a house is open until it is closed").services
    }

    fn system(&self) -> Access {
        Access::system(self.services(), "bench")
    }

    /// The connection that works through the folder, as `kabinet init` makes it.
    pub fn folder_of_1c(&self) -> Outcome {
        let access = self.system();
        let connection = Connection {
            folder: true,
            ..Connection::new(ConnectionId::NIL, "1C", access.now())
        };
        let made = make(&access, ConnectionInput::of(&connection));
        self.runtime.block_on(made).map(drop).map_err(said)
    }

    /// The number of the price book, as forms carry it.
    pub fn book(&self) -> u64 {
        self.services().part::<Prices>().current().number()
    }

    /// Lets the followers of the journal read everything, so that the server has nothing to catch up with; closes.
    pub fn close(mut self) -> Outcome {
        let app = self.app.take().context("closed twice")?;
        self.runtime.block_on(async {
            app.catch_up().await?;
            app.close().await;
            Ok(())
        })
    }
}

/// Opens an installation for looking something up in it.
pub fn look<T>(folder: &Path, at: impl FnOnce(&dyn Fn() -> Access) -> Outcome<T>) -> Outcome<T> {
    let app = App::open(DataDir::open(folder)?, Settings::of(&[]), Clock::system())?;
    let services = std::sync::Arc::clone(&app.services);
    let found = at(&|| Access::system(&services, "bench.audit"));
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(app.close());
    found
}

/// An error of the library as one that ends a group.
pub fn said(error: Error) -> anyhow::Error {
    anyhow!("{error:?}")
}

/// The event under which data is put in. Nobody is told.
pub struct Seeded {
    pub subject: Subject,
    pub dealer: Option<DealerId>,
}

impl Seeded {
    fn portion(what: &str, at: usize) -> Seeded {
        Seeded {
            subject: Subject::new("bench", format!("{what}-{at}"), "/"),
            dealer: None,
        }
    }
}

impl Event for Seeded {
    fn kind(&self) -> &'static str {
        "bench.seeded"
    }
    fn subject(&self) -> Subject {
        self.subject.clone()
    }
    fn dealer(&self) -> Option<DealerId> {
        self.dealer
    }
    fn sentence(&self) -> Message {
        Message::new("orders-title")
    }
    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}

/// Saves things portion by portion, each portion as one change.
fn save_all<T, F>(access: &Access, what: &str, things: &[T], save: F) -> Outcome
where
    T: Clone + Send + 'static,
    F: Fn(&mut Change<'_, '_>, &T) -> Result<(), Error> + Copy + Send + 'static,
{
    for (at, portion) in things.chunks(PORTION).enumerate() {
        let (portion, event) = (portion.to_vec(), Seeded::portion(what, at));
        access
            .write_blocking(move |write| {
                let mut change = write.change(&event)?;
                portion.iter().try_for_each(|thing| save(&mut change, thing))
            })
            .map_err(said)?;
    }
    Ok(())
}
