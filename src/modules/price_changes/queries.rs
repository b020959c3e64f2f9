//! Reading changes of prices. The lists are read by the cabinet itself and given out as far as the reader may see them:
//! the price types that are named here are all that leaves.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::follow::NAME;
use super::model::{Direction, Moved, Repricing, RepricingId, Row, Touched};
use super::records::{LEAF_ROWS, Leaf, REPRICING_BY_TIME, TOUCHED_BY_DEALER};
use crate::modules::catalogue::{GroupId, PriceType, PriceTypeId, PriceUse, TYPES_MAX};
use crate::modules::offers::Offer;
use crate::modules::orders::sees_order;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, DealerId, Page, PageRequest, Scope};

/// Changes on a page of the list.
const PAGE: usize = 20;
/// Goods on a page.
pub const ROWS: usize = 50;

pub fn of_dealer(tx: &ReadTx, dealer: DealerId, after: Option<Cursor>) -> Result<Page<Touched>, Error> {
    let request = PageRequest::first(PAGE).descending().after(after);
    Ok(tx.scan(&TOUCHED_BY_DEALER, &dealer, &request)?)
}

/// For the manufacturer's people; what concerns a dealer alone only where it is in scope.
pub fn all(tx: &ReadTx, after: Option<Cursor>) -> Result<Page<Repricing>, Error> {
    let request = PageRequest::first(PAGE).descending().after(after);
    Ok(tx.scan(&REPRICING_BY_TIME, &(), &request)?)
}

/// What a change means to each dealer in scope.
pub fn touched(tx: &ReadTx, id: RepricingId) -> Result<Vec<Touched>, Error> {
    let mut found = Vec::new();
    let mut take = |dealer: DealerId| -> Result<(), Error> {
        found.extend(tx.get::<Touched>(&(id, dealer))?);
        Ok(())
    };
    match tx.scope() {
        Scope::All => tx.each_from(&id, |touched: Touched| {
            if touched.repricing != id {
                return ControlFlow::Break(());
            }
            found.push(touched);
            ControlFlow::Continue(())
        })?,
        // A walk would pass over all that others are touched by.
        Scope::Dealers(own) => own.iter().copied().try_for_each(&mut take)?,
        Scope::Dealer(own) | Scope::Person { dealer: own, .. } => take(*own)?,
        Scope::Nothing => {}
    }
    Ok(found)
}

/// What of it is the reader's own, where the reader sees no others' drafts and offers.
pub fn own(tx: &impl Reader, touched: Touched) -> Result<Touched, Error> {
    touched.only(
        |draft| Ok(sees_order(tx, draft.cast())?),
        |offer| Ok(tx.shared::<Offer>(&offer)?.is_some()),
    )
}

pub struct Types(HashMap<PriceTypeId, PriceType>);

impl Types {
    pub fn read(tx: &ReadTx) -> Result<Types, Error> {
        let types: Vec<PriceType> = tx.list(TYPES_MAX)?;
        Ok(Types(types.into_iter().map(|of| (of.id, of)).collect()))
    }

    pub fn name(&self, id: PriceTypeId) -> &str {
        self.0.get(&id).map_or("", |of| of.name.as_str())
    }

    pub fn is_rrp(&self, id: PriceTypeId) -> bool {
        self.0.get(&id).is_some_and(|of| of.usage == PriceUse::Rrp)
    }
}

/// What of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The type in the first columns: one that the dealer buys by, or that staff looks at.
    pub main: Option<PriceTypeId>,
    pub rrp: Option<PriceTypeId>,
    pub search: String,
    /// A group with those below it; empty: all.
    pub groups: Vec<GroupId>,
    pub direction: Option<Direction>,
}

/// A line of a list, with the two types that were asked for and no other.
#[derive(Clone, Debug)]
pub struct Line {
    pub row: Row,
    pub main: Option<Moved>,
    pub rrp: Option<Moved>,
}

impl Asked {
    fn line(&self, mut row: Row) -> Option<Line> {
        let of = |price_type: Option<PriceTypeId>| price_type.and_then(|of| row.of(of)).copied();
        let (main, rrp) = (of(self.main), of(self.rrp));
        let moved = main.or(rrp)?;
        let found = self.search.is_empty()
            || row.article.to_lowercase().contains(&self.search)
            || row.name.to_lowercase().contains(&self.search);
        let grouped = self.groups.is_empty() || row.groups.iter().any(|group| self.groups.contains(group));
        let directed = self.direction.is_none_or(|direction| moved.direction() == direction);
        if !found || !grouped || !directed {
            return None;
        }
        row.moved = Vec::new();
        Some(Line { row, main, rrp })
    }
}

/// Walks the lines that were asked for from a place on; the place after each is handed to `visit`.
pub fn each(
    access: &Access,
    id: RepricingId,
    asked: &Asked,
    from: u64,
    mut visit: impl FnMut(Line, u64) -> ControlFlow<()>,
) -> Result<(), Error> {
    let access = Access::system(access.services(), NAME);
    let mut place = from;
    loop {
        let number = u32::try_from(place / LEAF_ROWS as u64).map_err(|_| Error::NotFound)?;
        let Some(leaf) = access.read()?.get::<Leaf>(&(id, number))? else {
            return Ok(());
        };
        let within = usize::try_from(place % LEAF_ROWS as u64).unwrap_or(0);
        for row in leaf.rows.into_iter().skip(within) {
            place += 1;
            if let Some(line) = asked.line(row)
                && visit(line, place).is_break()
            {
                return Ok(());
            }
        }
        place = (u64::from(number) + 1) * LEAF_ROWS as u64;
    }
}

/// One page of lines, and where the next begins.
pub fn page(access: &Access, id: RepricingId, asked: &Asked, from: u64) -> Result<(Vec<Line>, Option<u64>), Error> {
    let (mut lines, mut next) = (Vec::new(), None);
    let mut last = from;
    each(access, id, asked, from, |line, place| {
        if lines.len() == ROWS {
            next = Some(last);
            return ControlFlow::Break(());
        }
        lines.push(line);
        last = place;
        ControlFlow::Continue(())
    })?;
    Ok((lines, next))
}
