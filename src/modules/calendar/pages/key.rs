//! The reader's own address of the calendar feed.

use super::HERE;
use crate::modules::calendar::actions;
use crate::platform::web::{Cx, Outcome, Shown, fresh_secret};

/// What a new secret opens: the calendar of who made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Own;

/// Where the card of the feed is.
const CARD: &str = "#feed";

pub async fn make(cx: Cx) -> Outcome {
    let (secret, member) = (fresh_secret(), cx.person()?.member.id);
    actions::renew(&cx.access, member, &secret).await?;
    cx.part::<Shown<Own>>().put(Own, member, secret, cx.access.now());
    cx.redirect(&format!("{HERE}{CARD}"))
}

pub async fn revoke(cx: Cx) -> Outcome {
    actions::revoke(&cx.access, cx.person()?.member.id).await?;
    cx.redirect(&format!("{HERE}{CARD}"))
}
