//! Dealers: partner companies (the tenants), their legal entities, and the contracts between those and the
//! manufacturer's own.
//!
//! A **dealer** has several **legal entities**; a **contract** ties one of them to one **own entity** and fixes price
//! type, currency, deferral and how VAT is meant. An order is under one contract. People come in by invitation; a
//! sales manager sees the dealers that were given to them.

pub mod actions;
pub mod ceilings;
mod checks;
mod codes;
pub mod events;
pub mod model;
mod pages;
pub mod panels;
pub mod permissions;
mod price_types;
pub mod queries;
mod requisites;
mod views;

#[cfg(test)]
mod tests;

pub use checks::Checks;
pub use model::{
    CONTRACT_BY_DEALER, Contract, Country, DEALER_BY_NAME, Dealer, DealerStatus, DeferralIn, ENTITY_BY_COUNTERPARTY,
    ENTITY_BY_DEALER, ENTITY_BY_TAX_ID, ENTITY_UNMATCHED, LegalEntity, OwnEntity, Requisites, StockRule, Tier,
};
pub use price_types::{PriceTypeChoice, PriceTypes};

use std::sync::Arc;

use crate::icon;
use crate::platform::store::RecordInfo;
use crate::platform::web::{MenuGroup, MenuItem, Module};

pub const MODULE: Module = Module {
    name: "dealers",
    permissions: permissions::ALL,
    routes: pages::routes,
    recovery: &["/people"],
    records: &[
        RecordInfo::of::<Dealer>(),
        RecordInfo::of::<LegalEntity>(),
        RecordInfo::of::<OwnEntity>(),
        RecordInfo::of::<Contract>(),
        RecordInfo::of::<ceilings::TierCeiling>(),
    ],
    menu: &[
        MenuItem {
            label: "dealers-menu",
            icon: icon!("building-store"),
            href: "/dealers",
            permission: permissions::SEE,
            group: MenuGroup::Dealers,
            count: None,
        },
        MenuItem {
            label: "dealers-menu-company",
            icon: icon!("building"),
            href: "/company",
            permission: permissions::SEE_COMPANY,
            group: MenuGroup::Company,
            count: None,
        },
        MenuItem {
            label: "dealers-menu-people",
            icon: icon!("users"),
            href: "/people",
            permission: crate::platform::access::permissions::ADMINISTER,
            group: MenuGroup::Administration,
            count: None,
        },
        MenuItem {
            label: "dealers-menu-own",
            icon: icon!("building-factory-2"),
            href: "/own-entities",
            permission: permissions::EDIT,
            group: MenuGroup::Administration,
            count: None,
        },
    ],
    boot: |services| {
        services.provide(Arc::new(panels::Panels::default()));
        // The catalogue may have booted before.
        if services.find_part::<PriceTypes>().is_none() {
            services.provide(Arc::new(PriceTypes::default()));
        }
        Ok(())
    },
    shell: Some(pages::frame::fill),
    home: Some(pages::home::fill),
    ..Module::EMPTY
};
