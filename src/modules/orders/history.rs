//! The story of an order, newest first: the journal's entries joined with what the versions of them changed.

use super::read_models::HistoryEntry;
use super::{Differences, Order, Secret};
use crate::platform::error::Error;
use crate::platform::journal::{Who, about};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;

/// Entries that the page of an order shows.
const SHOWN: usize = 40;

/// The newest entries about an order. `say` renders a message in the reader's language.
pub fn history(
    tx: &ReadTx,
    order: &Order,
    hidden: &[Secret],
    say: impl Fn(&Message) -> String,
) -> Result<Vec<HistoryEntry>, Error> {
    let entries = about(tx, "order", &order.number.to_string(), None, SHOWN)?;
    let first = entries.last().map_or(0, |entry| entry.seq);
    let versions = tx.versions::<Order>(&order.id, first.saturating_sub(1), SHOWN)?;
    let mut story = Vec::with_capacity(entries.len());
    for entry in entries {
        let at = versions.iter().position(|(seq, _)| *seq == entry.seq);
        let pair = at.filter(|at| *at > 0).map(|at| (&versions[at - 1].1, &versions[at].1));
        let differences = pair
            .map(|(old, new)| Differences::between(old, new).without(hidden))
            .unwrap_or_default();
        let who = match (&entry.who, &entry.particulars) {
            (Who::Machine { .. } | Who::System { .. }, _) | (_, None) => String::new(),
            (Who::Person { .. }, Some(particulars)) => particulars.name.clone(),
        };
        story.push(HistoryEntry {
            said: entry
                .particulars
                .as_ref()
                .map(|of| say(&of.sentence))
                .unwrap_or_default(),
            who,
            at: entry.at,
            kind: entry.kind,
            differences,
        });
    }
    Ok(story)
}
