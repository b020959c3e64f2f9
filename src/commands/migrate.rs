//! `kabinet migrate`

use clap::Args;

use super::{Place, exit};
use crate::app::{App, DataDir};
use crate::platform::backup::Beside;
use crate::platform::upgrade::{MIGRATIONS, Plan, What, plan};

/// Brings the data of an earlier version up to this one, as the next start of the server would: a verified backup first, then
/// the changes. The server must be stopped.
///
/// With --plan it says what would be done and does nothing; also beside a running server. Ends with 1 where the data is of a later
/// version, and names the backup to go back to.
///
/// Example: kabinet migrate --plan --data /var/lib/kabinet
#[derive(Args)]
#[command(after_long_help = exit::HELP)]
pub struct Migrate {
    #[command(flatten)]
    place: Place,
    /// Says what would be done.
    #[arg(long)]
    plan: bool,
    /// Prints {"ok", "from", "to", "migrations": [{"number", "name"}], "tables": [{"table", "what", "from", "to"}], "backup"} as JSON;
    /// without --plan {"ok", "upgraded": null or {"from", "migrations", "indexes", "backup"}}.
    #[arg(long)]
    json: bool,
}

impl Migrate {
    pub fn run(self) -> anyhow::Result<u8> {
        match self.plan {
            true => self.planned(),
            false => self.done(),
        }
    }

    fn planned(&self) -> anyhow::Result<u8> {
        let data = DataDir::open(&self.place.data)?;
        let tables = App::records();
        let plan = Beside::of(data.path())?.look(|tx| plan(tx, &tables, MIGRATIONS))??;
        if self.json {
            let mut answer = serde_json::to_value(&plan)?;
            answer["ok"] = true.into();
            super::print(answer);
        } else {
            tell(&plan);
        }
        Ok(exit::OK)
    }

    fn done(&self) -> anyhow::Result<u8> {
        let mut app = self.place.open()?;
        let upgraded = app.upgraded.take();
        super::runtime()?.block_on(app.close());
        if self.json {
            super::print(serde_json::json!({ "ok": true, "upgraded": upgraded }));
            return Ok(exit::OK);
        }
        match upgraded {
            None => super::print("There was nothing to do."),
            Some(done) => {
                super::print(format_args!(
                    "The data of Kabinet {} was brought up to this version.",
                    done.from
                ));
                super::print(format_args!("As it was before: {}", done.backup.display()));
            }
        }
        Ok(exit::OK)
    }
}

fn tell(plan: &Plan) {
    if !plan.is_due() {
        return super::print(format_args!(
            "There is nothing to do: the data is as Kabinet {} has it.",
            plan.to
        ));
    }
    super::print(format_args!("From Kabinet {} to {}:", plan.from, plan.to));
    if plan.backup {
        super::print("  a verified backup is made first");
    }
    for migration in &plan.migrations {
        super::print(format_args!("  migration {}: {}", migration.number, migration.name));
    }
    for step in &plan.tables {
        let (table, from, to) = (&step.table, step.from, step.to);
        super::print(match step.what {
            What::Table => format!("  the table {table} is new"),
            What::Records => format!("  records of {table} are read as of {from} and written as of {to}"),
            What::Indexes => format!("  index rows of {table} are put right, from {from} to {to}"),
        });
    }
    super::print("Nothing was done.");
}
