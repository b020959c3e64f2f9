//! The list of offers.

use std::collections::HashMap;

use maud::{Markup, html};

use super::{Frame, badge};
use crate::modules::offers::{Offer, OfferId, Status, Views};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Button, Card, Chip, Column, Empty, OrDash, PageHead, Pager, Table, chips};
use crate::platform::values::{Cursor, Day};
use crate::{icon, tr};

pub struct Page<'a> {
    pub offers: &'a [Offer],
    pub views: &'a HashMap<OfferId, Views>,
    pub status: Option<Status>,
    pub today: Day,
    pub next: Option<Cursor>,
    pub first: bool,
    pub may_letterhead: bool,
}

fn address(status: Option<Status>) -> String {
    match status {
        Some(status) => format!("/offers?status={}", status.code()),
        None => "/offers".to_owned(),
    }
}

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let mut head = PageHead::new(l, tr!(l, "offers-title")).facts(html! { p { (tr!(l, "offers-about")) } });
    if page.may_letterhead {
        head = head.actions(html! {
            (Button::plain(tr!(l, "offers-letterhead")).icon(icon!("photo")).href("/offers/letterhead"))
        });
    }
    let all = Chip::new(tr!(l, "offers-all"), address(None), page.status.is_none());
    let by_status = Status::ALL.into_iter().map(|status| {
        let text = try_text(l, status.message()).unwrap_or_default();
        Chip::new(text, address(Some(status)), page.status == Some(status))
    });
    html! {
        (head)
        div.kb-stack-lg {
            (chips(tr!(l, "offers-filter"), std::iter::once(all).chain(by_status)))
            @if page.offers.is_empty() { (empty(frame, page)) } @else { (table(frame, page)) }
            (Pager {
                locale: l,
                previous: None,
                next: page.next.clone().map(|cursor| {
                    let join = if page.status.is_some() { '&' } else { '?' };
                    format!("{}{join}after={}", address(page.status), String::from(cursor)).into()
                }),
                shown: None,
            })
        }
    }
}

fn empty(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let (title, body) = match (page.status, page.first) {
        (None, true) => (tr!(l, "offers-empty-title"), tr!(l, "offers-empty-do")),
        _ => (tr!(l, "offers-empty-filter"), tr!(l, "offers-empty-filter-do")),
    };
    html! {
        (Card::new().flush(Empty {
            icon: icon!("file-invoice"),
            title: title.into(),
            body: body.into(),
            action: Some(match page.status {
                None => html! { (Button::plain(tr!(l, "offers-to-drafts")).href("/drafts")) },
                Some(_) => html! { (Button::plain(tr!(l, "offers-all")).href("/offers")) },
            }),
        }))
    }
}

fn table(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let table = Table::new(tr!(l, "offers-title"), page.offers)
        .row_data("data-offer", |offer: &Offer| offer.number.to_string())
        .column(Column::title(tr!(l, "offers-col-offer"), move |offer: &Offer| {
            html! {
                a href={ "/offers/" (offer.id) } { (tr!(l, "offers-number", number = offer.number)) }
                span.kb-sub { (offer.title) }
            }
        }))
        .column(Column::status(tr!(l, "offers-col-status"), move |offer: &Offer| {
            badge(l, offer.status(page.today))
        }))
        .column(Column::text(tr!(l, "offers-col-client"), |offer: &Offer| {
            OrDash(Some(offer.client.clone()).filter(|client| !client.is_empty()))
        }))
        .column(Column::text(tr!(l, "offers-col-made"), |offer: &Offer| {
            html! {
                (format::date(offer.created.day_in(&frame.zone)))
                span.kb-sub { (offer.author.name) }
            }
        }))
        .column(Column::text(tr!(l, "offers-col-until"), |offer: &Offer| {
            format::date(offer.until)
        }))
        .column(Column::num(tr!(l, "offers-col-views"), |offer: &Offer| {
            let views = page.views.get(&offer.id);
            html! {
                (format::count(views.map_or(0, |views| views.count)))
                @if let Some(views) = views { span.kb-sub { (format::datetime(views.last, &frame.zone)) } }
            }
        }))
        .column(Column::sum(tr!(l, "offers-col-sum"), move |offer: &Offer| {
            let taken = offer.acceptance().map(|(_, variant)| variant);
            html! {
                @match (taken.and_then(|at| offer.variants.get(at)), offer.variants.as_slice()) {
                    (Some(taken), _) => (format::money(l, taken.total)),
                    (None, [only]) => (format::money(l, only.total)),
                    (None, variants) => {
                        @let sums = variants.iter().map(|variant| variant.total);
                        @let least = sums.min_by_key(|sum| sum.minor);
                        @if let Some(least) = least { (tr!(l, "offers-sum-from", sum = least)) }
                        span.kb-sub { (tr!(l, "offers-variants-count", n = variants.len())) }
                    }
                }
            }
        }));
    html! { (Card::new().flush(table)) }
}
