//! The terms under which a dealer buys: a contract with both its parties, ready for a calculation.

use std::sync::Arc;

use super::{StoredVat, Terms, VatCase, VatRegime, VatTable};
use crate::modules::catalogue::{PriceBook, PriceType, PriceTypeId};
use crate::modules::dealers::{CONTRACT_BY_DEALER, Contract, LegalEntity, OwnEntity};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Day, DealerId, Id};

/// The most contracts of one dealer that are looked at.
const CONTRACTS_MAX: usize = 100;

#[derive(Clone, Debug)]
pub struct Deal {
    pub contract: Arc<Contract>,
    pub buyer: Arc<LegalEntity>,
    pub seller: Arc<OwnEntity>,
    /// Nil while 1C's price types are not mapped to the contract: then nothing has a price.
    pub price_type: PriceTypeId,
    pub price_type_name: String,
    pub rrp_type: Option<PriceTypeId>,
    vat: VatTable,
    case: VatCase,
}

impl Deal {
    /// Loads what a contract names. `day` is the planned day of shipment, or today: it decides the tax. `None` when
    /// a party is gone or out of scope.
    pub fn of(tx: &impl Reader, book: &PriceBook, contract: Arc<Contract>, day: Day) -> Result<Option<Deal>, Error> {
        let (Some(buyer), Some(seller)) = (
            tx.shared::<LegalEntity>(&contract.entity)?,
            tx.shared::<OwnEntity>(&contract.own_entity)?,
        ) else {
            return Ok(None);
        };
        let price_type = contract.price_type.map_or(Id::NIL, PriceTypeId::from_uuid);
        let named = tx.shared::<PriceType>(&price_type)?.map(|named| named.name.clone());
        let regime = VatRegime::of(&seller, &contract);
        let case = VatCase {
            seller: seller.country,
            regime,
            destination: buyer.country,
            day,
        };
        Ok(Some(Deal {
            price_type,
            price_type_name: named.unwrap_or_else(|| contract.price_type_name.clone()),
            rrp_type: book.rrp_type(contract.currency),
            vat: VatTable::current(tx)?,
            case,
            contract,
            buyer,
            seller,
        }))
    }

    /// The open contracts of a dealer, by number.
    pub fn contracts(tx: &impl Reader, dealer: DealerId) -> Result<Vec<Arc<Contract>>, Error> {
        let mut contracts = tx.shared_scan(&CONTRACT_BY_DEALER, &dealer, CONTRACTS_MAX)?;
        contracts.retain(|contract: &Arc<Contract>| !contract.closed);
        Ok(contracts)
    }

    pub fn terms(&self) -> Terms<'_> {
        Terms {
            currency: self.contract.currency,
            price_type: self.price_type,
            rrp_type: self.rrp_type,
            case: self.case,
            vat: &self.vat,
        }
    }
}

impl VatTable {
    /// The rows that hold: the administrator's, or those that come with the product.
    pub fn current(tx: &impl Reader) -> Result<VatTable, Error> {
        Ok(tx
            .get::<StoredVat>(&1)?
            .map_or_else(VatTable::shipped, |stored| stored.table))
    }
}
