//! 500 documents as one archive, from the request to the last byte, beside a bare copy of the same files into a stored
//! archive; and the memory of the server that does it, which must not grow with the files.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::ensure;
use kabinet::platform::files::ContentHash;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::http::get;
use crate::load::once;
use crate::machine::memory_mib;
use crate::seed::House;
use crate::server::Server;
use crate::table::{Goal, Table, median};

const GROUP: &str = "archive";
/// Of one document.
const BYTES: usize = 200_000;

pub fn run(arguments: &Arguments, table: &mut Table) -> Outcome {
    let many = arguments.size(500, 50);
    let folder = arguments.folder("archive")?;
    let data = folder.path().join("data");
    let house = House::build(&data, 10, 1)?;
    let papers = house.papers(many, BYTES)?;
    let cookie = house.admin.cookie.clone();
    house.close()?;
    let files: Vec<PathBuf> = papers.iter().map(|content| path_of(&data, content)).collect();

    let server = Server::start(arguments, &data)?;
    server.settle()?;
    let idle = memory_mib(server.pid(), "VmHWM")?;
    let request = get("/documents/all.zip", &cookie);
    let megabytes = (many * BYTES) as f64 / 1e6;
    let (mut ratios, mut ours, mut bares) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..=arguments.size(5, 1) {
        let begun = Instant::now();
        let answer = once(server.address(), &request)?;
        let taken = begun.elapsed().as_secs_f64();
        ensure!(answer.status == 200, "the archive answers {}", answer.status);
        checked(&answer.body, &papers)?;
        let begun = Instant::now();
        let written = bare(&files)?;
        let pass = begun.elapsed().as_secs_f64();
        ensure!(written > many * BYTES, "the bare pass wrote {written} bytes");
        // The first one warms up both.
        if number > 0 {
            ratios.push(taken / pass);
            ours.push(taken / megabytes);
            bares.push(pass / megabytes);
        }
    }
    let peak = memory_mib(server.pid(), "VmHWM")?;
    server.stop()?;
    let details = format!(
        "{:.2} ms/MB against {:.2} ms/MB; {megabytes:.0} MB",
        median(ours) * 1e3,
        median(bares) * 1e3
    );
    let name = format!("zip of {many} documents / stored copy");
    table.ratio(GROUP, &name, median(ratios), Goal::AtMost(25.0), details);
    let details = format!("most memory held by the server that wrote it; {idle:.0} MiB before");
    table.figure(GROUP, "memory", peak, "MiB", Goal::AtMost(128.0), details);
    Ok(())
}

/// Where the store of files keeps a content.
fn path_of(data: &Path, content: &[u8]) -> PathBuf {
    let hash = ContentHash::of(content).to_string();
    data.join("files").join(&hash[..2]).join(&hash[2..4]).join(hash)
}

/// Every file is in the archive once, byte for byte.
fn checked(archive: &[u8], papers: &[Vec<u8>]) -> Outcome {
    let mut zip = ZipArchive::new(Cursor::new(archive))?;
    ensure!(zip.len() == papers.len(), "{} of {} files", zip.len(), papers.len());
    let mut left: HashSet<ContentHash> = papers.iter().map(|content| ContentHash::of(content)).collect();
    let mut content = Vec::with_capacity(BYTES);
    for at in 0..zip.len() {
        content.clear();
        zip.by_index(at)?.read_to_end(&mut content)?;
        ensure!(
            left.remove(&ContentHash::of(&content)),
            "a file that nobody put in, or twice"
        );
    }
    Ok(())
}

/// Counts what goes by.
#[derive(Default)]
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The same files into a stored archive that goes nowhere.
fn bare(files: &[PathBuf]) -> Outcome<usize> {
    let mut counted = Counted::default();
    let mut zip = ZipWriter::new_stream(&mut counted);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (at, path) in files.iter().enumerate() {
        zip.start_file(format!("{at}.pdf"), options)?;
        io::copy(&mut File::open(path)?, &mut zip)?;
    }
    zip.finish()?;
    Ok(counted.0)
}
