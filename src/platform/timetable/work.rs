//! The timetable at work.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use tokio::sync::Mutex;
use tokio_cron_scheduler::{Job as Alarm, JobScheduler};

use super::schedule::{Schedule, offset};
use super::{Job, JobRun};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Message, Moment};

/// Of a failure that is kept, in characters.
const FAILURE_MAX: usize = 1_000;

/// All jobs. A part: `services.part::<Timetable>()`.
pub struct Timetable {
    /// Weak, since the services hold the timetable: a ring would never let the store go.
    services: Weak<Services>,
    jobs: Vec<Planned>,
    scheduler: Mutex<Option<JobScheduler>>,
}

struct Planned {
    job: Job,
    schedule: Schedule,
    running: AtomicBool,
}

/// A job as its page shows it.
#[derive(Clone, Debug)]
pub struct JobView {
    pub name: &'static str,
    pub title: &'static str,
    pub schedule: &'static str,
    pub running: bool,
    pub last: Option<JobRun>,
    pub next: Option<Moment>,
}

impl Timetable {
    /// Names must be unique and schedules readable: a fault of the wiring otherwise.
    pub fn new(services: &Arc<Services>, jobs: Vec<Job>) -> Result<Arc<Timetable>, Error> {
        let mut names = BTreeSet::new();
        let mut planned = Vec::with_capacity(jobs.len());
        for job in jobs {
            if !names.insert(job.name) {
                return Err(Error::internal(format!("two jobs are called {}", job.name)));
            }
            let schedule = Schedule::parse(job.schedule)?;
            planned.push(Planned {
                job,
                schedule,
                running: AtomicBool::new(false),
            });
        }
        Ok(Arc::new(Timetable {
            services: Arc::downgrade(services),
            jobs: planned,
            scheduler: Mutex::new(None),
        }))
    }

    /// Starts the clock. A job whose time passed while the server was down runs at once.
    pub async fn start(self: &Arc<Timetable>) -> Result<(), Error> {
        self.close_interrupted().await?;
        let missed = self.missed()?;
        let scheduler = JobScheduler::new().await.map_err(Error::internal)?;
        let offset = offset(&self.services()?.zone, Moment::from(jiff::Timestamp::now()))
            .ok_or(Error::Internal("zone".into()))?;
        for (at, planned) in self.jobs.iter().enumerate() {
            let timetable = Arc::clone(self);
            let alarm = Alarm::new_async_tz(planned.job.schedule, offset, move |_, _| {
                let timetable = Arc::clone(&timetable);
                Box::pin(async move {
                    timetable.run(at).await;
                })
            });
            scheduler
                .add(alarm.map_err(Error::internal)?)
                .await
                .map_err(Error::internal)?;
        }
        scheduler.start().await.map_err(Error::internal)?;
        *self.scheduler.lock().await = Some(scheduler);
        let timetable = Arc::clone(self);
        tokio::spawn(async move {
            for at in missed {
                timetable.run(at).await;
            }
        });
        Ok(())
    }

    /// Stops the clock. What runs goes on to its end, or to the end of the process.
    pub async fn stop(&self) {
        if let Some(mut scheduler) = self.scheduler.lock().await.take()
            && let Err(error) = scheduler.shutdown().await
        {
            tracing::warn!(%error, "the timetable's clock did not stop");
        }
    }

    /// Starts a job by hand, beside its schedule; refused while it runs.
    pub fn run_now(self: &Arc<Timetable>, name: &str) -> Result<(), Error> {
        let at = self
            .jobs
            .iter()
            .position(|planned| planned.job.name == name)
            .ok_or(Error::NotFound)?;
        if self.jobs[at].running.load(Ordering::SeqCst) {
            return Err(Error::Refused(Message::new("timetable-runs")));
        }
        let timetable = Arc::clone(self);
        tokio::spawn(async move { timetable.run(at).await });
        Ok(())
    }

    /// All jobs, in the order of the modules.
    pub fn view(&self, tx: &ReadTx) -> Result<Vec<JobView>, Error> {
        let services = self.services()?;
        let now = services.clock.now();
        let view = |planned: &Planned| {
            Ok(JobView {
                name: planned.job.name,
                title: planned.job.title,
                schedule: planned.job.schedule,
                running: planned.running.load(Ordering::SeqCst),
                last: tx.get::<JobRun>(&planned.job.name.to_owned())?,
                next: planned.schedule.next_after(now, &services.zone),
            })
        };
        self.jobs.iter().map(view).collect()
    }

    /// Runs a job unless it runs already, and keeps what came of it. True when it ran.
    pub(super) async fn run(&self, at: usize) -> bool {
        let planned = &self.jobs[at];
        if planned.running.swap(true, Ordering::SeqCst) {
            tracing::info!(job = planned.job.name, "a job still runs, this time is left out");
            return false;
        }
        let _running = Running(&planned.running);
        if let Err(error) = self.run_and_keep(planned.job).await {
            tracing::error!(job = planned.job.name, %error, "a run of a job can't be kept");
        }
        true
    }

    async fn run_and_keep(&self, job: Job) -> Result<(), Error> {
        let access = Access::system(&self.services()?, job.name);
        access
            .write(move |write| {
                let before = write.get::<JobRun>(&job.name.to_owned())?;
                let run = JobRun::begin(before, job.name, write.now());
                write.technical(&run)
            })
            .await?;
        // In a task of its own, so that a panic ends the run and not the clock.
        let outcome = match tokio::spawn((job.work)(access.clone())).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(error) => Err(format!("it broke: {error}")),
        };
        if let Err(reason) = &outcome {
            tracing::warn!(job = job.name, reason, "a job failed");
        }
        let outcome = outcome.map_err(|reason| reason.chars().take(FAILURE_MAX).collect::<String>());
        access
            .write(move |write| {
                let before = write.get::<JobRun>(&job.name.to_owned())?;
                let Some(mut run) = before else { return Ok(()) };
                run.end(write.now(), outcome.clone());
                write.technical(&run)
            })
            .await
    }

    /// Runs that a stop of the process cut off.
    async fn close_interrupted(&self) -> Result<(), Error> {
        let names: Vec<String> = self.jobs.iter().map(|planned| planned.job.name.to_owned()).collect();
        Access::system(&self.services()?, "timetable")
            .write(move |write| {
                for name in &names {
                    if let Some(mut run) = write.get::<JobRun>(name)?.filter(|run| run.finished.is_none()) {
                        run.end(write.now(), Err("interrupted: the server was stopped".into()));
                        write.technical(&run)?;
                    }
                }
                Ok(())
            })
            .await
    }

    fn services(&self) -> Result<Arc<Services>, Error> {
        self.services
            .upgrade()
            .ok_or_else(|| Error::internal("the process is closing"))
    }

    fn missed(&self) -> Result<Vec<usize>, Error> {
        let services = self.services()?;
        let tx = Access::system(&services, "timetable").read()?;
        let now = services.clock.now();
        let mut missed = Vec::new();
        for (at, planned) in self.jobs.iter().enumerate() {
            let Some(run) = tx.get::<JobRun>(&planned.job.name.to_owned())? else {
                continue;
            };
            let due = planned.schedule.next_after(run.started, &services.zone);
            if due.is_some_and(|due| due <= now) {
                missed.push(at);
            }
        }
        Ok(missed)
    }
}

/// Lowers the flag however the run ends.
struct Running<'a>(&'a AtomicBool);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
