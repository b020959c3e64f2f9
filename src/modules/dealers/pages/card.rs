//! `GET /dealers/{id}` and its status.

use serde::Deserialize;

use crate::modules::dealers::actions;
use crate::modules::dealers::model::{Dealer, DealerStatus};
use crate::modules::dealers::panels::Panels;
use crate::modules::dealers::permissions::EDIT;
use crate::modules::dealers::queries;
use crate::modules::dealers::views::card::{self, DealerCard};
use crate::modules::dealers::views::parts::ContractRow;
use crate::platform::access::Membership;
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::error::Error;
use crate::platform::journal;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{DealerId, Message};
use crate::platform::web::{Cx, Outcome, PageHead};

/// Entries of the history on the card.
const HISTORY: usize = 15;

pub async fn page(cx: Cx) -> Outcome {
    let id: DealerId = cx.param("id")?;
    let tx = cx.access.read()?;
    let dealer = tx.get::<Dealer>(&id)?.ok_or(Error::NotFound)?;
    let entities = queries::entities(&tx, id)?;
    let own = queries::own_entities(&tx)?;
    let card = DealerCard {
        managers: managers(&tx, &dealer)?.into_iter().map(|member| member.name).collect(),
        contracts: ContractRow::all(queries::contracts(&tx, id)?, &entities, &own),
        people: queries::people(&tx, Some(id))?,
        history: journal::about(&tx, "dealer", &id.to_string(), None, HISTORY)?,
        may_edit: cx.access.may(EDIT),
        may_invite: cx.access.may(ADMINISTER),
        finance: cx.access.sight().finance,
        panels: cx.services().part::<Panels>().drawn(&cx, &tx, &dealer)?,
        entities,
        dealer,
    };
    let head = PageHead {
        title: &card.dealer.name,
        current: "/dealers",
    };
    cx.page(head, card::page(&cx, &card))
}

/// A dealer's managers that still work, the first one first.
pub fn managers(tx: &ReadTx, dealer: &Dealer) -> Result<Vec<Membership>, Error> {
    let mut managers = Vec::new();
    for id in &dealer.managers {
        managers.extend(tx.get::<Membership>(id)?.filter(|member| !member.disabled));
    }
    Ok(managers)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Status {
    status: String,
}

pub async fn status(cx: Cx) -> Outcome {
    let id: DealerId = cx.param("id")?;
    let form: Status = cx.form()?;
    let status = DealerStatus::from_code(&form.status).ok_or(Error::Refused(Message::new("errors-form-wrong")))?;
    let dealer = actions::set_status(&cx.access, id, status).await?;
    let said = match dealer.status {
        DealerStatus::Active => Message::new("dealers-event-activated"),
        DealerStatus::Paused => Message::new("dealers-event-paused"),
    };
    cx.flash(said.with("name", dealer.name)).await?;
    cx.redirect(&format!("/dealers/{id}"))
}
