//! The look of the catalogue. Views are given what the reader may see, and nothing else.

mod grid;
mod listing;
mod product;
pub mod taxes;

use jiff::tz::TimeZone;
use maud::{Markup, Render, html};

use super::grid::Col;
use super::read_models::{Figures, Viewpoint};
use super::{Filling, GroupId, Margin, NoMargin, ProductId, SkuId, StockShown};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Button, Choice, Field, Form, PageHead, Select, hidden};
use crate::platform::values::{Locale, Moment, Quantity, VatMode};
use crate::{icon, tr};

pub use listing::{Listing, listing, offers};
pub use product::{ProductCard, product};

/// What every view needs of the request.
pub struct Frame {
    pub locale: Locale,
    pub zone: TimeZone,
    pub now: Moment,
    pub csrf: String,
    /// May the reader put goods into a draft?
    pub picks: bool,
    pub staff: bool,
    /// The draft that is filled, where it is a certain one.
    pub filling: Option<Filling>,
}

impl Frame {
    /// The item of the menu that the page belongs to.
    pub fn place(&self) -> &'static str {
        match self.filling {
            Some(_) => "/drafts",
            None => "/catalogue",
        }
    }

    fn all(&self) -> String {
        match &self.filling {
            Some(filling) => format!("{}/catalogue", filling.address),
            None => "/catalogue".to_owned(),
        }
    }

    fn group(&self, id: GroupId) -> String {
        format!("{}/groups/{id}", self.all())
    }

    fn product(&self, id: ProductId) -> String {
        match &self.filling {
            Some(filling) => format!("{}/catalogue/products/{id}", filling.address),
            None => format!("/products/{id}"),
        }
    }

    /// Where a product that is made to order is configured.
    fn configuration(&self, id: ProductId) -> String {
        match &self.filling {
            Some(filling) => format!("{}/configure/{id}", filling.address),
            None => format!("/products/{id}/configuration"),
        }
    }

    /// Where the form that adds a line goes.
    fn lines(&self) -> String {
        match &self.filling {
            Some(filling) => format!("{}/lines", filling.address),
            None => "/drafts/lines".to_owned(),
        }
    }

    /// Where the form goes that adds many at once.
    fn picked(&self) -> String {
        match &self.filling {
            Some(filling) => format!("{}/picked", filling.address),
            None => "/drafts/picked".to_owned(),
        }
    }

    fn price_head(&self) -> &'static str {
        match self.staff && self.filling.is_some() {
            true => tr!(self.locale, "catalogue-col-price-dealer"),
            false => tr!(self.locale, "catalogue-col-price"),
        }
    }

    fn margin_is(&self) -> &'static str {
        match self.staff && self.filling.is_some() {
            true => tr!(self.locale, "catalogue-margin-is-dealer"),
            false => tr!(self.locale, "catalogue-margin-is"),
        }
    }

    /// Begins the way back: to the catalogue, or to the draft.
    fn head<'a>(&'a self, title: &'a str, below: bool) -> PageHead<'a> {
        let mut head = PageHead::new(self.locale, title);
        if let Some(filling) = &self.filling {
            head = head
                .crumb(tr!(self.locale, "catalogue-drafts"), "/drafts")
                .crumb(filling.draft.as_str(), filling.address.as_str());
        }
        if below {
            head = head.crumb(tr!(self.locale, "catalogue-title"), self.all());
        }
        head
    }

    /// The way back to the draft, with what is in it.
    fn to_draft(&self) -> Markup {
        let l = self.locale;
        html! {
            @if let Some(filling) = &self.filling {
                (Button::plain(tr!(l, "catalogue-to-draft", n = filling.lines)).icon(icon!("pencil"))
                    .href(filling.address.as_str()))
            }
        }
    }
}

/// What a column of the grid is called.
pub fn column(l: Locale, col: Col) -> &'static str {
    match col {
        Col::Article => tr!(l, "catalogue-list-article"),
        Col::Barcode => tr!(l, "catalogue-list-barcode"),
        Col::Unit => tr!(l, "catalogue-list-unit"),
        Col::Pack => tr!(l, "catalogue-list-pack"),
        Col::Weight => tr!(l, "catalogue-weight"),
        Col::Price => tr!(l, "catalogue-col-price"),
        Col::Rrp => tr!(l, "catalogue-col-rrp"),
        Col::Margin => tr!(l, "catalogue-col-margin"),
        Col::Stock => tr!(l, "catalogue-col-stock"),
    }
}

/// Under which terms the figures of a file stand: a contract, or for staff a price type.
pub fn under_terms(l: Locale, view: &Viewpoint) -> Option<String> {
    let of_type = || {
        let chosen = view.chosen();
        let named = view.types.iter().find(|of| of.id.to_string() == chosen);
        named.filter(|_| view.sees_price()).map(|of| of.name.clone())
    };
    terms_line(l, view).or_else(of_type)
}

/// The address of a picture in one of the sizes that are served.
pub fn picture(hash: &str, pixels: u32) -> String {
    format!("/pictures/{hash}/{pixels}")
}

fn dash() -> Markup {
    html! { span.kb-soft { "—" } }
}

fn price(l: Locale, figures: &Figures) -> Markup {
    match figures.price {
        Some(Some(price)) => html! { (format::unit_price(l, price)) },
        Some(None) => html! { span.kb-soft title=(tr!(l, "catalogue-no-margin-price")) { "—" } },
        None => html! {},
    }
}

fn rrp(l: Locale, figures: &Figures) -> Markup {
    figures
        .rrp
        .map_or_else(dash, |price| html! { (format::unit_price(l, price)) })
}

fn margin(l: Locale, margin: &Result<Margin, NoMargin>) -> Markup {
    match margin {
        Ok(margin) => html! {
            span {
                @match margin.margin {
                    Some(percent) => (format::share(l, percent)),
                    None => (dash()),
                }
                span.kb-sub { (format::money(l, margin.sum)) }
            }
        },
        Err(reason) => html! { span.kb-soft title=[try_text(l, reason.message())] { "—" } },
    }
}

fn stock(l: Locale, stock: StockShown, unit: &str) -> Markup {
    match stock {
        StockShown::Exact(quantity) => {
            html! { span.kb-ok.kb-b { (format::quantity(l, quantity)) "\u{a0}" (unit) } }
        }
        StockShown::Plenty => html! { span.kb-ok.kb-b { (tr!(l, "catalogue-stock-plenty")) } },
        StockShown::Few => html! { span.kb-warn.kb-b { (tr!(l, "catalogue-stock-few")) } },
        StockShown::None => html! { span { (tr!(l, "catalogue-stock-none")) } },
        StockShown::Unknown | StockShown::Hidden => dash(),
    }
}

/// Puts one pack (or one unit) into the draft at hand; beside it, the choice of another one.
fn pick(frame: &Frame, sku: SkuId, step: Quantity, subject: &str, here: &str) -> Markup {
    let l = frame.locale;
    let quantity = if step.is_positive() { step } else { Quantity::ONE };
    Form::post(frame.lines(), frame.csrf.as_str())
        .class("kb-row kb-end")
        .body(html! {
            (hidden("sku", sku.to_string()))
            (hidden("quantity", quantity.to_string()))
            (hidden("back", here))
            (Button::plain(tr!(l, "catalogue-pick")).icon(icon!("plus")).small()
                .attr("aria-label", tr!(l, "catalogue-pick-what", what = subject)))
        })
        .render()
}

/// The same with a field for the quantity; `main` where it is what the page is for, and not one of many.
fn pick_some(frame: &Frame, sku: SkuId, step: Quantity, subject: &str, here: &str, main: bool) -> Markup {
    let l = frame.locale;
    let quantity = if step.is_positive() { step } else { Quantity::ONE };
    Form::post(frame.lines(), frame.csrf.as_str())
        .class("kb-row kb-end kb-pick")
        .body(html! {
            (hidden("sku", sku.to_string()))
            (hidden("back", here))
            div.kb-qty {
                (Field::decimal("quantity", tr!(l, "catalogue-quantity-of", what = subject))
                    .id(format!("quantity-{sku}"))
                    .label_hidden()
                    .value(format::quantity(l, quantity).to_string()))
            }
            @match main {
                true => (Button::primary(tr!(l, "catalogue-pick")).icon(icon!("plus"))),
                false => (Button::plain(tr!(l, "catalogue-pick")).icon(icon!("plus"))
                    .attr("aria-label", tr!(l, "catalogue-pick-what", what = subject))),
            }
        })
        .render()
}

/// The choice of the contract, or of the price type for staff.
fn terms(l: Locale, view: &Viewpoint, here: &str) -> Markup {
    let path = here.split('?').next().unwrap_or(here).to_owned();
    let choices: Vec<Choice<'_>> = match view.contracts.is_empty() {
        false => view
            .contracts
            .iter()
            .map(|contract| {
                let text = tr!(
                    l,
                    "catalogue-contract",
                    number = contract.number.as_str(),
                    price = contract.price_type_name.as_str()
                );
                Choice::new(contract.id.to_string(), text)
            })
            .collect(),
        true => view
            .types
            .iter()
            .map(|of| Choice::new(of.id.to_string(), of.name.as_str()))
            .collect(),
    };
    if choices.len() < 2 {
        return html! {};
    }
    html! {
        (Form::get(path).class("kb-row kb-terms").body(html! {
            (Select::new("terms", tr!(l, "catalogue-terms"), choices).label_hidden()
                .chosen(view.chosen()).attr("data-autosubmit", ""))
            noscript { (Button::plain(tr!(l, "catalogue-show")).small()) }
        }))
    }
}

/// Under which terms the figures stand.
fn terms_line(l: Locale, view: &Viewpoint) -> Option<String> {
    let deal = view.deal.as_ref()?;
    let number = deal.contract.number.as_str();
    Some(match view.sees_price() {
        true => tr!(
            l,
            "catalogue-contract",
            number = number,
            price = deal.price_type_name.as_str()
        ),
        false => tr!(l, "catalogue-contract-only", number = number),
    })
}

fn as_of(frame: &Frame, view: &Viewpoint) -> Markup {
    if view.as_of == Moment::EPOCH {
        return html! {};
    }
    let at = format::as_of(frame.locale, view.as_of, frame.now, &frame.zone);
    crate::platform::ui::fresh(tr!(frame.locale, "catalogue-as-of", at = at), false)
}

fn vat_note(l: Locale, mode: Option<VatMode>) -> &'static str {
    match mode {
        Some(VatMode::Included) => tr!(l, "catalogue-vat-included"),
        Some(VatMode::OnTop) => tr!(l, "catalogue-vat-on-top"),
        Some(VatMode::None) => tr!(l, "catalogue-vat-none"),
        None => "",
    }
}
