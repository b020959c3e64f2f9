//! The pages of the line of stages.

use maud::{Markup, html};

use super::stage_badge;
use crate::modules::orders::pages::stages::{ASKED_MOVERS, HERE, REQUIREMENTS, Typed};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::{Kind, Mover, Requirement, Stage, StageLine};
use crate::platform::journal::Entry;
use crate::platform::ui::{
    Alert, Button, Card, Check, Choice, Column, Field, Form, PageHead, Select, Table, fieldset, hidden,
};
use crate::platform::values::Locale;
use crate::platform::web::{Cx, Problems, changes};
use crate::{icon, tr};

/// A stage with what follows from the line and from the orders in it.
pub struct Row {
    pub stage: Stage,
    pub name: String,
    /// Names of the only stages that lead here; empty when any does.
    pub from: Vec<String>,
    pub orders: u64,
    pub back: bool,
    pub forward: bool,
    pub removable: bool,
    /// A submitted order begins here.
    pub entry: bool,
}

pub struct Page {
    pub rows: Vec<Row>,
    pub version: u32,
    pub history: Vec<Entry>,
    pub alert: Option<String>,
}

pub fn list(cx: &Cx, page: &Page) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "orders-stages-title"))
            .facts(html! { p { (tr!(l, "orders-stages-about")) } })
            .actions(Button::primary(tr!(l, "orders-stages-add")).icon(icon!("plus")).href(format!("{HERE}/new"))))
        div.kb-stack-lg {
            @if let Some(alert) = &page.alert { (Alert::bad(alert.as_str()).live()) }
            (Card::new().flush(table(cx, page)).footer(html! {
                span.kb-sm.kb-soft { (tr!(l, "orders-stages-order")) }
            }))
            (changes(cx, tr!(l, "orders-stages-history"), tr!(l, "orders-stages-history-empty"), &page.history))
        }
    }
}

fn table<'a>(cx: &'a Cx, page: &'a Page) -> Table<'a, Row> {
    let l = cx.locale;
    Table::new(tr!(l, "orders-stages-title"), &page.rows)
        .row_data("data-stage", |row: &Row| row.stage.key.to_string())
        .column(Column::title(tr!(l, "orders-col-stage"), move |row: &Row| {
            html! {
                a href=(format!("{HERE}/{}", row.stage.key)) { (stage_badge(row.stage.kind, &row.name)) }
                @if row.entry { span.kb-sub { (tr!(l, "orders-stages-entry")) } }
            }
        }))
        .column(Column::text(tr!(l, "orders-stages-kind"), move |row: &Row| {
            kind(l, row.stage.kind)
        }))
        .column(Column::text(tr!(l, "orders-stages-enter"), move |row: &Row| {
            let asked = ASKED_MOVERS.iter().filter(|(mover, _)| row.stage.enter.contains(mover));
            let movers: Vec<&str> = asked.map(|(of, _)| mover(l, *of)).collect();
            html! {
                (movers.join(", "))
                @if !row.from.is_empty() { span.kb-sub { (tr!(l, "orders-stages-only-from", stages = row.from.join(", "))) } }
            }
        }))
        .column(Column::text(tr!(l, "orders-stages-requires"), move |row: &Row| {
            let wanted: Vec<&str> = row.stage.requires.iter().map(|what| requirement(l, *what)).collect();
            match wanted.is_empty() {
                true => tr!(l, "orders-stages-requires-nothing").to_owned(),
                false => wanted.join(", "),
            }
        }))
        .column(Column::num(tr!(l, "orders-stages-orders"), |row: &Row| row.orders))
        .column(Column::actions(tr!(l, "orders-stages-col-action"), move |row: &Row| {
            actions(cx, page.version, row)
        }))
}

fn actions(cx: &Cx, version: u32, row: &Row) -> Markup {
    let l = cx.locale;
    let path = format!("{HERE}/{}", row.stage.key);
    let place = |to: &'static str, button: Button<'static>| {
        Form::post(format!("{path}/place"), cx.csrf())
            .class("kb-row")
            .body(html! {
                (hidden("version", version.to_string()))
                (hidden("to", to))
                (button)
            })
    };
    html! {
        div.kb-row {
            (Button::plain(tr!(l, "orders-stages-change")).small().href(path.clone()))
            @if row.back { (place("back", Button::quiet(tr!(l, "orders-stages-earlier")).small().icon(icon!("arrow-up")))) }
            @if row.forward { (place("forward", Button::quiet(tr!(l, "orders-stages-later")).small().icon(icon!("arrow-down")))) }
            @if row.removable {
                (Form::post(format!("{path}/removal"), cx.csrf()).class("kb-row").body(html! {
                    (hidden("version", version.to_string()))
                    (Button::plain(tr!(l, "orders-stages-remove")).small())
                }))
            }
        }
    }
}

pub fn form(cx: &Cx, line: &StageLine, stage: Option<&Stage>, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let name = stage.map(|stage| stage_name(l, line, &stage.key));
    let (title, action) = match stage {
        Some(stage) => (name.as_deref().unwrap_or_default(), format!("{HERE}/{}", stage.key)),
        None => (tr!(l, "orders-stages-new"), HERE.to_owned()),
    };
    let labels = [
        ("ru", tr!(l, "orders-stages-name-ru")),
        ("en", tr!(l, "orders-stages-name-en")),
        ("kind", tr!(l, "orders-stages-kind")),
    ];
    // A stage of the product's own has a name in both languages: an empty field keeps it.
    let own = |locale: Locale| {
        stage
            .filter(|stage| StageLine::shipped().get(&stage.key).is_some())
            .map(|stage| stage_name(locale, &StageLine::shipped(), &stage.key))
            .unwrap_or_default()
    };
    let kinds = Kind::ALL.map(|of| Choice::new(of.code(), kind(l, of)));
    let others = line
        .stages
        .iter()
        .filter(|other| Some(&other.key) != stage.map(|stage| &stage.key));
    let ticked = |list: &[String], value: &str| list.iter().any(|one| one == value);
    html! {
        (PageHead::new(l, title).crumb(tr!(l, "orders-stages-title"), HERE))
        (Form::post(action, cx.csrf()).class("card kb-form").attr("novalidate", "").body(html! {
            (hidden("version", typed.version.to_string()))
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                div.kb-grid.kb-g-2 {
                    (Field::text("ru", labels[0].1).value(typed.ru.as_str()).placeholder(own(Locale::Ru))
                        .error(problems.at("ru")))
                    (Field::text("en", labels[1].1).value(typed.en.as_str()).placeholder(own(Locale::En))
                        .error(problems.at("en")))
                }
                @match stage {
                    Some(stage) => p.m-0 {
                        (tr!(l, "orders-stages-kind")) ": " b { (kind(l, stage.kind)) }
                        span.kb-sub { (tr!(l, "orders-stages-kind-fixed")) }
                    },
                    None => (Select::new("kind", labels[2].1, kinds).chosen(typed.kind.as_str())
                        .hint(tr!(l, "orders-stages-kind-hint")).error(problems.at("kind"))),
                }
                (fieldset(tr!(l, "orders-stages-enter"), html! {
                    @for (of, code) in ASKED_MOVERS {
                        (Check::new("enter", code, mover(l, of), ticked(&typed.enter, code)))
                    }
                }))
                (fieldset(tr!(l, "orders-stages-requires"), html! {
                    @for (what, code) in REQUIREMENTS {
                        (Check::new("requires", code, requirement(l, what), ticked(&typed.requires, code)))
                    }
                }))
                (fieldset(tr!(l, "orders-stages-from"), html! {
                    p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-stages-from-hint")) }
                    @for other in others {
                        (Check::new("from", other.key.as_str(), stage_name(l, line, &other.key),
                            ticked(&typed.from, other.key.as_str())))
                    }
                }))
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "orders-stages-save")).icon(icon!("check")))
                (Button::quiet(tr!(l, "orders-stages-cancel")).href(HERE))
            }
        }))
    }
}

/// What a kind of stages is called.
pub fn kind(l: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Waiting => tr!(l, "orders-stages-kind-waiting"),
        Kind::Confirmed => tr!(l, "orders-stages-kind-confirmed"),
        Kind::Queued => tr!(l, "orders-stages-kind-queued"),
        Kind::Production => tr!(l, "orders-stages-kind-production"),
        Kind::Ready => tr!(l, "orders-stages-kind-ready"),
        Kind::Shipped => tr!(l, "orders-stages-kind-shipped"),
        Kind::Closed => tr!(l, "orders-stages-kind-closed"),
        Kind::Cancelled => tr!(l, "orders-stages-kind-cancelled"),
    }
}

fn mover(l: Locale, mover: Mover) -> &'static str {
    match mover {
        Mover::Dealer => tr!(l, "orders-stages-mover-dealer"),
        Mover::Staff => tr!(l, "orders-stages-mover-staff"),
        Mover::OneC => tr!(l, "orders-stages-mover-one-c"),
        Mover::System => tr!(l, "orders-stages-mover-system"),
    }
}

fn requirement(l: Locale, what: Requirement) -> &'static str {
    match what {
        Requirement::Planned => tr!(l, "orders-stages-needs-planned"),
        Requirement::Agreed => tr!(l, "orders-stages-needs-agreed"),
        Requirement::Shipment => tr!(l, "orders-stages-needs-shipment"),
        Requirement::Reason => tr!(l, "orders-stages-needs-reason"),
    }
}
