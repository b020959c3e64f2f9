//! What somebody else has changed meanwhile, beside what the form holds.

use maud::{Markup, Render, html};

use super::{colour, mover, requirement};
use crate::modules::orders::pages::stages::conflict::{Conflict, Row};
use crate::modules::orders::pages::stages::{ANYWHERE, ASKED_MOVERS, REQUIREMENTS};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::{Colour, StageKey, StageLine};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Alert, Check, Column, Table};
use crate::platform::values::Locale;
use crate::platform::web::Cx;
use crate::tr;

/// Over the fields of the form. Its tick says that the own values win over this very version.
pub fn part(cx: &Cx, line: &StageLine, conflict: &Conflict, labels: &[(&str, &str)]) -> Markup {
    let l = cx.locale;
    let label = move |field: &str| {
        let known = labels.iter().find(|(name, _)| *name == field);
        known.map_or_else(String::new, |(_, label)| (*label).to_owned())
    };
    let words = move |field: &str, values: &[String]| said(l, line, field, values);
    let advice = match conflict.is_both() {
        true => tr!(l, "orders-stages-conflict-both"),
        false => tr!(l, "orders-stages-conflict-merged"),
    };
    let table = Table::new(tr!(l, "orders-stages-conflict-caption"), &conflict.rows)
        .tight()
        .row_data("data-conflict", |row: &Row| row.field.to_owned())
        .column(Column::title(
            tr!(l, "orders-stages-conflict-field"),
            move |row: &Row| label(row.field),
        ))
        .column(Column::text(tr!(l, "orders-stages-conflict-was"), move |row: &Row| {
            row.was
                .as_ref()
                .map_or_else(|| "…".to_owned(), |was| words(row.field, was))
        }))
        .column(Column::text(
            tr!(l, "orders-stages-conflict-theirs"),
            move |row: &Row| words(row.field, &row.theirs),
        ))
        .column(Column::text(tr!(l, "orders-stages-conflict-own"), move |row: &Row| {
            let own = words(row.field, &row.own);
            match row.both {
                true => html! { b { (own) } },
                false => html! { (own) },
            }
        }));
    html! {
        div.kb-stack data-card="conflict" {
            (Alert::warning(tr!(l, "orders-stages-conflict")).live().body(html! {
                ul.kb-plain {
                    @for done in &conflict.done {
                        li { (done.who) ", " (format::datetime(done.at, &cx.zone)) ": " (done.said) }
                    }
                }
                p.m-0 { (advice) }
            }))
            @if !conflict.rows.is_empty() { (table.render()) }
            @if conflict.is_both() {
                (Check::new("over", conflict.version.to_string(), tr!(l, "orders-stages-conflict-over"), false))
            }
        }
    }
}

/// The values of a field in words.
fn said(l: Locale, line: &StageLine, field: &str, values: &[String]) -> String {
    let stage = |key: &str| match StageKey::new(key) {
        Some(key) => stage_name(l, line, &key),
        None => key.to_owned(),
    };
    let word = |value: &String| match field {
        "colour" => Colour::from_code(value).map_or("", |of| colour(l, of)).to_owned(),
        "enter" => {
            let known = ASKED_MOVERS.iter().find(|(_, code)| code == value);
            known.map_or("", |(of, _)| mover(l, *of)).to_owned()
        }
        "requires" => {
            let known = REQUIREMENTS.iter().find(|(_, code)| code == value);
            known.map_or("", |(of, _)| requirement(l, *of)).to_owned()
        }
        "from" | "from_dealer" => stage(value),
        "reserved" => {
            let (from, role) = value.split_once(':').unwrap_or((ANYWHERE, value));
            let role = try_text(l, &format!("access-role-{role}")).unwrap_or_default();
            match from {
                ANYWHERE => role.to_owned(),
                from => format!("{}: {role}", stage(from)),
            }
        }
        "paper_shown" => tr!(l, "orders-stages-paper-shown").to_owned(),
        "hidden" => tr!(l, "orders-stages-hidden").to_owned(),
        _ => value.clone(),
    };
    match values.is_empty() {
        true => "—".to_owned(),
        false => values.iter().map(word).collect::<Vec<_>>().join(", "),
    }
}
