//! Sessions of the exchange: born by `checkauth`, known by their cookie, each with a spool of its own.
//!
//! 1C begins a session for every phase and every portion of goods, and asks twice at the start, so several live at
//! once; none sees the files of another.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;

use super::import::Job;
use crate::modules::exchange::connections::ConnectionId;
use crate::modules::exchange::desk::{Outgoing, RunId};
use crate::modules::exchange::spool::Spool;
use crate::platform::values::Moment;

/// Live sessions of one connection; the one that was quiet longest gives way.
const OF_CONNECTION_MAX: usize = 16;
/// Digits and letters: clients put the value into a header as it is.
const SECRET_LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// One session.
pub struct Session {
    /// The value of the cookie, and the name of the folder.
    pub id: String,
    /// The value of `sessid`.
    pub token: String,
    pub connection: ConnectionId,
    pub started: Moment,
    pub folder: PathBuf,
    pub state: Mutex<State>,
    /// Files on disk: held while they are written, so never across a wait.
    pub spool: Mutex<Option<Spool>>,
}

/// What a session remembers.
pub struct State {
    pub seen: Moment,
    /// Grows with each call of any session: two may be seen in one millisecond.
    call: u64,
    /// The client has sent `sessid`: from now on it must.
    pub token_used: bool,
    /// `init` came with a version: the client calls `import` for orders itself.
    pub versioned: bool,
    pub run: Option<RunId>,
    /// Places of papers that need no second look.
    pub papers: BTreeSet<String>,
    pub jobs: HashMap<String, Arc<Job>>,
    /// When a file last was imported.
    pub imported: Option<Moment>,
    /// The orders that this session's last `query` gave.
    pub offered: Option<Arc<Outgoing>>,
}

impl Session {
    pub fn new(connection: ConnectionId, root: &std::path::Path, now: Moment) -> Session {
        let id = secret();
        Session::named(id, connection, root, now)
    }

    /// A session that an earlier process left, by its folder's name.
    pub fn named(id: String, connection: ConnectionId, root: &std::path::Path, now: Moment) -> Session {
        Session {
            folder: root.join(&id),
            id,
            token: secret(),
            connection,
            started: now,
            state: Mutex::new(State {
                seen: now,
                call: next_call(),
                token_used: false,
                versioned: false,
                run: None,
                papers: BTreeSet::new(),
                jobs: HashMap::new(),
                imported: None,
                offered: None,
            }),
            spool: Mutex::new(None),
        }
    }

    /// The session was used.
    pub fn touch(&self, now: Moment) {
        let mut state = self.state.lock();
        (state.seen, state.call) = (now, next_call());
    }

    /// Is an import at work?
    pub fn is_working(&self) -> bool {
        self.state.lock().jobs.values().any(|job| !job.is_done())
    }
}

fn next_call() -> u64 {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    CALLS.fetch_add(1, Ordering::Relaxed)
}

/// 160 random bits.
fn secret() -> String {
    let bytes: [u8; 32] = rand::random();
    bytes
        .iter()
        .map(|byte| char::from(SECRET_LETTERS[usize::from(byte % 32)]))
        .collect()
}

/// All live sessions.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, Arc<Session>>>);

impl Sessions {
    /// Adds a session; gives back those that have to go for it.
    pub fn add(&self, session: Arc<Session>) -> Vec<Arc<Session>> {
        let mut live = self.0.lock();
        let mut own: Vec<Arc<Session>> = live
            .values()
            .filter(|other| other.connection == session.connection)
            .cloned()
            .collect();
        own.sort_by_key(|other| other.state.lock().call);
        let excess = (own.len() + 1).saturating_sub(OF_CONNECTION_MAX);
        let leaving: Vec<Arc<Session>> = own
            .into_iter()
            .filter(|other| !other.is_working())
            .take(excess)
            .collect();
        for other in &leaving {
            live.remove(&other.id);
        }
        live.insert(session.id.clone(), session);
        leaving
    }

    pub fn get(&self, id: &str) -> Option<Arc<Session>> {
        self.0.lock().get(id).cloned()
    }

    /// The session of a connection that was used last, for clients that send no cookie.
    pub fn latest(&self, connection: ConnectionId) -> Option<Arc<Session>> {
        let live = self.0.lock();
        let own = live.values().filter(|session| session.connection == connection);
        own.max_by_key(|session| session.state.lock().call).cloned()
    }

    pub fn all(&self) -> Vec<Arc<Session>> {
        self.0.lock().values().cloned().collect()
    }

    pub fn remove(&self, id: &str) {
        self.0.lock().remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_keeps_its_sixteen_sessions_used_last() {
        let sessions = Sessions::default();
        let root = std::path::Path::new("/nowhere");
        let (one, two) = (ConnectionId::derived("c", "1"), ConnectionId::derived("c", "2"));
        let foreign = Arc::new(Session::new(two, root, Moment::EPOCH));
        assert!(sessions.add(foreign.clone()).is_empty());
        let mut first = None;
        for second in 0..17 {
            let session = Arc::new(Session::new(one, root, Moment::EPOCH.plus_seconds(second)));
            first.get_or_insert(session.id.clone());
            let leaving = sessions.add(session);
            assert_eq!(leaving.len(), usize::from(second == 16));
        }
        assert!(sessions.get(&first.unwrap()).is_none());
        assert!(sessions.get(&foreign.id).is_some());
        let latest = sessions.latest(one).unwrap();
        assert_eq!(latest.started, Moment::EPOCH.plus_seconds(16));
        assert!(latest.id.bytes().all(|byte| byte.is_ascii_alphanumeric()) && latest.id != latest.token);
    }
}
