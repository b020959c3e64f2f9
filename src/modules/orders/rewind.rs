//! Rewind: an order as it stood at any of its versions, and what differs between any two.
//!
//! A version is read whole only where it is shown or compared. What the slider and the story need of all of them is a
//! light index in memory ([`Heads`]): it is made when an order is first rewound, and grows by the versions that are new
//! since. Versions never change, so it never goes stale. It holds no prices: what a reader may not see isn't in it.

use std::collections::VecDeque;
use std::sync::Arc;

use parking_lot::Mutex;

use super::difference::LineDifference;
use super::{Author, Difference, Differences, Named, Order, OrderId, Secret, Shown, StageKey, StageLine};
use crate::modules::catalogue::{PriceType, Product};
use crate::modules::dealers::{Contract, Dealer, LegalEntity, OwnEntity};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, Id, Moment};

/// Orders whose index is kept; the one that was asked for longest ago makes room.
const ORDERS_KEPT: usize = 64;
/// Versions that are read in one go.
const PORTION: usize = 50;
/// What a version changed is told in so many fields.
const CHANGED_MAX: usize = 6;

/// A version in short.
#[derive(Clone, Debug)]
pub struct Head {
    /// The journal's number under which it is kept.
    pub seq: u64,
    pub version: u32,
    pub at: Moment,
    pub by: Author,
    pub stage: StageKey,
    pub planned: Option<Day>,
    /// The labels of what it changed, and the right that hides each.
    pub changed: Vec<(&'static str, Option<Secret>)>,
    /// How many lines it changed, and how many of these in more than what a right hides.
    pub lines: usize,
    pub lines_open: usize,
    /// The order moved along the line.
    pub moved: bool,
    /// The version that both sides stood by.
    pub agreed: u32,
    /// Its specification isn't the one that both sides stood by.
    pub differs: bool,
}

impl Head {
    fn of(seq: u64, order: &Order, before: Option<&Order>) -> Head {
        let differences = before
            .map(|before| Differences::between(before, order))
            .unwrap_or_default();
        let open = |line: &&LineDifference| match line {
            LineDifference::Changed { fields, .. } => fields.iter().any(|field| field.secret.is_none()),
            _ => true,
        };
        Head {
            seq,
            version: order.version,
            at: order.changed,
            by: order.changed_by.clone(),
            stage: order.stage.clone(),
            planned: order.planned,
            lines: differences.lines.len(),
            lines_open: differences.lines.iter().filter(open).count(),
            changed: differences
                .fields
                .iter()
                .map(|field| (field.label, field.secret))
                .collect(),
            moved: before.is_none_or(|before| before.stage != order.stage),
            agreed: order.agreed.version,
            differs: order.specification_hash() != order.agreed.hash,
        }
    }

    /// What it changed for a reader: lines, and the labels of some fields.
    pub fn changes(&self, hidden: &[Secret]) -> (usize, Vec<&'static str>) {
        let lines = if hidden.contains(&Secret::Price) {
            self.lines_open
        } else {
            self.lines
        };
        let open = self
            .changed
            .iter()
            .filter(|(_, secret)| secret.is_none_or(|secret| !hidden.contains(&secret)));
        (lines, open.map(|(label, _)| *label).take(CHANGED_MAX).collect())
    }
}

/// The index of orders that were rewound lately. A part of the services.
#[derive(Default)]
pub struct Heads(Mutex<VecDeque<(OrderId, Arc<Vec<Head>>)>>);

impl Heads {
    fn known(&self, order: OrderId) -> Option<Arc<Vec<Head>>> {
        let mut kept = self.0.lock();
        let at = kept.iter().position(|(id, _)| *id == order)?;
        let found = kept.remove(at)?;
        let heads = Arc::clone(&found.1);
        kept.push_back(found);
        Some(heads)
    }

    fn keep(&self, order: OrderId, heads: &Arc<Vec<Head>>) {
        let mut kept = self.0.lock();
        kept.retain(|(id, _)| *id != order);
        kept.push_back((order, Arc::clone(heads)));
        while kept.len() > ORDERS_KEPT {
            kept.pop_front();
        }
    }

    /// All versions of an order in short, the oldest first. What isn't known yet is read in portions, so that nobody else
    /// waits for a long one.
    pub async fn of(&self, tx: &ReadTx, order: &Order) -> Result<Arc<Vec<Head>>, Error> {
        let known = self.known(order.id);
        if let Some(known) = &known
            && known.last().is_some_and(|last| last.version >= order.version)
        {
            return Ok(Arc::clone(known));
        }
        let mut heads = known.map(|known| known.to_vec()).unwrap_or_default();
        // The last known one is read again, to tell what the next changed.
        let mut before: Option<Order> = match heads.last() {
            Some(last) => Some(at(tx, order.id, last.seq)?),
            None => None,
        };
        loop {
            let after = heads.last().map_or(0, |head| head.seq);
            let portion = tx.versions::<Order>(&order.id, after, PORTION)?;
            let read = portion.len();
            for (seq, version) in portion {
                heads.push(Head::of(seq, &version, before.as_ref()));
                before = Some(version);
            }
            if read < PORTION {
                break;
            }
            tokio::task::yield_now().await;
        }
        let heads = Arc::new(heads);
        self.keep(order.id, &heads);
        Ok(heads)
    }
}

/// The labels of what a hidden stage changes.
const OF_STAGE: [&str; 3] = [
    "orders-field-stage",
    "orders-field-one-c-stage",
    "orders-field-vouchers",
];

/// The index as a dealer sees it: what happens inside hidden stages, and what staff stood for, leaves no trace but a version.
pub fn seen(heads: &Arc<Vec<Head>>, line: &StageLine, staff: bool) -> Arc<Vec<Head>> {
    if staff {
        return Arc::clone(heads);
    }
    let mut before: Option<StageKey> = None;
    let shown = heads.iter().map(|head| {
        let stage = line.seen(&head.stage).clone();
        let moved = before.as_ref() != Some(&stage);
        let mut head = Head {
            moved: head.moved && moved,
            stage: stage.clone(),
            ..head.clone()
        };
        head.changed.retain(|(label, _)| match *label {
            "orders-field-vouchers" => false,
            label => head.moved || !line.is_veiled() || !OF_STAGE.contains(&label),
        });
        before = Some(stage);
        head
    });
    Arc::new(shown.collect())
}

/// The first version that isn't what both sides stood by.
pub fn first_divergence(heads: &[Head]) -> Option<usize> {
    heads.iter().position(|head| head.differs)
}

/// A version by the journal's number under which it is kept.
pub fn at(tx: &ReadTx, order: OrderId, seq: u64) -> Result<Order, Error> {
    let found = tx.versions::<Order>(&order, seq.saturating_sub(1), 1)?.pop();
    found
        .filter(|(kept, _)| *kept == seq)
        .map(|(_, order)| order)
        .ok_or(Error::NotFound)
}

/// Puts names in the place of identities (what a contract, a legal entity, a price type is called), and leaves out of two
/// lists what they begin with alike: of a long ledger only what was added is a difference.
pub fn name_all(tx: &ReadTx, of: &mut Differences) -> Result<(), Error> {
    for difference in &mut of.fields {
        only_added(difference);
        name(tx, &mut difference.old)?;
        name(tx, &mut difference.new)?;
    }
    for line in &mut of.lines {
        if let LineDifference::Changed { fields, .. } = line {
            for difference in fields {
                if difference.field == "promises" {
                    only_added(difference);
                }
                name(tx, &mut difference.old)?;
                name(tx, &mut difference.new)?;
            }
        }
    }
    Ok(())
}

/// Leaves out what two lists begin with alike.
fn only_added(difference: &mut Difference) {
    if let (Shown::Rows(old), Shown::Rows(new)) = (&mut difference.old, &mut difference.new) {
        let alike = old.iter().zip(new.iter()).take_while(|(old, new)| old == new).count();
        old.drain(..alike);
        new.drain(..alike);
    }
}

/// The same for one value. What has no name stays as it is.
pub fn name(tx: &ReadTx, shown: &mut Shown) -> Result<(), Error> {
    let Shown::Thing(named, bytes) = shown else {
        return Ok(());
    };
    let bytes = *bytes;
    let found = match named {
        Named::Dealer => tx.shared::<Dealer>(&Id::from_bytes(bytes))?.map(|of| of.name.clone()),
        Named::Contract => tx
            .shared::<Contract>(&Id::from_bytes(bytes))?
            .map(|of| of.number.clone()),
        Named::PriceType => tx
            .shared::<PriceType>(&Id::from_bytes(bytes))?
            .map(|of| of.name.clone()),
        Named::Product => tx.shared::<Product>(&Id::from_bytes(bytes))?.map(|of| of.name.clone()),
        Named::Entity => match tx.shared::<LegalEntity>(&Id::from_bytes(bytes))? {
            Some(of) => Some(of.name.clone()),
            None => tx
                .shared::<OwnEntity>(&Id::from_bytes(bytes))?
                .map(|of| of.name.clone()),
        },
        Named::Sku | Named::Order => None,
    };
    if let Some(found) = found {
        *shown = Shown::Text(found);
    }
    Ok(())
}
