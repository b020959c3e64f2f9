//! Which promised days were kept.

use std::sync::Arc;

use maud::{Markup, html};

use super::{Behindhand, dealer_filter, filters, month, period_filter};
use crate::modules::dealers::Dealer;
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::stages;
use crate::modules::orders::views::stage_badge;
use crate::modules::reports::figures::promises::{By, Of, Promises, Question, Row};
use crate::modules::reports::model::{Basis, Fate, Kept, Period, Which};
use crate::modules::reports::pages::Link;
use crate::modules::reports::pages::promises::Asked;
use crate::modules::reports::queries::Promised;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::{
    Alert, Button, Card, Choice, Column, Empty, OrDash, PageHead, Select, Table, due, due_late, due_moved, kpi,
};
use crate::platform::values::Locale;
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct Shown {
    pub dealers: Vec<Arc<Dealer>>,
    pub promises: Promises,
}

impl Shown {
    /// What the figures are narrowed to, in words.
    pub fn narrowed(&self, l: Locale, asked: &Question) -> Vec<String> {
        let dealer = asked
            .dealer
            .and_then(|id| self.dealers.iter().find(|dealer| dealer.id == id));
        let group = match (&self.promises.group, asked.group) {
            (Some(group), _) => Some(group.clone()),
            (None, Some(None)) => Some(tr!(l, "reports-no-group").to_owned()),
            (None, _) => None,
        };
        dealer
            .map(|dealer| dealer.name.clone())
            .into_iter()
            .chain(group)
            .collect()
    }
}

pub fn by_name(l: Locale, by: By) -> &'static str {
    match by {
        By::Group => tr!(l, "reports-group"),
        By::Dealer => tr!(l, "reports-dealer"),
        By::Month => tr!(l, "reports-month"),
    }
}

pub fn basis_name(l: Locale, basis: Basis) -> &'static str {
    match basis {
        Basis::First => tr!(l, "reports-promises-first"),
        Basis::Last => tr!(l, "reports-promises-last"),
    }
}

pub fn name(l: Locale, row: &Row) -> String {
    match row.of {
        Of::Month(day) => month(l, day),
        Of::Group(None) => tr!(l, "reports-no-group").to_owned(),
        Of::Group(Some(_)) | Of::Dealer(_) => row.name.clone(),
    }
}

pub fn page(cx: &Cx, asked: &Asked, shown: &Shown, behind: Behindhand) -> Markup {
    let (l, question, found) = (cx.locale, &asked.question, &shown.promises);
    let link = asked.link();
    let narrowed = shown.narrowed(l, question);
    let whole = link.clone().without("dealer").without("group");
    html! {
        (PageHead::new(l, tr!(l, "reports-promises-title"))
            .facts(html! { p {
                (tr!(l, "reports-promises-period", from = question.period.from, to = question.period.to)) " "
                (tr!(l, "reports-promises-what", at = format::datetime(cx.access.now(), &cx.zone)))
            } })
            .actions(html! {
                (Button::plain(tr!(l, "reports-xlsx")).icon(icon!("download")).href(link.to("/promises.xlsx")))
            }))
        div.kb-stack-lg {
            (behind.say(l))
            (filters(l, "/promises", &link, &["period", "basis", "by", "dealer"], html! {
                (period_filter(l, asked.preset))
                (Select::new("basis", tr!(l, "reports-promises-against"),
                    Basis::ALL.map(|basis| Choice::new(basis.word(), basis_name(l, basis))))
                    .chosen(question.basis.word()))
                (Select::new("by", tr!(l, "reports-by"), By::ALL.map(|by| Choice::new(by.code(), by_name(l, by))))
                    .chosen(question.by.code()))
                (dealer_filter(l, &shown.dealers, question.dealer))
            }))
            @if !narrowed.is_empty() {
                p.m-0 { (narrowed.join(", ")) " · " a href=(whole.to("/promises")) { (tr!(l, "reports-whole")) } }
            }
            @if found.all.judged == 0 {
                (Card::new().flush(Empty {
                    icon: icon!("calendar-check"),
                    title: tr!(l, "reports-promises-none").into(),
                    body: tr!(l, "reports-promises-none-do").into(),
                    action: None,
                }))
            } @else {
                (kpis(l, &found.all, &link))
                (rows(l, question, &found.rows, &link))
            }
        }
    }
}

/// A count that opens to its orders; nothing to open where there are none.
fn count(link: &Link, which: Which, n: i64) -> Markup {
    html! {
        @if n == 0 { (format::count(n)) }
        @else { a href=(link.clone().with("which", which.code()).to("/promises/orders")) { (format::count(n)) } }
    }
}

fn delay(l: Locale, kept: &Kept) -> OrDash<String> {
    OrDash(
        kept.delay()
            .map(|days| tr!(l, "reports-promises-days", n = format::quantity(l, days))),
    )
}

fn kpis(l: Locale, all: &Kept, link: &Link) -> Markup {
    html! {
        div.kb-grid.kb-g-3 {
            (kpi(tr!(l, "reports-promises-share"), OrDash(all.share().map(|share| format::percent(l, share))),
                Some(html! { (tr!(l, "reports-promises-of", kept = all.kept, all = all.judged)) })))
            (kpi(tr!(l, "reports-promises-broken"), count(link, Which::Broken, all.broken()),
                Some(html! { (tr!(l, "reports-promises-of-them")) " " (count(link, Which::Overdue, all.overdue)) })))
            (kpi(tr!(l, "reports-promises-delay"), delay(l, all),
                Some(html! { (tr!(l, "reports-promises-delay-what")) })))
        }
    }
}

fn rows(l: Locale, question: &Question, rows: &[Row], link: &Link) -> Markup {
    let behind = |row: &Row| match row.of {
        Of::Month(day) => {
            let period = question.period;
            link.clone()
                .with("from", day.max(period.from))
                .with("to", day.last_of_month().min(period.to))
        }
        Of::Group(_) | Of::Dealer(_) => link.clone().with(question.by.code(), row.of.key()),
    };
    // A dealer opens into its groups, a group into those below it.
    let opened = |row: &Row| match row.of {
        Of::Month(_) => None,
        Of::Dealer(_) => Some(behind(row).with("by", By::Group.code())),
        Of::Group(_) => Some(behind(row)),
    };
    let table = Table::new(tr!(l, "reports-promises-title"), rows)
        .row_data("data-key", |row: &Row| row.of.key())
        .column(Column::head(by_name(l, question.by), move |row: &Row| {
            html! {
                @match opened(row) {
                    Some(link) => a href=(link.to("/promises")) { (name(l, row)) },
                    None => (name(l, row)),
                }
            }
        }))
        .column(Column::num(tr!(l, "reports-promises-judged"), move |row: &Row| {
            count(&behind(row), Which::All, row.kept.judged)
        }))
        .column(Column::num(tr!(l, "reports-promises-kept"), move |row: &Row| {
            count(&behind(row), Which::Kept, row.kept.kept)
        }))
        .column(Column::num(tr!(l, "reports-promises-broken"), move |row: &Row| {
            count(&behind(row), Which::Broken, row.kept.broken())
        }))
        .column(Column::num(tr!(l, "reports-promises-overdue"), move |row: &Row| {
            count(&behind(row), Which::Overdue, row.kept.overdue)
        }))
        .column(Column::num(tr!(l, "reports-promises-share"), move |row: &Row| {
            OrDash(row.kept.share().map(|share| format::share(l, share)))
        }))
        .column(Column::num(tr!(l, "reports-promises-delay"), move |row: &Row| {
            delay(l, &row.kept)
        }));
    let card = Card::titled(by_name(l, question.by)).flush(table);
    html! {
        (match question.by {
            By::Group => card.footer(html! { p.kb-note.m-0 { (tr!(l, "reports-promises-groups-note")) } }),
            By::Dealer | By::Month => card,
        })
    }
}

pub fn behind_title(l: Locale, which: Which, period: Period) -> String {
    let (from, to) = (period.from, period.to);
    match which {
        Which::All => tr!(l, "reports-promises-behind-all", from = from, to = to),
        Which::Kept => tr!(l, "reports-promises-behind-kept", from = from, to = to),
        Which::Broken => tr!(l, "reports-promises-behind-broken", from = from, to = to),
        Which::Overdue => tr!(l, "reports-promises-behind-overdue", from = from, to = to),
    }
}

/// An order with what was promised and what became of it.
struct OrderRow {
    number: String,
    name: String,
    dealer: String,
    badge: Markup,
    promised: Markup,
    /// Promises of the order for this day, where its lines have days of their own.
    lines: Option<i64>,
    left: Markup,
    late: i64,
    reason: Option<String>,
}

pub fn orders(cx: &Cx, tx: &ReadTx, asked: &Asked, title: &str, behind: &Promised) -> Result<Markup, Error> {
    let (l, question) = (cx.locale, &asked.question);
    let line = stages(tx)?;
    let mut rows = Vec::with_capacity(behind.orders.len());
    for (facts, order, day) in &behind.orders {
        let day = *day;
        let lots = facts.lots();
        let lot = lots.iter().find(|lot| lot.day(question.basis) == day);
        let (first, last) = lot.map_or((day, day), |lot| (lot.first, lot.last));
        let dealer = tx.shared::<Dealer>(&order.dealer)?;
        let reason = facts.reason(order, last).map(str::to_owned);
        rows.push(OrderRow {
            number: order.number.to_string(),
            name: order.name.clone(),
            dealer: dealer.map(|dealer| dealer.name.clone()).unwrap_or_default(),
            badge: stage_badge(
                &line.look(&order.stage, order.kind),
                &stage_name(l, &line, &order.stage),
            ),
            promised: if first == last {
                due(first)
            } else {
                due_moved(first, last)
            },
            lines: (!facts.own.is_empty()).then(|| facts.promises(question.basis, day, question.group)),
            left: match (facts.left, Fate::of(facts, day, question.today)) {
                (Some(left), _) => html! { (format::date(left)) },
                (None, Fate::Overdue) => due_late(tr!(l, "reports-promises-not-left")),
                (None, _) => html! { (tr!(l, "reports-promises-not-left")) },
            },
            late: Fate::days(facts, day, question.today),
            reason: reason.filter(|reason| !reason.is_empty()),
        });
    }
    let table = Table::new(tr!(l, "reports-orders"), &rows)
        .row_data("data-order", |row: &OrderRow| row.number.clone())
        .column(Column::title(tr!(l, "reports-order"), |row: &OrderRow| {
            html! {
                a href={ "/orders/" (row.number) } { (row.number) }
                @if !row.name.is_empty() { span.kb-sub { (row.name) } }
            }
        }))
        .column(Column::status(tr!(l, "reports-stage"), |row: &OrderRow| {
            row.badge.clone()
        }))
        .column(Column::text(tr!(l, "reports-dealer"), |row: &OrderRow| {
            row.dealer.clone()
        }))
        .column(Column::text(tr!(l, "reports-promises-day"), move |row: &OrderRow| {
            html! {
                (row.promised)
                @if let Some(n) = row.lines { span.kb-sub { (tr!(l, "reports-promises-lots", n = n)) } }
            }
        }))
        .column(Column::text(tr!(l, "reports-promises-left"), |row: &OrderRow| {
            row.left.clone()
        }))
        .column(Column::num(tr!(l, "reports-promises-late"), move |row: &OrderRow| {
            OrDash((row.late > 0).then(|| tr!(l, "reports-days", n = row.late)))
        }))
        .column(Column::text(tr!(l, "reports-promises-reason"), |row: &OrderRow| {
            OrDash(row.reason.clone())
        }));
    Ok(html! {
        (PageHead::new(l, title).crumb(tr!(l, "reports-promises-title"), asked.link().to("/promises").as_str()))
        div.kb-stack-lg {
            p.m-0 { (basis_name(l, question.basis)) }
            @if behind.more { (Alert::info(tr!(l, "reports-behind-more", n = rows.len()))) }
            @if rows.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("clipboard-list"),
                    title: tr!(l, "reports-behind-none").into(),
                    body: tr!(l, "reports-promises-none-do").into(),
                    action: None,
                }))
            } @else { (Card::new().flush(table)) }
        }
    })
}
