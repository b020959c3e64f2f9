//! The page of the terms: one form, in the order in which people think of it.

use maud::{Markup, html};

use super::{asks, offered_names, place_fields};
use crate::icon;
use crate::modules::delivery::form::Typed;
use crate::modules::delivery::{Address, Carrier, Papers, Refusal};
use crate::modules::orders::views::stages::kind;
use crate::modules::orders::{DeliveryWay, Kind, Need, Payer};
use crate::platform::i18n::try_text;
use crate::platform::ui::{
    Alert, Button, Card, Check, Choice, Field, Form, KeyValues, OrDash, PageHead, Select, TextArea, fieldset, hidden,
};
use crate::platform::values::{Locale, Message};
use crate::platform::web::{Cx, Problems};
use crate::tr;

pub struct Page<'a> {
    /// The draft's name or the order's number.
    pub of: String,
    pub back: String,
    pub list: &'static str,
    pub carriers: Vec<Carrier>,
    /// The reader's own company's; empty for everybody else.
    pub addresses: Vec<Address>,
    /// The address that was put into the fields just now.
    pub chosen: Option<Address>,
    /// May the reader keep addresses?
    pub keeps: bool,
    pub typed: &'a Typed,
    /// How heavy and how large the goods are, where it is known.
    pub cargo: Option<String>,
    /// What stands now, where somebody else saved while this was typed.
    pub there: Option<Typed>,
    /// Does the stage still let it be changed?
    pub open: bool,
    /// Has the reader the right?
    pub may: bool,
    /// It is too late to change it, and the reader may ask for that.
    pub ask: Option<Ask>,
    /// The stage from which on it is closed, where there is one for this reader.
    pub until: Option<Kind>,
}

/// What stands in the form beside the terms when another delivery is asked for.
pub struct Ask {
    /// Why nothing can be asked for now, with what to do.
    pub blocked: Option<Message>,
    /// What somebody else has changed since the form was drawn, or since the change was written down.
    pub clash: Option<Markup>,
    /// Something is written down already.
    pub written: bool,
    /// The person who is to get the goods; `None` for who may not deal with papers.
    pub person: Option<AskPerson>,
}

pub struct AskPerson {
    /// Masked, where somebody is written down; why the papers can't be opened.
    pub kept: Option<Result<Papers, Refusal>>,
    /// Is there a key to seal with?
    pub key: bool,
    /// The order has somebody already, who would be replaced.
    pub other: bool,
}

fn text(l: Locale, message: &str) -> &'static str {
    try_text(l, message).unwrap_or_default()
}

pub fn page(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "delivery-title")).crumb(page.of.as_str(), page.back.as_str()))
        div.kb-stack-lg {
            @match (page.open, page.until) {
                (false, Some(until)) if page.ask.is_some() => (Alert::info(tr!(l, "delivery-ask-about", stage = kind(l, until)))),
                (false, Some(until)) => (Alert::warning(tr!(l, "delivery-closed", stage = kind(l, until)))
                    .body(html! { p { (tr!(l, "delivery-closed-ask")) } })),
                (false, None) => (Alert::warning(tr!(l, "delivery-closed-shipped"))),
                (true, Some(until)) => p.kb-note.m-0 { (tr!(l, "delivery-open-until", stage = kind(l, until))) },
                (true, None) => {}
            }
            @match &page.ask {
                Some(Ask { blocked: Some(why), .. }) => (Alert::warning(cx.say(why)).body(html! {
                    p.m-0 { a href=(page.back) { (tr!(l, "delivery-ask-to-order")) } }
                })),
                Some(Ask { clash: Some(clash), .. }) => (Alert::warning(tr!(l, "delivery-ask-clash")).live().body(html! {
                    div.kb-stack data-card="clash" { (clash) p.m-0 { (tr!(l, "delivery-ask-clash-do")) } }
                })),
                _ => {}
            }
            @if let Some(there) = &page.there { (clash(l, page.typed, there)) }
            @let asks = page.ask.as_ref().is_some_and(|ask| ask.blocked.is_none());
            @if (page.open || asks) && page.may { (form(cx, page, problems)) }
            @else if !problems.is_empty() { (problems.summary(cx, &[])) }
        }
    }
}

/// Names of the fields, by what forms call them.
fn labels(l: Locale) -> [(&'static str, &'static str); 20] {
    [
        ("way", tr!(l, "orders-delivery-way")),
        ("carrier", tr!(l, "orders-field-delivery-carrier")),
        ("terminal", tr!(l, "orders-field-delivery-terminal")),
        ("address", tr!(l, "orders-field-delivery-address")),
        ("window", tr!(l, "orders-field-delivery-window")),
        ("recipient", tr!(l, "orders-field-delivery-recipient")),
        ("recipient_tax_id", tr!(l, "orders-field-delivery-recipient-tax-id")),
        ("contact", tr!(l, "delivery-contact")),
        ("phone", tr!(l, "orders-field-delivery-phone")),
        ("insured", tr!(l, "orders-field-delivery-insured")),
        ("count-0", tr!(l, "orders-field-delivery-places")),
        ("comment", tr!(l, "orders-field-delivery-comment")),
        ("remember", tr!(l, "delivery-remember")),
        ("person_name", tr!(l, "delivery-person-name")),
        ("person_phone", tr!(l, "delivery-person-phone")),
        ("person_document", tr!(l, "delivery-person-document")),
        ("person_number", tr!(l, "delivery-person-number")),
        ("person_agreed", tr!(l, "delivery-ask-consent")),
        ("payer", tr!(l, "orders-field-delivery-payer")),
        ("needs", tr!(l, "orders-field-delivery-needs")),
    ]
}

fn named(labels: &[(&'static str, &'static str)], field: &str) -> &'static str {
    let known = labels.iter().find(|(name, _)| *name == field);
    known.map_or("", |(_, text)| *text)
}

/// What stands otherwise than it was typed. What was typed is still in the form.
fn clash(l: Locale, typed: &Typed, there: &Typed) -> Markup {
    let labels = labels(l);
    let rows: Vec<(&str, String)> = told(l, typed)
        .into_iter()
        .zip(told(l, there))
        .filter(|((_, mine), (_, theirs))| mine != theirs)
        .map(|(_, (field, theirs))| (named(&labels, field), theirs))
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    let table = rows.into_iter().fold(KeyValues::new(), |table, (label, theirs)| {
        table.row(label, OrDash(Some(theirs).filter(|theirs| !theirs.is_empty())))
    });
    html! {
        (Alert::warning(tr!(l, "delivery-clash")).live().body(html! {
            div.kb-stack data-card="clash" {
                p.m-0 { (tr!(l, "delivery-clash-there")) }
                (table)
                p.m-0 { (tr!(l, "delivery-ask-clash-do")) }
            }
        }))
    }
}

/// What a form says, in words.
fn told(l: Locale, typed: &Typed) -> Vec<(&'static str, String)> {
    let needs = Need::PACKAGING.iter().chain(&Need::LOADING).chain(&Need::PAPERS);
    let needs: Vec<&str> = needs
        .filter(|need| typed.needs.iter().any(|code| code == need.code()))
        .map(|need| text(l, need.message()))
        .collect();
    let places: Vec<String> = typed
        .places()
        .rows()
        .into_iter()
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .map(|[count, length, width, height, weight]| format!("{count}: {length} × {width} × {height}, {weight}"))
        .collect();
    let way = DeliveryWay::from_code(&typed.way).map_or("", |way| text(l, way.message()));
    let payer = Payer::ALL.iter().find(|payer| payer.code() == typed.payer);
    vec![
        ("way", way.to_owned()),
        ("carrier", typed.carrier.trim().to_owned()),
        ("terminal", typed.terminal.trim().to_owned()),
        ("window", typed.window.trim().to_owned()),
        ("address", typed.address.trim().to_owned()),
        ("recipient", typed.recipient.trim().to_owned()),
        ("recipient_tax_id", typed.recipient_tax_id.trim().to_owned()),
        ("contact", typed.contact.trim().to_owned()),
        ("phone", typed.phone.trim().to_owned()),
        ("payer", payer.map_or("", |payer| text(l, payer.message())).to_owned()),
        ("insured", typed.insured.first().map_or("", |sum| sum.trim()).to_owned()),
        ("needs", needs.join(", ")),
        ("count-0", places.join("; ")),
        ("comment", typed.comment.trim().to_owned()),
    ]
}

fn form(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let typed = page.typed;
    let labels = labels(l);
    let label = |field: &str| named(&labels, field);
    let ways = DeliveryWay::ALL.map(|way| Choice::new(way.code(), text(l, way.message())));
    let payers = Payer::ALL.map(|payer| Choice::new(payer.code(), text(l, payer.message())));
    let field = |name: &'static str, value: &str| {
        Field::text(name, label(name))
            .value(value.to_owned())
            .error(problems.at(name))
    };
    let address = match page.ask {
        Some(_) => format!("{}/delivery/request", page.back),
        None => format!("{}/delivery", page.back),
    };
    html! {
        (offered_names(&page.carriers))
        (chooser(cx, page))
        (Form::post(address, cx.csrf()).class("kb-stack-lg").id("terms").body(html! {
            (hidden("version", typed.version.to_string()))
            (problems.summary(cx, &labels))
            (Card::titled(tr!(l, "delivery-where")).body(html! {
                div.kb-stack {
                    div.kb-grid.kb-g-2 {
                        (Select::new("way", label("way"), ways).chosen(typed.way.as_str()).error(problems.at("way")))
                        (field("carrier", &typed.carrier).attr("list", "carrier-names").autocomplete("off"))
                        (field("terminal", &typed.terminal).attr("list", "terminal-names").autocomplete("off"))
                        (field("window", &typed.window).placeholder(tr!(l, "delivery-window-example")))
                    }
                    (field("address", &typed.address))
                    @if page.keeps {
                        (field("remember", &typed.remember).hint(tr!(l, "delivery-remember-hint")))
                    }
                }
            }))
            (Card::titled(tr!(l, "delivery-who")).body(html! {
                div.kb-grid.kb-g-2 {
                    (field("recipient", &typed.recipient).hint(tr!(l, "delivery-recipient-hint")))
                    (field("recipient_tax_id", &typed.recipient_tax_id).attr("inputmode", "numeric"))
                    (field("contact", &typed.contact))
                    (field("phone", &typed.phone).attr("inputmode", "tel"))
                    (Select::new("payer", label("payer"), payers).chosen(typed.payer.as_str()))
                    @if let Some(insured) = typed.insured.first() {
                        (field("insured", insured).attr("inputmode", "decimal").hint(tr!(l, "delivery-insured-hint")))
                    }
                }
            }))
            @if let Some(person) = page.ask.as_ref().and_then(|ask| ask.person.as_ref()) {
                (asks::person_fields(cx, person, typed, problems))
            }
            (Card::titled(tr!(l, "delivery-how")).body(html! {
                div.kb-stack {
                    (needs(l, tr!(l, "delivery-packaging"), &Need::PACKAGING, typed))
                    (needs(l, tr!(l, "delivery-loading"), &Need::LOADING, typed))
                    (needs(l, tr!(l, "delivery-papers"), &Need::PAPERS, typed))
                    @if let Some(cargo) = &page.cargo {
                        p.kb-note.m-0 data-cargo { (tr!(l, "delivery-cargo", cargo = cargo.as_str())) }
                    }
                    (fieldset(tr!(l, "orders-field-delivery-places"), place_fields(l, &typed.places(), problems.at("count"))))
                    (TextArea::new("comment", label("comment"), 3).value(typed.comment.as_str())
                        .error(problems.at("comment")))
                }
            }).footer(html! {
                div.kb-row {
                    @match &page.ask {
                        None => (Button::primary(tr!(l, "delivery-save")).icon(icon!("check"))),
                        Some(ask) => {
                            (Button::primary(tr!(l, "delivery-ask-look")).icon(icon!("eye")))
                            @if ask.written {
                                (Button::plain(tr!(l, "delivery-ask-drop"))
                                    .formaction(format!("{}/delivery/request/removal", page.back)))
                            }
                        }
                    }
                    (Button::quiet(tr!(l, "delivery-cancel")).href(page.back.clone()))
                }
            }))
        }))
    }
}

/// Takes a kept address into the fields of the form below, with everything that is typed there.
fn chooser(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    if page.addresses.is_empty() && !page.keeps {
        return html! {};
    }
    let choices = page
        .addresses
        .iter()
        .map(|address| Choice::new(address.id.to_string(), address.name.clone()));
    let chosen = page
        .chosen
        .as_ref()
        .map(|address| address.id.to_string())
        .unwrap_or_default();
    html! {
        @if let Some(address) = &page.chosen {
            (Alert::info(tr!(l, "delivery-address-filled", name = address.name.as_str())))
        }
        (Card::new().body(html! {
            div.kb-stack {
                @if page.addresses.is_empty() {
                    p.m-0 { (tr!(l, "delivery-addresses-none")) }
                } @else {
                    div.kb-row.kb-bottom data-card="kept-address" {
                        // Enter in a field saves; the first button of a form is the one that it presses.
                        button.visually-hidden type="submit" form="terms" tabindex="-1" aria-hidden="true" {
                            (tr!(l, "delivery-save"))
                        }
                        div.kb-grow {
                            (Select::new("kept", tr!(l, "delivery-address-choose"), choices).chosen(chosen).id("kept-address")
                                .attr("form", "terms"))
                        }
                        (Button::plain(tr!(l, "delivery-address-take")).form("terms").value("take", "1"))
                    }
                }
                @if page.keeps { a.kb-sm href="/addresses" { (tr!(l, "delivery-addresses")) } }
            }
        }))
    }
}

fn needs(l: Locale, legend: &str, of: &[Need], typed: &Typed) -> Markup {
    fieldset(
        legend,
        html! {
            @for need in of {
                (Check::new("needs", need.code(), text(l, need.message()), typed.needs.iter().any(|code| code == need.code())))
            }
        },
    )
}
