//! What can be done with dealers and what belongs to them. The only files of the module that save.

mod contract;
mod dealer;
mod entity;
mod invitation;

pub use contract::{ContractInput, save_contract};
pub use dealer::{DealerInput, edit_dealer, make_dealer, set_status};
pub use entity::{EntityInput, OwnEntityInput, save_entity, save_own_entity};
pub use invitation::mail_invitation;
