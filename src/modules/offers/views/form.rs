//! The form of an offer: prices of each variant, and what the client reads beside them.

use maud::{Markup, html};

use super::Frame;
use crate::modules::catalogue::VatRegime;
use crate::modules::dealers::LegalEntity;
use crate::modules::offers::composition::{Priced, PricedLine};
use crate::modules::offers::form::{OfferForm, VariantForm};
use crate::modules::offers::sheet::{Sheet, SheetLine, shown};
use crate::modules::offers::{CLIENT_MAX, CONTACT_MAX, Rounding, Rule, Source, TITLE_MAX, VARIANTS_MAX};
use crate::platform::i18n::{format, render, try_text};
use crate::platform::ui::{
    Alert, Button, Card, Check, Choice, Column, Field, OrDash, PageHead, RowState, Select, Sum, Table, TextArea,
    csrf_field, hidden,
};
use crate::platform::values::{Locale, Message};
use crate::{icon, tr};

/// A field that could not be taken.
pub struct FieldFault {
    pub field: String,
    pub message: Message,
}

impl FieldFault {
    pub fn new(field: &'static str, message: Message) -> FieldFault {
        FieldFault::of(field.to_owned(), message)
    }

    pub fn of(field: String, message: Message) -> FieldFault {
        FieldFault { field, message }
    }
}

pub struct VariantView<'a> {
    pub form: &'a VariantForm,
    pub sheet: &'a Sheet,
    pub priced: &'a Priced,
    pub rule_fault: Option<String>,
}

pub struct Page<'a> {
    pub form: &'a OfferForm,
    pub variants: &'a [VariantView<'a>],
    /// Where lines can be taken from.
    pub sources: &'a [(Source, String)],
    pub entities: &'a [LegalEntity],
    pub has_logo: bool,
    pub may_letterhead: bool,
    pub sees_costs: bool,
    pub faults: &'a [FieldFault],
    pub alert: Option<&'a str>,
}

impl Page<'_> {
    fn fault(&self, frame: &Frame, field: &str) -> Option<String> {
        let fault = self.faults.iter().find(|fault| fault.field == field)?;
        Some(render(frame.locale, &frame.zone, &fault.message))
    }
}

/// The id of the form, for fields and buttons outside of it.
const FORM: &str = "offer-form";

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    html! {
        (PageHead::new(l, tr!(l, "offers-new")).crumb(tr!(l, "offers-title"), "/offers")
            .facts(html! { p { (tr!(l, "offers-new-about")) } }))
        form id=(FORM) method="post" action="/offers" novalidate hx-post="/offers/calculation" hx-trigger="change"
            hx-target="#offer-sheet" hx-swap="outerHTML" hx-sync="this:queue last"
        {
            (csrf_field(&frame.csrf))
            // Enter in a field calculates: this is the form's first button.
            button.visually-hidden type="submit" tabindex="-1" formaction="/offers/calculation" { (tr!(l, "offers-calculate")) }
            @if let Some(replaces) = page.form.replaces { (hidden("replaces", replaces.to_string())) }
            div.kb-stack-lg {
                @if let Some(alert) = page.alert { (Alert::warning(alert).live()) }
                @if !page.faults.is_empty() { (Alert::bad(tr!(l, "offers-faults", n = page.faults.len())).live()) }
                (client(frame, page))
                (prices(frame, page))
                div.kb-grid.kb-g-2 { (seller(frame, page)) (look(frame, page)) }
                (sums(l, page, false))
            }
        }
    }
}

/// What a change of a rule calculates anew, each part for its own place.
pub fn sheet(frame: &Frame, page: &Page<'_>) -> Markup {
    html! {
        (prices(frame, page))
        (sums(frame.locale, page, true))
    }
}

fn prices(frame: &Frame, page: &Page<'_>) -> Markup {
    html! {
        div.kb-stack-lg id="offer-sheet" {
            @for (at, variant) in page.variants.iter().enumerate() { (variant_card(frame, page, at, variant)) }
            (another(frame, page))
        }
    }
}

fn client(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, form) = (frame.locale, page.form);
    html! {
        (Card::titled(tr!(l, "offers-card-client")).body(html! {
            div.kb-stack {
                div.kb-offer-fields {
                    (Field::text("title", tr!(l, "offers-field-title")).value(form.title.as_str()).required()
                        .attr("maxlength", TITLE_MAX.to_string()).error(page.fault(frame, "title")))
                    (Field::text("client", tr!(l, "offers-field-client")).value(form.client.as_str())
                        .hint(tr!(l, "offers-field-client-hint")).attr("maxlength", CLIENT_MAX.to_string())
                        .error(page.fault(frame, "client")))
                    (Field::text("until", tr!(l, "offers-field-until")).value(form.until.as_str()).required()
                        .hint(tr!(l, "offers-field-until-hint")).attr("inputmode", "numeric").attr("maxlength", "10")
                        .error(page.fault(frame, "until")))
                }
                (TextArea::new("text", tr!(l, "offers-field-text"), 4).value(form.text.as_str())
                    .hint(tr!(l, "offers-field-text-hint")).error(page.fault(frame, "text")))
            }
        }))
    }
}

fn variant_card(frame: &Frame, page: &Page<'_>, at: usize, variant: &VariantView<'_>) -> Markup {
    let l = frame.locale;
    let several = page.variants.len() > 1;
    let title = match several {
        true => tr!(l, "offers-variant-n", n = at + 1),
        false => tr!(l, "offers-prices").to_owned(),
    };
    let rules = Rule::codes(page.sees_costs)
        .iter()
        .copied()
        .map(|code| Choice::new(code, try_text(l, Rule::message(code)).unwrap_or_default()));
    let source = variant.sheet.source.code();
    let total = variant
        .priced
        .total
        .map_or_else(String::new, |total| total.minor.to_string());
    html! {
        (Card::titled(title)
            .small(tr!(l, "offers-from-source", name = variant.sheet.name.as_str()))
            .body(html! {
                (hidden(&format!("source-{at}"), source))
                (hidden(&format!("seen-{at}"), total))
                div.kb-offer-fields {
                    @if several {
                        (Field::text(format!("name-{at}"), tr!(l, "offers-field-variant")).id(format!("name-{at}"))
                            .value(variant.form.name.as_str()).attr("maxlength", TITLE_MAX.to_string())
                            .error(page.fault(frame, &format!("name-{at}"))))
                    } @else {
                        (hidden(&format!("name-{at}"), &variant.form.name))
                    }
                    (Select::new(format!("rule-{at}"), tr!(l, "offers-field-rule"), rules).id(format!("rule-{at}"))
                        .chosen(variant.form.rule.as_str()).error(variant.rule_fault.as_deref()))
                    (Field::decimal(format!("percent-{at}"), tr!(l, "offers-field-percent")).id(format!("percent-{at}"))
                        .value(variant.form.percent.as_str()).unit("%").attr("maxlength", "10")
                        .hint(rule_hint(l, variant.priced.rule)))
                }
            })
            .flush(lines(frame, page, at, variant)))
    }
}

/// What the chosen rule means, in a formula.
fn rule_hint(l: Locale, rule: Option<Rule>) -> &'static str {
    match rule {
        Some(Rule::Margin(_)) => tr!(l, "offers-rule-margin-is"),
        Some(Rule::Markup(_)) => tr!(l, "offers-rule-markup-is"),
        Some(Rule::Discount(_)) => tr!(l, "offers-rule-discount-is"),
        Some(Rule::Premium(_)) => tr!(l, "offers-rule-premium-is"),
        Some(Rule::Rrp) => tr!(l, "offers-rule-rrp-is"),
        None => tr!(l, "offers-rule-none-is"),
    }
}

struct Row<'a> {
    place: usize,
    line: &'a SheetLine,
    priced: &'a PricedLine,
}

fn lines(frame: &Frame, page: &Page<'_>, at: usize, variant: &VariantView<'_>) -> Markup {
    let l = frame.locale;
    let rows: Vec<Row<'_>> = variant
        .sheet
        .lines
        .iter()
        .zip(&variant.priced.lines)
        .enumerate()
        .map(|(place, (line, priced))| Row { place, line, priced })
        .collect();
    let table = Table::new(tr!(l, "offers-lines"), &rows)
        .row_state(|row: &Row<'_>| match row.priced.fault {
            Some(_) => RowState::Bad,
            None => RowState::Plain,
        })
        .column(Column::head(tr!(l, "offers-col-goods"), |row: &Row<'_>| {
            html! {
                (row.line.name)
                span.kb-sub { (row.line.article) }
                @if let Some(fault) = &row.priced.fault {
                    span.kb-err { (render(l, &frame.zone, fault)) }
                }
            }
        }))
        .column(Column::num(tr!(l, "offers-col-quantity"), move |row: &Row<'_>| {
            html! { (format::quantity(l, row.line.quantity)) "\u{a0}" (row.line.unit) }
        }))
        .column_if(page.sees_costs, || {
            Column::num(tr!(l, "offers-col-purchase"), move |row: &Row<'_>| {
                OrDash(shown(row.line.basis.purchase).map(|price| format::money(l, price)))
            })
            .field("purchase-price")
        })
        .column(Column::num(tr!(l, "offers-col-rrp"), move |row: &Row<'_>| {
            OrDash(shown(row.line.basis.rrp).map(|price| format::money(l, price)))
        }))
        .column(Column::num(tr!(l, "offers-col-price"), move |row: &Row<'_>| {
            own_price(l, page.sees_costs, at, row)
        }))
        .column_if(page.sees_costs, || {
            Column::num(tr!(l, "offers-col-margin"), move |row: &Row<'_>| {
                OrDash(line_margin(row).map(|percent| format::share(l, percent)))
            })
            .field("margin")
        })
        .column(Column::sum(tr!(l, "offers-col-sum"), move |row: &Row<'_>| {
            OrDash(row.priced.sum.map(|sum| format::money(l, sum)))
        }));
    html! { (table) }
}

/// The price of one line: of its own, by a rule of its own, or by the variant's where nothing is filled in.
fn own_price(l: Locale, sees_costs: bool, at: usize, row: &Row<'_>) -> Markup {
    let of = format!("{at}-{}-{}", row.place, row.line.sku);
    let (rule, name) = (format!("r-{of}"), format!("p-{of}"));
    let typed = &row.priced.typed;
    let by_rule = !typed.rule.is_empty();
    let by_percent = by_rule && Rule::takes_percent(&typed.rule);
    let ruled = row.priced.ruled.map(|price| format::amount(l, price).to_string());
    let placeholder = if by_percent { Some("%".to_owned()) } else { ruled };
    let label = match by_percent {
        true => tr!(l, "offers-percent-of", what = row.line.name.as_str()),
        false => tr!(l, "offers-price-of", what = row.line.name.as_str()),
    };
    html! {
        // One thing in the cell: on a phone it stands beside its name.
        div {
            div.kb-offer-own {
                select.form-select id=(rule) name=(rule) aria-label=(tr!(l, "offers-line-rule-of", what = row.line.name.as_str())) {
                    option value="" selected[!by_rule] { (tr!(l, "offers-line-rule-price")) }
                    @for code in Rule::codes(sees_costs) {
                        option value=(code) selected[typed.rule == *code] {
                            (try_text(l, Rule::message(code)).unwrap_or_default())
                            @if Rule::takes_percent(code) { ", %" }
                        }
                    }
                }
                (hidden(&format!("d-{of}"), format!("{}|{}", typed.rule, typed.value)))
                input.form-control.num.kb-offer-price type="text" inputmode="decimal" autocomplete="off" maxlength="20"
                    id=(name) name=(name) value=(typed.value) placeholder=[placeholder] aria-label=(label);
            }
            @if let Some(price) = row.priced.price.filter(|_| by_rule) {
                span.kb-sub.num data-ruled { (format::money(l, price)) }
            }
        }
    }
}

fn line_margin(row: &Row<'_>) -> Option<crate::platform::values::Percent> {
    let (sum, purchase) = (row.priced.sum?, row.line.purchase?);
    let earned = sum.subtract(purchase).ok()?;
    crate::platform::values::Percent::share(earned.minor, sum.minor)
}

/// One more variant, or one less.
fn another(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let choices = page
        .sources
        .iter()
        .map(|(source, name)| Choice::new(source.code(), name.as_str()));
    html! {
        div.kb-row.kb-bottom.kb-offer-add {
            @if page.variants.len() < VARIANTS_MAX {
                (Select::new("add", tr!(l, "offers-field-add"), choices).id("offer-add"))
                (Button::plain(tr!(l, "offers-variant-add")).icon(icon!("plus"))
                    .formaction("/offers/calculation").value("more", "1"))
            }
            @if page.variants.len() > 1 {
                (Button::quiet(tr!(l, "offers-variant-remove")).icon(icon!("trash"))
                    .formaction("/offers/calculation").value("less", "1"))
            }
        }
    }
}

fn sums(l: Locale, page: &Page<'_>, swap: bool) -> Markup {
    html! {
        div id="offer-sums" hx-swap-oob=[swap.then_some("true")] {
        (Card::titled(tr!(l, "offers-total")).body(html! {
            div.kb-grid.kb-g-3 {
                @for (at, variant) in page.variants.iter().enumerate() {
                    @let priced = variant.priced;
                    div data-variant=(at) { (variant_sum(l, page, variant, priced)) }
                }
            }
        }).footer(html! {
            div.kb-row {
                (Button::primary(tr!(l, "offers-create")).icon(icon!("link")))
                (Button::plain(tr!(l, "offers-calculate")).icon(icon!("calculator")).formaction("/offers/calculation"))
            }
        }))
        }
    }
}

fn variant_sum(l: Locale, page: &Page<'_>, variant: &VariantView<'_>, priced: &Priced) -> Markup {
    let total = priced.total.map(|total| format::money(l, total));
    let mut sum = Sum::new().total(tr!(l, "offers-for-client"), OrDash(total));
    for share in &priced.vat {
        let label = match share.rate {
            crate::platform::values::VatRate::Exempt => tr!(l, "offers-vat-none").to_owned(),
            rate => tr!(l, "offers-vat-at", rate = super::rate(l, rate)),
        };
        sum = match share.rate {
            crate::platform::values::VatRate::Exempt => sum.row(label, ""),
            _ => sum.row(label, format::money(l, share.vat)),
        };
    }
    if page.sees_costs {
        sum = sum
            .rule(
                tr!(l, "offers-purchase"),
                OrDash(priced.purchase.map(|of| format::money(l, of))),
            )
            .field("purchase-price");
        sum = sum
            .good(
                tr!(l, "offers-earned"),
                OrDash(priced.earned().map(|of| format::money(l, of))),
            )
            .field("margin");
        sum = sum
            .row(
                tr!(l, "offers-margin"),
                OrDash(priced.margin().map(|of| format::share(l, of))),
            )
            .field("margin");
        sum = sum
            .row(
                tr!(l, "offers-markup"),
                OrDash(priced.markup().map(|of| format::share(l, of))),
            )
            .field("margin");
    }
    html! {
        @if page.variants.len() > 1 { p.kb-b.m-0 { (variant.form.name) } }
        (sum)
    }
}

fn seller(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, form) = (frame.locale, page.form);
    let entities = page
        .entities
        .iter()
        .map(|entity| Choice::new(entity.id.to_string(), entity.name.as_str()));
    let regimes = VatRegime::WITH_ROWS
        .into_iter()
        .chain([VatRegime::Exempt])
        .map(|regime| Choice::new(regime.code(), try_text(l, regime_name(regime)).unwrap_or_default()));
    let contact = &form.contact;
    let field = |name: &'static str, label: &'static str, value: &str| {
        Field::text(name, label.to_owned())
            .value(value.to_owned())
            .attr("maxlength", CONTACT_MAX.to_string())
            .error(page.fault(frame, name))
    };
    html! {
        (Card::titled(tr!(l, "offers-card-seller")).body(html! {
            div.kb-stack {
                (Select::new("entity", tr!(l, "offers-field-entity"), entities)
                    .chosen(form.entity.map(|id| id.to_string()).unwrap_or_default())
                    .error(page.fault(frame, "entity")))
                (Select::new("regime", tr!(l, "offers-field-regime"), regimes).chosen(form.regime.code())
                    .hint(tr!(l, "offers-field-regime-hint")))
                (field("contact-name", tr!(l, "offers-field-contact-name"), &contact.name).required())
                div.kb-offer-fields {
                    (field("contact-phone", tr!(l, "offers-field-contact-phone"), &contact.phone).attr("inputmode", "tel"))
                    (field("contact-email", tr!(l, "offers-field-contact-email"), &contact.email).attr("inputmode", "email"))
                }
            }
        }))
    }
}

/// How a company pays the tax, in words for its own people.
pub fn regime_name(regime: VatRegime) -> &'static str {
    match regime {
        VatRegime::General => "offers-regime-general",
        VatRegime::Simplified5 => "offers-regime-simplified5",
        VatRegime::Simplified7 => "offers-regime-simplified7",
        VatRegime::Exempt => "offers-regime-exempt",
    }
}

fn look(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, form) = (frame.locale, page.form);
    let languages = Locale::ALL.map(|locale| Choice::new(locale.tag(), tr!(locale, "ui-language-name")));
    let roundings =
        Rounding::ALL.map(|rounding| Choice::new(rounding.code(), try_text(l, rounding.message()).unwrap_or_default()));
    html! {
        (Card::titled(tr!(l, "offers-card-look")).body(html! {
            div.kb-stack {
                div.kb-offer-fields {
                    (Select::new("rounding", tr!(l, "offers-field-rounding"), roundings).chosen(form.rounding.code()))
                    (Select::new("locale", tr!(l, "offers-field-locale"), languages).chosen(form.locale.tag()))
                }
                div.kb-offer-checks {
                    (Check::new("articles", "1", tr!(l, "offers-show-articles"), form.shown.articles))
                    (Check::new("pictures", "1", tr!(l, "offers-show-pictures"), form.shown.pictures))
                    (Check::new("before", "1", tr!(l, "offers-show-before"), form.shown.before))
                    (Check::new("comments", "1", tr!(l, "offers-show-comments"), form.shown.comments))
                }
                p.kb-note.m-0 {
                    @if page.has_logo { (tr!(l, "offers-logo-there")) } @else { (tr!(l, "offers-logo-absent")) }
                    @if page.may_letterhead { " " a href="/offers/letterhead" { (tr!(l, "offers-letterhead")) } }
                }
            }
        }))
    }
}
