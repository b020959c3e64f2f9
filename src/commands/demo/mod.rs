//! `kabinet demo`: an invented manufacturer with its dealers and a year of orders, made by the real exchange and the
//! real actions, and served.
//!
//! The history is made by moving the one clock: an app with a standing clock is opened over a new data directory, the
//! catalogue comes through the exchange folder, orders are played moment by moment, and the app is closed. What is
//! served afterwards is an installation like any other, but that `instance.json` says `demo`.

mod accounts;
mod approvals;
mod capacity;
mod catalogue;
mod dates;
mod delivery;
mod desk;
mod dice;
mod feeds;
mod history;
mod holds;
mod material;
mod models;
mod offers;
mod papers;
mod parties;
mod plan;
mod play;
mod reconciliation;
mod repriced;
mod requests;
mod rights;
mod stages;
mod talk;

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::Args;

use super::{exit, log, runtime};
use crate::app::{App, DataDir, stop_signal};
use crate::config::Settings;
use crate::platform::values::Clock;
use accounts::Accounts;
use material::Material;

/// Makes a demonstration (an invented manufacturer, its dealers, a year of orders) and serves it.
///
/// A second start serves what is there. The folder must be empty, absent, or a demonstration: real data is never
/// touched. Passwords are random; they are printed at each start and kept in DIR/demo-accounts.json.
///
/// Example: kabinet demo --listen 127.0.0.1:0 --json
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Demo {
    /// Data directory of the demonstration.
    #[arg(long, env = "KABINET_DEMO_DATA", default_value = "demo-data", value_name = "DIR")]
    data: PathBuf,
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Prints one JSON line once it serves: {"url", "data", "accounts", "exchange"}.
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub fn run(self) -> anyhow::Result<u8> {
        let flags: Vec<_> = self
            .listen
            .iter()
            .map(|listen| ("listen", listen.to_string()))
            .collect();
        let made = Accounts::read(&self.data)?;
        let material = match made {
            Some(_) => None,
            None => Some(self.prepare()?),
        };
        // The folder has its settings by now.
        log(&Settings::load(&self.data, None, &flags)?);
        runtime()?.block_on(async {
            let accounts = match (made, material) {
                (Some(accounts), _) => accounts,
                (None, Some(material)) => self.make(material).await?,
                (None, None) => bail!("nothing to serve"),
            };
            is_demo(&self.data)?;
            self.serve(&flags, accounts).await
        })
    }

    /// An empty folder with the settings of the demonstration; an unfinished one is thrown away first.
    fn prepare(&self) -> anyhow::Result<Arc<Material>> {
        if DataDir::exists(&self.data) {
            is_demo(&self.data)?;
            clear(&self.data)?;
        }
        let material = Arc::new(material::read()?);
        DataDir::create(&self.data, true, "")?;
        fs::write(self.data.join("kabinet.toml"), material.settings())?;
        Ok(material)
    }

    async fn make(&self, material: Arc<Material>) -> anyhow::Result<Accounts> {
        let began = std::time::Instant::now();
        if !self.json {
            eprintln!("Making the demonstration: companies, the catalogue through the exchange, a year of orders ...");
        }
        let accounts = history::make(DataDir::open(&self.data)?, &material).await?;
        accounts.write(&self.data)?;
        tracing::info!(seconds = began.elapsed().as_secs_f32(), "the demonstration is made");
        Ok(accounts)
    }

    async fn serve(&self, flags: &[(&'static str, String)], accounts: Accounts) -> anyhow::Result<u8> {
        let settings = Settings::load(&self.data, None, flags)?;
        let mut app = App::open(DataDir::open(&self.data)?, settings, Clock::system())?;
        app.start_background();
        let path = fs::canonicalize(&self.data).unwrap_or_else(|_| self.data.clone());
        let json = self.json;
        let ready = move |url: &str| {
            if json {
                super::print(accounts.as_json(url, &path));
            } else {
                super::print(accounts.as_text(url, &path));
            }
        };
        let served = app.serve(ready, stop_signal()).await;
        app.close().await;
        served.map(|()| exit::OK)
    }
}

/// Refuses a folder with real data.
fn is_demo(path: &Path) -> anyhow::Result<()> {
    if !DataDir::open(path)?.instance().demo {
        bail!(
            "{} holds a real installation; choose another folder with --data",
            path.display()
        );
    }
    Ok(())
}

/// Empties the folder of a demonstration that was never finished. `instance.json` goes last: without it the folder
/// would be nobody's, and refused.
fn clear(path: &Path) -> anyhow::Result<()> {
    let mark = path.join("instance.json");
    for entry in fs::read_dir(path)?.flatten() {
        let below = entry.path();
        if below == mark {
            continue;
        }
        let removed = if entry.file_type()?.is_dir() {
            fs::remove_dir_all(&below)
        } else {
            fs::remove_file(&below)
        };
        removed.with_context(|| format!("{} can't be removed", below.display()))?;
    }
    fs::remove_file(&mark).with_context(|| format!("{} can't be removed", mark.display()))
}
