//! How an administrator changes the line: each change gives the next line, or says why not.
//!
//! A stage keeps its kind for ever, since orders that are in it store the kind, and rules match on it. Stages stand in
//! the order of their kinds, so a stage changes places only with neighbours of its own kind.

use super::{Kind, Mover, Names, Requirement, Stage, StageKey, StageLine};
use crate::modules::orders::model::Refusal;
use crate::platform::values::Locale;

/// The longest name, in characters: it must fit a badge.
const NAME_MAX: usize = 40;

/// What an administrator says of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSpec {
    /// `None`: the name that comes with the product, for stages that came with it.
    pub names: Option<Names>,
    /// Who may move an order here: the dealer, staff, 1C.
    pub enter: Vec<Mover>,
    /// From which stages; empty: from any.
    pub from: Vec<StageKey>,
    pub requires: Vec<Requirement>,
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
        let names = spec.names.as_ref().ok_or(Refusal::StageName)?;
        let key = self.fresh_key(names);
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
            requires: spec.requires.clone(),
        };
        let at = self.stages.partition_point(|other| other.kind <= kind);
        let mut next = self.next();
        next.stages.insert(at, stage);
        next.check().map(|()| (next, key))
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
        stage.requires.clone_from(&spec.requires);
        next.check().map(|()| next)
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
        Ok(next)
    }

    /// Takes a stage out. The caller knows that no order is in it.
    ///
    /// # Errors
    /// `StageUnknown`; `StageLast` for the only one of its kind; `StageAwaited` when the way into another stage leads
    /// from it alone.
    pub fn without(&self, key: &StageKey) -> Result<StageLine, Refusal> {
        let at = self.place(key).ok_or(Refusal::StageUnknown)?;
        let kind = self.stages[at].kind;
        if self.stages.iter().filter(|stage| stage.kind == kind).count() < 2 {
            return Err(Refusal::StageLast);
        }
        if self.stages.iter().any(|stage| stage.from == [key.clone()]) {
            return Err(Refusal::StageAwaited);
        }
        let mut next = self.next();
        let gone = next.stages.remove(at);
        next.retired.push(gone);
        next.stages
            .iter_mut()
            .for_each(|stage| stage.from.retain(|from| from != key));
        next.check().map(|()| next)
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
        if !spec.enter.iter().any(|mover| *mover != Mover::System) {
            return Err(Refusal::StageMovers);
        }
        match spec.from.iter().all(|from| from != key && self.get(from).is_some()) {
            true => Ok(()),
            false => Err(Refusal::StageUnknown),
        }
    }

    /// A key made of the English name, with a number where it was given before.
    fn fresh_key(&self, names: &Names) -> StageKey {
        let words = names.en.to_ascii_lowercase();
        let words = words.split(|letter: char| !letter.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let mut base: String = words.join("-").chars().take(StageKey::LENGTH_MAX - 4).collect();
        if base.trim_matches('-').is_empty() || base == "new" {
            "stage".clone_into(&mut base);
        }
        let base = base.trim_matches('-');
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let mut candidates = std::iter::once(base.to_owned()).chain(numbered);
        let free = |text: String| StageKey::new(&text).filter(|key| self.ever(key).is_none());
        candidates
            .find_map(free)
            .expect("a line has fewer stages than there are numbers")
    }
}
