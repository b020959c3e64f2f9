//! What orders are held for: rules that the administrator makes.

use serde::{Deserialize, Serialize};

use crate::modules::dealers::Tier;
use crate::modules::orders::Kind;
use crate::platform::values::{Currency, Id, Message, Moment, Money};

pub type RuleId = Id<Rule>;

/// The longest name of a rule, in characters.
pub const NAME_MAX: usize = 80;
/// The most rules there are.
pub const RULES_MAX: usize = 50;
/// The longest delay that may be let pass, in days.
pub const DAYS_MAX: u16 = 365;
/// By how much a limit may be let be passed, in percent.
pub const PERCENT_MAX: u16 = 100;

/// Where an order is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// The draft isn't sent.
    Submission,
    /// The manufacturer doesn't take the order.
    Confirmation,
    /// The goods don't leave.
    Shipping,
}

impl Step {
    pub const ALL: [Step; 3] = [Step::Submission, Step::Confirmation, Step::Shipping];

    /// In forms and texts.
    pub const fn code(self) -> &'static str {
        match self {
            Step::Submission => "submission",
            Step::Confirmation => "confirmation",
            Step::Shipping => "shipping",
        }
    }

    pub fn from_code(code: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.code() == code)
    }

    /// The steps that a move from one kind of stage to another takes.
    pub fn taken(from: Kind, to: Kind) -> Vec<Step> {
        if to == Kind::Cancelled {
            return Vec::new();
        }
        let mut steps = Vec::new();
        if !from.is_confirmed() && to.is_confirmed() {
            steps.push(Step::Confirmation);
        }
        if from < Kind::Shipped && to >= Kind::Shipped {
            steps.push(Step::Shipping);
        }
        steps
    }

    /// The steps that an order of this kind of stage has before it.
    pub fn ahead(kind: Kind) -> Vec<Step> {
        match kind {
            Kind::Waiting => vec![Step::Confirmation, Step::Shipping],
            kind if kind < Kind::Shipped => vec![Step::Shipping],
            _ => Vec::new(),
        }
    }
}

/// Whose debts count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// Those of the order's contract.
    Contract,
    /// Those of all contracts of the dealer, each currency by itself.
    Dealer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// What is overdue for more than so many days comes to more than the minimum.
    Overdue { days: u16, reach: Reach },
    /// The debt with this order is above the contract's limit and so many percent of it, by more than the minimum.
    Limit {
        percent: u16,
        /// Other orders of the contract that are accepted and haven't left count as debt too.
        #[serde(default)]
        others: bool,
    },
}

/// A rule. What it says is no secret: whoever is held is told it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub id: RuleId,
    pub name: String,
    pub step: Step,
    pub condition: Condition,
    /// What is not worth holding an order for; a currency that isn't here has none.
    #[serde(default)]
    pub minimum: Vec<Money>,
    /// Dealers of these tiers; none named: all.
    #[serde(default)]
    pub tiers: Vec<Tier>,
    /// Orders that are paid in advance pass.
    pub prepaid_pass: bool,
    pub active: bool,
    pub created: Moment,
    pub version: u32,
}

/// Why a rule can't be kept so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Name,
    NameTaken,
    Days,
    Percent,
    Minimum,
    TooMany,
    /// Somebody changed it meanwhile.
    Moved,
}

impl Refusal {
    pub const fn id(self) -> &'static str {
        match self {
            Refusal::Name => "holds-refusal-name",
            Refusal::NameTaken => "holds-refusal-name-taken",
            Refusal::Days => "holds-refusal-days",
            Refusal::Percent => "holds-refusal-percent",
            Refusal::Minimum => "holds-refusal-minimum",
            Refusal::TooMany => "holds-refusal-many",
            Refusal::Moved => "holds-refusal-moved",
        }
    }

    pub fn message(self) -> Message {
        let message = Message::new(self.id());
        match self {
            Refusal::Name => message.with("max", NAME_MAX),
            Refusal::Days => message.with("max", DAYS_MAX),
            Refusal::Percent => message.with("max", PERCENT_MAX),
            Refusal::TooMany => message.with("max", RULES_MAX),
            _ => message,
        }
    }
}

impl Rule {
    /// The rule with its name in shape.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn sound(mut self) -> Result<Rule, Refusal> {
        self.name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.name.is_empty() || self.name.chars().count() > NAME_MAX {
            return Err(Refusal::Name);
        }
        match self.condition {
            Condition::Overdue { days, .. } if days > DAYS_MAX => return Err(Refusal::Days),
            Condition::Limit { percent, .. } if percent > PERCENT_MAX => return Err(Refusal::Percent),
            _ => {}
        }
        if self.minimum.iter().any(|minimum| minimum.minor < 0) {
            return Err(Refusal::Minimum);
        }
        self.minimum.retain(|minimum| minimum.minor > 0);
        self.minimum.sort_unstable_by_key(|minimum| minimum.currency);
        self.minimum.dedup_by_key(|minimum| minimum.currency);
        self.tiers.sort_unstable_by_key(|tier| tier.code());
        self.tiers.dedup();
        Ok(self)
    }

    pub fn is_for(&self, tier: Tier) -> bool {
        self.active && (self.tiers.is_empty() || self.tiers.contains(&tier))
    }

    pub fn minimum_in(&self, currency: Currency) -> Money {
        let named = self.minimum.iter().find(|minimum| minimum.currency == currency);
        named.copied().unwrap_or(Money::zero(currency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_takes_the_steps_that_it_passes() {
        use Kind::*;
        let cases: &[(Kind, Kind, &[Step])] = &[
            (Waiting, Confirmed, &[Step::Confirmation]),
            (Waiting, Production, &[Step::Confirmation]),
            (Waiting, Shipped, &[Step::Confirmation, Step::Shipping]),
            (Production, Ready, &[]),
            (Ready, Shipped, &[Step::Shipping]),
            (Ready, Closed, &[Step::Shipping]),
            (Shipped, Closed, &[]),
            (Waiting, Cancelled, &[]),
            (Ready, Cancelled, &[]),
            // Back again takes nothing.
            (Production, Confirmed, &[]),
            (Shipped, Ready, &[]),
        ];
        for (from, to, steps) in cases {
            assert_eq!(Step::taken(*from, *to), *steps, "{from:?} to {to:?}");
        }
    }
}
