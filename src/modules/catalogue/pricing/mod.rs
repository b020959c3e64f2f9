//! What things cost whom: the tax, the terms of a contract, and the calculation of lines.

mod calculation;
mod deal;
mod vat;

pub use calculation::{
    Asked, Calculation, Finding, LINES_MAX, Line, LinePrice, LineRrp, Margin, NoMargin, Own, QUANTITY_MAX, Terms,
    Totals, VatShare, times,
};
pub use deal::Deal;
pub use vat::{StoredVat, VAT_TABLE, VatCase, VatClass, VatRegime, VatRow, VatTable};
