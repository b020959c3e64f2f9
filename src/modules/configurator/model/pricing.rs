//! The price of choices, with its arithmetic: each step is rounded half up to the minor unit by itself, and the price is
//! the sum of its steps.

use serde::{Deserialize, Serialize};

use super::evaluate::hold;
use super::matrix::{half_up, millimetres};
use super::{By, Choices, Extent, Model, Part};
use crate::modules::catalogue::PriceTypeId;
use crate::platform::values::{Currency, Money, Quantity};

/// The largest price of one piece, in minor units: ten billions of roubles.
const PRICE_MAX: i64 = 1_000_000_000_000;

/// How much of something there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Size {
    Count(Quantity),
    /// Millimetres.
    Length(i64),
    /// Square millimetres: millionths of a square metre.
    Area(i64),
}

/// How a step came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Arithmetic {
    Once,
    /// `size` times `price` ten-thousandths; `raised`: less was asked for, and the minimum is counted.
    Times {
        size: Size,
        price: i64,
        raised: bool,
    },
    /// `percent` ten-thousandths of a percent of `of` minor units.
    Percent {
        percent: i64,
        of: i64,
    },
    /// A price of a table at these millimetres; between its marks where `linear`.
    Table {
        width: i64,
        height: i64,
        linear: bool,
    },
    /// A share of the sum of all steps above: a price type that is taken from another one.
    Share {
        percent: i64,
        of: i64,
    },
    /// A part of a price that is taken from another one: how much there is of it, and nothing of the other's figures.
    Within {
        size: Option<Size>,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub name: String,
    pub how: Arithmetic,
    /// Minor units.
    pub sum: i64,
}

/// A price by one price type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    pub total: Money,
    pub steps: Vec<Step>,
    /// Taken from another price type, which the steps show: not for readers who may not see that one.
    pub derived: bool,
}

impl Priced {
    /// The steps for a reader who may see this price type and no other: of a share of another type each step takes its
    /// part of the whole, so that neither the other's figures nor the percentage can be told from them.
    pub fn own_steps(&self) -> Vec<Step> {
        let parts = match self.steps.split_last() {
            Some((last, parts)) if self.derived && matches!(last.how, Arithmetic::Share { .. }) => parts,
            _ => return self.steps.clone(),
        };
        let base = parts.iter().fold(0_i128, |sum, step| sum + i128::from(step.sum));
        let whole = i128::from(self.total.minor);
        let (mut reached, mut given) = (0_i128, 0_i64);
        let share = |step: &Step| {
            reached += i128::from(step.sum);
            // What the steps up to this one come to is rounded, not each of them: the last one closes the sum exactly.
            let upto = if base == 0 {
                0
            } else {
                (2 * reached * whole + base).div_euclid(2 * base)
            };
            let upto = i64::try_from(upto).unwrap_or(given);
            let sum = upto.saturating_sub(given);
            given = upto;
            let size = match step.how {
                Arithmetic::Times { size, .. } => Some(size),
                _ => None,
            };
            Step {
                name: step.name.clone(),
                how: Arithmetic::Within { size },
                sum,
            }
        };
        parts.iter().map(share).collect()
    }
}

/// Why there is no price by a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpriced {
    /// The model has no figures for this price type.
    Column,
    /// A part in force has none.
    Part,
    /// It comes to less than nothing, or to more than fits.
    Size,
}

/// Prices choices by a type. What is missing or impossible is not looked at here.
pub fn price(model: &Model, choices: &Choices, price_type: PriceTypeId) -> Result<Priced, Unpriced> {
    let column = model.column(price_type).ok_or(Unpriced::Column)?;
    let of = &model.columns[column];
    let Some((from, percent)) = of.share else {
        let steps = steps(model, choices, column)?;
        return closed(steps, of.currency, false);
    };
    let base = model.column(from).ok_or(Unpriced::Column)?;
    // A share of a share is not followed: rings would have no end.
    if model.columns[base].share.is_some() || model.columns[base].currency != of.currency {
        return Err(Unpriced::Column);
    }
    let mut steps = steps(model, choices, base)?;
    let sum = total(&steps)?;
    let whole = percent_of(sum, percent).ok_or(Unpriced::Size)?;
    steps.push(Step {
        name: String::new(),
        how: Arithmetic::Share { percent, of: sum },
        sum: whole.checked_sub(sum).ok_or(Unpriced::Size)?,
    });
    closed(steps, of.currency, true)
}

fn closed(steps: Vec<Step>, currency: Currency, derived: bool) -> Result<Priced, Unpriced> {
    let total = total(&steps)?;
    match (0..=PRICE_MAX).contains(&total) {
        true => Ok(Priced {
            total: Money::new(total, currency),
            steps,
            derived,
        }),
        false => Err(Unpriced::Size),
    }
}

fn total(steps: &[Step]) -> Result<i64, Unpriced> {
    let sum = steps.iter().try_fold(0_i64, |sum, step| sum.checked_add(step.sum));
    sum.ok_or(Unpriced::Size)
}

fn steps(model: &Model, choices: &Choices, column: usize) -> Result<Vec<Step>, Unpriced> {
    let mut steps = Vec::new();
    let (mut base, mut all) = (0_i64, 0_i64);
    for part in model.parts.iter().filter(|part| hold(&part.when, choices)) {
        let (how, sum) = step(model, part, choices, column, (base, all))?;
        all = all.checked_add(sum).ok_or(Unpriced::Size)?;
        if part.base {
            base = base.checked_add(sum).ok_or(Unpriced::Size)?;
        }
        steps.push(Step {
            name: part.name.clone(),
            how,
            sum,
        });
    }
    Ok(steps)
}

fn step(
    model: &Model,
    part: &Part,
    choices: &Choices,
    column: usize,
    (base, all): (i64, i64),
) -> Result<(Arithmetic, i64), Unpriced> {
    let figure = || part.figures.get(column).copied().flatten().ok_or(Unpriced::Part);
    let percent = |of: i64| {
        let percent = figure()?;
        let sum = percent_of(of, percent).ok_or(Unpriced::Size)?;
        Ok((Arithmetic::Percent { percent, of }, sum))
    };
    match &part.by {
        By::Fixed => Ok((
            Arithmetic::Once,
            half_up(i128::from(figure()?), 100).ok_or(Unpriced::Size)?,
        )),
        By::PercentOfBase => percent(base),
        By::PercentOfAll => percent(all),
        By::Matrix(code) => {
            let matrix = model
                .matrices
                .iter()
                .find(|matrix| matrix.code == *code)
                .ok_or(Unpriced::Part)?;
            let (width, height) = matrix.sides(choices).ok_or(Unpriced::Part)?;
            let table = matrix.table(model.columns[column].price_type).ok_or(Unpriced::Part)?;
            let found = table.find(matrix.lookup, width, height).ok_or(Unpriced::Part)?;
            let linear = matrix.lookup != super::Lookup::UpToNext;
            Ok((
                Arithmetic::Table {
                    width: found.width,
                    height: found.height,
                    linear,
                },
                found.minor,
            ))
        }
        by => {
            let extent = by.extent().ok_or(Unpriced::Part)?;
            let asked = extent_of(&extent, choices).ok_or(Unpriced::Part)?;
            let (size, raised) = raised(asked, part.minimum);
            let price = figure()?;
            let sum = times_minor(price, size).ok_or(Unpriced::Size)?;
            Ok((Arithmetic::Times { size, price, raised }, sum))
        }
    }
}

/// A percentage in ten-thousandths of minor units.
fn percent_of(of: i64, percent: i64) -> Option<i64> {
    half_up(i128::from(of) * i128::from(percent), 1_000_000)
}

pub(super) fn extent_of(extent: &Extent, choices: &Choices) -> Option<Size> {
    match extent {
        Extent::Figure(code) => choices.figure(code).map(Size::Count),
        Extent::Area(a, b) => {
            let (a, b) = (millimetres(choices.figure(a)?), millimetres(choices.figure(b)?));
            a.checked_mul(b).map(Size::Area)
        }
        Extent::Length(terms) => {
            let sum = terms.iter().try_fold(0_i64, |sum, (times, code)| {
                let mm = millimetres(choices.figure(code)?);
                sum.checked_add(i64::from(*times).checked_mul(mm)?)
            });
            sum.map(Size::Length)
        }
    }
}

/// The minimum where less was asked for.
fn raised(size: Size, minimum: Option<Quantity>) -> (Size, bool) {
    let Some(minimum) = minimum else { return (size, false) };
    let least = match size {
        Size::Count(_) => Size::Count(minimum),
        Size::Length(_) => Size::Length(minimum.thousandths()),
        Size::Area(_) => Size::Area(minimum.thousandths().saturating_mul(1_000)),
    };
    match plain(size) < plain(least) {
        true => (least, true),
        false => (size, false),
    }
}

fn plain(size: Size) -> i64 {
    match size {
        Size::Count(count) => count.thousandths(),
        Size::Length(mm) | Size::Area(mm) => mm,
    }
}

/// What `size` has of a unit: thousandths, or millionths of an area.
fn unit(size: Size) -> i128 {
    match size {
        Size::Count(_) | Size::Length(_) => 1_000,
        Size::Area(_) => 1_000_000,
    }
}

/// Ten-thousandths of a price times a size, in minor units.
fn times_minor(price: i64, size: Size) -> Option<i64> {
    half_up(i128::from(price) * i128::from(plain(size)), unit(size) * 100)
}

/// A figure times a size, in the figure's own unit.
pub(super) fn times(figure: i64, size: Size) -> Option<i64> {
    half_up(i128::from(figure) * i128::from(plain(size)), unit(size))
}
