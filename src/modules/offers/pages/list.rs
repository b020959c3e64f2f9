//! The list of a dealer's offers.

use std::collections::HashMap;

use serde::Deserialize;

use super::{dealer, frame};
use crate::modules::offers::views::list::{Page as View, page as view};
use crate::modules::offers::{OfferId, Status, Views, queries};
use crate::modules::orders::actions::today;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::Cursor;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListQuery {
    status: String,
    after: Option<String>,
}

pub async fn page(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let after = query.after.map(Cursor::try_from).transpose();
    let after = after.map_err(|_| Error::NotFound)?;
    let status = Status::from_code(&query.status);
    let tx = cx.access.read()?;
    let day = today(&cx.access);
    let page = queries::offers(&tx, dealer(&cx)?, status, day, after.clone())?;
    let mut views: HashMap<OfferId, Views> = HashMap::new();
    for offer in &page.items {
        if let Some(of) = tx.get::<Views>(&offer.id)? {
            views.insert(offer.id, of);
        }
    }
    let body = view(
        &frame(&cx),
        &View {
            offers: &page.items,
            views: &views,
            status,
            today: day,
            next: page.next,
            first: after.is_none(),
            may_letterhead: cx.access.may(crate::modules::offers::permissions::LETTERHEAD),
        },
    );
    let head = PageHead {
        title: tr!(cx.locale, "offers-title"),
        current: "/offers",
    };
    cx.page(head, body)
}
