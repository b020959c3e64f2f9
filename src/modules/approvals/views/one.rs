//! One approval: what is approved, what has moved since, the chain, and the reader's word.

use maud::{Markup, html};

use super::{badge, decider, reason, steps};
use crate::modules::approvals::model::{Approval, As, REASON_MAX, State};
use crate::modules::approvals::pages::HERE;
use crate::modules::approvals::pages::one::{Look, Typed};
use crate::platform::i18n::format;
use crate::platform::ui::{
    Alert, Button, Card, Column, Form, PageHead, Sum, Table, TextArea, difference, hidden, more,
};
use crate::platform::values::{Money, Quantity};
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

pub struct LineView {
    pub article: String,
    pub name: String,
    pub unit: String,
    pub quantity: Quantity,
    /// As it was sent, for those who see sums.
    pub then: Option<Money>,
    /// What it costs now, where that is something else.
    pub now: Option<Money>,
    /// It has no price any more.
    pub gone: bool,
}

pub struct View<'a> {
    pub look: &'a Look,
    pub of: &'a Approval,
    pub typed: &'a Typed,
    pub problems: &'a Problems,
    /// Where the decision goes.
    pub action: &'a str,
    /// None: by the link of a letter, which has no session that another site could borrow.
    pub csrf: Option<String>,
}

impl View<'_> {
    /// What it comes to now, for those who see sums.
    fn total(&self) -> Option<Money> {
        self.look.now.or(self.look.then)
    }

    fn form(&self, class: &'static str, body: Markup) -> Markup {
        html! {
            @if let Some(csrf) = &self.csrf {
                (Form::post(self.action, csrf.as_str()).class(class).attr("novalidate", "").body(body))
            } @else {
                form class=(class) method="post" action=(self.action) novalidate { (body) }
            }
        }
    }

    fn fields(&self, verdict: &str) -> Markup {
        html! {
            (hidden("version", self.of.version.to_string()))
            (hidden("total", self.look.shown.to_string()))
            (hidden("verdict", verdict))
        }
    }
}

pub fn page(cx: &Cx, view: &View<'_>) -> Markup {
    let (l, of) = (cx.locale, view.of);
    html! {
        (PageHead::new(l, of.name.as_str())
            .crumb(tr!(l, "approvals-title"), HERE)
            .facts(html! {
                span { (badge(l, &of.state)) }
                span { (tr!(l, "approvals-sent-by", name = of.sender.name.as_str(), at = format::datetime(of.sent, &cx.zone))) }
            })
            .actions(html! {
                @if let State::Approved { order: Some(number) } = &of.state {
                    (Button::plain(tr!(l, "approvals-to-order", number = number.as_str())).icon(icon!("clipboard-list"))
                        .href(format!("/orders/{number}")))
                } @else if view.look.draft {
                    (Button::plain(tr!(l, "approvals-to-draft")).icon(icon!("pencil")).href(format!("/drafts/{}", of.draft)))
                }
            }))
        (body(cx, view))
    }
}

/// The page below its head; a letter's link shows the same.
pub fn body(cx: &Cx, view: &View<'_>) -> Markup {
    let (l, of, look) = (cx.locale, view.of, view.look);
    html! {
        div.kb-stack-lg {
            (view.problems.summary(cx, &[("reason", tr!(l, "approvals-reason"))]))
            (outcome(cx, of))
            @if let (Some(then), Some(now)) = (look.then, look.now) { (moved(cx, view, then, now)) }
            @if look.broken { (Alert::bad(tr!(l, "approvals-broken")).body(html! { p.m-0 { (tr!(l, "approvals-broken-do")) } })) }
            div.kb-grid.kb-g-side {
                div.kb-stack-lg { (goods(cx, view)) }
                aside.kb-stack-lg aria-label=(tr!(l, "approvals-decision")) {
                    (decision(cx, view))
                    (Card::titled(tr!(l, "approvals-chain")).body(html! {
                        div.kb-stack-sm {
                            ul.kb-sm.m-0 {
                                @for why in &of.reasons { li { (reason(l, why, look.then.is_some())) } }
                            }
                            (steps::list(l, Some(&cx.zone), &look.chain))
                        }
                    }))
                }
            }
        }
    }
}

/// How it ended.
pub fn outcome(cx: &Cx, of: &Approval) -> Markup {
    let l = cx.locale;
    match &of.state {
        State::Waiting => html! {},
        State::Approved { order } => {
            let number = order.clone().unwrap_or_default();
            html! { (Alert::good(tr!(l, "approvals-over-approved", number = number))) }
        }
        State::Refused { by, reason } => html! {
            (Alert::bad(tr!(l, "approvals-refused-by", who = decider(l, by), at = format::datetime(by.at, &cx.zone)))
                .body(html! { p.kb-msg-text.m-0 data-field="approval-reason" { (reason) } }))
        },
        State::Withdrawn { name, .. } => html! {
            (Alert::info(tr!(l, "approvals-over-withdrawn", who = name.as_str())))
        },
    }
}

fn moved(cx: &Cx, view: &View<'_>, then: Money, now: Money) -> Markup {
    let l = cx.locale;
    let decided = view.of.steps.iter().any(|step| step.decided.is_some());
    let about = match (view.look.grew, decided) {
        (true, true) => tr!(l, "approvals-grew-again"),
        (true, false) => tr!(l, "approvals-grew"),
        (false, _) => tr!(l, "approvals-fell"),
    };
    html! {
        (Alert::warning(tr!(l, "approvals-prices-moved")).body(html! {
            p.m-0 data-field="purchase-price" { (difference(format::money(l, then), format::money(l, now))) }
            p.m-0 { (about) }
        }))
    }
}

fn goods(cx: &Cx, view: &View<'_>) -> Markup {
    let (l, look) = (cx.locale, view.look);
    let sums = look.then.is_some();
    let mut table = Table::new(tr!(l, "approvals-goods"), &look.lines)
        .column(Column::head(tr!(l, "approvals-col-goods"), |line: &LineView| {
            html! {
                (line.name)
                span.kb-sub {
                    (line.article)
                    @if line.gone { " · " (tr!(l, "approvals-line-gone")) }
                }
            }
        }))
        .column(Column::num(tr!(l, "approvals-col-quantity"), |line: &LineView| {
            html! { (format::quantity(l, line.quantity)) " " (line.unit) }
        }))
        .column_if(sums, || {
            Column::num(tr!(l, "approvals-col-sum"), |line: &LineView| {
                match (line.then, line.now) {
                    (Some(then), Some(now)) => difference(format::money(l, then), format::money(l, now)),
                    (Some(then), None) => html! { (format::money(l, then)) },
                    _ => html! {},
                }
            })
            .field("purchase-price")
        });
    if let Some(total) = view.total() {
        table = table.total(
            tr!(l, "approvals-total"),
            format::money(l, total),
            Some("purchase-price"),
        );
    }
    html! { (Card::titled(tr!(l, "approvals-goods")).flush(table)) }
}

fn decision(cx: &Cx, view: &View<'_>) -> Markup {
    let (l, look) = (cx.locale, view.look);
    let title = tr!(l, "approvals-decision");
    if look.blind {
        return html! { (Card::titled(title).body(html! { p.m-0 data-card="decision" { (tr!(l, "approvals-refusal-blind")) } })) };
    }
    let Some(how) = &look.turn else {
        return html! {
            @if let (true, Some(csrf)) = (look.may_withdraw, &view.csrf) {
                (Card::titled(tr!(l, "approvals-yours")).body(withdrawal(l, view, csrf)))
            }
        };
    };
    let as_whom = match how {
        As::Deputy { of } => Some(tr!(l, "approvals-you-deputy", of = of.as_str())),
        As::Director => Some(tr!(l, "approvals-you-director").to_owned()),
        As::Alone => Some(tr!(l, "approvals-you-alone").to_owned()),
        As::Own | As::Oneself => None,
    };
    let yes = match look.last {
        true => tr!(l, "approvals-approve-last"),
        false => tr!(l, "approvals-approve"),
    };
    let error = view.problems.at("reason");
    let refuses = error.is_some() || !view.typed.reason.is_empty();
    let mut sum = Sum::new();
    if let Some(total) = view.total() {
        sum = sum
            .total(tr!(l, "approvals-total"), format::money(l, total))
            .field("purchase-price");
    }
    html! {
        (Card::titled(title).body(html! {
            div.kb-stack data-card="decision" {
                (sum)
                @if let Some(as_whom) = as_whom { p.kb-sm.m-0 { (as_whom) } }
                @if look.last { p.kb-sm.kb-soft.m-0 { (tr!(l, "approvals-last-about")) } }
                @if !look.broken {
                    (view.form("kb-stack", html! {
                        (view.fields("approve"))
                        (Button::primary(yes).icon(icon!("check")))
                    }))
                }
                (more(tr!(l, "approvals-refuse"), view.form("kb-stack", html! {
                    (view.fields("refuse"))
                    (TextArea::new("reason", tr!(l, "approvals-reason"), 3).value(view.typed.reason.as_str()).error(error)
                        .hint(tr!(l, "approvals-reason-about")).attr("maxlength", REASON_MAX.to_string()))
                    (Button::danger(tr!(l, "approvals-refuse-do")).icon(icon!("x")))
                }), refuses || look.broken))
                @if let (true, Some(csrf)) = (look.may_withdraw, &view.csrf) { (withdrawal(l, view, csrf)) }
            }
        }))
    }
}

fn withdrawal(l: crate::platform::values::Locale, view: &View<'_>, csrf: &str) -> Markup {
    html! {
        (Form::post(format!("{HERE}/{}/withdrawal", view.of.id), csrf).body(html! {
            (Button::quiet(tr!(l, "approvals-withdraw")).icon(icon!("arrow-back-up")))
        }))
    }
}
