//! A manufacturer with two dealers, made through the library before the server starts.
//!
//! «Север» is the dealer that the tests act for and the manager's own; «Юг» is the foreign one: whoever of «Север», or
//! the manager, sees anything of it has found a hole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};

use kabinet::app::{App, DataDir};
use kabinet::config::Settings;
use kabinet::platform::access::{Access, Membership, Role};
use kabinet::platform::values::{Clock, DealerId};
use tempfile::TempDir;

use super::seed::{Deal, seed};
use super::{Client, Server};

/// Of everyone in the world.
pub const PASSWORD: &str = "correct horse battery";

#[derive(Clone, Debug)]
pub struct Person {
    pub email: String,
    pub name: String,
    pub member: Membership,
    pub session: String,
}

/// A company's people by role.
#[derive(Clone, Debug)]
pub struct Company {
    /// `None` is the manufacturer.
    pub dealer: Option<DealerId>,
    pub name: String,
    pub people: BTreeMap<Role, Person>,
    /// What a dealer buys under; the manufacturer has none.
    pub deal: Option<Deal>,
}

impl Company {
    pub fn person(&self, role: Role) -> &Person {
        &self.people[&role]
    }

    pub fn deal(&self) -> &Deal {
        self.deal.as_ref().expect("a dealer has a deal")
    }
}

/// Everything that was put in, and the server over it.
pub struct World {
    pub server: Server,
    pub maker: Company,
    pub sever: Company,
    pub yug: Company,
    /// The hash of a stored picture.
    pub picture: String,
    pub data: PathBuf,
    pub _folder: TempDir,
    pub _seeded: Arc<Seeded>,
}

/// What worlds begin from, by a copy: made once and kept while any of them lives.
pub struct Seeded {
    folder: TempDir,
    companies: [Company; 3],
    picture: String,
}

static SEEDED: Mutex<Weak<Seeded>> = Mutex::new(Weak::new());

impl Seeded {
    fn get() -> Arc<Seeded> {
        let mut kept = SEEDED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(seeded) = kept.upgrade() {
            return seeded;
        }
        let folder = tempfile::tempdir().unwrap();
        let (companies, picture) = seed(&folder.path().join("data"));
        let seeded = Arc::new(Seeded {
            folder,
            companies,
            picture,
        });
        *kept = Arc::downgrade(&seeded);
        seeded
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    std::fs::set_permissions(to, std::fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Tests that only look share one world while any of them runs.
static SHARED: Mutex<Weak<World>> = Mutex::new(Weak::new());

impl World {
    /// The world of tests that leave things as they were.
    pub fn shared() -> Arc<World> {
        let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(world) = shared.upgrade() {
            return world;
        }
        let world = Arc::new(World::fresh());
        *shared = Arc::downgrade(&world);
        world
    }

    /// A world of one's own.
    pub fn fresh() -> World {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let seeded = Seeded::get();
        copy(&seeded.folder.path().join("data"), &data);
        let [maker, sever, yug] = seeded.companies.clone();
        World {
            server: Server::start(&data),
            maker,
            sever,
            yug,
            picture: seeded.picture.clone(),
            data,
            _folder: folder,
            _seeded: seeded,
        }
    }

    /// The same world after a restart with this settings file.
    pub fn with_settings(mut self, text: &str) -> World {
        self.server.signal_kill();
        self.server.reap();
        std::fs::write(self.data.join("kabinet.toml"), text).unwrap();
        self.server = Server::start(&self.data);
        self
    }

    /// Does something with the store while the server is down: what takes days, and what nobody does over HTTP. The
    /// server's address is another afterwards.
    pub fn below<T>(&mut self, work: impl AsyncFnOnce(&Access) -> T) -> T {
        self.server.signal_kill();
        self.server.reap();
        let settings = Settings::load(&self.data, None, &[]).unwrap();
        let app = App::open(DataDir::open(&self.data).unwrap(), settings, Clock::system()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap();
        let done = runtime.block_on(async {
            let done = work(&Access::system(&app.services, "tests")).await;
            app.close().await;
            done
        });
        self.server = Server::start(&self.data);
        done
    }

    /// The same person's browser, signed in.
    pub fn signed_in(&self, person: &Person) -> Client {
        Client::new(&self.server.url, Some(&person.session))
    }

    /// With a session of one's own, on the one device that a person of the tests has.
    pub fn freshly_signed_in(&self, person: &Person) -> Client {
        let client = self.anonymous();
        client.keep("device", &"ab".repeat(32));
        client
            .post("/login", &[("email", person.email.as_str()), ("password", PASSWORD)])
            .expect(303);
        client
    }

    pub fn anonymous(&self) -> Client {
        Client::new(&self.server.url, None)
    }

    pub fn admin(&self) -> Client {
        self.signed_in(self.maker.person(Role::Admin))
    }

    pub fn manager(&self) -> Client {
        self.signed_in(self.maker.person(Role::Manager))
    }

    pub fn buyer(&self) -> Client {
        self.signed_in(self.sever.person(Role::Buyer))
    }

    /// Somebody of the manufacturer or of «Север».
    pub fn of_role(&self, role: Role) -> &Person {
        if role.is_staff() {
            self.maker.person(role)
        } else {
            self.sever.person(role)
        }
    }
}
