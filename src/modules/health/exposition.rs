//! The figures as Prometheus and its like read them. Labels are patterns of routes, names of jobs, ids of connections:
//! nothing of people, nothing of business.

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, prometheus_text, text};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::exemplar::Exemplar;
use prometheus_client::registry::Registry;

use super::facts::Facts;
use crate::platform::store::QUEUE_LIMIT;
use crate::platform::values::Moment;
use crate::platform::web::{BOUNDS_MS, RouteTraffic};

/// OpenMetrics, for those who ask for it.
pub const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// The older text format, which everybody reads.
pub const PLAIN: &str = prometheus_text::CONTENT_TYPE;

/// The figures in one of the two formats, and its Content-Type.
///
/// # Errors
/// When the writer of the format refuses: a fault of ours.
pub fn written(
    facts: Facts,
    traffic: Vec<RouteTraffic>,
    open: bool,
) -> Result<(&'static str, String), std::fmt::Error> {
    let mut registry = Registry::default();
    registry.register_collector(Box::new(Figures { facts, traffic }));
    let mut out = String::new();
    if open {
        text::encode(&mut out, &registry)?;
        return Ok((OPEN_METRICS, out));
    }
    prometheus_text::encode(&mut out, &registry)?;
    Ok((PLAIN, out))
}

#[derive(Debug)]
struct Figures {
    facts: Facts,
    traffic: Vec<RouteTraffic>,
}

type Labels<'a> = Vec<(&'static str, &'a str)>;
/// A label set of the exemplars that there are none of.
type NoExemplars = [(&'static str, &'static str); 0];

impl Collector for Figures {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> std::fmt::Result {
        let out = &mut encoder;
        let facts = &self.facts;
        out.encode_descriptor("kabinet_build", "The program.", None, MetricType::Info)?
            .encode_info(&[("version", env!("CARGO_PKG_VERSION"))])?;
        self.requests(out)?;

        one(
            out,
            "process_start_time_seconds",
            "When the process started.",
            Some(seconds(facts.started)),
        )?;
        let uptime = facts.now.seconds_since(facts.started) as f64;
        one(out, "kabinet_uptime_seconds", "Since the start.", Some(uptime))?;
        let memory = facts.memory.map(|bytes| bytes as f64);
        one(out, "process_resident_memory_bytes", "Memory of the process.", memory)?;
        let free = facts.disk_free.map(|bytes| bytes as f64);
        one(out, "kabinet_disk_free_bytes", "Room where the data lies.", free)?;
        one(
            out,
            "kabinet_store_bytes",
            "Size of the store's file.",
            Some(facts.store_bytes as f64),
        )?;
        one(
            out,
            "kabinet_writer_queue",
            "Writes that wait for the writer.",
            Some(facts.queue as f64),
        )?;
        one(
            out,
            "kabinet_writer_queue_limit",
            "More writes than this are refused.",
            Some(QUEUE_LIMIT as f64),
        )?;
        let answers = f64::from(u8::from(facts.writer_ms.is_some()));
        one(
            out,
            "kabinet_writer_answers",
            "1: the writer answered in time.",
            Some(answers),
        )?;
        one(
            out,
            "kabinet_journal_position",
            "Number of the newest entry of the journal.",
            Some(facts.journal as f64),
        )?;

        let backups = &facts.backups;
        let on = f64::from(u8::from(backups.is_on()));
        one(out, "kabinet_backup_scheduled", "1: backups make themselves.", Some(on))?;
        let ok = f64::from(u8::from(!backups.is_trouble()));
        one(
            out,
            "kabinet_backup_ok",
            "0: the last backup failed, or none has come for too long.",
            Some(ok),
        )?;
        let good = backups.last_good.as_ref().map(|run| seconds(run.begun));
        one(
            out,
            "kabinet_backup_last_good_timestamp_seconds",
            "When the newest good backup was begun.",
            good,
        )?;

        self.exchange(out)?;
        self.mail(out)?;
        self.jobs(out)?;
        let ends = facts.certificate.as_ref().and_then(|ends| ends.as_ref().ok());
        let ends = ends.map(|ends| seconds(*ends));
        one(
            out,
            "kabinet_certificate_end_timestamp_seconds",
            "When the own certificate ends.",
            ends,
        )
    }
}

impl Figures {
    fn requests(&self, out: &mut DescriptorEncoder<'_>) -> std::fmt::Result {
        let mut requests = out.encode_descriptor(
            "kabinet_requests",
            "Answered requests by route and class of status.",
            None,
            MetricType::Counter,
        )?;
        for route in &self.traffic {
            for (class, count) in route.classes.iter().enumerate().filter(|(_, count)| **count > 0) {
                let class = format!("{}xx", class + 1);
                let labels = [
                    ("method", route.method.as_str()),
                    ("route", route.route),
                    ("status", class.as_str()),
                ];
                let mut line = requests.encode_family(&labels)?;
                line.encode_counter::<NoExemplars, _, f64>(count, None)?;
            }
        }
        let mut times = out.encode_descriptor(
            "kabinet_request_seconds",
            "Time until the answer's head, by route.",
            None,
            MetricType::Histogram,
        )?;
        let bounds = BOUNDS_MS
            .iter()
            .map(|bound| *bound as f64 / 1_000.0)
            .chain([f64::INFINITY]);
        let bounds: Vec<f64> = bounds.collect();
        for route in &self.traffic {
            let buckets: Vec<(f64, u64)> = bounds.iter().copied().zip(route.buckets).collect();
            let labels = [("method", route.method.as_str()), ("route", route.route)];
            let exemplars: Option<&std::collections::HashMap<usize, Exemplar<NoExemplars, f64>>> = None;
            times.encode_family(&labels)?.encode_histogram(
                route.total.as_secs_f64(),
                route.count(),
                &buckets,
                exemplars,
            )?;
        }
        Ok(())
    }

    /// By the connection's id: its name is whatever somebody has called it.
    fn exchange(&self, out: &mut DescriptorEncoder<'_>) -> std::fmt::Result {
        let exchange = &self.facts.exchange;
        let ids: Vec<String> = exchange.iter().map(|one| one.id.to_string()).collect();
        let by_id = |value: fn(&super::facts::ExchangeFacts) -> Option<f64>| {
            let rows = exchange.iter().zip(&ids);
            rows.map(move |(one, id)| (vec![("connection", id.as_str())], value(one)))
        };
        many(
            out,
            "kabinet_exchange_last_timestamp_seconds",
            "When the newest session of a connection began.",
            by_id(|one| one.last.map(seconds)),
        )?;
        many(
            out,
            "kabinet_exchange_last_good_timestamp_seconds",
            "When the newest session began of which every file was taken.",
            by_id(|one| one.good.map(seconds)),
        )?;
        many(
            out,
            "kabinet_exchange_refused_files",
            "Files of the newest session of which nothing was taken.",
            by_id(|one| Some(f64::from(one.refused))),
        )
    }

    fn mail(&self, out: &mut DescriptorEncoder<'_>) -> std::fmt::Result {
        let mail = &self.facts.mail;
        let states = [("waiting", mail.waiting), ("failed", mail.failed), ("sent", mail.sent)];
        let rows = states.map(|(state, count)| (vec![("state", state)], Some(count as f64)));
        many(out, "kabinet_mail_letters", "Letters that are kept, by state.", rows)
    }

    fn jobs(&self, out: &mut DescriptorEncoder<'_>) -> std::fmt::Result {
        let jobs = &self.facts.jobs;
        let ran = |value: fn(&crate::platform::timetable::JobRun) -> Option<f64>| {
            jobs.iter()
                .filter_map(move |job| Some((vec![("job", job.name)], value(job.last.as_ref()?))))
        };
        many(
            out,
            "kabinet_job_last_timestamp_seconds",
            "When a job last ran.",
            ran(|run| Some(seconds(run.started))),
        )?;
        many(
            out,
            "kabinet_job_last_good_timestamp_seconds",
            "When a job last ended well.",
            ran(|run| run.succeeded.map(seconds)),
        )?;
        many(
            out,
            "kabinet_job_failures_in_row",
            "How often a job has failed since it last ended well.",
            ran(|run| Some(f64::from(run.failures_in_row))),
        )
    }
}

fn seconds(at: Moment) -> f64 {
    at.millis() as f64 / 1_000.0
}

/// What isn't known has no line.
fn one(out: &mut DescriptorEncoder<'_>, name: &str, help: &str, value: Option<f64>) -> std::fmt::Result {
    match value {
        Some(value) => out
            .encode_descriptor(name, help, None, MetricType::Gauge)?
            .encode_gauge(&value),
        None => Ok(()),
    }
}

fn many<'a>(
    out: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    rows: impl IntoIterator<Item = (Labels<'a>, Option<f64>)>,
) -> std::fmt::Result {
    let rows: Vec<_> = rows
        .into_iter()
        .filter_map(|(labels, value)| Some((labels, value?)))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut gauge = out.encode_descriptor(name, help, None, MetricType::Gauge)?;
    for (labels, value) in &rows {
        gauge.encode_family(labels)?.encode_gauge(value)?;
    }
    Ok(())
}
