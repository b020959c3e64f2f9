//! `kabinet config`

use clap::{Args, Subcommand};

use super::{Place, exit};

/// Checks or shows the settings: flags win over the environment (KABINET_*), that over kabinet.toml, that over defaults.
///
/// A setting `mail.host` is `host` under `[mail]` in the file and KABINET_MAIL_HOST in the environment. A secret may lie
/// in a file of its own: KABINET_MAIL_PASSWORD_FILE names it. `config show` lists all settings with what they mean.
#[derive(Args)]
pub struct Config {
    #[command(subcommand)]
    command: ConfigCommand,
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Reads the settings and says whether they are right. Ends with 2 when not.
    ///
    /// Example: kabinet config check --data /var/lib/kabinet
    Check(Show),
    /// Prints every setting, its value, where it came from, and what it does.
    ///
    /// Secrets are shown as asterisks. Example: kabinet config show --data /var/lib/kabinet --json
    Show(Show),
}

#[derive(Args)]
#[command(after_long_help = exit::HELP)]
struct Show {
    #[command(flatten)]
    place: Place,
    /// Answers in JSON: {"ok"} for check, a list of {"key", "value", "origin", "help"} for show.
    #[arg(long)]
    json: bool,
}

impl Config {
    pub fn run(self) -> anyhow::Result<u8> {
        match self.command {
            ConfigCommand::Check(show) => {
                show.place.settings(&[])?;
                let file = show.place.config.clone();
                let file = file.unwrap_or_else(|| show.place.data.join("kabinet.toml"));
                for name in crate::config::unknown_names() {
                    eprintln!("warning: {name} in the environment is no setting and changes nothing");
                }
                if !file.exists() {
                    eprintln!(
                        "note: there is no {}; defaults, environment and flags hold",
                        file.display()
                    );
                }
                super::print(if show.json {
                    r#"{"ok":true}"#
                } else {
                    "The settings are right."
                });
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
                    super::print(serde_json::Value::Array(rows));
                } else {
                    for (known, value, origin) in settings.shown() {
                        super::print(format_args!("{} = \"{value}\"  # {origin}; {}", known.key, known.help));
                    }
                }
            }
        }
        Ok(exit::OK)
    }
}
