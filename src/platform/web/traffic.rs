//! What requests came and how long they took, by route: counted in memory since the start, never kept. A route is known by
//! its pattern (`/orders/{number}`): paths name people's business and have no end.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::response::Response;
use parking_lot::Mutex;

use super::guard::REQUEST_ID;

/// Upper bounds of the histogram's buckets, milliseconds; above the last there is one more. Pages are made in one to fifty.
pub const BOUNDS_MS: [u64; 13] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/// Buckets, the one without a bound among them.
pub const BUCKETS: usize = BOUNDS_MS.len() + 1;
/// Of an HTTP status the first digit, 1 to 5.
pub const CLASSES: usize = 5;
/// A request that took longer is worth a line in the log. Calls of 1C are held for twenty seconds while an import runs.
const LONG: Duration = Duration::from_secs(30);
/// What stands for all requests that no route matches.
pub const UNMATCHED: &str = "(none)";

/// The requests of one route.
pub(super) struct Tally {
    method: String,
    route: &'static str,
    buckets: [AtomicU64; BUCKETS],
    classes: [AtomicU64; CLASSES],
    micros: AtomicU64,
}

/// All routes' tallies.
#[derive(Default)]
pub struct Traffic(Mutex<Vec<Arc<Tally>>>);

/// The requests of one route as of now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteTraffic {
    pub method: String,
    /// The pattern, or [`UNMATCHED`].
    pub route: &'static str,
    /// Requests by bucket of [`BOUNDS_MS`], each request in one.
    pub buckets: [u64; BUCKETS],
    /// Requests by class of status: `classes[1]` are 2xx.
    pub classes: [u64; CLASSES],
    /// The time of all of them together.
    pub total: Duration,
}

impl Traffic {
    /// A new line of the table; once for each route, when the service is made.
    pub(super) fn route(&self, method: &str, route: &'static str) -> Arc<Tally> {
        let tally = Arc::new(Tally {
            method: method.to_owned(),
            route,
            buckets: Default::default(),
            classes: Default::default(),
            micros: AtomicU64::new(0),
        });
        self.0.lock().push(Arc::clone(&tally));
        tally
    }

    /// Routes that were asked for, in the order of the table. Figures of one route may be a request apart.
    pub fn now(&self) -> Vec<RouteTraffic> {
        let routes = self.0.lock();
        let read = routes.iter().map(|tally| RouteTraffic {
            method: tally.method.clone(),
            route: tally.route,
            buckets: std::array::from_fn(|at| tally.buckets[at].load(Ordering::Relaxed)),
            classes: std::array::from_fn(|at| tally.classes[at].load(Ordering::Relaxed)),
            total: Duration::from_micros(tally.micros.load(Ordering::Relaxed)),
        });
        read.filter(|route| route.count() > 0).collect()
    }
}

impl RouteTraffic {
    pub fn count(&self) -> u64 {
        self.buckets.iter().sum()
    }

    /// Of so many in a hundred requests none took longer: the upper bound of their bucket, milliseconds. `None`: more than
    /// the last bound.
    pub fn within_ms(&self, percent: u64) -> Option<u64> {
        let needed = (self.count() * percent).div_ceil(100).max(1);
        let mut seen = 0;
        let at = self.buckets.iter().position(|count| {
            seen += count;
            seen >= needed
        })?;
        BOUNDS_MS.get(at).copied()
    }
}

/// A request under way. One that ends by a panic counts as 500; one whose caller left isn't counted.
pub(super) struct Timed {
    tally: Arc<Tally>,
    begun: Instant,
    counted: bool,
}

impl Timed {
    pub(super) fn begin(tally: &Arc<Tally>) -> Timed {
        Timed {
            tally: Arc::clone(tally),
            begun: Instant::now(),
            counted: false,
        }
    }

    /// The answer is ready; a streamed body goes on after it. The log gets a line: at `debug`, at `info` where it took
    /// long, at `warn` where it failed. Of the address it tells the pattern alone.
    pub(super) fn answered(mut self, answer: &Response) {
        let took = self.count(answer.status().as_u16());
        let id = answer
            .headers()
            .get(REQUEST_ID)
            .and_then(|id| id.to_str().ok())
            .unwrap_or_default();
        let (method, route) = (self.tally.method.as_str(), self.tally.route);
        let (status, ms) = (answer.status().as_u16(), took.as_millis() as u64);
        const SAID: &str = "a request was answered";
        // A probe that is told to wait is no failure of ours.
        if answer.status() == StatusCode::INTERNAL_SERVER_ERROR {
            tracing::warn!(request = id, method, route, status, ms, "{SAID}");
        } else if took > LONG {
            tracing::info!(request = id, method, route, status, ms, "{SAID}");
        } else {
            tracing::debug!(request = id, method, route, status, ms, "{SAID}");
        }
    }

    fn count(&mut self, status: u16) -> Duration {
        self.counted = true;
        let took = self.begun.elapsed();
        self.tally.count(took, status);
        took
    }
}

impl Drop for Timed {
    fn drop(&mut self) {
        if !self.counted && std::thread::panicking() {
            self.count(500);
        }
    }
}

impl Tally {
    fn count(&self, took: Duration, status: u16) {
        // A request of exactly a bound is within it.
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = BOUNDS_MS.iter().position(|bound| micros <= bound * 1_000);
        self.buckets[bucket.unwrap_or(BUCKETS - 1)].fetch_add(1, Ordering::Relaxed);
        let class = usize::from(status / 100).clamp(1, CLASSES) - 1;
        self.classes[class].fetch_add(1, Ordering::Relaxed);
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_is_in_one_bucket_and_one_class() {
        let traffic = Traffic::default();
        let (orders, _quiet) = (traffic.route("GET", "/orders/{number}"), traffic.route("GET", "/quiet"));
        let times = [
            (0, 200),
            (1_000, 200),
            (1_001, 303),
            (9_000_000, 404),
            (11_000_000, 503),
        ];
        for (micros, status) in times {
            orders.count(Duration::from_micros(micros), status);
        }
        let now = traffic.now();
        assert_eq!(now.len(), 1, "a route that nobody asked for isn't listed");
        let route = &now[0];
        assert_eq!((route.route, route.count()), ("/orders/{number}", 5));
        assert_eq!(route.buckets[0], 2, "the bound itself is within");
        assert_eq!(route.buckets[1], 1);
        assert_eq!(route.buckets[12..], [1, 1]);
        assert_eq!(route.classes, [0, 2, 1, 1, 1]);
        assert_eq!(
            route.total,
            Duration::from_micros(times.iter().map(|(micros, _)| micros).sum())
        );
    }

    #[test]
    fn so_many_in_a_hundred_are_within_a_bound() {
        let traffic = Traffic::default();
        let tally = traffic.route("GET", "/");
        for millis in 1..=100 {
            tally.count(Duration::from_millis(millis), 200);
        }
        let within = |percent| traffic.now()[0].within_ms(percent);
        assert_eq!(within(1), Some(1));
        assert_eq!(within(50), Some(50));
        assert_eq!(within(51), Some(100));
        assert_eq!(within(99), Some(100));
        for _ in 0..900 {
            tally.count(Duration::from_secs(20), 200);
        }
        assert_eq!(within(99), None, "longer than any bound");
    }

    #[test]
    fn a_panic_counts_as_an_error_and_a_caller_who_left_doesnt() {
        let traffic = Traffic::default();
        let tally = traffic.route("GET", "/");
        drop(Timed::begin(&tally));
        assert!(traffic.now().is_empty());
        let broke = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _timed = Timed::begin(&tally);
            panic!("broken on purpose");
        }));
        assert!(broke.is_err());
        assert_eq!(traffic.now()[0].classes, [0, 0, 0, 0, 1]);
    }
}
