//! The rules of approval, without IO: when an order needs it, by whom, who may decide now, and what a decision changes.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::modules::catalogue::{GroupId, SkuId};
use crate::modules::orders::{Author, DraftId};
use crate::platform::access::Role;
use crate::platform::values::{DealerId, Id, MembershipId, Moment, Money, Quantity};

pub type RuleId = Id<Rule>;
pub type ApprovalId = Id<Approval>;

/// Steps that one rule may have.
pub const STEPS_MAX: usize = 3;
/// Rules that one dealer may have.
pub const RULES_MAX: usize = 50;
/// The longest reason of a refusal, in characters.
pub const REASON_MAX: usize = 2_000;

/// Who is asked in a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Asked {
    /// One person, by the name that they had.
    Person { member: MembershipId, name: String },
    /// Anyone of the company with the right to decide.
    Any,
}

impl Asked {
    /// The same person, or both anyone? Names change.
    fn is_same(&self, other: &Asked) -> bool {
        match (self, other) {
            (Asked::Person { member, .. }, Asked::Person { member: other, .. }) => member == other,
            (Asked::Any, Asked::Any) => true,
            _ => false,
        }
    }
}

/// When an order needs approval. Sums are compared in their own currency alone: roubles say nothing of tenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// It comes to so much or more.
    Total { from: Money },
    /// With it the sender's orders of this month come to more than this. `person`: of one; none: of everyone who has no
    /// budget of their own in this currency.
    Budget {
        limit: Money,
        #[serde(default)]
        person: Option<MembershipId>,
        #[serde(default)]
        name: String,
    },
    /// It has goods of this group or of one below it.
    Group { group: GroupId, name: String },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub id: RuleId,
    pub dealer: DealerId,
    pub condition: Condition,
    /// In their order; never empty.
    pub steps: Vec<Asked>,
    pub version: u32,
    pub created: Moment,
}

/// What a dealer has settled beside the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub dealer: DealerId,
    /// May one approve one's own order?
    pub own: bool,
    pub version: u32,
}

/// Why an order needs approval, with the figures of then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    Total {
        from: Money,
    },
    /// `spent`: this month, with this order.
    Budget {
        limit: Money,
        spent: Money,
    },
    Group {
        name: String,
    },
}

/// What the rules look at.
pub struct Order<'a> {
    pub total: Money,
    pub sender: MembershipId,
    /// What the sender's orders of this month come to, with this one, in its currency.
    pub spent: Money,
    /// The groups of its goods, and all above them.
    pub groups: &'a HashSet<GroupId>,
}

/// Does a rule say yes? `all`: every rule of the company, for a budget of one's own goes before everyone's.
fn matched(rule: &Rule, all: &[Rule], order: &Order<'_>) -> Option<Reason> {
    match &rule.condition {
        Condition::Total { from } => {
            let reached = from.currency == order.total.currency && order.total.minor >= from.minor;
            reached.then_some(Reason::Total { from: *from })
        }
        Condition::Budget { limit, person, .. } => {
            let own = |other: &Rule| match &other.condition {
                Condition::Budget {
                    limit: other,
                    person: Some(person),
                    ..
                } => *person == order.sender && other.currency == limit.currency,
                _ => false,
            };
            let concerns = match person {
                Some(person) => *person == order.sender,
                None => !all.iter().any(own),
            };
            let over = limit.currency == order.spent.currency && order.spent.minor > limit.minor;
            (concerns && over).then_some(Reason::Budget {
                limit: *limit,
                spent: order.spent,
            })
        }
        Condition::Group { group, name } => order
            .groups
            .contains(group)
            .then(|| Reason::Group { name: name.clone() }),
    }
}

/// What the rules ask of an order: why, and who one after another, each once. Rules come in the order in which they were
/// made. None: nothing is asked.
pub fn demanded(rules: &[Rule], order: &Order<'_>) -> Option<(Vec<Reason>, Vec<Asked>)> {
    let mut rules_in_order: Vec<&Rule> = rules.iter().collect();
    rules_in_order.sort_by_key(|rule| (rule.created, rule.id));
    let (mut reasons, mut steps): (Vec<Reason>, Vec<Asked>) = (Vec::new(), Vec::new());
    for rule in rules_in_order {
        let Some(reason) = matched(rule, rules, order) else {
            continue;
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
        for step in &rule.steps {
            if !steps.iter().any(|known| known.is_same(step)) {
                steps.push(step.clone());
            }
        }
    }
    (!steps.is_empty()).then_some((reasons, steps))
}

/// Somebody of the company who isn't switched off.
#[derive(Clone, Debug)]
pub struct Colleague {
    pub member: MembershipId,
    pub name: String,
    /// Holds the right to decide and sees what the goods cost: nobody approves a sum that they don't see.
    pub capable: bool,
    pub director: bool,
    /// Those whom they stand in for now.
    pub stands_in: Vec<MembershipId>,
}

/// As what somebody decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum As {
    /// The one who is asked.
    Own,
    /// In the place of somebody who is away.
    Deputy { of: String },
    /// A director, in the place of whoever is asked.
    Director,
    /// The sender, since the company lets them.
    Oneself,
    /// The sender, since nobody else is left who could.
    Alone,
}

/// Who may decide a step, each with what makes them. Directors always may; the sender only where the company says so, or
/// where nobody else is left.
pub fn deciders(step: &Asked, people: &[Colleague], sender: MembershipId, own: bool) -> Vec<(MembershipId, As)> {
    let mut found: Vec<(MembershipId, As)> = Vec::new();
    let others = || people.iter().filter(|one| one.capable && one.member != sender);
    match step {
        Asked::Any => found.extend(others().map(|one| (one.member, As::Own))),
        Asked::Person { member, name } => {
            found.extend(
                others()
                    .filter(|one| one.member == *member)
                    .map(|one| (one.member, As::Own)),
            );
            // Whoever has left is stood in for by nobody; nor does anyone decide for the sender.
            let there = people.iter().any(|one| one.member == *member) && *member != sender;
            let deputies = others().filter(|one| there && one.stands_in.contains(member));
            found.extend(deputies.map(|one| (one.member, As::Deputy { of: name.clone() })));
        }
    }
    let directors: Vec<MembershipId> = others().filter(|one| one.director).map(|one| one.member).collect();
    for director in directors {
        if !found.iter().any(|(known, _)| *known == director) {
            found.push((director, As::Director));
        }
    }
    let sends = people.iter().find(|one| one.member == sender && one.capable);
    if let Some(sends) = sends {
        let asked = match step {
            Asked::Any => true,
            Asked::Person { member, .. } => *member == sender || sends.director,
        };
        if own && asked {
            found.push((sender, As::Oneself));
        } else if found.is_empty() {
            found.push((sender, As::Alone));
        }
    }
    found
}

/// Who hears that it is their turn: those who are asked and who stand in for them; directors only where nobody of those is
/// left.
pub fn called(step: &Asked, people: &[Colleague], sender: MembershipId, own: bool) -> Vec<MembershipId> {
    let all = deciders(step, people, sender, own);
    let asked: Vec<MembershipId> = all
        .iter()
        .filter(|(_, how)| matches!(how, As::Own | As::Deputy { .. }))
        .map(|(member, _)| *member)
        .collect();
    match asked.is_empty() {
        false => asked,
        true => all.into_iter().map(|(member, _)| member).collect(),
    }
}

/// Is a step the sender's own, who may pass it?
pub fn passes(step: &Asked, people: &[Colleague], sender: MembershipId, own: bool) -> bool {
    let capable = people.iter().any(|one| one.member == sender && one.capable);
    let asked = match step {
        Asked::Any => true,
        Asked::Person { member, .. } => *member == sender,
    };
    own && capable && asked
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub by: MembershipId,
    pub name: String,
    pub how: As,
    pub at: Moment,
    /// The version of the approval that it was given on.
    pub on: u32,
    /// By the link of a letter.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_letter: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub asked: Asked,
    /// In favour; a refusal ends the approval.
    #[serde(default)]
    pub decided: Option<Decision>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Waiting,
    /// Everyone has said yes; the number of the order that was placed then.
    Approved {
        #[serde(default)]
        order: Option<String>,
    },
    Refused {
        by: Decision,
        reason: String,
    },
    Withdrawn {
        name: String,
        at: Moment,
    },
}

/// One sending of a draft for approval. It keeps its chain: rules that change later don't touch it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub id: ApprovalId,
    pub dealer: DealerId,
    pub draft: DraftId,
    /// The draft's name of then.
    pub name: String,
    /// Who sent it: the buyer of the order that comes of it.
    pub sender: Author,
    #[serde(default)]
    pub role: Option<Role>,
    pub draft_version: u32,
    pub book: u64,
    /// What is approved: the sum that the decisions so far hold for.
    pub total: Money,
    /// Lines of the draft.
    pub lines: usize,
    pub reasons: Vec<Reason>,
    pub steps: Vec<Step>,
    /// The company's word on approving one's own, as it was.
    pub own: bool,
    pub state: State,
    pub sent: Moment,
    pub version: u32,
}

impl Approval {
    pub fn is_waiting(&self) -> bool {
        self.state == State::Waiting
    }

    pub fn sender_id(&self) -> MembershipId {
        self.sender.membership.unwrap_or(Id::NIL)
    }

    /// The step whose turn it is.
    pub fn current(&self) -> Option<(usize, &Step)> {
        let waiting = self.is_waiting();
        let open = self.steps.iter().enumerate().find(|(_, step)| step.decided.is_none());
        open.filter(|_| waiting)
    }

    /// As what a person may decide now, if they may.
    pub fn turn_of(&self, member: MembershipId, people: &[Colleague]) -> Option<As> {
        let (_, step) = self.current()?;
        let all = deciders(&step.asked, people, self.sender_id(), self.own);
        all.into_iter().find(|(known, _)| *known == member).map(|(_, how)| how)
    }

    /// Does it concern this person: did they send it, are they asked, have they decided?
    pub fn concerns(&self, member: MembershipId) -> bool {
        let asked = |step: &Step| matches!(&step.asked, Asked::Person { member: asked, .. } if *asked == member);
        let decided = |step: &Step| step.decided.as_ref().is_some_and(|decision| decision.by == member);
        let refused = matches!(&self.state, State::Refused { by, .. } if by.by == member);
        self.sender.membership == Some(member) || self.steps.iter().any(|step| asked(step) || decided(step)) || refused
    }

    /// Has this person already said yes on this version? Then a button was pressed twice.
    pub fn was_decided(&self, member: MembershipId, on: u32) -> bool {
        let decisions = self.steps.iter().filter_map(|step| step.decided.as_ref());
        let refusal = match &self.state {
            State::Refused { by, .. } => Some(by),
            _ => None,
        };
        decisions
            .chain(refusal)
            .any(|decision| decision.by == member && decision.on == on)
    }

    /// Somebody says yes to the step whose turn it is, at what the draft comes to now. Where that is more than what was
    /// approved so far, nothing that was decided before holds, and what today's rules ask of the larger sum beside is asked
    /// too. A smaller sum is covered, and is what is approved from then on.
    pub fn approve(&mut self, decision: Decision, total: Money, beside: Vec<Asked>, reasons: Vec<Reason>) {
        let Some((place, _)) = self.current() else { return };
        if total.minor > self.total.minor {
            // What the sender passed by the company's word stays passed.
            let falls = |decision: &Decision| decision.how != As::Oneself;
            for step in &mut self.steps {
                step.decided = step.decided.take().filter(|decision| !falls(decision));
            }
            for asked in beside {
                if !self.steps.iter().any(|known| known.asked.is_same(&asked)) {
                    self.steps.push(Step { asked, decided: None });
                }
            }
            if !reasons.is_empty() {
                self.reasons = reasons;
            }
        }
        self.total = total;
        self.steps[place].decided = Some(decision);
        self.version += 1;
        if self.steps.iter().all(|step| step.decided.is_some()) {
            self.state = State::Approved { order: None };
        }
    }

    pub fn refuse(&mut self, by: Decision, reason: String) {
        self.state = State::Refused { by, reason };
        self.version += 1;
    }

    pub fn withdraw(&mut self, name: String, at: Moment) {
        self.state = State::Withdrawn { name, at };
        self.version += 1;
    }

    /// Does it let this draft become an order of this total?
    pub fn covers(&self, draft_version: u32, total: Money) -> bool {
        let approved = matches!(self.state, State::Approved { order: None });
        approved
            && self.draft_version == draft_version
            && self.total.currency == total.currency
            && total.minor <= self.total.minor
    }
}

/// A line as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    pub sku: SkuId,
    pub article: String,
    pub name: String,
    pub unit: String,
    pub quantity: Quantity,
    pub total: Money,
}

/// The lines of what was sent for approval, beside it: lists don't read them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub approval: ApprovalId,
    pub dealer: DealerId,
    pub lines: Vec<SheetLine>,
}
