//! The way of one staged file into the store, on three threads with a few batches between them: one prepares rows, one
//! works out what they come to, one waits for the writer, which only writes that.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::BATCH_ROWS;
use super::batch::{Ahead, Mark, Outcome, apply_rows, rehearse_rows};
use super::directory::Directory;
use super::ops::{Op, Row};
use super::orders::{OrderOutcome, apply_documents, apply_plan};
use super::papers::{is_nobodys, write_paper, write_settlement};
use super::parties::apply_party;
use super::prepare::Preparing;
use crate::modules::catalogue::{ProductId, SkuId};
use crate::modules::documents::{Incoming, Told as Paper, ToldFile, title, twin};
use crate::modules::exchange::commerceml::{Counterparty, DocumentSet, Item};
use crate::modules::exchange::desk::Progress;
use crate::modules::exchange::extension::{ExtensionItem, OrderPlan};
use crate::modules::exchange::runs::{PictureKeeper, RunFile, Seen};
use crate::modules::exchange::spool::{PAPERS, paper_name};
use crate::modules::exchange::staging::{Staged, StagedItem};
use crate::modules::exchange::{Kind, Message, Report};
use crate::modules::settlements::Told as Settlement;
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Rehearser;
use crate::platform::values::Moment;

/// Batches that may wait between the threads.
const WAITING: usize = 1;

/// Where a file goes: the run, the file's own record, and where its pictures lie.
#[derive(Clone)]
pub struct Target {
    pub file: RunFile,
    /// The connection's name, for the journal.
    pub origin: String,
    pub connection: crate::modules::exchange::connections::ConnectionId,
    /// Set where a file came through the folder: when it was written. Orders in it tell what 1C has received.
    pub answers: Option<Moment>,
    pub folder: PathBuf,
    pub pictures: Arc<dyn PictureKeeper>,
}

/// What applying a file changed in memory's view of the catalogue.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    pub priced: Vec<SkuId>,
    pub stocked: Vec<SkuId>,
    /// Price types or warehouses changed: the price book is to be read anew.
    pub columns: bool,
    /// Prices or stock were told, changed or not.
    pub figures: bool,
    /// Places of papers that documents of the file have taken, or that are none of ours.
    pub papers: BTreeSet<String>,
}

/// One portion of work, and how many items of the file are done with it. `R`: rows of the catalogue, as they are on
/// that part of the way.
enum Portion<R> {
    Rows(R, u64),
    Party(Box<Counterparty>, u32, u64),
    Documents(Box<DocumentSet>, u32, u64),
    Plan(OrderPlan, u32, u64),
    Paper(Box<Incoming>, u32, u64),
    Settlement(Box<Settlement>, u32, u64),
}

/// Rows that were worked out.
struct Rows {
    rows: Vec<Row>,
    ahead: Ahead,
}

/// Applies a staged file from where it was left (`target.file.applied` items are done). Adds to `report`.
pub fn apply(
    access: &Access,
    staged: &mut Staged,
    target: &Target,
    report: &mut Report,
    progress: &Progress,
) -> Result<Applied, Error> {
    let access = access.as_import();
    let known = Directory::read(&access.read()?)?;
    let (prepared_rows, rows) = sync_channel(WAITING);
    let (worked_out, receiver) = sync_channel(WAITING);
    std::thread::scope(|threads| {
        let working_out = threads.spawn({
            let access = access.clone();
            move || work_out(&access, rows, worked_out, target)
        });
        let writing = threads.spawn({
            let access = access.clone();
            move || write_portions(&access, receiver, target, progress)
        });
        let mut prepared = Report::default();
        let mut papers = BTreeSet::new();
        let read = prepare(
            &access,
            staged,
            target,
            known,
            &mut prepared,
            &mut papers,
            prepared_rows,
        );
        let written = writing
            .join()
            .unwrap_or_else(|_| Err(Error::internal("the writing thread of an import panicked")));
        working_out
            .join()
            .map_err(|_| Error::internal("the thread that works an import out panicked"))?;
        let (mut applied, done) = written?;
        merge(report, prepared);
        merge(report, done);
        let told = |kind| {
            report
                .tallies
                .get(&kind)
                .is_some_and(|tally| tally.created + tally.updated + tally.unchanged > 0)
        };
        applied.figures = told(Kind::Price) || told(Kind::Stock);
        applied.papers = papers;
        match read {
            Ok(()) => Ok(applied),
            // The file was read through before: only the disk can fail now.
            Err(error) => Err(Error::internal(error)),
        }
    })
}

fn prepare(
    access: &Access,
    staged: &mut Staged,
    target: &Target,
    known: Directory,
    report: &mut Report,
    papers: &mut BTreeSet<String>,
    sender: SyncSender<Portion<Vec<Row>>>,
) -> Result<(), anyhow::Error> {
    let mut picture = |path: &str| target.pictures.keep(&target.folder, path);
    let mut preparing = Preparing {
        known,
        report,
        picture: &mut picture,
        catalogue: String::new(),
    };
    let mut rows: Vec<Row> = Vec::with_capacity(BATCH_ROWS + 16);
    let mut done = 0;
    let closed = || anyhow::anyhow!("the writing thread ended");
    staged.each(&mut |item, line, number| {
        let portion = match item {
            // Rows before the checkpoint are prepared too: later ones refer to them.
            StagedItem::Said(Item::Counterparty(party)) => Some(Portion::Party(party, line, number + 1)),
            StagedItem::Said(Item::Documents(set)) => Some(Portion::Documents(set, line, number + 1)),
            StagedItem::Extra(ExtensionItem::Plan(plan)) => Some(Portion::Plan(plan, line, number + 1)),
            StagedItem::Extra(ExtensionItem::Paper(told)) => {
                let file = file_of(access, &told, target, papers)?;
                let incoming = Incoming { told: *told, file };
                Some(Portion::Paper(Box::new(incoming), line, number + 1))
            }
            StagedItem::Extra(ExtensionItem::Settlement(told)) => Some(Portion::Settlement(told, line, number + 1)),
            StagedItem::Said(item) => {
                preparing.rows(item, line, &mut rows);
                None
            }
        };
        done = number + 1;
        if done <= target.file.applied {
            rows.clear();
            return Ok(());
        }
        if rows.len() >= BATCH_ROWS || (portion.is_some() && !rows.is_empty()) {
            let before = done - u64::from(portion.is_some());
            let full = std::mem::replace(&mut rows, Vec::with_capacity(BATCH_ROWS + 16));
            sender.send(Portion::Rows(full, before)).map_err(|_| closed())?;
        }
        match portion {
            Some(portion) => sender.send(portion).map_err(|_| closed()),
            None => Ok(()),
        }
    })?;
    if !rows.is_empty() {
        let _ = sender.send(Portion::Rows(rows, done));
    }
    Ok(())
}

/// Keeps the file that a document names, unless the document is none of ours.
fn file_of(
    access: &Access,
    told: &Paper,
    target: &Target,
    papers: &mut BTreeSet<String>,
) -> Result<ToldFile, anyhow::Error> {
    let Some(manifest) = &told.manifest else {
        return Ok(ToldFile::Unnamed);
    };
    if is_nobodys(access, &told.buyer)? {
        // Which of several by one name it is nobody has looked at: those wait.
        let single = |name: &String| !target.folder.join(PAPERS).join(twin(name, 2)).exists();
        papers.extend(paper_name(&manifest.name).filter(single));
        return Ok(ToldFile::Unnamed);
    }
    let found = target.pictures.keep_paper(&target.folder, manifest);
    papers.extend(found.place);
    Ok(found.file)
}

/// Works out what rows come to, in their order.
fn work_out(
    access: &Access,
    receiver: Receiver<Portion<Vec<Row>>>,
    sender: SyncSender<Portion<Box<Rows>>>,
    target: &Target,
) {
    let mut rehearser = Rehearser::new();
    for portion in receiver {
        let portion = match portion {
            Portion::Rows(rows, done) => {
                let ahead = rehearse_rows(access, &mut rehearser, &rows, target.file.run);
                Portion::Rows(Box::new(Rows { rows, ahead }), done)
            }
            Portion::Party(party, line, done) => Portion::Party(party, line, done),
            Portion::Documents(set, line, done) => Portion::Documents(set, line, done),
            Portion::Plan(plan, line, done) => Portion::Plan(plan, line, done),
            Portion::Paper(paper, line, done) => Portion::Paper(paper, line, done),
            Portion::Settlement(told, line, done) => Portion::Settlement(told, line, done),
        };
        if sender.send(portion).is_err() {
            return;
        }
    }
}

/// Products that a catalogue names, for a later sweep; offers don't count.
fn named_products(rows: &[Row]) -> impl Iterator<Item = ProductId> + '_ {
    rows.iter().filter_map(|row| match &row.op {
        Op::Product(product) => Some(product.id),
        _ => None,
    })
}

fn write_portions(
    access: &Access,
    receiver: Receiver<Portion<Box<Rows>>>,
    target: &Target,
    progress: &Progress,
) -> Result<(Applied, Report), Error> {
    let mut applied = Applied::default();
    let mut report = Report::default();
    let answers = target.answers.map(|written| (target.connection, written));
    let mut mark = Mark {
        run: target.file.run,
        file: target.file.clone(),
        origin: target.origin.clone(),
    };
    for portion in receiver {
        match portion {
            Portion::Rows(rows, done) => {
                mark.file.applied = done;
                progress.add(rows.rows.len() as u64);
                let outcome = write_rows(access, *rows, &mark, target)?;
                report.take_outcome(outcome, &mut applied);
            }
            Portion::Party(party, line, done) => {
                mark.file.applied = done;
                progress.add(1);
                let file = mark.file.clone();
                let told = access.write_blocking(move |w| {
                    let told = apply_party(w, &party)?;
                    w.technical(&file)?;
                    Ok(told)
                })?;
                if let Some((party, outcome)) = told {
                    outcome.report(&party, line, &mut report);
                }
            }
            Portion::Documents(set, line, done) => {
                mark.file.applied = done;
                progress.add(1);
                let outcome = write_order(access, &mark, move |w| apply_documents(w, &set, answers))?;
                report.take_order(Kind::Document, outcome, line);
            }
            Portion::Plan(plan, line, done) => {
                mark.file.applied = done;
                progress.add(1);
                let outcome = write_order(access, &mark, move |w| apply_plan(w, &plan, line))?;
                report.take_order(Kind::OrderPlan, outcome, line);
            }
            Portion::Paper(paper, line, done) => {
                mark.file.applied = done;
                progress.add(1);
                let what = title(&paper.told);
                let outcome = write_paper(access, *paper, mark.file.clone())?;
                outcome.report(Kind::Paper, what, line, &mut report);
            }
            Portion::Settlement(told, line, done) => {
                mark.file.applied = done;
                progress.add(1);
                let what = Message::new("settlements-contract").with("number", told.number.as_str());
                let outcome = write_settlement(access, &told, mark.file.clone())?;
                outcome.report(Kind::Settlement, what, line, &mut report);
            }
        }
    }
    Ok((applied, report))
}

fn write_rows(access: &Access, portion: Rows, mark: &Mark, target: &Target) -> Result<Outcome, Error> {
    let mark = mark.clone();
    let connection = target.connection;
    let products: String = named_products(&portion.rows).map(|id| id.to_string()).collect();
    let (rows, mut ahead) = (Arc::new(portion.rows), portion.ahead);
    // Freed here when all is written, not by the writer.
    let kept = Arc::clone(&rows);
    let written = access.write_blocking(move |w| {
        let outcome = apply_rows(w, &rows, &mut ahead, &mark)?;
        if !products.is_empty() {
            let seen = Seen {
                at: w.now(),
                portion: w.fresh_id(),
                connection,
                products: products.clone(),
            };
            w.technical(&seen)?;
        }
        Ok(outcome)
    });
    drop(kept);
    written
}

/// A document is one commit of its own; a rule that refuses it leaves the others untouched.
fn write_order(
    access: &Access,
    mark: &Mark,
    mut work: impl FnMut(&mut Write<'_, '_>) -> Result<OrderOutcome, Error> + Send + 'static,
) -> Result<OrderOutcome, Error> {
    let file = mark.file.clone();
    access.write_blocking(move |w| {
        let outcome = work(w)?;
        w.technical(&file)?;
        Ok(outcome)
    })
}

impl Report {
    fn take_outcome(&mut self, outcome: Outcome, applied: &mut Applied) {
        for (kind, more) in outcome.tallies {
            let tally = self.tally(kind);
            tally.created += more.created;
            tally.updated += more.updated;
            tally.unchanged += more.unchanged;
            tally.skipped += more.skipped;
        }
        for finding in outcome.findings {
            self.add(finding.severity, finding.line, finding.message);
        }
        applied.priced.extend(outcome.priced);
        applied.stocked.extend(outcome.stocked);
        applied.columns |= outcome.columns;
    }

    fn take_order(&mut self, kind: Kind, outcome: OrderOutcome, _line: u32) {
        let tally = self.tally(kind);
        match (outcome.skipped, outcome.updated) {
            (true, _) => tally.skipped += 1,
            (false, true) => tally.updated += 1,
            (false, false) => tally.unchanged += 1,
        }
        for finding in outcome.findings {
            self.add(finding.severity, finding.line, finding.message);
        }
    }
}

/// Adds one report to another; rows were counted as read once already.
pub(in crate::modules::exchange) fn merge(report: &mut Report, more: Report) {
    for (kind, other) in more.tallies {
        let tally = report.tally(kind);
        tally.read += other.read;
        tally.created += other.created;
        tally.updated += other.updated;
        tally.unchanged += other.unchanged;
        tally.skipped += other.skipped;
    }
    for finding in more.findings {
        report.add(finding.severity, finding.line, finding.message);
    }
    report.omitted += more.omitted;
}
