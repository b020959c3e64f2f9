//! Another delivery that a dealer asks for: the person in the form, before it is sent, and on the order.

use maud::{Markup, html};

use super::terms::AskPerson;
use crate::icon;
use crate::modules::delivery::form::Typed;
use crate::modules::delivery::person::{CONSENT, Document, Papers};
use crate::modules::delivery::{AskedPerson, Refusal};
use crate::modules::orders::Order;
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Alert, Button, Card, Check, Choice, Field, Form, KeyValues, Select, more};
use crate::platform::values::Locale;
use crate::platform::web::{Cx, Problems};
use crate::tr;

fn say(l: Locale, message: &str) -> &'static str {
    try_text(l, message).unwrap_or_default()
}

/// What is on the papers: as much as was handed in.
pub fn papers(l: Locale, of: &Papers, number: &str) -> Markup {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    html! {
        (KeyValues::new()
            .row(tr!(l, "delivery-person-name"), of.name.as_str())
            .row(tr!(l, "delivery-person-phone"), of.phone.as_str())
            .row(tr!(l, "delivery-person-document"), say(l, of.document.message()))
            .row_if(tr!(l, "delivery-person-number"), text(number)))
    }
}

fn masked(l: Locale, of: &Result<Papers, Refusal>) -> Markup {
    html! {
        @match of {
            Ok(of) => div data-papers="masked" { (papers(l, of, &of.number)) },
            Err(refusal) => (Alert::bad(say(l, refusal.message()))),
        }
    }
}

/// The fields of the person beside the terms.
pub fn person_fields(cx: &Cx, person: &AskPerson, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let of = &typed.person;
    let fields = [&of.person_name, &of.person_phone, &of.person_number];
    let typed_in = fields.iter().any(|field| !field.is_empty());
    let documents = Document::ALL.map(|document| Choice::new(document.code(), say(l, document.message())));
    let chosen = match of.person_document.as_str() {
        "" => Document::Passport.code(),
        code => code,
    };
    let field = |name: &'static str, label: &'static str, value: &str| {
        Field::text(name, label)
            .value(value.to_owned())
            .autocomplete("off")
            .error(problems.at(name))
    };
    let form = html! {
        div.kb-stack {
            div.kb-grid.kb-g-2 {
                (field("person_name", tr!(l, "delivery-person-name"), &of.person_name).hint(tr!(l, "delivery-person-name-hint")))
                (field("person_phone", tr!(l, "delivery-person-phone"), &of.person_phone).attr("inputmode", "tel"))
                (Select::new("person_document", tr!(l, "delivery-person-document"), documents).chosen(chosen)
                    .error(problems.at("person_document")))
                (field("person_number", tr!(l, "delivery-person-number"), &of.person_number)
                    .hint(tr!(l, "delivery-person-number-hint")))
            }
            (Check::new("person_agreed", CONSENT.to_string(), tr!(l, "delivery-person-consent-1"), of.person_agreed.is_some()))
            @if let Some(error) = problems.at("person_agreed") { p.kb-sm.kb-bad.m-0 { (error) } }
        }
    };
    let wrong = [
        "person_name",
        "person_phone",
        "person_document",
        "person_number",
        "person_agreed",
    ]
    .iter()
    .any(|name| problems.at(name).is_some());
    html! {
        (Card::titled(tr!(l, "delivery-ask-person")).small(tr!(l, "delivery-ask-person-about")).body(html! {
            div.kb-stack {
                @if !person.key {
                    (Alert::bad(say(l, Refusal::NoKey.message())).body(html! { p { (tr!(l, "delivery-person-key-ask")) } }))
                } @else {
                    @if let Some(kept) = &person.kept {
                        (masked(l, kept))
                        (Check::new("person_dropped", "1", tr!(l, "delivery-ask-person-drop"), of.person_dropped.is_some()))
                        (more(tr!(l, "delivery-person-other"), form, typed_in || wrong))
                    } @else {
                        @if person.other { p.kb-note.m-0 { (tr!(l, "delivery-ask-person-there")) } }
                        (more(tr!(l, "delivery-ask-person-enter"), form, typed_in || wrong))
                    }
                }
            }
        }))
    }
}

/// Before it is sent, within the form of the change: what differs, and the ways back.
pub fn on_wish(cx: &Cx, order: &Order, terms: Option<Markup>, person: Option<Result<Papers, Refusal>>) -> Markup {
    let l = cx.locale;
    let address = format!("/orders/{}/delivery", order.number);
    html! {
        (Card::titled(tr!(l, "delivery-ask-card")).body(html! {
            div.kb-stack data-card="delivery-wish" {
                @if let Some(terms) = terms { div { (terms) } }
                @if let Some(person) = person {
                    p.m-0 { (tr!(l, "delivery-ask-person-new")) }
                    (masked(l, &person))
                }
                div.kb-row {
                    (Button::plain(tr!(l, "delivery-ask-change")).small().icon(icon!("pencil")).href(address.clone()))
                    (Button::plain(tr!(l, "delivery-ask-drop")).small().formaction(format!("{address}/request/removal")))
                }
            }
        }))
    }
}

/// On the order, while the request waits for its answer.
pub fn on_order(cx: &Cx, order: &Order, asked: &AskedPerson, papers: Result<Papers, Refusal>, moved: bool) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "delivery-asked-person")).not_printed().body(html! {
            div.kb-stack data-card="asked-person" {
                @if moved { (Alert::warning(tr!(l, "delivery-asked-person-moved"))) }
                (masked(l, &papers))
                p.kb-sm.kb-soft.m-0 {
                    (tr!(l, "delivery-person-consented", name = asked.consent.by.name.as_str(),
                        at = format::datetime(asked.consent.at, &cx.zone).to_string(),
                        text = i64::from(asked.consent.text)))
                }
                @if papers.is_ok() {
                    (Form::post(format!("/orders/{}/recipient/asked", order.number), cx.csrf()).class("m-0")
                        .body(Button::plain(tr!(l, "delivery-person-open")).small().icon(icon!("eye"))))
                }
            }
        }))
    }
}
