//! Submissions that are on disk when they are acknowledged, beside the disk's own flushes; and, after a kill, whether
//! each of them is there.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use kabinet::modules::orders::{Draft, Order, OrderNumber};
use kabinet::platform::store::Reader;

use crate::Outcome;
use crate::arguments::Arguments;
use crate::http::{Answer, post};
use crate::load::{Client, Side, round};
use crate::machine::cpu_seconds;
use crate::seed::{Drafted, House, Person, look, said};
use crate::server::Server;
use crate::table::{Goal, Table, median, rate};

const GROUP: &str = "durable";
const CLIENTS: usize = 32;
/// Lines of a submitted draft.
const LINES: usize = 10;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("durable")?;
    let data = folder.path().join("data");
    let house = House::build(&data, 500, CLIENTS)?;
    let each = arguments.size(2_000, 250);
    let mut clients = Vec::new();
    for buyer in &house.buyers {
        let drafts = house.drafts(buyer, each, LINES)?;
        clients.push(Submitter::new(&buyer.person, drafts));
    }
    house.close()?;
    let server = Server::start(arguments, &data)?;
    server.settle()?;

    let disk = folder.path().join("raw");
    let (mut flushes, mut many, mut cpu) = (Vec::new(), Side::default(), Vec::new());
    let (mut one, mut flush_times) = (Vec::new(), Vec::new());
    for number in 0..=arguments.rounds {
        let raw = flush_rate(&disk, arguments.round())?;
        let before = cpu_seconds(server.pid())?;
        let (all, back) = round(server.address(), clients, arguments.round())?;
        let used = cpu_seconds(server.pid())? - before;
        clients = back;
        // Followers of the journal catch up, so that the single client isn't measured beside them.
        server.settle()?;
        let alone = clients.pop().context("no client")?;
        let (single, mut back) = round(server.address(), vec![alone], arguments.round())?;
        clients.append(&mut back);
        ensure!(
            all.answers > 0 && single.answers > 0,
            "the drafts were used up: seed more"
        );
        server.settle()?;
        if number > 0 {
            flushes.push(raw);
            many.add(&all);
            cpu.push(used / all.answers as f64);
            one.push(single.percentile(50) / (1e6 / raw));
            flush_times.push(single.percentile(50));
        }
    }
    server.kill()?;
    let acknowledged: Vec<Acknowledged> = clients.into_iter().flat_map(|client| client.acknowledged).collect();
    audit(&data, &acknowledged)?;

    let raw = median(flushes.iter().copied());
    let ratio = median(many.rates.iter().zip(&flushes).map(|(rate, raw)| rate / raw));
    let details = format!(
        "{} orders of {LINES} lines against {} flushes; p50 {:.1} ms, p99 {:.1} ms; {:.0} µs of processor each; all {} \
         acknowledged were there after kill -9",
        rate(many.rate()),
        rate(raw),
        many.p50() / 1e3,
        many.p99() / 1e3,
        median(cpu) * 1e6,
        acknowledged.len()
    );
    let name = format!("submissions over HTTP, {CLIENTS} clients / flushes of 4 KiB");
    table.ratio(GROUP, &name, ratio, Goal::AtLeast(1.0), details);
    let details = format!("{:.2} ms against {:.2} ms", median(flush_times) / 1e3, 1e3 / raw);
    table.ratio(
        GROUP,
        "one client's submission / one flush",
        median(one),
        Goal::AtMost(8.0),
        details,
    );
    Ok(())
}

/// How many times a second 4 KiB can be written and flushed by one thread, the simplest way there is.
fn flush_rate(path: &Path, time: Duration) -> Outcome<f64> {
    let mut file = File::create(path)?;
    let page = [0x5a_u8; 4_096];
    // As a store that is in use: the place is there already.
    file.write_all(&vec![0; 1 << 20])?;
    file.sync_all()?;
    let begun = Instant::now();
    let mut flushes = 0_u64;
    while begun.elapsed() < time {
        file.seek(SeekFrom::Start((flushes % 256) * 4_096))?;
        file.write_all(&page)?;
        file.sync_data()?;
        flushes += 1;
    }
    Ok(flushes as f64 / begun.elapsed().as_secs_f64())
}

/// What the server said is done.
pub struct Acknowledged {
    draft: Drafted,
    number: OrderNumber,
}

/// A buyer who submits one draft after another.
pub struct Submitter {
    cookie: String,
    csrf: String,
    waiting: Vec<Drafted>,
    asked: Option<Drafted>,
    request: Vec<u8>,
    pub acknowledged: Vec<Acknowledged>,
}

impl Submitter {
    pub fn new(person: &Person, waiting: Vec<Drafted>) -> Submitter {
        Submitter {
            cookie: person.cookie.clone(),
            csrf: person.csrf.clone(),
            waiting,
            asked: None,
            request: Vec::new(),
            acknowledged: Vec::new(),
        }
    }
}

impl Client for Submitter {
    fn request(&mut self) -> Option<&[u8]> {
        let draft = self.waiting.pop()?;
        let form = format!("_csrf={}&{}", self.csrf, draft.form);
        self.request = post(&format!("/drafts/{}/submission", draft.id), &self.cookie, &form);
        self.asked = Some(draft);
        Some(&self.request)
    }

    fn check(&mut self, answer: &Answer<'_>) -> Outcome {
        let to = answer.header("location").unwrap_or_default();
        ensure!(
            answer.status == 303,
            "a submission answers {}: {}",
            answer.status,
            String::from_utf8_lossy(&answer.body[..answer.body.len().min(2_000)])
        );
        let number = to
            .strip_prefix("/orders/")
            .and_then(|rest| rest.split(['?', '#']).next())
            .and_then(|number| number.parse().ok())
            .with_context(|| format!("a submission leads to {to:?}"))?;
        let draft = self.asked.take().context("an answer without a question")?;
        self.acknowledged.push(Acknowledged { draft, number });
        Ok(())
    }
}

/// Every acknowledged submission is an order with its number and its sum, once, and its draft is gone.
pub fn audit(data: &Path, acknowledged: &[Acknowledged]) -> Outcome {
    let mut numbers: Vec<OrderNumber> = acknowledged.iter().map(|one| one.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    ensure!(
        numbers.len() == acknowledged.len(),
        "two submissions were given one number"
    );
    look(data, |access| {
        let tx = access().read().map_err(said)?;
        for Acknowledged { draft, number } in acknowledged {
            let order: Order = tx
                .get(&draft.id.cast())?
                .with_context(|| format!("{number} was acknowledged and is lost"))?;
            ensure!(order.number == *number, "{number} is stored as {}", order.number);
            ensure!(
                order.totals.total.minor == draft.total,
                "{number} comes to {} instead of {}",
                order.totals.total.minor,
                draft.total
            );
            ensure!(
                tx.get::<Draft>(&draft.id)?.is_none(),
                "the draft of {number} is still there"
            );
        }
        Ok(())
    })
}
