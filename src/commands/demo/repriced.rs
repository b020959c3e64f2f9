//! The prices of today in the demonstration: some moved after drafts and offers were made, so that the page of changed
//! prices and the bell have something to tell.

use super::catalogue::take;
use crate::platform::access::Access;

const PRICES: &str = include_str!("../../../assets/demo/prices_later.xml");

/// Lets the exchange take them, by the folder, as at every other time.
pub async fn exchange(access: &Access) -> anyhow::Result<()> {
    take(access, &[("prices/prices_2.xml", PRICES.as_bytes())]).await
}
