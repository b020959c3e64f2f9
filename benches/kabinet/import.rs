//! A catalogue of 100,000 products and 500,000 prices from 1C, taken in by a running server, beside a bare pass over the
//! same files; the memory of the server that does it, and when the last product can be found.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use kabinet::standin::Family;
use kabinet::standin::catalogue::{Generated, Plan, generate};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::extraction::{Thing, extract};
use crate::http::{find, get};
use crate::load::once;
use crate::machine::memory_mib;
use crate::seed::{House, Person};
use crate::server::{KABINET, Server};
use crate::table::{Goal, Table, median};

const GROUP: &str = "import";

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let folder = arguments.folder("import")?;
    let files = folder.path().join("1c");
    let made = files_of_1c(&files, arguments.size(100_000, 5_000))?;
    let paths = [files.join("import0_1.xml"), files.join("offers0_1.xml")];
    let megabytes = made.bytes as f64 / 1e6;

    let (mut bare, mut last) = (Vec::new(), Thing::default());
    let (mut committed, mut ratios, mut searchable, mut peaks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for number in 0..arguments.size(3, 1) {
        let begun = Instant::now();
        let mut extract = extract(&paths)?;
        let pass = begun.elapsed().as_secs_f64();
        ensure!(
            extract.products.len() as u64 == made.products && extract.prices() as u64 == made.prices,
            "the bare pass found {} products and {} prices",
            extract.products.len(),
            extract.prices()
        );
        last = extract.products.pop().context("no product")?;
        drop(extract);
        let data = folder.path().join(format!("data-{number}"));
        let imported = import(arguments, &data, &paths, &made, &last)?;
        bare.push(pass);
        ratios.push(imported.committed / pass);
        committed.push(imported.committed);
        searchable.push(imported.searchable);
        peaks.push(imported.peak_mib);
    }
    let _ = last;
    let details = format!(
        "{:.2} s against {:.2} s; {megabytes:.0} MB, {} products, {} prices; {:.0}k records of 1C/s",
        median(committed.iter().copied()),
        median(bare),
        made.products,
        made.prices,
        (made.products * 2) as f64 / median(committed.iter().copied()) / 1e3
    );
    let name = "catalogue until committed / bare pass";
    table.ratio(GROUP, name, median(ratios), Goal::AtMost(6.0), details);
    let details = "most memory held by the server that took it in".to_owned();
    table.figure(GROUP, "memory", median(peaks), "MiB", Goal::AtMost(256.0), details);
    let details = "from the files in the folder to the last product on the search page".to_owned();
    table.figure(
        GROUP,
        "catalogue until searchable",
        median(searchable),
        "s",
        Goal::None,
        details,
    );
    Ok(())
}

/// Generates the files that 1C would have written.
pub fn files_of_1c(folder: &Path, products: u32) -> Outcome<Generated> {
    std::fs::create_dir_all(folder)?;
    let plan = Plan {
        family: Family::A,
        products,
        portion: 0,
        pictures: 0,
        seed: 1,
        formed: "2026-11-23T10:00:00".into(),
        plain: true,
    };
    Ok(generate(folder, &plan)?)
}

struct Imported {
    /// Seconds.
    committed: f64,
    searchable: f64,
    peak_mib: f64,
}

fn import(
    arguments: &Arguments,
    data: &Path,
    files: &[PathBuf; 2],
    made: &Generated,
    last: &Thing,
) -> Outcome<Imported> {
    let person = installation(data)?;
    let server = Server::start(arguments, data)?;
    server.settle()?;
    let begun = Instant::now();
    take_in(data, files)?;
    let committed = begun.elapsed().as_secs_f64();
    let request = get(&format!("/search?q={}", last.article), &person.cookie);
    let named = last.name.split(',').next().unwrap_or_default().as_bytes();
    let found = loop {
        let answer = once(server.address(), &request)?;
        ensure!(answer.status == 200, "the search page answers {}", answer.status);
        if find(&answer.body, named).is_some() {
            break begun.elapsed().as_secs_f64();
        }
        ensure!(
            begun.elapsed() < Duration::from_secs(600),
            "the last product was never found"
        );
        std::thread::sleep(Duration::from_millis(50));
    };
    let peak_mib = memory_mib(server.pid(), "VmHWM")?;
    let page = once(server.address(), &get("/catalogue", &person.cookie))?;
    let counted = made.products.to_string();
    let digits: String = String::from_utf8_lossy(&page.body)
        .chars()
        .filter(|letter| !letter.is_whitespace() && !"\u{a0}\u{202f}".contains(*letter))
        .collect();
    ensure!(
        page.status == 200 && digits.contains(&counted),
        "the catalogue doesn't count {counted} products"
    );
    server.stop()?;
    Ok(Imported {
        committed,
        searchable: found,
        peak_mib,
    })
}

/// An empty installation whose folder is looked at only when asked.
fn installation(data: &Path) -> Outcome<Person> {
    let house = House::build(data, 0, 0)?;
    house.folder_of_1c()?;
    let person = house.admin.clone();
    house.close()?;
    only_when_asked(data)?;
    Ok(person)
}

/// The folder is looked at only when `exchange run` says so.
pub fn only_when_asked(data: &Path) -> Outcome {
    let settings = "[exchange]\nrest_seconds = 0\nschedule = \"0 0 0 1 1 *\"\n";
    Ok(std::fs::write(data.join("kabinet.toml"), settings)?)
}

/// Puts the files into the exchange folder, as 1C does, and has the running server take them in.
pub fn take_in(data: &Path, files: &[PathBuf]) -> Outcome {
    let place = data.join("exchange/in/webdata");
    std::fs::create_dir_all(&place)?;
    for file in files {
        let name = file.file_name().context("a file has a name")?;
        // A link where it can be: writing the files is 1C's work.
        if std::fs::hard_link(file, place.join(name)).is_err() {
            std::fs::copy(file, place.join(name))?;
        }
    }
    let passed = Command::new(KABINET)
        .args(["exchange", "run", "--json", "--data"])
        .arg(data)
        .output()?;
    let said: serde_json::Value = serde_json::from_slice(&passed.stdout)
        .with_context(|| format!("exchange run said {}", String::from_utf8_lossy(&passed.stderr)))?;
    ensure!(
        said["imported"] == files.len() && said["refused"] == 0,
        "exchange run: {said}"
    );
    Ok(())
}

/// An installation with this catalogue taken in and indexed, for other groups.
pub fn imported(arguments: &Arguments, data: &Path, files: &[PathBuf]) -> Outcome {
    installation(data)?;
    let server = Server::start(arguments, data)?;
    take_in(data, files)?;
    server.settle()?;
    server.stop()
}
