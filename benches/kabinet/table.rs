//! The table: rows with their goals, as text and as JSON.

use std::fmt::Write as _;

use serde_json::json;

use crate::arguments::Arguments;
use crate::machine::Machine;

/// What a row should reach.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// Told for orientation.
    None,
}

impl Goal {
    fn reached(self, value: f64) -> Option<bool> {
        match self {
            Goal::AtLeast(goal) => Some(value >= goal),
            Goal::AtMost(goal) => Some(value <= goal),
            Goal::None => None,
        }
    }

    fn text(self) -> String {
        match self {
            Goal::AtLeast(goal) => format!(">= {}", figure(goal)),
            Goal::AtMost(goal) => format!("<= {}", figure(goal)),
            Goal::None => String::new(),
        }
    }
}

struct Row {
    group: &'static str,
    name: String,
    value: f64,
    unit: &'static str,
    goal: Goal,
    /// What was measured to get there.
    details: String,
}

/// Rows in the order in which they were measured.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    failures: Vec<(String, String)>,
}

impl Table {
    /// A ratio to what ran beside it.
    pub fn ratio(&mut self, group: &'static str, name: &str, value: f64, goal: Goal, details: String) {
        self.figure(group, name, value, "", goal, details);
    }

    pub fn figure(
        &mut self,
        group: &'static str,
        name: &str,
        value: f64,
        unit: &'static str,
        goal: Goal,
        details: String,
    ) {
        let row = Row {
            group,
            name: name.to_owned(),
            value,
            unit,
            goal,
            details,
        };
        eprintln!("  {}: {} {} ({})", row.name, figure(row.value), row.unit, row.details);
        self.rows.push(row);
    }

    pub fn failed(&mut self, group: &str, why: &str) {
        self.failures.push((group.to_owned(), why.to_owned()));
    }

    /// A table in Markdown, as `docs/performance.md` holds it.
    pub fn text(&self, arguments: &Arguments) -> String {
        let mut lines = vec![["row", "value", "goal", "", "measured"].map(str::to_owned)];
        lines.extend(self.rows.iter().map(|row| {
            let verdict = match row.goal.reached(row.value) {
                Some(true) => "yes",
                Some(false) => "NO",
                None => "",
            };
            let value = format!("{} {}", figure(row.value), row.unit);
            let name = format!("{}: {}", row.group, row.name);
            [
                name,
                value.trim_end().to_owned(),
                row.goal.text(),
                verdict.to_owned(),
                row.details.clone(),
            ]
        }));
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..5).map(width).collect();
        let mut text = format!("{}\n\n", Machine::read().text());
        if arguments.quick {
            text.push_str("A quick run: for orientation only.\n\n");
        }
        for (at, line) in lines.iter().enumerate() {
            for (cell, width) in line.iter().zip(&widths) {
                let _ = write!(text, "| {cell:<width$} ");
            }
            text.push_str("|\n");
            if at == 0 {
                widths.iter().for_each(|width| {
                    let _ = write!(text, "|{}", "-".repeat(width + 2));
                });
                text.push_str("|\n");
            }
        }
        for (group, why) in &self.failures {
            let _ = writeln!(text, "\n{group} was not measured: {why}");
        }
        text
    }

    pub fn json(&self, arguments: &Arguments) -> String {
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                let (at_least, at_most) = match row.goal {
                    Goal::AtLeast(goal) => (Some(goal), None),
                    Goal::AtMost(goal) => (None, Some(goal)),
                    Goal::None => (None, None),
                };
                json!({
                    "group": row.group, "name": row.name, "value": row.value, "unit": row.unit,
                    "at_least": at_least, "at_most": at_most, "reached": row.goal.reached(row.value),
                    "measured": row.details,
                })
            })
            .collect();
        let failures: Vec<_> = self
            .failures
            .iter()
            .map(|(group, why)| json!({ "group": group, "reason": why }))
            .collect();
        let whole = json!({
            "machine": Machine::read().json(),
            "quick": arguments.quick,
            "rounds": arguments.rounds,
            "rows": rows,
            "failed": failures,
        });
        whole.to_string()
    }
}

/// Three figures that count.
pub fn figure(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// A rate as people say it: `12.3k/s`.
pub fn rate(value: f64) -> String {
    if value >= 1_000.0 {
        format!("{}k/s", figure(value / 1_000.0))
    } else {
        format!("{}/s", figure(value))
    }
}

/// The middle of several measurements: of noise in both directions the least moved.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => values[count / 2],
        count => (values[count / 2 - 1] + values[count / 2]) / 2.0,
    }
}
