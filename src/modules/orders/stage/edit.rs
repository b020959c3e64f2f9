//! How an administrator changes the line: each change gives the next line, or says why not.
//!
//! A stage keeps its kind for ever, since orders that are in it store the kind, and rules match on it. Stages stand in
//! the order of their kinds, so a stage changes places only with neighbours of its own kind.

use super::{Colour, Reserved, Standing};
use super::{Kind, Mover, Names, Requirement, Stage, StageKey, StageLine};
use crate::modules::orders::model::Refusal;
use crate::platform::values::Locale;

/// The longest name, in characters: it must fit a badge.
const NAME_MAX: usize = 40;
/// The longest name of a paper.
const PAPER_MAX: usize = 80;

/// What an administrator says of a stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageSpec {
    /// `None`: the name that comes with the product, for stages that came with it.
    pub names: Option<Names>,
    /// Who may move an order here: the dealer, staff, 1C.
    pub enter: Vec<Mover>,
    /// From which stages; empty: from any.
    pub from: Vec<StageKey>,
    /// The same for the dealer; empty: as for staff.
    pub from_dealer: Vec<StageKey>,
    /// Which roles of staff may; empty: all that move orders.
    pub reserved: Vec<Reserved>,
    pub requires: Vec<Requirement>,
    /// How the required paper is called.
    pub paper: String,
    /// Dealers see the paper.
    pub paper_shown: bool,
    /// The share that has to be paid, in percent.
    pub paid: Option<u8>,
    pub colour: Option<Colour>,
    pub hidden: bool,
    pub dealer_names: Option<Names>,
}

impl StageLine {
    /// A new stage, last of its kind, and its key.
    ///
    /// # Errors
    /// `StageName`, `StageNameTaken`, `StageMovers`, `StageUnknown` (in `from`), `StagesMany`.
    pub fn with_added(
        &self,
        kind: Kind,
        spec: &StageSpec,
        name: impl Fn(&Stage, Locale) -> String,
    ) -> Result<(StageLine, StageKey), Refusal> {
        spec.names.as_ref().ok_or(Refusal::StageName)?;
        let key = self.fresh_key(kind);
        self.fits(&key, spec, name)?;
        if self.stages.len() >= StageLine::STAGES_MAX {
            return Err(Refusal::StagesMany);
        }
        let stage = Stage {
            key: key.clone(),
            kind,
            names: spec.names.clone(),
            enter: spec.enter.clone(),
            from: spec.from.clone(),
            from_dealer: spec.from_dealer.clone(),
            reserved: self.settled(&spec.reserved),
            requires: spec.requires.clone(),
            paper: spec.paper.trim().to_owned(),
            paper_shown: spec.paper_shown,
            paid: spec.paid,
            colour: spec.colour,
            hidden: spec.hidden,
            dealer_names: spec.dealer_names.clone(),
            heir: None,
        };
        let at = self.stages.partition_point(|other| other.kind <= kind);
        let mut next = self.next();
        next.stages.insert(at, stage);
        next.lives().map(|()| (next, key))
    }

    /// # Errors
    /// As [`with_added`](StageLine::with_added), and `StageUnknown` when there is no such stage.
    pub fn with_changed(
        &self,
        key: &StageKey,
        spec: &StageSpec,
        name: impl Fn(&Stage, Locale) -> String,
    ) -> Result<StageLine, Refusal> {
        let shipped = StageLine::shipped().get(key).is_some();
        if spec.names.is_none() && !shipped {
            return Err(Refusal::StageName);
        }
        self.fits(key, spec, name)?;
        let mut next = self.next();
        let stage = next.stages.iter_mut().find(|stage| stage.key == *key);
        let stage = stage.ok_or(Refusal::StageUnknown)?;
        // What the cabinet itself moves, it goes on moving: the form doesn't ask.
        let system = stage.enter.contains(&Mover::System);
        stage.names.clone_from(&spec.names);
        stage.enter.clone_from(&spec.enter);
        if system {
            stage.enter.push(Mover::System);
        }
        stage.from.clone_from(&spec.from);
        stage.from_dealer.clone_from(&spec.from_dealer);
        stage.reserved = self.settled(&spec.reserved);
        stage.requires.clone_from(&spec.requires);
        spec.paper.trim().clone_into(&mut stage.paper);
        stage.dealer_names.clone_from(&spec.dealer_names);
        (stage.paid, stage.colour, stage.hidden) = (spec.paid, spec.colour, spec.hidden);
        stage.paper_shown = spec.paper_shown;
        next.lives().map(|()| next)
    }

    /// Changes places with the neighbour before or behind it.
    ///
    /// # Errors
    /// `StageUnknown`; `StagePlace` when that neighbour is of another kind, or there is none.
    pub fn with_moved(&self, key: &StageKey, forward: bool) -> Result<StageLine, Refusal> {
        let at = self.place(key).ok_or(Refusal::StageUnknown)?;
        let to = if forward { Some(at + 1) } else { at.checked_sub(1) };
        let kind_at = |at: usize| self.stages.get(at).map(|stage| stage.kind);
        let to = to.filter(|to| kind_at(*to) == kind_at(at)).ok_or(Refusal::StagePlace)?;
        let mut next = self.next();
        next.stages.swap(at, to);
        next.lives().map(|()| next)
    }

    /// Takes a stage out. The caller knows that no order is in it, and that what pointed at it points at `heir`.
    ///
    /// # Errors
    /// `StageUnknown`; `StageLast` for the only one of its kind; `StageAwaited` when the way into another stage leads
    /// from it alone.
    pub fn without(&self, key: &StageKey, heir: Option<&StageKey>) -> Result<StageLine, Refusal> {
        let at = self.place(key).ok_or(Refusal::StageUnknown)?;
        let kind = self.stages[at].kind;
        if self.stages.iter().filter(|stage| stage.kind == kind).count() < 2 {
            return Err(Refusal::StageLast);
        }
        let alone = |from: &[StageKey]| matches!(from, [one] if one == key);
        if self
            .stages
            .iter()
            .any(|stage| alone(&stage.from) || alone(&stage.from_dealer))
        {
            return Err(Refusal::StageAwaited);
        }
        let mut next = self.next();
        let mut gone = next.stages.remove(at);
        gone.heir = heir.cloned();
        next.retired.push(gone);
        next.stages.iter_mut().for_each(|stage| {
            stage.from.retain(|from| from != key);
            stage.from_dealer.retain(|from| from != key);
            stage.reserved.retain(|of| of.from.as_ref() != Some(key));
        });
        next.lives().map(|()| next)
    }

    /// Is it complete, may its hidden stages be hidden, and does every stage lead on to an end?
    fn lives(&self) -> Result<(), Refusal> {
        self.check()?;
        self.check_hidden()?;
        match self.trap() {
            Some(_) => Err(Refusal::StageTrap),
            None => Ok(()),
        }
    }

    /// A stage from which no way of anybody leads to an end: an order would go round for ever.
    pub fn trap(&self) -> Option<&Stage> {
        // People go where they may; 1C goes anywhere, but nobody can count on it to come back from ahead.
        let leads = |from: &Stage, to: &Stage| {
            let moves = |mover| self.movement(&from.key, &to.key, mover, Standing::WHOLE).is_ok();
            let ahead = self.place(&to.key) > self.place(&from.key);
            moves(Mover::Staff) || moves(Mover::Dealer) || (ahead && moves(Mover::OneC))
        };
        // Backwards from the ends: whoever reaches one that is saved is saved too.
        let mut saved: Vec<bool> = self.stages.iter().map(|stage| stage.kind == Kind::Closed).collect();
        loop {
            let reaches = |at: usize| {
                let stage = &self.stages[at];
                (0..self.stages.len()).any(|to| saved[to] && leads(stage, &self.stages[to]))
            };
            let next: Vec<usize> = (0..saved.len()).filter(|at| !saved[*at] && reaches(*at)).collect();
            if next.is_empty() {
                break;
            }
            next.into_iter().for_each(|at| saved[at] = true);
        }
        let lost = |(stage, saved): &(&Stage, &bool)| !**saved && !stage.kind.is_over();
        self.stages.iter().zip(&saved).find(lost).map(|(stage, _)| stage)
    }

    fn next(&self) -> StageLine {
        StageLine {
            version: self.version.saturating_add(1),
            ..self.clone()
        }
    }

    fn fits(&self, key: &StageKey, spec: &StageSpec, name: impl Fn(&Stage, Locale) -> String) -> Result<(), Refusal> {
        if let Some(names) = &spec.names {
            for (locale, own) in [(Locale::Ru, &names.ru), (Locale::En, &names.en)] {
                if own.trim().is_empty() || own.chars().count() > NAME_MAX {
                    return Err(Refusal::StageName);
                }
                let others = self.stages.iter().filter(|other| other.key != *key);
                let plain = own.trim().to_lowercase();
                if others
                    .into_iter()
                    .any(|other| name(other, locale).to_lowercase() == plain)
                {
                    return Err(Refusal::StageNameTaken);
                }
            }
        }
        if let Some(names) = &spec.dealer_names {
            for own in [&names.ru, &names.en] {
                if own.trim().is_empty() || own.chars().count() > NAME_MAX {
                    return Err(Refusal::StageDealerName);
                }
            }
        }
        if spec.requires.contains(&Requirement::Paper)
            && (spec.paper.trim().is_empty() || spec.paper.trim().chars().count() > PAPER_MAX)
        {
            return Err(Refusal::StagePaper);
        }
        if spec.requires.contains(&Requirement::Payment) && !(1..=100).contains(&spec.paid.unwrap_or(0)) {
            return Err(Refusal::StagePercent);
        }
        if !spec.enter.iter().any(|mover| *mover != Mover::System) {
            return Err(Refusal::StageMovers);
        }
        self.check_reserved(key, &spec.reserved)?;
        let mut sources = spec.from.iter().chain(&spec.from_dealer);
        match sources.all(|from| from != key && self.get(from).is_some()) {
            true => Ok(()),
            false => Err(Refusal::StageUnknown),
        }
    }

    /// A key made of the kind, with a number: it stands in addresses, where a name that dealers don't see has no place.
    fn fresh_key(&self, kind: Kind) -> StageKey {
        (2..)
            .map(|number| format!("{}-{number}", kind.code()))
            .find_map(|text| StageKey::new(&text).filter(|key| self.get(key).is_none() && !self.was(key)))
            .expect("a line has fewer stages than there are numbers")
    }

    fn was(&self, key: &StageKey) -> bool {
        self.retired.iter().any(|stage| stage.key == *key)
    }
}
