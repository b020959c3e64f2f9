//! The registry of business modules, in the order of the menu. Removing a module is removing its folder and its lines
//! here.

pub mod dealers;
pub mod exchange;

use crate::platform::web::Module;

/// All modules. The menu, the route table, `check` and boot are made from this list.
pub static MODULES: &[Module] = &[dealers::MODULE];
