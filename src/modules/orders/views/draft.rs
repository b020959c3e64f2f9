//! The page of a draft: lines, parties, delivery, and the sums beside them.
//!
//! The main form sends itself on every change, and what was calculated is swapped in its places; without script its
//! button sends it.

use maud::{Markup, html};

use super::{Frame, contract_choice, margin_line, rate, volume_of, weight_of};
use crate::modules::orders::draft_form::Fault;
use crate::modules::orders::panels::{Drawn, Place, Sending};
use crate::modules::orders::read_models::{ClashView, DraftTotals, DraftView};
use crate::modules::orders::{DeliveryWay, DraftId};
use crate::platform::i18n::{format, render, try_text};
use crate::platform::ui::{
    Alert, Button, Card, Choice, Dialog, Field, Form, Menu, MenuItem, PageHead, Select, Sum, TextArea, csrf_field,
    hidden,
};
use crate::platform::values::Locale;
use crate::{icon, tr};

mod arrange;
mod lines;

pub struct Page<'a> {
    pub view: &'a DraftView,
    /// What other modules bring.
    pub panels: &'a Drawn,
    /// How it goes, where that isn't simply to the manufacturer.
    pub sending: Option<&'a Sending>,
    /// Drafts whose lines can be taken in.
    pub others: &'a [(DraftId, String)],
    /// What somebody else saved otherwise while this was typed.
    pub clashes: &'a [ClashView],
    pub faults: &'a [Fault],
    pub alert: Option<&'a str>,
    /// What was asked for and not found.
    pub lost: Option<&'a str>,
    /// What the catalogue has for it by name, as a card.
    pub offers: Option<&'a Markup>,
    pub may_submit: bool,
}

impl Page<'_> {
    fn address(&self) -> String {
        format!("/drafts/{}", self.view.draft.id)
    }

    /// The catalogue at this draft's prices.
    fn catalogue(&self) -> String {
        format!("{}/catalogue", self.address())
    }

    fn fault(&self, frame: &Frame, field: &str) -> Option<String> {
        let fault = self.faults.iter().find(|fault| fault.field == field)?;
        Some(render(frame.locale, &frame.zone, &fault.text))
    }

    pub fn says_something(&self) -> bool {
        !self.faults.is_empty() || !self.clashes.is_empty() || self.alert.is_some() || self.lost.is_some()
    }

    /// What was typed where it could not be taken, else what is saved.
    fn typed(&self, field: &str, saved: &str) -> String {
        let fault = self.faults.iter().find(|fault| fault.field == field);
        fault.map_or_else(|| saved.to_owned(), |fault| fault.typed.clone())
    }
}

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let draft = &page.view.draft;
    let remove = "draft-removal";
    html! {
        (PageHead::new(l, draft.name.as_str())
            .crumb(tr!(l, "orders-drafts-title"), "/drafts")
            .facts(html! {
                p {
                    @if frame.staff { (page.view.dealer) ". " }
                    @if draft.template { (tr!(l, "orders-template-is")) " " }
                    (tr!(l, "orders-draft-saved", at = format::datetime(draft.changed, &frame.zone),
                        author = super::author(l, &draft.author, frame.staff)))
                    @if let Some(last) = draft.changed_by.as_ref().filter(|last| last.name != draft.author.name) {
                        " " (tr!(l, "orders-draft-changed-by", author = super::author(l, last, frame.staff)))
                    }
                }
            })
            .actions(html! {
                @for part in page.panels.at(Place::Head) { (part) }
                @if !draft.held { (Button::quiet(tr!(l, "orders-draft-remove")).icon(icon!("trash")).opens(remove)) }
                @if draft.template {
                    (Form::post(format!("{}/copy", page.address()), frame.csrf.as_str()).body(html! {
                        (Button::primary(tr!(l, "orders-template-use")).icon(icon!("plus")))
                    }))
                } @else {
                    (Menu::more(l, vec![
                        MenuItem::post(icon!("copy"), tr!(l, "orders-draft-copy"), &format!("{}/copy", page.address()), &frame.csrf),
                        MenuItem::post(icon!("bookmark"), tr!(l, "orders-draft-template"), &format!("{}/template", page.address()),
                            &frame.csrf),
                    ]))
                }
            }))
        (body(frame, page))
        (Dialog::new(l, remove, tr!(l, "orders-draft-remove-ask")).small()
            .body(html! { p { (tr!(l, "orders-draft-remove-what", name = draft.name.as_str())) } })
            .footer(html! {
                (Form::post(format!("{}/removal", page.address()), frame.csrf.as_str()).body(html! {
                    (Button::danger(tr!(l, "orders-draft-remove")))
                }))
                (Button::quiet(tr!(l, "orders-draft-keep")).href("#main").attr("data-close", ""))
            }))
    }
}

/// What the form stands on: the draft's version and the snapshot of prices.
fn marks(page: &Page<'_>, swap: bool) -> Markup {
    let book = page.view.totals.as_ref().map_or(0, |totals| totals.book);
    html! {
        span id="draft-marks" hidden hx-swap-oob=[swap.then_some("true")] {
            (hidden("version", page.view.draft.version.to_string()))
            (hidden("book", book.to_string()))
        }
    }
}

/// What a change calculated, each part for its own place. Fields are left alone: somebody types in them.
pub fn calculated(frame: &Frame, page: &Page<'_>) -> Markup {
    html! {
        (marks(page, true))
        (lines::calculated(frame.locale, page))
        div id="draft-sums" hx-swap-oob="true" { (sums(frame, page)) }
        @for form in [lines::SUBSTITUTING, lines::RENEWING] { (version_of(page, form, true)) }
    }
}

/// The version that another form of the page stands on, which a change of the draft moves on.
fn version_of(page: &Page<'_>, form: &str, swap: bool) -> Markup {
    html! {
        span id={ (form) "-version" } hidden hx-swap-oob=[swap.then_some("true")] {
            (hidden("version", page.view.draft.version.to_string()))
        }
    }
}

/// The whole draft: for the page, and for a change that adds or takes a line or has something to say.
pub fn body(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    html! {
        div #draft.kb-stack-lg {
            @if let Some(alert) = page.alert { (Alert::warning(alert).live()) }
            @if !page.faults.is_empty() { (Alert::bad(tr!(l, "orders-draft-faults", n = page.faults.len())).live()) }
            @match (page.offers, page.lost) {
                (Some(offers), _) => div role="status" { (offers) },
                (None, Some(lost)) => (not_found(l, page, lost)),
                (None, None) => {}
            }
            @if !page.clashes.is_empty() { (arrange::clashes(frame, page)) }
            @for part in page.panels.at(Place::Top) { (part) }
            div.kb-grid.kb-g-side {
                div.kb-stack-lg {
                    (main_form(frame, page))
                    (adding(frame, page))
                    @for part in page.panels.at(Place::Main) { (part) }
                    @if !page.view.draft.held { (arrange::arrange(frame, page)) }
                }
                aside.kb-sticky aria-label=(tr!(l, "orders-total")) {
                    div id="draft-sums" { (sums(frame, page)) }
                    @for part in page.panels.at(Place::Aside) { (part) }
                }
            }
        }
    }
}

fn not_found(l: Locale, page: &Page<'_>, lost: &str) -> Markup {
    let said = match lost {
        "" => tr!(l, "orders-draft-lost-empty").to_owned(),
        lost => tr!(l, "orders-draft-lost", what = lost),
    };
    let browse = Button::plain(tr!(l, "orders-draft-browse"))
        .small()
        .href(page.catalogue());
    html! { (Alert::warning(said).live().action(browse)) }
}

fn main_form(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let address = page.address();
    html! {
        form #draft-form.kb-stack-lg method="post" action=(address) hx-post=(address) hx-trigger="change"
            hx-target="#draft" hx-swap="outerHTML" hx-sync="this:queue last" {
            (csrf_field(&frame.csrf))
            (marks(page, false))
            // What is said above goes away with the next change, so that one draws everything anew.
            @if page.says_something() { (hidden("whole", "1")) }
            // Enter in a field saves: this is the form's first button.
            button.visually-hidden type="submit" tabindex="-1" { (tr!(l, "orders-draft-recalculate")) }
            fieldset.kb-stack-lg disabled[page.view.draft.held] {
                (lines::lines(frame, page))
                (parties(frame, page))
                (notes(frame, page))
            }
        }
    }
}

fn parties(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let view = page.view;
    let chosen = view.draft.contract.map(|id| id.to_string()).unwrap_or_default();
    let mut choices = Vec::new();
    if !view
        .contracts
        .iter()
        .any(|(contract, _)| Some(contract.id) == view.draft.contract)
    {
        choices.push(Choice::new("", tr!(l, "orders-draft-no-contract")));
    }
    let contracts = view.contracts.iter();
    choices.extend(contracts.map(|(contract, entity)| contract_choice(l, contract, entity, view.sight.purchase_price)));
    let wished = view
        .draft
        .wished
        .map(|day| format::date(day).to_string())
        .unwrap_or_default();
    html! {
        (Card::titled(tr!(l, "orders-draft-parties")).body(html! {
            div.kb-stack {
                (Select::new("contract", tr!(l, "orders-draft-contract-label"), choices).chosen(chosen)
                    .error(page.fault(frame, "contract")))
                div.kb-grid.kb-g-2 {
                    (Field::text("name", tr!(l, "orders-draft-name")).value(page.typed("name", &view.draft.name))
                        .error(page.fault(frame, "name")))
                    (Field::text("wished", tr!(l, "orders-field-wished")).value(page.typed("wished", &wished))
                        .placeholder(tr!(l, "orders-day-form")).error(page.fault(frame, "wished")))
                }
            }
        }))
    }
}

fn notes(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let (draft, delivery) = (&page.view.draft, &page.view.draft.delivery);
    let ways = DeliveryWay::ALL.map(|way| Choice::new(way.code(), try_text(l, way.message()).unwrap_or_default()));
    html! {
        (Card::titled(tr!(l, "orders-delivery")).body(html! {
            div.kb-stack {
                div.kb-grid.kb-g-2 {
                    (Select::new("way", tr!(l, "orders-delivery-way"), ways).chosen(delivery.way.code()))
                    (Field::text("carrier", tr!(l, "orders-field-delivery-carrier")).value(delivery.carrier.as_str()))
                }
                (Field::text("address", tr!(l, "orders-field-delivery-address")).value(delivery.address.as_str())
                    .autocomplete("street-address"))
                div.kb-grid.kb-g-2 {
                    (Field::text("contact", tr!(l, "orders-field-delivery-contact")).value(delivery.contact.as_str()))
                    (Field::text("phone", tr!(l, "orders-field-delivery-phone")).value(delivery.phone.as_str())
                        .autocomplete("tel"))
                }
                (Field::text("delivery_comment", tr!(l, "orders-field-delivery-comment"))
                    .value(delivery.comment.as_str()))
                (TextArea::new("comment", tr!(l, "orders-draft-note"), 2)
                    .value(page.typed("comment", &draft.comment)).error(page.fault(frame, "comment")))
            }
        }))
    }
}

/// The form that adds a line. Its fields stand under the lines, inside the main form, and name this one as theirs.
fn adding(frame: &Frame, page: &Page<'_>) -> Markup {
    let action = format!("{}/lines", page.address());
    html! {
        (Form::post(action.as_str(), frame.csrf.as_str()).id(lines::ADDING)
            .attr("hx-post", action.as_str()).attr("hx-target", "#draft").attr("hx-swap", "outerHTML")
            .body(html! {}))
        (Form::post(format!("{}/substitution", page.address()), frame.csrf.as_str()).id(lines::SUBSTITUTING).body(html! {
            (version_of(page, lines::SUBSTITUTING, false))
        }))
        (Form::post(format!("{}/renewal", page.address()), frame.csrf.as_str()).id(lines::RENEWING).body(html! {
            (version_of(page, lines::RENEWING, false))
        }))
    }
}

fn sums(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let Some(totals) = &page.view.totals else {
        return html! {
            (Card::titled(tr!(l, "orders-total")).body(html! { p { (tr!(l, "orders-draft-choose-contract")) } }))
        };
    };
    html! {
        (Card::titled(tr!(l, "orders-total")).body(html! {
            div.kb-stack {
                (sum_rows(l, totals))
                (submit_part(l, page, totals))
            }
        }))
        @if let (Some(total), true) = (totals.total, page.may_submit && totals.sound && !page.view.draft.held) {
            div.kb-dock {
                span data-field="purchase-price" { (tr!(l, "orders-to-pay")) " " b.kb-m { (format::money(l, total)) } }
                (submit_button(l, page))
            }
        }
    }
}

fn sum_rows(l: Locale, totals: &DraftTotals) -> Sum<'static> {
    let mut sum = Sum::new();
    if let (Some(before), Some(total)) = (totals.sum, totals.total) {
        if before != total {
            sum = sum
                .row(tr!(l, "orders-sum-net"), format::money(l, before))
                .field("purchase-price");
        }
        sum = sum
            .total(tr!(l, "orders-to-pay"), format::money(l, total))
            .field("purchase-price");
        for share in &totals.vat_by_rate {
            let label = tr!(l, "orders-vat-at", rate = rate(l, share.rate));
            sum = sum.row(label, format::money(l, share.vat)).field("purchase-price");
        }
    }
    if let Some(rrp) = totals.rrp.filter(|_| totals.lines > 0) {
        sum = sum.rule(tr!(l, "orders-total-rrp"), format::money(l, rrp));
    }
    if let Some(of) = totals.margin.as_ref().filter(|_| totals.lines > 0) {
        sum = sum.good(tr!(l, "orders-margin"), margin_line(l, of)).field("margin");
    }
    sum = sum.row(tr!(l, "orders-weight"), weight_of(l, totals.cargo));
    if let Some(volume) = volume_of(l, totals.cargo) {
        sum = sum.row(tr!(l, "orders-volume"), volume);
    }
    match totals.days {
        Some(days) => sum.row(
            tr!(l, "orders-made-longest"),
            tr!(l, "orders-made-days-short", n = days),
        ),
        None => sum,
    }
}

fn submit_button<'a>(l: Locale, page: &Page<'_>) -> Button<'a> {
    let (words, to) = match page.sending.and_then(|sending| sending.button.clone()) {
        Some(other) => other,
        None => (
            tr!(l, "orders-submit").to_owned(),
            format!("{}/submission", page.address()),
        ),
    };
    Button::primary(words)
        .icon(icon!("send"))
        .form("draft-form")
        .formaction(to)
}

fn submit_part(l: Locale, page: &Page<'_>, totals: &DraftTotals) -> Markup {
    let reason = match (page.may_submit, totals.lines, totals.sound) {
        _ if page.view.draft.template => tr!(l, "orders-submit-template"),
        (false, ..) => tr!(l, "orders-submit-no-right"),
        (_, 0, _) => tr!(l, "orders-submit-empty"),
        (_, _, false) => tr!(l, "orders-submit-faults"),
        _ => "",
    };
    html! {
        @if let Some(sending) = page.sending { (sending.note) }
        @if page.view.draft.held {}
        @else if reason.is_empty() {
            // Another button says beside itself what it does.
            @if page.sending.is_none_or(|sending| sending.button.is_none()) {
                p.kb-sm.kb-soft.m-0 { (tr!(l, "orders-submit-about")) }
            }
            (submit_button(l, page))
        } @else {
            (submit_button(l, page).disabled("submit-reason"))
            p #submit-reason.kb-sm.m-0 { (reason) }
        }
    }
}
