//! The page of the person who gets the goods.

use maud::{Markup, html};

use crate::icon;
use crate::modules::delivery::pages::recipient::Typed;
use crate::modules::delivery::person::{CONSENT, Document, Papers};
use crate::modules::delivery::{Person, Refusal};
use crate::modules::orders::Order;
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Alert, Button, Card, Check, Choice, Field, Form, PageHead, Select, hidden, more};
use crate::platform::values::Locale;
use crate::platform::web::{Cx, Problems};
use crate::tr;

pub struct Page<'a> {
    pub order: &'a Order,
    pub person: Option<&'a Person>,
    /// What is kept, and whether it is shown in full; why it can't be opened.
    pub kept: Option<Result<(Papers, bool), Refusal>>,
    /// Does the stage let it be changed?
    pub open: bool,
    /// May the reader ask for another one instead?
    pub asks: bool,
    /// Is there a key to seal with?
    pub key: bool,
    pub keep_days: u16,
    /// What was typed was refused.
    pub refused: bool,
    pub typed: Typed,
}

impl Page<'_> {
    fn address(&self) -> String {
        format!("/orders/{}", self.order.number)
    }
}

fn say(l: Locale, message: &str) -> &'static str {
    try_text(l, message).unwrap_or_default()
}

pub fn page(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("name", tr!(l, "delivery-person-name")),
        ("phone", tr!(l, "delivery-person-phone")),
        ("document", tr!(l, "delivery-person-document")),
        ("number", tr!(l, "delivery-person-number")),
    ];
    let wiped = page.person.and_then(|person| person.wiped.as_ref());
    html! {
        (PageHead::new(l, tr!(l, "delivery-person")).crumb(page.order.number.to_string(), page.address())
            .facts(html! { p { (tr!(l, "delivery-person-about", days = i64::from(page.keep_days))) } }))
        div.kb-stack-lg {
            (problems.summary(cx, &labels))
            @match &page.kept {
                Some(Ok((papers, full))) => (kept(cx, page, papers, *full)),
                Some(Err(refusal)) => (Alert::bad(say(l, refusal.message())).body(html! {
                    p { (tr!(l, "delivery-person-key-ask")) }
                })),
                None => @if let Some(wiped) = wiped {
                    div data-wiped=(wiped.why.code()) {
                        (Alert::info(tr!(l, "delivery-person-wiped", day = format::date(wiped.at.day_in(&cx.zone))))
                            .body(html! { p { (say(l, wiped.why.message())) } }))
                    }
                }
            }
            @if !page.open {
                (Alert::warning(tr!(l, "delivery-person-closed")).body(html! {
                    @if page.asks { p { a href={ (page.address()) "/delivery" } { (tr!(l, "delivery-person-ask")) } } }
                }))
            }
            @else if !page.key {
                @if page.kept.is_none() {
                    (Alert::bad(say(l, Refusal::NoKey.message())).body(html! { p { (tr!(l, "delivery-person-key-ask")) } }))
                }
            }
            @else if page.kept.is_some() {
                (Card::new().body(more(tr!(l, "delivery-person-other"), form(cx, page, &labels, problems), page.refused)))
            }
            @else {
                (Card::titled(tr!(l, "delivery-person-new")).body(form(cx, page, &labels, problems)))
            }
        }
    }
}

/// The papers of the person who is asked for, in full.
pub fn asked(cx: &Cx, order: &Order, papers: &Papers) -> Markup {
    let l = cx.locale;
    let back = format!("/orders/{}", order.number);
    html! {
        (PageHead::new(l, tr!(l, "delivery-asked-person")).crumb(order.number.to_string(), back.clone()))
        (Card::titled(tr!(l, "delivery-person-kept")).body(html! {
            div.kb-stack data-papers="full" {
                (super::asks::papers(l, papers, &papers.number_shown()))
                p.kb-sm.kb-soft.m-0 { (tr!(l, "delivery-person-noted")) }
            }
        }).footer(Button::plain(tr!(l, "delivery-person-hide")).icon(icon!("eye-off")).href(back)))
    }
}

fn kept(cx: &Cx, page: &Page<'_>, papers: &Papers, full: bool) -> Markup {
    let l = cx.locale;
    let number = if full {
        papers.number_shown()
    } else {
        papers.number.clone()
    };
    let address = format!("{}/recipient", page.address());
    html! {
        (Card::titled(tr!(l, "delivery-person-kept")).body(html! {
            div.kb-stack data-papers=(if full { "full" } else { "masked" }) {
                (super::asks::papers(l, papers, &number))
                @if let Some(person) = page.person {
                    p.kb-sm.kb-soft.m-0 {
                        (tr!(l, "delivery-person-consented", name = person.consent.by.name.as_str(),
                            at = format::datetime(person.consent.at, &cx.zone).to_string(),
                            text = i64::from(person.consent.text)))
                    }
                }
                @if full { p.kb-sm.kb-soft.m-0 { (tr!(l, "delivery-person-noted")) } }
            }
        }).footer(html! {
            div.kb-row {
                @if full {
                    (Button::plain(tr!(l, "delivery-person-hide")).icon(icon!("eye-off")).href(address.clone()))
                } @else {
                    (Form::post(format!("{address}/papers"), cx.csrf()).class("m-0")
                        .body(Button::plain(tr!(l, "delivery-person-open")).icon(icon!("eye"))))
                }
                (Form::post(format!("{address}/removal"), cx.csrf()).class("m-0")
                    .body(Button::danger(tr!(l, "delivery-person-wipe")).icon(icon!("trash"))))
            }
        }))
    }
}

fn form(cx: &Cx, page: &Page<'_>, labels: &[(&'static str, &'static str)], problems: &Problems) -> Markup {
    let l = cx.locale;
    let typed = &page.typed;
    let label = |field: &str| {
        labels
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, text)| *text)
    };
    let documents = Document::ALL.map(|document| Choice::new(document.code(), say(l, document.message())));
    html! {
        (Form::post(format!("{}/recipient", page.address()), cx.csrf()).class("kb-stack").attr("autocomplete", "off").body(html! {
            (hidden("version", typed.version.to_string()))
            div.kb-grid.kb-g-2 {
                (Field::text("name", label("name")).value(typed.name.as_str()).hint(tr!(l, "delivery-person-name-hint"))
                    .autocomplete("off").error(problems.at("name")))
                (Field::text("phone", label("phone")).value(typed.phone.as_str()).attr("inputmode", "tel")
                    .autocomplete("off").error(problems.at("phone")))
                (Select::new("document", label("document"), documents).chosen(typed.document.as_str())
                    .hint(tr!(l, "delivery-person-document-hint")).error(problems.at("document")))
                (Field::text("number", label("number")).value(typed.number.as_str()).autocomplete("off")
                    .hint(tr!(l, "delivery-person-number-hint")).error(problems.at("number")))
            }
            (Check::new("agreed", CONSENT.to_string(), tr!(l, "delivery-person-consent-1"), typed.agreed.is_some()))
            div { (Button::primary(tr!(l, "delivery-person-save")).icon(icon!("lock"))) }
        }))
    }
}
