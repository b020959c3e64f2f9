//! An access: an actor with a scope, and the only door to transactions.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::permission::{Permission, Role, Sight};
use super::permissions;
use super::rights::Rights;
use super::session::Session;
use crate::platform::error::Error;
use crate::platform::journal::{Appended, Author, Event, Who, append, version_row};
use crate::platform::services::Services;
use crate::platform::store::{
    Counter, KeyPart, Priority, ReadTx, Reader, Record, Rehearsed, Rehearser, Stamp, WriteTx,
};
use crate::platform::values::{Day, DealerId, Message, Moment, Scope};

/// Who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    pub who: Who,
    pub name: String,
    /// `None` for the system and machines.
    pub role: Option<Role>,
    /// `None` for the system and machines.
    pub rights: Option<Rights>,
    /// The dealer whose person this is; `None` for staff, system and machines.
    pub company: Option<DealerId>,
    /// «Client beside me»: purchase prices and margin are hidden for the session.
    pub client_beside: bool,
}

impl Actor {
    /// Does the actor hold this right? The system holds all, a machine none.
    pub fn may(&self, permission: Permission) -> bool {
        match (&self.who, &self.rights) {
            (Who::System { .. }, _) => true,
            (Who::Machine { .. }, _) | (_, None) => false,
            (_, Some(rights)) => rights.hold(permission),
        }
    }

    /// What of money the actor may see.
    pub fn sight(&self) -> Sight {
        let shown = !self.client_beside;
        Sight {
            purchase_price: shown && self.may(permissions::SEE_PURCHASE_PRICE),
            // With the price that clients pay it tells what the goods cost.
            margin: shown && self.may(permissions::SEE_MARGIN) && self.may(permissions::SEE_PURCHASE_PRICE),
            finance: shown && self.may(permissions::SEE_FINANCE),
        }
    }
}

/// The right to touch data as somebody. Cheap to clone.
#[derive(Clone)]
pub struct Access {
    services: Arc<Services>,
    actor: Arc<Actor>,
    scope: Scope,
    request: Arc<str>,
    priority: Priority,
    /// The key of the browser's session, when there is one.
    session: Option<Arc<str>>,
    /// Nothing can be changed: somebody sees the cabinet as another.
    looks_only: bool,
}

impl Access {
    pub(in crate::platform) fn new(services: &Arc<Services>, actor: Actor, scope: Scope, request: &str) -> Access {
        Access {
            services: Arc::clone(services),
            actor: Arc::new(actor),
            scope,
            request: request.into(),
            priority: Priority::People,
            session: None,
            looks_only: false,
        }
    }

    /// The same access on behalf of a browser's session: its writes can leave word there.
    pub(in crate::platform) fn in_session(self, session: &Session) -> Access {
        Access {
            session: Some(session.token_hash.as_str().into()),
            ..self
        }
    }

    /// The same access, which only looks.
    pub(in crate::platform) fn looking_only(self) -> Access {
        Access {
            looks_only: true,
            ..self
        }
    }

    /// Can nothing be changed: does somebody see the cabinet as another?
    pub fn looks_only(&self) -> bool {
        self.looks_only
    }

    /// The access of the very person who looks as somebody else; this one where nobody does.
    pub fn of_oneself(&self) -> Result<Access, Error> {
        let (true, Who::Person { membership, .. }) = (self.looks_only, &self.actor.who) else {
            return Ok(self.clone());
        };
        let member = self.services.read_all().get::<super::Membership>(membership)?;
        Access::of_member(&self.services, &member.ok_or(Error::NotFound)?, &self.request)
    }

    fn may_write(&self) -> Result<(), Error> {
        match self.looks_only {
            true => Err(Error::Refused(Message::new("access-looks-only"))),
            false => Ok(()),
        }
    }

    /// Background work under its own name: the journal shows it. Only boot, commands, the timetable and subscribers
    /// hand these out.
    pub fn system(services: &Arc<Services>, name: &str) -> Access {
        let actor = Actor {
            who: Who::System { name: name.to_owned() },
            name: name.to_owned(),
            role: None,
            rights: None,
            company: None,
            client_beside: false,
        };
        Access::new(services, actor, Scope::All, name)
    }

    /// A membership's access outside a request: for the history of a demonstration and for tests.
    pub fn of_member(services: &Arc<Services>, member: &super::Membership, request: &str) -> Result<Access, Error> {
        let rights = Rights::of(&services.read_all(), &Arc::new(member.clone()), services.clock.now())?;
        let scope = rights.scope();
        let actor = super::session::actor_of(member, rights, false);
        Ok(Access::new(services, actor, scope, request))
    }

    /// The same access, whose writes wait for people.
    pub fn as_import(&self) -> Access {
        Access {
            priority: Priority::Import,
            ..self.clone()
        }
    }

    pub fn services(&self) -> &Arc<Services> {
        &self.services
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    pub fn request(&self) -> &str {
        &self.request
    }

    pub fn now(&self) -> Moment {
        self.services.clock.now()
    }

    pub fn is_staff(&self) -> bool {
        self.actor.role.is_some_and(Role::is_staff)
    }

    /// Today in the manufacturer's zone.
    pub fn today(&self) -> Day {
        self.now().day_in(&self.services.zone)
    }

    /// Does the actor hold this right? The system holds all, a machine none.
    pub fn may(&self, permission: Permission) -> bool {
        self.actor.may(permission)
    }

    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.may(permission) {
            Ok(())
        } else {
            Err(Error::Forbidden(permission.id))
        }
    }

    /// What somebody owes, and papers with sums. A right that the client beside hides is no right now.
    ///
    /// # Errors
    /// `Forbidden` with the right that is missing.
    pub fn require_finance(&self) -> Result<(), Error> {
        match self.sight().finance {
            true => Ok(()),
            false => Err(Error::Forbidden(permissions::SEE_FINANCE.id)),
        }
    }

    /// What of money this reader may see.
    pub fn sight(&self) -> Sight {
        self.actor.sight()
    }

    /// A stable view of everything in scope. Drop it soon: a long-lived one makes the file grow.
    pub fn read(&self) -> Result<ReadTx, Error> {
        Ok(self.services.store.read(self.scope.clone()))
    }

    /// Runs `work` on the writer; answers when its changes are on disk. It may run more than once: no IO, no clock, no
    /// randomness inside but what [`Write`] hands out.
    pub async fn write<T, F>(&self, mut work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnMut(&mut Write<'_, '_>) -> Result<T, Error> + Send + 'static,
    {
        self.may_write()?;
        let (actor, request, stamp) = (Arc::clone(&self.actor), Arc::clone(&self.request), self.stamp());
        let (session, services) = (self.session.clone(), Arc::clone(&self.services));
        let run = move |tx: &mut WriteTx<'_>| {
            work(&mut Write {
                tx,
                actor: &actor,
                request: &request,
                session: session.as_deref(),
                zone: &services.zone,
            })
        };
        self.services
            .store
            .write(self.priority, self.scope.clone(), stamp, run)
            .await
    }

    /// The same from a thread that may block (imports, commands); never on an async worker.
    pub fn write_blocking<T, F>(&self, mut work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnMut(&mut Write<'_, '_>) -> Result<T, Error> + Send + 'static,
    {
        self.may_write()?;
        let (actor, request, stamp) = (Arc::clone(&self.actor), Arc::clone(&self.request), self.stamp());
        let (session, services) = (self.session.clone(), Arc::clone(&self.services));
        let run = move |tx: &mut WriteTx<'_>| {
            work(&mut Write {
                tx,
                actor: &actor,
                request: &request,
                session: session.as_deref(),
                zone: &services.zone,
            })
        };
        self.services
            .store
            .write_blocking(self.priority, self.scope.clone(), stamp, run)
    }

    /// Works out a large change beside the writer, over what is committed and what this rehearser has on its way. It is
    /// written by a [`Change`] that takes it in, if it [stands](Write::stands) then.
    pub fn rehearse<T>(
        &self,
        rehearser: &mut Rehearser,
        work: impl FnOnce(&mut Rehearsal<'_, '_>) -> Result<T, Error>,
    ) -> Result<(T, Rehearsed), Error> {
        let stamp = self.stamp();
        self.services
            .store
            .rehearse(rehearser, self.scope.clone(), stamp, |tx| work(&mut Rehearsal { tx }))
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            now: self.now(),
            seed: rand::random(),
        }
    }
}

/// Records that are no business: sessions, cursors, spools. They may be written without an event.
pub trait Technical: Record {}

/// A write in progress. Reads as a transaction; writes only through a [`Change`].
pub struct Write<'w, 't> {
    tx: &'w mut WriteTx<'t>,
    actor: &'w Actor,
    request: &'w str,
    session: Option<&'w str>,
    zone: &'w TimeZone,
}

impl<'t> Deref for Write<'_, 't> {
    type Target = WriteTx<'t>;
    fn deref(&self) -> &WriteTx<'t> {
        self.tx
    }
}
impl DerefMut for Write<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.tx
    }
}

impl<'t> Write<'_, 't> {
    /// Would this write come to the same as the rehearsal?
    pub fn stands(&self, rehearsed: &Rehearsed) -> bool {
        self.tx.stands(rehearsed)
    }

    pub fn actor(&self) -> &Actor {
        self.actor
    }

    /// The manufacturer's zone.
    pub fn zone(&self) -> &TimeZone {
        self.zone
    }

    /// The day of this write in the manufacturer's zone.
    pub fn today(&self) -> Day {
        self.now().day_in(self.zone)
    }

    /// Begins a change: its journal entry is written, and records saved through it belong to that entry.
    pub fn change<'c>(&'c mut self, event: &dyn Event) -> Result<Change<'c, 't>, Error> {
        self.change_for(event, None)
    }

    /// The same for somebody else, by name: both stand in the journal.
    pub fn change_for<'c>(&'c mut self, event: &dyn Event, whom: Option<&str>) -> Result<Change<'c, 't>, Error> {
        let author = Author {
            who: &self.actor.who,
            name: &self.actor.name,
            on_behalf_name: whom,
            request: self.request,
        };
        let entry = append(self.tx, &author, event)?;
        Ok(Change { tx: self.tx, entry })
    }

    /// Saves one record with its event, in one commit. Returns the entry's sequence number.
    pub fn save<R: Record>(&mut self, record: &R, event: &dyn Event) -> Result<u64, Error> {
        let mut change = self.change(event)?;
        change.save(record)?;
        Ok(change.seq())
    }

    /// Says something on the next page of the actor's browser, in the same commit as what it is about. Nothing where the
    /// actor has no browser.
    pub fn flash(&mut self, message: Message) -> Result<(), Error> {
        let Some(key) = self.session.map(str::to_owned) else {
            return Ok(());
        };
        // Sessions are nobody's to see; this one is the actor's own.
        self.tx.beyond_scope(|tx| {
            if let Some(session) = tx.shared::<Session>(&key)? {
                let mut session = Session::clone(&session);
                session.say(message);
                tx.put(&session)?;
            }
            Ok(())
        })
    }

    pub fn technical<R: Technical>(&mut self, record: &R) -> Result<(), Error> {
        self.tx.put(record)?;
        Ok(())
    }

    pub fn forget<R: Technical>(&mut self, key: &R::Key) -> Result<bool, Error> {
        Ok(self.tx.remove::<R>(key)?)
    }

    /// The next number of a series, from 1.
    pub fn next_number(&mut self, series: Counter, part: &(impl KeyPart + ?Sized)) -> Result<i64, Error> {
        Ok(self.tx.next_in_series(series, part)?)
    }
}

/// Where records of unversioned tables can be put to be saved later, by the change that takes the rehearsal in. Reads as
/// a transaction.
pub struct Rehearsal<'r, 't> {
    tx: &'r mut WriteTx<'t>,
}

impl<'t> Deref for Rehearsal<'_, 't> {
    type Target = WriteTx<'t>;
    fn deref(&self) -> &WriteTx<'t> {
        self.tx
    }
}
impl DerefMut for Rehearsal<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.tx
    }
}

/// What saves a record over the one that was read in the same transaction.
pub trait SaveOver {
    /// `old`: what was read; `None`: there was none. False when nothing changed.
    fn save_over<R: Record>(&mut self, old: Option<&R>, record: &R) -> Result<bool, Error>;
}

impl SaveOver for Rehearsal<'_, '_> {
    fn save_over<R: Record>(&mut self, old: Option<&R>, record: &R) -> Result<bool, Error> {
        const { assert!(!R::VERSIONED, "a version needs the number of its entry") };
        Ok(self.tx.put_over(old, record)?.is_some())
    }
}

/// What technical records can be written to.
pub trait PutTechnical {
    fn technical<R: Technical>(&mut self, record: &R) -> Result<(), Error>;
}

impl PutTechnical for Rehearsal<'_, '_> {
    fn technical<R: Technical>(&mut self, record: &R) -> Result<(), Error> {
        const { assert!(!R::VERSIONED, "a version needs the number of its entry") };
        self.tx.put(record)?;
        Ok(())
    }
}

impl PutTechnical for Write<'_, '_> {
    fn technical<R: Technical>(&mut self, record: &R) -> Result<(), Error> {
        Write::technical(self, record)
    }
}

/// The records of one journal entry.
pub struct Change<'c, 't> {
    tx: &'c mut WriteTx<'t>,
    /// It stays the newest: nobody appends while this change borrows the transaction.
    entry: Appended,
}

impl SaveOver for Change<'_, '_> {
    fn save_over<R: Record>(&mut self, old: Option<&R>, record: &R) -> Result<bool, Error> {
        let stored = self.tx.put_over(old, record)?;
        self.keep_version(record, stored)
    }
}

impl Change<'_, '_> {
    pub fn seq(&self) -> u64 {
        self.entry.seq
    }

    /// Saves a record; a versioned one keeps this state under the entry's number. False when nothing changed.
    pub fn save<R: Record>(&mut self, record: &R) -> Result<bool, Error> {
        let stored = self.tx.put(record)?;
        self.keep_version(record, stored)
    }

    /// Saves what was rehearsed. An error when it doesn't [stand](WriteTx::stands).
    pub fn take_in(&mut self, rehearsed: Rehearsed) -> Result<(), Error> {
        Ok(self.tx.take_in(rehearsed)?)
    }

    fn keep_version<R: Record>(&mut self, record: &R, stored: Option<Vec<u8>>) -> Result<bool, Error> {
        let Some(bytes) = stored else { return Ok(false) };
        if R::VERSIONED {
            let key = record.key().to_bytes();
            self.entry.keep(self.tx, R::TABLE.code, &key, &bytes)?;
            self.tx.put_row(version_row(R::TABLE.code, &key, self.entry.seq), bytes);
        }
        Ok(true)
    }

    pub fn delete<R: Record>(&mut self, key: &R::Key) -> Result<bool, Error> {
        Ok(self.tx.remove::<R>(key)?)
    }
}
