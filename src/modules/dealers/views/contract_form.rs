//! The form of a contract.

use maud::{Markup, html};

use super::words;
use crate::modules::dealers::model::{Dealer, DeferralIn, LegalEntity, OwnEntity};
use crate::modules::dealers::pages::contract_form::{Typed, vat_code};
use crate::modules::dealers::price_types::PriceTypeChoice;
use crate::platform::ui::{Button, Check, Choice, Field, Form, PageHead, Select, fieldset};
use crate::platform::values::{Currency, VatMode};
use crate::platform::web::Cx;
use crate::platform::web::Problems;
use crate::{icon, tr};

/// What there is to choose from.
pub struct Choices {
    pub dealer: Dealer,
    pub entities: Vec<LegalEntity>,
    pub own: Vec<OwnEntity>,
    pub price_types: Vec<PriceTypeChoice>,
}

pub fn page(cx: &Cx, title: &str, action: &str, choices: &Choices, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let back = format!("/dealers/{}", choices.dealer.id);
    let choose = || Choice::new("", tr!(l, "dealers-choose"));
    let entities = choices
        .entities
        .iter()
        .filter(|entity| !entity.closed || entity.id.to_string() == typed.entity);
    let entities = entities.map(|entity| Choice::new(entity.id.to_string(), entity.name.as_str()));
    let entities: Vec<Choice<'_>> = std::iter::once(choose()).chain(entities).collect();
    let own = choices
        .own
        .iter()
        .map(|entity| Choice::new(entity.id.to_string(), entity.name.as_str()));
    let own: Vec<Choice<'_>> = std::iter::once(choose()).chain(own).collect();
    let labels = [
        ("number", tr!(l, "dealers-field-number")),
        ("day", tr!(l, "dealers-field-day")),
        ("entity", tr!(l, "dealers-field-entity")),
        ("own_entity", tr!(l, "dealers-field-own-entity")),
        ("price_type", tr!(l, "dealers-col-price-type")),
        ("price_type_name", tr!(l, "dealers-col-price-type")),
        ("currency", tr!(l, "dealers-field-currency")),
        ("vat", tr!(l, "dealers-field-vat")),
        ("deferral_days", tr!(l, "dealers-field-deferral")),
        ("deferral_in", tr!(l, "dealers-field-deferral-in")),
    ];
    html! {
        (PageHead::new(l, title).crumb(tr!(l, "dealers-title"), "/dealers").crumb(choices.dealer.name.as_str(), back.as_str()))
        (Form::post(action, cx.csrf()).class("card").attr("novalidate", "").body(html! {
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (fieldset(tr!(l, "dealers-contract-sides"), html! {
                    div.kb-grid.kb-g-2 {
                        (Field::text("number", labels[0].1).value(&typed.number).error(problems.at("number")).required().autofocus())
                        (Field::text("day", labels[1].1).value(&typed.day).placeholder(tr!(l, "dealers-day-placeholder")).error(problems.at("day")).required())
                        (Select::new("entity", labels[2].1, entities).chosen(&typed.entity).error(problems.at("entity")))
                        (Select::new("own_entity", labels[3].1, own).chosen(&typed.own_entity).error(problems.at("own_entity")))
                    }
                    @if choices.own.is_empty() { p.kb-hint { (tr!(l, "dealers-own-none")) " " a href="/own-entities/new" { (tr!(l, "dealers-own-new")) } } }
                }))
                (fieldset(tr!(l, "dealers-contract-terms"), html! {
                    div.kb-grid.kb-g-2 {
                        (price_type(cx, choices, typed, problems, labels[4].1))
                        (Select::new("currency", labels[6].1, Currency::ALL.map(|currency| Choice::new(currency.code(), currency.code()))).chosen(&typed.currency).error(problems.at("currency")))
                        (Select::new("vat", labels[7].1, [VatMode::Included, VatMode::OnTop, VatMode::None].map(|mode| Choice::new(vat_code(mode), words::vat_mode(l, mode)))).chosen(&typed.vat).error(problems.at("vat")))
                        (Field::digits("deferral_days", labels[8].1).value(&typed.deferral_days).hint(tr!(l, "dealers-deferral-hint")).error(problems.at("deferral_days")))
                        (Select::new("deferral_in", labels[9].1, DeferralIn::ALL.map(|of| Choice::new(of.code(), words::deferral_in(l, of)))).chosen(&typed.deferral_in).hint(tr!(l, "dealers-deferral-in-hint")).error(problems.at("deferral_in")))
                    }
                }))
                (Check::new("closed", "yes", tr!(l, "dealers-contract-close"), !typed.closed.is_empty()))
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "dealers-save")).icon(icon!("check")))
                (Button::quiet(tr!(l, "dealers-cancel")).href(back.as_str()))
            }
        }))
    }
}

/// The catalogue's price types once 1C has told them; until then the name as agreed.
fn price_type(cx: &Cx, choices: &Choices, typed: &Typed, problems: &Problems, label: &str) -> Markup {
    let l = cx.locale;
    if choices.price_types.is_empty() {
        return html! {
            (Field::text("price_type_name", label).value(&typed.price_type_name)
                .hint(tr!(l, "dealers-price-type-later")).error(problems.at("price_type_name")))
        };
    }
    let listed = choices.price_types.iter().map(|choice| {
        Choice::new(
            choice.id.simple().to_string(),
            format!("{}, {}", choice.name, choice.currency.code()),
        )
    });
    let none = Choice::new("", tr!(l, "dealers-choose"));
    let listed: Vec<Choice<'_>> = std::iter::once(none).chain(listed).collect();
    html! {
        (Select::new("price_type", label, listed).chosen(&typed.price_type)
            .hint(tr!(l, "dealers-price-type-hint")).error(problems.at("price_type")))
    }
}
