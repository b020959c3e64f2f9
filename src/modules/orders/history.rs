//! The story of an order, newest first: the journal's entries joined with what the versions of them changed.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use super::read_models::HistoryEntry;
use super::{Differences, Order, Secret};
use crate::platform::error::Error;
use crate::platform::journal::{Entry, Who, about};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;

/// Entries that the page of an order shows.
const SHOWN: usize = 40;

/// What entries of the journal changed in their orders. A version never changes, so what was compared once is kept: else
/// each look at an order would read and compare all its versions. A part of the services.
#[derive(Default)]
pub struct Compared(Mutex<HashMap<u64, Arc<Differences>>>);

impl Compared {
    /// Entries that are kept; then it begins anew. Most differ in a field or two.
    const KEPT_MAX: usize = 4_000;
    /// Changes of more lines are compared each time.
    const LINES_MAX: usize = 20;

    fn known(&self, entries: &[Entry]) -> Option<Vec<Arc<Differences>>> {
        let kept = self.0.lock();
        entries
            .iter()
            .map(|entry| kept.get(&entry.seq).map(Arc::clone))
            .collect()
    }

    fn keep(&self, seq: u64, differences: &Arc<Differences>) {
        if differences.lines.len() > Compared::LINES_MAX {
            return;
        }
        let mut kept = self.0.lock();
        if kept.len() >= Compared::KEPT_MAX {
            kept.clear();
        }
        kept.insert(seq, Arc::clone(differences));
    }

    /// What each of these entries, newest first, changed.
    fn of(&self, tx: &ReadTx, order: &Order, entries: &[Entry]) -> Result<Vec<Arc<Differences>>, Error> {
        if let Some(known) = self.known(entries) {
            return Ok(known);
        }
        let first = entries.last().map_or(0, |entry| entry.seq);
        let versions = tx.versions::<Order>(&order.id, first.saturating_sub(1), SHOWN)?;
        let mut all = Vec::with_capacity(entries.len());
        for entry in entries {
            let at = versions.iter().position(|(seq, _)| *seq == entry.seq);
            let pair = at.filter(|at| *at > 0).map(|at| (&versions[at - 1].1, &versions[at].1));
            let differences = Arc::new(
                pair.map(|(old, new)| Differences::between(old, new))
                    .unwrap_or_default(),
            );
            // At the end of the window the version before is out of sight.
            if pair.is_some() || entries.len() < SHOWN {
                self.keep(entry.seq, &differences);
            }
            all.push(differences);
        }
        Ok(all)
    }
}

/// The newest entries about an order. `say` renders a message in the reader's language.
pub fn history(
    tx: &ReadTx,
    compared: &Compared,
    order: &Order,
    hidden: &[Secret],
    say: impl Fn(&Message) -> String,
) -> Result<Vec<HistoryEntry>, Error> {
    let entries = about(tx, "order", &order.number.to_string(), None, SHOWN)?;
    let differences = compared.of(tx, order, &entries)?;
    let mut story = Vec::with_capacity(entries.len());
    for (entry, differences) in entries.into_iter().zip(differences) {
        let differences = Differences::clone(&differences).without(hidden);
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
