//! The order of work: catalogue out, orders in, changed orders out (dossier 1.6).

use std::path::Path;

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::platform::values::{Clock, Day};

use super::base::{Accepted, Base};
use super::catalogue::{Generated, Plan, generate};
use super::dialogue::Dialogue;
use super::folder::Folder;
use super::order::SiteOrder;
use super::parcel::{Item, Portion, collect};
use super::scratch::Scratch;
use super::{Family, Options, StandInError, answer, extension};

/// What went over the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Traffic {
    pub requests: u64,
    pub files_sent: u64,
    pub bytes_sent: u64,
    pub imports: u64,
    /// More than `imports` when the server asked for patience.
    pub import_calls: u64,
}

/// What a run did. With `--json` it is printed as one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub traffic: Traffic,
    pub generated: Option<Generated>,
    pub orders_received: usize,
    pub orders_new: usize,
    pub orders_rewritten: usize,
    pub orders_skipped: Vec<String>,
    /// Moves made by `--process`, `--short` and `--refuse`.
    pub orders_moved: usize,
    pub orders_sent: usize,
    pub orders: Vec<OrderLine>,
    /// Departures that 1C logs but lives with.
    pub warnings: Vec<String>,
}

/// An order of the base at the end of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrderLine {
    pub number: String,
    pub number_1c: String,
    pub status: super::base::Status,
    pub planned: Option<Day>,
    pub track: Option<String>,
}

/// Plays 1C as `options` say.
pub fn run(options: &Options) -> Result<Summary, StandInError> {
    let mut line = match (&options.url, &options.folder) {
        (Some(url), None) => Line::Http(Box::new(Dialogue::new(options, url)?)),
        (None, Some(folder)) => Line::Folder(Folder::new(options, folder)),
        _ => return Err(StandInError::Usage("either --url or --folder".into())),
    };
    let scratch = Scratch::new()?;
    let mut summary = Summary::default();
    let outcome = play(options, &mut line, scratch.path(), &mut summary);
    if let Line::Http(dialogue) = line {
        summary.traffic.requests = dialogue.link.requests;
        summary.warnings.extend(dialogue.link.warnings);
    }
    outcome.map(|()| summary)
}

enum Line<'a> {
    Http(Box<Dialogue<'a>>),
    Folder(Folder<'a>),
}

fn play(options: &Options, line: &mut Line, scratch: &Path, summary: &mut Summary) -> Result<(), StandInError> {
    let state = options.state.as_deref();
    let mut base = Base::load(state)?;
    let day = options
        .day
        .unwrap_or_else(|| Clock::system().now().day_in(&TimeZone::UTC));
    let formed = format!("{day}T12:00:00");
    send_catalogue(options, line, scratch, &formed, summary)?;
    if options.no_orders {
        return Ok(());
    }
    match line {
        Line::Http(dialogue) => dialogue.receive_orders(|orders| {
            accept(&mut base, orders, day, summary);
            base.save(state)
        })?,
        Line::Folder(folder) => {
            let orders = folder.receive_orders()?;
            accept(&mut base, orders, day, summary);
            base.save(state)?;
        }
    }
    if options.no_success {
        return Ok(());
    }
    for number in &options.short {
        base.shorten(number)?;
        summary.orders_moved += 1;
    }
    for number in &options.refuse {
        base.refuse(number)?;
        summary.orders_moved += 1;
    }
    for step in options.steps() {
        summary.orders_moved += base.process(step, day);
    }
    base.save(state)?;
    send_orders(options, line, scratch, &formed, &mut base, summary)?;
    base.save(state)?;
    summary.orders = base.orders.values().map(order_line).collect();
    Ok(())
}

fn send_catalogue(
    options: &Options,
    line: &mut Line,
    scratch: &Path,
    formed: &str,
    summary: &mut Summary,
) -> Result<(), StandInError> {
    let generated = scratch.join("webdata");
    let folder = match (options.generate, &options.catalogue) {
        (Some(products), _) => {
            std::fs::create_dir(&generated).map_err(StandInError::file(&generated))?;
            let plan = Plan {
                family: options.family,
                products,
                portion: options.portion,
                pictures: options.pictures,
                seed: options.seed,
                formed: formed.to_owned(),
                plain: false,
            };
            summary.generated = Some(generate(&generated, &plan).map_err(StandInError::file(&generated))?);
            generated.as_path()
        }
        (None, Some(folder)) => folder,
        (None, None) => return Ok(()),
    };
    let portions = collect(options.family, folder)?;
    match line {
        Line::Http(dialogue) => dialogue.send_catalogue(&portions, scratch, &mut summary.traffic),
        Line::Folder(folder) => portions.iter().enumerate().try_for_each(|(number, portion)| {
            folder.write(portion, &format!("catalogue_{}", number + 1), &mut summary.traffic)
        }),
    }
}

fn accept(base: &mut Base, orders: Vec<SiteOrder>, day: Day, summary: &mut Summary) {
    summary.orders_received = orders.len();
    for order in orders {
        match base.accept(order, day) {
            Accepted::New => summary.orders_new += 1,
            Accepted::Rewritten => summary.orders_rewritten += 1,
            Accepted::Skipped(message) => summary.orders_skipped.push(message),
        }
    }
}

/// Sends what has changed. An order counts as sent when the server has imported it; in a folder, right after writing
/// (dossier 2).
fn send_orders(
    options: &Options,
    line: &mut Line,
    scratch: &Path,
    formed: &str,
    base: &mut Base,
    summary: &mut Summary,
) -> Result<(), StandInError> {
    let changed = base.changed();
    if changed.is_empty() {
        return Ok(());
    }
    let tag = uuid::Builder::from_random_bytes(rand::random()).into_uuid().to_string();
    let mut files = vec![answer::documents(options.family, &changed, &tag, formed)];
    let extension = extension::document(base, &changed, formed, &tag);
    let mut papers = Vec::new();
    if let Some(extension) = extension {
        files.push((extension.name, extension.text));
        papers = extension.files;
    }
    // Files of papers go before what names them.
    let papers = papers
        .into_iter()
        .enumerate()
        .map(|(n, (place, bytes))| (format!("paper-{n}"), place, bytes));
    let files = files
        .into_iter()
        .map(|(name, text)| (name.clone(), name, text.into_bytes()));
    let mut portion = Portion::default();
    for (local, name, bytes) in papers.chain(files) {
        let path = scratch.join(local);
        std::fs::write(&path, bytes).map_err(StandInError::file(&path))?;
        // C's folder has a sub-folder for each kind (dossier 2).
        let below = match line {
            Line::Folder(_) if options.family == Family::C => "documents/",
            _ => "",
        };
        portion.items.push(Item {
            path,
            name: format!("{below}{name}"),
        });
    }
    summary.orders_sent = changed.len();
    match line {
        Line::Http(dialogue) => dialogue.send_orders(&portion, scratch, &mut summary.traffic)?,
        Line::Folder(folder) => folder.write(&portion, &format!("orders_{tag}"), &mut summary.traffic)?,
    }
    base.delivered();
    Ok(())
}

fn order_line(order: &super::base::BaseOrder) -> OrderLine {
    OrderLine {
        number: order.site.number.clone(),
        number_1c: order.number.clone(),
        status: order.status,
        planned: order.planned,
        track: order.shipment.as_ref().and_then(|paper| paper.track.clone()),
    }
}
