//! The page of an order's conversation, and what is done there.

use std::collections::HashMap;

use serde::Deserialize;

use super::form::Form;
use super::{coming_post, dealer_name, frame, order};
use crate::modules::orders::{Order, OrderNumber};
use crate::modules::talk::actions::{self, Saying, membership};
use crate::modules::talk::events::subject;
use crate::modules::talk::model::{LineMark, Post, PostId};
use crate::modules::talk::people::People;
use crate::modules::talk::permissions::WRITE;
use crate::modules::talk::views::compose::{Compose, Typed};
use crate::modules::talk::views::post::Place;
use crate::modules::talk::views::thread::{LineChip, Page};
use crate::modules::talk::{queries, views};
use crate::platform::access::{end_letter_keys, has_letter_keys};
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::{Cursor, MembershipId, Message, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Posts on one page.
const SHOWN: usize = 50;

#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct ThreadQuery {
    /// A line of the order, from 1.
    line: Option<usize>,
    before: Option<String>,
    /// A question to answer.
    answer: Option<PostId>,
    /// A post of one's own to change.
    edit: Option<PostId>,
}

pub async fn page(cx: Cx) -> Outcome {
    let query: ThreadQuery = cx.query()?;
    let typed = Typed {
        answers: query.answer,
        ..Typed::default()
    };
    show(&cx, cx.param("number")?, &query, &typed, None).await
}

/// `refused`: why what was typed can't be taken.
async fn show(cx: &Cx, number: OrderNumber, query: &ThreadQuery, typed: &Typed, refused: Option<&Message>) -> Outcome {
    let before = query.before.clone().map(Cursor::try_from).transpose();
    let before = before.map_err(|_| Error::NotFound)?;
    let frame = frame(cx);
    let tx = cx.access.read()?;
    let order = order(&tx, number)?;
    let line = match query.line {
        Some(place) => {
            let mark = place.checked_sub(1).and_then(|at| LineMark::at(&order, at));
            Some(mark.ok_or(Error::NotFound)?)
        }
        None => None,
    };
    let later = before.is_some();
    let request = PageRequest::first(SHOWN).descending().after(before);
    let found = queries::posts(&tx, order.id, line.as_ref(), false, &request)?;
    let mut posts = found.items;
    posts.reverse();
    let earlier = found.next.map(|next| {
        let line = query.line.map(|line| format!("&line={line}")).unwrap_or_default();
        format!("/orders/{number}/talk?before={}{line}", String::from(next))
    });
    let thread = queries::thread(&tx, order.id)?;
    let total = match (&thread, &line) {
        (Some(thread), Some(line)) => thread.on_line(line, !frame.staff),
        (Some(thread), None) => thread.seen_by(!frame.staff).iter().map(|tally| tally.count).sum(),
        (None, _) => 0,
    };
    let unread = queries::unread(&tx, &cx.access, order.id)?;
    let lines = line_chips(&tx, &order, query.line, frame.staff)?;
    let people = People::of(&tx, &order, cx.access.now())?;
    let nameable = people.nameable(thread.as_deref(), !frame.staff, false);
    let nameable: Vec<_> = nameable
        .into_iter()
        .filter(|of| Some(of.membership) != frame.me)
        .collect();
    let own = people.nameable(thread.as_deref(), !frame.staff, true);
    let waits = |post: &Post| post.question.as_ref().is_some_and(|of| of.to_dealer != frame.staff);
    let mut questions = queries::questions_on(&tx, order.id)?;
    questions.retain(waits);
    let dealer = dealer_name(&tx, order.dealer)?;
    let edited = match query.edit {
        Some(id) => Some(queries::post(&tx, order.id, id)?),
        None => None,
    };
    let mut earlier_texts = HashMap::new();
    for post in posts.iter().filter(|post| post.edited.is_some()) {
        earlier_texts.insert(post.id, queries::earlier_texts(&tx, post)?);
    }
    let has_keys = match frame.me {
        Some(me) => has_letter_keys(cx.services(), me, &subject(number))?,
        None => false,
    };
    // The whole conversation is on this page, or the line's part of it: then the rest stays unread.
    if let (Some(unread), None, false) = (&unread, &line, later) {
        drop(tx);
        let upto = posts.last().map_or(unread.last, |post| post.seq);
        actions::read(&cx.access, order.id, upto).await?;
    }
    let refused = refused.map(|message| cx.say(message));
    let may_write = cx.access.may(WRITE);
    let compose = Compose {
        number,
        id: coming_post(cx),
        line: query.line,
        people: &nameable,
        own: &own,
        questions: &questions,
        readers: people.readers(crate::modules::talk::Audience::Shared),
        typed,
        refused: refused.as_deref(),
        from_order: false,
    };
    let words = |post: &Post| match refused.is_some() {
        true => typed.text.clone(),
        false => post.text.clone(),
    };
    let words = edited.as_ref().map(words).unwrap_or_default();
    let name = order.title();
    let page = Page {
        place: Place {
            order: &order,
            dealer: &dealer,
            unread_from: unread.as_ref().map(|unread| unread.first),
            earlier: &earlier_texts,
            acts: true,
            by_key: None,
            may_write,
        },
        title: &name,
        posts: &posts,
        total,
        lines: &lines,
        line: query.line,
        earlier,
        later,
        compose: may_write.then_some(compose),
        edited: edited
            .as_ref()
            .filter(|_| may_write)
            .map(|post| (post, words.as_str(), refused.as_deref())),
        has_keys,
    };
    let body = views::thread::page(&frame, &page);
    let head = PageHead {
        title: tr!(cx.locale, "talk-title"),
        current: "/talk",
    };
    match refused.is_some() || typed.fault.is_some() {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

/// Lines that were talked about, and the one that is looked at.
fn line_chips(tx: &ReadTx, order: &Order, looked_at: Option<usize>, staff: bool) -> Result<Vec<LineChip>, Error> {
    let mut chips = Vec::new();
    let thread = queries::thread(tx, order.id)?;
    let tallies = thread
        .as_ref()
        .map(|thread| thread.lines.as_slice())
        .unwrap_or_default();
    for tally in tallies {
        let count = thread.as_ref().map_or(0, |thread| thread.on_line(&tally.line, !staff));
        if let Some(at) = tally.line.place(order).filter(|_| count > 0) {
            chips.push((at + 1, count));
        }
    }
    if let Some(place) = looked_at.filter(|place| !chips.iter().any(|(at, _)| at == place)) {
        chips.push((place, 0));
    }
    chips.sort_unstable();
    let named = chips.into_iter().filter_map(|(place, count)| {
        let line = order.lines.get(place - 1)?;
        Some(LineChip {
            place,
            name: line.name.chars().take(40).collect(),
            count,
        })
    });
    Ok(named.collect())
}

/// Says something; a refusal keeps what was typed, but for files, which a browser never gives back.
pub async fn say(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    // Before files are kept: whoever may not see the order leaves nothing behind.
    order(&cx.access.read()?, number)?;
    let form = Form::read(&cx).await?;
    let typed = Typed {
        text: form.text("text").to_owned(),
        note: form.is_on("note"),
        question: form.is_on("question"),
        to: form.parsed::<MembershipId>("to"),
        answers: form.parsed("answers"),
        fault: None,
    };
    let line = form.parsed::<usize>("line").filter(|line| *line > 0);
    let from_order = form.text("back") == "order";
    let id = form.parsed("id");
    let said = match form.keep_files(&cx).await {
        Ok(files) => {
            let saying = Saying {
                id,
                note: typed.note,
                question: typed.question,
                answers: typed.answers,
                line: line.map(|line| line - 1),
                to: typed.to.into_iter().collect(),
                text: typed.text.clone(),
                files,
                by_key: None,
            };
            actions::say(&cx.access, number, saying).await
        }
        Err(error) => Err(error),
    };
    match said {
        Ok(post) => {
            let line = line.map(|line| format!("?line={line}")).unwrap_or_default();
            match from_order {
                true => cx.redirect(&format!("/orders/{number}#m-{}", post.id)),
                false => cx.redirect(&format!("/orders/{number}/talk{line}#m-{}", post.id)),
            }
        }
        Err(error) => {
            let query = ThreadQuery {
                line,
                ..ThreadQuery::default()
            };
            match error {
                Error::Refused(message) => show(&cx, number, &query, &typed, Some(&message)).await,
                Error::Invalid(fields) => {
                    let fault = fields.into_iter().next().ok_or(Error::NotFound)?;
                    let typed = Typed {
                        fault: Some(cx.say(&fault.message)),
                        ..typed
                    };
                    show(&cx, number, &query, &typed, None).await
                }
                error => Err(error),
            }
        }
    }
}

#[derive(Deserialize)]
struct EditForm {
    #[serde(default)]
    text: String,
}

pub async fn edit(cx: Cx) -> Outcome {
    let (number, id): (OrderNumber, PostId) = (cx.param("number")?, cx.param("post")?);
    let form: EditForm = cx.form()?;
    match actions::edit(&cx.access, number, id, form.text.clone()).await {
        Ok(post) => cx.redirect(&format!("/orders/{number}/talk#m-{}", post.id)),
        Err(Error::Refused(message)) => {
            let query = ThreadQuery {
                edit: Some(id),
                ..ThreadQuery::default()
            };
            let typed = Typed {
                text: form.text,
                ..Typed::default()
            };
            show(&cx, number, &query, &typed, Some(&message)).await
        }
        Err(error) => Err(error),
    }
}

/// After a button of a post: the conversation again, or why not.
async fn pressed(cx: &Cx, number: OrderNumber, outcome: Result<Post, Error>) -> Outcome {
    match outcome {
        Ok(post) => cx.redirect(&format!("/orders/{number}/talk#m-{}", post.id)),
        Err(Error::Refused(message)) => {
            show(cx, number, &ThreadQuery::default(), &Typed::default(), Some(&message)).await
        }
        Err(error) => Err(error),
    }
}

pub async fn removal(cx: Cx) -> Outcome {
    let number = cx.param("number")?;
    let outcome = actions::take_back(&cx.access, number, cx.param("post")?).await;
    pressed(&cx, number, outcome).await
}

pub async fn settlement(cx: Cx) -> Outcome {
    let number = cx.param("number")?;
    let outcome = actions::settle(&cx.access, number, cx.param("post")?).await;
    pressed(&cx, number, outcome).await
}

/// Ends the links to this conversation in the asker's own letters.
pub async fn revocation(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    order(&cx.access.read()?, number)?;
    let me = membership(&cx.access).ok_or(Error::NotFound)?;
    end_letter_keys(&cx.access, me, subject(number)).await?;
    cx.flash(Message::new("talk-keys-ended")).await?;
    cx.redirect(&format!("/orders/{number}/talk"))
}
