//! `kabinet config`

use clap::{Args, Subcommand};

use super::{Place, exit};

/// Settings: flags, then environment (KABINET_*), then kabinet.toml, then defaults.
#[derive(Args)]
pub struct Config {
    #[command(subcommand)]
    command: ConfigCommand,
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Reads the settings and says whether they are right. Ends with 2 when not.
    Check(Show),
    /// Prints every setting, its value, where it came from, and what it does.
    Show(Show),
}

#[derive(Args)]
struct Show {
    #[command(flatten)]
    place: Place,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

impl Config {
    pub fn run(self) -> anyhow::Result<u8> {
        match self.command {
            ConfigCommand::Check(show) => {
                show.place.settings(&[])?;
                println!(
                    "{}",
                    if show.json {
                        r#"{"ok":true}"#
                    } else {
                        "The settings are right."
                    }
                );
            }
            ConfigCommand::Show(show) => {
                let settings = show.place.settings(&[])?;
                if show.json {
                    let rows: Vec<_> = settings
                        .shown()
                        .into_iter()
                        .map(|(known, value, origin)| {
                            serde_json::json!({ "key": known.key, "value": value, "origin": origin, "help": known.help })
                        })
                        .collect();
                    println!("{}", serde_json::Value::Array(rows));
                } else {
                    for (known, value, origin) in settings.shown() {
                        println!("{} = \"{value}\"  # {origin}; {}", known.key, known.help);
                    }
                }
            }
        }
        Ok(exit::OK)
    }
}
