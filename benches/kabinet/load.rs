//! Load: so many connections, each asking again as soon as it was answered, on one thread.

use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::task::JoinSet;

use crate::Outcome;
use crate::http::{Answer, Connection};
use crate::table::median;

/// What a client asks next and what it thinks of the answer.
pub trait Client: Send + 'static {
    /// The next request; `None` when there is nothing left to ask.
    fn request(&mut self) -> Option<&[u8]>;
    /// An error ends the run: a server that answers nonsense quickly is not quick.
    fn check(&mut self, answer: &Answer<'_>) -> Outcome;
}

/// What came of a round.
pub struct Round {
    pub answers: usize,
    pub seconds: f64,
    /// Microseconds, sorted.
    latencies: Vec<u32>,
}

impl Round {
    pub fn rate(&self) -> f64 {
        self.answers as f64 / self.seconds
    }

    /// Microseconds within which so many of a hundred answers came.
    pub fn percentile(&self, of_hundred: usize) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let at = (self.latencies.len() * of_hundred / 100).min(last);
        self.latencies.get(at).copied().map_or(f64::NAN, f64::from)
    }
}

/// Lets the clients ask for `time`; gives them back with what they know. Only answers within the time count.
pub fn round<C: Client>(address: &str, clients: Vec<C>, time: Duration) -> Outcome<(Round, Vec<C>)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut connections = Vec::with_capacity(clients.len());
        for _ in &clients {
            connections.push(Connection::open(address).await?);
        }
        let begun = Instant::now();
        let mut running = JoinSet::new();
        for (client, connection) in clients.into_iter().zip(connections) {
            running.spawn(ask_until(client, connection, begun, time));
        }
        let (mut latencies, mut back, mut last) = (Vec::new(), Vec::new(), Duration::ZERO);
        while let Some(done) = running.join_next().await {
            let (client, own, ended) = done.context("a client of the load fell")??;
            latencies.extend(own);
            back.push(client);
            last = last.max(ended);
        }
        latencies.sort_unstable();
        let round = Round {
            answers: latencies.len(),
            seconds: last.as_secs_f64().max(1e-9),
            latencies,
        };
        Ok((round, back))
    })
}

async fn ask_until<C: Client>(
    mut client: C,
    mut connection: Connection,
    begun: Instant,
    time: Duration,
) -> Outcome<(C, Vec<u32>, Duration)> {
    let mut latencies = Vec::with_capacity(4_096);
    let mut ended = Duration::ZERO;
    while begun.elapsed() < time {
        let Some(request) = client.request() else { break };
        let asked = Instant::now();
        let answer = connection.ask(request).await?;
        let took = asked.elapsed();
        client.check(&answer)?;
        latencies.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
        ended = begun.elapsed();
    }
    Ok((client, latencies, ended))
}

/// Rounds of one side: what a row tells of them.
#[derive(Default)]
pub struct Side {
    pub rates: Vec<f64>,
    p99: Vec<f64>,
    p50: Vec<f64>,
}

impl Side {
    pub fn add(&mut self, round: &Round) {
        self.rates.push(round.rate());
        self.p50.push(round.percentile(50));
        self.p99.push(round.percentile(99));
    }

    pub fn rate(&self) -> f64 {
        median(self.rates.iter().copied())
    }

    pub fn p50(&self) -> f64 {
        median(self.p50.iter().copied())
    }

    pub fn p99(&self) -> f64 {
        median(self.p99.iter().copied())
    }

    /// The median of the ratios within each round: what disturbs a round disturbs both its sides.
    pub fn over(&self, other: &Side) -> f64 {
        median(self.rates.iter().zip(&other.rates).map(|(own, other)| own / other))
    }
}

/// Asks for one thing again and again, and wants the very answer that was looked at before.
pub struct Same {
    request: Vec<u8>,
    status: u16,
    body: std::sync::Arc<[u8]>,
}

impl Same {
    /// So many clients that want this body.
    pub fn clients(count: usize, request: &[u8], status: u16, body: &[u8]) -> Vec<Same> {
        let body: std::sync::Arc<[u8]> = body.into();
        let client = || Same {
            request: request.to_vec(),
            status,
            body: std::sync::Arc::clone(&body),
        };
        std::iter::repeat_with(client).take(count).collect()
    }
}

impl Client for Same {
    fn request(&mut self) -> Option<&[u8]> {
        Some(&self.request)
    }

    fn check(&mut self, answer: &Answer<'_>) -> Outcome {
        anyhow::ensure!(
            answer.status == self.status,
            "status {} instead of {}",
            answer.status,
            self.status
        );
        anyhow::ensure!(
            answer.body == &*self.body,
            "the answer changed under load: {} bytes instead of {}",
            answer.body.len(),
            self.body.len()
        );
        Ok(())
    }
}

/// One request outside of any measurement: status, headers asked for, body.
pub fn once(address: &str, request: &[u8]) -> Outcome<Single> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut connection = Connection::open(address).await?;
        let answer = connection.ask(request).await?;
        Ok(Single {
            status: answer.status,
            etag: answer.header("etag").map(str::to_owned),
            encoding: answer.header("content-encoding").map(str::to_owned),
            location: answer.header("location").map(str::to_owned),
            body: answer.body.to_vec(),
        })
    })
}

/// An answer that is kept.
pub struct Single {
    pub status: u16,
    pub etag: Option<String>,
    pub encoding: Option<String>,
    pub location: Option<String>,
    pub body: Vec<u8>,
}
