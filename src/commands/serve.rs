//! `kabinet serve`

use std::net::SocketAddr;

use clap::Args;

use super::{Place, exit, log, runtime};
use crate::app::{App, DataDir, stop_signal};
use crate::platform::values::Clock;

/// Serves the cabinet until it is told to stop (Ctrl-C or SIGTERM).
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
    /// Prints one JSON line once it serves: {"url", "data"}.
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
            let mut app = App::open(DataDir::open(&self.place.data)?, settings, Clock::system())?;
            app.start_background();
            let (data, json) = (self.place.data.display().to_string(), self.json);
            let ready = move |url: &str| {
                if json {
                    super::print(serde_json::json!({ "url": url, "data": data }));
                } else {
                    super::print(url);
                }
            };
            let replaced = app.data.clone();
            let ready = move |url: &str| {
                ready(url);
                // It may be large: nobody waits for it.
                std::thread::spawn(move || replaced.forget_replaced());
            };
            let served = app.serve(ready, stop_signal()).await;
            app.close().await;
            served.map(|()| exit::OK)
        })
    }
}
