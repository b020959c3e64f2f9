//! The production plan: groups down, weeks across.

use std::sync::Arc;

use maud::{Markup, html};

use super::{Behindhand, dealer_filter, filters, money};
use crate::modules::dealers::Dealer;
use crate::modules::reports::figures::plan::{LoadTable, Overload, Plan, PlanCell, PlanRow, Week};
use crate::modules::reports::model::calendar::week_of;
use crate::modules::reports::model::{Level, Load};
use crate::modules::reports::pages::Link;
use crate::modules::reports::pages::plan::Asked;
use crate::modules::reports::queries::ByCurrency;
use crate::platform::i18n::format;
use crate::platform::ui::{Bar, BarPart, Button, Card, Column, Empty, PageHead, Table, kpi};
use crate::platform::values::{Day, Locale};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct Page<'a> {
    pub asked: &'a Asked,
    pub plan: &'a Plan,
    pub dealers: &'a [Arc<Dealer>],
    pub today: Day,
    pub sees_money: bool,
    pub may_edit: bool,
    pub behind: Behindhand,
}

pub fn page(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let plan = page.plan;
    let link = page.asked.link();
    let shifted = |weeks: i64| {
        link.clone()
            .with("from", page.asked.from.saturating_add(jiff::Span::new().weeks(weeks)))
    };
    let step = i64::try_from(plan.weeks.len()).unwrap_or(1);
    html! {
        (PageHead::new(l, tr!(l, "reports-plan-title"))
            .facts(html! { p { (tr!(l, "reports-plan-counts", at = format::datetime(cx.access.now(), &cx.zone))) } })
            .actions(html! {
                @if page.may_edit {
                    (Button::quiet(tr!(l, "reports-capacity-title")).icon(icon!("settings")).href("/plan/capacity"))
                }
                (Button::plain(tr!(l, "reports-xlsx")).icon(icon!("download")).href(link.to("/plan.xlsx")))
            }))
        div.kb-stack-lg {
            (page.behind.say(l))
            (filters(l, "/plan", &link, &["dealer"], dealer_filter(l, page.dealers, page.asked.dealer)))
            @if !plan.over.is_empty() { (overloads(l, &plan.over, &link)) }
            @if plan.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("calendar-stats"),
                    title: tr!(l, "reports-plan-none").into(),
                    body: tr!(l, "reports-plan-none-do").into(),
                    action: None,
                }))
            } @else {
                div.kb-grid.kb-g-3 {
                    (outside(l, tr!(l, "reports-late"), "late", &plan.late, page))
                    (outside(l, tr!(l, "reports-wished-late"), "wished-late", &plan.wished_late, page))
                    (outside(l, tr!(l, "reports-undated"), "undated", &plan.undated, page))
                }
                (Card::titled(tr!(l, "reports-plan-weeks"))
                    .aside(html! {
                        nav.kb-row aria-label=(tr!(l, "reports-weeks")) {
                            (Button::quiet(tr!(l, "reports-earlier")).small().href(shifted(-step).to("/plan")))
                            @if page.asked.from != week_of(page.today) {
                                (Button::quiet(tr!(l, "reports-this-week")).small().href(link.clone().without("from").to("/plan")))
                            }
                            (Button::quiet(tr!(l, "reports-later")).small().href(shifted(step).to("/plan")))
                        }
                    })
                    .flush(weeks(l, page)))
            }
        }
    }
}

/// Orders that no week has.
fn outside(l: Locale, label: &str, which: &str, sums: &ByCurrency, page: &Page<'_>) -> Markup {
    let all = sums.all();
    let href = page
        .asked
        .link()
        .without("from")
        .with("which", which)
        .to("/plan/orders");
    let note = html! {
        @if page.sees_money { span data-field="purchase-price" { (money(l, sums)) } }
    };
    let value = html! {
        @if all.orders == 0 { "0" }
        @else { a href=(href) { (tr!(l, "reports-n-orders", n = all.orders)) } }
    };
    kpi(label, value, Some(note))
}

fn weeks(l: Locale, page: &Page<'_>) -> Markup {
    let plan = page.plan;
    let mut table = Table::new(tr!(l, "reports-plan-title"), &plan.rows)
        .row_data("data-group", |row: &PlanRow| {
            row.def
                .group
                .map_or_else(|| "none".to_owned(), |group| group.to_string())
        })
        .column(Column::head(tr!(l, "reports-group"), |row: &PlanRow| {
            row.def.name.clone()
        }));
    for (at, week) in plan.weeks.iter().enumerate() {
        table = table.column(Column::text(week_name(week), move |row: &PlanRow| {
            row.cells
                .get(at)
                .map(|cell| cell_of(l, page, row, week, cell))
                .unwrap_or_default()
        }));
    }
    let whole = |at: usize, sums: &[ByCurrency]| sums.get(at).cloned().unwrap_or_default();
    let foot = html! {
        tr {
            th scope="row" class="kb-c-w" { (tr!(l, "reports-all-orders")) }
            @for (at, week) in plan.weeks.iter().enumerate() {
                @let planned = whole(at, &plan.planned);
                td data-l=(week_name(week)) { div {
                    (tr!(l, "reports-n-orders", n = planned.all().orders))
                    @let wished = whole(at, &plan.wished).all().orders;
                    @if wished > 0 { span.kb-sub { (tr!(l, "reports-wished-orders", n = wished)) } }
                    @if page.sees_money { span.kb-sub data-field="purchase-price" { (money(l, &planned)) } }
                    span.kb-sub { (tr!(l, "reports-n-working-days", n = week.working_days)) }
                } }
            }
        }
    };
    html! { (table.foot(foot)) }
}

fn week_name(week: &Week) -> String {
    format!("{}–{}", format::day_month(week.monday), format::day_month(week.sunday))
}

fn behind(page: &Page<'_>, row: &PlanRow, week: &Week, which: &'static str) -> String {
    let group = row
        .def
        .group
        .map_or_else(|| "none".to_owned(), |group| group.to_string());
    Link::default()
        .with("which", which)
        .with("week", week.monday)
        .with("group", group)
        .with("rest", if row.def.without.is_empty() { "" } else { "1" })
        .with_some("dealer", page.asked.dealer)
        .to("/plan/orders")
}

fn cell_of(l: Locale, page: &Page<'_>, row: &PlanRow, week: &Week, cell: &PlanCell) -> Markup {
    let (planned, wished) = (cell.planned.all(), cell.wished.all());
    html! {
        div.kb-load {
            div.kb-load-n {
                @if planned.orders > 0 {
                    a href=(behind(page, row, week, "planned")) {
                        (format::quantity(l, planned.units()))
                        span.visually-hidden { " " (tr!(l, "reports-n-orders", n = planned.orders)) }
                    }
                } @else { span.kb-soft { "—" } }
                @if let Some(load) = cell.load { (percent(l, load)) }
            }
            @if let Some(load) = cell.load { (bar(l, load)) }
            @if wished.orders > 0 {
                a.kb-sub href=(behind(page, row, week, "wished")) {
                    (tr!(l, "reports-wished-units", units = format::quantity(l, wished.units())))
                }
            }
        }
    }
}

fn percent(l: Locale, load: Load) -> Markup {
    let said = match load.whole() {
        Some(percent) => format!("{percent}\u{a0}%"),
        None => tr!(l, "reports-no-days").to_owned(),
    };
    html! {
        @match load.level() {
            Level::Over => { b { (icon!("alert-triangle")) " " (said) } }
            _ => { span.kb-sm.kb-soft { (said) } }
        }
    }
}

fn bar(l: Locale, load: Load) -> Bar<'static> {
    let class = match load.level() {
        Level::Free => "",
        Level::Tight => "is-warn",
        Level::Over => "is-bad",
    };
    Bar {
        label: match load.whole() {
            Some(percent) => tr!(l, "reports-load-is", percent = percent).into(),
            None => tr!(l, "reports-no-days").into(),
        },
        parts: vec![BarPart {
            percent: load.bar(),
            class,
        }],
        mark: None,
        large: false,
    }
}

/// Weeks that are too full, with the nearest that has room.
fn overloads(l: Locale, over: &[Overload], link: &Link) -> Markup {
    /// The others are on their weeks.
    const NAMED: usize = 5;
    html! {
        (Card::titled(tr!(l, "reports-over-title")).hold().body(html! {
            ul.kb-list {
                @for found in over.iter().take(NAMED) {
                    li {
                        span.kb-list-ic.is-warn { (icon!("alert-triangle")) }
                        div.kb-grow {
                            a href=(link.clone().with("from", found.week.monday).to("/plan")) {
                                b { (found.group) ", " (week_name(&found.week)) }
                                @if let Some(percent) = found.load.whole() { " · " (percent) "\u{a0}%" }
                            }
                            span.kb-sub {
                                (tr!(l, "reports-over-by", units = format::quantity(l, found.over)))
                                " "
                                @match found.room {
                                    Some(week) => (tr!(l, "reports-over-room", week = week)),
                                    None => (tr!(l, "reports-over-no-room")),
                                }
                            }
                        }
                    }
                }
            }
        }))
    }
}

/// How full the weeks are, for dealers: no orders, no names, no sums.
pub fn load(cx: &Cx, table: Option<&LoadTable>) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "reports-load-title")).facts(html! { p { (tr!(l, "reports-load-what")) } }))
        @match table {
            None => (Card::new().flush(Empty {
                icon: icon!("calendar-stats"),
                title: tr!(l, "reports-load-none").into(),
                body: tr!(l, "reports-load-none-do").into(),
                action: None,
            })),
            Some(table) => {
                @let rows: Vec<(&str, &[Load])> = table.rows.iter().map(|(name, loads)| (name.as_str(), loads.as_slice())).collect();
                (Card::new().flush(load_table(l, &table.weeks, &rows)))
            }
        }
    }
}

fn load_table(l: Locale, weeks: &[Week], rows: &[(&str, &[Load])]) -> Markup {
    type Row<'a> = (&'a str, &'a [Load]);
    let mut table = Table::new(tr!(l, "reports-load-title"), rows)
        .column(Column::head(tr!(l, "reports-group"), |row: &Row<'_>| row.0.to_owned()));
    for (at, week) in weeks.iter().enumerate() {
        table = table.column(Column::text(week_name(week), move |row: &Row<'_>| {
            html! {
                @if let Some(load) = row.1.get(at) {
                    div.kb-load { div.kb-load-n { (percent(l, *load)) } (bar(l, *load)) }
                }
            }
        }));
    }
    html! { (table) }
}
