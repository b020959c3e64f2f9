//! Rules of orders: calculation, numbers, the stage line, versions, what 1C changes.

mod again;
mod bargain;
mod calculation;
mod dates;
mod delivery_asks;
pub(crate) mod desk;
mod line;
mod made;
mod pages;
mod requests;
mod site;
mod standstill;
mod texts;
mod versions;
