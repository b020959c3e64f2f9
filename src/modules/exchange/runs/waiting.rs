//! Orders that 1C has yet to hear of: one row an order and connection, from a person's change until 1C has it.
//!
//! Over HTTP `success` says so. A folder has no such signal: there an order counts as received when it comes back from
//! 1C, or when an operator says so. Rows are gathered from the journal; its position is kept in [`Delivered`].

use serde::{Deserialize, Serialize};

use super::records::{Delivered, Way};
use crate::modules::exchange::connections::{Connection, ConnectionEvent, ConnectionId};
use crate::modules::exchange::desk::{Outgoing, Sent};
use crate::modules::orders::queries::{OutgoingOrder, outgoing};
use crate::modules::orders::{Order, OrderId};
use crate::platform::access::{Access, Technical, Write};
use crate::platform::error::Error;
use crate::platform::store::{Index, Indexer, ReadTx, Reader, Record, Table};
use crate::platform::values::{Message, Moment, PageRequest, Scope};

/// Changes that are taken from the journal in one commit.
const GATHERED_AT_ONCE: usize = 500;
/// Rows that are read at once.
const PAGE: usize = 200;
/// Refused orders that the page names.
const REFUSED_SHOWN: usize = 50;
/// Numbers of a delivery that are kept.
const NUMBERS_KEPT: usize = 500;

/// An order that a connection has not confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    pub connection: ConnectionId,
    pub order: OrderId,
    pub number: String,
    /// The journal entry of the last change that 1C has to hear of.
    pub seq: u64,
    /// When people made the first change that 1C has not confirmed.
    pub since: Moment,
    /// Since when its present state lies in the folder's file.
    #[serde(default)]
    pub offered: Option<Moment>,
    /// Why it can't be written so that 1C takes it.
    #[serde(default)]
    pub refused: Option<Message>,
}

/// What waits for a connection, the oldest change first.
pub const WAITING_BY_SEQ: Index<Waiting> = Index::new(65 * 16, "exchange waiting.by_seq");
/// The same by how long it has waited.
pub const WAITING_BY_SINCE: Index<Waiting> = Index::new(65 * 16 + 1, "exchange waiting.by_since");

impl Record for Waiting {
    const TABLE: Table = Table::new(65, "exchange waiting");
    type Key = (ConnectionId, OrderId);

    fn key(&self) -> Self::Key {
        (self.connection, self.order)
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        matches!(scope, Scope::All)
    }
    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&WAITING_BY_SEQ, &(self.connection, self.seq));
        indexer.put(&WAITING_BY_SINCE, &(self.connection, self.since));
    }
}
impl Technical for Waiting {}

/// Takes up what people changed since this was last asked.
pub(super) fn gather(access: &Access, connection: ConnectionId) -> Result<(), Error> {
    loop {
        let tx = access.read()?;
        let from = position(&tx, connection)?;
        let found = outgoing(&tx, from, GATHERED_AT_ONCE)?;
        drop(tx);
        if found.position == from {
            return Ok(());
        }
        let (to, more) = (found.position, found.more);
        let changed: Vec<(Order, u64, Moment)> = found.orders.into_iter().map(parts).collect();
        access.write_blocking(move |w| {
            let known = w.get::<Delivered>(&connection)?;
            // Somebody else has just taken them.
            if known.as_ref().map_or(0, |known| known.position) != from {
                return Ok(());
            }
            for (order, seq, at) in &changed {
                let known = w.get::<Waiting>(&(connection, order.id))?;
                w.technical(&Waiting {
                    connection,
                    order: order.id,
                    number: order.number.to_string(),
                    seq: *seq,
                    since: known.map_or(*at, |known| known.since),
                    offered: None,
                    refused: None,
                })?;
            }
            w.technical(&Delivered {
                position: to,
                ..known.unwrap_or_else(|| Delivered::none(connection))
            })
        })?;
        if !more {
            return Ok(());
        }
    }
}

fn parts(change: OutgoingOrder) -> (Order, u64, Moment) {
    (change.order, change.seq, change.at)
}

fn position(tx: &ReadTx, connection: ConnectionId) -> Result<u64, Error> {
    let known = tx.get::<Delivered>(&connection)?;
    Ok(known.map_or(0, |known| known.position))
}

/// Visits what waits until `visit` says that it is enough; the newest changes first where `newest` is set.
pub(super) fn each_waiting(
    tx: &ReadTx,
    connection: ConnectionId,
    newest: bool,
    mut visit: impl FnMut(Waiting) -> Result<bool, Error>,
) -> Result<(), Error> {
    let mut request = PageRequest::first(PAGE);
    if newest {
        request = request.descending();
    }
    loop {
        let page = tx.scan(&WAITING_BY_SEQ, &connection, &request)?;
        for row in page.items {
            if !visit(row)? {
                return Ok(());
            }
        }
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(()),
        }
    }
}

/// Keeps why orders can't be written, for the page.
pub(super) fn note_refused(
    access: &Access,
    connection: ConnectionId,
    refused: Vec<(OrderId, Message)>,
) -> Result<(), Error> {
    if refused.is_empty() {
        return Ok(());
    }
    access.write_blocking(move |w| {
        for (order, why) in &refused {
            if let Some(row) = w.get::<Waiting>(&(connection, *order))? {
                w.technical(&Waiting {
                    refused: Some(why.clone()),
                    ..row
                })?;
            }
        }
        Ok(())
    })
}

/// The folder's file holds these orders now.
pub(super) fn put_down(access: &Access, connection: ConnectionId, outgoing: &Outgoing) -> Result<(), Error> {
    let known = access.read()?.get::<Delivered>(&connection)?;
    if known.is_some_and(|known| known.file == outgoing.sent) {
        return Ok(());
    }
    let sent = outgoing.sent.clone();
    access.write_blocking(move |w| {
        let now = w.now();
        for Sent { order, seq } in &sent {
            let row = w.get::<Waiting>(&(connection, *order))?;
            if let Some(row) = row.filter(|row| row.seq == *seq && row.offered.is_none()) {
                w.technical(&Waiting {
                    offered: Some(now),
                    refused: None,
                    ..row
                })?;
            }
        }
        let known = w.get::<Delivered>(&connection)?;
        w.technical(&Delivered {
            file: sent.clone(),
            file_at: Some(now),
            ..known.unwrap_or_else(|| Delivered::none(connection))
        })
    })
}

/// 1C said that it has these orders. What changed since it asked still waits.
pub(super) fn delivered(access: &Access, connection: ConnectionId, outgoing: &Outgoing) -> Result<(), Error> {
    if outgoing.sent.is_empty() {
        return Ok(());
    }
    let sent = outgoing.sent.clone();
    access.write_blocking(move |w| {
        let numbers = let_go(w, connection, &sent)?;
        // Said twice, it is true twice.
        if numbers.is_empty() {
            return Ok(());
        }
        note_delivery(w, connection, numbers, Way::Success)
    })
}

/// Removes rows that no change has touched since; gives their numbers.
fn let_go(w: &mut Write<'_, '_>, connection: ConnectionId, sent: &[Sent]) -> Result<Vec<String>, Error> {
    let mut numbers = Vec::new();
    for Sent { order, seq } in sent {
        let key = (connection, *order);
        if let Some(row) = w.get::<Waiting>(&key)?.filter(|row| row.seq <= *seq) {
            w.forget::<Waiting>(&key)?;
            numbers.push(row.number);
        }
    }
    Ok(numbers)
}

fn note_delivery(
    w: &mut Write<'_, '_>,
    connection: ConnectionId,
    mut numbers: Vec<String>,
    way: Way,
) -> Result<(), Error> {
    numbers.truncate(NUMBERS_KEPT);
    let known = w.get::<Delivered>(&connection)?;
    let at = w.now();
    w.technical(&Delivered {
        at,
        numbers,
        way: Some(way),
        ..known.unwrap_or_else(|| Delivered::none(connection))
    })
}

/// An order came back from 1C in a file that was written at `written`: 1C has it, when its present state lay in the
/// folder before that.
pub(in crate::modules::exchange) fn came_back(
    w: &mut Write<'_, '_>,
    connection: ConnectionId,
    order: OrderId,
    written: Moment,
) -> Result<(), Error> {
    let key = (connection, order);
    let Some(row) = w.get::<Waiting>(&key)? else {
        return Ok(());
    };
    if row.offered.is_none_or(|offered| offered > written) {
        return Ok(());
    }
    w.forget::<Waiting>(&key)?;
    note_delivery(w, connection, vec![row.number], Way::CameBack)
}

/// An operator says that 1C has what stands in the folder's file, as it was put down at `file_at`. Gives the count.
pub async fn mark_received(access: &Access, connection: ConnectionId, file_at: Moment) -> Result<usize, Error> {
    access
        .write(move |w| {
            let owner = w.get::<Connection>(&connection)?.ok_or(Error::NotFound)?;
            let known = w.get::<Delivered>(&connection)?;
            let Some(known) = known.filter(|known| known.file_at == Some(file_at)) else {
                return Err(Error::Refused(Message::new("exchange-received-moved")));
            };
            let numbers = let_go(w, connection, &known.file)?;
            if numbers.is_empty() {
                return Err(Error::Refused(Message::new("exchange-received-none")));
            }
            let count = numbers.len();
            note_delivery(w, connection, numbers.clone(), Way::Operator)?;
            w.change(&ConnectionEvent::Received {
                id: connection,
                name: owner.name,
                numbers,
                file_at,
            })?;
            Ok(count)
        })
        .await
}

/// What the page says of orders on their way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    /// Orders that 1C has not confirmed.
    pub waiting: u64,
    /// How long the oldest of them waits.
    pub oldest: Option<Moment>,
    /// Of them, those that stand in the folder's file, and since when the file is as it is.
    pub in_file: u64,
    pub file_at: Option<Moment>,
    /// Those that can't be written, the first of them by name.
    pub refused: Vec<Waiting>,
    /// When 1C last confirmed, how, and how many.
    pub confirmed: Option<(Moment, Way, usize)>,
}

/// Reads the queue of a connection, changes that are not gathered yet among it.
pub fn queue(tx: &ReadTx, connection: ConnectionId) -> Result<Queue, Error> {
    let mut queue = Queue::default();
    let known = tx.get::<Delivered>(&connection)?;
    let in_file: std::collections::HashMap<OrderId, u64> = known
        .iter()
        .flat_map(|known| known.file.iter().map(|sent| (sent.order, sent.seq)))
        .collect();
    each_waiting(tx, connection, false, |row| {
        queue.waiting += 1;
        queue.in_file += u64::from(in_file.get(&row.order) == Some(&row.seq));
        if row.refused.is_some() && queue.refused.len() < REFUSED_SHOWN {
            queue.refused.push(row);
        }
        Ok(true)
    })?;
    queue.oldest = oldest(tx, connection)?;
    for change in outgoing(tx, position(tx, connection)?, GATHERED_AT_ONCE)?.orders {
        if tx.get::<Waiting>(&(connection, change.order.id))?.is_none() {
            queue.waiting += 1;
            queue.oldest.get_or_insert(change.at);
        }
    }
    if let Some(known) = known {
        queue.file_at = known.file_at;
        queue.confirmed = known.way.map(|way| (known.at, way, known.numbers.len()));
    }
    Ok(queue)
}

/// Since when the oldest change waits, of those that were gathered.
pub fn oldest(tx: &ReadTx, connection: ConnectionId) -> Result<Option<Moment>, Error> {
    let first = tx
        .scan::<Waiting>(&WAITING_BY_SINCE, &connection, &PageRequest::first(1))?
        .items
        .pop();
    Ok(first.map(|row| row.since))
}
