//! The pages of the tax rates.

use maud::{Markup, html};

use crate::modules::catalogue::pages::taxes::{HERE, Typed};
use crate::modules::catalogue::{VatClass, VatRegime, VatRow, VatTable};
use crate::modules::dealers::Country;
use crate::platform::i18n::{format, try_text};
use crate::platform::journal::Entry;
use crate::platform::ui::{
    Alert, Button, Card, Choice, Column, Field, Form, PageHead, Select, Table, Tone, hidden, status,
};
use crate::platform::values::{Day, Locale, VatRate};
use crate::platform::web::{Cx, Problems, changes};
use crate::{icon, tr};

/// Where a rate stands in time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    Coming,
    Now,
    Past,
}

/// A row with what follows from the rows beside it.
pub struct Held {
    row: VatRow,
    /// The last day on which it holds.
    last: Option<Day>,
    when: When,
}

impl Held {
    /// What is coming and what holds first, then what held; within them by whom and what.
    pub fn all(table: &VatTable, today: Day) -> Vec<Held> {
        let mut all: Vec<Held> = table.rows.iter().map(|row| Held::of(table, row, today)).collect();
        all.sort_by_key(|held| {
            let row = &held.row;
            let regime = VatRegime::WITH_ROWS.iter().position(|of| *of == row.regime);
            (
                held.when == When::Past,
                row.seller != Country::Ru,
                row.export,
                regime,
                row.class.code() != "standard",
                row.from,
            )
        });
        all
    }

    fn of(table: &VatTable, row: &VatRow, today: Day) -> Held {
        let ends = table.ends(row);
        let when = match (row.from > today, ends) {
            (true, _) => When::Coming,
            (false, Some(end)) if end <= today => When::Past,
            _ => When::Now,
        };
        Held {
            row: row.clone(),
            last: ends.and_then(|end| end.yesterday().ok()),
            when,
        }
    }
}

pub struct Page {
    pub rows: Vec<Held>,
    pub history: Vec<Entry>,
    pub alert: Option<String>,
}

pub fn list(cx: &Cx, page: &Page) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "catalogue-vat-title"))
            .facts(html! { p { (tr!(l, "catalogue-vat-about")) } })
            .actions(Button::primary(tr!(l, "catalogue-vat-add")).icon(icon!("plus")).href(format!("{HERE}/new"))))
        div.kb-stack-lg {
            @if let Some(alert) = &page.alert { (Alert::bad(alert.as_str()).live()) }
            (Card::new().flush(table(cx, &page.rows)).footer(html! {
                span.kb-sm.kb-soft { (tr!(l, "catalogue-vat-fixed")) }
            }))
            (changes(cx, tr!(l, "catalogue-vat-history"), tr!(l, "catalogue-vat-history-empty"), &page.history))
        }
    }
}

fn table<'a>(cx: &'a Cx, rows: &'a [Held]) -> Table<'a, Held> {
    let l = cx.locale;
    let word = move |id: &'static str| try_text(l, id).unwrap_or_default();
    Table::new(tr!(l, "catalogue-vat-title"), rows)
        .row_data("data-vat", |held: &Held| format::iso_date(held.row.from).to_string())
        .column(Column::title(tr!(l, "catalogue-vat-col-seller"), move |held: &Held| {
            html! { b { (country(l, held.row.seller)) } span.kb-sub { (word(held.row.regime.message())) } }
        }))
        .column(Column::status(
            tr!(l, "catalogue-vat-col-when"),
            move |held: &Held| match held.when {
                When::Now => status(Tone::Good, icon!("circle-check"), tr!(l, "catalogue-vat-now")),
                When::Coming => status(Tone::Move, icon!("clock"), tr!(l, "catalogue-vat-coming")),
                When::Past => status(Tone::Past, icon!("archive"), tr!(l, "catalogue-vat-past")),
            },
        ))
        .column(Column::text(tr!(l, "catalogue-vat-col-class"), move |held: &Held| {
            word(held.row.class.message())
        }))
        .column(Column::text(tr!(l, "catalogue-vat-col-way"), move |held: &Held| {
            way(l, held.row.export)
        }))
        .column(Column::text(tr!(l, "catalogue-vat-col-days"), move |held: &Held| {
            let from = format::date(held.row.from);
            match held.last {
                Some(last) => tr!(l, "catalogue-vat-days", from = &*from, last = &*format::date(last)),
                None => tr!(l, "catalogue-vat-days-open", from = &*from),
            }
        }))
        .column(Column::sum(tr!(l, "catalogue-vat-col-rate"), move |held: &Held| {
            rate(l, held.row.rate)
        }))
        .column(Column::actions(
            tr!(l, "catalogue-col-action"),
            move |held: &Held| match held.when {
                When::Now => next(l, &held.row),
                When::Coming => take_back(cx, &held.row),
                When::Past => html! {},
            },
        ))
}

fn country(l: Locale, country: Country) -> &'static str {
    match country {
        Country::Ru => tr!(l, "dealers-country-ru"),
        Country::Kz => tr!(l, "dealers-country-kz"),
    }
}

fn way(l: Locale, export: bool) -> &'static str {
    match export {
        false => tr!(l, "catalogue-vat-home"),
        true => tr!(l, "catalogue-vat-export"),
    }
}

fn rate(l: Locale, rate: VatRate) -> String {
    match rate {
        VatRate::Rate(rate) => format::percent(l, rate).to_string(),
        VatRate::Exempt => tr!(l, "catalogue-vat-regime-exempt").to_owned(),
    }
}

/// The fields that say which row it is.
fn marks(row: &VatRow) -> [(&'static str, String); 4] {
    [
        ("seller", row.seller.code().to_owned()),
        ("regime", row.regime.code().to_owned()),
        ("class", row.class.code().to_owned()),
        ("export", if row.export { "yes" } else { "" }.to_owned()),
    ]
}

fn next(l: Locale, row: &VatRow) -> Markup {
    let query = serde_html_form::to_string(marks(row)).unwrap_or_default();
    html! { (Button::plain(tr!(l, "catalogue-vat-next")).small().href(format!("{HERE}/new?{query}"))) }
}

fn take_back(cx: &Cx, row: &VatRow) -> Markup {
    let l = cx.locale;
    let percent = match row.rate {
        VatRate::Rate(rate) => format::percent(l, rate).to_string(),
        VatRate::Exempt => String::new(),
    };
    html! {
        (Form::post(format!("{HERE}/removal"), cx.csrf()).body(html! {
            @for (name, value) in marks(row) { (hidden(name, value)) }
            (hidden("from", format::date(row.from).to_string()))
            (hidden("rate", percent.as_str()))
            (Button::plain(tr!(l, "catalogue-vat-remove")).small())
        }))
    }
}

pub fn form(cx: &Cx, typed: &Typed, today: &str, problems: &Problems) -> Markup {
    let l = cx.locale;
    let at = |field: &str| problems.at(field);
    let word = |id: &'static str| try_text(l, id).unwrap_or_default();
    let labels = [
        ("seller", tr!(l, "catalogue-vat-col-seller")),
        ("regime", tr!(l, "catalogue-vat-field-regime")),
        ("class", tr!(l, "catalogue-vat-col-class")),
        ("export", tr!(l, "catalogue-vat-col-way")),
        ("from", tr!(l, "catalogue-vat-field-from")),
        ("rate", tr!(l, "catalogue-vat-col-rate")),
    ];
    let sellers = [Country::Ru, Country::Kz].map(|of| Choice::new(of.code(), country(l, of)));
    let regimes = VatRegime::WITH_ROWS.map(|of| Choice::new(of.code(), word(of.message())));
    let classes = VatClass::WITH_ROWS.map(|of| Choice::new(of.code(), word(of.message())));
    let ways = [("", false), ("yes", true)].map(|(code, export)| Choice::new(code, way(l, export)));
    html! {
        (PageHead::new(l, tr!(l, "catalogue-vat-new")).crumb(tr!(l, "catalogue-vat-title"), HERE))
        (Form::post(HERE, cx.csrf()).class("card kb-form").attr("novalidate", "").body(html! {
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                div.kb-grid.kb-g-2 {
                    (Select::new("seller", labels[0].1, sellers).chosen(typed.seller.as_str()).error(at("seller")))
                    (Select::new("regime", labels[1].1, regimes).chosen(typed.regime.as_str())
                        .hint(tr!(l, "catalogue-vat-regime-hint")).error(at("regime")))
                    (Select::new("class", labels[2].1, classes).chosen(typed.class.as_str())
                        .hint(tr!(l, "catalogue-vat-class-hint")).error(at("class")))
                    (Select::new("export", labels[3].1, ways).chosen(typed.export.as_str()).error(at("export")))
                    (Field::text("from", labels[4].1).value(typed.from.as_str()).placeholder(today).required()
                        .hint(tr!(l, "catalogue-vat-from-hint")).error(at("from")))
                    (Field::decimal("rate", labels[5].1).value(typed.rate.as_str()).unit("%").required().error(at("rate")))
                }
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "catalogue-vat-save")).icon(icon!("check")))
                (Button::quiet(tr!(l, "catalogue-vat-cancel")).href(HERE))
            }
        }))
    }
}
