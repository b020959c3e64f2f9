//! A product that is made to order, as a pure model: what can be chosen, which choices don't go together, and what each
//! costs. Nothing here reads a store or a clock; figures are integers; every text and list is bounded.
//!
//! Whatever a model says, an evaluation answers: a condition about an unknown parameter never holds, a price that is
//! missing is said, a sum that doesn't fit is said. What an administrator should mend is found by `check` before a model
//! is published.

mod check;
mod choices;
mod english;
mod evaluate;
mod matrix;
mod nearest;
mod pricing;

use serde::{Deserialize, Serialize};

use crate::modules::catalogue::PriceTypeId;
use crate::platform::values::{Currency, Quantity};

pub use check::{Defect, Sheet, check};
pub use choices::{Choices, Chosen, TOKEN_MAX};
pub use english::{English, told};
pub use evaluate::{Outcome, State, Violation, Why, evaluate, violations};
pub use matrix::{Lookup, Matrix, MatrixTable};
pub use nearest::{Nearest, nearest};
pub use pricing::{Arithmetic, Priced, Size, Step, Unpriced, price};

/// Bounds of a model. A real one has a tenth of each.
pub const PARAMETERS_MAX: usize = 60;
pub const VALUES_MAX: usize = 200;
pub const RULES_MAX: usize = 500;
pub const PARTS_MAX: usize = 300;
pub const FACTS_MAX: usize = 300;
pub const MATRICES_MAX: usize = 20;
pub const COLUMNS_MAX: usize = 16;
/// Widths or heights of one matrix: a sheet keeps 40 columns.
pub const AXIS_MAX: usize = 38;
/// The longest name or explanation, in characters.
pub const NAME_MAX: usize = 200;
/// The longest code, in characters.
pub const CODE_MAX: usize = 40;
/// The longest text that a buyer may write into one parameter, in characters.
pub const TEXT_MAX: usize = 300;

/// The model of one product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    #[serde(default)]
    pub rules: Vec<Rule>,
    /// The price types that it knows; figures of parts stand in this order.
    #[serde(default)]
    pub columns: Vec<Column>,
    #[serde(default)]
    pub parts: Vec<Part>,
    #[serde(default)]
    pub matrices: Vec<Matrix>,
    #[serde(default)]
    pub facts: Vec<Fact>,
    #[serde(default)]
    pub drawing: Option<Drawing>,
    /// Texts for an English reader.
    #[serde(default, skip_serializing_if = "English::is_empty")]
    pub english: English,
}

/// What kind of choice a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    One,
    Many,
    /// One of values that are shown with their colour.
    Colour,
    Number,
    /// Whole millimetres.
    Size,
    Text,
}

impl Kind {
    pub const ALL: [Kind; 6] = [
        Kind::One,
        Kind::Many,
        Kind::Colour,
        Kind::Number,
        Kind::Size,
        Kind::Text,
    ];

    /// Is it chosen among values?
    pub fn listed(self) -> bool {
        matches!(self, Kind::One | Kind::Many | Kind::Colour)
    }

    pub fn figure(self) -> bool {
        matches!(self, Kind::Number | Kind::Size)
    }
}

/// Something that the buyer chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    pub code: String,
    pub name: String,
    /// The heading that it stands under.
    #[serde(default)]
    pub section: String,
    pub kind: Kind,
    #[serde(default)]
    pub required: bool,
    /// A figure's limits, or how many values may be chosen, or (the upper one) the length of a text.
    #[serde(default)]
    pub min: Option<Quantity>,
    #[serde(default)]
    pub max: Option<Quantity>,
    /// Zero: any figure.
    #[serde(default)]
    pub step: Quantity,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub hint: String,
    /// What is chosen at the beginning, as it would be typed; several codes are separated by commas.
    #[serde(default)]
    pub initial: String,
    #[serde(default)]
    pub values: Vec<Value>,
}

impl Parameter {
    pub fn value(&self, code: &str) -> Option<&Value> {
        self.values.iter().find(|value| value.code == code)
    }

    /// The step of a figure: sizes are whole millimetres.
    pub fn step(&self) -> Quantity {
        match self.kind {
            Kind::Size if self.step < Quantity::ONE => Quantity::ONE,
            _ => self.step,
        }
    }
}

/// One of the values of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    pub code: String,
    pub name: String,
    /// Red, green, blue.
    #[serde(default)]
    pub colour: Option<u32>,
    /// The leaves that the drawing shows, from left to right, a sign each (see [`Drawing`]).
    #[serde(default)]
    pub sketch: String,
}

/// Holds when the chosen value is among these, and so on. All conditions of a list must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub parameter: String,
    pub test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Test {
    /// One of these is chosen; [`ANY`]: something is.
    Is(Vec<String>),
    /// None of these is chosen, and something is (of several: perhaps nothing).
    Not(Vec<String>),
    Less(Quantity),
    AtMost(Quantity),
    AtLeast(Quantity),
    More(Quantity),
}

/// Stands for every value in [`Test::Is`].
pub const ANY: &str = "*";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Empty: always.
    #[serde(default)]
    pub when: Vec<Condition>,
    pub effect: Effect,
    /// Said to the buyer.
    #[serde(default)]
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// One of these values must be chosen.
    Requires { parameter: String, values: Vec<String> },
    /// None of these may be.
    Excludes { parameter: String, values: Vec<String> },
    Limit {
        of: Extent,
        #[serde(default)]
        min: Option<Quantity>,
        #[serde(default)]
        max: Option<Quantity>,
    },
}

/// What is measured. Limits and prices of areas are in square metres, of lengths in metres; a limit of one size alone is
/// in millimetres, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// The figure of a parameter as it is.
    Figure(String),
    /// The product of two sizes.
    Area(String, String),
    /// Sizes, each so many times: twice the width and twice the height is a perimeter.
    Length(Vec<(u8, String)>),
}

impl Extent {
    pub fn parameters(&self) -> Vec<&str> {
        match self {
            Extent::Figure(code) => vec![code.as_str()],
            Extent::Area(a, b) => vec![a.as_str(), b.as_str()],
            Extent::Length(terms) => terms.iter().map(|(_, code)| code.as_str()).collect(),
        }
    }
}

/// A price type that the model has figures for, or takes as a share of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub price_type: PriceTypeId,
    /// As it was called when the model was written.
    pub name: String,
    pub currency: Currency,
    /// Ten-thousandths of a percent of another column: 92 % is 920 000. `None`: figures of its own.
    #[serde(default)]
    pub share: Option<(PriceTypeId, i64)>,
}

/// A part of the price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    #[serde(default)]
    pub when: Vec<Condition>,
    pub by: By,
    /// Less than this is counted as this: square metres, metres, pieces.
    #[serde(default)]
    pub minimum: Option<Quantity>,
    /// Does a percentage «of the base» count it?
    #[serde(default)]
    pub base: bool,
    /// Ten-thousandths of the currency, or of a percent, a column each.
    #[serde(default)]
    pub figures: Vec<Option<i64>>,
}

/// What a part's price is multiplied by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Once.
    Fixed,
    /// By a figure that is chosen.
    Piece(String),
    Area(String, String),
    Length(Vec<(u8, String)>),
    /// So many percent of the parts above that are the base.
    PercentOfBase,
    /// So many percent of all the parts above.
    PercentOfAll,
    Matrix(String),
}

impl By {
    pub fn extent(&self) -> Option<Extent> {
        match self {
            By::Piece(code) => Some(Extent::Figure(code.clone())),
            By::Area(a, b) => Some(Extent::Area(a.clone(), b.clone())),
            By::Length(terms) => Some(Extent::Length(terms.clone())),
            By::Fixed | By::PercentOfBase | By::PercentOfAll | By::Matrix(_) => None,
        }
    }
}

/// What a configuration has besides a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub what: What,
    /// What makes it so: «plating», or the name of the paper.
    pub name: String,
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Percentages and matrices are of no use here.
    pub by: By,
    /// Kilograms, cubic metres, days; of a paper nothing.
    #[serde(default)]
    pub figure: Quantity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    Weight,
    Volume,
    Days,
    Paper,
}

impl What {
    pub const ALL: [What; 4] = [What::Weight, What::Volume, What::Days, What::Paper];
}

/// A drawing to scale: a frame of two sizes with leaves side by side. In a value's `sketch` a leaf is `-` fixed, `<` hung
/// on the left, `>` hung on the right, `^` tilting, `(` or `)` tilting and turning, `=` a shelf or a plain panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    pub width: String,
    pub height: String,
    /// The parameter whose value has the leaves.
    #[serde(default)]
    pub leaves: String,
    /// The parameter whose value has the frame's colour.
    #[serde(default)]
    pub colour: String,
}

impl Model {
    pub fn parameter(&self, code: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.code == code)
    }

    /// The same model with other price types: figures stay with theirs, and go with those that have none of their own any
    /// more. The latter are named.
    pub fn with_columns(mut self, columns: Vec<Column>) -> (Model, Vec<String>) {
        let own = |columns: &[Column], of: PriceTypeId| {
            let at = columns.iter().position(|column| column.price_type == of)?;
            columns[at].share.is_none().then_some(at)
        };
        let had = |at: usize, of: PriceTypeId| {
            let in_parts = self
                .parts
                .iter()
                .any(|part| part.figures.get(at).is_some_and(Option::is_some));
            let mut tables = self.matrices.iter().flat_map(|matrix| &matrix.tables);
            in_parts || tables.any(|table| table.price_type == of)
        };
        let before = self.columns.iter().enumerate();
        let lost = before
            .filter(|(at, column)| had(*at, column.price_type) && own(&columns, column.price_type).is_none())
            .map(|(_, column)| column.name.clone())
            .collect();
        for part in &mut self.parts {
            let figure = |column: &Column| {
                let at = own(&self.columns, column.price_type).filter(|_| column.share.is_none())?;
                part.figures.get(at).copied().flatten()
            };
            part.figures = columns.iter().map(figure).collect();
        }
        for matrix in &mut self.matrices {
            matrix.tables.retain(|table| own(&columns, table.price_type).is_some());
        }
        self.columns = columns;
        (self, lost)
    }

    pub fn column(&self, price_type: PriceTypeId) -> Option<usize> {
        self.columns.iter().position(|column| column.price_type == price_type)
    }

    /// What is chosen before anybody has chosen.
    pub fn initial(&self) -> Choices {
        let mut choices = Choices::default();
        for parameter in &self.parameters {
            let initial = parameter.initial.trim();
            if initial.is_empty() {
                continue;
            }
            if let Ok(Some(chosen)) = Chosen::read(parameter, &[initial]) {
                choices.set(&parameter.code, Some(chosen));
            }
        }
        choices
    }
}
