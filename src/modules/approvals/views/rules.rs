//! The rules of a company, and the form of one.

use maud::{Markup, html};

use super::asked;
use crate::modules::approvals::model::{Asked, Colleague, Condition, Rule, Settings};
use crate::modules::approvals::pages::rules::Typed;
use crate::modules::approvals::pages::{HERE, RULES};
use crate::modules::approvals::rules::{ANY, Sort};
use crate::modules::catalogue::queries::Node;
use crate::platform::access::Membership;
use crate::platform::ui::{
    Alert, Button, Card, Check, Choice, Column, Dialog, Empty, Field, Form, PageHead, Select, Table, hidden,
};
use crate::platform::values::{Currency, Locale};
use crate::platform::web::{Cx, Problems};
use crate::{icon, tr};

pub struct Page<'a> {
    pub rules: &'a [Rule],
    pub settings: Settings,
    pub people: &'a [Colleague],
    /// The manufacturer withholds what deciding takes: the rules rest.
    pub rest: bool,
}

/// When a rule asks for approval, as a sentence.
fn when(l: Locale, condition: &Condition) -> String {
    match condition {
        Condition::Total { from } => tr!(l, "approvals-when-total", from = *from),
        Condition::Budget {
            limit, person: None, ..
        } => tr!(l, "approvals-when-budget", limit = *limit),
        Condition::Budget { limit, name, .. } => {
            tr!(l, "approvals-when-budget-of", limit = *limit, name = name.as_str())
        }
        Condition::Group { name, .. } => tr!(l, "approvals-when-group", name = name.as_str()),
    }
}

fn sort_name(l: Locale, sort: Sort) -> &'static str {
    match sort {
        Sort::Total => tr!(l, "approvals-sort-total"),
        Sort::Budget => tr!(l, "approvals-sort-budget"),
        Sort::Group => tr!(l, "approvals-sort-group"),
    }
}

pub fn page(cx: &Cx, page: &Page<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let add = Sort::ALL.map(|sort| {
        let to = format!("{RULES}/new/{}", sort.code());
        (sort_name(l, sort), to)
    });
    html! {
        (PageHead::new(l, tr!(l, "approvals-rules"))
            .crumb(tr!(l, "approvals-title"), HERE)
            .facts(html! { p { (tr!(l, "approvals-rules-about")) } }))
        div.kb-stack-lg {
            (problems.summary(cx, &[]))
            @if page.rest && !page.rules.is_empty() { (Alert::warning(tr!(l, "approvals-rules-rest"))) }
            div.kb-row {
                @for (words, to) in &add { (Button::plain(*words).icon(icon!("plus")).href(to.as_str())) }
            }
            @if page.rules.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("checks"),
                    title: tr!(l, "approvals-rules-empty").into(),
                    body: tr!(l, "approvals-rules-empty-do").into(),
                    action: None,
                }))
            } @else {
                (Card::new().flush(table(cx, page)))
            }
            (own(cx, page))
        }
    }
}

fn table<'a>(cx: &'a Cx, page: &'a Page<'a>) -> Table<'a, Rule> {
    let l = cx.locale;
    Table::new(tr!(l, "approvals-rules"), page.rules)
        .row_data("data-rule", |rule: &Rule| rule.id.to_string())
        .column(Column::head(tr!(l, "approvals-col-when"), move |rule: &Rule| {
            html! { a.kb-b href={ (RULES) "/" (rule.id) } { (when(l, &rule.condition)) } }
        }))
        .column(Column::text(tr!(l, "approvals-col-who"), move |rule: &Rule| {
            html! {
                @for (place, step) in rule.steps.iter().enumerate() {
                    @if place > 0 { ", " }
                    (step_of(l, page, place, step))
                }
            }
        }))
}

/// Who is asked, with a word where they can't decide any more.
fn step_of(l: Locale, page: &Page<'_>, place: usize, step: &Asked) -> Markup {
    let one = match step {
        Asked::Any => None,
        Asked::Person { member, .. } => page.people.iter().find(|one| one.member == *member),
    };
    html! {
        (place + 1) ". "
        @match (step, one) {
            (Asked::Person { .. }, Some(one)) => {
                (one.name)
                @if !one.capable { " (" (tr!(l, "approvals-step-incapable")) ")" }
            },
            (Asked::Person { .. }, None) => { (asked(l, step)) " (" (tr!(l, "approvals-step-left")) ")" },
            (Asked::Any, _) => (asked(l, step)),
        }
    }
}

fn own(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "approvals-own-title")).body(html! {
            (Form::post(RULES, cx.csrf()).class("kb-stack").body(html! {
                (hidden("version", page.settings.version.to_string()))
                (Check::new("own", "true", tr!(l, "approvals-own"), page.settings.own).switch())
                p.kb-sm.kb-soft.m-0 { (tr!(l, "approvals-own-about")) }
                div { (Button::plain(tr!(l, "approvals-save")).icon(icon!("check"))) }
            }))
        }))
    }
}

pub struct Editor<'a> {
    pub sort: Sort,
    /// None: a new one.
    pub rule: Option<&'a Rule>,
    pub typed: &'a Typed,
    pub people: &'a [Colleague],
    /// Those who can't be asked.
    pub incapable: &'a [Membership],
    pub groups: &'a [Node],
}

const REMOVAL: &str = "rule-removal";

pub fn editor(cx: &Cx, page: &Editor<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    let action = match page.rule {
        Some(rule) => format!("{RULES}/{}", rule.id),
        None => format!("{RULES}/new/{}", page.sort.code()),
    };
    let labels = [
        ("sum", tr!(l, "approvals-field-sum")),
        ("currency", tr!(l, "approvals-field-currency")),
        ("person", tr!(l, "approvals-field-person")),
        ("group", tr!(l, "approvals-field-group")),
        ("step1", tr!(l, "approvals-field-step1")),
        ("step2", tr!(l, "approvals-field-step2")),
        ("step3", tr!(l, "approvals-field-step3")),
    ];
    html! {
        (PageHead::new(l, sort_name(l, page.sort))
            .crumb(tr!(l, "approvals-rules"), RULES)
            .actions(html! { @if let Some(rule) = page.rule { (removal(cx, rule)) } }))
        div.kb-grid.kb-g-side {
            (Form::post(action.as_str(), cx.csrf()).class("card").attr("novalidate", "").body(html! {
                (hidden("version", page.typed.version.to_string()))
                div.card-body.kb-stack-lg {
                    (problems.summary(cx, &labels))
                    (what(cx, page, problems))
                    div.kb-stack {
                        (steps(cx, page, problems, &labels))
                    }
                }
                div.card-footer.kb-row {
                    (Button::primary(tr!(l, "approvals-rule-save")).icon(icon!("check")))
                    (Button::quiet(tr!(l, "approvals-cancel")).href(RULES))
                }
            }))
            (about(cx, page))
        }
    }
}

fn what(cx: &Cx, page: &Editor<'_>, problems: &Problems) -> Markup {
    let l = cx.locale;
    if page.sort == Sort::Group {
        let none = Choice::new("", tr!(l, "approvals-choose"));
        let groups = page.groups.iter().map(|node| {
            let indent = "\u{2003}".repeat(node.depth);
            Choice::new(node.group.id.to_string(), format!("{indent}{}", node.group.name))
        });
        return html! {
            (Select::new("group", tr!(l, "approvals-field-group"), std::iter::once(none).chain(groups))
                .chosen(page.typed.group.as_str()).error(problems.at("group")).hint(tr!(l, "approvals-group-about")))
        };
    }
    let currencies = Currency::ALL.map(|one| Choice::new(one.code(), format!("{} {}", one.code(), one.symbol())));
    let (label, hint) = match page.sort {
        Sort::Budget => (tr!(l, "approvals-field-budget"), tr!(l, "approvals-budget-about")),
        _ => (tr!(l, "approvals-field-from"), tr!(l, "approvals-total-about")),
    };
    html! {
        div.kb-grid.kb-g-2 {
            (Field::decimal("sum", label).value(page.typed.sum.as_str()).error(problems.at("sum")).hint(hint))
            (Select::new("currency", tr!(l, "approvals-field-currency"), currencies).chosen(page.typed.currency.as_str())
                .error(problems.at("currency")))
        }
        @if page.sort == Sort::Budget {
            @let everyone = Choice::new("", tr!(l, "approvals-everyone"));
            @let people = page.people.iter().map(|one| Choice::new(one.member.to_string(), one.name.as_str()));
            // Whose budget it is may have left: the form doesn't make it everyone's by itself.
            @let gone = page.rule.and_then(|rule| match &rule.condition {
                Condition::Budget { person: Some(person), name, .. }
                    if !page.people.iter().any(|one| one.member == *person) =>
                    Some(Choice::new(person.to_string(), tr!(l, "approvals-choice-gone", name = name.as_str()))),
                _ => None,
            });
            (Select::new("person", tr!(l, "approvals-field-person"), std::iter::once(everyone).chain(people).chain(gone))
                .chosen(page.typed.person.as_str()).error(problems.at("person")).hint(tr!(l, "approvals-person-about")))
        }
    }
}

fn steps(cx: &Cx, page: &Editor<'_>, problems: &Problems, labels: &[(&'static str, &'static str)]) -> Markup {
    let l = cx.locale;
    let ids = ["step1", "step2", "step3"];
    html! {
        @for (place, id) in ids.into_iter().enumerate() {
            @let label = labels.iter().find(|(known, _)| *known == id).map(|(_, label)| *label).unwrap_or_default();
            @let chosen = page.typed.step.get(place).map(String::as_str).unwrap_or_default();
            @let left = page.rule.into_iter().flat_map(|rule| &rule.steps).filter_map(|step| match step {
                Asked::Person { member, name } if !page.people.iter().any(|one| one.capable && one.member == *member) =>
                    Some(Choice::new(member.to_string(), tr!(l, "approvals-choice-left", name = name.as_str()))),
                _ => None,
            });
            @let people = page.people.iter().filter(|one| one.capable)
                .map(|one| Choice::new(one.member.to_string(), one.name.as_str()));
            @let first = [Choice::new("", tr!(l, "approvals-nobody")), Choice::new(ANY, tr!(l, "approvals-anyone"))];
            (Select::new("step", label, first.into_iter().chain(people).chain(left)).id(id).chosen(chosen).error(problems.at(id)))
        }
    }
}

/// Who can be asked, who can't, and how that is changed.
fn about(cx: &Cx, page: &Editor<'_>) -> Markup {
    let l = cx.locale;
    html! {
        (Card::titled(tr!(l, "approvals-who-title")).body(html! {
            div.kb-stack {
                p.m-0.kb-soft { (tr!(l, "approvals-who-about")) }
                @for one in page.people.iter().filter(|one| one.capable) {
                    div.kb-rights-who {
                        span { (one.name) }
                        a.kb-sm href={ "/people/" (one.member) "/rights" } { (tr!(l, "approvals-rights")) }
                    }
                }
                @if !page.incapable.is_empty() {
                    p.m-0.kb-soft { (tr!(l, "approvals-who-not")) }
                    @for one in page.incapable {
                        div.kb-rights-who {
                            span { (one.name) }
                            a.kb-sm href={ "/people/" (one.id) "/rights" } { (tr!(l, "approvals-rights")) }
                        }
                    }
                }
            }
        }))
    }
}

fn removal(cx: &Cx, rule: &Rule) -> Markup {
    let l = cx.locale;
    html! {
        (Button::plain(tr!(l, "approvals-rule-remove")).icon(icon!("trash")).opens(REMOVAL))
        (Dialog::new(l, REMOVAL, tr!(l, "approvals-rule-remove-ask")).small()
            .body(html! { p { (tr!(l, "approvals-rule-remove-means")) } })
            .footer(html! {
                (Form::post(format!("{RULES}/{}/removal", rule.id), cx.csrf()).class("kb-row").body(html! {
                    (Button::danger(tr!(l, "approvals-rule-remove")))
                }))
            }))
    }
}
