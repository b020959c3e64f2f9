//! A configuration as a part of a line: of a draft, which is evaluated each time that it is looked at, and of an order,
//! which keeps what came of it.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::model::{
    Arithmetic, Choices, Chosen, English, Kind, Model, Outcome, Parameter, State, Step, evaluate, told,
};
use super::{Edition, queries};
use crate::modules::catalogue::{Finding, Own, PriceTypeId, ProductId};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::Reader;
use crate::platform::values::{Locale, Quantity, UnitPrice};
use crate::tr;

/// What a line of a draft says of its goods.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Configuration {
    /// The edition of the model that it was calculated with.
    pub edition: u32,
    pub choices: Choices,
}

impl Configuration {
    /// Tells configurations of one product apart, in forms.
    pub fn digest(&self) -> u64 {
        let mut hash = blake3::Hasher::new();
        hash.update(&self.edition.to_be_bytes());
        hash.update(&self.choices.canonical());
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hash.finalize().as_bytes()[..8]);
        u64::from_be_bytes(bytes).max(1)
    }
}

/// A line of a draft, evaluated.
#[derive(Clone, Debug)]
pub struct Made {
    /// The edition that the line was calculated with; of a line that nobody has configured, the current one.
    pub edition: Arc<Edition>,
    /// The edition by which the product is sold now; `None`: it isn't sold made to order any more.
    pub current: Option<Arc<Edition>>,
    pub choices: Choices,
    pub outcome: Outcome,
    /// What the calculation takes instead of the book's prices.
    pub own: Own,
    price_type: PriceTypeId,
    rrp_type: Option<PriceTypeId>,
}

impl Made {
    /// Was a newer edition published since?
    pub fn moved(&self) -> bool {
        self.current
            .as_ref()
            .is_none_or(|current| current.number != self.edition.number)
    }

    /// The same choices by the edition that is current now, and the codes of what had to go; where there is one.
    pub fn renewed(&self) -> Option<(Made, Vec<String>)> {
        let current = self.current.clone()?;
        let (choices, gone) = self.choices.fitting(&current.model);
        let made = Made::of(current.clone(), Some(current), choices, self.price_type, self.rrp_type);
        Some((made, gone))
    }

    pub fn of(
        edition: Arc<Edition>,
        current: Option<Arc<Edition>>,
        choices: Choices,
        price_type: PriceTypeId,
        rrp_type: Option<PriceTypeId>,
    ) -> Made {
        let wanted: Vec<PriceTypeId> = std::iter::once(price_type).chain(rrp_type).collect();
        let outcome = evaluate(&edition.model, &choices, &wanted);
        let unit = |of: PriceTypeId| outcome.price(of).map(|priced| UnitPrice::from_money(priced.total));
        let finding = match outcome.state() {
            State::Impossible => Some(Finding::Impossible),
            State::Incomplete => Some(Finding::Unfinished),
            State::Complete => None,
        };
        let moved = current.as_ref().is_none_or(|current| current.number != edition.number);
        let own = Own {
            price: unit(price_type),
            rrp: rrp_type.and_then(unit),
            weight_g: outcome.weight_g,
            volume: outcome.volume,
            finding: match current.is_none() {
                true => Some(Finding::Removed),
                false => finding.or(moved.then_some(Finding::ModelMoved)),
            },
        };
        Made {
            edition,
            current,
            choices,
            outcome,
            own,
            price_type,
            rrp_type,
        }
    }

    /// The steps of the price and of the recommended one, each for a reader who may see that price type alone.
    pub fn steps(&self) -> (Vec<Step>, Vec<Step>) {
        let own = |of: PriceTypeId| self.outcome.price(of).map(|priced| priced.own_steps());
        (
            own(self.price_type).unwrap_or_default(),
            self.rrp_type.and_then(own).unwrap_or_default(),
        )
    }

    /// The same for a reader of this language: other words, and no other figure.
    pub fn told(&self, l: Locale) -> Cow<'_, Made> {
        let editions = std::iter::once(&self.edition).chain(&self.current);
        if l == Locale::Ru || editions.into_iter().all(|edition| edition.model.english.is_empty()) {
            return Cow::Borrowed(self);
        }
        let told = |edition: &Arc<Edition>| edition.told(l);
        Cow::Owned(Made::of(
            told(&self.edition),
            self.current.as_ref().map(told),
            self.choices.clone(),
            self.price_type,
            self.rrp_type,
        ))
    }

    /// What an order keeps of it.
    pub fn settled(&self) -> Settled {
        let (steps, rrp_steps) = self.steps();
        Settled {
            english: self.english(),
            edition: self.edition.number,
            choices: self.choices.clone(),
            said: spoken(Locale::Ru, &self.edition.model, &self.choices),
            steps,
            rrp_steps,
            days: self.outcome.days,
            volume: self.outcome.volume,
            papers: self.outcome.papers.clone(),
        }
    }
}

impl Made {
    /// What of the words that an order keeps is said otherwise to an English reader.
    fn english(&self) -> English {
        let model = &self.edition.model;
        if model.english.is_empty() {
            return English::new();
        }
        let words = |spoken: Vec<Spoken>| spoken.into_iter().flat_map(|one| [one.name, one.value]);
        let [ru, en] = [Locale::Ru, Locale::En].map(|l| words(spoken(l, model, &self.choices)));
        let (steps, rrp_steps) = self.steps();
        let named = steps.into_iter().chain(rrp_steps).map(|step| step.name);
        let named = named.chain(self.outcome.papers.iter().cloned());
        let named = named.filter_map(|name| Some((model.english.get(&name)?.clone(), name)));
        let pairs = ru.zip(en).chain(named.map(|(en, ru)| (ru, en)));
        pairs.filter(|(ru, en)| ru != en).collect()
    }
}

/// Evaluates a line. `None`: the product isn't made to order, and the line says nothing of it.
pub fn made(
    tx: &impl Reader,
    product: ProductId,
    configuration: Option<&Configuration>,
    price_type: PriceTypeId,
    rrp_type: Option<PriceTypeId>,
) -> Result<Option<Made>, Error> {
    let current = queries::current(tx, product)?;
    let (edition, choices) = match configuration {
        Some(of) => (queries::edition(tx, product, of.edition)?, of.choices.clone()),
        None => (None, Choices::default()),
    };
    // An edition is never removed; should a restored store lack one, the current one stands in for it.
    let Some(edition) = edition.or_else(|| current.clone()) else {
        return Ok(None);
    };
    Ok(Some(Made::of(edition, current, choices, price_type, rrp_type)))
}

/// A choice as people say it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spoken {
    pub name: String,
    pub value: String,
}

/// All choices by their names, in the order of the model.
pub fn spoken(l: Locale, model: &Model, choices: &Choices) -> Vec<Spoken> {
    let told = model.told(l);
    let said = told
        .as_ref()
        .unwrap_or(model)
        .parameters
        .iter()
        .filter_map(|parameter| {
            let named = |code: &String| {
                parameter
                    .value(code)
                    .map_or_else(|| code.clone(), |value| value.name.clone())
            };
            let value = match choices.get(&parameter.code)? {
                Chosen::One(one) => named(one),
                Chosen::Many(many) => many.iter().map(named).collect::<Vec<_>>().join(", "),
                Chosen::Figure(figure) => with_unit(l, *figure, unit_of(l, parameter)),
                Chosen::Text(text) => text.clone(),
            };
            Some(Spoken {
                name: parameter.name.clone(),
                value,
            })
        });
    said.collect()
}

/// A size is in millimetres, whatever its table says.
pub fn unit_of(l: Locale, parameter: &Parameter) -> &str {
    match parameter.kind {
        Kind::Size => tr!(l, "configurator-mm"),
        _ => parameter.unit.as_str(),
    }
}

pub fn with_unit(l: Locale, figure: Quantity, unit: &str) -> String {
    match unit.is_empty() {
        true => format::quantity(l, figure).to_string(),
        false => format!("{}\u{a0}{unit}", format::quantity(l, figure)),
    }
}

/// What an order keeps of a configuration: nothing in it follows the model any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The edition of the model that it was calculated with.
    pub edition: u32,
    pub choices: Choices,
    /// The choices as they were called then.
    #[serde(default)]
    pub said: Vec<Spoken>,
    /// How the price of one piece came about: for those who may see it.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// The same of the recommended price, where that tells nothing of the other.
    #[serde(default)]
    pub rrp_steps: Vec<Step>,
    /// Working days of production.
    #[serde(default)]
    pub days: Option<i64>,
    /// Cubic centimetres of one piece.
    #[serde(default)]
    pub volume: Option<i64>,
    #[serde(default)]
    pub papers: Vec<String>,
    /// What of these words is said otherwise to an English reader. What is agreed is the Russian.
    #[serde(default, skip_serializing_if = "English::is_empty")]
    pub english: English,
}

impl Settled {
    /// The same for a reader of this language.
    pub fn told(&self, l: Locale) -> Settled {
        let mut settled = self.clone();
        let say = |text: &mut String| *text = told(&self.english, l, text).to_owned();
        for spoken in &mut settled.said {
            say(&mut spoken.name);
            say(&mut spoken.value);
        }
        settled.papers.iter_mut().for_each(say);
        settled.steps = self.steps_told(l, &self.steps);
        settled.rrp_steps = self.steps_told(l, &self.rrp_steps);
        settled
    }

    /// Some of its steps, likewise.
    pub fn steps_told(&self, l: Locale, steps: &[Step]) -> Vec<Step> {
        let said = |step: &Step| Step {
            name: told(&self.english, l, &step.name).to_owned(),
            ..step.clone()
        };
        steps.iter().map(said).collect()
    }

    pub fn configuration(&self) -> Configuration {
        Configuration {
            edition: self.edition,
            choices: self.choices.clone(),
        }
    }

    /// The choices in one line: `width 2 080 mm, colour white`.
    pub fn line(&self) -> String {
        line_of(&self.said)
    }

    /// The bytes that both sides agree on: the edition, the choices, and what they were called.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = self.edition.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.choices.canonical());
        for spoken in &self.said {
            for text in [&spoken.name, &spoken.value] {
                bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
                bytes.extend_from_slice(text.as_bytes());
            }
        }
        bytes
    }

    /// What the steps come to, in minor units.
    pub fn sum(steps: &[Step]) -> i64 {
        steps.iter().fold(0, |sum, step| sum.saturating_add(step.sum))
    }

    /// Does the explanation show another price type than the buyer's own? Such were kept until steps were told by their
    /// part of the whole.
    pub fn is_share(steps: &[Step]) -> bool {
        steps.iter().any(|step| matches!(step.how, Arithmetic::Share { .. }))
    }
}

pub fn line_of(said: &[Spoken]) -> String {
    let parts = said.iter().map(|spoken| format!("{}: {}", spoken.name, spoken.value));
    parts.collect::<Vec<_>>().join("; ")
}
