//! `kabinet check`

use clap::Args;

use super::{Place, exit};
use crate::app::{App, DataDir};
use crate::platform::values::Clock;

/// Checks the store: every record decodes, indexes agree with records in both directions, the journal's chain holds.
/// The server must be stopped. Ends with 3 when something is found.
///
/// Example: kabinet check --data /var/lib/kabinet --json
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Check {
    #[command(flatten)]
    place: Place,
    /// Prints {"ok", "records", "index_rows", "journal", "findings"} as JSON.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(self) -> anyhow::Result<u8> {
        let (settings, data) = (self.place.settings(&[])?, DataDir::open(&self.place.data)?);
        let (report, chain) = App::check(&data, &settings, Clock::system())?;
        let ok = report.findings.is_empty() && chain.broken_at.is_none();
        if self.json {
            let answer = serde_json::json!({
                "ok": ok,
                "records": report.records,
                "index_rows": report.index_rows,
                "journal": chain,
                "findings": report.findings,
            });
            super::print(answer);
        } else {
            for (table, count) in &report.records {
                super::print(format_args!("{count:>10}  {table}"));
            }
            super::print(format_args!(
                "{:>10}  index rows\n{:>10}  journal entries",
                report.index_rows, chain.entries
            ));
            for finding in &report.findings {
                super::print(format_args!(
                    "FOUND {} in {}: {}",
                    finding.kind, finding.table, finding.detail
                ));
            }
            if let Some(seq) = chain.broken_at {
                super::print(format_args!("FOUND the journal's chain is broken at entry {seq}"));
            }
            super::print(if ok {
                "All is well."
            } else {
                "Something is wrong: restore the last good backup."
            });
        }
        Ok(if ok { exit::OK } else { exit::FOUND })
    }
}
