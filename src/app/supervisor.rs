//! What systemd is told of the service: that it serves, that it stops, that it is alive. Elsewhere nobody listens, and
//! nothing is said.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::platform::services::Services;

/// While a store that wasn't closed is walked, a start may take longer than systemd waits: each word extends that.
#[cfg(target_os = "linux")]
pub fn still_opening(percent: u32) {
    use sd_notify::NotifyState;
    let status = format!("The store was not closed; {percent} % of it walked");
    said(&[NotifyState::ExtendTimeoutUsec(60_000_000), NotifyState::Status(&status)]);
}

/// While the data is upgraded, a start may take as long as it takes: what is done is told every [`AGAIN`], until this is
/// dropped.
pub struct Patience {
    said: Option<Sender<String>>,
    teller: Option<JoinHandle<()>>,
}

/// Well within the minute that each word gives.
const AGAIN: Duration = Duration::from_secs(20);

impl Patience {
    pub fn begin() -> Patience {
        let (said, heard) = std::sync::mpsc::channel::<String>();
        let tell = move || {
            let mut now: Option<String> = None;
            loop {
                match heard.recv_timeout(AGAIN) {
                    Ok(next) => now = Some(next),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                if let Some(now) = &now {
                    still_starting(now);
                }
            }
        };
        Patience {
            said: Some(said),
            teller: std::thread::Builder::new().name("patience".into()).spawn(tell).ok(),
        }
    }

    pub fn says(&self, what: String) {
        if let Some(said) = &self.said {
            let _ = said.send(what);
        }
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        drop(self.said.take());
        if let Some(teller) = self.teller.take() {
            let _ = teller.join();
        }
    }
}

#[cfg(target_os = "linux")]
fn still_starting(what: &str) {
    use sd_notify::NotifyState;
    said(&[NotifyState::ExtendTimeoutUsec(60_000_000), NotifyState::Status(what)]);
}

#[cfg(not(target_os = "linux"))]
fn still_starting(_: &str) {}

#[cfg(target_os = "linux")]
pub fn serving(url: &str, recovery: bool) {
    use sd_notify::NotifyState;
    let status = match recovery {
        true => format!("Recovery, administrators only: serving on {url}"),
        false => format!("Serving on {url}"),
    };
    said(&[NotifyState::Ready, NotifyState::Status(&status)]);
}

#[cfg(target_os = "linux")]
pub fn stopping() {
    use sd_notify::NotifyState;
    said(&[NotifyState::Stopping, NotifyState::Status("Ending what is under way")]);
}

#[cfg(target_os = "linux")]
fn said(states: &[sd_notify::NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "systemd can't be told");
    }
}

/// Says that the process is alive, twice in each period that the unit's `WatchdogSec` names, as long as its writer answers:
/// a cabinet that can't write is worth a new start.
#[cfg(target_os = "linux")]
pub async fn alive(services: Arc<Services>) {
    use sd_notify::NotifyState;
    let Some(period) = sd_notify::watchdog_enabled() else {
        return;
    };
    let mut due = tokio::time::interval(period / 2);
    loop {
        due.tick().await;
        match services
            .writer_answers(crate::platform::services::WRITER_PATIENCE)
            .await
        {
            Ok(()) => said(&[NotifyState::Watchdog]),
            Err(error) => tracing::error!(%error, "the store's writer doesn't answer"),
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub fn still_opening(_: u32) {}

#[cfg(not(target_os = "linux"))]
pub fn serving(_: &str, _: bool) {}

#[cfg(not(target_os = "linux"))]
pub fn stopping() {}

#[cfg(not(target_os = "linux"))]
pub async fn alive(_: Arc<Services>) {}
