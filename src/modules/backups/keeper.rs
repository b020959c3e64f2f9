//! Makes a backup when one is due or asked for, one at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::folder;
use super::model::{BackupSettings, Failure, Outcome, Step, Trouble};
use super::{actions, queries};
use crate::platform::access::Access;
use crate::platform::backup::{self, Kind, Source};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::RecordInfo;
use crate::platform::values::{Message, Moment};

/// Seconds after a start before a backup that was missed is made: people come first.
pub const REST: i64 = 180;

/// Where the installation is. A part of the services, from boot.
pub struct Installation {
    /// The data directory, absolute.
    pub data: PathBuf,
    pub id: String,
    pub tables: Vec<RecordInfo>,
}

impl Installation {
    /// The folder that backups go to before another is named.
    pub fn own_folder(&self) -> PathBuf {
        self.data.join(backup::BACKUPS)
    }

    /// Where a backup goes that can't wait: the folder that is set up, if it is the right one, or the own one.
    pub fn folder_now(&self, services: &Arc<Services>) -> PathBuf {
        let read = Access::system(services, super::JOB).read();
        let settings = read.ok().and_then(|tx| queries::settings(&tx).ok().flatten());
        let set = settings.map(|settings| PathBuf::from(settings.folder));
        set.filter(|folder| folder::is_ours(folder, &self.id).is_ok())
            .unwrap_or_else(|| self.own_folder())
    }

    pub fn proposed(&self) -> BackupSettings {
        BackupSettings::proposed(self.own_folder().display().to_string())
    }
}

/// A part: `services.part::<Keeper>()`.
pub struct Keeper {
    installation: Arc<Installation>,
    started: Moment,
    running: AtomicBool,
}

/// Lowers the flag however the run ends.
struct Turn(Arc<Keeper>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.running.store(false, Ordering::SeqCst);
    }
}

impl Keeper {
    pub fn new(installation: Arc<Installation>, started: Moment) -> Keeper {
        Keeper {
            installation,
            started,
            running: AtomicBool::new(false),
        }
    }

    pub fn is_running(&self) -> bool {
        self.running.load(Ordering::SeqCst)
    }

    fn turn(self: &Arc<Keeper>) -> Option<Turn> {
        let taken = self.running.swap(true, Ordering::SeqCst);
        (!taken).then(|| Turn(Arc::clone(self)))
    }

    /// Looks whether one is due, and makes it. What came of it is in the store, told to who is to hear of it.
    pub async fn look(self: &Arc<Keeper>, access: &Access) -> Result<(), Error> {
        let Some(_turn) = self.turn() else { return Ok(()) };
        self.close_interrupted(access).await?;
        let now = access.now();
        let state = queries::state(&access.read()?, &access.services().zone, now)?;
        if state.overdue && !state.streak.overdue {
            actions::tell_overdue(access).await?;
        }
        if now.seconds_since(self.started) >= REST && actions::is_due(access, now)? {
            self.run(access, false).await?;
        }
        Ok(())
    }

    /// Begins one beside the schedule.
    ///
    /// # Errors
    /// `Refused` while one runs.
    pub async fn begin(self: &Arc<Keeper>, access: &Access) -> Result<(), Error> {
        let Some(turn) = self.turn() else {
            return Err(Error::Refused(Message::new("backups-runs")));
        };
        actions::ask(access).await?;
        let system = Access::system(access.services(), super::JOB);
        tokio::spawn(async move {
            let keeper = Arc::clone(&turn.0);
            let _turn = turn;
            let ran = match keeper.close_interrupted(&system).await {
                Ok(()) => keeper.run(&system, true).await,
                Err(error) => Err(error),
            };
            if let Err(error) = ran {
                tracing::error!(%error, "what came of a backup can't be kept");
            }
        });
        Ok(())
    }

    async fn close_interrupted(&self, access: &Access) -> Result<(), Error> {
        // Runs are one at a time, and this process has its turn: one that hasn't ended was another process's.
        actions::close_interrupted(access).await.map(drop)
    }

    async fn run(&self, access: &Access, by_hand: bool) -> Result<(), Error> {
        let settings = queries::settings(&access.read()?)?;
        let settings = settings.unwrap_or_else(|| self.installation.proposed());
        let number = actions::begin(access, by_hand).await?;
        let (services, installation) = (Arc::clone(access.services()), Arc::clone(&self.installation));
        let made = on_a_thread(move || made(&services, &installation, &settings)).await;
        let outcome = made.unwrap_or_else(|reason| Outcome {
            failure: Some(Failure::new(Step::Making, Trouble::Other, reason)),
            ..Outcome::default()
        });
        match &outcome.failure {
            None => tracing::info!(file = outcome.file, bytes = outcome.bytes, "a backup was made"),
            Some(failure) => tracing::warn!(reason = failure.detail, "a backup failed"),
        }
        actions::end(access, number, outcome).await
    }
}

/// Work of minutes. Not on the runtime's threads for blocking: a stop of the server would wait for its end.
async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, &'static str> {
    let (tell, told) = tokio::sync::oneshot::channel();
    let thread = std::thread::Builder::new().name("backup".into()).spawn(move || {
        let _ = tell.send(work());
    });
    thread.map_err(|_| "no thread could be started")?;
    told.await.map_err(|_| "it broke: see the log of the server")
}

/// The archive, its second copy, and what is kept no longer.
fn made(services: &Arc<Services>, installation: &Installation, settings: &BackupSettings) -> Outcome {
    let mut outcome = Outcome::default();
    let folder = Path::new(&settings.folder);
    if let Err(failure) = made_in(services, installation, folder, &mut outcome) {
        outcome.failure = Some(failure);
        return outcome;
    }
    let pruned = pruned(folder, installation, settings);
    outcome.failure = match second(installation, settings, &mut outcome) {
        Err(failure) => Some(failure),
        Ok(()) => pruned.err(),
    };
    outcome
}

fn made_in(
    services: &Arc<Services>,
    installation: &Installation,
    folder: &Path,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    let failed = |error: backup::BackupError| Failure::of(Step::Making, &error);
    // Before the settings were first saved nothing is marked: it is the folder within the data.
    if folder == installation.own_folder() {
        let _ = std::fs::create_dir(folder);
    } else {
        known(folder, installation, Step::Making)?;
    }
    let source = Source::inside(services, &installation.data, &installation.tables).map_err(failed)?;
    let out = folder.join(backup::next_name(folder, services.clock.now()));
    let created = backup::create(source, Kind::Backup, &out, &services.clock).map_err(failed)?;
    outcome.file = created.file.display().to_string();
    outcome.bytes = created.bytes;
    outcome.entries = created.manifest.journal.entries;
    Ok(())
}

fn second(installation: &Installation, settings: &BackupSettings, outcome: &mut Outcome) -> Result<(), Failure> {
    if settings.second.is_empty() {
        return Ok(());
    }
    let folder = Path::new(&settings.second);
    known(folder, installation, Step::Copying)?;
    let copy = backup::copied(Path::new(&outcome.file), folder);
    let copy = copy.map_err(|error| Failure::of(Step::Copying, &error))?;
    outcome.second = copy.display().to_string();
    pruned(folder, installation, settings)
}

fn known(folder: &Path, installation: &Installation, step: Step) -> Result<(), Failure> {
    folder::is_ours(folder, &installation.id)
        .map_err(|trouble| Failure::new(step, trouble, format_args!("{}", folder.display())))
}

fn pruned(folder: &Path, installation: &Installation, settings: &BackupSettings) -> Result<(), Failure> {
    let sorted = backup::pruned(folder, settings.retention(), &installation.id);
    let sorted = sorted.map_err(|error| Failure::of(Step::Pruning, &error))?;
    if !sorted.foreign.is_empty() {
        let (archives, folder) = (sorted.foreign.len(), folder.display());
        tracing::warn!(archives, %folder, "archives of another cabinet, or such as can't be read, are left alone");
    }
    Ok(())
}
