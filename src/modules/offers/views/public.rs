//! What a client reads behind the link: light, on paper and on a phone, without anything of the cabinet around it.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::requisites;
use crate::modules::offers::public::{PublicLine, PublicOffer, PublicVariant, Standing};
use crate::modules::offers::{COMMENT_MAX, CONTACT_MAX};
use crate::platform::i18n::{format, render};
use crate::platform::ui::{self, Alert, Button, Check, Field, TextArea, hidden};
use crate::platform::values::{Locale, Message, Money, VatRate};
use crate::{icon, tr};

/// What was typed into the form, and what is wrong with it.
#[derive(Default)]
pub struct Typed {
    pub variant: Option<usize>,
    pub name: String,
    pub contact: String,
    pub comment: String,
    pub consent: bool,
    pub faults: Vec<(&'static str, Message)>,
    pub alert: Option<Message>,
    /// A question has just been sent.
    pub asked: bool,
}

pub struct Page<'a> {
    pub offer: &'a PublicOffer,
    pub path: &'a str,
    pub standing: Standing,
    pub zone: &'a TimeZone,
    pub typed: &'a Typed,
}

impl Page<'_> {
    fn fault(&self, field: &str) -> Option<String> {
        let (_, message) = self.typed.faults.iter().find(|(of, _)| *of == field)?;
        Some(render(self.offer.locale, self.zone, message))
    }

    fn picture(&self, hash: impl std::fmt::Display, pixels: u32) -> String {
        format!("{}/pictures/{hash}/{pixels}", self.path)
    }
}

pub fn page(page: &Page<'_>) -> Markup {
    let (l, offer) = (page.offer.locale, page.offer);
    let title = tr!(l, "offers-public-title", number = offer.number);
    let shown = matches!(page.standing, Standing::Open | Standing::Taken);
    let body = html! {
        main.kb-offer id="main" lang=(l.tag()) {
            (head(page, &title))
            @match page.standing {
                Standing::Expired => (closed(page, tr!(l, "offers-public-expired", day = offer.until))),
                Standing::Revoked => {
                    @let day = offer.revoked.map(|at| at.day_in(page.zone)).unwrap_or(offer.until);
                    (closed(page, tr!(l, "offers-public-revoked", day = day)))
                }
                Standing::Open | Standing::Taken => (whole(page)),
            }
            @if shown { (requisites_block(page)) }
        }
    };
    ui::leaflet(l, &title, &body)
}

fn head(page: &Page<'_>, title: &str) -> Markup {
    let (l, offer) = (page.offer.locale, page.offer);
    html! {
        header.kb-offer-head {
            @if let Some(logo) = offer.logo.filter(|_| offer.revoked.is_none()) {
                img.kb-offer-logo src=(page.picture(logo, 320)) alt=(offer.seller.name);
            } @else {
                p.kb-offer-name { (offer.seller.name) }
            }
            (contact(page))
        }
        h1 { (title) }
        p.kb-offer-sub { b { (offer.title) } }
        p.kb-soft.m-0 {
            (tr!(l, "offers-public-made", day = offer.day))
            @if page.standing == Standing::Open { " · " (tr!(l, "offers-public-until", day = offer.until)) }
            @if !offer.client.is_empty() { " · " (tr!(l, "offers-for", client = offer.client.as_str())) }
        }
    }
}

fn contact(page: &Page<'_>) -> Markup {
    let contact = &page.offer.contact;
    html! {
        address.kb-offer-contact {
            b { (contact.name) }
            @if !contact.phone.is_empty() {
                a href={ "tel:" (contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>()) } { (contact.phone) }
            }
            @if !contact.email.is_empty() { a href={ "mailto:" (contact.email) } { (contact.email) } }
        }
    }
}

/// It can't be taken any more: why, and whom to ask.
fn closed(page: &Page<'_>, why: String) -> Markup {
    let l = page.offer.locale;
    let rest = match page.offer.replaced {
        true => tr!(l, "offers-public-replaced"),
        false => tr!(l, "offers-public-closed-do"),
    };
    html! {
        div.kb-offer-part { (Alert::warning(why).body(html! { p.m-0 { (rest) } })) }
        // What the client was writing meanwhile is shown once more: it can still be told by telephone or mail.
        @if !page.typed.comment.trim().is_empty() {
            div.kb-offer-part {
                h2 { (tr!(l, "offers-public-unsent")) }
                blockquote.kb-offer-words { p { (page.typed.comment) } }
            }
        }
    }
}

fn whole(page: &Page<'_>) -> Markup {
    let (l, offer) = (page.offer.locale, page.offer);
    html! {
        (taken(page))
        @if page.typed.asked { div.kb-offer-part { (Alert::good(tr!(l, "offers-public-asked")).live()) } }
        @if let Some(alert) = &page.typed.alert {
            div.kb-offer-part { (Alert::warning(render(l, page.zone, alert)).live()) }
        }
        @if !offer.text.is_empty() {
            div.kb-offer-part.kb-offer-words {
                @for paragraph in offer.text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) { p { (paragraph) } }
            }
        }
        @if offer.variants.len() > 1 { (comparison(page)) }
        @for variant in &offer.variants { (variant_part(page, variant)) }
        p.kb-no-print.kb-offer-part {
            a.btn href={ (page.path) "/file" } { (icon!("file-download")) (tr!(l, "offers-public-file")) }
        }
        @if page.standing == Standing::Open { (form(page)) }
    }
}

fn taken(page: &Page<'_>) -> Markup {
    let (l, offer) = (page.offer.locale, page.offer);
    let Some(taken) = &offer.taken else {
        return html! {};
    };
    let at = format::datetime(taken.at, page.zone);
    let said = match offer.variants.get(taken.variant).filter(|_| offer.variants.len() > 1) {
        Some(variant) => tr!(
            l,
            "offers-public-taken-variant",
            at = at,
            variant = variant.name.as_str()
        ),
        None => tr!(l, "offers-public-taken", at = at),
    };
    html! {
        div.kb-offer-part id="answer" {
            (Alert::good(said).body(html! { p.m-0 { (tr!(l, "offers-public-taken-do", name = offer.contact.name.as_str())) } }))
        }
    }
}

/// Variants side by side, and the goods in which they differ.
fn comparison(page: &Page<'_>) -> Markup {
    let (l, variants) = (page.offer.locale, &page.offer.variants);
    let rows = differing(variants);
    html! {
        section.kb-offer-part {
            h2 { (tr!(l, "offers-public-compare")) }
            div.kb-offer-scroll {
                table.table.kb-offer-compare {
                    thead { tr {
                        th scope="col" { (tr!(l, "offers-col-goods")) }
                        @for variant in variants { th.num scope="col" { (variant.name) } }
                    } }
                    tbody {
                        @for (name, cells) in &rows {
                            tr {
                                th scope="row" { (name) }
                                @for cell in cells {
                                    td.num {
                                        @match cell {
                                            Some(line) => {
                                                (format::money(l, line.sum))
                                                span.kb-sub { (format::quantity(l, line.quantity)) "\u{a0}" (line.unit) }
                                            }
                                            None => "—",
                                        }
                                    }
                                }
                            }
                        }
                    }
                    tfoot { tr {
                        th scope="row" { (tr!(l, "offers-total")) }
                        @for variant in variants { td.num { b { (format::money(l, variant.total)) } } }
                    } }
                }
            }
            @if rows.is_empty() { p.kb-note { (tr!(l, "offers-public-same")) } }
        }
    }
}

pub type Differing<'a> = Vec<(&'a str, Vec<Option<&'a PublicLine>>)>;

/// Goods that not every variant has in the same quantity at the same sum.
pub fn differing(variants: &[PublicVariant]) -> Differing<'_> {
    let mut rows: Differing<'_> = Vec::new();
    let mut places: std::collections::HashMap<(&str, &str, usize), usize> = std::collections::HashMap::new();
    for (at, variant) in variants.iter().enumerate() {
        let mut times: std::collections::HashMap<(&str, &str), usize> = std::collections::HashMap::new();
        for line in &variant.lines {
            let named = (line.name.as_str(), line.article.as_str());
            // The same goods may stand on several lines.
            let time = times.entry(named).or_default();
            let place = *places.entry((named.0, named.1, *time)).or_insert_with(|| {
                rows.push((line.name.as_str(), vec![None; variants.len()]));
                rows.len() - 1
            });
            *time += 1;
            if let Some((_, cells)) = rows.get_mut(place) {
                cells[at] = Some(line);
            }
        }
    }
    rows.retain(|(_, cells)| {
        let figures = |cell: &Option<&PublicLine>| cell.map(|line| (line.quantity, line.sum));
        cells.iter().any(|cell| figures(cell) != figures(&cells[0]))
    });
    rows
}

fn variant_part(page: &Page<'_>, variant: &PublicVariant) -> Markup {
    let (l, offer) = (page.offer.locale, page.offer);
    let pictures = offer.has_pictures();
    html! {
        section.kb-offer-part {
            @if offer.variants.len() > 1 { h2 { (variant.name) } }
            table.table.kb-cards.kb-offer-lines {
                thead { tr {
                    @if pictures { th scope="col" { span.visually-hidden { (tr!(l, "offers-col-picture")) } } }
                    th scope="col" { (tr!(l, "offers-col-goods")) }
                    th.num scope="col" { (tr!(l, "offers-col-quantity")) }
                    th.num scope="col" { (tr!(l, "offers-public-price")) }
                    th.num scope="col" { (tr!(l, "offers-col-sum")) }
                } }
                tbody {
                    @for line in &variant.lines { (line_row(page, line, pictures)) }
                }
            }
            (totals(l, variant))
        }
    }
}

fn line_row(page: &Page<'_>, line: &PublicLine, pictures: bool) -> Markup {
    let l = page.offer.locale;
    html! {
        tr {
            @if pictures {
                td.kb-offer-pic {
                    @if let Some(hash) = line.picture {
                        img src=(page.picture(hash, 96)) alt="" width="48" height="48" loading="lazy";
                    }
                }
            }
            th.kb-c-t scope="row" {
                (line.name)
                @if !line.article.is_empty() { span.kb-sub { (line.article) } }
                @if !line.comment.is_empty() { span.kb-sub { (line.comment) } }
            }
            td.num data-l=(tr!(l, "offers-col-quantity")) { (format::quantity(l, line.quantity)) "\u{a0}" (line.unit) }
            td.num data-l=(tr!(l, "offers-public-price")) {
                @if let Some(before) = line.before.filter(|before| before.minor > line.price.minor) {
                    del.kb-soft { (format::money(l, before)) } " "
                }
                (format::money(l, line.price))
            }
            td.num data-l=(tr!(l, "offers-col-sum")) { b { (format::money(l, line.sum)) } }
        }
    }
}

fn totals(l: Locale, variant: &PublicVariant) -> Markup {
    html! {
        div.kb-offer-total {
            @if let Some(saved) = super::savings(l, variant) { p.m-0 { (saved) } }
            p.m-0.kb-offer-sum { (tr!(l, "offers-total")) " " b { (format::money(l, variant.total)) } }
            @for line in vat_lines(l, variant) { p.m-0.kb-soft { (line) } }
            p.m-0.kb-soft { (spelled(l, variant.total)) }
        }
    }
}

/// The tax in a variant, one sentence a rate.
pub fn vat_lines(l: Locale, variant: &PublicVariant) -> Vec<String> {
    let share = |share: &crate::modules::catalogue::VatShare| match share.rate {
        VatRate::Exempt => tr!(l, "offers-vat-none-said").to_owned(),
        rate => tr!(
            l,
            "offers-vat-within",
            rate = super::rate(l, rate),
            sum = format::money(l, share.vat)
        ),
    };
    variant.vat.iter().map(share).collect()
}

/// A sum in words, as a sentence begins.
pub fn spelled(l: Locale, sum: Money) -> String {
    crate::platform::i18n::spelled(l, sum)
}

fn form(page: &Page<'_>) -> Markup {
    let (l, offer, typed) = (page.offer.locale, page.offer, page.typed);
    html! {
        section.kb-offer-part.kb-no-print id="answer" {
            h2 { (tr!(l, "offers-public-answer")) }
            form.kb-stack method="post" action={ (page.path) "/acceptance" } {
                @if offer.variants.len() > 1 {
                    fieldset {
                        legend.form-label { (tr!(l, "offers-public-variant")) }
                        @for (at, variant) in offer.variants.iter().enumerate() {
                            div {
                                (Check::radio("variant", at.to_string(),
                                    format!("{} — {}", variant.name, format::money(l, variant.total)), typed.variant == Some(at)))
                            }
                        }
                        @if let Some(fault) = page.fault("variant") { p.kb-err { (fault) } }
                    }
                } @else { (hidden("variant", "0")) }
                div.kb-offer-fields {
                    (Field::text("name", tr!(l, "offers-public-name")).value(typed.name.as_str()).autocomplete("name").required()
                        .attr("maxlength", CONTACT_MAX.to_string()).error(page.fault("name")))
                    (Field::text("contact", tr!(l, "offers-public-contact")).value(typed.contact.as_str()).autocomplete("tel")
                        .required().attr("maxlength", CONTACT_MAX.to_string()).error(page.fault("contact")))
                }
                (TextArea::new("comment", tr!(l, "offers-public-comment"), 3).value(typed.comment.as_str())
                    .attr("maxlength", COMMENT_MAX.to_string()).error(page.fault("comment")))
                div.visually-hidden aria-hidden="true" {
                    input type="text" name="website" tabindex="-1" autocomplete="off" aria-label="website";
                }
                div {
                    (Check::new("consent", "1", tr!(l, "offers-public-consent", seller = offer.seller.name.as_str()), typed.consent))
                    @if let Some(fault) = page.fault("consent") { p.kb-err { (fault) } }
                }
                div.kb-row {
                    (Button::primary(tr!(l, "offers-public-accept")).icon(icon!("check")))
                    (Button::plain(tr!(l, "offers-public-ask")).icon(icon!("message-circle"))
                        .formaction(format!("{}/questions", page.path)))
                }
            }
        }
    }
}

fn requisites_block(page: &Page<'_>) -> Markup {
    let (l, seller) = (page.offer.locale, &page.offer.seller);
    let name = if seller.full_name.is_empty() {
        &seller.name
    } else {
        &seller.full_name
    };
    let rows = requisites(l, seller.country, &seller.requisites);
    html! {
        footer.kb-offer-part.kb-offer-foot {
            b { (name) }
            p.m-0 {
                @for (at, (name, value)) in rows.iter().enumerate() { @if at > 0 { ", " } (name) "\u{a0}" (value) }
            }
        }
    }
}
