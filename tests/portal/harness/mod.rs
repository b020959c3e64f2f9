//! What the tests stand on: a world of companies and people, its server, and clients that act as somebody.

mod client;
mod forms;
mod made;
pub mod papers;
mod seed;
mod server;
mod world;

use std::time::{Duration, Instant};

pub use client::{Answer, Client, encoded};
pub use forms::multipart;
pub use made::{MADE_ARTICLE, MADE_NAME, made};
pub use seed::{GOODS, GROUP, Seeded, put};
pub use server::{Server, kabinet};
pub use world::{Company, PASSWORD, World};

/// Longer than anything may take on a loaded machine; waiting ends as soon as there is an answer.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Asks again until there is an answer; fails when there is none in time.
#[track_caller]
pub fn wait_for<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    match try_for(ask) {
        Some(answer) => answer,
        None => panic!("waited {DEADLINE:?} in vain for: {what}"),
    }
}

/// Asks again until there is an answer or the deadline. The only place of the tests that sleeps.
pub fn try_for<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let began = Instant::now();
    let mut pause = Duration::from_millis(2);
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if began.elapsed() > DEADLINE {
            return None;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}
