//! From the start of the process to its first answer, and the memory that it holds when nobody asks anything: with the
//! demonstration, and with 100,000 products.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::import::{files_of_1c, imported};
use crate::machine::memory_mib;
use crate::server::{KABINET, Server};
use crate::table::{Goal, Table, median};

const GROUP: &str = "start";

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("start")?;
    let large = folder.path().join("products");
    let products = arguments.size(100_000, 5_000);
    let files = folder.path().join("1c");
    files_of_1c(&files, products)?;
    imported(
        arguments,
        &large,
        &[files.join("import0_1.xml"), files.join("offers0_1.xml")],
    )?;
    measure(arguments, table, &format!("{products} products"), &large)?;

    let demo = folder.path().join("demo");
    demonstration(&demo)?;
    measure(arguments, table, "the full demonstration", &demo)
}

/// Fills a folder by the real command and ends it once it serves.
fn demonstration(data: &Path) -> Outcome {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(KABINET)
        .args(["demo", "--json", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .env("KABINET_LOG", "error")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("no standard output")?).read_line(&mut line)?;
    let served = serde_json::from_str::<serde_json::Value>(&line).is_ok();
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
    let ended = child.wait()?;
    ensure!(
        served && ended.success(),
        "the demonstration said {line:?} and ended with {ended}"
    );
    Ok(())
}

fn measure(arguments: &Arguments, table: &mut Table, with: &str, data: &Path) -> Outcome {
    let (mut times, mut held, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..=arguments.rounds {
        let server = Server::start(arguments, data)?;
        if number > 0 {
            times.push(server.first_answer.as_secs_f64() * 1e3);
            after.push(memory_mib(server.pid(), "VmRSS")?);
            server.settle()?;
            held.push(memory_mib(server.pid(), "VmRSS")?);
        }
        server.stop()?;
    }
    let details = format!(
        "exec to the first 200; files in the system's cache; median of {}",
        times.len()
    );
    table.figure(
        GROUP,
        &format!("first answer with {with}"),
        median(times),
        "ms",
        Goal::None,
        details,
    );
    let details = format!("{:.0} MiB right after the first answer", median(after));
    table.figure(
        GROUP,
        &format!("idle memory with {with}"),
        median(held),
        "MiB",
        Goal::None,
        details,
    );
    Ok(())
}
