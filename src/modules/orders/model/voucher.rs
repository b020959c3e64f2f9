//! What staff stands for when an order enters a stage: a paper that was seen, a payment that 1C doesn't tell of.

use serde::{Deserialize, Serialize};

use super::{Act, Author, COMMENT_MAX, Change, Order, Refusal, draft::fits};
use crate::modules::orders::{About, OrderEvent, Requirement, Stage, StageKey, StageLine, Standing};
use crate::platform::files::Attachment;
use crate::platform::values::{Day, Moment, Money};

/// The largest file of a paper, in bytes.
pub const PAPER_FILE_MAX: u64 = 10 << 20;
/// The most characters of a paper's number.
pub const PAPER_NUMBER_MAX: usize = 60;

/// A paper that somebody has before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenPaper {
    pub number: String,
    pub day: Day,
    /// The paper itself, where somebody has it as a file.
    pub file: Option<Attachment>,
}

/// A paper as a file, and who put it there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperFile {
    pub file: Attachment,
    pub by: Author,
    pub at: Moment,
}

/// Somebody took a mark back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    pub by: Author,
    pub at: Moment,
    pub reason: String,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PaperFile>,
    /// The stage let dealers see its paper when this one was marked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shown: bool,
    /// It stays on the order, and counts for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawn>,
    pub by: Author,
    pub at: Moment,
}

impl Voucher {
    pub fn is_paper(&self) -> bool {
        self.what == Requirement::Paper
    }

    /// Do dealers see it?
    pub fn is_shown(&self) -> bool {
        self.shown && self.is_paper() && self.withdrawn.is_none()
    }

    fn told(&self, of: About) -> OrderEvent {
        OrderEvent::Vouched {
            of,
            paper: self.paper.clone(),
            number: self.number.clone(),
            day: self.day,
            reason: self.reason.clone(),
            file: self.file.as_ref().map(|of| of.file.name.clone()).unwrap_or_default(),
            shown: self.is_shown(),
        }
    }
}

impl Order {
    /// Is it the version after this one, made by the same person?
    pub fn follows(&self, version: u32, by: &Author) -> bool {
        self.version == version.saturating_add(1) && self.changed_by == *by
    }

    /// Did the last change mark just this, and promise this day where one was given?
    pub fn has_marked(&self, given: &Given, planned: Option<Day>) -> bool {
        let promised = planned.is_none_or(|day| self.planned == Some(day));
        let mut last = self.vouchers.iter().filter(|of| of.at == self.changed);
        let paper = |of: &Voucher, seen: &SeenPaper| of.number == seen.number && of.day == Some(seen.day);
        let payment = given.payment.trim();
        let said = |of: &Voucher| of.what == Requirement::Payment && of.reason == payment;
        let marked = match (&given.paper, payment.is_empty()) {
            (None, true) => planned.is_some(),
            (Some(seen), true) => last.any(|of| paper(of, seen)),
            (None, false) => last.any(said),
            (Some(seen), false) => last.clone().any(|of| paper(of, seen)) && last.any(said),
        };
        marked && promised
    }

    /// Did the last change put this file to this mark?
    pub fn has_filed(&self, place: usize, file: &Attachment) -> bool {
        let kept = self.vouchers.get(place).and_then(|of| of.file.as_ref());
        kept.is_some_and(|kept| kept.at == self.changed && kept.file.hash == file.hash)
    }

    /// Did the last change take this mark back for this reason?
    pub fn has_withdrawn(&self, place: usize, reason: &str) -> bool {
        let gone = self.vouchers.get(place).and_then(|of| of.withdrawn.as_ref());
        gone.is_some_and(|gone| gone.at == self.changed && gone.reason == reason.trim())
    }

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
        let mut standing = self.vouchers.iter().filter(|of| of.withdrawn.is_none());
        standing.find(|of| of.what == what && of.stage == *stage)
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
            file: None,
            shown: false,
            withdrawn: None,
            by: act.by.clone(),
            at: act.at,
        };
        let asks = |what| stage.requires.contains(&what) && self.vouched(what, &stage.key).is_none();
        if let Some(paper) = given.paper.as_ref().filter(|_| asks(Requirement::Paper)) {
            kept.push(Voucher {
                paper: stage.paper.clone(),
                number: paper.number.trim().to_owned(),
                day: Some(paper.day),
                file: paper.file.clone().map(|file| PaperFile {
                    file,
                    by: act.by.clone(),
                    at: act.at,
                }),
                shown: stage.paper_shown,
                ..voucher(Requirement::Paper)
            });
        }
        let reason = given.payment.trim();
        let unpaid = !self.is_paid_known() && !self.is_paid(stage.percent());
        if !reason.is_empty() && asks(Requirement::Payment) && unpaid {
            kept.push(Voucher {
                reason: reason.to_owned(),
                ..voucher(Requirement::Payment)
            });
        }
        if self.vouchers.len() + kept.len() > super::one_c::ENTRIES_MAX {
            return Err(Refusal::TooManyEntries);
        }
        let told = kept.iter().map(|of| of.told(About::of(self))).collect();
        self.vouchers.extend(kept);
        Ok(told)
    }

    /// Makes up on the stage that it stands in what that stage asks for: 1C put the order there without, or a mark was taken
    /// back. `planned`: the day that is promised with it.
    pub fn mark(
        self,
        given: &Given,
        planned: Option<Day>,
        today: Day,
        stages: &StageLine,
        act: Act,
    ) -> Result<Change, Refusal> {
        fits(&given.payment, COMMENT_MAX)?;
        let stage = stages.get(&self.stage).ok_or(Refusal::StageUnknown)?;
        let wanted = self.lacks(stage).contains(&Requirement::Planned);
        let mut change = match planned.filter(|_| wanted) {
            Some(day) => self.promise(day, "", today, act.clone())?,
            None => Change {
                order: self,
                events: Vec::new(),
                warnings: Vec::new(),
            },
        };
        let vouched = change.order.vouch(stage, given, &act)?;
        if change.events.is_empty() {
            if vouched.is_empty() {
                return Err(Refusal::NothingMarked);
            }
            change.order.touch(&act);
        }
        change.events.extend(vouched);
        let of = About::of(&change.order);
        change.events.iter_mut().for_each(|event| event.set_about(of.clone()));
        Ok(change)
    }

    /// Puts the paper itself to a mark that has none yet. `at`: the mark's place, from 0.
    pub fn file_paper(mut self, at: usize, file: Attachment, act: Act) -> Result<Change, Refusal> {
        let known = self.vouchers.get_mut(at);
        let free = known.filter(|of| of.is_paper() && of.withdrawn.is_none() && of.file.is_none());
        let voucher = free.ok_or(Refusal::MarkGone)?;
        let (paper, number, name, shown) = (
            voucher.paper.clone(),
            voucher.number.clone(),
            file.name.clone(),
            voucher.is_shown(),
        );
        voucher.file = Some(PaperFile {
            file,
            by: act.by.clone(),
            at: act.at,
        });
        self.touch(&act);
        let event = OrderEvent::PaperFiled {
            of: About::of(&self),
            paper,
            number,
            file: name,
            shown,
        };
        Ok(Change::one(self, event))
    }

    /// Takes a mark back, with the reason; the stage asks for it again.
    pub fn withdraw_mark(mut self, at: usize, reason: &str, act: Act) -> Result<Change, Refusal> {
        fits(reason, COMMENT_MAX)?;
        let reason = reason.trim().to_owned();
        let known = self.vouchers.get_mut(at);
        let voucher = known.filter(|of| of.withdrawn.is_none()).ok_or(Refusal::MarkGone)?;
        if reason.is_empty() {
            return Err(Refusal::NeedsReason);
        }
        let (paper, number, shown) = (voucher.paper.clone(), voucher.number.clone(), voucher.is_shown());
        voucher.withdrawn = Some(Withdrawn {
            by: act.by.clone(),
            at: act.at,
            reason: reason.clone(),
        });
        self.touch(&act);
        let event = OrderEvent::VoucherWithdrawn {
            of: About::of(&self),
            paper,
            number,
            reason,
            shown,
        };
        Ok(Change::one(self, event))
    }
}
