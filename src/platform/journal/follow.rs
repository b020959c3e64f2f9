//! Subscribers: each reads the journal from its own durable cursor, in order, after the commit.
//!
//! An effect inside the store commits together with the cursor: exactly once. An effect outside is at least once, keyed
//! by sequence number; what fails is tried again with growing pauses, and the subscriber waits there.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::{Entry, read_after};
use crate::platform::error::Error;
use crate::platform::store::{KeyBuf, Priority, ReadTx, Reader, Stamp, Store, StoreError, WriteTx, space};
use crate::platform::values::{Clock, Scope};

/// Entries that a subscriber is handed at once.
const PORTION: usize = 256;
/// The same for one with a pace: it is called seldom, and its work is cheaper in one go.
const PACED_PORTION: usize = 1_024;
const PAUSE_MAX: Duration = Duration::from_secs(60);
/// A patient subscriber waits for imports at most this long, since people's changes wait with them.
const PATIENCE: Duration = Duration::from_secs(10);

type Inside = Arc<dyn for<'t> Fn(&mut WriteTx<'t>, &Entry) -> Result<(), Error> + Send + Sync>;
type Outside = Arc<dyn Fn(Vec<Entry>) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>> + Send + Sync>;

#[derive(Clone)]
pub enum Reaction {
    /// Writes records of its own, in one commit with its cursor.
    Inside(Inside),
    /// Does something elsewhere: an index on disk, a file, a call.
    Outside(Outside),
}

#[derive(Clone)]
pub struct Subscriber {
    /// Stable: it names the cursor.
    pub name: &'static str,
    pub reaction: Reaction,
    /// Lets a running import finish first.
    pub patient: bool,
    /// Between two portions.
    pub pace: Duration,
}

impl Subscriber {
    pub fn outside<F, Fut>(name: &'static str, react: F) -> Subscriber
    where
        F: Fn(Vec<Entry>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), Error>> + Send + 'static,
    {
        Subscriber {
            name,
            reaction: Reaction::Outside(Arc::new(move |entries| Box::pin(react(entries)))),
            patient: false,
            pace: Duration::ZERO,
        }
    }

    /// The same, which takes what comes within `pace` together: for work that costs much each time, however little
    /// there is to do.
    pub fn paced(self, pace: Duration) -> Subscriber {
        Subscriber { pace, ..self }
    }

    fn portion(&self) -> usize {
        if self.pace.is_zero() { PORTION } else { PACED_PORTION }
    }

    /// The same, which lets a running import finish first, some seconds long: its work would take the import's processors
    /// and is cheaper in one go.
    pub fn patient(self) -> Subscriber {
        Subscriber { patient: true, ..self }
    }

    pub(in crate::platform) fn inside<F>(name: &'static str, react: F) -> Subscriber
    where
        F: for<'t> Fn(&mut WriteTx<'t>, &Entry) -> Result<(), Error> + Send + Sync + 'static,
    {
        Subscriber {
            name,
            reaction: Reaction::Inside(Arc::new(react)),
            patient: false,
            pace: Duration::ZERO,
        }
    }
}

fn cursor_row(name: &str) -> Vec<u8> {
    KeyBuf::in_space(space::CURSOR).with(name).into_bytes()
}

/// How far a subscriber has read.
pub fn subscriber_position(tx: &ReadTx, name: &str) -> Result<u64, StoreError> {
    cursor(tx, name)
}

fn cursor(tx: &impl Reader, name: &str) -> Result<u64, StoreError> {
    let row = tx.row(&cursor_row(name))?;
    Ok(row
        .and_then(|bytes| <[u8; 8]>::try_from(bytes.as_slice()).ok())
        .map_or(0, u64::from_be_bytes))
}

/// A subscriber at work.
pub struct Follower {
    store: Store,
    clock: Clock,
    subscriber: Subscriber,
}

impl Follower {
    pub(in crate::platform) fn new(store: Store, clock: Clock, subscriber: Subscriber) -> Follower {
        Follower {
            store,
            clock,
            subscriber,
        }
    }

    /// Follows until `stop` is raised.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut commits = self.store.commits();
        let mut pause = Duration::from_millis(200);
        loop {
            commits.borrow_and_update();
            if self.subscriber.patient {
                self.wait_for_imports(&stop).await;
            }
            match self.portion().await {
                Ok(1..) => {
                    pause = Duration::from_millis(200);
                    if *stop.borrow() {
                        return;
                    }
                    if !self.subscriber.pace.is_zero() {
                        tokio::select! {
                            () = tokio::time::sleep(self.subscriber.pace) => {}
                            _ = stop.changed() => return,
                        }
                    }
                }
                Ok(0) => tokio::select! {
                    changed = commits.changed() => if changed.is_err() { return },
                    _ = stop.changed() => return,
                },
                Err(error) => {
                    tracing::warn!(subscriber = self.subscriber.name, %error, "a subscriber failed and tries again");
                    tokio::select! {
                        () = tokio::time::sleep(pause) => {}
                        _ = stop.changed() => return,
                    }
                    pause = (pause * 2).min(PAUSE_MAX);
                }
            }
        }
    }

    async fn wait_for_imports(&self, stop: &watch::Receiver<bool>) {
        const LOOK: Duration = Duration::from_millis(50);
        let mut waited = Duration::ZERO;
        while waited < PATIENCE && self.store.is_importing() && !*stop.borrow() {
            tokio::time::sleep(LOOK).await;
            waited += LOOK;
        }
    }

    /// Handles the next portion: how many entries there were.
    pub async fn portion(&self) -> Result<usize, Error> {
        let name = self.subscriber.name;
        let entries = {
            let tx = self.store.read(Scope::All);
            let at = cursor(&tx, name)?;
            read_after(&tx, at, self.subscriber.portion())?
        };
        let Some(last) = entries.last().map(|entry| entry.seq) else {
            return Ok(0);
        };
        let handled = entries.len();
        let stamp = Stamp {
            now: self.clock.now(),
            seed: rand::random(),
        };
        match &self.subscriber.reaction {
            Reaction::Inside(react) => {
                let react = Arc::clone(react);
                self.store
                    .write(Priority::Follower, Scope::All, stamp, move |tx| {
                        for entry in &entries {
                            react(tx, entry)?;
                        }
                        tx.put_row(cursor_row(name), last.to_be_bytes().to_vec());
                        Ok::<_, Error>(())
                    })
                    .await?;
            }
            Reaction::Outside(react) => {
                react(entries).await?;
                self.store
                    .write(Priority::Follower, Scope::All, stamp, move |tx| {
                        tx.put_row(cursor_row(name), last.to_be_bytes().to_vec());
                        Ok::<_, Error>(())
                    })
                    .await?;
            }
        }
        Ok(handled)
    }
}
