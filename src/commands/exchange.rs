//! `kabinet exchange run` and `kabinet exchange simulate`

use std::time::Duration;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::{Place, exit, runtime, said};
use crate::app::{App, DataDir};
use crate::modules::exchange::{Doors, PassAnswer, ask};
use crate::platform::access::Access;
use crate::standin;

/// Exchange with 1C: take what lies in the exchange folder now, or play 1C against a server.
#[derive(Args)]
pub struct Exchange {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
#[allow(clippy::large_enum_variant)]
enum Command {
    Run(Run),
    Simulate(standin::Options),
}

/// Makes a pass over the exchange folder now: takes the files that rest in `in`, writes orders to `out/orders.xml`.
///
/// Beside a running server the pass is the server's: this command asks for it and waits.
/// Ends with 3 when a file was refused; what and why stands on the page of the exchange and in `quarantine`.
///
/// Example: kabinet exchange run --data /var/lib/kabinet --json
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Run {
    #[command(flatten)]
    place: Place,
    /// Seconds to wait for a running server.
    #[arg(long, default_value_t = 600, value_name = "SECONDS")]
    patience: u64,
    /// Prints {"imported", "refused", "waiting", "orders"} as JSON.
    #[arg(long)]
    json: bool,
}

impl Exchange {
    pub fn run(self) -> anyhow::Result<u8> {
        match self.command {
            Command::Run(run) => run.run(),
            Command::Simulate(options) => simulate(&options),
        }
    }
}

impl Run {
    fn run(self) -> anyhow::Result<u8> {
        let answer = match self.place.open() {
            Ok(app) => pass(app)?,
            Err(error) => match self.ask_server() {
                Some(answer) => answer?,
                None => return Err(error),
            },
        };
        let passed = match answer {
            PassAnswer::Passed(passed) => passed,
            PassAnswer::Failed(reason) => bail!("{reason}"),
        };
        if self.json {
            super::print(serde_json::to_string(&passed)?);
        } else {
            super::print(format_args!(
                "files imported: {}, refused: {}, still being written: {}; orders for 1C: {}",
                passed.imported, passed.refused, passed.waiting, passed.orders
            ));
        }
        Ok(if passed.refused > 0 { exit::FOUND } else { exit::OK })
    }

    /// The answer of the server that has the store open; `None` when there is no installation to ask.
    fn ask_server(&self) -> Option<anyhow::Result<PassAnswer>> {
        let data = DataDir::open(&self.place.data).ok()?;
        let settings = self.place.settings(&[]).ok()?;
        let folder = crate::app::exchange_settings(&data, &settings).ok()?.folder;
        let answer = ask(&folder, Duration::from_secs(self.patience));
        Some(match answer {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => Err(anyhow::anyhow!("the server gave no answer within {} s", self.patience)),
            Err(error) => Err(error.into()),
        })
    }
}

fn pass(app: App) -> anyhow::Result<PassAnswer> {
    runtime()?.block_on(async {
        let doors = app.services.part::<Doors>();
        let access = Access::system(&app.services, "exchange.folder");
        let answer = doors.pass_now(&access).await;
        let answer = match answer {
            Ok(passed) => PassAnswer::Passed(passed),
            Err(error) => PassAnswer::Failed(said(&error)),
        };
        app.catch_up().await?;
        app.close().await;
        Ok(answer)
    })
}

fn simulate(options: &standin::Options) -> anyhow::Result<u8> {
    let summary = standin::run(options)?;
    if options.json {
        super::print(serde_json::to_string(&summary)?);
        return Ok(exit::OK);
    }
    let traffic = &summary.traffic;
    super::print(format_args!(
        "files sent: {} ({} bytes), imported: {}; orders received: {} ({} new), moved: {}, sent back: {}",
        traffic.files_sent,
        traffic.bytes_sent,
        traffic.imports,
        summary.orders_received,
        summary.orders_new,
        summary.orders_moved,
        summary.orders_sent
    ));
    for order in &summary.orders {
        let planned = order.planned.map(|day| format!(", planned {day}")).unwrap_or_default();
        super::print(format_args!(
            "  {}  {}  {:?}{planned}",
            order.number, order.number_1c, order.status
        ));
    }
    for warning in &summary.warnings {
        eprintln!("warning: {warning}");
    }
    Ok(exit::OK)
}
