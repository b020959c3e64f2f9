//! The command line: one file a command. Each teaches by `--help`, speaks JSON where a machine reads it, and ends with
//! a documented code.

mod admin;
mod archives;
mod backup;
mod check;
mod config;
mod demo;
mod doctor;
mod drill;
mod evidence;
mod exchange;
mod init;
mod memory;
mod migrate;
mod restore;
mod serve;
mod transfer;
mod version;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::app::{App, DataDir};
use crate::config::Settings;
use crate::platform::values::Clock;

/// Exit codes, the same for every command.
pub mod exit {
    /// At the end of each command's help.
    pub const HELP: &str = "Exit codes: 0 done; 1 not done, the reason is on standard error; 2 wrong command line or \
                            settings; 3 a check found something, or the exchange refused a file; 70 the disk failed \
                            under a write.";

    /// Done.
    pub const OK: u8 = 0;
    /// It could not be done; the reason is on standard error.
    pub const FAILED: u8 = 1;
    /// The command line or the settings are wrong (clap's own code).
    pub const USAGE: u8 = 2;
    /// `check` found something.
    pub const FOUND: u8 = 3;
}

/// Dealer cabinet: orders, prices, stages and documents for a manufacturer's dealers, beside 1C.
///
/// To look around: kabinet demo.
///
/// To begin for real: kabinet init, then kabinet serve, which prints a link for the first administrator; both with the same --data.
/// Every command has an example in its own help: kabinet serve --help.
#[derive(Parser)]
#[command(name = "kabinet", version, max_term_width = 100, after_long_help = exit::HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Init(init::Init),
    Admin(admin::Admin),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Export(transfer::Export),
    Import(transfer::Import),
    Migrate(migrate::Migrate),
    Check(check::Check),
    Config(config::Config),
    Doctor(doctor::Doctor),
    Demo(demo::Demo),
    Evidence(evidence::Evidence),
    Exchange(exchange::Exchange),
    Version(version::Version),
}

/// Where the installation is.
#[derive(Args, Clone)]
pub struct Place {
    /// Data directory of the installation.
    #[arg(long, env = "KABINET_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Settings file instead of DIR/kabinet.toml.
    #[arg(long, env = "KABINET_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Place {
    pub fn settings(&self, flags: &[(&'static str, String)]) -> anyhow::Result<Settings> {
        Ok(Settings::load(&self.data, self.config.as_deref(), flags)?)
    }

    /// Opens the installation without starting background work.
    pub fn open(&self) -> anyhow::Result<App> {
        let settings = self.settings(&[])?;
        App::open(DataDir::open(&self.data)?, settings, Clock::system())
    }
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    memory::settle();
    let outcome = match Cli::parse().command {
        Command::Serve(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Admin(command) => command.run(),
        Command::Backup(command) => command.run(),
        Command::Restore(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Migrate(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Config(command) => command.run(),
        Command::Doctor(command) => command.run(),
        Command::Demo(command) => command.run(),
        Command::Evidence(command) => command.run(),
        Command::Exchange(command) => command.run(),
        Command::Version(command) => command.run(),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("kabinet: {error:#}");
            let usage = error.downcast_ref::<crate::config::ConfigError>().is_some();
            ExitCode::from(if usage { exit::USAGE } else { exit::FAILED })
        }
    }
}

/// The runtime of commands that need one.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Libraries whose everyday talk tells an administrator nothing.
const QUIET: &str = "tokio_cron_scheduler=warn,tantivy=warn";

/// A line of the answer, on standard output. Who reads it may have left (`| head`): then there is nothing to do.
pub fn print(line: impl std::fmt::Display) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Logs to standard error: standard output belongs to what a command answers.
pub fn log(settings: &Settings) {
    use tracing_subscriber::EnvFilter;
    // A directive of the setting for one of these wins: it comes later.
    let asked = settings.text("log");
    let filter = EnvFilter::try_new(format!("{QUIET},{asked}")).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let _ = if settings.text("log_json") == "true" {
        log.json().try_init()
    } else {
        log.with_target(false).try_init()
    };
}

/// An error of the library in words for the one at the terminal: English, as the rest of the command line.
pub fn said(error: &crate::platform::error::Error) -> String {
    use crate::platform::error::Error;
    use crate::platform::i18n::render;
    use crate::platform::values::Locale;
    let zone = jiff::tz::TimeZone::UTC;
    match error {
        Error::Refused(message) => render(Locale::En, &zone, message),
        Error::Invalid(fields) => {
            let said = fields
                .iter()
                .map(|field| format!("{}: {}", field.field, render(Locale::En, &zone, &field.message)));
            said.collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}
