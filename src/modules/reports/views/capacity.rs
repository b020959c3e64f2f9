//! The form of what production can make.

use maud::{Markup, html};

use crate::modules::catalogue::GroupId;
use crate::modules::reports::model::{GroupTree, Measure, PlanSettings};
use crate::modules::reports::pages::capacity::Typed;
use crate::platform::i18n::format;
use crate::platform::ui::{
    Alert, Button, Card, Check, Choice, Column, Field, Form, PageHead, Select, Table, TextArea, hidden,
};
use crate::platform::values::{Day, Locale};
use crate::platform::web::Cx;
use crate::tr;

pub struct Page<'a> {
    pub settings: &'a PlanSettings,
    pub tree: &'a GroupTree,
    /// What was typed where it could not be kept.
    pub typed: Option<&'a Typed>,
    pub alert: Option<String>,
}

struct Row {
    group: GroupId,
    path: String,
    per_day: String,
    measure: String,
    minutes: String,
}

impl Page<'_> {
    fn rows(&self, l: Locale) -> Vec<Row> {
        let row = |group: GroupId| {
            let path = self.tree.path(group);
            if let Some(typed) = self.typed {
                let found = typed.rows.iter().find(|row| row.0 == group).cloned();
                let (_, per_day, measure, minutes) =
                    found.unwrap_or((group, String::new(), String::new(), String::new()));
                return Row {
                    group,
                    path,
                    per_day,
                    measure,
                    minutes,
                };
            }
            let capacity = self.settings.capacity(group);
            let figure = |quantity| format::quantity(l, quantity).to_string();
            Row {
                group,
                path,
                per_day: capacity.map(|capacity| figure(capacity.per_day)).unwrap_or_default(),
                measure: capacity
                    .map_or(Measure::Units, |capacity| capacity.measure)
                    .code()
                    .to_owned(),
                minutes: capacity
                    .filter(|capacity| capacity.measure == Measure::Minutes)
                    .map(|capacity| figure(capacity.minutes))
                    .unwrap_or_default(),
            }
        };
        self.tree.all().into_iter().map(row).collect()
    }
}

fn days<'a>(days: impl Iterator<Item = &'a Day>) -> String {
    days.map(|day| format::date(*day).to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

pub fn page(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let rows = page.rows(l);
    let exceptions = &page.settings.exceptions;
    let (off, on) = match page.typed {
        Some(typed) => (typed.off.clone(), typed.on.clone()),
        None => (days(exceptions.off.iter()), days(exceptions.on.iter())),
    };
    let shown = page.typed.map_or(page.settings.shown, |typed| typed.shown);
    let measures = || Measure::ALL.map(|measure| Choice::new(measure.code(), measure_name(l, measure)));
    let table = Table::new(tr!(l, "reports-capacity-title"), &rows)
        .column(Column::head(tr!(l, "reports-group"), |row: &Row| row.path.clone()))
        .column(Column::text(tr!(l, "reports-capacity-per-day"), move |row: &Row| {
            Field::decimal(format!("day-{}", row.group), tr!(l, "reports-capacity-per-day"))
                .id(format!("day-{}", row.group))
                .label_hidden()
                .value(row.per_day.clone())
        }))
        .column(Column::text(tr!(l, "reports-capacity-measure"), move |row: &Row| {
            Select::new(
                format!("measure-{}", row.group),
                tr!(l, "reports-capacity-measure"),
                measures(),
            )
            .id(format!("measure-{}", row.group))
            .label_hidden()
            .chosen(row.measure.clone())
        }))
        .column(Column::text(tr!(l, "reports-capacity-minutes"), move |row: &Row| {
            Field::decimal(format!("minutes-{}", row.group), tr!(l, "reports-capacity-minutes"))
                .id(format!("minutes-{}", row.group))
                .label_hidden()
                .value(row.minutes.clone())
        }));
    html! {
        (PageHead::new(l, tr!(l, "reports-capacity-title"))
            .crumb(tr!(l, "reports-plan-title"), "/plan")
            .facts(html! { p { (tr!(l, "reports-capacity-what")) } }))
        (Form::post("/plan/capacity", cx.csrf()).class("kb-stack-lg").body(html! {
            (hidden("version", page.settings.version.to_string()))
            @if let Some(alert) = &page.alert { (Alert::warning(alert.as_str()).live()) }
            (Card::new().flush(table))
            (Card::titled(tr!(l, "reports-capacity-days")).body(html! {
                div.kb-stack {
                    (TextArea::new("off", tr!(l, "reports-capacity-off"), 2).value(off).hint(tr!(l, "reports-capacity-off-hint")))
                    (TextArea::new("on", tr!(l, "reports-capacity-on"), 2).value(on).hint(tr!(l, "reports-capacity-on-hint")))
                    (Check::new("shown", "1", tr!(l, "reports-capacity-shown"), shown))
                }
            }))
            div { (Button::primary(tr!(l, "reports-capacity-keep"))) }
        }))
    }
}

fn measure_name(l: Locale, measure: Measure) -> &'static str {
    match measure {
        Measure::Units => tr!(l, "reports-measure-units"),
        Measure::Minutes => tr!(l, "reports-measure-minutes"),
    }
}
