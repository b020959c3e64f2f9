//! The page of the calendar: a month or the list, with what is overdue on top.

use maud::{Markup, html};

use super::{BALANCE, LIMIT, PRICE, day, draft, feed, partly, partly_mark, sums};
use crate::modules::calendar::model::Month;
use crate::modules::calendar::pages::HERE;
use crate::modules::calendar::pages::month::{DayView, ListView, Look, MonthView, Overdue, Page, Row, Source};
use crate::modules::calendar::queries::Laid;
use crate::modules::work_days::Known;
use crate::platform::i18n::format;
use crate::platform::ui::{
    Alert, Button, Card, Choice, Column, Empty, Form, ListItem, OrDash, PageHead, Pager, Select, Table, hidden, list,
    secret, segments,
};
use crate::platform::values::{Currency, Day, DealerId, Locale};
use crate::platform::web::Cx;
use crate::{icon, tr};

/// The manufacturer's people say whose calendar they mean.
pub fn choose(cx: &Cx, dealers: &[(DealerId, String)]) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "calendar-title")).facts(html! { p { (tr!(l, "calendar-about")) } }))
        div.kb-stack-lg {
            @if dealers.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("calendar-dollar"),
                    title: tr!(l, "calendar-no-dealers").into(),
                    body: tr!(l, "calendar-no-dealers-do").into(),
                    action: None,
                }))
            } @else {
                (Card::titled(tr!(l, "calendar-whose")).flush(list(dealers.iter().map(|(id, name)| ListItem {
                    icon: Some(icon!("calendar-dollar")),
                    body: html! { a href=(format!("{HERE}?dealer={id}")) { (name) } },
                    end: None,
                }))))
            }
        }
    }
}

pub fn page(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let asked = page.asked;
    let is_list = matches!(page.look, Look::List(_));
    let told = page.sources.iter().any(|of| of.settlement.tells_dues());
    let looks = [
        (
            tr!(l, "calendar-month"),
            asked.with(HERE, &[("view", ""), ("day", "")]).into(),
            !is_list,
        ),
        (
            tr!(l, "calendar-list"),
            asked.with(HERE, &[("view", "list"), ("day", "")]).into(),
            is_list,
        ),
    ];
    html! {
        (PageHead::new(l, tr!(l, "calendar-title"))
            .facts(html! { p {
                @if page.staff { (page.dealer.name) ". " }
                (tr!(l, "calendar-about"))
            } })
            .actions(html! {
                @if told {
                    (Button::plain("XLSX").icon(icon!("file-spreadsheet")).href(asked.with("/calendar/list.xlsx", &[("view", ""), ("month", ""), ("draft", "")])).attr("data-file", ""))
                }
            }))
        div.kb-stack-lg {
            (filter(cx, page))
            @if let Some(laid) = &page.laid { (draft::card(cx, laid)) }
            @if page.draft_lost { (Alert::info(tr!(l, "calendar-draft-lost"))) }
            @if !told {
                (Card::new().flush(Empty {
                    icon: icon!("calendar-dollar"),
                    title: tr!(l, "calendar-empty").into(),
                    body: tr!(l, "calendar-empty-do").into(),
                    action: None,
                }))
            } @else {
                @if page.overdue.total.count > 0 && !is_list { (overdue(l, page, &page.overdue)) }
                div.kb-row.kb-between { (segments(tr!(l, "calendar-looks"), looks)) (months(l, page)) }
                @match &page.look {
                    Look::Month(view) => (month(l, page, view)),
                    Look::List(view) => (listed(l, page, view)),
                }
            }
            div.kb-grid.kb-g-2 {
                (sources(cx, &page.sources))
                @if let Some(own) = &page.feed { (feed::card(cx, own)) }
            }
        }
    }
}

fn filter(cx: &Cx, page: &Page<'_>) -> Markup {
    let (l, asked) = (cx.locale, page.asked);
    let dealers = page
        .dealers
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
    let any = || std::iter::once(Choice::new("", tr!(l, "calendar-any")));
    let entities = page
        .entities
        .iter()
        .map(|of| Choice::new(of.id.to_string(), of.name.as_str()));
    let contracts = page.selection.settlements.iter().map(|of| {
        let name = format!("{} · {}, {}", of.number, of.buyer.name, of.currency.code());
        Choice::new(of.id.to_string(), name)
    });
    let several = page.entities.len() > 1 || page.selection.settlements.len() > 1;
    if !page.staff && !several {
        return html! {};
    }
    // What is another dealer's can't be asked for together with a new one.
    let whose = html! {
        (Select::new("dealer", tr!(l, "calendar-dealer"), dealers).chosen(page.dealer.id.to_string()).attr("data-autosubmit", ""))
        @for (name, value) in [("view", &asked.view), ("month", &asked.month)] {
            @if !value.is_empty() { (hidden(name, value)) }
        }
        (Button::plain(tr!(l, "calendar-show")))
    };
    let body = html! {
        @if page.staff { (hidden("dealer", page.dealer.id.to_string())) }
        (Select::new("entity", tr!(l, "calendar-entity"), any().chain(entities)).chosen(asked.entity.as_str()).attr("data-autosubmit", ""))
        (Select::new("contract", tr!(l, "calendar-contract"), any().chain(contracts)).chosen(asked.contract.as_str()).attr("data-autosubmit", ""))
        @for (name, value) in [("view", &asked.view), ("month", &asked.month), ("draft", &asked.draft)] {
            @if !value.is_empty() { (hidden(name, value)) }
        }
        (Button::plain(tr!(l, "calendar-show")))
    };
    html! {
        (Card::new().body(html! {
            @if page.staff { (Form::get(HERE).class("kb-row kb-bottom").body(whose)) }
            @if several { (Form::get(HERE).class("kb-row kb-bottom").body(body)) }
        }))
    }
}

fn overdue(l: Locale, page: &Page<'_>, of: &Overdue) -> Markup {
    let more = of.total.count.saturating_sub(of.rows.len());
    let all = page.asked.with(HERE, &[("view", "list"), ("day", ""), ("month", "")]);
    let items = of.rows.iter().map(|row| ListItem {
        icon: Some(icon!("clock-exclamation")),
        body: html! {
            (named(l, row))
            span.kb-sub { (tr!(l, "calendar-of-contract", number = row.contract.as_str(), buyer = row.buyer.as_str())) }
            (partly(l, &row.due))
        },
        end: Some(html! {
            div.num {
                div.kb-m { (secret(BALANCE, format::money(l, row.due.left()))) }
                (day(l, &row.due, page.today))
            }
        }),
    });
    html! {
        (Card::titled(tr!(l, "calendar-overdue"))
            .id("overdue")
            .hold()
            .aside(html! { div.num { (sums(l, &of.total.sums)) } })
            .flush(list(items))
            .footer(html! {
                @if of.cut { p.kb-note.m-0 { (tr!(l, "calendar-cut")) } }
                @if more > 0 { a href=(all) { (tr!(l, "calendar-overdue-more", n = more)) } }
                @else { span.kb-note { (tr!(l, "calendar-overdue-note")) } }
            }))
    }
}

/// The document of a due, with a link where the reader may open it, and its order.
fn named(l: Locale, row: &Row) -> Markup {
    let number = match row.due.number.is_empty() {
        true => tr!(l, "calendar-unnamed"),
        false => row.due.number.as_str(),
    };
    html! {
        @match row.document {
            Some(id) => a href=(format!("/documents/{id}")) { (number) },
            None => span.kb-b { (number) },
        }
        @if let Some(order) = row.order {
            " " a.kb-sm href=(format!("/orders/{order}")) { (tr!(l, "calendar-order", number = order.to_string())) }
        }
    }
}

/// From month to month; in the list there is nothing to turn.
fn months(l: Locale, page: &Page<'_>) -> Markup {
    let Look::Month(view) = &page.look else {
        return html! {};
    };
    let at = |month: Option<Month>| month.map(|month| page.asked.with(HERE, &[("month", &month.code())]));
    html! {
        nav.kb-row aria-label=(tr!(l, "calendar-months")) {
            @if let Some(href) = at(view.previous) {
                (Button::quiet(tr!(l, "calendar-earlier")).only_icon(icon!("chevron-left")).small().href(href))
            }
            b { (tr!(l, "work-days-month", month = i64::from(view.month.first().month()))) " " (view.month.first().year()) }
            @if let Some(href) = at(view.next) {
                (Button::quiet(tr!(l, "calendar-later")).only_icon(icon!("chevron-right")).small().href(href))
            }
            @if view.month != Month::of(page.today) {
                (Button::quiet(tr!(l, "calendar-now")).small().href(page.asked.with(HERE, &[("month", "")])))
            }
        }
    }
}

fn month(l: Locale, page: &Page<'_>, view: &MonthView) -> Markup {
    let laid_day = page.laid.as_ref().and_then(|laid| laid.due);
    let break_day = page
        .laid
        .as_ref()
        .filter(|laid| draft::breaks(laid))
        .map(|laid| laid.ship);
    let empty = view.days.is_empty() && laid_day.is_none_or(|day| view.month != Month::of(day));
    html! {
        section.card #month {
            div.card-body.kb-row.kb-between {
                div {
                    @if view.total.count == 0 { p.m-0.kb-soft { (tr!(l, "calendar-month-none")) } }
                    @else {
                        span.kb-soft { (tr!(l, "calendar-month-total", n = view.total.count)) }
                        (sums(l, &view.total.sums))
                    }
                }
                @if page.undated.count > 0 {
                    div {
                        a href=(page.asked.with(HERE, &[("view", "list"), ("day", ""), ("month", "")])) { (tr!(l, "calendar-undated-some", n = page.undated.count)) }
                        (sums(l, &page.undated.sums))
                    }
                }
            }
            div.kb-cal-h aria-hidden="true" { @for n in 1..=7 { span { (tr!(l, "work-days-weekday", n = n)) } } }
            ol.kb-cal {
                @for cell in view.month.grid() {
                    @match cell {
                        None => li.kb-day.is-empty {},
                        Some(day) => (day_cell(l, page, view, day, laid_day == Some(day), break_day == Some(day))),
                    }
                }
            }
            @if empty { div.kb-only-phone.card-body { (tr!(l, "calendar-month-none")) } }
            div.card-footer { p.kb-note.m-0 {
                (tr!(l, "calendar-legend"))
                @match view.known {
                    Known::Decreed => {},
                    Known::ByLaw => { " " (tr!(l, "calendar-year-by-law")) },
                    Known::Weekends => { " " (tr!(l, "calendar-year-unknown")) },
                }
            } }
        }
    }
}

fn day_cell(l: Locale, page: &Page<'_>, view: &MonthView, day: Day, laid: bool, breaks: bool) -> Markup {
    let dues = view.days.get(&day);
    let class = [
        view.calendar.is_off(day).then_some("is-off"),
        (day == page.today).then_some("is-today"),
        (dues.is_none() && !laid && !breaks).then_some("is-empty"),
        breaks.then_some("is-break"),
    ];
    let class = std::iter::once("kb-day")
        .chain(class.into_iter().flatten())
        .collect::<Vec<_>>()
        .join(" ");
    let iso = format::iso_date(day);
    let href = page.asked.with(HERE, &[("day", &iso), ("view", "list"), ("month", "")]);
    html! {
        li class=(class) data-day=(iso) {
            time datetime=(iso) {
                span.kb-no-phone { (day.day()) }
                span.kb-only-phone { (format::date(day)) ", " (tr!(l, "work-days-weekday", n = i64::from(day.weekday().to_monday_one_offset()))) }
            }
            @for (currency, of) in dues.into_iter().flatten() { (event(l, page, day, *currency, of, &href)) }
            @if laid { @if let Some(of) = &page.laid { (if_sent(l, of)) } }
            @if breaks { span.kb-ev.is-late data-field=(LIMIT) { (tr!(l, "calendar-breaks-here")) } }
        }
    }
}

fn event(l: Locale, page: &Page<'_>, day: Day, currency: Currency, of: &DayView, href: &str) -> Markup {
    html! {
        a.kb-ev.is-late[day < page.today] href=(href) data-currency=(currency.code()) {
            @for sum in of.total.sums.iter() { b data-field=(BALANCE) { (format::money(l, sum)) } }
            @if of.total.count == 1 && !of.number.is_empty() { (of.number) }
            @else { (tr!(l, "calendar-payments", n = of.total.count)) }
            @if of.total.partly > 0 { " · " (tr!(l, "calendar-partly-short")) }
            @if of.worked_out { " · " (tr!(l, "calendar-worked-out-short")) }
        }
    }
}

/// What the draft would add.
fn if_sent(l: Locale, of: &Laid) -> Markup {
    html! {
        a.kb-ev.is-if href=(format!("/drafts/{}", of.draft.id)) {
            b data-field=(PRICE) { (format::money(l, of.total)) }
            (tr!(l, "calendar-if-sent"))
        }
    }
}

fn listed(l: Locale, page: &Page<'_>, view: &ListView) -> Markup {
    let (title, all) = match view.day {
        Some(day) => (tr!(l, "calendar-of-day", day = day), true),
        None => (tr!(l, "calendar-all").to_owned(), false),
    };
    let today = page.today;
    let table = Table::new(title.clone(), &view.rows)
        .row_data("data-due", |row: &Row| row.due.number.clone())
        .column(Column::title(tr!(l, "calendar-col-document"), move |row: &Row| {
            html! {
                (named(l, row))
                span.kb-sub { (tr!(l, "calendar-of-contract", number = row.contract.as_str(), buyer = row.buyer.as_str())) }
            }
        }))
        .column(Column::status(tr!(l, "calendar-col-state"), move |row: &Row| {
            html! { @if row.due.is_partly_paid() { (partly_mark(l)) } }
        }))
        .column(Column::text(tr!(l, "calendar-col-day"), move |row: &Row| day(l, &row.due, today)))
        .column(Column::num(tr!(l, "calendar-col-sum"), move |row: &Row| format::money(l, row.due.sum)).field(BALANCE))
        .column(
            Column::num(tr!(l, "calendar-col-paid"), move |row: &Row| {
                OrDash(row.due.is_partly_paid().then(|| format::money(l, row.due.paid)))
            })
            .field(BALANCE),
        )
        .column(Column::sum(tr!(l, "calendar-col-left"), move |row: &Row| format::money(l, row.due.left())).field(BALANCE));
    let card = Card::titled(title).id("list");
    let card = match all {
        true => card.aside(html! { a.kb-sm href=(page.asked.with(HERE, &[("view", "list"), ("day", "")])) { (tr!(l, "calendar-show-all")) } }),
        false => card,
    };
    html! {
        @if view.rows.is_empty() {
            (card.flush(Empty {
                icon: icon!("calendar-check"),
                title: tr!(l, "calendar-none").into(),
                body: tr!(l, "calendar-none-do").into(),
                action: None,
            }))
        } @else { (card.flush(table)) }
        (Pager {
            locale: l,
            previous: (!view.first).then(|| page.asked.with(HERE, &[]).into()),
            next: view.next.clone().map(Into::into),
            shown: None,
        })
    }
}

/// Each contract tells at its own time.
fn sources(cx: &Cx, sources: &[Source]) -> Markup {
    let l = cx.locale;
    let card = Card::titled(tr!(l, "calendar-sources")).id("sources");
    if sources.is_empty() {
        return html! { (card.body(html! { p.kb-note.m-0 { (tr!(l, "calendar-sources-none")) } })) };
    }
    let items = sources.iter().map(|of| ListItem {
        icon: None,
        body: html! {
            a href=(format!("/settlements/{}", of.settlement.id)) { (tr!(l, "calendar-contract-name", number = of.settlement.number.as_str())) }
            span.kb-sub { (of.settlement.buyer.name) }
        },
        end: Some(html! {
            span.kb-sm.kb-soft {
                @match of.as_of {
                    Some(at) => (format::as_of(l, at, cx.access.now(), &cx.zone)),
                    None => (tr!(l, "calendar-never")),
                }
            }
        }),
    });
    html! { (card.flush(list(items))) }
}
