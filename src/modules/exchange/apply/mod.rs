//! From what 1C said to what we keep: in bounded batches, each one commit, each with a checkpoint.
//!
//! Catalogue rows are prepared on the reading thread (ids derived, references looked up), worked out into stored rows on
//! another beside the writer, and written by batches of [`BATCH_ROWS`]: one journal entry a batch, with the rows as they
//! were before. Orders, payments and shipments are one
//! entry each, through the orders module. An unknown reference becomes a stub and is resolved when the thing itself
//! comes; what is absent is never deleted.

mod batch;
mod directory;
mod events;
mod flow;
mod line_days;
mod ops;
mod orders;
mod papers;
mod parties;
mod pending;
mod prepare;
mod statuses;

#[cfg(test)]
mod tests;

pub use events::ExchangeEvent;
pub(super) use flow::merge;
pub use flow::{Applied, Target, apply};
pub use papers::take_left;
pub use statuses::usual as usual_statuses;

/// Rows of the catalogue that are written in one commit: some 50 ms, which is what people may have to wait.
pub const BATCH_ROWS: usize = 4_000;
/// The same of a sweep, whose rows the writer works out itself.
pub const SWEPT_ROWS: usize = 2_000;

/// The texts of a report about rows that could be read but not fully applied.
pub(super) mod words {
    pub const PRICE_TYPE_UNKNOWN: &str = "exchange-applied-price-type-unknown";
    pub const WAREHOUSE_UNKNOWN: &str = "exchange-applied-warehouse-unknown";
    pub const GROUP_UNKNOWN: &str = "exchange-applied-group-unknown";
    pub const PRODUCT_UNKNOWN: &str = "exchange-applied-product-unknown";
    pub const PRICE_TYPES_MANY: &str = "exchange-applied-price-types-many";
    pub const PICTURE_MISSING: &str = "exchange-applied-picture-missing";
    pub const PARTY_WAITS: &str = "exchange-applied-counterparty-waits";
    pub const ORDER_UNKNOWN: &str = "exchange-applied-order-unknown";
    pub const ORDER_REFUSED: &str = "exchange-applied-order-refused";
    pub const ORDER_PART: &str = "exchange-applied-order-part";
    pub const LINE_DAY: &str = "exchange-applied-line-day";
    pub const STATUS_UNKNOWN: &str = "exchange-applied-status-unknown";
    pub const STATUS_HANDED: &str = "exchange-applied-status-handed";
    pub const STATUS_GONE: &str = "exchange-applied-status-gone";
    pub const PAPER_WAITS: &str = "exchange-applied-paper-waits";
    pub const PAPER_STRAY: &str = "exchange-applied-paper-stray";
    pub const NAME_TWICE: &str = "exchange-applied-name-twice";
    pub const PAPER_COMPLETED: &str = "exchange-applied-paper-completed";
    pub const PLAN_WITHDRAWN: &str = "exchange-applied-plan-withdrawn";
}
