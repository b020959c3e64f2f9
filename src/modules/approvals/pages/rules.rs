//! The rules of the reader's company.

use serde::Deserialize;

use super::{HERE, RULES};
use crate::modules::approvals::model::{Asked, Condition, Rule, RuleId, STEPS_MAX};
use crate::modules::approvals::queries::{people, rests, rules, settings};
use crate::modules::approvals::rules::{
    ANY, RuleInput, Sort, incapable, may_rule, own_rule, remove_rule, save_rule, settle_own,
};
use crate::modules::approvals::views::rules::{Editor, Page, editor, page as view};
use crate::modules::catalogue::queries::Tree;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::values::{Currency, DealerId, Message};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub sum: String,
    pub currency: String,
    pub person: String,
    pub group: String,
    pub step: Vec<String>,
    pub version: u32,
}

fn company(cx: &Cx) -> Result<DealerId, Error> {
    may_rule(&cx.access)?;
    cx.access.actor().company.ok_or(Error::NotFound)
}

pub async fn list(cx: Cx) -> Outcome {
    overview(&cx, None)
}

fn overview(cx: &Cx, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let dealer = company(cx)?;
    let tx = cx.access.read()?;
    let people = people(&tx, dealer, cx.access.now())?;
    let page = Page {
        rules: &rules(&tx, dealer)?,
        settings: settings(&tx, dealer)?,
        people: &people,
        rest: rests(&tx, dealer)?,
    };
    let head = PageHead {
        title: tr!(cx.locale, "approvals-rules"),
        current: HERE,
    };
    let body = view(cx, &page, &problems);
    match wrong {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OwnForm {
    version: u32,
    own: bool,
}

pub async fn own(cx: Cx) -> Outcome {
    let form: OwnForm = cx.form()?;
    match settle_own(&cx.access, form.version, form.own).await {
        Ok(_) => cx.redirect(RULES),
        Err(error) => overview(&cx, Some(error)),
    }
}

fn sort(cx: &Cx) -> Result<Sort, Error> {
    let code: String = cx.param("sort")?;
    Sort::from_code(&code).ok_or(Error::NotFound)
}

pub async fn new(cx: Cx) -> Outcome {
    company(&cx)?;
    let typed = Typed {
        currency: Currency::Rub.code().to_owned(),
        step: vec![ANY.to_owned()],
        ..Typed::default()
    };
    show(&cx, sort(&cx)?, None, &typed, None)
}

pub async fn make(cx: Cx) -> Outcome {
    let sort = sort(&cx)?;
    let typed: Typed = cx.form()?;
    settle(&cx, sort, None, &typed).await
}

fn asked(cx: &Cx) -> Result<Rule, Error> {
    let id: RuleId = cx.param("id")?;
    own_rule(&cx.access.read()?, company(cx)?, id)
}

pub async fn edit(cx: Cx) -> Outcome {
    let rule = asked(&cx)?;
    let mut typed = Typed {
        version: rule.version,
        currency: Currency::Rub.code().to_owned(),
        step: rule
            .steps
            .iter()
            .map(|asked| match asked {
                Asked::Any => ANY.to_owned(),
                Asked::Person { member, .. } => member.to_string(),
            })
            .collect(),
        ..Typed::default()
    };
    let sum = match &rule.condition {
        Condition::Total { from } => Some(*from),
        Condition::Budget { limit, person, .. } => {
            typed.person = person.map(|person| person.to_string()).unwrap_or_default();
            Some(*limit)
        }
        Condition::Group { group, .. } => {
            typed.group = group.to_string();
            None
        }
    };
    if let Some(sum) = sum {
        typed.sum = format::amount(cx.locale, sum).to_string();
        typed.currency = sum.currency.code().to_owned();
    }
    show(&cx, Sort::of(&rule.condition), Some(&rule), &typed, None)
}

pub async fn save(cx: Cx) -> Outcome {
    let rule = asked(&cx)?;
    let typed: Typed = cx.form()?;
    settle(&cx, Sort::of(&rule.condition), Some(&rule), &typed).await
}

async fn settle(cx: &Cx, sort: Sort, rule: Option<&Rule>, typed: &Typed) -> Outcome {
    let input = RuleInput {
        sum: typed.sum.clone(),
        currency: typed.currency.clone(),
        person: typed.person.clone(),
        group: typed.group.clone(),
        steps: typed.step.clone(),
    };
    match save_rule(&cx.access, sort, rule.map(|rule| (rule.id, typed.version)), input).await {
        Ok(_) => {
            cx.flash(Message::new("approvals-rule-saved")).await?;
            cx.redirect(RULES)
        }
        Err(error) => show(cx, sort, rule, typed, Some(error)),
    }
}

pub async fn removal(cx: Cx) -> Outcome {
    let rule = asked(&cx)?;
    remove_rule(&cx.access, rule.id).await?;
    cx.flash(Message::new("approvals-rule-removed")).await?;
    cx.redirect(RULES)
}

fn show(cx: &Cx, sort: Sort, rule: Option<&Rule>, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let dealer = company(cx)?;
    let tx = cx.access.read()?;
    let groups = match sort {
        Sort::Group => Tree::read(&tx)?.nodes,
        _ => Vec::new(),
    };
    let mut typed = typed.clone();
    typed.step.resize(STEPS_MAX, String::new());
    let page = Editor {
        sort,
        rule,
        typed: &typed,
        people: &people(&tx, dealer, cx.access.now())?,
        incapable: &incapable(&tx, dealer, &cx.access)?,
        groups: &groups,
    };
    let title = match rule {
        None => tr!(cx.locale, "approvals-rule-new"),
        Some(_) => tr!(cx.locale, "approvals-rule"),
    };
    let head = PageHead { title, current: HERE };
    let body = editor(cx, &page, &problems);
    match wrong {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}
