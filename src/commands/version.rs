//! `kabinet version`

use clap::Args;

use super::exit;

/// Prints the version.
#[derive(Args)]
pub struct Version {
    /// As JSON: {"version"}.
    #[arg(long)]
    json: bool,
}

impl Version {
    pub fn run(self) -> anyhow::Result<u8> {
        let version = env!("CARGO_PKG_VERSION");
        if self.json {
            println!("{}", serde_json::json!({ "version": version }));
        } else {
            println!("kabinet {version}");
        }
        Ok(exit::OK)
    }
}
