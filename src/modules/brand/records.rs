//! How the look is remembered, and who may see it.

use super::model::BrandSettings;
use crate::platform::store::{Record, RecordInfo, Table};
use crate::platform::values::Scope;

pub const RECORDS: &[RecordInfo] = &[RecordInfo::of::<BrandSettings>()];

/// There is one.
pub const KEY: u8 = 1;

impl Record for BrandSettings {
    const TABLE: Table = Table::new(200, "brand_settings");
    type Key = u8;

    fn key(&self) -> u8 {
        KEY
    }
    /// What it comes to is shown to everybody; who changed it and when is the manufacturer's.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_staff()
    }
}
