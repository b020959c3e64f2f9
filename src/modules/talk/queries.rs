//! Reading conversations: pages of posts, what is unread, what waits for an answer.

use std::sync::Arc;

use super::actions::membership;
use super::model::{Audience, LineMark, Post, PostId};
use super::permissions::READ;
use super::records::{
    POST_BY_LINE, POST_BY_ORDER, QUESTION_BY_DEALER, QUESTION_BY_ORDER, QUESTION_BY_SIDE, THREAD_BY_DEALER,
    THREAD_BY_LAST, Thread, UNREAD, UNREAD_BY_MEMBER, UNREAD_OF_DEALER, Unread,
};
use crate::modules::orders::OrderId;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, DealerId, MembershipId, Page, PageRequest, Scope};

/// Conversations that are looked at one by one for a count.
const UNREAD_COUNTED: usize = 1_000;
/// Open questions that are counted; above it a page says «more than».
pub const QUESTIONS_COUNTED: usize = 99;

/// A page of what a reader sees of a conversation, the newest first; of a line when it is named. `shared`: only what both
/// sides see.
pub fn posts(
    tx: &impl Reader,
    order: OrderId,
    line: Option<&LineMark>,
    shared: bool,
    request: &PageRequest,
) -> Result<Page<Post>, Error> {
    let own = Audience::notes_of(!tx.scope().is_staff());
    let audiences = match shared {
        true => vec![Audience::Shared],
        false => vec![Audience::Shared, own],
    };
    Ok(match line {
        None => {
            let prefixes: Vec<_> = audiences.iter().map(|audience| (order, audience.code())).collect();
            tx.scan_merged(&POST_BY_ORDER, &prefixes.iter().collect::<Vec<_>>(), request)?
        }
        Some(line) => {
            let prefixes: Vec<_> = audiences
                .iter()
                .map(|audience| (order, line.sku, line.again, audience.code()))
                .collect();
            tx.scan_merged(&POST_BY_LINE, &prefixes.iter().collect::<Vec<_>>(), request)?
        }
    })
}

/// What others wrote after a post, the oldest first: at most a hundred.
pub(super) fn seen(tx: &impl Reader, order: OrderId, after: u64, me: MembershipId) -> Result<Vec<Post>, Error> {
    let request = PageRequest::first(100).after(Some(Cursor::from_bytes(after_post(after))));
    let mut posts = posts(tx, order, None, false, &request)?.items;
    posts.retain(|post| post.seq > after && !post.is_by(me));
    Ok(posts)
}

/// Where the posts after this one begin, as the index has it: behind every key of its number.
fn after_post(seq: u64) -> Vec<u8> {
    [seq.to_be_bytes().as_slice(), &[0xff; 17]].concat()
}

/// A post that the asker sees, of this very order.
pub fn post(tx: &impl Reader, order: OrderId, id: PostId) -> Result<Post, Error> {
    let post = tx.get::<Post>(&id)?;
    post.filter(|post| post.order == order).ok_or(Error::NotFound)
}

/// Changes of one post that are looked at: it can be changed for a quarter of an hour.
const CHANGES: usize = 20;

/// What a post said before it was changed, the oldest first.
pub fn earlier_texts(tx: &ReadTx, post: &Post) -> Result<Vec<String>, Error> {
    let versions = tx.versions::<Post>(&post.id, 0, CHANGES)?;
    let mut texts: Vec<String> = versions.into_iter().map(|(_, version)| version.text).collect();
    texts.dedup();
    texts.retain(|text| !text.is_empty() && *text != post.text);
    Ok(texts)
}

pub fn thread(tx: &ReadTx, order: OrderId) -> Result<Option<Arc<Thread>>, Error> {
    Ok(tx.shared::<Thread>(&order)?)
}

/// What the asker has not read of an order's conversation.
pub fn unread(tx: &ReadTx, access: &Access, order: OrderId) -> Result<Option<Arc<Unread>>, Error> {
    match membership(access) {
        Some(me) => Ok(tx.shared::<Unread>(&(me, order))?),
        None => Ok(None),
    }
}

/// Conversations that the asker has not read, the newest first.
pub fn unread_threads(tx: &ReadTx, access: &Access, limit: usize) -> Result<Vec<Unread>, Error> {
    match membership(access) {
        Some(me) => Ok(tx
            .scan(&UNREAD_BY_MEMBER, &me, &PageRequest::first(limit).descending())?
            .items),
        None => Ok(Vec::new()),
    }
}

/// For the menu: how many conversations the asker has not read, of the dealers that it sees now.
pub fn unread_count(tx: &ReadTx, access: &Access) -> Result<u64, Error> {
    let Some(me) = membership(access).filter(|_| access.may(READ)) else {
        return Ok(0);
    };
    if tx.scope().is_narrowed() {
        // What the reader has not read and sees no more since the role grew narrower.
        return Ok(tx.count_seen(&UNREAD_BY_MEMBER, &[&me], UNREAD_COUNTED)? as u64);
    }
    let mut count = tx.count(UNREAD, &me)?;
    if count > 0
        && let Some(dealers) = dealers(tx)
    {
        count = 0;
        for dealer in dealers {
            count += tx.count(UNREAD_OF_DEALER, &(me, dealer))?;
        }
    }
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The conversation with a dealer that was written in last.
pub fn last_thread(tx: &ReadTx, dealer: DealerId) -> Result<Option<Arc<Thread>>, Error> {
    let request = PageRequest::first(1).descending();
    let page = tx.shared_page(&THREAD_BY_DEALER, &[&dealer], &request)?;
    Ok(page.items.into_iter().next())
}

/// How many of a dealer's questions wait for the manufacturer: exact up to [`QUESTIONS_COUNTED`], one more means «more».
pub fn questions_of(tx: &ReadTx, dealer: DealerId) -> Result<usize, Error> {
    let limit = QUESTIONS_COUNTED + 1;
    if tx.scope().is_narrowed() {
        return Ok(tx.count_seen(&QUESTION_BY_DEALER, &[&(dealer, false)], limit)?);
    }
    Ok(tx.count_below(&QUESTION_BY_DEALER, &(dealer, false), &u64::MAX, limit)?)
}

/// Conversations in the asker's scope by what was written last.
pub fn threads(tx: &ReadTx, request: &PageRequest) -> Result<Page<Arc<Thread>>, Error> {
    Ok(match dealers(tx) {
        None => tx.shared_page(&THREAD_BY_LAST, &[&()], request)?,
        Some(dealers) => tx.shared_page(&THREAD_BY_DEALER, &dealers.iter().collect::<Vec<_>>(), request)?,
    })
}

/// Open questions of an order, the oldest first.
pub fn questions_on(tx: &impl Reader, order: OrderId) -> Result<Vec<Post>, Error> {
    Ok(tx.scan(&QUESTION_BY_ORDER, &order, &PageRequest::first(20))?.items)
}

/// Questions that wait for the asker's side, the longest first.
pub fn questions(tx: &ReadTx, limit: usize) -> Result<Vec<Arc<Post>>, Error> {
    let to_dealer = !tx.scope().is_staff();
    let request = PageRequest::first(limit);
    Ok(match dealers(tx) {
        None => tx.shared_page(&QUESTION_BY_SIDE, &[&to_dealer], &request)?.items,
        Some(dealers) => {
            let prefixes: Vec<_> = dealers.iter().map(|dealer| (*dealer, to_dealer)).collect();
            tx.shared_page(&QUESTION_BY_DEALER, &prefixes.iter().collect::<Vec<_>>(), &request)?
                .items
        }
    })
}

/// How many wait: exact up to [`QUESTIONS_COUNTED`], one more means «more».
pub fn question_count(tx: &ReadTx) -> Result<usize, Error> {
    let (to_dealer, limit) = (!tx.scope().is_staff(), QUESTIONS_COUNTED + 1);
    if let Scope::Person { dealer, .. } = tx.scope() {
        return Ok(tx.count_seen(&QUESTION_BY_DEALER, &[&(*dealer, to_dealer)], limit)?);
    }
    let Some(dealers) = dealers(tx) else {
        return Ok(tx.count_below(&QUESTION_BY_SIDE, &to_dealer, &u64::MAX, limit)?);
    };
    let mut sum = 0;
    for dealer in dealers {
        sum += tx.count_below(&QUESTION_BY_DEALER, &(dealer, to_dealer), &u64::MAX, limit)?;
    }
    Ok(sum.min(limit))
}

/// The asker's dealers; `None`: all.
fn dealers(tx: &ReadTx) -> Option<Vec<DealerId>> {
    match tx.scope() {
        Scope::All => None,
        Scope::Dealers(dealers) => Some(dealers.to_vec()),
        Scope::Dealer(dealer) | Scope::Person { dealer, .. } => Some(vec![*dealer]),
        Scope::Nothing => Some(Vec::new()),
    }
}
