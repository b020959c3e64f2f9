//! A dealer's addresses: the list, and the form of one.

use maud::{Markup, html};

use super::offered_names;
use crate::icon;
use crate::modules::dealers::LegalEntity;
use crate::modules::delivery::pages::addresses::{HERE, Typed};
use crate::modules::delivery::{Address, AddressId, Carrier};
use crate::modules::orders::DeliveryWay;
use crate::platform::i18n::try_text;
use crate::platform::ui::{
    Button, Card, Choice, Column, Empty, Field, Form, PageHead, Select, Table, TextArea, hidden,
};
use crate::platform::web::{Cx, Problems};
use crate::tr;

pub fn list(cx: &Cx, addresses: &[Address], entities: &[LegalEntity]) -> Markup {
    let l = cx.locale;
    let add = || {
        Button::primary(tr!(l, "delivery-address-add"))
            .icon(icon!("plus"))
            .href(format!("{HERE}/new"))
    };
    let entity = |address: &Address| {
        let of = entities.iter().find(|entity| Some(entity.id) == address.entity);
        of.map_or_else(String::new, |entity| entity.name.clone())
    };
    let table = Table::new(tr!(l, "delivery-addresses"), addresses)
        .row_data("data-address", |address: &Address| address.id.to_string())
        .column(Column::title(tr!(l, "delivery-address-name"), |address: &Address| {
            html! { a href=(format!("{HERE}/{}", address.id)) { (address.name) } }
        }))
        .column(Column::text(tr!(l, "orders-delivery-way"), move |address: &Address| {
            try_text(l, address.way.message()).unwrap_or_default()
        }))
        .column(Column::text(tr!(l, "delivery-address-where"), |address: &Address| {
            address.line()
        }))
        .column(Column::text(tr!(l, "delivery-address-entity"), entity));
    html! {
        (PageHead::new(l, tr!(l, "delivery-addresses"))
            .facts(html! { p { (tr!(l, "delivery-addresses-about")) } })
            .actions(add()))
        @if addresses.is_empty() {
            (Card::new().flush(Empty {
                icon: icon!("map-pin"),
                title: tr!(l, "delivery-addresses-empty").into(),
                body: tr!(l, "delivery-addresses-empty-do").into(),
                action: None,
            }))
        } @else { (Card::new().flush(table)) }
    }
}

pub struct Page<'a> {
    pub title: &'a str,
    pub id: Option<AddressId>,
    pub typed: &'a Typed,
    pub entities: Vec<LegalEntity>,
    pub carriers: Vec<Carrier>,
}

pub fn form(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let typed = page.typed;
    let labels = [
        ("name", tr!(l, "delivery-address-name")),
        ("way", tr!(l, "orders-delivery-way")),
        ("carrier", tr!(l, "orders-field-delivery-carrier")),
        ("terminal", tr!(l, "orders-field-delivery-terminal")),
        ("address", tr!(l, "orders-field-delivery-address")),
        ("window", tr!(l, "orders-field-delivery-window")),
        ("contact", tr!(l, "delivery-contact")),
        ("phone", tr!(l, "orders-field-delivery-phone")),
        ("comment", tr!(l, "orders-field-delivery-comment")),
    ];
    let label = |field: &str| {
        labels
            .iter()
            .find(|(name, _)| *name == field)
            .map_or("", |(_, text)| *text)
    };
    let field = |name: &'static str, value: &str| {
        Field::text(name, label(name))
            .value(value.to_owned())
            .error(problems.at(name))
    };
    let ways = DeliveryWay::ALL.map(|way| Choice::new(way.code(), try_text(l, way.message()).unwrap_or_default()));
    let entities = std::iter::once(Choice::new("", tr!(l, "delivery-address-entity-none"))).chain(
        page.entities
            .iter()
            .filter(|entity| !entity.closed)
            .map(|entity| Choice::new(entity.id.to_string(), entity.name.clone())),
    );
    let action = match page.id {
        Some(id) => format!("{HERE}/{id}"),
        None => HERE.to_owned(),
    };
    html! {
        (PageHead::new(l, page.title).crumb(tr!(l, "delivery-addresses"), HERE))
        div.kb-stack-lg {
            (offered_names(&page.carriers))
            (Form::post(action.clone(), cx.csrf()).class("card kb-form").body(html! {
                (hidden("version", typed.version.to_string()))
                (hidden("id", typed.id.as_str()))
                div.card-body.kb-stack-lg {
                    (problems.summary(cx, &labels))
                    (field("name", &typed.name).hint(tr!(l, "delivery-address-name-hint")))
                    div.kb-grid.kb-g-2 {
                        (Select::new("way", label("way"), ways).chosen(typed.way.as_str()).error(problems.at("way")))
                        (field("carrier", &typed.carrier).attr("list", "carrier-names").autocomplete("off"))
                        (field("terminal", &typed.terminal).attr("list", "terminal-names").autocomplete("off"))
                        (field("window", &typed.window).placeholder(tr!(l, "delivery-window-example")))
                    }
                    (field("address", &typed.address))
                    div.kb-grid.kb-g-2 {
                        (field("contact", &typed.contact))
                        (field("phone", &typed.phone).attr("inputmode", "tel"))
                    }
                    (TextArea::new("comment", label("comment"), 2).value(typed.comment.as_str()).error(problems.at("comment")))
                    (Select::new("entity", tr!(l, "delivery-address-entity"), entities).chosen(typed.entity.as_str())
                        .hint(tr!(l, "delivery-address-entity-hint")))
                }
                div.card-footer.kb-row {
                    (Button::primary(tr!(l, "delivery-save")).icon(icon!("check")))
                    (Button::quiet(tr!(l, "delivery-cancel")).href(HERE))
                }
            }))
            @if page.id.is_some() {
                (Form::post(format!("{action}/removal"), cx.csrf())
                    .body(html! { div { (Button::danger(tr!(l, "delivery-address-remove")).icon(icon!("trash"))) } }))
            }
        }
    }
}
