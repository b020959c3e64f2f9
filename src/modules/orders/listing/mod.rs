//! The grid of orders: its filter as an address says it, the columns, the way through the index, totals and the file of
//! what is seen.

mod columns;
mod export;
mod filter;
mod row;
mod totals;
mod walk;

pub use columns::{COLUMN_KEYS, Col, columns};
pub use export::{EXPORT_MAX, Exported, export};
pub use filter::is_late;
pub use filter::{Asked, Order as Direction, OrderFilter, Places, SortBy, Typed};
pub use row::GridRow;
pub use totals::{TOTALS_MAX, TOTALS_WHOLE, Totals, counted, is_counted, totals};
pub use walk::{EXAMINED_MAX, Found, SORTED_MAX, Walk, page, sorted_page};

use crate::modules::lists::ListOf;
use crate::modules::orders::permissions;

/// The list of orders, whose views are kept.
pub const LIST: ListOf = ListOf {
    key: "orders",
    path: "/orders",
    title: "orders-title",
    permission: permissions::SEE,
    columns: &COLUMN_KEYS,
};
