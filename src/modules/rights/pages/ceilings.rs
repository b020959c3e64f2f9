//! The ceilings of the tiers: what no person of such a dealer may do, whatever role the dealer gives.

use serde::Deserialize;

use super::grantable;
use crate::modules::dealers::Tier;
use crate::modules::dealers::ceilings::{ceilings, set_ceiling};
use crate::modules::rights::views::ceilings as view;
use crate::platform::error::Error;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    tier: String,
    version: u32,
    /// What is left to the tier: what isn't named is withheld.
    right: Vec<String>,
}

pub async fn page(cx: Cx) -> Outcome {
    show(&cx, None)
}

pub async fn save(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let tier = Tier::from_code(&typed.tier).ok_or(Error::Refused(Message::new("errors-form-wrong")))?;
    let all = grantable(&cx, true).into_iter().flat_map(|(_, all)| all);
    let withheld = all.map(|permission| permission.id.to_owned());
    let withheld = withheld.filter(|id| !typed.right.contains(id)).collect();
    match set_ceiling(&cx.access, tier, typed.version, withheld).await {
        Ok(_) => {
            let tier = Message::new(tier.message());
            cx.flash(Message::new("dealers-event-ceiling").with("tier", tier))
                .await?;
            cx.redirect("/roles/ceilings")
        }
        Err(Error::Refused(why)) => show(&cx, Some(why)),
        Err(error) => Err(error),
    }
}

fn show(cx: &Cx, alert: Option<Message>) -> Outcome {
    let ceilings = ceilings(&cx.access.read()?)?;
    let sections = grantable(cx, true);
    let said = alert.as_ref().map(|message| cx.say(message));
    let head = PageHead {
        title: tr!(cx.locale, "rights-ceilings"),
        current: "/people",
    };
    let body = view::page(cx, &ceilings, &sections, said.as_deref());
    match alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}
