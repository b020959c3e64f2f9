//! Periodic work, as data: what runs when, and what came of it.

use std::future::Future;
use std::pin::Pin;

use crate::platform::access::Access;
use crate::platform::error::Error;

pub type Work = fn(Access) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// A job: a stable name, a schedule (cron with seconds, in the manufacturer's zone) and what it does.
#[derive(Clone, Copy)]
pub struct Job {
    pub name: &'static str,
    pub schedule: &'static str,
    pub work: Work,
}
