//! A manufacturer with two dealers, made through the library before the server starts.
//!
//! «Север» is the dealer that the tests act for and the manager's own; «Юг» is the foreign one: whoever of «Север», or
//! the manager, sees anything of it has found a hole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};

use kabinet::app::{App, DataDir};
use kabinet::config::Settings;
use kabinet::modules::dealers::{Country, Dealer, DealerStatus, StockRule, Tier};
use kabinet::platform::access::{Access, AccessEvent, Invited, Membership, Role, accept, invite};
use kabinet::platform::services::Services;
use kabinet::platform::values::{Clock, DealerId};
use tempfile::TempDir;

use super::{Client, Server};

/// Of everyone in the world.
pub const PASSWORD: &str = "correct horse battery";

#[derive(Clone, Debug)]
pub struct Person {
    pub email: String,
    pub name: String,
    pub member: Membership,
    session: String,
}

/// A company's people by role.
#[derive(Clone, Debug)]
pub struct Company {
    /// `None` is the manufacturer.
    pub dealer: Option<DealerId>,
    pub name: String,
    people: BTreeMap<Role, Person>,
}

impl Company {
    pub fn person(&self, role: Role) -> &Person {
        &self.people[&role]
    }
}

/// Everything that was put in, and the server over it.
pub struct World {
    pub server: Server,
    pub maker: Company,
    pub sever: Company,
    pub yug: Company,
    pub data: PathBuf,
    pub _folder: TempDir,
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
        let [maker, sever, yug] = populate(&data);
        World {
            server: Server::start(&data),
            maker,
            sever,
            yug,
            data,
            _folder: folder,
        }
    }

    /// The same person's browser, signed in.
    pub fn signed_in(&self, person: &Person) -> Client {
        Client::new(&self.server.url, Some(&person.session))
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

fn populate(data: &Path) -> [Company; 3] {
    let settings = Settings::of(&[("brand", "Завод «Тест»")]);
    let app = App::open(DataDir::create(data, false, "").unwrap(), settings, Clock::system()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let services = &app.services;
        let sever = dealer(services, "Север").await;
        let yug = dealer(services, "Юг").await;
        let companies = [
            company(services, None, "Завод «Тест»", &Role::STAFF).await,
            company(services, Some(sever), "Север", &Role::OF_DEALER).await,
            company(services, Some(yug), "Юг", &Role::OF_DEALER).await,
        ];
        let manager = Membership {
            dealers: vec![sever],
            ..companies[0].person(Role::Manager).member.clone()
        };
        Access::system(services, "tests.seed")
            .write(move |write| {
                write.save(
                    &manager,
                    &AccessEvent::Changed {
                        member: manager.clone(),
                    },
                )
            })
            .await
            .unwrap();
        app.close().await;
        companies
    })
}

async fn dealer(services: &Arc<Services>, name: &str) -> DealerId {
    let dealer = Dealer {
        id: DealerId::derived("tests", name),
        name: name.to_owned(),
        tier: Tier::Base,
        country: Country::Ru,
        city: String::new(),
        region: String::new(),
        status: DealerStatus::Active,
        managers: Vec::new(),
        stock_rule: StockRule::Exact,
        created: services.clock.now(),
    };
    let id = dealer.id;
    Access::system(services, "tests.seed")
        .write(move |write| write.save(&dealer, &seeded::Seeded(dealer.clone())))
        .await
        .unwrap();
    id
}

async fn company(services: &Arc<Services>, dealer: Option<DealerId>, name: &str, roles: &[Role]) -> Company {
    let mut people = BTreeMap::new();
    for &role in roles {
        let place = if dealer.is_some() { name } else { "" };
        let person = Invited {
            email: format!("{}{}@test.example", role.id(), if place == "Юг" { ".yug" } else { "" }),
            name: format!("{place} {}", role.id()).trim().to_owned(),
            role,
            company: dealer,
            company_name: name.to_owned(),
        };
        let (email, name) = (person.email.clone(), person.name.clone());
        let system = Access::system(services, "tests.seed");
        let (member, secret) = invite(&system, person).await.unwrap();
        let session = accept(services, &secret, PASSWORD, "tests").await.unwrap();
        let session = session.as_str().to_owned();
        people.insert(
            role,
            Person {
                email,
                name,
                member,
                session,
            },
        );
    }
    Company {
        dealer,
        name: name.to_owned(),
        people,
    }
}

mod seeded {
    //! The event of what the tests put in without an action of the portal.

    use kabinet::modules::dealers::Dealer;
    use kabinet::platform::journal::{Event, Recipient, Subject};
    use kabinet::platform::values::{DealerId, Message};

    pub struct Seeded(pub Dealer);

    impl Event for Seeded {
        fn kind(&self) -> &'static str {
            "tests.seeded"
        }
        fn subject(&self) -> Subject {
            Subject::new("dealer", self.0.id, format!("/dealers/{}", self.0.id))
        }
        fn dealer(&self) -> Option<DealerId> {
            Some(self.0.id)
        }
        fn sentence(&self) -> Message {
            Message::new("access-event-changed").with("name", self.0.name.as_str())
        }
        fn told(&self) -> Vec<Recipient> {
            Vec::new()
        }
    }
}
