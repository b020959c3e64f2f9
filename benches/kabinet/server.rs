//! The real binary at work on a data directory.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::load::once;
use crate::machine;

/// The binary that this benchmark was built with.
pub const KABINET: &str = env!("CARGO_BIN_EXE_kabinet");

/// A running `kabinet serve`; killed when dropped.
pub struct Server {
    child: Child,
    address: String,
    /// From the start of the process to its first answer.
    pub first_answer: Duration,
}

impl Server {
    pub fn start(arguments: &Arguments, data: &Path) -> Outcome<Server> {
        let begun = Instant::now();
        let mut child = Command::new(KABINET)
            .args(["serve", "--json", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("KABINET_SECOND_FACTOR", "optional")
            .env("KABINET_LOG", if arguments.trace { "info" } else { "error" })
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("{KABINET} can't be started"))?;
        let mut line = String::new();
        let output = child.stdout.take().context("no standard output")?;
        BufReader::new(output).read_line(&mut line)?;
        let said: serde_json::Value =
            serde_json::from_str(&line).with_context(|| format!("the server said {line:?} and no JSON"))?;
        let url = said["url"].as_str().context("the server tells no url")?;
        let address = url.trim_start_matches("http://").to_owned();
        let first = once(&address, &crate::http::get("/login", ""))?;
        let first_answer = begun.elapsed();
        ensure!(first.status == 200, "the sign-in page answers {}", first.status);
        Ok(Server {
            child,
            address,
            first_answer,
        })
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until background work has come to rest: what a start has to catch up with isn't part of a row.
    pub fn settle(&self) -> Outcome {
        let mut quiet = 0;
        let mut last = machine::cpu_seconds(self.pid())?;
        for _ in 0..600 {
            std::thread::sleep(Duration::from_millis(100));
            let now = machine::cpu_seconds(self.pid())?;
            quiet = if now - last < 0.015 { quiet + 1 } else { 0 };
            last = now;
            if quiet >= 5 {
                return Ok(());
            }
        }
        anyhow::bail!("the server didn't come to rest within a minute")
    }

    /// Ends it as a power cut would.
    pub fn kill(mut self) -> Outcome {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Ends it as an administrator would, and waits.
    pub fn stop(mut self) -> Outcome {
        let pid = self.pid().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        let ended = self.child.wait()?;
        ensure!(ended.success(), "the server ended with {ended}");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
