//! Jobs run at their time, once at a time, and what came of them is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::tz::TimeZone;

use super::*;
use crate::platform::services::Services;
use crate::platform::store::{MemoryEngine, Store};
use crate::platform::values::{Clock, Moment};

const NOW: Moment = Moment::from_millis(1_790_000_000_000);
const NEVER_SOON: &str = "0 0 0 1 1 *";

fn services() -> Arc<Services> {
    let store = Store::start(MemoryEngine::new(5), |error| panic!("{error}")).unwrap();
    Services::new(store, Clock::standing_at(NOW), TimeZone::UTC)
}

fn job(name: &'static str, schedule: &'static str, work: Work) -> Job {
    Job {
        name,
        title: "timetable-runs",
        schedule,
        work,
    }
}

fn view(services: &Arc<Services>, timetable: &Timetable) -> Vec<JobView> {
    timetable
        .view(&Access::system(services, "test").read().unwrap())
        .unwrap()
}

#[tokio::test]
async fn outcomes_are_kept() {
    let services = services();
    let jobs = vec![
        job("good", NEVER_SOON, |_| Box::pin(async { Ok(()) })),
        job("bad", NEVER_SOON, |_| {
            Box::pin(async { Err(Error::internal("no disk")) })
        }),
        job("broken", NEVER_SOON, |_| Box::pin(async { panic!("a fault") })),
    ];
    let timetable = Timetable::new(&services, jobs).unwrap();
    assert!(
        view(&services, &timetable)
            .iter()
            .all(|job| job.last.is_none() && job.next.is_some())
    );
    for at in [0, 1, 1, 2] {
        assert!(timetable.run(at).await);
    }
    let view = view(&services, &timetable);
    let last = |at: usize| view[at].last.clone().unwrap();
    assert_eq!((last(0).failure, last(0).succeeded), (None, Some(NOW)));
    assert!(last(1).failure.unwrap().contains("no disk"));
    assert_eq!((last(1).failures_in_row, last(1).succeeded), (2, None));
    assert!(last(2).failure.is_some() && !view[2].running);
}

#[tokio::test]
async fn a_job_does_not_run_twice_at_once() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let services = services();
    let work: Work = |_| {
        Box::pin(async {
            RUNS.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(200)).await;
            Ok(())
        })
    };
    let timetable = Timetable::new(&services, vec![job("slow", NEVER_SOON, work)]).unwrap();
    let (one, other) = tokio::join!(timetable.run(0), timetable.run(0));
    assert!(one != other);
    assert_eq!(RUNS.load(Ordering::SeqCst), 1);
    assert!(matches!(timetable.run_now("nothing"), Err(Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clock_starts_jobs_and_stops() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let services = services();
    let work: Work = |_| {
        Box::pin(async {
            RUNS.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    };
    let timetable = Timetable::new(&services, vec![job("each-second", "* * * * * *", work)]).unwrap();
    timetable.start().await.unwrap();
    let ran = async {
        while RUNS.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), ran)
        .await
        .expect("a job of each second runs within ten");
    timetable.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missed_run_is_made_up_for_and_an_interrupted_one_is_told() {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let services = services();
    let work: Work = |_| {
        Box::pin(async {
            RUNS.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    };
    let daily = "0 30 3 * * *";
    let jobs = || {
        vec![
            job("missed", daily, work),
            job("new", daily, work),
            job("cut", NEVER_SOON, work),
        ]
    };
    let before = Timetable::new(&services, jobs()).unwrap();
    before.run(0).await;
    let cut = JobRun::begin(None, "cut", NOW);
    Access::system(&services, "test")
        .write(move |write| write.technical(&cut))
        .await
        .unwrap();
    services.clock.set(NOW.plus_seconds(3 * 86_400));
    let timetable = Timetable::new(&services, jobs()).unwrap();
    timetable.start().await.unwrap();
    let made_up = async {
        while view(&services, &timetable)[0].last.clone().unwrap().succeeded != Some(services.clock.now()) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), made_up)
        .await
        .expect("the missed job runs");
    timetable.stop().await;
    let view = view(&services, &timetable);
    assert!(view[1].last.is_none(), "a job that never ran has missed nothing");
    assert!(view[2].last.clone().unwrap().failure.unwrap().contains("interrupted"));
    assert_eq!(RUNS.load(Ordering::SeqCst), 2);
}

#[test]
fn faults_of_wiring_are_refused() {
    let services = services();
    let work: Work = |_| Box::pin(async { Ok(()) });
    assert!(Timetable::new(&services, vec![job("a", NEVER_SOON, work), job("a", NEVER_SOON, work)]).is_err());
    assert!(Timetable::new(&services, vec![job("a", "each day", work)]).is_err());
}
