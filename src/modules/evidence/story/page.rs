//! The story as a page for people: one file without scripts and without anything loaded from elsewhere, for the screen and
//! for paper.

use std::io::Write;

use maud::{Markup, html};

use super::entries::Deed;
use super::files::Name;
use super::letters;
use super::{Look, Told, changed, each_state};
use crate::modules::evidence::pack::{Audience, Header, PAGE, Part, Shown, Spool};
use crate::modules::orders::views::order::shown as value_text;
use crate::modules::orders::views::{Frame, order::who};
use crate::modules::orders::{Difference, LineDifference, Order, OrderLine, Shown as Value, name_one, state};
use crate::modules::talk::Audience as Side;
use crate::platform::error::Error;
use crate::platform::i18n::{format, try_text};
use crate::platform::values::{Locale, Moment};
use crate::tr;

/// How it looks.
const STYLE: &str = include_str!("../../../../assets/evidence/pack.css");

struct Page<'a> {
    look: &'a Look<'a>,
    l: Locale,
    frame: Frame,
    out: Spool,
}

impl Page<'_> {
    fn raw(&mut self, text: &str) -> Result<(), Error> {
        self.out.write_all(text.as_bytes()).map_err(super::disk)
    }

    fn put(&mut self, markup: &Markup) -> Result<(), Error> {
        self.raw(&markup.0)?;
        self.raw("\n")
    }

    fn at(&self, moment: Moment) -> String {
        format::datetime(moment, &self.look.asked.zone).to_string()
    }

    fn value(&self, value: &Value) -> String {
        value_text(&self.frame, &self.look.line, value)
    }

    fn label(&self, id: &'static str) -> &'static str {
        try_text(self.l, id).unwrap_or(id)
    }
}

pub fn page(
    look: &Look<'_>,
    about: &Header,
    told: &Told,
    kept: &[(Name, Part)],
    missing: &[Name],
) -> Result<Part, Error> {
    let l = look.asked.locale;
    let mut page = Page {
        look,
        l,
        frame: Frame {
            locale: l,
            zone: look.asked.zone.clone(),
            now: look.access.now(),
            csrf: String::new(),
            staff: look.staff,
        },
        out: Spool::new().map_err(super::disk)?,
    };
    let title = tr!(l, "evidence-pack-title", number = about.order.as_str());
    page.raw("<!DOCTYPE html>\n")?;
    page.raw(&format!(
        "<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        l.tag()
    ))?;
    page.raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    )?;
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")?;
    page.put(&html! { title { (title) } })?;
    page.raw(&["<style>\n", STYLE, "</style>\n</head>\n<body>\n"].concat())?;
    head(&mut page, about, told, &title)?;
    events(&mut page, &told.deeds)?;
    states(&mut page)?;
    talk(&mut page, told)?;
    papers(&mut page, told)?;
    mail(&mut page, &told.letters)?;
    files(&mut page, kept, missing)?;
    chain(&mut page, about, told)?;
    page.raw("</body>\n</html>\n")?;
    page.out.finish(PAGE).map_err(super::disk)
}

fn head(page: &mut Page<'_>, about: &Header, told: &Told, title: &str) -> Result<(), Error> {
    let (l, order) = (page.l, page.look.order);
    let made = page.at(page.frame.now);
    let sides = match about.audience {
        Audience::Staff => tr!(l, "evidence-pack-for-staff"),
        Audience::Dealer => tr!(l, "evidence-pack-for-dealer"),
    };
    let notes = match about.internal {
        true => tr!(l, "evidence-pack-with-notes"),
        false => tr!(l, "evidence-pack-without-notes"),
    };
    page.put(&html! {
        h1 { (title) }
        @if about.demo { p.warn { (tr!(l, "evidence-pack-demo")) } }
        dl {
            dt { (tr!(l, "evidence-pack-dealer")) } dd { (told.dealer) }
            @if !order.name.is_empty() { dt { (tr!(l, "evidence-pack-name")) } dd { (order.name) } }
            dt { (tr!(l, "evidence-pack-total")) } dd { (format::money(l, order.totals.total)) }
            dt { (tr!(l, "evidence-pack-made")) } dd { (made) ", " (about.program) }
            dt { (tr!(l, "evidence-pack-holds")) } dd { (sides) " " (notes) }
        }
        p { (tr!(l, "evidence-pack-how")) }
        p { code { "kabinet evidence verify evidence-" (about.order) ".zip" } }
        p { (tr!(l, "evidence-pack-trust")) }
    })
}

/// Whose doing: somebody by name and for whom, 1C, the cabinet.
fn doer(page: &Page<'_>, deed: &Deed) -> Markup {
    let name = who(page.l, deed.side, &deed.name);
    html! {
        (name)
        @if let Some(behalf) = &deed.behalf { br; small { (tr!(page.l, "evidence-pack-behalf", name = behalf.as_str())) } }
    }
}

fn events(page: &mut Page<'_>, deeds: &[Deed]) -> Result<(), Error> {
    let l = page.l;
    page.put(&html! { h2 { (tr!(l, "evidence-pack-events")) } })?;
    page.raw("<table>\n")?;
    page.put(&html! { thead { tr {
        th { (tr!(l, "evidence-pack-entry")) } th { (tr!(l, "evidence-pack-when")) }
        th { (tr!(l, "evidence-pack-who")) } th { (tr!(l, "evidence-pack-said")) }
    } } })?;
    page.raw("<tbody>\n")?;
    for deed in deeds {
        let row = html! { tr data-seq=(deed.seq) {
            td { (deed.seq) } td { (page.at(deed.at)) } td { (doer(page, deed)) }
            td {
                @match deed.said.is_empty() {
                    true => em { (tr!(l, "evidence-pack-erased")) },
                    false => (deed.said),
                }
                @if deed.shown == Shown::Link && !deed.said.is_empty() { br; small { (tr!(l, "evidence-pack-only-link")) } }
            }
        } };
        page.put(&row)?;
    }
    page.raw("</tbody></table>\n")
}

fn states(page: &mut Page<'_>) -> Result<(), Error> {
    let l = page.l;
    page.put(&html! { h2 { (tr!(l, "evidence-pack-states")) } })?;
    let mut before: Option<Order> = None;
    let look = page.look;
    each_state(look, |seq, now| {
        let by = who(l, now.changed_by.side, &now.changed_by.name);
        let at = page.at(now.changed);
        let head = html! { h3 { (tr!(l, "evidence-pack-version", version = now.version.to_string(), at = at, who = by, seq = seq.to_string())) } };
        page.put(&head)?;
        match &before {
            None => whole(page, now)?,
            Some(before) => {
                let changes = changed(look, before, now)?;
                let rows = html! {
                    @if changes.is_empty() { p { (tr!(l, "evidence-pack-unchanged")) } }
                    @else { (differences(page, &changes.fields, &changes.lines)) }
                };
                page.put(&rows)?;
            }
        }
        before = Some(now.clone());
        Ok(())
    })?;
    match before.filter(|order| order.version > 1) {
        Some(last) => {
            page.put(&html! { h3 { (tr!(l, "evidence-pack-last")) } })?;
            whole(page, &last)
        }
        None => Ok(()),
    }
}

/// A state with all its fields and lines.
fn whole(page: &mut Page<'_>, order: &Order) -> Result<(), Error> {
    let l = page.l;
    let mut fields = state(order, &[]);
    for (_, _, value) in &mut fields {
        name_one(page.look.tx, value)?;
    }
    let fields = html! { table.fields { tbody {
        tr { th { (tr!(l, "evidence-pack-stage")) } td data-field="stage" { (page.value(&Value::Stage(order.stage.clone()))) } }
        @for (field, label, value) in &fields {
            @if !matches!(value, Value::Nothing) { tr { th { (page.label(label)) } td data-field=(field) { (page.value(value)) } } }
        }
    } } };
    page.put(&fields)?;
    page.raw("<table>\n")?;
    page.put(&html! { thead { tr {
        th { "№" } th { (tr!(l, "evidence-pack-goods")) } th.n { (tr!(l, "evidence-pack-quantity")) }
        th.n { (tr!(l, "evidence-pack-price")) } th.n { (tr!(l, "evidence-pack-vat")) } th.n { (tr!(l, "evidence-pack-sum")) }
    } } })?;
    for (place, line) in order.lines.iter().enumerate() {
        page.put(&line_row(l, place + 1, line))?;
    }
    page.put(&html! { tfoot { tr {
        td colspan="5" { (tr!(l, "evidence-pack-total")) } td.n { (format::money(l, order.totals.total)) }
    } } })?;
    page.raw("</table>\n")
}

fn line_row(l: Locale, place: usize, line: &OrderLine) -> Markup {
    html! { tr {
        td { (place) }
        td { (line.name) @if !line.article.is_empty() { " · " (line.article) } @if !line.comment.is_empty() { br; small { (line.comment) } } }
        td.n { (format::quantity(l, line.quantity)) " " (line.unit) }
        td.n { (format::unit_price(l, line.price)) }
        td.n { (format::money(l, line.vat)) }
        td.n { (format::money(l, line.total)) }
    } }
}

fn differences(page: &Page<'_>, fields: &[Difference], lines: &[LineDifference]) -> Markup {
    let l = page.l;
    let row = |name: &str, of: &Difference| {
        html! { tr {
            th { @if !name.is_empty() { (name) br; } (page.label(of.label)) }
            td { (page.value(&of.old)) } td { (page.value(&of.new)) }
        } }
    };
    html! { table { thead { tr {
        th { (tr!(l, "evidence-pack-what")) } th { (tr!(l, "evidence-pack-old")) } th { (tr!(l, "evidence-pack-new")) }
    } } tbody {
        @for of in fields { (row("", of)) }
        @for line in lines {
            @match line {
                LineDifference::Changed { name, fields, .. } => { @for of in fields { (row(name, of)) } },
                LineDifference::Added { name, quantity, total, .. } => tr {
                    th { (name) } td { "—" }
                    td { (tr!(l, "evidence-pack-added")) ": " (format::quantity(l, *quantity)) @if let Some(total) = total { ", " (format::money(l, *total)) } }
                },
                LineDifference::Removed { name, quantity, total, .. } => tr {
                    th { (name) }
                    td { (format::quantity(l, *quantity)) @if let Some(total) = total { ", " (format::money(l, *total)) } }
                    td { (tr!(l, "evidence-pack-removed")) }
                },
            }
        }
    } } }
}

fn talk(page: &mut Page<'_>, told: &Told) -> Result<(), Error> {
    let l = page.l;
    page.put(&html! { h2 { (tr!(l, "evidence-pack-talk")) } })?;
    if told.posts.is_empty() {
        return page.put(&html! { p { (tr!(l, "evidence-pack-talk-none")) } });
    }
    for post in &told.posts {
        let by = who(l, post.author.side, &post.author.name);
        let (at, edited) = (page.at(post.at), post.edited.map(|at| page.at(at)));
        let removed = post.removed.map(|at| page.at(at));
        let markup = html! { article data-post=(post.id) {
            p.by { b { (by) } ", " (at)
                @if post.audience != Side::Shared { " · " em { (tr!(l, "evidence-pack-note")) } }
                @if let Some(at) = edited { " · " (tr!(l, "evidence-pack-edited", at = at)) }
            }
            @if let Some(line) = &post.line { p { small { (line.name) } } }
            @match removed {
                Some(at) => p { em { (tr!(l, "evidence-pack-taken-back", at = at)) } },
                None => p.text { (post.text) },
            }
            @for file in &post.files { p { small { (tr!(l, "evidence-pack-file")) ": " (file.name) " · " code { (file.hash) } } } }
        } };
        page.put(&markup)?;
    }
    Ok(())
}

fn papers(page: &mut Page<'_>, told: &Told) -> Result<(), Error> {
    let l = page.l;
    if !told.documents.is_empty() {
        let rows = html! {
            h2 { (tr!(l, "evidence-pack-documents")) }
            ul { @for document in &told.documents { li {
                (page.look.say(&document.title()))
                @if let Some(sum) = document.told.sum { ", " (format::money(l, sum)) }
                @if let Some(file) = &document.file { br; small { (file.name) " · " code { (file.hash) } } }
            } } }
        };
        page.put(&rows)?;
    }
    Ok(())
}

fn mail(page: &mut Page<'_>, letters: &[letters::Told]) -> Result<(), Error> {
    let l = page.l;
    page.put(&html! { h2 { (tr!(l, "evidence-pack-mail")) } p { (tr!(l, "evidence-pack-mail-kept")) } })?;
    for letter in letters {
        let created = page.at(letter.created);
        let tries: Vec<(String, &str)> = letter
            .attempts
            .iter()
            .map(|of| (page.at(of.at), of.answer.as_str()))
            .collect();
        let markup = html! { article {
            p.by { b { (letter.name) " <" (letter.to) ">" } ", " (created) }
            @for line in &letter.lines { p { (line) } }
            @for (at, answer) in &tries { p { small { (at) ": " code { (answer) } } } }
            @if tries.is_empty() { p { small { (tr!(l, "evidence-pack-mail-waits")) } } }
        } };
        page.put(&markup)?;
    }
    Ok(())
}

fn files(page: &mut Page<'_>, kept: &[(Name, Part)], missing: &[Name]) -> Result<(), Error> {
    let l = page.l;
    if kept.is_empty() && missing.is_empty() {
        return Ok(());
    }
    let rows = html! {
        h2 { (tr!(l, "evidence-pack-files")) }
        table { tbody {
            @for (name, part) in kept { tr {
                td { a href=(part.name) { @if name.name.is_empty() { (part.name) } @else { (name.name) } } }
                td.n { (format::bytes(l, part.measured.size)) }
                td { code { "SHA-256 " (part.measured.sha256) } }
            } }
            @for name in missing { tr {
                td { (name.name) } td { } td { em { (tr!(l, "evidence-pack-file-missing")) } " " code { (name.hash) } }
            } }
        } }
    };
    page.put(&rows)
}

fn chain(page: &mut Page<'_>, about: &Header, told: &Told) -> Result<(), Error> {
    let (l, span) = (page.l, &about.chain);
    let heads: Vec<(String, _)> = told.heads.iter().map(|head| (page.at(head.at), head)).collect();
    let markup = html! {
        h2 { (tr!(l, "evidence-pack-chain")) }
        p { (tr!(l, "evidence-pack-chain-about", from = span.from.to_string(), head = span.head.to_string())) }
        p { code { (span.head) ":" (span.hash) } }
        @if !heads.is_empty() {
            p { (tr!(l, "evidence-pack-heads")) }
            ul { @for (at, head) in &heads { li { (at) ": " code { (head.seq) ":" (head.hash) } } } }
        }
    };
    page.put(&markup)
}
