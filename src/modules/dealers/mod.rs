//! Dealers: partner companies (the tenants), their legal entities, and the contracts between those and the
//! manufacturer's own.
//!
//! A **dealer** has several **legal entities**; a **contract** ties one of them to one **own entity** and fixes price
//! type, currency, deferral and how VAT is meant. An order is under one contract.

pub mod model;

pub use model::{
    CONTRACT_BY_DEALER, Contract, Country, DEALER_BY_NAME, Dealer, DealerStatus, ENTITY_BY_COUNTERPARTY,
    ENTITY_BY_DEALER, ENTITY_BY_TAX_ID, LegalEntity, OwnEntity, Requisites, StockRule, Tier,
};

use crate::platform::store::RecordInfo;
use crate::platform::web::Module;

pub const MODULE: Module = Module {
    name: "dealers",
    records: &[
        RecordInfo::of::<Dealer>(),
        RecordInfo::of::<LegalEntity>(),
        RecordInfo::of::<OwnEntity>(),
        RecordInfo::of::<Contract>(),
    ],
    ..Module::EMPTY
};
