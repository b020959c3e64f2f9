//! A verified backup and a restore beside a bare copy of the same directory: what reading every row twice and checking it
//! costs.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::ensure;

use crate::Outcome;
use crate::arguments::Arguments;
use crate::import::{files_of_1c, imported};
use crate::server::KABINET;
use crate::table::{Goal, Table, median};

const GROUP: &str = "backup";

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("backup")?;
    let data = folder.path().join("data");
    let products = arguments.size(100_000, 5_000);
    let files = folder.path().join("1c");
    files_of_1c(&files, products)?;
    imported(
        arguments,
        &data,
        &[files.join("import0_1.xml"), files.join("offers0_1.xml")],
    )?;
    let (mut copies, mut backups, mut restores) = (Vec::new(), Vec::new(), Vec::new());
    let mut bytes = 0;
    for round in 0..=arguments.rounds {
        let [copy, archive, place] = ["copy", "backup.zip", "restored"].map(|name| folder.path().join(name));
        let copied = timed(Command::new("cp").arg("-a").arg(&data).arg(&copy))?;
        let made = timed(
            kabinet("backup create")
                .arg("--data")
                .arg(&data)
                .arg("--out")
                .arg(&archive),
        )?;
        let restored = timed(kabinet("restore --yes").arg(&archive).arg("--data").arg(&place))?;
        bytes = std::fs::metadata(&archive)?.len();
        // The first round warms the system's cache.
        if round > 0 {
            copies.push(copied);
            backups.push(made);
            restores.push(restored);
        }
        std::fs::remove_dir_all(&copy)?;
        std::fs::remove_dir_all(&place)?;
        std::fs::remove_file(&archive)?;
    }
    let store = size(&data.join("kabinet.redb"))?;
    let (copied, made, restored) = (median(copies), median(backups), median(restores));
    let details = format!(
        "{made:.2} s for a store of {:.0} MB into {:.0} MB, `cp -a` {copied:.2} s; {products} products",
        store as f64 / 1e6,
        bytes as f64 / 1e6
    );
    table.ratio(
        GROUP,
        "verified backup: time over a bare copy",
        made / copied,
        Goal::None,
        details,
    );
    let details = format!("{restored:.2} s, checked before it counts");
    table.ratio(
        GROUP,
        "restore: time over a bare copy",
        restored / copied,
        Goal::None,
        details,
    );
    Ok(())
}

fn kabinet(words: &str) -> Command {
    let mut command = Command::new(KABINET);
    command
        .args(words.split(' '))
        .arg("--json")
        .stdout(std::process::Stdio::null());
    command
}

/// Seconds until it ended, and its bytes were on the disk.
fn timed(command: &mut Command) -> Outcome<f64> {
    let begun = Instant::now();
    let ended = command.status()?;
    ensure!(ended.success(), "{command:?} ended with {ended}");
    ensure!(Command::new("sync").status()?.success(), "sync failed");
    Ok(begun.elapsed().as_secs_f64())
}

fn size(path: &Path) -> Outcome<u64> {
    Ok(std::fs::metadata(path)?.len())
}
