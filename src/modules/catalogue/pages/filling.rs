//! The catalogue as one draft is filled from it: under the draft's own contract, with a way back to it.

use super::{find, list, show};
use crate::modules::catalogue::queries::Tree;
use crate::modules::catalogue::read_models::Viewpoint;
use crate::modules::catalogue::{Deal, GroupId, PriceBook, Prices, ProductId, views};
use crate::modules::dealers::{Contract, Dealer};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Day, DealerId, Id};
use crate::platform::web::{Cx, Outcome};

/// Products that are offered on the draft itself for words that were typed; the rest is on the catalogue's page.
const OFFERED: usize = 6;

/// The draft that is filled. Its module knows drafts, this one goods.
pub struct Filling {
    /// The name of the draft.
    pub draft: String,
    /// The address of the draft's page; `lines` and `catalogue` lie below it.
    pub address: String,
    pub dealer: DealerId,
    pub contract: Option<Id<Contract>>,
    /// Lines that are in it.
    pub lines: usize,
}

impl Filling {
    /// What the dealer pays under the draft's contract; the reader's rights hide what they hide elsewhere.
    pub(super) fn viewpoint(
        &self,
        tx: &impl Reader,
        access: &Access,
        book: &PriceBook,
        today: Day,
    ) -> Result<Viewpoint, Error> {
        let mut view = Viewpoint::blank(access, book);
        if !access.is_staff()
            && let Some(dealer) = tx.get::<Dealer>(&self.dealer)?
        {
            view.stock = dealer.stock_rule.into();
        }
        let contracts = Deal::contracts(tx, self.dealer)?;
        let contract = contracts.into_iter().find(|of| Some(of.id) == self.contract);
        let deal = match contract {
            Some(contract) => Deal::of(tx, book, contract, today)?,
            None => None,
        };
        let rrp = deal
            .as_ref()
            .map_or_else(|| book.rrp_type(Currency::Rub), |deal| deal.rrp_type);
        view.under(deal, rrp);
        Ok(view)
    }
}

/// All products, or those of a group, to fill a draft with.
pub async fn browse(cx: &Cx, group: Option<GroupId>, filling: Filling) -> Outcome {
    list(cx, group, Some(filling)).await
}

/// One product with its variants, to fill a draft with.
pub fn choose(cx: &Cx, product: ProductId, filling: Filling) -> Outcome {
    if !crate::modules::catalogue::queries::product(&cx.access.read()?, product)?.is_some_and(|of| of.is_on_sale()) {
        return Err(Error::NotFound);
    }
    show(cx, product, Some(filling))
}

/// What the catalogue finds for words that are no article: a card with the first of it; `None` when it finds nothing.
pub fn offers(cx: &Cx, typed: &str, filling: Filling) -> Result<Option<maud::Markup>, Error> {
    let tx = cx.access.read()?;
    let book = cx.part::<Prices>().current();
    let today = cx.access.now().day_in(&cx.services().zone);
    let found = find(&cx.access, &tx, &Tree::default(), None, typed, super::ROWS, 0)?;
    let on_sale: Vec<_> = found.products.iter().filter(|product| product.is_on_sale()).collect();
    if on_sale.is_empty() {
        return Ok(None);
    }
    let view = filling.viewpoint(&tx, &cx.access, &book, today)?;
    let rows = super::rows(&cx.access, &tx, &view, &book, on_sale.iter().take(OFFERED).copied())?;
    let here = filling.address.clone();
    let frame = super::frame(cx, Some(filling));
    Ok(Some(views::offers(&frame, &rows, &view, &here, typed, on_sale.len())))
}
