//! The real binary as a child process.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use super::DEADLINE;

/// A command of the binary under test, deaf to the settings of the machine that it runs on.
pub fn kabinet() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kabinet"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("KABINET_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// A running server. Dropping it ends the process.
pub struct Server {
    child: Child,
    pub url: String,
    /// The line that it said.
    pub said: serde_json::Value,
    log: PathBuf,
}

impl Server {
    /// Starts `kabinet serve` on a free port and waits until it says where it serves.
    pub fn start(data: &Path) -> Server {
        Server::start_in(data, &[])
    }

    /// The same with more in its environment.
    pub fn start_in(data: &Path, environment: &[(&str, &str)]) -> Server {
        Server::start_as(data, environment, &[])
    }

    /// The same with more on its command line.
    pub fn start_with(data: &Path, flags: &[&str]) -> Server {
        Server::start_as(data, &[], flags)
    }

    fn start_as(data: &Path, environment: &[(&str, &str)], flags: &[&str]) -> Server {
        let log = data.with_extension("log");
        let mut command = kabinet();
        // People of the tests have a password alone, but for the tests of the second factor.
        let settings = fs::read_to_string(data.join("kabinet.toml")).unwrap_or_default();
        if !settings.contains("second_factor") {
            command.env("KABINET_SECOND_FACTOR", "optional");
        }
        let mut child = command
            .env("KABINET_LOG", "warn,kabinet=info")
            .envs(environment.iter().copied())
            .args(["serve", "--listen", "127.0.0.1:0", "--json", "--data"])
            .arg(data)
            .args(flags)
            .stdout(Stdio::piped())
            .stderr(File::options().create(true).append(true).open(&log).unwrap())
            .spawn()
            .expect("the binary starts");
        let stdout = child.stdout.take().expect("it was piped");
        let (said, heard) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(stdout).read_line(&mut line);
            let _ = said.send(read.map(|_| line));
        });
        let line = match heard.recv_timeout(DEADLINE) {
            Ok(Ok(line)) if !line.is_empty() => line,
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                panic!("the server did not say where it serves:\n{}", tail(&log));
            }
        };
        let ready: serde_json::Value = serde_json::from_str(&line).expect("`serve --json` prints a JSON line");
        let url = ready["url"].as_str().expect("it has the address").to_owned();
        Server {
            child,
            url,
            said: ready,
            log,
        }
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The most memory that the process ever held, in KiB.
    pub fn peak_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let figure = line.and_then(|line| line.trim().strip_suffix(" kB"));
        figure
            .and_then(|figure| figure.parse().ok())
            .expect("the system counts it")
    }

    /// As a power cut does: no signal handler runs.
    pub fn signal_kill(&self) {
        self.signal("KILL");
    }

    /// A signal by its name: `HUP`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([format!("-{name}"), self.child.id().to_string()])
            .status();
        assert!(sent.expect("kill runs").success());
    }

    /// Its exit code, once it has ended.
    pub fn ended(&mut self) -> Option<i32> {
        super::wait_for("the server's end", || self.child.try_wait().expect("it can be asked")).code()
    }

    /// Waits for the end of a killed process, so that its files are free.
    pub fn reap(&mut self) {
        self.child.wait().expect("it ends");
    }

    /// As an administrator does. Returns the exit code.
    pub fn stop(mut self) -> Option<i32> {
        let done = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .expect("kill runs");
        assert!(
            done.success(),
            "the server ended before it was told to:\n{}",
            self.log()
        );
        self.ended()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- the server's log ends with:\n{}", tail(&self.log));
        }
    }
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
