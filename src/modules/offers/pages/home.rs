//! What offers add to the home page: clients who took an offer or asked, and wait.

use super::dealer;
use crate::modules::offers::permissions::MAKE;
use crate::modules::offers::{AnswerKind, queries};
use crate::modules::orders::Order;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// Offers that are named.
const SHOWN: usize = 4;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(MAKE) || cx.access.scope().dealer().is_none() {
        return Ok(());
    }
    let l = cx.locale;
    for offer in queries::waiting(tx, dealer(cx)?, SHOWN)? {
        let Some(answer) = offer.waiting().last() else { continue };
        let taken = match offer.acceptance() {
            Some((_, variant)) => offer.variants.get(variant).map(|variant| variant.source.order()),
            None => None,
        };
        // Its draft was sent already: the client's word was heard.
        let sent = match taken {
            Some(order) => tx.get::<Order>(&order)?.is_some(),
            None => false,
        };
        let accepted = matches!(answer.kind, AnswerKind::Accepted(_));
        if accepted && sent {
            continue;
        }
        let what = match accepted {
            true => tr!(
                l,
                "offers-home-accepted",
                client = answer.name.as_str(),
                number = offer.number
            ),
            false => tr!(
                l,
                "offers-home-asked",
                client = answer.name.as_str(),
                number = offer.number
            ),
        };
        home.tasks.push(HomeTask {
            icon: icon!("file-invoice"),
            pressing: true,
            what,
            why: format!("{} · {}", offer.title, format::datetime(answer.at, &cx.zone)),
            action: (tr!(l, "offers-open").to_owned(), format!("/offers/{}", offer.id)),
        });
    }
    Ok(())
}
