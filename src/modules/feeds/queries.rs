//! Reading feeds: those of a dealer, and whether one answers.

use std::sync::Arc;

use super::permissions::MAKE;
use super::{FEED_BY_DEALER, Feed, FeedId, Reads, Stop, sees_costs};
use crate::modules::catalogue::{Deal, Group, GroupId, PriceBook, Product, StockRule};
use crate::modules::dealers::{Contract, Dealer, DealerStatus};
use crate::platform::access::{Access, Account, Membership};
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, DealerId, Moment, PageRequest};

/// The most goods of one file: some 300 MB of YML, more than its readers take.
pub const GOODS_MAX: u64 = 200_000;
/// All feeds of a dealer are on one page.
const FEEDS_LISTED: usize = 200;
/// Groups are climbed so far; 1C may close a ring.
const DEPTH_MAX: usize = 12;

/// A dealer's feeds that the asker may see, the newest first, and how many more there are.
pub fn feeds(tx: &ReadTx, access: &Access, dealer: DealerId) -> Result<(Vec<Feed>, usize), Error> {
    let request = PageRequest::first(FEEDS_LISTED).descending();
    let all: Vec<Feed> = tx.scan(&FEED_BY_DEALER, &dealer, &request)?.items;
    let sees = sees_costs(access.sight());
    let (open, hidden): (Vec<Feed>, Vec<Feed>) =
        all.into_iter().partition(|feed| feed.settings.pricing.is_open_to(sees));
    Ok((open, hidden.len()))
}

/// A feed that the asker may see.
pub fn feed(tx: &ReadTx, access: &Access, id: FeedId) -> Result<Feed, Error> {
    let feed = tx.get::<Feed>(&id)?.ok_or(Error::NotFound)?;
    match feed.settings.pricing.is_open_to(sees_costs(access.sight())) {
        true => Ok(feed),
        false => Err(Error::NotFound),
    }
}

pub fn reads(tx: &impl Reader, feed: &Feed) -> Result<Reads, Error> {
    Ok(tx.get::<Reads>(&feed.id)?.unwrap_or_else(|| Reads::of(feed)))
}

/// A feed that answers, with what its file is made from.
pub struct Open {
    pub feed: Feed,
    pub dealer: Arc<Dealer>,
    pub deal: Deal,
    pub stock: StockRule,
    pub today: Day,
    /// When 1C said what the file tells.
    pub as_of: Moment,
    /// The most goods that the file holds.
    pub most: u64,
}

/// Does a feed answer, with the rights that its keeper has now? `tx` sees the whole dealer.
pub fn standing(
    services: &Arc<Services>,
    tx: &ReadTx,
    book: &PriceBook,
    feed: Feed,
) -> Result<Result<Open, Stop>, Error> {
    if feed.revoked.is_some() {
        return Ok(Err(Stop::Revoked));
    }
    let dealer = tx.shared::<Dealer>(&feed.dealer)?;
    let Some(dealer) = dealer.filter(|dealer| dealer.status == DealerStatus::Active) else {
        return Ok(Err(Stop::Dealer));
    };
    let member = tx.shared::<Membership>(&feed.keeper.membership)?;
    let Some(member) = member.filter(|member| !member.disabled && member.company == Some(feed.dealer)) else {
        return Ok(Err(Stop::Person));
    };
    let account = tx.shared::<Account>(&member.account)?;
    let keeper = Access::of_member(services, &member, "feeds")?;
    if account.is_none_or(|account| account.disabled) || !keeper.may(MAKE) {
        return Ok(Err(Stop::Person));
    }
    if !feed.settings.pricing.is_open_to(sees_costs(keeper.sight())) {
        return Ok(Err(Stop::Sight));
    }
    let contract = tx.shared::<Contract>(&feed.settings.contract)?;
    let contract = contract.filter(|contract| contract.dealer == feed.dealer && !contract.closed);
    let today = keeper.now().day_in(&services.zone);
    let deal = contract
        .map(|contract| Deal::of(tx, book, contract, today))
        .transpose()?;
    let Some(deal) = deal.flatten() else {
        return Ok(Err(Stop::Contract));
    };
    let as_of = book.as_of();
    Ok(Ok(Open {
        stock: dealer.stock_rule.into(),
        as_of: if as_of == Moment::EPOCH { feed.changed } else { as_of },
        feed,
        dealer,
        deal,
        today,
        most: GOODS_MAX,
    }))
}

/// Does the feed tell of this product?
pub fn covers(tx: &impl Reader, feed: &Feed, product: &Product) -> Result<bool, Error> {
    if feed.settings.groups.is_empty() {
        return Ok(true);
    }
    for group in &product.groups {
        let mut at: Option<GroupId> = Some(*group);
        for _ in 0..DEPTH_MAX {
            let Some(id) = at else { break };
            if feed.settings.groups.contains(&id) {
                return Ok(true);
            }
            at = tx.shared::<Group>(&id)?.and_then(|group| group.parent);
        }
    }
    Ok(false)
}
