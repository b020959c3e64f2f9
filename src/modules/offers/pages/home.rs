//! What offers add to the home page: clients who took an offer or asked, and wait.

use super::dealer;
use crate::modules::offers::permissions::MAKE;
use crate::modules::offers::{AnswerKind, queries};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::ReadTx;
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
        let accepted = matches!(answer.kind, AnswerKind::Accepted(_));
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
