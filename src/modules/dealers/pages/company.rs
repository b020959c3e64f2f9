//! `GET /company`: a dealer's own company.

use super::card::managers;
use super::people::own_dealer;
use crate::modules::dealers::queries;
use crate::modules::dealers::views::company::{self as view, OwnCompany};
use crate::modules::dealers::views::parts::ContractRow;
use crate::platform::access::permissions::INVITE;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    let dealer = own_dealer(&cx)?;
    let tx = cx.access.read()?;
    let entities = queries::entities(&tx, dealer.id)?;
    let contracts = queries::contracts(&tx, dealer.id)?;
    let own = OwnCompany {
        managers: managers(&tx, &dealer)?
            .into_iter()
            .map(|member| (member.name, member.phone))
            .collect(),
        contracts: ContractRow::all(contracts, &entities, &queries::own_entities(&tx)?),
        people: queries::people(&tx, Some(dealer.id))?,
        may_invite: cx.access.may(INVITE),
        finance: cx.access.sight().finance,
        entities,
        dealer,
    };
    let head = PageHead {
        title: tr!(cx.locale, "dealers-menu-company"),
        current: "/company",
    };
    cx.page(head, view::company(&cx, &own))
}
