//! What conversations add to the home page: questions that wait for the reader's side, and what is unread.

use super::frame;
use super::inbox::question_rows;
use crate::modules::orders::Order;
use crate::modules::talk::permissions::READ;
use crate::modules::talk::{queries, views};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// Questions that the home page names.
const QUESTIONS: usize = 4;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(READ) {
        return Ok(());
    }
    let l = cx.locale;
    let rows = question_rows(cx, tx, QUESTIONS)?;
    if !rows.is_empty() {
        let count = queries::question_count(tx)?;
        let all = (count > rows.len()).then_some("/talk#questions");
        home.blocked
            .push(views::inbox::questions(&frame(cx), &rows, count, all));
    }
    let unread = queries::unread_count(tx, &cx.access)?;
    let Some(newest) = queries::unread_threads(tx, &cx.access, 1)?.pop() else {
        return Ok(());
    };
    let Some(order) = tx.shared::<Order>(&newest.order)? else {
        return Ok(());
    };
    let (what, href) = match unread {
        0 | 1 => (
            tr!(l, "talk-home-unread", n = newest.count),
            format!("/orders/{}/talk", newest.number),
        ),
        orders => (tr!(l, "talk-home-unread-orders", n = orders), "/talk".to_owned()),
    };
    home.tasks.push(HomeTask {
        icon: icon!("message-2"),
        pressing: newest.named,
        what,
        why: order.title(),
        action: (tr!(l, "talk-home-read").to_owned(), href),
    });
    Ok(())
}
