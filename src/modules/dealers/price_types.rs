//! The price types that a contract may name. The catalogue owns them and stands above this module, so it hands in the
//! way to read them.

use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::Currency;

/// A price type as a contract's form offers it.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceTypeChoice {
    pub id: uuid::Uuid,
    pub name: String,
    pub currency: Currency,
}

/// Lists the price types. Until a higher module provides its own, there are none, and a contract keeps the name only.
pub struct PriceTypes(pub fn(&ReadTx) -> Result<Vec<PriceTypeChoice>, Error>);

impl Default for PriceTypes {
    fn default() -> PriceTypes {
        PriceTypes(|_| Ok(Vec::new()))
    }
}
