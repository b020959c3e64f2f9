//! The page of an order: where it stands, what was promised, what is in it, and its story.

use maud::{Markup, Render, html};

use super::{Frame, bargained, cargo_of, margin, rate, stage_badge, volume, volume_of, weight, weight_of};
use crate::modules::configurator::Settled;
use crate::modules::configurator::views::price::explained;
use crate::modules::orders::history::{Count, Story};
use crate::modules::orders::panels::{Drawn, Place};
use crate::modules::orders::read_models::{OrderLineView, Parties, sees_margin, stage_name};
use crate::modules::orders::{Cargo, Differences, Hand, Kind, Order, OrderTotals, Promise, Shown, Side, StageLine};
use crate::platform::access::Sight;
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{
    Alert, Button, Card, Column, KeyValues, ListItem, OrDash, PageHead, Stage, StageState, Table, due, due_moved, list,
    more, stage_line,
};
use crate::platform::values::{Day, Locale};
use crate::{icon, tr};

mod agreement;
mod dates;
mod desk;
mod marks;
pub mod request;
mod story;

pub use marks::Lacks;
pub use story::{change_page, differences, history_page, part as story_part};

pub struct Page<'a> {
    pub title: &'a str,
    pub order: &'a Order,
    /// What other modules bring.
    pub panels: &'a Drawn,
    pub lines: &'a [OrderLineView<'a>],
    pub parties: &'a Parties,
    pub story: &'a Story,
    /// How many entries there are in all.
    pub told: Count,
    /// What differs from the agreed version, and that version.
    pub agreed: Option<&'a (Differences, Order)>,
    /// What the open request would change, and the order as it would be.
    pub requested: Option<&'a (Differences, Order)>,
    /// What somebody has changed in the delivery since the request for another one.
    pub clash: Option<&'a Differences>,
    /// May change the order, ask for it, and answer.
    pub may_ask: bool,
    /// May change the order now, or ask for that.
    pub may_edit: bool,
    pub may_vouch: bool,
    /// What is missing in the stage where it stands.
    pub lacks: Option<Lacks<'a>>,
    pub stages: &'a StageLine,
    pub side: Side,
    pub sight: Sight,
    /// Who moves it along the line here; `None`: the reader doesn't.
    pub hand: Option<Hand>,
    pub may_plan: bool,
    pub may_cancel: bool,
    pub may_repeat: bool,
    pub alert: Option<&'a str>,
    /// A form that was refused, to be shown with what was typed.
    pub refused: Option<&'a Refused>,
}

/// A form of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskForm {
    Stage,
    Promise,
    Shipment,
    /// What the stage lacks, made up.
    Marks,
    /// The file of a paper that is marked.
    PaperFile,
    /// A mark that is taken back.
    Withdrawal,
    /// Days of some lines.
    Dates,
    Cancellation,
    /// The answer to a request.
    Request,
    /// The answer to what 1C has changed.
    Agreement,
}

/// What was typed into a form that could not be taken, and which field is to blame.
#[derive(Clone, Debug)]
pub struct Refused {
    pub form: DeskForm,
    pub typed: Vec<(&'static str, String)>,
    pub field: Option<&'static str>,
}

impl Page<'_> {
    fn address(&self) -> String {
        format!("/orders/{}", self.order.number)
    }

    fn refused(&self, form: DeskForm) -> Option<&Refused> {
        self.refused.filter(|refused| refused.form == form)
    }

    /// What was typed where the form was refused, else what is usual.
    fn typed(&self, form: DeskForm, field: &str, usual: impl Into<String>) -> String {
        let typed = self.refused(form).and_then(|refused| {
            let mut typed = refused.typed.iter();
            typed.find(|(name, _)| *name == field).map(|(_, value)| value.clone())
        });
        typed.unwrap_or_else(|| usual.into())
    }

    /// Lines that were ticked in a form that was refused.
    fn picked(&self) -> std::collections::BTreeSet<usize> {
        let typed = self.refused(DeskForm::Dates).map(|refused| refused.typed.iter());
        let picked = typed.into_iter().flatten().filter(|(name, _)| *name == "line");
        picked.filter_map(|(_, place)| place.parse().ok()).collect()
    }

    /// The reason at the field that is to blame.
    fn error(&self, form: DeskForm, field: &str) -> Option<&str> {
        self.refused(form).filter(|refused| refused.field == Some(field))?;
        self.alert
    }
}

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let order = page.order;
    html! {
        (print_head(frame, page))
        (head(frame, page))
        div.kb-stack-lg {
            @if let Some(alert) = page.alert { (Alert::warning(alert).live()) }
            (marks::lacking(frame, page))
            @if order.is_open() && !order.kind.is_over() { (agreement::card(frame, page)) }
            (request::card(frame, page))
            @for part in page.panels.at(Place::Top) { (part) }
            (Card::new().body(html! {
                div.kb-stack { (stage_line(&stages(frame, page))) (desk::turn(frame, page)) (promises(frame, page)) }
            }))
            div.kb-grid.kb-g-side {
                div.kb-stack-lg {
                    (lines(frame, page))
                    @for part in page.panels.at(Place::Main) { (part) }
                    (Card::titled(tr!(l, "orders-history")).not_printed()
                        .small(story::count(l, page.told))
                        .aside(html! { a.kb-sm href={ (page.address()) "/rewind" } { (tr!(l, "orders-rewind-open")) } })
                        .body(story::part(frame, &page.address(), page.story)))
                }
                div.kb-stack-lg {
                    (desk::card(frame, page))
                    (sums(l, page))
                    @for part in page.panels.at(Place::Aside) { (part) }
                    (delivery(l, page))
                    (parties(l, page))
                    (marks::card(frame, page))
                    (payments(frame, page))
                }
            }
        }
    }
}

fn print_head(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, of) = (frame.locale, page.parties);
    html! {
        div.kb-print-only {
            p {
                b { (of.seller) } " " (of.seller_tax_id) " — " b { (of.buyer) } " " (of.buyer_tax_id) ". "
                (tr!(l, "orders-contract", number = of.contract.as_str()))
            }
        }
    }
}

fn head(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let order = page.order;
    let name = stage_name(l, page.stages, &order.stage);
    html! {
        (PageHead::new(l, page.title)
            .crumb(tr!(l, "orders-title"), "/orders")
            .facts(html! {
                div.kb-mt {
                    span.kb-row {
                        (stage_badge(&page.stages.look(&order.stage, order.kind), &name))
                        span.kb-nowrap data-order=(order.number.to_string()) { (order.number.to_string()) }
                        @if page.sight.purchase_price {
                            b.kb-m.kb-strong data-field="purchase-price" { (format::money(l, order.totals.total)) }
                        }
                        @if frame.staff { span { (page.parties.dealer) } }
                    }
                }
            })
            .actions(html! {
                @for part in page.panels.at(Place::Head) { (part) }
                @if page.may_edit {
                    (Button::plain(tr!(l, "orders-edit")).icon(icon!("pencil")).href(format!("{}/edit", page.address())))
                }
                @if page.may_repeat {
                    (Button::plain(tr!(l, "orders-repeat")).icon(icon!("refresh"))
                        .href(format!("{}/repetition", page.address())))
                }
            }))
    }
}

/// The stages as the order went, and those that lie ahead.
fn stages<'a>(frame: &'a Frame, page: &'a Page<'_>) -> Vec<Stage<'a>> {
    let l = frame.locale;
    let order = page.order;
    let cancelled = order.kind == Kind::Cancelled;
    let now = page.stages.stages.iter().position(|stage| stage.key == order.stage);
    let mut shown = Vec::new();
    for (at, stage) in page.stages.stages.iter().enumerate() {
        let entered = order.history.iter().rev().find(|entry| entry.stage == stage.key);
        let passed = now.is_some_and(|now| at < now);
        let current = now == Some(at);
        // What was passed over, and the ways that were not taken, are left out.
        let dead_end = stage.kind == Kind::Cancelled && !cancelled;
        if dead_end || (entered.is_none() && (passed || cancelled) && !current) {
            continue;
        }
        let note = match entered {
            Some(entry) => format::date(entry.at.day_in(&frame.zone)).to_string(),
            None if stage.kind == Kind::Shipped => match order.planned {
                Some(day) => tr!(l, "orders-planned-for", day = day),
                None => "—".to_owned(),
            },
            None => "—".to_owned(),
        };
        let state = match (current, passed || cancelled) {
            (true, _) if order.is_open() => StageState::Held,
            (true, _) => StageState::Now,
            (_, true) => StageState::Done,
            _ => StageState::Ahead,
        };
        shown.push(Stage {
            tone: Some(stage.tone()),
            name: stage_name(l, page.stages, &stage.key).into(),
            note: note.into(),
            state,
        });
    }
    shown
}

/// The day before, and the promise.
type PromiseRow<'a> = (Option<Day>, &'a Promise);

/// The ledger: every day that was ever promised.
fn promises(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let promises = &page.order.promises;
    let Some(first) = promises.first() else {
        let said = match page.order.kind {
            Kind::Waiting => tr!(l, "orders-promises-none"),
            kind if kind < Kind::Shipped => tr!(l, "orders-promises-none-yet"),
            // Shipped or over: there is no day to wait for.
            _ => return html! {},
        };
        return html! { p.kb-note.m-0 { (said) } };
    };
    let rows: Vec<PromiseRow<'_>> = std::iter::once(None)
        .chain(promises.iter().map(|promise| Some(promise.day)))
        .zip(promises)
        .collect();
    let moves = promises.len() - 1;
    let last = promises.last().map_or(first.day, |promise| promise.day);
    let days = i64::from(last.since(first.day).map(|span| span.get_days()).unwrap_or(0));
    let summary = match moves {
        0 => tr!(l, "orders-promises-one", day = first.day),
        _ => tr!(l, "orders-promises-moved", n = moves, days = format::signed(days)),
    };
    let table = Table::new(tr!(l, "orders-field-promises"), &rows)
        .tight()
        .column(Column::title(tr!(l, "orders-col-when"), |row: &PromiseRow<'_>| {
            format::datetime(row.1.at, &frame.zone)
        }))
        .column(Column::text(
            tr!(l, "orders-col-planned"),
            |(before, promise): &PromiseRow<'_>| match before {
                Some(before) => due_moved(*before, promise.day),
                None => due(promise.day),
            },
        ))
        .column(Column::text(
            tr!(l, "orders-col-why"),
            |(_, promise): &PromiseRow<'_>| OrDash(Some(promise.reason.clone()).filter(|reason| !reason.is_empty())),
        ))
        .column(Column::text(
            tr!(l, "orders-col-who"),
            |(_, promise): &PromiseRow<'_>| who(l, promise.by.side, &promise.by.name),
        ));
    more(summary, table, moves > 0)
}

/// A person by name and side; 1C and the system by what they are.
pub fn who(l: Locale, side: Side, name: &str) -> String {
    match side {
        Side::OneC => tr!(l, "orders-by-1c").to_owned(),
        Side::System => tr!(l, "orders-by-system").to_owned(),
        Side::Dealer => tr!(l, "orders-author-dealer", name = name),
        Side::Staff => tr!(l, "orders-author-staff", name = name),
    }
}

fn lines(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let plans = dates::is_offered(page);
    let picked = page.picked();
    let pick = || {
        Column::pick_some(
            tr!(l, "orders-dates-pick-all"),
            "line",
            dates::FORM,
            move |line: &OrderLineView<'_>| (line.place.to_string(), tr!(l, "orders-dates-pick", n = line.place + 1)),
            move |line: &OrderLineView<'_>| picked.contains(&line.place),
        )
    };
    let table = Table::new(tr!(l, "orders-lines"), page.lines).column_if(plans, pick);
    let table = line_table(l, table, &page.order.totals, page.sight, |line| {
        html! {
            a href={ "/products/" (line.product) } { (line.name) }
            @for mark in &line.marks { " " (mark) }
        }
    });
    let card = Card::titled(tr!(l, "orders-lines"))
        .small(tr!(l, "orders-lines-count", n = page.lines.len()))
        .aside(html! {
            span.kb-sm.kb-soft { (tr!(l, "orders-frozen")) " " (frame.day(page.order.created)) }
            a.kb-sm.kb-no-print href={ (page.address()) "/lines.xlsx" } download { (tr!(l, "orders-lines-download")) }
        })
        .flush(table);
    match plans {
        true => card.footer(dates::form(frame, page)).render(),
        false => card.render(),
    }
}

/// The lines of an order with what a reader may see of their figures; `name` is the first words of each.
pub(super) fn line_table<'a>(
    l: Locale,
    table: Table<'a, OrderLineView<'a>>,
    totals: &OrderTotals,
    sight: Sight,
    name: impl Fn(&OrderLineView<'a>) -> Markup + 'a,
) -> Table<'a, OrderLineView<'a>> {
    let (sees_price, sees_margin) = (sight.purchase_price, sees_margin(sight));
    type Line<'o> = OrderLineView<'o>;
    let table = table
        .column(Column::head(tr!(l, "orders-col-product"), move |line: &Line<'a>| {
            html! {
                (name(line))
                span.kb-sub { (line.article) }
                @if let Some(made) = line.made { (how(l, line, made)) }
                @if !line.comment.is_empty() { span.kb-sub { (line.comment) } }
                @if let Some(dates) = &line.dates { (dates) }
            }
        }))
        .column(Column::num(tr!(l, "orders-col-quantity"), move |line: &Line<'_>| {
            html! { (format::quantity(l, line.quantity)) "\u{a0}" (line.unit) }
        }))
        .column_if(sees_price, || {
            Column::num(tr!(l, "orders-col-price"), move |line: &Line<'_>| {
                html! {
                    (OrDash(line.price.map(|price| format::unit_price(l, price))))
                    @if let Some(bargain) = &line.bargain { (bargained(l, bargain)) }
                }
            })
            .field("purchase-price")
        })
        .column(Column::num(tr!(l, "orders-col-rrp"), move |line: &Line<'_>| {
            OrDash(line.rrp.map(|rrp| format::money(l, rrp)))
        }))
        .column_if(sees_margin, || {
            Column::num(tr!(l, "orders-margin"), move |line: &Line<'_>| margin(l, line.margin)).field("margin")
        })
        .column_if(sees_price, || {
            Column::sum(tr!(l, "orders-col-sum"), move |line: &Line<'_>| {
                OrDash(line.total.map(|total| format::money(l, total)))
            })
            .field("purchase-price")
        });
    match sees_price {
        true => table.total(
            tr!(l, "orders-total-with-vat", vat = totals.vat),
            format::money(l, totals.total),
            Some("purchase-price"),
        ),
        false => table,
    }
}

/// How a line is made, and how its price came about.
fn how(l: Locale, line: &OrderLineView<'_>, made: &Settled) -> Markup {
    let steps = made.steps_told(l, line.steps);
    let made = made.told(l);
    html! {
        span.kb-sub.kb-how { (made.line()) }
        span.kb-sub {
            (tr!(l, "orders-made-edition", n = made.edition))
            @if let Some(days) = made.days { " · " (tr!(l, "orders-made-days", n = days)) }
            @if !made.papers.is_empty() { " · " (tr!(l, "orders-made-papers", names = made.papers.join(", "))) }
        }
        @if !steps.is_empty() {
            div data-field="purchase-price" {
                (explained(l, &steps, line.currency, tr!(l, "orders-made-how"), tr!(l, "orders-made-one"), true))
            }
        }
    }
}

fn sums(l: Locale, page: &Page<'_>) -> Markup {
    let totals = &page.order.totals;
    let mut sum = crate::platform::ui::Sum::new();
    if page.sight.purchase_price {
        sum = sum
            .total(tr!(l, "orders-to-pay"), format::money(l, totals.total))
            .field("purchase-price");
        for share in &totals.vat_by_rate {
            let label = tr!(l, "orders-vat-at", rate = rate(l, share.rate));
            sum = sum.row(label, format::money(l, share.vat)).field("purchase-price");
        }
    }
    if let Some(rrp) = totals.rrp {
        sum = sum.rule(tr!(l, "orders-total-rrp"), format::money(l, rrp));
    }
    if sees_margin(page.sight) {
        sum = sum
            .good(tr!(l, "orders-margin"), super::margin_line(l, &page.order.margin()))
            .field("margin");
    }
    if page.sight.finance
        && let Some(paid) = page.order.paid()
    {
        sum = sum.rule(tr!(l, "orders-paid"), format::money(l, paid)).field("payment");
    }
    let cargo = Cargo::of(&page.order.lines);
    sum = sum.row(tr!(l, "orders-weight"), weight_of(l, cargo));
    if let Some(volume) = volume_of(l, cargo) {
        sum = sum.row(tr!(l, "orders-volume"), volume);
    }
    html! { (Card::titled(tr!(l, "orders-total")).body(sum)) }
}

fn delivery(l: Locale, page: &Page<'_>) -> Markup {
    let delivery = &page.order.delivery;
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let has_contact = !delivery.contact.is_empty() || !delivery.phone.is_empty();
    let contact = html! {
        (delivery.contact) " " span.kb-nowrap { (delivery.phone) }
    };
    let values = KeyValues::new()
        .row(
            tr!(l, "orders-delivery-way"),
            try_text(l, delivery.way.message()).unwrap_or_default(),
        )
        .row_if(tr!(l, "orders-field-delivery-carrier"), text(&delivery.carrier))
        .row_if(tr!(l, "orders-field-delivery-address"), text(&delivery.address))
        .row_if(
            tr!(l, "orders-field-delivery-contact"),
            Some(contact).filter(|_| has_contact),
        )
        .row_if(tr!(l, "orders-field-delivery-comment"), text(&delivery.comment))
        .row_if(tr!(l, "orders-cargo"), cargo_of(l, Cargo::of(&page.order.lines)))
        .row_if(tr!(l, "orders-field-wished"), page.order.wished.map(format::date))
        .row_if(tr!(l, "orders-draft-note"), text(&page.order.comment));
    html! {
        (Card::titled(tr!(l, "orders-delivery")).body(html! {
            div.kb-stack {
                (values)
                @for shipment in &page.order.shipments {
                    div data-shipment=(shipment.number) {
                        b { (tr!(l, "orders-shipment", number = shipment.number.as_str())) }
                        @if let Some(day) = shipment.day { " · " (format::date(day)) }
                        @if !shipment.carrier.is_empty() { " · " (shipment.carrier) }
                        @if !shipment.track.is_empty() {
                            span.kb-sub { (tr!(l, "orders-track", track = shipment.track.as_str())) }
                        }
                    }
                }
            }
        }))
    }
}

fn parties(l: Locale, page: &Page<'_>) -> Markup {
    let (of, order) = (page.parties, page.order);
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut values = KeyValues::new()
        .row_if(tr!(l, "orders-field-buyer"), text(&of.buyer))
        .row_if(tr!(l, "orders-field-seller"), text(&of.seller))
        .row_if(tr!(l, "orders-field-contract"), text(&of.contract))
        .row_if(tr!(l, "orders-field-author"), text(&order.author.name))
        .row_if(tr!(l, "orders-field-one-c-number"), text(&order.one_c.number));
    if let Some(behalf) = &order.author.behalf {
        values = values.row(tr!(l, "orders-on-behalf"), behalf.name.as_str());
    }
    html! { (Card::titled(tr!(l, "orders-parties")).body(values)) }
}

/// Payments that 1C has named.
fn payments(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let payments = &page.order.payments;
    if payments.is_empty() || !page.sight.finance {
        return html! {};
    }
    let card = Card::titled(tr!(l, "orders-payments"));
    let items = payments.iter().map(|payment| ListItem {
        icon: Some(icon!("receipt")),
        body: html! {
            (tr!(l, "orders-payment", number = payment.number.as_str()))
            @if let Some(day) = payment.day { span.kb-sub { (format::date(day)) } }
        },
        end: payment
            .sum
            .map(|sum| html! { span.kb-m data-field="payment" { (format::money(l, sum)) } }),
    });
    html! { (card.flush(list(items))) }
}

/// A value of a difference.
pub fn shown(frame: &Frame, stages: &StageLine, value: &Shown) -> String {
    let l = frame.locale;
    match value {
        Shown::Nothing => "—".to_owned(),
        Shown::Text(text) => text.clone(),
        Shown::Told { ru, en } => match l {
            Locale::Ru => ru.clone(),
            Locale::En => en.clone(),
        },
        Shown::Message(id) => try_text(l, id).unwrap_or_default().to_owned(),
        Shown::Number(number) => number.to_string(),
        Shown::Money(money) => format::money(l, *money).to_string(),
        Shown::Price(price) => format::unit_price(l, *price).to_string(),
        Shown::Quantity(quantity) => format::quantity(l, *quantity).to_string(),
        Shown::Weight(grams) => weight(l, *grams),
        Shown::Volume(cm3) => volume(l, *cm3),
        Shown::Day(day) => format::date(*day).to_string(),
        Shown::Moment(moment) => format::datetime(*moment, &frame.zone).to_string(),
        Shown::Vat(of) => rate(l, *of),
        Shown::Stage(key) => stage_name(l, stages, key),
        Shown::Who(author) => who(l, author.side, &author.name),
        // What an id names stands elsewhere on the page; the end of it tells two apart.
        Shown::Thing(_, bytes) => bytes[12..].iter().map(|byte| format!("{byte:02x}")).collect(),
        Shown::Rows(rows) => {
            let row = |row: &Vec<Shown>| {
                let cells: Vec<String> = row.iter().map(|cell| shown(frame, stages, cell)).collect();
                cells.join(" ")
            };
            let rows: Vec<String> = rows.iter().map(row).collect();
            if rows.is_empty() {
                "—".to_owned()
            } else {
                rows.join("; ")
            }
        }
    }
}
