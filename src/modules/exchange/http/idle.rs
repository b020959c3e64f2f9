//! What clients leave behind: files that nobody asked to import, sessions that nobody uses, spools of a process that
//! was cut off.

use std::fs;
use std::sync::Arc;

use super::import;
use super::protocol::Protocol;
use super::session::Session;
use crate::modules::exchange::connections::{Connection, ConnectionId};
use crate::modules::exchange::intake::waiting;
use crate::modules::exchange::spool::Spool;
use crate::platform::error::Error;
use crate::platform::values::Moment;

/// Beside the files of a spool: whose they are. Read when another process finds them.
const OWNER: &str = "owner";

impl Protocol {
    /// Looks after quiet sessions; called every few seconds.
    pub async fn tick(self: &Arc<Self>) {
        let now = self.clock.now();
        // The oldest first: a later session may end here, and with it the proof that an earlier one is overtaken.
        let mut sessions = self.sessions.all();
        sessions.sort_by_key(|session| session.started);
        for session in sessions {
            let quiet = now.seconds_since(session.state.lock().seen);
            if quiet < self.patience.idle_seconds || session.is_working() {
                continue;
            }
            let owner = session.connection;
            match self.blocking(move |desk| desk.connection(owner)).await {
                Ok(Some(connection)) => self.tidy(connection, session, now, quiet).await,
                Ok(None) => self.discard(&session).await,
                Err(error) => tracing::warn!(%error, "a quiet session could not be looked after"),
            }
        }
    }

    async fn tidy(self: &Arc<Self>, connection: Connection, session: Arc<Session>, now: Moment, quiet: i64) {
        if self.overtaken(&session) {
            return self.let_go(&connection, session).await;
        }
        self.take_up(&connection, &session, now).await;
        let forget = quiet >= self.patience.forget_seconds;
        if forget || !has_files(&session) {
            self.let_go(&connection, session).await;
        }
    }

    /// Has a later session of the same connection imported something? Then what lies here is old, and importing it
    /// would put old figures over new ones: the client sends it again.
    fn overtaken(&self, session: &Session) -> bool {
        self.sessions.all().iter().any(|other| {
            other.connection == session.connection
                && other.started > session.started
                && other.state.lock().imported.is_some()
        })
    }

    async fn take_up(&self, connection: &Connection, session: &Arc<Session>, now: Moment) {
        let (owner, connection, files) = (connection.id, connection.clone(), Arc::clone(session));
        let done = self
            .exclusively(owner, move |desk| {
                import::import_waiting(desk, &connection, &files, now)
            })
            .await;
        match done {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "files of a quiet session were imported"),
            Err(error) => tracing::error!(%error, "files of a quiet session could not be imported"),
        }
    }

    /// Ends a session: its papers are taken in, its run is closed, its folder removed.
    pub(super) async fn let_go(&self, connection: &Connection, session: Arc<Session>) {
        let (connection, closed) = (connection.clone(), Arc::clone(&session));
        if let Err(error) = self
            .blocking(move |desk| {
                // Joined and unpacked: data that was overtaken is left, a paper is never too old for its document.
                import::settle(desk, &connection, &closed)?;
                import::close(desk, &connection, &closed)
            })
            .await
        {
            tracing::warn!(%error, "the run of a session could not be closed");
        }
        self.discard(&session).await;
    }

    async fn discard(&self, session: &Session) {
        self.sessions.remove(&session.id);
        let folder = session.folder.clone();
        let _ = tokio::task::spawn_blocking(move || fs::remove_dir_all(folder)).await;
    }

    /// Takes over the spools that an earlier process left. They are imported after the usual quiet time, unless their
    /// client comes back with newer ones.
    pub fn recover(&self) -> Result<usize, Error> {
        fs::create_dir_all(&self.root).map_err(Error::internal)?;
        let now = self.clock.now();
        let mut found = 0;
        for entry in fs::read_dir(&self.root).map_err(Error::internal)?.flatten() {
            let folder = entry.path();
            let owner = fs::read_to_string(folder.join(OWNER))
                .ok()
                .and_then(|text| text.parse::<ConnectionId>().ok());
            let name = entry.file_name().into_string();
            let (Some(owner), Ok(name), Ok(spool)) = (owner, name, Spool::reopen(&folder)) else {
                let _ = fs::remove_dir_all(&folder);
                continue;
            };
            let session = Session::named(name, owner, &self.root, now);
            *session.spool.lock() = Some(spool);
            self.sessions.add(Arc::new(session));
            found += 1;
        }
        Ok(found)
    }
}

/// Notes whose spool it is.
pub(super) fn note_owner(session: &Session) -> std::io::Result<()> {
    fs::write(session.folder.join(OWNER), session.connection.to_string())
}

fn has_files(session: &Session) -> bool {
    let spool = session.spool.lock();
    spool
        .as_ref()
        .is_some_and(|spool| spool.has_uploads() || !waiting(&spool.files()).is_empty())
}
