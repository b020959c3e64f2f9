//! Parts that the card of a dealer and the page of the own company share.

use maud::{Markup, html};

use super::words;
use crate::modules::dealers::model::{Contract, Country, DeferralIn, LegalEntity, OwnEntity, Requisites};
use crate::modules::dealers::queries::Person;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Column, Empty, Table};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// Numbers in one line: «ИНН 7600…, КПП 760…».
pub fn numbers(l: Locale, country: Country, requisites: &Requisites) -> String {
    let mut parts = Vec::new();
    if !requisites.tax_id.is_empty() {
        parts.push(match country {
            Country::Ru => tr!(l, "dealers-inn-is", number = requisites.tax_id.as_str()),
            Country::Kz => tr!(l, "dealers-bin-is", number = requisites.tax_id.as_str()),
        });
    }
    if !requisites.kpp.is_empty() {
        parts.push(tr!(l, "dealers-kpp-is", number = requisites.kpp.as_str()));
    }
    parts.join(", ")
}

/// Legal entities; `edit` leads to a form where the reader may change them.
pub fn entities(l: Locale, entities: &[LegalEntity], new: Option<&str>) -> Markup {
    let card = Card::titled(tr!(l, "dealers-entities")).id("entities");
    let card = match new {
        Some(href) => {
            card.aside(html! { (Button::plain(tr!(l, "dealers-add")).icon(icon!("plus")).small().href(href)) })
        }
        None => card,
    };
    if entities.is_empty() {
        let body = if new.is_some() {
            tr!(l, "dealers-entities-empty-do")
        } else {
            tr!(l, "dealers-entities-empty-ask")
        };
        return html! { (card.flush(Empty {
            icon: icon!("building"),
            title: tr!(l, "dealers-entities-empty").into(),
            body: body.into(),
            action: None,
        })) };
    }
    let editable = new.is_some();
    let table = Table::new(tr!(l, "dealers-entities"), entities)
        .column(Column::title(tr!(l, "dealers-col-entity"), move |entity: &LegalEntity| {
            html! {
                @if editable { a.kb-b href={ "/dealers/" (entity.dealer) "/entities/" (entity.id) } { (entity.name) } } @else { b { (entity.name) } }
                span.kb-sub.kb-tab { (numbers(l, entity.country, &entity.requisites)) }
                @if entity.closed { span.kb-sub { (tr!(l, "dealers-entity-closed")) } }
            }
        }))
        .column(Column::wide_only(tr!(l, "dealers-col-address"), |entity: &LegalEntity| {
            entity.requisites.address.clone()
        }))
        .column_if(editable, || {
            Column::text(tr!(l, "dealers-col-one-c"), move |entity: &LegalEntity| {
                if entity.counterparty.is_some() { tr!(l, "dealers-one-c-matched") } else { tr!(l, "dealers-one-c-waits") }
            })
        });
    html! { (card.flush(table)) }
}

/// A contract with the names of its sides.
pub struct ContractRow {
    pub contract: Contract,
    pub entity: String,
    pub own_entity: String,
}

impl ContractRow {
    pub fn all(contracts: Vec<Contract>, entities: &[LegalEntity], own: &[OwnEntity]) -> Vec<ContractRow> {
        let row = |contract: Contract| {
            let entity = entities.iter().find(|entity| entity.id == contract.entity);
            let own_entity = own.iter().find(|entity| entity.id == contract.own_entity);
            ContractRow {
                entity: entity.map(|entity| entity.name.clone()).unwrap_or_default(),
                own_entity: own_entity.map(|entity| entity.name.clone()).unwrap_or_default(),
                contract,
            }
        };
        contracts.into_iter().map(row).collect()
    }
}

/// Contracts. `finance` shows the terms of payment.
pub fn contracts(l: Locale, rows: &[ContractRow], new: Option<&str>, finance: bool) -> Markup {
    let card = Card::titled(tr!(l, "dealers-contracts")).id("contracts");
    let card = match new {
        Some(href) => {
            card.aside(html! { (Button::plain(tr!(l, "dealers-add")).icon(icon!("plus")).small().href(href)) })
        }
        None => card,
    };
    if rows.is_empty() {
        let body = if new.is_some() {
            tr!(l, "dealers-contracts-empty-do")
        } else {
            tr!(l, "dealers-contracts-empty-ask")
        };
        return html! { (card.flush(Empty {
            icon: icon!("file-text"),
            title: tr!(l, "dealers-contracts-empty").into(),
            body: body.into(),
            action: None,
        })) };
    }
    let editable = new.is_some();
    let table = Table::new(tr!(l, "dealers-contracts"), rows)
        .column(Column::title(tr!(l, "dealers-col-contract"), move |row: &ContractRow| {
            let name = tr!(l, "dealers-contract-name", number = row.contract.number.as_str(), day = row.contract.day);
            html! {
                @if editable { a.kb-b href={ "/dealers/" (row.contract.dealer) "/contracts/" (row.contract.id) } { (name) } } @else { b { (name) } }
                @if row.contract.closed { span.kb-sub { (tr!(l, "dealers-contract-closed")) } }
            }
        }))
        .column(Column::text(tr!(l, "dealers-col-sides"), |row: &ContractRow| {
            html! { (row.entity) span.kb-sub { (row.own_entity) } }
        }))
        .column(Column::text(tr!(l, "dealers-col-price-type"), move |row: &ContractRow| {
            html! {
                @if row.contract.price_type_name.is_empty() { span.kb-soft { (tr!(l, "dealers-price-type-none")) } } @else { (row.contract.price_type_name) }
                span.kb-sub { (row.contract.currency.code()) ", " (words::vat_mode(l, row.contract.vat)) }
            }
        }))
        .column_if(finance, || {
            Column::num(tr!(l, "dealers-col-deferral"), move |row: &ContractRow| {
                match row.contract.deferral_in {
                    DeferralIn::Calendar => tr!(l, "dealers-days", n = row.contract.deferral_days),
                    DeferralIn::Bank => tr!(l, "dealers-days-bank", n = row.contract.deferral_days),
                }
            })
            .field("deferral")
        });
    html! { (card.flush(table)) }
}

/// People of a company. `manage` leads each name to the page where rights are changed.
pub fn people(l: Locale, title: &str, people: &[Person], manage: bool, new: Option<&str>) -> Markup {
    let card = Card::titled(title.to_owned()).id("people");
    let card = match new {
        Some(href) => {
            card.aside(html! { (Button::plain(tr!(l, "dealers-invite")).icon(icon!("user-plus")).small().href(href)) })
        }
        None => card,
    };
    if people.is_empty() {
        return html! { (card.flush(Empty {
            icon: icon!("users"),
            title: tr!(l, "dealers-people-empty").into(),
            body: tr!(l, "dealers-people-empty-do").into(),
            action: None,
        })) };
    }
    let table = Table::new(title.to_owned(), people)
        .column(Column::title(tr!(l, "dealers-col-person"), move |person: &Person| {
            html! {
                @if manage { a.kb-b href={ "/people/" (person.member.id) } { (person.member.name) } } @else { b { (person.member.name) } }
                span.kb-sub { (person.email) }
            }
        }))
        .column(Column::status(tr!(l, "dealers-col-status"), move |person: &Person| words::person_status(l, person)))
        .column(Column::text(tr!(l, "dealers-col-role"), move |person: &Person| person.own_role.clone().unwrap_or_else(|| words::role(l, person.member.role).to_owned())))
        .column(Column::text(tr!(l, "dealers-col-phone"), |person: &Person| {
            html! { span.kb-tab { (person.member.phone.as_deref().unwrap_or_default()) } }
        }))
        .column(Column::wide_only(tr!(l, "dealers-col-since"), |person: &Person| {
            format::date(person.member.created.day_in(&jiff::tz::TimeZone::UTC))
        }));
    html! { (card.flush(table)) }
}
