//! What differs between two versions of an order, field by field, under names that people know.
//!
//! The tables below name every stored field; a test compares them with the stored form, so that a new field
//! without a label fails. A difference is computed when it is looked at, never stored.

mod shown;

pub use shown::{Named, Shown};

use super::model::{Order, OrderLine, Promise, Verdict};
use crate::platform::values::{Id, Locale, Money, Quantity, VatMode, VatRate};

/// Which right hides a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// Purchase prices and what follows from them.
    Price,
    /// Payments and settlements.
    Finance,
}

/// A stored field, its label, and how its value is shown.
pub struct FieldLabel<T> {
    /// The stored name; `delivery.way` for a field of a part.
    pub field: &'static str,
    /// The Fluent message of its name.
    pub label: &'static str,
    pub secret: Option<Secret>,
    show: fn(&T) -> Shown,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub field: &'static str,
    pub label: &'static str,
    pub secret: Option<Secret>,
    pub old: Shown,
    pub new: Shown,
}

impl Difference {
    /// How goods are made, option by option: the name, the old value and the new one of those that differ. `None`: it is
    /// about something else.
    pub fn options(&self) -> Option<Vec<[&Shown; 3]>> {
        let (Shown::Rows(old), Shown::Rows(new)) = (&self.old, &self.new) else {
            return None;
        };
        if self.field != "configuration" {
            return None;
        }
        fn value<'r>(rows: &'r [Vec<Shown>], name: &Shown) -> &'r Shown {
            let row = rows.iter().find(|row| row.first() == Some(name));
            row.and_then(|row| row.get(1)).unwrap_or(&Shown::Nothing)
        }
        let gone = old
            .iter()
            .filter(|row| !new.iter().any(|other| other.first() == row.first()));
        let names = new.iter().chain(gone).filter_map(|row| row.first());
        let values = names.map(|name| [name, value(old, name), value(new, name)]);
        Some(values.filter(|[_, before, after]| before != after).collect())
    }
}

/// One line that differs. `name` is what the line is called now, or was called when it is gone.
#[derive(Clone, Debug, PartialEq)]
pub enum LineDifference {
    Added {
        name: String,
        article: String,
        quantity: Quantity,
        /// What is paid for it; `None` for who may not see it.
        total: Option<Money>,
    },
    Removed {
        name: String,
        article: String,
        quantity: Quantity,
        total: Option<Money>,
    },
    Changed {
        name: String,
        article: String,
        fields: Vec<Difference>,
    },
}

/// Everything that differs between two versions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences {
    pub fields: Vec<Difference>,
    pub lines: Vec<LineDifference>,
}

impl Differences {
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.lines.is_empty()
    }

    /// Leaves out what only the book-keeping of versions changes: shown in the head of a version, not as a difference.
    pub fn between(old: &Order, new: &Order) -> Differences {
        let kept = |difference: &Difference| !HEAD.contains(&difference.field);
        let fields = differing(&ORDER_FIELDS, old, new).into_iter().filter(kept).collect();
        Differences {
            fields,
            lines: line_differences(&old.lines, &new.lines),
        }
    }

    /// What remains for one who may not see these.
    pub fn without(mut self, hidden: &[Secret]) -> Differences {
        let open = |difference: &Difference| difference.secret.is_none_or(|secret| !hidden.contains(&secret));
        self.fields.retain(open);
        for line in &mut self.lines {
            match line {
                LineDifference::Changed { fields, .. } => fields.retain(open),
                LineDifference::Added { total, .. } | LineDifference::Removed { total, .. } => {
                    *total = total.filter(|_| !hidden.contains(&Secret::Price));
                }
            }
        }
        self.lines
            .retain(|line| !matches!(line, LineDifference::Changed { fields, .. } if fields.is_empty()));
        self
    }

    /// What a change of the specification says in short: what follows from a quantity or stands among the totals is left
    /// out, where something else of the line is told.
    pub fn brief(self) -> Self {
        self.keeping(|field| SPECIFIED.contains(&field))
    }

    /// The same where the order comes under another contract: a declared value in other money goes with it.
    pub fn brief_of_terms(self) -> Self {
        self.keeping(|field| SPECIFIED.contains(&field) || field == INSURED)
    }

    /// The same of what one side asks the other for: how the goods go may be a part of that.
    pub fn asked(self) -> Self {
        self.keeping(|field| SPECIFIED.contains(&field) || field.starts_with(DELIVERY))
    }

    /// What differs in how the goods go, and nothing else.
    pub fn of_delivery(mut self) -> Self {
        self.fields.retain(|field| field.field.starts_with(DELIVERY));
        self.lines.clear();
        self
    }

    fn keeping(mut self, kept: impl Fn(&str) -> bool) -> Self {
        self.fields.retain(|field| kept(field.field));
        for line in &mut self.lines {
            if let LineDifference::Changed { fields, .. } = line
                && fields.iter().any(|field| !FOLLOWS.contains(&field.field))
            {
                fields.retain(|field| !FOLLOWS.contains(&field.field));
            }
        }
        // What was promised meanwhile is no part of what is agreed or asked for.
        for line in &mut self.lines {
            if let LineDifference::Changed { fields, .. } = line {
                fields.retain(|field| !DAYS.contains(&field.field));
            }
        }
        self.lines
            .retain(|line| !matches!(line, LineDifference::Changed { fields, .. } if fields.is_empty()));
        self
    }
}

/// How the names of the fields of the delivery begin.
const DELIVERY: &str = "delivery.";

/// Fields of an order that a change of its specification may name.
const SPECIFIED: [&str; 8] = [
    "name", "comment", "contract", "seller", "buyer", "currency", "vat_mode", "wished",
];

/// What goes with another contract: see [`Order::under`].
const INSURED: &str = "delivery.insured";

/// Fields of a line that the manufacturer's days stand in.
const DAYS: [&str; 2] = ["promises", "told"];

/// Fields of a line that follow from others.
const FOLLOWS: [&str; 9] = [
    "external",
    "unit_code",
    "factor",
    "sum",
    "vat",
    "rrp",
    "no_margin",
    "weight_g",
    "volume",
];

/// Fields that each version changes, or that another one already shows.
const HEAD: [&str; 6] = ["version", "changed", "changed_by", "lines", "history", "kind"];

/// Stored fields that tell a reader of one version nothing, or stand elsewhere on its page.
const UNTOLD: [&str; 20] = [
    "id",
    "number",
    "dealer",
    "name",
    "lines",
    "version",
    "stage",
    "kind",
    "history",
    "book",
    "currency",
    "totals.weight_partial",
    "one_c.id",
    "one_c.stage",
    "one_c.planned",
    "agreed.hash",
    "agreed.version",
    "created",
    "changed",
    "changed_by",
];

/// Every field of an order as it stands, for one who may not see these: stored name, label, value.
pub fn state(order: &Order, hidden: &[Secret]) -> Vec<(&'static str, &'static str, Shown)> {
    let open = |label: &&FieldLabel<Order>| {
        !UNTOLD.contains(&label.field) && label.secret.is_none_or(|secret| !hidden.contains(&secret))
    };
    let told = ORDER_FIELDS.iter().filter(open);
    told.map(|label| (label.field, label.label, (label.show)(order)))
        .collect()
}

fn differing<T>(labels: &[FieldLabel<T>], old: &T, new: &T) -> Vec<Difference> {
    let compare = |label: &FieldLabel<T>| {
        let (before, after) = ((label.show)(old), (label.show)(new));
        (before != after).then_some(Difference {
            field: label.field,
            label: label.label,
            secret: label.secret,
            old: before,
            new: after,
        })
    };
    labels.iter().filter_map(compare).collect()
}

/// Which line of the old ones each of the new ones was: by sku, repeated ones in their order; of several lines of one
/// sku the one that is made alike, where there is one.
pub(super) fn pairs(old: &[OrderLine], new: &[OrderLine]) -> Vec<Option<usize>> {
    let mut left: Vec<Option<&OrderLine>> = old.iter().map(Some).collect();
    let mut found = Vec::with_capacity(new.len());
    for line in new {
        let of = |other: &OrderLine| other.sku == line.sku;
        let alike = left
            .iter()
            .position(|other| other.is_some_and(|other| of(other) && made_alike(other, line)));
        let place = alike.or_else(|| left.iter().position(|other| other.is_some_and(of)));
        found.push(place);
        if let Some(place) = place {
            left[place] = None;
        }
    }
    found
}

fn line_differences(old: &[OrderLine], new: &[OrderLine]) -> Vec<LineDifference> {
    let pairs = pairs(old, new);
    let mut found = Vec::new();
    for (line, place) in new.iter().zip(&pairs) {
        let (name, article) = (line.name.clone(), line.article.clone());
        match place {
            None => found.push(LineDifference::Added {
                name,
                article,
                quantity: line.quantity,
                total: Some(line.total),
            }),
            Some(place) => {
                let fields = differing(&LINE_FIELDS, &old[*place], line);
                if !fields.is_empty() {
                    found.push(LineDifference::Changed { name, article, fields });
                }
            }
        }
    }
    let kept: std::collections::HashSet<usize> = pairs.into_iter().flatten().collect();
    let gone = old.iter().enumerate().filter(|(place, _)| !kept.contains(place));
    found.extend(gone.map(|(_, gone)| LineDifference::Removed {
        name: gone.name.clone(),
        article: gone.article.clone(),
        quantity: gone.quantity,
        total: Some(gone.total),
    }));
    found
}

fn made_alike(a: &OrderLine, b: &OrderLine) -> bool {
    let choices = |line: &OrderLine| line.configuration.as_ref().map(|settled| settled.choices.clone());
    choices(a) == choices(b)
}

/// The choices by their names; how the price came about follows from the price, which has a row of its own.
fn configuration(line: &OrderLine) -> Shown {
    let Some(settled) = &line.configuration else {
        return Shown::Nothing;
    };
    let english = settled.told(Locale::En).said;
    let both = |ru: &str, en: &str| match ru == en {
        true => text(ru),
        false => Shown::Told {
            ru: ru.to_owned(),
            en: en.to_owned(),
        },
    };
    let rows = settled.said.iter().zip(&english);
    let mut rows: Vec<Vec<Shown>> = rows
        .map(|(ru, en)| vec![both(&ru.name, &en.name), both(&ru.value, &en.value)])
        .collect();
    if let Some(days) = settled.days {
        rows.push(vec![Shown::Message("orders-made-time".to_owned()), Shown::Number(days)]);
    }
    Shown::Rows(rows)
}

fn text(text: &str) -> Shown {
    match text.is_empty() {
        true => Shown::Nothing,
        false => Shown::Text(text.to_owned()),
    }
}

fn maybe<T>(value: Option<T>, show: fn(T) -> Shown) -> Shown {
    value.map_or(Shown::Nothing, show)
}

fn thing<T>(named: Named, id: Id<T>) -> Shown {
    Shown::Thing(named, *id.as_bytes())
}

fn vat_mode(mode: VatMode) -> Shown {
    let message = match mode {
        VatMode::Included => "orders-vat-included",
        VatMode::OnTop => "orders-vat-on-top",
        VatMode::None => "orders-vat-none",
    };
    Shown::Message(message.to_owned())
}

fn promises(promises: &[Promise]) -> Shown {
    let row = |promise: &Promise| {
        vec![
            Shown::Day(promise.day),
            text(&promise.reason),
            Shown::Who(promise.by.clone()),
        ]
    };
    Shown::Rows(promises.iter().map(row).collect())
}

fn shipments(order: &Order) -> Shown {
    let rows = order.shipments.iter().map(|shipment| {
        vec![
            text(&shipment.number),
            maybe(shipment.day, Shown::Day),
            text(&shipment.carrier),
            text(&shipment.track),
        ]
    });
    Shown::Rows(rows.collect())
}

fn places(order: &Order) -> Shown {
    let rows = order.delivery.places.iter().map(|row| {
        vec![
            Shown::Number(i64::from(row.count)),
            Shown::Text(format!("{} × {} × {}", row.length, row.width, row.height)),
            Shown::Weight(i64::try_from(row.weight_g).unwrap_or(i64::MAX)),
        ]
    });
    Shown::Rows(rows.collect())
}

fn needs(order: &Order) -> Shown {
    let rows = order.delivery.needs.iter();
    Shown::Rows(
        rows.map(|need| vec![Shown::Message(need.message().to_owned())])
            .collect(),
    )
}

fn payments(order: &Order) -> Shown {
    let rows = order.payments.iter().map(|payment| {
        vec![
            text(&payment.number),
            maybe(payment.day, Shown::Day),
            maybe(payment.sum, Shown::Money),
        ]
    });
    Shown::Rows(rows.collect())
}

fn vouchers(order: &Order) -> Shown {
    let rows = order.vouchers.iter().map(|of| {
        vec![
            Shown::Stage(of.stage.clone()),
            text(&of.paper),
            text(&of.number),
            maybe(of.day, Shown::Day),
            text(&of.reason),
            text(of.file.as_ref().map_or("", |of| of.file.name.as_str())),
            text(of.withdrawn.as_ref().map_or("", |of| of.reason.as_str())),
        ]
    });
    Shown::Rows(rows.collect())
}

fn history(order: &Order) -> Shown {
    let rows = order
        .history
        .iter()
        .map(|entry| vec![Shown::Stage(entry.stage.clone()), Shown::Moment(entry.at)]);
    Shown::Rows(rows.collect())
}

/// What the list had, and how much was taken off it.
fn bargain(line: &OrderLine) -> Shown {
    let Some(bargain) = line.bargain else {
        return Shown::Nothing;
    };
    let of = bargain.listed();
    let said = |id: &str, value: Shown| vec![Shown::Message(id.to_owned()), value];
    let off = |percent| said("orders-bargain-off", Shown::Vat(VatRate::Rate(percent)));
    let list = said("orders-bargain-list", Shown::Price(of.of_unit()));
    Shown::Rows(bargain.discount.map(off).into_iter().chain([list]).collect())
}

fn vat_by_rate(order: &Order) -> Shown {
    let rows = order.totals.vat_by_rate.iter();
    Shown::Rows(
        rows.map(|share| vec![Shown::Vat(share.rate), Shown::Money(share.vat)])
            .collect(),
    )
}

fn agreed_open(order: &Order) -> Shown {
    let message = if order.is_open() {
        "orders-agreement-open"
    } else {
        "orders-agreement-closed"
    };
    Shown::Message(message.to_owned())
}

fn agreed_refused(order: &Order) -> Shown {
    maybe(order.agreed.refused.as_ref(), |refused| {
        Shown::Rows(vec![vec![Shown::Who(refused.by.clone()), text(&refused.reason)]])
    })
}

/// Who asks, and why; what for is told by the card of the order.
fn request(order: &Order) -> Shown {
    maybe(order.request.as_ref(), |request| {
        Shown::Rows(vec![vec![Shown::Who(request.by.clone()), text(&request.reason)]])
    })
}

fn answered(order: &Order) -> Shown {
    let rows = order.answered.iter().map(|answered| {
        let verdict = match answered.verdict {
            Verdict::Accepted => "orders-request-accepted",
            Verdict::Refused => "orders-request-refused",
            Verdict::Withdrawn => "orders-request-withdrawn",
        };
        vec![
            Shown::Message(verdict.to_owned()),
            Shown::Who(answered.by.clone()),
            text(&answered.reason),
        ]
    });
    Shown::Rows(rows.collect())
}

fn flag(flag: bool) -> Shown {
    Shown::Message(if flag { "orders-yes" } else { "orders-no" }.to_owned())
}

macro_rules! labels {
    ($($field:literal => $label:literal, $secret:expr, $show:expr;)*) => {
        [$(FieldLabel { field: $field, label: $label, secret: $secret, show: $show }),*]
    };
}

const OPEN: Option<Secret> = None;
const PRICE: Option<Secret> = Some(Secret::Price);
const FINANCE: Option<Secret> = Some(Secret::Finance);

/// Every stored field of an order. Lines have their own table.
pub(super) static ORDER_FIELDS: [FieldLabel<Order>; 61] = labels! {
    "id" => "orders-field-id", OPEN, |order| thing(Named::Order, order.id);
    "number" => "orders-field-number", OPEN, |order| text(&order.number.to_string());
    "dealer" => "orders-field-dealer", OPEN, |order| thing(Named::Dealer, order.dealer);
    "name" => "orders-field-name", OPEN, |order| text(&order.name);
    "contract" => "orders-field-contract", OPEN, |order| thing(Named::Contract, order.contract);
    "seller" => "orders-field-seller", OPEN, |order| thing(Named::Entity, order.seller);
    "buyer" => "orders-field-buyer", OPEN, |order| thing(Named::Entity, order.buyer);
    "author" => "orders-field-author", OPEN, |order| Shown::Who(order.author.clone());
    "lines" => "orders-field-lines", OPEN, |order| Shown::Number(order.lines.len() as i64);
    "comment" => "orders-field-comment", OPEN, |order| text(&order.comment);
    "delivery.way" => "orders-field-delivery-way", OPEN, |order| Shown::Message(order.delivery.way.message().to_owned());
    "delivery.carrier" => "orders-field-delivery-carrier", OPEN, |order| text(&order.delivery.carrier);
    "delivery.address" => "orders-field-delivery-address", OPEN, |order| text(&order.delivery.address);
    "delivery.contact" => "orders-field-delivery-contact", OPEN, |order| text(&order.delivery.contact);
    "delivery.phone" => "orders-field-delivery-phone", OPEN, |order| text(&order.delivery.phone);
    "delivery.terminal" => "orders-field-delivery-terminal", OPEN, |order| text(&order.delivery.terminal);
    "delivery.window" => "orders-field-delivery-window", OPEN, |order| text(&order.delivery.window);
    "delivery.recipient" => "orders-field-delivery-recipient", OPEN, |order| text(&order.delivery.recipient);
    "delivery.recipient_tax_id" => "orders-field-delivery-recipient-tax-id", OPEN, |order| text(&order.delivery.recipient_tax_id);
    "delivery.payer" => "orders-field-delivery-payer", OPEN, |order| Shown::Message(order.delivery.payer.message().to_owned());
    "delivery.insured" => "orders-field-delivery-insured", PRICE, |order| maybe(order.delivery.insured, Shown::Money);
    "delivery.places" => "orders-field-delivery-places", OPEN, places;
    "delivery.needs" => "orders-field-delivery-needs", OPEN, needs;
    "delivery.comment" => "orders-field-delivery-comment", OPEN, |order| text(&order.delivery.comment);
    "wished" => "orders-field-wished", OPEN, |order| maybe(order.wished, Shown::Day);
    "currency" => "orders-field-currency", OPEN, |order| text(order.currency.code());
    "vat_mode" => "orders-field-vat-mode", OPEN, |order| vat_mode(order.vat_mode);
    "price_type" => "orders-field-price-type", PRICE, |order| thing(Named::PriceType, order.price_type);
    "book" => "orders-field-book", PRICE, |order| Shown::Number(i64::try_from(order.book).unwrap_or(i64::MAX));
    "totals.quantity" => "orders-field-total-quantity", OPEN, |order| Shown::Quantity(order.totals.quantity);
    "totals.sum" => "orders-field-total-sum", PRICE, |order| Shown::Money(order.totals.sum);
    "totals.vat" => "orders-field-total-vat", PRICE, |order| Shown::Money(order.totals.vat);
    "totals.vat_by_rate" => "orders-field-total-vat-rates", PRICE, vat_by_rate;
    "totals.total" => "orders-field-total", PRICE, |order| Shown::Money(order.totals.total);
    "totals.rrp" => "orders-field-total-rrp", OPEN, |order| maybe(order.totals.rrp, Shown::Money);
    "totals.weight_g" => "orders-field-total-weight", OPEN, |order| Shown::Weight(order.totals.weight_g);
    "totals.weight_partial" => "orders-field-total-weight-partial", OPEN, |order| flag(order.totals.weight_partial);
    "stage" => "orders-field-stage", OPEN, |order| Shown::Stage(order.stage.clone());
    "kind" => "orders-field-kind", OPEN, |order| Shown::Number(order.kind as i64);
    "history" => "orders-field-history", OPEN, history;
    "planned" => "orders-field-planned", OPEN, |order| maybe(order.planned, Shown::Day);
    "promises" => "orders-field-promises", OPEN, |order| promises(&order.promises);
    "shipments" => "orders-field-shipments", OPEN, shipments;
    "payments" => "orders-field-payments", FINANCE, payments;
    "one_c.id" => "orders-field-one-c-id", OPEN, |order| text(&order.one_c.id);
    "one_c.number" => "orders-field-one-c-number", OPEN, |order| text(&order.one_c.number);
    "one_c.day" => "orders-field-one-c-day", OPEN, |order| maybe(order.one_c.day, Shown::Day);
    "one_c.stage" => "orders-field-one-c-stage", OPEN, |order| maybe(order.one_c.stage.clone(), Shown::Stage);
    "one_c.planned" => "orders-field-one-c-planned", OPEN, |order| maybe(order.one_c.planned, Shown::Day);
    "agreed.hash" => "orders-field-agreed-hash", OPEN, |order| text(&order.agreed.hash);
    "agreed.at" => "orders-field-agreed-at", OPEN, |order| Shown::Moment(order.agreed.at);
    "agreed.version" => "orders-field-agreed-version", OPEN, |order| Shown::Number(i64::from(order.agreed.version));
    "agreed.open" => "orders-field-agreed-open", OPEN, agreed_open;
    "agreed.refused" => "orders-field-agreed-refused", OPEN, agreed_refused;
    "request" => "orders-field-request", OPEN, request;
    "answered" => "orders-field-answered", OPEN, answered;
    "vouchers" => "orders-field-vouchers", OPEN, vouchers;
    "created" => "orders-field-created", OPEN, |order| Shown::Moment(order.created);
    "changed" => "orders-field-changed", OPEN, |order| Shown::Moment(order.changed);
    "changed_by" => "orders-field-changed-by", OPEN, |order| Shown::Who(order.changed_by.clone());
    "version" => "orders-field-version", OPEN, |order| Shown::Number(i64::from(order.version));
};

/// Every stored field of a line.
pub(super) static LINE_FIELDS: [FieldLabel<OrderLine>; 24] = labels! {
    "sku" => "orders-line-sku", OPEN, |line| thing(Named::Sku, line.sku);
    "product" => "orders-line-product", OPEN, |line| thing(Named::Product, line.product);
    "external" => "orders-line-external", OPEN, |line| text(&line.external);
    "name" => "orders-line-name", OPEN, |line| text(&line.name);
    "article" => "orders-line-article", OPEN, |line| text(&line.article);
    "unit" => "orders-line-unit", OPEN, |line| text(&line.unit);
    "unit_code" => "orders-line-unit-code", OPEN, |line| text(&line.unit_code);
    "quantity" => "orders-line-quantity", OPEN, |line| Shown::Quantity(line.quantity);
    "price" => "orders-line-price", PRICE, |line| Shown::Price(line.price);
    "factor" => "orders-line-factor", PRICE, |line| Shown::Quantity(line.factor);
    "sum" => "orders-line-sum", PRICE, |line| Shown::Money(line.sum);
    "vat_rate" => "orders-line-vat-rate", OPEN, |line| Shown::Vat(line.vat_rate);
    "vat" => "orders-line-vat", PRICE, |line| Shown::Money(line.vat);
    "total" => "orders-line-total", PRICE, |line| Shown::Money(line.total);
    "rrp" => "orders-line-rrp", OPEN, |line| maybe(line.rrp, Shown::Money);
    "no_margin" => "orders-line-no-margin", PRICE, |line| {
        maybe(line.no_margin, |reason| Shown::Message(reason.message().to_owned()))
    };
    "weight_g" => "orders-line-weight", OPEN, |line| maybe(line.weight_g, Shown::Weight);
    "volume" => "orders-line-volume", OPEN, |line| maybe(line.volume, Shown::Volume);
    "comment" => "orders-line-comment", OPEN, |line| text(&line.comment);
    "configuration" => "orders-line-configuration", OPEN, configuration;
    "wished" => "orders-line-wished", OPEN, |line| maybe(line.wished, Shown::Day);
    "promises" => "orders-line-promises", OPEN, |line| promises(&line.promises);
    "told" => "orders-line-told", OPEN, |line| maybe(line.told, Shown::Day);
    "bargain" => "orders-line-bargain", PRICE, bargain;
};
