//! What a person waits for while 1C's catalogue is taken in: submissions at a walking pace, without an import and beside
//! one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::durable::{Submitter, audit};
use crate::http::Answer;
use crate::import::{files_of_1c, only_when_asked, take_in};
use crate::load::{Client, round};
use crate::seed::House;
use crate::server::Server;
use crate::table::{Goal, Table};

const GROUP: &str = "waiting";
/// Lines of a submitted draft.
const LINES: usize = 10;
/// Between an answer and the next question. One thread asks, so it may sleep.
const PACE: Duration = Duration::from_millis(5);

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("waiting")?;
    let files = folder.path().join("1c");
    files_of_1c(&files, arguments.size(100_000, 5_000))?;
    let paths = [files.join("import0_1.xml"), files.join("offers0_1.xml")];
    let data = folder.path().join("data");
    let house = House::build(&data, 500, 1)?;
    house.folder_of_1c()?;
    let buyer = house.buyers.first().context("no buyer")?.clone();
    let drafts = house.drafts(&buyer, 6_000, LINES)?;
    house.close()?;
    only_when_asked(&data)?;
    let server = Server::start(arguments, &data)?;
    server.settle()?;

    let (calm, walker) = round(
        server.address(),
        vec![Walker::new(Submitter::new(&buyer.person, drafts))],
        Duration::from_secs(5),
    )?;
    let over = Arc::new(AtomicBool::new(false));
    let walkers: Vec<Walker> = walker
        .into_iter()
        .map(|walker| Walker {
            over: Arc::clone(&over),
            ..walker
        })
        .collect();
    let (beside, walkers) = std::thread::scope(|scope| -> Outcome<_> {
        let walking = scope.spawn(|| round(server.address(), walkers, Duration::from_secs(600)));
        let taken = take_in(&data, &paths);
        over.store(true, Ordering::Relaxed);
        let walked = walking.join().map_err(|_| anyhow::anyhow!("the walker fell"))??;
        taken.map(|()| walked)
    })?;
    ensure!(
        calm.answers > 100 && beside.answers > 100,
        "too few submissions: {} and {}",
        calm.answers,
        beside.answers
    );
    server.kill()?;
    let acknowledged: Vec<_> = walkers.into_iter().flat_map(|walker| walker.own.acknowledged).collect();
    audit(&data, &acknowledged)?;
    for (name, of_hundred, goal) in [("p50", 50, Goal::None), ("p99", 99, Goal::None)] {
        let details = format!(
            "{:.2} ms against {:.2} ms; {} submissions while 1C's files were taken in, all were there after kill -9",
            beside.percentile(of_hundred) / 1e3,
            calm.percentile(of_hundred) / 1e3,
            beside.answers
        );
        let name = format!("a submission beside an import / without, {name}");
        let ratio = beside.percentile(of_hundred) / calm.percentile(of_hundred);
        table.ratio(GROUP, &name, ratio, goal, details);
    }
    Ok(())
}

/// A buyer who takes a breath between two orders, until it is over.
struct Walker {
    own: Submitter,
    over: Arc<AtomicBool>,
}

impl Walker {
    fn new(own: Submitter) -> Walker {
        Walker {
            own,
            over: Arc::default(),
        }
    }
}

impl Client for Walker {
    fn request(&mut self) -> Option<&[u8]> {
        if self.over.load(Ordering::Relaxed) {
            return None;
        }
        std::thread::sleep(PACE);
        self.own.request()
    }

    fn check(&mut self, answer: &Answer<'_>) -> Outcome {
        self.own.check(answer)
    }
}
