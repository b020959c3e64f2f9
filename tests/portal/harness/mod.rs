//! What the tests stand on: a world of companies and people, its server, and clients that act as somebody.

mod client;
mod server;
mod world;

use std::time::{Duration, Instant};

pub use client::{Answer, Client};
pub use server::{Server, kabinet};
pub use world::{Company, PASSWORD, World};

/// Longer than anything may take on a loaded machine; waiting ends as soon as there is an answer.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Asks again until there is an answer. The only place of the tests that sleeps.
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(began.elapsed() < DEADLINE, "waited {DEADLINE:?} in vain for: {what}");
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}
