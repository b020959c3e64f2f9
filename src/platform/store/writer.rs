//! One writer: a thread that runs the waiting closures one after another and commits them together.
//!
//! Closure n reads its own overlay, then the overlays accepted before it, then the engine. An error or a panic drops
//! just that overlay. One commit makes the whole batch durable, and only then is anyone answered and does any reader
//! see it. When a commit fails, everyone in it hears of it and the process ends: redb refuses writes after an IO error,
//! and so do we.
//!
//! A commit costs several flushes of the disk, whatever is in it. So followers of the journal, for whom nobody waits,
//! don't commit by themselves: their writes stay in the open batch until a person's write takes them along, or for
//! [`FOLLOWERS_WAIT`].

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use parking_lot::{Condvar, Mutex};
use tokio::sync::{oneshot, watch};

use super::engine::{Engine, Writes};
use super::read::{ReadTx, View};
use super::recent::Recent;
use super::rehearse::{Fate, Hand, Rehearsed, Rehearser, RowKind, Touched, kinds_of};
use super::whole::Whole;
use super::write::{Stamp, WriteTx};
use super::{Result, StoreError};
use crate::platform::values::Scope;

/// Closures that may wait; one more is refused with [`StoreError::Busy`].
pub const QUEUE_LIMIT: usize = 1_024;
/// Closures that share one commit.
const BATCH_LIMIT: usize = 256;
/// Bytes after which a batch is committed even if more wait.
const BATCH_BYTES_LIMIT: usize = 8 << 20;
/// Writes of one import follow each other within this time, but for the reading of a very large file before.
const IMPORT_PAUSE: Duration = Duration::from_millis(1_000);
/// How long writes of followers wait for company.
const FOLLOWERS_WAIT: Duration = Duration::from_millis(10);

/// Who goes first, and for whom the disk is not asked alone. Imports wait for people, and people wait for at most one
/// batch of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    People,
    /// Followers of the journal: in one line with people, committed with the next write of theirs or a little later.
    Follower,
    Import,
}

type Run = Box<dyn for<'t> FnMut(&mut WriteTx<'t>) -> Result<(), Dropped> + Send>;
type Done = Box<dyn FnOnce(Result<()>) + Send>;

/// The closure refused; its overlay is dropped. The reason went to the caller already.
struct Dropped;

struct Job {
    by: Priority,
    scope: Scope,
    stamp: Stamp,
    run: Run,
    done: Done,
}

#[derive(Default)]
struct Queue {
    people: VecDeque<Job>,
    import: VecDeque<Job>,
    closing: bool,
}

struct Shared {
    engine: Arc<dyn Engine>,
    /// What readers see: the newest commit.
    view: ArcSwap<View>,
    recent: Arc<Recent>,
    touched: Touched,
    queue: Mutex<Queue>,
    waiting: Condvar,
    /// Raised after each commit: subscribers of the journal wait on it.
    commits: watch::Sender<u64>,
    broken: AtomicBool,
    /// When the last write of an import ran.
    imported: Mutex<Option<Instant>>,
    /// What happens when a commit fails: the process ends, except in tests.
    on_broken: fn(&StoreError),
}

/// The store: an engine and its writer. Clones share both.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
    thread: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Store {
    /// Starts the writer of an engine. Fails when the engine can't be read.
    pub fn start(engine: impl Engine, on_broken: fn(&StoreError)) -> Result<Store> {
        let view = View::new(0, engine.snapshot()?);
        let shared = Arc::new(Shared {
            engine: Arc::new(engine),
            view: ArcSwap::from_pointee(view),
            recent: Arc::default(),
            touched: Touched::default(),
            queue: Mutex::default(),
            waiting: Condvar::new(),
            commits: watch::channel(0).0,
            broken: AtomicBool::new(false),
            imported: Mutex::default(),
            on_broken,
        });
        let writer = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || write_until_closed(&writer))
            .expect("a thread can be started while the process starts");
        Ok(Store {
            shared,
            thread: Arc::new(Mutex::new(Some(thread))),
        })
    }

    /// Ends the writer after what waits is written. Later writes are refused.
    pub fn close(&self) {
        self.shared.queue.lock().closing = true;
        self.shared.waiting.notify_all();
        if let Some(thread) = self.thread.lock().take() {
            let _ = thread.join();
        }
        self.shared.engine.close();
    }

    pub fn size(&self) -> u64 {
        self.shared.engine.size()
    }

    /// Everything as of the newest commit, for copying it within this process. Drop it when it is copied: a long-lived
    /// view makes the file grow.
    pub(in crate::platform) fn whole(&self) -> Whole {
        Whole::of_snapshot(Arc::clone(&self.shared.view.load().snapshot))
    }

    /// Closures that wait now.
    pub fn queued(&self) -> usize {
        let queue = self.shared.queue.lock();
        queue.people.len() + queue.import.len()
    }

    /// Is an import writing, or was it a moment ago?
    pub(in crate::platform) fn is_importing(&self) -> bool {
        let last = *self.shared.imported.lock();
        last.is_some_and(|last| last.elapsed() < IMPORT_PAUSE)
    }

    /// Counts commits; changes after each.
    pub(in crate::platform) fn commits(&self) -> watch::Receiver<u64> {
        self.shared.commits.subscribe()
    }

    /// The newest commit, as `scope` may see it. Costs nothing: readers share one snapshot.
    pub(in crate::platform) fn read(&self, scope: Scope) -> ReadTx {
        ReadTx::new(self.shared.view.load_full(), Arc::clone(&self.shared.recent), scope)
    }

    /// Works out a write beside the writer, over the newest commit and what `rehearser` has on its way: nothing is
    /// written until a closure takes it in.
    pub(in crate::platform) fn rehearse<T, E>(
        &self,
        rehearser: &mut Rehearser,
        scope: Scope,
        stamp: Stamp,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, E>,
    ) -> Result<(T, Rehearsed), E> {
        let view = self.shared.view.load_full();
        rehearser.settle(view.number);
        let mut tx = WriteTx::rehearsal(&view, &self.shared.recent, rehearser, scope, stamp);
        let worked = work(&mut tx)?;
        let (writes, kinds) = tx.into_rehearsed();
        Ok((worked, rehearser.rehearsed(writes, view.number, kinds)))
    }

    /// Runs `work` on the writer and answers when its writes are on disk, or with why they were dropped.
    pub(in crate::platform) async fn write<T, E, F>(
        &self,
        by: Priority,
        scope: Scope,
        stamp: Stamp,
        work: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnMut(&mut WriteTx<'t>) -> Result<T, E> + Send + 'static,
    {
        let answer = self.submit(by, scope, stamp, work)?;
        answer.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// The same from a thread that may block. Never call it on an async worker.
    pub(in crate::platform) fn write_blocking<T, E, F>(
        &self,
        by: Priority,
        scope: Scope,
        stamp: Stamp,
        work: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnMut(&mut WriteTx<'t>) -> Result<T, E> + Send + 'static,
    {
        let answer = self.submit(by, scope, stamp, work)?;
        answer
            .blocking_recv()
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    fn submit<T, E, F>(
        &self,
        by: Priority,
        scope: Scope,
        stamp: Stamp,
        mut work: F,
    ) -> Result<oneshot::Receiver<Result<T, E>>, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'t> FnMut(&mut WriteTx<'t>) -> Result<T, E> + Send + 'static,
    {
        let (send, answer) = oneshot::channel();
        // What the last run of the closure said; told to the caller when the commit is on disk, or at once if it refused.
        let said: Arc<Mutex<Option<Result<T, E>>>> = Arc::default();
        let heard = Arc::clone(&said);
        let run: Run = Box::new(move |tx| {
            let outcome = work(tx);
            let kept = if outcome.is_ok() { Ok(()) } else { Err(Dropped) };
            *said.lock() = Some(outcome);
            kept
        });
        let done: Done = Box::new(move |committed| {
            let outcome = match committed {
                Ok(()) => heard.lock().take().unwrap_or_else(|| Err(StoreError::Closed.into())),
                Err(error) => Err(error.into()),
            };
            let _ = send.send(outcome);
        });
        let job = Job {
            by,
            scope,
            stamp,
            run,
            done,
        };
        let mut queue = self.shared.queue.lock();
        if queue.closing || self.shared.broken.load(Ordering::SeqCst) {
            return Err(StoreError::Closed.into());
        }
        let line = match by {
            Priority::People | Priority::Follower => &mut queue.people,
            Priority::Import => &mut queue.import,
        };
        if line.len() >= QUEUE_LIMIT {
            return Err(StoreError::Busy.into());
        }
        line.push_back(job);
        drop(queue);
        self.shared.waiting.notify_one();
        Ok(answer)
    }
}

fn write_until_closed(shared: &Shared) {
    let mut batch = Batch::default();
    loop {
        match next_job(shared, batch.waits_until) {
            Next::Job(first) => {
                let view = shared.view.load_full();
                let mut job = Some(*first);
                while let Some(next) = job.take() {
                    batch.run(next, &view, shared);
                    if batch.answers.len() < BATCH_LIMIT && batch.bytes < BATCH_BYTES_LIMIT {
                        // Only people join a running batch: an import's portion is a batch of its own.
                        job = shared.queue.lock().people.pop_front();
                    }
                }
                let full = batch.answers.len() >= BATCH_LIMIT || batch.bytes >= BATCH_BYTES_LIMIT;
                if !batch.awaited && !full {
                    continue;
                }
            }
            Next::Commit => {}
            Next::Closed => return,
        }
        let batch = std::mem::take(&mut batch);
        if !batch.accepted.is_empty()
            && let Err(error) = commit(shared, &batch)
        {
            return fail(shared, batch.answers, &error);
        }
        for done in batch.answers {
            done(Ok(()));
        }
        shared.commits.send_modify(|count| *count += 1);
    }
}

/// Makes the writes durable, and then visible.
fn commit(shared: &Shared, batch: &Batch) -> Result<()> {
    let writes = &batch.accepted;
    shared.engine.commit(writes)?;
    let view = View::new(shared.view.load().number + 1, shared.engine.snapshot()?);
    shared.touched.note(&batch.kinds, view.number);
    for fate in &batch.fates {
        fate.committed(view.number);
    }
    shared.recent.pass(writes, view.number);
    shared.view.store(Arc::new(view));
    Ok(())
}

/// Answers everyone with the error, and ends the process.
fn fail(shared: &Shared, waiting: Vec<Done>, error: &StoreError) {
    shared.broken.store(true, Ordering::SeqCst);
    let mut queue = shared.queue.lock();
    queue.closing = true;
    let rest: Vec<Job> = queue.people.drain(..).collect();
    let imports: Vec<Job> = queue.import.drain(..).collect();
    drop(queue);
    for done in waiting
        .into_iter()
        .chain(rest.into_iter().chain(imports).map(|job| job.done))
    {
        done(Err(error.clone()));
    }
    (shared.on_broken)(error);
}

enum Next {
    Job(Box<Job>),
    /// Nothing waits, and the open batch has waited long enough.
    Commit,
    Closed,
}

/// The next job. `until`: when the open batch is to be committed, if there is one.
fn next_job(shared: &Shared, until: Option<Instant>) -> Next {
    let mut queue = shared.queue.lock();
    loop {
        if let Some(job) = queue.people.pop_front() {
            return Next::Job(Box::new(job));
        }
        if let Some(job) = queue.import.pop_front() {
            *shared.imported.lock() = Some(Instant::now());
            return Next::Job(Box::new(job));
        }
        match (queue.closing, until) {
            (true, Some(_)) => return Next::Commit,
            (true, None) => return Next::Closed,
            (false, Some(until)) => {
                if shared.waiting.wait_until(&mut queue, until).timed_out() {
                    return Next::Commit;
                }
            }
            (false, None) => shared.waiting.wait(&mut queue),
        }
    }
}

#[derive(Default)]
struct Batch {
    accepted: Writes,
    answers: Vec<Done>,
    /// The kinds of its rows, and of which rehearser they are.
    kinds: Vec<(RowKind, Option<Hand>)>,
    /// Of the rehearsals that it took in.
    fates: Vec<Fate>,
    bytes: usize,
    /// Somebody in it waits for the disk.
    awaited: bool,
    /// When it is committed without company.
    waits_until: Option<Instant>,
}

impl Batch {
    fn run(&mut self, mut job: Job, view: &View, shared: &Shared) {
        let mut outcome = None;
        for _ in 0..=usize::from(shared.engine.wants_rerun()) {
            let mut tx = WriteTx::new(
                view,
                &shared.recent,
                &shared.touched,
                &self.accepted,
                job.scope.clone(),
                job.stamp,
            );
            let ran = catch_unwind(AssertUnwindSafe(|| (job.run)(&mut tx)));
            outcome = Some(ran.map(|kept| kept.map(|()| tx.into_writes())));
        }
        match outcome {
            Some(Ok(Ok((writes, taken)))) => {
                let by = |kind: &RowKind| taken.as_ref().filter(|taken| taken.kinds.contains(kind));
                let kinds = kinds_of(&writes).into_iter();
                self.kinds
                    .extend(kinds.map(|kind| (kind, by(&kind).map(|taken| taken.hand))));
                self.fates.extend(taken.map(|taken| taken.fate));
                let size = |(key, value): (&Vec<u8>, &Option<Vec<u8>>)| key.len() + value.as_ref().map_or(0, Vec::len);
                self.bytes += writes.iter().map(size).sum::<usize>();
                if self.accepted.is_empty() {
                    self.accepted = writes;
                } else {
                    self.accepted.extend(writes);
                }
                self.awaited |= job.by != Priority::Follower;
                self.waits_until.get_or_insert_with(|| Instant::now() + FOLLOWERS_WAIT);
                self.answers.push(job.done);
            }
            Some(Ok(Err(Dropped))) | None => (job.done)(Ok(())),
            Some(Err(panic)) => (job.done)(Err(StoreError::Panicked(panic_text(panic.as_ref())))),
        }
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".into())
}
