//! Boot and graceful stop, in order: data directory, store, modules, background work, HTTP.

mod data;
mod listening;
mod mail;
mod serving;
mod supervisor;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use data::{DataDir, Instance, write_private};
pub use listening::Listening;
pub use mail::settings as mail_settings;

use crate::config::Settings;
use crate::modules::backups::{self, Installation};
use crate::modules::delivery::{KEYS_FILE, PeopleKeys};
use crate::modules::evidence;
use crate::modules::health::{MetricsDoor, Watch};
use crate::modules::offers::LinkKey;
use crate::modules::orders::{OrderSettings, Prefix};
use crate::modules::{MODULES, exchange};
use crate::platform::access::{
    Access, KnownPermissions, Passwords, Permission, SEED_KEYS_FILE, SecondFactorRule, SeedKeys, Throttle, permissions,
};
use crate::platform::backup::DataLock;
use crate::platform::brand::{Brand, BrandNow};
use crate::platform::files::Files;
use crate::platform::journal::{ChainReport, Subscriber};
use crate::platform::notify::{self, Mailer};
use crate::platform::search::{Feed, SearchIndex};
use crate::platform::services::Services;
use crate::platform::store::{CheckReport, LoggedEngine, RecordInfo, RedbEngine, Store, StoreError};
use crate::platform::timetable::{self, Job, Timetable};
use crate::platform::upgrade::{MIGRATIONS, Stage, Upgrade, UpgradeError, Upgraded, plan};
use crate::platform::values::{Clock, Email};
use crate::platform::web::{Portal, Proxies, Start, Starting, WebSettings, router};

/// An opened installation: data, services, modules; nothing in the background yet.
pub struct App {
    pub data: DataDir,
    pub settings: Settings,
    pub services: Arc<Services>,
    /// What the start did to data of an earlier version.
    pub upgraded: Option<Upgraded>,
    recovery: bool,
    stop: watch::Sender<bool>,
    background: Vec<JoinHandle<()>>,
}

/// How an installation is opened.
#[derive(Clone, Copy, Default)]
pub struct Manner<'a> {
    /// For administrators alone, after a failure: no mail leaves, the search index stays as it is.
    pub recovery: bool,
    /// Who is told how far the start is.
    pub starting: Option<&'a Starting>,
}

/// Another process has the store open.
#[derive(Debug, thiserror::Error)]
#[error("{} is in use by another process: a running server, or a command that hasn't ended", .0.display())]
pub struct InUse(PathBuf);

impl App {
    /// Opens the data directory and everything that stands on it. The clock is the system's, except for the history of
    /// a demonstration.
    pub fn open(data: DataDir, settings: Settings, clock: Clock) -> anyhow::Result<App> {
        App::open_as(data, settings, clock, Manner::default())
    }

    /// The same in a manner.
    pub fn open_as(data: DataDir, settings: Settings, clock: Clock, manner: Manner<'_>) -> anyhow::Result<App> {
        let services = App::stored(&data, &settings, clock)?;
        let installation = Arc::new(Installation {
            data: std::path::absolute(data.path()).context("the data directory has no path")?,
            id: data.instance().id.to_string(),
            tables: App::records(),
        });
        let upgraded = brought_up(&services, &installation, manner.starting)?;
        services.provide(Arc::new(Throttle::default()));
        services.provide(Arc::new(Proxies::new(settings.networks("proxy.trusted")?)));
        services.provide(Arc::new(Passwords::default()));
        services.provide(Arc::new(seed_keys(&data)?));
        services.provide(Arc::new(KnownPermissions(known_permissions())));
        services.provide(Arc::new(
            Files::open(&data.files()).context("the folder of files can't be opened")?,
        ));
        let index = SearchIndex::open(&data.index()).context("the search index can't be opened")?;
        let feed = Feed::new(Arc::new(index));
        services.provide(Arc::clone(&feed));
        let mail = match manner.recovery {
            true => mail::none()?,
            false => mail::settings(&settings, &data).context("mail can't be set up")?,
        };
        services.provide(Mailer::new(mail).context("mail can't be set up")?);
        services.provide(Arc::new(BrandNow::new(configured_brand(&settings))));
        services.provide(Arc::new(data.clone()));
        services.provide(Arc::new(settings.clone()));
        services.provide(Arc::new(exchange_settings(&data, &settings)?));
        services.provide(installation);
        services.provide(Arc::new(watch(&settings, &services.clock)?));
        for module in MODULES {
            (module.boot)(&services).with_context(|| format!("module {}", module.name))?;
        }
        services.provide(Arc::new(OrderSettings {
            prefix: Prefix::new(&data.instance().order_prefix),
        }));
        services.provide(Arc::new(LinkKey::new(data.key("offers.key")?)));
        services.provide(Arc::new(people_keys(&data)?));
        services.provide(Arc::new(evidence_settings(&data, &settings)?));
        let jobs = MODULES.iter().flat_map(|module| (module.jobs)());
        let jobs = jobs.map(|job| scheduled(job, &settings)).collect();
        services.provide(Timetable::new(&services, jobs).context("the timetable can't be made")?);
        if !manner.recovery {
            feed.catch_up(&Access::system(&services, "search"))
                .context("the search index can't be filled")?;
        }
        if let Some(upgraded) = &upgraded {
            remember(&services, upgraded)?;
        }
        Ok(App {
            data,
            settings,
            services,
            upgraded,
            recovery: manner.recovery,
            stop: watch::channel(false).0,
            background: Vec::new(),
        })
    }

    /// The store alone, with nothing on it yet.
    fn stored(data: &DataDir, settings: &Settings, clock: Clock) -> anyhow::Result<Arc<Services>> {
        let lock = DataLock::shared(data.path())?;
        let engine = RedbEngine::open(&data.store(), settings.cache_bytes()?, |share| {
            let percent = (share * 100.0) as u32;
            tracing::info!(percent, "the store was not closed; it is being walked");
            supervisor::still_opening(percent);
        });
        let engine = engine.and_then(|engine| LoggedEngine::open(engine, &data.store()));
        let engine = match engine {
            Err(StoreError::Locked) => anyhow::bail!(InUse(data.path().to_owned())),
            other => other.context("the store can't be opened")?,
        };
        let store = Store::start(engine, |error| {
            tracing::error!(%error, "a commit failed; the process ends so that nothing unsaved is called saved");
            std::process::exit(70);
        })
        .context("the store can't be read")?;
        let services = Services::new(store, clock, settings.zone()?);
        // No restore begins while the services have the directory.
        services.provide(Arc::new(lock));
        Ok(services)
    }

    /// Walks the store of an installation and its journal. Modules are not booted: a record that can't be read would keep
    /// them from it, and is what is looked for.
    ///
    /// # Errors
    /// When the store can't be opened or walked at all, or is of a later version of the program.
    pub fn check(data: &DataDir, settings: &Settings, clock: Clock) -> anyhow::Result<(CheckReport, ChainReport)> {
        let (services, records) = (App::stored(data, settings, clock)?, App::records());
        let known = plan(&Access::system(&services, "check").read()?, &records, MIGRATIONS);
        if let Err(error @ UpgradeError::Newer(_)) = known {
            services.close();
            return Err(error.into());
        }
        let indexed = services.reindex(&records).err();
        let walked = services.check(&records);
        services.close();
        let (report, chain) = walked.context("the store can't be walked")?;
        match indexed {
            // What indexes can't be made from is among what was found.
            Some(StoreError::Unreadable { .. } | StoreError::Taken(_) | StoreError::Engine(_))
                if !report.findings.is_empty() => {}
            Some(error) => return Err(error).context("the store's indexes can't be put right"),
            None => {}
        }
        Ok((report, chain))
    }

    /// Every record type there is, for `check`.
    pub fn records() -> Vec<RecordInfo> {
        let modules = MODULES.iter().flat_map(|module| module.records);
        crate::platform::access::RECORDS
            .iter()
            .chain(notify::RECORDS)
            .chain(timetable::RECORDS)
            .chain(crate::platform::files::RECORDS)
            .chain(modules)
            .copied()
            .collect()
    }

    fn subscribers(&self) -> Vec<Subscriber> {
        let permissions = known_permissions();
        let owners = MODULES.iter().flat_map(|module| module.owners).copied().collect();
        let mailer = self.services.part::<Mailer>();
        let feed = self.services.part::<Feed>();
        let modules = MODULES.iter().flat_map(|module| (module.subscribers)(&self.services));
        modules
            .chain([
                feed.subscriber(&self.services),
                notify::bell(permissions, owners, mailer.is_on()),
            ])
            .collect()
    }

    /// Starts the followers of the journal, the mailer and the timetable.
    pub fn start_background(&mut self) {
        let mailer = self.services.part::<Mailer>();
        let mailer = mailer.run(Arc::clone(&self.services), self.stop.subscribe());
        self.background.push(tokio::spawn(mailer));
        let (timetable, mut stop) = (self.services.part::<Timetable>(), self.stop.subscribe());
        self.background.push(tokio::spawn(async move {
            if let Err(error) = timetable.start().await {
                tracing::error!(%error, "the timetable can't be started");
                return;
            }
            let _ = stop.wait_for(|stop| *stop).await;
            timetable.stop().await;
        }));
        for subscriber in self.subscribers() {
            let follower = self.services.follower(subscriber);
            self.background.push(tokio::spawn(follower.run(self.stop.subscribe())));
        }
        let exchange = exchange::background(Arc::clone(&self.services), self.stop.subscribe());
        self.background.push(tokio::spawn(exchange));
    }

    /// Runs every subscriber until it has read all that is there. For commands without a server.
    pub async fn catch_up(&self) -> anyhow::Result<()> {
        for subscriber in self.subscribers() {
            let follower = self.services.follower(subscriber);
            while follower.portion().await? > 0 {}
        }
        Ok(())
    }

    /// Binds and serves until `stopped`; `ready` is told the address, `http://127.0.0.1:8080`.
    pub async fn serve(
        &self,
        ready: impl FnOnce(&str),
        stopped: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let listening = Listening::begin(&self.settings).await?;
        self.serve_on(listening, ready, stopped).await
    }

    /// The same where the address is served already.
    pub async fn serve_on(
        &self,
        listening: Listening,
        ready: impl FnOnce(&str),
        stopped: impl Future<Output = ()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let url = listening.url().to_owned();
        let origin = match self.settings.text("origin") {
            "" => url.clone(),
            origin => origin.trim_end_matches('/').to_owned(),
        };
        let web = WebSettings {
            public_origin: origin,
            secure: self.settings.secure(),
            demo: self.data.instance().demo,
            recovery: self.recovery,
            second_factor: SecondFactorRule::from_setting(self.settings.text("second_factor")).unwrap_or_default(),
        };
        let portal = Portal::new(Arc::clone(&self.services), web, MODULES);
        let alive = tokio::spawn(supervisor::alive(Arc::clone(&self.services)));
        listening.open(router(&portal));
        ready(&url);
        supervisor::serving(&url, self.recovery);
        let stopped = async {
            stopped.await;
            supervisor::stopping();
        };
        let served = listening.until(stopped).await;
        alive.abort();
        served
    }

    /// Ends background work, writes what waits and closes the store.
    pub async fn close(mut self) {
        let _ = self.stop.send(true);
        for task in self.background.drain(..) {
            let _ = task.await;
        }
        let services = Arc::clone(&self.services);
        let _ = tokio::task::spawn_blocking(move || services.close()).await;
    }
}

/// Brings data of an earlier version of the program up to this one.
fn brought_up(
    services: &Arc<Services>,
    installation: &Installation,
    starting: Option<&Starting>,
) -> anyhow::Result<Option<Upgraded>> {
    let folder = installation.folder_now(services);
    let upgrade = Upgrade {
        services,
        data: &installation.data,
        folder: &folder,
        tables: &installation.tables,
        migrations: MIGRATIONS,
    };
    // As long as it takes: each word is repeated until the next.
    let patience = supervisor::Patience::begin();
    let tell = |stage: Stage| {
        let (start, said) = match stage {
            Stage::Backup => (Start::Backup, "A backup is being made before the upgrade".to_owned()),
            Stage::Migration(name) => (Start::Upgrading, format!("The data is being upgraded: {name}")),
            Stage::Indexes => (Start::Upgrading, "The data is being upgraded: indexes".to_owned()),
        };
        if let Some(starting) = starting {
            starting.tell(start);
        }
        patience.says(said);
    };
    let upgraded = upgrade.run(&tell)?;
    if let Some(done) = &upgraded {
        tracing::info!(from = done.from, backup = %done.backup.display(), "the data was brought up to this version");
    }
    if let Some(starting) = starting {
        starting.tell(Start::Opening);
    }
    Ok(upgraded)
}

/// The backup before an upgrade stands on the page of backups and in the journal.
fn remember(services: &Arc<Services>, upgraded: &Upgraded) -> anyhow::Result<()> {
    let Some(made) = upgraded.made else { return Ok(()) };
    let outcome = backups::Outcome {
        file: upgraded.backup.display().to_string(),
        bytes: made.bytes,
        entries: made.entries,
        ..backups::Outcome::default()
    };
    let access = Access::system(services, backups::JOB);
    // Within a runtime nobody may wait for the writer.
    let written = std::thread::scope(|scope| {
        let written = scope.spawn(|| backups::made_before_upgrade(&access, made.begun, outcome));
        written.join()
    });
    let written = written.map_err(|_| anyhow::anyhow!("the backup before the upgrade can't be noted"))?;
    written.context("the backup before the upgrade can't be noted")
}

/// Resolves at Ctrl-C or SIGTERM. It listens from the call on, not from when it is first awaited: who was told where the
/// server is may stop it at once.
pub fn stop_signal() -> impl Future<Output = ()> + Send + 'static {
    #[cfg(unix)]
    let [interrupt, terminate] = {
        use tokio::signal::unix::{SignalKind, signal};
        [SignalKind::interrupt(), SignalKind::terminate()].map(|kind| {
            let signal = signal(kind).ok();
            async move {
                match signal {
                    Some(mut signal) => drop(signal.recv().await),
                    None => std::future::pending().await,
                }
            }
        })
    };
    #[cfg(not(unix))]
    let (interrupt, terminate) = (
        async { drop(tokio::signal::ctrl_c().await) },
        std::future::pending::<()>(),
    );
    async {
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
        }
    }
}

/// What the cabinet is called until something else is set in it.
fn configured_brand(settings: &Settings) -> Brand {
    Brand {
        name: settings.text("brand").to_owned(),
        ..Brand::default()
    }
}

/// A job whose schedule is a setting.
fn scheduled(job: Job, settings: &Settings) -> Job {
    match job.name {
        // A schedule lives as long as the process, and there is one application in it.
        exchange::FOLDER_JOB => Job {
            schedule: settings.text("exchange.schedule").to_owned().leak(),
            ..job
        },
        _ => job,
    }
}

/// Who may read the figures of the installation, and what else is watched.
fn watch(settings: &Settings, clock: &Clock) -> anyhow::Result<Watch> {
    let door = MetricsDoor::new(settings.text("metrics.token"), settings.networks("metrics.trusted")?);
    let certificate = Some(settings.text("tls.certificate")).filter(|path| !path.is_empty());
    Ok(Watch::new(door, certificate.map(PathBuf::from), clock.now()))
}

/// The keys of what is kept of people. Without them the cabinet works, and says so where it matters.
fn people_keys(data: &DataDir) -> anyhow::Result<PeopleKeys> {
    let keys = PeopleKeys::parse(&data.keys(KEYS_FILE)?.unwrap_or_default());
    if keys.is_empty() {
        tracing::error!(
            file = KEYS_FILE,
            "no key of people's papers can be read: they can be neither entered nor shown"
        );
    }
    Ok(keys)
}

/// The keys of second factors. Without them nobody gets in by a code of an app; recovery codes still open.
fn seed_keys(data: &DataDir) -> anyhow::Result<SeedKeys> {
    let keys = SeedKeys::parse(&data.keys(SEED_KEYS_FILE)?.unwrap_or_default());
    if keys.is_empty() {
        tracing::error!(
            file = SEED_KEYS_FILE,
            "no key of second factors can be read: codes can't be checked, recovery codes can"
        );
    }
    Ok(keys)
}

/// What packs are signed with, and who gets the head of the chain.
fn evidence_settings(data: &DataDir, settings: &Settings) -> anyhow::Result<evidence::Settings> {
    let key = evidence_key(data)?;
    let listed = settings.text("evidence.heads_to").split(',').map(str::trim);
    let heads_to = listed
        .filter(|address| !address.is_empty())
        .map(|address| Email::parse(address).with_context(|| format!("evidence.heads_to: {address}")));
    Ok(evidence::Settings {
        key,
        installation: data.instance().id,
        demo: data.instance().demo,
        heads_to: heads_to.collect::<anyhow::Result<_>>()?,
    })
}

/// The installation's signing key; made when it isn't there yet.
pub fn evidence_key(data: &DataDir) -> anyhow::Result<evidence::SigningKey> {
    let seed = data.key(evidence::KEY_FILE)?;
    evidence::SigningKey::of_seed(&seed).context("the signing key can't be used")
}

/// The exchange folder is the setting's, else `exchange` in the data directory.
pub fn exchange_settings(data: &DataDir, settings: &Settings) -> anyhow::Result<exchange::ExchangeSettings> {
    let folder = match settings.text("exchange.folder") {
        "" => data.path().join("exchange"),
        folder => folder.into(),
    };
    Ok(exchange::ExchangeSettings {
        folder,
        rest_seconds: settings.number("exchange.rest_seconds", 0, 3_600)?,
        hold_seconds: settings.number("exchange.hold_seconds", 0, 120)?.unsigned_abs(),
        spool: data.path().join("spool"),
        archive: exchange::ArchiveRule {
            days: settings.number("exchange.archive_days", 0, 36_500)?,
            bytes: settings.number("exchange.archive_gb", 0, 1_000_000)?.unsigned_abs() << 30,
        },
    })
}

/// All permissions that there are, the platform's first.
fn known_permissions() -> Vec<Permission> {
    let modules = MODULES.iter().flat_map(|module| module.permissions);
    permissions::ALL.iter().chain(modules).copied().collect()
}
