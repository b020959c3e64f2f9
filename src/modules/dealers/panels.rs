//! Parts of a dealer's card that other modules bring: its orders and figures, the last conversation. Dealers don't know
//! them; each adds its panels at boot.

use maud::Markup;
use parking_lot::RwLock;

use super::Dealer;
use crate::platform::access::Permission;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::Cx;

/// Where a panel stands on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the main column, before the legal entities.
    Main,
    /// In the side column, after the facts.
    Aside,
}

pub struct Panel {
    pub place: Place,
    /// Who doesn't hold it doesn't get the panel.
    pub permission: Permission,
    /// `None` where it has nothing to say of this dealer.
    pub show: fn(&Cx, &ReadTx, &Dealer) -> Result<Option<Markup>, Error>,
}

/// What modules have added, in the order of boot.
#[derive(Default)]
pub struct Panels(RwLock<Vec<Panel>>);

impl Panels {
    pub fn add(&self, panel: Panel) {
        self.0.write().push(panel);
    }

    pub(super) fn drawn(&self, cx: &Cx, tx: &ReadTx, dealer: &Dealer) -> Result<Vec<(Place, Markup)>, Error> {
        let mut all = Vec::new();
        for panel in self.0.read().iter().filter(|panel| cx.access.may(panel.permission)) {
            all.extend((panel.show)(cx, tx, dealer)?.map(|markup| (panel.place, markup)));
        }
        Ok(all)
    }
}
