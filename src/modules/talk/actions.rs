//! What can be done in a conversation. The only file that saves.

use super::events::{About, TalkEvent};
use super::model::{Attachment, Audience, LineMark, MENTIONS_MAX, POSTS_MAX, Post, PostId, Question, Refusal, fitting};
use super::people::People;
use super::permissions::WRITE;
use super::queries::seen;
use super::records::{Thread, Unread};
use super::text::mentioned;
use crate::modules::orders::actions::{author, by_number};
use crate::modules::orders::{Order, OrderId, OrderNumber};
use crate::platform::access::{Access, Write, spend_letter_key};
use crate::platform::error::Error;
use crate::platform::journal::{Recipient, Who};
use crate::platform::store::Reader;
use crate::platform::values::{MembershipId, Message};

/// What somebody says.
#[derive(Clone, Debug, Default)]
pub struct Saying {
    /// Chosen by the form: sent twice, it is said once.
    pub id: Option<PostId>,
    /// Only for the own side.
    pub note: bool,
    /// It waits for an answer.
    pub question: bool,
    /// The question that it answers.
    pub answers: Option<PostId>,
    /// A line of the order, from 0.
    pub line: Option<usize>,
    /// Whom it is for, beside those whom the text names.
    pub to: Vec<MembershipId>,
    pub text: String,
    pub files: Vec<Attachment>,
    /// The hash of the key by which it came.
    pub by_key: Option<String>,
}

/// The membership of whoever asks; the system has none.
pub fn membership(access: &Access) -> Option<MembershipId> {
    match access.actor().who {
        Who::Person { membership, .. } => Some(membership),
        _ => None,
    }
}

/// Says something on an order.
pub async fn say(access: &Access, number: OrderNumber, saying: Saying) -> Result<Post, Error> {
    access.require(WRITE)?;
    let text = fitting(&saying.text, saying.files.len())?;
    if saying.note && saying.question {
        return Err(Refusal::NoteAsks.into());
    }
    access
        .write(move |write| {
            let order = by_number(&**write, number)?;
            if let Some(key) = &saying.by_key {
                spend_letter_key(write, key)?;
            }
            let by = author(write.actor());
            let said = saying.id.map(|id| write.get::<Post>(&id)).transpose()?.flatten();
            let again = |post: &Post| post.order == order.id && post.author == by && post.text == text;
            if let Some(post) = &said
                && again(post)
            {
                return Ok(post.clone());
            }
            let id = match (saying.id, said) {
                (Some(id), None) => id,
                _ => write.fresh_id(),
            };
            let thread = write.get::<Thread>(&order.id)?;
            let people = People::of(&**write, &order, write.now())?;
            let dealer = by.side.is_dealer();
            let nameable = people.nameable(thread.as_ref(), dealer, saying.note);
            // Whoever was chosen and won't be told is said at the field: silence would pass for a call.
            let told = |id: &MembershipId| nameable.iter().any(|mention| mention.membership == *id);
            if !saying.to.iter().all(told) {
                let why = match saying.note {
                    true => "talk-to-other-side",
                    false => "talk-to-gone",
                };
                return Err(Error::invalid("to", Message::new(why)));
            }
            let mut mentions = mentioned(&text, &nameable);
            for mention in nameable {
                let chosen = saying.to.contains(&mention.membership);
                if chosen && !mentions.contains(&mention) && mentions.len() < MENTIONS_MAX {
                    mentions.push(mention);
                }
            }
            let line = match saying.line {
                Some(place) => Some(LineMark::at(&order, place).ok_or(Refusal::LineGone)?),
                None => None,
            };
            let post = Post {
                id,
                order: order.id,
                number,
                dealer: order.dealer,
                seq: 0,
                audience: if saying.note {
                    Audience::notes_of(dealer)
                } else {
                    Audience::Shared
                },
                line,
                author: by,
                by_link: saying.by_key.is_some(),
                text: text.clone(),
                files: saying.files.clone(),
                mentions,
                question: saying.question.then_some(Question {
                    to_dealer: !dealer,
                    settled: None,
                }),
                at: write.now(),
                edited: None,
                removed: None,
            };
            let answered = match saying.answers.filter(|_| !saying.note) {
                Some(id) => write.get::<Post>(&id)?.filter(|asked| asked.order == order.id),
                None => None,
            };
            let thread = thread.unwrap_or_else(|| Thread::of(&order));
            put(write, &order, &people, thread, post, answered)
        })
        .await
}

/// Saves a post with its event, and what follows from it: the thread, the answer of a question, what is unread.
fn put(
    write: &mut Write<'_, '_>,
    order: &Order,
    people: &People,
    mut thread: Thread,
    mut post: Post,
    answered: Option<Post>,
) -> Result<Post, Error> {
    if thread.total() >= POSTS_MAX {
        return Err(Refusal::Full.into());
    }
    let of = About::of(&post);
    let mut told = people.told(order, &thread, &post);
    // Somebody may have answered meanwhile: then it is a word like others.
    let answered = answered.and_then(|asked| {
        let (by, at) = (post.author.clone(), post.at);
        asked.settle(by, at, Some(post.id)).ok()
    });
    if let Some(membership) = answered.as_ref().and_then(|asked| asked.author.membership) {
        let asker = Recipient::Member { membership };
        if !told.contains(&asker) {
            told.push(asker);
        }
    }
    let event = match post.question.is_some() {
        true => TalkEvent::Asked { of, told },
        false => TalkEvent::Said { of, told },
    };
    let mut change = write.change(&event)?;
    post.seq = change.seq();
    thread.add(&post);
    change.save(&post)?;
    if let Some(asked) = &answered {
        thread.touch(asked.audience);
        change.save(asked)?;
    }
    change.save(&thread)?;
    for membership in people.unread(&thread, &post) {
        let old = write.get::<Unread>(&(membership, post.order))?;
        let named = post.mentions.iter().any(|mention| mention.membership == membership);
        write.technical(&Unread {
            membership,
            order: post.order,
            number: post.number,
            dealer: post.dealer,
            first: old.as_ref().map_or(post.seq, |old| old.first),
            last: post.seq,
            count: old.as_ref().map_or(0, |old| old.count) + 1,
            named: named || old.is_some_and(|old| old.named),
            at: post.at,
        })?;
    }
    Ok(post)
}

/// An order's post that the asker sees.
fn found(write: &Write<'_, '_>, number: OrderNumber, id: PostId) -> Result<Post, Error> {
    let order = by_number(&**write, number)?;
    let post = write.get::<Post>(&id)?;
    post.filter(|post| post.order == order.id).ok_or(Error::NotFound)
}

fn save(write: &mut Write<'_, '_>, post: &Post, event: &TalkEvent) -> Result<(), Error> {
    let thread = write.get::<Thread>(&post.order)?;
    let mut change = write.change(event)?;
    change.save(post)?;
    if let Some(mut thread) = thread {
        thread.touch(post.audience);
        change.save(&thread)?;
    }
    Ok(())
}

/// Changes the words of one's own post while it is fresh.
pub async fn edit(access: &Access, number: OrderNumber, id: PostId, text: String) -> Result<Post, Error> {
    let me = membership(access).ok_or(Error::NotFound)?;
    access
        .write(move |write| {
            let post = found(write, number, id)?;
            post.mendable(me, write.now())?;
            let text = fitting(&text, post.files.len())?;
            if text == post.text {
                return Ok(post);
            }
            let edited = Post {
                text,
                edited: Some(write.now()),
                ..post
            };
            let of = About::of(&edited);
            save(write, &edited, &TalkEvent::Edited { of })?;
            Ok(edited)
        })
        .await
}

/// Takes one's own post back while it is fresh. Done twice, it is done.
pub async fn take_back(access: &Access, number: OrderNumber, id: PostId) -> Result<Post, Error> {
    let me = membership(access).ok_or(Error::NotFound)?;
    access
        .write(move |write| {
            let post = found(write, number, id)?;
            if post.removed.is_some() && post.is_by(me) {
                return Ok(post);
            }
            post.mendable(me, write.now())?;
            let gone = post.taken_back(write.now());
            let of = About::of(&gone);
            save(write, &gone, &TalkEvent::TakenBack { of })?;
            Ok(gone)
        })
        .await
}

/// Says that a question needs no answer any more: it was answered elsewhere, or taken back by who asked.
pub async fn settle(access: &Access, number: OrderNumber, id: PostId) -> Result<Post, Error> {
    access.require(WRITE)?;
    access
        .write(move |write| {
            let post = found(write, number, id)?;
            let settled = post.settle(author(write.actor()), write.now(), None)?;
            let told = settled
                .author
                .membership
                .map(|membership| Recipient::Member { membership })
                .into_iter()
                .collect();
            let of = About::of(&settled);
            save(write, &settled, &TalkEvent::Settled { of, told })?;
            Ok(settled)
        })
        .await
}

/// The asker has read an order's conversation up to a post; what came after it stays unread.
pub async fn read(access: &Access, order: OrderId, upto: u64) -> Result<(), Error> {
    let Some(me) = membership(access).filter(|_| !access.looks_only()) else {
        return Ok(());
    };
    access
        .write(move |write| {
            let Some(unread) = write.get::<Unread>(&(me, order))? else {
                return Ok(());
            };
            if unread.last <= upto {
                write.forget::<Unread>(&(me, order))?;
                return Ok(());
            }
            if unread.first > upto {
                return Ok(());
            }
            let left = seen(&**write, order, upto, me)?;
            write.technical(&Unread {
                first: left.first().map_or(unread.last, |post| post.seq),
                count: u32::try_from(left.len()).unwrap_or(u32::MAX).max(1),
                ..unread
            })
        })
        .await
}
