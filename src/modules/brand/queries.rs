//! Reading the look.

use super::model::BrandSettings;
use super::records::KEY;
use crate::platform::error::Error;
use crate::platform::store::Reader;

/// What was set; nothing yet is a record of version 0.
pub fn settings(tx: &impl Reader) -> Result<BrandSettings, Error> {
    Ok(tx.get::<BrandSettings>(&KEY)?.unwrap_or_default())
}
