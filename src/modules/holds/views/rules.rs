//! The rules of holds, and the form of one.

use std::sync::Arc;

use maud::{Markup, html};

use crate::modules::dealers::Tier;
use crate::modules::holds::pages::RULES as HERE;
use crate::modules::holds::pages::rules::{CURRENCIES, Typed, minimum_field};
use crate::modules::holds::rule::{DAYS_MAX, PERCENT_MAX};
use crate::modules::holds::{Condition, Reach, Rule, RuleId, Step};
use crate::platform::i18n::format;
use crate::platform::journal::Entry;
use crate::platform::ui::{
    Button, Card, Check, Choice, Column, Empty, Field, Form, OrDash, PageHead, Select, Table, fieldset, hidden,
};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Problems, changes};
use crate::{icon, tr};

pub fn list(cx: &Cx, rules: &[Arc<Rule>], history: &[Entry]) -> Markup {
    let l = cx.locale;
    html! {
        (PageHead::new(l, tr!(l, "holds-rules"))
            .facts(html! { p { (tr!(l, "holds-rules-about")) } })
            .actions(Button::primary(tr!(l, "holds-rule-add")).icon(icon!("plus")).href(format!("{HERE}/new"))))
        div.kb-stack-lg {
            @if rules.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("shield-pause"),
                    title: tr!(l, "holds-rules-empty").into(),
                    body: tr!(l, "holds-rules-empty-do").into(),
                    action: None,
                }))
            } @else { (table(cx, rules)) }
            (changes(cx, tr!(l, "holds-history"), tr!(l, "holds-history-empty"), history))
        }
    }
}

fn table(cx: &Cx, rules: &[Arc<Rule>]) -> Markup {
    let l = cx.locale;
    let table = Table::new(tr!(l, "holds-rules"), rules)
        .row_data("data-rule", |rule: &Arc<Rule>| rule.id.to_string())
        .column(Column::title(tr!(l, "holds-rule-name"), |rule: &Arc<Rule>| {
            html! { a href=(format!("{HERE}/{}", rule.id)) { (rule.name) } }
        }))
        .column(Column::text(tr!(l, "holds-rule-step"), move |rule: &Arc<Rule>| {
            step(cx, rule.step)
        }))
        .column(Column::text(tr!(l, "holds-rule-condition"), move |rule: &Arc<Rule>| {
            cx.say(&condition(rule.condition))
        }))
        .column(Column::text(tr!(l, "holds-rule-minimum"), move |rule: &Arc<Rule>| {
            let sums: Vec<String> = rule
                .minimum
                .iter()
                .map(|sum| format::money(l, *sum).to_string())
                .collect();
            OrDash((!sums.is_empty()).then(|| sums.join(", ")))
        }))
        .column(Column::text(tr!(l, "holds-rule-tiers"), move |rule: &Arc<Rule>| {
            let names: Vec<String> = rule.tiers.iter().map(|tier| tier_name(cx, *tier)).collect();
            match names.is_empty() {
                true => tr!(l, "holds-all-tiers").to_owned(),
                false => names.join(", "),
            }
        }))
        .column(Column::text(
            tr!(l, "holds-rule-state"),
            move |rule: &Arc<Rule>| match rule.active {
                true => tr!(l, "holds-rule-on"),
                false => tr!(l, "holds-rule-off"),
            },
        ));
    html! { (Card::new().flush(table)) }
}

fn step(cx: &Cx, step: Step) -> String {
    cx.say(&Message::named(format!("holds-step-{}", step.code())))
}

fn tier_name(cx: &Cx, tier: Tier) -> String {
    cx.say(&Message::new(tier.message()))
}

fn condition(of: Condition) -> Message {
    match of {
        Condition::Overdue { days, reach } => {
            let said = Message::new(match reach {
                Reach::Contract => "holds-condition-overdue-contract",
                Reach::Dealer => "holds-condition-overdue-dealer",
            });
            match days {
                0 => said,
                days => Message::new("holds-condition-older")
                    .with("said", said)
                    .with("days", days),
            }
        }
        Condition::Limit { percent, others } => {
            let said = Message::new("holds-condition-limit");
            let said = match percent {
                0 => said,
                percent => Message::new("holds-condition-above")
                    .with("said", said)
                    .with("percent", percent),
            };
            match others {
                true => Message::new("holds-condition-others").with("said", said),
                false => said,
            }
        }
    }
}

pub fn form(cx: &Cx, title: &str, id: Option<RuleId>, typed: &Typed, problems: &Problems) -> Markup {
    let l = cx.locale;
    let labels = [
        ("name", tr!(l, "holds-rule-name")),
        ("step", tr!(l, "holds-rule-step")),
        ("days", tr!(l, "holds-field-days")),
        ("percent", tr!(l, "holds-field-percent")),
        ("minimum_rub", tr!(l, "holds-field-minimum-rub")),
        ("minimum_kzt", tr!(l, "holds-field-minimum-kzt")),
    ];
    let action = match id {
        Some(id) => format!("{HERE}/{id}"),
        None => HERE.to_owned(),
    };
    let steps = Step::ALL.map(|of| Choice::new(of.code(), step(cx, of)));
    let reaches = [
        Choice::new("contract", tr!(l, "holds-reach-contract")),
        Choice::new("dealer", tr!(l, "holds-reach-dealer")),
    ];
    let limit = typed.condition == "limit";
    html! {
        (PageHead::new(l, title).crumb(tr!(l, "holds-rules"), HERE))
        (Form::post(action, cx.csrf()).class("card kb-form").attr("novalidate", "").body(html! {
            (hidden("version", typed.version.to_string()))
            (hidden("id", typed.id.as_str()))
            div.card-body.kb-stack-lg {
                (problems.summary(cx, &labels))
                (Field::text("name", labels[0].1).value(typed.name.as_str()).error(problems.at("name")))
                (Select::new("step", labels[1].1, steps).chosen(typed.step.as_str()).hint(tr!(l, "holds-step-hint"))
                    .error(problems.at("step")))
                (fieldset(tr!(l, "holds-rule-condition"), html! {
                    div.kb-stack {
                        (Check::radio("condition", "overdue", tr!(l, "holds-by-overdue"), !limit))
                        div.kb-grid.kb-g-2 {
                            (Field::digits("days", labels[2].1).value(typed.days.as_str())
                                .hint(tr!(l, "holds-field-days-hint", max = i64::from(DAYS_MAX))).error(problems.at("days")))
                            (Select::new("reach", tr!(l, "holds-field-reach"), reaches).chosen(typed.reach.as_str()))
                        }
                        (Check::radio("condition", "limit", tr!(l, "holds-by-limit"), limit))
                        (Field::digits("percent", labels[3].1).value(typed.percent.as_str()).unit("%")
                            .hint(tr!(l, "holds-field-percent-hint", max = i64::from(PERCENT_MAX)))
                            .error(problems.at("percent")))
                        (Check::new("others", "1", tr!(l, "holds-field-others"), typed.others.is_some()))
                        p.kb-note.m-0 { (tr!(l, "holds-field-others-hint")) }
                    }
                }))
                div.kb-grid.kb-g-2 {
                    @for (currency, label) in CURRENCIES.into_iter().zip([labels[4], labels[5]]) {
                        (Field::decimal(minimum_field(currency), label.1).value(typed.minimum(currency))
                            .unit(currency.symbol()).hint(tr!(l, "holds-field-minimum-hint"))
                            .error(problems.at(minimum_field(currency))))
                    }
                }
                (fieldset(tr!(l, "holds-rule-tiers"), html! {
                    div.kb-stack-sm {
                        @for tier in Tier::ALL {
                            (Check::new("tier", tier.code(), tier_name(cx, tier),
                                typed.tier.iter().any(|code| code == tier.code())))
                        }
                        p.kb-note.m-0 { (tr!(l, "holds-tiers-hint")) }
                    }
                }))
                (Check::new("prepaid", "1", tr!(l, "holds-field-prepaid"), typed.prepaid.is_some()))
                (Check::new("active", "1", tr!(l, "holds-field-active"), typed.active.is_some()))
            }
            div.card-footer.kb-row {
                (Button::primary(tr!(l, "holds-save")).icon(icon!("check")))
                (Button::quiet(tr!(l, "holds-cancel")).href(HERE))
            }
        }))
        @if let Some(id) = id {
            (Form::post(format!("{HERE}/{id}/removal"), cx.csrf()).class("kb-form").body(html! {
                (hidden("version", typed.version.to_string()))
                (Button::danger(tr!(l, "holds-rule-remove")).icon(icon!("trash")))
            }))
        }
    }
}
