//! The page on which an order is changed after it was sent.

use maud::{Markup, html};

use super::order::differences;
use super::{Frame, bargained, contract_choice, dates};
use crate::icon;
use std::sync::Arc;

use crate::modules::catalogue::{PriceOffer, Sellable};
use crate::modules::dealers::Contract;
use crate::modules::orders::edit_form::{CONFIGURE, EditForm};
use crate::modules::orders::read_models::{sees_margin, stage_name};
use crate::modules::orders::{Bargain, Differences, Kind, Order, OrderLine, StageLine};
use crate::platform::access::Sight;
use crate::platform::i18n::{Figure, format};
use crate::platform::ui::{
    Alert, Button, Card, Check, Choice, Column, Field, Form, KeyValues, OrDash, PageHead, Select, Table, TextArea,
    difference, hidden,
};
use crate::platform::values::{Locale, Moment, UnitPrice};
use crate::tr;

pub mod preview;
pub mod remade;

/// Why several goods are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    Several,
    Withdrawn,
    Nothing,
}

/// What somebody else changed while the form was open.
pub struct Moved {
    pub who: String,
    pub at: Moment,
    pub differences: Differences,
}

/// What the page says, in the reader's language.
#[derive(Default)]
pub struct Said {
    pub alert: Option<String>,
    pub done: Vec<String>,
    /// By field.
    pub faults: Vec<(String, String)>,
}

impl Said {
    fn fault(&self, field: &str) -> Option<&str> {
        let fault = self.faults.iter().find(|(of, _)| of == field)?;
        Some(&fault.1)
    }
}

/// A line of the form: one of the order's, or one that comes.
pub struct Row {
    place: usize,
    added: bool,
    /// What is sold, of a line that comes.
    sku: String,
    name: String,
    article: String,
    unit: String,
    pub made: Option<String>,
    /// As the form carries it.
    how: String,
    /// It is to be made otherwise than it is.
    pub remade: bool,
    price: Option<UnitPrice>,
    quantity: String,
    comment: String,
    /// When it is wished, as typed.
    wish: String,
    /// What is proposed as its price, as typed.
    offer: String,
    /// Its price was agreed by hand, for who sees prices.
    bargain: Option<Bargain>,
    gone: bool,
}

impl Row {
    pub fn kept(l: Locale, place: usize, line: &OrderLine, form: &EditForm, sees_price: bool) -> Row {
        Row {
            place,
            added: false,
            sku: String::new(),
            name: line.name.clone(),
            article: line.article.clone(),
            unit: line.unit.clone(),
            made: line.configuration.as_ref().map(|settled| settled.told(l).line()),
            how: form.how.get(place).cloned().unwrap_or_default(),
            remade: false,
            price: Some(of_unit(line)).filter(|_| sees_price),
            quantity: form.quantity.get(place).cloned().unwrap_or_default(),
            comment: form.comment.get(place).cloned().unwrap_or_default(),
            wish: form.wish.get(place).cloned().unwrap_or_default(),
            offer: form.offer.get(place).cloned().unwrap_or_default(),
            bargain: line.bargain.filter(|_| sees_price),
            gone: form.removed.contains(&place),
        }
    }

    /// `item` is absent where the catalogue no longer knows it, `line` where it has no price.
    pub fn added(
        place: usize,
        item: Option<&Sellable>,
        line: Option<&OrderLine>,
        form: &EditForm,
        sees_price: bool,
    ) -> Row {
        let text = |of: fn(&Sellable) -> &str| item.map(of).unwrap_or_default().to_owned();
        Row {
            place,
            added: true,
            sku: form.added.get(place).cloned().unwrap_or_default(),
            name: text(|item| &item.name),
            article: text(|item| &item.article),
            unit: text(|item| &item.unit.name),
            made: None,
            how: form.make.get(place).cloned().unwrap_or_default(),
            remade: false,
            price: line.map(of_unit).filter(|_| sees_price),
            quantity: form.amount.get(place).cloned().unwrap_or_default(),
            comment: form.note.get(place).cloned().unwrap_or_default(),
            wish: form.when.get(place).cloned().unwrap_or_default(),
            offer: form.bid.get(place).cloned().unwrap_or_default(),
            bargain: None,
            gone: false,
        }
    }

    /// The names of its fields.
    fn fields(&self) -> [&'static str; 6] {
        match self.added {
            true => ["amount", "note", "dropped", "when", "make", "bid"],
            false => ["quantity", "comment", "removed", "wish", "how", "offer"],
        }
    }

    /// What it costs when it is made otherwise; `None`: nobody knows, or the reader may not see it.
    pub fn priced(&mut self, line: Option<&OrderLine>) {
        self.price = line.map(of_unit);
    }
}

fn of_unit(line: &OrderLine) -> UnitPrice {
    let offer = PriceOffer {
        price: line.price,
        factor: line.factor,
    };
    offer.of_unit()
}

pub struct FormPage<'a> {
    pub order: &'a Order,
    pub form: &'a EditForm,
    /// Another delivery that goes with the change.
    pub delivery: Vec<Markup>,
    pub rows: Vec<Row>,
    pub said: Said,
    pub choices: Option<(Choices, &'a [Sellable])>,
    pub moved: Option<&'a Moved>,
    /// What was typed earlier stands in the form: since when.
    pub kept: Option<Moment>,
    pub stages: &'a StageLine,
    pub sees_price: bool,
    /// The dealer's open contracts with the names of their legal entities, where the contract can be changed.
    pub contracts: Option<&'a [(Arc<Contract>, String)]>,
}

fn address(order: &Order) -> String {
    format!("/orders/{}", order.number)
}

pub fn page(frame: &Frame, page: &FormPage<'_>) -> Markup {
    let (l, order) = (frame.locale, page.order);
    let about = match order.is_changed_at_once(!frame.staff) {
        true => tr!(l, "orders-edit-at-once"),
        false => tr!(l, "orders-edit-asks"),
    };
    html! {
        (PageHead::new(l, tr!(l, "orders-edit-title"))
            .crumb(order.number.to_string(), address(order))
            .facts(html! { p { (about) } }))
        (Form::post(format!("{}/requests", address(order)), frame.csrf.as_str()).class("kb-stack-lg").body(html! {
            // The first button is the one that Enter presses.
            button.visually-hidden type="submit" name="step" value="check" tabindex="-1" aria-hidden="true" {
                (tr!(l, "orders-edit-check"))
            }
            (hidden("version", page.form.version.to_string()))
            (hidden("reason", page.form.reason.as_str()))
            @if let Some(at) = page.kept { (kept_since(frame, order, at)) }
            @if let Some(moved) = page.moved { (by_another(frame, page, moved)) }
            @if let Some(alert) = &page.said.alert { (Alert::warning(alert.as_str()).live()) }
            @if let Some(contracts) = page.contracts { (head_part(l, page, contracts)) }
            (Card::titled(tr!(l, "orders-lines")).flush(lines(l, page)))
            (adding(l, page))
            @for part in &page.delivery { (part) }
            (Card::new().body(html! {
                div.kb-stack {
                    (Field::text("wished", tr!(l, "orders-field-wished")).value(page.form.wished.as_str())
                        .placeholder(tr!(l, "orders-day-form")).error(page.said.fault("wished")))
                    @if page.sees_price {
                        div data-field="purchase-price" {
                            (Field::decimal("discount", tr!(l, "orders-edit-discount")).unit("%")
                                .value(page.form.discount.as_str()).error(page.said.fault("discount"))
                                .hint(match frame.staff {
                                    true => tr!(l, "orders-edit-offer-hint-staff"),
                                    false => tr!(l, "orders-edit-offer-hint"),
                                }))
                        }
                    }
                    @if page.delivery.is_empty() { p.kb-note.m-0 { (tr!(l, "orders-edit-delivery")) } }
                    div.kb-row {
                        (Button::primary(tr!(l, "orders-edit-check")).value("step", "check"))
                        (Button::plain(tr!(l, "orders-edit-leave")).href(address(order)))
                    }
                }
            }))
        }))
    }
}

/// The name, the note and the contract: until the manufacturer has taken the order.
fn head_part(l: Locale, page: &FormPage<'_>, contracts: &[(Arc<Contract>, String)]) -> Markup {
    let (form, order, said) = (page.form, page.order, &page.said);
    let typed = |typed: &[String], saved: &str| typed.first().map_or(saved, String::as_str).to_owned();
    let chosen = typed(&form.contract, &order.contract.to_string());
    let mut choices: Vec<Choice<'_>> = contracts
        .iter()
        .map(|(contract, entity)| contract_choice(l, contract, entity, page.sees_price))
        .collect();
    // A contract that was closed since stays what the order is under.
    if !contracts.iter().any(|(contract, _)| contract.id == order.contract) {
        choices.insert(
            0,
            Choice::new(order.contract.to_string(), tr!(l, "orders-edit-contract-own")),
        );
    }
    Markup::from(maud::Render::render(
        &Card::titled(tr!(l, "orders-edit-head")).id("head").body(html! {
            div.kb-stack {
                (Field::text("name", tr!(l, "orders-draft-name")).value(typed(&form.name, &order.name))
                    .error(said.fault("name")))
                @if choices.len() > 1 {
                    (Select::new("contract", tr!(l, "orders-draft-contract-label"), choices).chosen(chosen)
                        .hint(tr!(l, "orders-edit-contract-hint")).error(said.fault("contract")))
                }
                (TextArea::new("remark", tr!(l, "orders-draft-note"), 2).value(typed(&form.remark, &order.comment))
                    .error(said.fault("remark")))
            }
        }),
    ))
}

/// What was typed earlier and not sent: it can be thrown away.
fn kept_since(frame: &Frame, order: &Order, at: Moment) -> Markup {
    let l = frame.locale;
    let at = format::datetime(at, &frame.zone).to_string();
    html! {
        (Alert::info(tr!(l, "orders-edit-kept", at = at)).body(html! { div.kb-row data-card="kept" {
            (Button::plain(tr!(l, "orders-edit-kept-drop")).small()
                .formaction(format!("{}/unsent/removal", address(order))))
        } }))
    }
}

fn by_another(frame: &Frame, page: &FormPage<'_>, moved: &Moved) -> Markup {
    let l = frame.locale;
    let at = format::datetime(moved.at, &frame.zone).to_string();
    let said = tr!(l, "orders-edit-clash", who = moved.who.as_str(), at = at);
    html! {
        (Alert::warning(said).live().body(html! { div.kb-stack data-card="clash" {
            p.m-0 { (tr!(l, "orders-edit-clash-kept")) }
            div { (differences(frame, page.stages, &moved.differences)) }
        } }))
    }
}

fn lines(l: Locale, page: &FormPage<'_>) -> Markup {
    let (said, before) = (&page.said, page.order.lines.len());
    let table = Table::new(tr!(l, "orders-lines"), &page.rows)
        .row_data("data-line", |row: &Row| row.article.clone())
        .column(Column::head(tr!(l, "orders-col-product"), |row: &Row| {
            html! {
                @if row.name.is_empty() { (tr!(l, "orders-line-unknown")) } @else { (row.name) }
                span.kb-sub { (row.article) }
                @if let Some(made) = &row.made { span.kb-sub.kb-how { (made) } }
                @if row.remade { span.kb-sub.kb-good { (tr!(l, "orders-edit-remade-mark")) } }
                (hidden(row.fields()[4], row.how.as_str()))
                @if row.made.is_some() {
                    @let place = if row.added { before + row.place } else { row.place };
                    div.kb-mt { (Button::plain(tr!(l, "orders-edit-configure")).icon(icon!("ruler-measure")).small()
                        .value("step", format!("{CONFIGURE}{place}"))
                        .attr("aria-label", tr!(l, "orders-edit-configure-of", what = row.article.as_str()))) }
                }
                @if row.added {
                    span.kb-sub.kb-good { (tr!(l, "orders-edit-new")) }
                    (hidden("added", row.sku.as_str()))
                }
            }
        }))
        .column(Column::text(tr!(l, "orders-col-quantity"), |row: &Row| {
            let id = format!("{}-{}", row.fields()[0], row.place);
            html! {
                (Field::decimal(row.fields()[0], tr!(l, "orders-edit-quantity-of", what = row.article.as_str()))
                    .error(said.fault(&id)).id(id.as_str()).label_hidden().value(row.quantity.as_str())
                    .unit(row.unit.as_str()))
            }
        }))
        .column_if(page.sees_price, || {
            Column::num(tr!(l, "orders-col-price"), |row: &Row| {
                let id = format!("{}-{}", row.fields()[5], row.place);
                html! {
                    div.kb-grow {
                        (OrDash(row.price.map(|price| format::unit_price(l, price))))
                        @if let Some(bargain) = &row.bargain { (bargained(l, bargain)) }
                        (Field::text(row.fields()[5], tr!(l, "orders-edit-offer-of", what = row.article.as_str()))
                            .error(said.fault(&id)).id(id.as_str()).label_hidden().value(row.offer.as_str())
                            .placeholder(tr!(l, "orders-edit-offer-form")))
                    }
                }
            })
            .field("purchase-price")
        })
        .column(Column::text(tr!(l, "orders-field-comment"), |row: &Row| {
            // On a phone a cell is a row: the two stand one under the other there too.
            html! {
                div.kb-grow {
                    (Field::text(row.fields()[1], tr!(l, "orders-line-note-of", what = row.article.as_str()))
                        .id(format!("{}-{}", row.fields()[1], row.place)).label_hidden().value(row.comment.as_str()))
                    (dates::wish(l, row.fields()[3], row.place, row.article.as_str(), row.wish.as_str(),
                        said.fault(&format!("{}-{}", row.fields()[3], row.place))))
                }
            }
        }))
        .column(Column::text(tr!(l, "orders-edit-remove"), |row: &Row| {
            html! {
                (Check::new(row.fields()[2], row.place.to_string(),
                    tr!(l, "orders-edit-remove-one", what = row.article.as_str()), row.gone).label_hidden())
            }
        }));
    html! { (table) }
}

fn adding(l: Locale, page: &FormPage<'_>) -> Markup {
    let (said, form) = (&page.said, page.form);
    let article = Field::text("article", tr!(l, "orders-edit-article"))
        .value(form.article.as_str())
        .error(said.fault("article"));
    // Whoever has just added goods goes on with the next ones.
    let article = match !said.done.is_empty() || page.choices.is_some() || said.fault("article").is_some() {
        true => article.autofocus(),
        false => article,
    };
    Markup::from(maud::Render::render(&Card::titled(tr!(l, "orders-edit-add-title")).small(tr!(l, "orders-edit-article-hint")).id("adding").body(html! {
        div.kb-stack {
            @for done in &said.done { (Alert::good(done.as_str())) }
            div.kb-row.kb-bottom {
                div.kb-grow { (article) }
                (Field::decimal("count", tr!(l, "orders-col-quantity")).value(form.count.as_str())
                    .error(said.fault("count")))
            }
            @if let Some((why, items)) = page.choices {
                fieldset.kb-stack data-card="choices" {
                    legend.kb-sm { (offered(l, why, form.article.trim(), items.is_empty())) }
                    @for item in items {
                        (Check::radio("pick", item.sku.to_string(), format!("{} · {}", item.article, item.name), false))
                    }
                }
            }
            div.kb-row { (Button::plain(tr!(l, "orders-edit-add")).icon(icon!("plus")).value("step", "add")) }
        }
    })))
}

fn offered(l: Locale, why: Choices, text: &str, none: bool) -> String {
    match (why, none) {
        (Choices::Several, _) => tr!(l, "orders-edit-several", text = text),
        (Choices::Withdrawn, true) => tr!(l, "orders-edit-withdrawn", text = text),
        (Choices::Withdrawn, false) => tr!(l, "orders-edit-withdrawn-near", text = text),
        (Choices::Nothing, true) => tr!(l, "orders-edit-nothing", text = text),
        (Choices::Nothing, false) => tr!(l, "orders-edit-nothing-near", text = text),
    }
}

/// The order can't be changed now: why, and what can be done.
pub fn blocked(frame: &Frame, order: &Order, stages: &StageLine, may_repeat: bool) -> Markup {
    let l = frame.locale;
    let stage = stage_name(l, stages, &order.stage);
    let (title, way_out, again) = match (order.kind, order.request.is_some()) {
        (Kind::Cancelled, _) => (
            tr!(l, "orders-blocked-cancelled").to_owned(),
            tr!(l, "orders-blocked-cancelled-do"),
            true,
        ),
        (kind, _) if kind >= Kind::Shipped => (
            tr!(l, "orders-blocked-shipped", stage = stage),
            tr!(l, "orders-blocked-shipped-do"),
            true,
        ),
        (_, true) => (
            tr!(l, "orders-blocked-request").to_owned(),
            tr!(l, "orders-blocked-request-do"),
            false,
        ),
        _ => (
            tr!(l, "orders-blocked-differs").to_owned(),
            tr!(l, "orders-blocked-differs-do"),
            false,
        ),
    };
    html! {
        (PageHead::new(l, tr!(l, "orders-edit-title")).crumb(order.number.to_string(), address(order)))
        (Alert::info(title).body(html! { div.kb-stack data-card="blocked" {
            p.m-0 { (way_out) }
            div.kb-row {
                @if again && may_repeat {
                    (Button::primary(tr!(l, "orders-repeat")).icon(icon!("refresh"))
                        .href(format!("{}/repetition", address(order))))
                }
                (Button::plain(tr!(l, "orders-edit-leave")).href(address(order)))
            }
        } }))
    }
}

/// The sums of two specifications side by side, as far as the reader may see them.
pub fn compared(l: Locale, old: &Order, new: &Order, sight: Sight) -> Markup {
    let pair = |old: String, new: String| match old == new {
        true => html! { (new) },
        false => html! { (difference(old, new)) },
    };
    let said = |figure: Figure| figure.to_string();
    let (was, is) = (&old.totals, &new.totals);
    let mut values = KeyValues::new().row(
        tr!(l, "orders-edit-lines"),
        pair(old.lines.len().to_string(), new.lines.len().to_string()),
    );
    if sight.purchase_price {
        let money = |old, new| pair(said(format::money(l, old)), said(format::money(l, new)));
        values = values
            .secret("purchase-price", tr!(l, "orders-to-pay"), money(was.total, is.total))
            .secret("purchase-price", tr!(l, "orders-edit-vat"), money(was.vat, is.vat));
    }
    let rrp = |of: Option<_>| of.map_or_else(|| "—".to_owned(), |rrp| said(format::money(l, rrp)));
    if was.rrp.is_some() || is.rrp.is_some() {
        values = values.row(tr!(l, "orders-total-rrp"), pair(rrp(was.rrp), rrp(is.rrp)));
    }
    if sees_margin(sight) && (old.margin().is_ok() || new.margin().is_ok()) {
        let margin = |of: &Order| {
            of.margin()
                .map_or_else(|_| "—".to_owned(), |of| said(format::money(l, of.sum)))
        };
        values = values.secret("margin", tr!(l, "orders-margin"), pair(margin(old), margin(new)));
    }
    values = values.row(
        tr!(l, "orders-weight"),
        pair(super::weight(l, was.weight_g), super::weight(l, is.weight_g)),
    );
    html! { div data-card="sums" { (values) } }
}
