//! The page of an offer for the dealer.

use maud::{Markup, html};

use super::{Frame, badge};
use crate::modules::offers::pages::offer::Origin;
use crate::modules::offers::public::{PublicLine, PublicOffer, PublicVariant};
use crate::modules::offers::queries::TouchedOffer;
use crate::modules::offers::{
    Answer, AnswerKind, Costs, LineCost, Offer, OfferId, Rule, Source, Status, VariantCosts, Views,
};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{
    Alert, Button, Card, Column, Dialog, Field, Form, KeyValues, Menu, MenuItem, OrDash, PageHead, Sum, Table, hidden,
};
use crate::platform::values::{Day, Locale, Money, Percent, VatRate};
use crate::{icon, tr};

pub struct Page<'a> {
    pub offer: &'a Offer,
    pub public: &'a PublicOffer,
    /// For those who may see purchase prices.
    pub costs: Option<&'a Costs>,
    /// Prices have changed since.
    pub touched: Option<TouchedOffer>,
    pub views: Option<Views>,
    /// Of each variant.
    pub origins: &'a [Origin],
    pub replaces: Option<(OfferId, u32)>,
    pub replaced_by: Option<(OfferId, u32)>,
    /// The address for the client; `None` where it can't be shown any more.
    pub link: Option<String>,
    pub path: Option<String>,
    pub today: Day,
    pub alert: Option<&'a str>,
    /// A day that could not be taken, and why.
    pub typed: Option<(&'a str, &'a str)>,
}

impl Page<'_> {
    fn address(&self) -> String {
        format!("/offers/{}", self.offer.id)
    }

    fn status(&self) -> Status {
        self.offer.status(self.today)
    }

    fn has_file(&self) -> bool {
        !matches!(self.status(), Status::Expired | Status::Revoked)
    }

    /// Is there what a new version or a copy would be made of?
    fn can_be_repeated(&self) -> bool {
        self.origins.iter().all(|origin| !matches!(origin, Origin::Gone))
    }

    /// Can it be extended or revoked?
    fn is_live(&self) -> bool {
        !matches!(self.status(), Status::Accepted | Status::Revoked)
    }
}

const REVOKE: &str = "offer-revocation";

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    html! {
        (head(frame, page))
        div.kb-stack-lg {
            @if let Some(alert) = page.alert { (Alert::warning(alert).live()) }
            @if let Some((id, number)) = page.replaced_by {
                (Alert::info(tr!(l, "offers-replaced-by", number = number))
                    .action(html! { (Button::plain(tr!(l, "offers-open")).small().href(format!("/offers/{id}"))) }))
            }
            @if let Some(touched) = &page.touched { (prices_moved(frame, page, touched)) }
            div.kb-grid.kb-g-side {
                div.kb-stack-lg {
                    @if !page.offer.answers.is_empty() { (answers(frame, page)) }
                    // Before the goods: on a phone a long offer would hide it.
                    @if page.is_live() { (link(frame, page)) }
                    @for (at, variant) in page.public.variants.iter().enumerate() { (variant_card(frame, page, at, variant)) }
                }
                div.kb-stack-lg {
                    (sums(frame, page))
                    (facts(frame, page))
                }
            }
        }
        (Dialog::new(l, REVOKE, tr!(l, "offers-revoke-ask")).small()
            .body(html! { p { (tr!(l, "offers-revoke-what")) } })
            .footer(html! {
                (Form::post(format!("{}/revocation", page.address()), frame.csrf.as_str()).body(html! {
                    (hidden("version", page.offer.version.to_string()))
                    (Button::danger(tr!(l, "offers-revoke")))
                }))
                (Button::quiet(tr!(l, "offers-keep")).href("#main").attr("data-close", ""))
            }))
    }
}

fn head(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, offer) = (frame.locale, page.offer);
    let again = format!("/offers/new?from={}", offer.id);
    let copy = format!("{again}&copy=1");
    let mut items = Vec::new();
    if page.can_be_repeated() {
        if page.is_live() {
            items.push(MenuItem::link(icon!("refresh"), tr!(l, "offers-new-version"), again));
        }
        items.push(MenuItem::link(icon!("copy"), tr!(l, "offers-copy"), copy));
    }
    html! {
        (PageHead::new(l, tr!(l, "offers-number", number = offer.number))
            .crumb(tr!(l, "offers-title"), "/offers")
            .facts(html! {
                div.kb-mt { span.kb-row {
                    (badge(l, page.status()))
                    span { (offer.title) }
                    @if !offer.client.is_empty() { span.kb-soft { (tr!(l, "offers-for", client = offer.client.as_str())) } }
                } }
            })
            .actions(html! {
                @if let Some(path) = &page.path {
                    (Button::plain(tr!(l, "offers-as-client")).icon(icon!("eye")).href(path.as_str()).attr("target", "_blank"))
                }
                @if let (Some(path), true) = (&page.path, page.has_file()) {
                    (Button::plain(tr!(l, "offers-file")).icon(icon!("file-download")).href(format!("{path}/file")))
                }
                @if page.is_live() { (Button::quiet(tr!(l, "offers-revoke")).icon(icon!("ban")).opens(REVOKE)) }
                @if !items.is_empty() { (Menu::more(l, items)) }
            }))
    }
}

fn link(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let (typed, fault) = match page.typed {
        Some((typed, fault)) => (typed.to_owned(), Some(fault)),
        None => (format::date(page.offer.until).to_string(), None),
    };
    html! {
        (Card::titled(tr!(l, "offers-link")).body(html! {
            div.kb-stack {
                @if let Some(link) = &page.link {
                    (Field::text("link", tr!(l, "offers-link-field")).value(link.as_str()).read_only()
                        .hint(tr!(l, "offers-link-hint")))
                    (Button::primary(tr!(l, "offers-link-copy")).icon(icon!("copy")).plain_type()
                        .attr("data-copy", "#link").attr("data-copied", tr!(l, "offers-link-copied")))
                } @else {
                    p.kb-note.m-0 { (tr!(l, "offers-link-lost")) }
                }
                (Form::post(format!("{}/extension", page.address()), frame.csrf.as_str()).class("kb-row kb-bottom").body(html! {
                    (hidden("version", page.offer.version.to_string()))
                    div.kb-grow {
                        (Field::text("until", tr!(l, "offers-field-until")).value(typed).attr("inputmode", "numeric")
                            .attr("maxlength", "10").error(fault))
                    }
                    (Button::plain(tr!(l, "offers-extend")))
                }))
            }
        }))
    }
}

fn prices_moved(frame: &Frame, page: &Page<'_>, touched: &TouchedOffer) -> Markup {
    let l = frame.locale;
    let lines: usize = touched.variants.iter().map(|variant| variant.lines.len()).sum();
    let again = format!("/offers/new?from={}", page.offer.id);
    let alert = Alert::warning(tr!(l, "offers-touched", n = lines))
        .body(html! {
            @for variant in &touched.variants {
                @if let (Some(before), Some(after)) = (variant.purchase_before, variant.purchase_after) {
                    p.m-0 data-field="purchase-price" {
                        @if touched.variants.len() > 1 { (variant.name) ": " }
                        (tr!(l, "offers-touched-purchase", before = before, after = after))
                        @if let Some(share) = margin_of(variant.total, after) {
                            " " (tr!(l, "offers-touched-margin", margin = format::share(l, share)))
                        }
                    }
                }
            }
            @if page.costs.is_none() { (rrp_moved(l, touched)) }
            p.m-0 { (tr!(l, "offers-touched-do")) }
            (recount(page, l, touched))
        })
        .action(html! { (Button::plain(tr!(l, "offers-new-version")).small().href(again)) });
    html! { (alert) }
}

/// For whoever sees no purchase price: what the same comes to at recommended prices.
fn rrp_moved(l: Locale, touched: &TouchedOffer) -> Markup {
    html! {
        @for variant in &touched.variants {
            @if let (Some(before), Some(after)) = (variant.rrp_before, variant.rrp_after) {
                p.m-0 {
                    @if touched.variants.len() > 1 { (variant.name) ": " }
                    (tr!(l, "offers-touched-rrp", before = before, after = after))
                }
            }
        }
    }
}

/// A newer edition of a model comes into a new version by way of the draft.
fn recount(page: &Page<'_>, l: Locale, touched: &TouchedOffer) -> Markup {
    let moved = touched.variants.iter().filter(|variant| variant.model);
    let sources: Vec<Source> = moved.map(|variant| variant.source).collect();
    let origins = page.offer.variants.iter().zip(page.origins);
    let mut drafts: Vec<(&str, &str)> = origins
        .filter(|(head, _)| sources.contains(&head.source))
        .filter_map(|(_, origin)| match origin {
            Origin::Draft(id, name) => Some((id.as_str(), name.as_str())),
            _ => None,
        })
        .collect();
    // Two variants of one draft need not stand side by side.
    drafts.sort_unstable();
    drafts.dedup();
    html! {
        @if !drafts.is_empty() {
            p.m-0 data-recount {
                (tr!(l, "offers-touched-model"))
                @for (id, name) in drafts { " " a href={ "/drafts/" (id) } { (name) } }
            }
        }
    }
}

fn margin_of(total: Money, purchase: Money) -> Option<Percent> {
    Percent::share(total.subtract(purchase).ok()?.minor, total.minor)
}

fn answers(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, offer) = (frame.locale, page.offer);
    let waits = offer.waiting().next().is_some();
    let card = Card::titled(tr!(l, "offers-answers")).flush(html! {
        ul.kb-list {
            @for answer in offer.answers.iter().rev() { (one_answer(frame, page, answer)) }
        }
    });
    let card = match waits {
        true => card.footer(html! {
            (Form::post(format!("{}/settlement", page.address()), frame.csrf.as_str()).body(html! {
                (hidden("version", offer.version.to_string()))
                (Button::plain(tr!(l, "offers-settle")).icon(icon!("check")))
            }))
        }),
        false => card,
    };
    html! { (card) }
}

fn one_answer(frame: &Frame, page: &Page<'_>, answer: &Answer) -> Markup {
    let (l, offer) = (frame.locale, page.offer);
    let (icon, what) = match answer.kind {
        AnswerKind::Accepted(at) => {
            let several = offer.variants.get(at).filter(|_| offer.variants.len() > 1);
            let what = match several {
                Some(variant) => tr!(l, "offers-answer-accepted-variant", variant = variant.name.as_str()),
                None => tr!(l, "offers-answer-accepted").to_owned(),
            };
            (icon!("circle-check"), what)
        }
        AnswerKind::Asked => (icon!("message-circle"), tr!(l, "offers-answer-asked").to_owned()),
    };
    html! {
        li data-answer=(if matches!(answer.kind, AnswerKind::Asked) { "asked" } else { "accepted" }) {
            span.kb-list-ic.is-warn[answer.settled.is_none()] { (icon) }
            div.kb-grow {
                b { (what) }
                span.kb-sub { (answer.name) ", " (answer.contact) " · " (format::datetime(answer.at, &frame.zone)) }
                @if !answer.comment.is_empty() { p.m-0.kb-offer-words { (answer.comment) } }
                @if let Some(at) = answer.settled { span.kb-sub { (tr!(l, "offers-settled", at = format::datetime(at, &frame.zone))) } }
            }
            @if let AnswerKind::Accepted(at) = answer.kind {
                @match page.origins.get(at) {
                    Some(Origin::Draft(id, _)) =>
                        (Button::primary(tr!(l, "offers-to-draft")).small().href(format!("/drafts/{id}"))),
                    Some(Origin::Order(number)) =>
                        (Button::plain(tr!(l, "offers-to-order", number = number.as_str())).small().href(format!("/orders/{number}"))),
                    _ => {}
                }
            }
        }
    }
}

struct Row<'a> {
    line: &'a PublicLine,
    cost: Option<&'a LineCost>,
}

fn variant_card(frame: &Frame, page: &Page<'_>, at: usize, variant: &PublicVariant) -> Markup {
    let l = frame.locale;
    let costs = page.costs.and_then(|costs| costs.variants.get(at));
    let rows: Vec<Row<'_>> = variant
        .lines
        .iter()
        .enumerate()
        .map(|(place, line)| Row {
            line,
            cost: costs.and_then(|costs| costs.lines.get(place)),
        })
        .collect();
    let title = match page.public.variants.len() {
        1 => tr!(l, "offers-lines").to_owned(),
        _ => variant.name.clone(),
    };
    let table = Table::new(tr!(l, "offers-lines"), &rows)
        .column(Column::head(tr!(l, "offers-col-goods"), |row: &Row<'_>| {
            html! { (row.line.name) @if !row.line.article.is_empty() { span.kb-sub { (row.line.article) } } }
        }))
        .column(Column::num(tr!(l, "offers-col-quantity"), move |row: &Row<'_>| {
            html! { (format::quantity(l, row.line.quantity)) "\u{a0}" (row.line.unit) }
        }))
        .column_if(costs.is_some(), || {
            Column::num(tr!(l, "offers-col-purchase"), move |row: &Row<'_>| {
                let purchase = row.cost.and_then(|cost| cost.basis.purchase);
                OrDash(purchase.map(|price| format::money(l, price.to_money())))
            })
            .field("purchase-price")
        })
        .column(Column::num(tr!(l, "offers-col-price"), move |row: &Row<'_>| {
            let own = row.cost.and_then(|cost| match (cost.rule, cost.own) {
                (Some(rule), _) => Some(rule_words(l, rule)),
                (None, own) => own.map(|_| tr!(l, "offers-line-own").to_owned()),
            });
            html! {
                (format::money(l, row.line.price))
                @if let Some(own) = own { span.kb-sub data-line-rule { (own) } }
            }
        }))
        .column_if(costs.is_some(), || {
            Column::num(tr!(l, "offers-col-margin"), move |row: &Row<'_>| {
                let purchase = row.cost.and_then(|cost| cost.purchase);
                let share = purchase.and_then(|purchase| margin_of(row.line.sum, purchase));
                OrDash(share.map(|share| format::share(l, share)))
            })
            .field("margin")
        })
        .column(Column::sum(tr!(l, "offers-col-sum"), move |row: &Row<'_>| {
            format::money(l, row.line.sum)
        }))
        .total(tr!(l, "offers-for-client"), format::money(l, variant.total), None);
    html! {
        (Card::titled(title).small(tr!(l, "offers-lines-count", n = variant.lines.len()))
            .aside(source(l, page, at)).flush(table))
    }
}

/// Where the lines came from.
fn source(l: Locale, page: &Page<'_>, at: usize) -> Markup {
    match page.origins.get(at) {
        Some(Origin::Draft(id, name)) => html! { a.kb-sm href={ "/drafts/" (id) } { (name) } },
        Some(Origin::Order(number)) => html! {
            a.kb-sm href={ "/orders/" (number) } { (tr!(l, "offers-order", number = number.as_str())) }
        },
        _ => html! { span.kb-sm.kb-soft { (tr!(l, "offers-source-gone")) } },
    }
}

fn rule_words(l: Locale, rule: Rule) -> String {
    let name = try_text(l, Rule::message(rule.code())).unwrap_or_default();
    match rule.percent() {
        Some(percent) => format!("{name}: {}", format::percent(l, percent)),
        None => name.to_owned(),
    }
}

fn sums(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    html! {
        (Card::titled(tr!(l, "offers-total")).body(html! {
            div.kb-stack {
                @for (at, variant) in page.public.variants.iter().enumerate() {
                    @let costs = page.costs.and_then(|costs| costs.variants.get(at));
                    div {
                        @if page.public.variants.len() > 1 { p.kb-b.m-0 { (variant.name) } }
                        (variant_sum(l, variant, costs))
                    }
                }
            }
        }))
    }
}

fn variant_sum(l: Locale, variant: &PublicVariant, costs: Option<&VariantCosts>) -> Markup {
    let mut sum = Sum::new().total(tr!(l, "offers-for-client"), format::money(l, variant.total));
    for share in &variant.vat {
        sum = match share.rate {
            VatRate::Exempt => sum.row(tr!(l, "offers-vat-none"), ""),
            rate => sum.row(
                tr!(l, "offers-vat-at", rate = super::rate(l, rate)),
                format::money(l, share.vat),
            ),
        };
    }
    if let Some(costs) = costs {
        let mut purchase = Some(Money::zero(variant.total.currency));
        for line in &costs.lines {
            purchase = purchase.zip(line.purchase).and_then(|(sum, more)| sum.add(more).ok());
        }
        let earned = purchase.and_then(|purchase| variant.total.subtract(purchase).ok());
        let share = |whole: Option<Money>| Percent::share(earned?.minor, whole?.minor);
        sum = sum
            .rule(
                tr!(l, "offers-purchase"),
                OrDash(purchase.map(|of| format::money(l, of))),
            )
            .field("purchase-price")
            .good(tr!(l, "offers-earned"), OrDash(earned.map(|of| format::money(l, of))))
            .field("margin")
            .row(
                tr!(l, "offers-margin"),
                OrDash(share(Some(variant.total)).map(|of| format::share(l, of))),
            )
            .field("margin")
            .row(
                tr!(l, "offers-markup"),
                OrDash(share(purchase).map(|of| format::share(l, of))),
            )
            .field("margin")
            .row(tr!(l, "offers-how"), rule_words(l, costs.rule))
            .field("margin");
    }
    html! { (sum) }
}

fn facts(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, offer) = (frame.locale, page.offer);
    let views = page.views.as_ref();
    let mut values = KeyValues::new()
        .row(
            tr!(l, "offers-col-views"),
            format::count(views.map_or(0, |views| views.count)),
        )
        .row_if(
            tr!(l, "offers-first-seen"),
            offer.first_seen.map(|at| format::datetime(at, &frame.zone)),
        )
        .row_if(
            tr!(l, "offers-last-seen"),
            views.map(|views| format::datetime(views.last, &frame.zone)),
        )
        .row(tr!(l, "offers-col-until"), format::date(offer.until))
        .row(tr!(l, "offers-col-made"), format::datetime(offer.created, &frame.zone))
        .row(tr!(l, "offers-author"), offer.author.name.as_str())
        .row(tr!(l, "offers-field-entity"), page.public.seller.name.as_str());
    if let Some((id, number)) = page.replaces {
        values = values.row(
            tr!(l, "offers-replaces"),
            html! { a href={ "/offers/" (id) } { (tr!(l, "offers-number", number = number)) } },
        );
    }
    html! { (Card::titled(tr!(l, "offers-facts")).body(values)) }
}
