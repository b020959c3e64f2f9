//! What staff stands for when an order enters a stage: a paper that was seen, a payment that 1C doesn't tell of.

use serde::{Deserialize, Serialize};

use super::{Act, Author, Order, Refusal};
use crate::modules::orders::{About, OrderEvent, Requirement, Stage, StageKey, Standing};
use crate::platform::values::{Day, Moment, Money};

/// The most characters of a paper's number.
pub const PAPER_NUMBER_MAX: usize = 60;

/// A paper that somebody has before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenPaper {
    pub number: String,
    pub day: Day,
}

/// What is given along with a move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub paper: Option<SeenPaper>,
    /// Why the payment counts as made; empty: it wasn't said. Only for who may vouch for one.
    pub payment: String,
}

/// What somebody vouched for, once for a stage: an order that comes back to it isn't asked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    /// [`Requirement::Paper`] or [`Requirement::Payment`].
    pub what: Requirement,
    pub stage: StageKey,
    /// How the paper was called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paper: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub by: Author,
    pub at: Moment,
}

impl Order {
    /// Has 1C named a sum of any payment? Then its word counts, and nobody vouches for more.
    pub fn is_paid_known(&self) -> bool {
        self.payments.iter().any(|payment| payment.sum.is_some())
    }

    /// Is this share of the order paid, as far as 1C says? Exact: nothing is rounded.
    pub fn is_paid(&self, percent: u8) -> bool {
        let total = self.totals.total;
        let paid = match self.paid() {
            Some(paid) if paid.currency == total.currency => paid,
            _ => Money::zero(total.currency),
        };
        i128::from(paid.minor) * 100 >= i128::from(total.minor) * i128::from(percent)
    }

    pub fn vouched(&self, what: Requirement, stage: &StageKey) -> Option<&Voucher> {
        self.vouchers.iter().find(|of| of.what == what && of.stage == *stage)
    }

    /// What a stage's requirements find in this order.
    pub fn standing(&self, stage: &Stage, reason: &str, given: &Given) -> Standing {
        let vouched = |what| self.vouched(what, &stage.key).is_some();
        let by_hand = vouched(Requirement::Payment) || !given.payment.trim().is_empty();
        Standing {
            wished: self.is_wished(),
            planned: self.planned.is_some(),
            agreed: !self.is_open(),
            shipment: self.shipments.iter().any(|shipment| shipment.day.is_some()),
            reason: !reason.trim().is_empty(),
            paper: vouched(Requirement::Paper) || given.paper.is_some(),
            payment: self.is_paid(stage.percent()) || (by_hand && !self.is_paid_known()),
        }
    }

    /// What it still lacks to be in a stage; a reason aside, which only a move has.
    pub fn lacks(&self, stage: &Stage) -> Vec<Requirement> {
        let has = self.standing(stage, "-", &Given::default());
        stage.requires.iter().copied().filter(|what| !has.has(*what)).collect()
    }

    /// Keeps what was given for a stage that asks for it, and says so.
    pub(super) fn vouch(&mut self, stage: &Stage, given: &Given, act: &Act) -> Result<Vec<OrderEvent>, Refusal> {
        let mut kept: Vec<Voucher> = Vec::new();
        let voucher = |what| Voucher {
            what,
            stage: stage.key.clone(),
            paper: String::new(),
            number: String::new(),
            day: None,
            reason: String::new(),
            by: act.by.clone(),
            at: act.at,
        };
        let asks = |what| stage.requires.contains(&what) && self.vouched(what, &stage.key).is_none();
        if let Some(paper) = given.paper.as_ref().filter(|_| asks(Requirement::Paper)) {
            kept.push(Voucher {
                paper: stage.paper.clone(),
                number: paper.number.trim().to_owned(),
                day: Some(paper.day),
                ..voucher(Requirement::Paper)
            });
        }
        let reason = given.payment.trim();
        if !reason.is_empty() && asks(Requirement::Payment) && !self.is_paid(stage.percent()) {
            kept.push(Voucher {
                reason: reason.to_owned(),
                ..voucher(Requirement::Payment)
            });
        }
        if self.vouchers.len() + kept.len() > super::one_c::ENTRIES_MAX {
            return Err(Refusal::TooManyEntries);
        }
        let told = kept.iter().map(|of| OrderEvent::Vouched {
            of: About::of(self),
            paper: of.paper.clone(),
            number: of.number.clone(),
            day: of.day,
            reason: of.reason.clone(),
        });
        let told = told.collect();
        self.vouchers.extend(kept);
        Ok(told)
    }
}
