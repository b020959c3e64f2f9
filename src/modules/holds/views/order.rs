//! Why an order can't go on: each rule with its arithmetic, the payments that free it, and the release.

use maud::{Markup, html};

use super::BALANCE;
use super::panel::heading;
use crate::modules::holds::actions::RELEASE_DAYS_MAX;
use crate::modules::holds::pages::HERE;
use crate::modules::holds::pages::order::Typed;
use crate::modules::holds::permissions::RELEASE;
use crate::modules::holds::records::Release;
use crate::modules::holds::verdict::{Hold, Payment, Reason};
use crate::modules::holds::{Step, Verdict, words};
use crate::modules::orders::OrderId;
use crate::platform::i18n::format;
use crate::platform::ui::{
    Alert, Button, Card, Column, Field, Form, KeyValues, OrDash, PageHead, Table, TextArea, hidden,
};
use crate::platform::values::{Day, Message};
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

pub struct Page<'a> {
    pub id: OrderId,
    /// The order's number, or the draft's name.
    pub title: &'a str,
    pub back: &'a str,
    pub step: Step,
    pub verdict: &'a Verdict,
    pub release: Option<Release>,
    pub today: Day,
    pub finance: bool,
    pub typed: &'a Typed,
}

pub fn page(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("reason", tr!(l, "holds-release-reason")),
        ("until", tr!(l, "holds-release-until")),
    ];
    let releases = cx.access.may(RELEASE) || page.release.is_some();
    html! {
        (PageHead::new(l, tr!(l, "holds-why-of", what = page.title)).crumb(page.title, page.back.to_owned()))
        (problems.summary(cx, &labels))
        div.kb-grid.kb-g-side {
            div.kb-stack-lg {
                (verdict(cx, page))
                @if page.finance && page.verdict.is_held() {
                    @for hold in &page.verdict.holds { (arithmetic(cx, hold)) }
                    (payments(cx, page.verdict))
                    p.kb-note.m-0 {
                        @if let Some(at) = page.verdict.as_of {
                            (tr!(l, "holds-figures", at = format::as_of(l, at, cx.access.now(), &cx.zone).as_str()))
                        } @else { (tr!(l, "holds-figures-undated")) }
                    }
                }
            }
            @if releases { (release(cx, page, problems)) }
        }
    }
}

fn verdict(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let open = page.release.as_ref().filter(|release| release.is_open(page.today));
    if !page.verdict.is_held() {
        return html! {
            div data-hold="none" { (Alert::good(tr!(l, "holds-nothing-holds"))
                .body(html! { p.m-0 { (tr!(l, "holds-nothing-holds-do")) } })) }
        };
    }
    let said = cx.say(&words::sentence(page.step, page.verdict, page.finance));
    html! {
        div data-hold=(if open.is_some() { "released" } else { page.step.code() }) {
            @if let Some(release) = open {
                (Alert::info(tr!(l, "holds-open-until", until = release.until)).icon(icon!("lock-open"))
                    .body(html! { p.m-0 { (tr!(l, "holds-open-in-spite")) } }))
            } @else {
                (Alert::warning(cx.say(&heading(page.step))).icon(icon!("hand-stop")).body(html! {
                    @if page.finance { p.m-0 data-field=(BALANCE) { (said) } } @else { p.m-0 { (said) } }
                }))
            }
        }
    }
}

/// One rule: what is compared with what.
fn arithmetic(cx: &Cx, hold: &Hold) -> Markup {
    let l = cx.locale;
    let money = |sum| format::money(l, sum);
    let facts = match &hold.reason {
        Reason::Overdue {
            contracts,
            sum,
            days,
            minimum,
            oldest,
        } => KeyValues::new()
            .row(tr!(l, "holds-fact-contracts"), contracts.join(", "))
            .secret(BALANCE, tr!(l, "holds-fact-overdue"), money(*sum))
            .row_if(
                tr!(l, "holds-fact-days"),
                (*days > 0).then(|| tr!(l, "holds-days", days = i64::from(*days))),
            )
            .row_if(
                tr!(l, "holds-fact-oldest"),
                oldest.map(|days| tr!(l, "holds-days", days = days)),
            )
            .secret(BALANCE, tr!(l, "holds-fact-minimum"), money(*minimum)),
        Reason::Limit {
            contract,
            debt,
            order,
            others,
            limit,
            percent,
            allowed,
            minimum,
            excess,
        } => KeyValues::new()
            .row(tr!(l, "holds-fact-contracts"), contract.as_str())
            .secret(BALANCE, tr!(l, "holds-fact-debt"), money(*debt))
            .secret(BALANCE, tr!(l, "holds-fact-order"), html! { "+ " (money(*order)) })
            .secret_if(
                BALANCE,
                tr!(l, "holds-fact-others", count = others.map_or(0, |others| others.count)),
                others.map(|others| html! { "+ " (money(others.sum)) }),
            )
            .secret(BALANCE, tr!(l, "holds-fact-limit"), money(*limit))
            .row_if(
                tr!(l, "holds-fact-percent"),
                (*percent > 0).then(|| tr!(l, "holds-percent", percent = i64::from(*percent), allowed = *allowed)),
            )
            .secret(BALANCE, tr!(l, "holds-fact-excess"), money(*excess))
            .secret(BALANCE, tr!(l, "holds-fact-minimum"), money(*minimum)),
    };
    let step = cx.say(&Message::named(format!("holds-step-{}", hold.step.code())));
    html! { (Card::titled(hold.name.as_str()).small(step).body(facts)) }
}

fn payments(cx: &Cx, verdict: &Verdict) -> Markup {
    let l = cx.locale;
    let sums: Vec<String> = verdict
        .to_pay()
        .into_iter()
        .map(|sum| format::money(l, sum).to_string())
        .collect();
    let table = Table::new(tr!(l, "holds-payments"), &verdict.payments)
        .row_data("data-pay", |payment: &Payment| {
            payment.due.as_ref().map(|due| due.number.clone()).unwrap_or_default()
        })
        .column(Column::title(tr!(l, "holds-col-paper"), move |payment: &Payment| {
            html! {
                @match &payment.due {
                    None => (tr!(l, "holds-advance")),
                    Some(due) if due.number.is_empty() => (tr!(l, "holds-overdue-whole")),
                    Some(due) => (due.number),
                }
                span.kb-sub { (tr!(l, "settlements-contract", number = payment.contract.as_str())) }
            }
        }))
        .column(Column::text(tr!(l, "holds-col-due"), |payment: &Payment| {
            OrDash(payment.due.as_ref().and_then(|due| due.day).map(format::date))
        }))
        .column(
            Column::num(tr!(l, "holds-col-left"), move |payment: &Payment| {
                OrDash(payment.due.as_ref().map(|due| format::money(l, due.left)))
            })
            .field(BALANCE),
        )
        .column(
            Column::sum(tr!(l, "holds-col-pay"), move |payment: &Payment| {
                html! {
                    (format::money(l, payment.sum))
                    @if payment.is_partial() { span.kb-sub { (tr!(l, "holds-part")) } }
                }
            })
            .field(BALANCE),
        )
        .total(tr!(l, "holds-pay-all"), sums.join(", "), Some(BALANCE));
    html! { (Card::titled(tr!(l, "holds-payments")).id("hold-payments").flush(table)) }
}

fn release(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let action = format!("{HERE}/{}/release", page.id);
    let open = page.release.as_ref().filter(|release| release.is_open(page.today));
    let version = page.release.as_ref().map_or(0, |release| release.version).to_string();
    let may = cx.access.may(RELEASE);
    html! {
        (Card::titled(tr!(l, "holds-release")).id("release").body(html! {
            div.kb-stack {
                @if let Some(release) = open {
                    p.m-0 { (tr!(l, "holds-open-until", until = release.until)) }
                    p.m-0.kb-soft { (release.by.name) ", " (format::datetime(release.at, &cx.zone)) ": " (release.reason) }
                    @if may {
                        (Form::post(format!("{action}/end"), cx.csrf()).body(html! {
                            (hidden("version", version.as_str()))
                            (Button::plain(tr!(l, "holds-release-end")).icon(icon!("lock")))
                        }))
                    }
                } @else if may {
                    p.m-0.kb-soft { (tr!(l, "holds-release-about")) }
                    (Form::post(action, cx.csrf()).class("kb-stack").attr("novalidate", "").body(html! {
                        (hidden("version", version.as_str()))
                        (TextArea::new("reason", tr!(l, "holds-release-reason"), 3).value(page.typed.reason.as_str())
                            .error(problems.at("reason")))
                        (Field::text("until", tr!(l, "holds-release-until")).value(page.typed.until.as_str())
                            .placeholder(tr!(l, "holds-release-until-example"))
                            .hint(tr!(l, "holds-release-until-hint", days = RELEASE_DAYS_MAX))
                            .error(problems.at("until")))
                        div { (Button::primary(tr!(l, "holds-release-do")).icon(icon!("lock-open"))) }
                    }))
                } @else {
                    // It was released once, and isn't any more.
                    p.m-0.kb-soft { (tr!(l, "holds-release-over")) }
                }
            }
        }))
    }
}
