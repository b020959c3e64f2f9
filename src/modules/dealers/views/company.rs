//! Pages of own things: the dealer's own company, the manufacturer's staff and legal entities.

use maud::{Markup, html};

use super::parts::{self, ContractRow};
use super::words;
use crate::modules::dealers::model::{Dealer, LegalEntity, OwnEntity};
use crate::modules::dealers::queries::Person;
use crate::platform::ui::{Button, Card, Column, Empty, KeyValues, PageHead, Table};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct OwnCompany {
    pub dealer: Dealer,
    pub managers: Vec<(String, Option<String>)>,
    pub entities: Vec<LegalEntity>,
    pub contracts: Vec<ContractRow>,
    pub people: Vec<Person>,
    pub may_invite: bool,
    pub finance: bool,
}

pub fn company(cx: &Cx, own: &OwnCompany) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, own.dealer.name.as_str())
            .facts(html! { (words::dealer_status(l, own.dealer.status)) span { (words::tier(l, own.dealer.tier)) } })
            .actions(html! { @if own.may_invite { (Button::plain(tr!(l, "dealers-roles-menu")).icon(icon!("key")).href("/roles")) (Button::primary(tr!(l, "dealers-invite")).icon(icon!("user-plus")).href("/company/people/new")) } }))
        div.kb-grid.kb-g-side {
            div.kb-stack-lg {
                (parts::people(l, tr!(l, "dealers-people"), &own.people, own.may_invite, None))
                (parts::entities(l, &own.entities, None))
                (parts::contracts(l, &own.contracts, None, own.finance))
            }
            (Card::titled(tr!(l, "dealers-your-managers")).body(html! {
                @if own.managers.is_empty() { p.kb-soft.m-0 { (tr!(l, "dealers-manager-none")) } }
                @else {
                    (own.managers.iter().fold(KeyValues::new(), |values, (name, phone)| {
                        values.row(name.as_str(), phone.as_deref().unwrap_or("—"))
                    }))
                }
            }))
        }
    }
}

pub fn staff(cx: &Cx, people: &[Person]) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "dealers-staff"))
            .facts(html! { p { (tr!(l, "dealers-staff-about")) } })
            .actions(html! { (Button::plain(tr!(l, "dealers-roles-menu")).icon(icon!("key")).href("/roles")) (Button::primary(tr!(l, "dealers-invite")).icon(icon!("user-plus")).href("/people/new")) }))
        (parts::people(l, tr!(l, "dealers-staff"), people, true, None))
    }
}

pub fn own_entities(cx: &Cx, entities: &[OwnEntity]) -> Markup {
    let l = cx.locale;
    let card = if entities.is_empty() {
        Card::new().flush(Empty {
            icon: icon!("building-factory-2"),
            title: tr!(l, "dealers-own-empty").into(),
            body: tr!(l, "dealers-own-empty-do").into(),
            action: Some(html! { (Button::primary(tr!(l, "dealers-own-new")).href("/own-entities/new")) }),
        })
    } else {
        let table = Table::new(tr!(l, "dealers-own"), entities)
            .column(Column::title(
                tr!(l, "dealers-col-entity"),
                move |entity: &OwnEntity| {
                    html! {
                        a.kb-b href={ "/own-entities/" (entity.id) } { (entity.name) }
                        span.kb-sub.kb-tab { (parts::numbers(l, entity.country, &entity.requisites)) }
                    }
                },
            ))
            .column(Column::text(
                tr!(l, "dealers-field-country"),
                move |entity: &OwnEntity| words::country(l, entity.country),
            ))
            .column(Column::text(
                tr!(l, "dealers-field-vat-rate"),
                move |entity: &OwnEntity| words::vat_rate(l, entity.vat),
            ))
            .column(Column::wide_only(
                tr!(l, "dealers-col-address"),
                |entity: &OwnEntity| entity.requisites.address.clone(),
            ));
        Card::new().flush(table)
    };
    html! {
        (PageHead::new(l, tr!(l, "dealers-own"))
            .facts(html! { p { (tr!(l, "dealers-own-about")) } })
            .actions(html! { @if !entities.is_empty() { (Button::primary(tr!(l, "dealers-own-new")).icon(icon!("plus")).href("/own-entities/new")) } }))
        (card)
    }
}
