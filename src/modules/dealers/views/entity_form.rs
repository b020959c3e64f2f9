//! The form of a legal entity: a dealer's or the manufacturer's own.

use maud::{Markup, html};

use super::words;
use crate::modules::dealers::model::Country;
use crate::modules::dealers::pages::entity_form::Typed;
use crate::platform::ui::{Button, Check, Choice, Field, Form, PageHead, Select, TextArea, fieldset};
use crate::platform::web::Cx;
use crate::platform::web::Problems;
use crate::{icon, tr};

/// Where the form stands and what it is for.
pub struct Place<'a> {
    pub title: &'a str,
    pub crumbs: Vec<(String, String)>,
    pub action: String,
    pub back: String,
    /// Own entities have a VAT rate, dealers' may be closed.
    pub own: bool,
}

/// Rates that the form offers: of Russia and Kazakhstan in force and before.
pub const RATES: [&str; 9] = ["22", "20", "16", "12", "10", "8", "7", "5", "0"];

pub fn page(cx: &Cx, place: &Place<'_>, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("name", tr!(l, "dealers-field-short-name")),
        ("full_name", tr!(l, "dealers-field-full-name")),
        ("country", tr!(l, "dealers-field-country")),
        ("tax_id", tr!(l, "dealers-field-tax-id")),
        ("kpp", tr!(l, "dealers-field-kpp")),
        ("ogrn", tr!(l, "dealers-field-ogrn")),
        ("address", tr!(l, "dealers-col-address")),
        ("bank", tr!(l, "dealers-field-bank")),
        ("bik", tr!(l, "dealers-field-bik")),
        ("account", tr!(l, "dealers-field-account")),
        ("correspondent_account", tr!(l, "dealers-field-correspondent")),
        ("vat", tr!(l, "dealers-field-vat-rate")),
    ];
    let crumbs = place.crumbs.iter();
    let head = crumbs.fold(PageHead::new(l, place.title), |head, (text, href)| {
        head.crumb(text.as_str(), href.as_str())
    });
    html! {
        (head)
        (Form::post(place.action.as_str(), cx.csrf()).class("card").attr("novalidate", "").body(html! {
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (fieldset(tr!(l, "dealers-col-entity"), html! {
                    div.kb-grid.kb-g-2 {
                        (Field::text("name", labels[0].1).value(&typed.name).error(problems.at("name")).required().autofocus())
                        (Select::new("country", labels[2].1, [Country::Ru, Country::Kz].map(|country| Choice::new(country.code(), words::country(l, country)))).chosen(&typed.country).error(problems.at("country")))
                    }
                    (Field::text("full_name", labels[1].1).value(&typed.full_name).error(problems.at("full_name")))
                    div.kb-grid.kb-g-3 {
                        (Field::digits("tax_id", labels[3].1).value(&typed.tax_id).error(problems.at("tax_id")).required())
                        (Field::text("kpp", labels[4].1).value(&typed.kpp).hint(tr!(l, "dealers-kpp-hint")).error(problems.at("kpp")))
                        (Field::digits("ogrn", labels[5].1).value(&typed.ogrn).error(problems.at("ogrn")))
                    }
                    (TextArea::new("address", labels[6].1, 2).value(&typed.address).error(problems.at("address")))
                }))
                (fieldset(tr!(l, "dealers-field-bank-part"), html! {
                    div.kb-grid.kb-g-2 {
                        (Field::text("bank", labels[7].1).value(&typed.bank).error(problems.at("bank")))
                        (Field::text("bik", labels[8].1).value(&typed.bik).error(problems.at("bik")))
                        (Field::text("account", labels[9].1).value(&typed.account).error(problems.at("account")))
                        (Field::text("correspondent_account", labels[10].1).value(&typed.correspondent_account).hint(tr!(l, "dealers-correspondent-hint")).error(problems.at("correspondent_account")))
                    }
                }))
                @if place.own {
                    (Select::new("vat", labels[11].1, rates(cx)).chosen(&typed.vat).hint(tr!(l, "dealers-vat-rate-hint")).error(problems.at("vat")))
                } @else {
                    (Check::new("closed", "yes", tr!(l, "dealers-entity-close"), !typed.closed.is_empty()))
                }
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "dealers-save")).icon(icon!("check")))
                (Button::quiet(tr!(l, "dealers-cancel")).href(place.back.as_str()))
            }
        }))
    }
}

fn rates(cx: &Cx) -> Vec<Choice<'static>> {
    let l = cx.locale;
    let mut choices = vec![Choice::new("", tr!(l, "dealers-vat-rate-general"))];
    choices.extend(RATES.map(|rate| Choice::new(rate, format!("{rate}\u{a0}%"))));
    choices.push(Choice::new("none", tr!(l, "dealers-vat-rate-exempt")));
    choices
}
