//! Conversations of all orders.

use std::sync::Arc;

use serde::Deserialize;

use super::{dealer_name, frame};
use crate::modules::orders::{Order, OrderId};
use crate::modules::talk::model::Post;
use crate::modules::talk::views::inbox::{Inbox, QuestionRow, ThreadRow};
use crate::modules::talk::{queries, views};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Conversations on one page.
const ROWS: usize = 30;
/// Questions and unread conversations above them.
const ABOVE: usize = 20;
/// The most of a question that a row shows, in characters.
const QUESTION_SHOWN: usize = 160;

#[derive(Deserialize, Default)]
#[serde(default)]
struct InboxQuery {
    after: Option<String>,
}

/// An order's own name and, for those who see several dealers, whose it is.
fn named(tx: &ReadTx, order: OrderId, staff: bool) -> Result<Option<(Arc<Order>, Option<String>)>, Error> {
    let Some(order) = tx.shared::<Order>(&order)? else {
        return Ok(None);
    };
    let dealer = match staff {
        true => Some(dealer_name(tx, order.dealer)?),
        false => None,
    };
    Ok(Some((order, dealer)))
}

/// Questions that wait for the asker's side, as rows.
pub(super) fn question_rows(cx: &Cx, tx: &ReadTx, limit: usize) -> Result<Vec<QuestionRow>, Error> {
    let mut rows = Vec::new();
    for post in queries::questions(tx, limit)? {
        let Some((order, dealer)) = named(tx, post.order, cx.access.is_staff())? else {
            continue;
        };
        rows.push(QuestionRow {
            number: post.number.to_string(),
            name: order.title(),
            dealer,
            text: shortened(cx, &post),
            who: post.author.name.clone(),
            at: post.at,
            href: format!("/orders/{}/talk?answer={}#write", post.number, post.id),
        });
    }
    Ok(rows)
}

fn shortened(cx: &Cx, post: &Post) -> String {
    let text = post.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return tr!(
            cx.locale,
            "talk-question-files",
            n = format::count(post.files.len()).to_string()
        );
    }
    match text.char_indices().nth(QUESTION_SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let query: InboxQuery = cx.query()?;
    let after = query.after.clone().map(Cursor::try_from).transpose();
    let after = after.map_err(|_| Error::NotFound)?;
    let first = after.is_none();
    let (frame, staff) = (frame(&cx), cx.access.is_staff());
    let tx = cx.access.read()?;
    let (mut questions, mut unread) = (Vec::new(), Vec::new());
    if first {
        questions = question_rows(&cx, &tx, ABOVE)?;
        for row in queries::unread_threads(&tx, &cx.access, ABOVE)? {
            if let Some((order, dealer)) = named(&tx, row.order, staff)? {
                unread.push(ThreadRow {
                    number: row.number.to_string(),
                    name: order.title(),
                    dealer,
                    at: row.at,
                    count: row.count,
                    named: row.named,
                });
            }
        }
    }
    let request = PageRequest::first(ROWS).descending().after(after);
    let page = queries::threads(&tx, &request)?;
    let mut threads = Vec::new();
    for thread in &page.items {
        if let Some((order, dealer)) = named(&tx, thread.order, staff)? {
            let seen = thread.seen_by(!staff);
            threads.push(ThreadRow {
                number: thread.number.to_string(),
                name: order.title(),
                dealer,
                at: seen[0].at,
                count: seen.iter().map(|tally| tally.count).sum(),
                named: false,
            });
        }
    }
    let inbox = Inbox {
        questions: &questions,
        question_count: queries::question_count(&tx)?,
        unread: &unread,
        unread_count: queries::unread_count(&tx, &cx.access)?,
        threads: &threads,
        next: page.next.map(|next| format!("/talk?after={}", String::from(next))),
        first,
    };
    let body = views::inbox::page(&frame, &inbox);
    cx.page(
        PageHead {
            title: tr!(cx.locale, "talk-title"),
            current: "/talk",
        },
        body,
    )
}
