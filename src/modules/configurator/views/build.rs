//! The administrator's pages of models.

use maud::{Markup, html};

use super::why;
use crate::modules::configurator::model::{Model, Sheet, Why};
use crate::modules::configurator::pages::HERE;
use crate::modules::configurator::pages::build::{Listed, Page, Table as Edited, slug};
use crate::modules::configurator::tables::{Finding, sheet_name};
use crate::modules::configurator::{Edition, Offered, Workshop};
use crate::platform::i18n::format;
use crate::platform::ui::{
    Alert, Button, Card, Column, Empty, Field, Form, PageHead, Table, TextArea, Tone, hidden, status,
};
use crate::platform::values::Locale;
use crate::platform::web::{Cx, changes};
use crate::{icon, tr};

pub fn list(cx: &Cx, rows: &[Listed], typed: &str, alert: Option<&str>) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "configurator-title")).facts(html! { p { (tr!(l, "configurator-about")) } }))
        div.kb-stack-lg {
            @if let Some(alert) = alert { (Alert::bad(alert).live()) }
            @match rows.is_empty() {
                true => (Card::new().flush(Empty {
                    icon: icon!("ruler-measure"),
                    title: tr!(l, "configurator-empty").into(),
                    body: tr!(l, "configurator-empty-do").into(),
                    action: None,
                })),
                false => (Card::new().flush(table_of(cx, rows))),
            }
            (Card::titled(tr!(l, "configurator-begin")).body(Form::post(HERE, cx.csrf()).class("kb-row kb-bottom").body(html! {
                div.kb-grow { (Field::text("product", tr!(l, "configurator-begin-product")).value(typed).autocomplete("off")
                    .hint(tr!(l, "configurator-begin-hint"))) }
                (Button::primary(tr!(l, "configurator-begin-do")).icon(icon!("plus")))
            })))
        }
    }
}

fn table_of<'a>(cx: &'a Cx, rows: &'a [Listed]) -> Table<'a, Listed> {
    let l = cx.locale;
    Table::new(tr!(l, "configurator-title"), rows)
        .column(Column::title(tr!(l, "configurator-col-product"), |row: &Listed| {
            html! { a href=(format!("{HERE}/{}", row.product)) { (row.name) } span.kb-sub { (row.article) } }
        }))
        .column(Column::status(tr!(l, "configurator-col-state"), move |row: &Listed| {
            state(l, row.offered.as_ref(), &row.workshop)
        }))
        .column(Column::num(tr!(l, "configurator-col-edition"), |row: &Listed| {
            row.workshop.edition
        }))
        .column(Column::text(tr!(l, "configurator-col-changed"), move |row: &Listed| {
            html! { (format::datetime(row.workshop.changed, &cx.zone)) span.kb-sub { (row.workshop.changed_by) } }
        }))
}

fn state(l: Locale, offered: Option<&Offered>, workshop: &Workshop) -> Markup {
    match offered {
        Some(offered) if offered.withdrawn => status(Tone::Past, icon!("ban"), tr!(l, "configurator-is-withdrawn")),
        Some(_) if workshop.ahead => status(Tone::Wait, icon!("pencil"), tr!(l, "configurator-is-ahead")),
        Some(_) => status(Tone::Good, icon!("check"), tr!(l, "configurator-is-published")),
        None => status(Tone::Idle, icon!("pencil"), tr!(l, "configurator-is-draft")),
    }
}

pub fn page(cx: &Cx, page: &Page) -> Markup {
    let l = cx.locale;
    let workshop = &page.workshop;
    let here = format!("{HERE}/{}", workshop.product);
    let sold = page.offered.as_ref().is_some_and(|offered| !offered.withdrawn);
    let sound = page.findings.is_empty();
    html! {
        (PageHead::new(l, page.product.name.as_str())
            .crumb(tr!(l, "configurator-title"), HERE)
            .facts(html! { p {
                (state(l, page.offered.as_ref(), workshop)) " "
                (tr!(l, "configurator-changed", at = format::datetime(workshop.changed, &cx.zone), by = workshop.changed_by.as_str()))
            } })
            .actions(html! {
                @if sold { (Button::quiet(tr!(l, "configurator-as-buyer")).icon(icon!("external-link"))
                    .href(format!("/products/{}/configuration", workshop.product))) }
                (Button::plain(tr!(l, "configurator-preview")).icon(icon!("eye")).href(format!("{here}/preview")))
            }))
        div.kb-stack-lg {
            @if let Some(alert) = &page.alert { (Alert::bad(cx.say(alert)).live()) }
            @if let Some(findings) = &page.upload {
                (Alert::bad(tr!(l, "configurator-upload-refused", n = findings.len())).body(html! {
                    p { (tr!(l, "configurator-upload-kept")) }
                }).live())
                (found(cx, tr!(l, "configurator-upload-findings"), findings, None))
            }
            div.kb-grid.kb-g-side {
                div.kb-stack-lg {
                    @if !sound && page.upload.is_none() {
                        (found(cx, tr!(l, "configurator-before"), &page.findings, Some(&here)))
                    }
                    (parts(cx, &workshop.model, &here))
                    (changes(cx, tr!(l, "configurator-history"), tr!(l, "configurator-history-empty"), &page.history))
                }
                div.kb-stack-lg {
                    (publication(cx, page, &here, sold, sound))
                    (workbook(cx, &here, workshop.version))
                    (editions(cx, &page.editions, page.offered.as_ref(), &here))
                }
            }
        }
    }
}

/// Findings by table and row.
fn found(cx: &Cx, title: &str, findings: &[Finding], here: Option<&str>) -> Markup {
    let l = cx.locale;
    let table = Table::new(title, findings)
        .column(Column::head(tr!(l, "configurator-col-table"), move |finding: &Finding| {
            html! {
                @match here {
                    Some(here) => a href=(format!("{here}/tables/{}", slug(finding.sheet))) { (sheet_name(l, finding.sheet)) },
                    None => (sheet_name(l, finding.sheet)),
                }
            }
        }))
        .column(Column::num(tr!(l, "configurator-col-row"), |finding: &Finding| {
            finding.row.map(|row| row.to_string()).unwrap_or_default()
        }))
        .column(Column::text(tr!(l, "configurator-col-what"), move |finding: &Finding| cx.say(&finding.text)));
    html! { (Card::titled(title).flush(table)) }
}

/// The tables of the model, with how much each holds.
fn parts(cx: &Cx, model: &Model, here: &str) -> Markup {
    let l = cx.locale;
    let count = |sheet: Sheet| match sheet {
        Sheet::Parameters => model.parameters.len(),
        Sheet::Values => model.parameters.iter().map(|of| of.values.len()).sum(),
        Sheet::Rules => model.rules.len(),
        Sheet::Columns => model.columns.len(),
        Sheet::Parts => model.parts.len(),
        Sheet::Matrices => model.matrices.len(),
        Sheet::Facts => model.facts.len(),
        Sheet::Drawing => usize::from(model.drawing.is_some()),
        Sheet::Texts => model.english.len(),
    };
    let table = Table::new(tr!(l, "configurator-model"), &Sheet::ALL)
        .column(Column::title(tr!(l, "configurator-col-table"), move |sheet: &Sheet| {
            html! { a href=(format!("{here}/tables/{}", slug(*sheet))) { (sheet_name(l, *sheet)) } }
        }))
        .column(Column::text(tr!(l, "configurator-col-holds"), move |sheet: &Sheet| {
            holds(l, model, *sheet)
        }))
        .column(Column::num(tr!(l, "configurator-col-rows"), move |sheet: &Sheet| {
            count(*sheet)
        }));
    html! { (Card::titled(tr!(l, "configurator-model")).flush(table)) }
}

/// The first things of a table, by name.
fn holds(l: Locale, model: &Model, sheet: Sheet) -> String {
    const SHOWN: usize = 5;
    let rules = || (0..model.rules.len()).map(|place| why(l, model, &Why::Rule(place)));
    let names: Vec<String> = match sheet {
        Sheet::Parameters => model.parameters.iter().take(SHOWN).map(|of| of.name.clone()).collect(),
        Sheet::Values => {
            let values = model.parameters.iter().flat_map(|of| of.values.iter());
            values.take(SHOWN).map(|value| value.name.clone()).collect()
        }
        Sheet::Rules => rules().take(2).collect(),
        Sheet::Columns => model.columns.iter().take(SHOWN).map(|of| of.name.clone()).collect(),
        Sheet::Parts => model.parts.iter().take(SHOWN).map(|of| of.name.clone()).collect(),
        Sheet::Matrices => model.matrices.iter().take(SHOWN).map(|of| of.code.clone()).collect(),
        Sheet::Facts => model.facts.iter().take(SHOWN).map(|of| of.name.clone()).collect(),
        Sheet::Drawing => model
            .drawing
            .iter()
            .map(|of| format!("{} × {}", of.width, of.height))
            .collect(),
        Sheet::Texts => {
            let (done, all) = (model.english.len(), model.texts().len());
            vec![tr!(l, "configurator-texts-done", n = done, all = all)]
        }
    };
    names.join(", ")
}

fn publication(cx: &Cx, page: &Page, here: &str, sold: bool, sound: bool) -> Markup {
    let l = cx.locale;
    let workshop = &page.workshop;
    let next = page
        .offered
        .as_ref()
        .map_or(workshop.edition, |offered| offered.edition.max(workshop.edition))
        + 1;
    let may = sound && (workshop.ahead || !sold);
    html! {
        (Card::titled(tr!(l, "configurator-publication")).body(html! {
            div.kb-stack {
                @match (sound, workshop.ahead || !sold) {
                    (false, _) => p { (tr!(l, "configurator-not-sound", n = page.findings.len())) },
                    (true, true) => p { (tr!(l, "configurator-ready", edition = next)) },
                    (true, false) => p { (tr!(l, "configurator-nothing-new", edition = workshop.edition)) },
                }
                @if may {
                    (Form::post(format!("{here}/publication"), cx.csrf()).class("kb-stack").body(html! {
                        (hidden("version", workshop.version.to_string()))
                        (TextArea::new("note", tr!(l, "configurator-note"), 2).hint(tr!(l, "configurator-note-hint")))
                        (Button::primary(tr!(l, "configurator-publish", edition = next)).icon(icon!("check")))
                    }))
                }
                @if sold {
                    (Form::post(format!("{here}/withdrawal"), cx.csrf()).body(html! {
                        (Button::quiet(tr!(l, "configurator-withdraw")).icon(icon!("ban")))
                    }))
                }
            }
        }))
    }
}

fn workbook(cx: &Cx, here: &str, version: u32) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "configurator-workbook")).body(html! {
            div.kb-stack {
                p.kb-sm.kb-soft { (tr!(l, "configurator-workbook-about")) }
                (Button::plain(tr!(l, "configurator-workbook-take")).icon(icon!("download")).href(format!("{here}/workbook")))
                (Form::post(format!("{here}/workbook?version={version}&_csrf={}", cx.csrf()), cx.csrf()).multipart().class("kb-stack").body(html! {
                    (Field::file("file", tr!(l, "configurator-workbook-file")).attr("accept", ".xlsx"))
                    (Button::plain(tr!(l, "configurator-workbook-bring")).icon(icon!("upload")))
                }))
            }
        }))
    }
}

fn editions(cx: &Cx, editions: &[Edition], offered: Option<&Offered>, here: &str) -> Markup {
    let l = cx.locale;
    if editions.is_empty() {
        return html! {};
    }
    let current = offered
        .filter(|offered| !offered.withdrawn)
        .map(|offered| offered.edition);
    let table = Table::new(tr!(l, "configurator-editions"), editions)
        .column(Column::title(
            tr!(l, "configurator-col-edition"),
            move |edition: &Edition| {
                html! {
                    (tr!(l, "configurator-edition", n = edition.number))
                    @if current == Some(edition.number) { span.kb-sub { (tr!(l, "configurator-current")) } }
                    @if !edition.note.is_empty() { span.kb-sub { (edition.note) } }
                }
            },
        ))
        .column(Column::text(
            tr!(l, "configurator-col-published"),
            move |edition: &Edition| {
                html! { (format::datetime(edition.published, &cx.zone)) span.kb-sub { (edition.by) } }
            },
        ))
        .column(Column::actions(
            tr!(l, "configurator-col-action"),
            move |edition: &Edition| {
                Button::quiet(tr!(l, "configurator-edition-take", n = edition.number))
                    .only_icon(icon!("download"))
                    .small()
                    .href(format!("{here}/editions/{}", edition.number))
            },
        ));
    html! { (Card::titled(tr!(l, "configurator-editions")).flush(table)) }
}

/// A table as it is edited: every cell a field.
pub fn table(cx: &Cx, table: &Edited) -> Markup {
    let l = cx.locale;
    let here = format!("{HERE}/{}", table.product.id);
    let name = sheet_name(l, table.sheet);
    let width = table.rows.first().map_or(0, |(_, cells)| cells.len());
    // A column is as wide as its widest cell, within reason.
    let widest = |at: usize| {
        table
            .rows
            .iter()
            .filter_map(|(_, cells)| cells.get(at))
            .map(|cell| cell.chars().count())
            .max()
    };
    let widths: Vec<usize> = (0..width).map(|at| widest(at).unwrap_or(0).clamp(6, 34)).collect();
    let wrong = |row: usize| table.findings.iter().filter(move |finding| finding.row == Some(row));
    html! {
        (PageHead::new(l, name)
            .crumb(tr!(l, "configurator-title"), HERE)
            .crumb(table.product.name.as_str(), here.as_str())
            .facts(html! { p { (about(l, table.sheet)) } }))
        div.kb-stack-lg {
            @if let Some(alert) = &table.alert { (Alert::bad(cx.say(alert)).live()) }
            @for finding in table.findings.iter().filter(|finding| finding.row.is_none()) {
                (Alert::warning(cx.say(&finding.text)))
            }
            @if !table.elsewhere.is_empty() {
                (found(cx, tr!(l, "configurator-elsewhere"), &table.elsewhere, Some(&here)))
            }
            (Form::post(format!("{here}/tables/{}", slug(table.sheet)), cx.csrf()).class("kb-stack").body(html! {
                (hidden("version", table.version.to_string()))
                (hidden("width", width.to_string()))
                (Card::new().flush(html! {
                    div.kb-cells tabindex="0" role="region" aria-label=(name) {
                        table.table.card-table {
                            @if !table.head.is_empty() {
                                thead { tr { th scope="col" { "№" } @for head in &table.head { th scope="col" { (head) } } } }
                            }
                            tbody {
                                @for (row, cells) in &table.rows {
                                    tr class=[wrong(*row).next().map(|_| "is-bad")] {
                                        th scope="row" { (row) }
                                        @for (at, cell) in cells.iter().enumerate() {
                                            @let head = table.head.get(at).map_or("", String::as_str);
                                            td { input.form-control.form-control-sm name="c" value=(cell) autocomplete="off"
                                                size=(widths.get(at).copied().unwrap_or(8)) maxlength="500"
                                                aria-label=(tr!(l, "configurator-cell", row = *row, column = at + 1, head = head)); }
                                        }
                                    }
                                    @for finding in wrong(*row) {
                                        tr.is-bad { td {} td.kb-bad colspan=(width.max(1)) { (cx.say(&finding.text)) } }
                                    }
                                }
                            }
                        }
                    }
                }).footer(html! {
                    div.kb-row.kb-between {
                        span.kb-sm.kb-soft { (tr!(l, "configurator-table-more")) }
                        div.kb-row {
                            (Button::quiet(tr!(l, "configurator-table-leave")).href(here.as_str()))
                            (Button::primary(tr!(l, "configurator-table-save")).icon(icon!("device-floppy")))
                        }
                    }
                }))
            }))
        }
    }
}

/// How a table is written.
fn about(l: Locale, sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Parameters => tr!(l, "configurator-about-parameters"),
        Sheet::Values => tr!(l, "configurator-about-values"),
        Sheet::Rules => tr!(l, "configurator-about-rules"),
        Sheet::Columns => tr!(l, "configurator-about-columns"),
        Sheet::Parts => tr!(l, "configurator-about-parts"),
        Sheet::Matrices => tr!(l, "configurator-about-matrices"),
        Sheet::Facts => tr!(l, "configurator-about-facts"),
        Sheet::Drawing => tr!(l, "configurator-about-drawing"),
        Sheet::Texts => tr!(l, "configurator-about-texts"),
    }
}
