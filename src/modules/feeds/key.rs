//! The secrets in addresses of feeds.

use super::FeedId;
use crate::platform::web;

pub use crate::platform::web::{fresh_secret as fresh, hash_of_secret as hash_of};

/// New secrets on their way to the page of their feed.
pub type Shown = web::Shown<FeedId>;
