//! A year of working days as markup.

use std::collections::BTreeSet;

use jiff::ToSpan;
use maud::{Markup, html};

use crate::modules::dealers::Country;
use crate::modules::work_days::events::country_message;
use crate::modules::work_days::model::{Calendar, Known, WorkDays, YEARS, known};
use crate::modules::work_days::pages::{HERE, Typed, address};
use crate::platform::i18n::{format, try_text};
use crate::platform::journal::Entry;
use crate::platform::ui::{
    Alert, Button, Card, Choice, Empty, Field, Form, ListItem, PageHead, Select, hidden, list, segments,
};
use crate::platform::values::{Day, Locale};
use crate::platform::web::{Cx, Problems, changes};
use crate::{icon, tr};

pub struct Page<'a> {
    pub country: Country,
    pub year: i16,
    pub said: WorkDays,
    pub calendar: Calendar,
    pub today: Day,
    pub typed: &'a Typed,
    pub history: Vec<Entry>,
}

pub fn page(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let countries = Country::ALL.map(|country| {
        let name = try_text(l, country_message(country)).unwrap_or_default();
        (name, address(country, page.year).into(), country == page.country)
    });
    let about = match known(page.country, page.year) {
        Known::Decreed => None,
        Known::ByLaw => Some(tr!(l, "work-days-by-law")),
        Known::Weekends => Some(tr!(l, "work-days-weekends")),
    };
    html! {
        (PageHead::new(l, tr!(l, "work-days-title"))
            .facts(html! { p { (tr!(l, "work-days-about")) } }))
        div.kb-stack-lg {
            (problems.summary(cx, &[("day", tr!(l, "work-days-day")), ("is", tr!(l, "work-days-is"))]))
            div.kb-row.kb-between {
                (segments(tr!(l, "work-days-country"), countries))
                (years(l, page))
            }
            @if let Some(about) = about { (Alert::warning(about)) }
            div.kb-grid.kb-g-side {
                (Card::titled(page.year.to_string()).body(html! {
                    ul.kb-year {
                        @for month in 1..=12 { li { (self::month(l, page, month)) } }
                    }
                    p.kb-hint.kb-mt { (tr!(l, "work-days-legend")) }
                }))
                div.kb-stack-lg {
                    (form(cx, page, problems))
                    (said(cx, page))
                    (changes(cx, tr!(l, "work-days-history"), tr!(l, "work-days-history-empty"), &page.history))
                }
            }
        }
    }
}

fn years(l: Locale, page: &Page<'_>) -> Markup {
    let beside = |by: i16| Some(page.year + by).filter(|year| YEARS.contains(year));
    html! {
        nav.kb-row aria-label=(tr!(l, "work-days-years")) {
            @if let Some(year) = beside(-1) {
                (Button::quiet(year.to_string()).small().icon(icon!("chevron-left")).href(address(page.country, year)))
            }
            @if let Some(year) = beside(1) {
                (Button::quiet(year.to_string()).small().icon(icon!("chevron-right")).href(address(page.country, year)))
            }
        }
    }
}

/// A month as a small table: Monday first, days off marked, those that an administrator says underlined.
fn month(l: Locale, page: &Page<'_>, month: i8) -> Markup {
    let Ok(first) = Day::new(page.year, month, 1) else {
        return html! {};
    };
    let lead = usize::from(first.weekday().to_monday_zero_offset().unsigned_abs());
    let days: Vec<Day> = first.series(1.day()).take_while(|day| day.month() == month).collect();
    let cells: Vec<Option<Day>> = std::iter::repeat_n(None, lead)
        .chain(days.into_iter().map(Some))
        .collect();
    html! {
        table.kb-mini {
            caption { (tr!(l, "work-days-month", month = i64::from(month))) }
            thead { tr { @for n in 1..=7 { th scope="col" { (tr!(l, "work-days-weekday", n = n)) } } } }
            tbody {
                @for week in cells.chunks(7) {
                    tr { @for day in week { (cell(l, page, *day)) } }
                }
            }
        }
    }
}

fn cell(l: Locale, page: &Page<'_>, day: Option<Day>) -> Markup {
    let Some(day) = day else {
        return html! { td {} };
    };
    let off = page.calendar.is_off(day);
    let said = page.said.off.contains(&day) || page.said.working.contains(&day);
    let class = [
        off.then_some("is-off"),
        said.then_some("is-said"),
        (day == page.today).then_some("is-today"),
    ];
    let class = class.into_iter().flatten().collect::<Vec<_>>().join(" ");
    html! {
        td class=[Some(class).filter(|class| !class.is_empty())] data-day=[said.then(|| format::iso_date(day))] {
            (day.day())
            @if off { span.visually-hidden { " " (tr!(l, "work-days-off")) } }
        }
    }
}

fn form(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let choices = [
        Choice::new("off", tr!(l, "work-days-off")),
        Choice::new("working", tr!(l, "work-days-working")),
    ];
    html! {
        (Card::titled(tr!(l, "work-days-say")).body(Form::post(HERE, cx.csrf()).class("kb-stack").attr("novalidate", "").body(html! {
            (marks(page))
            (Field::text("day", tr!(l, "work-days-day")).value(page.typed.day.as_str())
                .placeholder(tr!(l, "work-days-day-example")).autocomplete("off").error(problems.at("day")).required())
            (Select::new("is", tr!(l, "work-days-is"), choices).chosen(page.typed.is.as_str()).error(problems.at("is")))
            div { (Button::primary(tr!(l, "work-days-say-do")).icon(icon!("check"))) }
        })))
    }
}

/// The fields that say of what year a form is, and as it was seen.
fn marks(page: &Page<'_>) -> Markup {
    html! {
        (hidden("country", page.country.code()))
        (hidden("year", page.year.to_string()))
        (hidden("version", page.said.version.to_string()))
    }
}

fn said(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let days: BTreeSet<Day> = page.said.off.union(&page.said.working).copied().collect();
    let card = Card::titled(tr!(l, "work-days-said")).id("said");
    if days.is_empty() {
        return html! {
            (card.flush(Empty {
                icon: icon!("calendar-check"),
                title: tr!(l, "work-days-said-none").into(),
                body: tr!(l, "work-days-said-none-do").into(),
                action: None,
            }))
        };
    }
    let items = days.into_iter().map(|day| {
        let off = page.said.off.contains(&day);
        ListItem {
            icon: None,
            body: html! {
                b { (format::date(day)) }
                span.kb-sub { @if off { (tr!(l, "work-days-off")) } @else { (tr!(l, "work-days-working")) } }
            },
            end: Some(html! {
                (Form::post(HERE, cx.csrf()).body(html! {
                    (marks(page))
                    (hidden("day", format::iso_date(day).to_string()))
                    (hidden("is", if off { "working" } else { "off" }))
                    (Button::quiet(tr!(l, "work-days-take-back")).small())
                }))
            }),
        }
    });
    let back = Form::post(format!("{HERE}/shipped"), cx.csrf()).body(html! {
        (marks(page))
        (Button::quiet(tr!(l, "work-days-restore")).icon(icon!("arrow-back-up")))
    });
    html! { (card.flush(list(items)).footer(back)) }
}
