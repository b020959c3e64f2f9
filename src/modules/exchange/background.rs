//! What the exchange does by itself while the server runs: it looks after sessions, and listens to `kabinet exchange
//! run`, which can't open the store beside the server and leaves a request in the exchange folder instead.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::Doors;
use super::folder::Passed;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::i18n::render;
use crate::platform::services::Services;
use crate::platform::values::Locale;

/// How often the loop looks for requests: whoever asks for a pass waits for it.
const LOOK: Duration = Duration::from_millis(100);
/// How many looks later sessions are looked after again.
const LOOKS_A_TICK: u32 = 10;
/// Requests that nobody waits for any more, in seconds.
const STALE_SECONDS: u64 = 600;
const REQUEST: &str = "request";
const ANSWER: &str = "answer";

/// What came of a pass that was asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PassAnswer {
    Passed(Passed),
    /// In English, as the command line speaks.
    Failed(String),
}

/// Runs beside the server until it stops.
pub async fn background(services: Arc<Services>, mut stop: watch::Receiver<bool>) {
    let doors = services.part::<Doors>();
    let mut looks = 0_u32;
    loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.changed() => return,
        }
        looks = looks.wrapping_add(1);
        if looks.is_multiple_of(LOOKS_A_TICK) {
            doors.protocol.tick().await;
        }
        for request in requests(&asks(doors.folder.root())) {
            let access = Access::system(&services, "exchange.folder");
            let answer = match doors.pass_now(&access).await {
                Ok(passed) => PassAnswer::Passed(passed),
                Err(error) => PassAnswer::Failed(english(&error)),
            };
            if let Err(error) = give(&request, &answer) {
                tracing::warn!(%error, "a request for a pass could not be answered");
            }
        }
    }
}

/// Asks the running server for a pass and waits for its answer; `None` when it gives none in time.
pub fn ask(folder: &Path, patience: Duration) -> std::io::Result<Option<PassAnswer>> {
    let asks = asks(folder);
    fs::create_dir_all(&asks)?;
    let request = asks.join(format!("{:016x}.{REQUEST}", rand::random::<u64>()));
    fs::write(&request, b"")?;
    let answer = request.with_extension(ANSWER);
    let until = std::time::Instant::now() + patience;
    while std::time::Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
        if let Ok(bytes) = fs::read(&answer) {
            let _ = fs::remove_file(&answer);
            return serde_json::from_slice(&bytes).map(Some).map_err(std::io::Error::other);
        }
    }
    let _ = fs::remove_file(&request);
    Ok(None)
}

fn asks(folder: &Path) -> PathBuf {
    folder.join(".asks")
}

fn requests(asks: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(asks) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let age = entry
            .metadata()
            .and_then(|meta| meta.modified())
            .ok()
            .and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age.as_secs() > STALE_SECONDS) {
            let _ = fs::remove_file(&path);
        } else if path.extension().is_some_and(|extension| extension == REQUEST) {
            found.push(path);
        }
    }
    found
}

/// The answer appears whole, and the request is gone before that.
fn give(request: &Path, answer: &PassAnswer) -> std::io::Result<()> {
    let temporary = request.with_extension("new");
    fs::write(&temporary, serde_json::to_vec(answer).map_err(std::io::Error::other)?)?;
    fs::remove_file(request)?;
    fs::rename(&temporary, request.with_extension(ANSWER))
}

fn english(error: &Error) -> String {
    match error {
        Error::Refused(message) => render(Locale::En, &jiff::tz::TimeZone::UTC, message),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_answered_once() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let server = std::thread::spawn(move || {
            loop {
                if let Some(request) = requests(&asks(&root)).first() {
                    return give(request, &PassAnswer::Failed("no connection".into())).unwrap();
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        });
        let answer = ask(folder.path(), Duration::from_secs(20)).unwrap().unwrap();
        assert!(matches!(answer, PassAnswer::Failed(text) if text == "no connection"));
        server.join().unwrap();
        assert_eq!(fs::read_dir(asks(folder.path())).unwrap().count(), 0);
        assert!(ask(folder.path(), Duration::from_millis(1)).unwrap().is_none());
    }
}
