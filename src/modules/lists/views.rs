//! What stands over a list: saved views, the way to keep one, the choice of columns; and the page of all views.

use maud::{Markup, html};

use super::{Shelf, ViewId};
use crate::platform::ui::{
    Alert, Button, Card, Check, Chip, Choice, Dialog, Empty, Field, Form, PageHead, Select, chips, hidden,
};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// What a list shows over its rows.
pub struct Toolbar<'a> {
    pub locale: Locale,
    pub csrf: &'a str,
    /// The list's key and address.
    pub list: &'a str,
    pub path: &'a str,
    pub staff: bool,
    pub shelf: &'a Shelf,
    /// The view that is looked at.
    pub current: Option<ViewId>,
    /// What is seen now, as an address has it, with its columns.
    pub query: &'a str,
    /// The same without columns: where the choice of columns leads back to.
    pub bare: &'a str,
    /// Stable name, words, whether it is shown.
    pub columns: &'a [(&'a str, &'a str, bool)],
    /// Something is narrowed: there is what to reset.
    pub narrowed: bool,
    /// The list without any filter.
    pub whole: &'a str,
}

/// Saved views as chips, and the buttons.
pub fn toolbar(bar: &Toolbar<'_>) -> Markup {
    let l = bar.locale;
    html! {
        div.kb-row.kb-between.kb-listbar {
            @if bar.shelf.views.is_empty() { span.kb-sm.kb-soft { (tr!(l, "lists-none-yet")) } }
            @else {
                (chips(tr!(l, "lists-title"), bar.shelf.views.iter().map(|view| {
                    let mut chip = Chip::new(
                        view.name.as_str(),
                        format!("{}?view={}", bar.path, view.id),
                        bar.current == Some(view.id),
                    );
                    chip.icon = view.shared.then_some(icon!("users"));
                    chip
                })))
            }
            div.kb-row {
                (Button::plain(tr!(l, "lists-save")).small().icon(icon!("device-floppy")).opens("save-view"))
                @if !bar.columns.is_empty() {
                    (Button::plain(tr!(l, "lists-columns")).small().icon(icon!("columns")).opens("columns"))
                }
                @if bar.narrowed {
                    (Button::quiet(tr!(l, "lists-reset")).small().icon(icon!("x")).href(bar.whole))
                }
            }
        }
        (save_dialog(bar))
        @if !bar.columns.is_empty() { (columns_dialog(bar)) }
    }
}

/// The choice of the order of rows.
pub struct Sorting<'a> {
    pub locale: Locale,
    /// The address of the list.
    pub path: &'a str,
    /// What is seen now, as an address has it: all of it goes along but the order and the page.
    pub query: &'a str,
    /// Value and words.
    pub choices: &'a [(String, String)],
    pub chosen: &'a str,
}

/// On a phone rows are cards and headings are out of sight: the order of rows is chosen from a list. Without script there
/// is a button beside it.
pub fn sorting(of: &Sorting<'_>) -> Markup {
    let l = of.locale;
    let kept: Vec<(String, String)> = serde_html_form::from_str(of.query).unwrap_or_default();
    let choices = of
        .choices
        .iter()
        .map(|(value, words)| Choice::new(value.as_str(), words.as_str()));
    html! {
        (Form::get(of.path).class("kb-only-phone kb-row kb-bottom kb-sorting").body(html! {
            @for (name, value) in &kept {
                @if name != "sort" { (hidden(name.as_str(), value.as_str())) }
            }
            div.kb-grow {
                (Select::new("sort", tr!(l, "lists-sort"), choices).id("sorting").chosen(of.chosen)
                    .attr("data-autosubmit", ""))
            }
            noscript { (Button::plain(tr!(l, "lists-sort-do"))) }
        }))
    }
}

/// Whom a shared view is for.
fn shared_words(l: Locale, staff: bool) -> &'static str {
    match staff {
        true => tr!(l, "lists-shared-staff"),
        false => tr!(l, "lists-shared-company"),
    }
}

fn save_dialog(bar: &Toolbar<'_>) -> Markup {
    let l = bar.locale;
    let own = bar
        .shelf
        .views
        .iter()
        .find(|view| bar.current == Some(view.id) && Some(view.owner) == bar.shelf.me);
    let form = Form::post("/views", bar.csrf).id("save-view-form").body(html! {
        (hidden("list", bar.list))
        (hidden("query", bar.query))
        (Field::text("name", tr!(l, "lists-name")).id("save-view-name").placeholder(tr!(l, "lists-name-example"))
            .attr("maxlength", "60").required())
        (Check::new("shared", "1", shared_words(l, bar.staff), false))
        (Check::new("default", "1", tr!(l, "lists-default-label"), false))
    });
    let body = html! {
        p.kb-soft.m-0 { (tr!(l, "lists-save-about")) }
        (form)
        @if let Some(view) = own {
            (Form::post(format!("/views/{}", view.id), bar.csrf).id("update-view-form")
                .body(hidden("query", bar.query)))
        }
    };
    let footer = html! {
        (Button::primary(tr!(l, "lists-save-do")).form("save-view-form"))
        @if let Some(view) = own {
            (Button::plain(tr!(l, "lists-update", name = view.name.as_str())).form("update-view-form"))
        }
        @if !bar.shelf.views.is_empty() { a.kb-sm href="/views" { (tr!(l, "lists-all")) } }
    };
    html! { (Dialog::new(l, "save-view", tr!(l, "lists-save")).small().body(body).footer(footer)) }
}

fn columns_dialog(bar: &Toolbar<'_>) -> Markup {
    let l = bar.locale;
    let form = Form::post("/views/columns", bar.csrf).id("columns-form").body(html! {
        (hidden("list", bar.list))
        (hidden("query", bar.bare))
        div.kb-checks {
            @for (key, words, on) in bar.columns { (Check::new("col", *key, *words, *on)) }
        }
    });
    let footer = html! {
        (Button::primary(tr!(l, "lists-columns-do")).form("columns-form"))
        (Button::quiet(tr!(l, "lists-columns-reset")).form("columns-form").value("reset", "1"))
    };
    html! { (Dialog::new(l, "columns", tr!(l, "lists-columns")).small().body(form).footer(footer)) }
}

/// A list with its views, on the page of all.
pub struct Shown<'a> {
    pub title: &'a str,
    pub path: &'a str,
    pub shelf: Shelf,
}

pub fn page(l: Locale, csrf: &str, staff: bool, lists: &[Shown<'_>], alert: Option<&str>) -> Markup {
    let any = lists.iter().any(|list| !list.shelf.views.is_empty());
    html! {
        (PageHead::new(l, tr!(l, "lists-title")).facts(html! { p { (tr!(l, "lists-about")) } }))
        div.kb-stack-lg {
            @if let Some(alert) = alert { (Alert::bad(alert).live()) }
            @if !any {
                (Card::new().flush(Empty {
                    icon: icon!("filter"),
                    title: tr!(l, "lists-empty").into(),
                    body: tr!(l, "lists-empty-do").into(),
                    action: lists.first().map(|list| html! { (Button::plain(list.title).href(list.path)) }),
                }))
            }
            @for list in lists {
                @if !list.shelf.views.is_empty() {
                    (Card::titled(list.title).flush(html! {
                        ul.kb-list { @for view in &list.shelf.views { li { (row(l, csrf, staff, list, view)) } } }
                    }))
                }
            }
        }
    }
}

fn row(l: Locale, csrf: &str, staff: bool, list: &Shown<'_>, view: &super::SavedView) -> Markup {
    let own = Some(view.owner) == list.shelf.me;
    let default = list.shelf.default().is_some_and(|of| of.id == view.id);
    let address = format!("/views/{}", view.id);
    html! {
        div.kb-grow.kb-stack data-view=(view.id) {
            div.kb-row.kb-between {
                div {
                    a.kb-b href={ (list.path) "?view=" (view.id) } { (view.name) }
                    span.kb-sub {
                        @if view.shared { (shared_words(l, staff)) ". " }
                        @if !own { (tr!(l, "lists-owner", name = view.owner_name.as_str())) " " }
                        @if default { (tr!(l, "lists-is-default")) }
                    }
                }
                div.kb-row {
                    (Form::post(format!("{address}/default"), csrf).class("").body(html! {
                        @if default { (Button::quiet(tr!(l, "lists-default-off")).small()) }
                        @else { (Button::quiet(tr!(l, "lists-default-on")).small().value("on", "1")) }
                    }))
                    @if own {
                        (Form::post(format!("{address}/removal"), csrf).class("")
                            .body(Button::quiet(tr!(l, "lists-remove")).small().icon(icon!("trash"))))
                    }
                }
            }
            @if own {
                details.kb-more {
                    summary { (tr!(l, "lists-rename")) }
                    (Form::post(address.as_str(), csrf).class("kb-row kb-bottom").body(html! {
                        (hidden("sharing", "1"))
                        div.kb-grow {
                            (Field::text("name", tr!(l, "lists-name")).id(format!("name-{}", view.id))
                                .value(view.name.as_str()).attr("maxlength", "60"))
                        }
                        (Check::new("shared", "1", shared_words(l, staff), view.shared))
                        (Button::plain(tr!(l, "lists-rename-do")))
                    }))
                }
            }
        }
    }
}
