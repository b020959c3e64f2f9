//! Making, changing and removing rules, and the company's word on approving one's own.

use super::events::RuleEvent;
use super::model::{Asked, Colleague, Condition, RULES_MAX, Rule, RuleId, STEPS_MAX, Settings};
use super::permissions::RULES;
use super::queries::{people, rules, settings};
use crate::modules::catalogue::Group;
use crate::platform::access::permissions::SEE_PURCHASE_PRICE;
use crate::platform::access::{Access, Membership, Write};
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::parse_money;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, DealerId, MembershipId, Message};

/// What a rule looks at, as an address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Total,
    Budget,
    Group,
}

impl Sort {
    pub const ALL: [Sort; 3] = [Sort::Total, Sort::Budget, Sort::Group];

    pub fn code(self) -> &'static str {
        match self {
            Sort::Total => "total",
            Sort::Budget => "budget",
            Sort::Group => "group",
        }
    }

    pub fn from_code(code: &str) -> Option<Sort> {
        Sort::ALL.into_iter().find(|sort| sort.code() == code)
    }

    pub fn of(condition: &Condition) -> Sort {
        match condition {
            Condition::Total { .. } => Sort::Total,
            Condition::Budget { .. } => Sort::Budget,
            Condition::Group { .. } => Sort::Group,
        }
    }
}

/// A rule as it was typed.
#[derive(Clone, Debug, Default)]
pub struct RuleInput {
    pub sum: String,
    pub currency: String,
    /// Of a budget: whose; empty: everyone's.
    pub person: String,
    pub group: String,
    /// Each `any`, a person, or nothing.
    pub steps: Vec<String>,
}

/// As a form says «anyone».
pub const ANY: &str = "any";

/// Rules are sums that orders are compared with: who doesn't see what goods cost makes none, or they would find it out by
/// trying.
pub fn may_rule(access: &Access) -> Result<(), Error> {
    access.require(RULES)?;
    match access.sight().purchase_price {
        true => Ok(()),
        false => Err(Error::Forbidden(SEE_PURCHASE_PRICE.id)),
    }
}

fn own_company(access: &Access) -> Result<DealerId, Error> {
    may_rule(access)?;
    access.actor().company.ok_or(Error::NotFound)
}

fn wrong(field: &'static str, id: &'static str) -> FieldError {
    FieldError {
        field: field.into(),
        message: Message::new(id),
    }
}

/// What the form says the rule looks at, or what is wrong with it.
fn condition(
    tx: &impl Reader,
    sort: Sort,
    input: &RuleInput,
    people: &[Colleague],
    old: Option<&Condition>,
) -> Result<Result<Condition, Vec<FieldError>>, Error> {
    if sort == Sort::Group {
        let group = match input.group.parse() {
            Ok(id) => tx.shared::<Group>(&id)?,
            Err(_) => None,
        };
        let group = group.filter(|group| !group.removed && !group.stub);
        let made = group.map(|group| Condition::Group {
            group: group.id,
            name: group.name.clone(),
        });
        return Ok(made.ok_or_else(|| vec![wrong("group", "approvals-rule-group")]));
    }
    let sum = match Currency::from_code(&input.currency) {
        None => Err(wrong("currency", "approvals-rule-currency")),
        Some(currency) => match parse_money(&input.sum, currency) {
            Ok(sum) if sum.minor > 0 => Ok(sum),
            Ok(_) => Err(wrong("sum", "approvals-rule-sum")),
            Err(error) => Err(FieldError {
                field: "sum".into(),
                message: error.message(),
            }),
        },
    };
    let id = input.person.parse::<MembershipId>().ok();
    let one = people.iter().find(|one| Some(one.member) == id);
    let one = one.map(|one| (one.member, one.name.clone()));
    // They have left since: the rule may stay theirs.
    let kept = old.and_then(|old| match old {
        Condition::Budget {
            person: Some(person),
            name,
            ..
        } if Some(*person) == id => Some((*person, name.clone())),
        _ => None,
    });
    let whose = match (sort, input.person.as_str(), one.or(kept)) {
        (Sort::Total, ..) | (_, "", _) => Ok(None),
        (_, _, Some(one)) => Ok(Some(one)),
        (_, _, None) => Err(wrong("person", "approvals-rule-person")),
    };
    Ok(match (sum, whose) {
        (Ok(from), Ok(_)) if sort == Sort::Total => Ok(Condition::Total { from }),
        (Ok(limit), Ok(one)) => Ok(Condition::Budget {
            limit,
            person: one.as_ref().map(|(member, _)| *member),
            name: one.map(|(_, name)| name).unwrap_or_default(),
        }),
        (sum, whose) => Err(sum.err().into_iter().chain(whose.err()).collect()),
    })
}

/// Who is asked. Whoever may not decide, or doesn't see what goods cost, can't be: that is said here, not when an order
/// waits.
fn steps(input: &RuleInput, people: &[Colleague], old: &[Asked]) -> Result<Vec<Asked>, Vec<FieldError>> {
    let (mut steps, mut faults): (Vec<Asked>, Vec<FieldError>) = (Vec::new(), Vec::new());
    for (place, typed) in input.steps.iter().take(STEPS_MAX).enumerate() {
        let field = format!("step{}", place + 1);
        let asked = match typed.as_str() {
            "" => continue,
            ANY => Asked::Any,
            id => {
                let id = id.parse::<MembershipId>().ok();
                let one = people.iter().find(|one| Some(one.member) == id);
                let kept = |asked: &&Asked| matches!(asked, Asked::Person { member, .. } if Some(*member) == id);
                match (one, old.iter().find(kept)) {
                    (Some(one), _) if one.capable => Asked::Person {
                        member: one.member,
                        name: one.name.clone(),
                    },
                    (Some(one), _) => {
                        let message = Message::new("approvals-rule-incapable").with("name", one.name.as_str());
                        faults.push(FieldError { field, message });
                        continue;
                    }
                    // They have left since: the directors decide, and the rule may stand.
                    (None, Some(kept)) => kept.clone(),
                    (None, None) => {
                        let message = Message::new("approvals-rule-person");
                        faults.push(FieldError { field, message });
                        continue;
                    }
                }
            }
        };
        if !steps.contains(&asked) {
            steps.push(asked);
        }
    }
    if steps.is_empty() && faults.is_empty() {
        faults.push(wrong("step1", "approvals-rule-steps"));
    }
    match faults.is_empty() {
        true => Ok(steps),
        false => Err(faults),
    }
}

/// Makes a rule of the actor's company, or changes one. What was sent already keeps its own chain.
///
/// # Errors
/// `Invalid` by field; `Refused` where somebody else has changed the rule since, and where there are too many.
pub async fn save_rule(
    access: &Access,
    sort: Sort,
    id: Option<(RuleId, u32)>,
    input: RuleInput,
) -> Result<Rule, Error> {
    let dealer = own_company(access)?;
    access
        .write(move |write| {
            let old = match id {
                None => None,
                Some((id, version)) => {
                    let old = own_rule(&**write, dealer, id)?;
                    if old.version != version {
                        return Err(Error::Refused(Message::new("approvals-rule-moved")));
                    }
                    Some(old)
                }
            };
            let known = rules(&**write, dealer)?;
            if old.is_none() && known.len() >= RULES_MAX {
                return Err(Error::Refused(
                    Message::new("approvals-rules-many").with("max", RULES_MAX),
                ));
            }
            let now = write.now();
            let all = people(&**write, dealer, now)?;
            let sort = old.as_ref().map_or(sort, |old| Sort::of(&old.condition));
            let asked = steps(&input, &all, old.as_ref().map_or(&[][..], |old| &old.steps[..]));
            let looks = old.as_ref().map(|old| &old.condition);
            let (condition, steps) = match (condition(&**write, sort, &input, &all, looks)?, asked) {
                (Ok(condition), Ok(steps)) => (condition, steps),
                (condition, steps) => {
                    let mut faults = condition.err().unwrap_or_default();
                    faults.extend(steps.err().unwrap_or_default());
                    return Err(Error::Invalid(faults));
                }
            };
            // Pressed twice, there is one rule. One that is changed to what another says is changed all the same: each is
            // asked once, however many rules ask them.
            let same = |rule: &&Rule| {
                let comparable = old.as_ref().is_none_or(|old| old.id == rule.id);
                comparable && rule.condition == condition && rule.steps == steps
            };
            if let Some(same) = known.iter().find(same) {
                return Ok(same.clone());
            }
            let rule = Rule {
                id: old.as_ref().map_or_else(|| write.fresh_id(), |old| old.id),
                dealer,
                condition,
                steps,
                version: old.as_ref().map_or(1, |old| old.version + 1),
                created: old.as_ref().map_or(now, |old| old.created),
            };
            let event = match old {
                Some(_) => RuleEvent::Changed { dealer, rule: rule.id },
                None => RuleEvent::Made { dealer, rule: rule.id },
            };
            write.save(&rule, &event)?;
            Ok(rule)
        })
        .await
}

/// A rule of this company; of another there is none.
pub fn own_rule(tx: &impl Reader, dealer: DealerId, id: RuleId) -> Result<Rule, Error> {
    let found = tx.get::<Rule>(&id)?.filter(|rule| rule.dealer == dealer);
    found.ok_or(Error::NotFound)
}

pub async fn remove_rule(access: &Access, id: RuleId) -> Result<(), Error> {
    let dealer = own_company(access)?;
    access
        .write(move |write: &mut Write<'_, '_>| {
            let rule = own_rule(&**write, dealer, id)?;
            let mut change = write.change(&RuleEvent::Removed { dealer, rule: rule.id })?;
            change.delete::<Rule>(&id)?;
            Ok(())
        })
        .await
}

/// Says whether one may approve one's own orders.
pub async fn settle_own(access: &Access, version: u32, own: bool) -> Result<Settings, Error> {
    let dealer = own_company(access)?;
    access
        .write(move |write| {
            let old = settings(&**write, dealer)?;
            if old.own == own {
                return Ok(old);
            }
            if old.version != version {
                return Err(Error::Refused(Message::new("approvals-rule-moved")));
            }
            let next = Settings {
                own,
                version: old.version + 1,
                ..old
            };
            write.save(&next, &RuleEvent::Own { dealer, own })?;
            Ok(next)
        })
        .await
}

/// Those of the company who can't be asked, for the form to say so.
pub fn incapable(tx: &impl Reader, dealer: DealerId, access: &Access) -> Result<Vec<Membership>, Error> {
    let capable: Vec<MembershipId> = people(tx, dealer, access.now())?
        .into_iter()
        .filter(|one| one.capable)
        .map(|one| one.member)
        .collect();
    let mut all = crate::platform::access::people_of(tx, Some(dealer))?;
    all.retain(|one| !one.disabled && !capable.contains(&one.id));
    Ok(all)
}
