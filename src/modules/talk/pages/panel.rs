//! The conversation on the page of an order.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use maud::Markup;

use super::{dealer_name, frame};
use crate::modules::dealers::Dealer;
use crate::modules::orders::{Order, OrderId};
use crate::modules::talk::actions;
use crate::modules::talk::model::{Audience, LineMark, Mention, PostId};
use crate::modules::talk::people::People;
use crate::modules::talk::permissions::{READ, WRITE};
use crate::modules::talk::views::compose::{Compose, Typed};
use crate::modules::talk::views::post::Place;
use crate::modules::talk::{Thread, queries, views};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::PageRequest;
use crate::platform::web::Cx;

/// Posts that the order's page shows.
const SHOWN: usize = 4;

/// What the panels depend on: what this reader's side was told, and how far this person has read. Notes of the other side
/// don't touch it.
pub fn tag(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<u64, Error> {
    let thread = queries::thread(tx, order.id)?;
    if !cx.access.may(READ) {
        return Ok(0);
    }
    let unread = queries::unread(tx, &cx.access, order.id)?;
    let mut hasher = DefaultHasher::new();
    if cx.access.may(WRITE) {
        let people = people(cx, tx, order)?;
        // The form says how many read what is written.
        people.readers(Audience::Shared).hash(&mut hasher);
        for person in nameable(cx, &people, thread.as_deref()) {
            (person.membership, person.name).hash(&mut hasher);
        }
    }
    let seen = thread.as_ref().map(|thread| thread.seen_by(!cx.access.is_staff()));
    seen.hash(&mut hasher);
    unread.map(|unread| (unread.first, unread.last)).hash(&mut hasher);
    Ok(hasher.finish())
}

/// Who takes part, read once for the page's tag and for its card.
fn people(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Arc<People>, Error> {
    /// Of which order.
    struct Read(OrderId, Arc<People>);
    let read = || People::of(tx, order, cx.access.now()).map(Arc::new);
    let kept = cx.once.of(|| Ok(Read(order.id, read()?)))?;
    match kept.0 == order.id {
        true => Ok(Arc::clone(&kept.1)),
        false => read(),
    }
}

/// Whom the reader may write to by name.
fn nameable(cx: &Cx, people: &People, thread: Option<&Thread>) -> Vec<Mention> {
    let me = actions::membership(&cx.access);
    let mut named = people.nameable(thread, !cx.access.is_staff(), false);
    named.retain(|person| Some(person.membership) != me);
    named
}

/// In lists: how much of an order's conversation is unread.
pub fn row_mark(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    if !cx.access.may(READ) {
        return Ok(None);
    }
    let unread = queries::unread(tx, &cx.access, order.id)?;
    Ok(unread.map(|unread| views::panel::row_mark(&frame(cx), unread.count)))
}

pub fn mark(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    if !cx.access.may(READ) {
        return Ok(None);
    }
    let unread = queries::unread(tx, &cx.access, order.id)?;
    Ok(unread.map(|unread| views::panel::mark(&frame(cx), unread.count)))
}

pub fn card(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    if !cx.access.may(READ) {
        return Ok(None);
    }
    let frame = frame(cx);
    let request = PageRequest::first(SHOWN).descending();
    let thread = queries::thread(tx, order.id)?;
    let mut posts = match &thread {
        Some(_) => queries::posts(tx, order.id, None, false, &request)?.items,
        None => Vec::new(),
    };
    posts.reverse();
    let seen = thread.as_ref().map(|thread| thread.seen_by(!frame.staff));
    let total = seen.map_or(0, |seen| seen.iter().map(|tally| tally.count).sum());
    let unread = queries::unread(tx, &cx.access, order.id)?;
    if let (Some(unread), Some(last)) = (&unread, posts.last())
        && posts.first().is_some_and(|first| first.seq <= unread.first)
    {
        // All that is unread stands on the page. It is noted off the request's way.
        let (access, order, upto) = (cx.access.clone(), order.id, last.seq);
        tokio::spawn(async move {
            if let Err(error) = actions::read(&access, order, upto).await {
                tracing::warn!(%error, "that a conversation was read could not be noted");
            }
        });
    }
    let dealer = dealer_name(tx, order.dealer)?;
    let place = Place {
        order,
        dealer: &dealer,
        unread_from: unread.as_ref().map(|unread| unread.first),
        earlier: &HashMap::new(),
        acts: true,
        by_key: None,
        // Buttons of a post depend on the time: they are on the conversation's own page.
        may_write: false,
    };
    let mut questions = match &thread {
        Some(_) => queries::questions_on(tx, order.id)?,
        None => Vec::new(),
    };
    questions.retain(|post| post.question.as_ref().is_some_and(|of| of.to_dealer != frame.staff));
    let typed = Typed::default();
    // The same while the conversation is: an order's page that says nothing new is the same to the last byte. Other words
    // under a number that was taken get one of their own.
    let (me, last) = (frame.me, posts.last().map_or(0, |post| post.seq));
    let coming = PostId::derived("talk.coming", &format!("{} {me:?} {last}", order.id));
    if !cx.access.may(WRITE) {
        return Ok(Some(views::panel::card(&frame, &place, &posts, total, None)));
    }
    let people = people(cx, tx, order)?;
    let named = nameable(cx, &people, thread.as_deref());
    let own = people.nameable(thread.as_deref(), !frame.staff, true);
    let compose = Compose {
        number: order.number,
        id: coming,
        line: None,
        people: &named,
        own: &own,
        questions: &questions,
        readers: people.readers(Audience::Shared),
        typed: &typed,
        refused: None,
        from_order: true,
    };
    Ok(Some(views::panel::card(&frame, &place, &posts, total, Some(&compose))))
}

/// At each line of an order the way to what was said of it.
pub fn line_marks(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Vec<Markup>, Error> {
    if !cx.access.may(READ) {
        return Ok(Vec::new());
    }
    let frame = frame(cx);
    let address = format!("/orders/{}/talk", order.number);
    let thread = queries::thread(tx, order.id)?;
    let spoken = thread.as_ref().is_some_and(|thread| !thread.lines.is_empty());
    let marks = (0..order.lines.len()).map(|at| {
        let mark = match spoken {
            true => LineMark::at(order, at),
            false => None,
        };
        let count = thread
            .as_ref()
            .zip(mark)
            .map_or(0, |(thread, mark)| thread.on_line(&mark, !frame.staff));
        views::panel::line_mark(&frame, &address, at + 1, count)
    });
    Ok(marks.collect())
}

/// On a dealer's card: when something was said last, and what waits for an answer.
pub fn of_dealer(cx: &Cx, tx: &ReadTx, dealer: &Dealer) -> Result<Option<Markup>, Error> {
    let last = queries::last_thread(tx, dealer.id)?;
    let questions = queries::questions_of(tx, dealer.id)?;
    Ok(Some(views::panel::of_dealer(&frame(cx), last.as_deref(), questions)))
}
