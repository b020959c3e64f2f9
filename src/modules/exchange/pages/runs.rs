//! Runs: the list, and one with the reports of its files.

use maud::{Markup, html};
use serde::Deserialize;

use super::{HERE, head, parts, waiting_count};
use crate::modules::exchange::connections::actions::of_folder;
use crate::modules::exchange::desk::{Origin, RunId};
use crate::modules::exchange::runs::{FILE_BY_RUN, FileState, RUN_BY_START, Run, RunFile, RunState};
use crate::modules::exchange::{Doors, Finding, Kind, Report, Severity, Tally};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::Reader;
use crate::platform::ui::{
    Alert, Button, Card, Column, Empty, Form, KeyValues, PageHead, Pager, Table, Tone, more, status,
};
use crate::platform::values::{Cursor, Locale, Message, PageRequest};
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

const RUNS: usize = 50;
/// Files of one run that its page shows.
const FILES: usize = 200;
/// Findings of one file that the page shows.
const FINDINGS: usize = 100;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
}

pub async fn list(cx: Cx) -> Outcome {
    let l = cx.locale;
    let asked: Asked = cx.query()?;
    // A cursor that can't be one begins the list anew.
    let after = Cursor::try_from(asked.after.clone())
        .ok()
        .filter(|_| !asked.after.is_empty());
    let tx = cx.access.read()?;
    let request = PageRequest::first(RUNS).descending().after(after);
    let page = tx.scan::<Run>(&RUN_BY_START, &(), &request)?;
    let waiting = waiting_count(&tx, &cx.access)?;
    let by_folder = of_folder(&tx)?.is_some();
    let next = page.next.map(|cursor| format!("{HERE}?after={}", String::from(cursor)));
    let pass = Form::post(format!("{HERE}/passes"), cx.csrf())
        .class("kb-row")
        .body(Button::primary(tr!(l, "exchange-pass")).icon(icon!("refresh")));
    let body = html! {
        (PageHead::new(l, tr!(l, "exchange-menu"))
            .facts(html! { p { (tr!(l, "exchange-about")) } })
            .actions(html! { @if by_folder { (pass) } }))
        (parts(l, "", waiting))
        div.kb-stack-lg {
            @if page.items.is_empty() {
                (Card::new().flush(no_runs(l)))
            } @else {
                (Card::new().flush(table(&cx, &page.items)))
            }
            (Pager {
                locale: l,
                previous: (!asked.after.is_empty()).then(|| HERE.into()),
                next: next.map(Into::into),
                shown: None,
            })
        }
    };
    cx.page(head(tr!(l, "exchange-menu")), body)
}

fn no_runs(l: Locale) -> Markup {
    html! {
        (Empty {
            icon: icon!("arrows-exchange"),
            title: tr!(l, "exchange-runs-none").into(),
            body: tr!(l, "exchange-runs-none-why").into(),
            action: Some(html! { (Button::plain(tr!(l, "exchange-connections")).href(format!("{HERE}/connections"))) }),
        })
    }
}

fn table(cx: &Cx, runs: &[Run]) -> Markup {
    let l = cx.locale;
    let when = |run: &Run| {
        let text = format::datetime(run.started, &cx.zone);
        html! { a href={ (HERE) "/runs/" (run.id) } { (text) } }
    };
    let table = Table::new(tr!(l, "exchange-runs"), runs)
        .column(Column::title(tr!(l, "exchange-col-when"), when))
        .column(Column::text(tr!(l, "exchange-col-connection"), |run: &Run| {
            run.name.clone()
        }))
        .column(Column::text(tr!(l, "exchange-col-door"), move |run: &Run| {
            door(l, run.origin)
        }))
        .column(Column::num(tr!(l, "exchange-col-files"), |run: &Run| {
            format::count(run.files)
        }))
        .column(Column::num(tr!(l, "exchange-col-changed"), |run: &Run| {
            format::count(changed(run))
        }))
        .column(Column::num(tr!(l, "exchange-col-findings"), |run: &Run| {
            format::count(run.findings)
        }))
        .column(Column::status(tr!(l, "exchange-col-state"), move |run: &Run| {
            state(l, run)
        }))
        .row_id(|run: &Run| format!("run-{}", run.id));
    html! { (table) }
}

fn door(l: Locale, origin: Origin) -> &'static str {
    match origin {
        Origin::Http => tr!(l, "exchange-door-http"),
        Origin::Folder => tr!(l, "exchange-door-folder"),
        Origin::Retry => tr!(l, "exchange-door-retry"),
    }
}

fn changed(run: &Run) -> u64 {
    run.tallies.values().map(|tally| tally.created + tally.updated).sum()
}

fn state(l: Locale, run: &Run) -> Markup {
    match run.state {
        RunState::Open => status(Tone::Move, icon!("refresh"), tr!(l, "exchange-run-open")),
        RunState::Interrupted => status(Tone::Bad, icon!("alert-circle"), tr!(l, "exchange-run-interrupted")),
        RunState::Closed if run.refused > 0 => status(Tone::Bad, icon!("alert-circle"), tr!(l, "exchange-run-refused")),
        RunState::Closed if run.findings > 0 => {
            status(Tone::Wait, icon!("alert-triangle"), tr!(l, "exchange-run-findings"))
        }
        RunState::Closed => status(Tone::Good, icon!("circle-check"), tr!(l, "exchange-run-done")),
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let l = cx.locale;
    let id: RunId = cx.param("id")?;
    let tx = cx.access.read()?;
    let run = tx.get::<Run>(&id)?.ok_or(Error::NotFound)?;
    let files = tx.scan::<RunFile>(&FILE_BY_RUN, &id, &PageRequest::first(FILES))?;
    let title = tr!(l, "exchange-run", at = format::datetime(run.started, &cx.zone));
    let ended = run.ended.map(|ended| format::datetime(ended, &cx.zone));
    let body = html! {
        (PageHead::new(l, title.as_str()).crumb(tr!(l, "exchange-menu"), HERE).facts(state(l, &run)))
        div.kb-stack-lg {
            @if let Some(sweep) = &run.sweep { (super::sweep::notice(&cx, &run, sweep)) }
            (Card::new().body(KeyValues::new()
                .row(tr!(l, "exchange-col-connection"), run.name.as_str())
                .row(tr!(l, "exchange-col-door"), door(l, run.origin))
                .row_if(tr!(l, "exchange-run-ended"), ended)
                .row(tr!(l, "exchange-col-files"), format::count(run.files))))
            @if !run.tallies.is_empty() {
                (Card::titled(tr!(l, "exchange-run-changed")).flush(tallies(l, &run.tallies.iter().map(|(k, t)| (*k, *t)).collect::<Vec<_>>())))
            }
            @for file in &files.items { (file_card(&cx, file)) }
            @if files.next.is_some() { p.kb-soft { (tr!(l, "exchange-files-more", shown = FILES)) } }
        }
    };
    cx.page(head(&title), body)
}

fn tallies(l: Locale, rows: &[(Kind, Tally)]) -> Markup {
    type Row = (Kind, Tally);
    let table = Table::new(tr!(l, "exchange-run-changed"), rows)
        .column(Column::head(tr!(l, "exchange-col-what"), move |row: &Row| {
            kind(l, row.0)
        }))
        .column(Column::num(tr!(l, "exchange-col-read"), |row: &Row| {
            format::count(row.1.read)
        }))
        .column(Column::num(tr!(l, "exchange-col-created"), |row: &Row| {
            format::count(row.1.created)
        }))
        .column(Column::num(tr!(l, "exchange-col-updated"), |row: &Row| {
            format::count(row.1.updated)
        }))
        .column(Column::num(tr!(l, "exchange-col-unchanged"), |row: &Row| {
            format::count(row.1.unchanged)
        }))
        .column(Column::num(tr!(l, "exchange-col-skipped"), |row: &Row| {
            format::count(row.1.skipped)
        }));
    html! { (table) }
}

fn file_card(cx: &Cx, file: &RunFile) -> Markup {
    let l = cx.locale;
    let size = tr!(l, "exchange-file-size", kb = file.bytes.div_ceil(1_024));
    let download = (!file.kept.is_empty()).then(|| {
        let href = format!("{HERE}/files/{}", file.id);
        Button::quiet(tr!(l, "exchange-file-download"))
            .icon(icon!("download"))
            .small()
            .href(href)
    });
    let aside = html! {
        div.kb-row {
            (file_state(l, file.state))
            @if let Some(download) = download { (download) }
        }
    };
    let card = Card::titled(file.name.as_str()).small(size).aside(aside).body(html! {
        @if let Some((message, line)) = &file.fault {
            (Alert::bad(cx.say(message)).body(html! { @if *line > 0 { (tr!(l, "exchange-line", line = *line)) } }))
        } @else if file.report.findings.is_empty() {
            p.kb-soft.m-0 { (tr!(l, "exchange-file-clean")) }
        }
        @if !file.report.findings.is_empty() { (findings(cx, &file.report)) }
    });
    html! { (card) }
}

fn findings(cx: &Cx, report: &Report) -> Markup {
    let l = cx.locale;
    let shown: Vec<&Finding> = report.findings.iter().take(FINDINGS).collect();
    let total = report.findings.len() as u64 + report.omitted;
    let table = Table::new(tr!(l, "exchange-findings"), &shown)
        .column(Column::num(
            tr!(l, "exchange-col-line"),
            |finding: &&Finding| match finding.line {
                0 => html! {},
                line => html! { (format::count(line)) },
            },
        ))
        .column(Column::text(tr!(l, "exchange-col-finding"), |finding: &&Finding| {
            cx.say(&finding.message)
        }))
        .column(Column::status(
            tr!(l, "exchange-col-state"),
            move |finding: &&Finding| severity(l, finding.severity),
        ))
        .tight();
    let body = html! {
        (table)
        @if total > shown.len() as u64 {
            p.kb-soft { (tr!(l, "exchange-findings-more", shown = shown.len(), total = total)) }
        }
    };
    more(tr!(l, "exchange-findings-count", count = total), body, total <= 10)
}

fn severity(l: Locale, severity: Severity) -> Markup {
    match severity {
        Severity::Note => status(Tone::Idle, icon!("info-circle"), tr!(l, "exchange-severity-note")),
        Severity::Warning => status(Tone::Wait, icon!("alert-triangle"), tr!(l, "exchange-severity-warning")),
        Severity::Error => status(Tone::Bad, icon!("alert-circle"), tr!(l, "exchange-severity-error")),
    }
}

pub(super) fn file_state(l: Locale, state: FileState) -> Markup {
    match state {
        FileState::Applying => status(Tone::Move, icon!("refresh"), tr!(l, "exchange-file-applying")),
        FileState::Applied => status(Tone::Good, icon!("circle-check"), tr!(l, "exchange-file-applied")),
        FileState::Refused => status(Tone::Bad, icon!("alert-circle"), tr!(l, "exchange-file-refused")),
        FileState::Retried => status(Tone::Past, icon!("refresh"), tr!(l, "exchange-file-taken-later")),
        FileState::Discarded => status(Tone::Past, icon!("trash"), tr!(l, "exchange-file-removed")),
        FileState::Interrupted => status(Tone::Bad, icon!("alert-circle"), tr!(l, "exchange-run-interrupted")),
    }
}

fn kind(l: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Classifier => tr!(l, "exchange-kind-classifier"),
        Kind::Group => tr!(l, "exchange-kind-group"),
        Kind::Property => tr!(l, "exchange-kind-property"),
        Kind::PriceType => tr!(l, "exchange-kind-price-type"),
        Kind::Warehouse => tr!(l, "exchange-kind-warehouse"),
        Kind::Unit => tr!(l, "exchange-kind-unit"),
        Kind::Catalogue => tr!(l, "exchange-kind-catalogue"),
        Kind::Product => tr!(l, "exchange-kind-product"),
        Kind::Package => tr!(l, "exchange-kind-package"),
        Kind::Offer => tr!(l, "exchange-kind-offer"),
        Kind::Price => tr!(l, "exchange-kind-price"),
        Kind::Stock => tr!(l, "exchange-kind-stock"),
        Kind::Counterparty => tr!(l, "exchange-kind-counterparty"),
        Kind::Document => tr!(l, "exchange-kind-document"),
        Kind::OrderPlan => tr!(l, "exchange-kind-order-plan"),
        Kind::Paper => tr!(l, "exchange-kind-paper"),
        Kind::Settlement => tr!(l, "exchange-kind-settlement"),
    }
}

/// A pass over the folder, at once.
pub async fn pass(cx: Cx) -> Outcome {
    let doors = cx.part::<Doors>();
    let message = match doors.pass(&cx.access).await? {
        None => Message::new("exchange-folder-no-connection"),
        Some(passed) if passed.waiting > 0 => Message::new("exchange-pass-waits").with("count", passed.waiting),
        Some(passed) => Message::new("exchange-passed")
            .with("count", passed.imported)
            .with("orders", passed.orders),
    };
    cx.flash(message).await?;
    cx.redirect(HERE)
}
