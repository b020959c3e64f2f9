//! The way through the orders of a filter: along the index that fits best, looking at each order that the index gives,
//! within a bound. Nothing here walks a table from end to end for a page.

use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{Direction, OrderFilter, Places, SortBy};
use crate::modules::dealers::{Dealer, LegalEntity};
use crate::modules::orders::queries::{self, Filter};
use crate::modules::orders::{Order, OrderId, StageLine, stages, standstill};
use crate::platform::access::Membership;
use crate::platform::error::Error;
use crate::platform::store::{KeyPart, ReadTx, Reader};
use crate::platform::values::{Cursor, Day, DealerId, Moment, Page, PageRequest};

/// The most orders that one page looks at for those it shows; the next page goes on from there.
pub const EXAMINED_MAX: usize = 10_000;
/// The most orders that are sorted in memory.
pub const SORTED_MAX: usize = 10_000;
/// Orders that are taken from the index at once.
const PORTION: usize = 250;

/// How a walk is made.
pub struct Walk<'t> {
    pub tx: &'t ReadTx,
    pub filter: &'t OrderFilter,
    pub today: Day,
    pub zone: &'t TimeZone,
    pub(super) owners: Option<Vec<DealerId>>,
    stages: StageLine,
}

impl<'t> Walk<'t> {
    pub fn new(tx: &'t ReadTx, filter: &'t OrderFilter, today: Day, zone: &'t TimeZone) -> Result<Walk<'t>, Error> {
        let mut owners = filter.dealer.map(|dealer| vec![dealer]);
        if let Some(manager) = filter.manager {
            let mut of_manager = tx
                .get::<Membership>(&manager)?
                .map(|member| member.dealers.clone())
                .unwrap_or_default();
            of_manager.retain(|dealer| owners.as_ref().is_none_or(|owners| owners.contains(dealer)));
            owners = Some(of_manager);
        }
        Ok(Walk {
            tx,
            filter,
            today,
            zone,
            owners,
            stages: stages(tx)?,
        })
    }

    fn base(&self) -> Filter {
        match &self.filter.places {
            Places::Open => Filter::Open,
            Places::Stopped => Filter::Standstill(self.today),
            Places::All => Filter::All,
            Places::Stages(stages) => match stages.as_slice() {
                [one] if self.filter.covered.is_empty() => Filter::Stage(one.clone()),
                _ => Filter::All,
            },
        }
    }

    pub fn portion(&self, request: &PageRequest, kept: bool) -> Result<Page<Arc<Order>>, Error> {
        queries::portion(self.tx, &self.base(), self.owners.as_deref(), request, kept)
    }

    /// Before the first row: the end of the asked period, where rows lie by the moment of submission.
    fn start(&self) -> Option<Cursor> {
        let to = self
            .filter
            .created
            .1
            .filter(|_| self.filter.places != Places::Stopped)?;
        let after = to.tomorrow().ok()?;
        Some(Cursor::from_bytes(Moment::start_of(after, self.zone).to_bytes()))
    }

    /// Where the index goes on behind this order.
    fn cursor(&self, order: &Order) -> Cursor {
        let mut bytes = match self.filter.places {
            Places::Stopped => standstill(order, !self.tx.scope().is_staff()).flatten().to_bytes(),
            _ => order.created.to_bytes(),
        };
        bytes.extend(order.id.to_bytes());
        Cursor::from_bytes(bytes)
    }

    fn takes(&self, order: &Order) -> Result<bool, Error> {
        let created = order.created.day_in(self.zone);
        // By the stage that the reader sees: a hidden one would show in what counts as late.
        let seen = self.stages.look(&order.stage, order.kind).kind;
        if !self.filter.takes(order, seen, self.today, created) {
            return Ok(false);
        }
        if self.filter.names(order) {
            return Ok(true);
        }
        let holds = |text: &str| text.to_lowercase().contains(&self.filter.text);
        if self
            .tx
            .shared::<LegalEntity>(&order.buyer)?
            .is_some_and(|buyer| holds(&buyer.name))
        {
            return Ok(true);
        }
        let staff = self.tx.scope().is_staff();
        Ok(staff
            && self
                .tx
                .shared::<Dealer>(&order.dealer)?
                .is_some_and(|dealer| holds(&dealer.name)))
    }

    /// Visits the orders that pass, in the order of the index, looking at no more than `limit`. Where it stopped: `None` at
    /// the end. `kept`: others will look at the same rows.
    pub fn each(
        &self,
        after: Option<Cursor>,
        limit: usize,
        kept: bool,
        mut visit: impl FnMut(Arc<Order>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<Option<Cursor>, Error> {
        let mut request = PageRequest::first(PORTION)
            .descending()
            .after(after.or_else(|| self.start()));
        let mut examined = 0;
        loop {
            let page = self.portion(&request, kept)?;
            for order in page.items {
                examined += 1;
                let too_old = self.filter.places != Places::Stopped
                    && self
                        .filter
                        .created
                        .0
                        .is_some_and(|from| order.created.day_in(self.zone) < from);
                if too_old {
                    return Ok(None);
                }
                let cursor = (examined >= limit).then(|| self.cursor(&order));
                if self.takes(&order)? {
                    let here = self.cursor(&order);
                    if visit(order)?.is_break() {
                        return Ok(Some(here));
                    }
                }
                if cursor.is_some() {
                    return Ok(cursor);
                }
            }
            match page.next {
                Some(next) => request = request.after(Some(next)),
                None => return Ok(None),
            }
        }
    }
}

/// A page of the grid.
pub struct Found {
    pub orders: Vec<Arc<Order>>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// The bound was reached before the page was full: older orders were not looked at.
    pub cut: bool,
    /// Sorted pages: how many orders there are, and whether that is all.
    pub sorted: Option<(usize, bool)>,
}

/// A page in the order of the index.
pub fn page(walk: &Walk<'_>, after: Option<Cursor>, rows: usize) -> Result<Found, Error> {
    let mut orders: Vec<Arc<Order>> = Vec::new();
    if walk.filter.is_plain() {
        let request = PageRequest::first(rows).descending().after(after);
        let page = walk.portion(&request, true)?;
        return Ok(Found {
            orders: page.items,
            next: page.next,
            cut: false,
            sorted: None,
        });
    }
    let mut more = false;
    let stopped = walk.each(after, EXAMINED_MAX, false, |order| {
        if orders.len() == rows {
            more = true;
            return Ok(ControlFlow::Break(()));
        }
        orders.push(order);
        Ok(ControlFlow::Continue(()))
    })?;
    let next = match (more, orders.last()) {
        (true, Some(last)) => Some(walk.cursor(last)),
        _ => stopped,
    };
    Ok(Found {
        cut: !more && next.is_some(),
        orders,
        next,
        sorted: None,
    })
}

/// What rows are compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Nothing,
    Figure(i64),
    Day(Day),
    Text(String),
}

pub fn rank(walk: &Walk<'_>, order: &Order, by: SortBy, stages: &StageLine) -> Result<Rank, Error> {
    Ok(match by {
        SortBy::Created => Rank::Figure(order.created.millis()),
        SortBy::Planned => order.planned.map_or(Rank::Nothing, Rank::Day),
        SortBy::Name => Rank::Text(order.name.to_lowercase()),
        SortBy::Stage => {
            let at = stages
                .stages
                .iter()
                .position(|stage| stage.key == *stages.seen(&order.stage));
            at.map_or(Rank::Nothing, |at| Rank::Figure(i64::try_from(at).unwrap_or(i64::MAX)))
        }
        SortBy::Buyer => {
            let buyer = walk.tx.shared::<LegalEntity>(&order.buyer)?;
            buyer.map_or(Rank::Nothing, |buyer| Rank::Text(buyer.name.to_lowercase()))
        }
        SortBy::Lines => Rank::Figure(i64::try_from(order.lines.len()).unwrap_or(i64::MAX)),
        SortBy::Weight => Rank::Figure(order.totals.weight_g),
        SortBy::Margin => {
            let margin = order.margin().ok().and_then(|margin| margin.margin);
            margin.map_or(Rank::Nothing, |margin| Rank::Figure(margin.hundredths()))
        }
        SortBy::Sum => Rank::Figure(order.totals.total.minor),
    })
}

/// The ids of the orders that pass, sorted; at most `limit` of the newest are looked at. Whether that was all.
pub fn sorted(
    walk: &Walk<'_>,
    direction: Direction,
    stages: &StageLine,
    limit: usize,
) -> Result<(Vec<OrderId>, bool), Error> {
    let mut ranked: Vec<(Rank, i64, OrderId)> = Vec::new();
    let stopped = walk.each(None, limit, false, |order| {
        ranked.push((
            rank(walk, &order, direction.by, stages)?,
            order.created.millis(),
            order.id,
        ));
        Ok(ControlFlow::Continue(()))
    })?;
    ranked.sort_unstable_by(|a, b| {
        // What has no figure stands at the end either way; equal ones are the latest first.
        let nothing = (a.0 == Rank::Nothing).cmp(&(b.0 == Rank::Nothing));
        let by_rank = match direction.descending {
            true => b.0.cmp(&a.0),
            false => a.0.cmp(&b.0),
        };
        nothing.then(by_rank).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2))
    });
    Ok((ranked.into_iter().map(|(_, _, id)| id).collect(), stopped.is_none()))
}

/// The `number`th page (from 0) of the sorted grid.
pub fn sorted_page(walk: &Walk<'_>, stages: &StageLine, number: usize, rows: usize) -> Result<Found, Error> {
    let (ids, all) = sorted(walk, walk.filter.sort, stages, SORTED_MAX)?;
    let mut orders = Vec::new();
    for id in ids.iter().skip(number.saturating_mul(rows)).take(rows) {
        orders.extend(walk.tx.shared::<Order>(id)?);
    }
    Ok(Found {
        orders,
        next: None,
        cut: false,
        sorted: Some((ids.len(), all)),
    })
}
