//! The columns of the grid: a person chooses among them; a right hides some.

use super::SortBy;
use crate::modules::orders::read_models::sees_margin;
use crate::platform::access::Sight;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Col {
    Stage,
    Buyer,
    Created,
    Planned,
    Lines,
    Weight,
    Contract,
    Author,
    OneC,
    Wished,
    Rrp,
    Margin,
    Paid,
    Sum,
}

/// Stable names in the order in which columns stand.
pub const COLUMN_KEYS: [&str; 14] = [
    "stage", "buyer", "created", "planned", "lines", "weight", "contract", "author", "one-c", "wished", "rrp",
    "margin", "paid", "sum",
];

impl Col {
    pub const ALL: [Col; 14] = [
        Col::Stage,
        Col::Buyer,
        Col::Created,
        Col::Planned,
        Col::Lines,
        Col::Weight,
        Col::Contract,
        Col::Author,
        Col::OneC,
        Col::Wished,
        Col::Rrp,
        Col::Margin,
        Col::Paid,
        Col::Sum,
    ];
    /// What the list comes with.
    pub const DEFAULT: [Col; 6] = [
        Col::Stage,
        Col::Buyer,
        Col::Created,
        Col::Planned,
        Col::Margin,
        Col::Sum,
    ];

    pub fn key(self) -> &'static str {
        COLUMN_KEYS[self as usize]
    }

    pub fn from_key(key: &str) -> Option<Col> {
        Col::ALL.into_iter().find(|col| col.key() == key)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Col::Stage => "orders-col-stage",
            Col::Buyer => "orders-col-buyer",
            Col::Created => "orders-col-created",
            Col::Planned => "orders-col-planned",
            Col::Lines => "orders-col-lines",
            Col::Weight => "orders-weight",
            Col::Contract => "orders-field-contract",
            Col::Author => "orders-field-author",
            Col::OneC => "orders-field-one-c-number",
            Col::Wished => "orders-field-wished",
            Col::Rrp => "orders-col-rrp",
            Col::Margin => "orders-margin",
            Col::Paid => "orders-paid",
            Col::Sum => "orders-col-sum",
        }
    }

    /// A reader without the right is not even offered the column.
    pub fn is_open_to(self, sight: Sight) -> bool {
        match self {
            Col::Margin => sees_margin(sight),
            Col::Sum => sight.purchase_price,
            Col::Paid => sight.finance && sight.purchase_price,
            _ => true,
        }
    }

    pub const fn sort(self) -> Option<SortBy> {
        match self {
            Col::Stage => Some(SortBy::Stage),
            Col::Buyer => Some(SortBy::Buyer),
            Col::Created => Some(SortBy::Created),
            Col::Planned => Some(SortBy::Planned),
            Col::Lines => Some(SortBy::Lines),
            Col::Weight => Some(SortBy::Weight),
            Col::Margin => Some(SortBy::Margin),
            Col::Sum => Some(SortBy::Sum),
            _ => None,
        }
    }
}

/// What to show: what the address names, otherwise what the person is used to, otherwise what the list comes with. Never
/// what the reader may not see.
pub fn columns(named: &str, habit: &[String], sight: Sight) -> Vec<Col> {
    let known = |key: &str| Col::from_key(key).filter(|col| col.is_open_to(sight));
    let mut chosen: Vec<Col> = named.split('.').filter_map(known).collect();
    if chosen.is_empty() {
        chosen = habit.iter().filter_map(|key| known(key)).collect();
    }
    if chosen.is_empty() {
        chosen = Col::DEFAULT.into_iter().filter(|col| col.is_open_to(sight)).collect();
    }
    Col::ALL.into_iter().filter(|col| chosen.contains(col)).collect()
}
