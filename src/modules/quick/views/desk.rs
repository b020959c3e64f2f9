//! Where rows are typed, pasted or uploaded.

use maud::{Markup, html};

use super::Frame;
use crate::modules::dealers::Dealer;
use crate::modules::orders::Draft;
use crate::modules::quick::read_models::{Item, OpenSheet};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Choice, Field, Form, PageHead, Select, TextArea, hidden};
use crate::{icon, tr};

pub struct Desk<'a> {
    /// What stands in the typed rows: goods and quantity.
    pub rows: &'a [(String, String)],
    pub text: &'a str,
    /// The draft that rows go to.
    pub draft: Option<&'a Draft>,
    /// For staff: the dealer that is meant.
    pub dealer: Option<&'a Dealer>,
    /// For staff: whom an order can be for.
    pub dealers: Vec<Dealer>,
    /// Is it known for whom?
    pub ready: bool,
    /// Lists that nobody finished.
    pub open: &'a [OpenSheet],
    pub alert: Option<&'a str>,
}

pub fn page(frame: &Frame, desk: &Desk<'_>) -> Markup {
    let l = frame.locale;
    let mut head = PageHead::new(l, tr!(l, "quick-title"));
    if let Some(draft) = desk.draft {
        head = head
            .crumb(tr!(l, "quick-drafts"), "/drafts")
            .crumb(draft.name.as_str(), format!("/drafts/{}", draft.id));
    }
    let about = match desk.draft {
        Some(draft) => tr!(l, "quick-about-draft", draft = draft.name.as_str()),
        None => tr!(l, "quick-about").to_owned(),
    };
    html! {
        (head.facts(html! { p { (about) } }))
        div.kb-stack-lg {
            @if let Some(alert) = desk.alert { (Alert::bad(alert).live()) }
            @if frame.staff { (for_whom(frame, desk)) }
            @if desk.ready {
                div.kb-grid.kb-g-side {
                    (rows(frame, desk))
                    div.kb-stack-lg {
                        (upload(frame, desk))
                        @if !desk.open.is_empty() { (open(frame, desk.open)) }
                    }
                }
            }
        }
    }
}

fn for_whom(frame: &Frame, desk: &Desk<'_>) -> Markup {
    let l = frame.locale;
    let mut choices = Vec::new();
    if desk.dealer.is_none() {
        choices.push(Choice::new("", tr!(l, "quick-dealer-none")));
    }
    let known = desk
        .dealers
        .iter()
        .filter(|dealer| desk.dealer.is_none_or(|meant| meant.id != dealer.id));
    let all = desk.dealer.into_iter().chain(known);
    choices.extend(all.map(|dealer| Choice::new(dealer.id.to_string(), dealer.name.as_str())));
    let chosen = desk.dealer.map(|dealer| dealer.id.to_string()).unwrap_or_default();
    html! {
        (Card::new().body(html! {
            (Form::get("/quick").class("kb-row kb-bottom").body(html! {
                div.kb-grow {
                    (Select::new("dealer", tr!(l, "quick-dealer"), choices).chosen(chosen).attr("data-autosubmit", ""))
                }
                (Button::plain(tr!(l, "quick-dealer-choose")))
            }))
        }))
    }
}

fn marks(desk: &Desk<'_>) -> Markup {
    html! {
        @if let Some(dealer) = desk.dealer { (hidden("dealer", dealer.id.to_string())) }
        @if let Some(draft) = desk.draft { (hidden("draft", draft.id.to_string())) }
    }
}

fn rows(frame: &Frame, desk: &Desk<'_>) -> Markup {
    let l = frame.locale;
    let table = html! {
        table.table.kb-quick-rows {
            caption.visually-hidden { (tr!(l, "quick-rows")) }
            thead { tr {
                th scope="col" { (tr!(l, "quick-col-what")) }
                th.num scope="col" { (tr!(l, "quick-col-quantity")) }
            } }
            tbody data-rows {
                @for (at, (what, quantity)) in desk.rows.iter().enumerate() {
                    tr {
                        td data-l=(tr!(l, "quick-col-what")) {
                            div.kb-combo {
                                input.form-control type="text" name="w" value=(what) autocomplete="off" maxlength="120"
                                    id={ "w-" (at) } role="combobox" aria-expanded="false" aria-autocomplete="list"
                                    aria-controls={ "w-" (at) "-list" }
                                    aria-label=(tr!(l, "quick-what-of", n = at + 1))
                                    hx-get="/quick/suggestions" hx-trigger="input changed delay:150ms"
                                    hx-target="next .kb-options" hx-sync="this:replace" data-combo;
                                ul.kb-options role="listbox" hidden id={ "w-" (at) "-list" }
                                    aria-label=(tr!(l, "quick-suggestions")) {}
                            }
                        }
                        td.num data-l=(tr!(l, "quick-col-quantity")) {
                            input.form-control.num type="text" name="q" value=(quantity) autocomplete="off"
                                inputmode="decimal" maxlength="32" id={ "q-" (at) } placeholder="1"
                                aria-label=(tr!(l, "quick-quantity-of", n = at + 1));
                        }
                    }
                }
            }
        }
    };
    html! {
        (Form::post("/quick", frame.csrf.as_str()).body(html! {
            (marks(desk))
            (Card::titled(tr!(l, "quick-rows")).small(tr!(l, "quick-rows-about")).flush(table).footer(html! {
                div.kb-row {
                    // The first button of the form is what Enter presses.
                    (Button::primary(tr!(l, "quick-check")).icon(icon!("checkup-list")))
                    (Button::quiet(tr!(l, "quick-rows-more")).icon(icon!("plus")).value("more", "1"))
                }
            }))
            (Card::titled(tr!(l, "quick-paste")).body(html! {
                (TextArea::new("text", tr!(l, "quick-paste-label"), 8).value(desk.text).hint(tr!(l, "quick-paste-about"))
                    .placeholder(tr!(l, "quick-paste-example")).attr("spellcheck", "false"))
            }).footer(html! {
                (Button::plain(tr!(l, "quick-paste-check")).icon(icon!("clipboard-check")))
            }))
        }))
    }
}

fn upload(frame: &Frame, desk: &Desk<'_>) -> Markup {
    let l = frame.locale;
    let mut action = format!(
        "/quick/file?_csrf={}",
        percent_encoding::utf8_percent_encode(&frame.csrf, percent_encoding::NON_ALPHANUMERIC)
    );
    if let Some(dealer) = desk.dealer {
        action.push_str(&format!("&dealer={}", dealer.id));
    }
    if let Some(draft) = desk.draft {
        action.push_str(&format!("&draft={}", draft.id));
    }
    html! {
        (Card::titled(tr!(l, "quick-file")).body(html! {
            div.kb-stack {
                (Form::post(action, frame.csrf.as_str()).multipart().class("kb-stack").body(html! {
                    (Field::file("file", tr!(l, "quick-file-label")).hint(tr!(l, "quick-file-about"))
                        .attr("accept", ".xlsx,.csv,.txt"))
                    (Button::plain(tr!(l, "quick-file-check")).icon(icon!("upload")))
                }))
                p.kb-sm.m-0 {
                    (tr!(l, "quick-template")) " "
                    a href="/quick/templates/xlsx" download { "XLSX" } ", "
                    a href="/quick/templates/csv" download { "CSV" }
                }
            }
        }))
    }
}

fn open(frame: &Frame, sheets: &[OpenSheet]) -> Markup {
    let l = frame.locale;
    html! {
        (Card::titled(tr!(l, "quick-open")).flush(html! {
            ul.kb-list {
                @for sheet in sheets {
                    li {
                        div.kb-grow {
                            a.kb-b href={ "/quick/" (sheet.id) } { (tr!(l, "quick-lines-count", n = sheet.rows)) }
                            span.kb-sub { (format::datetime(sheet.created, &frame.zone)) ". " (sheet.author) }
                        }
                    }
                }
            }
        }))
    }
}

/// What somebody who types may mean.
pub fn options(items: &[Item]) -> Markup {
    html! {
        @for item in items {
            li role="option" aria-selected="false" data-value=(if item.article.is_empty() { &item.name } else { &item.article }) {
                b { (item.name) } " " span.kb-sub { (item.article) }
            }
        }
    }
}
