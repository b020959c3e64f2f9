//! Prices by width and height.

use serde::{Deserialize, Serialize};

use super::Choices;
use crate::modules::catalogue::PriceTypeId;
use crate::platform::values::Quantity;

/// How a size between two of the table is priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lookup {
    /// As the next size of the table above it, in both directions.
    UpToNext,
    /// Straight between the four sizes around it, in both directions, rounded half up to this many minor units.
    Linear { unit: i64 },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matrix {
    pub code: String,
    /// The parameters of its sides.
    pub width: String,
    pub height: String,
    pub lookup: Lookup,
    /// For each price type that has figures of its own. What can't be made has no price in the first.
    pub tables: Vec<MatrixTable>,
}

/// Sizes in millimetres, ascending; prices in ten-thousandths, row by row (a row is a height).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixTable {
    pub price_type: PriceTypeId,
    pub widths: Vec<i64>,
    pub heights: Vec<i64>,
    pub cells: Vec<Option<i64>>,
}

/// Where a size lies on an axis: the marks below and above it; the same where it is one of them.
fn around(axis: &[i64], size: i64) -> Option<(usize, usize)> {
    let above = axis.partition_point(|mark| *mark < size);
    if above >= axis.len() {
        return None;
    }
    match axis[above] == size {
        true => Some((above, above)),
        false => above.checked_sub(1).map(|below| (below, above)),
    }
}

/// A price found in a table, and the marks that it was found at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Minor units, times the precision of the table.
    pub minor: i64,
    pub width: i64,
    pub height: i64,
}

impl MatrixTable {
    pub fn cell(&self, column: usize, row: usize) -> Option<i64> {
        self.cells
            .get(row.checked_mul(self.widths.len())? + column)
            .copied()
            .flatten()
    }

    /// `None`: outside of the table, or where it has no price.
    pub fn find(&self, lookup: Lookup, width: i64, height: i64) -> Option<Found> {
        match lookup {
            Lookup::UpToNext => {
                let column = self.widths.partition_point(|mark| *mark < width);
                let row = self.heights.partition_point(|mark| *mark < height);
                let e4 = self
                    .cell(column, row)
                    .filter(|_| column < self.widths.len() && row < self.heights.len())?;
                let minor = half_up(i128::from(e4), 100)?;
                Some(Found {
                    minor,
                    width: self.widths[column],
                    height: self.heights[row],
                })
            }
            Lookup::Linear { unit } => {
                let (left, right) = around(&self.widths, width)?;
                let (low, high) = around(&self.heights, height)?;
                let corner = |column: usize, row: usize| self.cell(column, row).map(i128::from);
                let (dx, dy) = (
                    self.widths[right] - self.widths[left],
                    self.heights[high] - self.heights[low],
                );
                let (x, y) = (
                    i128::from(width - self.widths[left]),
                    i128::from(height - self.heights[low]),
                );
                let (dx, dy) = (i128::from(dx.max(1)), i128::from(dy.max(1)));
                let sum = [
                    corner(left, low)?.checked_mul((dx - x).checked_mul(dy - y)?)?,
                    corner(right, low)?.checked_mul(x.checked_mul(dy - y)?)?,
                    corner(left, high)?.checked_mul((dx - x).checked_mul(y)?)?,
                    corner(right, high)?.checked_mul(x.checked_mul(y)?)?,
                ];
                let sum = sum.into_iter().try_fold(0_i128, i128::checked_add)?;
                let unit = unit.clamp(1, 1_000_000);
                let rounded = half_up(sum, dx.checked_mul(dy)?.checked_mul(100 * i128::from(unit))?)?;
                Some(Found {
                    minor: rounded.checked_mul(unit)?,
                    width,
                    height,
                })
            }
        }
    }
}

impl Matrix {
    /// Millimetres of both sides, where both are chosen.
    pub fn sides(&self, choices: &Choices) -> Option<(i64, i64)> {
        let mm = |code: &str| choices.figure(code).map(millimetres);
        Some((mm(&self.width)?, mm(&self.height)?))
    }

    pub fn table(&self, price_type: PriceTypeId) -> Option<&MatrixTable> {
        self.tables.iter().find(|table| table.price_type == price_type)
    }
}

pub fn millimetres(size: Quantity) -> i64 {
    size.thousandths().div_euclid(1_000)
}

/// Rounded half up, away from zero; `None` where it doesn't fit.
pub(super) fn half_up(numerator: i128, denominator: i128) -> Option<i64> {
    let half = denominator / 2;
    let shifted = match numerator >= 0 {
        true => numerator.checked_add(half)?,
        false => numerator.checked_sub(half)?,
    };
    i64::try_from(shifted.checked_div(denominator)?).ok()
}
