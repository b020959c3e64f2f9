//! The story of an order, newest first: the journal's entries, and what a version changed for whoever asks.

use std::collections::HashMap;

use super::read_models::HistoryEntry;
use super::{Differences, Order, Secret, StageKey, StageLine};
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Who, about};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Arg, Message};

/// Entries that the page of an order shows.
const SHOWN: usize = 40;
/// Versions that are walked to find the agreed one.
const WALKED: usize = 500;

/// The newest entries about an order. `say` renders a message in the reader's language.
pub fn history(
    tx: &ReadTx,
    order: &Order,
    line: &StageLine,
    say: impl Fn(&Message) -> String,
) -> Result<Vec<HistoryEntry>, Error> {
    let mut entries = about(tx, "order", &order.number.to_string(), None, SHOWN)?;
    let staff = tx.scope().is_staff();
    // A change by 1C may leave several entries; its state is kept under the first of them.
    let mut kept: HashMap<u64, u64> = HashMap::new();
    for entry in &entries {
        let seq = kept.entry(version_of(entry)).or_insert(entry.seq);
        *seq = entry.seq.min(*seq);
    }
    // A stage that was hidden only later is no longer told of either.
    entries.retain(|entry| !stage_of(entry).is_some_and(|stage| line.is_hidden(&stage)));
    let mut story = Vec::with_capacity(entries.len());
    for entry in &entries {
        let version = version_of(entry);
        let change = match (kept.get(&version.saturating_sub(1)), kept.get(&version)) {
            (Some(old), Some(new)) if *new == entry.seq => Some((*old, *new)),
            _ => None,
        };
        let who = match (&entry.who, &entry.particulars) {
            (Who::Machine { .. } | Who::System { .. }, _) | (_, None) => String::new(),
            (Who::Person { .. }, Some(particulars)) => particulars.name.clone(),
        };
        story.push(HistoryEntry {
            said: entry
                .particulars
                .as_ref()
                .map(|of| {
                    if staff {
                        say(&told_inside(entry, &of.sentence))
                    } else {
                        say(&of.sentence)
                    }
                })
                .unwrap_or_default(),
            who,
            at: entry.at,
            kind: entry.kind.clone(),
            change,
        });
    }
    Ok(story)
}

/// The stage that an entry tells of.
fn stage_of(entry: &Entry) -> Option<StageKey> {
    let details = &entry.particulars.as_ref()?.details;
    StageKey::new(details["stage"].as_str()?)
}

/// The sentence with the name that a stage has for staff, where dealers know it by another.
fn told_inside(entry: &Entry, sentence: &Message) -> Message {
    let inside = entry.particulars.as_ref().map(|of| &of.details["inside"]);
    let inside = inside.and_then(|value| serde_json::from_value::<Arg>(value.clone()).ok());
    let mut said = sentence.clone();
    if let Some(inside) = inside {
        let stage = said.args.iter_mut().find(|(name, _)| name == "stage");
        stage.into_iter().for_each(|(_, value)| *value = inside.clone());
    }
    said
}

fn version_of(entry: &Entry) -> u64 {
    let details = entry.particulars.as_ref().map(|of| &of.details);
    details.and_then(|details| details["version"].as_u64()).unwrap_or(0)
}

/// What differs between two versions, by the journal's numbers under which they are kept.
pub fn change(
    tx: &ReadTx,
    order: &Order,
    line: &StageLine,
    old: u64,
    new: u64,
    hidden: &[Secret],
) -> Result<Differences, Error> {
    let staff = tx.scope().is_staff();
    let at = |seq| super::rewind::at(tx, order.id, seq).map(|order| line.as_seen(&order, staff));
    let (old, new) = (at(old)?, at(new)?);
    let mut found = Differences::between(&old, &new);
    // What somebody asks for is told where they asked: the lines themselves stay until the answer.
    if let (None, Some(asked)) = (&old.request, new.as_requested()) {
        let asked = Differences::between(&new, &asked).brief();
        found.lines.extend(asked.lines);
        found.fields.extend(asked.fields);
    }
    Ok(found.without(hidden))
}

/// The order as it was at one of its versions; `None` for one that isn't kept, or too long ago.
pub fn version(tx: &impl Reader, order: &Order, version: u32) -> Result<Option<Order>, Error> {
    let versions = tx.versions::<Order>(&order.id, 0, WALKED)?;
    Ok(versions.into_iter().map(|(_, of)| of).find(|of| of.version == version))
}

/// The version that both sides stand by, where the order differs from it.
pub fn agreed(tx: &impl Reader, order: &Order) -> Result<Option<Order>, Error> {
    match order.is_open() {
        true => version(tx, order, order.agreed.version),
        false => Ok(None),
    }
}
