//! The page where a product is configured: what is chosen, what comes of it, and its price.

use maud::{Markup, html};

use super::price::explained;
use super::{fields, why};
use crate::modules::catalogue::{Margin, NoMargin};
use crate::modules::configurator::drawing::drawing;
use crate::modules::configurator::model::{Choices, Nearest, State};
use crate::modules::configurator::pages::configure::{Asking, Counter, FORM, Figures, Stand, VARIANTS_MAX};
use crate::modules::configurator::{evaluate, spoken};
use crate::platform::i18n::{format, render, try_text};
use crate::platform::ui::{Alert, Button, Card, Choice, Field, KeyValues, PageHead, Select, Sum, csrf_field, hidden};
use crate::platform::values::{Currency, Locale, Money, Quantity};
use crate::platform::web::Cx;
use crate::{icon, tr};

pub fn page(cx: &Cx, counter: &Counter, asking: &Asking) -> Markup {
    with_alert(cx, counter, asking, "")
}

pub fn with_alert(cx: &Cx, counter: &Counter, asking: &Asking, alert: &str) -> Markup {
    let l = cx.locale;
    let mut head = PageHead::new(l, counter.product.name.as_str());
    head = match &counter.stand {
        Stand::Catalogue => head.crumb(tr!(l, "configurator-catalogue"), "/catalogue").crumb(
            counter.product.name.as_str(),
            format!("/products/{}", counter.product.id),
        ),
        Stand::Draft(filling, _) => head
            .crumb(tr!(l, "configurator-drafts"), "/drafts")
            .crumb(filling.draft.as_str(), filling.address.as_str()),
        Stand::Order(filling, ..) => head
            .crumb(tr!(l, "configurator-orders"), "/orders")
            .crumb(filling.draft.as_str(), filling.address.as_str())
            .crumb(tr!(l, "configurator-change"), format!("{}/edit", filling.address)),
        Stand::Preview => head.crumb(tr!(l, "configurator-title"), "/configurator").crumb(
            counter.product.name.as_str(),
            format!("/configurator/{}", counter.product.id),
        ),
    };
    let facts = match &counter.stand {
        Stand::Draft(filling, Some(line)) => {
            tr!(
                l,
                "configurator-in-line",
                draft = filling.draft.as_str(),
                n = line.place + 1
            )
        }
        Stand::Draft(filling, None) => tr!(l, "configurator-in-draft", draft = filling.draft.as_str()),
        Stand::Order(filling, Some(line), _) => {
            tr!(
                l,
                "configurator-in-order-line",
                order = filling.draft.as_str(),
                n = line.place + 1
            )
        }
        Stand::Order(filling, None, _) => tr!(l, "configurator-in-order", order = filling.draft.as_str()),
        Stand::Catalogue => tr!(l, "configurator-article", article = counter.product.article.as_str()),
        Stand::Preview => tr!(l, "configurator-preview-is").to_owned(),
    };
    let copy = Button::plain(tr!(l, "configurator-copy"))
        .icon(icon!("copy"))
        .form(FORM)
        .value("do", "copy");
    head = head.facts(html! { p { (facts) } });
    if asking.variants.len() < VARIANTS_MAX {
        head = head.actions(copy);
    }
    html! {
        (head)
        div.kb-stack-lg {
            @if !alert.is_empty() { (Alert::bad(alert).live()) }
            (replaced(cx, counter, asking))
            div.kb-grid.kb-g-conf {
                (form(cx, counter, asking))
                (result(cx, counter, asking, false))
                (aside(cx, counter, asking, false))
            }
        }
    }
}

/// What a change calculated, each part for its own place. Fields are left alone: somebody types in them.
pub fn calculated(cx: &Cx, counter: &Counter, asking: &Asking) -> Markup {
    html! { (result(cx, counter, asking, true)) (aside(cx, counter, asking, true)) }
}

/// The line was calculated with a model that was replaced since: what that changes.
fn replaced(cx: &Cx, counter: &Counter, asking: &Asking) -> Markup {
    let l = cx.locale;
    let Some(before) = &counter.before else { return html! {} };
    let quantity = asking.pieces().unwrap_or(Quantity::ONE);
    let old = counter.seen(cx, before, quantity);
    let now = counter.figures(cx, &asking.choices, quantity);
    let (_, gone) = before.choices.fitting(counter.model());
    let lost: Vec<String> = gone
        .iter()
        .map(|code| {
            before
                .edition
                .model
                .parameter(code)
                .map_or_else(|| code.clone(), |of| of.name.clone())
        })
        .collect();
    html! {
        (Alert::warning(tr!(l, "configurator-moved", old = before.edition.number, new = counter.edition.number)).body(html! {
            @if let (Some(old), Some(now)) = (old.price, now.price) && old != now {
                p data-field="purchase-price" {
                    (tr!(l, "configurator-moved-price", old = format::money(l, old).to_string(), new = format::money(l, now).to_string()))
                }
            }
            @if let (Some(old), Some(now)) = (old.rrp, now.rrp) && old != now {
                p { (tr!(l, "configurator-moved-rrp", old = format::money(l, old).to_string(), new = format::money(l, now).to_string())) }
            }
            @if !lost.is_empty() { p { (tr!(l, "configurator-moved-lost", names = lost.join(", "))) } }
            p { (match &counter.stand {
                Stand::Order(..) => tr!(l, "configurator-moved-do-order"),
                _ => tr!(l, "configurator-moved-do"),
            }) }
        }))
    }
}

fn form(cx: &Cx, counter: &Counter, asking: &Asking) -> Markup {
    let l = cx.locale;
    let address = counter.address.as_str();
    html! {
        form id=(FORM) method="post" action=(address) hx-post=(address) hx-trigger="change" hx-swap="none"
            hx-sync="this:queue last" {
            (csrf_field(&cx.csrf()))
            // Enter in a field calculates: this is the form's first button.
            button.visually-hidden type="submit" tabindex="-1" { (tr!(l, "configurator-calculate")) }
            @for (name, value) in counter.kept() { (hidden(name, value)) }
            (hidden("product", counter.product.id.to_string()))
            (hidden("edition", counter.edition.number.to_string()))
            @for variant in &asking.variants { (hidden("v", variant.token())) }
            (Card::titled(tr!(l, "configurator-choices"))
                .body(html! { div.kb-stack-lg { (fields::fields(cx, counter.model(), asking)) } })
                .footer(html! {
                    (Button::plain(tr!(l, "configurator-calculate")).icon(icon!("refresh")))
                }))
        }
    }
}

fn result(cx: &Cx, counter: &Counter, asking: &Asking, swap: bool) -> Markup {
    let l = cx.locale;
    let model = counter.model();
    let outcome = evaluate(model, &asking.choices, &[]);
    let state = outcome.state();
    let near = match state {
        State::Impossible => counter.near(cx, &asking.choices),
        _ => Vec::new(),
    };
    let about_sizes = model.drawing.as_ref().is_some_and(|drawing| {
        let sides = |code: &str| code == drawing.width || code == drawing.height;
        near.iter()
            .any(|(_, near)| near.changes.iter().any(|(code, _)| sides(code)))
    });
    let drawn = drawing(l, model, &asking.choices, about_sizes);
    html! {
        div.kb-stack-lg id="configured" hx-swap-oob=[swap.then_some("true")] {
            @if !asking.faults.is_empty() { (Alert::bad(tr!(l, "configurator-faults", n = asking.faults.len())).body(html! {
                ul { @for (code, (_, why)) in &asking.faults {
                    li { (model.parameter(code).map(|of| of.name.as_str()).unwrap_or_default()) ": " (render(l, &cx.zone, why)) }
                } }
            }).live()) }
            @match state {
                State::Impossible => (impossible(cx, counter, asking, &near)),
                State::Incomplete => {
                    @let names: Vec<&str> = outcome.missing.iter().filter_map(|place| model.parameters.get(*place))
                        .map(|parameter| parameter.name.as_str()).collect();
                    (Alert::info(tr!(l, "configurator-missing", names = names.join(", "))).live())
                }
                State::Complete => {}
            }
            @if let Some(drawn) = drawn {
                (Card::titled(tr!(l, "configurator-drawing")).small(tr!(l, "configurator-drawing-mm")).body(drawn))
            }
            (variants(cx, counter, asking))
            @if state == State::Complete { (summary(cx, counter, asking)) }
        }
    }
}

fn impossible(cx: &Cx, counter: &Counter, asking: &Asking, near: &[(String, Nearest)]) -> Markup {
    let l = cx.locale;
    let model = counter.model();
    let broken = evaluate(model, &asking.choices, &[]).violations;
    let (first, rest) = match broken.split_first() {
        Some((first, rest)) => (why(l, model, &first.why), rest),
        None => return html! {},
    };
    html! {
        (Alert::bad(first).body(html! {
            @for more in rest { p { (why(l, model, &more.why)) } }
            @match near.is_empty() {
                true => p { (tr!(l, "configurator-nothing-near")) },
                false => {
                    p { (tr!(l, "configurator-near")) }
                    div.kb-row.kb-mt {
                        @for (words, near) in near {
                            (Button::plain(words.as_str()).small().form(FORM).value("do", format!("set-{}", near.choices.token())))
                        }
                    }
                }
            }
        }).live())
    }
}

/// All that is chosen and what comes of it, for a last look.
fn summary(cx: &Cx, counter: &Counter, asking: &Asking) -> Markup {
    let l = cx.locale;
    let figures = counter.figures(cx, &asking.choices, Quantity::ONE);
    let mut values = KeyValues::new();
    for said in spoken(l, counter.model(), &asking.choices) {
        values = values.row(said.name, said.value);
    }
    if !figures.papers.is_empty() {
        values = values.row(tr!(l, "configurator-papers"), figures.papers.join(", "));
    }
    html! { (Card::titled(tr!(l, "configurator-summary")).body(values)) }
}

fn money(l: Locale, sum: Option<Money>) -> Markup {
    match sum {
        Some(sum) => html! { (format::money(l, sum)) },
        None => html! { span.kb-soft { "—" } },
    }
}

fn margin(l: Locale, margin: &Result<Margin, NoMargin>) -> Markup {
    match margin {
        Ok(margin) => html! {
            (format::money(l, margin.sum))
            @if let Some(percent) = margin.margin { " · " (format::share(l, percent)) }
        },
        Err(reason) => html! { span.kb-soft title=[try_text(l, reason.message())] { "—" } },
    }
}

fn variants(cx: &Cx, counter: &Counter, asking: &Asking) -> Markup {
    let l = cx.locale;
    if asking.variants.is_empty() {
        return html! {};
    }
    let model = counter.model();
    let sight = cx.access.sight();
    let sees_price = sight.purchase_price;
    let sees_margin = sees_price && sight.margin && counter.deal.is_some();
    let open = spoken(l, model, &asking.choices);
    // All of it, a line each: of two variants that look alike the one thing that differs may be the last.
    let differs = |choices: &Choices| {
        let said = spoken(l, model, choices);
        let other = said
            .iter()
            .filter(|said| !open.contains(said))
            .map(|said| format!("{}: {}", said.name, said.value));
        let without = open.iter().filter(|one| !said.iter().any(|said| said.name == one.name));
        let without = without.map(|one| tr!(l, "configurator-without", name = one.name.as_str()));
        let all: Vec<String> = other.chain(without).collect();
        match all.is_empty() {
            true => vec![tr!(l, "configurator-same").to_owned()],
            false => all,
        }
    };
    let row = |name: Markup, differences: Vec<String>, choices: &Choices, place: Option<usize>| {
        let figures = counter.figures(cx, choices, Quantity::ONE);
        html! {
            tr class=[place.is_none().then_some("is-picked")] {
                th.kb-c-t scope="row" { (name) }
                td data-l=(tr!(l, "configurator-col-difference")) {
                    div {
                        @for difference in &differences { div data-difference { (difference) } }
                        (standing(l, &figures))
                    }
                }
                @if sees_price {
                    td.num data-l=(tr!(l, "configurator-col-price")) data-field="purchase-price" { (money(l, figures.price)) }
                }
                td.num data-l=(tr!(l, "configurator-col-rrp")) {
                    div {
                        (money(l, figures.rrp))
                        // Under the price that it is of: a column more has no room between the fields and the price.
                        @if let Some(Ok(of)) = figures.margin.as_ref().filter(|_| sees_margin) {
                            div data-field="margin" {
                                span.kb-sub {
                                    (tr!(l, "configurator-margin"))
                                    @if let Some(percent) = of.margin { "\u{a0}" (format::share(l, percent)) }
                                }
                                span.kb-sub { (format::money(l, of.sum)) }
                            }
                        }
                    }
                }
                td.kb-c-a {
                    @if let Some(place) = place {
                        (Button::quiet(tr!(l, "configurator-drop")).only_icon(icon!("x")).small().form(FORM)
                            .value("do", format!("drop-{place}")))
                    }
                }
            }
        }
    };
    let opens = |place: usize| {
        let label = tr!(l, "configurator-variant", n = place + 2);
        let hint = tr!(l, "configurator-variant-opens", n = place + 2);
        html! { (Button::plain(label).small().form(FORM).value("do", format!("open-{place}")).attr("aria-label", hint)) }
    };
    html! {
        (Card::titled(tr!(l, "configurator-variants")).flush(html! {
            table.table.kb-cards.card-table {
                thead { tr {
                    th scope="col" { (tr!(l, "configurator-col-variant")) }
                    th scope="col" { (tr!(l, "configurator-col-difference")) }
                    @if sees_price { th.num scope="col" data-field="purchase-price" { (tr!(l, "configurator-col-price")) } }
                    th.num scope="col" { (tr!(l, "configurator-col-rrp")) }
                    th scope="col" { span.visually-hidden { (tr!(l, "configurator-col-action")) } }
                } }
                tbody {
                    (row(html! { span.kb-nowrap { (tr!(l, "configurator-variant-open")) } },
                        vec![tr!(l, "configurator-variant-this").to_owned()], &asking.choices, None))
                    @for (place, variant) in asking.variants.iter().enumerate() {
                        (row(opens(place), differs(variant), variant, Some(place)))
                    }
                }
            }
        }))
    }
}

/// Why a variant has no price.
fn standing(l: Locale, figures: &Figures) -> Markup {
    html! {
        @match figures.state {
            Some(State::Incomplete) => span.kb-sub { (tr!(l, "configurator-state-incomplete")) },
            Some(State::Impossible) => span.kb-sub.kb-bad { (tr!(l, "configurator-state-impossible")) },
            _ => {
                @if let Some(days) = figures.days { span.kb-sub { (tr!(l, "configurator-days", n = days)) } }
            }
        }
    }
}

fn aside(cx: &Cx, counter: &Counter, asking: &Asking, swap: bool) -> Markup {
    let l = cx.locale;
    let pieces = asking.pieces();
    let quantity = pieces.clone().unwrap_or(Quantity::ONE);
    let figures = counter.figures(cx, &asking.choices, quantity);
    let state = figures.state.unwrap_or(State::Incomplete);
    let sees_price = cx.access.sight().purchase_price;
    let unit = counter.product.unit.name.as_str();
    let currency = figures
        .price
        .or(figures.rrp)
        .map_or(Currency::Rub, |money| money.currency);
    let mut sum = Sum::new();
    if sees_price {
        let label = match counter.deal.is_some() && !cx.access.is_staff() {
            true => tr!(l, "configurator-price-of", unit = unit),
            false => tr!(l, "configurator-price-dealer-of", unit = unit),
        };
        sum = sum.total(label, money(l, figures.price)).field("purchase-price");
    }
    sum = sum.row(tr!(l, "configurator-rrp"), money(l, figures.rrp));
    if let Some(of) = &figures.margin {
        sum = sum.row(tr!(l, "configurator-margin"), margin(l, of)).field("margin");
    }
    html! {
        aside.kb-sticky id="configured-price" aria-label=(tr!(l, "configurator-price")) hx-swap-oob=[swap.then_some("true")] {
            (Card::titled(tr!(l, "configurator-price")).body(html! {
                div.kb-stack {
                    (terms(cx, counter, asking))
                    @if figures.unpriced {
                        @match counter.deal.is_none() && counter.stand.filling().is_some() {
                            true => (Alert::warning(match counter.stand {
                                Stand::Order(..) => tr!(l, "configurator-terms-moved"),
                                _ => tr!(l, "configurator-no-contract"),
                            })),
                            false => (Alert::warning(tr!(l, "configurator-unpriced"))),
                        }
                    }
                    (sum)
                    @if sees_price && !figures.steps.is_empty() {
                        div data-field="purchase-price" {
                            (explained(l, &figures.steps, currency, tr!(l, "configurator-how"), tr!(l, "configurator-how-total"), true))
                        }
                    }
                    (explained(l, &figures.rrp_steps, currency, tr!(l, "configurator-how-rrp"), tr!(l, "configurator-rrp"), false))
                    @if let Some(line) = &figures.line {
                        div data-field="purchase-price" {
                            (Sum::new().row(tr!(l, "configurator-line", quantity = quantity, unit = unit), format::money(l, line.total))
                                .row(tr!(l, "configurator-vat"), format::money(l, line.vat)))
                        }
                    }
                    (made(l, &figures))
                    (order(cx, counter, asking, state, pieces.err().map(|why| render(l, &cx.zone, &why))))
                }
            }))
        }
    }
}

/// The choice of a contract, or of a price type for staff: a question of its own, that keeps what is chosen.
fn terms(cx: &Cx, counter: &Counter, asking: &Asking) -> Markup {
    let l = cx.locale;
    if counter.terms.is_empty() {
        return html! {};
    }
    let choices = counter
        .terms
        .iter()
        .map(|(id, name)| Choice::new(id.as_str(), name.as_str()));
    html! {
        form.kb-row method="get" action=(counter.address.as_str()) {
            (hidden("c", asking.choices.token()))
            @for variant in &asking.variants { (hidden("v", variant.token())) }
            (hidden("q", asking.quantity.as_str()))
            (Select::new("terms", tr!(l, "configurator-terms"), choices).chosen(counter.term.as_str()).attr("data-autosubmit", ""))
            noscript { (Button::plain(tr!(l, "configurator-show")).small()) }
        }
    }
}

/// Days, weight and volume.
fn made(l: Locale, figures: &Figures) -> Markup {
    let thousandths = |of: i64| format::quantity(l, Quantity::from_thousandths(of)).to_string();
    html! {
        @if figures.state == Some(State::Complete) {
            p.kb-sm.kb-soft {
                @if let Some(days) = figures.days {
                    (tr!(l, "configurator-days", n = days))
                    @if figures.spans.len() > 1 {
                        @let parts: Vec<String> = figures.spans.iter().map(|(name, days)| format!("{days} — {name}")).collect();
                        ": " (parts.join(", "))
                    }
                    ". "
                }
                @if let Some(grams) = figures.weight_g { (tr!(l, "configurator-weight", weight = thousandths(grams))) " " }
                // Cubic centimetres are millionths of a cubic metre.
                @if let Some(cm3) = figures.volume { (tr!(l, "configurator-volume", volume = thousandths(cm3.saturating_add(500) / 1_000))) }
            }
        }
    }
}

/// How many, and into which draft.
fn order(cx: &Cx, counter: &Counter, asking: &Asking, state: State, error: Option<String>) -> Markup {
    let l = cx.locale;
    let of_order = matches!(counter.stand, Stand::Order(..));
    // Who may change an order was let in to its page.
    let may = of_order || cx.access.may(crate::modules::catalogue::PICK);
    let reachable = counter.stand.filling().is_some() || cx.access.scope().dealer().is_some();
    let Some(action) = counter.adding().filter(|_| may && reachable) else {
        return html! {};
    };
    let label = match (of_order, counter.stand.line().is_some()) {
        (true, true) => tr!(l, "configurator-take-into-change"),
        (true, false) => tr!(l, "configurator-add-to-order"),
        (false, true) => tr!(l, "configurator-save-line"),
        (false, false) => tr!(l, "configurator-add"),
    };
    let quantity = Field::decimal("q", tr!(l, "configurator-quantity"))
        .id("configuring-q")
        .value(asking.quantity.as_str())
        .error(error)
        .attr("form", FORM)
        .autocomplete("off");
    let leaves = counter.stand.filling().filter(|_| of_order);
    html! {
        div { (quantity) }
        @match state {
            State::Complete => (Button::primary(label).icon(icon!("plus")).form(FORM).formaction(action)),
            State::Incomplete | State::Impossible if of_order => {
                p.kb-sm.kb-soft { (match state {
                    State::Impossible => tr!(l, "configurator-mend-first-order"),
                    _ => tr!(l, "configurator-finish-first-order"),
                }) }
            }
            State::Incomplete | State::Impossible => {
                (Button::plain(tr!(l, "configurator-save-unfinished")).icon(icon!("device-floppy")).form(FORM).formaction(action))
                p.kb-sm.kb-soft { (match state {
                    State::Impossible => tr!(l, "configurator-mend-first"),
                    _ => tr!(l, "configurator-finish-first"),
                }) }
            }
        }
        @if let Some(filling) = leaves {
            (Button::plain(tr!(l, "configurator-leave")).href(format!("{}/edit", filling.address)))
        }
    }
}
