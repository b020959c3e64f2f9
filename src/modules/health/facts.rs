//! What is known of the installation right now.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::certificate;
use crate::modules::backups::{self, Installation};
use crate::modules::exchange::connections::actions::CONNECTIONS_MAX;
use crate::modules::exchange::connections::{Connection, ConnectionId};
use crate::modules::exchange::runs::{RUN_BY_START, Run, RunState};
use crate::platform::backup::free_bytes;
use crate::platform::error::Error;
use crate::platform::journal;
use crate::platform::notify::{MAIL_COUNT, MAIL_DUE, MailState, Mailer};
use crate::platform::services::Services;
use crate::platform::store::{ReadTx, Reader, StoreError};
use crate::platform::timetable::{JobView, Timetable};
use crate::platform::values::{Moment, Network, PageRequest};

/// A probe doesn't wait longer for the writer. The longest turn of an import is a second.
const PATIENCE: Duration = Duration::from_secs(3);
/// Probes within this time share one answer: whoever asks thousands of times doesn't fill the writer's queue.
const SHARED: Duration = Duration::from_secs(1);
/// Runs of the exchange that are looked at: days of a folder that is looked at often.
const RUNS: usize = 200;

/// Who may read the figures. Nobody, unless the settings say so.
#[derive(Clone, Debug, Default)]
pub struct MetricsDoor {
    /// BLAKE3 of the token.
    token: Option<blake3::Hash>,
    trusted: Vec<Network>,
}

impl MetricsDoor {
    /// An empty token lets nobody in by a token.
    pub fn new(token: &str, trusted: Vec<Network>) -> MetricsDoor {
        MetricsDoor {
            token: (!token.is_empty()).then(|| blake3::hash(token.as_bytes())),
            trusted,
        }
    }

    /// Either will do. Tokens are compared by their hashes in a time that doesn't tell where they differ.
    pub fn lets_in(&self, authorization: Option<&str>, caller: Option<IpAddr>) -> bool {
        let bearer = authorization.and_then(|text| {
            let (scheme, token) = text.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        let known = match (&self.token, bearer) {
            (Some(own), Some(sent)) => *own == blake3::hash(sent.as_bytes()),
            _ => false,
        };
        known || caller.is_some_and(|caller| self.trusted.iter().any(|network| network.holds(caller)))
    }
}

/// What the module keeps in memory. A part of the services, from boot.
pub struct Watch {
    pub door: MetricsDoor,
    /// Where the cabinet ends TLS itself: its certificate.
    certificate: Option<PathBuf>,
    started: Moment,
    patience: Duration,
    answered: tokio::sync::Mutex<Option<(Instant, Answered)>>,
}

/// How long the writer took, or why it didn't answer.
pub type Answered = Result<Duration, StoreError>;

impl Watch {
    pub fn new(door: MetricsDoor, certificate: Option<PathBuf>, started: Moment) -> Watch {
        Watch {
            door,
            certificate,
            started,
            patience: PATIENCE,
            answered: tokio::sync::Mutex::new(None),
        }
    }

    /// Asks the writer, once for all who ask within [`SHARED`].
    pub async fn writer(&self, services: &Services) -> Answered {
        let mut last = self.answered.lock().await;
        if let Some((at, answer)) = last.as_ref()
            && at.elapsed() < SHARED
        {
            return answer.clone();
        }
        let begun = Instant::now();
        let answer = services.writer_answers(self.patience).await.map(|()| begun.elapsed());
        *last = Some((Instant::now(), answer.clone()));
        answer
    }
}

/// One 1C base.
#[derive(Clone, Debug)]
pub struct ExchangeFacts {
    pub id: ConnectionId,
    pub name: String,
    /// When its newest run began.
    pub last: Option<Moment>,
    /// The newest that ended in order, with every file taken.
    pub good: Option<Moment>,
    /// Files of the newest run of which nothing was taken.
    pub refused: u32,
    /// The newest run was cut off by a stop of the server.
    pub interrupted: bool,
}

#[derive(Clone, Debug, Default)]
pub struct MailFacts {
    pub on: bool,
    pub waiting: u64,
    pub failed: u64,
    pub sent: u64,
    /// Since when the first of those that wait is due.
    pub due: Option<Moment>,
}

/// Everything at one moment.
#[derive(Clone, Debug)]
pub struct Facts {
    pub now: Moment,
    pub started: Moment,
    /// Milliseconds that the writer took to answer; `None`: it didn't, in time.
    pub writer_ms: Option<u64>,
    /// Writes that wait.
    pub queue: usize,
    pub store_bytes: u64,
    pub journal: u64,
    /// When the newest entry of the journal was written.
    pub journal_at: Option<Moment>,
    /// Where the data lies.
    pub disk_free: Option<u64>,
    /// Memory of the process, bytes, as the system counts it.
    pub memory: Option<u64>,
    pub backups: backups::State,
    /// Enabled connections by name.
    pub exchange: Vec<ExchangeFacts>,
    pub mail: MailFacts,
    pub jobs: Vec<JobView>,
    /// When the own certificate ends; the error is for who looks after the server. `None`: TLS is another's.
    pub certificate: Option<Result<Moment, String>>,
}

/// Reads it all. `tx` sees everything.
pub async fn gather(services: &Services, tx: &ReadTx, zone: &TimeZone) -> Result<Facts, Error> {
    let watch = services.part::<Watch>();
    let now = services.clock.now();
    let position = journal::position(tx)?;
    let newest = journal::entry_at(tx, position)?;
    Ok(Facts {
        now,
        started: watch.started,
        writer_ms: watch.writer(services).await.ok().map(|took| took.as_millis() as u64),
        queue: services.writes_waiting(),
        store_bytes: services.store_size(),
        journal: position,
        journal_at: newest.map(|entry| entry.at),
        disk_free: free_bytes(&services.part::<Installation>().data).ok(),
        memory: memory(),
        backups: backups::state(tx, zone, now)?,
        exchange: exchange(tx)?,
        mail: mail(services, tx)?,
        jobs: services.part::<Timetable>().view(tx)?,
        certificate: watch.certificate.as_deref().map(certificate::ends),
    })
}

fn exchange(tx: &ReadTx) -> Result<Vec<ExchangeFacts>, Error> {
    let mut connections = tx.list::<Connection>(CONNECTIONS_MAX)?;
    connections.retain(|connection| !connection.disabled);
    connections.sort_by(|one, other| one.name.cmp(&other.name));
    let runs = tx
        .scan(&RUN_BY_START, &(), &PageRequest::first(RUNS).descending())?
        .items;
    let mut newest: BTreeMap<ConnectionId, Vec<Run>> = BTreeMap::new();
    for run in runs {
        newest.entry(run.connection).or_default().push(run);
    }
    let facts = connections.into_iter().map(|connection| {
        let runs = newest.remove(&connection.id).unwrap_or_default();
        let last = runs.first();
        let is_good = |run: &&Run| run.state == RunState::Closed && run.refused == 0;
        ExchangeFacts {
            id: connection.id,
            name: connection.name,
            last: last.map(|run| run.started),
            good: runs.iter().find(is_good).map(|run| run.started),
            refused: last.map_or(0, |run| run.refused),
            interrupted: last.is_some_and(|run| run.state == RunState::Interrupted),
        }
    });
    Ok(facts.collect())
}

fn mail(services: &Services, tx: &ReadTx) -> Result<MailFacts, Error> {
    let count =
        |state: MailState| -> Result<u64, Error> { Ok(u64::try_from(tx.count(MAIL_COUNT, &state)?).unwrap_or(0)) };
    let first = tx.scan(&MAIL_DUE, &(), &PageRequest::first(1))?.items.pop();
    Ok(MailFacts {
        on: services.find_part::<Mailer>().is_some_and(|mailer| mailer.is_on()),
        waiting: count(MailState::Waiting)?,
        failed: count(MailState::Failed)?,
        sent: count(MailState::Sent)?,
        due: first.map(|mail| mail.due),
    })
}

/// Resident memory, bytes. Linux tells it; elsewhere it isn't known.
fn memory() -> Option<u64> {
    resident(&std::fs::read_to_string("/proc/self/status").ok()?)
}

fn resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1_024)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::platform::access::Access;
    use crate::platform::store::{MemoryEngine, Store};
    use crate::platform::values::{Clock, networks};

    #[test]
    fn figures_are_for_the_token_or_the_network_and_nobody_else() {
        let near = Some("10.1.2.3".parse().unwrap());
        let far = Some("203.0.113.9".parse().unwrap());
        let cases: &[(&str, &str, Option<&str>, Option<IpAddr>, bool)] = &[
            ("", "", None, near, false),
            ("", "", Some("Bearer "), near, false),
            ("", "", Some("Bearer"), None, false),
            ("long-enough-token", "", Some("Bearer long-enough-token"), far, true),
            ("long-enough-token", "", Some("bearer  long-enough-token"), None, true),
            ("long-enough-token", "", Some("Bearer long-enough-toke"), far, false),
            ("long-enough-token", "", Some("Bearer Long-enough-token"), far, false),
            ("long-enough-token", "", Some("Basic long-enough-token"), far, false),
            ("long-enough-token", "", Some("long-enough-token"), far, false),
            ("long-enough-token", "", None, near, false),
            ("", "10.0.0.0/8", None, near, true),
            ("", "10.0.0.0/8", None, far, false),
            ("", "10.0.0.0/8", None, None, false),
            ("long-enough-token", "10.0.0.0/8", Some("Bearer wrong"), near, true),
        ];
        for (token, trusted, sent, caller, let_in) in cases {
            let door = MetricsDoor::new(token, networks(trusted).unwrap());
            assert_eq!(
                door.lets_in(*sent, *caller),
                *let_in,
                "{token} {trusted} {sent:?} {caller:?}"
            );
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_writer_that_stands_still_is_told_of_once_for_all_who_ask() {
        let store = Store::start(MemoryEngine::new(3), |error| panic!("{error}")).unwrap();
        let services = Services::new(store, Clock::system(), TimeZone::UTC);
        let watch = Watch {
            patience: Duration::from_millis(20),
            ..Watch::new(MetricsDoor::default(), None, services.clock.now())
        };
        let gate = Arc::new(AtomicBool::new(false));
        let opened = Arc::clone(&gate);
        let stuck = tokio::spawn({
            let access = Access::system(&services, "tests");
            async move {
                let turn = access.write(move |_| {
                    while !opened.load(Ordering::SeqCst) {
                        std::thread::yield_now();
                    }
                    Ok(())
                });
                turn.await
            }
        });
        // The first who asks may come before the writer stands.
        let waits = loop {
            *watch.answered.lock().await = None;
            if let Err(error) = watch.writer(&services).await {
                break error;
            }
        };
        assert!(matches!(waits, StoreError::Busy), "{waits}");
        let waiting = services.writes_waiting();
        assert!(watch.writer(&services).await.is_err());
        assert_eq!(services.writes_waiting(), waiting, "the second asks nothing");
        gate.store(true, Ordering::SeqCst);
        stuck.await.unwrap().unwrap();
        *watch.answered.lock().await = None;
        assert!(watch.writer(&services).await.is_ok());
        services.close();
        *watch.answered.lock().await = None;
        assert!(matches!(watch.writer(&services).await, Err(StoreError::Closed)));
    }

    #[test]
    fn memory_is_read_as_the_system_writes_it() {
        assert_eq!(
            resident("Name:\tkabinet\nVmHWM:\t  9 kB\nVmRSS:\t   2048 kB\n"),
            Some(2 << 20)
        );
        assert_eq!(resident("Name:\tkabinet\n"), None);
        assert_eq!(resident("VmRSS:\t lots kB\n"), None);
    }
}
