//! What the figures were taken on, and what a process takes of it. Linux tells it in `/proc`.

use std::fs;

use anyhow::Context;
use serde_json::{Value, json};

use crate::Outcome;

pub struct Machine {
    cpu: String,
    cores: usize,
    memory_gib: f64,
    kernel: String,
    disk: String,
}

impl Machine {
    pub fn read() -> Machine {
        let after_colon = |text: &str, key: &str| {
            let line = text.lines().find(|line| line.starts_with(key))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let total = after_colon(&memory, "MemTotal").unwrap_or_default();
        let kib: f64 = total.split(' ').next().and_then(|kib| kib.parse().ok()).unwrap_or(0.0);
        Machine {
            cpu: after_colon(&cpu, "model name").unwrap_or_else(|| "unknown processor".into()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: kib / f64::from(1 << 20),
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease")
                .unwrap_or_default()
                .trim()
                .to_owned(),
            disk: disk().unwrap_or_else(|| "unknown disk".into()),
        }
    }

    pub fn text(&self) -> String {
        format!(
            "{}, {} cores, {:.0} GiB; {}; Linux {}; Kabinet {}",
            self.cpu,
            self.cores,
            self.memory_gib,
            self.disk,
            self.kernel,
            env!("CARGO_PKG_VERSION")
        )
    }

    pub fn json(&self) -> Value {
        json!({
            "cpu": self.cpu, "cores": self.cores, "memory_gib": self.memory_gib,
            "disk": self.disk, "kernel": self.kernel, "version": env!("CARGO_PKG_VERSION"),
        })
    }
}

/// Device and file system below the folder of the data: the longest mount point that it lies in.
fn disk() -> Option<String> {
    let here = fs::canonicalize(env!("CARGO_TARGET_TMPDIR")).ok()?;
    let mounts = fs::read_to_string("/proc/mounts").ok()?;
    let mount = mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            Some((words.next()?, words.next()?, words.next()?))
        })
        .filter(|(_, at, _)| here.starts_with(at))
        .max_by_key(|(_, at, _)| at.len())?;
    Some(format!("{} on {}", mount.2, mount.0))
}

/// A line of `/proc/PID/status` in MiB: `VmRSS` what is held now, `VmHWM` the most that was held.
pub fn memory_mib(pid: u32, key: &str) -> Outcome<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).context("the process is gone")?;
    let line = status.lines().find(|line| line.starts_with(key));
    let kib = line
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|kib| kib.parse::<f64>().ok());
    Ok(kib.with_context(|| format!("no {key}"))? / 1_024.0)
}

/// Processor time that a process has used so far, in seconds (ticks of 10 ms).
pub fn cpu_seconds(pid: u32) -> Outcome<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).context("the process is gone")?;
    // The name may hold spaces; after its bracket the fields are plain, utime and stime the 12th and 13th of them.
    let (_, fields) = stat.rsplit_once(')').context("an unknown form of /proc/PID/stat")?;
    let ticks: f64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    Ok(ticks / 100.0)
}
