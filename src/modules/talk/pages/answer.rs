//! The page behind a letter's link. Who calls has no session: the key says for whom, and rights and scope of that
//! membership are looked at each time. It shows what both sides see of one conversation, and takes a text
//! with files.

use std::collections::HashMap;

use serde::Deserialize;

use super::form::Form;
use super::{coming_post, dealer_name, frame, order};
use crate::modules::orders::OrderNumber;
use crate::modules::talk::actions::{self, Saying, membership};
use crate::modules::talk::events::{BY_KEY, TALK};
use crate::modules::talk::model::{Audience, PostId};
use crate::modules::talk::permissions::{READ, WRITE};
use crate::modules::talk::views::answer::Answer;
use crate::modules::talk::views::post::Place;
use crate::modules::talk::{UPLOAD_MAX, queries, views};
use crate::platform::access::{LetterKey, by_letter};
use crate::platform::error::Error;
use crate::platform::values::{Message, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Posts that the page shows.
const SHOWN: usize = 15;

/// From here on the request is that of the person whom the key was sent to.
fn admit(cx: &mut Cx) -> Result<(LetterKey, OrderNumber, String), Error> {
    let secret: String = cx.param("secret")?;
    let opened = by_letter(cx.services(), &secret, TALK, cx.access.request())?;
    opened.access.require(READ)?;
    let number = opened.key.key.parse().map_err(|_| Error::NotFound)?;
    cx.locale = opened.account.locale;
    let zone = opened.account.zone.as_deref();
    if let Some(zone) = zone.and_then(|name| jiff::tz::TimeZone::get(name).ok()) {
        cx.zone = zone;
    }
    cx.access = opened.access;
    Ok((opened.key, number, secret))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AnswerQuery {
    sent: Option<String>,
}

pub async fn page(mut cx: Cx) -> Outcome {
    let (key, number, secret) = admit(&mut cx)?;
    let query: AnswerQuery = cx.query()?;
    show(&cx, &key, number, &secret, ("", None), query.sent.is_some())
}

fn show(
    cx: &Cx,
    key: &LetterKey,
    number: OrderNumber,
    secret: &str,
    (typed, refused): (&str, Option<&Message>),
    sent: bool,
) -> Outcome {
    let frame = frame(cx);
    let tx = cx.access.read()?;
    let order = order(&tx, number)?;
    let request = PageRequest::first(SHOWN).descending();
    let mut posts = queries::posts(&tx, order.id, None, true, &request)?.items;
    posts.reverse();
    let dealer = dealer_name(&tx, order.dealer)?;
    let name = order.title();
    let action = format!("{BY_KEY}{secret}");
    let refused = refused.map(|message| cx.say(message));
    let page = Answer {
        place: Place {
            order: &order,
            dealer: &dealer,
            unread_from: Some(key.entry),
            earlier: &HashMap::new(),
            acts: false,
            by_key: Some(&action),
            may_write: false,
        },
        title: &name,
        name: &cx.access.actor().name,
        posts: &posts,
        action: &action,
        id: coming_post(cx),
        may_write: cx.access.may(WRITE),
        typed,
        refused: refused.as_deref(),
        sent,
    };
    let body = views::answer::page(&frame, &page);
    let head = PageHead {
        title: tr!(cx.locale, "talk-title"),
        current: "",
    };
    match refused.is_some() {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

/// A file of what both sides see in this conversation, and of no other.
pub async fn file(mut cx: Cx) -> Outcome {
    let (_, number, _) = admit(&mut cx)?;
    let attachment = {
        let tx = cx.access.read()?;
        let order = order(&tx, number)?;
        let post = queries::post(&tx, order.id, cx.param("post")?)?;
        let place: usize = cx.param("place")?;
        let shared = Some(post).filter(|post| post.audience == Audience::Shared && post.removed.is_none());
        shared.and_then(|post| post.files.into_iter().nth(place))
    };
    cx.attachment(attachment.ok_or(Error::NotFound)?).await
}

pub async fn say(mut cx: Cx) -> Outcome {
    let (key, number, secret) = admit(&mut cx)?;
    // Nobody's body is held before its key opened something, nor kept where the key takes no more.
    if let Err(answer) = cx.read_body(UPLOAD_MAX).await {
        return Ok(answer);
    }
    let form = Form::read(&cx).await?;
    let text = form.text("text").to_owned();
    let id = form.parsed("id");
    let waits = |cx: &Cx| -> Result<Option<PostId>, Error> {
        // The question that the letter told of, when it still waits for this side.
        let tx = cx.access.read()?;
        let order = order(&tx, number)?;
        let mut open = queries::questions_on(&tx, order.id)?;
        let staff = cx.access.is_staff();
        open.retain(|post| post.seq == key.entry && post.question.as_ref().is_some_and(|of| of.to_dealer != staff));
        Ok(open.pop().map(|post| post.id))
    };
    // Before files are kept: whoever may not write leaves nothing behind.
    cx.access.require(WRITE)?;
    order(&cx.access.read()?, number)?;
    let answers = waits(&cx)?;
    let kept = match key.is_spent() {
        true => Err(Error::Refused(Message::new("access-letter-key-expired"))),
        false => form.keep_files(&cx).await,
    };
    let said = match kept {
        Ok(files) => {
            let saying = Saying {
                id,
                answers,
                text: text.clone(),
                files,
                by_key: Some(key.token_hash.clone()),
                ..Saying::default()
            };
            actions::say(&cx.access, number, saying).await
        }
        Err(error) => Err(error),
    };
    match said {
        Ok(post) => {
            if membership(&cx.access).is_some() {
                actions::read(&cx.access, post.order, post.seq).await?;
            }
            cx.redirect(&format!("{BY_KEY}{secret}?sent=1"))
        }
        Err(Error::Refused(message)) => show(&cx, &key, number, &secret, (&text, Some(&message)), false),
        Err(error) => Err(error),
    }
}
