//! `kabinet version`

use clap::Args;

use super::exit;

/// Prints the version of this binary.
///
/// Example: kabinet version --json
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Version {
    /// As JSON: {"version"}.
    #[arg(long)]
    json: bool,
}

impl Version {
    pub fn run(self) -> anyhow::Result<u8> {
        let version = env!("CARGO_PKG_VERSION");
        if self.json {
            super::print(serde_json::json!({ "version": version }));
        } else {
            super::print(format_args!("kabinet {version}"));
        }
        Ok(exit::OK)
    }
}
