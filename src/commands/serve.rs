//! `kabinet serve`

use std::net::SocketAddr;

use clap::Args;

use super::{Place, exit, log, runtime};
use crate::app::{App, DataDir, Listening, Manner, stop_signal};
use crate::modules::setup;
use crate::platform::values::Clock;

/// Serves the cabinet until it is told to stop (Ctrl-C or SIGTERM).
///
/// Where nobody is there yet it prints a link by which the first administrator sets the cabinet up: it works once, for 30
/// minutes, until the next start.
///
/// Example: kabinet serve --data /var/lib/kabinet --listen 127.0.0.1:8080
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Serve {
    #[command(flatten)]
    place: Place,
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// For administrators alone, after a failure: health, backups and people. No exchange, no mail, no timetable; everybody
    /// else is told to come back later.
    #[arg(long)]
    recovery: bool,
    /// Prints one JSON line once it serves: {"url", "data"}, and "setup" with the link of the first set-up while there is no
    /// administrator.
    #[arg(long)]
    json: bool,
}

impl Serve {
    pub fn run(self) -> anyhow::Result<u8> {
        let flags: Vec<_> = self
            .listen
            .iter()
            .map(|listen| ("listen", listen.to_string()))
            .collect();
        let settings = self.place.settings(&flags)?;
        log(&settings);
        runtime()?.block_on(async {
            let data = DataDir::open(&self.place.data)?;
            let listening = Listening::begin(&settings).await?;
            let manner = Manner {
                recovery: self.recovery,
                starting: Some(listening.starting()),
            };
            let mut app = App::open_as(data, settings, Clock::system(), manner)?;
            match self.recovery {
                true => tracing::warn!("recovery: administrators only, and nothing runs in the background"),
                false => app.start_background(),
            }
            let (data, json) = (self.place.data.display().to_string(), self.json);
            // Recovery is for administrators who are there.
            let setup = match self.recovery {
                true => None,
                false => setup::offered(&app.services)?,
            };
            let origin = app.settings.text("origin").trim_end_matches('/').to_owned();
            let ready = move |url: &str| {
                // A server seldom has a browser: the public address, where there is one.
                let base = if origin.is_empty() { url } else { origin.as_str() };
                let setup = setup.map(|path| format!("{base}{path}"));
                if json {
                    let mut said = serde_json::json!({ "url": url, "data": data });
                    if let Some(link) = setup {
                        said["setup"] = link.into();
                    }
                    super::print(said);
                } else {
                    super::print(url);
                    if let Some(link) = setup {
                        super::print(format_args!(
                            "No administrator yet. For the next {} minutes: {link}",
                            setup::MINUTES
                        ));
                    }
                }
            };
            // Whoever recovers may still need what a restore has kept.
            let replaced = (!self.recovery).then(|| app.data.clone());
            let ready = move |url: &str| {
                ready(url);
                if let Some(replaced) = replaced {
                    // It may be large: nobody waits for it.
                    std::thread::spawn(move || replaced.forget_replaced());
                }
            };
            let served = app.serve_on(listening, ready, stop_signal()).await;
            app.close().await;
            served.map(|()| exit::OK)
        })
    }
}
