//! What a change means to a dealer: which of its drafts and offers are touched, and who hears of it.

use super::super::events::PricesChanged;
use super::super::model::{Repricing, RepricingId, Touched};
use super::super::permissions::SEE;
use super::super::worth::{Sides, What};
use crate::modules::catalogue::{Deal, PriceBook, PriceTypeId};
use crate::modules::dealers::Dealer;
use crate::modules::offers::{OFFER_BY_DEALER, Offer};
use crate::modules::orders::{DRAFT_BY_DEALER, Draft, TEMPLATE_BY_DEALER};
use crate::platform::access::permissions::SEE_PURCHASE_PRICE;
use crate::platform::access::{Access, Breadth, Rights};
use crate::platform::error::Error;
use crate::platform::store::{Index, ReadTx, Reader, Record};
use crate::platform::values::{DealerId, MembershipId, PAGE_LIMIT_MAX, PageRequest, Scope};

/// Dealers that are looked at.
const DEALERS_MAX: usize = 5_000;
/// Drafts, templates and offers of one dealer that are looked at, each; the latest.
const LOOKED_MAX: usize = 2_000;

pub fn keep(access: &Access, repricing: &Repricing) -> Result<(), Error> {
    let repricing = repricing.clone();
    access.write_blocking(move |w| w.technical(&repricing))
}

/// Every dealer was looked at.
pub fn finish(access: &Access, repricing: Repricing) -> Result<(), Error> {
    let done = Repricing {
        done: true,
        ..repricing
    };
    keep(access, &done)
}

pub fn dealers(access: &Access) -> Result<Vec<DealerId>, Error> {
    let dealers: Vec<Dealer> = access.read()?.list(DEALERS_MAX)?;
    Ok(dealers.into_iter().map(|dealer| dealer.id).collect())
}

pub fn told(tx: &ReadTx, id: RepricingId, dealer: DealerId) -> Result<bool, Error> {
    Ok(tx.get::<Touched>(&(id, dealer))?.is_some())
}

/// The price types that a dealer buys by, and the recommended ones beside them.
pub fn types_of(
    tx: &ReadTx,
    book: &PriceBook,
    dealer: DealerId,
) -> Result<(Vec<PriceTypeId>, Vec<PriceTypeId>), Error> {
    let (mut types, mut rrp) = (Vec::new(), Vec::new());
    for contract in Deal::contracts(tx, dealer)? {
        let found = [
            (&mut types, contract.price_type.map(PriceTypeId::from_uuid)),
            (&mut rrp, book.rrp_type(contract.currency)),
        ];
        for (list, found) in found {
            list.extend(found.filter(|of| !list.contains(of)));
        }
    }
    Ok((types, rrp))
}

/// The drafts, templates and offers of a dealer that come to something else.
pub fn looked_at(sides: &Sides<'_>, repricing: &Repricing, dealer: DealerId) -> Result<Touched, Error> {
    let mut touched = Touched {
        repricing: repricing.id,
        dealer,
        at: repricing.at,
        cause: repricing.cause.clone(),
        types: Vec::new(),
        rrp_types: Vec::new(),
        products: 0,
        rrp_products: 0,
        drafts: Vec::new(),
        offers: Vec::new(),
    };
    let mut draft = |draft: Draft| -> Result<(), Error> {
        touched.drafts.extend(sides.draft(&draft)?);
        Ok(())
    };
    latest(sides.tx, &DRAFT_BY_DEALER, dealer, &mut draft)?;
    latest(sides.tx, &TEMPLATE_BY_DEALER, dealer, &mut draft)?;
    // One that was made since was calculated at the new prices; but not by a new edition of a model, where its draft
    // stands at the older one.
    let model = matches!(sides.what, What::Model { .. });
    latest(sides.tx, &OFFER_BY_DEALER, dealer, |offer: Offer| {
        if model || offer.created < repricing.at {
            touched.offers.extend(sides.offer(&offer)?);
        }
        Ok(())
    })?;
    Ok(touched)
}

fn latest<R: Record>(
    tx: &ReadTx,
    index: &Index<R>,
    dealer: DealerId,
    mut visit: impl FnMut(R) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut request = PageRequest::first(PAGE_LIMIT_MAX).descending();
    let mut looked = 0;
    loop {
        let page = tx.scan(index, &dealer, &request)?;
        looked += page.items.len();
        page.items.into_iter().try_for_each(&mut visit)?;
        match page.next.filter(|_| looked < LOOKED_MAX) {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(()),
        }
    }
}

/// What of it is of the people to whom a scope is narrowed.
fn own(tx: &ReadTx, scope: &Scope, touched: Touched) -> Result<Touched, Error> {
    touched.only(
        |draft| Ok(tx.shared::<Draft>(&draft)?.is_some_and(|draft| draft.visible_to(scope))),
        |offer| Ok(tx.shared::<Offer>(&offer)?.is_some_and(|offer| offer.visible_to(scope))),
    )
}

/// Keeps what a change means to a dealer, and tells those who see what is touched: each once, and of no more than they
/// see.
pub fn tell(access: &Access, tx: &ReadTx, touched: Touched) -> Result<(), Error> {
    let (mut told, mut narrow): (Vec<(MembershipId, bool)>, _) = (Vec::new(), Vec::new());
    for (member, rights) in Rights::of_company(tx, Some(touched.dealer), access.now())? {
        if !rights.hold(SEE) {
            continue;
        }
        let sees_purchase = rights.hold(SEE_PURCHASE_PRICE);
        match rights.breadth() {
            Breadth::Company => told.push((member.id, sees_purchase)),
            // Who sees only their own hears of these alone.
            Breadth::Own => {
                let own = own(tx, &rights.scope(), touched.clone())?.seen(sees_purchase);
                narrow.extend(own.map(|own| (member.id, own.counts())));
            }
        }
    }
    let people = |sees_purchase: bool| -> Vec<MembershipId> {
        let told = told.iter().filter(|(_, sees)| *sees == sees_purchase);
        told.map(|(id, _)| *id).collect()
    };
    let event = |counts, people| PricesChanged {
        repricing: touched.repricing,
        dealer: touched.dealer,
        counts,
        people,
    };
    let (all, blind) = (touched.counts(), touched.clone().seen(false));
    let blind = blind.map(|touched| touched.counts()).unwrap_or_default();
    let mut events = match all == blind {
        true => vec![event(all, [people(true), people(false)].concat())],
        false => vec![event(all, people(true)), event(blind, people(false))],
    };
    events.extend(narrow.into_iter().map(|(member, counts)| event(counts, vec![member])));
    events.retain(|event| !event.counts.is_nothing() && !event.people.is_empty());
    access.write_blocking(move |w| {
        if w.get::<Touched>(&touched.key())?.is_some() {
            return Ok(());
        }
        w.technical(&touched)?;
        for event in &events {
            w.change(event)?;
        }
        Ok(())
    })
}
