//! The registry of business modules, in the order of the menu. Removing a module is removing its folder and its lines
//! here. Imports go one way: `{lists, dealers} <- catalogue <- configurator <- orders <- {approvals, quick, talk, delivery,
//! offers, reports}`, `offers <- feeds`, `orders <- documents <- settlements <- {calendar, holds, reconciliation}`,
//! `dealers <- work_days <- {settlements, reports}`; `exchange` may use all, and `price_changes` reads what it kept.

pub mod approvals;
pub mod backups;
pub mod brand;
pub mod calendar;
pub mod catalogue;
pub mod configurator;
pub mod dealers;
pub mod delivery;
pub mod documents;
pub mod evidence;
pub mod exchange;
pub mod feeds;
pub mod health;
pub mod holds;
pub mod home;
pub mod lists;
pub mod offers;
pub mod office;
pub mod orders;
pub mod price_changes;
pub mod quick;
pub mod reconciliation;
pub mod reports;
pub mod rights;
pub mod settlements;
pub mod setup;
pub mod talk;
pub mod work_days;

use crate::platform::web::Module;

/// All modules. The menu, the route table, `check` and boot are made from this list; lower modules boot first.
pub static MODULES: &[Module] = &[
    lists::MODULE,
    dealers::MODULE,
    rights::MODULE,
    home::MODULE,
    catalogue::MODULE,
    configurator::MODULE,
    orders::MODULE,
    approvals::MODULE,
    quick::MODULE,
    talk::MODULE,
    delivery::MODULE,
    documents::MODULE,
    work_days::MODULE,
    settlements::MODULE,
    holds::MODULE,
    calendar::MODULE,
    reconciliation::MODULE,
    reports::MODULE,
    evidence::MODULE,
    offers::MODULE,
    feeds::MODULE,
    exchange::MODULE,
    price_changes::MODULE,
    office::MODULE,
    backups::MODULE,
    brand::MODULE,
    setup::MODULE,
    health::MODULE,
];
