//! The story of an order, newest first: the journal's entries, and what a version changed for whoever asks.

use std::collections::HashMap;

use super::read_models::HistoryEntry;
use super::{Differences, Order, Secret, Side, StageKey, StageLine};
use crate::platform::access::Membership;
use crate::platform::error::Error;
use crate::platform::journal::{By, Entry, Who, about_count, about_portion, position};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Arg, Message};

/// Entries that are shown at once.
const SHOWN: usize = 40;
/// Entries that are read in one go.
const PORTION: usize = 64;
/// The most entries that are counted.
const COUNTED: usize = 1_000;
/// The first versions, which are read together: most orders have no more.
const FIRST: usize = 8;

/// A part of the story, newest first.
#[derive(Clone, Debug)]
pub struct Story {
    pub entries: Vec<HistoryEntry>,
    /// Before which of the journal's numbers the older ones lie.
    pub older: Option<u64>,
}

/// How many entries there are for this reader; above a bound it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub n: usize,
    pub more: bool,
}

/// Entries about an order, those before a number or the newest. `say` renders a message in the reader's language.
pub fn history(
    tx: &ReadTx,
    order: &Order,
    line: &StageLine,
    before: Option<u64>,
    say: impl Fn(&Message) -> String,
) -> Result<Story, Error> {
    let staff = tx.scope().is_staff();
    // A stage that was hidden only later is no longer told of either.
    let is_told = |entry: &Entry| !stage_of(entry).is_some_and(|stage| line.is_hidden(&stage));
    let (mut entries, mut next) = about_portion(tx, "order", &order.number.to_string(), before, PORTION)?;
    // What the last shown one changed is told by the version before it, so that one is read too.
    let oldest =
        |entries: &mut dyn Iterator<Item = &Entry>| entries.map(version_of).filter(|version| *version > 0).min();
    let is_enough = |entries: &[Entry]| {
        let shown = || entries.iter().filter(|entry| is_told(entry)).take(SHOWN);
        let wanted = oldest(&mut shown()).unwrap_or(0);
        let read = oldest(&mut entries.iter()).unwrap_or(0);
        shown().count() == SHOWN && (wanted <= 1 || read + 1 < wanted)
    };
    while let Some(before) = next.filter(|_| !is_enough(&entries)) {
        let portion = about_portion(tx, "order", &order.number.to_string(), Some(before), PORTION)?;
        entries.extend(portion.0);
        next = portion.1;
    }
    // A change by 1C may leave several entries; its state is kept under the first of them.
    let mut kept: HashMap<u64, u64> = HashMap::new();
    for entry in entries.iter().filter(|entry| version_of(entry) > 0) {
        let seq = kept.entry(version_of(entry)).or_insert(entry.seq);
        *seq = entry.seq.min(*seq);
    }
    entries.retain(is_told);
    let older = (entries.len() > SHOWN || next.is_some()).then(|| entries.get(SHOWN - 1).map(|last| last.seq));
    entries.truncate(SHOWN);
    let mut story = Vec::with_capacity(entries.len());
    for entry in &entries {
        let version = version_of(entry);
        let change = match (kept.get(&version.saturating_sub(1)), kept.get(&version)) {
            (Some(old), Some(new)) if *new == entry.seq && version > 1 => Some((*old, *new)),
            _ => None,
        };
        let particulars = entry.particulars.as_ref();
        let side = side(tx, entry)?;
        let who = match side {
            Side::Dealer | Side::Staff => particulars.map(|of| of.name.clone()).unwrap_or_default(),
            Side::OneC | Side::System => String::new(),
        };
        // Orders that were entered for a dealer before the journal kept it say it themselves.
        let entered = order
            .author
            .behalf
            .as_ref()
            .filter(|_| version == 1 && side == Side::Staff);
        let behalf = particulars.and_then(|of| of.on_behalf_name.clone());
        story.push(HistoryEntry {
            said: particulars
                .map(|of| {
                    if staff {
                        say(&told_inside(entry, &of.sentence))
                    } else {
                        say(&of.sentence)
                    }
                })
                .unwrap_or_default(),
            side,
            who,
            behalf: behalf.or_else(|| entered.map(|behalf| behalf.name.clone())),
            at: entry.at,
            kind: entry.kind.clone(),
            change,
        });
    }
    Ok(Story {
        entries: story,
        older: older.flatten(),
    })
}

/// How many entries the reader finds in all. `newest` is the newest part of the story, where it has been read.
pub fn count(tx: &ReadTx, order: &Order, line: &StageLine, newest: Option<&Story>) -> Result<Count, Error> {
    if let Some(whole) = newest.filter(|story| story.older.is_none()) {
        let n = whole.entries.len();
        return Ok(Count { n, more: false });
    }
    // Staff is told everything: the rows of the index are enough, and no entry is opened.
    if !line.is_veiled() && tx.scope().is_staff() {
        let n = about_count(tx, "order", &order.number.to_string(), COUNTED + 1)?;
        return Ok(Count {
            n: n.min(COUNTED),
            more: n > COUNTED,
        });
    }
    let (mut n, mut next) = (0, None);
    loop {
        let (entries, before) = about_portion(tx, "order", &order.number.to_string(), next, PORTION)?;
        let told = entries
            .iter()
            .filter(|entry| !stage_of(entry).is_some_and(|stage| line.is_hidden(&stage)));
        n += told.count();
        match before {
            None => return Ok(Count { n, more: false }),
            Some(_) if n >= COUNTED => return Ok(Count { n: COUNTED, more: true }),
            Some(before) => next = Some(before),
        }
    }
}

/// Whose doing an entry is.
pub fn side(tx: &ReadTx, entry: &Entry) -> Result<Side, Error> {
    Ok(match (&entry.who, entry.who.by()) {
        // A dealer sees its own people and the manufacturer's, and no others are in its orders.
        (Who::Person { membership, .. }, _) => match tx.shared::<Membership>(membership)? {
            Some(member) if member.company.is_some() => Side::Dealer,
            _ => Side::Staff,
        },
        (_, By::OneC) => Side::OneC,
        _ => Side::System,
    })
}

/// The stage that an entry tells of.
pub fn stage_of(entry: &Entry) -> Option<StageKey> {
    let details = &entry.particulars.as_ref()?.details;
    StageKey::new(details["stage"].as_str()?)
}

/// The sentence with the name that a stage has for staff, where dealers know it by another.
pub fn told_inside(entry: &Entry, sentence: &Message) -> Message {
    let inside = entry.particulars.as_ref().map(|of| &of.details["inside"]);
    let inside = inside.and_then(|value| serde_json::from_value::<Arg>(value.clone()).ok());
    let mut said = sentence.clone();
    if let Some(inside) = inside {
        let stage = said.args.iter_mut().find(|(name, _)| name == "stage");
        stage.into_iter().for_each(|(_, value)| *value = inside.clone());
    }
    said
}

/// The version of the order that an entry made; 0: it is about something beside the order, which counts by itself.
fn version_of(entry: &Entry) -> u64 {
    let details = entry.particulars.as_ref().map(|of| &of.details);
    let details = details.filter(|details| !details["order"].is_null());
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
        let asked = Differences::between(&new, &asked).asked();
        found.lines.extend(asked.lines);
        found.fields.extend(asked.fields);
    }
    Ok(found.without(hidden))
}

/// The order as it was at one of its versions; `None` for one that isn't kept.
///
/// Versions lie under the journal's numbers, and both grow together: beyond the first ones the place is halved until it is
/// found, so that the thousandth version costs some twenty looks, and not a thousand.
pub fn version(tx: &impl Reader, order: &Order, version: u32) -> Result<Option<Order>, Error> {
    if version == order.version {
        return Ok(tx.get::<Order>(&order.id)?.filter(|now| now.version == version));
    }
    let first = tx.versions::<Order>(&order.id, 0, FIRST)?;
    // The wanted one lies above `low` and not above `high`.
    let (mut low, mut high) = match first.last() {
        Some((seq, last)) if last.version < version => (*seq, position(tx)?),
        _ => return Ok(first.into_iter().map(|(_, of)| of).find(|of| of.version == version)),
    };
    while low < high {
        let middle = low + (high - low) / 2;
        match tx.versions::<Order>(&order.id, middle, 1)?.pop() {
            Some((_, found)) if found.version == version => return Ok(Some(found)),
            Some((seq, found)) if found.version < version => low = seq,
            _ => high = middle,
        }
    }
    Ok(None)
}

/// The version that both sides stand by, where the order differs from it.
pub fn agreed(tx: &impl Reader, order: &Order) -> Result<Option<Order>, Error> {
    match order.is_open() {
        true => version(tx, order, order.agreed.version),
        false => Ok(None),
    }
}
