//! The card of a dealer.

use maud::{Markup, html};

use super::parts::{self, ContractRow};
use super::words;
use crate::modules::dealers::model::{Dealer, DealerStatus, LegalEntity};
use crate::modules::dealers::panels::Place;
use crate::modules::dealers::queries::Person;
use crate::platform::i18n::format;
use crate::platform::journal::Entry;
use crate::platform::ui::{Alert, Button, Card, Dialog, Form, KeyValues, Menu, MenuItem, PageHead, hidden};
use crate::platform::values::Locale;
use crate::platform::web::{Cx, changes};
use crate::{icon, tr};

/// What the card shows.
pub struct DealerCard {
    pub dealer: Dealer,
    pub managers: Vec<String>,
    pub entities: Vec<LegalEntity>,
    pub contracts: Vec<ContractRow>,
    pub people: Vec<Person>,
    pub history: Vec<Entry>,
    pub may_edit: bool,
    pub may_invite: bool,
    pub finance: bool,
    /// What other modules know of this dealer.
    pub panels: Vec<(Place, Markup)>,
}

impl DealerCard {
    fn panels(&self, at: Place) -> impl Iterator<Item = &Markup> {
        let here = self.panels.iter().filter(move |(place, _)| *place == at);
        here.map(|(_, markup)| markup)
    }
}

pub fn page(cx: &Cx, card: &DealerCard) -> Markup {
    let l = cx.locale;
    let dealer = &card.dealer;
    let base = format!("/dealers/{}", dealer.id);
    let new_entity = format!("{base}/entities/new");
    let new_contract = format!("{base}/contracts/new");
    let new_person = format!("{base}/people/new");
    html! {
        (PageHead::new(l, dealer.name.as_str())
            .crumb(tr!(l, "dealers-title"), "/dealers")
            .facts(html! {
                (words::dealer_status(l, dealer.status))
                span { (words::tier(l, dealer.tier)) }
                @if !dealer.city.is_empty() { span { (dealer.city) } }
            })
            .actions(html! {
                // The drafts of this dealer, with the form that begins an order.
                (Button::primary(tr!(l, "dealers-new-order")).icon(icon!("plus")).href(format!("/drafts?dealer={}", dealer.id)))
                @if card.may_edit { (actions(cx, dealer)) }
                (Menu::more(l, menu(l, card)))
            }))
        div.kb-grid.kb-g-side {
            div.kb-stack-lg {
                @if dealer.status == DealerStatus::Paused {
                    (Alert::warning(tr!(l, "dealers-paused-say")).body(html! { p.m-0 { (tr!(l, "dealers-paused-means")) } }))
                }
                @for panel in card.panels(Place::Main) { (panel) }
                (parts::entities(l, &card.entities, card.may_edit.then_some(new_entity.as_str())))
                (parts::contracts(l, &card.contracts, card.may_edit.then_some(new_contract.as_str()), card.finance))
                (parts::people(l, tr!(l, "dealers-people"), &card.people, card.may_invite, card.may_invite.then_some(new_person.as_str())))
            }
            div.kb-stack-lg {
                (facts(cx, card))
                @for panel in card.panels(Place::Aside) { (panel) }
                (changes(cx, tr!(l, "dealers-history"), tr!(l, "dealers-history-empty"), &card.history))
            }
        }
    }
}

fn actions(cx: &Cx, dealer: &Dealer) -> Markup {
    let l = cx.locale;
    let action = format!("/dealers/{}/status", dealer.id);
    html! {
        (Button::plain(tr!(l, "dealers-edit")).icon(icon!("pencil")).href(format!("/dealers/{}/edit", dealer.id)))
        @match dealer.status {
            DealerStatus::Active => {
                (Dialog::new(l, "pause", tr!(l, "dealers-pause-ask")).small()
                    .body(html! { p { (tr!(l, "dealers-paused-means")) } })
                    .footer(html! {
                        (Form::post(&action, cx.csrf()).class("kb-row").body(html! {
                            (hidden("status", "paused"))
                            (Button::danger(tr!(l, "dealers-pause")))
                        }))
                        (Button::quiet(tr!(l, "dealers-pause-not")).href("#main").attr("data-close", ""))
                    }))
            }
            DealerStatus::Paused => {
                (Form::post(&action, cx.csrf()).class("kb-row").body(html! {
                    (hidden("status", "active"))
                    (Button::plain(tr!(l, "dealers-activate")).icon(icon!("player-play")))
                }))
            }
        }
    }
}

/// What is done seldom.
fn menu<'a>(l: Locale, card: &DealerCard) -> Vec<MenuItem<'a>> {
    let orders = format!("/orders?stage=all&dealer={}", card.dealer.id);
    let mut items = vec![MenuItem::link(
        icon!("clipboard-list"),
        tr!(l, "dealers-orders"),
        orders,
    )];
    if card.may_edit && card.dealer.status == DealerStatus::Active {
        items.push(MenuItem::Other(html! {
            a.kb-menu-a href="#pause" data-dialog="pause" { (icon!("player-pause")) (tr!(l, "dealers-pause")) }
        }));
    }
    items
}

fn facts(cx: &Cx, card: &DealerCard) -> Markup {
    let l = cx.locale;
    let dealer = &card.dealer;
    let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let managers = if card.managers.is_empty() {
        html! { span.kb-soft { (tr!(l, "dealers-manager-none")) } }
    } else {
        html! { (card.managers.join(", ")) }
    };
    let values = KeyValues::new()
        .row(tr!(l, "dealers-col-manager"), managers)
        .row(tr!(l, "dealers-field-country"), words::country(l, dealer.country))
        .row_if(tr!(l, "dealers-field-city"), text(&dealer.city))
        .row_if(tr!(l, "dealers-field-region"), text(&dealer.region))
        .row(tr!(l, "dealers-field-stock"), words::stock_rule(l, dealer.stock_rule))
        .row(
            tr!(l, "dealers-col-since"),
            format::date(dealer.created.day_in(&cx.zone)),
        );
    html! { (Card::titled(tr!(l, "dealers-facts")).body(values)) }
}
