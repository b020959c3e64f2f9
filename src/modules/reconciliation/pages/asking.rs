//! Asking for a reconciliation: a contract, then a period.

use serde::Deserialize;

use super::HERE;
use crate::modules::dealers::Dealer;
use crate::modules::reconciliation::actions::{self, Asking, known, may_answer};
use crate::modules::reconciliation::model::{Act, ActId, quarter};
use crate::modules::reconciliation::views::asking as view;
use crate::modules::settlements::{Filter, Settlement, SettlementId, as_of, page as settlements};
use crate::platform::error::Error;
use crate::platform::i18n::{format, parse_day};
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, Day, Message, Moment};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

/// Contracts of one page.
const ROWS: usize = 50;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Made when the form is drawn, so that pressing twice asks once.
    pub id: String,
    pub contract: String,
    pub from: String,
    pub to: String,
    /// The open one that is made anew.
    pub instead: String,
    pub after: String,
}

/// What the form says of a contract.
pub struct Ledger {
    pub settlement: Settlement,
    /// For the manufacturer's people.
    pub dealer: Option<String>,
    /// The first day that can be asked of, and 1C's time.
    pub known: Day,
    pub as_of: Moment,
}

fn dealer_name(cx: &Cx, tx: &ReadTx, settlement: &Settlement) -> Result<Option<String>, Error> {
    Ok(match settlement.dealer.filter(|_| cx.access.is_staff()) {
        Some(id) => tx.shared::<Dealer>(&id)?.map(|dealer| dealer.name.clone()),
        None => None,
    })
}

pub async fn form(cx: Cx) -> Outcome {
    may_answer(&cx.access)?;
    let mut typed: Typed = cx.query()?;
    if typed.contract.is_empty() {
        return choice(&cx, &typed);
    }
    let tx = cx.access.read()?;
    let id: SettlementId = typed.contract.parse().map_err(|_| Error::NotFound)?;
    let settlement = tx.get::<Settlement>(&id)?.ok_or(Error::NotFound)?;
    let (known, told) = known(&tx, &settlement, &cx.access)?;
    drop(tx);
    typed.id = ActId::at(cx.access.now(), rand::random()).to_string();
    if typed.from.is_empty() && typed.to.is_empty() {
        // The quarter that is over, as far as it is known; else what there is.
        let today = cx.access.now().day_in(&cx.services().zone);
        let (from, to) = quarter(today);
        let to = if to < known { told.max(known).min(today) } else { to };
        (typed.from, typed.to) = (format::date(from.max(known)).to_string(), format::date(to).to_string());
    }
    show(&cx, &typed, None)
}

/// A contract is chosen first.
fn choice(cx: &Cx, typed: &Typed) -> Outcome {
    let after = match typed.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let tx = cx.access.read()?;
    let found = settlements(&tx, &Filter::default(), after, ROWS)?;
    let mut rows = Vec::with_capacity(found.settlements.len());
    for settlement in found.settlements {
        if settlement.dealer.is_none() {
            continue;
        }
        rows.push(Ledger {
            dealer: dealer_name(cx, &tx, &settlement)?,
            known: known(&tx, &settlement, &cx.access)?.0,
            as_of: as_of(&tx, settlement.id)?.unwrap_or(settlement.changed),
            settlement,
        });
    }
    let next = found
        .next
        .map(|cursor| format!("{HERE}/new?after={}", String::from(cursor)));
    let head = PageHead {
        title: tr!(cx.locale, "reconciliation-new"),
        current: HERE,
    };
    cx.page(head, view::choice(cx, &rows, next))
}

fn show(cx: &Cx, typed: &Typed, error: Option<Error>) -> Outcome {
    let tx = cx.access.read()?;
    let id: SettlementId = typed.contract.parse().map_err(|_| Error::NotFound)?;
    let settlement = tx.get::<Settlement>(&id)?.ok_or(Error::NotFound)?;
    let problems = match error {
        Some(error) => Problems::of(cx, error)?,
        // Its counterparty waits for a meaning: there is nobody to reconcile with.
        None if settlement.dealer.is_none() => Problems::of(cx, Error::Refused(Message::new("reconciliation-nobody")))?,
        None => Problems::default(),
    };
    let ledger = Ledger {
        dealer: dealer_name(cx, &tx, &settlement)?,
        known: known(&tx, &settlement, &cx.access)?.0,
        as_of: as_of(&tx, settlement.id)?.unwrap_or(settlement.changed),
        settlement,
    };
    let head = PageHead {
        title: tr!(cx.locale, "reconciliation-new"),
        current: HERE,
    };
    let body = view::form(cx, &ledger, typed, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

pub async fn ask(cx: Cx) -> Outcome {
    may_answer(&cx.access)?;
    let mut typed: Typed = cx.form()?;
    let mut asking = Asking {
        id: typed
            .id
            .parse()
            .unwrap_or_else(|_| ActId::at(cx.access.now(), rand::random())),
        settlement: typed.contract.parse().map_err(|_| Error::NotFound)?,
        from: parse_day(&typed.from).ok(),
        to: parse_day(&typed.to).ok(),
        instead: typed.instead.parse().ok(),
    };
    // The form was sent before and then changed: it is another question.
    let known = cx.access.read()?.get::<Act>(&asking.id)?;
    let same =
        |act: &Act| (act.settlement, Some(act.from), Some(act.to)) == (asking.settlement, asking.from, asking.to);
    if known.is_some_and(|act| !same(&act)) {
        asking.id = ActId::at(cx.access.now(), rand::random());
    }
    let (access, wanted) = (cx.access.clone(), asking.clone());
    let made = tokio::task::spawn_blocking(move || actions::ask(&access, &wanted))
        .await
        .map_err(Error::internal)?;
    match made {
        Ok(act) => {
            if act.id != asking.id {
                cx.flash(Message::new("reconciliation-open-already")).await?;
            }
            cx.redirect(&format!("{HERE}/{}", act.id))
        }
        Err(error @ Error::Invalid(_)) => show(&cx, &typed, Some(error)),
        Err(error @ Error::Refused(_)) => {
            // Under the id that was sent something else may have been copied.
            typed.id = ActId::at(cx.access.now(), rand::random()).to_string();
            show(&cx, &typed, Some(error))
        }
        Err(error) => Err(error),
    }
}
