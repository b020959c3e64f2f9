//! The administrator's rules: what orders are held for.

use serde::Deserialize;

use super::RULES as HERE;
use crate::modules::dealers::Tier;
use crate::modules::holds::events::RULES_SUBJECT;
use crate::modules::holds::rule::Refusal;
use crate::modules::holds::views::rules as view;
use crate::modules::holds::{Condition, Reach, Rule, RuleId, Step, actions, queries};
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::{format, parse_money};
use crate::platform::journal;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Message, Money};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

/// Changes that the page shows.
const HISTORY: usize = 15;
/// Currencies whose minimum the form asks for.
pub const CURRENCIES: [Currency; 2] = [Currency::Rub, Currency::Kzt];

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Made when the form is drawn, so that pressing twice makes one rule.
    pub id: String,
    pub version: u32,
    pub name: String,
    pub step: String,
    /// `overdue` or `limit`.
    pub condition: String,
    pub days: String,
    pub reach: String,
    pub percent: String,
    pub others: Option<String>,
    pub minimum_rub: String,
    pub minimum_kzt: String,
    pub tier: Vec<String>,
    pub prepaid: Option<String>,
    pub active: Option<String>,
}

impl Typed {
    fn of(cx: &Cx, rule: &Rule) -> Typed {
        let minimum = |currency| match rule.minimum_in(currency) {
            none if none.minor == 0 => String::new(),
            some => format::amount(cx.locale, some).to_string(),
        };
        let mut typed = Typed {
            id: rule.id.to_string(),
            version: rule.version,
            name: rule.name.clone(),
            step: rule.step.code().to_owned(),
            minimum_rub: minimum(Currency::Rub),
            minimum_kzt: minimum(Currency::Kzt),
            tier: rule.tiers.iter().map(|tier| tier.code().to_owned()).collect(),
            prepaid: rule.prepaid_pass.then(|| "1".to_owned()),
            active: rule.active.then(|| "1".to_owned()),
            ..Typed::fresh()
        };
        match rule.condition {
            Condition::Overdue { days, reach } => {
                typed.condition = "overdue".to_owned();
                typed.days = days.to_string();
                typed.reach = if reach == Reach::Dealer { "dealer" } else { "contract" }.to_owned();
            }
            Condition::Limit { percent, others } => {
                typed.condition = "limit".to_owned();
                typed.others = others.then(|| "1".to_owned());
                typed.percent = percent.to_string();
            }
        }
        typed
    }

    /// What an empty form holds.
    fn fresh() -> Typed {
        Typed {
            step: Step::Shipping.code().to_owned(),
            condition: "overdue".to_owned(),
            days: "0".to_owned(),
            reach: "contract".to_owned(),
            percent: "0".to_owned(),
            prepaid: Some("1".to_owned()),
            active: Some("1".to_owned()),
            ..Typed::default()
        }
    }

    pub fn minimum(&self, currency: Currency) -> &str {
        match currency {
            Currency::Kzt => &self.minimum_kzt,
            _ => &self.minimum_rub,
        }
    }

    /// # Errors
    /// `Invalid` with every field that can't be read.
    fn rule(&self, id: RuleId, known: Option<&Rule>) -> Result<Rule, Error> {
        let mut wrong: Vec<FieldError> = Vec::new();
        let mut minimum: Vec<Money> = known
            .map(|rule| rule.minimum.clone())
            .unwrap_or_default()
            .into_iter()
            .filter(|kept| !CURRENCIES.contains(&kept.currency))
            .collect();
        for currency in CURRENCIES {
            let typed = self.minimum(currency).trim();
            if typed.is_empty() {
                continue;
            }
            match parse_money(typed, currency) {
                Ok(money) if money.minor >= 0 => minimum.push(money),
                Ok(_) => wrong.push(at(minimum_field(currency), Refusal::Minimum.message())),
                Err(error) => wrong.push(at(minimum_field(currency), error.message())),
            }
        }
        let mut number = |field: &'static str, typed: &str, refusal: Refusal| -> u16 {
            match typed.trim() {
                "" => 0,
                typed => typed.parse().unwrap_or_else(|_| {
                    wrong.push(at(field, refusal.message()));
                    0
                }),
            }
        };
        let condition = match self.condition.as_str() {
            "limit" => Condition::Limit {
                percent: number("percent", &self.percent, Refusal::Percent),
                others: self.others.is_some(),
            },
            _ => Condition::Overdue {
                days: number("days", &self.days, Refusal::Days),
                reach: match self.reach.as_str() {
                    "dealer" => Reach::Dealer,
                    _ => Reach::Contract,
                },
            },
        };
        let step = Step::from_code(&self.step);
        if step.is_none() {
            wrong.push(at("step", Message::new("holds-refusal-step")));
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        Ok(Rule {
            id,
            name: self.name.clone(),
            step: step.unwrap_or(Step::Shipping),
            condition,
            minimum,
            tiers: self.tier.iter().filter_map(|code| Tier::from_code(code)).collect(),
            prepaid_pass: self.prepaid.is_some(),
            active: self.active.is_some(),
            // Kept by the action.
            created: known.map_or(crate::platform::values::Moment::from_millis(0), |rule| rule.created),
            version: self.version,
        })
    }
}

fn at(field: &str, message: Message) -> FieldError {
    FieldError {
        field: field.to_owned(),
        message,
    }
}

pub const fn minimum_field(currency: Currency) -> &'static str {
    match currency {
        Currency::Kzt => "minimum_kzt",
        _ => "minimum_rub",
    }
}

pub async fn list(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let rules = queries::rules(&tx)?;
    let history = journal::about(&tx, RULES_SUBJECT.0, RULES_SUBJECT.1, None, HISTORY)?;
    let head = PageHead {
        title: tr!(cx.locale, "holds-rules"),
        current: HERE,
    };
    cx.page(head, view::list(&cx, &rules, &history))
}

pub async fn new(cx: Cx) -> Outcome {
    let typed = Typed {
        id: RuleId::at(cx.access.now(), rand::random()).to_string(),
        ..Typed::fresh()
    };
    form(&cx, None, &typed, None)
}

pub async fn one(cx: Cx) -> Outcome {
    let id: RuleId = cx.param("id")?;
    let rule = cx.access.read()?.get::<Rule>(&id)?.ok_or(Error::NotFound)?;
    form(&cx, Some(id), &Typed::of(&cx, &rule), None)
}

pub async fn add(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let id = typed
        .id
        .parse()
        .map_err(|_| Error::Refused(Message::new("errors-form-wrong")))?;
    let done = match typed.rule(id, None) {
        Ok(rule) => actions::save_rule(&cx.access, rule).await,
        Err(error) => Err(error),
    };
    saved(&cx, None, &typed, done).await
}

pub async fn change(cx: Cx) -> Outcome {
    let id: RuleId = cx.param("id")?;
    let known = cx.access.read()?.get::<Rule>(&id)?.ok_or(Error::NotFound)?;
    let typed: Typed = cx.form()?;
    let done = match typed.rule(id, Some(&known)) {
        Ok(rule) => actions::save_rule(&cx.access, rule).await,
        Err(error) => Err(error),
    };
    saved(&cx, Some(id), &typed, done).await
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Removal {
    version: u32,
}

pub async fn remove(cx: Cx) -> Outcome {
    let id: RuleId = cx.param("id")?;
    let removal: Removal = cx.form()?;
    match actions::remove_rule(&cx.access, id, removal.version).await {
        Ok(()) => {
            cx.flash(Message::new("holds-rule-gone")).await?;
            cx.redirect(HERE)
        }
        Err(error) => {
            let rule = cx.access.read()?.get::<Rule>(&id)?.ok_or(Error::NotFound)?;
            form(&cx, Some(id), &Typed::of(&cx, &rule), Some(error))
        }
    }
}

async fn saved(cx: &Cx, id: Option<RuleId>, typed: &Typed, done: Result<Rule, Error>) -> Outcome {
    match done {
        Ok(rule) => {
            cx.flash(Message::new("holds-rule-saved").with("name", rule.name))
                .await?;
            cx.redirect(HERE)
        }
        Err(error) => form(cx, id, typed, Some(at_field(error))),
    }
}

/// A refusal that is about one field stands under it.
fn at_field(error: Error) -> Error {
    let of = [
        (Refusal::Name, "name"),
        (Refusal::NameTaken, "name"),
        (Refusal::Days, "days"),
        (Refusal::Percent, "percent"),
        (Refusal::Minimum, "minimum_rub"),
    ];
    error.at_field(|id| {
        let (_, field) = of.iter().find(|(refusal, _)| refusal.id() == id)?;
        Some(*field)
    })
}

fn form(cx: &Cx, id: Option<RuleId>, typed: &Typed, error: Option<Error>) -> Outcome {
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let title = match id {
        Some(_) if !typed.name.trim().is_empty() => typed.name.as_str(),
        Some(_) => tr!(cx.locale, "holds-rule"),
        None => tr!(cx.locale, "holds-rule-new"),
    };
    let head = PageHead { title, current: HERE };
    let body = view::form(cx, title, id, typed, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}
