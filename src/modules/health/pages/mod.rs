//! The administrator's page of the installation's state.

use super::facts::gather;
use super::{model, views};
use crate::platform::access::Access;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub const HERE: &str = "/admin/health";

pub async fn page(cx: Cx) -> Outcome {
    // The route asks for an administrator; some of the figures are of machinery that nobody else has in scope.
    let tx = Access::system(cx.services(), "health").read()?;
    let facts = gather(cx.services(), &tx, &cx.services().zone).await?;
    let slowest = model::slowest(cx.portal.traffic.now());
    let head = PageHead {
        title: tr!(cx.locale, "health-title"),
        current: HERE,
    };
    cx.page(head, views::page(&cx, &facts, &slowest))
}
