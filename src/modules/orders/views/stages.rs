//! The pages of the line of stages.

use maud::{Markup, html};

mod conflict;
mod reserved;

pub use reserved::said as reserved_said;

use super::stage_badge;
use crate::modules::orders::pages::stages::conflict::Conflict;
use crate::modules::orders::pages::stages::{ASKED_MOVERS, HERE, REQUIREMENTS, Typed};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::{Colour, Kind, Look, Mover, Requirement, Stage, StageLine};
use crate::platform::journal::Entry;
use crate::platform::ui::{
    Alert, Button, Card, Check, Choice, Column, Field, Form, PageHead, Select, Stage as Step, StageState, Table,
    fieldset, hidden, stage_line,
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
    /// To which roles of staff moves are left, in words.
    pub reserved: Vec<String>,
    pub orders: u64,
    pub back: bool,
    pub forward: bool,
    pub removable: bool,
    /// A submitted order begins here.
    pub entry: bool,
    /// What dealers see instead of it, or call it.
    pub seen: String,
}

/// A stage that is to be taken out, and what points at it.
pub struct Removal<'a> {
    pub stage: &'a Stage,
    pub name: String,
    pub version: u32,
    pub orders: u64,
    /// Statuses of 1C that mean it.
    pub statuses: Vec<String>,
    /// Stages of the same kind: key and name.
    pub heirs: Vec<(String, String)>,
    pub heir: String,
    /// Why it can't go at all.
    pub forbidden: Option<String>,
    pub alert: Option<String>,
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
            (preview(cx, page))
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
                a href=(format!("{HERE}/{}", row.stage.key)) { (stage_badge(&look(&row.stage), &row.name)) }
                @if row.stage.hidden { span.kb-sub { (tr!(l, "orders-stages-hidden-as", stage = row.seen.as_str())) } }
                @else if row.seen != row.name { span.kb-sub { (tr!(l, "orders-stages-seen-as", stage = row.seen.as_str())) } }
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
                @for only in &row.reserved { span.kb-sub { (only) } }
            }
        }))
        .column(Column::text(tr!(l, "orders-stages-requires"), move |row: &Row| {
            let wanted: Vec<String> = row.stage.requires.iter().map(|what| required(l, &row.stage, *what)).collect();
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
                (Button::plain(tr!(l, "orders-stages-remove")).small().href(format!("{path}/removal")))
            }
        }
    }
}

pub fn form(
    cx: &Cx,
    line: &StageLine,
    stage: Option<&Stage>,
    typed: &Typed,
    problems: &Problems,
    moved: Option<&Conflict>,
) -> Markup {
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
        ("colour", tr!(l, "orders-stages-colour")),
        ("paper", tr!(l, "orders-stages-paper")),
        ("paid", tr!(l, "orders-stages-paid")),
        ("dealer_ru", tr!(l, "orders-stages-dealer-ru")),
        ("dealer_en", tr!(l, "orders-stages-dealer-en")),
        ("hidden", tr!(l, "orders-stages-hidden")),
        ("reserved", tr!(l, "orders-stages-reserved")),
        ("enter", tr!(l, "orders-stages-enter")),
        ("paper_shown", tr!(l, "orders-stages-paper-shown")),
        ("from", tr!(l, "orders-stages-from")),
        ("from_dealer", tr!(l, "orders-stages-from-dealer")),
        ("requires", tr!(l, "orders-stages-requires")),
    ];
    let mut colours = vec![Choice::new("", tr!(l, "orders-stages-colour-kind"))];
    colours.extend(Colour::ALL.map(|of| Choice::new(of.code(), colour(l, of))));
    // A stage of the product's own has a name in both languages: an empty field keeps it.
    let own = |locale: Locale| {
        stage
            .filter(|stage| StageLine::shipped().get(&stage.key).is_some())
            .map(|stage| stage_name(locale, &StageLine::shipped(), &stage.key))
            .unwrap_or_default()
    };
    let kinds = Kind::ALL.map(|of| Choice::new(of.code(), kind(l, of)));
    let others: Vec<&Stage> = line
        .stages
        .iter()
        .filter(|other| Some(&other.key) != stage.map(|stage| &stage.key))
        .collect();
    let ticked = |list: &[String], value: &str| list.iter().any(|one| one == value);
    html! {
        (PageHead::new(l, title).crumb(tr!(l, "orders-stages-title"), HERE))
        (Form::post(action, cx.csrf()).class("card kb-form").attr("novalidate", "").body(html! {
            (hidden("version", typed.version.to_string()))
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                @if let Some(moved) = moved { (conflict::part(cx, line, moved, &labels)) }
                div.kb-grid.kb-g-2 {
                    (Field::text("ru", labels[0].1).value(typed.ru.as_str()).placeholder(own(Locale::Ru))
                        .error(problems.at("ru")))
                    (Field::text("en", labels[1].1).value(typed.en.as_str()).placeholder(own(Locale::En))
                        .error(problems.at("en")))
                }
                (Select::new("colour", labels[3].1, colours).chosen(typed.colour.as_str())
                    .hint(tr!(l, "orders-stages-colour-hint")).error(problems.at("colour")))
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
                    div.kb-grid.kb-g-2 {
                        (Field::text("paper", labels[4].1).value(typed.paper.as_str())
                            .hint(tr!(l, "orders-stages-paper-hint")).error(problems.at("paper")))
                        (Field::digits("paid", labels[5].1).value(typed.paid.as_str()).unit("%")
                            .hint(tr!(l, "orders-stages-paid-hint")).error(problems.at("paid")))
                    }
                    (Check::new("paper_shown", "1", tr!(l, "orders-stages-paper-shown"), !typed.paper_shown.is_empty()))
                    p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-stages-paper-means")) }
                }))
                (fieldset(tr!(l, "orders-stages-from"), html! {
                    p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-stages-from-hint")) }
                    (ways(l, line, &others, typed))
                }))
                (fieldset(labels[9].1, reserved::part(cx, line, &others, typed, problems)))
                (fieldset(tr!(l, "orders-stages-dealers"), html! {
                    p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-stages-dealers-hint")) }
                    (Check::new("hidden", "1", labels[8].1, !typed.hidden.is_empty()))
                    @if let Some(fault) = problems.at("hidden") { p.kb-err.m-0 { (fault) } }
                    div.kb-grid.kb-g-2 {
                        (Field::text("dealer_ru", labels[6].1).value(typed.dealer_ru.as_str()).error(problems.at("dealer_ru")))
                        (Field::text("dealer_en", labels[7].1).value(typed.dealer_en.as_str()).error(problems.at("dealer_en")))
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

/// From where to here, and for whom: a row for each stage, a column for each side. A dealer moves what waits alone.
fn ways(l: Locale, line: &StageLine, others: &[&Stage], typed: &Typed) -> Markup {
    let ticked = |list: &[String], value: &str| list.iter().any(|one| one == value);
    let cell = |name: &str, key: &str, label: String, on: bool| {
        html! {
            label { input.form-check-input type="checkbox" name=(name) value=(key) checked[on] aria-label=(label); }
        }
    };
    let (staff, dealer) = (mover(l, Mover::Staff), mover(l, Mover::Dealer));
    html! {
        table.kb-ways {
            caption.visually-hidden { (tr!(l, "orders-stages-from")) }
            thead { tr {
                th scope="col" { (tr!(l, "orders-stages-from-col")) }
                th scope="col" { (staff) }
                th scope="col" { (dealer) }
            } }
            tbody {
                @for other in others {
                    @let name = stage_name(l, line, &other.key);
                    @let key = other.key.as_str();
                    tr {
                        th scope="row" { (name) }
                        td { (cell("from", key, format!("{staff}: {name}"), ticked(&typed.from, key))) }
                        td {
                            @if other.kind == Kind::Waiting {
                                (cell("from_dealer", key, format!("{dealer}: {name}"), ticked(&typed.from_dealer, key)))
                            } @else {
                                span.kb-soft { "—" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The line with the eyes of a dealer.
fn preview(cx: &Cx, page: &Page) -> Markup {
    let l = cx.locale;
    let shown = page
        .rows
        .iter()
        .filter(|row| !row.stage.hidden && row.stage.kind != Kind::Cancelled);
    let steps: Vec<Step<'_>> = shown
        .map(|row| Step {
            name: row.seen.as_str().into(),
            note: kind(l, row.stage.kind).into(),
            state: StageState::Ahead,
            tone: Some(row.stage.tone()),
        })
        .collect();
    let hidden: Vec<&Row> = page.rows.iter().filter(|row| row.stage.hidden).collect();
    html! {
        (Card::titled(tr!(l, "orders-stages-preview")).small(tr!(l, "orders-stages-preview-about")).body(html! {
            div.kb-stack data-preview="dealer" {
                (stage_line(&steps))
                @if !hidden.is_empty() {
                    ul.kb-plain.kb-sm {
                        @for row in hidden {
                            li { (tr!(l, "orders-stages-preview-hidden", stage = row.name.as_str(), seen = row.seen.as_str())) }
                        }
                    }
                }
            }
        }))
    }
}

/// What points at a stage, and where it goes when the stage is taken out.
pub fn removal(cx: &Cx, page: &Removal<'_>) -> Markup {
    let l = cx.locale;
    let used = page.orders > 0 || !page.statuses.is_empty();
    let mut choices = vec![Choice::new("", tr!(l, "orders-stages-choose"))];
    choices.extend(
        page.heirs
            .iter()
            .map(|(key, name)| Choice::new(key.as_str(), name.as_str())),
    );
    html! {
        (PageHead::new(l, tr!(l, "orders-stages-removal")).crumb(tr!(l, "orders-stages-title"), HERE)
            .facts(html! { (stage_badge(&look(page.stage), &page.name)) }))
        div.kb-stack-lg {
            @if let Some(alert) = &page.alert { (Alert::bad(alert.as_str()).live()) }
            @if let Some(why) = &page.forbidden {
                @if page.alert.as_ref() != Some(why) { (Alert::warning(why.as_str())) }
                p { (Button::plain(tr!(l, "orders-stages-back")).href(HERE)) }
            } @else {
                (Form::post(format!("{HERE}/{}/removal", page.stage.key), cx.csrf()).class("card kb-form").body(html! {
                    (hidden("version", page.version.to_string()))
                    div.card-body.kb-stack {
                        ul.kb-plain {
                            li { (tr!(l, "orders-stages-removal-orders", n = page.orders)) }
                            @if !page.statuses.is_empty() {
                                li { (tr!(l, "orders-stages-removal-statuses", statuses = page.statuses.join(", "))) }
                            }
                        }
                        @if used {
                            (Select::new("to", tr!(l, "orders-stages-removal-to"), choices).chosen(page.heir.as_str())
                                .hint(tr!(l, "orders-stages-removal-hint")))
                        }
                        p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-stages-removal-about")) }
                    }
                    div.card-footer.kb-row {
                        (Button::danger(tr!(l, "orders-stages-removal-do")))
                        (Button::quiet(tr!(l, "orders-stages-removal-keep")).href(HERE))
                    }
                }))
            }
        }
    }
}

fn look(stage: &Stage) -> Look {
    Look {
        key: stage.key.clone(),
        kind: stage.kind,
        tone: stage.tone(),
    }
}

fn colour(l: Locale, colour: Colour) -> &'static str {
    match colour {
        Colour::Grey => tr!(l, "orders-colour-grey"),
        Colour::Blue => tr!(l, "orders-colour-blue"),
        Colour::Teal => tr!(l, "orders-colour-teal"),
        Colour::Violet => tr!(l, "orders-colour-violet"),
        Colour::Amber => tr!(l, "orders-colour-amber"),
        Colour::Green => tr!(l, "orders-colour-green"),
        Colour::Red => tr!(l, "orders-colour-red"),
    }
}

/// A requirement with what it asks for in this stage.
fn required(l: Locale, stage: &Stage, what: Requirement) -> String {
    match what {
        Requirement::Paper => tr!(l, "orders-stages-required-paper", paper = stage.paper.as_str()),
        Requirement::Payment => tr!(
            l,
            "orders-stages-required-payment",
            percent = u64::from(stage.percent())
        ),
        what => requirement(l, what).to_owned(),
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
        Requirement::Wished => tr!(l, "orders-stages-needs-wished"),
        Requirement::Paper => tr!(l, "orders-stages-needs-paper"),
        Requirement::Payment => tr!(l, "orders-stages-needs-payment"),
        Requirement::Planned => tr!(l, "orders-stages-needs-planned"),
        Requirement::Agreed => tr!(l, "orders-stages-needs-agreed"),
        Requirement::Shipment => tr!(l, "orders-stages-needs-shipment"),
        Requirement::Reason => tr!(l, "orders-stages-needs-reason"),
    }
}
