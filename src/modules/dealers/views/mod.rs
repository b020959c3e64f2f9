//! Pages of the module as markup over plain data.

pub mod card;
pub mod company;
pub mod contract_form;
pub mod dealer_form;
pub mod entity_form;
pub mod list;
pub mod parts;
pub mod person;
pub mod words;
