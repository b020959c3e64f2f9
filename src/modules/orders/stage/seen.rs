//! The line as dealers see it. A hidden stage is seen as the last one before it that isn't hidden, everywhere the same: in
//! names, lists, filters, counts, the history and the rewind. So what a dealer reads is made from a line that doesn't hold
//! the hidden stages at all, and from orders that were never in them.

use super::{Kind, Mover, Stage, StageKey, StageLine};
use crate::modules::orders::model::{Order, Refusal, StageMove, Voucher};
use crate::platform::ui::Tone;

/// How a stage looks to the reader of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub key: StageKey,
    pub kind: Kind,
    pub tone: Tone,
}

impl StageLine {
    /// The line for a reader of the dealer's side.
    pub fn for_dealers(&self) -> StageLine {
        let mut veil = std::collections::BTreeMap::new();
        let mut last: Option<&Stage> = None;
        for stage in &self.stages {
            match (stage.hidden, last) {
                (true, Some(before)) => {
                    veil.insert(stage.key.clone(), before.key.clone());
                }
                _ => last = Some(stage),
            }
        }
        for gone in self.retired.iter().filter(|stage| stage.hidden) {
            let before = self
                .stages
                .iter()
                .rfind(|stage| !stage.hidden && stage.kind <= gone.kind)
                .or(self.stages.first());
            veil.extend(before.map(|before| (gone.key.clone(), before.key.clone())));
        }
        let open = |stages: &[Stage]| {
            let shown = stages.iter().filter(|stage| !veil.contains_key(&stage.key));
            shown.map(Stage::for_dealers).collect::<Vec<_>>()
        };
        let (stages, retired) = (open(&self.stages), open(&self.retired));
        StageLine {
            stages,
            retired,
            version: self.version,
            veil,
        }
    }

    /// The stage that is seen where an order is in this one.
    pub fn seen<'a>(&'a self, key: &'a StageKey) -> &'a StageKey {
        self.veil.get(key).unwrap_or(key)
    }

    /// Hidden stages that are seen as this one.
    pub fn covered(&self, key: &StageKey) -> impl Iterator<Item = &StageKey> {
        let of = key.clone();
        self.veil
            .iter()
            .filter(move |(_, seen)| **seen == of)
            .map(|(hidden, _)| hidden)
    }

    /// Is anything hidden from the reader of this line?
    pub fn is_veiled(&self) -> bool {
        !self.veil.is_empty()
    }

    pub fn is_hidden(&self, key: &StageKey) -> bool {
        self.veil.contains_key(key)
    }

    /// Do dealers see nothing of a move between these?
    pub fn moves_unseen(&self, from: &StageKey, to: &StageKey) -> bool {
        let line = self.for_dealers();
        line.is_hidden(to) || line.seen(from) == line.seen(to)
    }

    /// Kind and colour of the stage that an order is seen in; `kind` is the order's own, for a stage that nobody knows.
    pub fn look(&self, key: &StageKey, kind: Kind) -> Look {
        let key = self.seen(key);
        let stage = self.ever(key);
        Look {
            key: key.clone(),
            kind: stage.map_or(kind, |stage| stage.kind),
            tone: stage.map_or(kind.tone(), Stage::tone),
        }
    }

    /// The order as the reader of this line sees it: never in a hidden stage, and of what staff vouched for only
    /// papers that dealers are shown.
    pub fn as_seen(&self, order: &Order, staff: bool) -> Order {
        let mut seen = order.clone();
        if staff {
            return seen;
        }
        seen.vouchers.retain(Voucher::is_shown);
        for voucher in &mut seen.vouchers {
            voucher.stage = self.seen(&voucher.stage).clone();
        }
        if !self.is_veiled() {
            return seen;
        }
        if self.is_hidden(&order.stage) {
            let look = self.look(&order.stage, order.kind);
            (seen.stage, seen.kind) = (look.key, look.kind);
        }
        if let Some(told) = &mut seen.one_c.stage {
            *told = self.seen(told).clone();
        }
        let mut history: Vec<StageMove> = Vec::with_capacity(seen.history.len());
        for entry in seen.history.drain(..) {
            let hidden = self.is_hidden(&entry.stage);
            let stage = self.seen(&entry.stage).clone();
            if history.last().is_some_and(|last| last.stage == stage) {
                continue;
            }
            let reason = if hidden { String::new() } else { entry.reason };
            history.push(StageMove { stage, reason, ..entry });
        }
        seen.history = history;
        seen
    }

    /// May the stages that are hidden be hidden?
    pub(super) fn check_hidden(&self) -> Result<(), Refusal> {
        let entry = self.entry().map(|stage| &stage.key);
        let mut before = false;
        for stage in &self.stages {
            if !stage.hidden {
                before = true;
                continue;
            }
            let own = stage.enter.contains(&Mover::Dealer) || Some(&stage.key) == entry;
            if own || !before || stage.kind.is_over() {
                return Err(Refusal::StageHidden);
            }
        }
        Ok(())
    }
}

impl Stage {
    /// Without what is meant for staff.
    fn for_dealers(&self) -> Stage {
        Stage {
            names: self.dealer_names.clone().or_else(|| self.names.clone()),
            dealer_names: None,
            ..self.clone()
        }
    }
}
