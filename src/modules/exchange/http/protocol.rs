//! The dialogue: what each call does in its session.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use parking_lot::Mutex;
use tokio::sync::Semaphore;

use super::body::{BodyError, receive};
use super::credentials::basic;
use super::import::{self, Job, Outcome};
use super::session::{Session, Sessions};
use super::{Call, Mode, Reply, Topic};
use crate::modules::exchange::Fault;
use crate::modules::exchange::connections::{Connection, ConnectionId};
use crate::modules::exchange::desk::{Desk, Origin, Sweep};
use crate::modules::exchange::dialect::{Family, Settings};
use crate::modules::exchange::intake::is_data;
use crate::modules::exchange::spool::{PAPERS, bare_name, safe_name};
use crate::platform::access::{Passwords, Throttle};
use crate::platform::error::Error;
use crate::platform::i18n::render;
use crate::platform::values::{Clock, Locale, Message, Moment, allows};

/// The name of our cookie.
const COOKIE: &str = "kabinet";

/// How long a call waits and a session lives.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// `progress` is answered after this: far below the 180 seconds of the most impatient client.
    pub hold: Duration,
    /// What a client left without calling `import` is taken up after this, in seconds.
    pub idle_seconds: i64,
    /// A quiet session is forgotten after this, in seconds.
    pub forget_seconds: i64,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            hold: Duration::from_secs(20),
            idle_seconds: 120,
            forget_seconds: 3_600,
        }
    }
}

/// A request without its body.
#[derive(Clone, Debug)]
pub struct Request {
    pub query: String,
    pub address: IpAddr,
    pub authorization: Option<String>,
    pub cookies: Vec<(String, String)>,
}

/// A refusal on the way: answered as `failure`.
pub(super) enum Stop {
    Say(Message),
    Broken(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Broken(error)
    }
}

fn say(id: &'static str) -> Stop {
    Stop::Say(Message::new(id))
}

/// The server of the dialogue.
pub struct Protocol {
    pub(super) desk: Arc<dyn Desk>,
    pub(super) sessions: Sessions,
    /// Spools lie here, a folder for each session.
    pub(super) root: PathBuf,
    pub(super) clock: Clock,
    pub(super) patience: Patience,
    passwords: Passwords,
    throttle: Throttle,
    locks: Mutex<HashMap<ConnectionId, Arc<Semaphore>>>,
}

impl Protocol {
    pub fn new(desk: Arc<dyn Desk>, root: PathBuf, clock: Clock, patience: Patience) -> Arc<Protocol> {
        Arc::new(Protocol {
            desk,
            sessions: Sessions::default(),
            root,
            clock,
            patience,
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            locks: Mutex::default(),
        })
    }

    /// Answers a call. The body is read by `mode=file` alone.
    pub async fn handle(self: &Arc<Self>, request: Request, body: Body) -> axum::response::Response {
        let call = Call::parse(&request.query);
        let (connection, answer) = match self.admit(&request, &call).await {
            Err(stop) => (None, Err(stop)),
            Ok((connection, session)) => {
                let connection = Arc::new(connection);
                let answer = self.answer(&call, &connection, &session, body).await;
                session.touch(self.clock.now());
                (Some(connection), answer)
            }
        };
        let locale = connection
            .as_ref()
            .map(|connection| connection.locale)
            .unwrap_or_default();
        // Who is not let in is answered as most clients read.
        let settings = connection
            .as_ref()
            .map_or_else(|| Settings::of(Family::A), |connection| connection.dialect.clone());
        let reply = answer.unwrap_or_else(|stop| match stop {
            Stop::Say(message) => Reply::Failure(text(locale, &message)),
            Stop::Broken(Error::Busy) => Reply::Failure(text(locale, &Message::new("exchange-http-busy"))),
            Stop::Broken(error) => {
                tracing::error!(%error, "a call of the exchange failed");
                Reply::Failure(text(locale, &Message::new("exchange-http-broken")))
            }
        });
        reply.into_response(&settings)
    }

    /// Who calls, and in which session: by the cookie, else by the password.
    async fn admit(&self, request: &Request, call: &Call) -> Result<(Connection, Arc<Session>), Stop> {
        let known = request
            .cookies
            .iter()
            .find(|(name, _)| name == COOKIE)
            .and_then(|(_, id)| self.sessions.get(id));
        if let (Some(session), false) = (known, call.mode == Mode::CheckAuth) {
            let connection =
                self.blocking(move |desk| desk.connection(session.connection).map(|found| (found, session)));
            if let (Some(connection), session) = connection.await?
                && !connection.disabled
                && allows(&connection.addresses, request.address)
            {
                check_token(&session, call)?;
                return Ok((connection, session));
            }
            return Err(say("exchange-http-denied"));
        }
        let connection = self.authenticate(request).await?;
        let latest = self
            .sessions
            .latest(connection.id)
            .filter(|_| call.mode != Mode::CheckAuth);
        if let Some(session) = latest {
            return Ok((connection, session));
        }
        let session = Arc::new(Session::new(connection.id, &self.root, self.clock.now()));
        for left in self.sessions.add(Arc::clone(&session)) {
            self.let_go(&connection, left).await;
        }
        Ok((connection, session))
    }

    async fn authenticate(&self, request: &Request) -> Result<Connection, Stop> {
        let denied = || say("exchange-http-denied");
        let (user, password) = request.authorization.as_deref().and_then(basic).ok_or_else(denied)?;
        let now = self.clock.now();
        let keys = [format!("user {user}"), format!("address {}", request.address)];
        if keys.iter().any(|key| self.throttle.wait_seconds(key, now) > 0) {
            return Err(say("exchange-http-throttled"));
        }
        let found = self.blocking(move |desk| desk.connection_of(&user)).await?;
        let usable = found.filter(|connection| !connection.disabled && allows(&connection.addresses, request.address));
        let stored = usable.as_ref().map(|connection| connection.password_hash.as_str());
        if self.passwords.verify(&password, stored).await?
            && let Some(connection) = usable
        {
            keys.iter().for_each(|key| self.throttle.succeeded(key));
            return Ok(connection);
        }
        keys.iter().for_each(|key| self.throttle.failed(key, now));
        Err(denied())
    }

    async fn answer(
        self: &Arc<Self>,
        call: &Call,
        connection: &Arc<Connection>,
        session: &Arc<Session>,
        body: Body,
    ) -> Result<Reply, Stop> {
        match &call.mode {
            Mode::CheckAuth => Ok(checkauth(call.topic, session)),
            Mode::Init { version } => {
                session.state.lock().versioned |= version.is_some();
                Ok(init(connection, session, version.is_some()))
            }
            Mode::File { name } => self.file(call.topic, connection, session, name, body).await,
            Mode::Import { name } => self.import(connection, session, name).await,
            Mode::Query => self.query(connection, session).await,
            Mode::Success => self.success(connection, session).await,
            Mode::Deactivate { timestamp } => self.deactivate(connection, session, timestamp.as_deref()).await,
            Mode::Complete => self.complete(connection, session).await,
            Mode::Info => self.info(connection).await,
            Mode::Unknown(mode) => Err(Stop::Say(
                Message::new("exchange-http-unknown-mode").with("mode", mode.as_str()),
            )),
        }
    }

    async fn file(
        self: &Arc<Self>,
        topic: Topic,
        connection: &Arc<Connection>,
        session: &Arc<Session>,
        name: &str,
        body: Body,
    ) -> Result<Reply, Stop> {
        let Some(name) = safe_name(name) else {
            return Err(Stop::Say(Message::new("exchange-http-bad-name").with("name", name)));
        };
        let path = import::with_spool(session, |spool| spool.part_path()).map_err(Error::internal)?;
        let part = match receive(body, path).await {
            Ok(part) => part,
            Err(BodyError::Empty) => return Err(say("exchange-http-empty")),
            Err(BodyError::TooLarge) => return Err(say("exchange-http-too-large")),
            Err(BodyError::Io(error)) => return Err(Error::internal(error).into()),
        };
        // Sent once more, it may be another.
        if let Some(place) = name.strip_prefix(PAPERS).and_then(|below| below.strip_prefix('/')) {
            session.state.lock().papers.remove(place);
        }
        let (owner, file) = (Arc::clone(session), name.clone());
        let appended =
            tokio::task::spawn_blocking(move || import::with_spool(&owner, |spool| spool.append(&file, part)));
        appended
            .await
            .map_err(Error::internal)?
            .map_err(Error::internal)?
            .map_err(|error| match error {
                crate::modules::exchange::spool::SpoolError::Io(error) => Error::internal(error).into(),
                _ => say("exchange-http-too-large"),
            })?;
        // What was imported under this name before is another file now.
        let bare = job_key(&name);
        let archive = !is_data(&name);
        session
            .state
            .lock()
            .jobs
            .retain(|key, job| !job.is_done() || (!archive && *key != bare));
        // Old clients never call import for orders (`docs/exchange.md`): a whole file is taken up here.
        let takes_up = topic == Topic::Sale && is_data(&name) && !session.state.lock().versioned;
        if takes_up && is_whole(session, &name) {
            return match self.import(connection, session, &name).await? {
                Reply::Failure(text) => Ok(Reply::Failure(text)),
                _ => Ok(Reply::Success),
            };
        }
        Ok(Reply::Success)
    }

    async fn import(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        session: &Arc<Session>,
        name: &str,
    ) -> Result<Reply, Stop> {
        let job = self.job(connection, session, name);
        match tokio::time::timeout(self.patience.hold, job.outcome()).await {
            Err(_) => {
                let rows = count(job.progress.rows());
                Ok(Reply::Progress(text(
                    connection.locale,
                    &Message::new("exchange-http-progress").with("rows", rows),
                )))
            }
            Ok(Some(Outcome::Imported(imported))) => Ok(match &imported.fault {
                Some(fault) => Reply::Failure(text(connection.locale, &with_line(fault))),
                None => Reply::Done(text(connection.locale, &import::summary(&imported))),
            }),
            Ok(Some(Outcome::Missing)) => Err(Stop::Say(Message::new("exchange-http-no-file").with("name", name))),
            Ok(Some(Outcome::Failed(error))) => Err(Stop::Broken(error)),
            Ok(None) => Err(say("exchange-http-broken")),
        }
    }

    /// The work for this name: begun, or begun by an earlier call.
    fn job(self: &Arc<Self>, connection: &Arc<Connection>, session: &Arc<Session>, name: &str) -> Arc<Job> {
        let mut state = session.state.lock();
        let key = job_key(name);
        if let Some(job) = state.jobs.get(&key) {
            return Arc::clone(job);
        }
        let (job, sender) = Job::new();
        state.jobs.insert(key, Arc::clone(&job));
        let (protocol, connection, session) = (Arc::clone(self), Arc::clone(connection), Arc::clone(session));
        let (name, progress, owner) = (name.to_owned(), Arc::clone(&job.progress), connection.id);
        tokio::spawn(async move {
            let now = protocol.clock.now();
            let work = move |desk: &dyn Desk| import::import(desk, &connection, &session, &name, &progress, now);
            let outcome = protocol.exclusively(owner, work).await.unwrap_or_else(Outcome::Failed);
            sender.send_replace(Some(outcome));
        });
        job
    }

    async fn query(&self, connection: &Arc<Connection>, session: &Arc<Session>) -> Result<Reply, Stop> {
        let connection = Arc::clone(connection);
        let outgoing = Arc::new(
            self.blocking(move |desk| desk.orders(&connection, Origin::Http))
                .await?,
        );
        session.state.lock().offered = Some(Arc::clone(&outgoing));
        Ok(Reply::Xml {
            bytes: outgoing.bytes.clone(),
            charset: outgoing.charset,
        })
    }

    /// Only now the orders of this session's query count as delivered. Said twice, it is true twice.
    async fn success(&self, connection: &Arc<Connection>, session: &Arc<Session>) -> Result<Reply, Stop> {
        let Some(offered) = session.state.lock().offered.clone() else {
            return Err(say("exchange-http-no-query"));
        };
        let connection = Arc::clone(connection);
        self.blocking(move |desk| desk.delivered(&connection, &offered)).await?;
        Ok(Reply::Success)
    }

    async fn deactivate(
        &self,
        connection: &Arc<Connection>,
        session: &Arc<Session>,
        timestamp: Option<&str>,
    ) -> Result<Reply, Stop> {
        let Some(since) = timestamp.and_then(|text| moment_of(text, session.started)) else {
            return Err(say("exchange-http-no-timestamp"));
        };
        let (locale, owner) = (connection.locale, connection.id);
        let (connection, session) = (Arc::clone(connection), Arc::clone(session));
        let work = move |desk: &dyn Desk| {
            let run = import::run_of(desk, &connection, &session)?;
            let sweep = desk.deactivate(&connection, run, since)?;
            import::close(desk, &connection, &session)?;
            Ok(sweep)
        };
        let message = match self.exclusively(owner, work).await? {
            Sweep::Hidden(hidden) => Message::new("exchange-http-hidden").with("count", count(hidden)),
            Sweep::Asked { found, of } => Message::new("exchange-http-asked")
                .with("count", count(found))
                .with("of", count(of)),
        };
        Ok(Reply::Done(text(locale, &message)))
    }

    async fn complete(&self, connection: &Arc<Connection>, session: &Arc<Session>) -> Result<Reply, Stop> {
        let (owner, connection, session, now) = (
            connection.id,
            Arc::clone(connection),
            Arc::clone(session),
            self.clock.now(),
        );
        self.exclusively(owner, move |desk| {
            import::import_waiting(desk, &connection, &session, now)
        })
        .await?;
        Ok(Reply::Success)
    }

    async fn info(&self, connection: &Arc<Connection>) -> Result<Reply, Stop> {
        let owner = Arc::clone(connection);
        Ok(Reply::Document(self.blocking(move |desk| desk.info(&owner)).await?))
    }

    /// Runs work of the desk on a thread that may block.
    pub(super) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Desk) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let desk = Arc::clone(&self.desk);
        tokio::task::spawn_blocking(move || work(desk.as_ref()))
            .await
            .map_err(Error::internal)?
    }

    /// The same, when no other import of the connection is at work.
    pub(super) async fn exclusively<T: Send + 'static>(
        &self,
        connection: ConnectionId,
        work: impl FnOnce(&dyn Desk) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let lock = Arc::clone(
            self.locks
                .lock()
                .entry(connection)
                .or_insert_with(|| Arc::new(Semaphore::new(1))),
        );
        let _turn = lock.acquire_owned().await.map_err(Error::internal)?;
        self.blocking(work).await
    }
}

/// `sessid` is wanted of a client that has sent it before in this session: old ones never do.
fn check_token(session: &Session, call: &Call) -> Result<(), Stop> {
    let mut state = session.state.lock();
    match &call.token {
        Some(token) if *token == session.token => state.token_used = true,
        None if !state.token_used => {}
        _ => return Err(say("exchange-http-token")),
    }
    Ok(())
}

fn checkauth(topic: Topic, session: &Session) -> Reply {
    let mut lines = vec![
        "success".to_owned(),
        COOKIE.to_owned(),
        session.id.clone(),
        format!("sessid={}", session.token),
    ];
    if topic == Topic::Catalogue {
        lines.push(format!("timestamp={}", session.started.millis().div_euclid(1_000)));
    }
    Reply::Lines(lines)
}

/// Exactly two lines, unless the client named a version: client A gives up at a third.
fn init(connection: &Connection, session: &Session, versioned: bool) -> Reply {
    let zip = if connection.zip { "yes" } else { "no" };
    let mut lines = vec![format!("zip={zip}"), format!("file_limit={}", connection.file_limit)];
    if versioned {
        lines.push(format!("sessid={}", session.token));
        lines.push(format!("version={}", connection.dialect.schema));
    }
    Reply::Lines(lines)
}

/// The moment of `checkauth` that a client gives back: seconds, or a written time. It is never later than the session.
fn moment_of(text: &str, started: Moment) -> Option<Moment> {
    if let Ok(seconds) = text.trim().parse::<i64>() {
        let moment = Moment::from_millis(seconds.checked_mul(1_000)?);
        return (moment <= started).then_some(moment);
    }
    // A written time has no zone: that it is one at all tells that this session is meant.
    let written = jiff::civil::DateTime::strptime("%Y-%m-%d_%H:%M:%S", text).is_ok();
    written.then(|| Moment::from_millis(started.millis().div_euclid(1_000) * 1_000))
}

/// Does the file end as XML does? Then it is whole, though nothing marked its last chunk.
fn is_whole(session: &Session, name: &str) -> bool {
    let spool = session.spool.lock();
    let upload = spool.as_ref().and_then(|spool| spool.upload(name));
    upload.is_some_and(|upload| crate::modules::exchange::folder::ends_closed(&upload.path))
}

/// A client shows this one line and nothing else: it names the place.
fn with_line(fault: &Fault) -> Message {
    match fault.line() {
        0 => fault.message(),
        line => Message::new("exchange-http-fault")
            .with("reason", fault.message())
            .with("line", line),
    }
}

fn text(locale: Locale, message: &Message) -> String {
    render(locale, &jiff::tz::TimeZone::UTC, message)
}

/// A count as an argument, so that it chooses the plural form.
pub(super) fn count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn job_key(name: &str) -> String {
    bare_name(&name.replace('\\', "/")).to_lowercase()
}
